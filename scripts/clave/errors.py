"""Errors as data: what went wrong, in which script, at which line and column."""

import difflib
import importlib
import linecache
import os
import re
import sys
import traceback
from collections.abc import Iterable
from types import FrameType, TracebackType
from typing import Any

PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep


class _Timeout(BaseException):
    """A call took too long. Not an Exception, so that `except Exception` lets it pass."""


importlib.import_module("clave.native")  # which has brought _clave in, if there is one
ScriptTimeout: type[BaseException] = getattr(sys.modules.get("_clave"), "ScriptTimeout", _Timeout)


class ScriptError(Exception):
    """Something that a script asked for and that cannot be, as a sentence."""


class NoSuch(KeyError):
    """Something that is not there, as a sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """", did you mean 'minor'?", or nothing.

    >>> did_you_mean("minro", ["major", "minor"])
    ", did you mean 'minor'?"
    """
    close = difflib.get_close_matches(word, list(known), 1)
    return f", did you mean {close[0]!r}?" if close else ""


def line_of_script() -> tuple[str, int] | None:
    """File and line of a script that called into this package."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(PACKAGE):
        frame = frame.f_back
    return (frame.f_code.co_filename, frame.f_lineno) if frame is not None else None


def _frames(trace: TracebackType | None) -> list[dict[str, Any]]:
    frames = []
    for frame in traceback.extract_tb(trace):
        if frame.filename.startswith((PACKAGE, "<frozen ")) or frame.filename == "<string>":
            continue  # ours, or the watchdog's own
        text = linecache.getline(frame.filename, frame.lineno or 0).rstrip("\n")
        ends_here = frame.end_lineno == frame.lineno
        frames.append({
            "file": frame.filename,
            "line": frame.lineno or 0,
            "column": _column(text, frame.colno or 0),
            "endColumn": _column(text, (frame.end_colno or 0) if ends_here else len(text.encode())),
            "function": frame.name,
            "text": text,
        })
    return frames


def _column(text: str, offset: int) -> int:
    """From 1, of an offset in bytes."""
    return len(text.encode()[:offset].decode(errors="ignore")) + 1


def _message_of(error: BaseException) -> str:
    try:
        return _sentence_of(error)
    except Exception:
        return "an error that cannot say what it is"


def _sentence_of(error: BaseException) -> str:
    if isinstance(error, ScriptTimeout):
        own = [one for one in traceback.extract_tb(error.__traceback__) if not one.filename.startswith(PACKAGE)]
        importing = own and own[0].name != "<module>" and any(
            one.name == "<module>" or "importlib" in one.filename for one in own)
        early = "; import what is large at the top of the script, where there is time for it" if importing else ""
        return (str(error) or "it took too long and was stopped") + early
    if isinstance(error, MemoryError):
        return "there is no more memory for it"
    if isinstance(error, SystemExit):
        return "scripts cannot end the program"
    if isinstance(error, EOFError) or str(error).startswith("input()"):
        return "nobody answers input() here; use a knob, or set a value in the console"
    text = str(error)
    if text == "no running event loop":
        return "asyncio does not run here; an async live loop waits by `await sleep(1)`"
    if isinstance(error, (NameError, AttributeError)):
        return _suggested(error, text)
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        return f"{text}; install python3-{package}, or begin Clave with --python and the environment that has {package}"
    if isinstance(error, TypeError) and re.search(r"'(Knob|IntKnob|Toggle|Choice)'", text):
        return f"{text}; what a knob is set to is its .value"
    if type(error) is KeyError:
        return f"there is no {text}"
    return text or type(error).__name__


def _suggested(error: NameError | AttributeError, text: str) -> str:
    name = error.name or ""
    if isinstance(error, AttributeError):
        owner = error.obj
        found = re.match(r"'(\w+)' object has no attribute '(\w+)'", text)
        if not name and found is not None:  # an assignment says no more than this
            owner, name = getattr(sys.modules["clave"], found.group(1), None), found.group(2)
        if name in dir(owner):
            return f"{text} any more; it was deleted"
        return text + did_you_mean(name, (word for word in dir(owner) if not word.startswith("_")))
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if isinstance(error, UnboundLocalError):
        name = "".join(re.findall(r"'(\w+)'", text)[:1])
        return f"{text}; to change the script's own {name}, begin the function with `global {name}`"
    if name in getattr(sys.modules["clave"], "__all__", ()):
        return f"{text}; begin the script with `from clave import *`"
    known = {*trace.tb_frame.f_locals, *trace.tb_frame.f_globals} if trace is not None else set()
    return text + did_you_mean(name, known)


def error_data(error: BaseException) -> dict[str, Any]:
    """Type, message, place and frames of an error; frames of this package are left out."""
    data: dict[str, Any] = {"type": type(error).__name__, "message": _message_of(error)}
    frames = _frames(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename is not None:
        data["message"] = error.msg
        frames.append({
            "file": error.filename,
            "line": error.lineno or 0,
            "column": error.offset or 0,
            "endColumn": error.end_offset or error.offset or 0,
            "function": "",
            "text": (error.text or "").rstrip("\n"),
        })
    last = frames[-1] if frames else {"file": "", "line": 0, "column": 0, "endColumn": 0, "text": ""}
    data.update((key, last[key]) for key in ("file", "line", "column", "endColumn", "text"))
    data["frames"] = frames
    return data
