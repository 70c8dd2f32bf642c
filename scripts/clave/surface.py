"""Controllers as code: chains of rules that the program listens for, and lights."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from clave.checks import checked
from clave.context import current
from clave.errors import ScriptError
from clave.hooks import Hook, next_number
from clave.native import native, tell
from clave.numeric import is_list, whole
from clave.state import plain

if TYPE_CHECKING:
    from clave.script import Script


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
    those of chains in maps: within_ms, gap, consume and so on. Above a method of a Controller it is heard on its device.
    """

    def __init__(
        self, *rules: Rule | str, call: Callable[..., Any] | None = None, device: str = "", name: str = "", **options: Any,
    ) -> None:
        script = current().loading
        if script is None:
            raise ScriptError("chains are made while a script is loaded, not later")
        self.rules = [rule.text if isinstance(rule, Rule) else Rule(rule).text for rule in rules]
        self.device = device
        self.name = name
        self.options = options
        self.hook: Hook | None = None
        self.number = next_number()
        fault = native.check("chain", json.dumps({"name": name, "rules": self.rules, "options": options}))
        if fault:
            raise ScriptError(fault)
        self._script = script
        script.chains.append(self)
        if call is not None:
            self.hook = self.hook_for(call, script)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """As a decorator: the function that it calls."""
        self.hook = self.hook_for(function, self._script)
        setattr(function, "_rules_chains", [*chains_of(function), self])
        return function

    def hook_for(self, function: Callable[..., Any], script: "Script", name: str = "") -> Hook:
        """The hook by which a function is called when it fires."""
        own = name or self.name or getattr(function, "__name__", "chain")
        return Hook("chain", function, script, name=own)

    def wish(self, number: int, device: str | int, script: str) -> dict[str, Any]:
        """What the program is told of it."""
        return {
            "script": script, "number": number, "name": self.name, "rules": self.rules, "device": device,
            "options": self.options}


def chains_of(function: Any) -> list[RulesChain]:
    """The chains that were written above a function."""
    return list(getattr(function, "_rules_chains", ()))


def led(device: str, pad: Any, color: Any, motion: str = "steady") -> None:
    """Lights a pad or button: led("Launchpad", 11, "#ff8000"), led("", "pad[0][*]", "blue", "pulse").

    A pad is the number that it sends, or what maps call it: "pad[0][3]" (row and column from 0), "pad.5", "play".
    A color is a text, or red, green and blue from 0 to 255; None gives the light back to the map. Without a device: on
    all. `motion`: "steady", "flash" or "pulse".
    """
    send_light(device, pad, color, motion)


def send_light(device: str | int, pad: Any, color: Any, motion: str) -> None:
    """The same, also for one device by its number."""
    if isinstance(color, str):
        checked("color", color)
    elif color is not None:
        parts: Sequence[Any] = color
        color = "#" + "".join(f"{min(max(whole(part, 'a color'), 0), 255):02x}" for part in parts)
    if motion not in ("steady", "flash", "pulse"):
        raise ScriptError(f"motion={motion!r} is not possible; there are 'steady', 'flash' and 'pulse'")
    runtime = current()
    script = runtime.loading or runtime.script
    light = {
        "script": script.name if script is not None else "", "device": device,
        "pad": checked("controls", pad) if isinstance(pad, str) else str(whole(pad, "a pad")), "color": color,
        "motion": motion, "at": runtime.at}
    if runtime.loading is not None:
        runtime.loading.lit.append(light)  # it may yet fail to load
    else:
        tell("led", light)


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
