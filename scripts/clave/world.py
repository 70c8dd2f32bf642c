"""The song's mirror, and the commands by which a script changes the song."""

from typing import TYPE_CHECKING, Any, NamedTuple

from clave.commands import NAMES
from clave.errors import ScriptError, did_you_mean, line_of_script
from clave.faults import Faults
from clave.model import PatternData, SongData, TrackData
from clave.native import QUARTER, native, tell
from clave.numeric import whole
from clave.pattern import Pattern
from clave.rng import Rng
from clave.state import plain
from clave.tracks import Track

if TYPE_CHECKING:
    from clave.clock import Clock
    from clave.hooks import Hook
    from clave.library import Library
    from clave.script import Script
    from clave.step import Step

LOOK_AHEAD = 0.02  # seconds: how far ahead of what is heard the program plays, beside the horizon


class Asker(NamedTuple):
    """Who changes the song, and where that stands: file and line."""

    script: "Script | None"
    hook: "Hook | None"
    place: tuple[str, int] | None

    def told(self) -> dict[str, Any]:
        """The same as the program is told."""
        file, line = self.place or (self.hook.place if self.hook is not None else ("", 0))
        return {
            "script": self.script.name if self.script is not None else "",
            "hook": self.hook.name if self.hook is not None else "", "file": file, "line": line}


class World:
    """What scripts know of the song, and how they change it."""

    clock: "Clock"
    rng: Rng
    faults: Faults
    library: "Library"
    script: "Script | None"  # the one that runs
    loading: "Script | None"
    hook: "Hook | None"
    place: "Step | None"  # the step whose hook runs

    def __init__(self) -> None:
        self.song = SongData()
        self.rng = Rng()
        self.faults = Faults()
        self.script = None
        self.loading = None
        self.hook = None
        self.place = None
        self.at: int | None = None  # the place that is being worked out; None: none, it happens now
        self.track_id = 0  # where play() goes
        # Patterns that the call under way may have changed, and who did.
        self.touched: dict[Pattern, Asker] = {}
        self.asked: list[tuple[Asker, int | None, Any]] = []  # its commands: who, for which place, what
        self._changed: dict[Pattern, None] = {}  # patterns whose changes are among them
        self.misses: dict[int, int] = {}
        self.horizon = 0.06  # seconds: how far scripts are ahead of that
        self.performance: dict[str, Any] = {}
        self.playing_slots: dict[int, int] = {}
        self._tracks: dict[int, Track] = {}
        self._patterns: dict[tuple[int, int], Pattern] = {}
        self._settings: dict[int, dict[str, Any]] = {}
        self._gestures = int(native.time() * 1000) * 1000

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("what belongs to the playing song cannot be copied or kept; keep its numbers instead")

    # -- looking things up --------------------------------------------------------------------------------------------
    def track_of(self, data: TrackData) -> Track:
        """The object that scripts get for a track."""
        track = self._tracks.get(data.id)
        if track is None or track._data is not data:
            track = self._tracks[data.id] = Track(self, data)  # type: ignore[arg-type]
        return track

    def find_track(self, name: Any) -> TrackData:
        """The track of a number, from 1, of a name, or the track itself."""
        if isinstance(name, Track):
            return name._data
        order = self.song.order
        if isinstance(name, str):
            for data in order:
                if data.raw.get("name", "") == name:
                    return data
            names = [data.raw.get("name", "") for data in order]
            there = "; the song has: " + ", ".join(n or str(i) for i, n in enumerate(names, 1))
            hint = did_you_mean(name, names) or there
            raise ScriptError(f"there is no track {name!r}{hint}")
        number = whole(name, "a track")
        if not 1 <= number <= len(order):
            raise ScriptError(f"there is no track {number}; the song has {len(order)}")
        return order[number - 1]

    def slot_of(self, data: TrackData) -> int:
        """The slot that plays on a track, from 0; what its scene says until a step of it was asked for."""
        slot = self.playing_slots.get(data.id)
        if slot is not None:
            return slot
        scenes = self.song.raw.get("scenes", [])
        scene = max(self.performance.get("scene", 0), 0)
        slots = scenes[scene].get("slots", []) if scene < len(scenes) else []
        own = slots[data.number - 1] if data.number <= len(slots) else None
        return own - 1 if isinstance(own, int) else 0

    def pattern_of(self, data: TrackData, slot: int) -> Pattern:
        """The song's own pattern in a slot, from 0."""
        pattern = self._patterns.get((data.id, slot))
        if pattern is None or pattern.track_data is not data:
            pattern = self._patterns[data.id, slot] = Pattern(self, data, slot, True)  # type: ignore[arg-type]
        return pattern

    def settings_of(self, data: TrackData) -> dict[str, Any]:
        """A track's settings, with what scripts have asked for and the song does not have yet."""
        settings = self._settings.get(data.id)
        if settings is None:
            settings = self._settings[data.id] = dict(data.raw)
        return settings

    def present(self) -> int:
        """The place that is being worked out; outside of it about the one that is heard now."""
        if self.at is not None:
            return self.at
        ahead = round((self.horizon + LOOK_AHEAD) * self.clock.tempo / 60 * QUARTER)
        return max(self.clock.done - ahead, 0)

    # -- what the program tells ---------------------------------------------------------------------------------------
    def set_track(self, value: dict[str, Any]) -> None:
        """Another track's settings, or new ones."""
        id_ = int(value["id"])
        data = self.song.tracks.get(id_)
        if data is None:
            data = self.song.tracks[id_] = TrackData(id_)
        data.set({key: one for key, one in value.items() if key != "patterns"})
        self._settings.pop(id_, None)

    def set_pattern(self, id_: int, slot: int, value: dict[str, Any] | None) -> tuple[PatternData | None, PatternData]:
        """Another pattern in a slot; the one before and the one now."""
        data = self.song.tracks.setdefault(id_, TrackData(id_))
        before = data.patterns.get(slot)
        now = PatternData(value or {})
        if value is None:
            data.patterns.pop(slot, None)
        else:
            data.patterns[slot] = now
        held = self._patterns.get((id_, slot))
        if held is not None:
            held.refresh(now)
        return before, now

    # -- what scripts ask for -----------------------------------------------------------------------------------------
    def do(self, command: str, **fields: Any) -> None:
        """One command, as core/engine/COMMANDS.md lists them; those of one call are undone together."""
        if not isinstance(command, str):
            raise ScriptError(f'do() takes the name of a command and its fields, not {command!r}: do("set_tempo", value=100)')
        if command not in NAMES:
            raise ScriptError(f"there is no command {command!r}{did_you_mean(command, NAMES)}")
        self._take_changes()
        self._ask({"do": command, **fields}, Asker(self.script, self.hook, line_of_script()))

    def _ask(self, command: dict[str, Any], asker: Asker) -> None:
        """Remembers a command, and who it comes from."""
        self.asked.append((asker, self.at, plain(command)))

    def settle(self) -> None:
        """The call is over: what it asked for becomes commands of one gesture."""
        if self.touched:
            self._take_changes()
        if not self.asked:
            return
        self._gestures += 1
        for asker, at, command in self.asked:
            if command["do"] == "set_tempo" and at is not None:
                self.clock.ask_tempo(at, command.get("value"), asker.hook)
            tell("command", {**asker.told(), "at": at, "gesture": self._gestures, "command": command})
        self.asked.clear()
        self._changed.clear()

    def touch(self, pattern: Pattern) -> None:
        """A call has changed a pattern of the song, as far as is known."""
        self.touched[pattern] = Asker(self.script, self.hook, line_of_script())

    def drop_changes(self) -> None:
        """The call failed: what it asked for is forgotten."""
        self._changed.update(dict.fromkeys(self.touched))
        for pattern in self._changed:
            pattern.refresh(pattern.track_data.patterns.get(pattern.slot, pattern.data))
        for command in self.asked:
            if command[2]["do"] == "set_track":
                self._settings.clear()
        self.touched.clear()
        self.asked.clear()
        self._changed.clear()

    def _take_changes(self) -> None:
        touched = dict(self.touched)
        self.touched.clear()
        self._changed.update(dict.fromkeys(touched))
        for pattern, asker in touched.items():
            where = {"track": pattern.track_data.number, "slot": pattern.slot + 1}
            for index, value in pattern.changes():
                if index < 0:
                    command = {"do": "set_pattern", **where, "value": value}
                elif value is None:
                    command = {"do": "clear_step", **where, "step": index + 1}
                else:
                    command = {"do": "set_step", **where, "step": index + 1, "value": value}
                self._ask(command, asker)
