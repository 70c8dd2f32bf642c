#!/usr/bin/python3
"""Controllers as code: what a script listens to, what it is told, and what it lights."""

from support import Scripts, main, native

PAD = {"id": 3, "profile": "launchpad_x", "name": "Launchpad X", "port": "LPX MIDI Out"}
APC = {"id": 5, "profile": "apc_mini", "name": "APC mini", "port": "APC mini 1"}
MINE = """from clave import *
told = []
class Mine(Controller):
    device = "launchpad"
    def __init__(self): self.count = 0
    def connected(self):
        told.append((self.id, "there"))
        self.led(11, "red")
    def lost(self): told.append((self.id, "lost"))
    def on_pad(self, number, velocity): told.append((self.id, number, velocity))
    @RulesChain(Rule("cc 20 $v"))
    def turned(self, value):
        self.count += 1
        told.append((self.id, self.count, value))
"""


class Hands(Scripts):
    def names(self, name="test.py"):
        return self.runtime.library.scripts[name].names

    def hands(self):
        return self.told("hands")[-1]

    def test_chains_of_rules_go_out_and_call_back(self):
        self.load("from clave import *\ngot = []\n"
                  "RulesChain(Rule('cc 74 $v'), 'cc 27 0', call=got.append, device='Mini', gap='strict')\n"
                  "@RulesChain('start')\ndef begun(): got.append('s')")
        first, second = self.hands()["chains"]
        self.assertEqual((first["rules"], first["device"], first["options"]), (["cc 74 $v", "cc 27 0"], "Mini", {"gap": "strict"}))
        self.tell("fired", number=first["number"], captures=[99])
        self.tell("fired", number=second["number"], captures=[])
        self.tell("fired", number=12345, captures=[])
        self.assertEqual(self.names()["got"], [99, "s"])

    def test_pads_are_heard_by_who_asked_for_them(self):
        self.load("from clave import *\ngot = []\n@on_pad\ndef p(*all): got.append(all)\n"
                  "@on_pad('Launch', 'pad[0][*]', take=True)\ndef q(number): got.append(number)")
        first, second = self.hands()["pads"]
        self.assertEqual((first["device"], first["pads"], first["take"]), ("", "", False))
        self.assertEqual((second["device"], second["pads"], second["take"]), ("Launch", "pad[0][*]", True))
        for number, velocity in ((first["number"], 96), (second["number"], 0)):
            self.tell("pad", number=number, pad=81, velocity=velocity, control="pad[0][0]", at=None)
        self.assertEqual(self.names()["got"], [(81, 96, "pad[0][0]"), 81])

    def test_what_is_gone_or_switched_off_listens_to_nothing(self):
        text = "from clave import *\n@on_pad\ndef p(number): 1 / 0\n@RulesChain('cc 1')\ndef c(): 1 / 0"
        self.load(text)
        wanted = self.hands()
        for _ in range(3):
            self.tell("pad", number=wanted["pads"][0]["number"], pad=1, velocity=1, control="", at=None)
        self.assertEqual((self.hands()["pads"], len(self.told("benched"))), ([], 1))
        for _ in range(3):
            self.tell("fired", number=wanted["chains"][0]["number"], captures=[])
        self.assertEqual(self.hands()["chains"], [])
        self.load(text)
        self.assertEqual(len(self.hands()["pads"]), 1)
        self.tell("unload", script="test.py")
        self.assertEqual(self.hands(), {"chains": [], "pads": []})

    def test_what_the_program_cannot_read_is_an_error_at_its_line(self):
        native.check = lambda kind, text: f"no such {kind}" if "wrong" in text else ""
        self.addCleanup(delattr, native, "check")
        self.assertTrue(self.load("from clave import *\n@RulesChain('cc 1')\ndef c(): pass"))
        for line in ("RulesChain('wrong 1')", "on_pad('', 'wrong[')", "led('', 11, 'wrong')", "led('', 'wrong[', 'red')"):
            with self.subTest(line=line):
                self.assertFalse(self.load(f"from clave import *\n\n{line}\n"))
                error = self.told("error")[0]
                self.assertEqual((error["line"], error["phase"], error["file"]), (3, "load", "/nowhere/test.py"))
                self.assertRegex(error["message"], "^no such .*; the version before plays on$")
        self.assertEqual(len(self.hands()["chains"]), 1)

    def test_lights_are_of_their_script_and_go_with_its_version(self):
        self.load("from clave import *\nled('Launchpad', 11, (255, 128.0, 300))\n"
                  "@on_note_in\ndef n(m): led('', 'pad[0][*]', None)\n")
        self.assertEqual((self.told("dark"), self.told("led")), ([], [
            {"script": "test.py", "device": "Launchpad", "pad": "11", "color": "#ff80ff", "motion": "steady", "at": None}]))
        self.tell("midi", port="", bytes=[0x90, 60, 1], at=77)
        (light,) = self.told("led")
        self.assertEqual((light["pad"], light["color"], light["at"]), ("pad[0][*]", None, 77))
        self.assertFalse(self.load("from clave import *\nled('', 12, 'blue')\n1 / 0"))
        self.assertEqual((self.told("led"), self.told("dark")), ([], []), "what does not load lights nothing")
        self.load("from clave import *\nled('', 12, 'blue', 'pulse')")
        sent = [(kind, value) for kind, value in native.messages if kind in ("led", "dark")]
        self.assertEqual([kind for kind, _ in sent], ["dark", "led"])
        self.assertFalse(self.load("from clave import *\nled('', 12, 'blue', 'fast')"))

    def test_a_class_is_a_controller_for_each_device_that_it_names(self):
        self.tell("devices", devices=[APC])
        self.assertTrue(self.load(MINE), self.told("error"))
        self.assertEqual((self.hands(), self.names()["told"]), ({"chains": [], "pads": []}, []))
        self.tell("devices", devices=[APC, PAD, {**PAD, "id": 4}])
        wanted = self.hands()
        self.assertEqual([one["device"] for one in wanted["chains"] + wanted["pads"]], [3, 4, 3, 4])
        self.assertEqual([one["device"] for one in self.told("led")], [3, 4])
        self.tell("fired", number=wanted["chains"][0]["number"], captures=[64])
        self.tell("fired", number=wanted["chains"][0]["number"], captures=[65])
        self.tell("fired", number=wanted["chains"][1]["number"], captures=[66])
        self.tell("pad", number=wanted["pads"][1]["number"], pad=11, velocity=9, control="pad[7][0]", at=None)
        self.tell("devices", devices=[])
        self.tell("devices", devices=[PAD])
        self.assertEqual(self.names()["told"], [
            (3, "there"), (4, "there"), (3, 1, 64), (3, 2, 65), (4, 1, 66), (4, 11, 9), (3, "lost"), (4, "lost"), (3, "there")])
        self.assertEqual(self.told("error"), [])

    def test_a_controller_that_is_there_is_met_by_a_script_that_comes_later(self):
        self.tell("devices", devices=[PAD])
        self.load(MINE.replace("device =", "take = True; device ="))
        self.assertEqual(self.names()["told"], [(3, "there")])
        self.assertTrue(self.hands()["pads"][0]["take"])
        self.load(MINE.replace("self.count = 0", "1 / 0"))
        (error,) = self.told("error")
        self.assertEqual((error["hook"], error["line"]), ("Mine", 5))
        self.assertIn("the version before plays on", error["message"])
        self.assertEqual((self.told("hands"), self.names()["told"]), ([], [(3, "there")]))

    def test_an_echo_comes_back(self):
        self.tell("echo", id=7)
        self.assertEqual(self.told("echo"), [{"id": 7}])


if __name__ == "__main__":
    main()
