"""Small deviations of time and velocity on every track; the drums stay tighter."""

from clave import *


class Human(Controls):
    timing = Knob(0.08, 0, 0.5, doc="spread, in steps")
    velocity = IntKnob(8, 0, 40, doc="spread")


ui = Human()


@on_step(order=100)  # after other hooks
def humanise(step):
    if not step.on:
        return
    tight = 0.3 if step.track.name == "Drums" else 1.0
    step.nudge += step.rng.gauss(0, ui.timing * tight / 3)
    step.velocity += round(step.rng.gauss(0, ui.velocity / 2))
