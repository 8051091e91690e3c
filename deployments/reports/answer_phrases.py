"""What all reports of answers write: the days asked for, bounds, and what "around" and "for long" mean."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from deployments.answers.results import Total
from deployments.records import Statement
from deployments.reports.record_phrases import RecordPhrases
from deployments.reports.tolerance_used import around, used_by
from deployments.solver.bounds import Bounds
from deployments.values.dates import Day, UncertainDate
from deployments.values.durations import Span


class AnswerPhrases(RecordPhrases):
    """What all reports of answers write, in one language.

    >>> from deployments.registry import Registry
    >>> AnswerPhrases(Registry(), "nl").end(738692)
    '21 jun. 2023'
    """

    def asked(self, on: Day) -> str:
        """Return the days asked for."""
        return self.phrases.date(UncertainDate.of(on))

    def capital(self, text: str) -> str:
        """Return a text that begins a sentence."""
        return text[:1].upper() + text[1:]

    def end(self, day: float) -> str:
        """Return one bound."""
        return self.words["unknown"] if abs(day) == inf else self.short_phrases.days(day, day)

    def bounds(self, bounds: Bounds) -> str:
        """Return both bounds, as a person writes them."""
        if bounds.run == (-inf, inf):
            return self.words["unknown"]
        text = self.short_phrases.days(*bounds.run)
        return self.words["disputed"].format(answer=text) if bounds.disputed else text

    def rests_on(self) -> str:
        """Return how many sources answer, and of which day the newest is, to stand beside the question."""
        days = [day for each in self.heard if (day := self.day_of(each, self.phrases))]
        return self.counted("rests on", len(self.heard), day=days[-1]) if days else ""

    def tolerance(
        self, subjects: Iterable[str], on: Day | None = None, *, figures: Iterable[Statement] = ()
    ) -> tuple[str, ...]:
        """Return what "around" means, as far as the question has it, or any date that the answer can depend on.

        Likewise what "about" means, if a range was computed from `figures` that have it. Nothing if nothing was used.
        """
        asked = None if on is None else UncertainDate.of(on)
        reached = {member for subject in subjects for member in self.registry.connected(subject)}
        dates = (statement for id_ in reached for statement in self.registry.statements_of(about=id_))
        return tuple(around(self.phrases, self.registry.tolerance, used_by(dates, figures, asked)))

    def sum(self, total: Total) -> str:
        """Return a sum; while the number of anybody who may be there is unstated, that of the others, and no total."""
        if not total.is_stated:
            return self.words["old numbers" if any(each.outdated for _, each in total.parts) else "no numbers"]
        text = self.phrases.people(total.low, total.stated_high)
        if total.unstated:
            stated = sum(strength.is_stated for _, strength in total.parts)
            text = self.counted("partial sum", stated, sum=text, parts=len(total.parts))
        elif total.computed:
            text = self.words["computed"].format(sum=text)
        return self.words["disputed"].format(answer=text) if total.disputed else text

    def no_news(self) -> str:
        """Return how long somebody of whom nobody speaks is taken to stay."""
        return self.words["no news"].format(span=self.phrases.span(Span(months=self.registry.tolerance.stale)))

    def staleness(self) -> str:
        """Return how long a figure is carried, and how long a silence counts as staying."""
        return self.words["stale"].format(span=self.phrases.span(Span(months=self.registry.tolerance.stale)))
