#!/usr/bin/python3
"""clave midi monitor, record and replay on the ports of a controller; over JACK."""
import os
import re
import signal
import threading
import time
import unittest

from devices import LaunchpadX, wait
from jack_recorder import Recorder, Server
from support import main, start

RATE = 48000


class MidiCommands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(256, realtime=os.geteuid() == 0)
        cls.addClassCleanup(cls.server.close)
        Recorder("first").close()  # waits until it runs

    def setUp(self):
        self.pads = LaunchpadX(self.server.environment)
        self.addCleanup(self.pads.unplug)
        self.pads.plug()

    def start(self, *words):
        command = start("midi", *words, env=self.server.environment)
        self.addCleanup(command.communicate)
        self.addCleanup(command.kill)
        patience = threading.Timer(20, command.kill)
        self.addCleanup(patience.cancel)
        patience.start()
        return command

    def line(self, command, pattern):
        """Reads on until a line is like that."""
        seen = []
        for text in command.stdout:
            seen.append(text)
            if re.search(pattern, text):
                return text
        self.fail(f"{pattern} did not come in {seen}: {command.stderr.read()}")

    def end(self, command):
        command.send_signal(signal.SIGINT)
        return command.wait(5)

    def test_monitor_says_what_comes_and_what_it_does(self):
        command = self.start("monitor", "LPX")
        self.line(command, r"Launchpad X LPX MIDI Out: Novation Launchpad X, map grid8x8")
        self.line(command, r"Ctrl-C")
        self.pads.press(self.pads.pad(0, 2), 96)
        self.line(command, r"pad 1/3 pressed, 96: switches step 3 on or off.*\(grid8x8\.map\.toml:\d+\)")
        self.pads.press(self.pads.line(7))
        self.line(command, r"line 8 pressed, 127: goes to the layer shift")
        self.end(command)
        self.assertFalse(self.pads.programmer, "only --take takes it")

    def test_a_take_is_released_at_the_end(self):
        command = self.start("monitor", "LPX", "--take")
        self.line(command, r"Ctrl-C")
        self.assertTrue(wait(lambda: self.pads.programmer))
        self.end(command)
        self.assertTrue(wait(lambda: not self.pads.programmer))

    def test_what_was_recorded_is_sent_again_at_its_times(self):
        command = self.start("record", "take.txt", "--port", "LPX")
        self.line(command, r"Listening to Launchpad X LPX MIDI Out")
        played = [bytes((0x90, 81, 100)), bytes((0x90, 81, 0)), bytes.fromhex("f07d0102f7"), bytes((0xB0, 91, 127))]
        for message in played:
            self.pads.send(message)
            time.sleep(0.2)
        self.assertEqual(self.end(command), 0)
        with open("take.txt", encoding="ascii") as file:
            lines = [line.split(maxsplit=1) for line in file if not line.startswith("#")]
        self.assertEqual([bytes.fromhex(data) for _, data in lines], played)

        again = self.start("replay", "take.txt", "--port", "LPX")
        self.assertEqual(again.wait(5), 0, again.stderr.read())
        self.assertTrue(wait(lambda: len(self.pads.got) >= len(played)), self.pads.got)
        self.assertEqual([message for _, message in self.pads.got], played)
        frames = [frame for frame, _ in self.pads.got]
        for (frame, (seconds, _)) in zip(frames, lines):
            self.assertAlmostEqual((frame - frames[0]) / RATE, float(seconds) - float(lines[0][0]), delta=0.03)

    def test_a_port_that_is_not_there_is_said_and_nothing_is_written(self):
        for words in (("monitor", "nowhere"), ("record", "never.txt", "--port", "nowhere")):
            command = self.start(*words)
            self.assertNotEqual(command.wait(5), 0)
            self.assertRegex(command.stderr.read(), r'There is no input with "nowhere" in its name; clave ports shows them')
        self.assertFalse(os.path.exists("never.txt"))


if __name__ == "__main__":
    main()
