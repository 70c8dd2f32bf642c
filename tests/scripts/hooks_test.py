#!/usr/bin/python3
"""What hooks make of steps, and what becomes of those that fail."""

from support import BASS, SIXTEENTH, Scripts, main, native, song

from clave.errors import ScriptTimeout
from clave.model import STEP


class Steps(Scripts):
    def test_a_hook_that_changes_nothing_leaves_the_step_as_written(self):
        self.load("from clave import *\n@on_step\ndef look(step):\n    step.velocity, step.pitch\n"
                  "    step.velocity = 100")
        self.assertEqual(self.steps(), [None] * 16)

    def test_a_hook_changes_only_what_it_touches(self):
        self.begin(song(Bass={"1": {"note": "C2", "velocity": 90, "gate": "tied", "slide": True, "chance": 50,
                                    "nudge": 0.25, "condition": "1:2", "retrig": {"count": 3},
                                    "locks": [{"cc": 74, "value": 9}, {"program": 5, "bank": 2}]}}))
        self.load("from clave import *\n@on_step(1)\ndef up(step):\n    step.pitch += 1")
        self.assertEqual(self.steps(1), [(True, True, False, 50, STEP // 4, '1:2', (3, 0, STEP, 0),
                                          ((49, 90, 100, -1),), ((0, 74, 9), (3, 2, 4)))])

    def test_what_a_hook_returns_takes_the_steps_place(self):
        for text, pitches in (
            ("False", []), ("True", None), ("None", None), ("60", [60]), ("'C3'", [60]), ("Note('E3', 50, 2)", [64]),
            ("chord('C')", [60, 64, 67]), ("[Note(60), 'G3']", [60, 67]), ("[(60, 90, 1.5), (62,)]", [60, 62]),
            ("[]", []),
        ):
            with self.subTest(returned=text):
                self.load(f"from clave import *\n@on_step(1)\ndef play(step):\n    return {text}")
                self.assertEqual(self.notes(self.steps(1)), [pitches])

    def test_hooks_of_one_track_follow_their_order_and_see_what_the_others_did(self):
        self.load("from clave import *\n@on_step(1, order=5)\ndef late(step):\n    step.pitch *= 2", "a.py")
        self.load("from clave import *\n@on_step('Bass')\ndef early(step):\n    step.pitch += 1", "b.py")
        self.assertEqual(self.notes(self.steps(1)), [[98]])

    def test_a_hook_plays_on_its_tracks_only(self):
        self.load("from clave import *\n@on_step(('Lead', 9, 'Ledd'))\ndef up(step):\n    step.pitch += 1")
        self.assertEqual(self.steps(1, track=1), [None])
        self.assertEqual(self.notes(self.steps(1, track=2)), [[73]])
        self.assertEqual(self.told("wants")[-1]["tracks"], [{"id": 2, "late": "plain", "scripts": ["test.py"]}])

    def test_a_step_switched_on_gets_the_notes_near_it(self):
        self.load("from clave import *\n@on_step(1)\ndef all(step):\n    step.on = True")
        self.assertEqual(self.notes(self.steps(4, first=4)), [None, [48], None, [51]])

    def test_a_chord_moves_as_a_whole_and_notes_beyond_midi_are_left_out(self):
        self.begin(song(Keys={"1": ["C8", "F8", "G8"]}))
        self.load("from clave import *\n@on_step(1)\ndef up(step):\n    step.pitch += 3\n    step.velocity = 300")
        (answer,) = self.steps(1)
        self.assertEqual(answer[7], ((123, 127, 100, STEP // 2),))

    def test_controllers_gates_and_rolls_are_sent_as_the_engine_counts_them(self):
        self.load("from clave import *\n@on_step(1)\ndef f(step):\n    step.cc[74] = 200\n"
                  "    step.send('bend', 0, -9999)\n"
                  "    step.gate = INFINITE\n    step.roll(32, 2, -10)\n    step.condition = 'fill !1:4'\n"
                  "    step.nudge = -5\n    step.probability = 33.4")
        (answer,) = self.steps(1)
        self.assertEqual(answer[3:], (33, 1 - STEP, 'fill !1:4', (1, 32, 2 * STEP, -10),
                                      ((48, 100, 100, -2),), ((0, 74, 127), (4, 0, -8192))))

    def test_lanes_that_loop_by_themselves_go_by_the_count(self):
        self.begin(song(Bass={"steps": BASS, "loops": {"pitch": {"first": 5, "length": 3}}}))
        self.load("from clave import *\n@on_step(1)\ndef f(step):\n    step.velocity = 9")
        self.assertEqual(self.notes(self.steps(1) + self.steps(1, first=6) + self.steps(1, first=32)),
                         [[48], [48], [51]])

    def test_draws_belong_to_the_place_and_to_the_hook(self):
        text = "from clave import *\n@on_step(1)\ndef {0}(step):\n    step.pitch = step.rng.randint(1, 99)\n"
        self.load(text.format("one"))
        once = [pitch or [0] for pitch in self.notes(self.steps(64))]
        self.assertEqual(once[16:], [pitch or [0] for pitch in self.notes(self.steps(48, first=16))])
        self.assertGreater(len({pitch for pitch, in once}), 12)
        self.load(text.format("other"))
        self.assertNotEqual(once, [pitch or [0] for pitch in self.notes(self.steps(64))])

    def test_numpy_is_taken_wherever_numbers_are(self):
        try:
            import numpy as np
        except ModuleNotFoundError:
            self.skipTest("there is no python3-numpy")
        self.load("import numpy as np\nfrom clave import *\n@on_step(np.int64(1))\ndef f(step):\n"
                  "    step.velocity = np.float32(80.4)\n    step.cc[np.int8(7)] = np.float64(9)\n"
                  "    step.on = np.bool_(True)\n    return np.array([60, 64])\n"
                  "@live_loop(1)\ndef g():\n"
                  "    play(np.array([60.0, 62.0]), velocity=np.int16(5), length=np.float32(.5))\n"
                  "    yield np.float64(0.5)")
        (answer,) = self.steps(1)
        self.assertEqual([note[0] for note in answer[7]], [60, 64])
        self.assertEqual(answer[8], ((0, 7, 9),))
        self.assertTrue(all(type(part) in (int, bool) for part in (*answer[:5], *answer[7][0], *answer[8][0])))
        self.load("import numpy as np\nfrom clave import *\n@on_step(1)\ndef f(step):\n    return np.False_", "b.py")
        self.assertEqual(self.notes(self.steps(1)), [[]])
        self.start()
        self.runtime.slice(SIXTEENTH * 5, 120.0, 0, 0, 0, 4, 4)
        self.assertEqual([(one.pitch, one.at // SIXTEENTH) for one in native.notes],
                         [(60, 0), (62, 0), (60, 2), (62, 2), (60, 4), (62, 4)])
        del np


class Cycles(Scripts):
    CYCLE = "from clave import *\ncalls = []\n@on_cycle(1)\ndef make(pattern, cycle):\n    calls.append(cycle)\n" \
            "    pattern.set('x.x.', pitch=60 + cycle)\n"

    def calls(self):
        return self.runtime.library.scripts["test.py"].names["calls"]

    def test_a_pass_is_made_once_and_anew_for_the_next(self):
        self.load(self.CYCLE)
        self.start()
        self.assertEqual(self.notes(self.steps(32))[14:19], [[60], None, [61], None, [61]])
        self.assertEqual(self.calls(), [0, 1])

    def test_a_pattern_that_is_launched_again_is_made_anew(self):
        self.load(self.CYCLE)
        self.start()
        self.steps(4)
        self.steps(4)
        self.assertEqual(self.calls(), [0, 0])

    def test_an_edit_by_hand_in_the_middle_of_a_pass_wins(self):
        self.load(self.CYCLE)
        self.start()
        self.steps(2)
        self.tell("pattern", track=1, slot=0, pattern={"steps": {**BASS, "3": "C5"}})
        self.assertEqual(self.notes(self.steps(3, first=2)), [None, None, [60]])
        self.assertEqual(self.calls(), [0])

    def test_steps_hooks_go_on_from_what_the_pass_has_made(self):
        self.load(self.CYCLE + "@on_step(1)\ndef up(step):\n    if step.on:\n        step.pitch += 12")
        self.start()
        self.assertEqual(self.notes(self.steps(3)), [[72], None, [72]])

    def test_a_pass_that_fails_plays_as_written(self):
        self.load(self.CYCLE + "    pattern[3].pitch = 1 / 0")
        self.start()
        self.assertEqual(self.steps(16), [None] * 16)
        self.assertEqual(self.told("error")[0]["line"], 6 + 1)


class Faults(Scripts):
    def test_a_fault_is_told_once_with_its_place_and_then_counted(self):
        self.load("from clave import *\n@on_step(1)\ndef f(step):\n"
                  "    x = 'ä'; step.velocty = 1 if step.index < 2 else step.off()")
        self.assertEqual(self.steps(2), [None, None])
        (error,) = self.told("error")
        self.assertEqual((error["script"], error["hook"], error["phase"], error["track"], error["line"], error["count"]),
                         ("test.py", "f", "step", 1, 4, 1))
        self.assertIn("did you mean 'velocity'?", error["message"])
        self.assertEqual(error["text"][error["column"] - 1:error["endColumn"] - 1], "step.velocty")
        self.runtime._told = self.runtime.faults._faults["test.py"][next(iter(
            self.runtime.faults._faults["test.py"]))].told = -9
        self.runtime.idle()
        self.assertEqual([one["count"] for one in self.told("error")], [2])

    def test_three_strikes_bench_a_hook_and_the_others_go_on(self):
        self.load("from clave import *\n@on_step(1)\ndef bad(step):\n    return 1 / 0\n"
                  "@on_step(1, order=1)\ndef good(step):\n    step.on, step.velocity = True, 7")
        answers = self.steps(4)
        self.assertEqual([answer[7][0][1] for answer in answers], [7] * 4)
        (benched,) = self.told("benched")
        self.assertEqual((benched["hook"], benched["reason"]), ("bad", "failed 3 times"))

    def test_a_hook_that_fails_takes_back_what_it_did_but_not_what_others_did(self):
        self.load("from clave import *\n@on_step(1)\ndef first(step):\n    step.velocity = 7\n"
                  "@on_step(1)\ndef second(step):\n    step.pitch = 1\n    step.cc[1] = 2\n    raise ValueError('no')")
        (answer,) = self.steps(1)
        self.assertEqual((answer[7], answer[8]), (((48, 7, 100, 2520),), ()))

    def test_whatever_is_raised_stays_inside(self):
        for error, name in (("SystemExit", "SystemExit"), ("KeyboardInterrupt", "KeyboardInterrupt"),
                            ("MemoryError", "MemoryError"), ("ScriptTimeout", ScriptTimeout.__name__),
                            ("GeneratorExit", "GeneratorExit")):
            with self.subTest(error=error):
                self.load(f"from clave import *\n@on_step(1)\ndef f(step):\n    raise {error}")
                self.assertEqual(self.steps(1), [None])
                self.assertEqual(self.told("error")[0]["type"], name)
                self.assertIsNone(native.call)

    def test_the_watchdog_knows_what_runs_and_that_it_is_over(self):
        self.load("from clave import *\nimport clave.native\nseen = []\n@on_step(1)\ndef f(step):\n"
                  "    seen.append(clave.native.native.call)")
        self.steps(1)
        self.assertEqual(self.runtime.library.scripts["test.py"].names["seen"], [("test.py", "f", 1)])
        self.assertIsNone(native.call)

    def test_a_hook_of_a_track_that_is_not_there_is_told_with_its_line(self):
        self.assertTrue(self.load("from clave import *\n\n@on_step(('Bass', 'Leed'))\ndef f(step): step.velocity = 1"))
        (error,) = self.told("error")
        self.assertEqual((error["phase"], error["line"], error["hook"]), ("track", 3, "f"))
        self.assertIn("there is no track 'Leed', did you mean 'Lead'?", error["message"])
        self.assertEqual(len(self.told("wants")[-1]["tracks"]), 1)

    def test_a_late_silent_hook_is_told(self):
        self.load("from clave import *\n@on_step(2, late='silent')\ndef f(step): pass")
        self.assertEqual(self.told("wants")[-1]["tracks"], [{"id": 2, "late": "silent", "scripts": ["test.py"]}])


class Filters(Scripts):
    def setUp(self):
        tracks = song(Bass=BASS)
        tracks["tracks"][0].update(transpose=12, scaleLock=True, transposeAfter=1)
        tracks["scale"] = "C major"
        self.begin(tracks)

    def test_filters_hear_notes_as_they_sound(self):
        self.load("from clave import *\nheard = []\n@on_note_out(1)\ndef f(note):\n    heard.append(note.pitch)\n"
                  "    note.velocity = 5\n")
        self.assertEqual(self.steps(7)[6][:3] + self.steps(7)[6][7:8], (True, False, True, ((63, 5, 100, 2520),)))
        self.assertEqual(self.runtime.library.scripts["test.py"].names["heard"][:3], [61, 61, 63])

    def test_filters_hear_live_loops_and_may_drop_or_double(self):
        self.load("from clave import *\n@on_note_out\ndef f(note):\n"
                  "    return False if note.pitch % 2 else [note, Note(note.pitch + 12)]\n"
                  "@live_loop(1)\ndef g():\n    play([60, 61], as_sounding=True)\n    yield 1")
        self.start()
        self.runtime.slice(SIXTEENTH, 120.0, 0, 0, 0, 4, 4)
        self.assertEqual([(one.pitch, one.as_sounding) for one in native.notes], [(60, True), (72, True)])

    def test_a_filter_that_leaves_all_alone_leaves_the_step_as_written(self):
        self.load("from clave import *\n@on_note_out\ndef f(note): pass")
        self.assertEqual(self.steps(16), [None] * 16)


if __name__ == "__main__":
    main()
