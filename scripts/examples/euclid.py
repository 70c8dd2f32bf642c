"""Euclidean rhythm: turn three knobs, the pattern follows at its next pass."""

from clave import *


class Euclid(Controls):
    pulses = IntKnob(5, 0, 16, doc="hits in one pass")
    turn = IntKnob(0, 0, 15, doc="moved later by")
    accent = Knob(0.5, doc="how much the first hit stands out")


ui = Euclid()


@on_cycle(track="Drums")
def fill(pattern):
    for step, hit in zip(pattern, euclid(ui.pulses, len(pattern), ui.turn)):
        step.on = hit
        step.velocity = 90 + 37 * ui.accent if step.first else 90
