"""Four hooks on each of 128 tracks, each with something to do."""
from clave import *

ALL = tuple(range(1, 129))
key = Scale("A", "minor")


@on_step(track=ALL)
def mutate(step):
    if step.rng.chance(0.25):
        step.pitch += step.rng.choice((-12, 7, 12))


@on_step(track=ALL, order=10)
def accent(step):
    step.velocity = 110 if step.index % 4 == 0 else 80


@on_step(track=ALL, order=20)
def push(step):
    step.nudge += 0.02 * (step.index % 3)


@on_step(track=ALL, order=90)
def lock(step):
    step.pitch = key.snap(step.pitch)
