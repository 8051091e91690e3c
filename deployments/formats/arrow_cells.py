"""Columns of Arrow, as they were read of a file, as columns of cells: equal texts are one object."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from deployments.formats.arrow import needed
from deployments.formats.cells import Lists
from deployments.formats.layout import MAX_CELL
from deployments.packed_texts import PackedTexts
from deployments.rows import Coded, Column, by_value

if TYPE_CHECKING:
    import numpy.typing as npt

#: If none of so many texts is like another, hardly any of a column are.
_LOOKED_AT = 1 << 10
#: Where one text in so many is in two parts of a column, most parts have texts of their own.
_FEW_SHARED = 1 << 7
#: From so many texts on, they stay the bytes that they are until somebody looks at one.
_MANY = 1 << 17


def cells_of(column: Any, name: str) -> Column:
    """Return the cells of a column, which may be in several parts; equal texts are one object.

    Raises `ValueError` for a text that is longer than a cell may be.
    """
    if column.null_count == len(column):
        return Coded.same(None, len(column))
    if needed().types.is_dictionary(column.type) and _have_own_texts(column.chunks):
        found = _side_by_side(column.chunks, name)
        if found is not None:
            return found
    return _cells(_in_one(column), name)


def _have_own_texts(parts: Sequence[Any]) -> bool:
    """Tell whether hardly any text of the first part of a column is in the second, so that few will be in several."""
    from pyarrow import compute  # noqa: PLC0415 - with pyarrow

    if len(parts) < 2 or any(part.null_count or part.dictionary.null_count for part in parts):
        return False
    shared = compute.sum(compute.is_in(parts[1].dictionary, value_set=parts[0].dictionary)).as_py() or 0
    return shared * _FEW_SHARED < len(parts[1].dictionary) < len(parts[1])


def _side_by_side(parts: Sequence[Any], name: str) -> Coded | None:
    """Return the cells with the texts of each part of a column as they are; None if one of them stands nowhere.

    To find the texts that several parts have would take as long as all else. A text that stands where one part ends and
    the next begins becomes one.
    """
    import numpy as np  # noqa: PLC0415 - pyarrow has it

    codes, count, texts = array("i", [0]) * sum(map(len, parts)), 0, list[Any]()
    numbers, row = np.frombuffer(codes, np.intc), 0
    for part in parts:
        own, rows = part.dictionary, slice(row, row + len(part))
        goes_on = bool(texts) and own[:1].equals(texts[-1][-1:])
        numbers[rows] = numbers_of(part.indices)
        is_used = np.zeros(len(own), np.bool_)
        is_used[numbers[rows]] = True
        if not is_used.all():
            return None
        numbers[rows] += count - goes_on
        texts.append(own[1:] if goes_on else own)
        row, count = rows.stop, count + len(texts[-1])
    return Coded(codes, _texts(needed().concat_arrays(texts), name))


def _in_one(column: Any) -> Any:
    """Return a column, which is in several parts, as one array: of texts that repeat, it has the number of each."""
    pa = needed()
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        return column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        return _encoded(column.combine_chunks())
    if column.num_chunks and all(map(_is_its_texts, column.chunks)):
        return pa.concat_arrays([part.dictionary for part in column.chunks])
    if pa.types.is_string(column.type.value_type) and all(map(_is_no_longer, column.chunks)):
        texts = column.cast(column.type.value_type)
        if not texts.null_count:
            return texts.combine_chunks()
    return column.unify_dictionaries().combine_chunks()


def _is_its_texts(part: Any) -> bool:
    """Tell whether a part of a column has each of its texts once, in their order."""
    import numpy as np  # noqa: PLC0415 - pyarrow has it

    texts = part.dictionary
    if part.null_count or texts.null_count or len(part) != len(texts) or not needed().types.is_string(texts.type):
        return False
    return np.array_equal(numbers_of(part.indices), np.arange(len(part), dtype=np.int32))


def _encoded(column: Any) -> Any:
    """Return cells with the number of each text or number, or texts as they are where hardly any is there twice."""
    first = column[:_LOOKED_AT]
    is_text = needed().types.is_string(column.type)
    are_own = is_text and not column.null_count and len(first.unique()) == len(first)
    return column if are_own else column.dictionary_encode()


def _is_no_longer(part: Any) -> bool:
    """Tell whether all texts of a part of a column take no more bytes than each of them once."""
    from pyarrow import compute  # noqa: PLC0415 - with pyarrow

    lengths = compute.binary_length(part.dictionary)
    return (compute.sum(lengths.take(part.indices)).as_py() or 0) <= (compute.sum(lengths).as_py() or 0)


def _cells(column: Any, name: str) -> Column:
    """Return the cells of a column of which `_in_one` made one array."""
    pa = needed()
    from pyarrow import compute  # noqa: PLC0415 - with pyarrow

    if pa.types.is_string(column.type):
        return _packed(column, name)
    if not pa.types.is_dictionary(column.type):
        return _lists_of(column, name)
    used = column.indices.unique()
    if len(used) == len(column):  # of others some may be long, and there many times
        return _texts(column.cast(column.type.value_type), name)
    places, texts = column.indices, column.dictionary
    if places.null_count or len(used) < len(texts):  # what stands nowhere is not read
        places, texts = compute.index_in(places, used), texts.take(used)
    return Coded.at(numbers_of(places), _texts(texts, name))


def numbers_of(array: Any) -> npt.NDArray[Any]:
    """Return an array of numbers, none of which is missing, as NumPy has it; `to_numpy` would import pandas."""
    import numpy as np  # noqa: PLC0415 - pyarrow has it

    return np.from_dlpack(array)


def _none(numbers: Any) -> Any:
    """Return as many zeros as there are numbers: of a zero of Python's, Arrow would import pandas."""
    data = needed().py_buffer(bytes(len(numbers) * numbers.type.byte_width))
    return needed().Array.from_buffers(numbers.type, len(numbers), [None, data])


def _lists_of(column: Any, name: str) -> Column:
    """Return the cells of a column of lists. A list that is missing is the same as an empty one."""
    import numpy as np  # noqa: PLC0415 - as above
    from pyarrow import compute  # noqa: PLC0415 - with pyarrow

    lengths = compute.list_value_length(column)
    counts = numbers_of(compute.coalesce(lengths, _none(lengths))).astype(np.int64)
    texts = column.flatten()
    items = cells_of(needed().chunked_array([texts]), name) if len(texts) else Coded.same(None, 0)
    return Lists(counts, items if isinstance(items, Coded) else by_value(items)).coded(list)


def _packed(column: Any, name: str) -> PackedTexts:
    """Return the cells of a column of texts that hardly repeat. The texts stay the bytes that they are."""
    import numpy as np  # noqa: PLC0415 - as above

    column.validate(full=True)  # it may be no UTF-8
    _, ends, data = column.buffers()
    own = np.frombuffer(ends, np.int32)[column.offset : column.offset + len(column) + 1]
    _tell_long(int(np.diff(own).max(initial=0)), name)
    return PackedTexts(b"" if data is None else data[own[0] : own[-1]].to_pybytes(), own - own[0])


def _texts(column: Any, name: str) -> Sequence[Any]:
    """Return the cells of a column in which no text is repeated. Raises `ValueError` for one that is too long."""
    pa = needed()
    from pyarrow import compute  # noqa: PLC0415 - with pyarrow

    if pa.types.is_string(column.type) and len(column) >= _MANY and not column.null_count:
        return _packed(column, name)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        _tell_long(compute.max(compute.binary_length(column)).as_py() or 0, name)
    return list(column.to_pylist())


def _tell_long(longest: int, name: str) -> None:
    if longest > MAX_CELL:
        raise ValueError(f"a text of {longest:,} bytes in the column {name}, of at most {MAX_CELL:,}")
