"""A hook: a function that a script wants to be called, and when."""

import inspect
import itertools
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from clave.context import current
from clave.errors import PACKAGE, ScriptError, line_of_script
from clave.native import native
from clave.numeric import is_list, whole

if TYPE_CHECKING:
    from clave.script import Script

F = TypeVar("F", bound=Callable[..., Any])

GIVEN = {  # how many values the function of a kind gets; it may ask for fewer
    "step": 1, "cycle": 2, "note_out": 1, "live_loop": 0, "every": 0, "start": 0, "stop": 0, "bar": 1, "scene": 1,
    "tempo": 1, "load": 0, "unload": 0, "note_in": 1, "cc_in": 2, "pad": 3, "chain": 8, "controller": 0, "button": 0}


_numbers = itertools.count(1)


def next_number() -> int:
    """By which the program tells what was heard; another one in each run, as what is late may be of the one before."""
    return int(native.time() * 1000) % 1_000_000 * 1000 + next(_numbers) % 1000


class Hook:
    """A function that a script wants to be called, and how it has fared."""

    __slots__ = (
        "kind", "function", "call", "script", "name", "tracks", "order", "late", "salt", "strikes", "runs", "struck",
        "benched", "options", "index", "made")

    def __init__(
        self, kind: str, function: Callable[..., Any], script: "Script", tracks: Any = None, order: int = 0,
        late: str = "plain", name: str = "", **options: Any,
    ) -> None:
        if late not in ("plain", "silent"):
            raise ScriptError(f"late={late!r} is not possible; there are 'plain' and 'silent'")
        self.kind = kind
        self.function = function
        self.script = script
        self.rename(name or getattr(function, "__name__", kind))
        self.tracks: tuple[Any, ...] | None = None
        if tracks is not None:
            self.tracks = tuple(tracks) if is_list(tracks) else (tracks,)
        self.order = whole(order, "order")
        self.late = late
        self.strikes: int = 0
        self.runs = 0  # calls without a fault
        self.struck = 0  # of those, before the last strike
        self.benched = False
        self.options = options
        self.index = len(script.hooks)
        self.made = line_of_script()
        self.call = function
        if kind in GIVEN:
            _check(kind, function, self.name)
            self.call = fitted(function, GIVEN[kind])

    def rename(self, name: str) -> None:
        """Its name, by which it is told from others, also by chance."""
        self.name = name
        self.salt = zlib.crc32(f"{self.script.name}.{name}".encode(errors="replace"))

    @property
    def ran(self) -> bool:
        """It has worked before."""
        return self.runs > 0

    @property
    def place(self) -> tuple[str, int]:
        """File and line where it begins."""
        code = getattr(inspect.unwrap(self.function), "__code__", None)
        own = (code.co_filename, code.co_firstlineno) if code is not None else ("", 0)
        return own if own[0] and not own[0].startswith(PACKAGE) else self.made or (self.script.path, 1)


def fitted(function: Callable[..., Any], most: int) -> Callable[..., Any]:
    """The function as one that takes `most` values, of which it gets as many as it asks for."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return function
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return function
    takes = sum(one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) for one in parameters)
    if takes >= most:
        return function
    return lambda *values: function(*values[:takes])


def waits(function: Callable[..., Any]) -> bool:
    """Whether it is one that can wait: a generator function, or an async one."""
    return inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function)


def _check(kind: str, function: Callable[..., Any], name: str) -> None:
    """Says while the script is loaded what could not work when it plays."""
    if inspect.isasyncgenfunction(function):
        raise ScriptError(f"{name} waits in two ways; an async live loop waits by `await sleep(1)` alone")
    if waits(function):
        if kind != "live_loop":
            raise ScriptError(f"{name} has a yield or is async; only a @live_loop can wait, others use after()")
    elif kind == "live_loop":
        raise ScriptError(f"the live loop {name} never waits; it needs a `yield 1`, or to be async")
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return
    needed = [one.name for one in parameters if one.default is one.empty and one.kind.name.startswith("POSITIONAL")]
    if len(needed) > GIVEN[kind]:
        method = "; as a method, give it to an object: class Mine(Effect)" if needed[0] == "self" else ""
        raise ScriptError(f"{name}({', '.join(needed)}) is called with {GIVEN[kind] or 'no'} value"
                          f"{'s' * (GIVEN[kind] > 1)}{method}")


def register(kind: str, function: F, **options: Any) -> F:
    """Makes a function a hook of the script that is being loaded."""
    script = current().loading
    if script is None:
        raise ScriptError("hooks are made while a script is loaded, not later")
    if not callable(function):
        raise ScriptError(f"this belongs above a function, not {function!r}")
    script.hooks.append(Hook(kind, function, script, **options))
    return function
