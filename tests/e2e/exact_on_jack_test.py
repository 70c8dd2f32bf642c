#!/usr/bin/python3
"""Notes on JACK lie on their exact frames, at a tempo whose steps are no whole frames: heard by clave_jack_take."""
import json
import os
import subprocess
import unittest

from jack_recorder import Server
from support import clave, main, make_song, skip

TAKE = os.environ.get("CLAVE_JACK_TAKE") or skip("there is no clave_jack_take")
BPM, BARS = 133.37, 4
TRIES = 3  # a machine that stands still costs JACK a cycle, and with it what was due then


def swung_song():
    return make_song("swung.clave", tempo=BPM, swing=62, tracks=[
        {"name": "Pulse", "channel": 1, "patterns": [{"steps": {str(step): "C2" for step in range(1, 17)}}]}],
        scenes=[{"name": "A", "slots": [1]}])


def record(server):
    """What is heard of the song; None when JACK itself was late."""
    command = [TAKE, "--inputs", "1", "--wait", "10", "--seconds", "40", "--quiet", "1.5", "--bpm", str(BPM), "--grid", "0,0.31", "--cycle", "0.5"]
    with subprocess.Popen(command, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as take:
        if take.stderr.readline() != "ready\n":
            take.communicate()
            skip("jackd does not run here")
        played = clave("play", swung_song(), "--out", "take:in-1", "--midi-api", "jack", "--bars", str(BARS),
                       env=server.environment)
        heard = json.loads(take.communicate(timeout=60)[0])
    assert played.returncode == 0, played.stderr
    return None if heard["xruns"] or heard["missed"] else heard


class ExactOnJack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        server = Server()
        cls.addClassCleanup(server.close)
        cls.heard = next(filter(None, (record(server) for _ in range(TRIES))), None)
        if cls.heard is None:
            server.close()
            skip("JACK was late in each of %d takes: too much else runs here" % TRIES)

    def test_every_note_is_heard_once_and_ended(self):
        one = self.heard["inputs"][0]
        self.assertEqual((one["notes"], one["sounding"], one["orphans"], one["doubled"]), (16 * BARS, 0, 0, 0))

    def test_every_note_lies_within_half_a_frame(self):
        fit = self.heard["inputs"][0]["fit"]
        self.assertEqual(fit["onsets"], 16 * BARS)
        self.assertLessEqual(fit["spread"], 0.51, fit)  # 0.5 is rounding; the rest is for that of the anchor


if __name__ == "__main__":
    main()
