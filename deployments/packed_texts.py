"""Very many texts in the memory that they take as bytes, without an object for each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from deployments.errors import quote
from deployments.rows import Texts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: So many texts are made, or looked at, together.
_AT_ONCE = 1 << 14
#: How many bytes of a text are mixed together, and what their number is multiplied by: it has ones and zeros all over.
_WORD, _FACTOR = 8, 0x9E3779B97F4A7C15


class PackedTexts(Texts):
    """A column of texts that stand one behind the other in UTF-8.

    Takes their bytes, and a NumPy array with the place at which each begins, and the one behind the last.

    >>> import numpy as np
    >>> texts = PackedTexts(b"nldsvk", np.array([0, 3, 6]))
    >>> texts[1], [*texts], "svk" in texts, "lds" in texts
    ('svk', ['nld', 'svk'], True, False)
    """

    def __init__(self, data: bytes, ends: npt.NDArray[np.signedinteger[Any]]) -> None:
        self.data, self.ends = data, ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> PackedTexts:
        """Return a column of some texts.

        >>> PackedTexts.of(["nld", "svk"]).data
        b'nldsvk'
        """
        import numpy as np  # noqa: PLC0415 - who has such texts has arrays

        every = [*texts]
        data = "".join(every)
        own = every if data.isascii() else [text.encode() for text in every]
        return cls(data.encode(), np.cumsum([0, *map(len, own)]))

    @classmethod
    def joined(cls, parts: Sequence[PackedTexts]) -> PackedTexts:
        """Return the texts of several columns, one behind the other.

        >>> import numpy as np
        >>> [*PackedTexts.joined([PackedTexts(b"nld", np.array([0, 3])), PackedTexts(b"svk", np.array([0, 3]))])]
        ['nld', 'svk']
        """
        import numpy as np  # noqa: PLC0415 - who has such texts has arrays

        if len(parts) == 1:
            return parts[0]
        starts = itertools.accumulate((len(part.data) for part in parts), initial=0)
        ends = [part.ends[1:].astype(np.int64) + start for part, start in zip(parts, starts, strict=False)]
        return cls(b"".join(part.data for part in parts), np.concatenate([np.zeros(1, np.int64), *ends]))

    def some(self, rows: Sequence[int]) -> PackedTexts:
        """Return the texts of some rows, in their order, as a column of their own.

        >>> import numpy as np
        >>> [*PackedTexts(b"nldsvkdeu", np.array([0, 3, 6, 9])).some([2, 0])]
        ['deu', 'nld']
        """
        import numpy as np  # noqa: PLC0415 - as above

        numbers, data = np.asarray(rows, np.int64), np.frombuffer(self.data, np.uint8)
        starts, ends = self.ends[:-1][numbers].astype(np.int64), self.ends[1:][numbers].astype(np.int64)
        parts, behind = [], np.append(0, np.cumsum(ends - starts))
        for begin in range(0, len(numbers), _AT_ONCE):
            own, until = slice(begin, begin + _AT_ONCE), min(begin + _AT_ONCE, len(numbers))
            shift = np.repeat(starts[own] - behind[begin:until], ends[own] - starts[own])
            parts.append(data[shift + np.arange(behind[begin], behind[until])].tobytes())
        return PackedTexts(b"".join(parts), behind)

    def part(self, rows: slice) -> PackedTexts:
        """Return the texts of rows that follow each other, as a column of their own.

        >>> import numpy as np
        >>> [*PackedTexts(b"nldsvkdeu", np.array([0, 3, 6, 9])).part(slice(1, 3))]
        ['svk', 'deu']
        """
        begin, end, _ = rows.indices(len(self))
        own = self.ends[begin : max(begin, end) + 1]
        return PackedTexts(self.data[own[0] : own[-1]], own - own[0])

    def text(self, row: int) -> str:
        """Make the text of a row."""
        row += len(self) if row < 0 else 0
        if not 0 <= row < len(self):
            raise IndexError(f"there is no row {row} among {len(self):,}")
        return self.data[self.ends[row] : self.ends[row + 1]].decode()

    def has_only(self, characters: str, first: str, longest: int) -> bool:
        """Tell whether each text has at most so many characters, all of these, and begins with one of `first`.

        All of them have to be of ASCII. False also where a text is empty.

        >>> import numpy as np
        >>> PackedTexts(b"nldsvk", np.array([0, 3, 6])).has_only("dklnsv-", "ns", 3)
        True
        """
        import numpy as np  # noqa: PLC0415 - as above

        lengths = np.diff(self.ends)
        if not len(lengths):
            return True
        if lengths.min() < 1 or lengths.max() > longest:
            return False
        if self.data.translate(None, characters.encode()):
            return False
        begins = np.frombuffer(self.data, np.uint8)[self.ends[:-1]]
        return not begins.tobytes().translate(None, first.encode())

    def hashes(self) -> npt.NDArray[Any]:
        """Return a number for each text, the same for equal ones; others have hardly ever the same.

        >>> import numpy as np
        >>> one, other, same = PackedTexts(b"nldsvknld", np.array([0, 3, 6, 9])).hashes().tolist()
        >>> one == same, one == other
        (True, False)
        """
        import numpy as np  # noqa: PLC0415 - as above

        words, found = self._words(), np.empty(len(self), np.uint64)
        for begin in range(0, len(self), _AT_ONCE):
            ends = self.ends[begin : begin + _AT_ONCE + 1].astype(np.int64)
            found[begin : begin + _AT_ONCE] = _mixed(words, ends[:-1], np.diff(ends))
        return found.view(np.int64)

    def are_those_of(self, other: PackedTexts, rows: npt.NDArray[np.signedinteger[Any]]) -> npt.NDArray[np.bool_]:
        """Tell for each text whether it is that of another column in the row that `rows` has for it.

        >>> import numpy as np
        >>> one, other = PackedTexts(b"nldsvk", np.array([0, 3, 6])), PackedTexts(b"svknld", np.array([0, 3, 6]))
        >>> one.are_those_of(other, np.array([1, 1])).tolist()
        [True, False]
        """
        import numpy as np  # noqa: PLC0415 - as above

        lengths, starts, theirs = np.diff(self.ends), self.ends[:-1], other.ends[:-1][rows]
        found: npt.NDArray[np.bool_] = lengths == np.diff(other.ends)[rows]
        words, others, place = self._words(), other._words(), 0
        left = np.flatnonzero(found & (lengths > 0))
        while len(left):
            unlike = words[starts[left] + place] ^ others[theirs[left] + place]
            unused = (_WORD - np.minimum(lengths[left] - place, _WORD)).astype(np.uint64)
            found[left] = unlike << unused * np.uint64(8) == 0  # what stands behind the text does not count
            place += _WORD
            left = left[found[left] & (lengths[left] > place)]
        return found

    def _words(self) -> npt.NDArray[np.uint64]:
        """Return the eight bytes that begin at each byte, as a number; there are zeros behind the last byte."""
        import numpy as np  # noqa: PLC0415 - as above

        return np.ndarray((len(self.data) + 1,), np.dtype("<u8"), self.data + bytes(_WORD), strides=(1,))

    def __len__(self) -> int:
        return len(self.ends) - 1

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> list[str]: ...

    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            begin, end, step = row.indices(len(self))
            return self._made(begin, end) if step == 1 else super().__getitem__(row)
        return self.text(row)

    def __iter__(self) -> Iterator[str]:
        for begin in range(0, len(self), _AT_ONCE):
            yield from self._made(begin, min(begin + _AT_ONCE, len(self)))

    def _made(self, begin: int, end: int) -> list[str]:
        """Make the texts of some rows that follow each other."""
        part = self.part(slice(begin, end))
        data, ends = part.data, part.ends.tolist()
        parts = map(slice, ends, ends[1:])
        if data.isascii():
            return [*map(data.decode().__getitem__, parts)]
        return [data[part].decode() for part in parts]

    def rows(self, text: object) -> list[int]:
        """Return the rows in which a text stands, in order.

        >>> import numpy as np
        >>> PackedTexts(b"nldsvknld", np.array([0, 3, 6, 9])).rows("nld")
        [0, 2]
        """
        import numpy as np  # noqa: PLC0415 - as above

        if not isinstance(text, str):
            return []
        wanted, data = text.encode(errors="surrogatepass"), np.frombuffer(self.data, np.uint8)
        found = np.flatnonzero(np.diff(self.ends) == len(wanted))
        for place in reversed(range(len(wanted) if len(found) else 0)):  # ids often begin alike
            found = found[data[self.ends[found] + place] == wanted[place]]
        return list(found.tolist())

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return the first row in which a text stands. Raises `ValueError` if there is none."""
        begin, end, _ = slice(start, stop).indices(len(self))
        for row in self.rows(value):
            if begin <= row < end:
                return row
        raise ValueError(f"{quote(value)} is not among {len(self):,} texts")

    def __contains__(self, text: object) -> bool:
        return bool(self.rows(text))

    def count(self, value: object) -> int:
        """Return the number of rows in which a text stands."""
        return len(self.rows(value))

    def __reduce__(self) -> tuple[object, ...]:
        return PackedTexts, (self.data, self.ends)


def _mixed(words: npt.NDArray[np.uint64], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Any:
    """Return a number for each text, mixed of its length and its bytes, some at a time."""
    import numpy as np  # noqa: PLC0415 - as above

    factor, half, bits = np.uint64(_FACTOR), np.uint64(32), np.int64(8)
    found = lengths.view(np.uint64) * factor
    rows: Any = slice(None)  # all texts first, and then those that are longer
    while len(starts):
        unused = np.maximum(_WORD - lengths, 0) * bits
        word = words[starts] << unused.view(np.uint64)  # without what stands behind the text
        own = (found[rows] ^ word) * factor
        found[rows] = own ^ own >> half
        longer = np.flatnonzero(lengths > _WORD)
        rows = longer if isinstance(rows, slice) else rows[longer]
        starts, lengths = starts[longer] + _WORD, lengths[longer] - _WORD
    return found


def are_distinct(ids: Sequence[str]) -> bool:
    """Tell whether no two of some texts are the same.

    >>> are_distinct(["a", "b"]), are_distinct(["a", "a"])
    (True, False)
    """
    import numpy as np  # noqa: PLC0415 - only who has many takes it

    # A set of all texts would take ten times the memory.
    hashes = ids.hashes() if isinstance(ids, PackedTexts) else np.fromiter(map(hash, ids), np.int64, len(ids))
    hashes.sort()
    return not bool((hashes[1:] == hashes[:-1]).any()) or len({*ids}) == len(ids)
