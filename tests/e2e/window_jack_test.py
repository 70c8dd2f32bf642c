#!/usr/bin/python3
"""A MIDI keyboard and the window: the bass line entered step by step from its keys, also with ragged chords and while
playing; and what is played live, early and late, recorded to its nearest steps."""
import json
import os
import random
import shutil
import tempfile
import time
import unittest

from bass_line import BASS, LINE, REST, TIE, on_steps
from jack_keyboard import Keyboard
from jack_recorder import Server
from support import main, make_song
from window import Display, Window, need_display

TRACKS = [{"name": "Bass", "channel": 1, "patterns": [{"steps": {}}]},
          {"name": "Kick", "channel": 10, "patterns": [{"steps": {step: "C1" for step in ("1", "5", "9", "13")}}]}]
BPM, STEP = 120, 0.125  # seconds
LENGTH = 0.07  # of what is played live, seconds
KICK_ON = (0x99, 36)


class KeyboardAndWindow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.display = Display()
        cls.addClassCleanup(cls.display.close)
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        cls.keyboard = Keyboard()
        cls.addClassCleanup(cls.keyboard.close)

    def setUp(self):
        self.home = tempfile.mkdtemp(dir=os.getcwd())
        self.addCleanup(shutil.rmtree, self.home)
        self.song = make_song(self.home + "/keys.clave", tempo=BPM, tracks=TRACKS, scenes=[{"name": "A", "slots": [1, 1]}])
        env = {"XDG_CONFIG_HOME": self.home + "/config", "XDG_STATE_HOME": self.home + "/state",
               "JACK_DEFAULT_SERVER": self.server.environment["JACK_DEFAULT_SERVER"]}
        self.keyboard.heard.clear()
        self.window = Window(self.display, self.song, "--loop", "--midi-api", "jack", "--out", "keyboard:in",
                             "--in", "keyboard:out", env=env, size=(1280, 800))
        self.addCleanup(self.window.close)
        self.window.wait_for(lambda state: state["playing"])

    def saved(self):
        self.window.key("ctrl+s")
        self.window.wait_for(lambda state: not state["modified"])
        with open(self.song, encoding="utf-8") as file:
            return json.load(file)

    def stop(self):
        self.window.key("space")
        self.window.wait_for(lambda state: not state["playing"])

    def step_in(self):
        self.window.click("track.1")
        self.window.key("Home", "r")
        self.window.wait_for(lambda state: state["stepIn"] and state["cursor"]["step"] == 0)

    def enter_bass_line(self, chord):
        """Each entry when the one before it is shown. `chord` has begin and end of the keys of a chord, seconds."""
        step = 0
        for entry in LINE:
            if entry == REST:
                self.window.key("Tab")
            elif entry == TIE:
                self.window.key("apostrophe")
            else:
                now = self.keyboard.now() + self.keyboard.frames(0.02)
                times = chord if len(entry) > 1 else [(0, 0.06)]
                self.keyboard.play([(now + self.keyboard.frames(begin), now + self.keyboard.frames(end), key)
                                    for key, (begin, end) in zip(entry, times)])
            step += 1
            self.window.wait_for(lambda state: state["cursor"]["step"] == step)
        self.window.key("Escape")
        self.window.wait_for(lambda state: not state["stepIn"])

    def test_the_bass_line_from_a_keyboard_is_the_typed_one(self):
        self.stop()
        self.step_in()
        self.enter_bass_line([(0, 0.08), (0, 0.08)])
        self.assertEqual(on_steps(self.saved(), 1), BASS)

    def test_fingers_that_leave_a_chord_unevenly_split_nothing(self):
        self.stop()
        self.step_in()
        self.enter_bass_line([(0, 0.06), (0.03, 0.35)])
        self.assertEqual(on_steps(self.saved(), 1), BASS)

    def test_while_it_plays_the_line_is_the_same(self):
        self.step_in()
        self.enter_bass_line([(0, 0.25), (0.02, 0.1)])
        self.assertTrue(self.window.state()["playing"])
        self.assertEqual(on_steps(self.saved(), 1), BASS)

    def test_what_is_played_20_ms_early_or_late_is_recorded_to_its_nearest_steps(self):
        self.window.click("arm.1")
        self.window.key("ctrl+r")
        self.window.wait_for(lambda state: state["recording"])
        dice = random.Random(5)
        steps = [1, 4, 5, 8, 10, 11, 14]
        begin = self.next_loop()
        at = [begin + self.keyboard.frames((step - 1) * STEP + dice.uniform(-0.02, 0.02)) for step in steps]
        self.keyboard.play([(frame, frame + self.keyboard.frames(LENGTH), 60 + step) for step, frame in zip(steps, at)])
        self.window.wait_for(lambda state: state["modified"] and not self.keyboard.sounding)
        for step, frame in zip(steps, at):  # the first one, too, is heard when it is played
            heard = [there for there, message in self.keyboard.heard if message[:2] == (0x90, 60 + step) and message[2]]
            self.assertTrue(heard and heard[0] - frame < self.keyboard.frames(0.08), (step, heard, frame))
        time.sleep(16 * STEP)  # a whole loop in which nothing new may be written
        self.window.key("ctrl+r")
        self.window.wait_for(lambda state: not state["recording"])
        found = on_steps(self.saved(), 1)
        self.assertEqual(found, {str(step): {"note": name_of(60 + step), "gate": LENGTH / STEP} for step in steps})

    def next_loop(self):
        """The frame of a first step that comes in half a second or later, told by the kicks."""
        def kicks():
            return [frame for frame, message in self.keyboard.heard if message[:2] == KICK_ON]
        self.window.wait_for(lambda state: len(kicks()) > 2)
        # Position 0 is the first kick that was heard after the start; the keyboard listened before it.
        loop = self.keyboard.frames(16 * STEP)
        first = kicks()[0]
        passed = (self.keyboard.now() + self.keyboard.frames(0.5) - first) // loop + 1
        return first + passed * loop


def name_of(key):
    return "C C# D D# E F F# G G# A A# B".split()[key % 12] + str(key // 12 - 2)


if __name__ == "__main__":
    need_display()
    main()
