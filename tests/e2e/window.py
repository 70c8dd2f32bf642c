"""A window of Clave on a display of its own, without a screen: started, clicked and typed at like a person would, and read
through the file in which it tells tests what it shows (CLAVE_UI_STATE)."""
import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest

from support import CLAVE, environment, skip

NEEDED = ("Xvfb", "xdotool")


def need_display():
    """Ends the test program as skipped where there is nothing to make a display with."""
    for program in NEEDED:
        if shutil.which(program) is None:
            skip(f"{program} is not installed")


class Display:
    """An X server that draws into memory, on the first free number."""

    def __init__(self, width=1600, height=1200):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            skip("Xvfb does not start")
        self.name = ":" + number

    def close(self):
        self.server.terminate()
        self.server.wait()


class Window:
    """Clave in a window. Every wait looks at what it says until that is so, and never just sleeps."""

    def __init__(self, display, *options, env=None, size=None):
        self.state_file = os.path.join(os.getcwd(), "ui_state.json")
        if os.path.exists(self.state_file):
            os.remove(self.state_file)
        self.env = environment(DISPLAY=display.name, CLAVE_UI_STATE=self.state_file, **(env or {}))
        self.started = time.monotonic()
        self.process = subprocess.Popen([CLAVE, "play", "--window", *options], env=self.env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.wait_for(lambda state: state["frames"] > 0)
        self.first_frame = time.monotonic() - self.started
        self.id = self.xdotool("search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)).split()[-1]
        if size:
            self.xdotool("windowsize", "--sync", self.id, str(size[0]), str(size[1]))
        # Without a window manager nobody else does it.
        self.xdotool("windowmove", self.id, "0", "0", "windowfocus", self.id)

    def xdotool(self, *words):
        done = subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True, timeout=20, check=False)
        return done.stdout.strip()

    def state(self):
        """What it shows now; nothing before the first frame."""
        try:
            with open(self.state_file, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError):
            return None

    def wait_for(self, condition, timeout=10):
        """The first state of which the condition holds; the test fails when there is none in time."""
        end = time.monotonic() + timeout
        state = None
        while time.monotonic() < end:
            state = self.state()
            if state is not None and condition(state):
                return state
            if self.process.poll() is not None:
                raise AssertionError(f"it ended with {self.process.returncode}: {self.process.stderr.read()}")
            time.sleep(0.004)
        shown = {key: value for key, value in (state or {}).items() if key != "rects"}
        raise AssertionError(f"this does not come about; it shows {shown}")

    def wait_for_rect(self, name):
        return self.wait_for(lambda state: name in state["rects"])["rects"][name]

    def center(self, name):
        x, y, width, height = self.wait_for_rect(name)
        return str(round(x + width / 2)), str(round(y + height / 2))

    def click(self, name, button=1, times=1):
        self.xdotool("mousemove", "--window", self.id, *self.center(name), "click", "--repeat", str(times), "--delay", "40",
                     str(button))

    def drag(self, *names):
        """Presses on the first, moves over the others, lets go on the last."""
        words = ["mousemove", "--window", self.id, *self.center(names[0]), "mousedown", "1"]
        for name in names[1:]:
            words += ["mousemove", "--window", self.id, *self.center(name)]
        self.xdotool(*words, "mouseup", "1")

    def key(self, *keys):
        """Keys by the names that xdotool has for them: "space", "ctrl+q"."""
        self.xdotool("key", "--delay", "8", *keys)

    def type(self, text):
        self.xdotool("type", "--delay", "8", text)

    def wait_for_end(self, timeout=10):
        """The exit status."""
        try:
            return self.process.wait(timeout)
        finally:
            self.close()

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


class WindowCase(unittest.TestCase):
    """Tests with a window each, in a home of its own; on one display."""

    @classmethod
    def setUpClass(cls):
        cls.display = Display()
        cls.addClassCleanup(cls.display.close)

    def setUp(self):
        self.home = tempfile.mkdtemp(dir=os.getcwd())
        self.addCleanup(shutil.rmtree, self.home)

    def open(self, *words, env=None):
        """Opens self.window, without an output."""
        env = {"XDG_CONFIG_HOME": self.home + "/config", "XDG_STATE_HOME": self.home + "/state", **(env or {})}
        self.window = Window(self.display, "--out", "none", *words, env=env, size=(1280, 800))
        self.addCleanup(self.window.close)
