"""What was stated: every record by its id, and the rules that tie them together."""

from __future__ import annotations

import functools
import itertools
import math
import operator
from collections import defaultdict
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import Any, Generic, Self, TypeVar, overload

import attrs

from deployments.basis import Doubt, Finding, find_basis, publication_days
from deployments.brief import short
from deployments.claims import CLAIMS, Basis, ClaimKind
from deployments.corrections import Corrections
from deployments.diagnostics import RegistryError
from deployments.errors import InvalidValueError, quote
from deployments.records import Deployment, Event, Metadata, Mission, Record, Source, Statement, id_of, kind_of
from deployments.references import a_kind, names_more, naming_more, problems
from deployments.rows import Coded, Rows
from deployments.sayings import ARRIVALS, Sayings, is_size
from deployments.scope import Scope
from deployments.soundness import are_sound
from deployments.suggestions import did_you_mean, meant_by
from deployments.text_places import places_among, places_of
from deployments.values.calendar import iso
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Run
from deployments.values.tolerance import Tolerance

R = TypeVar("R", Source, Event, Mission, Deployment, Statement)
D = TypeVar("D")

Subject = Event | Mission | Deployment

#: The name by which a registry keeps its digest, once somebody asked for it.
DIGEST = "_digest"

#: What a part of a deployment takes from the whole.
_INHERITED = ("contributor", "mission", "place")

A = TypeVar("A", bound="RecordStore")


class Records(Mapping[str, R], Generic[R]):
    """Records by id, in the order in which they were given; never changed.

    >>> Records([Event(id="summit", name="NATO summit")])["summit"].name
    'NATO summit'
    """

    __slots__ = ("doubled", "places", "rows")

    def __init__(self, records: Iterable[R] | Mapping[str, R] = ()) -> None:
        #: The records in their order; of a large registry each is made when it is asked for.
        self.rows: Sequence[R] = records if isinstance(records, Rows) else _listed(records)
        ids = self.rows.column("id") if isinstance(self.rows, Rows) else [record.id for record in self.rows]
        #: The place of each record among them, by its id.
        self.places = places_among(ids)
        #: Those of which another has the id: none in a registry, which refuses them.
        self.doubled: Sequence[R] = ()
        if len(ids) > len(self.places):
            known: set[str] = set()
            self.doubled = [each for each in self.rows if each.id in known or known.add(each.id)]  # type: ignore[func-returns-value]
            last: dict[str, R] = {record.id: record for record in self.rows}
            self.rows = tuple(last.values())
            self.places = dict(zip(last, range(len(last)), strict=True))

    def __getitem__(self, key: str) -> R:
        try:
            return self.rows[self.places[key]]
        except KeyError:
            raise KeyError(f"there is no {quote(key)}. {did_you_mean(str(key), self.places)}") from None

    def __contains__(self, key: object) -> bool:
        return key in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    # What a mapping has by itself looks each record up again, and for `get` makes the error with its "did you mean":
    # measured, a check of 13,000 deployments, most in missions of their own, took 26 minutes.

    @overload
    def get(self, key: str, /) -> R | None: ...

    @overload
    def get(self, key: str, /, default: R | D) -> R | D: ...

    def get(self, key: str, /, default: object = None) -> object:
        """Return the record of an id; without one, the default."""
        place = self.places.get(key)
        return default if place is None else self.rows[place]

    def values(self) -> ValuesView[R]:
        """Return the records, in their order."""
        return _Values(self)

    def items(self) -> ItemsView[str, R]:
        """Return the ids with their records, in their order."""
        return _Items(self)

    def column(self, name: str) -> Coded:
        """Return what stands in a field of each record, in their order, as numbers of values.

        >>> Records([Event(id="summit", name="NATO summit")]).column("place").values
        [None]
        """
        return (
            self.rows.coded(name)
            if isinstance(self.rows, Rows)
            else Coded.of(map(operator.attrgetter(name), self.rows))
        )

    def where(self, name: str, test: Callable[[Any], object]) -> Sequence[R]:
        """Return the records of which the value of a field passes a test, in their order."""
        if isinstance(self.rows, Rows):
            return self.rows.some(self.rows.where(name, test))
        return _passing(self.rows, self.column(name), test)

    def __hash__(self) -> int:
        return hash(frozenset(self.rows))

    def __repr__(self) -> str:
        return f"Records({short(self.places.keys())})"


def _passing(records: Sequence[R], column: Coded, test: Callable[[Any], object]) -> Sequence[R]:
    """Return the records of which the value in a column passes a test, which looks once at each value."""
    passing = {code for code, value in enumerate(column.values) if test(value)}
    return list(itertools.compress(records, map(passing.__contains__, column.codes))) if passing else []


class _Values(ValuesView[R]):
    """The records, without looking each of them up."""

    _mapping: Records[R]

    def __iter__(self) -> Iterator[R]:
        return iter(self._mapping.rows)

    def __contains__(self, record: object) -> bool:
        return record in self._mapping.rows


class _Items(ItemsView[str, R]):
    """The ids with their records, without looking each of them up."""

    _mapping: Records[R]

    def __iter__(self) -> Iterator[tuple[str, R]]:
        return zip(self._mapping, self._mapping.rows, strict=True)


def _listed(records: Iterable[R] | Mapping[str, R]) -> list[R]:
    return [*(records.values() if isinstance(records, Mapping) else records)]


# The type checker takes named functions only.


def _sources(records: Iterable[Source] | Mapping[str, Source]) -> Records[Source]:
    return Records(_all_of(Source, records))


def _events(records: Iterable[Event] | Mapping[str, Event]) -> Records[Event]:
    return Records(_all_of(Event, records))


def _missions(records: Iterable[Mission] | Mapping[str, Mission]) -> Records[Mission]:
    return Records(_all_of(Mission, records))


def _deployments(records: Iterable[Deployment] | Mapping[str, Deployment]) -> Records[Deployment]:
    return Records(_all_of(Deployment, records))


def _all_of(kind: type[Any], records: object) -> Sequence[Any]:
    """Return the records as a list, or as the rows that they are already.

    Raises `InvalidValueError` for what is not a list of records of that kind.
    """
    name = kind.__name__
    if isinstance(records, Rows) and records.kind is kind:
        return records
    if isinstance(records, Records) and isinstance(records.rows, Rows):
        return _all_of(kind, records.rows)
    if isinstance(records, Mapping):
        records = records.values()
    if isinstance(records, str) or not isinstance(records, Iterable):
        raise InvalidValueError(f"not a list of {name} records", records, f"write [{name}(...), ...]")
    found = [*records]
    for record in found:
        if not isinstance(record, kind):
            raise InvalidValueError(f"not a {name}", record, f"write {name}(...)")
    return found


#: So many statements are remembered with their basis.
_REMEMBERED = 1 << 16
#: So many ids of one name, or of one country, are told.
_FEW = 5
#: So many sources are named to who would cite what they speak of.
_CITED = 3


def _names(record: Record) -> Iterator[str]:
    """Yield what a record is called beside its id, and the country whose it is."""
    for field in ("name", "title", "abbreviation", "force"):
        told = getattr(record, field, None)
        if told:
            yield from [told] if isinstance(told, str) else [text for _, text in told.items]
    if isinstance(record, Deployment) and record.contributor is not None:
        yield str(record.contributor)
        if isinstance(record.contributor, Country):
            yield record.contributor.name


def _tolerance(value: object) -> Tolerance:
    return value if isinstance(value, Tolerance) else Tolerance.parse(value)  # type: ignore[arg-type]  # it refuses


def _filled(part: Deployment, whole: Deployment) -> Deployment:
    own = {name: getattr(part, name) for name in _INHERITED}
    return attrs.evolve(part, **{name: getattr(whole, name) for name, value in own.items() if value in (None, ())})


class StatementList:
    """Statements in their order, and by what they are about, both put together when they are first asked for.

    With `picks`, a byte for each of the statements, only those that have another byte than 0 are in it: what was known
    on one of many days takes a byte for each statement, and no more until it is read.
    """

    def __init__(self, statements: Iterable[Statement], picks: bytes | None = None) -> None:
        self._given = statements if isinstance(statements, tuple | Rows) else tuple(statements)
        self._picks = picks
        self._about: dict[str, Sequence[Statement]] = {}
        self._ids: dict[str, Mapping[str, Statement]] = {}
        self._among: tuple[Mapping[str, int], Coded] = {}, Coded.same(-1, 0)

    @functools.cached_property
    def every(self) -> tuple[Statement, ...]:
        """All of them, in their order."""
        if isinstance(self._given, Rows):
            return self._given.every if self._picks is None else tuple(self._given.some(self._picked))
        return self._given if self._picks is None else tuple(itertools.compress(self._given, self._picks))

    @functools.cached_property
    def _picked(self) -> list[int]:
        """The rows of those that are in it."""
        return [*itertools.compress(range(len(self._given)), self._picks or itertools.repeat(1))]

    @property
    def rows(self) -> Rows[Statement] | None:
        """The rows of which they are made; None if they were made before, or are some of many."""
        return self._given if isinstance(self._given, Rows) and self._picks is None else None

    def picked(self, picks: bytes) -> StatementList:
        """Return those of them for which a byte is another than 0."""
        return StatementList(self._given if self._picks is None else self.every, picks)

    def column(self, name: str) -> Coded:
        """Return what stands in a field of each of them, as numbers of values.

        >>> StatementList([]).column("kind").values
        []
        """
        if self.rows is not None:
            return self.rows.coded(name)
        return Coded.of(map(operator.attrgetter(name), self.every))

    def where(self, name: str, test: Callable[[Any], object]) -> Sequence[Statement]:
        """Return those of which the value of a field passes a test, in their order."""
        if isinstance(self._given, Rows):
            return self._given.some(self._of_these(self._given.where(name, test)))
        return _passing(self.every, self.column(name), test)

    def some(self, places: Sequence[int]) -> Sequence[Statement]:
        """Return those at some places among them.

        >>> six = Statement(id="x", source="letter", about="nld", kind="strength", value=6)
        >>> StatementList([six]).some([0])[0].id
        'x'
        """
        return [self.every[place] for place in places] if self.rows is None else self.rows.some(places)

    def about(self, id_: str) -> Sequence[Statement]:
        """Return those about an event, a mission or a deployment, in their order."""
        if isinstance(self._given, Rows) and "every" not in vars(self):
            if id_ not in self._about:
                self._about[id_] = self._given.some(self._of_these(self._given.equal("about", id_)))
            return self._about[id_]
        return self._by_subject.get(id_, ())

    def has(self, statement: object) -> bool:
        """Tell whether an object is one of them.

        >>> six = Statement(id="x", source="letter", about="nld", kind="strength", value=6)
        >>> StatementList([six]).has(six), StatementList([]).has(six)
        (True, False)
        """
        if not isinstance(statement, Statement):
            return False
        subject = statement.about
        if subject not in self._ids:
            self._ids[subject] = {each.id: each for each in self.about(subject)}
        return self._ids[subject].get(statement.id) == statement

    def about_among(self, places: Mapping[str, int]) -> Coded:
        """Return the place among some records of what each of them is about, -1 for what is none of these.

        It remembers what it was asked for last: a large registry is checked by it, and then computed with.

        >>> six = Statement(id="x", source="letter", about="nld", kind="strength", value=6)
        >>> [*StatementList([six]).about_among({"pol": 0, "nld": 1})]
        [1]
        """
        known, found = self._among
        if known is not places:
            column = self.column("about")
            found = Coded(column.codes, places_of(column.values, places))
            self._among = places, found
        return found

    def _of_these(self, rows: Sequence[int]) -> Sequence[int]:
        """Return those of some rows that are in it."""
        return rows if self._picks is None else [row for row in rows if self._picks[row]]

    @functools.cached_property
    def _by_subject(self) -> Mapping[str, Sequence[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.every:
            found[statement.about].append(statement)
        return found

    @functools.cached_property
    def naming_more(self) -> Sequence[int]:
        """The places of those that can name another subject, or another statement."""
        if self.rows is not None:
            return naming_more(self.rows)
        return [place for place, each in enumerate(self.every) if names_more(each)]

    @functools.cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """Each of them by its id."""
        if self.rows is not None:
            return Records(self.rows)
        return {statement.id: statement for statement in self.every}

    def __len__(self) -> int:
        return len(self._given) if self._picks is None else len(self._picked)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.every)

    def __reduce__(self) -> tuple[object, ...]:
        return StatementList, (self.every,)  # what is sent elsewhere does not hold the others


def _statements(statements: Iterable[Statement]) -> StatementList:
    return statements if isinstance(statements, StatementList) else StatementList(_all_of(Statement, statements))


def _metadata(value: object) -> Metadata:
    if isinstance(value, Metadata):
        return value
    raise InvalidValueError("not metadata", value, 'write Metadata(title="...", authors=["..."])')


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
    _statements: StatementList = attrs.field(
        # Of equal registries each record is in both, in whatever order.
        default=StatementList(()),
        converter=_statements,
        eq=Records,
        alias="statements",
    )
    tolerance: Tolerance = attrs.field(factory=Tolerance, converter=_tolerance)
    #: What is said of the registry itself.
    metadata: Metadata = attrs.field(factory=Metadata, converter=_metadata)
    #: Which of its sources speak; what is left of a registry compares by its records alone.
    scope: Scope = attrs.field(factory=Scope, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self._is_surely_sound():
            return
        tables = (self.sources, self.events, self.missions, self.deployments)
        if found := problems(itertools.chain(self.records(), *(table.doubled for table in tables))):
            raise RegistryError(problem.diagnostic() for problem in found)

    def _is_surely_sound(self) -> bool:
        """Tell whether columns show that nothing is wrong, without making records; False where there are none."""
        rows, doubled = self._statements.rows, (self.sources, self.events, self.missions, self.deployments)
        if rows is None or any(table.doubled for table in doubled):
            return False
        named = {name: getattr(self, f"{name}s").places for name in ("source", "event", "mission", "deployment")}
        others: list[Record] = [*self.sources.rows, *self.events.rows, *self.missions.rows]
        naming_more, about = self._statements.naming_more, self._statements.about_among(self.deployments.places)
        return are_sound(named, others, self.deployments.rows, rows, naming_more, about)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._in_short()})"

    def _in_short(self) -> str:
        """Return how many records there are, the day of the newest source, and what is known of them by now."""
        tables = ("sources", "events", "missions", "deployments", "statements")
        counts = [(len(getattr(self, name)), name) for name in tables[:-1]]
        counts.append((len(self._statements), "statements"))
        said = [f"{count:,} {name if count != 1 else name[:-1]}" for count, name in counts if count]
        if self.metadata.title is not None:
            said.insert(0, short(str(self.metadata.title)))
        if self._newest is not None:
            said.append(f"newest {self._newest}")
        if self.tolerance != Tolerance():
            said.append(f"tolerance {self.tolerance}")
        digest = getattr(self, "__dict__", {}).get(DIGEST)
        return ", ".join([*said, *([] if digest is None else [f"digest {digest[:8]}"])]) or "empty"

    @functools.cached_property
    def _newest(self) -> str | None:
        """The last day on which the newest source that speaks can have appeared; None if nobody can tell of any."""
        last = max((day for source in self.heard if (day := self.published(source.id)[1]) < math.inf), default=None)
        return None if last is None else iso(last)

    def narrowed(
        self,
        sources: Iterable[Source],
        statements: Iterable[Statement],
        *,
        scope: Scope | None = None,
        deployments: Iterable[str] | None = None,
    ) -> Self:
        """Return the store with some of its sources and statements only, which need no checking again.

        Takes all that the statements name, and which sources speak, where that is another choice than before. Missions,
        events and, unless some are named, deployments stay as they are.

        >>> RecordStore(sources=[Source(id="letter", title="A letter")]).narrowed([], ()) == RecordStore()
        True
        """
        changes = {} if deployments is None else {"deployments": Records(self.deployments[id_] for id_ in deployments)}
        return self._of(
            type(self),
            sources=Records(sources),
            _statements=_statements(statements),
            scope=scope or self.scope,
            **changes,
        )

    def _of(self, kind: type[A], **changes: object) -> A:
        """Return the same fields, but for some, as a store of a kind, without checking them again."""
        made = object.__new__(kind)
        for field in attrs.fields(RecordStore):
            value = changes.get(field.name, getattr(self, field.name))
            object.__setattr__(made, field.name, value)
        return made

    def records(self) -> Iterator[Record]:
        """Return every record: sources, events, missions, deployments, statements."""
        for table in (self.sources, self.events, self.missions, self.deployments):
            yield from table.values()
        yield from self._statements

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of the registry.

        >>> RecordStore().statements
        ()
        """
        return self._statements.every

    @property
    def statement_list(self) -> StatementList:
        """All statements, for who does not need each of them as a record."""
        return self._statements

    @functools.cached_property
    def naming_more(self) -> Sequence[Statement]:
        """The statements that can name another subject, or another statement, in the order of the registry."""
        return self._statements.some(self._statements.naming_more)

    def statements_of(
        self,
        *,
        about: str | Event | Mission | Deployment | None = None,
        source: str | Source | None = None,
        kind: ClaimKind | str | None = None,
    ) -> tuple[Statement, ...]:
        """Return the statements about, by or of what is named, in the order of the registry.

        Takes what they are about, their source, each by itself or by its id, and their kind; what is left out lets all
        through.

        >>> RecordStore().statements_of(about="nld-amdtf-svk")
        ()
        """
        wanted = None if kind is None else ClaimKind(kind)
        about, source = id_of(about, Event, Mission, Deployment), id_of(source, Source)
        found: Iterable[Statement]
        if about is not None:
            found = self._statements.about(str(about))
        elif source is not None:
            found = self._statements.where("source", str(source).__eq__)
        else:
            found = self._statements.every if wanted is None else self.statements_where("kind", wanted.__eq__)
        return tuple(
            statement for statement in found if source in (None, statement.source) and wanted in (None, statement.kind)
        )

    def statements_where(self, field: str, test: Callable[[Any], object]) -> Sequence[Statement]:
        """Return the statements of which the value of a field passes a test, in the order of the registry.

        Of a large registry the test is asked once of each value, and only these statements are made.

        >>> RecordStore().statements_where("corrects", lambda id_: id_ is not None)
        []
        """
        return self._statements.where(field, test)

    def record(self, id_: str | Record) -> Record:
        """Return the record of that id, of whatever kind. Raises `InvalidValueError`, with the id that was meant.

        >>> RecordStore(sources=[Source(id="letter", title="A letter")]).record("letter").title
        'A letter'
        """
        id_ = id_of(id_)
        found = self._record_or_none(id_)
        if found is None:
            raise InvalidValueError("there is no record", id_, self.id_meant(id_, self.records()))
        return found

    def _record_or_none(self, id_: object) -> Record | None:
        tables = (self.deployments, self.missions, self.events, self.sources, self._statements.by_id)
        return next((table[id_] for table in tables if isinstance(id_, str) and id_ in table), None)

    def id_meant(self, wrong: object, among: Iterable[Record], kinds: str = "") -> str:
        """Return the hint for what is no id of some records: the id that is close, or whose name or country it is.

        `kinds` is what `deployments list` calls them.

        >>> store = RecordStore(deployments=[Deployment(id="deu-red-sea", contributor="DEU", force="Fregatte Hessen")])
        >>> store.id_meant("fregatte hessen", store.records()), store.id_meant("DEU", store.records())
        ("write its id: 'deu-red-sea'", "write its id: 'deu-red-sea'")
        """
        listed_by = f"deployments list {kinds}".strip()
        if not isinstance(wrong, str):
            return f"`{listed_by}` lists them"
        records = [*among]
        if hint := self._milestone_meant(wrong, records) or self._of_other_kind(wrong):
            return hint
        named = [each.id for each in records if wrong.casefold() in map(str.casefold, _names(each))]
        if 0 < len(named) <= _FEW:
            return f"write its id: {' or '.join(map(quote, named))}"
        hint = meant_by(wrong, [each.id for each in records], listed_by)
        return f"{hint}, and `deployments find` looks for words" if " " in wrong and "lists" in hint else hint

    def _milestone_meant(self, wrong: str, among: Sequence[Record]) -> str:
        """Return the hint for an id with a milestone behind it; empty for anything else."""
        id_, dot, word = wrong.partition(".")
        ids = [each.id for each in among]
        if not dot or id_ not in ids:
            return did_you_mean(id_, ids) if dot else ""
        told = f"the id is {quote(id_)}"
        claims = CLAIMS.get(kind_of(self.record(id_)), ())
        kind = next((each for each in claims if each.value == word), None)
        if kind is ClaimKind.STRENGTH:
            is_mission = id_ in self.missions
            asked = f"strength DATE --mission {id_}" if is_mission else f"explain {wrong} DATE"
            return f"{told}; `deployments {asked}` tells of its strength"
        is_asked = kind is not None and (kind.spec.milestone or kind in (ClaimKind.MANDATE, ClaimKind.CEILING))
        return f"{told}; `deployments history {wrong}` tells of its {word}" if is_asked else told

    def _of_other_kind(self, id_: str) -> str:
        """Return the hint for the id of a record of a kind that is not asked for; empty if there is none of that id."""
        record = self._record_or_none(id_)
        return "" if record is None else f"it is the id of {a_kind(kind_of(record))}"

    def cite(self, what: Source | Statement | str, style: str = "text", lang: str = "en") -> str:
        """Return a source, or a statement with its place and its words, as others cite it; takes it or its id.

        Styles and languages are those of `Source.cite`, and so is what is raised; also for the id of another record.

        >>> letter = Source(id="letter", title="A letter", published="2023-05-17")
        >>> six = Statement(id="six", source="letter", about="nld", kind="strength", value=6, locator="p. 3")
        >>> nld = Deployment(id="nld", contributor="NLD")
        >>> RecordStore(sources=[letter], deployments=[nld], statements=[six]).cite("six")
        'A letter, 17 May 2023, p. 3'
        """
        from deployments.citations import Citation  # noqa: PLC0415 - words are read when they are asked for

        record = self.record(what) if isinstance(what, str) else what
        if isinstance(record, Source):
            return record.cite(style, lang)
        if not isinstance(record, Statement):
            raise InvalidValueError("neither a source nor a statement", what, self._to_cite(record))
        cited = None if record.citing is None else self.sources.get(record.citing)
        return Citation(self.sources[record.source], record, cited, lang).written(style)

    def _to_cite(self, record: object) -> str:
        """Return the hint that names the newest sources that speak of an event, a mission or a deployment."""
        about = getattr(record, "id", "")
        ids = {each.source for each in self.statements_of(about=about)} if about else set()
        if not ids:
            return "no source speaks of it"
        days = {id_: self.published(id_)[1] for id_ in ids}
        newest = sorted(ids, key=lambda id_: (math.isinf(days[id_]), -days[id_], id_))
        names = ", ".join(map(quote, newest[:_CITED]))
        return f"cite one of the sources that speak of it, such as {names}: `deployments cite {newest[0]}`"

    @functools.cached_property
    def heard(self) -> tuple[Source, ...]:
        """The sources that speak here: all, save those that are only named, as what others say rests on them.

        >>> [source.id for source in RecordStore(sources=[Source(id="letter", title="A letter")]).heard]
        ['letter']
        """
        return tuple(each for each in self.sources.values() if self._is_known(each) and self.scope.is_believed(each))

    @functools.cached_property
    def distrusted(self) -> tuple[Source, ...]:
        """The sources that were left out because the reader does not believe them, in the order of their ids.

        Sources that had not appeared by the day of `known_on` are not among them.

        >>> RecordStore(sources=[Source(id="letter", title="A letter")]).distrusted
        ()
        """
        out = (each for each in self.every_source.values() if not self.scope.is_believed(each))
        return tuple(sorted(filter(self._is_known, out), key=lambda source: source.id))

    @property
    def every_source(self) -> Mapping[str, Source]:
        """All sources by id, also those that were left out since the registry was made.

        >>> [*RecordStore(sources=[Source(id="letter", title="A letter")]).every_source]
        ['letter']
        """
        first = self.scope.every.by_id
        return {**first, **self.sources} if first else self.sources

    def _is_known(self, source: Source) -> bool:
        published = self.published(source.id) if source.id in self.sources else publication_days(source, self.tolerance)
        return self.scope.is_known(published)

    @functools.cached_property
    def contributors(self) -> tuple[Country | Organisation, ...]:
        """The countries and organisations that contribute a deployment, each once.

        >>> RecordStore(deployments=[Deployment(id="x", contributor="Netherlands")]).contributors
        (Country(alpha_3='NLD'),)
        """
        return tuple(dict.fromkeys(each for each in self.deployments.column("contributor").used() if each is not None))

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """The places of deployments, each once.

        >>> store = RecordStore(deployments=[Deployment(id="x", contributor="NLD", place="SVK")])
        >>> [str(place) for place in store.places]
        ['SVK']
        """
        return tuple(dict.fromkeys(each for each in self.deployments.column("place").used() if each is not None))

    def wholes(self, id_: str) -> Iterator[str]:
        """Yield the ids of the deployments that one is part of, the nearest first.

        >>> whole, part = Deployment(id="whole", contributor="NLD"), Deployment(id="part", part_of="whole")
        >>> [*RecordStore(deployments=[whole, part]).wholes("part")]
        ['whole']
        """
        deployment = self.deployments.get(id_)
        while deployment is not None and deployment.part_of is not None:
            yield deployment.part_of
            deployment = self.deployments.get(deployment.part_of)

    @functools.cached_property
    def parts(self) -> Mapping[str, Sequence[str]]:
        """The ids of the parts of each deployment that has any, by its id."""
        found: dict[str, list[str]] = defaultdict(list)
        for deployment in self.deployments.where("part_of", lambda whole: whole is not None):
            found[str(deployment.part_of)].append(deployment.id)
        return found

    def filled(self, deployment: Deployment) -> Deployment:
        """Return a deployment with what a part takes from its whole: the contributor, the missions and the place.

        >>> whole, part = Deployment(id="whole", contributor="NLD"), Deployment(id="part", part_of="whole")
        >>> str(RecordStore(deployments=[whole, part]).filled(part).contributor)
        'NLD'
        """
        return self._filled.get(deployment.id, deployment)

    @functools.cached_property
    def _filled(self) -> Mapping[str, Deployment]:
        """The parts of deployments by id, each with what it takes from its whole: those of parts after these."""
        found: dict[str, Deployment] = {}
        queue = [id_ for id_ in self.parts if self.deployments[id_].part_of is None]
        while queue:
            id_ = queue.pop()
            whole = found.get(id_) or self.deployments[id_]
            for part in self.parts.get(id_, ()):
                found[part] = _filled(self.deployments[part], whole)
                queue.append(part)
        return found

    def parts_below(self, id_: str) -> list[str]:
        """Return the ids of the parts of a deployment, and of the parts of these, each after those that it is part of.

        >>> whole, part = Deployment(id="whole", contributor="NLD"), Deployment(id="part", part_of="whole")
        >>> RecordStore(deployments=[whole, part]).parts_below("whole")
        ['part']
        """
        found = [*self.parts.get(id_, ())]
        for part in found:  # it grows while it is read
            found += self.parts.get(part, ())
        return found

    def subject(self, id_: str) -> Subject:
        """Return the event, mission or deployment of that id. Raises `KeyError`."""
        for table in (self.deployments, self.missions, self.events):
            if id_ in table:
                return table[id_]
        every = [*self.deployments, *self.missions, *self.events]
        raise KeyError(f"there is no {quote(id_)}. {did_you_mean(id_, every)}")

    def published(self, id_: str) -> Run:
        """Return the first and the last day on which a source can have been published, as day numbers.

        `~` is as wide as the tolerance of the store. Infinite where nobody can tell, and for what is no source.

        >>> RecordStore(sources=[Source(id="letter", title="A letter", published="2023-06-14")]).published("letter")
        (738685, 738685)
        """
        return self._publication[id_]

    def basis(self, statement: Statement) -> Basis:
        """Tell whether the statement reports, plans or only considers: as it says, or else by the rules of `basis`."""
        if statement.basis is not None:
            return statement.basis
        known = self._bases.get(id(statement))
        if known is None or known[0] is not statement:
            if len(self._bases) >= _REMEMBERED:
                self._bases.clear()
            known = self._bases[id(statement)] = statement, self._found(statement).basis
        return known[1]

    @functools.cached_property
    def _bases(self) -> dict[int, tuple[Statement, Basis]]:
        """What was told of statements so far: an answer asks some twenty times for that of each."""
        return {}

    def reports_presence(self, source: str, about: str) -> bool:
        """Tell whether a source, by its id, reports somebody of a force there on the day of its publication.

        >>> RecordStore().reports_presence("letter", "nld")
        False
        """
        return source in self._sayings(about).present

    def reports_departure(self, source: str, about: str) -> bool:
        """Tell whether a source, by its id, reports that a force has left home.

        >>> RecordStore().reports_departure("letter", "nld")
        False
        """
        return source in self._sayings(about).departed

    def plans(self, source: str, about: str, kind: ClaimKind) -> bool:
        """Tell whether a source plans a departure, a start, a capability or an increase of a force.

        >>> RecordStore().plans("letter", "nld", ClaimKind.START)
        False
        """
        return (source, kind) in self._sayings(about).planned

    def _sayings(self, about: str) -> Sayings:
        """Return what each source says of a subject as a whole."""
        found = self._said.get(about)
        if found is None:
            found = self._said[about] = Sayings.of(self._statements.about(about), self.basis)
        return found

    @functools.cached_property
    def _said(self) -> dict[str, Sayings]:
        """What was asked of subjects so far."""
        return {}

    def original(self, statement: Statement) -> Statement:
        """Return the statement whose day and basis one has that puts it right and says neither; else itself.

        "Not 280 but 208" is of the day that 280 was of. Where several of one source can be meant, none is.

        >>> sources = [Source(id="letter", title="A letter"), Source(id="erratum", title="A correction")]
        >>> wrong = Statement(id="280", source="letter", about="nld", kind="strength", value=280, as_of="2025-08-01")
        >>> right = Statement(id="208", source="erratum", about="nld", kind="strength", value=208, corrects="letter")
        >>> nld = Deployment(id="nld", contributor="NLD")
        >>> RecordStore(sources=sources, deployments=[nld], statements=[wrong, right]).original(right).id
        '280'
        """
        return self._originals.get(statement.id, statement)

    def as_of(self, statement: Statement) -> UncertainDate | None:
        """Return the day that a claim names, or that the one names which it puts right.

        >>> statement = Statement(id="x", source="letter", about="nld", kind="strength", value=6, as_of="2023-06")
        >>> str(RecordStore().as_of(statement))
        '2023-06'
        """
        return self.original(statement).as_of

    @functools.cached_property
    def corrections(self) -> Corrections:
        """What corrections put right."""
        correcting = self._statements.where("corrects", lambda id_: id_ is not None)
        subjects = dict.fromkeys(each.about for each in correcting)
        return Corrections([each for about in subjects for each in self._statements.about(about)])

    @functools.cached_property
    def _originals(self) -> Mapping[str, Statement]:
        return self.corrections.originals(self.published)

    def doubt(self, statement: Statement) -> Doubt | None:
        """Return what is doubted about the basis of a statement that says nothing of it; None if it is clear.

        The size of a force that is announced together with its arrival is in no doubt, unless the same source reports
        some there already. Two sizes that cannot both be right are always in doubt.
        """
        if self.original(statement) is not statement:
            return None
        found, said = self._found(statement).doubt, (statement.source, statement.about)
        if not is_size(statement):
            return found
        if statement.kind is ClaimKind.STRENGTH and self._gives_two_sizes(said):
            return Doubt.SIZE
        return None if not self.reports_presence(*said) and self._plans_arrival(said) else found

    def _found(self, statement: Statement) -> Finding:
        if (original := self.original(statement)) is not statement:
            return Finding(self.basis(original))
        counts_those_there = is_size(statement) and self._counts_those_there(statement)
        return find_basis(statement, self._usual_publication.__getitem__, counts_those_there=counts_those_there)

    def _counts_those_there(self, figure: Statement) -> bool:
        """Tell whether a figure can only be of those whom its source reports there, and not of those who follow.

        Where others follow, and a source gives two sizes, nobody can tell which is of whom.
        """
        said = figure.source, figure.about
        if not self.reports_presence(*said):
            return self._is_there_with_its_whole(said)
        if self.plans(*said, ClaimKind.START):
            return False
        return not self._gives_two_sizes(said) or not self._plans_arrival(said)

    def _gives_two_sizes(self, said: tuple[str, str]) -> bool:
        source, about = said
        return source in self._sayings(about).of_two_sizes

    def _is_there_with_its_whole(self, said: tuple[str, str]) -> bool:
        """Tell whether a source that says nothing of its presence has a part there with the whole.

        Not where it has any of them come, up to the whole that it reports there, or nobody of the part there.
        """
        source, part = said
        for each in (part, *self.wholes(part)):
            if self._plans_more((source, each)) or source in self._sayings(each).absent:
                return False
            if self.reports_presence(source, each):
                return True
        return False

    def _plans_arrival(self, said: tuple[str, str]) -> bool:
        return any(self.plans(*said, kind) for kind in ARRIVALS)

    def _plans_more(self, said: tuple[str, str]) -> bool:
        return self._plans_arrival(said) or self.plans(*said, ClaimKind.CHANGE)

    @functools.cached_property
    def _publication(self) -> _Publications:
        return _Publications(self.sources, self.tolerance)

    @functools.cached_property
    def _usual_publication(self) -> _Publications:
        """Publications by the default tolerance: the basis is the same whatever its reader takes "around" to mean."""
        return _Publications(self.sources, Tolerance())


class _Publications(dict[str, Run]):
    """The first and the last day on which each source can have been published; infinite for what is no source.

    Each is found when it is first asked for.
    """

    def __init__(self, sources: Mapping[str, Source], tolerance: Tolerance) -> None:
        super().__init__()
        self._sources = sources
        self._tolerance = tolerance

    def __missing__(self, id_: str) -> Run:
        source = self._sources.get(id_)
        self[id_] = (-math.inf, math.inf) if source is None else publication_days(source, self._tolerance)
        return self[id_]


def published_by(source: Source) -> float | None:
    """Return the number of the last day on which the source can have appeared; without one, that it was read.

    >>> published_by(Source(id="x", title="undated", accessed="2023-06-21"))
    738692
    """
    last = publication_days(source)[1]
    return None if last == math.inf else last
