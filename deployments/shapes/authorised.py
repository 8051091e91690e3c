"""What is authorised, as programs read it: until when, and at most how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Unpack

from deployments.answers.filters import Filters, Selection
from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.answers.words import Word
from deployments.claims import Basis
from deployments.registry import Registry
from deployments.shapes.answer import Answer, AskedCounts
from deployments.shapes.days import BoundDay, ComputedRange, Day, Shape, date_or_none
from deployments.shapes.maker import Maker
from deployments.shapes.parts import Subject
from deployments.values.certainty import Certainty
from deployments.values.dates import Day as AnyDay


class MandateShape(Shape, frozen=True, rename={"from_": "from"}):
    """The last day authorised.

    - `of`: the id of the deployment or the mission whose mandate it is.
    - `from`: the days of which one is that from which it holds.
    - `last`: the last day authorised; null if there is none.
    - `indefinite`: whether it is said to have none.
    - `days_left`: how many days there are from the day asked for to the latest it can be; below 0 after it.
    - `days_left_at_least`: the same to the earliest it can be: fewer where its source names no certain day.
    - `by`: who gave it.
    - `statement`: the id of the statement.
    - `replaces`: the ids of the statements of the mandates that held until then.
    """

    of: str
    from_: BoundDay
    last: Day | None
    indefinite: bool
    days_left: int | None
    days_left_at_least: int | None
    by: str | None
    statement: str
    replaces: tuple[str, ...]


class CeilingShape(Shape, frozen=True, rename={"from_": "from"}):
    """The greatest number of personnel authorised.

    - `of`: the id of the deployment or the mission whose ceiling it is.
    - `quantity`: the number, as files have it.
    - `low`: the least that this is, with the tolerance.
    - `high`: the most that this is; null where nobody gave it.
    - `from`: the days of which one is that from which it holds.
    - `until`: the days of which one is the last on which it holds, by what its source says of its own days or of
      the mandate; null if it names none.
    - `holds`: whether it holds on the day asked for: `certain`, `possible` or `no`.
    - `by`: who set it.
    - `statement`: the id of the statement.
    - `replaces`: the ids of the statements of the ceilings that held until then.
    """

    of: str
    quantity: str
    low: int
    high: int | None
    from_: BoundDay
    until: Day | None
    holds: Certainty
    by: str | None
    statement: str
    replaces: tuple[str, ...]


class RunningOutShape(Subject, frozen=True):
    """What is authorised for a deployment or a mission.

    - `inherited_from`: the id of the mission or deployment whose mandate or ceiling it is; null if all is its own.
    - `ceiling`: at most how many; null where nobody stated it.
    - `mandate`: until when; null where nobody stated it.
    - `within`: whether the day is within the mandate: `certain`, `possible` or `no`: no mandate that is stated here
      runs so long, which does not say that it expired; null where nobody stated one.
    - `exceeded`: whether more are there than the ceiling allows; null where none holds, or nobody states how many.
    - `others`: the ids of other mandates and ceilings that may be the ones that hold.
    - `planned`, `considered`: the ids of what is to be authorised, or only thought of.
    - `lapsed`: the ids of mandates that were planned or considered for later days than `mandate`, are neither any more,
      and were not reported as given.
    """

    inherited_from: str | None
    ceiling: CeilingShape | None
    mandate: MandateShape | None
    within: Certainty | None
    exceeded: Certainty | None
    others: tuple[str, ...]
    planned: tuple[str, ...]
    considered: tuple[str, ...]
    lapsed: tuple[str, ...]


class EndingShape(RunningOutShape, frozen=True):
    """A mandate that runs out.

    - `basis`: `reported` if it was given; `planned` or `considered` if that is all that is said: it never held, as far
      as these sources go, and `mandate` is null.
    - `ending`: the mandate that would run out if it were given; null where it was, and `mandate` is the one.
    """

    basis: Basis
    ending: MandateShape | None


class PresenceWord(Shape, frozen=True):
    """Whether a deployment is there.

    - `certainty`, `word`: whether, and why.
    """

    certainty: Certainty
    word: Word


class AuthorisationShape(RunningOutShape, frozen=True):
    """What is authorised for a deployment or a mission, and how many are there.

    - `presence`: whether it is there; null for a mission.
    - `strength`: how many are there; of a mission, their sum; null if the registry has no deployment of it.
    """

    presence: PresenceWord | None
    strength: ComputedRange | None


class AuthorisationAnswer(Answer, frozen=True):
    """What is authorised on a day. Deployments that are certainly not there are items only for claims of their own.

    - `on`: the day asked for.
    - `unstated`: the ids of the deployments and missions asked about for which nobody states a mandate or a ceiling.
    """

    answer: Literal["authorisation"]
    on: Day
    unstated: tuple[str, ...]
    counts: AskedCounts
    items: tuple[AuthorisationShape, ...]


def authorisation(
    registry: Registry, on: AnyDay, *, about: str | None = None, lang: str = "en", **filters: Unpack[Filters]
) -> AuthorisationAnswer:
    """Return what is authorised on one day, by missions and deployments, or for one of them.

    Takes the id of that one as `about`, `Filters`, and the language of the texts; raises what
    `Registry.authorisations` and `Registry.authorisation` raise.

    >>> import deployments
    >>> [(item.about, item.ceiling.quantity) for item in authorisation(deployments.example(), "2022-06-01").items]
    [('deu-battlegroup-svk', '700')]
    """
    maker = Maker(registry, lang)
    found: Sequence[Authorisation]
    if about is not None:
        found = [each for each in (registry.authorisation(about, on),) if each.is_stated]
        every = [about]
    else:
        found = registry.authorisations(on, **filters)
        every = Selection.of(registry, filters).authorisable()
    items = tuple(_authorisation(maker, on, each) for each in found)
    stated = {item.about for item in items}
    others = [id_ for id_ in every if id_ not in stated and not registry.authorisation(id_, on).is_stated]
    return AuthorisationAnswer(
        answer="authorisation",
        on=maker.asked(on),
        unstated=tuple(others),
        counts=AskedCounts(len(items), maker.asked_about(filters)),
        items=items,
        **maker.answer(filters),
    )


class RunningOutAnswer(Answer, frozen=True):
    """The mandates that run out between two days, and after them those that are only planned, or considered.

    - `since`, `until`: the first and the last day asked for.
    """

    answer: Literal["running-out"]
    since: Day
    until: Day
    counts: AskedCounts
    items: tuple[EndingShape, ...]


def running_out(
    registry: Registry, since: AnyDay, until: AnyDay, *, lang: str = "en", **filters: Unpack[Filters]
) -> RunningOutAnswer:
    """Return the mandates that run out from one day to another, both inclusive, each as it is on its last day.

    Takes and raises what `Registry.running_out` does, and the language of the texts.

    >>> running_out(Registry(), "2024-01-01", "2024-12-31").items
    ()
    """
    maker = Maker(registry, lang)
    found = registry.running_out(since, until, **filters)
    items = tuple(_ending(maker, each) for each in found)
    return RunningOutAnswer(
        answer="running-out",
        since=maker.asked(since),
        until=maker.asked(until),
        counts=AskedCounts(len(items), maker.asked_about(filters)),
        items=items,
        **maker.answer(filters),
    )


def _authorisation(maker: Maker, on: AnyDay, found: Authorisation) -> AuthorisationShape:
    presence, number = None, None
    if found.about in maker.registry.deployments:
        answer = maker.registry.presence(found.about, on)
        presence = PresenceWord(answer.certainty, answer.word)
        number = ComputedRange(answer.strength.low, answer.strength.high, computed=answer.strength.computed)
    elif maker.asked_about({"mission": found.about}):
        total = maker.registry.strength(on, mission=found.about)
        number = ComputedRange(total.low, total.high, computed=True)
    return AuthorisationShape(**authorised(maker, found), presence=presence, strength=number)


def _ending(maker: Maker, found: Authorisation) -> EndingShape:
    ending = found.ending
    return EndingShape(
        **authorised(maker, found),
        basis=Basis.REPORTED if ending is None else maker.registry.basis(ending.statement),
        ending=None if ending is None else _mandate(maker, ending),
    )


def authorised(maker: Maker, found: Authorisation) -> dict[str, Any]:
    """Return the keys of what is authorised."""
    whose = [each.of for each in (found.mandate, found.ceiling) if each is not None]
    return {
        **maker.subject(found.about),
        "inherited_from": next((id_ for id_ in whose if id_ != found.about), None),
        "ceiling": None if found.ceiling is None else _ceiling(maker, found.ceiling),
        "mandate": None if found.mandate is None else _mandate(maker, found.mandate),
        "within": found.certainty,
        "exceeded": found.exceeded,
        "others": maker.cite(*found.others),
        "planned": maker.cite(*found.planned),
        "considered": maker.cite(*found.considered),
        "lapsed": maker.cite(*found.lapsed),
    }


def _mandate(maker: Maker, mandate: Mandate) -> MandateShape:
    days = date_or_none(mandate.earliest), date_or_none(mandate.latest)
    (id_,) = maker.cite(mandate.statement)
    return MandateShape(
        of=mandate.of,
        from_=maker.bounds(mandate.since),
        last=None if mandate.is_indefinite else Day(maker.text_of_day(mandate.statement), *days),
        indefinite=mandate.is_indefinite,
        days_left=mandate.days_left,
        days_left_at_least=mandate.days_left_at_least,
        by=mandate.by,
        statement=id_,
        replaces=maker.cite(*mandate.replaces),
    )


def _ceiling(maker: Maker, ceiling: Ceiling) -> CeilingShape:
    low, high = ceiling.quantity.bounds(maker.registry.tolerance)
    until = date_or_none(ceiling.until_at_least), date_or_none(ceiling.until)
    (id_,) = maker.cite(ceiling.statement)
    return CeilingShape(
        of=ceiling.of,
        quantity=str(ceiling.quantity),
        low=low,
        high=high,
        from_=maker.bounds(ceiling.since),
        until=None if ceiling.until is None else Day(None, *until),
        holds=ceiling.holds,
        by=ceiling.by,
        statement=id_,
        replaces=maker.cite(*ceiling.replaces),
    )
