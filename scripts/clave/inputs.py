"""What comes from outside to scripts: MIDI, OSC, calls by name, buttons, and chains of rules that fired."""

from typing import TYPE_CHECKING, Any

from clave.controls import Button, Control
from clave.errors import ScriptError, did_you_mean
from clave.hooks import Hook, fitted
from clave.script import Script

if TYPE_CHECKING:
    from clave.runtime import Runtime
    from clave.surface import RulesChain


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
        """Of a note, or of a pad."""
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
        self.chains: dict[int, "RulesChain"] = {}
        self._events = 0

    def plan(self) -> None:
        """Works out what is wanted."""
        hooks = self._runtime.hooks
        self.wants_midi = any(hooks(kind) for kind in ("note_in", "cc_in", "pad"))
        self.osc_paths = sorted({hook.options["path"] for hook in hooks("osc")})
        scripts = self._runtime.library.scripts.values()
        self.chains = {chain.number: chain for script in scripts for chain in script.chains}

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
                if hook.options["port"] in heard.port:
                    self._tell(hook, heard.at, heard)
            for hook in hooks("pad"):
                if hook.options["port"] in heard.port:
                    self._tell(hook, heard.at, heard.pitch, heard.velocity)
        elif kind == 0xB0:
            for hook in hooks("cc_in"):
                if hook.options["controller"] in (None, heard.number) and hook.options["port"] in heard.port:
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

    def fired(self, number: int, captures: list[Any]) -> None:
        """A chain of rules was heard."""
        chain = self.chains.get(number)
        if chain is None or chain.callback is None:
            return
        script = self._runtime.library.scripts.get(chain.script)
        if script is not None:
            self._runtime.call(_hook_for(script, "chain", chain.callback, chain.name, len(captures)), None, *captures)


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
