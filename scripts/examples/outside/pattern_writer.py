#!/usr/bin/env python3
"""Writes a pattern that turns, from a process of its own: start it and stop it while Clave plays.

    pattern_writer.py [PORT] [TRACK]
"""

import sys
import time

from osc_min import Osc


def main(port=9170, track="1"):
    clave = Osc(int(port))
    lane = f"/clave/track/{track}/velocity"
    velocities = [40 + 80 * (step % 4 == 0) for step in range(len(clave.ask(f"/clave/get/track/{track}/on")))]
    while True:
        clave.send(lane, *velocities)
        velocities = velocities[-1:] + velocities[:-1]
        time.sleep(0.25)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        pass
