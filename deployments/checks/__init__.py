"""The checks of a registry whose ids and references are sound: each is a plain function.

A check takes a registry and yields a `Problem` for each thing that is doubtful. `CHECKS` lists those that only look at
the records, and `CONTRADICTIONS` those that put all statements together. A new check is a function here, in one of the
two lists, its code in `diagnostics.CODES`, and an entry in `docs/errors.md`.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from deployments.checks import comparisons, doubts, leaps, proofs, stays
from deployments.checks.citations import cited
from deployments.claims import Basis, ClaimKind, Equipment
from deployments.errors import quote
from deployments.locales import all_languages
from deployments.patterns import lazy_pattern
from deployments.records import Deployment, Event, Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.solver.bounds import Dispute
from deployments.store import published_by
from deployments.values.calendar import civil
from deployments.values.countries import Country, Place, countries_named_in
from deployments.values.when import When

_DEFAULT_DAY = lazy_pattern(r"-?[0-9]{4,}-(?:01-01|12-31)")
_FIRST_OR_LAST = ("-01-01", "-12-31")


def _reports_of_the_future(registry: Registry) -> Iterator[Problem]:
    for statement in registry.statements:
        if _is_after_its_publication(registry, statement):
            field = statement.kind.value if isinstance(statement.value, When) else "as_of"
            message = f"{quote(statement.source)} cannot report a day after its publication: {_written(statement)}"
            planned = f'basis = {{ {statement.kind.value} = "planned" }}'
            hint = f"write {'an end' if statement.value is False else planned}, or mend one of the dates"
            yield Problem(statement, field, "P102", message, hint)


def _is_after_its_publication(registry: Registry, statement: Statement) -> bool:
    if statement.basis is not Basis.REPORTED:
        return False
    published, days = published_by(registry.sources[statement.source]), _days(statement)
    return days is not None and published is not None and days[0] > published


def _undated_sources(registry: Registry) -> Iterator[Problem]:
    for source in registry.sources.values():
        if published_by(source) is None:
            message = f"nobody can tell when this was published: {quote(source.id)}"
            hint = 'write published = "[2023-05-18..2023-06-14]" if only a range is known, or accessed'
            yield Problem(source, "published", "P103", message, hint)


def _default_days(registry: Registry) -> Iterator[Problem]:
    for statement in registry.statements_where("value", _is_default_day):
        if statement.kind is not ClaimKind.MANDATE and not _names_the_day(statement.wording or ""):
            assert isinstance(statement.value, When)  # noqa: S101 - so they were chosen
            message = f"looks like a default for a year: {quote(str(statement.value.on))}"
            hint = "write the year alone if that is all the source says, or quote its wording"
            yield Problem(statement, statement.kind.value, "P201", message, hint)


def _is_default_day(value: object) -> bool:
    if not isinstance(value, When) or value.on is None:
        return False
    text = value.on.text
    return text.endswith(_FIRST_OR_LAST) and bool(_DEFAULT_DAY.fullmatch(text))


def _names_the_day(wording: str) -> bool:
    words = ["31", "1", *(re.escape(word) for language in all_languages() for word in language.FIRST_DAY)]
    return re.search(rf"\b(?:{'|'.join(words)})\b", wording, re.IGNORECASE) is not None


def _states_of_other_times(registry: Registry) -> Iterator[Problem]:
    for deployment in registry.deployments.where("contributor", _has_passed):
        for statement in registry.statements_of(about=deployment):
            assert isinstance(deployment.contributor, Country)  # noqa: S101 - so they were chosen
            yield from _of_another_time(statement, deployment.contributor)


def _has_passed(contributor: object) -> bool:
    return isinstance(contributor, Country) and contributor.years != (None, None)


def _of_another_time(statement: Statement, country: Country) -> Iterator[Problem]:
    days = _days(statement)
    if days is not None:
        first, last = country.years
        years = civil(int(days[0]))[0], civil(int(days[1]))[0]
        if (first is not None and years[1] < first) or (last is not None and years[0] > last):
            message = f"{country.name} ({first or ''}-{last or ''}) did not exist then: {_written(statement)}"
            yield Problem(statement, statement.kind.value, "C201", message, "name the state of that day")


def _places_in_no_country(registry: Registry) -> Iterator[Problem]:
    """Yield C102 for each record at a place in no country whose text names some: who asks by these does not see it."""
    nowhere = {
        place: _countries_named(place) for place in {*registry.places, *(e.place for e in registry.events.values())}
    }
    records: Iterable[Deployment | Event] = registry.deployments.where("place", nowhere.get)
    for record in itertools.chain(records, registry.events.values()):
        place = record.place
        named = nowhere.get(place)
        if place is not None and place.name is not None and named:
            countries = " and ".join(f"{each.alpha_3} ({each.name})" for each in named)
            message = f"a place in no country, though it names {countries}: {quote(place.name)}"
            yield Problem(record, "place", "C102", message, _for_place(record, place.name, named))


def _countries_named(place: Place | None) -> Sequence[Country]:
    """Return the countries that the name of a place in no country names."""
    return [] if place is None or place.country is not None or place.name is None else countries_named_in(place.name)


def _for_place(record: Deployment | Event, name: str, named: Sequence[Country]) -> str:
    """Return what to write for a place whose text names countries."""
    text = json.dumps(name, ensure_ascii=False)
    written = f'if it is there, write place = {{ country = "{named[0].alpha_3}", name = {text} }}'
    if len(named) == 1 or isinstance(record, Event):
        return written
    each = " and ".join(f'place = "{country.alpha_3}"' for country in named)
    of_one = "where one number is of all, as parts (part_of) of one without a place"
    return f"write a deployment for each, {each}; {of_one}"


def _spellings(registry: Registry) -> Iterator[Problem]:
    spelt: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in registry.statements_of(kind=ClaimKind.EQUIPMENT):
        for name, _ in statement.value.items if isinstance(statement.value, Equipment) else ():
            folded = re.sub(r"[\W_]+", "", name.casefold()).removesuffix("s")
            spelt[folded].setdefault(name, statement)
    for names in spelt.values():
        (first, _), *others = names.items()
        for name, statement in others:
            message = f"the same equipment under two names: {quote(first)} and {quote(name)}"
            yield Problem(statement, "equipment", "W101", message, "write one of them throughout")


def _disputes(registry: Registry) -> Iterator[Problem]:
    for dispute in registry.disputes():
        statement = dispute.statement
        if dispute.settled and not dispute.against and _is_after_its_publication(registry, statement):
            continue  # that is told already
        if dispute.settled:
            others = f" together with: {'; '.join(map(cited, dispute.against))}" if dispute.against else ""
            message = f"{cited(statement)} cannot be true{others}"
            yield Problem(statement, statement.kind.value, "K101", message, _hint(dispute))
        else:
            message = (
                f"circular date constraints; gave up before deciding whether they are consistent: {cited(statement)}"
            )
            yield Problem(statement, statement.kind.value, "K102", message, "give one of the milestones a date")


def _hint(dispute: Dispute) -> str:
    if dispute.statement.kind is ClaimKind.DECIDED and all(
        each.kind is not ClaimKind.DECIDED for each in dispute.against
    ):
        return "an extension? write end_decided"
    return "keep both, answers say disputed; or mend what was misread; write corrects where one puts the other right"


def _gaps(registry: Registry) -> Iterator[Problem]:
    for gap in registry.gaps():
        around = f"{cited(gap.before)} and {cited(gap.after)}"
        message = f"nobody there between two days on which somebody was: {cited(gap.absence)}, between {around}"
        hint = "one stay has no gap: write two deployments"
        yield Problem(gap.absence, gap.absence.kind.value, "K201", message, hint)


Check = Callable[[Registry], Iterator[Problem]]

#: The checks that only look at the records: those of `deployments.read` and `load`.
CHECKS: tuple[Check, ...] = (
    _undated_sources,
    _default_days,
    _states_of_other_times,
    _places_in_no_country,
    _spellings,
)


#: The checks that put all statements together, look into the texts of sources, or blame what can be read, which
#: `deployments.check` makes too.
CONTRADICTIONS: tuple[Check, ...] = (
    _reports_of_the_future,
    doubts.bases,
    doubts.own_plans,
    doubts.changes,
    doubts.corrections,
    doubts.presences_to_come,
    _disputes,
    _gaps,
    comparisons.numbers,
    leaps.figures,
    leaps.of_one_day,
    stays.all_of,
    proofs.wordings,
    proofs.numbers,
)


def _days(statement: Statement) -> tuple[float, float] | None:
    """Return the first and last day that the claim names, if both are finite."""
    hull = None
    if isinstance(statement.value, When):
        runs = statement.value.runs
        hull = (runs[0][0], runs[-1][1]) if runs else None
    elif statement.as_of is not None:
        hull = statement.as_of.hull
    return None if hull is None or float("inf") in map(abs, hull) else hull


def _written(statement: Statement) -> str:
    return quote(str(statement.value if statement.as_of is None else statement.as_of))
