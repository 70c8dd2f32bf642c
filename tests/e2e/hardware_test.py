#!/usr/bin/python3
"""A hardware synth is offered, o moves a track to it and back, and it is remembered. The synth is a JACK client that
goes by the name of one."""
import json
import os
import shutil
import unittest

from jack_recorder import Recorder, Server
from pseudo_terminal import PseudoTerminal
from support import CLAVE, main, make_song


class Hardware(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        cls.synth = Recorder("a2j", "Minilogue [20] (playback): MIDI 1")
        cls.addClassCleanup(cls.synth.close)

    def setUp(self):
        shutil.rmtree("config", ignore_errors=True)
        self.synth.clear()

    def player(self, *options):
        terminal = PseudoTerminal([CLAVE, "play", "hardware.clave", *options], self.server.environment)
        self.addCleanup(terminal.close)
        self.assertTrue(terminal.shows("Pulse"), terminal.screen.text())
        return terminal

    def move(self, terminal):
        """Presses o until the synth is found: a busy JACK server may answer late."""
        for _ in range(5):
            terminal.send("o")
            if terminal.wait_for(lambda text: "plays on" in text or "No hardware" in text) and \
                    "plays on" in terminal.screen.text():
                return
        self.fail(terminal.screen.text())

    def channels(self):
        return {message[0] & 0x0F for message in self.synth.messages if message[0] & 0xF0 == 0x90}

    def test_o_moves_the_selected_track_and_back_and_is_remembered(self):
        make_song("hardware.clave")
        terminal = self.player("--out", "none")
        terminal.send("j")
        self.move(terminal)
        self.assertTrue(terminal.shows("Pulse plays on"), terminal.screen.text())
        self.assertTrue(terminal.wait_for(lambda _: self.channels()), terminal.screen.text())
        self.assertEqual(self.channels(), {1})
        self.assertTrue(terminal.shows("Test song *"))
        with open("config/clave/settings.json", encoding="utf-8") as file:
            settings = json.load(file)
        self.assertIn("Minilogue", settings["synth"])
        self.assertEqual(list(settings["movedTracks"].values()), [[2]])
        self.assertEqual(list(settings["movedTracks"]), [os.path.realpath("hardware.clave")])
        terminal.send("q")
        self.assertEqual(terminal.wait_for_end()[0], 0)
        self.assertTrue(terminal.wait_for(lambda _: not self.synth.sounding, 1))

        self.synth.clear()
        again = self.player()
        self.assertTrue(again.wait_for(lambda _: 1 in self.channels()), again.screen.text())
        again.send("jo")
        self.assertTrue(again.shows("Pulse plays on the main output"), again.screen.text())
        with open("config/clave/settings.json", encoding="utf-8") as file:
            self.assertNotIn("movedTracks", json.load(file))
        again.send("q")
        self.assertEqual(again.wait_for_end()[0], 0)
        self.assertTrue(again.wait_for(lambda _: not self.synth.sounding, 1))

    def test_z_takes_the_move_back_in_one_step(self):
        make_song("hardware.clave")
        terminal = self.player("--out", "none")
        self.move(terminal)
        self.assertTrue(terminal.wait_for(lambda _: len(self.synth.sounding) == 3), terminal.screen.text())
        terminal.send("z")
        self.assertTrue(terminal.wait_for(lambda _: not self.synth.sounding), terminal.screen.text())
        self.assertTrue(terminal.wait_for(lambda text: "Test song *" not in text), terminal.screen.text())
        self.assertTrue(terminal.wait_for(lambda text: "y redoes" in text), terminal.screen.text())


if __name__ == "__main__":
    main()
