"""A stand-in for `_clave` where there is no program around it: it writes down what scripts send and play."""

import json
import time
from typing import Any, NamedTuple

_MASK = (1 << 64) - 1


class PlayedNote(NamedTuple):
    """A note that a script played by itself."""

    track: int
    at: int
    off: int
    pitch: int
    velocity: int
    as_sounding: bool


def _mix(x: int) -> int:
    x = (x + 0x9E3779B97F4A7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def draw(seed: int, track: int, pattern: int, pass_: int, step: int, purpose: int, hit: int) -> int:
    """The same bits as core/base/chance.hpp.

    >>> draw(1, 1, 0, 0, 0, 7, 0) == draw(1, 1, 0, 0, 0, 7, 0) != draw(2, 1, 0, 0, 0, 7, 0)
    True
    """
    h = _mix(seed & _MASK)
    h = _mix(h ^ (track << 32 | pattern & 0xFFFFFFFF))
    h = _mix(h ^ (pass_ << 32 | step & 0xFFFFFFFF))
    return _mix(h ^ (purpose << 32 | hit & 0xFFFFFFFF))


class Offline:
    """`messages`, `notes` and `controllers` fill as scripts run; `take` empties what there is of a kind."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, Any]] = []
        self.notes: list[PlayedNote] = []
        self.controllers: list[tuple[int, int, list[tuple[int, int, int]]]] = []
        self.call: tuple[str, str, int] | None = None
        self.draw = draw

    def send(self, kind: str, text: str) -> None:
        self.messages.append((kind, json.loads(text)))

    def note(self, track: int, at: int, off: int, pitch: int, velocity: int, as_sounding: bool) -> None:
        self.notes.append(PlayedNote(track, at, off, pitch, velocity, as_sounding))

    def locks(self, track: int, at: int, values: list[tuple[int, int, int]]) -> None:
        self.controllers.append((track, at, values))

    def check(self, kind: str, text: str) -> str:
        return ""  # nobody here can tell

    def begin_call(self, script: str, hook: str, track: int, patient: bool = False) -> None:
        self.call = (script, hook, track)

    def end_call(self) -> None:
        self.call = None

    def time(self) -> float:
        return time.monotonic()

    def take(self, kind: str) -> list[Any]:
        """The messages of a kind so far, which are forgotten."""
        found = [value for name, value in self.messages if name == kind]
        self.messages = [message for message in self.messages if message[0] != kind]
        return found
