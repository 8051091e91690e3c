"""What was promised, as programs read it: the plans that fell due, and that no report bears out."""

from __future__ import annotations

from typing import Literal, Unpack

from deployments.answers.filters import Filters
from deployments.answers.results import Promise
from deployments.registry import Registry
from deployments.shapes.answer import Answer, AskedCounts
from deployments.shapes.days import Day, SeenDay, iso_or_none
from deployments.shapes.maker import Maker
from deployments.shapes.parts import Subject
from deployments.values.dates import Day as AnyDay


class PromiseShape(Subject, frozen=True):
    """What a plan puts before the day asked for, and no report bears out by then.

    - `milestone`: what was promised: the id of its subject, a dot, and a milestone or a kind of claim.
    - `statement`: the id of the statement that promises it.
    - `due`: the days that it was promised for; it was due by the last of them.
    - `last_seen`: the last sighting.
    - `later_sources`: how many sources that speak of it may have appeared after it was due, and surely had by the day
      asked for.
    - `tellable`: false if it fell due after the newest source that speaks of it: then nobody could tell.
    - `implied`: whether no source planned it, and it only follows from what was planned.
    - `replaced`: whether a later plan moved it.
    - `called_off`: the id of the statement that called it off after the day asked for; null where none did.
    """

    milestone: str
    statement: str
    due: Day
    last_seen: SeenDay | None
    later_sources: int
    tellable: bool
    implied: bool
    replaced: bool
    called_off: str | None


class UnconfirmedCounts(AskedCounts, frozen=True):
    """How many promises there are.

    - `undated`: to so many no source gives a last day; they are only items if they are asked for.
    """

    undated: int


class UnconfirmedAnswer(Answer, frozen=True):
    """What was planned for before a day, and is reported by no source.

    - `on`: the day asked for.
    """

    answer: Literal["unconfirmed"]
    on: Day
    counts: UnconfirmedCounts
    items: tuple[PromiseShape, ...]


def unconfirmed(
    registry: Registry,
    day: AnyDay,
    *,
    implied: bool = False,
    replaced: bool = False,
    undated: bool = False,
    lang: str = "en",
    **filters: Unpack[Filters],
) -> UnconfirmedAnswer:
    """Return what plans put before a day, and no source here reports, promise by promise.

    Takes and raises what `Registry.unconfirmed` does, and the language of the texts.

    >>> import deployments
    >>> [(item.milestone, item.due.last) for item in unconfirmed(deployments.example(), "2023-07-01").items]
    [('nld-amdtf-svk.operational', '2022-04-20'), ('nld-amdtf-svk.returned', '2023-06-28')]
    """
    maker = Maker(registry, lang)
    found = registry.unconfirmed(day, implied=implied, replaced=replaced, undated=True, **filters)
    without_day = [each for each in found if each.is_undated]
    items = tuple(_promise(maker, each) for each in found if undated or not each.is_undated)
    counts = UnconfirmedCounts(len(items), maker.asked_about(filters), len(without_day))
    return UnconfirmedAnswer(
        answer="unconfirmed", on=maker.asked(day), counts=counts, items=items, **maker.answer(filters)
    )


def _promise(maker: Maker, promise: Promise) -> PromiseShape:
    (id_,) = maker.cite(promise.statement)
    called_off = None if promise.called_off is None else maker.cite(promise.called_off)[0]
    text = None if promise.implied else maker.text_of_day(promise.statement)
    return PromiseShape(
        **maker.subject(promise.milestone.partition(".")[0]),
        milestone=promise.milestone,
        statement=id_,
        due=Day(text, iso_or_none(promise.bounds.low), iso_or_none(promise.bounds.high)),
        last_seen=maker.seen(promise.last_seen),
        later_sources=promise.later_sources,
        tellable=promise.tellable,
        implied=promise.implied,
        replaced=promise.replaced,
        called_off=called_off,
    )
