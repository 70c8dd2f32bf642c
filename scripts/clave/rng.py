"""Chance that belongs to the place in the song: the same place draws the same numbers, at every playing and rendering."""

import math
from collections.abc import MutableSequence, Sequence
from typing import TypeVar

from clave.native import native
from clave.numeric import whole

T = TypeVar("T")
SCRIPT = 7  # Purpose::Script of core/base/chance.hpp


class Rng:
    """Draws for the place that is being worked out. Each hook has draws of its own."""

    __slots__ = ("seed", "track", "pattern", "pass_", "step", "salt", "count")

    def __init__(self, seed: int = 1, track: int = 0, pattern: int = 0, pass_: int = 0, step: int = 0) -> None:
        self.seed = seed
        self.track = track
        self.pattern = pattern
        self.pass_ = pass_
        self.step = step
        self.salt = 0
        self.count = 0

    def bits(self) -> int:
        """64 random bits."""
        self.count += 1
        hit = (self.salt + self.count) & 0xFFFFFFFF
        return native.draw(self.seed, self.track, self.pattern, self.pass_, self.step, SCRIPT, hit)

    def random(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return (self.bits() >> 11) * 2.0**-53

    def chance(self, probability: float) -> bool:
        """True with this probability: 0 is never, 1 is always."""
        return (self.bits() >> 11) * 2.0**-53 < probability

    def uniform(self, low: float, high: float) -> float:
        """A number between the two."""
        return low + (high - low) * self.random()

    def randint(self, low: int, high: int) -> int:
        """A whole number, both ends included.

        >>> all(1 <= Rng(step=n).randint(1, 6) <= 6 for n in range(99))
        True
        """
        if type(low) is not int or type(high) is not int:
            low, high = whole(low, "the lowest number"), whole(high, "the highest number")
        if high < low:
            raise ValueError(f"there is no number from {low} to {high}; the lower one comes first")
        return low + ((self.bits() >> 32) * (high - low + 1) >> 32)

    def choice(self, values: Sequence[T]) -> T:
        """One of the values."""
        if len(values) == 0:
            raise IndexError("there is nothing to choose from")
        return values[self.randint(0, len(values) - 1)]

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """One of the values; twice the weight comes twice as often."""
        if len(values) == 0 or len(values) != len(weights):
            raise IndexError(f"{len(values)} values and {len(weights)} weights are no choice")
        place = self.random() * sum(weights)
        for value, weight in zip(values, weights):
            place -= weight
            if place < 0:
                return value
        return values[-1]

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """The values in another order."""
        result = list(values)
        self.shuffle(result)
        return result

    def shuffle(self, values: MutableSequence[T]) -> None:
        """Puts the values into another order."""
        for i in range(len(values) - 1, 0, -1):
            k = self.randint(0, i)
            values[i], values[k] = values[k], values[i]

    def gauss(self, middle: float = 0.0, spread: float = 1.0) -> float:
        """A number near `middle`: two of three lie within `spread`."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self.random()))
        return middle + spread * radius * math.cos(math.tau * self.random())
