"""Now and then a step jumps by a fifth or an octave, or drops out: the same ones each time the song is played."""

from clave import *

amount = Knob(0.3, doc="how often")


@on_step(track="Bass")
def mutate(step):
    if not step.on:
        return
    if step.rng.chance(amount.value):
        step.pitch += step.rng.choice((-12, 7, 12))
    if step.rng.chance(amount.value / 4):
        step.off()
