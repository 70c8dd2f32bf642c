#!/usr/bin/python3
"""What the README files tell people to type works.

A block of ```sh after a line `<!-- runnable -->` is run, line by line, in a folder of its own, with `./run` being the program
under test. In every other such block the commands and options of `./run` lines must at least exist.
"""
import os
import re
import shlex
import subprocess
import tempfile
import unittest

from support import CLAVE, SOURCE, clave, environment, main

BLOCK = re.compile(r"^(<!-- runnable -->\n)?```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = {"play", "render", "check", "new", "import", "ports", "devices", "midi", "console", "kernel", "timing"}
# Nobody's loudspeaker and nobody's synth: tests play silently.
QUIET = {"PULSE_SERVER": "none", "PIPEWIRE_REMOTE": "none", "JACK_DEFAULT_SERVER": "clave-docs-test",
         "SDL_AUDIODRIVER": "dummy"}


def blocks():
    for folder, folders, files in os.walk(SOURCE):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "build"]
        if "README.md" in files:
            path = os.path.join(folder, "README.md")
            with open(path, encoding="utf-8") as file:
                for match in BLOCK.finditer(file.read()):
                    yield os.path.relpath(path, SOURCE), bool(match.group(1)), match.group(2)


class Docs(unittest.TestCase):
    def test_runnable_blocks_run(self):
        count = 0
        for path, is_runnable, text in blocks():
            if not is_runnable:
                continue
            count += 1
            with self.subTest(file=path, block=text), tempfile.TemporaryDirectory() as folder:
                for part in ("assets", "scripts", "tests"):
                    os.symlink(os.path.join(SOURCE, part), os.path.join(folder, part))
                os.symlink(CLAVE, os.path.join(folder, "run"))
                done = subprocess.run(["bash", "-eu", "-c", text], cwd=folder, env=environment(**QUIET), check=False,
                                      stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stderr, "")
        self.assertGreater(count, 0)

    def test_commands_and_options_of_all_blocks_exist(self):
        helps = {command: clave(command, "--help").stdout for command in COMMANDS - {"midi"}}
        for path, _, text in blocks():
            for line in text.splitlines():
                words = shlex.split(line, comments=True)
                if not words or words[0] != "./run" or len(words) == 1:
                    continue
                with self.subTest(file=path, line=line):
                    if words[1].startswith("--"):
                        self.assertIn(words[1], clave("--help").stdout)
                        continue
                    self.assertIn(words[1], COMMANDS)
                    text = helps.get(words[1]) or clave(*words[1:3], "--help").stdout
                    for word in words[2:]:
                        if re.fullmatch(r"--[a-z-]+", word):
                            self.assertIn(word, text)

    def test_help_names_every_command(self):
        text = clave("--help").stdout
        for command in COMMANDS:
            self.assertIn(command, text)


if __name__ == "__main__":
    main()
