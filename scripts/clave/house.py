"""What all scripts share of the interpreter, put right again where one of them has bent it."""

import builtins
import gc
import signal
import sys
from typing import Any, TextIO, cast


class House:
    """Names that all use, where prints go, the pace of threads, tracing, garbage, and the signals that stop calls."""

    def __init__(self, out: Any, err: Any) -> None:
        self._before = (sys.stdout, sys.stderr)
        self._streams = cast("tuple[TextIO, TextIO]", (out, err))
        self._tracing = (sys.gettrace(), sys.getprofile())
        self._numbers = (sys.getswitchinterval(), sys.getrecursionlimit(), gc.get_threshold(), gc.isenabled())
        self._signals = {
            number: handler for number in range(signal.SIGRTMIN, signal.SIGRTMAX + 1)
            if callable(handler := signal.getsignal(number))}
        self._builtins = dict(vars(builtins))
        self._modules = dict(sys.modules)
        self._is_left = False
        sys.stdout, sys.stderr = self._streams

    def keep(self) -> None:
        """Looks, and puts right."""
        if self._is_left:
            return
        names = builtins.__dict__
        if names != self._builtins:
            names.update(self._builtins)
        if "clave.house" not in sys.modules:
            sys.modules.update(self._modules)
        if sys.stdout is not self._streams[0] or sys.stderr is not self._streams[1]:
            sys.stdout, sys.stderr = self._streams
        if (sys.gettrace(), sys.getprofile()) != self._tracing:
            sys.settrace(self._tracing[0])
            sys.setprofile(self._tracing[1])
        interval, depth, threshold, collects = self._numbers
        if sys.getswitchinterval() != interval:
            sys.setswitchinterval(interval)
        if sys.getrecursionlimit() != depth:
            sys.setrecursionlimit(depth)
        if gc.get_threshold() != threshold:
            gc.set_threshold(*threshold)
        if gc.isenabled() != collects:
            gc.enable()
        for number, handler in self._signals.items():
            if signal.getsignal(number) is not handler:
                signal.signal(number, handler)

    def leave(self) -> None:
        """The program has its streams back, and nothing is looked at any more."""
        self._is_left = True
        sys.stdout, sys.stderr = self._before
