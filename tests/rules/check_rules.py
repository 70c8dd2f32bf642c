#!/usr/bin/env python3
"""Checks the rules that a machine can check: who may include whom, what belongs in one place only, lengths and lists.

    check_rules.py [ROOT]

Prints one line a fault, `file:line: what is wrong`, and exits with 1 if there is one. Reads text, compiles nothing; comments
and strings are left out before a rule looks at a line. Where a rule is wrong, change it here, with its reason.
"""

import os
import re
import sys

FOLDERS = {"app", "core", "controllers", "scripts", "third_party", "tests", "assets"}
HIDDEN_FOLDERS = {".ci", ".git", ".github"}
FILES = {
    ".clang-format", ".clang-tidy", ".editorconfig", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CMakeLists.txt",
    "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md", "run", "test",
}
LITTER = {"build", "__pycache__", ".git", ".cache", ".vscode", ".idea"}

# Inside core, each layer and what it may include besides itself.
CORE = {
    "base": set(),
    "rt": {"base"},
    "time": {"base", "rt"},
    "midi": {"base", "rt", "time"},
    "model": {"base", "rt", "time", "midi"},
    "ports": {"base", "rt", "time", "midi", "model"},
    "sync": {"base", "rt", "time", "midi", "model", "ports"},
    "io": {"base", "rt", "time", "midi", "model"},
    "engine": {"base", "rt", "time", "midi", "model", "io", "ports", "sync"},
}
# The same inside controllers.
CONTROLLERS = {
    "midi": set(),
    "rules": {"midi"},
    "device": {"midi", "rules"},
    "map": {"midi", "rules", "device"},
    "lights": {"midi", "rules", "device", "map"},
    "surface": {"midi", "rules", "device", "map", "lights"},
}
OUTER = {
    "core": {"core"},
    "controllers": {"controllers", "core"},
    "scripts": {"scripts", "core"},
    "app": {"app", "controllers", "scripts", "core"},
    "tests": {"tests", "app", "controllers", "scripts", "core"},
}

# Headers of others that may be included in some folders only. Tests may include them where they mirror those folders.
FOREIGN = [
    (r"(rtmidi/)?RtMidi\.h", ["app/ports/rtmidi"]),
    (r"jack/.*", ["app/ports/jack", "tests/bench/jack"]),
    (r"fluidsynth(\.h|/.*)", ["app/ports/synth"]),
    (r"alsa/.*", ["app/ports/alsa", "tests/bench/alsa"]),
    (r"(ncursesw?/)?(curses|ncurses|panel|term)\.h", ["app/terminal"]),
    (r"sndfile\.hh?", ["app/render", "app/ports/synth"]),
    (r"dbus/.*", ["app/realtime"]),
    (r"glib\.h", ["app/scripts"]),
    (r"(ableton|asio)/.*|asio\.hpp", ["app/sync/link"]),
    (r"concurrentqueue/.*|.*concurrentqueue\.h", ["core/rt"]),
    (r"imgui.*|GLFW/.*|GL/.*", ["app/window"]),
    (r"Python\.h|pybind11/.*", ["scripts/host/python"]),
    (r"lo/.*", ["app/net"]),
    (r"toml\+\+/.*", ["controllers"]),
    (r"doctest/.*", ["tests"]),
]

# Waiting and the real clock are given, never taken: with them hidden in one file, everything else runs on a fake clock.
CLOCK = re.compile(
    r"\b(clock_gettime|clock_nanosleep|nanosleep|usleep|sleep_for|sleep_until|gettimeofday"
    r"|(steady|system|high_resolution)_clock\s*::\s*now)\b"
)
CLOCK_FILES = (
    "core/time/steady_clock.cpp",
    "app/fatal_signals.cpp",  # waits in a signal handler, where no object may be called
    "tests/e2e/",
    "tests/bench/",
)

MAX_LINES = {"tests": 400}
DEFAULT_MAX_LINES = 300
# Folders of tests that mirror the tree need no README of their own, nor do folders of test data.
README_FREE = re.compile(r"^(\.|tests/(app|core|controllers|scripts)(/.*)?|tests/[^/]+/.+|third_party/.+)$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
LITERAL = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'(?!\w)|//[^\n]*|/\*.*?\*/', re.S)
CASE = re.compile(r'^\s*TEST_CASE(?:_FIXTURE)?\s*\([^"\n]*"((?:\\.|[^"\\])*)"', re.M)
TODO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\s*\([^)]+\))")


def source_text(text):
    """The text with comments and literals blanked, line for line."""
    return LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def walk(root):
    """Every file, as a path relative to root, without what is built or belongs to an editor."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in LITTER)
        for name in sorted(files):
            yield os.path.relpath(os.path.join(folder, name), root)


def within(path, folders):
    """Is the file in one of the folders, or a test that mirrors one?"""
    return any(path.startswith((folder + "/", f"tests/{folder}/")) for folder in folders)


def include_fault(root, path, form, target):
    """What is wrong with one include line, or None."""
    parts, ours = path.split("/"), target.split("/")[0] in OUTER
    if form == "<":
        if ours:
            return f'our own header in <>: write "{target}"'
        for pattern, folders in FOREIGN:
            if re.fullmatch(pattern, target) and not within(path, folders) and folders != [parts[0]]:
                return f"<{target}> may be included in {' and '.join(folders)} only"
        return None
    if not ours or not os.path.exists(os.path.join(root, target)):
        return f'"{target}" is no path from the top of the project'
    there = target.split("/")
    if there[0] not in OUTER[parts[0]]:
        return f"{parts[0]} may not include {there[0]}"
    layers = {"core": CORE, "controllers": CONTROLLERS}.get(parts[0])
    if layers and parts[0] == there[0] and there[1] != parts[1] and there[1] not in layers.get(parts[1], set()):
        return f"{parts[0]}/{parts[1]} may not include {parts[0]}/{there[1]}"
    return None


def check_cpp(root, path, text):
    """The faults of one C++ file, as (line, what)."""
    lines, top = text.split("\n"), path.split("/")[0]
    limit = MAX_LINES.get(top, DEFAULT_MAX_LINES)
    if len(lines) - 1 > limit:
        yield limit + 1, f"{len(lines) - 1} lines; the limit is {limit}: would two files say it better?"
    for part, layers in (("core", CORE), ("controllers", CONTROLLERS)):
        if top == part and path.split("/")[1] not in layers:
            yield 1, f"no such layer in {part}"
    code = source_text(text).split("\n")
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        fault = include_fault(root, path, *found.groups()) if found else None
        if fault:
            yield number, fault
        clock = CLOCK.search(code[number - 1])
        if clock and not path.startswith(CLOCK_FILES):
            yield number, f"{clock.group(1)} only in core/time/steady_clock.cpp; take a Clock"


def check_cases(path, text):
    """Names of test cases: once in a file, and without the character that doctest's filter takes as its own."""
    seen = {}
    for found in CASE.finditer(text):
        name, line = found.group(1), text.count("\n", 0, found.start()) + 1
        if "\\" in name:
            yield line, f'test case "{name}": leave out the backslash'
        if name.lower() in seen:
            yield line, f'test case "{name}" is also in line {seen[name.lower()]}'
        seen.setdefault(name.lower(), line)


def check_lists(root, files):
    """Every C++ file is named in the CMakeLists.txt of its folder, so that it is built and checked."""
    texts = {}
    for path in files:
        folder, name = os.path.split(path)
        kinds = ".cpp" if path.startswith("tests/") else (".cpp", ".hpp")
        if not name.endswith(kinds) or path.startswith("third_party/"):
            continue
        if folder not in texts:
            listing = os.path.join(root, folder, "CMakeLists.txt")
            texts[folder] = read(listing) if os.path.exists(listing) else ""
        stem = name[: -len("_fuzz.cpp")] if name.endswith("_fuzz.cpp") else name
        if not re.search(rf"(^|[\s(]){re.escape(stem)}([\s)]|$)", texts[folder]):
            yield path, 1, f"not named in {folder}/CMakeLists.txt"


def check_tree(files):
    """The fixed top level, and a README.md in every folder of sources."""
    folders = {}
    for path in files:
        folder, name = os.path.split(path)
        folders.setdefault(folder or ".", set()).add(name)
        top = path.split("/")[0]
        if "/" in path and top not in FOLDERS | HIDDEN_FOLDERS:
            yield path, 1, f"no folder {top} at the top: see CONTRIBUTING.md"
        if "/" not in path and top.endswith((".cpp", ".hpp", ".py", ".sh", ".md", ".txt", ".json")) and top not in FILES:
            yield path, 1, "not among the files at the top: see CONTRIBUTING.md"
    for folder, names in folders.items():
        if "README.md" not in names and not README_FREE.match(folder) and folder.split("/")[0] not in HIDDEN_FOLDERS:
            yield folder, 1, "has no README.md: what lives here, how to add one more"


def check(root):
    """Every fault below root, as (file, line, what)."""
    files = list(walk(root))
    faults = []
    for path in files:
        if path.split("/")[0] == "third_party" or not path.endswith((".cpp", ".hpp", ".py", ".txt", ".sh")):
            continue
        text = read(os.path.join(root, path))
        if path.endswith((".cpp", ".hpp")):
            found = [*check_cpp(root, path, text), *check_cases(path, text)]
            faults += [(path, line, what) for line, what in found]
        if not path.startswith("tests/rules/"):
            faults += [
                (path, text.count("\n", 0, found.start()) + 1, f"{found.group(1)} without a reason in parentheses")
                for found in TODO.finditer(text)
            ]
    faults += check_lists(root, files)
    faults += check_tree(files)
    return sorted(faults)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
    faults = check(root)
    for path, line, what in faults:
        print(f"{path}:{line}: {what}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
