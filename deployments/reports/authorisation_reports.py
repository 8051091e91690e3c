"""What is authorised: until when, and at most how many, with how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Unpack

from deployments.answers.figures_as_said import computed_from
from deployments.answers.filters import Filters, Selection
from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.answers.words import Word
from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.sections import Section
from deployments.values.calendar import Edge
from deployments.values.certainty import Certainty
from deployments.values.dates import Day, UncertainDate
from deployments.values.when import When

if TYPE_CHECKING:
    import pendulum

#: So many of those of whom nothing is stated are named; of more it is said how many there are.
_NAMED = 20


def authorisation(registry: Registry, on: Day, *, about: str | None = None, **options: Unpack[StyledFilters]) -> str:
    """Return what is authorised on one day, by missions and deployments, or for one of them, as text.

    Takes the id of that one as `about`, `Filters`, and a `Style`; raises what `Registry.authorisations` and
    `Registry.authorisation` raise.

    >>> print(authorisation(Registry(), "2022-06-01"))
    What was authorised on 1 June 2022
    No mandate and no maximum has begun to hold, as far as these sources go.
    """
    style, filters = split(options)
    report = AuthorisationReports(registry, sections.language(style), filters)
    if about is not None:
        own = [each for each in (registry.authorisation(about, on),) if each.is_stated]
        return sections.render(report.on_day(on, own, ()), style)
    found = registry.authorisations(on, **filters)
    every, stated = Selection.of(registry, filters).authorisable(), {each.about for each in found}
    others = [each for each in every if each not in stated and not registry.authorisation(each, on).is_stated]
    return sections.render(report.on_day(on, found, others), style)


def running_out(registry: Registry, since: Day, until: Day, **options: Unpack[StyledFilters]) -> str:
    """Return the mandates that run out from one day to another, both inclusive, as text.

    Takes `Filters`, and a `Style`; raises what `Registry.running_out` raises.

    >>> print(running_out(Registry(), "2024-01-01", "2024-12-31"))
    Mandates that run out from 1 January 2024 to 31 December 2024
    No mandate runs out on these days, as far as these sources go.
    """
    style, filters = split(options)
    report = AuthorisationReports(registry, sections.language(style), filters)
    return sections.render(report.running_out(since, until, registry.running_out(since, until, **filters)), style)


class AuthorisationReports(BlockPhrases):
    """The sections of these reports."""

    def __init__(self, registry: Registry, lang: str, filters: Filters) -> None:
        super().__init__(registry, lang)
        self.filters = filters
        self.head = *self.filtered(filters), *self.restrictions()

    def nothing(self, word: str) -> str:
        """Return what is said where nothing was found."""
        return self.or_none_asked(self.words[word], self.filters, missions=True)

    def on_day(self, on: Day, found: Sequence[Authorisation], others: Sequence[str]) -> Iterator[Section]:
        """Yield what is authorised on a day, and for whom nothing is."""
        title = self.words["authorised on"].format(day=self.asked(on))
        if not found:
            yield Section(title, (*self.head, self.nothing("nothing authorised")), aside=self.rests_on())
            return
        headers = self.headers("about", "what is authorised", "id")
        blocks = [Block(self.titled(each.about), each.about, [*self.rows(on, each)]) for each in found]
        yield Section(title, self.head, headers, aside=self.rests_on(), blocks=blocks)
        yield Section(lines=tuple(self.others(others)))
        figures = [statement for each in found for statement in self.figures(on, each)]
        yield self.last(*self.tolerance([each.about for each in found], on, figures=figures))

    def figures(self, on: Day, found: Authorisation) -> Sequence[Statement]:
        """Return the statements of the figures that are added up here, or compared with a ceiling."""
        if found.about not in self.registry.deployments:
            total = self.registry.strength(on, mission=found.about)
            return [each.statement for _, strength in total.parts for each in strength.stated]
        presence = self.registry.presence(found.about, on)
        if found.ceiling is None or presence.certainty is Certainty.NO:
            return computed_from(presence)
        return [found.ceiling.statement, *(each.statement for each in presence.strength.stated)]

    def others(self, others: Sequence[str]) -> list[str]:
        """Return the sentence that says of whom nothing is stated, by their ids unless they are too many."""
        if not others:
            return []
        text = self.counted("not authorised", len(others))
        return [
            self.words["listed"].format(text=text, names=", ".join(others)) if len(others) <= _NAMED else f"{text}."
        ]

    def running_out(self, since: Day, until: Day, every: Iterable[Authorisation]) -> Iterator[Section]:
        """Yield the mandates that run out on some days, and those that would if they were given."""
        title = self.words["running out"].format(since=self.asked(since), until=self.asked(until))
        found = [*every]
        given = [
            Block(self.titled(each.about), each.about, [*self.ending(each, each.mandate, (since, until))])
            for each in found
            if each.mandate is not None
        ]
        to_come = [
            Block(self.titled(each.about), each.about, [*self.if_given(each, each.ending, (since, until))])
            for each in found
            if each.ending is not None
        ]
        headers = self.headers("about", "what is authorised", "id")
        none = self.words["none given run out"] if to_come else self.nothing("none run out")
        lines = () if given else (none,)
        yield Section(title, (*self.head, *lines), headers, aside=self.rests_on(), blocks=given)
        if to_come:
            yield Section(self.words["not given"], headers=headers, blocks=to_come)
        if found:
            yield self.last(*self.tolerance([each.about for each in found]))

    def if_given(self, found: Authorisation, mandate: Mandate, asked: tuple[Day, Day]) -> Iterator[Row]:
        """Yield the rows of a mandate that is only planned, or considered: its last day, who says so, and how many."""
        for word, statements in (("planned", found.planned), ("considered", found.considered)):
            for each in statements:
                parts = [self.cited(self.kind_and_claim(each), each)]
                if each.kind is ClaimKind.MANDATE:
                    parts += [self.perhaps(mandate, asked), self.stated_on(each)]
                yield self.row(word, ", ".join(filter(None, parts)))
                yield from self.quotation(each)
        if by := "; ".join(dict.fromkeys(each.by for each in (*found.planned, *found.considered) if each.by)):
            yield self.row("by", by)

    def stated_on(self, statement: Statement) -> str:
        """Return on which day the source of a mandate appeared, or was read, if that is known."""
        source = self.registry.sources[self.registry.original(statement).source]
        if source.published is None:
            return self.day_of(source, self.phrases)
        return self.words["stated on"].format(day=self.phrases.date(source.published))

    def ending(self, found: Authorisation, mandate: Mandate, asked: tuple[Day, Day]) -> Iterator[Row]:
        """Yield the rows of a mandate that runs out: its last day, from when it is, and who gave it."""
        parts = [self.last_day(mandate), self.perhaps(mandate, asked), self.since(mandate)]
        yield self.row("until", ", ".join(filter(None, (*parts, self.before(mandate.replaces)))))
        yield from self.quotation(mandate.statement)
        if mandate.by:
            yield self.row("by", mandate.by)
        if found.ceiling is not None and found.ceiling.holds is not Certainty.NO:
            yield self.ceiling(found, found.ceiling)
            yield from self.quotation(found.ceiling.statement)

    # --- one ---

    def rows(self, on: Day, found: Authorisation) -> Iterator[Row]:
        """Yield the rows of what is authorised for one: the ceiling, the mandate, who gave them, how many are there."""
        ceiling, mandate = found.ceiling, found.mandate
        yield self.ceiling(found, ceiling) if ceiling is not None else self.row("at most", self.words["none stated"])
        yield from self.quotation(ceiling.statement) if ceiling is not None else ()
        yield self.mandate(found, mandate) if mandate is not None else self.row("until", self.words["none stated"])
        yield from self.quotation(mandate.statement) if mandate is not None else ()
        if by := "; ".join(dict.fromkeys(each.by for each in (ceiling, mandate) if each is not None and each.by)):
            yield self.row("by", by)
        yield self.row("there", self.there(on, found))
        for word, statements in (("or", found.others), ("planned", found.planned), ("considered", found.considered)):
            for each in statements:
                yield self.row(word, self.cited(self.kind_and_claim(each), each))
                yield from self.quotation(each)

    def row(self, label: str, text: str) -> Row:
        """Return a row after its label."""
        return Row(text, self.words[label])

    def ceiling(self, found: Authorisation, ceiling: Ceiling) -> Row:
        """Return the row of a ceiling: how many, from when on, and what it was before; of one that ended, its end."""
        if ceiling.holds is Certainty.NO:
            return self.row("at most", self.ended(ceiling, found.about))
        number = self.for_all(self.most(ceiling), ceiling, found.about)
        parts = [self.cited(number, ceiling.statement), self.since(ceiling)]
        if ceiling.holds is Certainty.POSSIBLE:
            parts.append(self.held_until(ceiling))
        parts.append(self.before(ceiling.replaces))
        return self.row("at most", ", ".join(filter(None, parts)))

    def mandate(self, found: Authorisation, mandate: Mandate) -> Row:
        """Return the row of a mandate: until when, how many days that is, whose it is, and what it was before."""
        parts = [self.last_day(mandate)]
        parts += [self.left(mandate, found.certainty), self.since(mandate)]
        parts += [self.inherited(found, mandate), self.before(mandate.replaces)]
        return self.row("until", ", ".join(filter(None, parts)))

    def last_day(self, mandate: Mandate) -> str:
        """Return the last day of a mandate, as its source has it; also the day that is computed, if it names none."""
        if mandate.is_indefinite:
            return self.cited(self.words["without end"], mandate.statement)
        said, value = self.cited(self.value(mandate.statement), mandate.statement), mandate.statement.value
        if not isinstance(value, When) or not value.is_relative or mandate.latest is None:
            return said
        return self.words["at the latest"].format(claim=said, day=self.date(mandate.latest))

    def perhaps(self, mandate: Mandate, asked: tuple[Day, Day]) -> str:
        """Return that a mandate runs out on the days asked about only perhaps, unless it surely does."""
        first, last = mandate.earliest_day, mandate.latest_day
        since, until = (UncertainDate.of(each).widened_hull(self.registry.tolerance) for each in asked)
        if first is None or last is None:
            return self.words["perhaps on these days"]
        is_sure = since[0] <= first.toordinal() and last.toordinal() <= until[1]
        return "" if is_sure else self.words["perhaps on these days"]

    def since(self, held: Mandate | Ceiling) -> str:
        """Return from when on it holds, if its source names the day; else on which day it was stated."""
        day = self.day(held.statement)
        if day is None:
            return ""
        # The day of the source is not one that the source names: nobody says that it came into force on it.
        if self.registry.original(held.statement).as_of is None:
            return self.words["stated on"].format(day=self.phrases.date(day))
        return self.in_force(day, self.phrases)

    def date(self, day: pendulum.Date | Edge) -> str:
        """Return a day."""
        return self.words["unknown"] if isinstance(day, Edge) else self.phrases.date(UncertainDate.of(day))

    def inherited(self, found: Authorisation, held: Mandate) -> str:
        """Return the id of whose it is, if it is not its own: its name stands above its own block."""
        return "" if held.of == found.about else self.words["of another"].format(name=held.of)

    def before(self, replaced: Iterable[Statement]) -> str:
        """Return what held before, each claim once, with who said so."""
        texts: dict[str, list[Statement]] = {}
        for each in replaced:
            texts.setdefault(self.value(each), []).append(each)
        claims = "; ".join(self.cited(text, *own) for text, own in texts.items())
        return self.words["before it"].format(claims=claims) if claims else ""

    def there(self, on: Day, found: Authorisation) -> str:
        """Return how many are there, and whether these, or all whom the ceiling is for, are more than is authorised."""
        if found.about in self.registry.deployments:
            presence = self.registry.presence(found.about, on)
            if presence.word is Word.CANCELLED:
                return self.notes.sentence(presence)
            is_only_authorised = presence.word is Word.AUTHORISED
            text = self.words["only authorised"] if is_only_authorised else self.notes.figure(presence)
            if found.ceiling is not None and found.ceiling.holds is not Certainty.NO and presence.strength.is_stated:
                most = self.for_all(self.at_most(found.ceiling), found.ceiling, found.about)
                text = self.words["of ceiling"].format(figure=text, most=most)
        else:
            total = self.registry.strength(on, mission=found.about)
            # The number of the only one is no number of the mission's for all that.
            is_of_one = total.is_stated and len(total.parts) == 1 and not total.parts[0][1].computed
            text = self.words["computed"].format(sum=self.sum(total)) if is_of_one else self.sum(total)
        if found.ceiling is None or found.exceeded in (None, Certainty.NO):
            return text
        if found.ceiling.of == found.about:
            return self.words[f"exceeded {found.exceeded}"].format(figure=text)
        return self.words[f"exceeded {found.exceeded} of"].format(figure=text, name=self.name(found.ceiling.of))
