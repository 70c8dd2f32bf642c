"""Transforms of patterns, to be put one after another: track(2).chain(rotate(3), transpose(5), every_other(reverse)).

A transform is any function that takes a pattern and changes it; these make some. With `a | b` both follow each other.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from clave.errors import ScriptError
from clave.hooks import fitted
from clave.theory import Scale
from clave.theory import euclid as _euclid

if TYPE_CHECKING:
    from clave.pattern import Pattern
    from clave.step import Step

Change = Callable[..., Any]


class Transform:
    """A change of a pattern, with the number of its pass at hand."""

    __slots__ = ("_change", "__name__")

    def __init__(self, change: Change, name: str = "") -> None:
        self._change = fitted(change, 2)
        self.__name__ = name or getattr(change, "__name__", "transform")

    def __call__(self, pattern: "Pattern", cycle: int = 0) -> None:
        self._change(pattern, cycle)

    def __or__(self, other: Change) -> "Transform":
        return pipe(self, other)

    def __repr__(self) -> str:
        return f"<transform {self.__name__}>"


def _fit(change: Change) -> Change:
    """A transform, called with a pattern and the number of its pass."""
    name = getattr(change, "__name__", "")
    if not callable(change):
        raise ScriptError(f"a transform is a function of a pattern, not {change!r}")
    if getattr(change, "__module__", "") == __name__ and not isinstance(change, Transform) and globals().get(name) is change:
        raise ScriptError(f"{name} makes a transform, of what it is given: {name}(...)")
    return fitted(change, 2)


def pipe(*transforms: Change) -> Transform:
    """All of them, one after another."""
    fits = [_fit(one) for one in transforms]

    def change(pattern: "Pattern", cycle: int) -> None:
        for one in fits:
            one(pattern, cycle)

    return Transform(change, " | ".join(getattr(one, "__name__", "transform") for one in transforms))


def fold(make: Callable[[Any], Change], values: Iterable[Any]) -> Transform:
    """The same change with one value after another: fold(transpose, [12, -5])."""
    return pipe(*(make(value) for value in values))


def rotate(steps: int) -> Transform:
    """Later by so many steps, around the end."""
    return Transform(lambda pattern: pattern.rotate(steps), f"rotate({steps})")


def transpose(semitones: int) -> Transform:
    """Higher by so many semitones."""
    return Transform(lambda pattern: pattern.transpose(semitones), f"transpose({semitones})")


def degrees(number: int, scale: Scale | None = None) -> Transform:
    """Higher by so many degrees of a scale, the song's if none is given."""

    def change(pattern: "Pattern") -> None:
        key = scale or pattern.runtime.song.scale
        for step in pattern.steps:
            step._notes = tuple((key.move(p, number), v, c, g) for p, v, c, g in step._notes)

    return Transform(change, f"degrees({number})")


def snap(scale: Scale | None = None) -> Transform:
    """Moves notes to the nearest of a scale, the song's if none is given."""

    def change(pattern: "Pattern") -> None:
        key = scale or pattern.runtime.song.scale
        for step in pattern.steps:
            step._notes = tuple((key.snap(p), v, c, g) for p, v, c, g in step._notes)

    return Transform(change, "snap")


def gates(pulses: int, turn: int = 0) -> Transform:
    """Switches steps as a Euclidean rhythm does."""

    def change(pattern: "Pattern") -> None:
        for step, hit in zip(pattern.steps, _euclid(pulses, len(pattern), turn)):
            step.on = hit

    return Transform(change, f"gates({pulses})")


def each(change: Callable[["Step"], Any]) -> Transform:
    """The same for each step that is on: each(lambda step: setattr(step, "velocity", 90))."""

    def all_of_them(pattern: "Pattern") -> None:
        for step in pattern.steps:
            if step.on:
                step.take(change(step))

    return Transform(all_of_them, "each")


def scale_velocity(factor: float) -> Transform:
    """Louder or softer."""
    return each(lambda step: setattr(step, "velocity", step.velocity * factor))


def thin(probability: float) -> Transform:
    """Leaves steps out: each stays with this probability, another choice at each pass."""
    return each(lambda step: None if step.rng.chance(probability) else False)


def every_other(change: Change) -> Transform:
    """In every second pass."""
    return every_nth(2, change)


def every_nth(number: int, change: Change) -> Transform:
    """In the last of so many passes."""
    inner = _fit(change)

    def sometimes(pattern: "Pattern", cycle: int) -> None:
        if cycle % number == number - 1:
            inner(pattern, cycle)

    return Transform(sometimes, f"every_nth({number}, {getattr(change, '__name__', 'change')})")


def maybe(probability: float, change: Change) -> Transform:
    """In some passes."""
    inner = _fit(change)

    def sometimes(pattern: "Pattern", cycle: int) -> None:
        if pattern.runtime.rng.chance(probability):
            inner(pattern, cycle)

    return Transform(sometimes, f"maybe({probability})")


def layer(*changes: Change) -> Transform:
    """The pattern as it is, and on top of it what each of these makes of it: up to eight notes a step."""
    fits = [_fit(one) for one in changes]

    def stack(pattern: "Pattern", cycle: int) -> None:
        base = [step._content() for step in pattern.steps]
        summed = [list(step._notes) if step.on else [] for step in pattern.steps]
        for one in fits:
            for step, content in zip(pattern.steps, base):
                step._restore(content)
            one(pattern, cycle)
            for notes, step in zip(summed, pattern.steps):
                if step.on:
                    notes += [note for note in step._notes if note[0] not in [held[0] for held in notes]]
        for step, content, notes in zip(pattern.steps, base, summed):
            step._restore(content)
            step.on, step._notes = bool(notes), tuple(notes[:8]) or step._notes

    return Transform(stack, "layer")


def _reverse(pattern: "Pattern") -> None:
    """The steps in the opposite order."""
    pattern.reverse()


def _palindrome(pattern: "Pattern", cycle: int) -> None:
    """Forward, then backward."""
    if cycle % 2:
        pattern.reverse()


reverse = Transform(_reverse, "reverse")
palindrome = Transform(_palindrome, "palindrome")
