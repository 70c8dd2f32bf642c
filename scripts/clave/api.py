"""The functions that a script calls."""

import os
from collections.abc import Callable
from typing import Any

from clave.context import current
from clave.errors import ScriptError
from clave.hooks import Hook
from clave.native import QUARTER
from clave.rng import Rng
from clave.script import remember_source
from clave.song import Song
from clave.tracks import Track


def track(name: int | str) -> Track:
    """A track by its number, from 1, or by its name."""
    runtime = current()
    return runtime.track_of(runtime.find_track(name))


def now() -> float:
    """Where the song is for what is being worked out, in quarter notes from its beginning."""
    return current().present() / QUARTER


def after(time: Any, function: Callable[..., Any], *values: Any, **named: Any) -> None:
    """Calls a function later: after(0.5, play, "C3", track="Lead"), after(seconds(0.1), led, "pads", 1, "#000000")."""
    runtime = current()
    script = runtime.script
    if script is None or not callable(function):
        raise ScriptError("after() needs a time and a function: after(0.5, play, 'C3')")
    clock = runtime.clock
    if not clock.playing:
        raise ScriptError("after() counts beats, and nothing plays; use it from a hook")
    hook = Hook("after", function, script)
    hook.tracks = tuple(data.number for data in runtime.song.order if data.id == runtime.track_id) or None
    hook.call = lambda: function(*values, **named)
    clock.later(hook, runtime.present(), clock.units(time))


def do(command: str, **fields: Any) -> None:
    """Any command, as core/engine/COMMANDS.md lists them: do("toggle_step", track=1, slot=1, step=5).

    Places count from 1. It takes effect at the beat that is being worked out, and can be undone.
    """
    current().do(command, **fields)


def call(name: str, *values: Any) -> Any:
    """Calls a function of another script by its name, and returns what it returns: call("drums.fill", 3)."""
    return current().inputs.call(name, list(values))


def run(file: str, shared: bool = False) -> dict[str, Any]:
    """Runs a file in the namespace of this script, or in the shared one, and returns that namespace.

    The file is found beside the script.
    """
    runtime = current()
    script = runtime.loading or runtime.script
    if script is None:
        raise ScriptError("run() works in a script or the console")
    names = runtime.shared if shared else script.names
    folder = os.path.dirname(script.path)
    path = os.path.join(folder, file)
    with open(path, encoding="utf-8") as source:
        text = source.read()
    remember_source(path, text)
    exec(compile(text, path, "exec", dont_inherit=True), names)
    if shared:
        del names["__builtins__"]
    return names


class _Shared:
    """One object for all scripts: `shared.density = 0.5` in one, `shared.density` in another."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        values = current().shared
        if name not in values:
            raise AttributeError(f"no script has set shared.{name}", name=name, obj=self)
        return values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        current().shared[name] = value

    def __delattr__(self, name: str) -> None:
        current().shared.pop(name, None)

    def __contains__(self, name: str) -> bool:
        return name in current().shared

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or the default where no script has set it."""
        return current().shared.get(name, default)

    def __dir__(self) -> list[str]:
        return sorted(current().shared)

    def as_plain(self) -> dict[str, Any]:
        """All that scripts have set."""
        return dict(current().shared)


class _RngNow(Rng):
    """Chance at the place that is being worked out."""

    __slots__ = ()

    def __init__(self) -> None:
        pass

    def bits(self) -> int:
        """64 random bits."""
        return current().rng.bits()


shared = _Shared()
song = Song()
rng: Rng = _RngNow()
