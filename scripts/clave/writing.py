"""Steps as the song file's JSON."""

from typing import TYPE_CHECKING, Any

from clave.conditions import condition_json
from clave.model import INFINITE_UNITS, KINDS, PLAIN_RETRIG, STEP, StepData
from clave.theory import note_name

if TYPE_CHECKING:
    from clave.step import Content


def _gate(units: int) -> Any:
    if units < 0:
        return "infinite" if units == INFINITE_UNITS else "tied"
    return units / STEP


def _lock(lock: tuple[int, int, int]) -> dict[str, int]:
    kind, number, value = lock
    if kind < 3:
        return {KINDS[kind]: number, "value": value}
    if KINDS[kind] != "program":
        return {KINDS[kind]: value}
    return {"program": value + 1, **({"bank": number} if number >= 0 else {})}


def _retrig(retrig: tuple[int, int, int, int]) -> dict[str, Any]:
    count, rate, length, ramp = retrig
    result: dict[str, Any] = {"rate": f"1/{rate}"} if rate else {"count": count}
    result["length"] = "infinite" if length < 0 else length / STEP
    return {**result, "ramp": ramp} if ramp else result


def step_json(content: "Content", data: StepData) -> Any:
    """The file's JSON of a step; None when it is empty. Fields that were not changed keep their expressions."""
    on, slide, probability, nudge, condition, retrig, notes, locks = content
    if not on and not notes and not locks:
        return None
    kept = _Kept(content, data)
    result: dict[str, Any] = {}
    if not on or kept.has("on", 0):
        result["on"] = kept.value("on", 0, on)
    if notes:
        result["notes"] = [
            {"note": kept.value("pitch", i, note_name(pitch)), "velocity": kept.value("velocity", i, velocity),
             "gate": kept.value("gate", i, _gate(gate)), "chance": kept.value("note chance", i, chance)}
            for i, (pitch, velocity, chance, gate) in enumerate(notes)]
    if slide:
        result["slide"] = True
    if probability != 100 or kept.has("chance", 0):
        result["chance"] = kept.value("chance", 0, probability)
    if nudge or kept.has("nudge", 0):
        result["nudge"] = kept.value("nudge", 0, nudge / STEP)
    if condition:
        result["condition"] = condition_json(condition)
    if retrig != PLAIN_RETRIG:
        result["retrig"] = _retrig(retrig)
    if locks:
        result["locks"] = [_lock(lock) for lock in locks]
        for i, lock in enumerate(result["locks"]):
            field = "value" if "value" in lock else next(iter(lock))
            lock[field] = kept.value("locks", i, lock[field])
    return result


class _Kept:
    """The expressions of the fields that are as they were."""

    def __init__(self, content: "Content", data: StepData) -> None:
        same = {"on": content[0] == data.on, "chance": content[2] == data.probability, "nudge": content[3] == data.nudge}
        self._texts = {
            (field, i): text for field, i, text in data.expressions
            if same.get(field, True) and (field != "locks" or content[7] == data.locks)
            and (field not in _NOTE_FIELDS or self._same_note(field, i, content, data))}

    @staticmethod
    def _same_note(field: str, i: int, content: "Content", data: StepData) -> bool:
        part = _NOTE_FIELDS[field]
        notes = content[6]
        return i < len(notes) and i < len(data.notes) and notes[i][part] == data.notes[i][part]

    def has(self, field: str, i: int) -> bool:
        return (field, i) in self._texts

    def value(self, field: str, i: int, plain: Any) -> Any:
        text = self._texts.get((field, i))
        return plain if text is None else ["=" + text, plain]


_NOTE_FIELDS = {"pitch": 0, "velocity": 1, "note chance": 2, "gate": 3}
