"""What all reports of answers write: the days asked for, bounds, and what "around" and "for long" mean."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from deployments.answers.results import Total
from deployments.claims import Equipment, Term
from deployments.records import Statement
from deployments.reports.record_phrases import RecordPhrases
from deployments.solver.bounds import Bounds
from deployments.values.dates import Day, UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.quantities import Breakdown, Change, Quantity
from deployments.values.when import When


class AnswerPhrases(RecordPhrases):
    """What all reports of answers write, in one language.

    >>> from deployments.registry import Registry
    >>> AnswerPhrases(Registry(), "nl").end(738692)
    '21 jun. 2023'
    """

    def asked(self, on: Day) -> str:
        """Return the days asked for."""
        return self.phrases.date(UncertainDate.of(on))

    def published(self, date: UncertainDate | None) -> str:
        """Return the day of a source; nothing if it has none."""
        return "" if date is None else self.short_phrases.date(date)

    def end(self, day: float) -> str:
        """Return one bound."""
        return self.words["unknown"] if abs(day) == inf else self.short_phrases.days(day, day)

    def bounds(self, bounds: Bounds) -> str:
        """Return both bounds, as a person writes them."""
        if bounds.run == (-inf, inf):
            return self.words["unknown"]
        text = self.short_phrases.days(*bounds.run)
        return self.words["disputed"].format(answer=text) if bounds.disputed else text

    def newest(self) -> list[str]:
        """Return how many sources answer, of which day the newest is, and which are left out."""
        days = [day for each in self.heard if (day := each.published or each.accessed) is not None]
        by = [self.counted("by sources", len(self.heard), day=self.phrases.date(days[-1]))] if days else []
        return [*by, *self.distrusted()]

    def tolerance(self, subjects: Iterable[str], on: Day | None = None) -> tuple[str, ...]:
        """Return what "around" means, if the question has it, or any statement that the answer can depend on."""
        asked = on is not None and UncertainDate.of(on).is_approximate
        reached = sorted({member for subject in subjects for member in self.registry.connected(subject)})
        statements = (statement for id_ in reached for statement in self.registry.statements_of(about=id_))
        return (self.around(),) if asked or any(map(_depends_on_tolerance, statements)) else ()

    def sum(self, total: Total) -> str:
        """Return a sum; while the number of anybody who may be there is unstated, that of the others, and no total."""
        if not total.is_stated:
            return self.words["no numbers"]
        text = self.phrases.people(total.low, total.stated_high)
        if total.unstated:
            stated = len(total.parts) - len(total.unstated)
            text = self.counted("partial sum", stated, sum=text, parts=len(total.parts))
        elif len(total.parts) > 1 or any(strength.computed for _, strength in total.parts):
            text = self.words["computed"].format(sum=text)
        return self.words["disputed"].format(answer=text) if total.disputed else text

    def staleness(self) -> str:
        """Return how long a figure is carried, and how long a silence counts as staying."""
        return self.words["stale"].format(span=self.phrases.span(Span(months=self.registry.tolerance.stale)))


def _depends_on_tolerance(statement: Statement) -> bool:
    """Return whether the days or numbers of a statement depend on the tolerance."""
    value = statement.value
    if statement.as_of is not None and statement.as_of.is_approximate:
        return True
    if isinstance(value, When):
        dates = [value.on, *(t for r in (value.after, value.before, value.during) for t in r)]
        about = any(isinstance(date, UncertainDate) and date.is_approximate for date in dates)
        return about or bool(value.around)
    if isinstance(value, Term | Duration):
        return (value.of_ if isinstance(value, Term) else value).approximate
    numbers = [number for _, number in value.items] if isinstance(value, Breakdown | Equipment) else [value]
    return any(_is_approximate(number) for number in numbers)


def _is_approximate(value: object) -> bool:
    number = value.by if isinstance(value, Change) else value
    return isinstance(number, Quantity) and number.approximate
