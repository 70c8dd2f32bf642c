"""A chord each bar, always in the position nearest to the one before (voice leading)."""

from clave import *

CHANGES = ["Am7", "F", "C", "G"]


def distance(one, other):
    return sum(min(abs(a - b) for b in other) for a in one)


@live_loop("Keys")
def pad():
    before = chord(CHANGES[0])
    for name in CHANGES:
        positions = [chord(name, octave, inversion) for octave in (2, 3) for inversion in range(3)]
        best = min(positions, key=lambda position: distance(position, before))
        play(best, velocity=70, length=3.9)
        before = best
        yield bars(1)
