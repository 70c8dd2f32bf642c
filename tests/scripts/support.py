"""The package and its stand-in for the program, for the tests of scripts."""

import json
import os
import sys
import tempfile
import unittest

SOURCE = os.environ.get("CLAVE_SOURCE_DIR") or os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
SCRIPTS = os.path.join(SOURCE, "scripts")
sys.path.insert(0, SCRIPTS)

from clave.driver import Driver  # noqa: E402 (after the path is set)
from clave.native import QUARTER, SIXTEENTH, native  # noqa: E402


def song(**tracks):
    """A song of one scene: a track for each keyword, with a pattern of these steps or settings."""
    made = []
    for name, pattern in tracks.items():
        if "steps" not in pattern:
            pattern = {"steps": {str(key).lstrip("_"): value for key, value in pattern.items()}}
        made.append({"name": name, "patterns": [pattern]})
    return {"clave": 1, "tempo": 120, "tracks": made, "scenes": [{"slots": [1] * len(made)}]}


BASS = {"1": "C2", "5": "C2", "7": "D#2", "13": "G1"}


class Scripts(unittest.TestCase):
    """A song with one or two tracks, and scripts that are typed into the test."""

    def setUp(self):
        self.begin(song(Bass=BASS, Lead={"1": "C4"}))

    def begin(self, of):
        self.driver = Driver(of)
        self.runtime = self.driver.runtime

    def load(self, text, name="test.py", **more):
        """Loads a script; says whether that worked."""
        self.driver.tell("load", {"script": name, "path": f"/nowhere/{name}", "text": text, **more})
        return native.take("loaded")[-1]["ok"]

    def steps(self, count=16, track=1, first=0, slot=0):
        """The answers for so many steps of a track, from its `first` on, without live loops."""
        ids, answers = self.driver.ids, []
        length = len(self.runtime.song.tracks[ids[track - 1]].patterns[slot].steps)
        for i in range(first, first + count):
            answers.append(self.runtime.step(
                ids[track - 1], slot, i % length, i // length, 0, i, i * SIXTEENTH, SIXTEENTH))
        return answers

    def start(self):
        self.runtime.start(0, 1, 120.0, 0, 0, 0, 4, 4)

    def notes(self, answers):
        """What sounds of answers: a list of pitches each, None where the step plays as written."""
        return [None if one is None else [note[0] for note in one[7]] if one[0] else [] for one in answers]

    def told(self, kind):
        return native.take(kind)

    def tell(self, kind, **message):
        self.driver.tell(kind, message)

    def evaluate(self, text, script=""):
        self.tell("eval", id=1, script=script, text=text)
        return native.take("reply")[-1]


def write(text):
    """A script file of its own; its path."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False, encoding="utf-8") as file:
        file.write(text)
    return file.name


def main():
    """Runs the tests of a file, on the real standard output."""
    result = unittest.main(exit=False, verbosity=1).result
    sys.exit(0 if result.wasSuccessful() else 1)


__all__ = ["BASS", "Driver", "QUARTER", "SCRIPTS", "SIXTEENTH", "SOURCE", "Scripts", "json", "main", "native", "song", "write"]
