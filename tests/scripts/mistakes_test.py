#!/usr/bin/python3
"""What goes wrong under fast fingers: each mistake is one sentence with its line, and the step plays as it is written."""

import copy
import gc
import os
import signal
import sys
import tempfile

from support import QUARTER, Scripts, main, native

BEGIN = "from clave import *\n"

IN_A_HOOK = [  # what stands in @on_step, and a part of what is said of it
    ("step.pitch = 'H3'", "'H3' is no note; notes are written as 'C3', 'F#2' or 60"),
    ("step.pitch = None", "a note must be a number, not None"),
    ("step.pitch = [60, 64]", "a note must be a number, not [60, 64]"),
    ("step.pitch = 'Am7'", "the chord is chord('Am7')"),
    ("step.probability = 0.5", "a probability is in per cent: 50, not 0.5"),
    ("step.velocity = 'loud'", "a velocity must be a number, not 'loud'"),
    ("step.velocity = float('inf')", "a velocity must be a number, not inf"),
    ("step.gate = float('nan')", "a gate must be a number, not nan"),
    ("step.nudge = float('inf')", "a nudge must be a number, not inf"),
    ("step.roll(16, float('nan'))", "the length of a roll must be a number"),
    ("step.roll(7)", "1/7 is no rate of a retrig"),
    ("step.condition = 5", "a condition is a text as '1:4' or 'fill', not 5"),
    ("step.condition = 'sometimes'", "'sometimes' is no condition"),
    ("step.notes = None", "a note must be a number, not None"),
    ("step.chord = 'Xm'", "'Xm' is no chord"),
    ("step.chord = 'Aminor'", "'Aminor' is no chord, did you mean"),
    ("x = step.cc[74]", "the step sends no controller 74; step.cc.get(74, 0)"),
    ("step.cc['filter'] = 5", "a controller's number must be a number, not 'filter'"),
    ("step.velocty = 5", "did you mean 'velocity'?"),
    ("del step.on", "no attribute 'on' any more; it was deleted"),
    ("return 'hello'", "'hello' is no note"),
    ("return [None]", "a note must be a number, not None"),
    ("return undefined_thing", "name 'undefined_thing' is not defined"),
    ("return hook(step)", "recursion"),
    ("import asyncio; asyncio.get_running_loop()", "waits by `await sleep(1)`"),
    ("import sys; sys.exit()", "scripts cannot end the program"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ("class E(Exception):\n        def __str__(self): return 5\n    raise E()", "an error that cannot say what it is"),
    ("raise ValueError('\\ud800')", "?"),
    ("track('Nope')", "there is no track 'Nope'; the song has: Bass, Lead"),
    ("track(0)", "there is no track 0; the song has 2"),
    ("track(1).slot(0)", "there is no slot 0; a track has 1 to 128"),
    ("track(1).pattern[99].on = True", "there is no step 99: the pattern has 16, counted from 0"),
    ("track(1).volum = 5", "no attribute 'volum'"),
    ("song.temo = 5", "did you mean 'tempo'?"),
    ("song.tempo = 'fast'", "a tempo must be a number, not 'fast'"),
    ("song.tempo = float('nan')", "a tempo must be a number, not nan"),
    ("after(-1, print)", "-1 is no time to wait"),
    ("after(1, print('x'))", "after() needs a time and a function"),
    ("play('X')", "'X' is no note"),
    ("play(60, length='a')", "a time must be a number, not 'a'"),
    ("do('fly')", "there is no command 'fly'"),
    ("step.rng.randint(5, 1)", "there is no number from 5 to 1"),
    ("step.rng.choice([])", "there is nothing to choose from"),
    ("Scale('A', 'minro')", "there is no scale 'minro', did you mean 'minor'?"),
    ("step.pattern.fill([])", "fill() needs at least one value"),
    ("step.pattern.rotate('a')", "a rotation must be a number, not 'a'"),
    ("step.pattern.set(5)", "5 is no rhythm"),
    ("send_osc('/x', object())", "OSC has numbers, texts, yes and no"),
    ("import copy; copy.deepcopy(track(1).pattern)", "cannot be copied"),
    ("import pickle; pickle.dumps(step)", "cannot be copied"),
    ("step.velocity += Knob(1) * 100", "what a knob is set to is its .value"),
    ("import pandas_that_is_nowhere.io", "install python3-pandas_that_is_nowhere, or begin Clave with --python"),
    ("BEGIN += 1", "begin the function with `global BEGIN`"),
    ("@on_step(1)\n    def late(step): pass", "hooks are made while a script is loaded"),
]

MEANT_WELL = [  # what stands in @on_step, and the pitches of the first step
    ("step.pitch = 'c3'", [60]), ("step.notes = 62", [62]), ("step.notes = range(200)", list(range(8))),
    ("step.chord = 'Am7'", [69, 72, 76, 79]), ("return iter(range(60, 10**9))", list(range(60, 68))),
    ("return chord('am')", [69, 72, 76]), ("step.pitch = Scale('A minor').degree(1)", [71]), ("return 64.4", [64]),
    ("import copy; kept = copy.deepcopy(step); kept.pitch = 5; step.pitch = kept.pitch + 1", [6]),
    ("step.pitch = -5", []), ("step.pitch = 10**30", []), ("del step.cc[1]; return False", []),
]

WHEN_LOADED = [  # a script, the line and a part of what is said
    ("@every\ndef f(): pass", 2, "every() needs either beats or bars"),
    ("@every('1')\ndef f(): pass", 2, "beats must be a number, not '1'"),
    ("@on_osc\ndef f(v): pass", 2, "on_osc() needs a path that begins with a slash"),
    ("@on_cc_in('74')\ndef f(v): pass", 2, "a controller's number must be a number, not '74'"),
    ("@on_step(1, order='first')\ndef f(s): pass", 2, "order must be a number, not 'first'"),
    ("@on_step(1)\ndef f(a, b): pass", 2, "f(a, b) is called with 1 value"),
    ("class A:\n    @on_step(1)\n    def f(self, step): pass", 3, "class Mine(Effect)"),
    ("@on_step(1)\ndef f(s): yield 1", 2, "only a @live_loop can wait"),
    ("@on_bar\nasync def f(): pass", 2, "only a @live_loop can wait"),
    ("del on_step\n@on_step(1)\ndef f(s): pass", 3, "begin the script with `from clave import *`"),
    ("@live_loop\ndef f(): play(60)", 2, "the live loop f never waits"),
    ("@live_loop\nasync def f():\n    yield 1", 2, "waits in two ways"),
    ("on_step(1)(5)", 2, "this belongs above a function, not 5"),
    ("k = Knob(0, 1, 0)", 2, "from its lowest value to its highest, not from 1.0 to 0.0"),
    ("k = Knob(0, 0, float('inf'))", 2, "a knob's highest value must be a number"),
    ("c = Choice(1, [1, 2])", 2, "a choice is between texts"),
    ("class P: pass\ntrack(1).use(P())", 3, "P has nothing to play"),
    ("x = '\0'", 1, "null bytes"),
    ("def f():\n\tif 1:\n        pass", 4, "tabs and spaces"),
    ("x = input('name? ')", 2, "nobody answers input() here"),
    ("expose(3)", 2, "expose() shows an object of a class, and not 3"),
    ("do({'do': 'play'})", 2, 'do("set_tempo", value=100)'),
    ("@every(0)\ndef f(): pass", 2, "either beats or bars, more than 0"),
    ("track(1).chain(\n    reverse, 5)", 2, "a transform is a function of a pattern, not 5"),
    ("track(1).chain(rotate)", 2, "rotate makes a transform, of what it is given: rotate(...)"),
    ("track(1).chain(every_other(reverse), maybe(0.5, snap))", 2, "snap(...)"),
    ("import sys\nsys.exit(3)", 3, "scripts cannot end the program"),
]


class Mistakes(Scripts):
    def hook(self, body):
        return self.load(f"{BEGIN}@on_step(1)\ndef hook(step):\n    {body}\n")

    def test_a_mistake_in_a_hook_is_a_sentence_with_its_line_and_the_step_plays_as_written(self):
        for body, said in IN_A_HOOK:
            with self.subTest(body=body):
                self.setUp()
                self.assertTrue(self.hook(body))
                self.start()
                self.assertEqual(self.steps(1), [None])
                error = self.told("error")[0]
                self.assertIn(said, error["message"])
                self.assertEqual(error["file"], "/nowhere/test.py")
                # Of what was returned nobody knows the line; then it is the function's.
                self.assertIn(error["line"], (2,) if body in ("return 'hello'", "return [None]", "del step.on") else (4, 5, 6))
                self.assertEqual(self.told("command"), [])

    def test_a_fault_of_a_chain_or_of_a_wait_is_at_the_line_that_made_it(self):
        for text, line in (("track(1).chain(reverse)\ntrack(1).chain(transpose('x'))\n", 3),
                           ("@live_loop(1)\ndef f():\n    yield 1\n    yield -1\n", 5)):
            with self.subTest(text=text):
                self.setUp()
                self.load("from clave import *\n" + text)
                self.start()
                self.steps(1)
                self.runtime.slice(2 * QUARTER, 120.0, 0, 0, 0, 4, 4)
                self.assertEqual([(one["file"], one["line"]) for one in self.told("error")], [("/nowhere/test.py", line)])

    def test_the_song_says_on_which_track_a_class_plays(self):
        text = "from clave import *\nclass Up(Effect):\n    def on_step(self, step): step.pitch += 1\n"
        for more, said in (({"arguments": {"by": 1}}, "does not say on which track"), ({"track": 9}, "the id 9, and there is none")):
            self.assertFalse(self.load(text, **more))
            self.assertIn(said, self.told("error")[0]["message"])

    def test_what_can_only_mean_one_thing_is_taken_so(self):
        for body, pitches in MEANT_WELL:
            with self.subTest(body=body):
                self.setUp()
                self.hook(body)
                self.start()
                self.assertEqual(self.notes(self.steps(1)), [pitches])
                self.assertEqual(self.told("error"), [])

    def test_a_mistake_when_it_is_loaded_is_a_sentence_with_its_line(self):
        for text, line, said in WHEN_LOADED:
            with self.subTest(text=text):
                self.setUp()
                self.assertFalse(self.load(BEGIN + text))
                error = self.told("error")[0]
                self.assertIn(said, error["message"])
                self.assertEqual(line, error["line"])

    def test_a_track_that_is_not_there_is_told_after_the_script_is_loaded_and_the_others_play(self):
        self.tell("load", script="a", path="/nowhere/a.py", text=f"{BEGIN}@on_step('Bas', 1)\ndef f(s): s.pitch = 1")
        told = [(kind, value) for kind, value in native.messages if kind in ("loaded", "error")]
        self.assertEqual([kind for kind, _ in told], ["loaded", "error"])
        error = told[1][1]
        self.assertEqual((error["phase"], error["line"], error["message"]),
                         ("track", 2, "there is no track 'Bas', did you mean 'Bass'?"))
        self.assertEqual(self.notes(self.steps(1)), [[1]])
        self.told("error")
        self.runtime.idle()
        self.assertEqual(self.told("error"), [])

    def test_a_track_that_is_renamed_while_a_hook_names_it_is_told_once(self):
        self.load(f"{BEGIN}@on_step('Lead')\ndef f(s): s.pitch = 1")
        for name in ("Solo", "Solo 2"):
            self.tell("track", id=self.driver.ids[1], name=name)
            self.runtime.idle()
        self.assertEqual([one["line"] for one in self.told("error")], [2])
        self.assertEqual(self.told("mended"), [])
        self.tell("track", id=self.driver.ids[1], name="Lead")
        self.runtime.idle()
        self.assertEqual(self.told("mended"), [{"script": "test.py", "phase": "track"}])
        self.assertEqual(self.notes(self.steps(1, track=2)), [[1]])
        self.assertEqual(self.told("error"), [])

    def test_files_of_all_kinds_of_editors_are_read(self):
        for ends in ("\n", "\r\n", "\r"):
            for mark in ("", "\ufeff"):
                self.setUp()
                text = f"{mark}{BEGIN}# a \u2028 b\n@on_step(1)\ndef hook(step):\n\tstep.pitch = ärger\n"
                self.assertTrue(self.load(text.replace("\n", ends), "über.py"))
                self.steps(1)
                error = self.told("error")[0]
                self.assertEqual((error["line"], error["text"]), (5, "\tstep.pitch = ärger"))

    def test_two_functions_of_one_name_both_play(self):
        self.load(f"{BEGIN}@on_step(1)\ndef _(s): s.pitch += 1\n@on_step(1)\ndef _(s): s.pitch += 10\n"
                  "@live_loop(2, sync='now')\ndef _():\n    play(1)\n    yield 1\n"
                  "@live_loop(2, sync='now')\ndef _():\n    play(2)\n    yield 1\n")
        self.start()
        self.assertEqual(self.notes(self.steps(1)), [[59]])
        self.runtime.slice(QUARTER, 120.0, 0, 0, 0, 4, 4)
        self.assertEqual([note.pitch for note in native.notes], [1, 2])

    def test_two_folders_may_have_modules_of_one_name(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            for folder, number in ((one, 1), (two, 2)):
                os.mkdir(os.path.join(folder, "parts"))
                for name, text in (("shared_name.py", f"N = {number}"), ("parts/__init__.py", ""), ("parts/n.py", f"N = {number}")):
                    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                        file.write(text)
            for _ in range(2):
                for folder, number in ((one, 1), (two, 2)):
                    self.assertTrue(self.load("import json, shared_name\nfrom parts import n\nx = (shared_name.N, n.N)",
                                              f"s{number}", path=os.path.join(folder, "s.py")))
                    self.assertEqual(self.evaluate("x", f"s{number}")["text"], f"({number}, {number})")
                    files = [os.path.join(folder, name) for name in ("parts/__init__.py", "parts/n.py", "shared_name.py")]
                    self.assertEqual([one for one in self.runtime.library.scripts[f"s{number}"].local_files()], files)

    def test_a_call_that_puts_itself_off_for_ever_is_ended(self):
        self.load(f"{BEGIN}def again():\n    after(0, again)\n@on_start\ndef begin():\n    again()\n")
        self.start()
        self.runtime.slice(QUARTER, 120.0, 0, 0, 0, 4, 4)
        self.assertIn("more than 10000 calls of after() within a beat", self.told("error")[0]["message"])

    def test_ten_thousand_calls_put_off_all_come(self):
        self.load(f"{BEGIN}@on_start\ndef begin():\n    for n in range(10_000):\n        after(n / 2_500, play, 60)\n")
        self.start()
        self.runtime.slice(4 * QUARTER, 120.0, 0, 0, 0, 4, 4)
        self.assertEqual(len(native.notes), 10_000)

    def test_a_line_that_is_printed_without_its_end_is_told_and_never_in_the_name_of_another(self):
        for name in ("a", "b"):
            self.load(f"print('I am {name}', end='')", name)
        self.runtime.stop(0)
        self.assertEqual([(one["script"], one["text"]) for one in self.told("log")], [("a", "I am a"), ("b", "I am b")])

    def test_what_a_script_bends_of_the_interpreter_is_put_right(self):
        number = signal.SIGRTMIN + 5
        self.addCleanup(signal.signal, number, signal.signal(number, lambda *_: None))
        mine = signal.getsignal(number)
        before = (sys.getswitchinterval(), sys.getrecursionlimit(), gc.get_threshold(), sys.gettrace(), sys.stdout, sys.stderr)
        house = type(self.runtime.house)(sys.stdout, sys.stderr)
        exec("import builtins, gc, signal, sys\nsys.settrace(lambda *_: None)\nsys.stdout = sys.stderr = None\ngc.disable()\n"
             f"gc.set_threshold(1)\nsys.setswitchinterval(5)\nsys.setrecursionlimit(900)\nsignal.signal({number}, print)\n"
             "sys.modules.pop('clave.house')\nbuiltins.sorted = None", {})
        house.keep()
        self.assertEqual(sorted("ba"), ["a", "b"])
        self.assertIn("clave.house", sys.modules)
        self.assertEqual((sys.getswitchinterval(), sys.getrecursionlimit(), gc.get_threshold(), sys.gettrace(), sys.stdout, sys.stderr), before)
        self.assertTrue(gc.isenabled())
        self.assertIs(signal.getsignal(number), mine)

    def test_a_change_that_the_program_refuses_can_be_found_in_the_script(self):
        self.load(f"{BEGIN}@on_start\ndef begin():\n    song.tempo = -5\n    track(1).pattern[0].pitch = 61\n")
        self.start()
        places = [(one["script"], one["hook"], one["file"], one["line"]) for one in self.told("command")]
        self.assertEqual(places, [("test.py", "begin", "/nowhere/test.py", line) for line in (4, 5)])


class AnyClass(Scripts):
    TEXT = ("class Up:\n    by = {}\n    def on_step(self, step):\n        step.pitch += self.by\n"
            "    def play(self, note):\n        raise ValueError\n")

    def test_the_song_can_put_any_class_with_a_hook_on_a_track(self):
        for text in (self.TEXT.format("1"), BEGIN + self.TEXT.format("IntKnob(1, 0, 24)")):
            self.setUp()
            self.assertTrue(self.load(text, "a", track=2, arguments={"by": 5}))
            self.assertTrue(self.load(text, "b", track=1))
            self.assertEqual(self.notes(self.steps(1) + self.steps(1, track=2)), [[49], [77]])
        self.tell("knob", script="b", knob="by", value=7)
        self.assertEqual(self.notes(self.steps(1) + self.steps(1, track=2)), [[55], [77]])

    def test_arguments_that_fit_nothing_are_told(self):
        for text, arguments, said in (
                (self.TEXT.format("1"), {"bye": 5}, "Up has no 'bye', did you mean 'by'?"),
                (self.TEXT.format("1"), {"class": "Upp"}, "the song wants a class 'Upp' of it, did you mean 'Up'?"),
                ("x = 1", {"by": 5}, "the song has arguments for a class")):
            with self.subTest(said=said):
                self.assertFalse(self.load(text, track=2, arguments=arguments))
                self.assertIn(said, self.told("error")[0]["message"])

    def test_an_object_of_any_class_is_used_by_a_track(self):
        self.load(BEGIN + self.TEXT.format("IntKnob(3)") + "track(1).use(Up())\n")
        self.assertEqual(self.notes(self.steps(1)), [[51]])
        self.assertEqual([one["name"] for one in self.told("controls")[0]["controls"]], ["by"])

    def test_a_copy_of_a_step_is_the_scripts_own(self):
        self.load(f"{BEGIN}kept = []\n@on_step(1)\ndef keep(step):\n    import copy\n    kept.append(copy.copy(step))\n    step.pitch = 1\n")
        self.assertEqual(self.notes(self.steps(1)), [[1]])
        kept = copy.copy(self.runtime.library.scripts["test.py"].names["kept"])
        self.assertEqual(kept[0].pitch, 48)


if __name__ == "__main__":
    main()
