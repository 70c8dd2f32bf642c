#!/usr/bin/env python3
"""Plants one fault of every kind in a small clean tree and sees that check_rules.py finds it, and nothing else."""

import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_rules  # noqa: E402

CLEAN = {
    "README.md": "",
    "CMakeLists.txt": "",
    "app/README.md": "",
    "app/CMakeLists.txt": "window.hpp",
    "app/window.hpp": '#include "core/base/base.hpp"\n',
    "core/README.md": "",
    "core/base/README.md": "",
    "core/base/CMakeLists.txt": "base.hpp",
    "core/base/base.hpp": "// steady_clock::now() in a comment, \"sleep_for\" in a string\nint pass();\n",
    "core/time/README.md": "",
    "core/time/CMakeLists.txt": "steady_clock.cpp",
    "core/time/steady_clock.cpp": '#include "core/base/base.hpp"\nint t = clock_gettime(0);\n',
    "core/ports/README.md": "",
    "core/ports/CMakeLists.txt": "ports.hpp",
    "core/ports/ports.hpp": '#include "core/base/base.hpp"\n',
    "core/engine/README.md": "",
    "core/engine/CMakeLists.txt": "engine.hpp",
    "core/engine/engine.hpp": '#include "core/ports/ports.hpp"\n',
    "tests/README.md": "",
    "tests/core/CMakeLists.txt": "a_test.cpp",
    "tests/core/a_test.cpp": '#include <doctest/doctest.h>\nTEST_CASE("it plays, in time")\n{\n}\n',
}


def cpp(path, text):
    """A C++ file and the list that names it."""
    folder, name = os.path.split(path)
    return {path: text, folder + "/CMakeLists.txt": CLEAN.get(folder + "/CMakeLists.txt", "") + " " + name}


PLANTED = {
    "may not include app": cpp("core/base/up.hpp", '#include "app/window.hpp"\n'),
    "core/base may not include core/time": {
        **cpp("core/base/up.hpp", '#include "core/time/tick.hpp"\n'),
        "core/time/tick.hpp": "",
        "core/time/CMakeLists.txt": "steady_clock.cpp tick.hpp",
    },
    "core/ports may not include core/engine": cpp("core/ports/up.hpp", '#include "core/engine/engine.hpp"\n'),
    "controllers/midi may not include controllers/map": {
        **cpp("controllers/midi/up.hpp", '#include "controllers/map/map.hpp"\n'),
        "controllers/map/map.hpp": "",
        "controllers/map/CMakeLists.txt": "map.hpp",
        "controllers/map/README.md": "",
        "controllers/midi/README.md": "",
    },
    "no such layer in controllers": {**cpp("controllers/extra/a.hpp", ""), "controllers/extra/README.md": ""},
    "app may not include tests": {
        **cpp("app/bad.hpp", '#include "tests/core/a.hpp"\n'),
        "tests/core/a.hpp": "",
        "tests/core/CMakeLists.txt": "a_test.cpp a.hpp",
    },
    "no such layer": {**cpp("core/extra/a.hpp", ""), "core/extra/README.md": ""},
    "RtMidi.h> may be included in app/ports/rtmidi only": cpp("app/bad.hpp", "#include <RtMidi.h>\n"),
    "jack/jack.h> may be": cpp("app/bad.hpp", "#include <jack/jack.h>\n"),
    "Link.hpp> may be": cpp("app/bad.hpp", "#include <ableton/Link.hpp>\n"),
    "concurrentqueue.h> may be": cpp("core/base/q.hpp", "#include <concurrentqueue/concurrentqueue.h>\n"),
    "curses.h> may be": cpp("app/bad.hpp", "#include <curses.h>\n"),
    "doctest.h> may be": cpp("core/base/q.hpp", "#include <doctest/doctest.h>\n"),
    "our own header in <>": cpp("app/bad.hpp", "#include <core/base/base.hpp>\n"),
    "no path from the top": cpp("app/bad.hpp", '#include "window.hpp"\n'),
    "steady_clock::now only in": cpp("core/base/c.cpp", "auto t = std::chrono::steady_clock::now();\n"),
    "sleep_for only in": cpp("tests/core/b_test.cpp", "std::this_thread::sleep_for(1ms);\n"),
    "the limit is 300": cpp("core/base/long.cpp", "\n" * 301),
    "the limit is 400": cpp("tests/core/long_test.cpp", "\n" * 401),
    "TODO without a reason": cpp("core/base/t.hpp", "// TODO: later\n"),
    "no folder extras": {"extras/README.md": ""},
    "not among the files at the top": {"NOTES.md": ""},
    "has no README.md": {"assets/demo/a.clave": ""},
    "not named in core/base": {"core/base/forgotten.cpp": ""},
    "is also in line 1": cpp("tests/core/b_test.cpp", 'TEST_CASE("it plays")\nTEST_CASE("It plays")\n'),
    "leave out the backslash": cpp("tests/core/b_test.cpp", 'TEST_CASE("a \\\\ b")\n'),
}


class CheckRules(unittest.TestCase):
    def faults(self, files):
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return [f"{path}:{line}: {what}" for path, line, what in check_rules.check(root)]

    def test_a_clean_tree_has_no_faults(self):
        self.assertEqual(self.faults(CLEAN), [])

    def test_each_planted_fault_is_found_and_no_other(self):
        for what, files in PLANTED.items():
            with self.subTest(what):
                found = self.faults({**CLEAN, **files})
                self.assertEqual(len(found), 1, found)
                self.assertIn(what, found[0])

    def test_a_reason_makes_a_todo_right(self):
        self.assertEqual(self.faults({**CLEAN, **cpp("core/base/t.hpp", "// TODO(needs RtMidi 7): drop\n")}), [])

    def test_tests_may_use_the_foreign_headers_of_what_they_mirror(self):
        self.assertEqual(
            self.faults({**CLEAN, **cpp("tests/app/ports/jack/j_test.cpp", "#include <jack/jack.h>\n")}), []
        )


if __name__ == "__main__":
    unittest.main(verbosity=1)
