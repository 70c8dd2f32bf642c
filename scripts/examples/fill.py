"""A drum fill in the last bar of every four: more and more hits, louder and louder."""

from clave import *

SNARE = note("D1")


@on_step(track="Drums", order=10)
def fill(step):
    if step.bar % 4 != 3 or step.index < 8:
        return
    step.on = True
    step.notes = [Note(SNARE, velocity=60 + 4 * step.index, gate=0.3)]
    step.retrig = 1 + (step.index >= 12) + (step.index == 15)
