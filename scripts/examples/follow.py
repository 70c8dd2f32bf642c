"""One track follows another: the lead plays what the bass plays, two octaves higher, now and then a third apart."""

from clave import *

shadow = Follow(leader="Bass", semitones=24).on("Lead")


@on_step(track="Lead", order=10)
def thirds(step):
    if step.on and step.index % 8 == 0:
        step.chord = (step.pitch, step.pitch + 3)
