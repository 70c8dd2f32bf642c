#!/usr/bin/python3
"""The command line as a person uses it: what it prints, what it writes, how it ends."""
import json
import os
import stat
import subprocess
import unittest

from support import CLAVE, clave, environment, main, make_song, start


def remove(*names):
    for name in names:
        if os.path.lexists(name):
            os.unlink(name)


class Refusals(unittest.TestCase):
    def assertSentence(self, done, status, part):
        self.assertEqual(done.returncode, status, done)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr.startswith("clave: "), done.stderr)
        self.assertIn(part, done.stderr)

    def test_wrong_usage_ends_with_2_a_sentence_and_a_hint(self):
        for words in (["dance"], ["play", "--tempo", "5"], ["play", "--bars", "x"], ["render", "a.clave"],
                      ["check"], ["import", "a.mid"], ["play", "a", "b"], ["ports", "--midi-api", "oss"]):
            with self.subTest(words=words):
                done = clave(*words)
                self.assertSentence(done, 2, "--help")
                self.assertEqual(len(done.stderr.splitlines()), 2)

    def test_what_cannot_be_had_ends_with_1_and_one_sentence(self):
        make_song("good.clave")
        with open("broken.clave", "w", encoding="utf-8") as file:
            file.write('{"clave": 1, "tempo": 5000}')
        for words, part in ((["play", "missing.clave"], "missing.clave"), (["render", "missing.clave", "--text", "-"], "missing"),
                            (["play", "broken.clave"], "broken.clave:1:"), (["import", "missing.mid", "x.clave"], "missing.mid"),
                            (["import", "good.clave", "x.clave"], "good.clave"),
                            (["play", "good.clave", "--scene", "Bridge", "--out", "none"], "1 Verse, 2 Chorus"),
                            (["play", "good.clave", "--out", "no such port"], "no such port"),
                            (["play", "good.clave", "--out", "none", "--out", "bass=none"], "bass"),
                            (["render", "good.clave", "--bars", "1", "--text", "no/folder/x.txt"], "no/folder/x.txt")):
            with self.subTest(words=words):
                done = clave(*words)
                self.assertSentence(done, 1, part)
                self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertFalse(os.path.exists("x.clave"))

    def test_help_and_version_are_printed_to_standard_output(self):
        for words in (["--help"], ["--version"], ["render", "--help"]):
            done = clave(*words)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("clave", done.stdout)


class Songs(unittest.TestCase):
    def test_a_new_song_is_valid_and_is_never_overwritten(self):
        remove("new.clave")
        self.assertEqual(clave("new", "new.clave").returncode, 0)
        with open("new.clave", "rb") as file:
            before = file.read()
        done = clave("new", "new.clave")
        self.assertEqual(done.returncode, 1)
        self.assertIn("new.clave", done.stderr)
        with open("new.clave", "rb") as file:
            self.assertEqual(file.read(), before)
        check = clave("check", "new.clave")
        self.assertEqual(check.returncode, 0)
        self.assertIn("ok", check.stdout)

    def test_check_lists_every_fault_with_its_place(self):
        make_song("faulty.clave", tempo=5000, swing=99)
        done = clave("check", "faulty.clave")
        self.assertEqual(done.returncode, 1)
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), 2)
        for line, what in zip(lines, ("tempo", "swing")):
            self.assertRegex(line, r"^faulty\.clave:\d+:\d+: " + what + ".*allowed")

    def test_import_brings_back_what_render_wrote_and_never_overwrites(self):
        make_song("source.clave")
        remove("source.mid", "again.clave")
        self.assertEqual(clave("render", "source.clave", "--bars", "2", "--midi", "source.mid").returncode, 0)
        done = clave("import", "source.mid", "again.clave")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(clave("import", "source.mid", "again.clave").returncode, 1)

        def notes(song):
            lines = clave("render", song, "--bars", "2", "--text", "-").stdout.splitlines()[1:]
            return sorted((line.split("\t")[0], line.split("\t")[6]) for line in lines if "note-on" in line)

        self.assertEqual(notes("again.clave"), notes("source.clave"))
        self.assertEqual(len(notes("source.clave")), 14)


class Renders(unittest.TestCase):
    def test_the_same_song_gives_the_same_bytes(self):
        make_song("same.clave")
        for form in ("--text", "--midi"):
            outputs = [subprocess.run([CLAVE, "render", "same.clave", "--bars", "4", form, "-"], check=True,
                                      capture_output=True, env=environment()).stdout for _ in range(2)]
            self.assertEqual(outputs[0], outputs[1])
            self.assertGreater(len(outputs[0]), 100)

    def test_a_file_and_standard_output_get_the_same(self):
        make_song("both.clave")
        remove("both.txt")
        self.assertEqual(clave("render", "both.clave", "--bars", "1", "--text", "both.txt").returncode, 0)
        with open("both.txt", encoding="utf-8") as file:
            self.assertEqual(file.read(), clave("render", "both.clave", "--bars", "1", "--text", "-").stdout)

    def test_a_render_replaces_a_file_whole_keeps_its_rights_and_follows_links(self):
        make_song("rights.clave")
        remove("real.txt", "link.txt")
        with open("real.txt", "w", encoding="utf-8") as file:
            file.write("old")
        os.chmod("real.txt", 0o640)
        os.symlink("real.txt", "link.txt")
        before = set(os.listdir())
        self.assertEqual(clave("render", "rights.clave", "--bars", "1", "--text", "link.txt").returncode, 0)
        self.assertTrue(os.path.islink("link.txt"))
        self.assertEqual(stat.S_IMODE(os.stat("real.txt").st_mode), 0o640)
        self.assertEqual(set(os.listdir()), before)

    def test_a_full_disk_is_told(self):
        make_song("full.clave")
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([CLAVE, "render", "full.clave", "--bars", "1", "--text", "-"], stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False, env=environment())
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output", done.stderr)

    def test_a_reader_that_has_enough_ends_it_quietly(self):
        make_song("long.clave")
        command = f"'{CLAVE}' render long.clave --bars 5000 --text - | head -n 1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment())
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith("tick\t"))
        self.assertEqual(done.stderr, "")

    def test_another_seed_is_taken(self):
        make_song("chance.clave", tracks=[{"name": "Maybe", "channel": 1, "patterns": [{"steps": {
            str(step): {"notes": ["C3"], "chance": 50} for step in range(1, 17)}}]}], scenes=[{"slots": [1]}])
        outputs = {clave("render", "chance.clave", "--bars", "4", "--seed", seed, "--text", "-").stdout for seed in "1234"}
        self.assertEqual(len(outputs), 4)


class PlainPlay(unittest.TestCase):
    def bars(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line for line in done.stdout.splitlines() if line.startswith("bar ")]

    def test_bars_are_counted_named_and_ended(self):
        make_song("plain.clave")
        bars = self.bars(clave("play", "plain.clave", "--out", "none", "--bars", "3"))
        self.assertEqual([bar.split("  ")[:3] for bar in bars],
                         [["bar 1", "Verse", "240 bpm"], ["bar 2", "Chorus", "240 bpm"], ["bar 3", "Verse", "240 bpm"]])

    def test_without_options_it_plays_once_through_and_ends(self):
        make_song("once.clave")
        self.assertEqual(len(self.bars(clave("play", "once.clave", "--out", "none"))), 2)

    def test_scene_and_tempo(self):
        make_song("scene.clave")
        bars = self.bars(clave("play", "scene.clave", "--out", "none", "--scene", "chorus", "--tempo", "333.5"))
        self.assertEqual([bar.split("  ")[:3] for bar in bars], [["bar 1", "Chorus", "333.5 bpm"]])

    def test_loop_goes_on(self):
        make_song("loop.clave")
        player = start("play", "loop.clave", "--out", "none", "--loop", "--tempo", "999", "--osc", "off")
        # Said before the first bar: what is played, and sometimes that there is no real-time priority.
        seen = [player.stdout.readline() for _ in range(9)]
        player.terminate()
        player.communicate(timeout=5)
        self.assertTrue(any(line.startswith("bar 7 ") for line in seen), seen)


class Ports(unittest.TestCase):
    def test_ports_as_json(self):
        done = clave("ports", "--json")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(set(json.loads(done.stdout)), {"api", "inputs", "outputs", "trouble"})
        self.assertIn("synth", clave("ports").stdout)


if __name__ == "__main__":
    main()
