"""Whether the program can read what a script hands to it, asked while the script is at it."""

import functools
import json

from clave.errors import ScriptError
from clave.native import native


@functools.lru_cache(maxsize=1024)
def _fault_in(kind: str, text: str) -> str:
    return native.check(kind, json.dumps({"text": text}))


def checked(kind: str, text: str) -> str:
    """The text, if the program can read it as what it shall be: "controls" or a "color"."""
    fault = _fault_in(kind, text)
    if fault:
        raise ScriptError(fault)
    return text
