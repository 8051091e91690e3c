"""Records of one kind as columns of their fields: a record is made when somebody looks at it.

A registry of a million deployments has some millions of statements, and a question looks at a few of them. Columns take
a fraction of the memory and of the time that all these records would take. A record that was made is kept, so that the
same row is always the same record.
"""

from __future__ import annotations

import functools
import itertools
import operator
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, Generic, TypeVar, overload

import attrs

from deployments import gc_pause
from deployments.lazily import MAKING, kept, once
from deployments.records import Record

R = TypeVar("R", bound=Record)

#: With fewer rows than this it is not worth it to import NumPy.
FEW = 1000

#: So many rows are best computed or written together: that takes little memory, and stays in the caches of a processor.
_AT_ONCE = 1 << 14


def slices(count: int) -> Iterator[slice]:
    """Yield the slices of so many rows, each of as many as are best taken together.

    >>> [*slices(20_000)]
    [slice(0, 16384, None), slice(16384, 32768, None)]
    """
    return (slice(start, start + _AT_ONCE) for start in range(0, count, _AT_ONCE))


class Coded(Sequence[Any]):
    """A column in which most values stand in many rows: the value of a row is `values[codes[row]]`.

    Equal values can stand at several places of `values`: the texts "2024-03" and "2024-03 " are read as equal dates.

    >>> column = Coded(array("i", [0, 1, 0]), ["NLD", "DEU"])
    >>> [*column], column[1]
    (['NLD', 'DEU', 'NLD'], 'DEU')
    """

    __slots__ = ("codes", "values")

    def __init__(self, codes: array[int] | bytes, values: Sequence[Any]) -> None:
        #: For each row the place of its value: a byte, or an item of an `array` of type "i".
        self.codes = codes
        self.values = values

    @classmethod
    def same(cls, value: object, count: int) -> Coded:
        """Return a column in which one value stands in every row.

        >>> [*Coded.same(None, 2)]
        [None, None]
        """
        return cls(bytes(count), [value])

    @classmethod
    def of(cls, cells: Iterable[object]) -> Coded:
        """Return a column of objects. An object of several rows is in `values` once; equal objects are kept apart.

        >>> Coded.of(["NLD", "NLD"]).values
        ['NLD']
        """
        every = cells if isinstance(cells, list | tuple) else [*cells]
        if every and all(map(operator.is_, every, itertools.repeat(every[0]))):
            return cls.same(every[0], len(every))
        if len(every) >= FEW:
            return _coded_at_once(every)
        found: dict[int, int] = {}
        codes = array("i", [found.setdefault(id(cell), len(found)) for cell in every])
        return cls(codes, [*{id(cell): cell for cell in every}.values()])

    @classmethod
    def at(cls, numbers: Any, values: Sequence[Any]) -> Coded:
        """Return a column of values from their codes in a NumPy array: for each row the place of its value.

        >>> import numpy as np
        >>> [*Coded.at(np.array([1, 0, 1]), ["NLD", "DEU"])]
        ['DEU', 'NLD', 'DEU']
        """
        import numpy as np  # noqa: PLC0415 - who has an array of it has taken it

        codes = array("i")
        codes.frombytes(np.ascontiguousarray(numbers, np.intc).view(np.uint8).data)
        return cls(codes, values)

    def used(self) -> list[Any]:
        """Return the values that stand in any row, in the order of the first row of each.

        >>> Coded(array("i", [2, 1, 2]), ["NLD", "DEU", "POL"]).used()
        ['POL', 'DEU']
        """
        return [self.values[code] for code in dict.fromkeys(self.codes)]

    def numbers(self) -> Any:
        """Return the codes as a NumPy array, without a copy."""
        import numpy as np  # noqa: PLC0415 - only who has many rows takes it

        return np.frombuffer(self.codes, np.uint8 if isinstance(self.codes, bytes) else np.int32)

    def renumbered(self, numbers: Sequence[int]) -> array[int]:
        """Return an array with another number for each row, where `numbers` has the new number of each of `values`.

        >>> [*Coded.of(["NLD", "POL", "NLD"]).renumbered([4, 2])]
        [4, 2, 4]
        """
        if len(self.codes) < FEW:
            return array("i", [numbers[code] for code in self.codes])
        import numpy as np  # noqa: PLC0415 - as above

        own = np.arange(numbers.start, numbers.stop) if isinstance(numbers, range) else np.array(numbers)
        return _gathered(len(self.codes), own.astype(np.intc), lambda rows: self.numbers()[rows])

    def count(self, value: object) -> int:
        """Return the number of rows in which a value stands."""
        own = [code for code, each in enumerate(self.values) if each is value or each == value]
        if len(self.codes) < FEW or not own:
            return sum(map(own.__contains__, self.codes)) if own else 0
        return int(sum((self.numbers() == code).sum() for code in own))

    def mapped(self, tell: Callable[[Any], object]) -> Coded:
        """Return a column with what `tell` returns in place of each value; it is called once for each of `values`.

        >>> [*Coded.of(["NLD", "POL"]).mapped(str.lower)]
        ['nld', 'pol']
        """
        return Coded(self.codes, [*map(tell, self.values)])

    @overload
    def __getitem__(self, row: int) -> Any: ...

    @overload
    def __getitem__(self, row: slice) -> Coded: ...

    def __getitem__(self, row: int | slice) -> Any:
        if isinstance(row, slice):  # it keeps only the values of these rows
            both = by_value(self.codes[row])
            return both.mapped(self.values.__getitem__)
        return self.values[self.codes[row]]

    def __iter__(self) -> Iterator[Any]:
        values = [*self.values] if isinstance(self.values, Texts) else self.values  # each text is made once
        return map(values.__getitem__, self.codes)

    def __len__(self) -> int:
        return len(self.codes)


def _coded_at_once(cells: Sequence[object]) -> Coded:
    import numpy as np  # noqa: PLC0415 - only who has many rows takes it

    objects = np.fromiter(map(id, cells), np.int64, len(cells))
    order = objects.argsort()  # `np.unique` would keep equal ones in their order, which takes twice as long
    ordered = objects[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    # The values are put in the order of the rows in which they stand first; here they are in that of addresses.
    places = np.minimum.reduceat(order, begins)
    by_place = places.argsort()
    ranks = np.empty(len(places), np.int32)
    ranks[by_place] = np.arange(len(places), dtype=np.int32)
    codes = np.empty(len(cells), np.int32)
    codes[order] = np.repeat(ranks, np.diff(np.append(begins, len(cells))))
    return Coded.at(codes, [*map(cells.__getitem__, places[by_place].tolist())])


class Texts(Sequence[str]):
    """A column of texts, each made when somebody asks for it. A subclass has its length, and makes the text of a row.

    >>> class Lines(Texts):
    ...     def __len__(self) -> int:
    ...         return 2
    ...     def text(self, row: int) -> str:
    ...         return f"line {row + 1}"
    >>> Lines()[1], [*Lines()]
    ('line 2', ['line 1', 'line 2'])
    """

    def text(self, row: int) -> str:
        """Make the text of a row."""
        raise NotImplementedError

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> list[str]: ...

    def __getitem__(self, row: int | slice) -> str | list[str]:
        return [*map(self.text, range(*row.indices(len(self))))] if isinstance(row, slice) else self.text(row)

    def __iter__(self) -> Iterator[str]:
        return map(self.text, range(len(self)))

    def some(self, rows: Sequence[int]) -> Sequence[str]:
        """Return the texts of some rows, in their order."""
        return [*map(self.text, rows)]


#: The values of one field in all rows. Where most rows have a value of their own it is a list, or another sequence.
Column = Coded | Sequence[Any]


def some_of(values: Sequence[Any], rows: Sequence[int]) -> Sequence[Any]:
    """Return the values of some rows, in their order.

    >>> some_of(["NLD", "DEU", "POL"], [2, 0])
    ['POL', 'NLD']
    """
    return values.some(rows) if isinstance(values, Texts) else [*map(values.__getitem__, rows)]


class Index:
    """Finds the rows of a column in which a value stands.

    For the first `LOOKS` values it looks at all rows. Then it makes a table of the rows of all values, and asks that.

    >>> index = Index(Coded(array("i", [0, 1, 0]), ["NLD", "DEU"]))
    >>> index.rows("NLD"), index.rows("POL")
    ([0, 2], [])
    """

    #: To make the table takes as long as to look at all rows some tens of times.
    LOOKS = 8

    def __init__(self, column: Coded) -> None:
        self.column = column
        self._looks = 0

    def rows(self, value: object) -> list[int]:
        """Return the rows in which a value stands, in order."""
        if self._looks < self.LOOKS:
            self._looks += 1
            return self._look(value)
        codes, others, order, ends = self._table
        own = [codes[value], *others.get(value, ())] if value in codes else []
        found = [order[ends[code - 1] if code else 0 : ends[code]] for code in own]
        return [row for each in found for row in each.tolist()] if len(found) < 2 else sorted(_flat(found))

    def _look(self, value: object) -> list[int]:
        numbers = self.column.numbers()
        found = [(numbers == code).nonzero()[0].tolist() for code in _all_places(self.column.values, value)]
        return found[0] if len(found) == 1 else sorted(_flat(found))

    @functools.cached_property
    def _table(self) -> tuple[Mapping[Any, int], Mapping[Any, Sequence[int]], Any, Any]:
        """A code of each value, others of a value that has more, all rows by their codes, and where each code ends."""
        import numpy as np  # noqa: PLC0415 - as above

        numbers, values = self.column.numbers(), self.column.values
        codes = dict(zip(values, range(len(values)), strict=True))
        others: dict[Any, list[int]] = {}
        if len(codes) < len(values):
            for code, value in enumerate(values):
                if codes[value] != code:
                    others.setdefault(value, []).append(code)
        ends = np.cumsum(np.bincount(numbers, minlength=len(values)))
        return codes, others, np.argsort(numbers, kind="stable"), ends


def _flat(parts: Iterable[Iterable[int]]) -> Iterator[int]:
    return (row for part in parts for row in part)


def _all_places(values: Sequence[Any], value: object) -> Iterator[int]:
    """Yield every place of a value in a list."""
    place = -1
    while True:
        try:
            place = values.index(value, place + 1)
        except ValueError:
            return
        yield place


def together(columns: Sequence[Column]) -> Coded:
    """Return one column of tuples: a row has the values that all the columns have in that row.

    >>> together([["NLD", "POL", "NLD"], [6, 6, 6]]).values
    [('NLD', 6), ('POL', 6)]
    """
    found = _with_codes(columns[0]).mapped(lambda value: (value,))
    for each in columns[1:]:
        found = _paired(found, each)
    return found


def by_value(cells: Iterable[object]) -> Coded:
    """Return a column of cells that have a hash. Of cells that are equal, one stands in its `values`.

    >>> by_value(["NLD", None, "NLD"]).values
    ['NLD', None]
    """
    every = [*cells]
    values = [*dict.fromkeys(every)]
    numbers = dict(zip(values, range(len(values)), strict=True))
    return Coded(array("i", map(numbers.__getitem__, every)), values)


def _with_codes(column: Column) -> Coded:
    return column if isinstance(column, Coded) else by_value(column)


def _paired(first: Coded, second: Column) -> Coded:
    """Return the column of tuples `first` with the value of `second` added to the tuple of each row."""
    numbers, firsts, seconds = pairs(first, second)
    return Coded(numbers, [(*cells, cell) for cells, cell in zip(firsts, seconds, strict=True)])


def pairs(one: Column, other: Column) -> tuple[array[int], list[Any], list[Any]]:
    """Return for each row the number of the pair that it has of two columns; and of each pair the first and the second.

    >>> pairs(["NLD", "POL", "NLD"], [6, 6, 6])
    (array('i', [0, 1, 0]), ['NLD', 'POL'], [6, 6])
    """
    first, second = _with_codes(one), _with_codes(other)
    if len(first.codes) < FEW:
        both = by_value(zip(first.codes, second.codes, strict=True))
        firsts, seconds = ([each[place] for each in both.values] for place in (0, 1))
        return (
            array("i", both.codes),
            [*map(first.values.__getitem__, firsts)],
            [*map(second.values.__getitem__, seconds)],
        )
    numbers, there = _numbered(first, second)
    firsts, seconds = there // len(second.values), there % len(second.values)
    return numbers, [*some_of(first.values, firsts.tolist())], [*some_of(second.values, seconds.tolist())]


def _numbered(first: Coded, second: Coded) -> tuple[array[int], Any]:
    """Return for each row the number of its pair; and for each pair one number, of which `pairs` takes the codes."""
    import numpy as np  # noqa: PLC0415 - only who has many rows takes it

    count, most = len(first.codes), len(first.values) * len(second.values)

    def pair(rows: slice) -> Any:
        return first.numbers()[rows].astype(np.int64) * len(second.values) + second.numbers()[rows]

    if most > count:
        there, found = np.unique(pair(slice(None)), return_inverse=True)
        return array("i", found.astype(np.intc).tobytes()), there
    is_there, place = np.zeros(most, np.bool_), np.zeros(most, np.intc)  # to mark them is faster than to sort them
    for rows in slices(count):
        is_there[pair(rows)] = True
    there = np.flatnonzero(is_there)
    place[there] = np.arange(len(there))
    return _gathered(count, place, pair), there


def _gathered(count: int, table: Any, places: Callable[[slice], Any]) -> array[int]:
    """Return for so many rows what stands in a table at their places, found for some rows at a time."""
    import numpy as np  # noqa: PLC0415 - as above

    codes = array("i", [0]) * count
    found = np.frombuffer(codes, np.intc)
    for rows in slices(count):
        found[rows] = table[places(rows)]
    return codes


class Rows(Sequence[R], Generic[R]):
    """The records of one kind, in order, each made when it is asked for, and then kept.

    Takes the columns by the names of the fields, all of one length. A field without a column has its default in every
    row. The values have to be right: nothing is converted or checked.

    >>> from deployments.records import Event
    >>> events = Rows(Event, {"id": ["summit", "wind-down"], "name": ["A summit", "The wind-down"]})
    >>> events[1].name, events[1] is events[1], len(events)
    ('The wind-down', True, 2)
    """

    def __init__(self, kind: type[R], columns: Mapping[str, Column]) -> None:
        self.kind = kind
        self._columns = columns
        self._count = len(next(iter(columns.values())))
        self._made: dict[int, R] = {}
        self._places: dict[int, int] = {}
        self._indices: dict[str, Index] = {}

    def column(self, name: str) -> Column:
        """Return the values of a field in all rows."""
        found = self._columns.get(name)
        return Coded.same(getattr(attrs.fields(self.kind), name).default, self._count) if found is None else found

    def put(self, name: str, column: Column) -> None:
        """Put other values in a field, of rows that nobody has seen. Records that are made already do not change."""
        self._columns = {**self._columns, name: column}

    def coded(self, name: str) -> Coded:
        """Return the values of a field in all rows as a `Coded` column."""
        found = self.column(name)
        return found if isinstance(found, Coded) else Coded.of(found)

    @once
    def every(self) -> tuple[R, ...]:
        """All records."""
        with gc_pause.paused():
            found = self._assembled(self._count, lambda column: column)
            for row, record in self._made.items():
                found[row] = record
            return tuple(found)

    def some(self, rows: Sequence[int]) -> list[R]:
        """Return the records of some rows.

        >>> from deployments.records import Event
        >>> [each.id for each in Rows(Event, {"id": ["a", "b", "c"], "name": ["A", "B", "C"]}).some([2, 0])]
        ['c', 'a']
        """
        if "every" in vars(self):
            return [self.every[row] for row in rows]
        with MAKING:
            missing = [row for row in dict.fromkeys(rows) if row not in self._made]
            found = self._assembled(len(missing), lambda column: map(column.__getitem__, missing))
            self._made.update(zip(missing, found, strict=True))
            return [self._made[row] for row in rows]

    def where(self, name: str, test: Callable[[Any], object]) -> list[int]:
        """Return the rows in which the value of a field passes a test. Values that many rows share are tested once.

        >>> from deployments.records import Event
        >>> Rows(Event, {"id": ["a", "b"], "name": ["A", "B"]}).where("note", lambda note: note is None)
        [0, 1]
        """
        column = self.column(name)
        if not isinstance(column, Coded):
            return [row for row, value in enumerate(column) if test(value)]
        passing = [bool(test(value)) for value in column.values]
        if not any(passing):
            return []
        return [*compress(range(self._count), map(passing.__getitem__, column.codes))]

    def equal(self, name: str, value: object) -> list[int]:
        """Return the rows in which a field has a value.

        >>> from deployments.records import Event
        >>> Rows(Event, {"id": ["a", "b"], "name": ["A", "B"]}).equal("name", "B")
        [1]
        """
        return kept(self._indices, name, lambda: Index(self.coded(name))).rows(value)

    def place(self, record: R) -> int:
        """Return the row from which a record was made. Raises `KeyError` for a record that was not made here.

        >>> from deployments.records import Event
        >>> events = Rows(Event, {"id": ["a", "b"], "name": ["A", "B"]})
        >>> events.place(events[1])
        1
        """
        made = enumerate(self.every) if "every" in vars(self) else self._made.items()
        if id(record) not in self._places:  # it was made after the places were noted
            self._places = {id(each): row for row, each in made}
        return self._places[id(record)]

    def _assembled(self, count: int, cells: Callable[[Column], Iterable[Any]]) -> list[R]:
        """Return `count` records, made without the constructor; `cells` takes their values from a column.

        A record is frozen, and so its fields are set by the descriptors of its slots. That way, 113,000 statements are
        read in 1.18 s. With `object.__setattr__` it takes 1.30 s, and 2.07 s with the constructor, which converts every
        value again.
        """
        records = [object.__new__(self.kind) for _ in range(count)]
        for field in attrs.fields(self.kind):
            for _ in map(getattr(self.kind, field.name).__set__, records, cells(self.column(field.name))):
                pass
        return records

    @overload
    def __getitem__(self, row: int) -> R: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[R, ...]: ...

    def __getitem__(self, row: int | slice) -> R | tuple[R, ...]:
        if isinstance(row, slice):
            return tuple(self.some(range(*row.indices(self._count))))
        place = operator.index(row)
        place += self._count if place < 0 else 0
        if not 0 <= place < self._count:
            raise IndexError(f"there is no row {row} among {self._count}")
        return self.some([place])[0]

    def __iter__(self) -> Iterator[R]:
        return iter(self.every)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"Rows({self.kind.__name__}, {self._count:,})"

    def __reduce__(self) -> tuple[object, ...]:
        return Rows, (self.kind, self._columns)


def joined(kind: type[R], parts: Sequence[Rows[R] | Sequence[R]]) -> Rows[R]:
    """Return the rows of several parts, one after the other; records that are made already stay the same.

    >>> from deployments.records import Event
    >>> first, second = Event(id="a", name="A"), Rows(Event, {"id": ["b"], "name": ["B"]})
    >>> both = joined(Event, [[first], second])
    >>> [each.id for each in both], both[0] is first
    (['a', 'b'], True)
    """
    rows = [part if isinstance(part, Rows) else _rows_of(kind, part) for part in parts if len(part)]
    if len(rows) == 1:
        return rows[0]
    names = [field.name for field in attrs.fields(kind)]
    found: Rows[R] = Rows(kind, {name: _chained([each.column(name) for each in rows]) for name in names})
    start = 0
    for each in rows:
        found._made.update({start + row: record for row, record in each._made.items()})  # noqa: SLF001 - its own kind
        start += len(each)
    return found


def _rows_of(kind: type[R], records: Sequence[R]) -> Rows[R]:
    names = [field.name for field in attrs.fields(kind) if field.name != "id"]
    columns: dict[str, Column] = {"id": [record.id for record in records]}
    columns |= {name: Coded.of(map(operator.attrgetter(name), records)) for name in names}
    found = Rows(kind, columns)
    found._made.update(enumerate(records))  # noqa: SLF001 - of this module
    return found


def _chained(columns: Sequence[Column]) -> Column:
    """Return columns one after the other."""
    if not all(isinstance(column, Coded) for column in columns):
        return [cell for column in columns for cell in column]
    codes, values = array("i"), list[Any]()
    for column in columns:
        assert isinstance(column, Coded)  # noqa: S101 - so all are here
        start = len(values)
        codes.extend(map(start.__add__, column.codes) if start else column.codes)
        values += column.values
    return Coded(codes, values)
