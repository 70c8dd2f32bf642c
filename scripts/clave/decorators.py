"""The decorators that say when a function of a script is called. Each works with and without ()."""

from collections.abc import Callable
from typing import Any, overload

from clave.checks import checked
from clave.errors import ScriptError
from clave.hooks import F, next_number, register
from clave.numeric import real, whole

TrackName = int | str
Tracks = TrackName | tuple[TrackName, ...] | list[TrackName] | None


def _hooks(kind: str, given: Any, **options: Any) -> Any:
    """A decorator, or what it makes of the function that it was given without ()."""
    if given is not None:
        return register(kind, given, **options)
    return lambda function: register(kind, function, **options)


def _function_in(value: Any) -> Any:
    return value if callable(value) else None


def _tracks_in(value: Any, more: tuple[TrackName, ...] = ()) -> Any:
    return None if callable(value) else (value, *more) if more else value


@overload
def on_step(track: F) -> F: ...
@overload
def on_step(track: Tracks = None, *more: TrackName, order: int = 0, late: str = "plain") -> Callable[[F], F]: ...
def on_step(track: Any = None, *more: TrackName, order: int = 0, late: str = "plain") -> Any:
    """Called for each step that is due: f(step) -> None, a note, several, or False.

    Without a track, for all; for several as on_step("Bass", "Lead"). `order`: smaller ones first. `late="silent"`: a
    late answer is a rest, not the plain step.
    """
    return _hooks("step", _function_in(track), tracks=_tracks_in(track, more), order=order, late=late)


@overload
def on_cycle(track: F) -> F: ...
@overload
def on_cycle(track: Tracks = None, *more: TrackName, order: int = 0, late: str = "plain") -> Callable[[F], F]: ...
def on_cycle(track: Any = None, *more: TrackName, order: int = 0, late: str = "plain") -> Any:
    """Called when a pattern starts over: f(pattern, cycle). What it makes of the pattern plays in this pass."""
    return _hooks("cycle", _function_in(track), tracks=_tracks_in(track, more), order=order, late=late)


@overload
def on_note_out(track: F) -> F: ...
@overload
def on_note_out(track: Tracks = None, *more: TrackName, order: int = 0) -> Callable[[F], F]: ...
def on_note_out(track: Any = None, *more: TrackName, order: int = 0) -> Any:
    """Called for each note as it will sound, also of live loops: f(note) -> None, another note, or False."""
    return _hooks("note_out", _function_in(track), tracks=_tracks_in(track, more), order=order)


@overload
def live_loop(track: F) -> F: ...
@overload
def live_loop(track: TrackName | None = None, *, order: int = 0, sync: str = "bar") -> Callable[[F], F]: ...
def live_loop(track: Any = None, *, order: int = 0, sync: str = "bar") -> Any:
    """A generator or async function that goes round for ever: `yield 0.5` waits for half a beat.

    It begins at the next bar; `sync="now"`: at once.
    """
    if sync not in ("bar", "now"):
        raise ScriptError(f"sync={sync!r} is not possible; there are 'bar' and 'now'")
    return _hooks("live_loop", _function_in(track), tracks=_tracks_in(track), order=order, sync=sync)


def every(beats: float = 0.0, *, bars: int = 0, order: int = 0) -> Callable[[F], F]:
    """Called every so many beats, or bars, counted from the song's beginning."""
    if callable(beats) or (real(beats, "beats") > 0) == (whole(bars, "bars") > 0):
        raise ScriptError("every() needs either beats or bars, more than 0: @every(0.5) or @every(bars=4)")
    return lambda given: register("every", given, order=order, beats=beats, bars=whole(bars, "bars"))


@overload
def on_start(function: F) -> F: ...
@overload
def on_start() -> Callable[[F], F]: ...
def on_start(function: Any = None) -> Any:
    """Called when playing begins."""
    return _hooks("start", function)


@overload
def on_stop(function: F) -> F: ...
@overload
def on_stop() -> Callable[[F], F]: ...
def on_stop(function: Any = None) -> Any:
    """Called when playing has stopped."""
    return _hooks("stop", function)


@overload
def on_bar(function: F) -> F: ...
@overload
def on_bar() -> Callable[[F], F]: ...
def on_bar(function: Any = None) -> Any:
    """Called at each bar: f(bar), from 0."""
    return _hooks("bar", function)


@overload
def on_scene(function: F) -> F: ...
@overload
def on_scene() -> Callable[[F], F]: ...
def on_scene(function: Any = None) -> Any:
    """Called when another scene has begun: f(scene), from 1."""
    return _hooks("scene", function)


@overload
def on_tempo(function: F) -> F: ...
@overload
def on_tempo() -> Callable[[F], F]: ...
def on_tempo(function: Any = None) -> Any:
    """Called when the tempo has changed: f(tempo)."""
    return _hooks("tempo", function)


@overload
def on_load(function: F) -> F: ...
@overload
def on_load() -> Callable[[F], F]: ...
def on_load(function: Any = None) -> Any:
    """Called when the script was loaded, after its values came back."""
    return _hooks("load", function)


@overload
def on_unload(function: F) -> F: ...
@overload
def on_unload() -> Callable[[F], F]: ...
def on_unload(function: Any = None) -> Any:
    """Called before the script goes, or makes room for its next version."""
    return _hooks("unload", function)


@overload
def button(function: F) -> F: ...
@overload
def button() -> Callable[[F], F]: ...
def button(function: Any = None) -> Any:
    """A button in the window that calls the function."""
    return _hooks("button", function)


@overload
def on_note_in(port: F) -> F: ...
@overload
def on_note_in(port: str = "") -> Callable[[F], F]: ...
def on_note_in(port: Any = "") -> Any:
    """Called for each note that is played by hand: f(message) with pitch, velocity (0: let go) and channel.

    `port`: only from inputs with this in their name.
    """
    return _hooks("note_in", _function_in(port), port=_port(port))


@overload
def on_cc_in(controller: F) -> F: ...
@overload
def on_cc_in(controller: int | None = None, port: str = "") -> Callable[[F], F]: ...
def on_cc_in(controller: Any = None, port: str = "") -> Any:
    """Called when a controller moves, or one of them: f(value, message)."""
    function = _function_in(controller)
    number = None if function is not None or controller is None else whole(controller, "a controller's number")
    return _hooks("cc_in", function, controller=number, port=_port(port))


@overload
def on_pad(device: F) -> F: ...
@overload
def on_pad(device: str = "", pads: str = "", take: bool = False) -> Callable[[F], F]: ...
def on_pad(device: Any = "", pads: str = "", take: bool = False) -> Any:
    """Called when a pad or button of a controller is pressed or let go: f(number, velocity, control).

    `number` is what it sends, a velocity of 0 says that it was let go, `control` is what maps call it. `device`: only
    with this in its name. `pads`: only these, as maps name them: "pad[0..3][*]". `take`: the map does not get them.
    """
    return _hooks(
        "pad", _function_in(device), number=next_number(), device=_port(device), pads=checked("controls", pads),
        take=take)


def on_osc(path: str) -> Callable[[F], F]:
    """Called for OSC messages of that path: f(*arguments)."""
    if not isinstance(path, str) or not path.startswith("/"):
        raise ScriptError("on_osc() needs a path that begins with a slash: @on_osc('/sensor')")
    return lambda given: register("osc", given, path=path)


def _port(port: Any) -> str:
    if callable(port):
        return ""
    if not isinstance(port, str):
        raise ScriptError(f"an input is named by a text that is in its name, not by {port!r}")
    return port
