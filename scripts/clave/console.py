"""The console: what is typed into the playing song, and what scripts print."""

import ast
import codeop
import io
import json
import rlcompleter
import sys
import traceback
import types
from typing import TYPE_CHECKING, Any

from clave.errors import PACKAGE, did_you_mean
from clave.hooks import Hook
from clave.native import native, tell
from clave.script import Script, remember_source
from clave.state import plain

if TYPE_CHECKING:
    from clave.runtime import Runtime

MOST_LINES = 200  # in a second
MOST_TEXT = 64_000
MOST_JSON = 1_000_000


class LogStream(io.TextIOBase):
    """What scripts print, line by line, with the script's name."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self._line = ""
        self._script = ""  # whose line it is
        self._lines = 0
        self._since = 0.0
        self.heard: list[str] | None = None  # what the console prints goes to its answer

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        text = str(text)
        if self.heard is not None:
            self.heard.append(text[:MOST_TEXT])
            return len(text)
        script = self._runtime.script.name if self._runtime.script is not None else ""
        if script != self._script:
            self.flush()
            self._script = script
        self._line += text
        while "\n" in self._line:
            line, _, self._line = self._line.partition("\n")
            self._send(line)
        if len(self._line) > MOST_TEXT:
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self._line:
            line, self._line = self._line, ""
            self._send(line)

    def _send(self, line: str) -> None:
        now = native.time()
        if now - self._since >= 1.0:
            self._since, self._lines = now, 0
        self._lines += 1
        if self._lines > MOST_LINES:
            return
        text = line[:MOST_TEXT] if self._lines < MOST_LINES else "... and more, which is left out"
        tell("log", {"script": self._script, "text": text})


class Console:
    """Runs what is typed, in a script's namespace or in a shared one."""

    def __init__(self, runtime: "Runtime") -> None:
        self._runtime = runtime
        self.out = LogStream(runtime)
        self.err = LogStream(runtime)
        self._shared: Script | None = None
        self._count = 0

    def _script(self, name: str) -> Script:
        if name:
            scripts = self._runtime.library.scripts
            if name not in scripts:
                raise KeyError(f"script {name!r}{did_you_mean(name, scripts)}")
            return scripts[name]
        if self._shared is None:
            self._shared = Script("console", "<console>", "", None, {})
            self._shared.is_live = True
            exec("import clave\nfrom clave import *", self._shared.names)
            self._shared.names["help"] = _help
        return self._shared

    def evaluate(self, name: str, text: str) -> dict[str, Any]:
        """An expression's value, or what statements print; an error as a traceback."""
        try:
            script = self._script(name)
            if codeop.compile_command(text, symbol="exec") is None:
                return {"ok": False, "more": True, "text": ""}
        except KeyError as error:
            return {"ok": False, "text": f"there is no {error.args[0]}"}
        except (SyntaxError, ValueError, OverflowError) as error:
            return {"ok": False, "text": "".join(traceback.format_exception_only(type(error), error)).rstrip()}
        self._count += 1
        file = f"<console {self._count}>"
        remember_source(file, text)
        return self._run(script, text, file)

    def _run(self, script: Script, text: str, file: str) -> dict[str, Any]:
        runtime = self._runtime
        before = len(script.hooks)
        typed = Hook("eval", _nothing, script, name="console")
        runtime.set_place(typed, None, 0)
        heard: list[str] = []
        self.out.heard = self.err.heard = heard
        reply: dict[str, Any] = {"ok": True}
        native.begin_call(script.name, "console", 0)
        runtime.loading = script
        try:
            with runtime.running(script):
                runtime.hook = typed
                value = _execute(text, file, script.names)
                heard.append(repr(value)[:MOST_TEXT] if value is not None else "")
                if value is not None:
                    script.names["_"] = value
                    reply["value"] = _as_json(value)
                    if len(json.dumps(reply["value"])) > MOST_JSON:
                        reply["value"] = None
                        heard.append("\n... and more, which is left out")
            native.end_call()
        except BaseException as error:
            native.end_call()
            runtime.drop_changes()
            reply["ok"] = False
            heard.append(_traceback(error))
        finally:
            runtime.loading = runtime.hook = None
            self.out.heard = self.err.heard = None
        runtime.settle()
        if len(script.hooks) != before:
            self._take_hooks(script, before)
        return {**reply, "text": "".join(heard).rstrip("\n")[:MOST_TEXT]}

    def _take_hooks(self, script: Script, before: int) -> None:
        """Hooks that were typed play; one of a name that was there before takes its place."""
        for new in script.hooks[before:]:
            script.hooks = [hook for hook in script.hooks if hook is new or hook.name != new.name]
        self._runtime.library.adopt(script)

    def complete(self, name: str, text: str, cursor: int) -> dict[str, Any]:
        """The words that could stand at the cursor, a place in UTF-8 bytes, and where they begin."""
        try:
            names = self._script(name).names
        except KeyError:
            return {"ok": False, "value": [], "start": cursor, "text": ""}
        left = text.encode()[:cursor].decode(errors="ignore")
        start = len(left)
        while start > 0 and (left[start - 1].isalnum() or left[start - 1] in "_."):
            start -= 1
        word = left[start:]
        words: list[str] = []
        native.begin_call(name or "console", "completion", 0)
        try:
            completer = rlcompleter.Completer(names)
            found = completer.attr_matches(word) if "." in word else completer.global_matches(word) if word else []
            words = sorted({one.rstrip("( )") for one in found})
            native.end_call()
        except BaseException:
            native.end_call()
        return {"ok": True, "value": words, "start": len(left[:start].encode()), "text": ""}


def _help(*what: Any) -> None:
    """help() is about all of Clave, help(Step) about a step."""
    import pydoc  # which is large, and seldom wanted

    print(pydoc.plain(pydoc.render_doc(what[0] if what else sys.modules["clave"])))


def _nothing() -> None:
    return None


def _execute(text: str, file: str, names: dict[str, Any]) -> Any:
    """Runs statements; the value of the last one, if it is an expression."""
    tree = ast.parse(text, file)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, file, "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), file, "exec"), names)
    return eval(compile(ast.Expression(last.value), file, "eval"), names)  # noqa: S307 (a console)


def _as_json(value: Any) -> Any:
    try:
        return plain(value)
    except Exception:
        return repr(value)


def _traceback(error: BaseException) -> str:
    trace: types.TracebackType | None = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(PACKAGE):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace)).rstrip()
