"""A pattern in a script's hands."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

from clave.model import EMPTY, STEP, Notes, PatternData, StepData, TrackData
from clave.numeric import is_list, whole
from clave.step import Content, Step, WrittenStep
from clave.theory import euclid, note
from clave.writing import step_json

if TYPE_CHECKING:
    from clave.runtime import Runtime
    from clave.tracks import Track

PLAIN_NOTE = (60, 100, 100, STEP // 2)
_NEW = PatternData({})


class Pattern:
    """The steps of a pattern, counted from 0. In `@on_cycle` the pass that begins; else as the song has it.

    What is changed of the song's own pattern becomes commands, which can be undone.
    """

    __slots__ = ("runtime", "track_data", "slot", "data", "cycle", "_steps", "_of_song", "_settings")

    def __init__(self, runtime: "Runtime", track: TrackData, slot: int, of_song: bool = False) -> None:
        self.runtime = runtime
        self.track_data = track
        self.slot = slot
        self.data = track.patterns.get(slot, _NEW)
        self.cycle = 0
        self._steps: list[Step] | None = None
        self._of_song = of_song
        self._settings: dict[str, Any] = {}

    @property
    def track(self) -> "Track":
        """The track it belongs to."""
        return self.runtime.track_of(self.track_data)

    @property
    def written(self) -> "Pattern":
        """The same pattern as the song has it."""
        return self if self._of_song else self.runtime.pattern_of(self.track_data, self.slot)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._settings.get("name", self.data.name))

    @name.setter
    def name(self, value: str) -> None:
        self.change(name=value)

    @property
    def steps(self) -> list[Step]:
        """All its steps."""
        if self._steps is None:
            make = WrittenStep if self._of_song else Step
            self._steps = [make(self, data, i, self.cycle) for i, data in enumerate(self.data.steps)]
        return self._steps

    def change(self, **settings: Any) -> None:
        """Settings as in the song file: change(length=32, direction="backward", rate="2x")."""
        written = self.written
        written._settings.update(settings)
        written.touch()

    # -- as a whole ---------------------------------------------------------------------------------------------------
    def set(self, gates: Any, pitch: Any = None, velocity: Any = None, gate: Any = None) -> None:
        """Which steps are on: a text such as "x..X" (X is loud), or a list of yes and no; repeated as needed."""
        values = [c for c in gates if c in "xX.-"] if isinstance(gates, str) else list(gates) if is_list(gates) else []
        if not values or isinstance(gates, str) and set(gates) - set("xX.-| "):
            raise ValueError(f"{gates!r} is no rhythm; rhythms are written as 'x..X', x for a hit and . for a rest")
        for step in self.steps:
            hit = values[step.index % len(values)]
            step.on = hit in ("x", "X") if isinstance(hit, str) else bool(hit)
            if step.on and pitch is not None:
                step.pitch = note(pitch)
            if step.on and (velocity is not None or hit == "X"):
                step.velocity = 127 if hit == "X" else velocity
            if step.on and gate is not None:
                step.gate = gate

    def euclid(self, pulses: int, rotate: int = 0, **values: Any) -> None:
        """Hits spread evenly over the pattern; `values` as in set()."""
        self.set(euclid(pulses, len(self), rotate), **values)

    def fill(self, values: Any, each: str = "pitch") -> None:
        """Gives the values one after another to the steps that are on: fill([60, 63], "pitch")."""
        several = list(values) if is_list(values) else [values]
        if not several:
            raise ValueError("fill() needs at least one value")
        for i, step in enumerate(step for step in self.steps if step.on):
            setattr(step, each, several[i % len(several)])

    def clear(self) -> None:
        """Empties all steps."""
        for step in self.steps:
            step.clear()

    def rotate(self, steps: int) -> None:
        """Moves all steps later, around the end; earlier when negative."""
        steps = whole(steps, "a rotation")
        self.rearrange(lambda contents: contents[-steps % len(contents):] + contents[:-steps % len(contents)])

    def reverse(self) -> None:
        """Puts the steps into the opposite order."""
        self.rearrange(lambda contents: contents[::-1])

    def rearrange(self, change: Callable[[list[Content]], list[Content]]) -> None:
        """Puts what the steps hold into another order."""
        for step, content in zip(self.steps, change([step._content() for step in self.steps])):
            step._restore(content)
        if self._of_song:
            self.touch()

    def transpose(self, semitones: int) -> None:
        """Moves all notes."""
        semitones = whole(semitones, "semitones")
        for step in self.steps:
            step._notes = tuple((p + semitones, v, c, g) for p, v, c, g in step._notes)

    def take(self, other: Iterable[Step]) -> None:
        """Copies the steps of another pattern, from the first on."""
        for step, source in zip(self.steps, list(other)):
            step._restore(source._content())
        if self._of_song:
            self.touch()

    def notes_near(self, index: int) -> Notes:
        """What a step gets that is switched on and holds nothing: the notes of the nearest step that has some."""
        steps = self.data.steps
        for distance in range(1, len(steps)):
            for place in (index - distance, index + distance):
                if 0 <= place < len(steps) and steps[place].notes:
                    return tuple((p, v, 100, g) for p, v, _, g in steps[place].notes)
        return (PLAIN_NOTE,)

    # -- for the runtime ----------------------------------------------------------------------------------------------
    def touch(self) -> None:
        """It may have changed: to be looked at when the call is over."""
        runtime = self.runtime
        if self not in runtime.touched:
            runtime.touch(self)

    def refresh(self, data: PatternData) -> None:
        """The song has another pattern in its place now."""
        self.data = data
        self._settings = {}
        if self._steps is None:
            return
        del self._steps[len(data.steps):]
        for step, written in zip(self._steps, data.steps):
            step._settle(written)
        self._steps += [WrittenStep(self, data.steps[i], i) for i in range(len(self._steps), len(data.steps))]

    def changes(self) -> list[tuple[int, Any]]:
        """The changed steps and their JSON, which are taken as the song's from now on; -1: the pattern's."""
        changed = [step for step in self._steps or () if step._changed()]
        result = [(step.index, step_json(step._content(), step._data)) for step in changed]
        for step in changed:
            step._data = _data_of(step)
        if len(result) > 4 or self._settings:
            raw: dict[str, Any] = {**self.data.raw, **self._settings}
            steps = dict(raw.get("steps", {}))
            steps.update((str(index + 1), value) for index, value in result)
            length = raw.get("length", 16)
            raw["steps"] = {key: value for key, value in steps.items() if value is not None and int(key) <= length}
            result = [(-1, raw)]
            self.data = PatternData(raw)
            self._settings = {}
        return result

    def as_plain(self) -> dict[str, Any]:
        """As the song's file has it."""
        steps = {str(step.index + 1): step.as_plain() for step in self.steps}
        own = {key: value for key, value in steps.items() if value is not None}
        return {**self.data.raw, **self._settings, "steps": own}

    def __len__(self) -> int:
        return len(self.data.steps)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> list[Step]: ...
    def __getitem__(self, index: Any) -> Any:
        """A step, counted from 0, or several: pattern[0:4]."""
        try:
            return self.steps[index]
        except IndexError:
            raise IndexError(f"there is no step {index}: the pattern has {len(self)}, counted from 0") from None

    def __setitem__(self, index: int | slice, value: Any) -> None:
        """What the step is to play: a note, several, True or False. Several steps take the values of a list in turn."""
        if not isinstance(index, slice):
            self[index].take(value)
            return
        values = list(value) if is_list(value) else [value]
        for i, step in enumerate(self[index]) if values else ():
            step.take(values[i % len(values)])

    def __delitem__(self, index: int | slice) -> None:
        """Empties a step, or several."""
        for step in self[index] if isinstance(index, slice) else [self[index]]:
            step.clear()

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __repr__(self) -> str:
        return f"<pattern {self.name!r} of {self.track!r}: {self}>"

    def __str__(self) -> str:
        """The rhythm: "x..X".

        Loud steps, of velocity 120 and more, are an X.
        """
        return "".join("." if not s.on else "X" if s._notes and s._notes[0][1] >= 120 else "x" for s in self.steps)


def _data_of(step: Step) -> StepData:
    on, slide, probability, nudge, condition, retrig, notes, locks = step._content()
    if not on and not notes and not locks:
        return EMPTY
    return StepData(on, slide, probability, nudge, condition, retrig, notes, locks, step._data.expressions)
