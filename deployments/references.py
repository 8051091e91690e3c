"""The rules that tie records together: ids, references, claims that a subject can have, and no circles."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from deployments.claims import BEGINNINGS, CLAIMS, ENDINGS, SUBJECTS, ClaimKind, Term
from deployments.diagnostics import Diagnostic
from deployments.errors import quote
from deployments.records import RECORD_KINDS, REFERENCES, Record, Statement, kind_of
from deployments.rows import Rows
from deployments.suggestions import KnownNames
from deployments.values.date_words import date_hint
from deployments.values.when import When, is_id


@attrs.frozen(eq=False)
class UnmadeRecord:
    """What could be read of a record that is wrong: what it refers to is checked nevertheless.

    `kind` is the name of its kind, as files have it, or empty if that is wrong too; `id` is what is written for its id,
    `fields` holds the values of the fields that are right, and `spot` is where it stands, for its file to tell.

    >>> letter = UnmadeRecord("source", "letter", {"cites": ("nowhere",)})
    >>> [problem.message for problem in problems([], [letter])]
    ["there is no source 'nowhere'"]
    """

    kind: str
    id: str
    fields: Mapping[str, Any]
    spot: Any = None


#: A record, or what could be read of one.
AnyRecord = Record | UnmadeRecord


class Mend(NamedTuple):
    """A key and its value that would mend a statement, in the table of a file in which it stands."""

    statement: Statement
    key: str
    value: str | bool


class Problem(NamedTuple):
    """What is wrong with one field of one record, perhaps because of another; a file can tell where those are.

    >>> from deployments.records import Event
    >>> Problem(Event(id="summit", name="A summit"), "id", "S105", "the id is taken").diagnostic().head
    'error[S105] events["summit"].id: the id is taken'
    """

    record: AnyRecord
    field: str
    code: str
    message: str
    hint: str = ""
    other: AnyRecord | None = None
    mends: tuple[Mend, ...] = ()

    def diagnostic(self) -> Diagnostic:
        """Return it as a diagnostic of a registry that was made without files."""
        return Diagnostic(self.code, self.message, self.hint, path_of(self.record, self.field))


def path_of(record: AnyRecord, field: str) -> str:
    """Return the path of a field of a record, as a diagnostic shows it.

    >>> path_of(UnmadeRecord("event", "summit", {}), "name"), path_of(UnmadeRecord("event", "", {}), "name")
    ('events["summit"].name', 'event.name')
    """
    kind = _kind(record)
    return f'{kind}s["{record.id}"].{field}' if record.id else f"{kind}.{field}"


def row_field(record: AnyRecord, field: str) -> str:
    """Return the name that a field of a problem has in a row: there the claim of a statement is its `value`.

    >>> row_field(UnmadeRecord("statement", "x", {"kind": ClaimKind.END}), "end.after")
    'value'
    """
    name = field.partition(".")[0]
    kind = _value(record, "kind")
    return "value" if isinstance(kind, ClaimKind) and name == kind.value else name


def problems(records: Iterable[Record], unmade: Iterable[UnmadeRecord] = ()) -> list[Problem]:
    """Return everything that is wrong between these records: ids, references, claims and circles.

    Takes also what could be read of records that are wrong by themselves. Nothing is wrong with a reference to one of
    these: whoever mends it mends that.

    >>> problems([Statement(id="x", source="letter", about="nld", kind="strength", value=6)])[0].message
    "there is no source 'letter'"
    """
    every, others = [*records], [*unmade]
    declared = _Declared.of(every, others)
    looked_at = [*_doubtful(every, declared), *others]
    return [
        *_taken(every, others),
        *_dangling(looked_at, declared),
        *(problem for entry in looked_at for problem in _misplaced(entry, declared)),
        *_circles(_moves(looked_at), "follows"),
        *_circles(_wholes(declared.by_kind["mission"]), "part_of"),
        *_circles(_wholes(declared.by_kind["deployment"]), "part_of"),
    ]


def nothing_wrong_with(records: Sequence[Record], named: Mapping[str, Mapping[str, AnyRecord]]) -> bool:
    """Tell whether the references, claims and circles of some records are in order, of whatever else is there.

    Takes also everything that can be named, by its kind and its id.

    >>> six = Statement(id="x", source="letter", about="nld", kind="strength", value=6)
    >>> nothing_wrong_with([six], {kind: {} for kind in ("source", "statement", *SUBJECTS)})
    False
    """
    declared = _Declared(named, set())
    parts = {kind: {each.id: each for each in records if kind_of(each) == kind} for kind in ("mission", "deployment")}
    found = itertools.chain(
        _dangling(records, declared),
        (problem for record in records for problem in _misplaced(record, declared)),
        _circles(_moves(records), "follows"),
        *(_circles(_wholes(own), "part_of") for own in parts.values()),
    )
    return next(found, None) is None


def valid_records(records: Iterable[Record], unmade: Iterable[UnmadeRecord] = ()) -> tuple[list[Record], list[Problem]]:
    """Return the records without problems, and the problems; what rests on a record left out is left out too.

    Takes also what could be read of records that are wrong by themselves: these are left out, and so is what refers to
    them, which is no problem of its own.

    >>> six = Statement(id="x", source="letter", about="nld", kind="strength", value=6)
    >>> valid_records([six], [UnmadeRecord("source", "letter", {}), UnmadeRecord("deployment", "nld", {})])
    ([], [])
    """
    every, others = [*records], [*unmade]
    found = problems(every, others)
    if not found and not others:
        return every, []
    bad = {id(problem.record) for problem in found}
    left_out = {key for entry in others for key in _keys(entry)} - {
        key for record in every if not isinstance(record, Statement) for key in _keys(record)
    }
    left_out |= {key for record in every if id(record) in bad for key in _keys(record)}
    resting: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in every:
        for reference in named_by(record):
            for kind in reference.kinds:
                resting[kind, reference.id].append(record)
    queue = [*left_out]
    while queue:
        for record in resting.pop(queue.pop(), ()):
            if id(record) not in bad:
                bad.add(id(record))
                queue += _keys(record)
    return [record for record in every if id(record) not in bad], found


# --- what is there ---------------------------------------------------------------------------------------


def _kind(entry: AnyRecord) -> str:
    return entry.kind if isinstance(entry, UnmadeRecord) else kind_of(entry)


def _value(entry: AnyRecord, field: str) -> Any:
    return entry.fields.get(field) if isinstance(entry, UnmadeRecord) else getattr(entry, field, None)


def _keys(entry: AnyRecord) -> list[tuple[str, str]]:
    """Return the kind and the id by which others name a record: every kind, if its own is not known."""
    kind = _kind(entry)
    return [] if kind == "statement" else [(each, entry.id) for each in ([kind] if kind else ("source", *SUBJECTS))]


class _Declared(NamedTuple):
    """What can be named: the entries of each kind by their ids, and the ids of those whose kind is not known."""

    by_kind: Mapping[str, Mapping[str, AnyRecord]]
    unknown: set[str]

    @classmethod
    def of(cls, records: Iterable[Record], unmade: Iterable[UnmadeRecord]) -> _Declared:
        found: dict[str, dict[str, AnyRecord]] = {kind: {} for kind in ("source", "statement", *SUBJECTS)}
        unknown: set[str] = set()
        for record in records:
            if not isinstance(record, Statement) or "#" not in record.id:  # a written id can be corrected
                found[kind_of(record)].setdefault(record.id, record)
        for entry in unmade:
            if entry.kind in found:
                found[entry.kind].setdefault(entry.id, entry)
            elif not entry.kind:
                unknown.add(entry.id)
        return cls(found, unknown)

    def subjects(self, id_: str) -> list[str]:
        """Return the kinds of subject that have the id; it is one, unless the id is taken."""
        return [kind for kind in SUBJECTS if id_ in self.by_kind[kind]]


class Reference(NamedTuple):
    """The field that names another record, the kinds of record that it can name, and the id that it names."""

    field: str
    kinds: tuple[str, ...]
    id: str


def named_by(entry: AnyRecord) -> Iterator[Reference]:
    """Yield the references of a record to others, each of which has to be there.

    >>> from deployments.records import Mission
    >>> [reference.id for reference in named_by(Mission(id="kfor-west", name="KFOR West", part_of="kfor"))]
    ['kfor']
    """
    for field, kinds in REFERENCES.get(RECORD_KINDS.get(_kind(entry), Statement), ()):
        value = _value(entry, field)
        for name in value if isinstance(value, tuple) else (value,):
            if isinstance(name, str) and is_id(name):  # what a source cites can be a paper
                yield Reference(field, kinds, name)
    for relation, target in _targets(entry):
        name, dot, _ = target.partition(".")
        yield Reference(relation, SUBJECTS if dot else (*SUBJECTS, "source"), name)
    kind, value = _value(entry, "kind"), _value(entry, "value")
    if isinstance(kind, ClaimKind) and kind.spec.refers is not None and isinstance(value, str):
        yield Reference(kind.value, (kind.spec.refers,), value)
    corrected = _value(entry, "corrects")
    if isinstance(corrected, str):
        yield Reference("corrects", ("source", "statement"), corrected)


def _targets(entry: AnyRecord) -> Iterator[tuple[str, str]]:
    """Yield each relation of a claim, as a field, with the milestone, event or mission that it names."""
    kind, when = _value(entry, "kind"), _value(entry, "value")
    if isinstance(kind, ClaimKind) and isinstance(when, When):
        for relation, target in when.related:
            if isinstance(target, str):
                yield f"{kind.value}.{relation}", target


def _named_in(value: object) -> tuple[ClaimKind, ...]:
    """Return the milestones of its own subject that the value of a claim names."""
    return (value.since, value.until) if isinstance(value, Term) else ()


#: The milestones that whoever has a duration has.
_OF_ALL = frozenset(CLAIMS["mission"]) & frozenset(CLAIMS["deployment"])

#: By the fields of a statement, what tells that it can name another subject, another statement, or a milestone that not
#: every subject has: few do.
_NAMING: Mapping[str, Callable[[Any], bool]] = {
    "value": lambda value: (
        (isinstance(value, When) and value.is_relative) or any(each not in _OF_ALL for each in _named_in(value))
    ),
    "kind": lambda kind: kind.spec.refers is not None,
    "corrects": lambda id_: id_ is not None,
}


def names_more(statement: Statement) -> bool:
    """Tell whether a statement can name another subject, another statement, or a milestone that its own does not have.

    >>> names_more(Statement(id="x", source="letter", about="nld", kind="end", value="after summit"))
    True
    """
    return any(test(getattr(statement, field)) for field, test in _NAMING.items())


def naming_more(rows: Rows[Statement]) -> list[int]:
    """Return the rows of the statements that `names_more` tells of.

    >>> from deployments.rows import joined
    >>> naming_more(joined(Statement, [[Statement(id="x", source="letter", about="nld", kind="follows", value="svk")]]))
    [0]
    """
    return sorted({row for field, test in _NAMING.items() for row in rows.where(field, test)})


# --- what is wrong ---------------------------------------------------------------------------------------


def _doubtful(records: Iterable[Record], declared: _Declared) -> list[Record]:
    """Leave out the statements, nearly all of a large registry, that a glance shows to be sound."""
    sources = declared.by_kind["source"]
    claims = {id_: CLAIMS[kind] for kind in reversed(SUBJECTS) for id_ in declared.by_kind[kind]}
    return [
        record
        for record in records
        if not isinstance(record, Statement)
        or record.source not in sources
        or record.kind not in claims.get(record.about, ())
        or (record.citing is not None and record.citing not in sources)
        or names_more(record)
    ]


def _dangling(entries: Iterable[AnyRecord], declared: _Declared) -> Iterator[Problem]:
    known: dict[tuple[str, ...], KnownNames] = {}
    for entry in entries:
        for field, kinds, name in named_by(entry):
            if name in declared.unknown or any(name in declared.by_kind[kind] for kind in kinds):
                continue
            if kinds not in known:
                known[kinds] = KnownNames((id_ for kind in kinds for id_ in declared.by_kind[kind]), of_ids=True)
            words = " or ".join([", ".join(kinds[:-1]), kinds[-1]]) if len(kinds) > 1 else kinds[0]
            code = "P101" if field == "source" else "R101"
            date = date_hint(name) if "." in field else ""  # such a field dates a milestone by something
            hint = date or known[kinds].did_you_mean(name)
            yield Problem(entry, field, code, f"there is no {words} {quote(name)}", hint)


def _misplaced(entry: AnyRecord, declared: _Declared) -> Iterator[Problem]:
    if _kind(entry) != "statement":
        return
    claim, about = _value(entry, "kind"), _value(entry, "about")
    kinds = declared.subjects(about) if isinstance(claim, ClaimKind) else []
    if kinds and not any(claim in CLAIMS[kind] for kind in kinds):
        known = ", ".join(each.value for each in CLAIMS[kinds[0]])
        message = f"{a_kind(kinds[0])} has no {claim.value}: {quote(about)}"
        yield Problem(entry, claim.value, "S104", message, f"it can have {known}")
    for named in _named_in(_value(entry, "value")) if kinds else ():
        if not any(named in CLAIMS[kind] for kind in kinds):
            known = ", ".join(each.value for each in CLAIMS[kinds[0]] if each in (*BEGINNINGS, *ENDINGS))
            message = f"{a_kind(kinds[0])} has no {named.value}: {quote(about)}"
            yield Problem(entry, claim.value, "S104", message, f"it can last from or to {known}")
    for field, target in _targets(entry):
        name, _, milestone = target.partition(".")
        kinds = declared.subjects(name)
        if milestone and kinds and not any(ClaimKind(milestone) in CLAIMS[kind] for kind in kinds):
            yield Problem(entry, field, "S104", f"{a_kind(kinds[0])} has no {milestone}: {quote(target)}")


def _taken(records: Iterable[Record], unmade: Iterable[UnmadeRecord]) -> Iterator[Problem]:
    every: list[AnyRecord] = [*records]
    others = [entry for entry in unmade if entry.kind and "id" in entry.fields]
    statements = [entry.id for entry in every if isinstance(entry, Statement)]
    statements += [entry.id for entry in others if entry.kind == "statement"]
    if len({*statements}) == len(statements):
        every = [record for record in every if not isinstance(record, Statement)]
    seen: dict[tuple[str, str], AnyRecord] = {}
    for entry in (*every, *others):  # of two, the one that could be made keeps the id
        kind = _kind(entry)
        key = (kind if kind not in SUBJECTS else "subject", entry.id)
        first = seen.get(key)
        if first is None:
            seen[key] = entry
        else:
            message = f"the id is taken by another {_kind(first)}: {quote(entry.id)}"
            hint = "give each event, mission, deployment and source its own id"
            yield Problem(entry, "id", "S105", message, hint, first)


#: For each id the ids that it leads to, each with the record that says so.
_Links = Mapping[str, list[tuple[str, AnyRecord]]]


def _moves(entries: Iterable[AnyRecord]) -> _Links:
    """Return which deployment follows which, by any statement."""
    links: dict[str, list[tuple[str, AnyRecord]]] = defaultdict(list)
    for entry in entries:
        if _value(entry, "kind") is ClaimKind.FOLLOWS:
            links[_value(entry, "about")].append((_value(entry, "value"), entry))
    return links


def _wholes(entries: Mapping[str, AnyRecord]) -> _Links:
    return {id_: [(_value(entry, "part_of"), entry)] for id_, entry in entries.items() if _value(entry, "part_of")}


def _circles(links: _Links, field: str) -> Iterator[Problem]:
    """Yield each circle once. The search keeps its own path, so that long chains do not exhaust the stack."""
    clear: set[str] = set()
    for start in links:
        path: dict[str, Iterator[tuple[str, AnyRecord]]] = {start: iter(links[start])} if start not in clear else {}
        while path:
            at = next(reversed(path))
            step = next(path[at], None)
            if step is None:
                clear.add(at)
                del path[at]
                continue
            name, entry = step
            if name in path:
                names = [*path][[*path].index(name) :]
                message = f"a circle of {field}: {' -> '.join(map(quote, [*names[:9], name]))}"
                yield Problem(entry, field, "R102", message, f"leave out one {field}")
            elif name not in clear:
                path[name] = iter(links.get(name, ()))


def a_kind(kind: str) -> str:
    """Return the name of a kind of record with its article.

    >>> a_kind("event"), a_kind("mission")
    ('an event', 'a mission')
    """
    return f"an {kind}" if kind == "event" else f"a {kind}"
