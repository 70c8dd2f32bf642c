"""A sensor sends /sensor 0..1 by OSC: it opens the filter and lets more steps through; the level goes back out."""

from clave import *


class Memory(State):
    level: float = 0.0


memory = Memory()


@on_osc("/sensor")
def sensor(value):
    memory.level = max(0.0, min(1.0, value))


@on_step(track="Lead")
def open_filter(step):
    step.on = step.on or step.rng.chance(memory.level)
    step.velocity = 40 + 80 * memory.level
    step.cc[74] = 127 * memory.level


@every(2)
def tell():
    send_osc("/level", now(), memory.level)
