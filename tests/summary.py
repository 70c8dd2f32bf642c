#!/usr/bin/env python3
"""Prints what ctest found: every failed test with its output, every skipped test with its reason, then the count.

Reads the file that `ctest --output-junit` writes. Exit status 1 if a test failed, or if none ran.
"""

import re
import sys
import xml.etree.ElementTree as xml

SKIPPED = re.compile(r"clave-test-skipped: (.*)")


def reason(output, fallback):
    """Why a test was skipped: what it said with test::skip, else its last line, else what ctest says."""
    said = SKIPPED.findall(output)
    if said:
        return said[-1].strip()
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else fallback


def main(path):
    passed, failed, skipped = 0, [], []
    try:
        cases = list(xml.parse(path).getroot().iter("testcase"))
    except (OSError, xml.ParseError) as error:
        print(f"ctest left no results: {error}")
        cases = []
        failed.append(("ctest", "it could not run", ""))
    for case in cases:
        name, output = case.get("name"), case.findtext("system-out") or ""
        why = case.find("skipped")
        if case.get("status") == "run":
            passed += 1
        elif why is not None and why.get("message", "").startswith("SKIP_"):
            skipped.append((name, reason(output, why.get("message"))))
        else:  # failed, or not run though nobody asked for that
            message = case.find("failure") if why is None else why
            failed.append((name, message.get("message", "") if message is not None else "", output))

    for name, message, output in failed:
        print(f"\nFAILED: {name} ({message})\n{output.strip()}")
    if skipped:
        print()
    for name, why in sorted(skipped):
        print(f"skipped: {name}: {why}")
    if not cases and not failed:
        print("no test has such a name")
    print(f"\n{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or not (passed or skipped) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
