"""Reads lines of JSON into rows with `msgspec`: objects with the fields of a record, whatever their values are."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Union

import attrs

from deployments.claims import ClaimKind
from deployments.records import RECORD_KINDS, Statement, written_fields

if TYPE_CHECKING:
    import msgspec

#: The names of fields, by the name of the kind of record that has them.
_Fields = Mapping[str, Collection[str]]
_EVERY_FIELD: _Fields = {name: [f.name for f in written_fields(kind)] for name, kind in RECORD_KINDS.items()}
_MUST: _Fields = {
    name: [f.name for f in written_fields(kind) if f.default is attrs.NOTHING] for name, kind in RECORD_KINDS.items()
}


def _decoder(fields: _Fields) -> msgspec.json.Decoder[Any]:
    """Return a decoder that reads lines into rows: objects with these fields. It refuses a line with another field."""
    import msgspec  # noqa: PLC0415 - only when there is a file to read

    # Rows with the same kind of claim share one text: a literal is decoded to the same object each time.
    types = {"kind": Literal[tuple(kind.value for kind in ClaimKind)]}
    kinds = [
        msgspec.defstruct(
            name,
            [
                (f.name, types.get(f.name, Any) if kind is Statement else Any)
                if f.default is attrs.NOTHING
                else (f.name, Any, msgspec.UNSET)
                for f in written_fields(kind)
                if f.name in fields[name]
            ],
            tag_field="record",
            tag=name,
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
        )
        for name, kind in RECORD_KINDS.items()
    ]
    return msgspec.json.Decoder(Union[tuple(kinds)])  # noqa: UP007


@functools.cache
def _every_field() -> msgspec.json.Decoder[Any]:
    return _decoder(_EVERY_FIELD)


class JsonRows:
    """Reads lines as rows. It looks only for the fields that the lines read so far have, which is faster.

    The first lines, and later lines that have another field, are read with all the fields that records can have.
    From then on the fields found in them are looked for as well.

    >>> [row] = JsonRows().read(b'{"record":"event","id":"summit","name":"A summit"}')
    >>> row.name, row.note
    ('A summit', UNSET)
    """

    def __init__(self) -> None:
        self._fields = {name: {*must} for name, must in _MUST.items()}
        self._decoder: msgspec.json.Decoder[Any] | None = None

    def read(self, data: bytes) -> list[Any]:
        """Return the rows of some lines. Raises `ValueError`."""
        try:
            if self._decoder is not None:
                return self._decoder.decode_lines(data)
        except ValueError:
            pass  # the lines may have another field
        rows: list[Any] = _every_field().decode_lines(data)
        self._widen(rows)
        return rows

    def _widen(self, rows: list[Any]) -> None:
        """From now on look also for all fields that some rows have."""
        mark = absent()
        for row in rows:
            present = (name for name in row.__struct_fields__ if getattr(row, name) is not mark)
            self._fields[type(row).__name__].update(present)
        self._decoder = _decoder(self._fields)


def absent() -> object:
    """Return the mark that stands in a row for a field that is left out.

    >>> absent()
    UNSET
    """
    import msgspec  # noqa: PLC0415 - as above

    return msgspec.UNSET


def says_more(lines: bytes, rows: Sequence[object], present: int) -> bool:
    """Tell whether any line has a key twice: then it says more than was read, as only the last of the two was taken.

    `msgspec` does not tell, and to read every line with `json` as well would take 40 % longer. So colons are counted:
    each line has one after `record`, and one after the key of each value, of which `present` were read. If the lines
    have more colons, as in texts or tables, the rows are encoded again, and must have as many quotes as the lines.

    >>> once, twice = b'{"record":"event","id":"a","name":"A"}', b'{"record":"event","id":"a","name":"A","name":"B"}'
    >>> [says_more(line, JsonRows().read(line), 2) for line in (once, twice)]
    [False, True]
    """
    import msgspec  # noqa: PLC0415 - as above

    encode = msgspec.json.Encoder().encode_lines
    return lines.count(b":") != len(rows) + present and _quotes(lines) != _quotes(encode(rows))


def _quotes(lines: bytes) -> int:
    return (re.sub(rb"\\.", b"", lines) if b"\\" in lines else lines).count(b'"')
