#!/usr/bin/python3
"""A Jupyter kernel: what is typed runs in the Clave that plays, by the socket of its console. Started by `clave kernel`."""

import argparse
import codeop
import json
import os
import re
import socket
import stat
import sys
import tempfile
from typing import Any, TypeGuard

try:
    from ipykernel.kernelapp import IPKernelApp
    from ipykernel.kernelbase import Kernel
    from jupyter_client.kernelspec import KernelSpecManager
except ModuleNotFoundError:
    sys.exit("clave: there is no ipykernel for Jupyter; install python3-ipykernel, or a Python that has it: --python DIR.")

NOBODY = "no Clave plays here; start one with clave play"
WORD = re.compile(r"[\w.]+$")
options = argparse.Namespace(pid=None, script="", python="")


class Gone(Exception):
    """There is nobody to talk to; says why."""


def folder() -> str:
    """Where Claves of this user listen, as app/scripts/console_place.hpp has it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    found = f"{runtime}/clave" if runtime.startswith("/") else f"/tmp/clave-{os.getuid()}"
    try:
        state = os.lstat(found)
    except OSError:
        raise Gone(NOBODY) from None
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise Gone(f"{found} is no folder that only you can enter")
    return found


class Line:
    """A connection to a console: a question is a line of JSON, and so is its answer."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._heard = b""

    def ask(self, **question: Any) -> dict[str, Any]:
        """The answer; of another Clave, where the one before has ended."""
        text = json.dumps({"script": options.script, **question}).encode() + b"\n"
        again = self._socket is not None
        try:
            return self._ask(text)
        except (OSError, Gone):
            self.close()
            if not again:
                raise
            return self._ask(text)
        except BaseException:
            self.close()  # its answer would be taken for that of the next question
            raise

    def _ask(self, text: bytes) -> dict[str, Any]:
        if self._socket is None:
            self._socket = self._connected()
        self._socket.sendall(text)
        while b"\n" not in self._heard:
            got = self._socket.recv(65536)
            if not got:
                raise Gone("Clave has ended")
            self._heard += got
        line, _, self._heard = self._heard.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _connected(self) -> socket.socket:
        """The newest that listens, or the one that is asked for."""
        where = folder()
        names = [f"{options.pid}.console"] if options.pid else [n for n in os.listdir(where) if n.endswith(".console")]
        paths = [os.path.join(where, name) for name in names]
        for path in sorted(filter(os.path.exists, paths), key=os.path.getmtime, reverse=True):
            made = socket.socket(socket.AF_UNIX)
            try:
                made.connect(path)
                return made
            except OSError:
                made.close()
        raise Gone(f"no Clave plays as process {options.pid}" if options.pid else NOBODY)

    def close(self) -> None:
        """Whoever answers next is asked from the beginning."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._heard = None, b""


class ClaveKernel(Kernel):  # type: ignore[misc]
    """Passes on what a notebook wants to know."""

    implementation = "clave"
    implementation_version = "1"
    banner = "Python in the Clave that plays"
    language_info = {
        "name": "python", "version": sys.version.split()[0], "mimetype": "text/x-python", "file_extension": ".py",
        "pygments_lexer": "ipython3", "codemirror_mode": {"name": "python", "version": 3}}

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self._line = Line()

    def do_execute(
        self, code: str, silent: bool, store_history: bool = True, user_expressions: Any = None, allow_stdin: bool = False,
    ) -> dict[str, Any]:
        """Runs a cell: what it prints, the value of its last line, or its error."""
        try:
            answer = self._line.ask(text=code + "\n")
        except (OSError, Gone) as error:
            return self._failed("Gone", str(error), [str(error)], silent)
        except KeyboardInterrupt:
            return self._failed("KeyboardInterrupt", "", ["not waited for"], silent)
        text = "the cell is not whole" if answer["more"] else answer["text"]
        if not answer["ok"]:
            name, _, value = text.splitlines()[-1].partition(": ")
            return self._failed(name, value, text.splitlines(), silent)
        if not silent:
            self._show(text, answer["value"])
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}

    def _show(self, text: str, value: Any) -> None:
        if value is None:
            if text:
                self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": text + "\n"})
            return
        data: dict[str, Any] = {"text/plain": text, **({"application/json": value} if isinstance(value, (dict, list)) else {})}
        self.send_response(self.iopub_socket, "execute_result", {
            "execution_count": self.execution_count, "data": data, "metadata": {}})

    def _failed(self, name: str, value: str, lines: list[str], silent: bool) -> dict[str, Any]:
        error = {"ename": name, "evalue": value, "traceback": lines}
        if not silent:
            self.send_response(self.iopub_socket, "error", error)
        return {"status": "error", "execution_count": self.execution_count, **error}

    def do_complete(self, code: str, cursor_pos: int) -> dict[str, Any]:
        """The words that could stand at the cursor."""
        start = code.rfind("\n", 0, cursor_pos) + 1
        line = code[start:cursor_pos]
        try:
            answer = self._line.ask(words=line, cursor=len(line.encode()))
        except (OSError, Gone):
            answer = {"value": [], "start": len(line.encode())}
        begin = start + len(line.encode()[:answer["start"]].decode(errors="ignore"))
        return {"status": "ok", "matches": answer["value"] or [], "cursor_start": begin, "cursor_end": cursor_pos, "metadata": {}}

    def do_inspect(self, code: str, cursor_pos: int, detail_level: int = 0, omit_sections: Any = ()) -> dict[str, Any]:
        """What something is, for Shift+Tab."""
        end = re.compile(r"\w*").match(code, cursor_pos)
        found = WORD.search(code[:end.end() if end else cursor_pos])
        doc = None
        if found:
            try:
                doc = self._line.ask(text=f"__import__('inspect').getdoc({found.group()})")["value"]
            except (OSError, Gone):
                doc = None
        data = {"text/plain": doc} if is_text(doc) else {}
        return {"status": "ok", "found": bool(data), "data": data, "metadata": {}}

    def do_is_complete(self, code: str) -> dict[str, Any]:
        """Whether Enter runs it."""
        try:
            whole = codeop.compile_command(code, symbol="exec") is not None
        except (SyntaxError, ValueError, OverflowError):
            return {"status": "invalid"}
        return {"status": "complete"} if whole else {"status": "incomplete", "indent": "    "}


def is_text(value: Any) -> TypeGuard[str]:
    """Not every __doc__ is one."""
    return isinstance(value, str)


def install(program: str) -> None:
    """Tells Jupyter, for this user, how the kernel is started."""
    given = {"--script": options.script, "--python": options.python}
    words = [program, "kernel", *(word for pair in given.items() if pair[1] for word in pair)]
    with tempfile.TemporaryDirectory() as made:
        with open(os.path.join(made, "kernel.json"), "w", encoding="utf-8") as file:
            json.dump({"argv": [*words, "-f", "{connection_file}"], "display_name": "Clave", "language": "python"}, file)
        print(f"Jupyter knows Clave now: {KernelSpecManager().install_kernel_spec(made, 'clave', user=True)}")


def main() -> None:
    """As `clave kernel` calls it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="clave")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--script", default="")
    parser.add_argument("--python", default="")
    parser.add_argument("-f", default="")
    parser.parse_args(namespace=options)
    if options.install:
        install(options.program)
        return
    sys.argv[1:] = ["-f", options.f] if options.f else []
    IPKernelApp.launch_instance(kernel_class=ClaveKernel)


if __name__ == "__main__":
    main()
