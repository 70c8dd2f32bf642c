"""Controllers on JACK, or on the ALSA sequencer, that know their makers' documented bytes and nothing of Clave: what they
show is what they were sent."""
import os
import subprocess
import threading
import time

from support import skip

PIPE = os.environ.get("CLAVE_JACK_PIPE") or skip("there is no clave_jack_pipe")
IDENTITY = bytes.fromhex("f07e7f0601f7")


def wait(condition, seconds=5):
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.002)
    return bool(condition())


class Device:
    """`lights` has, by (kind, number), the (channel, value) last sent; dark ones are left out."""
    client, out, port = "device", "MIDI Out", "MIDI In"
    identity = None
    program = None  # what makes its ports; else JACK's

    def __init__(self, environment):
        self.environment, self.lock = environment, threading.RLock()
        self.process = self.listener = None
        self.flood = None
        self.sent, self.got = [], []  # (frame, bytes)
        self.lights, self.changes, self.frame = {}, [], 0  # changes: (frame, address) of what was sent to lights
        self.reset()

    def reset(self):
        """As it is when it gets power."""
        self.lights = {}

    def plug(self):
        self.reset()
        self.sent, self.got, self.changes = [], [], []
        program = self.program or [PIPE, "--client", self.client, "--out", self.out, "--in", self.port]
        self.process = subprocess.Popen(program, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            skip("jackd does not run here")
        self.listener = threading.Thread(target=self.listen, args=(self.process,), daemon=True)
        self.listener.start()
        return self

    def unplug(self):
        if self.process:
            process, self.process = self.process, None
            process.stdin.close()
            process.wait(10)
            self.listener.join(5)
            process.stdout.close()

    def listen(self, process):
        for line in process.stdout:
            word, frame, *rest = line.split()
            if word == "now":  # of a flood: messages to come, and those that JACK did not take
                self.flood = int(rest[0]), int(rest[1])
                continue
            message = bytes.fromhex(rest[0])
            with self.lock:
                if word == "out":
                    self.sent.append((int(frame), message))
                else:
                    self.frame = int(frame)
                    self.got.append((self.frame, message))
                    self.take(message)

    def tell(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()

    def send(self, *messages):
        for message in messages:
            self.tell("send", bytes(message).hex())

    def take(self, message):
        if message == IDENTITY and self.identity:
            self.send(self.identity)
        elif message[0] == 0xF0:
            self.system(message)
        elif message[0] < 0xF0:
            self.voice(message[0] & 0xF0, message[0] & 0x0F, message[1], message[2] if len(message) > 2 else 0)

    def system(self, message):
        pass

    def voice(self, status, channel, number, value):
        if status == 0x90:
            self.light(("note", number), channel, value)
        elif status == 0x80:
            self.light(("note", number), 0, 0)
        elif status == 0xB0:
            self.light(("cc", number), channel, value)

    def light(self, address, channel, value):
        self.changes.append((self.frame, address))
        if value:
            self.lights[address] = (channel, value)
        else:
            self.lights.pop(address, None)

    def touch(self, address, velocity):
        kind, number = address
        self.send((0x90 if kind == "note" else 0xB0, number, velocity))

    def press(self, address, velocity=0x7F):
        self.touch(address, velocity)

    def release(self, address):
        self.touch(address, 0)

    def tap(self, *addresses):
        for address in addresses:
            self.press(address)
            time.sleep(0.015)
            self.release(address)
            time.sleep(0.015)

    def value(self, address):
        with self.lock:
            return self.lights.get(address, (0, 0))[1]

    def picture(self):
        with self.lock:
            return dict(self.lights)


class LaunchpadX(Device):
    """Programmer's reference manual: Programmer mode, notes 11 to 88, controllers around; lights within its first 150 ms
    there are lost, as users report."""
    client, out, port = "Launchpad X", "LPX MIDI Out", "LPX MIDI In"
    identity = bytes.fromhex("f07e0006020020290301000000010203f7")
    head = bytes.fromhex("f0002029020c")

    def reset(self):
        super().reset()
        self.programmer, self.since = False, 0.0

    @staticmethod
    def pad(row, column):
        return ("note", 10 * (8 - row) + column + 1)

    @staticmethod
    def side(index):
        return ("cc", 89 - 10 * index)

    @staticmethod
    def line(index):
        return ("cc", 91 + index)

    def system(self, message):
        if not message.startswith(self.head):
            return
        command, data = message[6], message[7:-1]
        if command == 0x0E and data:
            self.programmer, self.since, self.lights = data[0] == 1, time.monotonic(), {}
        elif command == 0x0E or command == 0x00:
            self.send(self.head + bytes((command, int(self.programmer), 0xF7)))
        elif command == 0x03:
            self.specifications(data)

    def specifications(self, data):
        while data:
            kind, number = data[0], data[1]
            length = {0: 3, 1: 4, 2: 3, 3: 5}[kind]
            self.light(("cc" if number > 90 or number % 10 == 9 else "note", number), {1: 1, 2: 2}.get(kind, 0), max(data[2:length]))
            data = data[length:]

    def light(self, address, channel, value):
        if self.programmer and channel < 3 and time.monotonic() - self.since > 0.15:
            super().light(address, channel, value)


class LaunchpadMk1(Device):
    """Red and green lights, no SysEx, no identity. A value is 16 * green + red and two flags."""
    # As the bridge of ALSA's ports to JACK calls it.
    client, out, port = "a2j", "Launchpad [20] (capture): Launchpad MIDI 1", "Launchpad [20] (playback): Launchpad MIDI 1"

    def reset(self):
        super().reset()
        self.cursor = 0

    @staticmethod
    def pad(row, column):
        return ("note", 16 * row + column)

    @staticmethod
    def side(index):
        return ("note", 16 * index + 8)

    @staticmethod
    def line(index):
        return ("cc", 104 + index)

    def voice(self, status, channel, number, value):
        if status == 0x90 and channel == 2:  # rapid update: two lights a message
            for one in (number, value):
                self.light(self.rapid(self.cursor), 0, one & 0x33)
                self.cursor += 1
            return
        self.cursor = 0
        if status == 0xB0 and number == 0:
            if value == 0:
                self.lights = {}
        elif status == 0xB0 and number >= 104 or status == 0x90:
            super().voice(status, 0, number, value & 0x33)

    def rapid(self, cursor):
        if cursor < 64:
            return self.pad(cursor // 8, cursor % 8)
        return self.side(cursor - 64) if cursor < 72 else self.line(cursor - 72)


class ApcMiniMk2(Device):
    """Communication protocol 1.0: the channel of a pad's note is brightness and blinking; buttons have one color."""
    client, out, port = "APC mini mk2", "APC mini mk2 Control Out", "APC mini mk2 Control In"
    identity = bytes.fromhex("f07e7f0602474f0019000102030405060708f7")

    @staticmethod
    def pad(row, column):
        return ("note", 8 * (7 - row) + column)

    @staticmethod
    def side(index):
        return ("note", 112 + index)

    @staticmethod
    def line(index):
        return ("note", 100 + index)

    def touch(self, address, velocity):
        self.send((0x90 if velocity else 0x80, address[1], velocity))

    def system(self, message):
        if message[:5] == bytes.fromhex("f0477f4f60"):
            self.send(bytes.fromhex("f0477f4f610009") + bytes(9) + b"\xf7")
        elif message[:5] == bytes.fromhex("f0477f4f24"):
            data = message[7:-1]
            while data:
                for number in range(data[0], data[1] + 1):
                    self.light(("note", number), 6, max(data[2:8]))
                data = data[8:]


class Push2(Device):
    """Its manual: notes 36 to 99, palette indexes, the channel of a light is its animation; only User mode is ours."""
    client, out, port = "Ableton Push 2", "Ableton Push 2 User Port Out", "Ableton Push 2 User Port In"
    identity = bytes.fromhex("f07e01060200211d670032020001000000000000000000f7")
    head = bytes.fromhex("f000211d0101")

    def reset(self):
        super().reset()
        self.user = False

    @staticmethod
    def pad(row, column):
        return ("note", 36 + 8 * (7 - row) + column)

    @staticmethod
    def side(index):
        return ("cc", 43 - index)

    @staticmethod
    def line(index):
        return ("cc", 20 + index)

    def touch(self, address, velocity):
        kind, number = address
        self.send(((0x90 if velocity else 0x80) if kind == "note" else 0xB0, number, velocity))

    def system(self, message):
        if message.startswith(self.head + b"\x0a") and len(message) == 9:
            self.user, self.lights = message[7] != 0, {}
            self.send(message)

    def light(self, address, channel, value):
        if self.user:
            super().light(address, channel, value)


class MiniNova(Device):
    """Eight pads that are NRPN 60:32 to 60:39, on the first channel, and lit by the same. A pad that is pressed turns its own
    light over, says so, and says nothing when it is let go."""
    client, out, port = "MiniNova", "MiniNova MIDI 1 Out", "MiniNova MIDI 1 In"

    def reset(self):
        super().reset()
        self.selected, self.strays = [None, None], []

    @staticmethod
    def pad(row, column):
        return ("nrpn", 8 * row + column)

    @staticmethod
    def line(index):
        return ("line", index)

    def touch(self, address, velocity):
        kind, number = address
        if kind == "line":
            self.send((0xB0, 99, 60), (0xB0, 98, number), (0xB0, 6, velocity))
        elif velocity:
            with self.lock:
                lit = 0 if address in self.lights else 127
                self.light(address, 0, lit)
            self.send((0xB0, 99, 60), (0xB0, 98, 32 + number), (0xB0, 6, lit))

    def voice(self, status, channel, number, value):
        if status != 0xB0 or channel != 0:
            return
        if number in (99, 98):
            self.selected[99 - number] = value
        elif number == 6 and self.selected[0] == 60:
            if 32 <= self.selected[1] < 40:
                self.light(("nrpn", self.selected[1] - 32), 0, value)
            else:  # 60:40 is the length of the arpeggio
                self.strays.append((self.selected[1], value))
