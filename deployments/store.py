"""What was stated: every record by its id, and the rules that tie them together."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import Generic, NamedTuple, Self, TypeVar

import attrs

from deployments.diagnostics import Diagnostic, RegistryError
from deployments.errors import quote
from deployments.records import (
    CLAIMS,
    Basis,
    ClaimKind,
    Deployment,
    Event,
    Mission,
    Record,
    Source,
    Statement,
)
from deployments.values.countries import Country, Organisation, Place
from deployments.values.tolerance import Tolerance
from deployments.values.when import When, is_id

R = TypeVar("R", Source, Event, Mission, Deployment)

Subject = Event | Mission | Deployment

A = TypeVar("A", bound="RecordStore")


class Records(Mapping[str, R], Generic[R]):
    """Records by id, in the order in which they were given; never changed.

    >>> Records([Event(id="summit", name="NATO summit")])["summit"].name
    'NATO summit'
    """

    __slots__ = ("_by_id",)

    def __init__(self, records: Iterable[R] | Mapping[str, R] = ()) -> None:
        found = records.values() if isinstance(records, Mapping) else records
        self._by_id: dict[str, R] = {record.id: record for record in found}

    def __getitem__(self, key: str) -> R:
        try:
            return self._by_id[key]
        except KeyError:
            raise KeyError(f"there is no {quote(key)}. {did_you_mean(str(key), self._by_id)}") from None

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    # What a mapping has by itself looks each record up again.

    def values(self) -> ValuesView[R]:
        """Give the records, in their order."""
        return self._by_id.values()

    def items(self) -> ItemsView[str, R]:
        """Give the ids with their records, in their order."""
        return self._by_id.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._by_id.values()))

    def __repr__(self) -> str:
        return f"Records({[*self._by_id]})"


class Problem(NamedTuple):
    """What is wrong with one field of one record, perhaps because of another; a file can tell where those are."""

    record: Record
    field: str
    code: str
    message: str
    hint: str = ""
    other: Record | None = None

    def diagnostic(self) -> Diagnostic:
        """Give it as a diagnostic of a registry that was made without files."""
        path = f'{_TABLES[type(self.record)]}["{self.record.id}"].{self.field}'
        return Diagnostic(self.code, self.message, self.hint, path)


# The type checker reads the types of arguments from named converters.


def _sources(records: Iterable[Source] | Mapping[str, Source]) -> Records[Source]:
    return Records(records)


def _events(records: Iterable[Event] | Mapping[str, Event]) -> Records[Event]:
    return Records(records)


def _missions(records: Iterable[Mission] | Mapping[str, Mission]) -> Records[Mission]:
    return Records(records)


def _deployments(records: Iterable[Deployment] | Mapping[str, Deployment]) -> Records[Deployment]:
    return Records(records)


class StatementList:
    """Statements in their order, and by what they are about, both put together when they are first asked for.

    With `picks`, a byte for each of the statements, only those that have another byte than 0 are in it: what was known
    on one of many days takes a byte for each statement, and no more until it is read.
    """

    def __init__(self, statements: Iterable[Statement], picks: bytes | None = None) -> None:
        self._given = statements if isinstance(statements, tuple) else tuple(statements)
        self._picks = picks

    @functools.cached_property
    def every(self) -> tuple[Statement, ...]:
        """All of them, in their order."""
        return self._given if self._picks is None else tuple(itertools.compress(self._given, self._picks))

    @functools.cached_property
    def about(self) -> Mapping[str, Sequence[Statement]]:
        """Those about each event, mission and deployment of which there are any, by its id."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.every:
            found[statement.about].append(statement)
        return found

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.every)

    def __reduce__(self) -> tuple[object, ...]:
        return StatementList, (self.every,)  # what is sent elsewhere does not hold the others


def _shown(statements: StatementList) -> str:
    return repr(statements.every)


def _statements(statements: Iterable[Statement]) -> StatementList:
    return statements if isinstance(statements, StatementList) else StatementList(statements)


@attrs.frozen(kw_only=True)
class RecordStore:
    """What sources have stated of missions and deployments: a value, safe to share between threads.

    Takes any iterables of records. Raises `RegistryError`, which holds every problem, when an id is taken
    twice or refers to nothing, or when a claim cannot be made of its subject.

    >>> RecordStore(statements=[Statement(id="x", source="letter", about="nld", kind="strength", value=6)])
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: error[P101] statements["x"].source: there is no source 'letter'
    error[R101] statements["x"].about: there is no event, mission or deployment 'nld'
    """

    sources: Records[Source] = attrs.field(default=(), converter=_sources)
    events: Records[Event] = attrs.field(default=(), converter=_events)
    missions: Records[Mission] = attrs.field(default=(), converter=_missions)
    deployments: Records[Deployment] = attrs.field(default=(), converter=_deployments)
    _statements: StatementList = attrs.field(default=StatementList(()), converter=_statements, eq=tuple, repr=_shown)
    tolerance: Tolerance = attrs.field(factory=Tolerance)

    def __attrs_post_init__(self) -> None:
        if found := problems(self.records()):
            raise RegistryError(problem.diagnostic() for problem in found)

    def narrowed(self, sources: Iterable[Source], statements: Iterable[Statement]) -> Self:
        """Give the store with some of its sources and statements only, which need no checking again.

        Takes all that the statements name. Missions, deployments and events stay as they are.

        >>> RecordStore(sources=[Source(id="letter", title="A letter")]).narrowed([], ()) == RecordStore()
        True
        """
        return self._of(type(self), sources=Records(sources), _statements=_statements(statements))

    def _of(self, kind: type[A], **changes: object) -> A:
        """Give the same fields, but for some, as an store of a kind, without checking them again."""
        made = object.__new__(kind)
        for field in attrs.fields(RecordStore):
            value = changes.get(field.name, getattr(self, field.name))
            object.__setattr__(made, field.name, value)
        return made

    def records(self) -> Iterator[Record]:
        """Give every record: sources, events, missions, deployments, statements."""
        for table in (self.sources, self.events, self.missions, self.deployments):
            yield from table.values()
        yield from self._statements

    def statements(
        self, *, about: str | None = None, source: str | None = None, kind: ClaimKind | str | None = None
    ) -> tuple[Statement, ...]:
        """Give the statements, in the order of the registry; only those about, by or of what is named.

        >>> RecordStore().statements(about="nld-amdtf-svk")
        ()
        """
        if about is None and source is None and kind is None:
            return self._statements.every
        wanted = None if kind is None else ClaimKind(kind)
        found = self._statements.every if about is None else self._statements.about.get(about, ())
        return tuple(
            statement
            for statement in found
            if about in (None, statement.about)
            and source in (None, statement.source)
            and wanted in (None, statement.kind)
        )

    @functools.cached_property
    def contributors(self) -> tuple[Country | Organisation, ...]:
        """The countries and organisations that contribute a deployment, each once.

        >>> RecordStore(deployments=[Deployment(id="x", contributor="Netherlands")]).contributors
        (Country(alpha_3='NLD'),)
        """
        return tuple(dict.fromkeys(deployment.contributor for deployment in self.deployments.values()))

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """The places of deployments, each once.

        >>> store = RecordStore(deployments=[Deployment(id="x", contributor="NLD", place="SVK")])
        >>> [str(place) for place in store.places]
        ['SVK']
        """
        places = (deployment.place for deployment in self.deployments.values())
        return tuple(dict.fromkeys(place for place in places if place is not None))

    def subject(self, id_: str) -> Subject:
        """Give the event, mission or deployment of that id. Raises `KeyError`."""
        for table in (self.deployments, self.missions, self.events):
            if id_ in table:
                return table[id_]
        every = [*self.deployments, *self.missions, *self.events]
        raise KeyError(f"there is no {quote(id_)}. {did_you_mean(id_, every)}")

    def basis(self, statement: Statement) -> Basis:
        """Tell whether the statement reports or plans: as it says, or else by its dates.

        A dated claim whose latest day is not after the latest day of publication is a report; a claim
        without any date is one of the day of publication. Relations and durations are plans.
        """
        if statement.basis is not None:
            return statement.basis
        day = _claimed_day(statement)
        if day is None:
            return Basis.REPORTED if statement.kind not in PLANS else Basis.PLANNED
        published = published_by(self.sources[statement.source])
        return Basis.REPORTED if published is not None and day <= published else Basis.PLANNED


#: Claims that, without a date, say what is to come.
PLANS = frozenset(CLAIMS["deployment"]) - {
    ClaimKind.STRENGTH,
    ClaimKind.CEILING,
    ClaimKind.CHANGE,
    ClaimKind.EQUIPMENT,
} | {ClaimKind.DATE}

_TABLES: dict[type[Record], str] = {
    Source: "sources",
    Event: "events",
    Mission: "missions",
    Deployment: "deployments",
    Statement: "statements",
}


def published_by(source: Source) -> float | None:
    """Give the number of the last day on which the source can have appeared; without one, that it was read.

    >>> published_by(Source(id="x", title="undated", accessed="2023-06-21"))
    738692
    """
    for date in (source.published, source.accessed):
        if date is not None and abs(date.hull[1]) != float("inf"):
            return date.hull[1]
    return None


def _claimed_day(statement: Statement) -> float | None:
    """The latest day that the claim itself names."""
    if isinstance(statement.value, When):
        runs = statement.value.runs
        return runs[-1][1] if runs else None
    return statement.as_of.hull[1] if statement.as_of is not None else None


# --- rules between records -------------------------------------------------------------------------------


def problems(records: Iterable[Record]) -> list[Problem]:
    """Give everything that is wrong between these records: ids, references, claims and circles."""
    every = [*records]
    declared = _declared(every)
    looked_at = _doubtful(every, declared)
    return [
        *_taken(every),
        *(problem for record in looked_at for problem in _dangling(record, declared)),
        *(problem for record in looked_at for problem in _misplaced(record, declared)),
        *_circles([r for r in every if isinstance(r, Deployment)], "follows"),
        *_circles([r for r in every if isinstance(r, Mission)], "part_of"),
    ]


def valid_records(records: Iterable[Record], declared: Iterable[str] = ()) -> tuple[list[Record], list[Problem]]:
    """Give the records without problems, and the problems; what rests on a record left out is left out too.

    `declared` are ids that were written down but are not among the records, being broken themselves: what
    refers to them is left out and is no problem of its own.
    """
    every = [*records]
    broken = set(declared)
    found = [
        problem for problem in problems(every) if not (problem.code in ("R101", "P101") and _names(problem) in broken)
    ]
    if not found and not broken:
        return every, []
    bad = {id(problem.record) for problem in found}
    resting: dict[str, list[Record]] = defaultdict(list)
    for record in every:
        for _, _, name in _references(record):
            resting[name].append(record)
    queue = [*broken, *(r.id for r in every if id(r) in bad and not isinstance(r, Statement))]
    kept_ids = {r.id for r in every if id(r) not in bad}
    while queue:
        for record in resting.pop(queue.pop(), ()):
            if id(record) not in bad:
                bad.add(id(record))
                if not isinstance(record, Statement) and record.id in kept_ids:
                    queue.append(record.id)
    return [record for record in every if id(record) not in bad], found


def _names(problem: Problem) -> str:
    return next((name for field, _, name in _references(problem.record) if field == problem.field), "")


_SUBJECTS = ("event", "mission", "deployment")


def _kind(record: Record) -> str:
    return type(record).__name__.lower()


def _declared(records: Iterable[Record]) -> dict[str, dict[str, Record]]:
    declared: dict[str, dict[str, Record]] = {kind: {} for kind in ("source", *_SUBJECTS)}
    for record in records:
        if not isinstance(record, Statement):
            declared[_kind(record)].setdefault(record.id, record)
    return declared


def _references(record: Record) -> list[tuple[str, tuple[str, ...], str]]:
    """The field, the kinds of record that it can name, and the id that it names."""
    if isinstance(record, Statement):
        named = [("source", ("source",), record.source), ("about", _SUBJECTS, record.about)]
        if record.citing is not None:
            named.append(("citing", ("source",), record.citing))
        if isinstance(record.value, When):
            named += [
                (f"{record.kind.value}.{relation}", _SUBJECTS, target.partition(".")[0])
                for relation in ("after", "before", "around", "during")
                for target in getattr(record.value, relation)
                if isinstance(target, str)
            ]
        return named
    single = {
        Deployment: [("mission", "mission"), ("follows", "deployment")],
        Mission: [("part_of", "mission")],
    }
    fields = single.get(type(record), [])
    if isinstance(record, Source):
        return [("cites", ("source",), c) for c in record.cites if isinstance(c, str) and is_id(c)]
    return [(field, (kind,), value) for field, kind in fields if (value := getattr(record, field)) is not None]


def _doubtful(records: Iterable[Record], declared: Mapping[str, Mapping[str, Record]]) -> list[Record]:
    """Leave out the statements, nearly all of a large registry, that a glance shows to be sound."""
    sources = declared["source"]
    claims = {id_: CLAIMS[kind] for kind in reversed(_SUBJECTS) for id_ in declared[kind]}
    return [
        record
        for record in records
        if not isinstance(record, Statement)
        or record.source not in sources
        or record.kind not in claims.get(record.about, ())
        or (record.citing is not None and record.citing not in sources)
        or (isinstance(record.value, When) and record.value.is_relative)
    ]


def _dangling(record: Record, declared: Mapping[str, Mapping[str, Record]]) -> Iterator[Problem]:
    for field, kinds, name in _references(record):
        if not any(name in declared[kind] for kind in kinds):
            words = " or ".join([", ".join(kinds[:-1]), kinds[-1]]) if len(kinds) > 1 else kinds[0]
            meant = did_you_mean(name, [known for kind in kinds for known in declared[kind]])
            code = "P101" if field == "source" else "R101"
            yield Problem(record, field, code, f"there is no {words} {quote(name)}", meant)


def _misplaced(record: Record, declared: Mapping[str, Mapping[str, Record]]) -> Iterator[Problem]:
    if not isinstance(record, Statement):
        return
    kind = next((kind for kind in _SUBJECTS if record.about in declared[kind]), None)
    if kind is not None and record.kind not in CLAIMS[kind]:
        known = ", ".join(claim.value for claim in CLAIMS[kind])
        message = f"{_a(kind)} has no {record.kind.value}: {quote(record.about)}"
        yield Problem(record, record.kind.value, "S104", message, f"it can have {known}")
    if not isinstance(record.value, When):
        return
    for relation in ("after", "before", "around", "during"):
        for target in getattr(record.value, relation):
            name, _, milestone = target.partition(".") if isinstance(target, str) else ("", "", "")
            whose = next((kind for kind in _SUBJECTS if name in declared[kind]), None)
            if whose and milestone and ClaimKind(milestone) not in CLAIMS[whose]:
                field = f"{record.kind.value}.{relation}"
                yield Problem(record, field, "S104", f"{_a(whose)} has no {milestone}: {quote(target)}")


def _taken(records: Iterable[Record]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Record] = {}
    every = [*records]
    statements = [record.id for record in every if isinstance(record, Statement)]
    if len({*statements}) == len(statements):
        every = [record for record in every if not isinstance(record, Statement)]
    for record in every:
        space = _kind(record) if isinstance(record, Source | Statement) else "subject"
        first = seen.setdefault((space, record.id), record)
        if first is not record:
            message = f"the id is taken by another {_kind(first)}: {quote(record.id)}"
            hint = "give each event, mission, deployment and source its own id"
            yield Problem(record, "id", "S105", message, hint, first)


def _circles(records: Iterable[Deployment] | Iterable[Mission], field: str) -> Iterator[Problem]:
    by_id = {record.id: record for record in records}
    clear: set[str] = set()
    for start in by_id:
        path: dict[str, None] = {}
        at: str | None = start
        while at in by_id and at not in clear and at not in path:
            path[at] = None
            at = getattr(by_id[at], field)
        if at in path:
            names = [*path][[*path].index(at) :]
            message = f"a circle of {field}: {' -> '.join(map(quote, [*names[:9], names[0]]))}"
            yield Problem(by_id[at], field, "R102", message, f"leave out one {field}")
        clear.update(path)


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "event" else f"a {kind}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Give the hint that names the closest of what is known, or an empty text.

    >>> did_you_mean("publishd", ["publisher", "published"])
    "did you mean 'published'?"
    """
    import difflib  # noqa: PLC0415 - only when something is wrong

    close = difflib.get_close_matches(name[:100], [*itertools.islice(known, 2000)], n=1)
    return f"did you mean {quote(close[0])}?" if close else ""


__all__ = ["PLANS", "Problem", "RecordStore", "Records", "problems", "published_by", "valid_records"]
