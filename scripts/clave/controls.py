"""Knobs, toggles, choices and buttons: what a hand can turn or press, in the window, over MIDI and over OSC."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

from clave import context
from clave.errors import ScriptError, did_you_mean
from clave.native import tell
from clave.numeric import clamp, real, whole

T = TypeVar("T")
N = TypeVar("N", int, float)
_made = 0


class Control(Generic[T]):
    """Something to turn. In a script's top level read its `value`; in a class of Controls read the attribute itself."""

    kind = "knob"

    def __init__(self, value: T, doc: str = "") -> None:
        global _made
        _made += 1
        self.number = _made  # order of definition is order in the window
        self.doc = doc
        self.name = ""
        self.script = ""
        self.carried: Any = None  # what it began with, where that came from an earlier version or the song
        self.initial = self._within(value)
        self._value = self.initial

    def _within(self, value: Any) -> T:
        raise NotImplementedError

    @property
    def value(self) -> T:
        """What it is set to."""
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        old = self._value
        self._value = self._within(value)
        if self.script and self._value != old:
            tell("value", {"script": self.script, "knob": self.name, "value": self.number_of(self._value)})

    def set_number(self, value: Any) -> None:
        """What the program says that it is set to now."""
        self._value = self._within(value)

    def number_of(self, value: T) -> float:
        """A value as a number: a toggle's is 0 or 1, a choice's its index."""
        return float(value)  # type: ignore[arg-type]

    def describe(self) -> dict[str, Any]:
        """What the window has to know."""
        return {
            "name": self.name, "kind": self.kind, "value": self.number_of(self._value), "low": 0, "high": 1,
            "initial": self.number_of(self.initial), "choices": [], "doc": self.doc}

    def copy(self) -> "Control[T]":
        """One of the same kind, with a value of its own."""
        twin = type(self).__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin

    @overload
    def __get__(self, owner: None, kind: type) -> "Control[T]": ...
    @overload
    def __get__(self, owner: object, kind: type | None = None) -> T: ...
    def __get__(self, owner: object | None, kind: type | None = None) -> "Control[T] | T":
        if owner is None:
            return self
        try:
            return owner.__dict__["_controls"][self.attribute]._value  # type: ignore[no-any-return]
        except KeyError:
            return controls_of(owner)[self.attribute]._value  # type: ignore[no-any-return]

    def __set__(self, owner: object, value: Any) -> None:
        controls_of(owner)[self.attribute].value = value

    def __set_name__(self, owner: type, name: str) -> None:
        self.attribute = name


class Knob(Control[float]):
    """A number from `low` to `high`."""

    def __init__(self, value: float = 0.0, low: float = 0.0, high: float = 1.0, doc: str = "") -> None:
        self.low, self.high = _in_order(real(low, "a knob's lowest value"), real(high, "a knob's highest value"))
        super().__init__(value, doc)

    def _within(self, value: Any) -> float:
        return min(max(real(value, "a knob's value"), self.low), self.high)

    def describe(self) -> dict[str, Any]:
        return {**super().describe(), "low": self.low, "high": self.high}


class IntKnob(Control[int]):
    """A whole number from `low` to `high`."""

    kind = "int"

    def __init__(self, value: int = 0, low: int = 0, high: int = 127, doc: str = "") -> None:
        self.low, self.high = _in_order(whole(low, "a knob's lowest value"), whole(high, "a knob's highest value"))
        super().__init__(value, doc)

    def _within(self, value: Any) -> int:
        return clamp(whole(value, "a knob's value"), self.low, self.high)

    def describe(self) -> dict[str, Any]:
        return {**super().describe(), "low": self.low, "high": self.high}


class Toggle(Control[bool]):
    """On or off."""

    kind = "toggle"

    def __init__(self, value: bool = False, doc: str = "") -> None:
        super().__init__(value, doc)

    def _within(self, value: Any) -> bool:
        return bool(value)


class Choice(Control[str]):
    """One of several words."""

    kind = "choice"

    def __init__(self, value: str, choices: Sequence[str], doc: str = "") -> None:
        self.choices = list(choices)
        if not self.choices or not all(isinstance(one, str) for one in (value, *self.choices)):
            raise TypeError("a choice is between texts: Choice('up', ['up', 'down'])")
        super().__init__(value, doc)

    def _within(self, value: Any) -> str:
        if not isinstance(value, str):
            return self.choices[clamp(whole(value, "a choice"), 0, len(self.choices) - 1)]
        if value not in self.choices:
            raise ValueError(f"{value!r} is none of the choices{did_you_mean(value, self.choices)}")
        return value

    def number_of(self, value: str) -> float:
        return float(self.choices.index(value))

    def describe(self) -> dict[str, Any]:
        return {**super().describe(), "high": len(self.choices) - 1, "choices": self.choices}


class Button(Control[bool]):
    """A function to call."""

    kind = "button"

    def __init__(self, function: Callable[[], Any], doc: str = "") -> None:
        super().__init__(False, doc or (function.__doc__ or "").strip().partition("\n")[0])
        self.press = function

    def _within(self, value: Any) -> bool:
        return False


class Controls:
    """Knobs that belong together: `class Euclid(Controls): pulses = IntKnob(5, 0, 16)`, then `ui = Euclid()`.

    Each object has values of its own. Knobs work in any class; this one says what it is for.
    """


def controls_of(owner: object) -> dict[str, Control[Any]]:
    """The controls of an object, by attribute: none, if its class has none."""
    own = getattr(owner, "__dict__", {})
    found: dict[str, Control[Any]] | None = own.get("_controls")
    if found is None:
        found = {
            name: one.copy() for kind in reversed(type(owner).__mro__) for name, one in vars(kind).items()
            if isinstance(one, Control)}
        if found:
            own["_controls"] = found
    return found


def _in_order(low: N, high: N) -> tuple[N, N]:
    if low > high:
        raise ValueError(f"a knob goes from its lowest value to its highest, not from {low} to {high}")
    return low, high


class Attribute(Control[Any]):
    """An attribute of any object, as a control."""

    def __init__(self, owner: Any, attribute: str, inner: Control[Any]) -> None:
        super().__init__(inner.initial, inner.doc)
        self.kind = inner.kind
        self._told: float | None = None
        self._owner, self._attribute, self._inner = owner, attribute, inner

    def _within(self, value: Any) -> Any:
        return value

    @property
    def value(self) -> Any:
        return getattr(self._owner, self._attribute)

    @value.setter
    def value(self, value: Any) -> None:
        self.set_number(value)

    def set_number(self, value: Any) -> None:
        setattr(self._owner, self._attribute, self._inner._within(value))
        self._told = self._number()

    def number_of(self, value: Any) -> float:
        return self._inner.number_of(value)

    def describe(self) -> dict[str, Any]:
        self._told = self._number()
        return {**self._inner.describe(), "name": self.name, "value": self._told, "doc": self.doc}

    def tell_change(self) -> None:
        """Tells what the object has made of it by itself."""
        now = self._number()
        if now != self._told:
            self._told = now
            tell("value", {"script": self.script, "knob": self.name, "value": now})

    def _number(self) -> float:
        return self._inner.number_of(self._inner._within(self.value))


def expose(owner: Any, **limits: Any) -> Any:
    """Shows an object's plain attributes as controls, and its methods without arguments as buttons.

    Limits by name: `expose(walker, speed=(0, 4), mode=["up", "down"])`. Returns the object.
    """
    runtime = context.current()
    if not hasattr(owner, "__dict__"):
        raise ScriptError(f"expose() shows an object of a class, and not {owner!r}")
    names = [name for name in (*vars(owner), *vars(type(owner))) if not name.startswith("_")]
    unknown = [name for name in limits if name not in names]
    if unknown:
        raise AttributeError(f"there is no attribute {unknown[0]!r} to expose{did_you_mean(unknown[0], names)}")
    found: dict[str, Control[Any]] = {}
    for name in names:
        control = _control_for(owner, name, limits.get(name))
        if control is not None:
            found[name] = control
    script = runtime.loading or runtime.script
    if script is not None:
        script.exposed.append(found)
    return owner


def _control_for(owner: Any, name: str, limit: Any) -> Control[Any] | None:
    value = getattr(owner, name)
    inner: Control[Any]
    if callable(value):
        code = getattr(getattr(value, "__func__", value), "__code__", None)
        return Button(value) if code is not None and code.co_argcount <= 1 else None
    if isinstance(value, bool):
        inner = Toggle(value)
    elif isinstance(value, int):
        inner = IntKnob(value, *(limit or (min(0, value), max(127, value))))
    elif isinstance(value, float):
        inner = Knob(value, *(limit or (min(0.0, value), max(1.0, value))))
    elif isinstance(value, str) and limit:
        inner = Choice(value, limit)
    else:
        return None
    return Attribute(owner, name, inner)
