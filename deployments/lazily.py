"""What is made when it is first asked for, once, also if several threads ask at the same time.

Most lazy properties of this library are `functools.cached_property`: two threads that ask at once may both compute the
value, which does no harm where it is small. Use this module where it does: for tables over a whole registry, which take
seconds and hundreds of megabytes, and for what keeps them, of which there must be one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, Generic, Self, TypeVar, cast, overload

T = TypeVar("T")

#: Held while something is made. One lock for all: what is made asks for other things, perhaps of the same kind, and two
#: threads that wait for each other's lock would wait for ever.
MAKING = threading.RLock()


def kept(values: dict[Any, Any], key: Hashable, make: Callable[[], T]) -> T:
    """Return the value that a dictionary keeps by a key; it is made if it is not there, by one thread only.

    >>> values: dict[str, int] = {}
    >>> kept(values, "answer", lambda: 42), values
    (42, {'answer': 42})
    """
    if key not in values:
        with MAKING:
            if key not in values:
                values[key] = make()
    return cast("T", values[key])


class Once(Generic[T]):
    """A property that is computed once for each object, and kept in its `__dict__`; see `once`."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type | None = None) -> T: ...

    def __get__(self, owner: object, kind: type | None = None) -> T | Self:
        # Python asks here only as long as the object does not have the value by itself.
        return self if owner is None else kept(vars(owner), self._name, lambda: self._make(owner))


def once(make: Callable[[Any], T]) -> Once[T]:
    """Turn a method into a property that is computed once for each object, also among threads.

    The objects need a `__dict__`: not for classes with slots.

    >>> class Table:
    ...     @once
    ...     def rows(self) -> list[int]:
    ...         print("made")
    ...         return [1, 2]
    >>> table = Table()
    >>> table.rows is table.rows
    made
    True
    """
    return Once(make)
