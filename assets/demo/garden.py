"""Grows around what is written: hats that turn, a bass that wanders off, a flute that sings by itself."""

from clave import *


class Garden(Controls):
    pulses = IntKnob(7, 1, 15, doc="hats in a bar")
    wander = Knob(0.3, doc="how often the bass leaves its path")
    singing = Knob(0.7, doc="how much the flute sings")


garden = Garden()


@on_cycle("Hats")
def turn(pattern, cycle):
    pattern.euclid(garden.pulses, rotate=cycle % 4, pitch="F#1", velocity=62)
    pattern[0].velocity = 84


@on_step("Bass")
def wander(step):
    if step.index and step.rng.chance(garden.wander):
        step.pitch = song.scale.move(step.pitch, step.rng.choice((-1, 1, 2, 5)))


@live_loop("Flute")
def sing():
    degree = 2
    for _ in range(rng.randint(3, 6)):
        if rng.chance(garden.singing):
            degree = min(max(degree + rng.choice((-2, -1, 1, 2)), 0), 8)
            play(song.scale.degree(degree, 3), velocity=rng.randint(60, 84), length=rng.choice((0.4, 0.9, 1.4)))
        yield rng.choice((0.5, 0.5, 1))
    yield rng.choice((1, 2, 4))


@button
def quiet():
    """Only what is written"""
    garden.pulses, garden.wander, garden.singing = 4, 0, 0
