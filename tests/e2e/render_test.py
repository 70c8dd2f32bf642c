#!/usr/bin/python3
"""What is rendered: the same bytes twice, the same notes to independent readers, the same notes after an import."""
import array
import math
import os
import shutil
import unittest
import wave
from collections import Counter

import support
from support import clave, run

DEMOS = [os.path.join(support.SOURCE, "assets", "demo", name)
         for name in sorted(os.listdir(os.path.join(support.SOURCE, "assets", "demo"))) if name.endswith(".clave")]
BARS = "8"


def text_of(song, *more):
    result = clave("render", song, "--bars", BARS, "--text", "-", *more)
    assert result.returncode == 0, result.stderr
    return result.stdout


def notes_of_text(text):
    """(tick, channel from 0, note, velocity, is on) of every note message."""
    notes = Counter()
    for line in text.splitlines()[1:]:
        tick, _, _, _, channel, words, octets = line.split("\t")
        status, key, velocity = (int(octet, 16) for octet in (octets.split() + ["0", "0"])[:3])
        if words.startswith("note-"):
            notes[int(tick), int(channel) - 1, key, velocity, status & 0xF0 == 0x90] += 1
    return notes


def notes_of_midicsv(path):
    notes = Counter()
    for line in run("midicsv", path).stdout.splitlines():
        fields = [field.strip() for field in line.split(",")]
        if fields[2] in ("Note_on_c", "Note_off_c"):
            channel, key, velocity = map(int, fields[3:6])
            notes[int(fields[1]), channel, key, velocity, fields[2] == "Note_on_c"] += 1
    return notes


def notes_of_mido(path):
    import mido
    notes = Counter()
    for track in mido.MidiFile(path).tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.type in ("note_on", "note_off"):
                notes[tick, message.channel, message.note, message.velocity, message.type == "note_on"] += 1
    return notes


class Render(unittest.TestCase):
    def test_the_same_song_renders_to_the_same_bytes(self):
        for song in DEMOS:
            with self.subTest(song):
                self.assertEqual(text_of(song), text_of(song))

    def test_every_example_script_plays_without_a_fault_and_twice_the_same(self):
        folder = os.path.join(os.environ["CLAVE_SOURCE_DIR"], "scripts", "examples")
        song = os.path.join(os.environ["CLAVE_SOURCE_DIR"], "tests", "scripts", "demo.clave")
        for example in sorted(os.listdir(folder)):
            if not example.endswith(".py"):
                continue
            with self.subTest(example=example):
                words = ("render", song, "--bars", "2", "--script", os.path.join(folder, example), "--text", "-")
                first, again = clave(*words), clave(*words)
                self.assertEqual((first.returncode, first.stderr), (0, ""))
                self.assertEqual(first.stdout, again.stdout)

    def test_another_seed_changes_what_chance_decides(self):
        showcase = next(song for song in DEMOS if "showcase" in song)
        self.assertNotEqual(text_of(showcase, "--seed", "2"), text_of(showcase, "--seed", "3"))

    def test_independent_readers_find_the_notes_of_the_text(self):
        for song in DEMOS:
            with self.subTest(song):
                self.assertEqual(clave("render", song, "--bars", BARS, "--midi", "song.mid").returncode, 0)
                expected = notes_of_text(text_of(song))
                self.assertGreater(len(expected), 20)
                self.assertEqual(notes_of_midicsv("song.mid"), expected)
                self.assertEqual(notes_of_mido("song.mid"), expected)

    def test_an_import_plays_the_notes_that_were_rendered(self):
        for song in DEMOS:
            with self.subTest(song):
                for left in ("song.mid", "again.clave"):
                    if os.path.exists(left):
                        os.remove(left)
                clave("render", song, "--bars", BARS, "--midi", "song.mid")
                imported = clave("import", "song.mid", "again.clave")
                self.assertEqual(imported.returncode, 0, imported.stderr)
                self.assertEqual(notes_of_text(text_of("again.clave")), notes_of_text(text_of(song)))

    def test_a_song_is_never_rendered_over_itself(self):
        support.make_song("itself.clave")
        with open("itself.clave", "rb") as file:
            before = file.read()
        result = clave("render", "itself.clave", "--bars", "1", "--text", "./itself.clave")
        self.assertEqual(result.returncode, 1)
        self.assertIn("is the song itself", result.stderr)
        with open("itself.clave", "rb") as file:
            self.assertEqual(file.read(), before)

    def test_a_song_without_scenes_plays_first_patterns(self):
        with open("sceneless.clave", "w", encoding="utf-8") as file:
            file.write('{"clave": 1, "tempo": 999, "tracks": [{"patterns": [{"steps": {"1": 60, "5": "C3"}}]}]}')
        text = text_of("sceneless.clave")
        self.assertEqual(text.count("note-on C3"), 2 * int(BARS))
        played = clave("play", "sceneless.clave", "--out", "none")
        self.assertEqual(played.returncode, 0, played.stderr)
        self.assertIn("bar 1", played.stdout)

    def test_a_wav_file_of_every_demo_peaks_just_below_full(self):
        for song in DEMOS:
            with self.subTest(song):
                result = clave("render", song, "--bars", "4", "--wav", "song.wav")
                self.assertEqual(result.returncode, 0, result.stderr)
                with wave.open("song.wav") as sound:
                    self.assertEqual(sound.getsampwidth(), 2)
                    samples = array.array("h", sound.readframes(sound.getnframes()))
                peak = 20 * math.log10(max(abs(sample) for sample in samples) / 32768)
                self.assertTrue(-6 <= peak <= -1, f"{peak:.2f} dBFS")


if __name__ == "__main__":
    if not shutil.which("midicsv"):
        support.skip("midicsv is not installed")
    unittest.main(verbosity=2)
