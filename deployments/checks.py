"""What a careful reader would ask of a registry: each check is a plain function, and `CHECKS` lists them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from deployments.archive import Problem, published_by
from deployments.errors import quote
from deployments.patterns import lazy
from deployments.records import Basis, ClaimKind, Deployment, Equipment, Statement
from deployments.registry import Registry
from deployments.values.calendar import civil
from deployments.values.countries import Country
from deployments.values.when import When

_DEFAULT_DAY = lazy(r"-?[0-9]{4,}-(?:01-01|12-31)")


def check(registry: Registry) -> list[Problem]:
    """Give what is wrong or doubtful in a registry whose ids and references are sound.

    >>> from deployments.records import Source
    >>> check(Registry(sources=[Source(id="leaflet", title="An undated leaflet")]))[0].code
    'P103'
    """
    return [problem for one in CHECKS for problem in one(registry)]


def _reports_of_the_future(registry: Registry) -> Iterator[Problem]:
    for statement in registry.statements():
        published = published_by(registry.sources[statement.source])
        days = _days(statement)
        if statement.basis is Basis.REPORTED and days and published is not None and days[0] > published:
            field = statement.kind.value if isinstance(statement.value, When) else "as_of"
            message = f"{quote(statement.source)} cannot report a day after its publication: {_written(statement)}"
            yield Problem(statement, field, "P102", message, 'write basis = "planned", or mend one of the dates')


def _undated_sources(registry: Registry) -> Iterator[Problem]:
    for source in registry.sources.values():
        if published_by(source) is None:
            message = f"nobody can tell when this was published: {quote(source.id)}"
            hint = 'write published = "[2023-05-18..2023-06-14]" if only a range is known, or accessed'
            yield Problem(source, "published", "P103", message, hint)


def _default_days(registry: Registry) -> Iterator[Problem]:
    for statement in registry.statements():
        value, wording = statement.value, statement.wording or ""
        if statement.kind is ClaimKind.MANDATE or not isinstance(value, When) or value.on is None:
            continue
        if _DEFAULT_DAY.fullmatch(str(value.on)) and not re.search(
            r"\b(?:31|1|first|eerste)\b", wording, re.IGNORECASE
        ):
            message = f"looks like a default for a year: {quote(str(value.on))}"
            hint = "write the year alone if that is all the source says, or quote its wording"
            yield Problem(statement, statement.kind.value, "P201", message, hint)


def _states_of_other_times(registry: Registry) -> Iterator[Problem]:
    for statement in registry.statements():
        subject, days = registry.subject(statement.about), _days(statement)
        if not isinstance(subject, Deployment) or not days or not isinstance(subject.contributor, Country):
            continue
        first, last = subject.contributor.years
        years = civil(int(days[0]))[0], civil(int(days[1]))[0]
        if (first is not None and years[1] < first) or (last is not None and years[0] > last):
            name = subject.contributor.name
            message = f"{name} ({first}-{last}) did not exist then: {_written(statement)}"
            yield Problem(statement, statement.kind.value, "C201", message, "name the state of that day")


def _spellings(registry: Registry) -> Iterator[Problem]:
    spelt: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in registry.statements(kind=ClaimKind.EQUIPMENT):
        for name, _ in statement.value.items if isinstance(statement.value, Equipment) else ():
            folded = re.sub(r"[\W_]+", "", name.casefold()).removesuffix("s")
            spelt[folded].setdefault(name, statement)
    for names in spelt.values():
        (first, _), *others = names.items()
        for name, statement in others:
            message = f"the same equipment under two names: {quote(first)} and {quote(name)}"
            yield Problem(statement, "equipment", "W101", message, "write one of them throughout")


CHECKS: tuple[Callable[[Registry], Iterator[Problem]], ...] = (
    _reports_of_the_future,
    _undated_sources,
    _default_days,
    _states_of_other_times,
    _spellings,
)


def _days(statement: Statement) -> tuple[float, float] | None:
    """The first and last day that the claim names, if both are finite."""
    hull = None
    if isinstance(statement.value, When):
        runs = statement.value.runs
        hull = (runs[0][0], runs[-1][1]) if runs else None
    elif statement.as_of is not None:
        hull = statement.as_of.hull
    return None if hull is None or float("inf") in map(abs, hull) else hull


def _written(statement: Statement) -> str:
    return quote(str(statement.value if statement.as_of is None else statement.as_of))
