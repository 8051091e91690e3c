"""Lists and mappings whose values are made when they are asked for, by the one who asks; each is made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LazyDict(Mapping[K, V]):
    """A mapping. Takes for each key what makes its value.

    >>> found = LazyDict({"id": lambda: print("made") or ["d1"]})
    >>> found["id"], found["id"]
    made
    (['d1'], ['d1'])
    """

    def __init__(self, makers: Mapping[K, Callable[[], V]]) -> None:
        self._makers, self._made = makers, dict[K, V]()

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            self._made[key] = self._makers[key]()
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[K]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class LazyList(Sequence[V]):
    """A list. Takes for each place what makes its item.

    >>> LazyList([lambda: "a", lambda: "b"])[1]
    'b'
    """

    def __init__(self, makers: Sequence[Callable[[], V]]) -> None:
        self._items = LazyDict(dict(enumerate(makers)))

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> list[V]: ...

    def __getitem__(self, place: int | slice) -> V | list[V]:
        places: Any = range(len(self))[place]
        return self._items[places] if isinstance(place, int) else [self._items[each] for each in places]

    def __len__(self) -> int:
        return len(self._items)
