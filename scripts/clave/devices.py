"""Effects and generators: classes of which each track has an instance of its own."""

from typing import Any

from clave.context import current
from clave.controls import Controls, controls_of
from clave.errors import did_you_mean
from clave.hooks import waits

METHODS = {  # the methods that are hooks by their names, and of which kind
    "on_step": "step", "on_cycle": "cycle", "on_note_out": "note_out", "play": "live_loop", "on_start": "start",
    "on_stop": "stop", "on_bar": "bar", "on_scene": "scene", "on_tempo": "tempo"}


class Device(Controls):
    """What Effect and Generator have in common: their knobs are controls, their methods are hooks by name."""

    def __init__(self, **values: Any) -> None:
        _set(self, values, controls_of(self))

    def setup(self, track: Any) -> None:
        """It was put on a track: a place for what else it needs."""

    def on(self, track: int | str) -> "Device":
        """Plays on a track."""
        current().add_instance(self, track)
        return self


class Effect(Device):
    """Changes what a track plays: give it on_step(step), on_cycle(pattern, cycle) or on_note_out(note).

    The song file names it with arguments: {"path": "echo.py", "track": 3, "arguments": {"amount": 0.4}}; or use
    `Thin(amount=0.4).on(3)`. A class of your own needs no Effect for either; put it on a track with track(3).use(it).
    """


class Generator(Device):
    """Plays on a track by itself: give it `play(self)`, a live loop."""


def methods_of(kind: object) -> dict[str, str]:
    """The methods of a class, or of an object, that are hooks: their kinds by name."""
    found = {name: hook for name, hook in METHODS.items() if callable(getattr(kind, name, None))}
    if "play" in found and not isinstance(kind, Generator) and not waits(getattr(kind, "play")):
        del found["play"]  # which is something else to this class
    return found


def make(kind: type, arguments: dict[str, Any]) -> Any:
    """An instance: with arguments for its __init__, or for its knobs and attributes where it has none."""
    if kind.__init__ is not object.__init__:  # type: ignore[misc]
        return kind(**arguments)
    made = kind()
    _set(made, arguments, dir(made))
    return made


def _set(owner: object, values: dict[str, Any], known: Any) -> None:
    for name, value in values.items():
        if name not in known:
            raise TypeError(f"{type(owner).__name__} has no {name!r}{did_you_mean(name, known)}")
        setattr(owner, name, value)
