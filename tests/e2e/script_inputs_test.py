#!/usr/bin/python3
"""What is played by hand, and what other programs send, reaches scripts: a keyboard over JACK, OSC, and what the console sees of it."""
import json
import os
import re
import sys
import time

from jack_case import JackCase
from jack_keyboard import Keyboard
from jack_recorder import Server
from support import SOURCE, clave, main, make_song, skip, start

sys.path.insert(0, os.path.join(SOURCE, "scripts/examples/outside"))
sys.dont_write_bytecode = True
from osc_min import Osc  # noqa: E402

BPM = 120
SCRIPT = """from clave import *

heard = []
amount = Knob(0.25, 0, 1)
mode = Choice("up", ["up", "down"])


@on_note_in("keyboard")
def note_in(message):
    heard.append(["note", message.port, message.channel, message.pitch, message.velocity, now(), song.playing])


@on_note_in("somebody else")
def not_me(message):
    heard.append(["wrong port"])


@on_cc_in(74)
def cc_in(value, message):
    heard.append(["cc", message.port, message.channel, message.number, value, now()])


@on_osc("/sensor")
def sensor(*values):
    heard.append(["osc", *values])
    send_osc("/echo", *values)


@button
def go():
    heard.append(["go"])
"""


class Inputs(JackCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(256)
        cls.addClassCleanup(cls.server.close)
        cls.keyboard = Keyboard()
        cls.addClassCleanup(cls.keyboard.close)
        with open("heard.py", "w", encoding="utf-8") as file:
            file.write(SCRIPT)
        runtime = os.path.join(os.getcwd(), "runtime")
        os.makedirs(runtime, mode=0o700, exist_ok=True)
        cls.environment = {**cls.server.environment, "XDG_RUNTIME_DIR": runtime}

    def play(self, *words):
        """A Clave that plays to the keyboard and hears it; `self.osc` talks to it."""
        steps = {str(step): "C2" for step in range(1, 17, 4)}
        song = make_song("inputs.clave", tempo=BPM, scenes=[{"name": "A", "slots": [1, 1]}], tracks=[
            {"name": "Pulse", "channel": 1, "patterns": [{"steps": {**steps, "1": "C1"}}]},
            {"name": "Lead", "channel": 2, "patterns": [{"steps": {}}]}])
        self.keyboard.clear()
        self.keyboard.heard.clear()
        process = start("play", song, "--loop", "--midi-api", "jack", "--out", "keyboard:in", "--in", "keyboard:out",
                        "--osc", "29470", *words, env=self.environment)
        self.addCleanup(process.communicate)
        self.addCleanup(process.terminate)
        for line in process.stdout:
            said = re.fullmatch(r"OSC is on at [0-9.]+:([0-9]+).*\n", line)
            if said:
                self.osc = Osc(int(said[1]))
                self.addCleanup(self.osc.close)
                break
            if "Python" in line:
                skip("there is no Python for scripts")
        self.eventually(lambda: len(self.keyboard.heard) > 4, "nothing is heard")

    def eventually(self, condition, what):
        for _ in range(150):
            found = condition()
            if found:
                return found
            time.sleep(0.02)
        return self.fail(what() if callable(what) else what)

    def ask(self, expression):
        done = clave("console", "-e", expression, "--script", "heard", env=self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def heard(self, kind, count=1):
        """What the script has heard of a kind, as soon as it is so much. A client that JACK did not wait for is heard twice."""
        def found():
            own = [one for one in self.ask("heard") if one[0] == kind]
            return [one for i, one in enumerate(own) if not i or one[:5] != own[i - 1][:5]]
        self.eventually(lambda: len(found()) >= count, lambda: str(self.ask("heard")))
        return found()

    def send(self, *messages):
        """Bytes from the keyboard, a twentieth of a second apart; their frames."""
        first = self.keyboard.now() + self.keyboard.frames(0.1)
        frames = [first + i * self.keyboard.frames(0.05) for i in range(len(messages))]
        with self.keyboard.lock:
            self.keyboard.waiting += list(zip(frames, messages))
        self.eventually(lambda: not self.keyboard.waiting, "they have not left")
        return frames

    def beats(self, frames):
        """Where in the bar frames are, by the first note of the bars that were heard."""
        begins = [frame for frame, message in self.keyboard.heard if message[:2] == (0x90, 36)]
        return [(frame - begins[-1]) / self.keyboard.rate * BPM / 60 % 4 for frame in frames]

    def test_a_keyboard_is_heard_while_it_plays_with_port_and_beat(self):
        self.play("--script", "heard.py")
        frames = self.send((0x92, 60, 101), (0xB0, 74, 33), (0x82, 60, 0), (0xB0, 75, 1), (0xB0, 74, 127))
        notes, controllers = self.heard("note", 2), self.heard("cc", 2)
        self.assertEqual([note[2:5] + note[6:] for note in notes], [[3, 60, 101, True], [3, 60, 0, True]])
        self.assertEqual([one[2:5] for one in controllers], [[1, 74, 33], [1, 74, 127]])
        self.assertEqual({one[1] for one in notes + controllers}, {"keyboard:out"})
        for wanted, said in zip(self.beats([frames[0], frames[2], frames[1], frames[4]]),
                                [notes[0][5], notes[1][5], controllers[0][5], controllers[1][5]]):
            self.assertLess(abs((said - wanted + 2) % 4 - 2), 0.03, (wanted, said))
        self.assertEqual([one for one in self.ask("heard") if one[0] == "wrong port"], [])

    def test_a_keyboard_is_heard_while_nothing_plays(self):
        self.play("--script", "heard.py")
        self.osc.send("/clave/stop")
        self.eventually(lambda: self.ask("song.playing") is False, "it does not stop")
        self.send((0x90, 61, 1), (0xB0, 74, 5))
        self.assertEqual([note[2:5] + note[6:] for note in self.heard("note")], [[1, 61, 1, False]])
        self.assertEqual(self.heard("cc")[0][3:5], [74, 5])

    def test_the_arpeggiator_plays_what_is_held_and_nothing_else(self):
        self.play("--script", os.path.join(SOURCE, "scripts/examples/arp.py"))
        self.send((0x90, 62, 100), (0x90, 65, 100), (0x90, 69, 100))
        time.sleep(0.3)
        self.keyboard.heard.clear()
        time.sleep(2)
        played = [message[1] for _, message in list(self.keyboard.heard) if message[0] == 0x91 and message[2]]
        self.assertGreater(len(played), 10)
        self.assertEqual(set(played), {62, 65, 69})
        at = played.index(62)
        self.assertEqual(played[at:at + 6], [62, 65, 69] * 2)
        self.send((0x80, 62, 0), (0x80, 65, 0), (0x80, 69, 0))
        time.sleep(0.5)
        self.keyboard.heard.clear()
        time.sleep(0.5)
        self.assertEqual([message for _, message in self.keyboard.heard if message[0] == 0x91], [])
        self.assertFalse({key for key in self.keyboard.sounding if key[0] == 1})

    def test_osc_comes_in_goes_out_turns_knobs_and_presses_buttons(self):
        self.play("--script", "heard.py")
        self.osc.send("/clave/subscribe", 10, "script")
        time.sleep(0.1)
        self.osc.send("/sensor", 0.5, "x", 3, True)
        self.assertEqual(self.heard("osc"), [["osc", 0.5, "x", 3, True]])
        echo = self.eventually(lambda: [one for one in self.osc.receive() if one[0] == "/echo"], "no echo")
        self.assertEqual(echo, [("/echo", [0.5, "x", 3, True])])
        self.osc.send("/clave/script/heard/amount", 0.75)
        self.osc.send("/clave/script/heard/mode", 1)
        self.osc.send("/clave/script/heard/go")
        self.heard("go")
        self.eventually(lambda: self.ask("[amount.value, mode.value]") == [0.75, "down"], lambda: str(self.ask("[amount.value, mode.value]")))
        self.osc.send("/clave/call/heard.sensor", 7)
        self.assertEqual(self.heard("osc", 2)[-1], ["osc", 7])


if __name__ == "__main__":
    main()
