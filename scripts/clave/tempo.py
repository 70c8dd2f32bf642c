"""The tempo where scripts are: what they have asked for counts from its place on, before the program says so too.

Scripts run ahead of the music, so the program still tells the old tempo for a while after a script has asked for another.
"""

from collections import deque

from clave.native import QUARTER

SLOWEST, FASTEST = 20.0, 999.0
PATIENCE = 0.5  # seconds, and a bar: after that the program has not done what was asked


def _is_same(a: float, b: float) -> bool:
    return abs(a - b) < 1e-6


class Tempo:
    """Quarter notes a minute, from one place to the next."""

    __slots__ = ("bpm", "_told", "_asked")

    def __init__(self, bpm: float = 120.0) -> None:
        self.bpm = bpm
        self._told = bpm  # by the program
        self._asked: deque[tuple[int, float]] = deque()  # what it does not say yet, with the places

    def ask(self, at: int, bpm: float) -> None:
        """A script has asked for it."""
        self._asked.append((at, bpm))
        self.bpm = bpm

    def take(self, bpm: float) -> None:
        """It is so, whatever was asked."""
        self._asked.clear()
        self._told = self.bpm = bpm

    def hear(self, bpm: float, until: int) -> None:
        """What the program says of a slice that ends here.

        >>> tempo = Tempo(120)
        >>> tempo.ask(0, 100); tempo.hear(120, QUARTER); tempo.bpm
        100
        >>> tempo.hear(100, 2 * QUARTER); tempo.hear(90, 3 * QUARTER); tempo.bpm
        90
        >>> tempo.ask(4 * QUARTER, 110); tempo.hear(90, 400 * QUARTER); tempo.bpm
        90
        """
        asked = self._asked
        patience = round(PATIENCE / 60 * max(self.bpm, bpm) * QUARTER) + 4 * QUARTER
        while asked and asked[0][0] + patience < until:
            asked.popleft()
        if not asked:
            self.take(bpm)
            return
        if _is_same(bpm, self._told):
            return
        while asked:
            if _is_same(asked.popleft()[1], bpm):
                self._told = bpm
                return
        self.take(bpm)
