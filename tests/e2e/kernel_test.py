#!/usr/bin/python3
"""Jupyter over the playing Clave: installed once, then cells run in the song, with completion, help and errors."""
import json
import os
import unittest

from support import CLAVE, clave, environment, main, make_song, skip, start

SENTENCE = "clave: there is no ipykernel for Jupyter; install python3-ipykernel, or a Python that has it: --python DIR.\n"
FOLDERS = {name: os.path.join(os.getcwd(), name.lower()) for name in ("XDG_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
for folder in FOLDERS.values():
    os.makedirs(folder, mode=0o700, exist_ok=True)
os.environ.update(FOLDERS, HOME=os.getcwd())

try:
    from jupyter_client.manager import start_new_kernel
except ModuleNotFoundError:
    said = clave("kernel", "--install")
    assert (said.returncode, said.stderr) == (1, SENTENCE), said
    skip("there is no python3-ipykernel")


class Kernel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = clave("kernel", "--install")
        assert done.returncode == 0, done.stderr
        cls.manager, cls.client = start_new_kernel(kernel_name="clave", startup_timeout=30, env=environment())
        cls.addClassCleanup(cls.manager.shutdown_kernel, now=True)
        cls.addClassCleanup(cls.client.stop_channels)

    def play(self):
        process = start("play", make_song("kernel.clave", tempo=97), "--out", "none", "--loop", "--osc", "off")
        self.addCleanup(process.communicate)
        self.addCleanup(process.terminate)
        for line in process.stdout:
            if "Python" in line:
                skip("there is no Python for scripts")
            if line.startswith("bar"):
                return process
        return self.fail(process.stderr.read())

    def run_cell(self, code):
        """How it ended, and what was shown of it."""
        shown = []
        reply = self.client.execute_interactive(code, timeout=20, output_hook=lambda message: shown.append((message["msg_type"], message["content"])))
        return reply["content"], [one for one in shown if one[0] not in ("status", "execute_input")]

    def test_jupyter_starts_it_with_this_program(self):
        with open(os.path.join(FOLDERS["JUPYTER_DATA_DIR"], "kernels/clave/kernel.json"), encoding="utf-8") as file:
            spec = json.load(file)
        self.assertEqual(spec["argv"], [os.path.realpath(CLAVE), "kernel", "-f", "{connection_file}"])
        self.assertEqual(spec["display_name"], "Clave")

    def test_without_ipykernel_a_sentence_says_what_to_install(self):
        os.makedirs("without/ipykernel", exist_ok=True)
        with open("without/ipykernel/__init__.py", "w", encoding="utf-8") as file:
            file.write("raise ModuleNotFoundError\n")
        said = clave("kernel", env=environment(PYTHONPATH=os.path.abspath("without")))
        self.assertEqual((said.returncode, said.stderr), (1, SENTENCE))

    def test_without_a_clave_that_plays_a_cell_says_so_and_goes_on_with_the_next_one(self):
        content, shown = self.run_cell("song.tempo")
        self.assertEqual((content["status"], content["evalue"]), ("error", "no Clave plays here; start one with clave play"))
        self.assertEqual(shown[0][1]["traceback"], ["no Clave plays here; start one with clave play"])
        for _ in range(2):
            process = self.play()
            self.assertEqual(self.run_cell("int(song.tempo)")[1][0][1]["data"], {"text/plain": "97"})
            process.terminate()
            process.communicate()

    def test_cells_show_what_they_print_their_value_and_their_error(self):
        self.play()
        self.assertEqual(self.run_cell("x = 3\nfor i in range(2):\n    print(i)")[1], [("stream", {"name": "stdout", "text": "0\n1\n"})])
        self.assertEqual(self.run_cell("[x, 'ä']")[1][0][1]["data"], {"text/plain": "[3, 'ä']", "application/json": [3, "ä"]})
        content, shown = self.run_cell("def f():\n    return 1 / 0\nf()")
        self.assertEqual((content["ename"], content["evalue"]), ("ZeroDivisionError", "division by zero"))
        self.assertIn("    return 1 / 0", shown[0][1]["traceback"])
        self.assertEqual(self.run_cell("while True: pass")[0]["ename"], "clave.ScriptTimeout")
        self.assertEqual(self.run_cell("x")[1][0][1]["data"], {"text/plain": "3"})

    def test_words_help_and_whole_cells_are_known(self):
        self.play()
        found = self.client.complete("x = 'ä'\nsong.tem", 16, reply=True, timeout=20)["content"]
        self.assertEqual((found["matches"], found["cursor_start"], found["cursor_end"]), (["song.tempo"], 8, 16))
        found = self.client.inspect("euclid(3, 8)", 4, reply=True, timeout=20)["content"]
        self.assertTrue(found["data"]["text/plain"].startswith("Pulses spread as evenly as they go"), found)
        for code, status in (("x = 1", "complete"), ("for i in x:", "incomplete"), ("1 +* 2", "invalid")):
            self.client.is_complete(code)
            self.assertEqual(self.client.get_shell_msg(timeout=20)["content"]["status"], status)


if __name__ == "__main__":
    main()
