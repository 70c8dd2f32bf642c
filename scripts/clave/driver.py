"""Plays a song through scripts without the program, and writes down what they make of it:

    python3 -m clave.driver SONG SCRIPT... [--bars 4] [--slice 1]

Conditions and chances are shown, not decided: that is the player's part, and comes after the scripts.
"""

import argparse
import contextlib
import json
import os
from collections.abc import Iterable
from typing import Any, cast

from clave.model import KINDS, STEP, StepData, read_step
from clave.native import QUARTER, SIXTEENTH, native
from clave.offline import Offline
from clave.runtime import Runtime
from clave.theory import note_name
from clave.world import LOOK_AHEAD

_POWERS = {"1/8": 8, "1/4": 4, "1/2": 2, "1": 1, "2": 1 / 2, "4": 1 / 4, "8": 1 / 8}
_ON = read_step("C3")


def step_units(rate: str) -> int:
    """How long a step of a rate lasts.

    >>> step_units("2x") * 2 == step_units("1x") == SIXTEENTH
    True
    """
    power, _, feel = rate.partition("x")
    return round(SIXTEENTH * _POWERS[power] * {"": 1, ".": 1.5, "t": 2 / 3}[feel])


def place_of(pattern: dict[str, Any], count: int) -> tuple[int, int, int]:
    """Index, pass and occurrence of the count-th step; draws of directions are the player's, and go forward here."""
    length = int(pattern.get("length", 16))
    first, last = int(pattern.get("first", 1)) - 1, int(pattern.get("last", length)) - 1
    size = last - first + 1
    direction = pattern.get("direction", "forward")
    turn = {"ends twice": 2 * size, "ends once": max(1, 2 * size - 2)}.get(direction, size)
    pass_, i = divmod(count, turn)
    if direction == "backward":
        return first + size - 1 - i, pass_, 0
    if i < size:
        return first + i, pass_, 0
    return first + (2 * size - 1 - i if direction == "ends twice" else 2 * size - 2 - i), pass_, 1


class Driver:
    """A song and scripts, and what became of them: `lines` fills as it plays."""

    def __init__(self, song: dict[str, Any]) -> None:
        assert isinstance(native, Offline)
        self.native = native
        native.messages.clear()
        native.notes.clear()
        native.controllers.clear()
        self.song = song
        self.runtime = Runtime()
        self.runtime.house.leave()
        self.runtime.horizon = -LOOK_AHEAD  # what comes in is heard at once
        self.tell("song", {key: value for key, value in song.items() if key != "tracks"})
        self.ids = [track.get("id", i) for i, track in enumerate(song.get("tracks", []), 1)]
        self.tell("tracks", {"ids": self.ids})
        for id_, track in zip(self.ids, song.get("tracks", [])):
            self.tell("track", {**{key: value for key, value in track.items() if key != "patterns"}, "id": id_})
            for slot, pattern in enumerate(track.get("patterns", [])):
                self.tell("pattern", {"track": id_, "slot": slot, "pattern": pattern})
        self._found: list[tuple[int, int, str]] = []

    def tell(self, kind: str, message: dict[str, Any]) -> None:
        """A message as the program would send it."""
        console = self.runtime.console
        with contextlib.redirect_stdout(cast(Any, console.out)), contextlib.redirect_stderr(cast(Any, console.err)):
            self.runtime.message(kind, json.dumps(message))

    def load(self, path: str, **settings: Any) -> None:
        """Loads a script from its file."""
        with open(path, encoding="utf-8") as file:
            self.tell("load", {"script": os.path.basename(path), "path": path, "text": file.read(), **settings})

    def play(
        self, bars: int = 4, slice_beats: float = 1.0, inputs: Iterable[tuple[float, str, dict[str, Any]]] = (),
        cuts: Iterable[float] = (),
    ) -> list[str]:
        """Plays so many bars; `inputs` are messages at beats. `cuts` are ends of slices, in place of regular ones."""
        console = self.runtime.console
        with contextlib.redirect_stdout(cast(Any, console.out)), contextlib.redirect_stderr(cast(Any, console.err)):
            return self._play(bars, slice_beats, inputs, cuts)

    def _play(
        self, bars: int, slice_beats: float, inputs: Iterable[tuple[float, str, dict[str, Any]]], cuts: Iterable[float],
    ) -> list[str]:
        beats, unit = (int(part) for part in str(self.song.get("metre", "4/4")).split("/"))
        bar = QUARTER * 4 // unit * beats
        end = bar * bars
        line = (float(self.song.get("tempo", 120)), 0, 0, 0, beats, unit)
        waiting = sorted(((round(beat * QUARTER), kind, value) for beat, kind, value in inputs), key=lambda one: one[0])
        ends = sorted({*(round(cut * QUARTER) for cut in cuts), *(at for at, _, _ in waiting), end})
        if not cuts:
            step = round(slice_beats * QUARTER)
            ends = sorted({*ends, *range(step, end, step)})
        self.runtime.start(0, 1, line[0], *line[1:])
        due = self._due(end)
        place = 0
        for until in ends:
            while waiting and waiting[0][0] <= (self.runtime.clock.done if until else 0):
                _, kind, value = waiting.pop(0)
                self.tell(kind, value)
                self._collect()
            while place < len(due) and due[place][0] < until:
                self._step(*due[place])
                place += 1
            self.runtime.slice(until, *line)
            self._collect()
        self.runtime.stop(end)
        self._collect()
        return [f"{at / QUARTER:8.3f}  {text}" for at, _, text in sorted(self._found)]

    def _due(self, end: int) -> list[tuple[int, int, int, int]]:
        scenes = self.song.get("scenes") or [{"slots": [1] * len(self.ids)}]
        due = []
        for number, (track, slot) in enumerate(zip(self.song.get("tracks", []), scenes[0].get("slots", []))):
            patterns = track.get("patterns", [])
            if not isinstance(slot, int) or slot > len(patterns) or patterns[slot - 1] is None:
                continue
            length = step_units(patterns[slot - 1].get("rate", "1x"))
            due += [(at, number, slot - 1, count) for count, at in enumerate(range(0, end, length))]
        return sorted(due)

    def _step(self, at: int, number: int, slot: int, count: int) -> None:
        pattern = self.song["tracks"][number]["patterns"][slot]
        index, pass_, occurrence = place_of(pattern, count)
        length = step_units(pattern.get("rate", "1x"))
        answer = self.runtime.step(self.ids[number], slot, index, pass_, occurrence, count, at, length)
        if answer is not None:
            on, slide, _, probability, nudge, condition, retrig, notes, locks = answer
            data = StepData(on, slide, probability, nudge, condition, retrig, notes, locks)
        else:
            data = self.runtime.song.tracks[self.ids[number]].patterns[slot].resolved(index, count)
        if data.on:
            self._found.append((at, number, f"{self._name(self.ids[number])}  {_words(data)}"))

    def _name(self, id_: int) -> str:
        data = self.runtime.song.tracks.get(id_)
        return f"{data.number if data else '?'} {data.raw.get('name', '') if data else '':8}"

    def _collect(self) -> None:
        for track, at, off, pitch, velocity, _ in self.native.notes:
            text = f"{self._name(track)}  + {note_name(pitch)} v{velocity} {(off - at) / QUARTER:.3f} beats"
            self._found.append((at, track, text))
        for track, at, values in self.native.controllers:
            shown = " ".join(f"{KINDS[kind]} {number}={value}" for kind, number, value in values)
            self._found.append((at, track, f"{self._name(track)}  + {shown}"))
        for kind, value in self.native.messages:
            if not isinstance(value, dict):
                continue
            at = self.runtime.clock.done if value.get("at") is None else int(value["at"])
            if kind == "led":
                self._found.append((at, 1000, f"light {value['device']} {value['pad']} {value['color']}"))
            elif kind == "oscOut":
                self._found.append((at, 1000, f"osc {value['path']} {value['args']}"))
            elif kind == "command":
                self._found.append((at, 1000, f"command {json.dumps(value['command'])}"))
            elif kind == "log":
                self._found.append((at, 1000, f"says {value['text']}"))
            elif kind == "error":
                self._found.append((at, 1000, f"{value['file']}:{value['line']}: {value['type']}: {value['message']}"))
        self.native.notes.clear()
        self.native.controllers.clear()
        self.native.messages = [one for one in self.native.messages if one[0] in ("controls", "state", "wants", "hands")]


def _words(data: StepData) -> str:
    words = []
    for pitch, velocity, chance, gate in data.notes:
        long = "tied" if gate == -1 else "infinite" if gate == -2 else f"{gate / STEP:g}"
        words.append(f"{note_name(pitch)} v{velocity} g{long}" + (f" {chance}%" if chance != 100 else ""))
    words += [f"{KINDS[kind]} {number}={value}" for kind, number, value in data.locks]
    if data.probability != 100:
        words.append(f"({data.probability}%)")
    if data.condition:
        words.append(f"if {data.condition}")
    if data.retrig != _ON.retrig:
        words.append(f"retrig {data.retrig}")
    if data.nudge:
        words.append(f"nudge {data.nudge / STEP:+.3f}")
    return ", ".join(words) or "-"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="What scripts make of a song, as text.")
    parser.add_argument("song")
    parser.add_argument("scripts", nargs="*")
    parser.add_argument("--bars", type=int, default=4)
    parser.add_argument("--slice", type=float, default=1.0, help="beats that are worked out at once")
    options = parser.parse_args()
    with open(options.song, encoding="utf-8") as file:
        driver = Driver(json.load(file))
    for path in options.scripts:
        driver.load(os.path.abspath(path))
    print("\n".join(driver.play(options.bars, options.slice)))


if __name__ == "__main__":
    main()
