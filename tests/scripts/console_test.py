#!/usr/bin/python3
"""The console, what scripts print, and what comes in: MIDI, OSC, calls, buttons, chains."""

import json
import os
import tempfile

from support import BASS, QUARTER, Scripts, main, native, song

from clave.errors import ScriptTimeout


class Console(Scripts):
    def test_values_are_shown_and_given_as_json(self):
        self.assertEqual(self.evaluate("1 + 1"), {"id": 1, "ok": True, "text": "2", "value": 2})
        self.assertEqual(self.evaluate("x = 3; x * 2")["text"], "6")
        self.assertEqual(self.evaluate("_ + x")["value"], 9)
        self.assertEqual(self.evaluate("x = 4"), {"id": 1, "ok": True, "text": ""})
        self.assertEqual(self.evaluate("print('hi'); Note(60)")["text"], "hi\nNote(pitch=60, velocity=100, gate=0.5, chance=100)")
        self.assertEqual(self.evaluate("Note(60)")["value"],
                         {"$object": "Note", "pitch": 60, "velocity": 100, "gate": 0.5, "chance": 100})

    def test_a_result_of_any_size_comes_back_in_part(self):
        reply = self.evaluate("'x' * 10**7")
        self.assertTrue(reply["ok"])
        self.assertLess(len(json.dumps(reply)), 2_000_000)
        self.assertIsNone(reply["value"])

    def test_what_is_not_complete_asks_for_more(self):
        self.assertEqual(self.evaluate("for i in range(2):"), {"id": 1, "ok": False, "more": True, "text": ""})
        self.assertEqual(self.evaluate("for i in range(2):\n    print(i)\n")["text"], "0\n1")

    def test_an_error_is_a_traceback_without_our_own_frames(self):
        reply = self.evaluate("def f():\n    return 1 / 0\n\nf()\n")
        self.assertFalse(reply["ok"])
        self.assertIn('File "<console 1>", line 2, in f\n    return 1 / 0', reply["text"])
        self.assertNotIn("console.py", reply["text"])
        self.assertIn("SyntaxError", self.evaluate("1 +* 2")["text"])
        self.assertIn("SystemExit", self.evaluate("exit()")["text"])
        self.assertIsNone(native.call)

    def test_each_script_has_names_of_its_own(self):
        self.load("secret = 5", "a.py")
        self.assertEqual(self.evaluate("secret", "a.py")["value"], 5)
        self.assertFalse(self.evaluate("secret")["ok"])
        self.assertIn("there is no script 'b.py'", self.evaluate("1", "b.py")["text"])

    def test_hooks_can_be_typed_and_typed_anew(self):
        for by in (1, 2):
            self.evaluate(f"@on_step(1)\ndef up(step):\n    step.pitch += {by}\n")
            self.assertEqual(self.notes(self.steps(1)), [[48 + by]])
        self.start()
        self.evaluate("@live_loop(1)\ndef g():\n    play(5)\n    yield 1\n")
        self.runtime.slice(2 * QUARTER, 120.0, 0, 0, 0, 4, 4)
        self.assertEqual(len(native.notes), 2)

    def test_objects_say_what_they_are_and_help_explains(self):
        for text, said in (("song", "<song '', 120 bpm, 2 tracks>"), ("track(2)", "<track 2 'Lead'>"),
                           ("track(2).pattern", "<pattern '' of <track 2 'Lead'>: x...............>"),
                           ("track(1).pattern[0]", "<step 1 of Bass 1: on (48,)>")):
            self.assertEqual(self.evaluate(text)["text"], said)
        self.assertIn("step.pitch, .velocity", self.evaluate("help()")["text"])
        self.assertIn("What a hook changes here is played this time", self.evaluate("help(Step)")["text"])

    def test_words_are_completed(self):
        self.load("class Ui:\n    tempo_knob = 1\nui = Ui()", "a.py")
        for text, script, words, start in (("song.tem", "", ["song.tempo"], 0), ("x = eucl", "", ["euclid"], 4),
                                           ("ä(ui.te", "a.py", ["ui.tempo_knob"], 3), ("nothing.x", "", [], 0)):
            with self.subTest(text=text):
                self.tell("complete", id=1, script=script, text=text, cursor=len(text.encode()))
                reply = self.told("reply")[0]
                self.assertEqual((reply["value"], reply["start"]), (words, start))

    def test_what_scripts_print_has_their_name_and_does_not_flood(self):
        self.load("print('one\\ntwo')\nprint('thr', end='')\nprint('ee')", "a.py")
        self.assertEqual(self.told("log"), [{"script": "a.py", "text": text} for text in ("one", "two", "three")])
        self.addCleanup(setattr, native, "time", native.time)
        native.time = lambda: 5.0
        self.load("for i in range(100_000): print(i)", "b.py")
        lines = self.told("log")
        self.assertLessEqual(len(lines), 200)
        self.assertIn("and more", lines[-1]["text"])


class Inputs(Scripts):
    def names(self, name="test.py"):
        return self.runtime.library.scripts[name].names

    def test_midi_finds_its_functions(self):
        self.load("from clave import *\nheard = []\n@on_note_in\n"
                  "def n(m): heard.append((m.pitch, m.velocity, m.channel))\n"
                  "@on_cc_in(74)\ndef c(value): heard.append(value)\n@on_cc_in(port='NANO')\n"
                  "def d(v, m): heard.append(m.number)\n"
                  "@on_pad\ndef p(pad, velocity): heard.append('pad')")
        self.assertTrue(self.told("wants")[-1]["midi"])
        for port, data in (("keys", [0x92, 60, 5]), ("keys", [0x82, 60, 64]), ("keys", [0xB0, 74, 9]), ("keys", [0xB0, 1, 2]),
                           ("my NanoKey", [0xB0, 1, 2]), ("Launchpad", [0x90, 11, 127]), ("keys", [0xE0, 1, 2])):
            self.tell("midi", port=port, bytes=data, at=None)
        self.assertEqual(self.names()["heard"], [(60, 5, 3), (60, 0, 3), 9, 1, (11, 127, 1)])

    def test_osc_comes_in_and_goes_out(self):
        self.load("from clave import *\n@on_osc('/a')\ndef a(x, y): send_osc('/b', y, (x, [2.5]))")
        self.assertEqual(self.told("wants")[-1]["osc"], ["/a"])
        self.tell("osc", path="/a", args=[1, "z"])
        self.tell("osc", path="/c", args=[])
        self.assertEqual(self.told("oscOut"), [{"path": "/b", "args": ["z", 1, 2.5], "at": None}])

    def test_functions_and_methods_are_called_by_name(self):
        self.load("from clave import *\nheard = []\ndef f(*v): heard.append(v)\nclass A:\n"
                  "    def g(self, x): heard.append(x)\n"
                  "a = A()\ndef one(): heard.append(1)\n", "a.py")
        self.load("from clave import *\n@on_note_in\ndef n(m): call('a.py.f', m.pitch)", "b.py")
        for name, values in (("f", [1, 2]), ("a.py.f", []), ("a.py.a.g", [3]), ("one", [4, 5])):
            self.tell("call", name=name, values=values)
        self.tell("midi", port="", bytes=[0x90, 60, 1], at=None)
        self.assertEqual(self.names("a.py")["heard"], [(1, 2), (), 3, 1, (60,)])
        self.tell("call", name="a.py.fg", values=[])
        self.assertIn("no script has a function 'a.py.fg', did you mean 'a.py.f'?", self.told("error")[0]["message"])

    def test_functions_of_other_scripts_give_their_results_and_files_run_where_they_shall(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "part.py"), "w", encoding="utf-8") as file:
                file.write("one = 1\ndef add(a, b): return a + b + one\n")
            path = os.path.join(folder, "a.py")
            self.tell("load", script="a.py", path=path, text="from clave import *\nrun('part.py')\n"
                "run('part.py', shared=True)")
            self.load("from clave import *\nheard = []\n@on_note_in\ndef n(m):\n"
                      "    heard.append((call('a.py.add', 1, 2), shared.add(3, 4), 'one' in shared))\n"
                      "    call('a.py.nothing')", "b.py")
            self.assertEqual(self.told("error"), [])
            self.tell("midi", port="", bytes=[0x90, 60, 1], at=None)
            self.assertEqual(self.names("b.py")["heard"], [(4, 8, True)])
            (error,) = self.told("error")
            self.assertEqual((error["script"], error["line"]), ("b.py", 6))
            self.assertNotIn("__builtins__", self.runtime.shared)

    def test_what_is_played_by_hand_sounds_about_now_and_not_where_scripts_are(self):
        self.load("from clave import *\n@on_note_in\ndef n(m): play(m.pitch)")
        self.tell("settings", horizonMs=60)
        self.start()
        self.runtime.slice(8 * QUARTER, 120.0, 0, 0, 0, 4, 4)
        self.tell("midi", port="", bytes=[0x90, 60, 1], at=None)
        self.tell("midi", port="", bytes=[0x90, 61, 1], at=5 * QUARTER)
        self.assertEqual([round(one.at / QUARTER, 3) for one in native.notes], [7.84, 5])

    def test_buttons_and_toggles_are_pressed(self):
        self.load("from clave import *\non = Toggle(doc='d')\n@button\ndef go():\n    '''Do it'''\n"
                  "    on.value = True\n")
        controls = {one["name"]: one for one in self.told("controls")[0]["controls"]}
        self.assertEqual((controls["go"]["kind"], controls["go"]["doc"], controls["on"]["doc"]), ("button", "Do it", "d"))
        self.tell("press", script="test.py", knob="go")
        self.assertEqual(self.told("value"), [{"script": "test.py", "knob": "on", "value": 1.0}])
        self.tell("press", script="test.py", knob="on")
        self.assertFalse(self.names()["on"].value)

    def test_objects_can_be_shown_as_they_are(self):
        self.load("from clave import *\nclass W:\n    speed = 0.5\n    def __init__(self):\n"
                  "        self.count = 3\n        self.up = True\n"
                  "        self.mode = 'a'\n        self.hidden = []\n    def reset(self):\n        self.count = 0\n"
                  "    def with_more(self, x): pass\nw = expose(W(), speed=(0, 4), mode=['a', 'b'])")
        controls = {one["name"]: one for one in self.told("controls")[0]["controls"]}
        self.assertEqual({name: one["kind"] for name, one in controls.items()},
                         {"count": "int", "up": "toggle", "mode": "choice", "speed": "knob", "reset": "button"})
        for knob, value in (("speed", 3.5), ("count", 9), ("mode", 1)):
            self.tell("knob", script="test.py", knob=knob, value=value)
        walker = self.names()["w"]
        self.assertEqual((walker.speed, walker.count, walker.mode), (3.5, 9, "b"))
        self.told("value")
        self.tell("press", script="test.py", knob="reset")
        self.assertEqual(walker.count, 0)
        walker.speed, walker.up = 2.5, "up?"
        for _ in range(2):
            self.runtime.library.tell_states()
        self.assertEqual(self.told("value"), [
            {"script": "test.py", "knob": "count", "value": 0.0}, {"script": "test.py", "knob": "speed", "value": 2.5}])

    def test_an_instance_of_a_class_plays_on_the_track_that_the_song_says(self):
        text = ("from clave import *\nclass Up(Effect):\n    by = IntKnob(1, 0, 24)\n"
                "    def on_step(self, step): step.pitch += self.by\n"
                "    def hit(self, n): self.by = n\n")
        self.load(text, "a", track=2, arguments={"by": 5})
        self.load(text, "b", track=1)
        self.assertEqual(self.notes(self.steps(1) + self.steps(1, track=2)), [[49], [77]])
        self.tell("knob", script="b", knob="by", value=7)
        self.tell("call", name="a.hit", values=[12])
        self.assertEqual(self.notes(self.steps(1) + self.steps(1, track=2)), [[55], [84]])
        self.assertFalse(self.load(text, "a", track=2, arguments={"bye": 5}))
        self.assertIn("Up has no 'bye'", self.told("error")[0]["message"])

    def test_an_expression_that_takes_too_long_is_watched_and_given_up(self):
        self.begin(song(Bass={"1": {"note": ["=slow()", "E2"]}, "2": {"note": "=60"}}))
        seen = []

        def slow():
            seen.append(native.call)
            raise ScriptTimeout("it took too long")

        self.runtime.expressions._names["slow"] = slow
        self.assertEqual([self.notes(self.steps(2)) for _ in range(5)], [[None, None]] * 5)
        self.assertEqual((seen, native.call), ([("", "slow()", 1)] * 3, None))
        self.assertEqual(self.told("error")[0]["hook"], "track 1, pattern 1, step 1: pitch")

    def test_an_expression_may_be_a_chord(self):
        self.begin(song(Bass={"1": {"note": "=chord('Am7')", "velocity": "=90"}, "2": {"notes": ["=(60, 64)", "C5"]}}))
        self.start()
        (first, second) = self.steps(2)
        self.assertEqual([note[:2] for note in first[7]], [(69, 90), (72, 90), (76, 90), (79, 90)])
        self.assertEqual([note[0] for note in second[7]], [60, 84, 64])

    def test_parts_of_the_song_as_json_are_as_its_file_has_them(self):
        self.assertEqual(self.evaluate("track(1).pattern")["value"]["steps"]["1"]["notes"][0]["note"], "C2")
        self.assertEqual(self.evaluate("track('Bass').pattern[1]")["value"], None)
        whole = self.evaluate("song")["value"]
        self.assertEqual([one["name"] for one in whole["tracks"]], ["Bass", "Lead"])
        self.assertEqual(set(whole["tracks"][0]["patterns"][0]["steps"]), set(BASS))

    def test_expressions_play_without_any_script(self):
        self.begin(song(Bass={"1": {"note": "=60 + 12*(cycle % 2)", "velocity": "=wave(bar / 4, 1, 127)", "gate": "=0.5 * (1 + pass)"},
                              "2": {"note": ["=x", "E2"]}, "3": {"note": "C2", "chance": "=200", "locks": [{"cc": 7, "value": "=step * 3"}]},
                              "4": {"on": "=chance(0)", "note": "C2"}, "5": {"note": "=1 +", "nudge": "=value"}}))
        self.start()
        answers = self.steps(17)
        self.assertEqual([answers[0][7], answers[16][7]], [((60, 1, 100, 2520),), ((72, 64, 100, 5040),)])
        self.assertEqual((answers[1], answers[2][8], answers[3][0], answers[4]), (None, ((0, 7, 6),), False, None))
        errors = {one["hook"]: one["type"] for one in self.told("error")}
        self.assertEqual(errors, {"track 1, pattern 1, step 2: pitch": "NameError", "track 1, pattern 1, step 5: pitch": "SyntaxError"})
        self.load("from clave import *\nx = IntKnob(33)")
        self.assertEqual(self.notes(self.steps(1, first=1)), [[33]])


if __name__ == "__main__":
    main()
