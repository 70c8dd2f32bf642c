#!/usr/bin/python3
"""From a pad to its own light through JACK, to the frame: press_to_light.py CLAVE CLAVE_JACK_PIPE [PRESSES [PERIOD]]

The time is from the frame at which the press is sent to the frame at which its light arrives; a loop of two programs through
one server costs a period by itself, which is taken off.
"""
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
if len(sys.argv) < 3:
    sys.exit(__doc__)
os.environ.update(CLAVE=sys.argv[1], CLAVE_JACK_PIPE=sys.argv[2], CLAVE_SOURCE_DIR=HERE + "/../../..")
sys.path.insert(0, HERE + "/../../e2e")

from devices import LaunchpadX, wait  # noqa: E402
from jack_recorder import Server  # noqa: E402
from support import make_song, start  # noqa: E402

PRESSES = int(sys.argv[3]) if len(sys.argv) > 3 else 500
PERIOD = int(sys.argv[4]) if len(sys.argv) > 4 else 64
RATE = 48000


def measure(device):
    late = []
    for i in range(PRESSES):
        pad = device.pad(i // 8 % 4, i % 8)
        with device.lock:
            device.sent.clear()
            device.changes.clear()
        device.press(pad)
        wait(lambda: device.sent and any(one == pad for _, one in list(device.changes)), 1)
        lit = [frame for frame, one in list(device.changes) if one == pad]
        late.append(1000 * (lit[0] - device.sent[0][0] - PERIOD) / RATE if lit else 1000.0)
        time.sleep(0.013)
        device.release(pad)
        time.sleep(0.02 + 0.0007 * (i % 10))
    return sorted(late)


def main():
    os.chdir("/tmp")
    server = Server(PERIOD, realtime=True)
    device = LaunchpadX(server.environment)
    player = None
    try:
        time.sleep(1)
        device.plug()
        make_song("press_to_light.clave", tracks=[{"name": "Pads", "channel": 1, "patterns": [{"steps": {}, "length": 32}]}],
                  scenes=[{"name": "One", "slots": [1]}])
        player = start("play", "press_to_light.clave", "--loop", "--out", "none", env=server.environment)
        if not wait(lambda: device.value(device.line(0))):
            sys.exit("the Launchpad was not painted")
        device.tap(device.line(0))  # stopped: only what is pressed changes
        time.sleep(0.5)
        late = measure(device)
        print("press to light at %d frames, minus the period: p50 %.2f ms, p99 %.2f ms, worst %.2f ms (%d presses, %d xruns)" % (
            PERIOD, late[len(late) // 2], late[len(late) * 99 // 100], late[-1], len(late), device.xruns))
    finally:
        if player:
            player.terminate()
            player.communicate()
        device.unplug()
        server.close()


main()
