#!/usr/bin/python3
"""A beat from nothing to a file by mouse and keys alone: a kick, a bass line typed step by step, playing, another tempo,
undo to the start and redo to the end; and the file holds exactly that, also after it was opened again."""
import json
import os

from bass_line import BASS, KICK, LINE, on_steps, type_bass_line
from support import main, make_song
from window import WindowCase, need_display

TEMPO = 133.5
BASS_TRACK = 5
GESTURES = 4 + 1 + len(LINE) + 1  # kicks, hats in one stroke, bass line, tempo


def song_in(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class ABeatByHand(WindowCase):
    def new_beat(self):
        self.open()
        self.window.wait_for(lambda state: state["playing"])
        self.window.key("space")
        self.window.wait_for(lambda state: not state["playing"])
        self.window.key("ctrl+n")
        return self.window.wait_for(lambda state: state["song"] == "New beat")

    def test_a_song_saved_in_another_folder_plays_with_its_scripts_there(self):
        first, second = (os.path.join(self.home, name) for name in ("first", "second"))
        for folder in (first, second):
            os.mkdir(folder)
        with open(os.path.join(first, "mine.py"), "w", encoding="utf-8") as file:
            file.write("from clave import *\n\namount = Knob(0.5)\n")
        make_song(os.path.join(first, "song.clave"), scripts=[{"path": "mine.py"}])
        self.open(os.path.join(first, "song.clave"), "--trust-scripts")
        self.window.wait_for(lambda state: [one for one in state["scripts"] if one["state"] == "runs"])
        saved = self.save_as("second/moved.clave")
        self.assertEqual(song_in(saved)["scripts"], [{"path": os.path.realpath(os.path.join(first, "mine.py"))}])
        self.window.close()
        self.open(saved, "--trust-scripts")
        self.window.wait_for(lambda state: [one["state"] for one in state["scripts"]] == ["runs"])

    def save_as(self, name):
        path = os.path.join(self.home, name)
        self.window.key("ctrl+shift+s")
        self.window.wait_for_rect("dialog.text")
        self.window.type(path)
        self.window.key("Return")
        self.window.wait_for(lambda state: os.path.exists(path) and not state["modified"])
        return path

    def test_the_file_holds_exactly_what_was_clicked_typed_and_redone(self):
        window = self.window_with_beat()
        made = self.save_as("made.clave")
        self.check_song(made)

        window.key(*["ctrl+z"] * GESTURES)
        window.wait_for(lambda state: state["undo"] == "open song")
        start = song_in(self.save_as("start.clave"))
        self.assertEqual([on_steps(start, track) for track in range(1, 9)], [{}] * 8)

        window.key(*["ctrl+shift+z"] * GESTURES)
        window.wait_for(lambda state: state["redo"] == "" and state["undo"] == "tempo")
        again = self.save_as("again.clave")
        self.check_song(again)

        window.key("ctrl+q")
        self.assertEqual(window.wait_for_end(), 0)
        self.open(again)
        self.window.wait_for(lambda state: state["tempo"] == TEMPO)
        reopened = self.save_as("reopened.clave")
        self.check_song(reopened)
        self.window.key("ctrl+q")
        self.assertEqual(self.window.wait_for_end(), 0)
        with open(again, "rb") as one, open(reopened, "rb") as other:
            self.assertEqual(one.read(), other.read())

    def window_with_beat(self):
        """Made by clicking, painting and typing, and heard: its tempo is changed while it plays."""
        self.new_beat()
        window = self.window
        for step in (1, 5, 9, 13):
            window.click(f"cell.1.{step}")
        window.drag("cell.3.1", "cell.3.6", "cell.3.16")
        window.click(f"track.{BASS_TRACK}")
        window.wait_for(lambda state: state["cursor"]["track"] == BASS_TRACK - 1)
        window.key("Home", "r")
        window.wait_for(lambda state: state["stepIn"] and state["cursor"]["step"] == 0)
        type_bass_line(window)
        window.wait_for(lambda state: state["cursor"]["step"] == 10)
        window.key("Escape")
        window.wait_for(lambda state: not state["stepIn"])
        window.key("space")
        begun = window.wait_for(lambda state: state["playing"])["position"]
        window.wait_for(lambda state: state["position"] > begun + 20160)
        window.click("tempo", times=2)
        window.type(str(TEMPO))
        window.key("Return")
        window.wait_for(lambda state: state["playing"] and state["tempo"] == TEMPO)
        return window

    def check_song(self, path):
        song = song_in(path)
        self.assertEqual(song["tempo"], TEMPO)
        self.assertEqual(on_steps(song, 1), KICK)
        self.assertEqual(sorted(map(int, on_steps(song, 3))), list(range(1, 17)))
        self.assertEqual(on_steps(song, BASS_TRACK), BASS)
        for silent in (2, 4, 6, 7, 8):
            self.assertEqual(on_steps(song, silent), {})


if __name__ == "__main__":
    need_display()
    main()
