#!/usr/bin/python3
"""The package is typed, its documented examples and the tutorial do what they say."""

import doctest
import importlib
import importlib.util
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
import unittest

from support import SCRIPTS, SOURCE, Driver, json, main, native

import clave

BLOCK = re.compile(r"^```(python|pycon)\n(.*?)^```$", re.M | re.S)
SESSION = re.compile(r"^>>> (.*(?:\n\.\.\..*)*)\n((?:(?!>>>).*\n)*)", re.M)


TYPED = """from collections.abc import Iterator
from clave import *

@on_step("Bass")
def louder(step: Step) -> None:
    step.velocity = 40 + 80 * 0.5
    step.chord = "Am7"
    step.pitch = "C4"
    velocity: int = step.velocity
    step.gate = velocity / 100
    song.scale = "A minor"

@live_loop("Keys")
def pad() -> Iterator[seconds]:
    after(1, play, "C4", track="Lead")
    yield seconds(0.5)
"""


def driver():
    with open(os.path.join(SOURCE, "tests/scripts/demo.clave"), encoding="utf-8") as file:
        return Driver(json.load(file))


def blocks(kind):
    with open(os.path.join(SCRIPTS, "README.md"), encoding="utf-8") as file:
        return [text for found, text in BLOCK.findall(file.read()) if found == kind]


class Package(unittest.TestCase):
    def test_types_are_strict(self):
        if importlib.util.find_spec("mypy") is None:
            self.skipTest("there is no mypy (Debian's package mypy)")
        with tempfile.TemporaryDirectory() as cache:
            script = os.path.join(cache, "mine.py")  # as somebody would write one
            with open(script, "w", encoding="utf-8") as file:
                file.write(TYPED)
            done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, "clave", script], cwd=SCRIPTS,
                                  capture_output=True, text=True, check=False, timeout=110, env={**os.environ, "MYPYPATH": SCRIPTS})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_documented_examples_work(self):
        tried = 0
        for module in pkgutil.iter_modules(clave.__path__, "clave."):
            if module.name != "clave._clave":
                result = doctest.testmod(importlib.import_module(module.name))
                self.assertEqual(result.failed, 0, module.name)
                tried += result.attempted
        self.assertGreater(tried, 15)

    def test_a_scale_snaps_to_its_nearest_note_and_to_the_lower_of_two(self):
        for name in clave.theory.SCALES:
            for root in range(12):
                key = clave.Scale(root, name)
                within = [pitch for pitch in range(-24, 152) if pitch in key]
                for pitch in range(128):
                    self.assertEqual(key.snap(pitch), min(within, key=lambda one: (abs(one - pitch), one)), (key, pitch))

    def test_everything_for_scripts_is_said_and_exported(self):
        for name in clave.__all__:
            value = getattr(clave, name)
            if callable(value) and not isinstance(value, clave.Transform):
                self.assertTrue(value.__doc__, name)
        own = {name for name, value in vars(clave).items() if not name.startswith("_")
               and getattr(value, "__module__", "").startswith("clave.")}
        self.assertEqual(own - set(clave.__all__), set())


class Tutorial(unittest.TestCase):
    def test_its_scripts_play(self):
        found = blocks("python")
        self.assertGreater(len(found), 12)
        for number, text in enumerate(found, 1):
            with self.subTest(block=number, text=text):
                played = driver()
                played.tell("load", {"script": f"block {number}", "path": f"/tutorial/{number}.py", "text": text})
                self.assertEqual(native.take("error"), [])
                self.assertTrue(native.take("loaded")[0]["ok"])
                inputs = [(beat, "midi", {"port": "Launchpad", "bytes": [kind, 60 + beat, 100], "at": None})
                          for beat in range(4) for kind in (0x90, 0xB0)]
                inputs += [(1, "osc", {"path": "/sensor", "args": [0.5]})]
                lines = played.play(8, inputs=inputs)
                self.assertEqual([line for line in lines if "Error" in line], [])
                for one in played.runtime.library.scripts.values():
                    for knob in [name for name, control in one.controls.items() if control.kind == "button"]:
                        played.tell("press", {"script": one.name, "knob": knob})
                self.assertEqual(native.take("error"), [])

    def test_its_console_answers(self):
        tried = 0
        for session in blocks("pycon"):
            played = driver()
            for typed, answer in SESSION.findall(session):
                text = re.sub(r"^\.\.\. ?", "", typed, flags=re.M)
                played.tell("eval", {"id": 1, "script": "", "text": text + "\n" if "\n" in text else text})
                reply = native.take("reply")[0]
                self.assertEqual((reply["text"], reply["ok"]), (answer.rstrip("\n"), True), typed)
                tried += 1
        self.assertGreater(tried, 5)


if __name__ == "__main__":
    main()
