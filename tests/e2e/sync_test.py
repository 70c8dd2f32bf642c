#!/usr/bin/python3
"""Clave keeps time with others: MIDI clock out and in, JACK transport, Ableton Link; each over the real thing."""
import ctypes
import os
import re
import signal
import subprocess
import time
import unittest

from jack_case import JackCase
from jack_recorder import Recorder, Server
from support import clave, environment, main, make_song, start

PEER = os.environ.get("CLAVE_LINK_PEER", "")
PULSE = [{"name": "Pulse", "channel": 1, "patterns": [{"steps": {str(step): "C2" for step in range(1, 17)}}]}]
CLOCK, START, CONTINUE, STOP = (0xF8,), (0xFA,), (0xFB,), (0xFC,)


def pulse_song(name="pulse.clave", **more):
    return make_song(name, tracks=PULSE, scenes=[{"name": "One", "slots": [1]}], **more)


def wait(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def is_note_on(message):
    return message[0] & 0xF0 == 0x90 and message[2] > 0


def finish(player):
    """Interrupts it; what it said."""
    if player.poll() is None:
        player.send_signal(signal.SIGINT)
    return player.communicate(timeout=5)[0]


class OverJack(JackCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        cls.recorder = Recorder()
        cls.addClassCleanup(cls.recorder.close)

    def setUp(self):
        self.recorder.clear()

    def play(self, *words):
        player = start("play", *words, env=self.server.environment)
        self.addCleanup(player.communicate)
        self.addCleanup(player.kill)
        return player

    def notes(self):
        return sum(is_note_on(message) for message in self.recorder.messages)

    def test_exactly_24_clocks_a_quarter_note_are_sent_between_start_and_stop(self):
        done = clave("play", pulse_song(), "--out", "recorder:in", "--bars", "2", "--send-clock", env=self.server.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        heard = self.recorder.messages
        begun, ended = heard.index(START), heard.index(STOP)
        self.assertEqual(heard[begun:ended].count(CLOCK), 24 * 8)
        self.assertEqual(heard[begun + 1], CLOCK)
        self.assertTrue(is_note_on(heard[begun + 2]), heard[begun:begun + 4])

    def test_one_clave_follows_another(self):
        follower = self.play(pulse_song(tempo=99), "--loop", "--out", "recorder:in", "--sync", "midi")
        def found():  # a server that has not noticed yet that a client left gives the next one a number
            return re.search(r"Clave[-0-9]*:in\b", clave("ports", env=self.server.environment).stdout)

        self.assertTrue(wait(found))
        leader = self.play(pulse_song("lead.clave", tempo=180), "--out", found()[0], "--bars", "3", "--send-clock")
        self.assertEqual(leader.wait(30), 0)
        self.assertTrue(wait(lambda: not self.recorder.sounding, 2))
        said = finish(follower)
        # The step at the very end may be on its way when the stop comes.
        self.assertIn(self.notes(), (48, 49), said)
        self.assertEqual(self.recorder.orphans, 0)
        self.assertRegex(said, r"bar 3 .*180 bpm .*MIDI clock 180\.0 bpm")

    def test_jack_transport_starts_places_and_stops(self):
        player = self.play(pulse_song(), "--loop", "--out", "recorder:in", "--sync", "jack")
        self.assertTrue(wait(lambda: self.notes() > 4), "play starts the transport")
        jack, client = self.recorder.jack, self.recorder.client
        self.assertEqual(jack.jack_transport_query(client, None), 1)
        jack.jack_transport_stop(client)
        self.assertTrue(wait(lambda: not self.recorder.sounding))
        time.sleep(0.2)
        count = self.notes()
        time.sleep(0.3)
        self.assertEqual(self.notes(), count, "stopped by others")
        jack.jack_transport_locate(client, ctypes.c_uint32(48000))
        jack.jack_transport_start(client)
        self.assertTrue(wait(lambda: self.notes() > count + 4))
        self.assertIn("JACK transport", finish(player))
        jack.jack_transport_stop(client)
        self.assertTrue(wait(lambda: not self.recorder.sounding))


class OverLink(unittest.TestCase):
    def test_joining_changes_nobodys_tempo_and_what_others_change_is_followed(self):
        peer = subprocess.Popen([PEER, "97"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(peer.communicate)
        self.addCleanup(peer.kill)

        def ask(line):
            peer.stdin.write(line + "\n")
            peer.stdin.flush()
            return peer.stdout.readline()

        time.sleep(1)  # of two sessions that meet the older one stays; within half a second either may
        player = start("play", pulse_song(tempo=140), "--loop", "--out", "none", "--sync", "link", env=environment())
        self.addCleanup(player.communicate)
        self.addCleanup(player.kill)
        if not re.match("peers [1-9]", ask("peers 1 10")):
            self.skipTest("Link finds no peer on this network")
        time.sleep(3)
        self.assertIn("bpm 97.0", ask("status"))
        ask("tempo 181.5")
        time.sleep(4)
        said = finish(player)
        self.assertRegex(said, r"Link 97\.0 bpm, 1 peer")
        self.assertRegex(said, r"Link 181\.5 bpm, 1 peer")


if __name__ == "__main__":
    main()
