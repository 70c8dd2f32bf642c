#!/usr/bin/python3
"""A program that writes patterns over OSC 200 times a second until it is killed: osc_writer.py PORT. Prints what it has written."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.environ["CLAVE_SOURCE_DIR"], "scripts/examples/outside"))
sys.dont_write_bytecode = True
from osc_min import Osc  # noqa: E402

clave = Osc(int(sys.argv[1]))
due = time.monotonic()
number = 0
while True:
    number += 1
    velocity = 1 + number % 127
    if number % 5 == 0:
        clave.send("/clave/track/1/pattern/1/velocity", *([velocity] * 16))  # of the track that is heard
    else:
        clave.send("/clave/track/2/pattern/1/step/5/velocity", velocity)
        os.write(1, b"%d\n" % velocity)
    due += 0.005
    time.sleep(max(0.0, due - time.monotonic()))
