"""What the script host gives to Python, as types, and the one place that gets hold of it.

Inside Clave it is the built-in module `_clave`; anywhere else, so that scripts and this package can be tried without the
program, the stand-in of `clave.offline`.
"""

import importlib
from json import dumps  # by its own name, so that no script takes it away
from typing import Any, Protocol, cast


class Native(Protocol):
    """The functions of `_clave`. A place `at` is a whole number of UNITs; a note's `track` is a track's id."""

    def send(self, kind: str, text: str) -> None:
        """Hands a message to the program: its kind and JSON."""

    def note(self, track: int, at: int, off: int, pitch: int, velocity: int, as_sounding: bool) -> None:
        """A note of its own. `as_sounding`: neither transposed nor moved to the scale."""

    def locks(self, track: int, at: int, values: list[tuple[int, int, int]]) -> None:
        """Controller values of its own: kind, number, value, as in a step's answer."""

    def draw(self, seed: int, track: int, pattern: int, pass_: int, step: int, purpose: int, hit: int) -> int:
        """64 even bits, always the same for the same place."""

    def check(self, kind: str, text: str) -> str:
        """What is wrong with something that others read, as a sentence; empty: nothing. Kinds: chain, controls, color."""

    def begin_call(self, script: str, hook: str, track: int, patient: bool = False) -> None:
        """A script's code is going to run: the watchdog counts from here."""

    def end_call(self) -> None:
        """It has returned."""

    def time(self) -> float:
        """Seconds, from anywhere. Never used for music."""


TICK = 1 << 20  # units
QUARTER = 20160 * TICK
SIXTEENTH = QUARTER // 4


def _find() -> Native:
    try:
        return cast(Native, importlib.import_module("_clave"))
    except ModuleNotFoundError:
        return cast(Native, importlib.import_module("clave.offline").Offline())


native = _find()


def tell(kind: str, message: Any) -> None:
    """Hands a message to the program: its kind, and what becomes its JSON."""
    text = dumps(message, ensure_ascii=False)
    native.send(kind, text.encode(errors="replace").decode())  # half a letter of UTF-16 is no text for others
