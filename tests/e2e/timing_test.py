#!/usr/bin/env python3
"""Timing that can be seen: what playing writes with --timing, and the self-test over a loop."""
import json
import signal
import time
import unittest

from jack_recorder import Recorder, Server
from support import clave, environment, main, make_song, start


class WithJack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.recorder = Recorder()

    @classmethod
    def tearDownClass(cls):
        cls.recorder.close()
        cls.server.close()

    def test_a_loop_over_our_own_ports_is_exact_to_the_frame(self):
        done = clave("timing", "--json", env=self.server.environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        found = json.loads(done.stdout)
        self.assertEqual((found["sent"], found["lost"], found["doubled"], found["dropped"]), (200, 0, 0, 0))
        if found["late"] == 0:  # else this machine was away for longer than the look-ahead
            self.assertLess(found["roundTrip"]["jitter"], 22)  # a frame at 48 kHz is 20.8 us
        self.assertGreater(sum(one["count"] for one in found["clock"]["lateness"]["classes"]), 1000)

    def test_the_self_test_tells_a_person_what_it_found(self):
        done = clave("timing", env=self.server.environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = done.stdout.splitlines()
        self.assertEqual([line.split()[0] for line in lines[1:]], ["round", "jitter", "notes", "wake-ups", "offset"])

    def test_a_port_from_which_nothing_comes_back_is_one_sentence(self):
        done = clave("timing", "--out", "recorder", "--in", "nowhere", env=self.server.environment)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r'\Aclave: There is no input "nowhere"; there is .*\.\n\Z')

    def test_playing_writes_its_timing_when_it_is_ended_by_a_signal(self):
        song = make_song("song.clave")
        playing = start("play", song, "--loop", "--out", "recorder", "--timing", "timing.json",
                        env=self.server.environment)
        time.sleep(1.5)
        playing.send_signal(signal.SIGTERM)
        playing.communicate(timeout=5)
        self.assertEqual(playing.returncode, -signal.SIGTERM)
        with open("timing.json", encoding="utf-8") as file:
            timing = json.load(file)
        (output,) = timing["outputs"]
        self.assertGreater(output["sent"], 10)
        self.assertEqual(sum(one["count"] for one in output["lateness"]["classes"]), output["sent"])
        self.assertEqual(output["dropped"], 0)
        self.assertGreaterEqual(output["load"]["messages"], 4)  # the chord, and the pulse with it
        self.assertGreater(timing["clock"]["wakeUps"], 400)

    def test_on_standard_output_it_is_the_last_line(self):
        done = clave("play", make_song("short.clave"), "--out", "none", "--bars", "1", "--timing", "-",
                     env=self.server.environment)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout.splitlines()[-1])["outputs"][0]["sent"], 0)


class NoServer(unittest.TestCase):
    def test_without_a_server_asking_for_jack_is_one_sentence(self):
        done = clave("timing", "--midi-api", "jack", env=environment())
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r"\Aclave: No JACK server runs.*\.\n\Z")

    def test_a_file_that_cannot_be_written_is_one_sentence(self):
        done = clave("play", make_song("short.clave"), "--out", "none", "--bars", "1", "--timing", "nowhere/x",
                     env=environment())
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "clave: nowhere/x cannot be written: No such file or directory.\n")


if __name__ == "__main__":
    main()
