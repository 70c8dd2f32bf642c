"""One track as scripts play it, and the notes that go out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from clave.hooks import Hook
from clave.model import STEP, TrackData
from clave.native import QUARTER, SIXTEENTH, native
from clave.notes import Note, NoteUnits, gate_from_units, gate_to_units, lock_units, units_of
from clave.numeric import is_list
from clave.pattern import Pattern
from clave.step import Answer, Content, Step

if TYPE_CHECKING:
    from clave.runtime import Runtime
    from clave.tracks import Track


class Voice:
    """A track that scripts have a hand in."""

    __slots__ = (
        "data", "steps", "cycles", "filters", "late", "owner", "made", "cycle", "count", "last")

    def __init__(self, data: TrackData) -> None:
        self.data = data
        self.steps: tuple[Hook, ...] = ()
        self.cycles: tuple[Hook, ...] = ()
        self.filters: tuple[Hook, ...] = ()
        self.late = "plain"
        self.last: Hook | None = None  # of its step hooks
        self.owner: Pattern | None = None
        self.made: dict[int, Content] = {}  # what this pass's cycle hooks made, by step
        self.cycle = (-1, -1)  # slot and pass that it was made for
        self.count = -1

    def scripts(self) -> list[str]:
        """Whose hooks it has."""
        return sorted({hook.script.name for hook in (*self.steps, *self.cycles, *self.filters)})

    def forget(self) -> None:
        """Playing begins anew."""
        self.cycle, self.count, self.made = (-1, -1), -1, {}

    def take(self, slot: int, runtime: "Runtime") -> Pattern | None:
        """The pattern that plays now. What was edited by hand in this pass plays as edited."""
        before = self.owner
        data = self.data.patterns.get(slot)
        if data is None:
            self.owner = None
            return None
        self.owner = Pattern(runtime, self.data, slot)
        if before is not None and before.slot == slot:
            old = before.data.steps
            for index in [i for i in self.made if i >= len(data.steps) or i >= len(old) or data.steps[i] != old[i]]:
                del self.made[index]
        return self.owner

    def begin_pass(
        self, runtime: "Runtime", slot: int, pass_: int, index: int, count: int, at: int, length: int,
    ) -> Pattern:
        """The pattern as its pass begins with one of its steps, for the cycle hooks to change."""
        pattern = Pattern(runtime, self.data, slot)
        pattern.cycle = pass_
        pattern._steps = [
            Step(pattern, pattern.data.resolved(i, max(count + i - index, 0)), i, pass_, count + i - index,
                 at + (i - index) * length)
            for i in range(len(pattern.data.steps))]
        return pattern

    @staticmethod
    def plan(runtime: "Runtime", hooks: list[Hook], before: dict[int, "Voice"]) -> dict[int, "Voice"]:
        """A voice for each track with hooks or expressions, which goes on with what it had."""
        voices: dict[int, Voice] = {}
        found: dict[int, dict[str, list[Hook]]] = {data.id: {} for data in runtime.song.order}
        for hook in hooks:
            if hook.kind not in ("step", "cycle", "note_out"):
                continue
            ids: Iterable[int] = runtime.ids_of(hook)
            if hook.tracks is None and not hook.script.track:
                ids = found
            for id_ in ids:
                if id_ in found:
                    found[id_].setdefault(hook.kind, []).append(hook)
        for data in runtime.song.order:
            own = found[data.id]
            if not own and not any(pattern.expressions for pattern in data.patterns.values()):
                continue
            voice = before.get(data.id)
            if voice is None or voice.data is not data:
                voice = Voice(data)
            voice.steps = tuple(own.get("step", ()))
            voice.cycles = tuple(own.get("cycle", ()))
            voice.filters = tuple(own.get("note_out", ()))
            voice.last = voice.steps[-1] if voice.steps else None
            late = any(hook.late == "silent" for kind in own.values() for hook in kind)
            voice.late = "silent" if late else "plain"
            if not voice.cycles:
                voice.made = {}
            voices[data.id] = voice
        return voices


class NoteOut(Note):
    """A note on its way out, as it will sound."""

    track: "Track"
    beat: float


def _through(runtime: "Runtime", voice: Voice, note: NoteUnits, at: int) -> list[NoteUnits]:
    """What the track's filters make of a note that sounds."""
    notes = [note]
    for hook in voice.filters:
        made: list[NoteUnits] = []
        for one in notes:
            out = NoteOut(one[0], one[1], gate_from_units(one[3]), one[2])
            out.track, out.beat = runtime.track_of(voice.data), at / QUARTER
            runtime.set_place(hook, at, voice.data.id)
            failures = hook.strikes
            result = runtime.guarded(hook, "note out", hook.call, out)
            if hook.strikes != failures:
                made.append(one)
            elif result is None or result is True:
                made.append(units_of(out))
            elif result is not False:
                made += [units_of(each) for each in (result if is_list(result) else [result])]
        notes = made
    return notes


def filtered(runtime: "Runtime", voice: Voice, step: Step) -> Answer | None:
    """The answer of a step whose notes go through filters. None: they left it alone."""
    answer = step._answer()
    if not answer[0] or not answer[7]:
        return answer if step._changed() else None
    song = runtime.song
    sounding = [(song.sounding(voice.data, p), v, c, g) for p, v, c, g in answer[7]]
    notes: list[NoteUnits] = []
    for note in sounding:
        if note[1] > 0:
            notes += _through(runtime, voice, note, step.at)
        else:
            notes.append(note)
    if notes == sounding and not step._changed():
        return None
    kept = tuple(one for one in notes if 0 <= one[0] <= 127)[:8]
    return (*answer[:2], True, *answer[3:7], kept, answer[8])


def play(
    notes: Any, velocity: int = 100, length: float = 0.25, track: Any = None, delay: Any = 0, as_sounding: bool = False,
) -> None:
    """Plays a note or several: `play("C3")`, `play(chord("Am7"), length=4)`.

    `length` and `delay` are in beats (or seconds(), bars()). Of a Note its own gate counts, in sixteenths. Without a
    track: the script's. `as_sounding`: neither transposed nor moved to the scale.
    """
    from clave.context import current

    runtime = current()
    data = runtime.find_track(track) if track is not None else runtime.default_track()
    clock = runtime.clock
    at = runtime.present() + clock.units(delay)
    voice = runtime._voices.get(data.id)
    several = notes if is_list(notes) else [notes]
    for one in several:
        units = units_of(one if isinstance(one, Note) else Note(one, velocity))
        if isinstance(one, Note):
            long = SIXTEENTH * (units[3] if units[3] > 0 else STEP) // STEP
        else:
            long = max(clock.units(length), 1)
        if voice is not None and voice.filters:
            pitch = units[0] if as_sounding else runtime.song.sounding(data, units[0])
            gate = gate_to_units(long / SIXTEENTH)
            place = (runtime.script, runtime.hook, runtime.at, runtime.track_id, runtime.place)
            for sent in _through(runtime, voice, (pitch, units[1], 100, gate), at):
                own = long if sent[3] == gate else SIXTEENTH * max(sent[3], 1) // STEP
                _send(data, at, own, sent, True)
            runtime.script, runtime.hook, runtime.at, runtime.track_id, runtime.place = place
        else:
            _send(data, at, long, units, as_sounding)


def send_cc(number: int, value: Any, track: Any = None, kind: str = "cc") -> None:
    """Sends a controller at the beat that is being worked out: send_cc(74, 100, track="bass").

    `kind`: also "cc14", "nrpn", "program" (number: the bank or -1, value from 0), "bend", "pressure".
    """
    from clave.context import current

    runtime = current()
    data = runtime.find_track(track) if track is not None else runtime.default_track()
    native.locks(data.id, runtime.present(), [lock_units(kind, number, value)])


def _send(data: TrackData, at: int, long: int, units: NoteUnits, as_sounding: bool) -> None:
    if 0 <= units[0] <= 127:
        native.note(data.id, at, at + long, units[0], units[1], as_sounding)
