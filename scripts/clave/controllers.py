"""Controllers whose behaviour is a class: an instance for each device that is there."""

from typing import Any

from clave.hooks import Hook, next_number
from clave.surface import RulesChain, chains_of, send_light


class Controller:
    """What a device means, as code: `class Mine(Controller)` with `device = "Launchpad"`.

    Each device that matches has an instance of its own. Of the methods that it has, these are called: `on_pad(number,
    velocity, control)`, `connected()`, also when the cable is back, `lost()`, and those under a RulesChain. With
    `take = True` the map gets none of its pads and buttons.
    """

    device = ""
    take = False

    id = 0
    name = ""
    port = ""

    def led(self, pad: Any, color: Any, motion: str = "steady") -> None:
        """Lights a pad or button of this device, as led() does."""
        send_light(self.id, pad, color, motion)


class Instance:
    """One instance, and the hooks that call it."""

    def __init__(self, kind: type[Controller], device: dict[str, Any], script: Any) -> None:
        self.made = kind.__new__(kind)
        self.made.id, self.made.name, self.made.port = device["id"], device["name"], device["port"]
        self.is_there = False
        self.chains: list[tuple[int, RulesChain, Hook]] = []
        self.number = next_number()
        kind_name = kind.__name__
        self.begin = Hook("controller", getattr(self.made, "__init__"), script, name=kind_name)
        self.pad = self._hook("on_pad", "pad", script)
        self.connected = self._hook("connected", "controller", script)
        self.lost = self._hook("lost", "controller", script)
        for name, chain in method_chains(kind):
            hook = chain.hook_for(getattr(self.made, name), script, f"{kind_name}.{name}")
            self.chains.append((next_number(), chain, hook))

    def _hook(self, method: str, kind: str, script: Any) -> Hook | None:
        function = getattr(self.made, method, None)
        if function is None:
            return None
        return Hook(kind, function, script, name=f"{type(self.made).__name__}.{method}")


def controllers_in(names: dict[str, Any], module: str) -> list[type[Controller]]:
    """The classes that a script has written."""
    return [
        one for one in names.values()
        if isinstance(one, type) and issubclass(one, Controller) and one.__module__ == module]


def method_chains(kind: type[Controller]) -> list[tuple[str, RulesChain]]:
    """The chains above methods of a class, with their methods' names."""
    found: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        found.update(vars(one))
    return [(name, chain) for name, function in found.items() if callable(function) for chain in chains_of(function)]


def is_for(kind: type[Controller], device: dict[str, Any]) -> bool:
    """Whether a device has what the class asks for in its name.

    >>> class Mine(Controller): device = "launchpad"
    >>> is_for(Mine, {"profile": "lpx", "name": "Launchpad X", "port": "LPX"}), is_for(Mine, {"name": "APC mini"})
    (True, False)
    """
    wanted = kind.device.lower()
    return any(wanted in str(device.get(key, "")).lower() for key in ("profile", "name", "port"))
