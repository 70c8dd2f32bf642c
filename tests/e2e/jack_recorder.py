"""A JACK server on the dummy driver for one test, and a client that notes every MIDI message that reaches it."""
import ctypes
import ctypes.util
import os
import shutil
import subprocess
import tempfile
import time

from support import environment, skip

NAME = "clave-e2e-%d" % os.getpid()


class MidiEvent(ctypes.Structure):
    _fields_ = [("time", ctypes.c_uint32), ("size", ctypes.c_size_t), ("buffer", ctypes.POINTER(ctypes.c_ubyte))]


PROCESS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p)


class Server:
    def __init__(self, period=1024, realtime=False):
        if not shutil.which("jackd"):
            skip("jackd is not installed")
        self.environment = environment(JACK_DEFAULT_SERVER=NAME)
        os.environ["JACK_DEFAULT_SERVER"] = NAME
        self.said = tempfile.NamedTemporaryFile()
        self.process = subprocess.Popen(["jackd", "-R" if realtime else "-r", "-t", "2000", "-n", NAME, "-d", "dummy", "-r", "48000", "-p", str(period)],
                                        stdout=self.said, stderr=self.said)

    def xruns(self):
        """How often it has said that it, or a client, was late."""
        with open(self.said.name, "rb") as said:
            return said.read().count(b"XRun")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:  # jackd now and then waits for ever for a client that is gone
            self.process.kill()
            self.process.wait()


class Recorder:
    """An input port; (channel, key) of every note-on that has not ended is in `sounding`."""

    def __init__(self, client="recorder", port="in"):
        library = ctypes.util.find_library("jack")
        if not library:
            skip("libjack is not installed")
        self.jack = ctypes.CDLL(library)
        for name in ("jack_client_open", "jack_port_register", "jack_port_get_buffer", "jack_port_name"):
            getattr(self.jack, name).restype = ctypes.c_void_p
        self.jack.jack_port_name.restype = ctypes.c_char_p
        self.client = None
        for _ in range(100):
            self.client = self.jack.jack_client_open(client.encode(), 0x01, None)
            if self.client:
                break
            time.sleep(0.05)
        if not self.client:
            skip("jackd does not run here")
        self.client = ctypes.c_void_p(self.client)
        self.messages, self.sounding, self.orphans = [], set(), 0
        self.port = ctypes.c_void_p(self.jack.jack_port_register(self.client, port.encode(), b"8 bit raw midi", 0x1, 0))
        self.callback = PROCESS(self.process)
        self.jack.jack_set_process_callback(self.client, self.callback, None)
        self.jack.jack_activate(self.client)

    def process(self, frames, _):
        buffer = ctypes.c_void_p(self.jack.jack_port_get_buffer(self.port, ctypes.c_uint32(frames)))
        event = MidiEvent()
        for i in range(self.jack.jack_midi_get_event_count(buffer)):
            if self.jack.jack_midi_event_get(ctypes.byref(event), buffer, ctypes.c_uint32(i)) == 0:
                self.take(tuple(event.buffer[j] for j in range(event.size)))
        return 0

    def take(self, message):
        self.messages.append(message)
        kind, key = message[0] & 0xF0, (message[0] & 0x0F, message[1] if len(message) > 1 else 0)
        if kind == 0x90 and message[2] > 0:
            self.sounding.add(key)
        elif kind in (0x80, 0x90):
            self.orphans += key not in self.sounding
            self.sounding.discard(key)

    def clear(self):
        self.messages, self.sounding, self.orphans = [], set(), 0

    def name(self):
        return self.jack.jack_port_name(self.port).decode()

    def close(self):
        self.jack.jack_client_close(self.client)
