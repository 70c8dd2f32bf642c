"""The song, as scripts read and change it. Every change is a command: undoable, as if done by hand."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clave.context import current
from clave.errors import ScriptError, did_you_mean
from clave.numeric import real, whole
from clave.taking import taking
from clave.theory import Scale
from clave.tracks import Track

if TYPE_CHECKING:
    from clave.runtime import Runtime


class Song:
    """The song. `song.tempo = 132`, `song.launch(2)`, `song.undo()`."""

    __slots__ = ()

    @property
    def _runtime(self) -> "Runtime":
        return current()

    def _get(self, key: str, default: Any) -> Any:
        return self._runtime.song.raw.get(key, default)

    @property
    def tracks(self) -> list[Track]:
        """All its tracks."""
        return [self._runtime.track_of(data) for data in self._runtime.song.order]

    def track(self, name: int | str) -> Track:
        """A track by its number, from 1, or by its name."""
        return self._runtime.track_of(self._runtime.find_track(name))

    def __iter__(self) -> Iterator[Track]:
        return iter(self.tracks)

    @property
    def tempo(self) -> float:
        """Quarter notes a minute: what plays now; setting it changes the song's."""
        clock = self._runtime.clock
        return clock.tempo if clock.playing else float(self._get("tempo", 120))

    @tempo.setter
    def tempo(self, value: float) -> None:
        self._runtime.do("set_tempo", value=real(value, "a tempo"))

    def _get_scale(self) -> Scale:
        """Its scale; setting it takes "A minor"."""
        return self._runtime.song.scale

    def _set_scale(self, value: Any) -> None:
        self._runtime.do("set_scale", value=value)

    scale = taking(_get_scale, _set_scale)

    @property
    def seed(self) -> int:
        """Another seed, other chances."""
        return self._runtime.song.seed

    @seed.setter
    def seed(self, value: int) -> None:
        self._runtime.do("set_seed", value=whole(value, "a seed"))

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._get("name", ""))

    @name.setter
    def name(self, value: str) -> None:
        self._runtime.do("set_song_name", value=value)

    @property
    def metre(self) -> str:
        """ "4/4"."""
        return str(self._get("metre", "4/4"))

    @metre.setter
    def metre(self, value: str) -> None:
        self._runtime.do("set_metre", value=value)

    @property
    def swing(self) -> Any:
        """50 is straight."""
        return self._get("swing", 50)

    @swing.setter
    def swing(self, value: Any) -> None:
        self._runtime.do("set_swing", value=value)

    @property
    def scenes(self) -> list[str]:
        """The names of its scenes."""
        return [scene.get("name", "") for scene in self._get("scenes", [])]

    @property
    def scene(self) -> int:
        """The one that plays, from 1; 0: none."""
        return self._runtime.clock.scene + 1

    @property
    def filling(self) -> bool:
        """Fill mode is on."""
        return bool(self._runtime.performance.get("fill", False))

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._runtime.clock.playing

    @property
    def raw(self) -> dict[str, Any]:
        """The head of the song as its file has it."""
        return json.loads(json.dumps(self._runtime.song.raw))  # type: ignore[no-any-return]

    def as_plain(self) -> dict[str, Any]:
        """As its file has it."""
        return {**self.raw, "tracks": [track.as_plain() for track in self.tracks]}

    def play(self, beat: float = 0.0) -> None:
        """From a place in quarter notes, the beginning."""
        self._runtime.do("play", **{"from": real(beat, "a beat")})

    def seek(self, beat: float) -> None:
        """Goes to a place in quarter notes, without stopping or starting."""
        self._runtime.do("seek", to=real(beat, "a beat"))

    def resume(self) -> None:
        """From where it stopped."""
        self._runtime.do("continue")

    def stop(self) -> None:
        """Stops playing."""
        self._runtime.do("stop")

    def launch(self, scene: int | str, at: str | None = None) -> None:
        """Plays another scene, by its number from 1 or its name."""
        if isinstance(scene, str):
            if scene not in self.scenes:
                raise ScriptError(f"there is no scene {scene!r}{did_you_mean(scene, self.scenes)}")
            scene = self.scenes.index(scene) + 1
        self._runtime.do("launch_scene", scene=scene, **({"at": at} if at else {}))

    def fill(self, on: bool = True) -> None:
        """Fill mode, for steps whose condition asks for it."""
        self._runtime.do("set_fill", on=bool(on))

    def undo(self) -> None:
        """Takes the newest change back."""
        self._runtime.do("undo")

    def redo(self) -> None:
        """Makes it again."""
        self._runtime.do("redo")

    def panic(self) -> None:
        """Ends every note on every output."""
        self._runtime.do("panic")

    def __repr__(self) -> str:
        return f"<song {self.name!r}, {self.tempo:g} bpm, {len(self.tracks)} tracks>"
