"""With how many: each figure as it was said, and what they come to, marked as computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Unpack

from deployments.answers.figures_as_said import total_as_said
from deployments.answers.filters import Filters
from deployments.answers.grounds import sources_of
from deployments.answers.results import Presence, Strength, Total
from deployments.answers.words import Word
from deployments.claims import Basis
from deployments.records import Deployment
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.blocks import Block, Row
from deployments.reports.presence_reports import PresencePhrases, StyledFilters, few_left_out, split
from deployments.reports.sections import Section
from deployments.values.certainty import Certainty
from deployments.values.dates import Day, UncertainDate

#: Why there is no number, in the order in which it is told.
_WITHOUT_NUMBER = ("unstated", "partly unstated", "outdated", "only considered")


def strength(
    registry: Registry,
    on: Day,
    by: str = "contributor",
    *,
    not_excluded: bool = False,
    ranges: bool = False,
    **options: Unpack[StyledFilters],
) -> str:
    """Return the strengths by contributor, mission or place on the days asked for, and their sum, as text.

    Each is given as it was said, with `ranges` also as the range that is computed from it. There is no total where
    nobody states the number of somebody who may be there. Takes `Filters`, and a `Style`; raises what
    `Registry.strength_by` raises.

    >>> print(strength(Registry(), "2022-05-01"))
    How many are there on 1 May 2022
    <BLANKLINE>
    Nobody, as far as these sources go.
    """
    style, filters = split(options)
    totals = registry.strength_by(by, on, not_excluded=not_excluded, **filters)
    total = registry.strength(on, not_excluded=not_excluded, **filters)
    left_out = {} if not_excluded else registry.left_out(on, **filters)
    everybody = few_left_out(registry, on, left_out, filters)
    unplaced = registry.unplaced(on, **filters)
    asked = _Asked(on, by, filters, totals, total, left_out, everybody, ranges=ranges, unplaced=unplaced)
    return sections.render(_StrengthReport(registry, sections.language(style)).sections(asked), style)


class _Asked(NamedTuple):
    """The answers about how many there are, and how they were asked for."""

    on: Day
    by: str
    filters: Filters
    totals: Mapping[str, Total]
    total: Total
    left_out: Mapping[Word, int]
    everybody: Sequence[Presence]
    ranges: bool
    unplaced: Sequence[Presence]

    @property
    def mission(self) -> str | None:
        """The id of the mission asked for, if nothing else was."""
        given = {name: value for name, value in self.filters.items() if value is not None}
        mission = given.pop("mission", None)
        return None if given or mission is None else getattr(mission, "id", str(mission))


def _is_mixed(presence: Presence) -> bool:
    """Tell whether a figure that is planned stands beside another: their range is no source's, and not in the text."""
    stated = presence.strength.stated
    is_own = any(each.statement.about == presence.deployment.id for each in stated)
    return is_own and len(stated) > 1 and any(each.basis is Basis.PLANNED for each in stated)


class _StrengthReport(PresencePhrases):
    """The sections of this report."""

    def sections(self, asked: _Asked) -> Iterator[Section]:
        total = asked.total
        yield self.first(self.title("strength past", "strength present", asked.on), asked.filters)
        ids = {deployment.id for own in asked.totals.values() for deployment, _ in own.parts}
        presences = {id_: self.registry.presence(id_, asked.on) for id_ in ids}
        if not total.parts:
            yield Section(lines=(self.nobody(asked.filters, asked.left_out, unplaced=asked.unplaced),))
        for name, own in asked.totals.items():
            if own.parts:
                yield self.group(asked, name, own, presences)
        rows = [*(self.sum_rows(total, presences) if total.parts else ()), *self.mission_rows(asked)]
        if rows:
            yield Section(blocks=[Block(rows=rows)], headers=self.headers("sum", "strength", "said by"))
        asides = [*self.asides(total), *self.overlaps(asked.totals, total)]
        others = [*self.left_out(asked.left_out, asked.everybody), *self.unplaced(asked.unplaced)]
        if lines := [*asides, *others]:
            yield Section(lines=tuple(lines))
        figures = [each.statement for _, each_strength in total.parts for each in each_strength.stated]
        silence = self.long_silence(presences.values(), asked.left_out)
        yield self.last(*self.tolerance(presences, asked.on, figures=figures), *silence)

    # --- one by one ---

    def group(self, asked: _Asked, name: str, own: Total, presences: Mapping[str, Presence]) -> Section:
        """Return the section of a contributor, a mission or a place, with the sum of it beside its name."""
        strengths = {deployment.id: each for deployment, each in own.parts}
        blocks = self.blocks(
            (presences[id_] for id_ in strengths),
            lambda each: self.rows(asked, each, strengths[each.deployment.id]),
        )
        beside = self.sum(own) if len(own.parts) > 1 else ""
        headers = self.headers("about", "strength", "id")
        return Section(self.group_name(asked.by, name), aside=beside, headers=headers, blocks=blocks)

    def rows(self, asked: _Asked, presence: Presence, strength: Strength) -> Iterator[Row]:
        """Yield how many of one there are, as it was said, whether they are there, and with what."""
        word = "if certain" if presence.certainty is Certainty.CERTAIN else "if perhaps"
        yield Row(self.words[word].format(figure=self.notes.figure(presence)))
        if equipment := self.equipment_by(presence, asked.on):
            yield Row(equipment)
        if asked.ranges and strength.is_stated:
            text = self.phrases.people(strength.low, strength.high)
            inside = strength.if_there
            if inside is not None and (inside.low, inside.high) != (strength.low, strength.high):
                text = self.words["if there"].format(range=text, inside=self.phrases.people(inside.low, inside.high))
            yield Row(self.words["computed range"].format(range=text))

    def group_name(self, by: str, name: str) -> str:
        """Return the name of a contributor, mission or place, which `by` says."""
        if not name:
            return self.words[f"no {by}"]
        if by == "mission":
            return self.told(self.registry.missions[name].name)
        if by == "place":
            return next((self.place(each) for each in self.registry.places if str(each) == name), name)
        found = (self.contributor(each) for each in self.registry.contributors if str(each) == name)
        return next(found, name)

    # --- in all ---

    def sum_rows(self, total: Total, presences: Mapping[str, Presence]) -> Iterator[Row]:
        """Yield what the figures come to, for how many of all who may be there, and of whom nobody states any."""
        stated = [deployment for deployment, strength in total.parts if strength.is_stated]
        if stated:
            label = self.words["sum"]
            if len(stated) < len(total.parts):
                label = self.words["stated for"].format(number=len(stated), parts=len(total.parts))
            yield Row(self.sum_of(total, stated, presences), label)
        yield from self.without_number(total, presences, is_any_stated=bool(stated))

    def without_number(self, total: Total, presences: Mapping[str, Presence], *, is_any_stated: bool) -> Iterator[Row]:
        """Yield that there is no total, and of whom nobody states the number, or only an old one, or considers one."""
        strengths = {deployment.id: strength for deployment, strength in total.parts}
        told: dict[str, list[Deployment]] = {word: [] for word in _WITHOUT_NUMBER}
        for each in total.unstated:
            told[_why_without_number(strengths[each.id], presences.get(each.id))].append(each)
        if told["unstated"] and not (is_any_stated or told["only considered"] or told["outdated"]):
            yield Row(self.words["no total"])
            return
        for word, own in told.items():
            if own:
                yield Row(self.words[word].format(deployments="; ".join(map(self.deployment, own))))

    def sum_of(self, total: Total, stated: Sequence[Deployment], presences: Mapping[str, Presence]) -> str:
        """Return a sum: of one figure as it was said, and whatever was computed marked so."""
        text = self.words["computed sum"].format(sum=self.phrases.people(total.low, total.stated_high))
        is_disputed = False
        if len(stated) == 1 and stated[0].id in presences:
            presence = presences[stated[0].id]
            inside = presence.strength.if_there or presence.strength
            is_told = inside.low == inside.high or (presence.strength.computed and not _is_mixed(presence))
            figure = self.notes.figure(presence)
            is_same = is_told and (inside.low, inside.high) == (total.low, total.stated_high)
            text = figure if is_same else self.words["said and computed"].format(figure=figure, computed=text)
            is_disputed = presence.strength.disputed  # the figure says so
        return self.words["disputed"].format(answer=text) if total.disputed and not is_disputed else text

    def mission_rows(self, asked: _Asked) -> Iterator[Row]:
        """Yield the number that sources state of the mission asked for, if any does, and what is authorised for it."""
        if asked.mission is None:
            return
        own = asked.total.reported_total
        text = self.words["no such total"]
        if own is not None:
            text = total_as_said(own, sources_of(self.registry, own.statements), self.lang, self.notes.cite)
        yield Row(text, self.words["stated total"])
        days = UncertainDate.of(asked.on)
        if days.hull[0] == days.hull[1]:
            yield Row(self.authorised_for(asked.mission, asked.on), self.words["authorised for it"])

    def authorised_for(self, mission: str, on: Day) -> str:
        """Return the ceiling and the mandate of a mission, as they were said."""
        found = self.registry.authorisation(mission, on)
        held = [each.statement for each in (found.ceiling, found.mandate) if each is not None]
        if not held:
            return self.words["none stated"]
        ended = found.ceiling if found.ceiling is not None and found.ceiling.holds is Certainty.NO else None
        texts = [] if ended is None else [self.ended(ended, mission)]
        texts += [f"{self.authorised(each)} {self.notes.mark(each)}" for each in held[len(texts) :]]
        text = "; ".join(texts)
        if found.exceeded in (Certainty.CERTAIN, Certainty.POSSIBLE):
            text = self.words[f"exceeded {found.exceeded}"].format(figure=text)
        return text

    # --- what is to be known of the sum ---

    def asides(self, total: Total) -> Iterator[str]:
        """Yield that some of those in the sum may be the same people."""
        ids = {deployment.id for deployment, _ in total.parts}
        if any(each.origin.id in ids and each.destination.id in ids for each in self.registry.relocations()):
            yield self.words["once"]

    def overlaps(self, totals: Mapping[str, Total], total: Total) -> Iterator[str]:
        """Yield which of the deployments listed are in the number of others, and that some are listed twice."""
        listed = [deployment for own in totals.values() for deployment, _ in own.parts]
        summed = {deployment.id for deployment, _ in total.parts}
        parts = [self.deployment(each) for each in dict.fromkeys(listed) if each.id not in summed]
        if parts:
            yield self.words["parts"].format(deployments="; ".join(parts))
        if len({each.id for each in listed}) < len(listed):
            yield self.words["in several"]


def _why_without_number(strength: Strength, presence: Presence | None) -> str:
    """Return which word of `_WITHOUT_NUMBER` tells why somebody has no number on the days asked for, or on some."""
    if strength.is_stated:
        return "partly unstated"
    if presence is not None and presence.considered:
        return "only considered"
    return "outdated" if strength.outdated else "unstated"
