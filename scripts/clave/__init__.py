"""Clave's Python: `from clave import *` gives a script all it needs. The tutorial is scripts/README.md."""

from clave.api import after, call, do, now, rng, run, shared, song, track
from clave.controls import Choice, Controls, IntKnob, Knob, Toggle, expose
from clave.devices import Effect, Generator
from clave.errors import ScriptError, ScriptTimeout
from clave.expressions import wave
from clave.hooks import (
    button, every, live_loop, on_bar, on_cc_in, on_cycle, on_load, on_note_in, on_note_out, on_osc, on_pad, on_scene,
    on_start, on_step, on_stop, on_tempo, on_unload)
from clave.inputs import MidiMessage
from clave.notes import INFINITE, TIED, Note
from clave.pattern import Pattern
from clave.players import Arpeggiator, Echo, Follow, Humanise, Lfo, arpeggio
from clave.playing import NoteOut, play, send_cc
from clave.rng import Rng
from clave.song import Song, Track
from clave.state import State, to_json
from clave.step import Step
from clave.surface import Rule, RulesChain, led, send_osc
from clave.theory import CHORDS, SCALES, Scale, chord, euclid, note, note_name
from clave.transforms import (
    Transform, degrees, each, every_nth, every_other, fold, gates, layer, maybe, palindrome, pipe, reverse, rotate,
    scale_velocity, snap, thin, transpose)
from clave.waits import bars, seconds, sleep

__all__ = [
    "Arpeggiator", "CHORDS", "Choice", "Controls", "Echo", "Effect", "Follow", "Generator", "Humanise", "INFINITE",
    "IntKnob", "Knob", "Lfo", "MidiMessage", "Note", "NoteOut", "Pattern", "Rng", "Rule", "RulesChain", "SCALES",
    "Scale", "ScriptError", "ScriptTimeout", "Song", "State", "Step", "TIED", "Toggle", "Track", "Transform", "after",
    "arpeggio", "bars", "button", "call", "chord", "degrees", "do", "each", "euclid", "every", "every_nth",
    "every_other", "expose", "fold", "gates", "layer", "led", "live_loop", "maybe", "note", "note_name", "now",
    "on_bar", "on_cc_in", "on_cycle", "on_load", "on_note_in", "on_note_out", "on_osc", "on_pad", "on_scene",
    "on_start", "on_step", "on_stop", "on_tempo", "on_unload", "palindrome", "pipe", "play", "reverse", "rng",
    "rotate", "run", "scale_velocity", "seconds", "send_cc", "send_osc", "shared", "sleep", "snap", "song", "thin",
    "to_json", "track", "transpose", "wave",
]
