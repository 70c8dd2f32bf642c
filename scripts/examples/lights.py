"""A comet runs over the first sixteen pads of every controller, and one of them flashes at each bar."""

from clave import *

TAIL = ["#ffffff", "#40a0ff", "#103060", None]  # None: as the map has it


@every(0.25)
def comet():
    head = int(now() * 4)
    for age, color in enumerate(TAIL):
        led("", f"pad.{(head - age) % 16}", color)


@on_bar
def flash():
    led("", "pad.15", "#ff0000")
    after(0.5, led, "", "pad.15", None)
