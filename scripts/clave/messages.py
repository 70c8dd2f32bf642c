"""What the program tells, one method a kind. Each has checked what it says."""

from typing import TYPE_CHECKING, Any

from clave.calls import Calls
from clave.native import tell

if TYPE_CHECKING:
    from clave.console import Console
    from clave.inputs import Inputs

Message = dict[str, Any]


class Messages(Calls):
    """The part of the Runtime that obeys messages."""

    inputs: "Inputs"
    console: "Console"
    tracks_changed = False  # since scripts were looked through for those that they name

    def _on_song(self, message: Message) -> None:
        self.song.set(message)

    def _on_tracks(self, message: Message) -> None:
        self.song.set_order([int(one) for one in message["ids"]])
        self.tracks_changed = True
        self.plan()

    def _on_track(self, message: Message) -> None:
        old = self.song.tracks.get(int(message["id"]))
        name = old.raw.get("name") if old is not None else None
        self.set_track(message)
        if message.get("name") != name:
            self.tracks_changed = True
            self.plan()

    def _on_pattern(self, message: Message) -> None:
        before, now = self.set_pattern(int(message["track"]), int(message["slot"]), message.get("pattern"))
        if now.expressions != (before is not None and before.expressions):
            self.plan()

    def _on_performance(self, message: Message) -> None:
        self.performance = message

    def _on_load(self, message: Message) -> None:
        self.library.load(message)

    def _on_unload(self, message: Message) -> None:
        self.library.unload(message["script"])

    def _on_knob(self, message: Message) -> None:
        self.library.set_knob(message["script"], message["knob"], message["value"])

    def _on_press(self, message: Message) -> None:
        script = self.library.scripts.get(message["script"])
        if script is not None and message["knob"] in script.controls:
            self.inputs.press(script, script.controls[message["knob"]])

    def _on_midi(self, message: Message) -> None:
        self.inputs.midi(message)

    def _on_osc(self, message: Message) -> None:
        self.inputs.osc(message["path"], message.get("args", []))

    def _on_call(self, message: Message) -> None:
        self.inputs.call(message["name"], message.get("values", []))

    def _on_fired(self, message: Message) -> None:
        self.inputs.heard(int(message["number"]), message.get("at"), *message.get("captures", []))

    def _on_pad(self, message: Message) -> None:
        self.inputs.heard(
            int(message["number"]), message.get("at"), message["pad"], message["velocity"], message["control"])

    def _on_devices(self, message: Message) -> None:
        self.inputs.set_devices(message["devices"])

    def _on_echo(self, message: Message) -> None:
        tell("echo", message)

    def _on_eval(self, message: Message) -> None:
        reply = self.console.evaluate(message.get("script") or "", message["text"])
        tell("reply", {"id": message["id"], **reply})

    def _on_complete(self, message: Message) -> None:
        text = message["text"]
        reply = self.console.complete(message.get("script") or "", text, message.get("cursor", len(text.encode())))
        tell("reply", {"id": message["id"], **reply})

    def _on_settings(self, message: Message) -> None:
        self.horizon = float(message.get("horizonMs", 60)) / 1000
