#!/usr/bin/python3
"""The watchdog may stop a script at any moment, and everything else goes on as if nothing had been."""

import random
import signal
from unittest import mock

from support import BASS, Driver, Scripts, main, native, song
from virtual_time_test import PLAYERS

import clave.faults
from clave.errors import ScriptTimeout

TEXT = PLAYERS + """
@on_note_out(order=3)
def softer(note):
    note.velocity = 50

class Memory(State):
    chords: list = []

memory = Memory()

@on_cycle("Lead")
def turn(pattern):
    pattern.rotate(1)
    memory.chords = [step.chord for step in pattern]

@every(1)
def edit():
    pattern = track(2).pattern
    pattern[3].on = not pattern[3].on
    print("edited")
"""


class Watchdog(Scripts):
    def played(self, driver):
        driver._found.clear()
        driver.runtime.shared.clear()
        driver.tell("load", {"script": "x.py", "path": "/nowhere/x.py", "text": TEXT})
        return [line for line in driver.play(4) if "command" not in line]

    def test_a_script_that_is_stopped_anywhere_plays_on(self):
        fired, last = 0, None

        def stop(*_):
            nonlocal fired, last
            if native.call is not None and native.call is not last:
                fired, last = fired + 1, native.call
                raise ScriptTimeout("it took too long")

        wanted = self.played(Driver(song(Bass=BASS, Lead={"1": "C4", "8": "C4"})))
        dice = random.Random(1)
        old = signal.signal(signal.SIGALRM, stop)
        try:
            with mock.patch.object(clave.faults, "MOST_STRIKES", 10**9):
                for _ in range(500):  # a fast machine is stopped less often in a round
                    driver = Driver(song(Bass=BASS, Lead={"1": "C4", "8": "C4"}))
                    signal.setitimer(signal.ITIMER_REAL, 0.006, dice.uniform(0.0002, 0.003))
                    try:
                        self.played(driver)
                    finally:
                        signal.setitimer(signal.ITIMER_REAL, 0)
                    self.assertIsNone(native.call)
                    self.assertEqual(wanted, self.played(driver))
                    if fired > 100:
                        break
        finally:
            signal.signal(signal.SIGALRM, old)
        self.assertGreater(fired, 20)


if __name__ == "__main__":
    main()
