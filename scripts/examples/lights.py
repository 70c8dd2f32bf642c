"""A comet runs over the sixteen pads of a controller, and the corner flashes at each bar."""

from clave import *

TAIL = ["#ffffff", "#40a0ff", "#103060", "#000000"]


@every(0.25)
def comet():
    head = int(now() * 4)
    for age, color in enumerate(TAIL):
        led("pads", (head - age) % 16, color)


@on_bar
def flash():
    led("pads", 15, "#ff0000")
    after(0.5, led, "pads", 15, "#000000")
