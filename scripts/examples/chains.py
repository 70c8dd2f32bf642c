"""Transforms one after another: the song's pattern stays what it is, each pass plays what they make of it."""

from clave import *

track("Bass").chain(rotate(2), every_other(reverse), maybe(0.5, transpose(12)))
track("Drums").chain(fold(lambda pulses: every_nth(pulses, gates(pulses * 3)), [2, 3]))
track("Keys").chain(layer(transpose(12) | scale_velocity(0.6)))
