"""Calling what scripts registered: each call has a place in the song, is watched, and what goes wrong ends here."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from clave.devices import Device, methods_of
from clave.errors import ScriptError, ScriptTimeout
from clave.faults import strike
from clave.hooks import Hook
from clave.model import TrackData
from clave.native import TICK, native, tell
from clave.script import Script
from clave.tracks import Track
from clave.transforms import pipe
from clave.world import World

if TYPE_CHECKING:
    from clave.clock import LiveLoop


class Calls(World):
    """The part of the Runtime that runs what is not a step."""

    # -- for the runtime to say ---------------------------------------------------------------------------------------
    def plan(self) -> None:
        """Works out anew which hooks each track has."""
        raise NotImplementedError

    def ids_of(self, hook: Hook) -> list[int]:
        """The ids of a hook's tracks."""
        raise NotImplementedError

    # -- calling scripts ----------------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def running(self, script: Script | None) -> Iterator[None]:
        """What runs within belongs to this script."""
        before, self.script = self.script, script
        try:
            yield
        finally:
            self.script = before

    def call(self, hook: Hook, at: int | None, *values: Any) -> Any:
        """Calls a hook for a place, or for now."""
        if hook.benched:
            return None
        tracks = self.ids_of(hook)
        self.set_place(hook, at, tracks[0] if tracks else 0)
        return self.guarded(hook, hook.kind, hook.call, *values)

    def guarded(self, hook: Hook, phase: str, function: Callable[..., Any], *values: Any) -> Any:
        """Calls something of a script. What goes wrong is told and counts against the hook."""
        result, fault = self._watched(hook, function, values)
        if fault is not None:
            self.failed(hook, fault, self.track_id, phase)
            return None
        hook.runs += 1
        self.settle()
        return result

    def _watched(
        self, hook: Hook, function: Callable[..., Any], values: tuple[Any, ...],
    ) -> tuple[Any, BaseException | None]:
        """What a function returns, or raises, within its budget."""
        before = (self.script, self.hook)
        self.script, self.hook = hook.script, hook
        native.begin_call(hook.script.name, hook.name, self.track_id)
        try:
            try:
                result = function(*values)
                native.end_call()
                return result, None
            except BaseException as error:
                native.end_call()
                return None, error
            finally:
                self.script, self.hook = before
        except ScriptTimeout as error:  # it came between the error and the end of the call
            native.end_call()
            self.script, self.hook = before
            return None, error

    def resume(self, loop: "LiveLoop", at: int) -> tuple[str, int]:
        """Lets a live loop go on: ("waits", how long), or that it has "ended" or "failed"."""
        hook = loop.hook
        self.set_place(hook, at, loop.track)
        units, fault = self._watched(hook, self._go_on, (loop,))
        place = loop.place if fault is not None else None
        if isinstance(fault, StopIteration):
            self.settle()
            return ("ended", 0)
        if fault is not None:
            self.failed(hook, fault, loop.track, "loop", place)
            return ("failed", 0)
        hook.runs += 1 if hook.ran or units > 0 else 0  # one that waits for nothing has not got going
        self.settle()
        return ("waits", units)

    def _go_on(self, loop: "LiveLoop") -> int:
        if loop.run is None:
            loop.run = loop.hook.function()
        return self.clock.units(loop.run.send(None))

    def set_place(self, hook: Hook, at: int | None, track: int) -> None:
        """Where the song is for what runs next, and its chance."""
        self.at, self.track_id, self.place = at, track, None
        tick = (self.clock.done if at is None else at) // TICK
        rng = self.rng
        rng.seed, rng.track, rng.pattern = self.song.seed, track, 0xFFFF
        rng.pass_, rng.step = tick >> 32 & 0xFFFF, tick & 0xFFFFFFFF
        rng.salt, rng.count = hook.salt, 0

    def failed(
        self, hook: Hook, error: BaseException, track: int, phase: str = "", place: tuple[str, int] | None = None,
    ) -> None:
        """A hook has failed, at a place if it is known: the version before takes over, or it has a strike."""
        self.drop_changes()
        script = hook.script
        first = not hook.ran and script.previous is not None
        rolled = first and self.library.roll_back(script)
        note = "the version before plays on" if rolled else ""
        self.faults.report(script.name, phase or hook.kind, error, hook.name, track, note, place or hook.place)
        if not rolled and strike(hook):
            self.bench(hook, f"failed {hook.strikes} times")

    def bench(self, hook: Hook, reason: str) -> None:
        """It is not called any more until its script is loaded again."""
        hook.benched = True
        tell("benched", {"script": hook.script.name, "hook": hook.name, "reason": reason})
        self.plan()

    # -- made by scripts ----------------------------------------------------------------------------------------------
    def add_instance(self, device: Any, track: Any) -> Any:
        """Lets the methods of any object be hooks, on a track."""
        script = self._owner("an Effect or Generator is put on a track")
        methods = methods_of(device)
        if not methods:
            raise ScriptError(f"{type(device).__name__} has nothing to play: give the class on_step(self, step) or another hook")
        script.instances.append(device)
        own = track.number if isinstance(track, Track) else track
        for method, kind in methods.items():
            name = f"{type(device).__name__}.{method}"
            order = getattr(device, "order", 0)
            script.hooks.append(Hook(kind, getattr(device, method), script, own, order, name=name))
        if isinstance(device, Device):
            device.setup(track)
        return device

    def add_hook(self, kind: str, function: Callable[..., Any], track: Any, order: int = 0) -> None:
        """A hook that an Effect or Generator needs beside its methods."""
        script = self._owner("a hook is made")
        script.hooks.append(Hook(kind, function, script, track, order))

    def add_chain(self, track: Track, transforms: Any, order: int) -> None:
        """Plays each pass of a track through transforms."""
        script = self._owner("a chain is made")
        function = pipe(*transforms)
        script.hooks.append(Hook("cycle", function, script, track.number, order, name="chain"))

    def _owner(self, what: str) -> Script:
        if self.loading is None:
            raise ScriptError(f"{what} while a script is loaded, not later")
        return self.loading

    def default_track(self) -> TrackData:
        """Where play() goes without a track: the hook's, else the script's, else the first."""
        data = self.song.tracks.get(self.track_id)
        if data is None and self.script is not None and self.script.track:
            data = self.song.tracks.get(self.script.track)
        if data is None:
            data = self.find_track(1)
        return data
