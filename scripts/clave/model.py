"""The song as the program last told it: plain values that nobody changes.

They are read from the song file's JSON. Numbers are the engine's: lengths within a step in 1/5040, a tied gate -1, an
infinite one -2.
"""

from typing import Any

from clave.conditions import condition_text
from clave.theory import Scale, note

STEP = 5040  # parts of a step
TIED_UNITS, INFINITE_UNITS = -1, -2
PLAIN_RETRIG = (1, 0, STEP, 0)  # count, rate, length, ramp
KINDS = ("cc", "cc14", "nrpn", "program", "bend", "pressure")
_LANES = ("pitch", "velocity", "gate", "chance", "locks")
_LANE_FIELDS = (
    (-1, ("on", "nudge")), (0, ("pitch",)), (1, ("velocity",)), (2, ("gate",)), (3, ("chance", "note chance")),
    (4, ("locks",)))

Notes = tuple[tuple[int, int, int, int], ...]  # pitch, velocity, chance, gate
Locks = tuple[tuple[int, int, int], ...]  # kind, number, value
Expressions = tuple[tuple[str, int, str], ...]  # field, index, text without "="


class StepData:
    """One step as it is written."""

    __slots__ = ("on", "slide", "probability", "nudge", "condition", "retrig", "notes", "locks", "expressions")

    def __init__(
        self, on: bool = False, slide: bool = False, probability: int = 100, nudge: int = 0, condition: str = "",
        retrig: tuple[int, int, int, int] = PLAIN_RETRIG, notes: Notes = (), locks: Locks = (),
        expressions: Expressions = (),
    ) -> None:
        self.on = on
        self.slide = slide
        self.probability = probability
        self.nudge = nudge
        self.condition = condition  # as typed; empty: always
        self.retrig = retrig
        self.notes = notes
        self.locks = locks
        self.expressions = expressions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StepData) and all(getattr(self, n) == getattr(other, n) for n in self.__slots__)

    __hash__ = None  # type: ignore[assignment]


EMPTY = StepData()


def gate_units(gate: Any) -> int:
    """A gate of the file in 1/5040 step."""
    if gate == "tied":
        return TIED_UNITS
    return INFINITE_UNITS if gate == "infinite" else round(float(gate) * STEP)


class _StepReader:
    """Reads one step; what begins with "=" goes to the expressions and its plain value is read in its place."""

    def __init__(self) -> None:
        self.expressions: list[tuple[str, int, str]] = []

    def plain(self, value: Any, field: str, index: int, default: Any) -> Any:
        first = value[0] if isinstance(value, list) and value else value
        if not (isinstance(first, str) and first.startswith("=")):
            return value
        self.expressions.append((field, index, first[1:]))
        return value[1] if isinstance(value, list) and len(value) > 1 else default

    def note(self, value: Any, index: int, velocity: Any, gate: Any) -> tuple[int, int, int, int]:
        own: dict[str, Any] = value if isinstance(value, dict) else {"note": value}
        pitch = self.plain(own.get("note", 60), "pitch", index, 60)
        level = self.plain(own.get("velocity", velocity), "velocity", index, 100)
        length = self.plain(own.get("gate", gate), "gate", index, 0.5)
        chance = self.plain(own.get("chance", 100), "note chance", index, 100)
        return (note(pitch), level, chance, gate_units(length))

    def lock(self, value: dict[str, Any], index: int) -> tuple[int, int, int]:
        for kind, name in enumerate(KINDS):
            if name not in value:
                continue
            if kind < 3:
                return (kind, value[name], self.plain(value["value"], "locks", index, 0))
            number = value.get("bank", -1) if name == "program" else 0
            plain = self.plain(value[name], "locks", index, 1 if name == "program" else 0)
            return (kind, number, plain - 1 if name == "program" else plain)
        raise ValueError("a lock without a kind")

    def notes(self, value: dict[str, Any]) -> Notes:
        velocity, gate = value.get("velocity", 100), value.get("gate", 0.5)
        if "note" in value:
            return (self.note(value["note"], 0, velocity, gate),)
        return tuple(self.note(one, i, velocity, gate) for i, one in enumerate(value.get("notes", ())))


def _retrig(value: dict[str, Any]) -> tuple[int, int, int, int]:
    length = value.get("length", 1)
    rate = int(value["rate"].split("/")[1]) if "rate" in value else 0
    return (value.get("count", 1), rate, -1 if length == "infinite" else round(length * STEP), value.get("ramp", 0))


def read_step(value: Any) -> StepData:
    """One step of the file.

    >>> read_step({"note": "C3", "velocity": "=60 + cycle"}).expressions
    (('velocity', 0, '60 + cycle'),)
    """
    reader = _StepReader()
    if isinstance(value, list):
        notes = tuple(reader.note(one, i, 100, 0.5) for i, one in enumerate(value))
        return StepData(True, notes=notes, expressions=tuple(reader.expressions))
    if not isinstance(value, dict):
        return StepData(True, notes=(reader.note(value, 0, 100, 0.5),), expressions=tuple(reader.expressions))
    on = reader.plain(value.get("on", True), "on", 0, True)
    notes = reader.notes(value)
    probability = reader.plain(value.get("chance", 100), "chance", 0, 100)
    nudge = reader.plain(value.get("nudge", 0), "nudge", 0, 0)
    locks = tuple(reader.lock(one, i) for i, one in enumerate(value.get("locks", ())))
    condition = condition_text(value["condition"]) if "condition" in value else ""
    retrig = _retrig(value["retrig"]) if "retrig" in value else PLAIN_RETRIG
    return StepData(
        bool(on), value.get("slide", False), probability, round(nudge * STEP), condition, retrig, notes, locks,
        tuple(reader.expressions))


class PatternData:
    """One pattern: its steps, and which lanes loop by themselves."""

    __slots__ = ("raw", "steps", "loops", "name", "expressions", "serial")
    _serials = 0

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.name: str = raw.get("name", "")
        self.steps = [EMPTY] * int(raw.get("length", 16))
        for key, value in raw.get("steps", {}).items():
            self.steps[int(key) - 1] = read_step(value)
        self.expressions = any(step.expressions for step in self.steps)
        loops = raw.get("loops", {})
        self.loops: tuple[tuple[int, int], ...] | None = None
        if any(loops.get(lane, {}).get("length", 0) for lane in _LANES):
            self.loops = tuple(
                (loops.get(lane, {}).get("first", 1) - 1, loops.get(lane, {}).get("length", 0)) for lane in _LANES)
        PatternData._serials += 1
        self.serial = PatternData._serials

    def resolved(self, index: int, count: int) -> StepData:
        """The step as its lanes say for the count-th step since the launch."""
        own = self.steps[index]
        if self.loops is None:
            return own
        at = [self.steps[first + count % length] if length else own for first, length in self.loops]
        chord = at[0].notes or own.notes
        notes = tuple(
            (one[0], _lane(at[1], i, one)[1], _lane(at[3], i, one)[2], _lane(at[2], i, one)[3])
            for i, one in enumerate(chord))
        return StepData(
            own.on, own.slide, at[3].probability, own.nudge, own.condition, own.retrig, notes, at[4].locks,
            tuple(one for lane, fields in _LANE_FIELDS for one in (own if lane < 0 else at[lane]).expressions
                  if one[0] in fields))


def _lane(step: StepData, i: int, own: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return step.notes[min(i, len(step.notes) - 1)] if step.notes else own


class TrackData:
    """One track: the file's JSON without its patterns, and the patterns by slot."""

    __slots__ = ("id", "raw", "patterns", "transpose", "transpose_after", "scale_lock", "number")

    def __init__(self, id_: int) -> None:
        self.id = id_
        self.number = 0
        self.patterns: dict[int, PatternData] = {}
        self.set({})

    def set(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.transpose: int = raw.get("transpose", 0)
        self.transpose_after: int = raw.get("transposeAfter", 0)
        self.scale_lock: bool = raw.get("scaleLock", False)


class SongData:
    """The song's head and its tracks in order."""

    def __init__(self) -> None:
        self.raw: dict[str, Any] = {}
        self.tracks: dict[int, TrackData] = {}
        self.order: list[TrackData] = []
        self.seed = 1
        self.scale = Scale("C", "chromatic")

    def set(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.seed = int(raw.get("seed", 1))
        self.scale = read_scale(raw.get("scale", "C chromatic"))

    def set_order(self, ids: list[int]) -> None:
        self.order = [self.tracks.setdefault(id_, TrackData(id_)) for id_ in ids]
        self.tracks = {track.id: track for track in self.order}
        for number, track in enumerate(self.order, 1):
            track.number = number

    def has_tempo(self, scene: int) -> bool:
        """Whether a scene, from 0, has a tempo of its own."""
        scenes = self.raw.get("scenes", [])
        return 0 <= scene < len(scenes) and scenes[scene].get("tempo") is not None

    def sounding(self, track: TrackData, pitch: int) -> int:
        """A written pitch as the track plays it."""
        pitch += track.transpose
        if track.scale_lock:
            pitch = self.scale.snap(pitch)
        return pitch + track.transpose_after


def read_scale(value: Any) -> Scale:
    """The file's scale: "C minor", or its root and notes."""
    if isinstance(value, str):
        root, _, name = value.partition(" ")
        return Scale(root, name)
    return Scale(value.get("root", "C"), tuple(value.get("notes", range(12))))
