"""Five against four against three: live loops of their own speed, always exact."""

from clave import *


@live_loop("Drums")
def fives():
    for hit in range(5):
        play("C#1", velocity=100 if hit == 0 else 70, length=0.1)
        yield 4 / 5


@live_loop("Keys")
def threes():
    for pitch in chord("Am"):
        play(pitch, velocity=75, length=1)
        yield 4 / 3
