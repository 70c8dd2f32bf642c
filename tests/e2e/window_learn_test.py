#!/usr/bin/python3
"""Controllers are taught in a real window, one that is known and one that is not; over JACK, on a display of their own."""
import os
import shutil
import signal
import time
import unittest

from devices import Device, LaunchpadX, wait
from jack_recorder import Recorder, Server
from support import main
from window import Display, Window, need_display

need_display()
FOLDER = os.getcwd() + "/config/clave/controllers/"


class Box(Device):
    """Some buttons that no file describes, as the bridge of ALSA's ports to JACK calls it."""
    client, out, port = "a2j", "Some Box [30] (capture): Some Box MIDI 1", "Some Box [30] (playback): Some Box MIDI 1"


class Learning(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(256, realtime=os.geteuid() == 0)
        cls.addClassCleanup(cls.server.close)
        Recorder("first").close()  # waits until it runs
        cls.display = Display()
        cls.addClassCleanup(cls.display.close)

    def open(self, kind):
        shutil.rmtree("config", ignore_errors=True)
        device = kind(self.server.environment)
        self.addCleanup(device.unplug)
        device.plug()
        env = {key: value for key, value in self.server.environment.items() if key.startswith("JACK_")}
        window = Window(self.display, "--out", "none", env={**env, "XDG_STATE_HOME": os.getcwd() + "/state"}, size=(1280, 800))
        self.addCleanup(window.close)
        window.key("F7")
        window.wait_for_rect("device.learn")
        return device, window

    def teach(self, window, device, action, control):
        window.click("device.learn")
        window.wait_for_rect("goals.0")
        window.type(action)
        time.sleep(0.3)
        window.key("Return")
        for _ in range(5):  # its port may not be open yet
            time.sleep(0.5)
            device.tap(control)
            if wait(lambda: "learn.take" in window.state()["rects"], 2):
                break
        window.click("learn.take")
        window.click("learn.save")
        window.wait_for(lambda state: "learn.save" not in state["rects"])
        window.key("Escape")
        window.wait_for(lambda state: "dialog" not in state["rects"])

    def assertSoon(self, condition, seconds=4):
        self.assertTrue(wait(condition, seconds))

    def test_a_button_of_a_launchpad_gets_another_meaning_and_its_light(self):
        pads, window = self.open(LaunchpadX)
        button = pads.line(0)
        self.assertSoon(lambda: pads.value(button) and pads.value(pads.side(0)))
        self.teach(window, pads, "fills while held", button)
        self.assertSoon(lambda: os.path.exists(FOLDER + "maps/launchpad_x_own.map.toml"))
        self.assertFalse(os.path.exists(FOLDER + "maps/grid8x8.map.toml"))
        time.sleep(1)
        rest = pads.value(button)
        pads.press(button)
        self.assertSoon(lambda: pads.value(button) not in (0, rest))
        pads.release(button)
        self.assertSoon(lambda: pads.value(button) == rest)
        self.assertTrue(window.state()["playing"])
        self.assertTrue(pads.value(pads.side(0)), "the rest goes on")

    def test_a_box_that_no_file_describes_plays_after_it_was_taught_and_obeys_its_file(self):
        box, window = self.open(Box)
        self.teach(window, box, "plays, or stops", ("cc", 20))
        folder = {name for kind in ("devices", "maps") for name in os.listdir(FOLDER + kind)}
        self.assertEqual(folder, {"some_box_midi_1.toml", "some_box_midi_1_own.map.toml"})
        playing = window.state()["playing"]
        self.assertSoon(lambda: box.tap(("cc", 20)) or wait(lambda: window.state()["playing"] != playing, 1))
        with open(FOLDER + "maps/some_box_midi_1_own.map.toml", encoding="utf-8") as file:
            text = file.read()
        with open(FOLDER + "maps/some_box_midi_1_own.map.toml", "w", encoding="utf-8") as file:
            file.write(text.replace('"transport.play"', '"metronome.toggle"'))
        time.sleep(2.5)  # files are looked at once a second
        playing = window.state()["playing"]
        box.tap(("cc", 20))
        time.sleep(0.5)
        self.assertEqual(window.state()["playing"], playing)
        window.process.send_signal(signal.SIGTERM)
        self.assertEqual(window.wait_for_end(), -signal.SIGTERM)


if __name__ == "__main__":
    main()
