"""A property that takes more than it gives: `step.pitch = "C3"`, and `step.pitch` is 48. Type checkers see both."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:

    class taking(Generic[T]):
        """A property whose setter takes anything."""

        def __init__(self, get: Callable[[Any], T], take: Callable[[Any, Any], None]) -> None: ...
        def __get__(self, owner: Any, kind: Any = None) -> T: ...
        def __set__(self, owner: Any, value: Any) -> None: ...
else:
    taking = property
