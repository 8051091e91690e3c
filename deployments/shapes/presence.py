"""Who is where, from when to when, and with how many, as programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Unpack

from deployments.answers.filters import Filters
from deployments.answers.results import Period, Presence, Total
from deployments.answers.sentences import cited_in_sentence, sentence_of_period
from deployments.answers.words import Word
from deployments.records import Deployment, id_of
from deployments.registry import Registry
from deployments.shapes.answer import Answer, AskedCounts, Counts
from deployments.shapes.days import Day, ExpectedDay, IsoDay, SeenDay, Shape, iso_or_none
from deployments.shapes.maker import Maker
from deployments.shapes.parts import DeploymentShape, StatedFigure, StrengthShape
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from deployments.values.dates import Day as AnyDay

# --- who -------------------------------------------------------------------------------------------------


class PresenceShape(DeploymentShape, frozen=True):
    """Whether a deployment is there on the days asked for, why, and with how many.

    - `certainty`: `certain`, `possible` or `no`.
    - `word`: the one word that says why.
    - `disputed`: whether reports that contradict each other are behind it.
    - `sentence`: why, in one or two sentences that name who said so and when.
    - `figure`: how many there are, as it was said.
    - `arrives`, `leaves`: its first and its last day there, or the nearest to them that anybody speaks of.
    - `last_seen`: the last sighting that can be of a day not after those asked for.
    - `certain_until`: the last day, not after those asked for, on which it is certainly there.
    - `strength`: how many there are.
    - `considered`: the numbers that are only under consideration, none of which is in `strength`.
    - `mandate`: whether the one day asked for is within a mandate: `certain`, `possible` or `no`: no mandate that is
      stated here runs so long, which does not say that it expired; null for several days, or where none is stated.
    - `statements`: the ids of the statements that the sentence cites.
    - `witnesses`: how many sources these are of; of those that rest on each other only one counts.
    - `hinges_on`: the ids of the sources any one of which, taken away, changes the answer; null where it was not asked.
    """

    certainty: Certainty
    word: Word
    disputed: bool
    sentence: str
    figure: str
    arrives: ExpectedDay | None
    leaves: ExpectedDay | None
    last_seen: SeenDay | None
    certain_until: IsoDay | None
    strength: StrengthShape
    considered: tuple[StatedFigure, ...]
    mandate: Certainty | None
    statements: tuple[str, ...]
    witnesses: int
    hinges_on: tuple[str, ...] | None


class PlacedCounts(AskedCounts, frozen=True):
    """How many there are, and of how many nobody can tell it.

    - `unplaced`: so many deployments may be in the country asked for, as no country is written of their place; 0 where
      no country was asked for.
    """

    unplaced: int


class ActiveCounts(PlacedCounts, frozen=True):
    """How many deployments are, or may be, there.

    - `certain`, `possible`: so many of the items are.
    - `not_yet`, `unspoken`, `authorised`, `stale`, `cancelled`: so many may be there, and are only listed if all are
      asked for: to come later; nobody speaks of those days; only authorised; nobody has spoken for long; called off.
    """

    certain: int
    possible: int
    not_yet: int
    unspoken: int
    authorised: int
    stale: int
    cancelled: int


class PlacedAnswer(Answer, frozen=True):
    """An answer about those at a place, with those of which nobody can tell whether they are at it.

    - `unplaced`: the ids of the deployments that may be in the country asked for, as no country is written of their
      place; empty where no country was asked for.
    """

    unplaced: tuple[str, ...]


class ActiveAnswer(PlacedAnswer, frozen=True):
    """Who is there on the days asked for.

    - `on`: the days asked for.
    - `throughout`: whether it was asked for every one of them.
    """

    answer: Literal["active"]
    on: Day
    throughout: bool
    counts: ActiveCounts
    items: tuple[PresenceShape, ...]


def unplaced_ids(registry: Registry, on: AnyDay, filters: Filters, *, throughout: bool = False) -> tuple[str, ...]:
    """Return the ids of those of which nobody can tell whether they are in the country asked for.

    >>> import deployments
    >>> unplaced_ids(deployments.example(), "2023-06-20", {"place": "SVK"})
    ()
    """
    return tuple(each.deployment.id for each in registry.unplaced(on, throughout=throughout, **filters))


def active(
    registry: Registry,
    on: AnyDay,
    *,
    certain: bool = False,
    possible: bool = False,
    throughout: bool = False,
    not_excluded: bool = False,
    hinges: bool = False,
    lang: str = "en",
    **filters: Unpack[Filters],
) -> ActiveAnswer:
    """Return who is certainly there on the days asked for, who perhaps, why, and how many are left out.

    Takes and raises what `Registry.active` does; `hinges` as `Registry.presence` does, and the language of the texts.

    >>> import deployments
    >>> found = active(deployments.example(), "2023-06-20", contributor="NLD")
    >>> [(item.deployment, str(item.word), item.leaves.last) for item in found.items]
    [('nld-amdtf-svk', 'staying', '2023-06-28')]
    """
    maker = Maker(registry, lang)
    found: Sequence[Presence] = registry.active(
        on, certain=certain, possible=possible, throughout=throughout, not_excluded=not_excluded, **filters
    )
    if hinges:
        found = [registry.presence(each.deployment, on, throughout=throughout, hinges=True) for each in found]
    items = tuple(PresenceShape(**maker.presence(each)) for each in found)
    sure = sum(each.certainty is Certainty.CERTAIN for each in items)
    left_out = {str(word): number for word, number in registry.left_out(on, throughout=throughout, **filters).items()}
    words = {str(word): left_out.get(word, 0) for word in Word if word.is_left_out}
    unplaced = unplaced_ids(registry, on, filters, throughout=throughout)
    return ActiveAnswer(
        answer="active",
        on=maker.asked(on),
        throughout=throughout,
        unplaced=unplaced,
        counts=ActiveCounts(
            items=len(items),
            asked=maker.asked_about(filters),
            unplaced=len(unplaced),
            certain=sure,
            possible=len(items) - sure,
            **words,
        ),
        items=items,
        **maker.answer(filters),
    )


class AnyoneAnswer(PlacedAnswer, frozen=True):
    """Whether anybody is there on the days asked for.

    - `on`: the days asked for.
    - `certainty`: `certain`, `possible` or `no`.
    """

    answer: Literal["anyone"]
    on: Day
    certainty: Certainty
    counts: PlacedCounts
    items: tuple[PresenceShape, ...]


def anyone(registry: Registry, on: AnyDay, *, lang: str = "en", **filters: Unpack[Filters]) -> AnyoneAnswer:
    """Return whether at least one deployment is there on the days asked for, and who that is or may be.

    Takes and raises what `Registry.anyone` does, and the language of the texts.

    >>> import deployments
    >>> str(anyone(deployments.example(), "2022-05-01", place="SVK").certainty)
    'certain'
    """
    maker = Maker(registry, lang)
    found = registry.anyone(on, **filters)
    items = tuple(PresenceShape(**maker.presence(each)) for each in found.presences)
    unplaced = unplaced_ids(registry, on, filters)
    return AnyoneAnswer(
        answer="anyone",
        on=maker.asked(on),
        unplaced=unplaced,
        certainty=found.certainty,
        counts=PlacedCounts(len(items), maker.asked_about(filters), len(unplaced)),
        items=items,
        **maker.answer(filters),
    )


# --- when ------------------------------------------------------------------------------------------------


class PeriodShape(Shape, frozen=True):
    """Days that follow each other, on which a deployment is there equally certainly.

    - `first`, `last`: the first and the last of them; null where nobody names one.
    - `days`: how many they are; null without a first or a last.
    - `certainty`: `certain` or `possible`.
    - `words`: why, for its days in order, each once.
    - `sentence`: why, on its first and its last day; where not all have the same, that of the last after its day.
    - `statements`: the ids of the statements that the sentence cites.
    """

    first: IsoDay | None
    last: IsoDay | None
    days: int | None
    certainty: Certainty
    words: tuple[Word, ...]
    sentence: str | None
    statements: tuple[str, ...]


class PeriodsAnswer(Answer, frozen=True):
    """From when to when a deployment is there.

    - `deployment`: which one.
    - `left_out`: the days on which it may be there, and on which `active` leaves it out.
    """

    answer: Literal["periods"]
    deployment: DeploymentShape
    left_out: tuple[PeriodShape, ...]
    counts: Counts
    items: tuple[PeriodShape, ...]


def periods(registry: Registry, deployment: str | Deployment, *, lang: str = "en") -> PeriodsAnswer:
    """Return from when to when a deployment is certainly there, and from when to when perhaps.

    Takes and raises what `Registry.periods` does, and the language of the texts.

    >>> import deployments
    >>> [(item.first, item.last) for item in periods(deployments.example(), "deu-patriot-pol").items]
    [('2023-05-26', '2023-05-26'), ('2023-05-27', '2024-11-26')]
    """
    maker = Maker(registry, lang)
    found = registry.periods(deployment, not_excluded=True)
    id_ = deployment.id if isinstance(deployment, Deployment) else deployment
    items = tuple(_period(maker, id_, each) for each in found if each.is_listed)
    return PeriodsAnswer(
        answer="periods",
        deployment=DeploymentShape(**maker.deployment(registry.deployments[id_])),
        left_out=tuple(_period(maker, id_, each) for each in found if not each.is_listed),
        counts=Counts(len(items)),
        items=items,
        **maker.answer(),
    )


def _period(maker: Maker, id_: str, period: Period) -> PeriodShape:
    first, last = iso_or_none(period.low), iso_or_none(period.high)
    found = {day: maker.registry.presence(id_, iso(day)) for day in period.ends}
    sentence = sentence_of_period(period, lambda day: found[day].sentence(maker.lang), maker.lang)
    return PeriodShape(
        first=first,
        last=last,
        days=None if first is None or last is None else int(period.days),
        certainty=period.certainty,
        words=period.words,
        sentence=sentence or None,
        statements=maker.cite(*(said for each in found.values() for said in cited_in_sentence(each))),
    )


# --- how many --------------------------------------------------------------------------------------------


class GroupShape(Shape, frozen=True):
    """What the deployments of a sum have in common.

    - `by`: `contributor`, `mission` or `place`; null for all that were asked about.
    - `id`: the code of a country or the name of an organisation, the id of a mission, or a place; null for none.
    """

    by: str | None
    id: str | None


class PartShape(Shape, frozen=True):
    """One of the deployments of a sum.

    - `deployment`: its id.
    - `label`: what it is called, in the language asked for.
    - `certainty`, `word`: whether it is there, and why.
    - `figure`: how many there are, as it was said.
    - `strength`: how many there are.
    - `considered`: the numbers that are only under consideration, none of which is in `strength`.
    """

    deployment: str
    label: str
    certainty: Certainty
    word: Word
    figure: str
    strength: StrengthShape
    considered: tuple[StatedFigure, ...]


class StatedTotal(Shape, frozen=True):
    """What sources state of a mission as a whole, which is no sum.

    - `mission`: the id of the mission.
    - `low`: the least that they say it is.
    - `high`: the greatest that they say it is; null where nobody gave one.
    - `disputed`: whether they disagree.
    - `stated`: the figures as they were said.
    """

    mission: str
    low: int
    high: int | None
    disputed: bool
    stated: tuple[StatedFigure, ...]


class AuthorisedNumber(Shape, frozen=True):
    """How many are authorised for a mission on the day asked for.

    - `ceiling`: the greatest number, as a source said it.
    - `exceeded`: whether more are there: `certain`, `possible` or `no`; null where nobody states how many there are.
    - `statement`: the id of the statement.
    """

    ceiling: str
    exceeded: Certainty | None
    statement: str


class SumShape(Shape, frozen=True):
    """A sum of strengths, which the library computed.

    - `group`: whose.
    - `low`: the least that the sum of those with a number can be; those in `unstated` add nothing, whose own `low` is 1
      where somebody is certainly there. Null if no deployment of the registry is asked about.
    - `high`: the greatest that it can be; null while the number of anybody who may be there is unstated, or has no
      upper end, and if no deployment of the registry is asked about.
    - `stated_high`: the greatest that the sum of those with a number can be; null if there are none.
    - `computed`: whether it is more than what one source said.
    - `disputed`: whether reports disagree.
    - `parts`: the deployments that may be there.
    - `unstated`: the ids of those among them for whom no number counts on some of the days asked for: none was stated,
      or the last is too old.
    - `not_excluded`: the ids of those that may be there and are left out: planned for later, called off, only
      authorised, not spoken of so early, or not spoken of for long.
    - `stated`: what sources state of the mission asked for as a whole.
    - `authorised`: how many are authorised for the mission, where it is a sum of one, and one day was asked for; null
      where no ceiling holds on that day.
    """

    group: GroupShape
    low: int | None
    high: int | None
    stated_high: int | None
    computed: bool
    disputed: bool
    parts: tuple[PartShape, ...]
    unstated: tuple[str, ...]
    not_excluded: tuple[str, ...]
    stated: StatedTotal | None
    authorised: AuthorisedNumber | None


class StrengthAnswer(PlacedAnswer, frozen=True):
    """How many personnel are there on the days asked for.

    - `on`: the days asked for.
    - `by`: what the sums are of.
    - `total`: the sum of all that were asked about; no deployment is in it twice.
    """

    answer: Literal["strength"]
    on: Day
    by: str
    total: SumShape
    counts: PlacedCounts
    items: tuple[SumShape, ...]


def strength(
    registry: Registry,
    on: AnyDay,
    by: str = "contributor",
    *,
    not_excluded: bool = False,
    ranges: bool = False,  # noqa: ARG001 - they are always in it
    lang: str = "en",
    **filters: Unpack[Filters],
) -> StrengthAnswer:
    """Return the strengths by contributor, mission or place on the days asked for, and their sum.

    Takes and raises what `Registry.strength_by` does, `ranges` as the report does, and the language of the texts.

    >>> import deployments
    >>> found = strength(deployments.example(), "2022-06-01")
    >>> [(item.group.id, item.low, item.high, item.unstated) for item in found.items]
    [('DEU', 0, None, ('deu-patriot-svk',)), ('NLD', 108, 132, ())]
    """
    sums = _Sums(Maker(registry, lang), on)
    totals = registry.strength_by(by, on, not_excluded=not_excluded, **filters)
    items = tuple(sums.sum(GroupShape(by, name or None), total) for name, total in totals.items())
    total = registry.strength(on, not_excluded=not_excluded, **filters)
    whole = GroupShape("mission", id_of(filters["mission"])) if _is_of_mission(filters) else GroupShape(None, None)
    unplaced, asked = unplaced_ids(registry, on, filters), sums.maker.asked_about(filters)
    return StrengthAnswer(
        answer="strength",
        unplaced=unplaced,
        on=sums.maker.asked(on),
        by=by,
        total=sums.sum(whole, total, is_of_some=asked > 0),
        counts=PlacedCounts(len(items), asked, len(unplaced)),
        items=items,
        **sums.maker.answer(filters),
    )


def _is_of_mission(filters: Filters) -> bool:
    others = filters.get("contributor"), filters.get("place")
    return filters.get("mission") is not None and others == (None, None)


class _Sums:
    """Makes sums of strengths; each deployment in them is asked for once."""

    def __init__(self, maker: Maker, on: AnyDay) -> None:
        self.maker = maker
        self.registry = maker.registry
        self.on = on
        self._parts: dict[str, PartShape] = {}

    def sum(self, group: GroupShape, total: Total, *, is_of_some: bool = True) -> SumShape:
        """Return the sum of a group; of no deployment that the registry knows it is no number, and not 0."""
        return SumShape(
            group=group,
            low=total.low if is_of_some else None,
            high=total.high if is_of_some else None,
            stated_high=total.stated_high if total.is_stated else None,
            computed=total.computed,
            disputed=total.disputed,
            parts=tuple(self._part(each.id) for each, _ in total.parts),
            unstated=tuple(each.id for each in total.unstated),
            not_excluded=tuple(each.id for each in total.not_excluded),
            stated=self._stated(total),
            authorised=self._authorised(group),
        )

    def _part(self, id_: str) -> PartShape:
        found = self._parts.get(id_)
        if found is None:
            presence = self.registry.presence(id_, self.on)
            found = self._parts[id_] = PartShape(
                deployment=id_,
                label=self.maker.words.deployment(presence.deployment),
                certainty=presence.certainty,
                word=presence.word,
                figure=presence.figure(self.maker.lang),
                strength=self.maker.strength(presence.strength),
                considered=tuple(map(self.maker.figure, presence.considered)),
            )
        return found

    def _stated(self, total: Total) -> StatedTotal | None:
        stated = total.reported_total
        if stated is None:
            return None
        return StatedTotal(
            mission=stated.statements[0].about,
            low=stated.low,
            high=stated.high,
            disputed=stated.disputed,
            stated=tuple(map(self.maker.figure, stated.stated)),
        )

    def _authorised(self, group: GroupShape) -> AuthorisedNumber | None:
        if group.by != "mission" or group.id is None or not self.maker.is_one_day(self.on):
            return None
        found = self.registry.authorisation(group.id, self.on)
        if found.ceiling is None or found.ceiling.holds is Certainty.NO:
            return None
        (id_,) = self.maker.cite(found.ceiling.statement)
        return AuthorisedNumber(str(found.ceiling.quantity), found.exceeded, id_)
