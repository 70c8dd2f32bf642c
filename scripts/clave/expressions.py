"""Step expressions: `=60 + 12*(cycle % 2)` in any lane of a step, compiled once."""

import math
import re
from typing import TYPE_CHECKING, Any

from clave.errors import ScriptError, ScriptTimeout, did_you_mean
from clave.faults import MOST_STRIKES
from clave.native import native
from clave.notes import gate_to_units, velocity_of
from clave.numeric import clamp, is_list, real, whole
from clave.script import remember_source
from clave.theory import SCALES, Scale, chord, euclid, note

if TYPE_CHECKING:
    from clave.rng import Rng
    from clave.runtime import Runtime
    from clave.step import Step

_WORD = re.compile(r"\bpass\b")


def wave(phase: float, low: float = 0.0, high: float = 1.0) -> float:
    """A sine between the two; phase 1 is once around."""
    return low + (high - low) * (0.5 - 0.5 * math.cos(math.tau * phase))


class _Names(dict[str, Any]):
    """What an expression can name: the place, the usual functions, and the knobs of all scripts."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self["__builtins__"] = {}
        self.update(
            abs=abs, min=min, max=max, round=round, int=int, float=float, bool=bool, len=len, sum=sum, sin=math.sin,
            cos=math.cos, pi=math.pi, tau=math.tau, floor=math.floor, ceil=math.ceil, wave=wave, note=note,
            chord=chord, Scale=Scale, SCALES=SCALES, euclid=euclid)

    def __missing__(self, name: str) -> Any:
        for script in self._runtime.library.scripts.values():
            control = script.controls.get(name)
            if control is not None:
                return control.value
        if name in self._runtime.shared:
            return self._runtime.shared[name]
        raise NameError(f"name {name!r} is not defined{did_you_mean(name, self)}")


class Expressions:
    """All expressions, compiled when they are first needed."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self._codes: dict[str, Any] = {}
        self._names = _Names(runtime)
        self._broken: set[str] = set()  # not tried again
        self._strikes: dict[str, int] = {}
        self._chords: list[tuple[int, list[int]]] = []  # of the step: which note is one, and its further pitches

    def _code(self, text: str) -> Any:
        code = self._codes.get(text)
        if code is None:
            if len(self._codes) > 10_000:
                self._codes.clear()  # somebody generates them
            source = _WORD.sub("cycle", text.strip())
            file = f"={text}"
            remember_source(file, text)
            code = self._codes[text] = compile(source, file, "eval")
        return code

    def apply(self, step: "Step") -> None:
        """Works out a step's expressions. Where one fails its plain value stays."""
        names = self._names
        rng: Rng = self._runtime.rng
        names.update(
            cycle=step.cycle, step=step.index, bar=step.bar, beat=step.beat, count=step.count, rng=rng,
            chance=lambda percent: rng.random() * 100 < percent, choice=lambda *values: rng.choice(values))
        for field, index, text in step._data.expressions:
            if text in self._broken:
                continue
            names["value"] = _value(step, field, index)
            fault = self._apply(step, field, index, text)
            if fault is not None:
                self._report(step, field, text, fault)
        for index, more in self._chords:
            own = step._notes[index]
            step._notes = (*step._notes, *((pitch, *own[1:]) for pitch in more))[:8]
        self._chords.clear()

    def _apply(self, step: "Step", field: str, index: int, text: str) -> BaseException | None:
        native.begin_call("", text, step.track.id)
        try:
            try:
                value = eval(self._code(text), self._names)  # noqa: S307 (that is what an expression is)
                if field == "pitch" and is_list(value):
                    value, *more = [note(one) for one in value]
                    self._chords.append((index, more))
                _set(step, field, index, value)
                native.end_call()
                return None
            except BaseException as error:
                native.end_call()
                return error
        except ScriptTimeout as error:  # it came between the error and the end of the call
            native.end_call()
            return error

    def _report(self, step: "Step", field: str, text: str, error: BaseException) -> None:
        if isinstance(error, SyntaxError):
            self._broken.add(text)
        elif not isinstance(error, Exception):
            self._strikes[text] = self._strikes.get(text, 0) + 1
            if self._strikes[text] >= MOST_STRIKES:
                self._broken.add(text)  # each time costs others their time
        track = step.track
        where = f"track {track.number}, pattern {step._owner.slot + 1}, step {step.index + 1}: {field}"
        self._runtime.faults.report("", "expression", error, where, track.id)


def _value(step: "Step", field: str, index: int) -> Any:
    if field in ("pitch", "velocity", "gate", "note chance"):
        _, velocity, chance, gate = step._notes[index]
        return {"pitch": step._notes[index][0], "velocity": velocity, "gate": gate / 5040, "note chance": chance}[field]
    if field == "locks":
        return step._locks[index][2]
    return {"on": step.on, "chance": step._probability, "nudge": step.nudge}[field]


def _set(step: "Step", field: str, index: int, value: Any) -> None:
    if value is None:
        raise ScriptError("it has no value")
    if field == "on":
        step.on = bool(value)
    elif field == "chance":
        step.probability = value
    elif field == "nudge":
        step.nudge = value
    elif field == "locks":
        kind, number, _ = step._locks[index]
        locks = list(step._locks)
        limits = ((0, 127), (0, 16383), (0, 16383), (1, 128), (-8192, 8191), (0, 127))[kind]
        plain = clamp(whole(value, "a controller's value"), *limits)
        locks[index] = (kind, number, plain - 1 if kind == 3 else plain)
        step._locks = tuple(locks)
    else:
        _set_note(step, field, index, value)


def _set_note(step: "Step", field: str, index: int, value: Any) -> None:
    pitch, velocity, chance, gate = step._notes[index]
    if field == "pitch":
        pitch = note(value)
    elif field == "velocity":
        velocity = velocity_of(value)
    elif field == "gate":
        gate = gate_to_units(real(value, "a gate"))
    else:
        chance = clamp(whole(value, "a chance"), 0, 100)
    notes = list(step._notes)
    notes[index] = (pitch, velocity, chance, gate)
    step._notes = tuple(notes)
