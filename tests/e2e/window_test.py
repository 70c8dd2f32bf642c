#!/usr/bin/python3
"""The window, on a display without a screen: it opens, plays, obeys and ends; and without a display others play."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from pseudo_terminal import PseudoTerminal
from support import CLAVE, clave, environment, main, make_song
from window import Display, Window, need_display


class OnADisplay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.display = Display()

    @classmethod
    def tearDownClass(cls):
        cls.display.close()

    def setUp(self):
        self.home = tempfile.mkdtemp(dir=os.getcwd())
        self.addCleanup(shutil.rmtree, self.home)

    def window(self, *options, **more):
        env = {"XDG_CONFIG_HOME": self.home + "/config", "XDG_STATE_HOME": self.home + "/state", **more.pop("env", {})}
        window = Window(self.display, "--out", "none", *options, env=env, **more)
        self.addCleanup(window.close)
        return window

    def test_without_words_the_demo_plays(self):
        window = self.window()
        state = window.wait_for(lambda state: state["playing"])
        self.assertEqual(state["song"], "Night Bus")
        self.assertFalse(state["modified"])
        position = state["position"]
        window.wait_for(lambda state: state["position"] > position + 20160)

    def test_space_stops_and_plays(self):
        window = self.window()
        window.wait_for(lambda state: state["playing"])
        window.key("space")
        window.wait_for(lambda state: not state["playing"])
        window.key("space")
        window.wait_for(lambda state: state["playing"])

    def test_the_play_button_does_the_same(self):
        window = self.window()
        window.wait_for(lambda state: state["playing"])
        window.click("play")
        window.wait_for(lambda state: not state["playing"])

    def test_a_click_switches_a_step_and_undo_takes_it_back(self):
        window = self.window(make_song("click.clave"))
        window.click("cell.1.2")
        window.wait_for(lambda state: state["modified"] and state["undo"])
        window.key("ctrl+z")
        window.wait_for(lambda state: not state["modified"] and state["redo"])

    def test_control_q_ends_it_with_status_0(self):
        window = self.window()
        window.key("ctrl+q")
        self.assertEqual(window.wait_for_end(), 0)

    def test_a_window_that_its_display_destroys_leaves_no_program_behind(self):
        window = self.window()
        window.xdotool("windowclose", window.id)
        self.assertIsNotNone(window.wait_for_end())

    def test_signals_end_it(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                window = self.window()
                begun = time.monotonic()
                window.process.send_signal(number)
                self.assertEqual(window.wait_for_end(), -number)
                self.assertLess(time.monotonic() - begun, 3)

    def test_it_ends_with_the_music_when_bars_are_counted(self):
        window = self.window(make_song("bars.clave"), "--bars", "1")
        self.assertEqual(window.wait_for_end(), 0)

    def test_what_is_saved_is_what_is_shown(self):
        name = make_song("save.clave")
        window = self.window(name)
        window.click("cell.1.2")
        window.wait_for(lambda state: state["modified"])
        window.key("ctrl+s")
        window.wait_for(lambda state: not state["modified"])
        with open(name, encoding="utf-8") as file:
            self.assertIn("2", json.load(file)["tracks"][0]["patterns"][0]["steps"])

    def test_every_screen_is_a_key_away(self):
        window = self.window()
        for key, screen in (("F3", "patterns"), ("F4", "song"), ("F5", "monitor"), ("F6", "settings"), ("F7", "devices"),
                            ("F2", "steps")):
            window.key(key)
            window.wait_for(lambda state, screen=screen: state["screen"] == screen)

    def test_it_opens_where_and_as_large_as_it_was(self):
        window = self.window(size=(1100, 700))
        window.wait_for(lambda state: state["frames"] > 2)
        window.key("ctrl+equal")
        scale = window.wait_for(lambda state: state["scale"] > 1)["scale"]
        window.key("ctrl+q")
        self.assertEqual(window.wait_for_end(), 0)
        again = self.window()
        self.assertEqual(again.wait_for(lambda state: True)["scale"], scale)
        self.assertIn("1100x700", again.xdotool("getwindowgeometry", again.id))

    def test_a_picture_of_it_is_made_at_the_end(self):
        window = self.window("--shot", "shot.png")
        window.key("ctrl+q")
        self.assertEqual(window.wait_for_end(), 0)
        with open("shot.png", "rb") as file:
            self.assertTrue(file.read(8).startswith(b"\x89PNG"))
        self.assertGreater(os.path.getsize("shot.png"), 20000)

    def test_it_rests_when_nothing_moves(self):
        window = self.window()
        window.wait_for(lambda state: state["playing"])
        window.key("space")
        window.wait_for(lambda state: not state["playing"])
        window.xdotool("mousemove", "--window", window.id, "1590", "1190")
        time.sleep(1)
        frames, cpu, begun = window.state()["frames"], window.cpu_seconds(), time.monotonic()
        time.sleep(3)
        share = (window.cpu_seconds() - cpu) / (time.monotonic() - begun)
        print(f"at rest {100 * share:.1f} % of a core, {window.state()['frames'] - frames} frames in 3 s")
        self.assertLess(window.state()["frames"] - frames, 6)
        self.assertLess(share, 0.1)  # a machine that others use, too, is no place to measure 2 %

    def test_an_unknown_theme_is_one_sentence(self):
        done = clave("--window", "--theme", "Plaid", env=environment(DISPLAY=self.display.name))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"^clave: there is no theme \"Plaid\" .*dark.*\.\n$")


class WithoutADisplay(unittest.TestCase):
    def test_a_window_that_must_be_is_refused_in_one_sentence(self):
        for display in (None, ":4711"):
            env = environment(**({"DISPLAY": display} if display else {}))
            done = clave("--window", "--out", "none", env=env)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r"^clave: there is no window, because [^\n]*display[^\n]*\.\n$")

    def test_at_a_terminal_it_says_so_and_plays_there(self):
        terminal = PseudoTerminal([CLAVE, "play", make_song("no_display.clave"), "--out", "none"], environment(), 80, 24)
        self.addCleanup(terminal.close)
        self.assertTrue(terminal.wait_for(lambda text: "there is no window" in text or terminal.screen.alternate))
        self.assertTrue(terminal.wait_for(lambda text: terminal.screen.alternate and "playing" in text))

    def test_in_a_pipe_nobody_misses_it(self):
        done = clave("play", make_song("pipe.clave"), "--out", "none", "--bars", "1")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_desktop_without_a_display_hears_why(self):
        name = make_song("desktop.clave", scenes=[{"name": "Only", "slots": [1, 1]}])
        with open("desktop.out", "w", encoding="utf-8") as out:
            done = subprocess.run([CLAVE, "play", name, "--out", "none"], env=environment(), stdin=subprocess.DEVNULL,
                                  stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r"^clave: there is no window, because there is no display[^\n]*\.\n$")


if __name__ == "__main__":
    need_display()
    main()
