"""What "around" and "about" were taken to mean: the parts of the tolerance that an answer used, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deployments.claims import Equipment, Term
from deployments.phrases.values import Phrases
from deployments.records import Statement
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.edtf import Calendar, LongYear, Moment, Precision
from deployments.values.quantities import Breakdown, Change, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import When

#: The part of a tolerance that numbers have.
NUMBERS = "numbers"


def used_by(
    dates: Iterable[Statement], figures: Iterable[Statement], asked: UncertainDate | None = None
) -> frozenset[str]:
    """Return the parts of the tolerance that are used by the dates of some statements, and by the numbers of others.

    These are the precisions of dates, and `NUMBERS`. `asked` are the days asked for.

    >>> print(*used_by((), (), UncertainDate("2024-05~")))
    month
    """
    found = {part for statement in dates for part in _of_dates(statement)}
    found |= {NUMBERS for statement in figures if _is_about(statement)}
    return frozenset(found | {*_of_date(asked)})


def around(phrases: Phrases, tolerance: Tolerance, used: frozenset[str]) -> Iterator[str]:
    """Yield the sentence that says what "around" was taken to mean, and what "about", as far as either was used.

    >>> " ".join(around(Phrases(), Tolerance(), frozenset({"day", "year", NUMBERS})))
    '"Around" is taken as 7 days or 1 year. "About" is taken as 10 %.'
    """
    words = phrases.language.REPORT_WORDS
    spans = {
        Precision.DAY: Span(days=tolerance.day),
        Precision.MONTH: Span(months=tolerance.month),
        Precision.YEAR: Span(months=12 * tolerance.year),
    }
    spans_used = [phrases.span(span) for precision, span in spans.items() if precision in used]
    sentences = []
    if spans_used:
        sentences.append(words["around is"].format(spans=phrases.listed("or", spans_used)))
    if NUMBERS in used:
        share = phrases.words["per cent"].format(number=tolerance.quantity)
        sentences.append(words["about is"].format(share=share))
    if sentences:
        yield " ".join(sentences)


def _of_dates(statement: Statement) -> Iterator[str]:
    value = statement.value
    yield from _of_date(statement.as_of)
    if isinstance(value, Term | Duration):
        yield from _of_length(value.of_ if isinstance(value, Term) else value)
    elif isinstance(value, When):
        for date in (value.on, *(target for _, target in value.related)):
            yield from _of_date(date)
        for target in value.around:
            # Around an event, it is as wide as the event is dated: in nearly all letters, by days.
            yield from _of_precision(target.tree) if isinstance(target, UncertainDate) else (Precision.DAY,)


def _of_date(date: object) -> Iterator[str]:
    if isinstance(date, UncertainDate) and date.is_approximate:
        yield getattr(date.tree, "approximate", None) or Precision.DAY


def _of_precision(tree: object) -> Iterator[str]:
    yield tree.precision if isinstance(tree, Calendar | LongYear | Moment) else Precision.DAY


def _of_length(length: Duration) -> Iterator[str]:
    """Yield the unit that a length which is only about so long is counted in: the smallest that it names."""
    for span in {length.low, length.high} if length.approximate else ():
        if span is not None:
            is_days = bool(span.days or not span.months)
            yield Precision.DAY if is_days else Precision.MONTH if span.months % 12 else Precision.YEAR


def _is_about(statement: Statement) -> bool:
    value = statement.value
    numbers = [number for _, number in value.items] if isinstance(value, Breakdown | Equipment) else [value]
    return any(isinstance(each := _number(number), Quantity) and each.approximate for number in numbers)


def _number(value: object) -> object:
    return value.by if isinstance(value, Change) else value
