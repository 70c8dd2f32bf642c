#!/usr/bin/python3
"""Scripts in the real window, with the real Python: written, gone wrong, mended, turned, asked; also those of other people."""
import json
import os

from support import main, make_song
from window import WindowCase, need_display

QUARTER = 20160
TEXT = """from clave import *

amount = IntKnob(3, 0, 7)


@on_step(track=1)
def mine(step):
    step.velocity = 100
"""


def steps_of(path, track, slot):
    with open(path, encoding="utf-8") as file:
        steps = json.load(file)["tracks"][track]["patterns"][slot]["steps"]
    return {number for number, step in steps.items() if not isinstance(step, dict) or step.get("on", True)}


def script_of(state, name):
    return next((script for script in state["scripts"] if script["name"] == name), None)


class ScriptsInTheWindow(WindowCase):
    def setUp(self):
        super().setUp()
        self.song = os.path.join(self.home, "song.clave")
        self.file = os.path.join(self.home, "mine.py")
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(TEXT)

    def open(self, *words, **more):
        super().open(self.song, "--loop", *words, **more)
        self.window.key("F8")

    def wait_for_script(self, condition):
        return self.window.wait_for(lambda state: script_of(state, "mine") and condition(script_of(state, "mine")))

    def test_a_script_is_written_goes_wrong_and_is_mended_while_the_song_plays(self):
        make_song(self.song)
        self.open("--script", self.file)
        self.wait_for_script(lambda script: script["state"] == "runs")
        # Behind its last line: a hook that fails whenever it is called.
        self.window.click("script.text")
        self.window.key("ctrl+End")
        for line in ("@on_step(track=2)", "def wrong(step):", "step.velocity = nothing"):
            self.window.key("Return")
            self.window.type(line)
        self.window.key("ctrl+s")
        state = self.wait_for_script(lambda script: "NameError" in script["error"])
        self.assertTrue(state["playing"])
        self.assertTrue(any("nothing" in notice for notice in state["notices"]), state["notices"])
        with open(self.file, encoding="utf-8") as file:
            self.assertIn("\ndef wrong(step):\n    step.velocity = nothing", file.read())
        # One that does not even load: what was saved before plays on. Then what is right, from another editor.
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("def (:\n")
        self.wait_for_script(lambda script: "SyntaxError" in script["error"])
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(TEXT)
        self.wait_for_script(lambda script: script["state"] == "runs" and not script["error"])

    def test_a_knob_is_turned_and_the_console_knows_it(self):
        make_song(self.song)
        self.open("--script", self.file)
        self.wait_for_script(lambda script: script["state"] == "runs")
        self.window.wait_for_rect("control.amount")
        self.window.key("Tab", "Right", "Right")
        self.window.wait_for(lambda state: state["undo"] == "scripts")
        # No hand types its first letter within the frame in which the field opens.
        self.window.key("Tab", "Return")
        self.window.wait_for_rect("console.typing")
        self.window.type("amount.value")
        self.window.key("Return")
        self.window.wait_for(lambda state: state["console"].strip() == "5")

    def test_a_saved_song_has_what_its_scripts_hold_by_now(self):
        with open(self.file, "a", encoding="utf-8") as file:
            file.write("    amount.value = 6\n    memory.seen += 1\n\n\nclass Memory(State):\n    seen: int = 0\n\n\nmemory = Memory()\n")
        make_song(self.song)
        self.open("--script", self.file)
        self.window.wait_for(lambda state: state["position"] > 4 * QUARTER)
        self.window.key("F2", "ctrl+s")
        def saved():
            with open(self.song, encoding="utf-8") as file:
                return json.load(file).get("scripts")
        self.window.wait_for(lambda state: saved())
        (script,) = saved()
        self.assertEqual(script["knobs"]["amount"], 6)
        self.assertGreaterEqual(script["state"]["memory"]["seen"], 16)

    def test_a_script_of_somebody_else_runs_once_a_person_says_so(self):
        make_song(self.song, scripts=[{"path": "mine.py"}])
        self.open()
        self.wait_for_script(lambda script: script["state"] == "waits for your word")
        self.window.click("script.run")
        self.wait_for_script(lambda script: script["state"] == "runs")

    def test_what_a_script_plays_is_seen_in_the_grid_and_printed_into_it(self):
        make_song(self.song)
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("from clave import *\n\n\n@on_step(track=2)\ndef odd(step):\n"
                       "    return Note('A3') if step.index % 4 == 2 else False\n")
        self.open("--script", self.file)
        self.window.key("F2")
        for name in ("ghost.2.1", "ghost.2.3", "ghost.2.15"):  # a rest where a note was, notes where none were
            self.window.wait_for_rect(name)
        self.assertNotIn("ghost.2.2", self.window.state()["rects"])
        self.window.key("space", "Home", "Down")
        state = self.window.wait_for(lambda state: not state["playing"])
        # Where an answer came too late the step has played as it is written, and has no ghost.
        ghosts = {str(step) for step in range(1, 17) if f"ghost.2.{step}" in state["rects"]}
        self.window.click("ghosts.print")
        self.window.wait_for(lambda state: state["undo"] == "print ghosts"
                             and not any(name.startswith("ghost.2.") for name in state["rects"]))
        self.window.key("ctrl+s")
        self.window.wait_for(lambda state: not state["modified"])
        written, played = {"1", "5", "9", "13"}, {"3", "7", "11", "15"}
        self.assertEqual(steps_of(self.song, 1, 0), written - ghosts | played & ghosts)

    def test_what_was_heard_is_printed_without_any_script(self):
        make_song(self.song)
        self.open("--no-scripts")
        self.window.key("F2", "Down")
        self.window.wait_for(lambda state: state["position"] > 2.5 * 4 * 20160)
        self.window.key("ctrl+k")
        self.window.wait_for_rect("dialog.text")
        self.window.type("print last 2 bars")
        self.window.key("Return")
        self.window.wait_for(lambda state: state["modified"])
        self.window.key("ctrl+s")
        self.window.wait_for(lambda state: not state["modified"])
        beats = ("1", "5", "9", "13")
        self.assertEqual(steps_of(self.song, 1, 1), {*beats, *(str(int(step) + 16) for step in beats)})

    def test_what_was_typed_and_not_saved_is_offered_again_however_it_ended(self):
        make_song(self.song)
        self.open("--script", self.file)
        self.wait_for_script(lambda script: script["state"] == "runs")
        self.window.click("script.text")
        self.window.type("later")
        self.window.wait_for_rect("script.save")
        kept = self.file + ".unsaved"
        self.window.wait_for(lambda state: os.path.exists(kept))
        self.window.process.kill()
        self.window.process.wait()
        self.open("--script", self.file)
        self.window.wait_for(lambda state: any("mine.py and not saved" in notice for notice in state["notices"]))
        self.window.click("notice.1.button")
        self.window.wait_for_rect("script.save")
        self.window.key("ctrl+s")
        self.window.wait_for(lambda state: "script.save" not in state["rects"])
        with open(self.file, encoding="utf-8") as file:
            self.assertIn("later", file.read())
        self.window.wait_for(lambda state: not os.path.exists(kept))


if __name__ == "__main__":
    need_display()
    main()
