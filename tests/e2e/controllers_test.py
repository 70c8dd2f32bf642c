#!/usr/bin/python3
"""Controllers that know only their documented bytes, and Clave with its real files, ports and threads; over JACK."""
import json
import os
import re
import shutil
import signal
import subprocess
import time
import unittest

from controller_case import PLAY, RATE, ControllerCase
from devices import ApcMiniMk2, LaunchpadMk1, LaunchpadX, MiniNova, Push2
from support import clave, main, make_song, skip, start

TAKE = os.environ.get("CLAVE_JACK_TAKE") or skip("there is no clave_jack_take")
LONG = os.environ.get("CLAVE_LONG_TESTS")
MINE = """schema = 1
kind = "map"
name = "Mine"
use = ["launchpad_x"]

[[bind]]
on = "line.5"
do = "transport.play"
light = { from = "transport.play", on = "green", playing = "green" }
"""


class Controllers(ControllerCase):
    def steps(self, device):
        """How each of the 32 step pads is lit."""
        return [device.value(device.pad(step // 8, step % 8)) for step in range(32)]

    def check_grid(self, kind):
        device = self.plug(kind)
        self.play()
        self.assertPainted(device)
        self.stop(device)
        quiet = self.notes()
        dark = self.steps(device)
        for step in range(32):
            device.tap(device.pad(step // 8, step % 8))
        self.assertSoon(lambda: all(a != b for a, b in zip(self.steps(device), dark)), 3, lambda: self.steps(device))
        self.assertEqual(self.notes(), quiet, "what a controller says is no key")
        device.tap(device.line(PLAY))
        self.assertSoon(lambda: self.notes() >= 32, 8)
        self.stop(device)
        for step in range(32):
            device.tap(device.pad(step // 8, step % 8))
        self.assertSoon(lambda: self.steps(device) == dark, 3, lambda: self.steps(device))

    def test_launchpad_x_is_found_and_switches_steps_1_to_32(self):
        self.check_grid(LaunchpadX)

    def test_launchpad_mk1_is_found_and_switches_steps_1_to_32(self):
        self.check_grid(LaunchpadMk1)

    def test_apc_mini_mk2_is_found_and_switches_steps_1_to_32(self):
        self.check_grid(ApcMiniMk2)

    def test_push_2_is_found_and_switches_steps_1_to_32(self):
        self.check_grid(Push2)

    def test_mininova_pages_over_steps_1_to_32(self):
        nova = self.plug(MiniNova)
        self.play()
        pads = [nova.pad(0, column) for column in range(8)]
        time.sleep(2)
        nova.tap(nova.line(4), *[nova.line(0)] * 4)  # stops, and goes to the first page
        time.sleep(0.3)
        for page in range(4):
            self.assertSoon(lambda: not any(map(nova.value, pads)), 2, nova.picture)
            for pad in pads:
                nova.press(pad)
                time.sleep(0.03)
            self.assertSoon(lambda: all(map(nova.value, pads)), 2, nova.picture)
            nova.tap(nova.line(1))
            time.sleep(0.1)
        self.synth.clear()
        nova.tap(nova.line(4))
        self.assertSoon(lambda: self.notes() >= 32, 8)
        self.assertEqual(nova.strays, [])

    def test_the_place_that_plays_moves_over_the_pads(self):
        device = self.plug(LaunchpadX)
        self.play()
        self.assertPainted(device)
        seen = []
        end = time.monotonic() + 4.5  # a little more than once through
        while time.monotonic() < end:
            lit = [step for step, value in enumerate(self.steps(device)) if value]
            if lit and lit[-1:] != seen[-1:]:
                seen.append(lit[-1])
            time.sleep(0.005)
        self.assertGreaterEqual(len(set(seen)), 30, seen)
        forward = sum((b - a) % 32 == 1 for a, b in zip(seen, seen[1:]))
        self.assertGreaterEqual(forward, len(seen) - 4, seen)

    def test_an_edit_made_elsewhere_is_seen_within_50_ms(self):
        launchpad, apc = self.plug(LaunchpadX, ApcMiniMk2)
        self.play()
        self.assertPainted(launchpad)
        self.assertPainted(apc)
        self.stop(launchpad)
        time.sleep(0.3)
        late = []
        for step in range(16):
            row, column = step // 8, step % 8
            with apc.lock:
                apc.changes.clear()
            with launchpad.lock:
                launchpad.sent.clear()
            launchpad.tap(launchpad.pad(row, column))
            address = apc.pad(row, column)
            self.assertSoon(lambda: any(one == address for _, one in list(apc.changes)), 1)
            lit = next(frame for frame, one in list(apc.changes) if one == address)
            late.append((lit - launchpad.sent[0][0]) / RATE)
        self.assertLess(sorted(late)[-2], 0.05, late)

    def test_unplugged_and_plugged_in_again_it_is_painted_within_a_second(self):
        device = self.plug(LaunchpadX)
        self.play()
        self.assertPainted(device)
        self.stop(device)
        device.tap(device.pad(1, 2))
        self.assertSoon(lambda: device.value(device.pad(1, 2)))
        device.press(device.pad(0, 0))  # held when the cable goes
        time.sleep(0.1)
        device.unplug()
        time.sleep(0.5)
        device.plug()
        began = time.monotonic()
        self.assertSoon(lambda: device.value(device.pad(1, 2)) and device.value(device.line(PLAY)), 3, device.picture)
        self.assertLess(time.monotonic() - began, 1.0)
        device.tap(device.pad(1, 2))
        self.assertSoon(lambda: not device.value(device.pad(1, 2)), 2, device.picture)

    def test_at_the_end_it_is_dark_and_has_its_own_life_back(self):
        launchpad, push = self.plug(LaunchpadX, Push2)
        player = self.play()
        self.assertPainted(launchpad)
        self.assertPainted(push)
        launchpad.tap(launchpad.pad(0, 0))
        player.send_signal(signal.SIGTERM)
        self.assertEqual(player.wait(5), -signal.SIGTERM)
        self.assertSoon(lambda: not launchpad.programmer and not push.user)
        self.assertEqual((launchpad.picture(), push.picture()), ({}, {}))
        self.assertSoon(lambda: not self.synth.sounding)
        self.assertEqual(self.synth.orphans, 0)

    def test_a_crash_lets_it_go_too(self):
        launchpad = self.plug(LaunchpadX)
        player = self.play()
        self.assertPainted(launchpad)
        player.send_signal(signal.SIGSEGV)
        player.wait(5)
        self.assertSoon(lambda: not launchpad.programmer, 1)

    def test_a_map_is_taken_when_it_is_saved_and_a_broken_one_is_told(self):
        folder = "config/clave/controllers/maps"
        os.makedirs(folder, exist_ok=True)
        self.addCleanup(shutil.rmtree, "config")

        def save(text):
            with open(folder + "/mine.map.toml", "w", encoding="ascii") as file:
                file.write(text)

        device = self.plug(LaunchpadX)
        player = self.play()
        self.assertPainted(device)
        save(MINE)
        self.assertSoon(lambda: set(device.picture()) == {device.line(5)}, 3, device.picture)
        save(MINE.replace("light", "lihgt"))
        time.sleep(2.5)
        self.assertEqual(set(device.picture()), {device.line(5)})
        device.tap(device.line(5))  # goes on to do what it did
        self.assertSoon(lambda: not device.picture())
        os.remove(folder + "/mine.map.toml")
        self.assertSoon(lambda: device.value(device.side(0)), 3, device.picture)
        player.terminate()
        said = player.communicate(timeout=5)[0]
        self.assertRegex(said, r'mine\.map\.toml:9:1: .*"lihgt".*; did you mean "light"\?')

    def test_none_means_none(self):
        launchpad = self.plug(LaunchpadX)
        self.play("--controllers", "none")
        time.sleep(2)
        self.assertEqual((launchpad.programmer, launchpad.got), (False, []))

    def test_a_flood_moves_no_step_and_the_lights_are_true_after_it(self):
        seconds = 10 if LONG else 3
        device = self.plug(ApcMiniMk2)
        pulse = [{"name": "Pulse", "channel": 1, "patterns": [{"steps": {str(step): "C2" for step in range(1, 17)}}]}]
        song = make_song("pulse.clave", tempo=133.37, tracks=pulse, scenes=[{"name": "One", "slots": [1]}])
        take = subprocess.Popen([TAKE, "--client", "take", "--inputs", "1", "--seconds", str(seconds + 3), "--bpm", "133.37",
                                 "--grid", "0", "--cycle", "0.25"], env=self.server.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)
        self.addCleanup(take.communicate)
        self.addCleanup(take.kill)
        self.assertEqual(take.stderr.readline(), "ready\n")
        player = start("play", song, "--loop", "--out", "take:in-1", env=self.server.environment)
        self.addCleanup(player.communicate)
        self.addCleanup(player.kill)
        self.assertPainted(device)

        def resident():
            with open("/proc/%d/status" % player.pid, encoding="ascii") as status:
                return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])

        before = resident()
        device.tell("flood", 100_000, 100_000 * seconds, "30")  # its first fader
        time.sleep(seconds + 0.5)
        self.assertLess(resident() - before, 4096, "KiB")
        device.tell("now")
        self.assertSoon(lambda: device.flood == (0, 0), 1, lambda: device.flood)
        heard = json.loads(take.communicate(timeout=60)[0])
        if heard["xruns"] or heard["missed"]:
            self.skipTest("JACK was late: too much else runs here")
        one = heard["inputs"][0]
        self.assertEqual((one["orphans"], one["doubled"]), (0, 0))
        self.assertLessEqual(one["fit"]["spread"], 0.51, one["fit"])
        self.stop(device)
        before = device.value(device.pad(0, 3))
        device.tap(device.pad(0, 3))
        self.assertSoon(lambda: device.value(device.pad(0, 3)) != before, 2)


class CommandLine(unittest.TestCase):
    def test_bytes_are_explained(self):
        done = clave("midi", "explain", "90 51 60 90 51 00", "--device", "launchpad_x")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"0\.000  pad 1/1 pressed, 96: .*step 1")

    def test_a_recording_is_explained_with_its_times(self):
        with open("take.txt", "w", encoding="ascii") as file:
            file.write("# by hand\n0.000 90 51 60\n0.500 90 51 00\n1.000 90 52 60\n")
        done = clave("midi", "replay", "take.txt", "--device", "launchpad_x")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"1\.000  pad 1/2 pressed, 96: .*step 2")

    def test_devices_are_listed_and_checked(self):
        done = clave("devices")
        self.assertIn("launchpad_x", done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout)
        with open("bad.toml", "w", encoding="ascii") as file:
            file.write("schema = 1\nkind = \"device\"\nchanel = 2\n")
        done = clave("midi", "lint", "bad.toml")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"bad\.toml:3:\d+: .*chanel")

    def test_what_does_not_exist_is_said_in_one_sentence(self):
        for words, sentence in ((("midi", "explain", "9G"), r"clave: .9G. is no byte"),
                                (("midi", "explain", "90", "--device", "nonsense"), r"clave: there is no device \"nonsense\"; there is:"),
                                (("play", "--controller-map", "nonsense"), r"clave: there is no map \"nonsense\"; there is:"),
                                (("midi", "replay", "no.txt"), r"clave: .*no\.txt"),
                                (("midi",), r"clave: ")):
            with self.subTest(words=words):
                done = clave(*words)
                self.assertNotEqual(done.returncode, 0)
                self.assertRegex(done.stderr, sentence)


if __name__ == "__main__":
    main()
