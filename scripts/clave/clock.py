"""Virtual time: what scripts do by themselves happens at its exact beat, whenever it is worked out.

Everything that is due waits in one heap, in order of place, kind, `order` and of when it was asked for, so that it does not
matter in which pieces the song is worked out.
"""

import heapq
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clave.errors import ScriptError
from clave.hooks import Hook
from clave.native import QUARTER, TICK
from clave.numeric import real
from clave.tempo import FASTEST, SLOWEST, Tempo
from clave.waits import TimedUnits, bars, seconds, sleep

if TYPE_CHECKING:
    from clave.runtime import Runtime

NEVER = 1 << 62
MOST_RESUMES = 10_000  # of one live loop within one beat
MOST_CALLS = 10_000  # by after() of one script within one beat

# What comes first at one place.
CHANGES, BARS, EVERY, LOOPS, LATER = range(5)
Rank = tuple[int, int, int, int]
Task = Callable[[int], None]


class Metre:
    """Where bars are: from `origin` on, which has `before` bars before it."""

    __slots__ = ("origin", "before", "bar", "beat")

    def __init__(self, origin: int = 0, before: int = 0, beats: int = 4, unit: int = 4) -> None:
        self.origin = origin
        self.before = before
        self.beat = QUARTER * 4 // unit
        self.bar = self.beat * beats

    def number(self, at: int) -> int:
        """The bar that a place is in."""
        return self.before + (at - self.origin) // self.bar

    def next(self, at: int) -> int:
        """The first bar line at or after a place."""
        return self.origin - (self.origin - at) // self.bar * self.bar


class LiveLoop:
    """One live loop as it goes round."""

    __slots__ = ("hook", "run", "track", "resumes", "resumed_at")

    def __init__(self, hook: Hook, track: int) -> None:
        self.hook = hook
        self.track = track
        self.run: Any = None
        self.resumes = 0
        self.resumed_at = 0


    @property
    def place(self) -> tuple[str, int] | None:
        """File and line where it waits."""
        frame = getattr(self.run, "gi_frame", None) or getattr(self.run, "cr_frame", None)
        return (frame.f_code.co_filename, frame.f_lineno) if frame is not None else None


class Clock:
    """Plays live loops, bars and everything deferred up to a place."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self._heap: list[tuple[int, Rank, int, Task]] = []
        self._count = 0
        self._timed: set[int] = set()  # of those in the heap, what waits in seconds
        self.due = NEVER  # place of the first thing in the heap
        self.playing = False
        self.done = 0  # all before is done
        self._tempo = Tempo()
        self.scene = -1
        self.metre = Metre()
        self.generation = 0  # of bar lines: those of an old metre are void
        self.loops: dict[tuple[str, str], LiveLoop] = {}

    # -- what is going to happen --------------------------------------------------------------------------------------
    def at(self, at: int, rank: Rank, task: Task, is_timed: bool = False) -> None:
        """Does something at a place, or as soon as it can; `is_timed`: it waits in seconds."""
        self._count += 1
        if is_timed:
            self._timed.add(self._count)
        heapq.heappush(self._heap, (max(at, self.done), rank, self._count, task))
        self.due = self._heap[0][0]

    def units(self, wait: Any) -> int:
        """A time that a script gave: beats, seconds, bars or None, which is a sixteenth."""
        while isinstance(wait, sleep):
            wait = wait.time
        if wait is None:
            return QUARTER // 4
        number = real(wait, "a time")
        if number < 0 or number > 1e6:
            raise ScriptError(f"{wait!r} is no time to wait")
        if isinstance(wait, seconds):
            return TimedUnits(round(number * self.tempo / 60 * QUARTER))
        if isinstance(wait, bars):
            return round(number * self.metre.bar)
        return round(number * QUARTER)

    # -- the tempo ----------------------------------------------------------------------------------------------------
    @property
    def tempo(self) -> float:
        """Quarter notes a minute, for what is being worked out."""
        return self._tempo.bpm

    def ask_tempo(self, at: int, bpm: Any, hook: Hook | None) -> None:
        """A script has asked for it, at a place: it is so for all that scripts do from there on."""
        if not self.playing or not isinstance(bpm, (int, float)) or not SLOWEST <= bpm <= FASTEST:
            return
        before = self.tempo
        at = max(at, self.done)
        self._tempo.ask(at, bpm)
        self._stretch(before, at)
        if self.tempo != before and (hook is None or hook.kind != "tempo"):
            self.at(at, (CHANGES, 0, 0, 0), self.tell_tempo)

    def hear_tempo(self, bpm: float, until: int, is_new_scene: bool) -> None:
        """What the program says of a slice; a scene that has a tempo begins with it."""
        before = self.tempo
        if is_new_scene:
            self._tempo.take(bpm)
        else:
            self._tempo.hear(bpm, until)
        self._stretch(before, self.done)

    def tell_tempo(self, at: int) -> None:
        """Calls who wants to know it."""
        for hook in self._runtime.hooks("tempo"):
            self._runtime.call(hook, at, self.tempo)

    def _stretch(self, before: float, at: int) -> None:
        """What waits in seconds comes as late as it would have, in another tempo from here on."""
        if not self._timed or self.tempo == before:
            return
        factor = self.tempo / before
        self._heap = [
            (at + round((place - at) * factor) if count in self._timed and place > at else place, rank, count, task)
            for place, rank, count, task in self._heap]
        heapq.heapify(self._heap)
        self.due = self._heap[0][0]

    def bar_at(self, at: int) -> int:
        """The number of the bar that a place is in, from 0."""
        return self.metre.number(at)

    # -- playing ------------------------------------------------------------------------------------------------------
    def start(self, at: int, bpm: float) -> None:
        """Playing begins here, with nothing due but what begins with it."""
        self.stop()
        self._tempo.take(bpm)
        self.playing = True
        self.done = at
        self._begin_bars(at)
        for hook in self._runtime.hooks("every"):
            self.add_every(hook)
        for hook in self._runtime.hooks("live_loop"):
            self.add_loop(hook)

    def stop(self) -> None:
        """Nothing is due any more."""
        self.playing = False
        self._heap = []
        self._timed = set()
        self.due = NEVER
        for loop in self.loops.values():
            self._close(loop)
        self.loops = {}

    def set_metre(self, metre: Metre) -> None:
        """Another metre counts from its origin on, which was played up to before."""
        self.metre = metre
        if self.playing:
            self._begin_bars(max(self.done, metre.origin))

    def run(self, until: int) -> None:
        """Does everything due before `until`."""
        heap = self._heap
        while heap and heap[0][0] < until and self.playing:
            at, _, count, task = heapq.heappop(heap)
            self._timed.discard(count)
            self.done = max(self.done, at)
            task(at)
            heap = self._heap
        self.due = heap[0][0] if heap else NEVER
        if self.playing:
            self.done = max(self.done, until)

    # -- bars and regular calls ---------------------------------------------------------------------------------------
    def _begin_bars(self, at: int) -> None:
        self.generation += 1
        generation = self.generation

        def bar(place: int) -> None:
            if generation != self.generation:
                return
            number = self.metre.number(place)
            self.at(place + self.metre.bar, (BARS, 0, 0, 0), bar)
            for hook in self._runtime.hooks("bar"):
                self._runtime.call(hook, place, number)
            for hook in self._runtime.hooks("every"):
                if hook.options["bars"] and number % hook.options["bars"] == 0:
                    self._runtime.call(hook, place)

        self.at(self.metre.next(at), (BARS, 0, 0, 0), bar)

    def add_every(self, hook: Hook) -> None:
        """Calls it at each multiple of its beats from now on."""
        if hook.options["bars"]:
            return
        step = max(self.units(hook.options["beats"]), TICK)
        rank = (EVERY, hook.order, hook.script.index, hook.index)

        def call(place: int) -> None:
            if hook.benched or not hook.script.is_live:
                return
            self.at(place + step, rank, call)
            self._runtime.call(hook, place)

        self.at(-(-self.done // step) * step, rank, call)

    # -- deferred calls -----------------------------------------------------------------------------------------------
    def later(self, hook: Hook, at: int, wait: int) -> None:
        """Calls something once, so long after a place."""
        rank = (LATER, 0, hook.script.index, 0)
        self.at(at + wait, rank, lambda place: self._call_once(hook, place), isinstance(wait, TimedUnits))

    def _call_once(self, hook: Hook, place: int) -> None:
        script = hook.script
        if not 0 <= place - script.calls_since <= QUARTER:
            script.calls, script.calls_since = 0, place
        script.calls += 1
        if script.calls <= MOST_CALLS:
            self._runtime.call(hook, place)
        elif script.calls == MOST_CALLS + 1:
            error = ScriptError(f"more than {MOST_CALLS} calls of after() within a beat; the rest of them is left out")
            self._runtime.faults.report(script.name, "after", error, hook.name, at=hook.place)

    # -- live loops ---------------------------------------------------------------------------------------------------
    def add_loop(self, hook: Hook) -> None:
        """Begins a live loop, or changes the code of the one of this name at its next pass."""
        key = (hook.script.name, hook.name)
        loop = self.loops.get(key)
        if loop is not None:
            endless = loop.hook.script.may_be_endless(loop.hook)
            loop.hook = hook
            if endless and loop.run is not None:
                self._replace_soon(loop, loop.run)
            return
        tracks = self._runtime.ids_of(hook)
        loop = LiveLoop(hook, tracks[0] if tracks else 0)
        self.loops[key] = loop
        now = hook.options.get("sync", "bar") == "now"
        self._wait(loop, self.done if now else self.metre.next(self.done))

    def drop_loops(self, script: str, names: set[str]) -> None:
        """Ends the live loops of a script, but for those of these names."""
        for key in [key for key in self.loops if key[0] == script and key[1] not in names]:
            self._close(self.loops.pop(key))

    def _replace_soon(self, loop: LiveLoop, run: Any) -> None:
        self.at(self.metre.next(self.done), (LOOPS, -1, 0, 0), lambda place: self._restart(loop, run, place))

    def _restart(self, loop: LiveLoop, run: Any, at: int) -> None:
        if loop.run is run:
            self._close(loop)
            self._wait(loop, at)

    def _wait(self, loop: LiveLoop, at: int, wait: int = 0) -> None:
        hook = loop.hook
        run = loop.run
        rank = (LOOPS, hook.order, hook.script.index, hook.index)
        self.at(
            at + wait, rank, lambda place: self._resume(loop, place) if loop.run is run else None,
            isinstance(wait, TimedUnits))

    def _resume(self, loop: LiveLoop, at: int) -> None:
        hook = loop.hook
        if self.loops.get((hook.script.name, hook.name)) is not loop or hook.benched:
            return
        begins = loop.run is None
        if at - loop.resumed_at > QUARTER:
            loop.resumes, loop.resumed_at = 0, at
        loop.resumes += 1
        if loop.resumes > MOST_RESUMES:
            self._runtime.bench(hook, "goes round without waiting")
            return
        state, value = self._runtime.resume(loop, at)
        if state == "waits":
            self._wait(loop, at, value)
        elif state == "ended" and begins and hook.ran is False:
            self._runtime.bench(hook, "ends without waiting; it needs a `yield 1`, or an `await sleep(1)` where it is async")
        else:
            loop.run = None
            self._wait(loop, at if state == "ended" else self.metre.next(at + 1))

    def _close(self, loop: LiveLoop) -> None:
        run, loop.run = loop.run, None
        if run is not None and not (inspect.isgenerator(run) and run.gi_running):
            self._runtime.guarded(loop.hook, "stop", run.close)
