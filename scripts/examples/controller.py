"""A controller as code: a button and then a knob within half a second launch a scene; the knob alone is the filter."""

from clave import *


class Memory(State):
    scene: int = 1


memory = Memory()


@RulesChain(Rule("note_on C3 1..127"), Rule("cc 20 $v"), within_ms=500)
def choose(value):
    memory.scene = 1 + value * len(song.scenes) // 128
    song.launch(memory.scene)


@on_cc_in(20)
def filter_knob(value):
    send_cc(74, value, track="Bass")


@on_bar
def show(bar):
    led("pads", memory.scene, "#00ff00" if bar % 2 else "#004000")
