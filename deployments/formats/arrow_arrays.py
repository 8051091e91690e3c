"""Cells as arrays of Arrow, made of the memory that they are.

Where pandas is installed, `pyarrow.array` imports it, to look whether it was given a column of pandas: that takes
longer than to write most registries.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from deployments.formats.cells import Cells, Lists, Numbers
from deployments.packed_texts import PackedTexts
from deployments.rows import Coded
from deployments.values.calendar import UNIX_EPOCH

if TYPE_CHECKING:
    import pyarrow as pa

#: The most bytes that the texts of one array may have together.
_MOST = 2**31 - 1


def array(cells: Cells, type_: pa.DataType) -> pa.Array:
    """Return cells as an array; days are counted from the beginning of 1970. Raises `ValueError` for too long texts.

    >>> import pyarrow as pa
    >>> array(Coded.of(["NLD", None]), pa.string()).to_pylist()
    ['NLD', None]
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only here

    if isinstance(cells, Lists):
        items = array(cells.items, type_.value_type)
        return pa.Array.from_buffers(type_, len(cells), [None, _ends(cells.counts.cumsum())], children=[items])
    if isinstance(cells, Numbers):
        return _of_numbers(cells.values, cells.is_there, type_)
    if isinstance(cells, Coded):
        kind = pa.uint8() if isinstance(cells.codes, bytes) else pa.int32()
        codes = pa.Array.from_buffers(kind, len(cells), [None, pa.py_buffer(cells.codes)])
        return _of_objects(cells.values, type_).take(codes)
    return _of_objects(cells, type_)


def _of_objects(cells: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """Return an array of texts, numbers or lists of them, None where there is nothing."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    if isinstance(cells, PackedTexts):
        return pa.Array.from_buffers(type_, len(cells), [None, _ends(cells.ends[1:]), pa.py_buffer(cells.data)])
    is_there = np.ones(len(cells), np.bool_)
    if not all(cells):
        is_there[:] = [cell is not None for cell in cells]
    if pa.types.is_list(type_):
        found = [cell or () for cell in cells]
        items = _of_objects([*itertools.chain.from_iterable(found)], type_.value_type)
        buffers = [_bits(is_there), _ends(np.cumsum([*map(len, found)], dtype=np.int64))]
        return pa.Array.from_buffers(type_, len(cells), buffers, children=[items])
    if pa.types.is_string(type_):
        texts = cells if is_there.all() else [cell or "" for cell in cells]
        buffers = [_bits(is_there), _ends(_text_ends(texts)), pa.py_buffer("".join(texts).encode())]
        return pa.Array.from_buffers(type_, len(cells), buffers)
    return _of_numbers(np.array([0 if cell is None else cell for cell in cells]), is_there, type_)


def _of_numbers(numbers: npt.NDArray[Any], is_there: npt.NDArray[np.bool_], type_: pa.DataType) -> pa.Array:
    """Return an array of numbers, of days or of truths."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    if pa.types.is_boolean(type_):
        data = _bits(numbers)
    elif pa.types.is_date(type_):
        data = pa.py_buffer((numbers - UNIX_EPOCH).astype(np.int32))
    else:
        data = pa.py_buffer(numbers.astype(np.float64 if pa.types.is_floating(type_) else np.int64))
    return pa.Array.from_buffers(type_, len(numbers), [_bits(is_there), data])


def _text_ends(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return where in UTF-8 each of some texts ends that stand one behind the other."""
    marked = np.frombuffer("\0".join([*texts, ""]).encode(), np.uint8)
    ends = np.flatnonzero(marked == 0)
    if len(ends) > len(texts):  # the mark is in a text too
        return np.cumsum([*map(len, map(str.encode, texts))], dtype=np.int64)
    return ends - np.arange(len(ends))


def _ends(ends: npt.NDArray[np.int64]) -> pa.Buffer:
    """Return where each of some parts ends, behind the beginning of the first. Raises `ValueError` for too many."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    if len(ends) and ends[-1] > _MOST:
        raise ValueError(f"texts of more than {_MOST >> 20:,} MiB in some thousand rows")
    return pa.py_buffer(np.append(0, ends).astype(np.int32))


def _bits(flags: npt.NDArray[Any]) -> pa.Buffer:
    """Return truths as Arrow keeps them, eight in a byte."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    return pa.py_buffer(np.packbits(flags, bitorder="little"))
