"""What a correction is of: the statements of the same kind about the same subject that it puts right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from deployments.records import Statement
from deployments.values.edtf import Run


class Corrections:
    """Finds the statements that others put right, among some of them.

    >>> wrong = Statement(id="280", source="letter", about="nld", kind="strength", value=280, as_of="2025-08-01")
    >>> right = Statement(id="208", source="erratum", about="nld", kind="strength", value=208, corrects="letter")
    >>> [each.id for each in Corrections([wrong, right]).put_right_by(right)]
    ['280']
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._named: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        self._citing: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        #: The statements that put others right.
        self.correcting = [each for each in statements if each.corrects is not None]
        if self.correcting:
            subjects = {(each.about, each.kind) for each in self.correcting}
            for each in statements:
                if (each.about, each.kind) in subjects:
                    for name in (each.id, each.source):
                        self._named[each.about, each.kind.value, name].append(each)
                    if each.citing is not None:
                        self._citing[each.about, each.kind.value, each.citing].append(each)

    def put_right_by(self, statement: Statement) -> Sequence[Statement]:
        """Return what one puts right: of several claims of the source that it names, those of its own day.

        Where it has no day and those have several, nobody can tell, and there are none.
        """
        return _of_its_day(statement, self.named_by(statement))

    def named_by(self, statement: Statement) -> Sequence[Statement]:
        """Return the claims of its kind, about its subject, of the source that one names, or the one that it names."""
        named = self._named.get((statement.about, statement.kind.value, str(statement.corrects)), ())
        return [each for each in named if each is not statement]

    def told_by_others(self, statement: Statement) -> Sequence[Statement]:
        """Return what others say citing the source that one names, where that source itself is not heard."""
        key = statement.about, statement.kind.value, str(statement.corrects)
        return () if self.named_by(statement) else _of_its_day(statement, self._citing.get(key, ()))

    def relays(self, wrong: Statement) -> Sequence[Statement]:
        """Return what others say, citing the source of one, of the same thing and day."""
        found = self._citing.get((wrong.about, wrong.kind.value, wrong.source), ())
        return [each for each in found if each.as_of == wrong.as_of]

    def suspects(self, statement: Statement) -> Iterator[Statement]:
        """Yield all that one may put right, of whatever day: what the source that it names claims, and who cites it."""
        for wrong in self.named_by(statement):
            yield wrong
            yield from self.relays(wrong)
        yield from self.told_by_others(statement)

    def originals(self, published: Callable[[str], Run]) -> Mapping[str, Statement]:
        """Return the statement whose day and basis each takes that says neither itself, by its id.

        That is the one that it puts right, or the one that this one puts right in its turn. Takes when each source can
        have appeared: no source speaks of what one says that appeared later.
        """
        meant = {
            each.id: wrong
            for each in self.correcting
            if (wrong := self._original(each)) is not None and not is_older(published, each.source, wrong.source)
        }
        found: dict[str, Statement | None] = {}
        for correction in meant:
            passed, next_ = [], correction
            while next_ in meant and next_ not in found:
                found[next_] = None  # until it is known; and for good, where corrections run in a circle
                passed.append(next_)
                next_ = meant[next_].id
            if passed:
                first = found[next_] if next_ in meant else meant[passed[-1]]
                found.update(dict.fromkeys(passed, first))
        return {id_: first for id_, first in found.items() if first is not None}

    def _original(self, statement: Statement) -> Statement | None:
        if statement.as_of is not None or statement.basis is not None or not statement.kind.spec.dated:
            return None
        found = self.put_right_by(statement)
        return found[0] if found else None


def is_older(published: Callable[[str], Run], source: str, other: str) -> bool:
    """Tell whether a source appeared before another, of which it can say nothing then."""
    return published(source)[0] < published(other)[0]


def _of_its_day(statement: Statement, others: Sequence[Statement]) -> Sequence[Statement]:
    of_the_day = [each for each in others if each.as_of == statement.as_of]
    return of_the_day or (others if len({each.as_of for each in others}) == 1 else [])
