"""What every answer has in common: who answers, from which sources, and how it is written for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, Self

import msgspec

from deployments.patterns import lazy_pattern
from deployments.shapes.csv_text import csv_text
from deployments.shapes.days import IsoDay, Shape
from deployments.shapes.parts import SourceShape, StatementShape

#: The edition of the shapes: it grows when a key is taken away, or means something else.
SCHEMA = 1

#: The keys that stand before those of one answer, and those that stand after them.
_FIRST = ("answer", "schema", "library", "registry")

_NOT_ASCII = lazy_pattern(r"[^ -~\n]")


class RegistryShape(Shape, frozen=True):
    """What answers: the registry, as it was known on a day and by whom it is believed, if that was asked.

    - `sha256`: its hash, that of `deployments.digest`.
    - `sources`: how many sources speak in it.
    - `statements`: how many statements there are.
    - `newest`: the last day on which the newest source can have appeared.
    - `example`: whether it is the one that comes with the library, asked for by `--example`.
    - `errors`: how many errors keep a part of it out, as `--lenient` allows.
    """

    sha256: str
    sources: int
    statements: int
    newest: IsoDay | None
    example: bool
    errors: int


class TrustShape(Shape, frozen=True):
    """Whom the reader believes.

    - `kinds`: the kinds of sources that are believed; null for all.
    - `without`: the ids of the sources that are not.
    - `left_out`: the ids of all sources that were left out for either reason.
    """

    kinds: tuple[str, ...] | None
    without: tuple[str, ...]
    left_out: tuple[str, ...]


class FiltersShape(Shape, frozen=True):
    """Which deployments were asked about; null lets all through.

    - `mission`: only this mission, and what is part of it.
    - `contributor`: only the forces of this country or organisation.
    - `place`: only this country or place.
    """

    mission: str | None
    contributor: str | None
    place: str | None


class ToleranceShape(Shape, frozen=True):
    """What "around" and "about" mean.

    - `days`, `months`, `years`: by how many "around" a day, a month and a year is wider on both sides.
    - `percent`: by how much "about" a number is.
    - `stale`: how long a figure is carried, and how long a silence counts as staying.
    """

    days: int
    months: int
    years: int
    percent: int
    stale: str


class Counts(Shape, frozen=True):
    """How many there are.

    - `items`: how many items the answer has.
    """

    items: int


class AskedCounts(Counts, frozen=True):
    """How many there are, and how many were asked about.

    - `asked`: so many deployments pass the filters; all without any. Where it is 0, no source speaks of what was asked.
    """

    asked: int


class Answer(Shape, frozen=True):
    """An answer as programs read it: who answers, what was asked, the items, and the statements behind them.

    - `answer`: what was asked: the name of the command.
    - `schema`: the edition of these shapes; it is another when a key goes away, or means something else.
    - `library`: the version of this library.
    - `registry`: what answers.
    - `lang`: the language of the texts.
    - `known_on`: only sources that had certainly appeared by the end of this day count; null for all.
    - `possibly_known_on`: the same for sources that may have appeared by then.
    - `trust`: whom the reader believes.
    - `filters`: which deployments were asked about.
    - `tolerance`: what "around" and "about" mean.
    - `counts`: how many there are.
    - `items`: what the answer has one of for each thing that it tells.
    - `statements`: the statements that the items name, by id.
    - `sources`: the sources of these, and those that the items name, by id.
    """

    answer: str
    schema: Literal[1]
    library: str
    registry: RegistryShape
    lang: str
    known_on: IsoDay | None
    possibly_known_on: IsoDay | None
    trust: TrustShape
    filters: FiltersShape
    tolerance: ToleranceShape
    counts: Any
    items: Any
    statements: dict[str, StatementShape]
    sources: dict[str, SourceShape]

    def read_from(self, *, example: bool, errors: int) -> Self:
        """Return the answer with what its reader must know of the registry that answers.

        >>> import deployments
        >>> found = deployments.shapes.active(deployments.example(), "2022-05-01").read_from(example=True, errors=0)
        >>> found.registry.example
        True
        """
        told = msgspec.structs.replace(self.registry, example=example, errors=errors)
        return msgspec.structs.replace(self, registry=told)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.counts.items:,} items)"

    def json(self, indent: int | None = 2) -> str:
        """Return the answer as JSON in UTF-8, which ends with a line end; with `indent=None` it is one line.

        >>> import deployments
        >>> print(deployments.shapes.active(deployments.Registry(), "2022-05-01").json()[:24])
        {
          "answer": "active",
        """
        found = msgspec.json.encode(self._in_order())
        return _visible(found if indent is None else msgspec.json.format(found, indent=indent)) + "\n"

    def jsonl(self) -> str:
        """Return the items as JSON Lines: one on each line, without the rest of the answer.

        >>> import deployments
        >>> deployments.shapes.active(deployments.Registry(), "2022-05-01").jsonl()
        ''
        """
        return _visible(msgspec.json.Encoder().encode_lines(self.items))

    def csv(self) -> str:
        """Return the items as CSV, with a column for each key that has one value, as `leaves.first`, and a header.

        >>> import deployments
        >>> deployments.shapes.active(deployments.Registry(), "2022-05-01").csv()[:30]
        'deployment,label,contributor,m'
        """
        return csv_text(item_type(type(self)), self.items)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as dictionaries, lists, texts, numbers, true, false and None, as `json` has it.

        >>> import deployments
        >>> deployments.shapes.active(deployments.Registry(), "2022-05-01").to_dict()["items"]
        []
        """
        found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self._in_order()))
        return found

    def _in_order(self) -> Mapping[str, object]:
        return {name: getattr(self, name) for name in key_order(type(self))}


def key_order(kind: type[msgspec.Struct]) -> list[str]:
    """Return the keys of a shape as they are written: in an answer what was asked comes before what all have."""
    fields = kind.__struct_encode_fields__
    if not issubclass(kind, Answer):
        return [*fields]
    common = Answer.__struct_fields__
    own = [name for name in fields if name not in common]
    return [*_FIRST, *own, *(name for name in common if name not in _FIRST)]


def item_type(kind: type[Answer]) -> type[msgspec.Struct]:
    """Return the type of the items of a kind of answer.

    >>> from deployments.shapes.presence import ActiveAnswer
    >>> item_type(ActiveAnswer).__name__
    'PresenceShape'
    """
    import typing  # noqa: PLC0415

    found: type[msgspec.Struct] = typing.get_args(typing.get_type_hints(kind)["items"])[0]
    return found


def _visible(found: bytes) -> str:
    """Return JSON as text, in which every character that a terminal would obey or hide is written with its number."""
    text = found.decode()
    return text if text.isascii() and "\x7f" not in text else _NOT_ASCII.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char.isprintable():
        return char
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
