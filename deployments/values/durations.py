"""Calendar durations as sources give them: exact, about, at most, or between two."""

from __future__ import annotations

import attrs

from deployments.errors import DurationError
from deployments.locales import all_languages
from deployments.patterns import lazy_pattern
from deployments.values.calendar import add_months

_SPAN = lazy_pattern(r"P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?")
_HINT = 'write "P6M" for six months, "~P6M" for about, "..P6M" for at most, "P3M..P6M" for between'
#: What `str()` of a span can write and `parse` reads again: a year of four digits, and days of five.
_MOST_MONTHS = 12 * 9999 + 11
_MOST_DAYS = 99_999
_NUMBER_FIRST = lazy_pattern(r"([0-9]{1,4}) ?[^0-9]+")


@attrs.frozen
class Span:
    """A number of calendar months and then of days; a year is twelve months, a week seven days.

    Raises `DurationError` for anything but whole numbers from 0 to 119,999 months and 99,999 days.

    >>> str(Span(months=18))
    'P1Y6M'
    """

    months: int = 0
    days: int = 0

    def __attrs_post_init__(self) -> None:
        for number, unit, most in ((self.months, "months", _MOST_MONTHS), (self.days, "days", _MOST_DAYS)):
            if type(number) is not int or not 0 <= number <= most:
                raise DurationError(f"not a number of {unit}, 0 to {most:,}", number, _HINT)

    def add_to(self, day: int) -> int:
        """Return the day number so much later: six months from 14 April is 14 October.

        >>> from deployments.values.calendar import civil, day_number
        >>> civil(Span(months=6).add_to(day_number(2022, 4, 14)))
        (2022, 10, 14)
        """
        return add_months(day, self.months) + self.days

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = [f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (self.days, "D")) if n]
        return "P" + ("".join(parts) or "0D")


@attrs.frozen(repr=False)
class Duration:
    """A calendar duration of ISO 8601, or the range in which it lies, both ends inclusive.

    `low` or `high` is None where nobody gave one; `approximate` is "about". Raises `DurationError`.

    >>> str(Duration.parse("..P6M"))
    '..P6M'
    """

    low: Span | None
    high: Span | None
    approximate: bool = False

    def __attrs_post_init__(self) -> None:
        for span in (self.low, self.high):
            if span is not None and not isinstance(span, Span):
                raise DurationError("not a span", span, "give a Span, or None where nobody gave one")
        if type(self.approximate) is not bool:
            raise DurationError("`approximate` is True or False", self.approximate, _HINT)
        if self.low is None and self.high is None:
            raise DurationError("says nothing", "..", f"{_HINT}; leave it out if it is not known")
        if self.low is not None and self.high is not None and _longer(self.low, self.high):
            raise DurationError("the range is reversed", str(self), "write the shorter one first")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Parse `"P6M"`, `"~P6M"`, `"..P6M"`, `"P3M..P6M"` or `"P3M.."`. Raises `DurationError`.

        >>> Duration.parse("6 months")
        Traceback (most recent call last):
        ...
        deployments.errors.DurationError: not a duration: '6 months' (write "P6M")
        """
        if not isinstance(text, str) or len(text) > 200:
            raise DurationError("not a duration", text, _HINT)
        low, dots, high = text.removeprefix("~").partition("..")
        if dots and not low and not high:
            raise DurationError("says nothing", text, _HINT)
        first = _span(low, text) if low else None
        last = first if not dots else _span(high, text) if high else None
        return cls(first, last, text.startswith("~"))

    @classmethod
    def of(cls, value: Duration | str) -> Duration:
        """Return a duration as it is, or parse a text. Raises `DurationError`.

        >>> Duration.of("P4M")
        Duration('P4M')
        """
        return value if isinstance(value, cls) else cls.parse(value)  # type: ignore[arg-type]  # it refuses what it cannot read

    def __str__(self) -> str:
        about = "~" if self.approximate else ""
        if self.low == self.high:
            return f"{about}{self.low}"
        return f"{about}{self.low or ''}..{self.high or ''}"

    def __repr__(self) -> str:
        return f"Duration({str(self)!r})"


def _span(text: str, whole: str) -> Span:
    match = _SPAN.fullmatch(text)
    if not match:
        from deployments.values.amount_words import length_hint  # noqa: PLC0415 - only for what is wrong

        meant = _in_words(whole)
        raise DurationError("not a duration", whole, f'write "{meant}"' if meant else length_hint(whole) or _HINT)
    years, months, weeks, days = (int(number or 0) for number in match.groups())
    return Span(years * 12 + months, weeks * 7 + days)


def _in_words(text: str) -> str | None:
    """Return the duration that a number and a unit in one of the languages mean, None for any other text."""
    match = _NUMBER_FIRST.fullmatch(text)
    if match:
        for language in all_languages():
            for unit, forms in language.UNIT_WORDS.items():
                written = {form.format(number=match[1]).replace(" ", "") for form in forms.values()}
                if text.replace(" ", "") in written:
                    return f"P{int(match[1])}{unit[0].upper()}"
    return None


def _longer(a: Span, b: Span) -> bool:
    """Tell whether `a` is surely longer than `b`, from whatever day they are counted."""
    if a.months >= b.months and a.days >= b.days:
        return a != b
    years, months = divmod(a.months, 12)
    least = 365 * years + 28 * months + a.days
    years, months = divmod(b.months, 12)
    return least > 366 * years + 31 * months + b.days
