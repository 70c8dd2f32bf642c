"""The Runtime of the bench: what a call costs before any work is done, and what it costs the way other programs call."""

import _clave


def hook(value):
    return value


ANSWER = (True, False, False, 100, 0, None, None, ((60, 100, 100, 2520),), ())


class Runtime:
    def message(self, kind, text):
        if kind == "exec":
            exec(text, globals())
        elif kind == "load":
            _clave.send("loaded", "{}")

    def step(self, track, slot, index, pass_, occurrence, count, at, length):
        return hook(ANSWER if track else None)

    def start(self, *_): ...
    def stop(self, at): ...
    def slice(self, *_): ...
    def missed(self, track, key): ...
    def idle(self): ...
