"""Who is where, with how many, and why: what is certain, what is perhaps so, and who is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple, Unpack, cast

from deployments.answers.figures_as_said import computed_from
from deployments.answers.filters import Filters, refuse_unknown
from deployments.answers.mandates import is_endless
from deployments.answers.results import Anyone, Authorisation, Period, Presence
from deployments.answers.sentences import sentence_of_period
from deployments.answers.words import Word
from deployments.claims import Basis, ClaimKind
from deployments.records import Source, Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.last_equipment import Stated, last_of_each_name, newest_first
from deployments.reports.record_phrases import under_wholes
from deployments.reports.sections import Section, Style
from deployments.solver.bounds import Status
from deployments.values.calendar import FIRST_DATE, LAST_DATE, iso
from deployments.values.certainty import Certainty
from deployments.values.dates import Day, UncertainDate
from deployments.values.quantities import Quantity

#: So many of those who are left out are named; of more it is said how many there are.
_NAMED = 20
#: The words for which it matters what "for long" means.
_SILENCES = frozenset((Word.STALE, Word.BRIDGED))


class StyledFilters(Filters, Style, total=False):
    """The keywords of a report about some deployments: those of `Filters` and those of `Style`."""


def split(options: StyledFilters) -> tuple[Style, Filters]:
    """Return the style and the filters. Raises `TypeError` for a keyword that is of neither."""
    refuse_unknown(options, StyledFilters)
    style = {name: value for name, value in options.items() if name in Style.__optional_keys__}
    filters = {name: value for name, value in options.items() if name not in style}
    return cast("Style", style), cast("Filters", filters)


def few_left_out(
    registry: Registry, on: Day, left_out: Mapping[Word, int], filters: Filters, *, throughout: bool = False
) -> Sequence[Presence]:
    """Return the answers for all who may be there, if those that are not listed are few enough to be named."""
    if not 0 < sum(left_out.values()) <= _NAMED:
        return ()
    return registry.active(on, throughout=throughout, not_excluded=True, **filters)


# All reports raise what their question raises, and what `Style` says.


def active(
    registry: Registry,
    on: Day,
    *,
    certain: bool = False,
    possible: bool = False,
    throughout: bool = False,
    not_excluded: bool = False,
    hinges: bool = False,
    **options: Unpack[StyledFilters],
) -> str:
    """Return who is certainly there on the days asked for, who perhaps, why, and who is left out, as text.

    Takes what `Registry.active` takes, and a `Style`. With `hinges` it says of each answer on which sources it hangs.

    >>> print(active(Registry(), "2022-05-01"))
    Who is there on 1 May 2022
    <BLANKLINE>
    Nobody, as far as these sources go.
    """
    style, filters = split(options)
    found: Sequence[Presence] = registry.active(
        on, certain=certain, possible=possible, throughout=throughout, not_excluded=not_excluded, **filters
    )
    if hinges:
        found = [registry.presence(each.deployment, on, throughout=throughout, hinges=True) for each in found]
    left_out = {} if certain or not_excluded else registry.left_out(on, throughout=throughout, **filters)
    everybody = few_left_out(registry, on, left_out, filters, throughout=throughout)
    is_anyone = not throughout and registry.anyone(on, **filters).certainty is Certainty.CERTAIN
    unplaced = registry.unplaced(on, throughout=throughout, **filters)
    asked = _Asked(found, left_out, everybody, filters, is_anyone=is_anyone, certain=certain, unplaced=unplaced)
    report = PresenceReports(registry, sections.language(style)).active(on, asked)
    return sections.render(report, style)


def anyone(registry: Registry, on: Day, **options: Unpack[StyledFilters]) -> str:
    """Return whether at least one is there on the days asked for, and who that is, or may be, and why, as text.

    Takes `Filters` and a `Style`, and raises what `Registry.anyone` does.

    >>> import deployments
    >>> print(anyone(deployments.example(), "2022-05-06", place="Lithuania").splitlines()[0])
    Was anyone there on 6 May 2022?               by 16 sources, newest: 6 July 2023
    """
    style, filters = split(options)
    found = registry.anyone(on, **filters)
    return sections.render(PresenceReports(registry, sections.language(style)).anyone(on, found, filters), style)


def periods(registry: Registry, deployment: str, **style: Unpack[Style]) -> str:
    """Return from when to when a deployment is certainly there, and from when to when perhaps, and why, as text.

    >>> import deployments
    >>> print(periods(deployments.example(), "deu-patriot-pol").splitlines()[0])
    When it is there: Germany, Patriot, in Poland                    deu-patriot-pol
    """
    return sections.render(PresenceReports(registry, sections.language(style)).periods(deployment), style)


class _Asked(NamedTuple):
    """The answers about who is there.

    `found` is to be listed, `left_out` counts those that are not, and `everybody` is all of both, where these are few.
    `is_anyone`: on each of the days somebody is certainly there. `certain`: nothing else was asked for. `unplaced`: of
    these nobody can tell whether they are in the country asked for.
    """

    found: Sequence[Presence]
    left_out: Mapping[Word, int]
    everybody: Sequence[Presence]
    filters: Filters
    is_anyone: bool
    certain: bool
    unplaced: Sequence[Presence]


class PresencePhrases(BlockPhrases):
    """What the reports of who is there, and with how many, have in common."""

    def first(self, title: str, filters: Filters) -> Section:
        """Return the section of the question, with what the answer rests on."""
        return Section(title, (*self.filtered(filters), *self.restrictions()), aside=self.rests_on())

    def title(self, past: str, present: str, on: Day) -> str:
        """Return the question, in the tense of what the sources can know: by one of two texts."""
        date = UncertainDate.of(on)
        newest = max((self.registry.published(source.id)[1] for source in self.heard), default=-inf)
        return self.words[past if date.hull[1] <= newest else present].format(when=self.phrases.on(date))

    def told_until(self) -> float:
        """Return the last day until which the sources can tell: that of the newest, or that on which all was known."""
        scope = self.registry.scope
        days = (self.registry.published(source.id)[1] for source in self.heard)
        return max((day for day in (*days, scope.certain_by, scope.possible_by) if day < inf), default=-inf)

    def blocks(self, found: Iterable[Presence], rows: Callable[[Presence], Iterable[Row]]) -> list[Block]:
        """Return a block for each answer, those of parts below their wholes and further in."""
        own = {each.deployment.id: each for each in found}
        levels: dict[str | None, int] = {}
        blocks = []
        for deployment in under_wholes(each.deployment for each in own.values()):
            levels[deployment.id] = level = levels.get(deployment.part_of, 0) + 1
            name = self.deployment if level == 1 else self.distinct_name
            blocks.append(Block(name(deployment, by_id=False), deployment.id, [*rows(own[deployment.id])], level))
        return blocks

    def nobody(
        self,
        filters: Filters,
        left_out: Mapping[Word, int],
        *,
        certain: bool = False,
        unplaced: Sequence[Presence] = (),
    ) -> str:
        """Return what is said where nobody is listed: for certain, or though somebody may be there."""
        if unplaced and not (certain or left_out):
            return self.words["nobody placed"]
        word = "nobody certain" if certain else "nobody listed" if left_out else "nobody"
        return self.or_none_asked(self.words[word], filters)

    def unplaced(self, found: Sequence[Presence]) -> list[str]:
        """Return of whom nobody can tell whether they are in the country asked for: by name if they are few."""
        lines = []
        for word, is_at_one in (("unplaced", True), ("placeless", False)):
            own = [each for each in found if (each.deployment.place is not None) is is_at_one]
            names = "; ".join(self._left_out(each, own) for each in own)
            if own:
                lines.append(self.counted(word if len(own) <= _NAMED else f"{word} many", len(own), names=names))
        return lines

    def left_out(self, left_out: Mapping[Word, int], everybody: Sequence[Presence]) -> list[str]:
        """Return who may be there and is not listed, and why: by name if all of a word are known, else how many."""
        lines, counts = [], []
        for word, number in left_out.items():
            own = [each for each in everybody if each.word is word and each.certainty is not Certainty.CERTAIN]
            if len(own) == number:
                wholes, _ = self.apart(own)
                names = "; ".join(self._left_out(each, own) for each in wholes)
                lines.append(self.words[f"named {word.value}"].format(names=names))
            else:
                counts.append(self.counted(f"left out {word.value}", number))
        return [*lines, *([self.words["left out"].format(counts="; ".join(counts))] if counts else [])]

    def apart(self, found: Sequence[Presence]) -> tuple[list[Presence], list[Presence]]:
        """Return the answers about wholes, and those about parts of one that is among them."""
        ids = {each.deployment.id for each in found}
        parts = [each for each in found if each.deployment.part_of in ids]
        return [each for each in found if each.deployment.part_of not in ids], parts

    def with_parts(self, heading: str, parts: int) -> str:
        """Return a heading, or a name, with how many parts are under it."""
        return self.counted("with parts", parts, heading=heading) if parts else heading

    def _left_out(self, presence: Presence, beside: Sequence[Presence]) -> str:
        """Return who is left out, with the number of those of its parts that are too, and what is authorised."""
        own, inside = {presence.deployment.id}, 0
        for each in under_wholes(each.deployment for each in beside):  # a whole comes before its parts
            if each.part_of in own:
                own.add(each.id)
                inside += 1
        name = self.with_parts(self.distinct_name(presence.deployment, with_id=True), inside)
        if presence.word is not Word.AUTHORISED or not presence.grounds.said:
            return name
        statement = presence.grounds.said[0].statement
        what = self.authorised(statement)
        return self.words["authorised as"].format(name=name, what=what, mark=self.notes.mark(statement))

    def authorised(self, statement: Statement) -> str:
        """Return what a mandate or a ceiling authorises: "at most 700", "until 31 December 2024"."""
        value = statement.value
        if statement.basis not in (None, Basis.REPORTED):
            return self.words["to be authorised"]
        if isinstance(value, Quantity):
            most = Quantity(value.high or value.low, value.high or value.low, value.approximate)
            return self.phrases.words["at most"].format(amount=self.phrases.quantity(most))
        if statement.kind is not ClaimKind.MANDATE:
            return self.kind_and_claim(statement)
        if is_endless(statement):
            return self.words["without end"]
        return f"{self.words['until']} {self.value(statement)}"

    def long_silence(self, found: Iterable[Presence], left_out: Mapping[Word, int]) -> list[str]:
        """Return what "for long" means, if a silence or an old figure is behind any of the answers."""
        silent = any(each.word in (Word.STALE, Word.BRIDGED) or each.strength.outdated for each in found)
        return [self.staleness()] if silent or Word.STALE in left_out else []

    def tolerance_of(self, found: Sequence[Presence], on: Day) -> tuple[str, ...]:
        """Return what "around" and "about" mean, as far as some answers, or the numbers that they tell, have it."""
        figures = [statement for each in found for statement in computed_from(each)]
        return self.tolerance([each.deployment.id for each in found], on, figures=figures)

    def equipment_by(self, presence: Presence, on: Day) -> str:
        """Return the sentence for the equipment that was last stated of it by the days asked for; nothing if none was.

        What was reported counts before what was planned, and neither for longer than a figure does. Beside the newest
        report stand the earlier ones that were the last to tell of another name; of plans the newest counts.
        """
        asked = UncertainDate.of(on).hull[1]
        stated: dict[bool, list[Stated]] = {True: [], False: []}
        for each in self.registry.statements_of(about=presence.deployment.id, kind=ClaimKind.EQUIPMENT):
            first, last = self._days_of(each)
            is_late = first > asked or self.registry.tolerance.is_stale(last, asked)
            if self.registry.status(each) is Status.HOLDS and not is_late:
                stated[self.registry.basis(each) is Basis.REPORTED].append(Stated(first, last, each))
        is_reported = bool(stated[True])
        newest = next(newest_first(stated[is_reported]), [])
        if not newest:
            return ""
        ids = {each.statement.id for each in newest}
        earlier = [each for each in last_of_each_name(stated[True]) if each.statement.id not in ids]
        word = "equipment stated" if is_reported else "equipment planned"
        said = {word: newest, "equipment earlier": earlier}
        return " ".join(self.words[name].format(claims=self._claims(own)) for name, own in said.items() if own)

    def _claims(self, stated: Iterable[Stated]) -> str:
        """Return what some statements claim, each with its source."""
        return "; ".join(f"{self.claim(each.statement)} {self.notes.mark(each.statement)}" for each in stated)

    def _days_of(self, statement: Statement) -> tuple[float, float]:
        """Return the days of a report, or those on which a plan can have been announced."""
        date = self.day(statement) if self.registry.basis(statement) is Basis.REPORTED else None
        return self.registry.published(statement.source) if date is None else date.hull


class PresenceReports(PresencePhrases):
    """The sections of these reports."""

    # --- who ---

    def active(self, on: Day, asked: _Asked) -> Iterator[Section]:
        """Yield who is certainly there, who perhaps, and who is left out."""
        yield self.first(self.title("active past", "active present", on), asked.filters)
        found = asked.found
        sure = [each for each in found if each.certainty is Certainty.CERTAIN]
        perhaps = [each for each in found if each.certainty is not Certainty.CERTAIN and each.word.is_listed]
        others = [each for each in found if each.word.is_left_out and each.certainty is not Certainty.CERTAIN]
        if not found:
            yield Section(
                lines=(self.nobody(asked.filters, asked.left_out, certain=asked.certain, unplaced=asked.unplaced),)
            )
        elif not sure:
            yield Section(self.words["certain: nobody"])
        groups = (("certain: number", sure), ("perhaps: number", perhaps), ("not excluded: number", others))
        for word, group in groups:
            if group:
                blocks = self.blocks(group, lambda each: self.rows(each, on))
                wholes, parts = self.apart(group)
                title = self.with_parts(self.counted(word, len(wholes)), len(parts))
                yield Section(title, headers=self.headers("about", "facts", "id"), blocks=blocks)
        someone = [self.words["someone"]] if asked.is_anyone and not sure and perhaps else []
        left_out = self.left_out(asked.left_out, asked.everybody)
        if lines := [*someone, *left_out, *self.unplaced(asked.unplaced)]:
            yield Section(lines=tuple(lines))
        yield self.last(*self.tolerance_of(found, on), *self.long_silence(found, asked.left_out))

    def anyone(self, on: Day, found: Anyone, filters: Filters) -> Iterator[Section]:
        """Yield whether anyone is there, and who that is or may be."""
        yield self.first(self.title("anyone past", "anyone present", on), filters)
        unplaced = self.registry.unplaced(on, **filters)
        is_no = found.certainty is Certainty.NO
        answer = self.words["anyone: no placed" if is_no and unplaced else f"anyone: {found.certainty}"]
        yield Section(lines=(answer if unplaced else self.or_none_asked(answer, filters),))
        if is_no and len(found.presences) > _NAMED:
            yield Section(lines=(self.counted("anyone: each", len(found.presences)),))
        else:
            blocks = self.blocks(found.presences, lambda each: self.rows(each, on))
            yield Section(headers=self.headers("about", "facts", "id"), blocks=blocks)
        if unplaced:
            yield Section(lines=tuple(self.unplaced(unplaced)))
        yield self.last(*self.tolerance_of(found.presences, on))

    def rows(self, presence: Presence, on: Day) -> Iterator[Row]:
        """Yield what is said of one answer: why, since when and until when, how many, its mandate, on whom it hangs."""
        yield Row(self.notes.sentence(presence))
        if stay := self.notes.stay(presence):
            yield Row(f"{self.capital(stay)}.")
        yield from map(Row, self.ends_above(presence, on))
        yield Row(self.words["strength is"].format(figure=self.notes.figure(presence)))
        if equipment := self.equipment_by(presence, on):
            yield Row(equipment)
        if mandate := self.last_mandate(presence, on):
            yield Row(mandate)
        if presence.hinges_on is not None:
            yield Row(self.hinges_on(presence.hinges_on))

    def last_mandate(self, presence: Presence, on: Day) -> str:
        """Return until when the last mandate ran, if the day asked for is after that; nothing if it is not.

        It runs, if its last day was still to come when the sources spoke. That it expired, nobody says: it may have
        been renewed by a letter that is not here.
        """
        if presence.mandate is not Certainty.NO:
            return ""
        id_ = presence.deployment.id
        found = self.registry.authorisation(id_, on)
        mandate = found.mandate
        if mandate is None:
            return ""
        latest = mandate.latest_day
        tense = "ran" if latest is not None and latest.toordinal() <= self.told_until() else "runs"
        word = f"mandate {tense}" if mandate.of == id_ else f"mandate of {tense}"
        who, day = self.notes.cite(mandate.statement), self.value(mandate.statement)
        newer = self.newer_mandate(found)
        return self.words[word].format(day=day, who=who, name=self.name(mandate.of), newer=newer)

    def newer_mandate(self, found: Authorisation) -> str:
        """Return whether a mandate is stated for days after those of the one that is told of, or is to come."""
        last = self.registry.authorisation(found.about, iso(LAST_DATE)).mandate
        if last is not None and found.mandate is not None and last.statement != found.mandate.statement:
            return self.words["newer mandate"].format(who=self.notes.cite(last.statement))
        for word, said in (("planned", found.planned), ("considered", found.considered)):
            mandates = [each for each in said if each.kind is ClaimKind.MANDATE]
            if mandates:
                return self.words[f"newer mandate {word}"].format(who="; ".join(map(self.notes.cite, mandates)))
        lapsed = [
            self.words[f"mandate was {self.registry.basis(each)}"].format(
                day=self.value(each), who=self.notes.cite(each)
            )
            for each in found.lapsed
        ]
        return "; ".join(lapsed) or self.words["no newer mandate"]

    def hinges_on(self, sources: Sequence[Source]) -> str:
        """Return the sentence that says on which sources an answer hangs."""
        if not sources:
            return self.words["hinges on none"]
        names = "; ".join(f"{source.id} {self.notes.mark_sources(source)}" for source in sources)
        return self.counted("hinges on", len(sources), sources=names)

    # --- when ---

    def periods(self, id_: str) -> Iterator[Section]:
        """Yield the periods of a deployment, each with its reasons."""
        found = self.registry.periods(id_, not_excluded=True)
        yield Section(self.words["periods"].format(deployment=self.titled(id_)), tuple(self.restrictions()), aside=id_)
        if not found:
            yield Section(lines=(self.words["no periods"],))
        rows = [self.period(id_, period) for period in found]
        yield Section(blocks=[Block(rows=rows)] if rows else [], headers=self.headers("when", "why"))
        words = {word for period in found for word in period.words}
        silence = [self.staleness()] if words & _SILENCES else []
        if any(map(self.ends_in_silence, [id_] * len(found), found)):
            silence.append(self.no_news())
        yield self.last(*self.tolerance([id_]), *silence, rests=True)

    def ends_in_silence(self, id_: str, period: Period) -> bool:
        """Tell whether a period has its last day only as nobody has spoken for long of those who were seen by then."""
        is_perhaps = period.certainty is not Certainty.CERTAIN and period.is_listed
        if not is_perhaps or not FIRST_DATE <= period.high < LAST_DATE:
            return False
        after = self.registry.presence(id_, iso(period.high + 1))
        return after.word is Word.STALE and after.last_seen is not None

    def period(self, id_: str, period: Period) -> Row:
        """Return the row of a period, with what is said of its first and its last day."""
        why = sentence_of_period(
            period, lambda day: self.notes.sentence(self.registry.presence(id_, iso(day))), self.lang
        )
        row = self.bare_period(period)
        return row._replace(text=self.words["so, as"].format(certainty=row.text, why=why).rstrip())

    def bare_period(self, period: Period) -> Row:
        """Return the row of a period without its reasons: how certain it is that it is there."""
        certainty = (
            self.language.CERTAINTY_WORDS[period.certainty.value] if period.is_listed else self.words["not excluded"]
        )
        return Row(self.capital(certainty), self.label_phrases.period(period.low, period.high))
