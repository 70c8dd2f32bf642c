#!/usr/bin/python3
"""Every example plays its four bars as written down in golden/, however the song is cut into pieces.

    examples_test.py --write      writes them down anew; look at the difference before you commit it
"""

import difflib
import json
import os
import random
import sys
import unittest

from support import SCRIPTS, SOURCE, Driver, main, native

EXAMPLES = os.path.join(SCRIPTS, "examples")
HERE = os.path.join(SOURCE, "tests/scripts")
DEMOS = os.path.join(SOURCE, "assets/demo")
DEMO = "garden"  # the demo song that has a script


def midi(beat, *data):
    return beat, "midi", {"port": "keyboard", "bytes": list(data), "at": None}


def keys(*pitches):
    return [midi(beat, 0x90, pitch, 100) for beat, pitch in pitches]


def pad(beat, number, velocity):
    """The first that is listened to after the chains, of which there is one."""
    control = f"pad[{8 - number // 10}][{number % 10 - 1}]"
    return beat, "pad", {"number": 1, "pad": number, "velocity": velocity, "control": control, "at": None}


LAUNCHPAD = {"id": 1, "profile": "launchpad_x", "name": "Launchpad X", "port": "LPX MIDI Out"}
# What is played by hand, or comes in, while an example plays.
INPUTS = {
    "arp": [*keys((0, 60), (0, 64), (0, 67), (8, 70)), midi(8, 0x80, 60, 0)],
    "markov": keys((0, 45), (0, 48), (0, 50), (0, 48), (0, 45), (0, 43), (0, 45)),
    "sensor": [(beat, "osc", {"path": "/sensor", "args": [beat / 16]}) for beat in range(16)],
    "controller": [pad(2, 54, 90), pad(3, 54, 0), (6, "fired", {"number": 0, "captures": [12]})],
}
STEPS = {  # expressions are of the song
    "expressions": {"1": "=root", "5": {"note": "=root + 7", "velocity": "=80 + swell"}, "9": "=root + 3*(cycle % 2)"},
}
NEEDS = {"spectrum": "numpy"}


def examples():
    return sorted(name[:-3] for name in os.listdir(EXAMPLES) if name.endswith(".py"))


def names():
    return [*examples(), DEMO]


def played(name, **how):
    folder, song = (DEMOS, f"{name}.clave") if name == DEMO else (HERE, "demo.clave")
    with open(os.path.join(folder, song), encoding="utf-8") as file:
        song = json.load(file)
    if name in STEPS:
        song["tracks"][1]["patterns"][0]["steps"] = STEPS[name]
    driver = Driver(song)
    driver.tell("devices", {"devices": [LAUNCHPAD]})
    driver.load(os.path.join(DEMOS if name == DEMO else EXAMPLES, f"{name}.py"))
    lines = [f"at first  light {one['pad']} {one['color']}" for one in native.take("led")]
    hands = native.take("hands")[-1]
    numbers = [one["number"] for one in hands["chains"] + hands["pads"]]
    inputs = [(beat, kind, {**value, "number": numbers[value["number"]]} if "number" in value else value)
              for beat, kind, value in INPUTS.get(name, ())]
    lines += driver.play(4, inputs=inputs, **how)
    return "\n".join(lines) + "\n"


def golden(name):
    return os.path.join(HERE, "golden", f"{name}.txt")


def is_here(module):
    try:
        __import__(module)
    except ModuleNotFoundError:
        return False
    return True


class Examples(unittest.TestCase):
    def test_each_plays_as_written_down(self):
        self.assertGreaterEqual(len(examples()), 16)
        for name in names():
            if not is_here(NEEDS.get(name, "json")):
                print(f"{name}: not tried, there is no {NEEDS[name]}")
                continue
            with self.subTest(example=name):
                with open(golden(name), encoding="utf-8") as file:
                    wanted = file.read()
                got = played(name)
                self.assertEqual(wanted, got, "".join(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True))))
                self.assertNotIn("Error", got)

    def test_each_plays_the_same_in_other_pieces(self):
        dice = random.Random(6)
        for name in names():
            if not is_here(NEEDS.get(name, "json")):
                continue
            whole = played(name)
            with self.subTest(example=name):
                self.assertEqual(whole, played(name, slice_beats=0.125))
                self.assertEqual(whole, played(name, cuts=sorted(dice.uniform(0, 16) for _ in range(40))))
                if name not in INPUTS:
                    self.assertEqual(whole, played(name, slice_beats=8))

    def test_each_says_what_it_does_in_a_few_lines(self):
        for name in examples():
            with self.subTest(example=name), open(os.path.join(EXAMPLES, f"{name}.py"), encoding="utf-8") as file:
                text = file.read()
                self.assertTrue(text.startswith('"""'))
                self.assertLessEqual(text.count("\n"), 30)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for example in names():
            with open(golden(example), "w", encoding="utf-8") as out:
                out.write(played(example))
    else:
        main()
