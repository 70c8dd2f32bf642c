"""What comes from outside to scripts: MIDI, OSC, calls by name, buttons, and what hands do on controllers."""

import json
from typing import TYPE_CHECKING, Any

from clave.controllers import Instance, is_for
from clave.controls import Button, Control
from clave.errors import ScriptError, did_you_mean
from clave.hooks import Hook, fitted
from clave.native import tell
from clave.script import Script

if TYPE_CHECKING:
    from clave.runtime import Runtime


class MidiMessage:
    """A message from an input. For notes `pitch` and `velocity`, for controllers `number` and `value`."""

    __slots__ = ("port", "data", "at")

    def __init__(self, port: str, data: list[int], at: int | None) -> None:
        self.port = port
        self.data = [*data, 0, 0][:3]
        self.at = at

    @property
    def channel(self) -> int:
        """From 1."""
        return (self.data[0] & 15) + 1

    @property
    def pitch(self) -> int:
        """Of a note."""
        return self.data[1]

    @property
    def velocity(self) -> int:
        """0: the key was let go."""
        return self.data[2] if self.data[0] & 0xF0 == 0x90 else 0

    number = pitch

    @property
    def value(self) -> int:
        """Of a controller."""
        return self.data[2]

    def __repr__(self) -> str:
        return f"<midi {' '.join(f'{byte:02x}' for byte in self.data)} from {self.port}>"


class Inputs:
    """Finds the functions that want to hear of something."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self.wants_midi = False
        self.osc_paths: list[str] = []
        self.devices: list[dict[str, Any]] = []  # controllers that are there
        self._listeners: dict[int, Hook] = {}
        self._hands = ""
        self._events = 0

    def plan(self) -> None:
        """Works out what is wanted."""
        hooks = self._runtime.hooks
        self.wants_midi = any(hooks(kind) for kind in ("note_in", "cc_in"))
        self.osc_paths = sorted({hook.options["path"] for hook in hooks("osc")})
        self._plan_hands()

    def _plan_hands(self) -> None:
        """Works out which chains and pads are listened to, and tells the program when that is news."""
        self._listeners = {}
        chains: list[dict[str, Any]] = []
        pads: list[dict[str, Any]] = []

        def listen(number: int, hook: Hook | None) -> bool:
            if hook is None or hook.benched:
                return False
            self._listeners[number] = hook
            return True

        for script in self._runtime.library.scripts.values():
            for chain in script.chains:
                if not script.is_of_method(chain) and listen(chain.number, chain.hook):
                    chains.append(chain.wish(chain.number, chain.device, script.name))
            for one in script.controllers.values():
                for number, chain, hook in one.chains:
                    if listen(number, hook):
                        chains.append(chain.wish(number, one.made.id, script.name))
                if listen(one.number, one.pad) or one.made.take:
                    pads.append({
                        "script": script.name, "number": one.number, "device": one.made.id, "pads": "",
                        "take": one.made.take})
        for hook in self._runtime.hooks("pad"):
            options = hook.options
            if listen(options["number"], hook):
                pads.append({"script": hook.script.name, **options})
        text = json.dumps({"chains": chains, "pads": pads})
        if text != self._hands:
            self._hands = text
            tell("hands", {"chains": chains, "pads": pads})

    def set_devices(self, devices: list[dict[str, Any]]) -> None:
        """The controllers that are there now."""
        self.devices = devices
        for script in list(self._runtime.library.scripts.values()):
            self.meet(script)
        self._plan_hands()

    def meet(self, script: Script) -> None:
        """Each controller has an instance of each class that is for it, which knows whether it is there."""
        there = {device["id"] for device in self.devices}
        for kind in script.controller_kinds:
            for device in self.devices:
                key = (kind.__name__, int(device["id"]))
                if key in script.controllers or not is_for(kind, device):
                    continue
                one = Instance(kind, device, script)
                self._runtime.call(one.begin, None)
                if one.begin.ran:
                    script.controllers[key] = one
        for one in list(script.controllers.values()):
            was_there, one.is_there = one.is_there, one.made.id in there
            hook = one.connected if one.is_there else one.lost
            if one.is_there != was_there and hook is not None and script.is_live:
                self._runtime.call(hook, None)

    def _tell(self, hook: Hook, at: int | None, *values: Any) -> None:
        self._events += 1
        self._runtime.call(hook, at, *values)

    def midi(self, message: dict[str, Any]) -> None:
        """A message from a MIDI input."""
        heard = MidiMessage(message.get("port", ""), message["bytes"], message.get("at"))
        kind = heard.data[0] & 0xF0
        hooks = self._runtime.hooks
        if kind in (0x80, 0x90):
            for hook in hooks("note_in"):
                if _is_from(hook, heard):
                    self._tell(hook, heard.at, heard)
        elif kind == 0xB0:
            for hook in hooks("cc_in"):
                if hook.options["controller"] in (None, heard.number) and _is_from(hook, heard):
                    self._tell(hook, heard.at, heard.value, heard)

    def osc(self, path: str, values: list[Any]) -> None:
        """An OSC message."""
        for hook in self._runtime.hooks("osc"):
            if hook.options["path"] == path:
                self._tell(hook, None, *values)

    def press(self, script: Script, control: Control[Any]) -> None:
        """A button was pressed; a toggle is turned over."""
        if isinstance(control, Button):
            hook = script.hook(control.name) or _hook_for(script, "button", control.press, control.name)
            self._runtime.call(hook, None)
        elif control.kind == "toggle":
            control.value = not control.value

    def call(self, name: str, values: list[Any]) -> Any:
        """Calls a function or method: "name", "script.name", or "script.object.name"."""
        try:
            script, function = self._find(name)
        except ScriptError as error:
            if self._runtime.script is not None:
                raise
            self._runtime.faults.report(name.partition(".")[0], "call", error, name)
            return None
        if self._runtime.script is not None:
            return function(*values)  # what goes wrong is the caller's to know
        return self._runtime.call(_hook_for(script, "call", function, name, len(values)), None, *values)

    def _find(self, name: str) -> tuple[Script, Any]:
        scripts = self._runtime.library.scripts
        for script in scripts.values():
            own = name[len(script.name) + 1:] if name.startswith(script.name + ".") else ""
            found = _function(script, own) if own else None
            if found is not None:
                return script, found
        for script in scripts.values():
            found = _function(script, name)
            if found is not None:
                return script, found
        known = [f"{one.name}.{own}" for one in scripts.values() for own, value in one.names.items() if callable(value)]
        raise ScriptError(f"no script has a function {name!r}{did_you_mean(name, known)}")

    def heard(self, number: int, at: int | None, *values: Any) -> None:
        """Something that a script listens to on a controller."""
        hook = self._listeners.get(number)
        if hook is not None:
            self._tell(hook, at, *values)


def _is_from(hook: Hook, heard: MidiMessage) -> bool:
    return str(hook.options["port"]).lower() in heard.port.lower()


def _function(script: Script, name: str) -> Any:
    first, *rest = name.split(".")
    value = script.names.get(first)
    for word in rest:
        value = getattr(value, word, None)
    if value is None:
        value = next((getattr(one, name) for one in script.instances if hasattr(one, name)), None)
    return value if callable(value) else None


def _hook_for(script: Script, kind: str, function: Any, name: str, most: int = 0) -> Hook:
    """The hook by which a function that is no hook of its own is called and watched."""
    key = (kind, name)
    hook = script.callable_hooks.get(key)
    if hook is None or hook.function != function:
        hook = script.callable_hooks[key] = Hook(kind, function, script, name=name)
    hook.call = fitted(function, most)
    return hook
