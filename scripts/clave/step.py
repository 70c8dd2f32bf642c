"""A step in a script's hands: in a hook the one that is going to play, in a pattern the one that is written."""

import math
from itertools import islice
from typing import TYPE_CHECKING, Any

from clave.conditions import checked
from clave.model import EMPTY, STEP, Locks, Notes, StepData
from clave.native import QUARTER
from clave.notes import (
    Controllers, Note, gate_from_units, gate_to_units, lock_units, note_from, units_of, velocity_of)
from clave.numeric import clamp, is_list, real, whole
from clave.rng import Rng
from clave.taking import taking
from clave.theory import chord as chord_of
from clave.theory import note as note_of
from clave.writing import step_json

if TYPE_CHECKING:
    from clave.pattern import Pattern
    from clave.tracks import Track

Answer = tuple[
    bool, bool, bool, int, int, str, tuple[int, int, int, int], Notes, Locks]
Content = tuple[bool, bool, int, int, str, tuple[int, int, int, int], Notes, Locks]
RETRIG_RATES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80)


class Step:
    """One step. What a hook changes here is played this time; what it leaves alone plays as it is written.

    `index` counts from 0 in the pattern, `cycle` from 0 the passes since the launch, `count` the steps since then.
    """

    __slots__ = (
        "on", "slide", "_probability", "_nudge", "_condition", "_retrig", "_notes", "_locks", "_data", "_owner",
        "index", "cycle", "count", "at", "occurrence")

    def __init__(
        self, owner: "Pattern", data: StepData, index: int, cycle: int = 0, count: int = 0, at: int = 0,
        occurrence: int = 0,
    ) -> None:
        self._owner = owner
        self.on = data.on
        self.slide = data.slide
        self._probability = data.probability
        self._nudge = data.nudge
        self._condition = data.condition
        self._retrig = data.retrig
        self._notes = data.notes
        self._locks = data.locks
        self._data = data
        self.index = index
        self.cycle = cycle
        self.count = count
        self.at = at  # in the engine's units
        self.occurrence = occurrence

    # -- where it is --------------------------------------------------------------------------------------------------
    @property
    def track(self) -> "Track":
        """The track that plays it."""
        return self._owner.track

    @property
    def pattern(self) -> "Pattern":
        """The pattern it belongs to, as it is written."""
        return self._owner.written

    @property
    def first(self) -> bool:
        """It is the pattern's first step."""
        return self.index == 0

    @property
    def beat(self) -> float:
        """Where it stands in the song, in quarter notes."""
        return self.at / QUARTER

    @property
    def bar(self) -> int:
        """Which bar it is in, from 0."""
        return self._owner.runtime.clock.bar_at(self.at)

    @property
    def rng(self) -> Rng:
        """Chance that belongs to this place of the song."""
        return self._owner.runtime.rng

    # -- its notes ----------------------------------------------------------------------------------------------------
    def _some_notes(self) -> Notes:
        """Its own, or those it would get if it were switched on."""
        return self._notes or self._owner.notes_near(self.index)

    def _get_pitch(self) -> int:
        """The first note's pitch; setting it moves a chord as a whole."""
        return (self._notes or self._some_notes())[0][0]

    def _set_pitch(self, value: Any) -> None:
        value = value if type(value) is int else note_of(value)
        notes = self._notes or self._some_notes()
        if len(notes) == 1:
            _, velocity, chance, gate = notes[0]
            self._notes = ((value, velocity, chance, gate),)
        else:
            by = value - notes[0][0]
            self._notes = tuple((p + by, v, c, g) for p, v, c, g in notes)

    pitch = taking(_get_pitch, _set_pitch)

    def _get_velocity(self) -> int:
        """The first note's velocity, 1 to 127; setting it sets that of all."""
        return (self._notes or self._some_notes())[0][1]

    def _set_velocity(self, value: Any) -> None:
        if type(value) is not int or not 0 < value < 128:
            value = velocity_of(value)
        notes = self._notes or self._some_notes()
        if len(notes) == 1:
            pitch, _, chance, gate = notes[0]
            self._notes = ((pitch, value, chance, gate),)
        else:
            self._notes = tuple((p, value, c, g) for p, _, c, g in notes)

    velocity = taking(_get_velocity, _set_velocity)

    def _get_gate(self) -> float:
        """How long the first note sounds, in steps, or TIED, or INFINITE; setting it sets that of all."""
        return gate_from_units((self._notes or self._some_notes())[0][3])

    def _set_gate(self, value: Any) -> None:
        units = gate_to_units(value)
        self._notes = tuple((p, v, c, units) for p, v, c, _ in self._notes or self._some_notes())

    gate = taking(_get_gate, _set_gate)

    def _get_notes(self) -> list[Note]:
        """All its notes, eight at most; change one and assign the list."""
        return [note_from(one) for one in self._notes]

    def _set_notes(self, values: Any) -> None:
        self._notes = tuple(units_of(one) for one in islice(values if is_list(values) else (values,), 8))

    notes = taking(_get_notes, _set_notes)

    def _get_chord(self) -> tuple[int, ...]:
        """The pitches of its notes; setting them, or the name of a chord, keeps velocity and gate."""
        return tuple(one[0] for one in self._notes)

    def _set_chord(self, pitches: Any) -> None:
        if isinstance(pitches, str):
            pitches = chord_of(pitches)
        several = [note_of(pitch) for pitch in islice(pitches if is_list(pitches) else (pitches,), 8)]
        old = self._notes or self._some_notes()
        self._notes = tuple((pitch, *old[min(i, len(old) - 1)][1:]) for i, pitch in enumerate(several))

    chord = taking(_get_chord, _set_chord)

    # -- how it plays -------------------------------------------------------------------------------------------------
    def _get_probability(self) -> int:
        """Per cent."""
        return self._probability

    def _set_probability(self, value: Any) -> None:
        if 0 < real(value, "a probability") < 1:
            raise ValueError(f"a probability is in per cent: {round(100 * value)}, not {value}")
        self._probability = clamp(whole(value, "a probability"), 0, 100)

    probability = taking(_get_probability, _set_probability)

    def _get_nudge(self) -> float:
        """How much later it sounds, in steps, less than one; earlier when negative."""
        return self._nudge / STEP

    def _set_nudge(self, value: Any) -> None:
        if type(value) is not float or not -1.0 < value < 1.0:
            value = real(value, "a nudge")
        self._nudge = clamp(round(value * STEP), 1 - STEP, STEP - 1)

    nudge = taking(_get_nudge, _set_nudge)

    def _get_condition(self) -> str:
        """As it is typed: "1:4", "fill !first"; empty: always."""
        return self._condition

    def _set_condition(self, value: Any) -> None:
        self._condition = checked(value)

    condition = taking(_get_condition, _set_condition)

    def _get_retrig(self) -> int:
        """How many times its notes are struck, evenly over the step."""
        return self._retrig[0]

    def _set_retrig(self, value: Any) -> None:
        self._retrig = (clamp(whole(value, "a retrig"), 1, 10), 0, self._retrig[2], self._retrig[3])

    retrig = taking(_get_retrig, _set_retrig)

    def roll(self, rate: int = 16, length: float = 1.0, ramp: int = 0) -> None:
        """A retrig by rate: a hit every 1/rate note for so many steps; `ramp` is added to the last velocity."""
        if rate not in RETRIG_RATES:
            raise ValueError(f"1/{rate} is no rate of a retrig; there are {', '.join(map(str, RETRIG_RATES))}")
        steps = real(length, "the length of a roll", endless=True)
        units = -1 if math.isinf(steps) else clamp(round(steps * STEP), STEP // 8, STEP * 128)
        self._retrig = (1, rate, units, clamp(whole(ramp, "a ramp"), -127, 127))

    @property
    def cc(self) -> Controllers:
        """The controllers it sends: `step.cc[74] = 12`."""
        return Controllers(self)

    def send(self, kind: str, number: Any, value: Any) -> None:
        """Any controller value: send("nrpn", 1024, 3), send("bend", 0, -200), send("program", -1, 4)."""
        lock = lock_units(kind, number, value)
        kept = tuple(one for one in self._locks if one[:2] != lock[:2])
        self._locks = (*kept, lock)[-16:]

    def off(self) -> None:
        """It stays silent; what it holds is kept."""
        self.on = False

    def clear(self) -> None:
        """Off, and empty."""
        self._restore((False, False, 100, 0, "", EMPTY.retrig, (), ()))

    def take(self, result: Any) -> None:
        """What a hook returned: None, True or False, a note, or several."""
        if result is None or result is self:
            return
        if isinstance(result, bool) or type(result).__name__ in ("bool_", "bool"):  # numpy's
            self.on = bool(result)
        else:
            self.on = True
            self.notes = result

    def as_plain(self) -> Any:
        """As the song's file has it."""
        return step_json(self._content(), self._data)

    def __copy__(self) -> "Step":
        """One of its own, that is nobody's to play."""
        made = Step(self._owner, self._data, self.index, self.cycle, self.count, self.at, self.occurrence)
        made._restore(self._content())
        return made

    def __deepcopy__(self, _: Any) -> "Step":
        return self.__copy__()

    # -- for the runtime ----------------------------------------------------------------------------------------------
    def _content(self) -> Content:
        return (
            self.on, self.slide, self._probability, self._nudge, self._condition, self._retrig, self._notes,
            self._locks)

    def _restore(self, content: Content) -> None:
        (self.on, self.slide, self._probability, self._nudge, self._condition, self._retrig, self._notes,
         self._locks) = content

    def _changed(self) -> bool:
        data = self._data
        return (
            self.on != data.on or self._notes is not data.notes and self._notes != data.notes
            or self._locks is not data.locks and self._locks != data.locks or self._probability != data.probability
            or self._nudge != data.nudge or self.slide != data.slide or self._retrig != data.retrig
            or self._condition != data.condition)

    def _answer(self, as_sounding: bool = False) -> Answer:
        notes = self._notes
        if self.on and not notes and not self._data.on and not self._locks:
            notes = self._some_notes()
        if len(notes) != 1 or not 0 <= notes[0][0] <= 127:
            notes = tuple(one for one in notes if 0 <= one[0] <= 127)
        return (
            bool(self.on), bool(self.slide), as_sounding, self._probability, self._nudge, self._condition,
            self._retrig, notes, self._locks)

    def _settle(self, data: StepData) -> None:
        self._data = data
        self._restore((
            data.on, data.slide, data.probability, data.nudge, data.condition, data.retrig, data.notes, data.locks))

    def __repr__(self) -> str:
        state = "on" if self.on else "off"
        return f"<step {self.index + 1} of {self.track.name or 'track'} {self.track.number}: {state} {self.chord}>"


class WrittenStep(Step):
    """A step of the song itself: what is changed here becomes a command when the call is over."""

    __slots__ = ()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name[0] != "_" or name in ("_notes", "_locks", "_retrig", "_condition"):
            self._owner.touch()
