"""The rules that tie records together: ids, references, claims that a subject can have, and no circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from deployments.claims import CLAIMS, SUBJECTS, ClaimKind
from deployments.diagnostics import Diagnostic
from deployments.errors import quote
from deployments.records import REFERENCES, Deployment, Mission, Record, Source, Statement, kind_of, table_of
from deployments.suggestions import KnownNames
from deployments.values.when import RELATIONS, When, is_id


class Problem(NamedTuple):
    """What is wrong with one field of one record, perhaps because of another; a file can tell where those are.

    `missing` is the id that the field names and nothing has, if that is the problem.
    """

    record: Record
    field: str
    code: str
    message: str
    hint: str = ""
    other: Record | None = None
    missing: str = ""

    def diagnostic(self) -> Diagnostic:
        """Give it as a diagnostic of a registry that was made without files."""
        path = f'{table_of(self.record)}["{self.record.id}"].{self.field}'
        return Diagnostic(self.code, self.message, self.hint, path)


def problems(records: Iterable[Record]) -> list[Problem]:
    """Give everything that is wrong between these records: ids, references, claims and circles."""
    every = [*records]
    declared = _declared(every)
    looked_at = _doubtful(every, declared)
    return [
        *_taken(every),
        *_dangling(looked_at, declared),
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
    found = [problem for problem in problems(every) if not (problem.missing and problem.missing in broken)]
    if not found and not broken:
        return every, []
    bad = {id(problem.record) for problem in found}
    resting: dict[str, list[Record]] = defaultdict(list)
    for record in every:
        for reference in _references(record):
            resting[reference.id].append(record)
    queue = [*broken, *(r.id for r in every if id(r) in bad and not isinstance(r, Statement))]
    kept_ids = {r.id for r in every if id(r) not in bad}
    while queue:
        for record in resting.pop(queue.pop(), ()):
            if id(record) not in bad:
                bad.add(id(record))
                if not isinstance(record, Statement) and record.id in kept_ids:
                    queue.append(record.id)
    return [record for record in every if id(record) not in bad], found


def _declared(records: Iterable[Record]) -> dict[str, dict[str, Record]]:
    declared: dict[str, dict[str, Record]] = {kind: {} for kind in ("source", *SUBJECTS)}
    for record in records:
        if not isinstance(record, Statement):
            declared[kind_of(record)].setdefault(record.id, record)
    return declared


class _Reference(NamedTuple):
    """The field that names another record, the kinds of record that it can name, and the id that it names."""

    field: str
    kinds: tuple[str, ...]
    id: str


def _references(record: Record) -> Iterator[_Reference]:
    for field, kinds in REFERENCES[type(record)]:
        value = getattr(record, field)
        for name in value if isinstance(value, tuple) else (value,):
            if isinstance(name, str) and is_id(name):  # what a source cites can be a paper
                yield _Reference(field, kinds, name)
    if isinstance(record, Statement) and isinstance(record.value, When):
        for relation, target in _targets(record.value):
            yield _Reference(f"{record.kind.value}.{relation}", SUBJECTS, target.partition(".")[0])


def _targets(when: When) -> Iterator[tuple[str, str]]:
    """Yield each relation with the milestone, event or mission that it names."""
    for relation in RELATIONS:
        for target in getattr(when, relation):
            if isinstance(target, str):
                yield relation, target


def _doubtful(records: Iterable[Record], declared: Mapping[str, Mapping[str, Record]]) -> list[Record]:
    """Leave out the statements, nearly all of a large registry, that a glance shows to be sound."""
    sources = declared["source"]
    claims = {id_: CLAIMS[kind] for kind in reversed(SUBJECTS) for id_ in declared[kind]}
    return [
        record
        for record in records
        if not isinstance(record, Statement)
        or record.source not in sources
        or record.kind not in claims.get(record.about, ())
        or (record.citing is not None and record.citing not in sources)
        or (isinstance(record.value, When) and record.value.is_relative)
    ]


def _dangling(records: Iterable[Record], declared: Mapping[str, Mapping[str, Record]]) -> Iterator[Problem]:
    known: dict[tuple[str, ...], KnownNames] = {}
    for record in records:
        for field, kinds, name in _references(record):
            if any(name in declared[kind] for kind in kinds):
                continue
            if kinds not in known:
                known[kinds] = KnownNames(id_ for kind in kinds for id_ in declared[kind])
            words = " or ".join([", ".join(kinds[:-1]), kinds[-1]]) if len(kinds) > 1 else kinds[0]
            code = "P101" if field == "source" else "R101"
            message, hint = f"there is no {words} {quote(name)}", known[kinds].did_you_mean(name)
            yield Problem(record, field, code, message, hint, missing=name)


def _misplaced(record: Record, declared: Mapping[str, Mapping[str, Record]]) -> Iterator[Problem]:
    if not isinstance(record, Statement):
        return
    kind = next((kind for kind in SUBJECTS if record.about in declared[kind]), None)
    if kind is not None and record.kind not in CLAIMS[kind]:
        known = ", ".join(claim.value for claim in CLAIMS[kind])
        message = f"{_a(kind)} has no {record.kind.value}: {quote(record.about)}"
        yield Problem(record, record.kind.value, "S104", message, f"it can have {known}")
    if not isinstance(record.value, When):
        return
    for relation, target in _targets(record.value):
        name, _, milestone = target.partition(".")
        whose = next((kind for kind in SUBJECTS if name in declared[kind]), None)
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
        space = kind_of(record) if isinstance(record, Source | Statement) else "subject"
        first = seen.setdefault((space, record.id), record)
        if first is not record:
            message = f"the id is taken by another {kind_of(first)}: {quote(record.id)}"
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
