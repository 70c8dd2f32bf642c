#!/usr/bin/env python3
"""Asks the doctest program for its cases and writes one ctest test a case: discover.py PROGRAM OUTPUT.

A test is named "suite: case". Runs after each build of the program. (doctest's own CMake script splits names at `;`.)
"""

import subprocess
import sys
import xml.etree.ElementTree as xml

PROPERTIES = {
    "SKIP_REGULAR_EXPRESSION": "clave-test-skipped: ",
    "FAIL_REGULAR_EXPRESSION": "test cases: +0 ",  # the filter found nothing: never a success
    "TIMEOUT": "300",
}


def quoted(text):
    return f"[==[{text}]==]"


def escaped(name):
    """As doctest's filters want it: a comma would begin another filter."""
    return name.replace(",", "\\,")


def main(program, output):
    listed = subprocess.run(
        [program, "--list-test-cases", "--reporters=xml"], stdout=subprocess.PIPE, check=True
    ).stdout
    lines = []
    for case in xml.fromstring(listed).iter("TestCase"):
        suite, name = case.get("testsuite", ""), case.get("name")
        test = quoted(f"{suite}: {name}" if suite else name)
        command = [program, f"--test-case={escaped(name)}"] + ([f"--test-suite={escaped(suite)}"] if suite else [])
        lines.append(f"add_test({test} {' '.join(map(quoted, command))})")
        lines.append(
            f"set_tests_properties({test} PROPERTIES "
            + " ".join(f"{key} {quoted(value)}" for key, value in PROPERTIES.items())
            + ")"
        )
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
