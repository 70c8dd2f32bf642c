#!/usr/bin/python3
"""Live loops and everything deferred happen at their beat, however the song is worked out."""

import random

from support import BASS, Scripts, main, native, song

from clave.native import QUARTER

PLAYERS = """
from clave import *

@live_loop("Bass")
def steps():
    for pitch in (48, 50, 53):
        play(pitch, length=0.25)
        yield rng.choice((0.25, 1 / 3, 0.5))

@live_loop("Lead", order=-1)
async def held():
    play(chord("Am"), length=2)
    after(0.75, play, 90)
    await sleep(seconds(0.8))

@every(0.75)
def tick():
    play(33)

@every(bars=2)
def sign():
    play(34)

@on_bar
def bar(number):
    play(100 + number)

@on_step
def seen(step):
    shared.count = shared.get("count", 0) + 1
    if step.on:
        after(seconds(0.05), play, 20 + shared.count % 7)
"""


class VirtualTime(Scripts):
    def slice(self, until, tempo=120.0, scene=0, origin=0.0, before=0, beats=4, unit=4):
        self.runtime.slice(round(until * QUARTER), tempo, scene, round(origin * QUARTER), before, beats, unit)

    def at(self, pitch=None):
        return [one.at / QUARTER for one in native.notes if pitch is None or one.pitch == pitch]

    def test_however_the_song_is_cut_the_same_is_played(self):
        dice, played = random.Random(3), []
        cuts = [[n / 8 for n in range(1, 128)], list(range(1, 16)), [8], [], sorted(dice.uniform(0, 16) for _ in range(60))]
        cuts += [sorted(dice.uniform(0, 16) for _ in range(dice.randint(1, 200))) for _ in range(8)]
        for ends in cuts:
            self.begin(song(Bass=BASS, Lead={"1": "C4", "8": "C4"}))
            self.load(PLAYERS)
            self.assertEqual(self.told("error"), [])
            played.append(self.driver.play(4, cuts=ends or [16]))
        self.assertGreater(len(played[0]), 100)
        for number, other in enumerate(played):
            self.assertEqual(played[0], other, f"cut at {cuts[number]}")

    def test_beats_bars_and_seconds_are_exact(self):
        self.load("from clave import *\n@live_loop(1)\ndef a():\n    play(1)\n    yield 1 / 3\n"
                  "@live_loop(1)\ndef b():\n    play(2)\n    yield seconds(0.25)\n"
                  "@live_loop(1)\ndef c():\n    play(3)\n    yield bars(1)\n@every(1.5)\ndef d():\n    play(4)")
        self.start()
        self.slice(6)
        self.assertEqual([one.at for one in native.notes if one.pitch == 1], [n * QUARTER // 3 for n in range(18)])
        self.assertEqual((self.at(2)[:4], self.at(3), self.at(4)), ([0, 0.5, 1, 1.5], [0, 4], [0, 1.5, 3, 4.5]))

    def test_seconds_follow_the_tempo_and_beats_do_not_care(self):
        self.load("from clave import *\n@live_loop(1)\ndef b():\n    play(2)\n    yield seconds(0.5)\n"
                  "@live_loop(1)\ndef a():\n    play(1)\n    yield 1\n@on_tempo\ndef t(tempo): play(int(tempo))")
        self.start()
        self.slice(2)
        self.slice(4, tempo=60.0)
        self.assertEqual((self.at(2), self.at(1), self.at(60)), ([0, 1, 2, 2.5, 3, 3.5], [0, 1, 2, 3], [2]))

    def test_a_tempo_that_a_script_asks_for_counts_from_its_place_however_late_the_program_has_it(self):
        played = []
        for part, late in ((0.25, 0), (0.25, 1), (0.1, 3), (1.0, 0), (1.0, 1), (4.0, 0)):
            self.begin(song(Bass=BASS))
            self.load("from clave import *\n@live_loop(1)\ndef a():\n    play(1)\n    yield seconds(0.21)\n"
                      "@every(bars=1)\ndef g():\n    song.tempo = 100 if int(now() / 4) % 2 == 0 else 140\n"
                      "@on_tempo\ndef t(tempo): play(int(tempo) // 2)")
            self.start()
            told, asked = [120.0] * (late + 1), []
            for number in range(1, round(16 / part) + 1):
                self.slice(number * part, tempo=told.pop(0))
                asked += [(one["at"], one["command"]["value"]) for one in self.told("command")]
                told.append(asked[-1][1] if asked else 120.0)
            self.assertEqual([self.at(50), self.at(70)], [[0, 8], [4, 12]])
            played.append(self.at(1))
        for other in played:
            self.assertEqual(other, played[0])
        time, gaps = 0.0, []
        for before, after in zip(played[0], played[0][1:]):
            line = min(after, (before // 4 + 1) * 4)
            tempo = (100, 140)[int(before / 4) % 2], (100, 140)[int(line / 4) % 2]
            gaps.append((line - before) * 60 / tempo[0] + (after - line) * 60 / tempo[1])
        self.assertGreater(len(gaps), 30)
        self.assertTrue(all(abs(gap - 0.21) < 1e-6 for gap in gaps), gaps)

    def test_a_tempo_that_was_asked_for_and_never_came_is_none(self):
        self.load("from clave import *\n@on_start\ndef s(): song.tempo = 100\n@every(1)\ndef e(): play(int(song.tempo))")
        self.start()
        for beat in range(1, 17):
            self.slice(beat)
        self.assertEqual(self.at(100) + self.at(120), list(range(16)))
        self.assertLess(len(self.at(100)), 7)

    def test_bars_follow_the_metre_from_where_it_begins(self):
        self.load("from clave import *\n@on_bar\ndef b(bar): play(bar)\n@on_scene\ndef s(scene): play(100 + scene)")
        self.start()
        self.slice(8)
        self.slice(14, scene=1, origin=8, before=2, beats=3)
        self.slice(20, scene=1, origin=14, before=4, beats=3)
        self.assertEqual([(one.pitch, one.at // QUARTER) for one in native.notes],
                         [(0, 0), (1, 4), (102, 8), (2, 8), (3, 11), (4, 14), (5, 17)])

    def test_a_loop_begins_at_the_next_bar_and_goes_on_at_its_beat_when_its_script_is_saved(self):
        text = "from clave import *\n@live_loop(1)\ndef a():\n    play({0})\n    yield 1\n    play({0})\n    yield 0.5\n"
        self.start()
        self.slice(1)
        self.load(text.format(1))
        self.slice(6)
        self.load(text.format(2))
        self.slice(8)
        self.assertEqual((self.at(1), self.at(2)), ([4, 5, 5.5, 6.5], [7]))

    def test_a_loop_that_never_ends_changes_its_code_at_the_next_bar(self):
        text = "from clave import *\n@live_loop(1)\ndef a():\n    while True:\n        play({0})\n        yield 1.5\n"
        self.load(text.format(1))
        self.start()
        self.slice(2)
        self.load(text.format(2))
        self.slice(7)
        self.assertEqual((self.at(1), self.at(2)), ([0, 1.5, 3], [4, 5.5]))

    def test_a_loop_that_does_not_wait_is_benched_and_the_rest_goes_on(self):
        for body, why in (("yield 0", "goes round without waiting"), ("if 0: yield", "ends without waiting"),
                          ("yield 'x'", "failed 3 times"), ("yield -1", "failed 3 times")):
            with self.subTest(body=body):
                self.begin(song(Bass=BASS))
                self.load(f"from clave import *\n@live_loop(1)\ndef a():\n    {body}\n@every(1)\ndef b(): play(9)")
                self.start()
                self.slice(16)
                self.assertIn(why, self.told("benched")[0]["reason"])
                self.assertEqual(len(self.at(9)), 16)

    def test_a_loop_that_fails_begins_again_at_the_next_bar(self):
        self.load("from clave import *\nn = [0]\n@live_loop(1)\ndef a():\n    n[0] += 1\n    play(n[0])\n    yield 1\n"
                  "    if n[0] < 3: 1 / 0")
        self.start()
        self.slice(10)
        self.assertEqual([self.at(n) for n in (1, 2, 3, 4)], [[0], [4], [8], [9]])
        self.assertEqual(self.told("error")[0]["phase"], "loop")

    def test_what_is_called_later_gets_named_values_too(self):
        self.load("from clave import *\n@on_start\ndef s(): after(0.5, play, 60, track='Lead', velocity=33)")
        self.start()
        self.slice(1)
        self.assertEqual([(one.track, one.pitch, one.velocity) for one in native.notes], [(self.driver.ids[-1], 60, 33)])

    def test_a_plain_function_is_no_live_loop(self):
        self.assertFalse(self.load("from clave import *\n@live_loop(1)\ndef a(): play(1)"))
        self.assertIn("never waits", self.told("error")[0]["message"])

    def test_what_stops_is_forgotten_and_begins_anew(self):
        self.load("from clave import *\n@live_loop(1)\ndef a():\n    play(1)\n    after(1, play, 2)\n    try:\n"
                  "        yield 2\n"
                  "    finally:\n        shared.closed = True\n@on_start\ndef s(): play(3)\n@on_stop\n"
                  "def t(): shared.stopped = 1")
        self.start()
        self.slice(0.5)
        self.runtime.stop(QUARTER // 2)
        self.slice(4)
        self.assertEqual((self.at(), self.runtime.shared), ([0, 0], {"closed": True, "stopped": 1}))
        self.runtime.start(8 * QUARTER, 2, 120.0, 0, 0, 0, 4, 4)
        self.slice(9.5)
        self.assertEqual((self.at(1), self.at(2)), ([0, 8], [9]))

    def test_chance_of_loops_belongs_to_the_beat(self):
        text = "from clave import *\n@live_loop(1)\ndef a():\n    play(rng.randint(1, 120))\n    yield 0.25"
        self.load(text)
        self.start()
        self.slice(16)
        once = [(one.at, one.pitch) for one in native.notes]
        native.notes.clear()
        self.runtime.start(8 * QUARTER, 2, 120.0, 0, 0, 0, 4, 4)
        self.slice(16)
        self.assertEqual(once[32:], [(one.at, one.pitch) for one in native.notes])
        self.assertGreater(len({pitch for _, pitch in once}), 20)


if __name__ == "__main__":
    main()
