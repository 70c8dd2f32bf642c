"""Step expressions (`=60 + 12 * (cycle % 2)` in any lane) can use knobs and what scripts share: here a root and a swell."""

from clave import *

root = IntKnob(36, 24, 48, doc="=root in a pitch lane")
depth = Knob(40, 0, 60, doc="=80 + swell in a velocity lane")


@every(1)
def breathe():
    shared.swell = depth.value * wave(now() / 16)
