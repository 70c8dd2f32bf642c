"""OSC in a few lines, for programs that talk to Clave from outside: no package needed. Speaks i, f, s, T, F and N."""

import socket
import struct


def _text(text):
    data = text.encode() + b"\0"
    return data + bytes(-len(data) % 4)


def encode(path, *values):
    tags, data = ",", b""
    for value in values:
        if isinstance(value, bool) or value is None:
            tags += {True: "T", False: "F", None: "N"}[value]
        elif isinstance(value, int):
            tags, data = tags + "i", data + struct.pack(">i", value)
        elif isinstance(value, float):
            tags, data = tags + "f", data + struct.pack(">f", value)
        else:
            tags, data = tags + "s", data + _text(value)
    return _text(path) + _text(tags) + data


def _read_text(data):
    end = data.index(b"\0")
    return data[:end].decode(), data[end + 4 - end % 4:]


def decode(data):
    """The messages of a packet, as (path, values)."""
    if data.startswith(b"#bundle\0"):
        data, found = data[16:], []
        while data:
            size = struct.unpack(">i", data[:4])[0]
            found, data = found + decode(data[4:4 + size]), data[4 + size:]
        return found
    path, data = _read_text(data)
    tags, data = _read_text(data)
    values = []
    for tag in tags[1:]:
        if tag in "if":
            values.append(struct.unpack(">" + tag, data[:4])[0])
            data = data[4:]
        elif tag == "s":
            value, data = _read_text(data)
            values.append(value)
        else:
            values.append({"T": True, "F": False}.get(tag))
    return [(path, values)]


class Osc:
    """Clave at the other end: `osc.send("/clave/play")`, `osc.ask("/clave/get/tempo")`, `osc.receive()`."""

    def __init__(self, port=9170, host="127.0.0.1"):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect((host, port))
        self.socket.settimeout(1.0)

    def close(self):
        self.socket.close()

    def send(self, path, *values):
        self.socket.send(encode(path, *values))

    def receive(self):
        """The next packet's messages; waits a second at most, then raises TimeoutError."""
        return decode(self.socket.recv(65536))

    def ask(self, path, *values):
        """The values of the answer."""
        self.send(path, *values)
        return self.receive()[0][1]
