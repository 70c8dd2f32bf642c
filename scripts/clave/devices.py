"""Effects and generators: classes of which each track has an instance of its own."""

from typing import Any

from clave.context import current
from clave.controls import Controls


class Device(Controls):
    """What Effect and Generator have in common: their knobs are controls, their methods are hooks by name."""

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            if name not in self.__dict__["_controls"]:
                raise TypeError(f"{type(self).__name__} has no {name!r}")
            setattr(self, name, value)

    def setup(self, track: Any) -> None:
        """It was put on a track: a place for what else it needs."""

    def on(self, track: int | str) -> "Device":
        """Plays on a track."""
        current().add_instance(self, track)
        return self


class Effect(Device):
    """Changes what a track plays: give it on_step(step), on_cycle(pattern, cycle) or on_note_out(note).

    The song file names it with arguments: {"path": "echo.py", "track": 3, "arguments": {"amount": 0.4}}; or use
    `Thin(amount=0.4).on(3)`.
    """


class Generator(Device):
    """Plays on a track by itself: give it `play(self)`, a live loop."""


METHODS = {
    "on_step": ("step", 1), "on_cycle": ("cycle", 2), "on_note_out": ("note_out", 1), "play": ("live_loop", 0),
    "on_start": ("start", 0), "on_stop": ("stop", 0), "on_bar": ("bar", 1), "on_scene": ("scene", 1),
    "on_tempo": ("tempo", 1),
}
