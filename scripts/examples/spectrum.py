"""With numpy: velocities along a curve and a melody drawn by weights. Arrays and their numbers are taken everywhere."""

import numpy as np

from clave import *

CURVE = 70 + 50 * np.sin(np.linspace(0, np.pi, 16))
WEIGHTS = np.exp(-np.arange(7) / 2)
KEY = Scale("A", "minor")


@on_cycle(track="Bass")
def shape(pattern):
    for step in pattern:
        step.velocity = CURVE[step.index % 16]
        if step.on:
            step.pitch = KEY.degree(int(step.rng.weighted(np.arange(7), WEIGHTS)), octave=1)
