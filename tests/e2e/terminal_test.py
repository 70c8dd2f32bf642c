#!/usr/bin/python3
"""The terminal player: what it shows, what its keys do, and that the terminal is as before however it ends."""
import os
import re
import signal
import time
import unittest

from pseudo_terminal import PseudoTerminal
from support import CLAVE, environment, main, make_song


class TerminalPlayer(unittest.TestCase):
    def player(self, *options, env=None, columns=80, rows=24, **song):
        name = make_song(self.id().split(".")[-1] + ".clave", **song)
        terminal = PseudoTerminal([CLAVE, "play", name, "--out", "none", *options], env or environment(), columns, rows)
        self.addCleanup(terminal.close)
        return terminal

    def playing(self, *options, **more):
        terminal = self.player(*options, **more)
        self.assertTrue(terminal.wait_for(lambda text: terminal.screen.alternate and "▶" in text), terminal.screen.text())
        return terminal

    def assertShows(self, terminal, part):
        self.assertTrue(terminal.shows(part), f"{part!r} is not in:\n{terminal.screen.text()}")

    def test_tracks_position_scene_and_counts_are_shown_and_the_step_moves(self):
        terminal = self.playing(tempo=120)
        for part in ("Test song", "Chord", "Pulse", "scene 1 of 2  Verse", "120 bpm", "4/4", "late 0", "dropped 0", "? keys"):
            self.assertShows(terminal, part)
        places = set()
        for _ in range(40):
            terminal.read(0.05)
            line = next(line for line in terminal.screen.text().splitlines() if "Pulse" in line)
            marks = re.findall("[│◆◇]", line)
            self.assertLessEqual(len(marks), 1)
            places.update(line.find(mark) for mark in marks)
        self.assertGreater(len(places), 8)

    def test_space_stops_and_plays(self):
        terminal = self.playing()
        terminal.send(" ")
        self.assertShows(terminal, "stopped")
        terminal.send(" ")
        self.assertShows(terminal, "playing")

    def test_arrows_change_the_tempo_and_z_takes_the_gesture_back(self):
        terminal = self.playing()
        terminal.send("\x1b[A\x1b[A\x1b[B\x1b[1;2A")
        self.assertShows(terminal, "241.1 bpm")
        self.assertShows(terminal, "z undoes: tempo")
        self.assertShows(terminal, "Test song *")
        terminal.send("z")
        self.assertShows(terminal, "240 bpm")
        self.assertShows(terminal, "y redoes: tempo")
        terminal.send("y")
        self.assertShows(terminal, "241.1 bpm")

    def test_tapping_sets_the_tempo(self):
        terminal = self.playing()
        for _ in range(4):
            terminal.send("t")
            terminal.read(0.5)
        self.assertTrue(terminal.wait_for(lambda text: re.search(r" 1[12]\d(\.\d)? bpm", text)), terminal.screen.text())

    def test_digits_mute(self):
        terminal = self.playing()
        terminal.send("2")
        self.assertShows(terminal, "2 M Pulse")
        terminal.send("2")
        self.assertShows(terminal, "2   Pulse")

    def test_the_next_scene_is_queued_shown_as_queued_and_comes(self):
        terminal = self.playing(tempo=60)
        terminal.send("n")
        self.assertShows(terminal, "Verse  → Chorus in 1 bar")
        self.assertShows(terminal, "scene 2 of 2  Chorus")

    def test_keys_are_listed_tracks_are_selected_and_the_window_may_change_its_size(self):
        terminal = self.playing()
        terminal.send("?")
        self.assertShows(terminal, "tap the tempo, at least twice")
        terminal.send("?\t")
        self.assertShows(terminal, "▸  2   Pulse")
        for columns, rows in ((120, 40), (30, 8), (10, 3), (80, 24)):
            terminal.resize(columns, rows, terminal.child)
            self.assertShows(terminal, "Test song" if columns > 10 else "▶")
        self.assertShows(terminal, "▸  2   Pulse")

    def test_s_saves_what_was_changed(self):
        terminal = self.playing()
        terminal.send("s")
        self.assertShows(terminal, "There is nothing to save.")
        terminal.send("\x1b[A")
        self.assertShows(terminal, "Test song *")
        terminal.send("s")
        self.assertShows(terminal, "Saved to")
        self.assertTrue(terminal.wait_for(lambda text: "Test song *" not in text))
        with open(self.id().split(".")[-1] + ".clave", encoding="utf-8") as file:
            self.assertIn('"tempo": 241', file.read())

    def test_o_without_a_synth_says_so(self):
        terminal = self.playing()
        terminal.send("o")
        self.assertShows(terminal, "No hardware synth was found")

    def test_q_ends_with_status_0_and_the_terminal_as_before(self):
        terminal = self.playing()
        terminal.send("q")
        status, seconds = terminal.wait_for_end()
        self.assertEqual(status, 0)
        self.assertLess(seconds, 1.5)
        self.assertTrue(terminal.is_restored())

    def test_signals_end_it_in_a_second_and_leave_the_terminal_as_before(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                terminal = self.playing()
                os.kill(terminal.child, number)
                status, seconds = terminal.wait_for_end()
                self.assertEqual(status, 128 + number)
                self.assertLess(seconds, 1)
                self.assertTrue(terminal.is_restored())

    def test_control_c_is_an_interrupt(self):
        terminal = self.playing()
        terminal.send("\x03")
        self.assertEqual(terminal.wait_for_end()[0], 128 + signal.SIGINT)
        self.assertTrue(terminal.is_restored())

    def test_even_when_it_is_killed_or_crashes_the_terminal_is_as_before(self):
        for number in (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT):
            with self.subTest(signal=number):
                terminal = self.playing()
                os.kill(terminal.child, number)
                self.assertEqual(terminal.wait_for_end()[0], 128 + number)
                self.assertTrue(terminal.is_restored(), terminal.screen.text())

    def test_control_z_pauses_gives_the_terminal_back_and_takes_it_again(self):
        terminal = self.playing()
        terminal.send("\x1a")
        pid, status = os.waitpid(terminal.child, os.WUNTRACED)
        self.assertTrue(pid and os.WIFSTOPPED(status))
        self.assertTrue(terminal.is_restored())
        os.kill(terminal.child, signal.SIGCONT)
        self.assertTrue(terminal.wait_for(lambda text: terminal.screen.alternate and "playing" in text))

    def test_a_terminal_that_does_not_read_does_not_keep_it_from_ending(self):
        terminal = self.playing(columns=200, rows=60)
        terminal.send("\x13")  # no flow control: this is a key like any other
        time.sleep(1.5)  # nothing is read meanwhile
        os.kill(terminal.child, signal.SIGTERM)
        self.assertEqual(terminal.wait_for_end()[0], 128 + signal.SIGTERM)

    def test_bars_end_it_by_itself(self):
        terminal = self.player("--bars", "2")
        self.assertEqual(terminal.wait_for_end(10)[0], 0)
        self.assertTrue(terminal.is_restored())

    def test_a_dumb_terminal_gets_plain_lines(self):
        terminal = self.player("--bars", "1", env=environment(TERM="dumb"))
        self.assertEqual(terminal.wait_for_end(10)[0], 0)
        self.assertFalse(terminal.screen.alternate)

    def test_without_utf8_it_is_ascii(self):
        terminal = self.player(env=environment(LANG="C"))
        self.assertTrue(terminal.shows("> playing"), terminal.screen.text())
        self.assertTrue(terminal.screen.text().isascii())


if __name__ == "__main__":
    main()
