"""A track, as scripts read and change it. Every change is a command: undoable, as if done by hand."""

from typing import TYPE_CHECKING, Any

from clave.errors import ScriptError
from clave.model import TrackData
from clave.numeric import whole
from clave.pattern import Pattern

if TYPE_CHECKING:
    from clave.runtime import Runtime

MOST_SLOTS = 128  # kMaxSlots of core/model/limits.hpp


class Track:
    """One track. Its number counts from 1, as in the window."""

    __slots__ = ("_runtime", "_data")

    def __init__(self, runtime: "Runtime", data: TrackData) -> None:
        self._runtime = runtime
        self._data = data

    @property
    def id(self) -> int:
        """Its own for good, wherever it is moved to."""
        return self._data.id

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return self._data.number

    @property
    def misses(self) -> int:
        """How many answers of scripts came too late for it."""
        return self._runtime.misses.get(self._data.id, 0)

    @property
    def muted(self) -> bool:
        """It does not sound, for now or in the song."""
        return self.mute or self.id in self._runtime.performance.get("muted", ())

    @property
    def playing(self) -> int:
        """The slot that plays, from 1."""
        return self._runtime.slot_of(self._data) + 1

    @property
    def pattern(self) -> Pattern:
        """The pattern that plays."""
        return self._runtime.pattern_of(self._data, self._runtime.slot_of(self._data))

    def slot(self, number: int) -> Pattern:
        """The pattern of a slot, from 1."""
        if not 1 <= whole(number, "a slot") <= MOST_SLOTS:
            raise ScriptError(f"there is no slot {number}; a track has 1 to {MOST_SLOTS}")
        return self._runtime.pattern_of(self._data, whole(number, "a slot") - 1)

    def _get(self, key: str, default: Any) -> Any:
        return self._runtime.settings_of(self._data).get(key, default)

    def change(self, **settings: Any) -> None:
        """Settings as in the song file: change(channel=3, transpose=-12)."""
        own = self._runtime.settings_of(self._data)
        own.update(settings)
        self._runtime.do("set_track", track=self.number, value={**own, "id": self.id})

    def launch(self, slot: int, at: str | None = None) -> None:
        """Plays another of its patterns, slots counted from 1; `at`: "now", "step", "beat", "bar", "pattern end"."""
        self._runtime.do("launch_pattern", track=self.number, slot=slot, **({"at": at} if at else {}))

    def toggle_mute(self) -> None:
        """Mutes it if it sounds, and the other way round."""
        self._runtime.do("toggle_mute", track=self.number)

    def toggle(self, step: int, slot: int = 0) -> None:
        """Switches a step on or off, steps counted from 1."""
        self._runtime.do("toggle_step", track=self.number, slot=slot or self.playing, step=step)

    def chain(self, *transforms: Any, order: int = 0) -> None:
        """Plays each pass through these: track(2).chain(rotate(3), transpose(5), every_other(reverse))."""
        self._runtime.add_chain(self, transforms, order)

    def use(self, effect: Any) -> Any:
        """Lets an Effect or Generator play on it."""
        return self._runtime.add_instance(effect, self.number)

    def as_plain(self) -> dict[str, Any]:
        """As the song's file has it."""
        slots = range(max(self._data.patterns, default=-1) + 1)
        patterns = [self._runtime.pattern_of(self._data, one).as_plain() if one in self._data.patterns else None for one in slots]
        return {**self._runtime.settings_of(self._data), "patterns": patterns}

    def __repr__(self) -> str:
        return f"<track {self.number} {self.name!r}>"

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._get("name", ""))

    @name.setter
    def name(self, value: str) -> None:
        self.change(name=str(value))

    @property
    def channel(self) -> int:
        """1 to 16."""
        return int(self._get("channel", 1))

    @channel.setter
    def channel(self, value: int) -> None:
        self.change(channel=whole(value, "a channel"))

    @property
    def port(self) -> str:
        """The song's name of its port; empty: the main output."""
        return str(self._get("port", ""))

    @port.setter
    def port(self, value: str) -> None:
        self.change(port=str(value))

    @property
    def mute(self) -> bool:
        """Muted in the song; toggle_mute() mutes for now."""
        return bool(self._get("mute", False))

    @mute.setter
    def mute(self, value: bool) -> None:
        self.change(mute=bool(value))

    @property
    def solo(self) -> bool:
        """Heard alone."""
        return bool(self._get("solo", False))

    @solo.setter
    def solo(self, value: bool) -> None:
        self.change(solo=bool(value))

    @property
    def transpose(self) -> int:
        """Semitones, before the scale."""
        return int(self._get("transpose", 0))

    @transpose.setter
    def transpose(self, value: int) -> None:
        self.change(transpose=whole(value, "semitones"))
