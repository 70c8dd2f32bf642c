#!/usr/bin/python3
"""What a script changes of the song becomes commands: at its beat, one step of undo a call."""

import os
import re

from support import BASS, SIXTEENTH, SOURCE, Scripts, main, song

from clave.commands import NAMES


class Commands(Scripts):
    def setUp(self):
        made = song(Bass={**BASS, "9": {"note": "C2", "velocity": ["=60 + cycle", 70]}}, Lead={"1": "C4"})
        made["tracks"][0]["channel"] = 3
        made["scenes"].append({"name": "B", "slots": [1, 1]})
        self.begin(made)

    def do(self, text):
        """The commands of a line typed into the console."""
        reply = self.evaluate(text)
        self.assertTrue(reply["ok"], reply["text"])
        return [one["command"] for one in self.told("command")]

    def test_the_names_are_those_of_the_program(self):
        with open(os.path.join(SOURCE, "core/engine/COMMANDS.md"), encoding="utf-8") as file:
            known = re.findall(r"^\| `([a-z_]+)`", file.read(), re.M)
        self.assertEqual(sorted(NAMES), sorted(known))
        reply = self.evaluate("do('togle_step', track=1)")
        self.assertIn("did you mean 'toggle_step'?", reply["text"])

    def test_a_changed_step_is_one_command_with_all_that_was_changed(self):
        self.assertEqual(self.do("s = track('Bass').pattern[1]; s.on = True; s.pitch = 'C3'; s.velocity = 90; s.cc[74] = 3"), [
            {"do": "set_step", "track": 1, "slot": 1, "step": 2, "value": {
                "notes": [{"note": "C3", "velocity": 90, "gate": 0.5, "chance": 100}],
                "locks": [{"cc": 74, "value": 3}]}}])
        self.assertEqual(self.do("track(1).pattern[0].clear(); track(2).pattern[0].on = True"),
                         [{"do": "clear_step", "track": 1, "slot": 1, "step": 1}])

    def test_what_was_asked_for_counts_until_the_song_answers(self):
        self.do("track(1).pattern[1].pitch = 60; track(1).channel = 9")
        (step, settings) = self.do("track(1).pattern[1].on = True; track(1).mute = True")
        self.assertEqual(step["value"]["notes"][0]["note"], "C3")
        self.assertEqual(settings["value"], {"id": 1, "name": "Bass", "channel": 9, "mute": True})
        self.tell("pattern", track=1, slot=0, pattern={"steps": {}})
        self.tell("track", id=1, name="Bass")
        self.assertEqual(self.do("track(1).pattern[1].on = False"), [])
        self.assertEqual(self.do("track(1).solo = True")[0]["value"], {"id": 1, "name": "Bass", "solo": True})

    def test_many_changed_steps_are_one_pattern_and_expressions_stay(self):
        (command,) = self.do("track(1).pattern.set('x', velocity=80)")
        self.assertEqual((command["do"], len(command["value"]["steps"])), ("set_pattern", 16))
        (command,) = self.do("track(1).pattern.change(length=8, direction='backward')")
        self.assertEqual((command["value"]["length"], sorted(command["value"]["steps"])), (8, list("12345678")))
        self.setUp()
        (command,) = self.do("track(1).pattern.rotate(1)")
        self.assertEqual(sorted(map(int, command["value"]["steps"])), [2, 6, 8, 10, 14])
        self.setUp()
        (command,) = self.do("track(1).pattern[8].pitch = 61")
        self.assertEqual(command["value"]["notes"][0]["velocity"], ["=60 + cycle", 70])

    def test_several_steps_of_a_pattern_are_written_and_emptied_at_once(self):
        self.load("from clave import *\n@on_cycle('Bass')\ndef f(pattern):\n    pattern[0:3] = 'C4'\n    pattern[4:8] = [60, 62]\n"
                  "    del pattern[6], pattern[12:]\n")
        self.start()
        self.assertEqual(self.notes(self.steps(16))[:8], [[72], [72], [72], None, [60], [62], [], [62]])
        self.assertEqual(self.notes(self.steps(16))[12], [])

    def test_commands_of_one_call_are_one_gesture_at_the_beat_of_the_call(self):
        self.load("from clave import *\n@on_step(1)\ndef f(step):\n    if step.index in (2, 3):\n"
                  "        track(2).pattern[step.index].on = True\n        song.tempo = 130\n"
                  "@on_note_in\ndef g(message): song.undo()")
        self.steps(4)
        self.tell("midi", port="keys", bytes=[0x90, 60, 1], at=None)
        told = self.told("command")
        self.assertEqual([(one["script"], one["at"]) for one in told],
                         [("test.py", 2 * SIXTEENTH)] * 2 + [("test.py", 3 * SIXTEENTH)] * 2 + [("test.py", None)])
        gestures = [one["gesture"] for one in told]
        self.assertTrue(gestures[0] == gestures[1] != gestures[2] == gestures[3] != gestures[4])

    def test_a_call_that_fails_changes_nothing(self):
        self.load("from clave import *\n@on_step(1)\ndef f(step):\n    track(2).pattern[3].on = True\n    1 / 0")
        self.steps(1)
        self.assertEqual((self.told("command"), self.evaluate("track(2).pattern[3].on")["value"]), ([], False))

    def test_a_steps_own_pattern_is_the_songs(self):
        self.load("from clave import *\n@on_step(1)\ndef f(step):\n    step.velocity = 9\n"
                  "    step.pattern[3].velocity = 50")
        self.steps(1)
        (told,) = self.told("command")
        self.assertEqual((told["command"]["step"], told["command"]["value"]["notes"][0]["velocity"]), (4, 50))

    def test_the_song_obeys(self):
        for text, wanted in (
            ("song.tempo = 120", {"do": "set_tempo", "value": 120.0}), ("song.play()", {"do": "play", "from": 0.0}),
            ("song.launch('B')", {"do": "launch_scene", "scene": 2}), ("song.stop()", {"do": "stop"}),
            ("song.launch(1, at='now')", {"do": "launch_scene", "scene": 1, "at": "now"}),
            ("track(2).launch(1)", {"do": "launch_pattern", "track": 2, "slot": 1}),
            ("track('Lead').toggle_mute()", {"do": "toggle_mute", "track": 2}), ("song.redo()", {"do": "redo"}),
            ("track(1).toggle(5)", {"do": "toggle_step", "track": 1, "slot": 1, "step": 5}),
            ("song.scale = 'A minor'", {"do": "set_scale", "value": "A minor"}), ("song.panic()", {"do": "panic"}),
            ("do('set_live_mute', track=1, value='muted')", {"do": "set_live_mute", "track": 1, "value": "muted"}),
            ("song.fill()", {"do": "set_fill", "on": True}), ("song.seek(4)", {"do": "seek", "to": 4.0}),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.do(text), [wanted])

    def test_what_is_not_there_is_said_with_what_was_meant(self):
        for text, wanted in (("track('Baas')", "no track 'Baas', did you mean 'Bass'?"), ("track(3)", "the song has 2"),
                             ("song.launch('C')", "no scene 'C'"), ("Scale('A', 'minro')", "did you mean 'minor'?"),
                             ("chord('Amj7')", "is no chord"), ("note('H2')", "is no note")):
            with self.subTest(text=text):
                reply = self.evaluate(text)
                self.assertFalse(reply["ok"])
                self.assertIn(wanted, reply["text"])


if __name__ == "__main__":
    main()
