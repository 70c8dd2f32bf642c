#!/usr/bin/python3
"""Controllers on the ALSA sequencer: found, painted, played, pulled out, back, dark at the end. Where it is loaded only."""
import os
import signal
import time
import unittest

from devices import ApcMiniMk2, LaunchpadMk1, LaunchpadX, MiniNova, Push2, wait
from support import environment, main, make_song, skip, start

PIPE = os.environ.get("CLAVE_ALSA_PIPE") or skip("there is no clave_alsa_pipe")
if not os.path.exists("/dev/snd/seq"):
    skip("the ALSA sequencer is not loaded")
# How much slower than a computer this machine is: an emulated one is.
SLOWNESS = float(os.environ.get("CLAVE_SLOWNESS", "1"))
# As the kernel calls them: the device, and its ports.
NAMES = {
    LaunchpadX: ("Launchpad X", "Launchpad X LPX DAW In", "Launchpad X LPX MIDI In"),
    LaunchpadMk1: ("Launchpad Mini", "Launchpad Mini MIDI 1"),
    ApcMiniMk2: ("APC mini mk2", "APC mini mk2 APC mini mk2 Contr"),
    Push2: ("Ableton Push 2", "Ableton Push 2 MIDI 1", "Ableton Push 2 MIDI 2"),
    MiniNova: ("MiniNova", "MiniNova MIDI 1"),
}


class ControllersOnAlsa(unittest.TestCase):
    def make(self, kind):
        device = kind(environment())
        client, *ports = NAMES[kind]
        device.program = [PIPE, "--client", client, *(word for port in ports for word in ("--port", port))]
        self.addCleanup(device.unplug)
        return device

    def play(self):
        song = make_song("alsa.clave", tempo=120, scenes=[{"name": "One", "slots": [1]}],
                         tracks=[{"name": "Pads", "channel": 1, "patterns": [{"steps": {}, "length": 32}]}])
        player = start("play", song, "--loop", "--midi-api", "alsa", "--out", "none")
        self.addCleanup(player.communicate)
        self.addCleanup(player.kill)
        return player

    def soon(self, condition, seconds, about):
        """The seconds until it is so."""
        began = time.monotonic()
        self.assertTrue(wait(condition, seconds * SLOWNESS), about())
        return time.monotonic() - began

    def check(self, kind, pads, is_painted, stop, is_free=lambda device: True):
        device = self.make(kind)
        device.plug()
        player = self.play()
        found = self.soon(lambda: is_painted(device), 5, device.picture)
        stop(device)
        dark = [device.value(pad) for pad in pads]
        for pad in pads:
            device.tap(pad)
        self.soon(lambda: all(device.value(pad) != was for pad, was in zip(pads, dark)), 2, device.picture)
        back = []
        for away in (0.6, 0.02):  # the second time nobody sees that it was away
            device.unplug()
            time.sleep(away)
            device.plug()
            back.append(self.soon(lambda: all(device.value(pad) for pad in pads[1:]), 1, device.picture))
        device.tap(pads[1])
        self.soon(lambda: device.value(pads[1]) == dark[1], 2, device.picture)
        player.send_signal(signal.SIGTERM)
        self.assertEqual(player.wait(5 * SLOWNESS), -signal.SIGTERM)
        self.soon(lambda: not device.picture(), 2, device.picture)
        self.assertTrue(is_free(device))
        print(f"{kind.__name__}: painted after {found:.2f} s, again after {back[0]:.2f} s, and {back[1]:.2f} s")

    def check_grid(self, kind, **more):
        def stop(device):
            before = device.value(device.line(0))
            device.tap(device.line(0))
            self.soon(lambda: device.value(device.line(0)) != before, 2, device.picture)

        self.check(kind, [kind.pad(row, column) for row in range(4) for column in range(8)],
                   lambda device: device.value(device.line(0)) and device.value(device.side(0)), stop, **more)

    def test_launchpad_x(self):
        self.check_grid(LaunchpadX, is_free=lambda device: not device.programmer)

    def test_launchpad_mk1(self):
        self.check_grid(LaunchpadMk1)

    def test_apc_mini_mk2(self):
        self.check_grid(ApcMiniMk2)

    def test_push_2(self):
        self.check_grid(Push2, is_free=lambda device: not device.user)

    def test_two_equal_ones_are_two(self):
        one, other = self.make(LaunchpadMk1), self.make(LaunchpadMk1)
        one.plug()
        other.plug()
        self.play()
        for device in (one, other):
            self.soon(lambda: device.value(device.side(0)), 5, device.picture)
        one.tap(one.line(0))
        time.sleep(0.2 * SLOWNESS)
        pad = one.pad(3, 7)
        one.tap(pad)
        for device in (one, other):
            self.soon(lambda: device.value(pad), 2, device.picture)
        one.unplug()
        other.tap(pad)
        self.soon(lambda: not other.value(pad), 2, other.picture)
        one.plug()
        self.soon(lambda: one.value(one.side(0)), 1, one.picture)
        one.tap(pad)
        self.soon(lambda: other.value(pad), 2, other.picture)

    def test_mininova(self):
        def stop(device):
            device.tap(device.line(4), *[device.line(0)] * 4)  # and goes to the first page
            time.sleep(0.2 * SLOWNESS)

        self.check(MiniNova, [MiniNova.pad(0, column) for column in range(8)], lambda device: device.picture(), stop)


if __name__ == "__main__":
    main()
