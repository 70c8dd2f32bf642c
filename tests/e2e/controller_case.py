"""Clave on a JACK server of its own, with controllers that are plugged in and a synth that listens."""
import os
import time

from devices import wait
from jack_case import JackCase
from jack_recorder import Recorder, Server
from support import make_song, start

RATE, PERIOD = 48000, 256
PLAY = 0


def empty_song(name="empty.clave", **more):
    return make_song(name, **{**{"tempo": 120, "tracks": [{"name": "Pads", "channel": 1, "patterns": [{"steps": {}, "length": 32}]},
                                                         {"name": "Other", "channel": 2, "patterns": [{"steps": {}, "length": 16}]}],
                                 "scenes": [{"name": "One", "slots": [1, 1]}]}, **more})


class ControllerCase(JackCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(PERIOD, realtime=os.geteuid() == 0)
        cls.addClassCleanup(cls.server.close)
        cls.synth = Recorder("synth")
        cls.addClassCleanup(cls.synth.close)

    def plug(self, *kinds):
        devices = [kind(self.server.environment) for kind in kinds]
        for device in devices:
            self.addCleanup(device.unplug)
            device.plug()
        return devices if len(devices) > 1 else devices[0]

    def play(self, *words, song=None):
        self.synth.clear()
        player = start("play", song or empty_song(), "--loop", "--out", "synth:in", *words, env=self.server.environment)
        self.addCleanup(player.communicate)
        self.addCleanup(player.kill)
        return player

    def assertSoon(self, condition, seconds=3, about=None):
        self.assertTrue(wait(condition, seconds), about() if about else None)

    def assertPainted(self, device, seconds=3):
        self.assertSoon(lambda: device.value(device.line(PLAY)) and device.value(device.side(0)), seconds, device.picture)

    def notes(self):
        return sum(message[0] & 0xF0 == 0x90 and message[2] > 0 for message in list(self.synth.messages))

    def stop(self, device):
        """Stops playing, so that nothing moves; the play button goes dark or dim."""
        before = device.value(device.line(PLAY))
        device.tap(device.line(PLAY))
        self.assertSoon(lambda: device.value(device.line(PLAY)) != before)
        time.sleep(0.05)
