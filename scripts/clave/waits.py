"""How long live loops wait: beats are plain numbers; seconds and bars say so."""

from collections.abc import Generator
from typing import Any


class seconds(float):
    """So many seconds, whatever the tempo becomes: `yield seconds(0.1)`."""

    __slots__ = ()


class bars(float):
    """So many bars of the metre of the moment: `yield bars(2)`."""

    __slots__ = ()


class TimedUnits(int):
    """A wait in places that was given in seconds: it becomes longer and shorter with the tempo."""

    __slots__ = ()


class sleep:
    """In an async live loop: `await sleep(0.5)` waits for half a beat."""

    __slots__ = ("time",)

    def __init__(self, time: Any = 1.0) -> None:
        self.time = time

    def __await__(self) -> Generator[Any, None, None]:
        yield self.time
