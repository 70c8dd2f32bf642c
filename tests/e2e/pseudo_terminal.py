"""A terminal for a program under test: keys go in, and what a person would see comes out."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

CLAVE_SEQUENCES = re.compile(r"\x1b\[(\?)?([0-9;]*)([A-Za-z])|\x1b(.)|([\x00-\x1f])")


class Screen:
    """Understands what Clave sends: cursor moves, clearing, styles, the alternate screen, the cursor's visibility."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.alternate, self.cursor_shown = False, True
        self.row = self.column = 0
        self.clear()

    def clear(self):
        self.cells = [[" "] * self.columns for _ in range(self.rows)]

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def feed(self, text):
        place = 0
        for match in CLAVE_SEQUENCES.finditer(text):
            self.put(text[place:match.start()])
            place = match.end()
            if match.group(3):
                self.obey(bool(match.group(1)), match.group(2), match.group(3))
        self.put(text[place:])

    def put(self, text):
        for character in text:
            if self.row < self.rows and self.column < self.columns:
                self.cells[self.row][self.column] = character
                self.column += 1

    def obey(self, is_private, numbers, final):
        if is_private and numbers == "1049":
            self.alternate = final == "h"
        elif is_private and numbers == "25":
            self.cursor_shown = final == "h"
        elif final == "H":
            row, column = (numbers.split(";") + ["1"])[:2] if numbers else ("1", "1")
            self.row, self.column = int(row) - 1, int(column) - 1
        elif final == "J":
            self.clear()
        elif final == "K" and self.row < self.rows:
            self.cells[self.row][self.column:] = [" "] * (self.columns - self.column)


class PseudoTerminal:
    """Runs a program in a terminal of its own."""

    def __init__(self, words, environment, columns=80, rows=24):
        self.master, slave = pty.openpty()
        self.slave = slave  # held open: a terminal without any user forgets its settings
        self.resize(columns, rows, None)
        self.screen = Screen(columns, rows)
        self.before = termios.tcgetattr(slave)
        self.raw = b""
        self.child = os.fork()
        if self.child == 0:
            os.close(self.master)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for stream in range(3):
                os.dup2(slave, stream)
            try:
                os.execve(words[0], words, environment)
            finally:
                os._exit(127)
        self.status = None

    def resize(self, columns, rows, child):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if child:
            self.screen = Screen(columns, rows)
            os.kill(child, signal.SIGWINCH)

    def read(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                return
            self.raw += os.read(self.master, 65536)
            text, self.raw = self.cut()
            self.screen.feed(text)

    def cut(self):
        """What is whole so far, and the rest: a letter or a sequence may come in two pieces."""
        text = self.raw.decode("utf-8", "ignore")
        rest = self.raw[len(text.encode()):]
        start = text.rfind("\x1b")
        if start >= 0 and not CLAVE_SEQUENCES.match(text, start):
            return text[:start], text[start:].encode() + rest
        return text, rest

    def send(self, keys):
        os.write(self.master, keys.encode())

    def wait_for(self, condition, seconds=5):
        """True as soon as the condition holds for the screen's text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.02)
            if condition(self.screen.text()):
                return True
        return False

    def shows(self, part, seconds=5):
        return self.wait_for(lambda text: part in text, seconds)

    def wait_for_end(self, seconds=5):
        """The exit status as a shell would show it, and how long it took."""
        begin = time.monotonic()
        while time.monotonic() < begin + seconds:
            self.read(0.01)
            child, status = os.waitpid(self.child, os.WNOHANG)
            if child:
                self.read(0.1)
                ended = os.waitstatus_to_exitcode(status)
                return (128 - ended if ended < 0 else ended), time.monotonic() - begin
        return None, seconds

    def is_restored(self, seconds=1):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.02)
            if termios.tcgetattr(self.slave) == self.before and not self.screen.alternate and self.screen.cursor_shown:
                return True
        return False

    def close(self):
        try:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.slave)
        os.close(self.master)
