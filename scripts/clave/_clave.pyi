"""The native part below the package: what the script host (scripts/host, C++) gives to Python.

Scripts use `clave`, never this. Times `at`, `off`, `until`, lengths and bar origins, here and in the calls of
`clave.runtime.Runtime`, are whole numbers in 1/2**20 tick; a quarter note has 20160 ticks. Tracks are ids.
Everything here may be called from the script thread only; in a forked process it does nothing.
"""

from collections.abc import Sequence
from typing import Final

QUARTER: Final[int]
"""A quarter note in the unit of all times: 20160 * 2**20."""

class ScriptTimeout(BaseException):
    """A call went over its budget. Raised inside it, again each 50 ms; after 100 ms more the process is ended."""

def send(kind: str, text: str) -> None:
    """A message to the program: its kind and JSON. Waits for room; raises ScriptTimeout if that takes too long."""

def note(track: int, at: int, off: int, pitch: int, velocity: int, as_sounding: bool) -> None:
    """A note of its own on a track's voice. Values out of range are brought into it."""

def locks(track: int, at: int, values: Sequence[tuple[str | int, int, int]]) -> None:
    """Controller values of their own, each (kind, number, value): "cc", "cc14", "nrpn", "program", "bend" or
    "pressure" (or their number in that order, from 0), as locks of a step in a song file; number of a program
    is its bank, -1 for none, and its value counts from 0."""

def draw(seed: int, track: int, pattern: int, pass_: int, step: int, purpose: int, hit: int) -> int:
    """64 evenly spread bits for a place in the music, as the player draws them (core/base/chance.hpp)."""

def check(kind: str, text: str) -> str:
    """What is wrong with something that others read, as a sentence; empty: nothing. Kinds, with JSON: "chain"
    ({"name", "rules", "options"}), "controls" and "color" ({"text"})."""

def begin_call(script: str, hook: str, track: int, patient: bool = False) -> None:
    """From here on the watchdog counts, and the call has this name in its sentences. Within another call it
    only counts how deep: budget and name are those of the outermost. track is 0 for none. patient: it may take as long as the console."""

def end_call() -> None:
    """The call is over; no timeout can hit after this."""

def time() -> float:
    """Seconds on the clock that everything in the program goes by."""
