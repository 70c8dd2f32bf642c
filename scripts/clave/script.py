"""One script: its text, its names, and what it registered while it was loaded."""

import ast
import builtins
import contextlib
import importlib
import linecache
import os
import re
import sys
import types
from typing import Any

from clave.controllers import Controller, Instance, method_chains
from clave.hooks import Hook

_ENDS = re.compile(r"\r\n|\r|\n")  # of lines, as Python counts them
_folders: list[str] = []  # of all scripts, the newest first


class Script:
    """A script as it was loaded once. A later version of it is another Script."""

    def __init__(self, name: str, path: str, text: str, track: int | None, arguments: dict[str, Any]) -> None:
        self.name = name
        self.path = path or name
        self.text = text.removeprefix("\ufeff")  # which some editors write
        self.track = track  # id of the one that its class instance is for
        self.arguments = arguments
        self.index = 0  # in order of loading
        self.is_live = False
        self.hooks: list[Hook] = []
        self.controls: dict[str, Any] = {}
        self.states: dict[str, Any] = {}
        self.chains: list[Any] = []
        self.controller_kinds: list[type[Controller]] = []
        self.controllers: dict[tuple[str, int], Instance] = {}  # by class and device
        self.lit: list[dict[str, Any]] = []  # lights that its top level asked for
        self.instances: list[Any] = []
        self.exposed: list[dict[str, Any]] = []
        self.callable_hooks: dict[tuple[str, str], Hook] = {}
        self.imported: set[str] = set()
        self.endless: set[str] = set()  # functions with a `while True` that never pass
        self.missing: set[tuple[str, str, str]] = set()  # hooks' tracks that the song does not have
        self.previous: Script | None = None
        self.calls = 0  # by after(), within the beat since `calls_since`
        self.calls_since = 0
        self.sent_state = ""
        self.state_due = 0.0  # time at which it is looked at again
        self.module = types.ModuleType(f"clave.scripts.{name}")
        self.module.__file__ = self.path

    @property
    def names(self) -> dict[str, Any]:
        """What the script calls things."""
        return self.module.__dict__

    def parse(self) -> ast.Module:
        """The script's text as a tree; raises SyntaxError."""
        remember_source(self.path, self.text)
        tree = ast.parse(self.text, self.path)
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(map(_is_endless, node.body)):
                self.endless.add(node.name)
        return tree

    def import_ahead(self, tree: ast.Module) -> None:
        """Imports what the top level is going to import, which may take much longer than all else there. Modules of its
        own folder are read anew."""
        if os.path.isabs(self.path):
            # What stands beside the script hides nothing of Python's, but goes before what stands beside others.
            others = [one for one in _folders if one != self._folder]
            _folders[:] = [self._folder, *others]
            sys.path[:] = [*(one for one in sys.path if one not in _folders), *_folders]
        for name in [name for name in sys.modules if _folder_of(name) in _folders]:
            del sys.modules[name]
        before = set(sys.modules)
        for node in tree.body:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                with contextlib.suppress(Exception):  # said where the script itself does it
                    importlib.import_module(name)
        self._note_imported(before)

    def run(self, code: types.CodeType) -> None:
        """Runs the script's top level."""
        sys.modules[self.module.__name__] = self.module
        before = set(sys.modules)
        self.names["__builtins__"] = builtins
        exec(code, self.names)
        self._note_imported(before)

    def _note_imported(self, before: set[str]) -> None:
        self.imported |= {name for name in set(sys.modules) - before if name.partition(".")[0] != "clave"}

    @property
    def _folder(self) -> str:
        return os.path.dirname(os.path.abspath(self.path))

    def local_files(self) -> list[str]:
        """The files beside the script that it imports: it is to be loaded anew when one of them is saved."""
        return sorted(_file_of(name) for name in self.imported if _folder_of(name) == self._folder)

    def is_of_method(self, chain: Any) -> bool:
        """Whether a chain stands above a method of a Controller: its instances listen, not the function."""
        return any(chain is one for kind in self.controller_kinds for _, one in method_chains(kind))

    def may_be_endless(self, hook: Hook) -> bool:
        """Whether a live loop may never come to its next pass."""
        code = getattr(hook.function, "__code__", None)
        return hook.name.rpartition(".")[2] in self.endless or getattr(code, "co_filename", "") != self.path

    def hook(self, name: str) -> Hook | None:
        """The hook of a name."""
        return next((hook for hook in self.hooks if hook.name == name), None)


def _is_endless(node: ast.stmt) -> bool:
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)


def _file_of(module: str) -> str:
    return getattr(sys.modules.get(module), "__file__", None) or ""


def _folder_of(module: str) -> str:
    """The folder that a module, or the package that it is in, stands in; nothing for what is not a script's."""
    top = module.partition(".")[0]
    folder, file = os.path.split(_file_of(top))
    if top in ("clave", "__main__") or not file.endswith(".py"):
        return ""
    return os.path.dirname(folder) if file == "__init__.py" else folder


def remember_source(file: str, text: str) -> None:
    """Tracebacks show the lines as they were run, saved or not."""
    lines = _ENDS.split(text)
    linecache.cache[file] = (len(text), None, [line + "\n" for line in lines], file)
