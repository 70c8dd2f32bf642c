"""A MIDI keyboard on JACK and what it hears, both to the frame."""
import ctypes
import threading
import time

from jack_recorder import MidiEvent, Recorder


class Keyboard(Recorder):
    """Plays on its output KEYBOARD:out; `heard` has (frame, message) of all that came to KEYBOARD:in."""

    def __init__(self, client="keyboard"):
        self.heard, self.waiting, self.lock, self.out = [], [], threading.Lock(), None
        super().__init__(client)
        self.jack.jack_midi_event_write.restype = ctypes.c_int
        for name in ("jack_last_frame_time", "jack_frame_time", "jack_get_sample_rate"):
            getattr(self.jack, name).restype = ctypes.c_uint32
        self.rate = self.jack.jack_get_sample_rate(self.client)
        self.out = ctypes.c_void_p(self.jack.jack_port_register(self.client, b"out", b"8 bit raw midi", 0x2, 0))

    def process(self, frames, _):
        begin = self.jack.jack_last_frame_time(self.client)
        buffer = ctypes.c_void_p(self.jack.jack_port_get_buffer(self.port, ctypes.c_uint32(frames)))
        event = MidiEvent()
        for i in range(self.jack.jack_midi_get_event_count(buffer)):
            if self.jack.jack_midi_event_get(ctypes.byref(event), buffer, ctypes.c_uint32(i)) == 0:
                message = tuple(event.buffer[j] for j in range(event.size))
                self.take(message)
                self.heard.append((begin + event.time, message))
        if self.out is not None:
            self.send(begin, frames)
        return 0

    def send(self, begin, frames):
        buffer = ctypes.c_void_p(self.jack.jack_port_get_buffer(self.out, ctypes.c_uint32(frames)))
        self.jack.jack_midi_clear_buffer(buffer)
        with self.lock:
            due = [one for one in self.waiting if one[0] < begin + frames]
            self.waiting = self.waiting[len(due):]
        for frame, message in due:
            data = (ctypes.c_ubyte * len(message))(*message)
            self.jack.jack_midi_event_write(buffer, ctypes.c_uint32(max(frame - begin, 0)), data,
                                            ctypes.c_size_t(len(message)))

    def now(self):
        return self.jack.jack_frame_time(self.client)

    def frames(self, seconds):
        return round(seconds * self.rate)

    def play(self, notes):
        """Notes as (begin, end, key), in frames; returns when the last one has left."""
        events = [(begin, (0x90, key, 100)) for begin, _, key in notes] + [(end, (0x80, key, 64)) for _, end, key in notes]
        with self.lock:
            self.waiting = sorted(self.waiting + events)
        while self.waiting:
            time.sleep(0.01)
