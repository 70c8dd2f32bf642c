"""A class of which each track has its own: every few bars its last steps are struck several times."""

from clave import *


class Roll(Effect):
    every_bars = IntKnob(2, 1, 8, doc="how often")
    steps = IntKnob(2, 1, 8, doc="how many steps")

    def on_step(self, step):
        last = len(step.pattern) - step.index <= self.steps
        if step.on and last and step.bar % self.every_bars == self.every_bars - 1:
            step.roll(rate=32, ramp=-30)


Roll(every_bars=2).on("Drums")
Roll(every_bars=4, steps=4).on("Bass")
