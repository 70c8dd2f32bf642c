"""The decorators that say when a function of a script is called."""

import inspect
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from clave.context import current
from clave.errors import ScriptError

if TYPE_CHECKING:
    from clave.script import Script

F = TypeVar("F", bound=Callable[..., Any])
TrackName = int | str
Tracks = TrackName | tuple[TrackName, ...] | list[TrackName] | None


class Hook:
    """A function that a script wants to be called, and how it has fared."""

    __slots__ = (
        "kind", "function", "call", "script", "name", "tracks", "order", "late", "salt", "strikes", "clean", "ran",
        "benched", "options", "index")

    def __init__(
        self, kind: str, function: Callable[..., Any], script: "Script", tracks: Tracks = None, order: int = 0,
        late: str = "plain", most: int = 0, name: str = "", **options: Any,
    ) -> None:
        if late not in ("plain", "silent"):
            raise ScriptError(f"late={late!r} is not possible; there are 'plain' and 'silent'")
        self.kind = kind
        self.function = function
        self.script = script
        self.name = name or getattr(function, "__name__", kind)
        self.tracks = tracks
        self.order = order
        self.late = late
        self.salt = zlib.crc32(f"{script.name}.{self.name}".encode())
        self.strikes: int = 0
        self.clean: int = 0  # calls since the last strike
        self.ran = False
        self.benched = False
        self.options = options
        self.index = len(script.hooks)
        self.call = fitted(function, most)


    @property
    def place(self) -> tuple[str, int]:
        """File and line where it begins."""
        code = getattr(self.function, "__code__", None)
        return (code.co_filename, code.co_firstlineno) if code is not None else (self.script.path, 0)


def fitted(function: Callable[..., Any], most: int) -> Callable[..., Any]:
    """The function as one that takes `most` arguments, of which it gets as many as it asks for."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return function
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return function
    takes = sum(one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) for one in parameters)
    if takes >= most:
        return function
    return lambda *values: function(*values[:takes])


def _register(kind: str, function: F, **options: Any) -> F:
    script = current().loading
    if script is None:
        raise ScriptError("hooks are made while a script is loaded, not later")
    script.hooks.append(Hook(kind, function, script, **options))
    return function


def _decorator(kind: str, function: F | None, **options: Any) -> Any:
    if function is not None:
        return _register(kind, function, **options)
    return lambda given: _register(kind, given, **options)


@overload
def on_step(track: F) -> F: ...
@overload
def on_step(track: Tracks = None, order: int = 0, late: str = "plain") -> Callable[[F], F]: ...
def on_step(track: Any = None, order: int = 0, late: str = "plain") -> Any:
    """Called for each step that is due: f(step) -> None, a note, several, or False.

    Without a track, for all; `order`: smaller ones first. `late="silent"`: a late answer is a rest, not the plain step.
    """
    if callable(track):
        return _register("step", track, most=1)
    return _decorator("step", None, tracks=track, order=order, late=late, most=1)


@overload
def on_cycle(track: F) -> F: ...
@overload
def on_cycle(track: Tracks = None, order: int = 0, late: str = "plain") -> Callable[[F], F]: ...
def on_cycle(track: Any = None, order: int = 0, late: str = "plain") -> Any:
    """Called when a pattern starts over: f(pattern, cycle). What it makes of the pattern plays in this pass."""
    if callable(track):
        return _register("cycle", track, most=2)
    return _decorator("cycle", None, tracks=track, order=order, late=late, most=2)


@overload
def on_note_out(track: F) -> F: ...
@overload
def on_note_out(track: Tracks = None, order: int = 0) -> Callable[[F], F]: ...
def on_note_out(track: Any = None, order: int = 0) -> Any:
    """Called for each note as it will sound, also of live loops: f(note) -> None, another note, or False."""
    if callable(track):
        return _register("note_out", track, most=1)
    return _decorator("note_out", None, tracks=track, order=order, most=1)


@overload
def live_loop(track: F) -> F: ...
@overload
def live_loop(track: TrackName | None = None, order: int = 0, sync: str = "bar") -> Callable[[F], F]: ...
def live_loop(track: Any = None, order: int = 0, sync: str = "bar") -> Any:
    """A generator or async function that goes round for ever: `yield 0.5` waits for half a beat.

    It begins at the next bar; `sync="now"`: at once.
    """
    if callable(track):
        return _live(track)
    return lambda given: _live(given, tracks=track, order=order, sync=sync)


def _live(function: F, **options: Any) -> F:
    if not (inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function)):
        raise ScriptError(f"the live loop {function.__name__} never waits; it needs a `yield 1`, or to be async")
    return _register("live_loop", function, **options)


def every(beats: float = 0.0, *, bars: int = 0, order: int = 0) -> Callable[[F], F]:
    """Called every so many beats, or bars, counted from the song's beginning."""
    if (beats > 0) == (bars > 0):
        raise ScriptError("every() needs either beats or bars: @every(0.5) or @every(bars=4)")
    return lambda given: _register("every", given, order=order, beats=beats, bars=bars)


def on_start(function: F) -> F:
    """Called when playing begins."""
    return _register("start", function)


def on_stop(function: F) -> F:
    """Called when playing has stopped."""
    return _register("stop", function)


def on_bar(function: F) -> F:
    """Called at each bar: f(bar), from 0."""
    return _register("bar", function, most=1)


def on_scene(function: F) -> F:
    """Called when another scene has begun: f(scene), from 1."""
    return _register("scene", function, most=1)


def on_tempo(function: F) -> F:
    """Called when the tempo has changed: f(tempo)."""
    return _register("tempo", function, most=1)


def on_load(function: F) -> F:
    """Called when the script was loaded, after its values came back."""
    return _register("load", function)


def on_unload(function: F) -> F:
    """Called before the script goes, or makes room for its next version."""
    return _register("unload", function)


@overload
def on_note_in(port: F) -> F: ...
@overload
def on_note_in(port: str = "") -> Callable[[F], F]: ...
def on_note_in(port: Any = "") -> Any:
    """Called for each note that is played by hand: f(message) with pitch, velocity (0: let go) and channel.

    `port`: only from inputs with this in their name.
    """
    if callable(port):
        return _register("note_in", port, most=1, port="")
    return _decorator("note_in", None, most=1, port=port)


def on_cc_in(controller: int | None = None, port: str = "") -> Callable[[F], F]:
    """Called when a controller moves: f(value, message)."""
    return lambda given: _register("cc_in", given, most=2, controller=controller, port=port)


@overload
def on_pad(port: F) -> F: ...
@overload
def on_pad(port: str = "") -> Callable[[F], F]: ...
def on_pad(port: Any = "") -> Any:
    """Called when a pad is hit or let go: f(pad, velocity); a pad is the number of its note."""
    if callable(port):
        return _register("pad", port, most=2, port="")
    return _decorator("pad", None, most=2, port=port)


def on_osc(path: str) -> Callable[[F], F]:
    """Called for OSC messages of that path: f(*arguments)."""
    if not path.startswith("/"):
        raise ScriptError(f"{path!r} is no OSC path; paths begin with a slash")
    return lambda given: _register("osc", given, path=path)


def button(function: F) -> F:
    """A button in the window that calls the function."""
    return _register("button", function)
