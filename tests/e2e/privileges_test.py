#!/usr/bin/env python3
"""Someone whom nobody grants real-time priority hears the song all the same, and is told once what to do."""
import os
import resource
import shutil
import unittest

import support


def without_privileges():
    """Run in the new process: no rtprio limit that would allow anything."""
    resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))


class Privileges(unittest.TestCase):
    def play(self, **environment):
        song = support.make_song("song.clave")
        words = ["play", song, "--out", "none", "--bars", "1"]
        options = {"preexec_fn": without_privileges, "env": support.environment(**environment)}
        if os.geteuid() != 0:
            return support.clave(*words, **options)
        # Root's files stay readable, its capabilities are gone: to the scheduler that is an ordinary user.
        dropped = ["--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"]
        return support.run("setpriv", *dropped, support.CLAVE, *words, **options)

    def test_plays_on_and_says_what_to_do(self):
        result = self.play(DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nonexistent/bus")
        self.assertEqual(result.returncode, 0, result.stderr)
        told = [line for line in result.stdout.splitlines() if "real-time priority" in line]
        self.assertEqual(len(told), 1, result.stdout)
        self.assertIn("RealtimeKit is not running", told[0])
        self.assertIn("longer look-ahead", told[0])
        self.assertIn("group audio", told[0])
        self.assertIn("bar", result.stdout)


if __name__ == "__main__":
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        support.skip("no setpriv to drop root's privileges with")
    support.main()
