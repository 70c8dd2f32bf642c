"""Numbers as scripts give them: Python's, and anything that behaves like one, numpy's above all."""

import math
import operator
from collections.abc import Iterable
from typing import Any


def real(value: Any, what: str, endless: bool = False) -> float:
    """A number; a finite one, unless it may be `endless`.

    >>> real("x", "a velocity")
    Traceback (most recent call last):
    TypeError: a velocity must be a number, not 'x'
    """
    try:
        number = float(value) if not isinstance(value, (str, bytes)) else math.nan
    except (TypeError, ValueError):
        number = math.nan
    if number != number or math.isinf(number) and not endless:
        raise TypeError(f"{what} must be a number, not {value!r}")
    return number


def whole(value: Any, what: str) -> int:
    """A whole number; one with a fraction is rounded to the nearest.

    >>> whole(3.0, "a step"), whole(True, "a step"), whole(2.6, "a step")
    (3, 1, 3)
    """
    if isinstance(value, int):
        return int(value)
    try:
        return operator.index(value)
    except TypeError:
        return math.floor(real(value, what) + 0.5)


def clamp(value: int, least: int, most: int) -> int:
    """The nearest number from `least` to `most`."""
    return least if value < least else most if value > most else value


def is_list(value: Any) -> bool:
    """Something with several values: a list, a tuple, an array, a generator; not a text."""
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes)) and getattr(value, "ndim", 1) != 0
