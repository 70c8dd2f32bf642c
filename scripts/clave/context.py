"""Which runtime the functions of the package belong to: the newest one of this process."""

from typing import TYPE_CHECKING

from clave.errors import ScriptError

if TYPE_CHECKING:
    from clave.runtime import Runtime

_newest: "Runtime | None" = None


def enter(runtime: "Runtime") -> None:
    """From now on it is this one."""
    global _newest
    _newest = runtime


def current() -> "Runtime":
    """The runtime; there is none while a script is merely imported."""
    if _newest is None:
        raise ScriptError("this works in a script that Clave runs; to try one: python3 -m clave.driver SONG SCRIPT")
    return _newest
