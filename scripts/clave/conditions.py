"""Conditions as people type them ("1:4", "fill !first"), and as the song file has them."""

import re
from typing import Any

_QUESTIONS = {"fill": "fill", "first": "first", "pre": "pre", "nei": "neighbor"}
_CYCLE = re.compile(r"(!?)(\d+):(\d+)$")


def condition_text(value: Any) -> str:
    """What the file says as people type it; empty: always.

    >>> condition_text({"fill": True, "pre": False, "cycle": [1, 0, 0, 1]})
    'fill !pre x..x'
    """
    if isinstance(value, str):
        return value
    words = [("" if value[key] else "!") + word for word, key in _QUESTIONS.items() if key in value]
    cycle = value.get("cycle", "")
    words.append(cycle if isinstance(cycle, str) else "".join("x" if one else "." for one in cycle))
    return " ".join(word for word in words if word)


def condition_json(text: str) -> Any:
    """The typed text as the file has it.

    >>> condition_json("!1:4"), condition_json("nei 2:3")
    ({'cycle': [0, 1, 1, 1]}, {'neighbor': True, 'cycle': '2:3'})
    """
    result: dict[str, Any] = {}
    for word in text.split():
        found = _CYCLE.match(word)
        if word.lstrip("!") in _QUESTIONS:
            result[_QUESTIONS[word.lstrip("!")]] = word[0] != "!"
        elif found is not None:
            result["cycle"] = _cycle(found)
        else:
            result["cycle"] = [int(letter == "x") for letter in word]
    return result["cycle"] if list(result) == ["cycle"] and isinstance(result["cycle"], str) else result


def _cycle(found: re.Match[str]) -> Any:
    at, of = int(found.group(2)), int(found.group(3))
    return [int(n != at) for n in range(1, of + 1)] if found.group(1) else f"{at}:{of}"


def checked(value: Any) -> str:
    """A condition that a script gives, as text, as the file's JSON, or None for always.

    >>> checked("filll")
    Traceback (most recent call last):
    ValueError: 'filll' is no condition; they are written as '1:4', '!1:4', 'x..x', 'fill', '!first', 'pre' and 'nei'
    """
    if value and not isinstance(value, (str, dict)):
        raise TypeError(f"a condition is a text as '1:4' or 'fill', not {value!r}")
    text = condition_text(value) if value else ""
    if text == "always":
        return ""
    for word in text.split():
        found = _CYCLE.match(word)
        if found is not None and 1 <= int(found.group(2)) <= int(found.group(3)) <= 16:
            continue
        if word.lstrip("!") in _QUESTIONS or re.fullmatch(r"[x.]{1,16}", word):
            continue
        raise ValueError(
            f"{word!r} is no condition; they are written as '1:4', '!1:4', 'x..x', 'fill', '!first', 'pre' and 'nei'")
    return text
