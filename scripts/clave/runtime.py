"""What the script host talks to: one Runtime, on one thread. README.md of this folder lists the messages."""

import contextlib
import os
import sys
from json import loads
from types import FrameType
from typing import Any

from clave import context
from clave.clock import Clock, Metre
from clave.console import Console
from clave.errors import ScriptError, ScriptTimeout
from clave.expressions import Expressions
from clave.hooks import Hook
from clave.house import House
from clave.inputs import Inputs
from clave.library import Library
from clave.messages import Messages
from clave.native import native, tell
from clave.playing import Voice, filtered
from clave.step import Answer, Step

OCCURRENCE = 0x9E3779B1  # spreads the draws of a step that comes several times in one pass
STATE_EVERY = 0.2  # seconds


class Runtime(Messages):
    """Runs scripts: steps that are due, live loops, messages. Nothing that a script does leaves it as an error."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock(self)
        self.library = Library(self)
        self.expressions = Expressions(self)
        self.inputs = Inputs(self)
        self.shared: dict[str, Any] = {}
        self._voices: dict[int, Voice] = {}
        self._hooks: dict[str, list[Hook]] = {}
        self._wants: dict[str, Any] = {}
        self._told = 0.0
        context.enter(self)
        self.console = Console(self)
        self.house = House(self.console.out, self.console.err)
        os.register_at_fork(after_in_parent=self._say_forked)

    # -- what the host calls ------------------------------------------------------------------------------------------
    def message(self, kind: str, text: str) -> None:
        """Anything but asks: its kind and JSON."""
        obey = getattr(self, "_on_" + kind, None)
        if obey is not None:
            self.at = None
            obey(loads(text))

    def start(
        self, at: int, run: int, tempo_bpm: float, scene: int, bar_origin: int, bars_before: int, beats: int, unit: int,
    ) -> None:
        """Playing begins."""
        for voice in self._voices.values():
            voice.forget()
        self.playing_slots = {}
        for module in ("random", "numpy.random"):
            if module in sys.modules:  # who draws without a place draws the same at least
                sys.modules[module].seed(self.song.seed & 0xFFFFFFFF)
        clock = self.clock
        clock.scene = scene
        clock.metre = Metre(bar_origin, bars_before, beats, unit)
        clock.start(at, tempo_bpm)
        for hook in self.hooks("start"):
            self.call(hook, at)

    def stop(self, at: int) -> None:
        """Playing has stopped."""
        was_playing = self.clock.playing
        self.clock.stop()
        if was_playing:
            for hook in self.hooks("stop"):
                self.call(hook, at)
        self._tell(0.0)

    def step(
        self, track: int, slot: int, index: int, pass_: int, occurrence: int, count: int, at: int, length: int,
    ) -> Answer | None:
        """A step that is due. None: it plays as it is written."""
        voice = self._voices.get(track)
        if voice is None:
            return None
        if self.clock.due <= at:
            self.clock.run(at + 1)
        owner = voice.owner
        if owner is None or owner.slot != slot or owner.data is not voice.data.patterns.get(slot):
            owner = voice.take(slot, self)
        if owner is None or index >= len(owner.data.steps):
            return None
        self.playing_slots[track] = slot
        rng = self.rng
        if voice.cycles:
            self._begin_cycle(voice, slot, (pass_, index, count, at, length))
        step = Step(owner, owner.data.resolved(index, count), index, pass_, count, at, occurrence)
        content = voice.made.get(index)
        if content is not None:
            step._restore(content)
        self.at, self.track_id, self.place = at, track, step
        rng.seed, rng.track, rng.pattern, rng.pass_, rng.step = self.song.seed, track, slot, pass_, index
        if owner.data.expressions and step._data.expressions:
            rng.salt, rng.count = occurrence * OCCURRENCE, 0
            self.expressions.apply(step)
        begin_call, end_call, spread, last = native.begin_call, native.end_call, occurrence * OCCURRENCE, voice.last
        fault: BaseException | None = None
        after = content
        for hook in voice.steps:
            rng.salt, rng.count = hook.salt + spread, 0
            self.script, self.hook = hook.script, hook
            begin_call(hook.script.name, hook.name, track)
            try:
                try:
                    result = hook.call(step)
                    if result is not None:
                        step.take(result)
                    if hook is not last:
                        after = step._content()
                    else:
                        step.on, step.slide  # which a hook may have deleted
                    end_call()
                except BaseException as error:
                    end_call()
                    fault = error
            except ScriptTimeout as error:  # it came between the two lines above
                end_call()
                fault = error
            if fault is not None:
                step._restore(content or _content(step))
                self.failed(hook, fault, track)
                fault = None
                continue
            content = after
            hook.runs += 1
            if self.touched or self.asked:
                self.settle()
        self.place = self.hook = self.script = None
        if voice.filters:
            return filtered(self, voice, step)
        if not step.on and not step._data.on:
            return None  # nothing sounds either way
        return step._answer() if step._changed() else None

    def slice(
        self, until: int, tempo_bpm: float, scene: int, bar_origin: int, bars_before: int, beats: int, unit: int,
    ) -> None:
        """All steps before `until` were asked for: live loops and bars up to there."""
        clock = self.clock
        if not clock.playing:
            return
        metre = Metre(bar_origin, bars_before, beats, unit)
        old = clock.metre
        if (metre.origin, metre.bar, metre.before) != (old.origin, old.bar, old.before):
            begins = min(max(bar_origin, clock.done), until)
            clock.run(begins)
            if metre.bar != old.bar or old.next(bar_origin) != bar_origin or old.number(bar_origin) != bars_before:
                clock.set_metre(metre)
        is_new_scene, was = scene != clock.scene, clock.tempo
        clock.scene = scene
        clock.hear_tempo(tempo_bpm, until, is_new_scene and self.song.has_tempo(scene))
        is_new_tempo = clock.tempo != was
        if is_new_scene:
            for hook in self.hooks("scene"):
                self.call(hook, clock.done, scene + 1)
        if is_new_tempo:
            clock.tell_tempo(clock.done)
        clock.run(until)
        self._tell(STATE_EVERY)

    def missed(self, track: int, key: int) -> None:
        """An answer for this track came too late."""
        self.misses[track] = self.misses.get(track, 0) + 1

    def idle(self) -> None:
        """There is nothing to do."""
        if self.tracks_changed:
            self.tracks_changed = False
            for script in self.library.scripts.values():
                self.library.check_tracks(script)
        self._tell(STATE_EVERY)

    # -- who plays where ----------------------------------------------------------------------------------------------
    def hooks(self, kind: str) -> list[Hook]:
        """The hooks of a kind, in order."""
        return self._hooks.get(kind, [])

    def ids_of(self, hook: Hook) -> list[int]:
        """The ids of a hook's tracks; of all, if it names none."""
        if hook.tracks is None:
            return [hook.script.track] if hook.script.track else []
        found = []
        for name in hook.tracks:
            with contextlib.suppress(Exception):
                found.append(self.find_track(name).id)
        return found

    def plan(self) -> None:
        """Works out anew which hooks each track has."""
        hooks = [hook for script in self.library.scripts.values() for hook in script.hooks if not hook.benched]
        hooks.sort(key=lambda one: (one.order, one.script.index, one.index))
        self._hooks = {}
        for hook in hooks:
            self._hooks.setdefault(hook.kind, []).append(hook)
        self._voices = Voice.plan(self, hooks, self._voices)
        self.inputs.plan()
        tracks = [
            {"id": voice.data.id, "late": voice.late, "scripts": voice.scripts()} for voice in self._voices.values()]
        wants = {"tracks": tracks, "midi": self.inputs.wants_midi, "osc": self.inputs.osc_paths}
        if wants != self._wants:
            self._wants = wants
            tell("wants", wants)

    def _begin_cycle(self, voice: Voice, slot: int, place: tuple[int, int, int, int, int]) -> None:
        pass_, _, count, at, _ = place
        key = (slot, pass_)
        if key == voice.cycle and count > voice.count:
            voice.count = count
            return
        voice.cycle, voice.count = key, count
        pattern = voice.begin_pass(self, slot, *place)
        for hook in voice.cycles:
            self.set_place(hook, at, voice.data.id)
            self.rng.pattern, self.rng.pass_, self.rng.step = slot, pass_, 0xFFFF
            before = [step._content() for step in pattern.steps]
            failures = hook.strikes
            self.guarded(hook, "cycle", hook.call, pattern, pass_)
            if hook.strikes != failures or hook.benched or not hook.script.is_live:
                for step, content in zip(pattern.steps, before):
                    step._restore(content)
        voice.made = {step.index: step._content() for step in pattern.steps if step._changed()}

    def _say_forked(self) -> None:
        """A script has made a copy of its whole process."""
        script = self.script
        if script is None:
            return
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame.f_code.co_filename != script.path:
            frame = frame.f_back
        self.faults.report(
            script.name, "fork", ScriptError(
                "a fork copies the whole process of scripts; the copy plays nothing: use a thread, or subprocess"),
            self.hook.name if self.hook is not None else "", self.track_id,
            at=(script.path, frame.f_lineno if frame is not None else 1))

    def _tell(self, least: float) -> None:
        now = native.time()
        if now - self._told >= least:
            self._told = now
            self.house.keep()
            self.console.out.flush()
            self.console.err.flush()
            self.faults.tell_counts()
            self.library.tell_states()


def _content(step: Step) -> Any:
    data = step._data
    return (
        data.on, data.slide, data.probability, data.nudge, data.condition, data.retrig, data.notes, data.locks)
