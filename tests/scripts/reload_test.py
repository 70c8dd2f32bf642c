#!/usr/bin/python3
"""Saving a script while it plays: what stays, what goes back, what is told."""

import gc
import os
import tempfile

from support import BASS, SIXTEENTH, Scripts, main, native, song

UP = "from clave import *\n@on_step(1)\ndef up(step):\n    step.pitch += {0}\n"


class Reload(Scripts):
    def test_the_next_step_plays_the_new_version(self):
        self.load(UP.format(1))
        self.assertEqual(self.notes(self.steps(1)), [[49]])
        self.load(UP.format(2))
        self.assertEqual(self.notes(self.steps(1)), [[50]])

    def test_a_version_that_does_not_load_leaves_the_one_before_playing(self):
        for text, line, kind in (("from clave import *\ndef f(:\n    pass", 2, "SyntaxError"),
                                 ("from clave import *\n\n"
                                  "x = y", 3, "NameError"), ("raise SystemExit", 1, "SystemExit"),
                                 ("from clave import *\n@on_step(late='x')\ndef f(s): pass", 2, "ScriptError")):
            with self.subTest(text=text):
                self.assertTrue(self.load(UP.format(1)))
                self.assertFalse(self.load(text))
                (error,) = self.told("error")
                self.assertEqual((error["phase"], error["line"], error["type"]), ("load", line, kind))
                self.assertIn("the version before plays on", error["message"])
                self.assertEqual(self.notes(self.steps(1)), [[49]])

    def test_a_version_that_fails_in_its_first_run_gives_way_to_the_one_before(self):
        self.load(UP.format(1))
        self.steps(1)
        self.load(UP.format("1 / 0"))
        self.assertEqual(self.notes(self.steps(2, first=4)), [None, None])
        self.assertEqual(self.notes(self.steps(1)), [[49]])
        (error,) = self.told("error")
        self.assertIn("the version before plays on", error["message"])
        self.load(UP.format(2))
        self.assertEqual(self.notes(self.steps(1)), [[50]])

    def test_a_version_that_goes_back_leaves_knobs_as_they_were_but_for_those_turned_since(self):
        good = "from clave import *\na = Knob(0.3)\nb = Knob(0.3)\n@on_step\ndef f(step): step.velocity = 1"
        self.load(good)
        self.tell("knob", script="test.py", knob="a", value=0.45)
        self.load("from clave import *\na = IntKnob(3, 0, 10)\nb = Knob(0.3)\n@on_step\ndef f(step): nothing")
        self.tell("knob", script="test.py", knob="b", value=0.6)
        self.steps(1)
        self.assertIn("the version before plays on", self.told("error")[0]["message"])
        names = self.runtime.library.scripts["test.py"].names
        self.assertEqual((names["a"].value, names["b"].value), (0.45, 0.6))

    def test_a_version_that_has_run_does_not_go_back(self):
        self.load(UP.format(1))
        self.load(UP.format("1 if step.index < 4 else 1 / 0"))
        self.assertEqual(self.notes(self.steps(1)), [[49]])
        self.assertEqual(self.notes(self.steps(1, first=4)), [None])
        self.assertEqual(self.notes(self.steps(1)), [[49]])

    def test_knobs_and_what_is_remembered_stay_by_name(self):
        text = ("from clave import *\nclass Ui(Controls):\n    a = IntKnob(5, 0, 9)\n    mode = Choice({1}[0], {1})\n"
                "ui = Ui()\nb = Knob(0.5)\nclass Mind(State):\n    seen: int = 0\n    held: set[int] = set()\n"
                "    {0} = 1\n"
                "mind = Mind()\n@on_step(1)\ndef f(step):\n    mind.seen += ui.a\n    mind.held.add(step.index)\n")
        self.load(text.format("old", ["x", "y"]))
        for knob, value in (("a", 7), ("mode", 1), ("b", 0.25)):
            self.tell("knob", script="test.py", knob=knob, value=value)
        self.steps(2)
        self.load(text.format("new", ["z", "y"]))
        self.steps(1)
        names = self.runtime.library.scripts["test.py"].names
        self.assertEqual((names["ui"].a, names["ui"].mode, names["b"].value), (7, "y", 0.25))
        self.assertEqual((names["mind"].seen, names["mind"].held, names["mind"].new), (21, {0, 1}, 1))

    def test_values_come_back_from_the_song(self):
        text = ("from clave import *\nk = IntKnob(5, 0, 9)\nt = Toggle()\nclass Mind(State):\n    a: dict = {}\n"
                "    b: tuple = ()\n    key: Scale = Scale('A minor')\n"
                "mind = Mind()\n@on_load\ndef now():\n    mind.a[3] = (1, 2)\n    mind.b = ({1, 2}, b'x', None, 0.5)\n"
                "    mind.key = Scale('C major')")
        self.load(text)
        self.runtime._told = -9
        self.runtime.idle()
        (message,) = self.told("state")
        self.assertEqual(set(message["state"]), {"mind"})
        self.begin(song(Bass=BASS))
        self.load(text.partition("@on_load")[0], state=message["state"], knobs={"k": 8, "t": 1, "gone": 3})
        names = self.runtime.library.scripts["test.py"].names
        self.assertEqual((names["mind"].a, names["mind"].b), ({3: (1, 2)}, ({1, 2}, b"x", None, 0.5)))
        self.assertEqual((names["k"].value, names["t"].value, names["mind"].key.snap(61)), (8, True, 60))

    def test_a_large_memory_is_told_less_often(self):
        self.load("from clave import *\nclass M(State):\n    many: list = []\n    n: int = 0\nm = M()\n"
                  "m.many = list(range(100_000))\n"
                  "@on_step(1)\ndef f(step): m.n += 1")
        for _ in range(5):
            self.steps(1)
            self.runtime._told = -9
            self.runtime.idle()
        self.assertEqual(len(self.told("state")), 1)

    def test_load_and_unload_are_called_once_each(self):
        text = "from clave import *\n@on_load\ndef a(): shared.log = shared.get('log', '') + '{0}+'\n" \
               "@on_unload\ndef b(): shared.log += '{0}-'"
        self.load(text.format(1))
        self.load(text.format(2))
        self.load("x = ")
        self.tell("unload", script="test.py")
        self.assertEqual(self.runtime.shared["log"], "1+1-2+2-")
        self.assertEqual(self.told("wants")[-1]["tracks"], [])

    def test_modules_beside_the_script_are_read_anew(self):
        with tempfile.TemporaryDirectory() as folder:
            def save(number):
                with open(os.path.join(folder, "beside_me.py"), "w", encoding="utf-8") as file:
                    file.write(f"N = {number}\n" + "#" * number)
                self.driver.tell("load", {
                    "script": "s", "path": os.path.join(folder, "s.py"),
                    "text": "import beside_me\n" + UP.format("beside_me.N")})
                (told,) = native.take("loaded")
                self.assertEqual(told["files"], [os.path.join(folder, "beside_me.py")])
                return self.notes(self.steps(1))
            self.assertEqual((save(1), save(2)), ([[49]], [[50]]))

    def test_a_thousand_versions_leave_nothing_behind(self):
        text = UP + "k = Knob(0.5)\nclass M(State):\n    a: int = 0\nm = M()\n" \
                    "@live_loop(1)\ndef g():\n    while True: yield 1\n@every(1)\ndef h(): pass\n"
        self.start()
        place = 0

        def save(times):
            nonlocal place
            for number in range(times):
                self.load(text.format(number % 12))
                self.steps(1)
                place += 4 * SIXTEENTH
                self.runtime.slice(place, 120.0, 0, 0, 0, 4, 4)
                native.messages.clear()
            gc.collect()
            return len(gc.get_objects())
        save(50)
        before = save(10)
        self.assertLess(save(1000) - before, 200)
        self.assertLess(len(self.runtime.clock._heap), 50)

    def test_a_benched_hook_plays_again_when_its_script_is_saved(self):
        self.load(UP.format("1 / 0"))
        self.steps(16)
        self.assertEqual(len(self.told("benched")), 1)
        self.load(UP.format(1))
        self.assertEqual(self.notes(self.steps(1)), [[49]])


if __name__ == "__main__":
    main()
