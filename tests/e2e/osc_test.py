#!/usr/bin/python3
"""Other programs write and read patterns over OSC: with the codec of the examples, killed while they write, in each other's way."""
import json
import os
import re
import subprocess
import sys
import time
import unittest

from jack_recorder import Server
from support import SOURCE, clave, environment, main, make_song, skip, start

sys.path.insert(0, os.path.join(SOURCE, "scripts/examples/outside"))
sys.dont_write_bytecode = True
from osc_min import Osc  # noqa: E402

TAKE = os.environ.get("CLAVE_JACK_TAKE") or skip("there is no clave_jack_take")
WRITER = os.path.join(SOURCE, "tests/e2e/osc_writer.py")
BPM, BARS, KILLS, TRIES = 133.37, 10, 10, 3


def song(name):
    steps = {str(step): "C2" for step in range(1, 17)}
    return make_song(name, tempo=BPM, swing=62, scenes=[{"name": "A", "slots": [1, 1]}], tracks=[
        {"name": "Pulse", "channel": 1, "patterns": [{"steps": steps}]},
        {"name": "Silent", "channel": 2, "mute": True, "patterns": [{"steps": steps}]}])


def playing(*words, **options):
    """A Clave that plays, what it says of OSC, and OSC to it."""
    process = start("play", *words, **options)
    for line in process.stdout:
        said = re.fullmatch(r"OSC is on at [0-9.]+:([0-9]+)(, for another program has [0-9]+)?\.\n", line)
        if said:
            return process, line, Osc(int(said[1]))
    raise AssertionError("nothing was said of OSC: " + process.stderr.read())


def end(process, osc):
    osc.close()
    process.terminate()
    process.communicate(timeout=20)


class Writing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.process, cls.said, cls.osc = playing(song("written.clave"), "--out", "none", "--loop", "--osc", "29170")
        cls.addClassCleanup(end, cls.process, cls.osc)

    def eventually(self, path, wanted):
        for _ in range(100):
            values = self.osc.ask(path)
            if values == wanted:
                return
            time.sleep(0.02)
        self.assertEqual(values, wanted)

    def test_a_lane_is_written_and_read_back(self):
        lane = [step * 7 for step in range(16)]
        self.osc.send("/clave/track/Silent/pattern/1/velocity", *lane)
        self.eventually("/clave/get/track/2/pattern/1/velocity", lane)

    def test_a_pattern_goes_out_as_json_and_comes_back(self):
        pattern = json.loads(self.osc.ask("/clave/get/track/1/pattern/1/set")[0])
        pattern["length"], pattern["steps"] = 8, {"1": "C4", "3": ["C4", "E4"]}
        self.osc.send("/clave/track/1/pattern/2/set", json.dumps(pattern))
        self.eventually("/clave/get/track/1/pattern/2/pitch", [72, "-", 72, "-", "-", "-", "-", "-"])

    def test_a_wrong_message_is_answered_with_a_sentence(self):
        self.assertEqual(self.osc.ask("/clave/track/9/mute", 1), ['The track must be 1 to 2, not "9".'])

    def test_a_subscriber_sees_steps_as_they_play(self):
        self.osc.send("/clave/subscribe", 10, "step")
        seen, until = set(), time.monotonic() + 5
        while len(seen) < 16 and time.monotonic() < until:
            seen |= {values[1] for path, values in self.osc.receive() if path == "/clave/step" and values[0] == 1}
        self.osc.send("/clave/unsubscribe")
        self.assertEqual(seen, set(range(1, 17)))
        time.sleep(0.1)
        self.osc.socket.setblocking(False)
        try:
            while True:
                self.osc.receive()  # what was under way
        except BlockingIOError:
            self.osc.socket.settimeout(1.0)

    def test_the_next_port_is_taken_when_another_clave_has_it(self):
        process, said, osc = playing(song("second.clave"), "--out", "none", "--loop", "--osc", "29170")
        self.addCleanup(end, process, osc)
        self.assertIn(", for another program has 29170.", said)
        self.assertEqual(osc.ask("/clave/get/tracks"), ["Pulse", "Silent"])

    def test_off_is_off(self):
        done = clave("play", song("off.clave"), "--out", "none", "--bars", "1", "--osc", "off")
        self.assertNotIn("OSC", done.stdout)
        self.assertEqual(done.returncode, 0, done.stderr)


def write_and_be_killed(osc):
    """Ten programs, one after the other. Returns for each what it wrote last, and what Clave has of it afterwards."""
    results = []
    for _ in range(KILLS):
        port = str(osc.socket.getpeername()[1])
        with subprocess.Popen([sys.executable, WRITER, port], stdout=subprocess.PIPE, env=environment(CLAVE_SOURCE_DIR=SOURCE)) as writer:
            time.sleep(0.9)
            writer.kill()
            written = [int(line) for line in writer.stdout.read().split()]
        time.sleep(0.1)
        results.append((written, osc.ask("/clave/get/track/2/pattern/1/velocity")[4]))
    return results


def take(server):
    """What is heard meanwhile; None when JACK itself was late."""
    command = [TAKE, "--inputs", "1", "--wait", "10", "--seconds", "60", "--quiet", "1.5", "--bpm", str(BPM), "--grid", "0,0.31", "--cycle", "0.5"]
    with subprocess.Popen(command, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as recorder:
        if recorder.stderr.readline() != "ready\n":
            recorder.communicate()
            skip("jackd does not run here")
        process, _, osc = playing(song("heard.clave"), "--out", "take:in-1", "--midi-api", "jack", "--bars", str(BARS),
                                  "--osc", "29270", env=server.environment)
        results = write_and_be_killed(osc)
        osc.close()
        process.communicate(timeout=60)
        heard = json.loads(recorder.communicate(timeout=60)[0])
    return None if heard["xruns"] or heard["missed"] else (heard["inputs"][0], results)


class KilledWhileWriting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        server = Server()
        cls.addClassCleanup(server.close)
        taken = next(filter(None, (take(server) for _ in range(TRIES))), None)
        if taken is None:
            server.close()
            skip("JACK was late in each of %d takes: too much else runs here" % TRIES)
        cls.heard, cls.results = taken

    def test_no_note_is_lost_doubled_or_off_its_frame(self):
        self.assertEqual((self.heard["notes"], self.heard["sounding"], self.heard["orphans"], self.heard["doubled"]),
                         (16 * BARS, 0, 0, 0))
        self.assertLessEqual(self.heard["fit"]["spread"], 0.51, self.heard["fit"])

    def test_what_was_written_last_is_kept(self):
        self.assertEqual(len(self.results), KILLS)
        for written, kept in self.results:
            self.assertGreater(len(written), 20)
            # It may have sent one more than it came to print.
            self.assertIn(kept, (written[-1], 1 + written[-1] % 127, 1 + (written[-1] + 1) % 127))


if __name__ == "__main__":
    main()
