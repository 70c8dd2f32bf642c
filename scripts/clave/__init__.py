"""Clave's Python: `from clave import *` gives a script all it needs. The tutorial is scripts/README.md.

When          on_step on_cycle on_note_out live_loop every after; on_start on_stop on_bar on_scene on_tempo on_load
              on_unload; on_note_in on_cc_in on_pad on_osc button
What plays    step.pitch, .velocity, .gate, .on ...; Note TIED INFINITE play send_cc; pattern.set, .euclid, .fill ...
Notes         note note_name chord Scale euclid arpeggio wave; rng and step.rng draw the same at each playing
Time          beats are numbers; seconds(0.1) bars(2) now sleep
The song      song track do: every change is undoable
To turn       Controls Knob IntKnob Toggle Choice expose; State remembers; shared is for all scripts
Ready-made    rotate reverse transpose every_other maybe layer ...: track(2).chain(rotate(1) | transpose(12));
              Arpeggiator Echo Humanise Follow Lfo; your own: Effect Generator
Others        led send_osc Rule RulesChain call run to_json

help(Step), help(Pattern) and help(song) say more.
"""

from clave.api import after, call, do, now, rng, run, shared, song, track
from clave.controllers import Controller
from clave.controls import Choice, Controls, IntKnob, Knob, Toggle, expose
from clave.decorators import (
    button, every, live_loop, on_bar, on_cc_in, on_cycle, on_load, on_note_in, on_note_out, on_osc, on_pad, on_scene,
    on_start, on_step, on_stop, on_tempo, on_unload)
from clave.devices import Effect, Generator
from clave.errors import ScriptError, ScriptTimeout
from clave.expressions import wave
from clave.inputs import MidiMessage
from clave.notes import INFINITE, TIED, Note
from clave.pattern import Pattern
from clave.players import Arpeggiator, Echo, Follow, Humanise, Lfo, arpeggio
from clave.playing import NoteOut, play, send_cc
from clave.rng import Rng
from clave.song import Song
from clave.state import State, to_json
from clave.step import Step
from clave.surface import Rule, RulesChain, led, send_osc
from clave.theory import CHORDS, SCALES, Scale, chord, euclid, note, note_name
from clave.tracks import Track
from clave.transforms import (
    Transform, degrees, each, every_nth, every_other, fold, gates, layer, maybe, palindrome, pipe, reverse, rotate,
    scale_velocity, snap, thin, transpose)
from clave.waits import bars, seconds, sleep

__all__ = [
    "Arpeggiator", "CHORDS", "Choice", "Controller", "Controls", "Echo", "Effect", "Follow", "Generator",
    "Humanise", "INFINITE", "IntKnob", "Knob", "Lfo", "MidiMessage", "Note", "NoteOut", "Pattern", "Rng", "Rule",
    "RulesChain", "SCALES", "Scale", "ScriptError", "ScriptTimeout", "Song", "State", "Step", "TIED", "Toggle",
    "Track", "Transform", "after", "arpeggio", "bars", "button", "call", "chord", "degrees", "do", "each", "euclid",
    "every", "every_nth", "every_other", "expose", "fold", "gates", "layer", "led", "live_loop", "maybe", "note",
    "note_name", "now", "on_bar", "on_cc_in", "on_cycle", "on_load", "on_note_in", "on_note_out", "on_osc",
    "on_pad", "on_scene", "on_start", "on_step", "on_stop", "on_tempo", "on_unload", "palindrome", "pipe", "play",
    "reverse", "rng", "rotate", "run", "scale_velocity", "seconds", "send_cc", "send_osc", "shared", "sleep",
    "snap", "song", "thin", "to_json", "track", "transpose", "wave",
]
