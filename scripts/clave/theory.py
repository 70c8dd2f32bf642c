"""Notes, chords, scales and Euclidean rhythms. The note "C3" is middle C, 60, as everywhere in Clave."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from clave.errors import did_you_mean
from clave.numeric import whole

_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_CHORD = re.compile(r"([A-Ga-g])([#b]?)(.*)$")
_NOTE = re.compile(r"([A-Ga-g])([#b]*)(-?\d+)?$")

SCALES: dict[str, tuple[int, ...]] = {
    "chromatic": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic minor": (0, 2, 3, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "whole tone": (0, 2, 4, 6, 8, 10),
    "diminished": (0, 2, 3, 5, 6, 8, 9, 11),
    "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
}

CHORDS: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7), "maj": (0, 4, 7), "m": (0, 3, 7), "min": (0, 3, 7), "dim": (0, 3, 6), "aug": (0, 4, 8),
    "5": (0, 7), "sus2": (0, 2, 7), "sus4": (0, 5, 7), "6": (0, 4, 7, 9), "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "m7": (0, 3, 7, 10), "mmaj7": (0, 3, 7, 11),
    "dim7": (0, 3, 6, 9), "m7b5": (0, 3, 6, 10), "7sus4": (0, 5, 7, 10), "add9": (0, 4, 7, 14),
    "9": (0, 4, 7, 10, 14), "maj9": (0, 4, 7, 11, 14), "m9": (0, 3, 7, 10, 14), "11": (0, 4, 7, 10, 14, 17),
    "13": (0, 4, 7, 10, 14, 21),
}


def note(name: Any) -> int:
    """The number of a note.

    >>> note("C3"), note("F#2"), note("Bb-1"), note(60)
    (60, 54, 22, 60)
    """
    if not isinstance(name, str):
        return whole(name, "a note")
    found = _NOTE.match(name)
    if found is None or found.group(3) is None:
        hint = f"; the chord is chord({name!r})" if _chord_in(name) else ""
        raise ValueError(f"{name!r} is no note; notes are written as 'C3', 'F#2' or 60{hint}")
    return _class_of(found.group(1), found.group(2)) + 12 * (int(found.group(3)) + 2)


def _chord_in(name: Any) -> re.Match[str] | None:
    found = _CHORD.match(name) if isinstance(name, str) else None
    return found if found is not None and found.group(3) in CHORDS else None


def note_name(pitch: int) -> str:
    """The name of a note.

    >>> note_name(54)
    'F#2'
    """
    return f"{_NAMES[pitch % 12]}{pitch // 12 - 2}"


def _class_of(letter: str, signs: str) -> int:
    return _LETTERS[letter.upper()] + signs.count("#") - signs.count("b")


def chord(name: str, octave: int = 3, inversion: int = 0) -> tuple[int, ...]:
    """The pitches of a chord by its name; an inversion puts that many of its lowest notes an octave up.

    >>> chord("C")
    (60, 64, 67)
    >>> chord("Am7", octave=2, inversion=1)
    (60, 64, 67, 69)
    """
    found = _chord_in(name)
    if found is None:
        begun = _CHORD.match(str(name))
        known = [f"{begun.group(1)}{begun.group(2)}{kind}" for kind in CHORDS] if begun else []
        raise ValueError(f"{name!r} is no chord{did_you_mean(str(name), known) or '; chords are written as C, Am7, F#sus4'}")
    root = _class_of(found.group(1), found.group(2)) % 12 + 12 * (octave + 2)
    pitches = [root + step for step in CHORDS[found.group(3)]]
    for _ in range(inversion):
        pitches.append(pitches.pop(0) + 12)
    return tuple(sorted(pitches))


@lru_cache
def _moves_to(root: int, steps: tuple[int, ...]) -> dict[int, int]:
    """How far each of the twelve notes is from the nearest of a scale; below zero: that one is lower."""
    moves = [move for distance in range(12) for move in (-distance, distance)]
    return {note: next((move for move in moves if (note + move - root) % 12 in steps), 0) for note in range(12)}


class Scale:
    """The notes of a scale.

    >>> key = Scale("A", "minor")
    >>> [note_name(key.degree(n)) for n in (0, 2, 4, 7)]
    ['A3', 'C4', 'E4', 'A4']
    >>> note_name(key.snap(note("F#3"))), note("C3") in key
    ('F3', True)
    >>> Scale("A minor")
    Scale('A', 'minor')
    """

    __slots__ = ("root", "steps")

    def __init__(self, root: str | int, name: str | tuple[int, ...] = "major") -> None:
        if isinstance(root, str) and name == "major" and " " in root:
            root, _, name = root.partition(" ")  # "A minor"
        if isinstance(name, str):
            if name not in SCALES:
                raise ValueError(f"there is no scale {name!r}{did_you_mean(name, SCALES)}")
            name = SCALES[name]
        if isinstance(root, str):
            found = _NOTE.match(root)
            if found is None or found.group(3) is not None:
                raise ValueError(f"{root!r} is no root of a scale; roots are written as 'C', 'F#' or 'Bb'")
            root = _class_of(found.group(1), found.group(2))
        self.root = root % 12
        self.steps = tuple(name)

    def degree(self, number: int, octave: int = 3) -> int:
        """The pitch of a degree, 0 being the root of that octave; degrees go on above and below it."""
        turns, step = divmod(number, len(self.steps))
        return self.root + self.steps[step] + 12 * (turns + octave + 2)

    def snap(self, pitch: int) -> int:
        """The nearest pitch of the scale; of two equally near ones the lower."""
        return pitch + _moves_to(self.root, tuple(self.steps)).get(pitch % 12, 0)

    def move(self, pitch: int, degrees: int) -> int:
        """A pitch moved by degrees; one between two degrees keeps its distance from the lower one."""
        low = next(p for p in range(pitch, pitch - 12, -1) if p in self)
        turns, step = divmod(low - self.root, 12)
        return self.degree(turns * len(self.steps) + self.steps.index(step) + degrees, -2) + pitch - low

    def __contains__(self, pitch: int) -> bool:
        return (pitch - self.root) % 12 in self.steps

    def __iter__(self) -> Iterator[int]:
        return iter(self.steps)

    def __repr__(self) -> str:
        name = next((name for name, steps in SCALES.items() if steps == self.steps), self.steps)
        return f"Scale({_NAMES[self.root]!r}, {name!r})"


def euclid(pulses: int, steps: int, rotate: int = 0) -> list[bool]:
    """Pulses spread as evenly as they go over the steps, then moved later by `rotate`.

    >>> "".join("x" if hit else "." for hit in euclid(3, 8))
    'x..x..x.'
    """
    pulses, steps, rotate = whole(pulses, "pulses"), whole(steps, "steps"), whole(rotate, "a rotation")
    if pulses <= 0 or pulses >= steps:
        return [pulses > 0] * max(steps, 0)
    front, behind = [[True] for _ in range(pulses)], [[False] for _ in range(steps - pulses)]
    while True:
        pairs = min(len(front), len(behind))
        longer = front[pairs:] if len(front) > pairs else behind[pairs:]
        front = [front[i] + behind[i] for i in range(pairs)]
        behind = longer
        if len(behind) <= 1:
            break
    gates = [gate for group in front + behind for gate in group]
    rotate %= steps
    return gates[-rotate:] + gates[:-rotate] if rotate else gates
