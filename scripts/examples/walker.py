"""An async live loop: a walk through the scale whose steps have lengths in beats and, at its end, a pause in seconds."""

from clave import *


@live_loop("Lead")
async def walk():
    key, degree = Scale("E", "minor pentatonic"), 5
    for _ in range(8):
        degree += rng.choice((-2, -1, 1, 2))
        play(key.degree(degree), velocity=90, length=0.4)
        await sleep(rng.choice((0.25, 0.5)))
    await sleep(seconds(0.5))
