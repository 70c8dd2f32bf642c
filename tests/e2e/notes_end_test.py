#!/usr/bin/python3
"""However playing ends, the synth hears the end of every note: recorded by a JACK client of its own."""
import os
import signal
import subprocess
import time
import unittest

from jack_recorder import Recorder, Server
from support import main, make_song, start

LONG_CHORD = [{"name": "Chord", "channel": 1, "patterns": [{"steps": {
    "1": {"notes": ["C3", "E3", "G3"], "gate": 64}}, "length": 64}]}]


class NotesEnd(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        cls.recorder = Recorder()
        cls.addClassCleanup(cls.recorder.close)

    def play_until_the_chord_sounds(self):
        make_song("chord.clave", tempo=60, tracks=LONG_CHORD, scenes=[{"name": "One", "slots": [1]}])
        self.recorder.clear()
        player = start("play", "chord.clave", "--loop", "--out", "recorder:in", env=self.server.environment)
        self.addCleanup(player.communicate)
        self.addCleanup(player.kill)
        self.assertTrue(self.wait(lambda: len(self.recorder.sounding) == 3), self.recorder.messages)
        return player

    @staticmethod
    def wait(condition, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.01)
        return False

    def assertEnds(self, player, number):
        begin = time.monotonic()
        self.assertEqual(player.wait(5), -number)
        self.assertLess(time.monotonic() - begin, 1)
        self.assertTrue(self.wait(lambda: not self.recorder.sounding, 1), self.recorder.messages)
        self.assertEqual(self.recorder.orphans, 0)

    def test_signals_end_every_note_within_a_second(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            with self.subTest(signal=number):
                player = self.play_until_the_chord_sounds()
                player.send_signal(number)
                self.assertEnds(player, number)

    def test_a_crash_ends_them_too(self):
        for number in (signal.SIGSEGV, signal.SIGABRT):
            with self.subTest(signal=number):
                player = self.play_until_the_chord_sounds()
                player.send_signal(number)
                self.assertEnds(player, number)

    def test_a_reader_that_goes_away_ends_them(self):
        player = self.play_until_the_chord_sounds()
        player.stdout.close()
        self.assertEqual(player.wait(30), -signal.SIGPIPE)
        self.assertTrue(self.wait(lambda: not self.recorder.sounding, 1), self.recorder.messages)

    def test_a_reader_that_sleeps_does_not_hold_it_up(self):
        player = self.play_until_the_chord_sounds()  # nobody reads its lines
        player.send_signal(signal.SIGTERM)
        self.assertEnds(player, signal.SIGTERM)

    def test_control_z_leaves_nothing_sounding_and_playing_goes_on_after_it(self):
        player = self.play_until_the_chord_sounds()
        player.send_signal(signal.SIGTSTP)
        self.assertTrue(self.wait(lambda: not self.recorder.sounding, 2), self.recorder.messages)
        pid, status = os.waitpid(player.pid, os.WUNTRACED)
        self.assertTrue(pid and os.WIFSTOPPED(status))
        player.send_signal(signal.SIGCONT)
        self.assertIsNone(player.poll())
        player.send_signal(signal.SIGTERM)
        self.assertEnds(player, signal.SIGTERM)

    def test_ignored_signals_stay_ignored(self):
        make_song("nohup.clave", tempo=240)
        done = subprocess.run(["bash", "-c", "trap '' HUP; \"$CLAVE\" play nohup.clave --bars 2 --out none & "
                               "sleep 0.4; kill -HUP $!; wait $!"], check=False, timeout=30,
                              env=dict(self.server.environment, CLAVE=os.environ["CLAVE"]), stdout=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    main()
