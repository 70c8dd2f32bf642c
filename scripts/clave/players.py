"""Ready-made effects and generators: Arpeggiator, Echo, Humanise, Follow, Lfo.

Put one on a track, `Humanise(timing=0.1).on(3)`, or write your own: each is a few lines.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clave.context import current
from clave.controls import Choice, IntKnob, Knob
from clave.devices import Effect, Generator
from clave.expressions import wave
from clave.notes import Note
from clave.playing import play, send_cc

if TYPE_CHECKING:
    from clave.step import Step

MODES = ("up", "down", "up and down", "as played", "random")


def arpeggio(pitches: Sequence[int], mode: str = "up", octaves: int = 1) -> list[int]:
    """The pitches of an arpeggio, once around.

    >>> arpeggio([60, 67, 64], "up and down")
    [60, 64, 67, 64]
    >>> arpeggio([60, 64], octaves=2)
    [60, 64, 72, 76]
    """
    own = list(pitches) if mode in ("as played", "random") else sorted(pitches)
    spread = [pitch + 12 * octave for octave in range(octaves) for pitch in own]
    if mode == "down":
        return spread[::-1]
    return spread + spread[-2:0:-1] if mode == "up and down" else spread


class Arpeggiator(Effect):
    """Breaks the track's chords: each chord goes on, a note a step, until the next one."""

    mode = Choice("up", MODES, doc="in which order")
    octaves = IntKnob(1, 1, 4, doc="over how many octaves")
    gate = Knob(0.5, 0.125, 2.0, doc="length of its notes, in steps")

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.held: tuple[int, ...] = ()
        self.velocity = 100
        self.since = 0

    def on_step(self, step: "Step") -> Any:
        if step.on and step.chord:
            self.held, self.velocity, self.since = step.chord, step.velocity, step.count
        if not self.held:
            return None
        notes = arpeggio(self.held, self.mode, self.octaves)
        place = step.rng.randint(0, len(notes) - 1) if self.mode == "random" else step.count - self.since
        return Note(notes[place % len(notes)], self.velocity, self.gate)


class Echo(Effect):
    """Repeats each step's notes, softer and softer."""

    time = Knob(0.75, 0.0625, 4.0, doc="between repeats, in beats")
    repeats = IntKnob(3, 0, 16, doc="how many")
    fade = Knob(0.6, doc="each one's share of the one before")
    semitones = IntKnob(0, -24, 24, doc="each one higher")

    def on_step(self, step: "Step") -> None:
        if not step.on:
            return
        for note in step.notes:
            for number in range(1, self.repeats + 1):
                velocity = round(note.velocity * self.fade**number)
                if velocity < 1:
                    break
                again = Note(note.pitch + number * self.semitones, velocity, note.gate)
                play(again, delay=number * self.time)


class Humanise(Effect):
    """Small deviations of time and velocity, the same at each playing."""

    order = 100
    timing = Knob(0.08, 0.0, 0.5, doc="spread, in steps")
    velocity = IntKnob(8, 0, 40, doc="spread")

    def on_step(self, step: "Step") -> None:
        if step.on and step.chord:
            step.nudge += step.rng.gauss(0, self.timing / 3)
            step.velocity += round(step.rng.gauss(0, self.velocity / 2))


class Follow(Effect):
    """Plays what another track plays: Follow(leader=1, semitones=7).on(2).

    The leader must stand above it. Its last step counts where the two do not fall together.
    """

    semitones = IntKnob(0, -48, 48, doc="higher than the leader")

    def __init__(self, leader: int | str, **values: Any) -> None:
        super().__init__(**values)
        self.leader = leader
        self.heard: list[Note] = []
        self.at = -1

    def setup(self, track: Any) -> None:
        current().add_hook("step", self._listen, self.leader, order=1000)

    def _listen(self, step: "Step") -> None:
        self.at = step.at
        self.heard = step.notes if step.on else []

    def on_step(self, step: "Step") -> Any:
        if not self.heard or self.at > step.at:
            return False
        own = [Note(one.pitch + self.semitones, one.velocity, one.gate, one.chance) for one in self.heard]
        self.heard = []
        return own


class Lfo(Generator):
    """Moves a controller: Lfo(number=74, beats=8, low=20, high=90).on("bass")."""

    shape = Choice("sine", ("sine", "triangle", "up", "down", "square"))
    number = IntKnob(74, 0, 119, doc="which controller")
    beats = Knob(4.0, 0.25, 64.0, doc="once around")
    low = IntKnob(0, 0, 127)
    high = IntKnob(127, 0, 127)

    def play(self) -> Any:
        while True:
            runtime = current()
            phase = (runtime.at or 0) / (runtime.clock.units(1) * self.beats) % 1.0
            send_cc(self.number, self.low + (self.high - self.low) * self._height(phase))
            yield 0.125

    def _height(self, phase: float) -> float:
        shape = self.shape
        if shape == "sine":
            return wave(phase)
        if shape == "triangle":
            return 1 - abs(2 * phase - 1)
        return phase if shape == "up" else 1 - phase if shape == "down" else float(phase < 0.5)
