"""Notes and controller values of steps, as scripts see them."""

import math
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from clave.errors import NoSuch
from clave.model import INFINITE_UNITS, KINDS, STEP, TIED_UNITS
from clave.numeric import clamp, is_list, real, whole
from clave.theory import note as note_of

TIED = -1.0
INFINITE = math.inf
_BOUNDS = ((0, 127), (0, 16383), (0, 16383), (0, 127), (-8192, 8191), (0, 127))
_NUMBERS = ((0, 119), (0, 31), (0, 16383), (-1, 16383), (0, 0), (0, 0))

NoteUnits = tuple[int, int, int, int]  # pitch, velocity, chance, gate in 1/5040 step


@dataclass
class Note:
    """A note: `Note("C3")`, `Note(60, velocity=90, gate=2)`.

    `gate` is its length in steps, `TIED` or `INFINITE`; `chance` is its own within a chord, in per cent.
    """

    pitch: Any
    velocity: int = 100
    gate: float = 0.5
    chance: int = 100


def velocity_of(value: Any) -> int:
    """A velocity from 1 to 127, the nearest one to what is given."""
    return clamp(value if type(value) is int else whole(value, "a velocity"), 1, 127)


def gate_to_units(value: Any) -> int:
    """A gate in steps as the engine counts it."""
    if type(value) is not float or value != value:
        value = real(value, "a gate", endless=True)
    if value < 0:
        return TIED_UNITS
    if value == INFINITE:
        return INFINITE_UNITS
    return clamp(math.floor(value * STEP + 0.5), STEP // 8, STEP * 128)


def gate_from_units(units: int) -> float:
    """The gate in steps, TIED or INFINITE."""
    return units / STEP if units >= 0 else TIED if units == TIED_UNITS else INFINITE


def units_of(value: Any) -> NoteUnits:
    """What stands for a note: a Note, a name or a number, or a tuple (pitch, velocity, gate)."""
    if isinstance(value, Note):
        chance = clamp(whole(value.chance, "a chance"), 0, 100)
        return (note_of(value.pitch), velocity_of(value.velocity), chance, gate_to_units(value.gate))
    if is_list(value):
        return units_of(Note(*value))
    return (note_of(value), 100, 100, STEP // 2)


def note_from(units: NoteUnits) -> Note:
    """The engine's note as a script's."""
    return Note(units[0], units[1], gate_from_units(units[3]), units[2])


def lock_units(kind: str, number: Any, value: Any) -> tuple[int, int, int]:
    """A controller value, within what its kind allows."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of controller; there are {', '.join(KINDS)}")
    index = KINDS.index(kind)
    number, value = whole(number, "a controller's number"), whole(value, "a controller's value")
    least, most = _NUMBERS[index]
    if not least <= number <= most:
        raise ValueError(f"{number} is no number of {kind}; allowed are {least} to {most}")
    return (index, number, clamp(value, *_BOUNDS[index]))


class Controllers(MutableMapping[int, int]):
    """`step.cc[74] = 12`: the controllers that a step sends before its notes."""

    __slots__ = ("_step",)

    def __init__(self, step: Any) -> None:
        self._step = step

    def __getitem__(self, number: int) -> int:
        for kind, own, value in self._step._locks:
            if kind == 0 and own == number:
                return int(value)
        raise NoSuch(f"the step sends no controller {number}; step.cc.get({number}, 0) has a value all the same")

    def __setitem__(self, number: int, value: Any) -> None:
        self._step.send("cc", number, value)

    def __delitem__(self, number: int) -> None:
        self._step._locks = tuple(one for one in self._step._locks if one[:2] != (0, number))

    def __iter__(self) -> Iterator[int]:
        return (number for kind, number, _ in self._step._locks if kind == 0)

    def __len__(self) -> int:
        return sum(1 for _ in self)
