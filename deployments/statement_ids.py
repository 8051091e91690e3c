"""The ids of statements that nobody wrote: made of what they say, so that no line put in elsewhere changes them."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, repeat

from deployments.patterns import lazy_pattern
from deployments.records import Statement
from deployments.rows import Coded, Rows, Texts

#: What stands for the id of a statement that nobody wrote, until `give_ids` makes it.
NOT_WRITTEN = "not-written#yet"

#: What stands in an id as it is written; of a longer text, or another, a few digits of its hash stand there.
_PLAIN = lazy_pattern(r"[A-Za-z0-9._~?%,:/+@\[\]{}-]{1,40}")


def made_ids(statements: Sequence[Statement]) -> list[str]:
    """Return the id of each statement if nobody wrote one, in the order given.

    It is made of the source, the subject and the kind of claim: `letter#nld-svk.strength`. Where these are the same of
    several, whether or not somebody wrote their ids, `as_of` and then the value tell them apart:
    `letter#nld-svk.strength@2024-03-01=200`. Of claims that say the same, all but one get a number (`...=200#2`).
    Neither the order of the statements nor those of other claims change an id.

    >>> six = Statement(id="a", source="letter", about="nld", kind="strength", value=6)
    >>> then = Statement(id="b", source="letter", about="nld", kind="strength", value=7, as_of="2023-06")
    >>> made_ids([six, then]), made_ids([then])
    (['letter#nld.strength', 'letter#nld.strength@2023-06'], ['letter#nld.strength'])
    """
    ids = [f"{each.source}#{each.about}.{each.kind.value}" for each in statements]
    ids = _told_apart(ids, statements, lambda each: "" if each.as_of is None else f"@{_short(str(each.as_of))}")
    ids = _told_apart(ids, statements, lambda each: f"={_short(_value(each))}")
    return _numbered(ids, statements)


class MadeIds(Texts):
    """The ids of statements that nobody wrote, no two of them the same; each is made when somebody asks for it.

    Takes the columns of the statements, and what stands behind the id of each, as `made_endings` tells.

    >>> ids = MadeIds(Coded.of(["letter"]), Coded.of(["nld"]), Coded.of(["end"]), Coded.of([""]))
    >>> ids[0], [*ids]
    ('letter#nld.end', ['letter#nld.end'])
    """

    def __init__(self, source: Coded, about: Coded, kind: Coded, endings: Coded) -> None:
        self._columns = source, about, kind, endings

    def __len__(self) -> int:
        return len(self._columns[0])

    def text(self, row: int) -> str:
        """Make the id of a row."""
        source, about, kind, ending = (column[row] for column in self._columns)
        return f"{source}#{about}.{kind}{ending}"

    def __iter__(self) -> Iterator[str]:
        for source, about, kind, ending in zip(*self._columns, strict=True):
            yield f"{source}#{about}.{kind}{ending}"


def made_endings(about: Coded, source: Coded, kind: Coded, as_of: Coded, value: Coded) -> Coded | None:
    """Return what stands behind the kind of claim in the id of each statement, as `made_ids` makes them.

    Takes their columns, each of different values; the statements about one subject stand together. None if there are
    claims that only a number tells apart.

    >>> same = Coded.of(["nld"] * 2)
    >>> [*made_endings(same, Coded.of(["letter"] * 2), Coded.of(["end"] * 2), Coded.of([None] * 2), Coded.of([6, 7]))]
    ['=6', '=7']
    """
    endings: dict[str, int] = {"": 0}
    codes = array("i")
    days = ["" if each is None else f"@{_short(str(each))}" for each in as_of.values]
    values: dict[int, str] = {}
    start = 0
    for _, own in groupby(about.codes):
        rows = range(start, start + sum(1 for _ in own))
        start = rows.stop
        said = [*zip(source.codes[rows.start : rows.stop], kind.codes[rows.start : rows.stop], strict=True)]
        if len({*said}) == len(said):
            codes.extend(repeat(0, len(said)))
            continue
        counts = Counter(said)
        found = [days[as_of.codes[row]] if counts[each] > 1 else "" for row, each in zip(rows, said, strict=True)]
        dated = [*zip(said, found, strict=True)]
        counts_of_days = Counter(dated)
        for place, (row, each) in enumerate(zip(rows, dated, strict=True)):
            if counts_of_days[each] > 1:
                code = value.codes[row]
                if code not in values:
                    values[code] = f"={_short(_text(value.values[code]))}"
                found[place] += values[code]
        if len({*zip(said, found, strict=True)}) < len(said):
            return None
        codes.extend([endings.setdefault(each, len(endings)) for each in found])
    return Coded(codes, [*endings]) if len(endings) > 1 else Coded.same("", len(codes))


def give_ids(statements: Sequence[Statement]) -> None:
    """Set the ids of new statements that have none yet; those that have one help to tell them apart.

    Takes all statements of a registry that is being read: nobody else may have seen those without an id.

    >>> six = Statement(id=NOT_WRITTEN, source="letter", about="nld", kind="strength", value=6)
    >>> give_ids([six])
    >>> six.id
    'letter#nld.strength'
    """
    if not any(each.id == NOT_WRITTEN for each in statements):
        return
    for each, id_ in zip(statements, made_ids(statements), strict=True):
        if each.id == NOT_WRITTEN:
            object.__setattr__(each, "id", id_)  # it is frozen; a copy of each would double the time of an import


def give_ids_to_rows(rows: Rows[Statement]) -> None:
    """Set the ids of new statements that have none yet, as `give_ids` does.

    >>> six = Statement(id=NOT_WRITTEN, source="letter", about="nld", kind="strength", value=6)
    >>> from deployments.rows import joined
    >>> rows = joined(Statement, [[six]])
    >>> give_ids_to_rows(rows)
    >>> rows[0].id
    'letter#nld.strength'
    """
    if NOT_WRITTEN not in rows.column("id"):
        return
    ids = [*rows.column("id")]
    # An id begins with its source: only statements of the same source can share it.
    sources = {source for id_, source in zip(ids, rows.column("source"), strict=True) if id_ == NOT_WRITTEN}
    own = rows.where("source", sources.__contains__)
    statements = rows.some(own)
    give_ids(statements)
    for row, statement in zip(own, statements, strict=True):
        ids[row] = statement.id
    rows.put("id", ids)


def _told_apart(ids: Sequence[str], statements: Sequence[Statement], by: Callable[[Statement], str]) -> list[str]:
    """Return the ids, with more of what their statements say where several are the same."""
    counts = Counter(ids)
    return [id_ + by(each) if counts[id_] > 1 else id_ for id_, each in zip(ids, statements, strict=True)]


def _numbered(ids: Sequence[str], statements: Sequence[Statement]) -> list[str]:
    """Return the ids, with a number for all but the first of each; what else a statement says gives their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, id_ in enumerate(ids):
        places[id_].append(place)
    found = [*ids]
    for id_, own in places.items():
        if len(own) > 1:
            own.sort(key=lambda place: _rest(statements[place]))
            for number, place in enumerate(own[1:], 2):
                found[place] = f"{id_}#{number}"
    return found


def _short(text: str) -> str:
    """Return a text as it can stand in an id, or the first digits of its hash."""
    word = text.replace(" ", "_")
    return word if _PLAIN.fullmatch(word) else hashlib.sha256(text.encode()).hexdigest()[:8]


def _value(statement: Statement) -> str:
    return _text(statement.value)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rest(statement: Statement) -> tuple[str, ...]:
    """Return all that a statement says, as texts that have an order."""
    fields = ("as_of", "value", "basis", "citing", "corrects", "derived", "by", "locator", "wording", "note")
    return tuple(str(getattr(statement, name)) for name in fields)
