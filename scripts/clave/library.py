"""The scripts that are loaded: loading, carrying values over, going back to the version before."""

import contextlib
from json import dumps
from typing import TYPE_CHECKING, Any

from clave.controllers import controllers_in
from clave.controls import Attribute, Button, Control, controls_of
from clave.devices import make, methods_of
from clave.errors import ScriptError, ScriptTimeout, did_you_mean
from clave.hooks import Hook
from clave.native import native, tell
from clave.script import Script
from clave.state import State, plain, take_state

if TYPE_CHECKING:
    from clave.runtime import Runtime


class Library:
    """All scripts, by name, in the order in which they were first loaded."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self.scripts: dict[str, Script] = {}
        self._loads = 0

    def load(self, message: dict[str, Any]) -> bool:
        """Loads a script, or its next version. When that fails the version before goes on."""
        runtime = self._runtime
        name = str(message["script"])
        script = Script(
            name, message.get("path") or "", message.get("text") or "", message.get("track") or None,
            message.get("arguments") or {})
        old = self.scripts.get(name)
        if old is None:
            self._loads += 1
        script.index = old.index if old is not None else self._loads
        runtime.faults.forget(name)
        began = native.time()
        done = self._run(script, message, old)
        if done:
            script.previous = old
            self._swap(script, old)
        runtime.house.keep()
        milliseconds = round((native.time() - began) * 1000, 3)
        tell("loaded", {"script": name, "ok": done, "ms": milliseconds, "files": script.local_files()})
        if done:
            tell("modules", sorted(script.imported))
            self.check_tracks(script)
        return done

    def _run(self, script: Script, message: dict[str, Any], old: Script | None) -> bool:
        runtime = self._runtime
        runtime.loading = script
        track = script.track or 0
        native.begin_call(script.name, "import", track, True)
        try:
            with runtime.running(script):
                tree = script.parse()
                script.import_ahead(tree)
                native.end_call()
                native.begin_call(script.name, "load", track, not runtime.clock.playing)
                script.run(compile(tree, script.path, "exec", dont_inherit=True))
                script.controller_kinds = controllers_in(script.names, script.module.__name__)
                _make_instances(runtime, script)
                _name_apart(script)
                _find_values(script)
                _carry(script, message, old)
            native.end_call()
        except BaseException as error:
            native.end_call()
            runtime.drop_changes()
            note = "the version before plays on" if old is not None else ""
            runtime.faults.report(script.name, "load", error, note=note, at=(script.path, 1))
            return False
        finally:
            runtime.loading = None
        runtime.settle()
        return True

    def _swap(self, script: Script, old: Script | None) -> None:
        runtime = self._runtime
        if old is not None:
            for hook in old.hooks:
                if hook.kind == "unload":
                    runtime.call(hook, None)
            old.is_live = False
            old.previous = None
        self.scripts[script.name] = script
        self._relight(script, old is not None)
        self._enliven(script)
        for hook in script.hooks:
            if hook.kind == "load":
                runtime.call(hook, None)

    def check_tracks(self, script: Script) -> None:
        """Says where a hook names a track that the song does not have, once."""
        missing = set()
        for hook in script.hooks if self._runtime.song.order else ():
            for name in hook.tracks or ():
                try:
                    self._runtime.find_track(name)
                except Exception as error:
                    missing.add((hook.kind, hook.name, str(name)))
                    if (hook.kind, hook.name, str(name)) not in script.missing:
                        self._runtime.faults.report(script.name, "track", error, hook.name, at=hook.place)
        if script.missing and not missing:
            tell("mended", {"script": script.name, "phase": "track"})
        script.missing = missing

    def _enliven(self, script: Script) -> None:
        runtime = self._runtime
        script.is_live = True
        for control in script.controls.values():
            control.script = script.name
        loops = [hook for hook in script.hooks if hook.kind == "live_loop"]
        runtime.clock.drop_loops(script.name, {hook.name for hook in loops})
        if runtime.clock.playing:
            for hook in script.hooks:
                if hook.kind == "every":
                    runtime.clock.add_every(hook)
            for hook in loops:
                runtime.clock.add_loop(hook)
        self.tell_controls(script)
        runtime.inputs.meet(script)
        runtime.plan()

    def _relight(self, script: Script, is_other: bool) -> None:
        """The lights of another version go out; what this one lit while it was loaded comes."""
        if is_other:
            tell("dark", {"script": script.name})
        for light in script.lit:
            tell("led", light)

    def roll_back(self, script: Script) -> bool:
        """The version before takes its place again. False: there is none."""
        old = script.previous
        if old is None or not script.is_live:
            return False
        script.is_live = False
        script.previous = None
        for name, control in script.controls.items():
            # What was turned in the meantime is wanted; what it began with may be cut to other limits.
            if name in old.controls and not isinstance(control, Button) and control.value != control.carried:
                _set(old.controls[name], control.value)
        self.scripts[old.name] = old
        self._relight(old, True)
        self._enliven(old)
        return True

    def unload(self, name: str) -> None:
        """Takes a script away."""
        script = self.scripts.get(name)
        if script is None:
            return
        for hook in script.hooks:
            if hook.kind == "unload":
                self._runtime.call(hook, None)
        del self.scripts[name]
        script.is_live = False
        self._runtime.clock.drop_loops(name, set())
        self._runtime.faults.forget(name)
        tell("dark", {"script": name})
        self._runtime.plan()

    def adopt(self, script: Script) -> None:
        """A script that was not loaded but typed has new hooks."""
        self.scripts[script.name] = script
        self._enliven(script)

    # -- values -------------------------------------------------------------------------------------------------------
    def tell_controls(self, script: Script) -> None:
        """Tells the window what there is to turn."""
        controls = []
        for control in script.controls.values():
            with contextlib.suppress(Exception):  # an attribute of an object may be anything by now
                controls.append(control.describe())
        tell("controls", {"script": script.name, "controls": controls})

    def set_knob(self, name: str, knob: str, value: Any) -> None:
        """A hand has turned one."""
        script = self.scripts.get(name)
        control = script.controls.get(knob) if script is not None else None
        if control is not None and not isinstance(control, Button):
            control.set_number(value)

    def tell_states(self) -> None:
        """Tells what scripts remember where that has changed."""
        for script in self.scripts.values():
            began = native.time()
            if not script.exposed and not script.states or began < script.state_due:
                continue
            native.begin_call(script.name, "state", 0)
            try:
                for control in script.controls.values() if script.exposed else ():
                    if isinstance(control, Attribute):
                        with contextlib.suppress(Exception):  # it may be anything by now
                            control.tell_change()
                state = {name: plain(vars(one)) for name, one in script.states.items()}
                text = dumps(state)
                native.end_call()
            except (Exception, ScriptTimeout) as error:
                native.end_call()
                sentence = "what it remembers in a State is too much, or of a kind that cannot be kept with the song"
                told = ScriptError(f"{sentence}: {error}")
                self._runtime.faults.report(script.name, "state", told, at=(script.path, 1))
                script.state_due = began + 10
                continue
            script.state_due = began + 50 * (native.time() - began)  # a large state is told less often
            if script.states and text != script.sent_state:
                script.sent_state = text
                tell("state", {"script": script.name, "state": state})


def _make_instances(runtime: "Runtime", script: Script) -> None:
    """The song's file says on which track an object of the script's class plays, and with which arguments."""
    if script.track is None:
        if script.arguments:
            raise ScriptError("the song has arguments for it, and does not say on which track it plays")
        return
    data = runtime.song.tracks.get(script.track)
    if data is None:
        raise ScriptError(f"the song puts it on the track with the id {script.track}, and there is none")
    kinds = {
        one.__name__: one for one in script.names.values()
        if isinstance(one, type) and one.__module__ == script.module.__name__ and methods_of(one)}
    arguments = dict(script.arguments)
    wanted = arguments.pop("class", None)
    if wanted is not None and wanted not in kinds:
        raise ScriptError(f"the song wants a class {wanted!r} of it{did_you_mean(str(wanted), kinds)}")
    if arguments and not kinds:
        raise ScriptError("the song has arguments for a class with on_step(self, step) or another hook, and there is none")
    for name, kind in kinds.items():
        if wanted in (None, name):
            runtime.add_instance(make(kind, arguments), data.number)


def _name_apart(script: Script) -> None:
    """Two functions of one name are two hooks."""
    taken: set[tuple[str, str]] = set()
    for hook in script.hooks:
        name, number = hook.name, 2
        while (hook.kind, hook.name) in taken:
            hook.rename(f"{name} {number}")
            number += 1
        taken.add((hook.kind, hook.name))


def _find_values(script: Script) -> None:
    """Controls and states by name, in the order of their definition."""
    found: list[tuple[str, Control[Any]]] = []
    owners: list[tuple[str, dict[str, Control[Any]]]] = []
    for name, value in list(script.names.items()):
        if name.startswith("_"):
            continue
        if isinstance(value, Control):
            found.append((name, value))
        elif isinstance(value, State):
            script.states[name] = value
        elif not isinstance(value, type) and controls_of(value):
            owners.append((name, controls_of(value)))
    known = [id(controls) for _, controls in owners]
    owners += [
        (type(one).__name__.lower(), controls_of(one)) for one in script.instances
        if id(controls_of(one)) not in known]
    owners += [(f"object {i}", controls) for i, controls in enumerate(script.exposed, 1)]
    taken = {name for name, _ in found}
    for owner, controls in owners:
        for name, control in controls.items():
            own = name if name not in taken else f"{owner}.{name}"
            number = 2
            while own in taken:
                own, number = f"{owner} {number}.{name}", number + 1
            found.append((own, control))
            taken.add(own)
    found += [(hook.name, Button(hook.function)) for hook in script.hooks if hook.kind == "button"]
    for name, control in sorted(found, key=lambda one: one[1].number):
        control.name = name
        script.controls[name] = control


def _carry(script: Script, message: dict[str, Any], old: Script | None) -> None:
    """Values stay what they were: those of the version before, else those of the song."""
    values = dict(message.get("knobs") or {})
    states = dict(message.get("state") or {})
    if old is not None:
        values.update((name, one.value) for name, one in old.controls.items())
        states.update((name, plain(vars(one))) for name, one in old.states.items())
    for name, value in values.items():
        control = script.controls.get(name)
        if control is not None and not isinstance(control, Button):
            _set(control, value)
            control.carried = control.value
    for name, state in script.states.items():
        if isinstance(states.get(name), dict):
            take_state(state, states[name], script.names)


def _set(control: Control[Any], value: Any) -> None:
    try:
        control.set_number(value)
    except (TypeError, ValueError):
        pass  # it is of another kind now, and begins anew
