"""Controllers as code: chains of rules that the program listens for, and lights."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from clave.context import current
from clave.errors import ScriptError
from clave.native import native
from clave.numeric import is_list, whole
from clave.state import plain

_numbers = 0


class Rule:
    """One message, as in a map: `Rule("cc 74 $v")`, `Rule("note_on C3 1..127")`. controllers/rules/README.md lists all."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        if not text.split():
            raise ScriptError("a rule needs a message: Rule('cc 74 *')")
        self.text = text


class RulesChain:
    """Messages that mean something together: `RulesChain(Rule("cc 74 $v"), Rule("cc 27 0"), call=filter_moved)`.

    The program matches them; `call` gets what the rules caught. Without `device`, on all controllers. `options` are
    those of chains in maps: within_ms, gap, defer and so on.
    """

    def __init__(
        self, *rules: Rule | str, call: Callable[..., Any] | None = None, device: str = "", name: str = "", **options: Any,
    ) -> None:
        global _numbers
        if not 1 <= len(rules) <= 16:
            raise ScriptError("a chain has 1 to 16 rules")
        script = current().loading
        if script is None:
            raise ScriptError("chains are made while a script is loaded, not later")
        _numbers += 1
        self.number = _numbers
        self.rules = [rule.text if isinstance(rule, Rule) else Rule(rule).text for rule in rules]
        self.callback = call
        self.device = device
        self.name = name or f"chain {len(script.chains) + 1}"
        self.options = options
        self.script = script.name
        script.chains.append(self)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """As a decorator: the function that it calls."""
        self.callback = function
        return function

    def announce(self, script: str) -> None:
        """Tells the program what to listen for."""
        native.send("chain", json.dumps({
            "script": script, "chain": self.number, "name": self.name, "rules": self.rules, "device": self.device,
            "options": self.options}))


def led(device: str, pad: Any, color: Any) -> None:
    """Lights a pad: led("launchpad", 11, "#ff8000"). A color is a text, or red, green and blue from 0 to 255."""
    if not isinstance(color, str):
        parts: Sequence[Any] = color
        color = "#" + "".join(f"{min(max(whole(part, 'a color'), 0), 255):02x}" for part in parts)
    native.send("led", json.dumps({
        "device": device, "pad": whole(pad, "a pad"), "color": color, "at": current().at}))


def send_osc(path: str, *values: Any) -> None:
    """Sends an OSC message to whoever listens: numbers, texts, yes and no; of lists each value."""
    if not path.startswith("/"):
        raise ScriptError(f"{path!r} is no OSC path; paths begin with a slash")
    native.send("oscOut", json.dumps({
        "path": path, "args": list(_flat(values)), "at": current().at}))


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if is_list(value):
            yield from _flat(value)
            continue
        own = plain(value)
        if isinstance(own, dict):
            raise TypeError(f"OSC has numbers, texts, yes and no, but not {value!r}")
        yield own
