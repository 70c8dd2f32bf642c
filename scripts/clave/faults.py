"""What went wrong, told once and counted after that."""

import linecache
from typing import TYPE_CHECKING, Any

from clave.errors import error_data
from clave.native import native, tell

if TYPE_CHECKING:
    from clave.hooks import Hook

MOST_STRIKES = 3
FORGIVEN_AFTER = 256  # calls without a fault
TOLD_EVERY = 1.0  # seconds, while it goes on


class _Fault:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.told = -TOLD_EVERY
        self.is_news = True


class Faults:
    """All faults since they were last forgotten, by script."""

    def __init__(self) -> None:
        self._faults: dict[str, dict[tuple[Any, ...], _Fault]] = {}

    def report(
        self, script: str, phase: str, error: BaseException, hook: str = "", track: int = 0, note: str = "",
        at: tuple[str, int] | None = None,
    ) -> None:
        """Tells a fault, at once the first time. `at`: the file that it is of, and where in it if no line of it says more."""
        data: dict[str, Any] = {"script": script, "phase": phase, "hook": hook, "track": track, "count": 0, **error_data(error)}
        if at is not None:  # the innermost line of the file itself says most
            whole = {"file": at[0], "line": at[1], "column": 0, "endColumn": 0, "text": linecache.getline(*at).rstrip("\n")}
            own = next((frame for frame in reversed(data["frames"]) if frame["file"] == at[0]), whole)
            data.update((key, own[key]) for key in whole)
        if note:
            data["message"] = f"{data['message']}; {note}"
        key = (phase, hook, data["type"], data["file"], data["line"], data["column"])
        fault = self._faults.setdefault(script, {}).setdefault(key, _Fault(data))
        fault.data = {**data, "count": fault.data["count"] + 1}
        fault.is_news = True
        self._tell(fault)

    def _tell(self, fault: _Fault) -> None:
        now = native.time()
        if now - fault.told >= TOLD_EVERY:
            fault.told = now
            fault.is_news = False
            tell("error", fault.data)

    def tell_counts(self) -> None:
        """Tells how often those happened since that went on."""
        for faults in self._faults.values():
            for fault in faults.values():
                if fault.is_news:
                    self._tell(fault)

    def forget(self, script: str) -> None:
        """The script has another text now."""
        self._faults.pop(script, None)


def strike(hook: "Hook") -> bool:
    """Counts a fault of a hook. True: it has had too many."""
    if hook.runs - hook.struck >= FORGIVEN_AFTER:
        hook.strikes = 0
    hook.struck = hook.runs
    hook.strikes += 1
    return hook.strikes >= MOST_STRIKES
