#!/usr/bin/python3
"""Many scripts that go wrong at once in one playing Clave: each is told in a sentence with its line, and the one that does not plays on."""
import json
import os
import time
import unittest

from support import clave, environment, main, make_song, skip, start

BEGIN = "import builtins, gc, itertools, json, os, subprocess, sys, threading, time\nfrom clave import *\n"
HOOK = BEGIN + """
@on_step({track})
def bad(step):
    step.pitch = 61
    if step.count == 20:
        {body}
"""

SAID = {  # what a hook does once while it plays, and what is said of it
    "exit": ("sys.exit(1)", "SystemExit in bad: scripts cannot end the program"),
    "ask": ("input('name?')", "EOFError in bad: nobody answers input() here"),
    "program": ("subprocess.run(['sleep', '5'])", "ScriptTimeout in bad"),
    "lines": ("[print(i) for i in range(10**6)]", "ScriptTimeout in bad"),
    "deep": ("bad(step)", "RecursionError in bad"),
    "text": ("'x' * 10**10", "MemoryError in bad: there is no more memory for it"),
    "number": ("9**9**9", "ScriptTimeout in bad"),
    "stubborn": ("while True:\n            try:\n                time.sleep(1)\n            except Exception: pass", "ScriptTimeout in bad"),
    "late": ("open('late_module.py', 'w').write('import time\\ntime.sleep(9)'); import late_module", "import what is large at the top"),
    "wrong": ("song.tempo = -5", "ScriptError in bad: "),
}
SILENT = {  # what bends the interpreter that all share
    "streams": "sys.stdout = sys.stderr = None", "threads": "sys.setswitchinterval(100)", "garbage": "gc.disable()",
    "names": "builtins.isinstance = builtins.len = None", "modules": "sys.modules.clear()", "tools": "json.dumps = None",
    "spin": "threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()",
    "endless": "return itertools.count(60)", "half": "print('half a line', end='')",
}
WITNESS = BEGIN + """
calls = 0

@on_step("Witness")
def good(step):
    global calls
    calls += 1
    step.pitch = 62
"""


class Mistakes(unittest.TestCase):
    def test_each_is_a_sentence_and_the_others_play_on(self):
        runtime = os.path.join(os.getcwd(), "runtime")
        os.makedirs(runtime, mode=0o700, exist_ok=True)
        bodies = {**{name: body for name, (body, _) in SAID.items()}, **SILENT}
        pattern = {"steps": {str(step): "C2" for step in range(1, 17)}}
        words = []
        for number, (name, body) in enumerate(bodies.items(), 1):
            with open(name + ".py", "w", encoding="utf-8") as file:
                file.write(HOOK.format(track=number, body=body))
            words += ["--script", name + ".py"]
        with open("witness.py", "w", encoding="utf-8") as file:
            file.write(WITNESS)
        names = [*bodies, "Witness"]
        tracks = [{"name": name, "channel": 1 + number % 16, "patterns": [pattern]} for number, name in enumerate(names)]
        song = make_song("mistakes.clave", tempo=120, tracks=tracks, scenes=[{"name": "A", "slots": [1] * len(names)}])
        own = environment(XDG_RUNTIME_DIR=runtime)
        process = start("play", song, *words, "--script", "witness.py", "--out", "none", "--loop", "--osc", "off", env=own)
        self.addCleanup(process.kill)
        time.sleep(2)

        def ask(expression):
            done = clave("console", "-e", expression, "--script", "witness", env=own)
            return json.loads(done.stdout) if done.returncode == 0 else done.stderr
        first = ask("calls")
        if "no Clave" in str(first) or "not answer" in str(first):
            skip("there is no Python for scripts: " + str(first))
        time.sleep(6)
        last, misses = ask("calls"), ask("track('Witness').misses")
        process.terminate()
        said = process.communicate(timeout=20)[0]
        self.assertGreater(last - first, 16, said)
        self.assertLess(misses, 12, said)  # of about 60: as many as there were loops to be stopped
        for name, (_, sentence) in SAID.items():
            with self.subTest(name):
                self.assertRegex(said, rf"(?m)^{name}\.py:([5-9]|10)(:[0-9]+)?: .*" + sentence.replace("(", r"\(").replace(")", r"\)"))
        self.assertNotIn("hung", said)
        self.assertNotIn("ended the process", said)


if __name__ == "__main__":
    main()
