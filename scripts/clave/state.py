"""What a script remembers across reloads, crashes and in the song file, and JSON of any object."""

import copy
import dataclasses
import enum
import json
from typing import Any

_MOST_DEPTH = 60


class State:
    """Values that stay: `class Memory(State): held: list[int] = []`, then `memory = Memory()`.

    Each value begins as its default; a later version of the script, and the song when it is opened again, go on with it.
    """

    def __init__(self) -> None:
        for kind in reversed(type(self).__mro__):
            for name, value in vars(kind).items():
                if not name.startswith("_") and not callable(value) and not hasattr(value, "__get__"):
                    setattr(self, name, copy.deepcopy(value))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({values})"


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON has it; what JSON has no word for is an object with one key that begins with "$"."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, enum.Enum):
        return plain(value.value, depth)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if abs(value) < float("inf") else {"$float": str(value)}
    if depth > _MOST_DEPTH:
        raise ValueError("it is too deep, or contains itself")
    inner = depth + 1
    if isinstance(value, list):
        return [plain(one, inner) for one in value]
    if isinstance(value, tuple):
        return {"$tuple": [plain(one, inner) for one in value]}
    if isinstance(value, (set, frozenset)):
        return {"$set": sorted((plain(one, inner) for one in value), key=json.dumps)}
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": value.hex()}
    if isinstance(value, dict):
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: plain(one, inner) for key, one in value.items()}
        return {"$dict": [[plain(key, inner), plain(one, inner)] for key, one in value.items()]}
    own = getattr(type(value), "as_plain", None)
    if own is not None:  # a part of the song, as its file has it
        return plain(own(value), inner)
    if hasattr(value, "tolist"):  # numpy's arrays and scalars
        return plain(value.tolist(), inner)
    return {"$object": type(value).__name__, **_fields(value, inner)}


def _fields(value: Any, depth: int) -> dict[str, Any]:
    if dataclasses.is_dataclass(value):
        names = [one.name for one in dataclasses.fields(value)]
    elif hasattr(value, "__dict__"):
        names = [name for name in vars(value) if not name.startswith("_")]
    else:
        names = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()) if name[0] != "_"]
    if not names:
        return {"$text": repr(value)}
    return {name: plain(getattr(value, name), depth) for name in names if hasattr(value, name)}


def restored(value: Any, names: dict[str, Any]) -> Any:
    """The value again; `names` are where its classes are looked for."""
    if isinstance(value, list):
        return [restored(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    if "$tuple" in value:
        return tuple(restored(one, names) for one in value["$tuple"])
    if "$set" in value:
        return {restored(one, names) for one in value["$set"]}
    if "$bytes" in value:
        return bytes.fromhex(value["$bytes"])
    if "$float" in value:
        return float(value["$float"])
    if "$dict" in value:
        return {restored(key, names): restored(one, names) for key, one in value["$dict"]}
    if "$object" not in value:
        return {key: restored(one, names) for key, one in value.items()}
    kind = names.get(value["$object"])
    fields = {key: restored(one, names) for key, one in value.items() if not key.startswith("$")}
    if not isinstance(kind, type):
        return fields
    made: Any = object.__new__(kind)
    for key, one in fields.items():
        object.__setattr__(made, key, one)
    return made


def to_json(value: Any, indent: int | None = None) -> str:
    """Any object as JSON.

    >>> to_json({"held": (60, 64), 3: {1}})
    '{"$dict": [["held", {"$tuple": [60, 64]}], [3, {"$set": [1]}]]}'
    """
    return json.dumps(plain(value), indent=indent)


def take_state(state: State, saved: dict[str, Any], names: dict[str, Any]) -> None:
    """Gives a state what was saved, but for values that it has no more, or whose default is of another kind now."""
    for name, value in saved.items():
        if not hasattr(state, name):
            continue
        old, new = getattr(state, name), restored(value, names)
        if old is None or new is None or isinstance(new, type(old)) or _both_numbers(old, new):
            setattr(state, name, new)


def _both_numbers(old: Any, new: Any) -> bool:
    return isinstance(old, (int, float)) and isinstance(new, (int, float))
