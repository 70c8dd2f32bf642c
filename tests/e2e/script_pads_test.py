#!/usr/bin/python3
"""Controllers whose behaviour is code: a script hears the pads of a Launchpad and lights them; over JACK."""
import os
import re
import time
import unittest

from controller_case import ControllerCase, empty_song
from devices import ApcMiniMk2, LaunchpadX
from support import SOURCE, clave, environment, main, skip

WHITE, RED, GREEN, BLUE, VIOLET = 3, 5, 21, 45, 49  # of the palette that the maker documents
GLOW = """from clave import *

@on_pad("Launchpad", "pad[7][*]")
def glow(number, velocity, control):
    led("Launchpad", number, "red" if velocity else None)
"""
CHAIN = """from clave import *

@RulesChain(Rule("cc 19 1..127"), Rule("note_on $pad 1..127"), within_ms=1000)
def both(pad):
    led("Launchpad", pad, "violet")
"""
KNOWN = """from clave import *
led("Launchpad", 88, "blue")
"""
MAP = """schema = 1
kind = "map"
name = "Calls"
use = ["launchpad_x"]

[[bind]]
on = "pad[0][*]"
do = "hook.place"
args = { a = "$col", b = 7 }
"""


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


class ScriptPads(ControllerCase):
    @classmethod
    def setUpClass(cls):
        probe = clave("play", empty_song(), "--script", write("probe.py", ""), "--out", "none", "--bars", "1", "--osc", "off")
        if "Python" in probe.stdout:
            skip("there is no Python in this Clave")
        super().setUpClass()

    def setUp(self):
        os.makedirs("runtime", mode=0o700, exist_ok=True)
        self.server.environment["XDG_RUNTIME_DIR"] = os.path.join(os.getcwd(), "runtime")

    def run_script(self, text, device, name="pads.py"):
        self.player = self.play("--script", write(name, text), "--osc", "off")
        self.assertPainted(device)
        return self.player

    def save(self, text, name="pads.py"):
        write(name + ".new", text)
        os.replace(name + ".new", name)

    def assertShows(self, device, address, value, seconds=3):
        self.assertSoon(lambda: device.value(address) == value, seconds, lambda: (address, device.value(address), device.picture()))

    def settled(self, device, address):
        """What a light shows once a finger that was on it is forgotten."""
        shown = None
        while (now := device.value(address)) != shown:
            shown = now
            time.sleep(0.3)
        return shown

    def test_pads_are_heard_and_lit_and_the_light_is_given_back(self):
        device = self.plug(LaunchpadX)
        self.run_script(GLOW + KNOWN, device)
        self.assertShows(device, device.pad(0, 7), BLUE)
        for column in range(8):
            pad = device.pad(7, column)
            before = device.value(pad)
            self.assertNotEqual(before, RED)
            device.press(pad)
            self.assertShows(device, pad, RED)
            device.release(pad)
            self.assertSoon(lambda: device.value(pad) != RED)
        lit = [frame for frame, address in device.changes if address == device.pad(7, 7)]
        pressed = [frame for frame, message in device.sent if message[1] == device.pad(7, 7)[1] and message[2]]
        print("pad to light by a script: %.1f ms" % ((min(f for f in lit if f >= pressed[-1]) - pressed[-1]) / 48))

    def test_a_chain_fires_with_what_it_caught_and_not_too_late(self):
        device = self.plug(LaunchpadX)
        self.run_script(CHAIN + KNOWN, device)
        self.assertShows(device, device.pad(0, 7), BLUE)
        device.press(device.side(7))
        device.press(device.pad(2, 3))
        self.assertShows(device, device.pad(2, 3), VIOLET)
        device.tap(device.side(7))
        time.sleep(1.2)
        device.press(device.pad(2, 4))
        time.sleep(0.3)
        self.assertNotEqual(device.value(device.pad(2, 4)), VIOLET)

    def test_pads_that_a_script_takes_are_the_maps_again_when_it_is_saved_without_that(self):
        device = self.plug(LaunchpadX)
        self.run_script(KNOWN, device)
        self.assertShows(device, device.pad(0, 7), BLUE)
        self.stop(device)
        first = device.pad(0, 0)
        dark = self.settled(device, first)
        device.tap(first)
        self.assertSoon(lambda: device.value(first) != dark)
        step = self.settled(device, first)
        self.save("from clave import *\n@on_pad('Launchpad', take=True)\ndef pad(number, velocity):\n"
                  "    led('Launchpad', number, 'green' if velocity else None)\n")
        self.assertSoon(lambda: not device.picture().get(device.line(0)), 3, device.picture)
        self.assertEqual(device.value(device.pad(0, 7)), 0, "what the version before lit is out")
        device.press(first)
        self.assertShows(device, first, GREEN)
        device.release(first)
        self.assertShows(device, first, 0)
        self.save("from clave import *\n")
        self.assertShows(device, first, step)
        device.tap(first)
        self.assertShows(device, first, dark)

    def test_a_rule_that_is_wrong_is_told_with_its_line_and_the_version_before_plays_on(self):
        device = self.plug(LaunchpadX)
        player = self.run_script(GLOW + KNOWN, device)
        self.assertShows(device, device.pad(0, 7), BLUE)
        self.save(CHAIN.replace("note_on", "not_on"))
        time.sleep(1)
        self.assertShows(device, device.pad(0, 7), BLUE)
        device.press(device.pad(7, 0))
        self.assertShows(device, device.pad(7, 0), RED)
        player.terminate()
        self.assertRegex(player.communicate(timeout=5)[0], r'pads\.py:3.*"not_on".*did you mean note_on')

    def test_a_script_that_fails_three_times_keeps_no_light(self):
        device = self.plug(LaunchpadX)
        self.run_script(KNOWN + "\n@on_pad('Launchpad', 'pad[7][*]')\ndef pad():\n    1 / 0\n", device)
        self.assertShows(device, device.pad(0, 7), BLUE)
        device.tap(*[device.pad(7, 0)] * 2)
        self.assertSoon(lambda: device.value(device.pad(0, 7)) != BLUE, 3, device.picture)

    def test_lights_outlive_a_crash_of_the_scripts_process_and_pads_are_heard_after_it(self):
        device = self.plug(LaunchpadX)
        self.run_script("import os\n" + GLOW + "    if number == 18 and velocity:\n        os._exit(1)\n"
                        "\n@on_pad('Launchpad', 'pad[6][*]')\ndef keep(number):\n    led('Launchpad', number, 'violet')\n", device)
        time.sleep(0.5)
        device.tap(device.pad(6, 2))
        self.assertShows(device, device.pad(6, 2), VIOLET)
        device.tap(device.pad(7, 7))
        time.sleep(0.7)
        self.assertEqual(device.value(device.pad(6, 2)), VIOLET)
        device.press(device.pad(7, 1))
        self.assertShows(device, device.pad(7, 1), RED)

    def test_lights_are_painted_again_when_the_cable_is_back_and_on_a_device_that_comes_later(self):
        device = self.plug(LaunchpadX)
        player = self.run_script("from clave import *\nled('', 'side.0', 'violet')\n" + KNOWN, device)
        self.assertShows(device, device.pad(0, 7), BLUE)
        device.unplug()
        time.sleep(0.5)
        device.plug()
        self.assertShows(device, device.pad(0, 7), BLUE)
        self.assertShows(device, device.side(0), VIOLET)
        apc = self.plug(ApcMiniMk2)
        self.assertSoon(lambda: apc.value(apc.side(0)), 3, apc.picture)
        player.terminate()
        player.wait(5)
        self.assertSoon(lambda: not device.programmer)
        self.assertEqual((device.picture(), apc.picture()), ({}, {}))

    def test_a_light_for_a_place_in_the_song_comes_at_that_place(self):
        device = self.plug(LaunchpadX)
        self.run_script("from clave import *\n@every(1)\ndef beat():\n"
                        "    led('Launchpad', 88, 'white' if int(now()) % 2 else 'red')\n", device)
        time.sleep(3)
        changes = [frame for frame, address in list(device.changes) if address == device.pad(0, 7)]
        apart = [(b - a) / 48 for a, b in zip(changes[-4:], changes[-3:])]
        self.assertGreater(len(apart), 2)
        for one in apart:
            self.assertLess(abs(one - 500), 40, apart)  # a beat at 120; lights come with the device's pace

    def test_a_flood_of_pads_is_bounded_and_the_script_hears_on_after_it(self):
        device = self.plug(LaunchpadX)
        player = self.run_script("import time\nfrom clave import *\n\n@RulesChain('note_on $n *')\ndef slow(n):\n    time.sleep(0.005)\n"
                                 + GLOW.replace("from clave import *", "") + KNOWN, device)
        self.assertShows(device, device.pad(0, 7), BLUE)

        def resident():
            with open("/proc/%d/status" % player.pid, encoding="ascii") as status:
                return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])

        before = resident()
        for _ in range(200):
            device.send(*[(0x90, 11 + i % 8, 100) for i in range(50)])
        time.sleep(1)
        self.assertLess(resident() - before, 4096, "KiB")
        time.sleep(6)
        device.release(device.pad(7, 3))
        device.press(device.pad(7, 3))
        self.assertShows(device, device.pad(7, 3), RED, 8)
        player.terminate()
        self.assertRegex(player.communicate(timeout=5)[0], r"Controllers send more than scripts can take in; \d+ messages were left out\.")

    def test_a_control_of_a_map_calls_a_function_by_name(self):
        folder = "config/clave/controllers/maps"
        os.makedirs(folder, exist_ok=True)
        write(folder + "/calls.map.toml", MAP)
        self.addCleanup(os.remove, folder + "/calls.map.toml")
        device = self.plug(LaunchpadX)
        self.player = self.play("--script", write("pads.py", KNOWN + "\n\ndef place(column, seven):\n"
                                "    led('Launchpad', 11 + column, 'green' if seven == 7 else 'red')\n"), "--osc", "off")
        self.assertShows(device, device.pad(0, 7), BLUE)
        device.tap(device.pad(0, 5))
        self.assertShows(device, device.pad(7, 5), GREEN)

    def test_the_examples_work_on_a_launchpad(self):
        device = self.plug(LaunchpadX)
        player = self.play("--script", os.path.join(SOURCE, "scripts/examples/controller.py"), "--osc", "off",
                           song=os.path.join(SOURCE, "tests/scripts/demo.clave"))
        dim = 47
        self.assertShows(device, device.pad(3, 3), dim)
        self.assertShows(device, device.side(4), GREEN)
        device.press(device.pad(3, 3))
        self.assertShows(device, device.pad(3, 3), WHITE)
        device.release(device.pad(3, 3))
        self.assertShows(device, device.pad(3, 3), dim)
        self.assertEqual(device.value(device.line(0)), 0)
        player.kill()
        player.wait()
        device.unplug()
        device.plug()
        self.play("--script", os.path.join(SOURCE, "scripts/examples/lights.py"), "--osc", "off")
        seen = set()

        def ran_over_all():
            seen.update(i for i in range(16) if device.value(device.pad(i // 8, i % 8)) == WHITE)
            return len(seen) == 16
        self.assertSoon(ran_over_all, 8, lambda: seen)


if __name__ == "__main__":
    main()
