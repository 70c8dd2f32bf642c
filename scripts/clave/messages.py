"""What the program tells, one method a kind. Each has checked what it says."""

import json
from typing import TYPE_CHECKING, Any

from clave.native import native

if TYPE_CHECKING:
    from clave.runtime import Runtime

Message = dict[str, Any]


class Messages:
    """The part of the Runtime that obeys messages."""

    def _on_song(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.song.set(message)

    def _on_tracks(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.song.set_order([int(one) for one in message["ids"]])
        self.plan()

    def _on_track(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        old = self.song.tracks.get(int(message["id"]))
        name = old.raw.get("name") if old is not None else None
        self.set_track(message)
        if message.get("name") != name:
            self.plan()

    def _on_pattern(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        before, now = self.set_pattern(int(message["track"]), int(message["slot"]), message.get("pattern"))
        if now.expressions != (before is not None and before.expressions):
            self.plan()

    def _on_performance(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.performance = message

    def _on_load(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.library.load(message)

    def _on_unload(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.library.unload(message["script"])

    def _on_knob(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.library.set_knob(message["script"], message["knob"], message["value"])

    def _on_press(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        script = self.library.scripts.get(message["script"])
        if script is not None and message["knob"] in script.controls:
            self.inputs.press(script, script.controls[message["knob"]])

    def _on_midi(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.inputs.midi(message)

    def _on_osc(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.inputs.osc(message["path"], message.get("args", []))

    def _on_call(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.inputs.call(message["name"], message.get("values", []))

    def _on_fired(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.inputs.fired(int(message["chain"]), message.get("captures", []))

    def _on_eval(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        reply = self.console.evaluate(message.get("script") or "", message["text"])
        native.send("reply", json.dumps({"id": message["id"], **reply}))

    def _on_complete(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        text = message["text"]
        reply = self.console.complete(message.get("script") or "", text, message.get("cursor", len(text.encode())))
        native.send("reply", json.dumps({"id": message["id"], **reply}))

    def _on_settings(self: "Runtime", message: Message) -> None:  # type: ignore[misc]
        self.horizon = float(message.get("horizonMs", 60)) / 1000
