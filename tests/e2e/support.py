"""What the end-to-end tests share: running Clave, temporary songs, skipping."""
import json
import os
import subprocess
import sys
import unittest

CLAVE = os.environ.get("CLAVE") or sys.exit("set CLAVE to the program to test, and CLAVE_SOURCE_DIR to its source tree")
SOURCE = os.environ.get("CLAVE_SOURCE_DIR", "")


def skip(reason):
    """Ends the whole test program as skipped."""
    print("skipped: " + reason)
    sys.exit(77)


def environment(**more):
    """The environment of a person without settings, a locale of UTF-8, and no display nor JACK server unless named."""
    result = {key: value for key, value in os.environ.items()
              if not key.startswith(("LC_", "JACK_")) and key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    result.update(LANG="C.UTF-8", TERM="xterm", JACK_NO_START_SERVER="1", XDG_CONFIG_HOME=os.getcwd() + "/config")
    result.update(more)
    return result


def clave(*words, **options):
    """Runs Clave to its end; text in, text out."""
    return run(CLAVE, *words, **options)


def run(*words, **options):
    """Runs any program to its end, in the same way."""
    options.setdefault("env", environment())
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, **options)


def start(*words, **options):
    """Starts Clave without a terminal."""
    options.setdefault("env", environment())
    return subprocess.Popen([CLAVE, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, **options)


def make_song(name, **more):
    """A song file: two tracks, two scenes of one bar, 240 bpm, a chord that is held for a whole bar."""
    song = {
        "clave": 1,
        "name": "Test song",
        "tempo": 240,
        "tracks": [
            {"name": "Chord", "channel": 1, "patterns": [{"steps": {
                "1": {"notes": ["C3", "E3", "G3"], "gate": 16}}}]},
            {"name": "Pulse", "channel": 2, "patterns": [{"steps": {"1": "C2", "5": "C2", "9": "C2", "13": "C2"}}]},
        ],
        "scenes": [{"name": "Verse", "slots": [1, 1]}, {"name": "Chorus", "slots": [1, 1]}],
    }
    song.update(more)
    with open(name, "w", encoding="utf-8") as file:
        json.dump(song, file)
    return name


def main():
    unittest.main(verbosity=2)
