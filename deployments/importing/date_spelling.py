"""Dates as tables spell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import attrs

from deployments.errors import DateError, quote
from deployments.importing.date_formats import (
    EDTF,
    ENGLISH,
    FISCAL_2000,
    date_pattern,
    date_tokens,
    layout,
    month_numbers,
)
from deployments.importing.date_hints import format_hint, no_such_day
from deployments.importing.date_places import DAY, MILESTONE, DatePlace, days_of, is_open
from deployments.importing.open_dates import open_date, open_start
from deployments.importing.telling_parts import hint_instead, telling_part
from deployments.importing.toml_texts import toml_value
from deployments.values.calendar import civil, day_number, iso
from deployments.values.date_words import date_hint, joined, readings
from deployments.values.dates import UncertainDate

#: No text that is longer is tried as a spelling of the mapping, in characters.
_LONGEST = 100
#: A span of years is not longer: one of more is a mistake.
_MOST_YEARS = 100

#: The first and the last day of a period, by number.
_Days: TypeAlias = tuple[int, int]


@attrs.frozen
class DateSpelling:
    """How a table spells dates: the spellings, the years that two digits can mean, the words for an unknown part.

    `languages` are those of the names of months, English if there are none, and `fiscal_2000` is the day on which the
    fiscal year called 2000 began.

    >>> str(DateSpelling(("M/D/YY", "YYYY-MM-DD"), (1980, 2010)).read("1980-01-xx"))
    '1980-01-XX'
    >>> str(DateSpelling(("YYYY-Q",)).read("2012-Q1"))
    '[2012-01-01..2012-03-31]'
    """

    spellings: tuple[str, ...] = (EDTF,)
    years: tuple[int, int] | None = None
    unknown: tuple[str, ...] = ("xx",)
    languages: tuple[str, ...] = ()
    fiscal_2000: UncertainDate | None = None
    _months: Mapping[str, Mapping[str, int]] = attrs.field(init=False, eq=False, repr=False)
    _patterns: Mapping[str, re.Pattern[str]] = attrs.field(init=False, eq=False, repr=False)

    @_months.default
    def _named(self) -> dict[str, Mapping[str, int]]:
        named = any(token.startswith("MMM") for each in self.spellings for token in date_tokens(each))
        return month_numbers(*(self.languages or (ENGLISH,))) if named else {"MMMM": {}, "MMM": {}}

    @_patterns.default
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {each: date_pattern(each, self.unknown, self._months) for each in self.spellings if each != EDTF}

    def read(self, text: str) -> UncertainDate:
        """Read a date. Raises `DateError` if none of the spellings reads the text, or two read it as two dates."""
        return self._read(text, date_hint)

    def read_day(self, text: str, place: DatePlace = DAY) -> UncertainDate:
        """Read a date that is one day, though it may not be known which. Raises `DateError`, also for a period.

        >>> str(DateSpelling().read_day("2014-02"))
        '2014-02'
        """
        near = open_date(text)
        if near and self.reads(near) and not (place.takes_open and self.reads(text)):
            hint = place.open_hint(near, str(self.read(near)), is_start=bool(open_start(text)))
            raise DateError("not one day", text, place.beside_columns(self._beside_edtf(hint)))
        date = self._read(text, lambda words: place.words_hint(words, self._reads_edtf))
        if place.takes(date):
            return date
        others = tuple(spelling for spelling in self.spellings if spelling != EDTF)
        guess = "" if is_open(date) else format_hint(text, others, self.years, self.languages, self.fiscal_2000)
        hints = [place.hint(date), f"{guess}, if it is one day of these" if guess else ""]
        raise DateError("not one day", text, place.beside_columns("; or ".join(each for each in hints if each)))

    def read_date(self, text: str) -> UncertainDate:
        """Read a date of which one end may be open. Raises `DateError`, also for a period from one date to another.

        >>> str(DateSpelling().read_date("[..2021]"))
        '[..2021]'
        """
        return self.read_day(text, MILESTONE)

    def reads(self, text: str) -> bool:
        """Tell whether a text is read as a date.

        >>> DateSpelling().reads("2014-02"), DateSpelling().reads("02-2014")
        (True, False)
        """
        try:
            self.read(text)
        except DateError:
            return False
        return True

    def _read(self, text: str, in_words: Callable[[str], str]) -> UncertainDate:
        """Read a date; `in_words` returns what to write for one in words."""
        found: dict[str, UncertainDate] = {}
        reasons: dict[str, None] = {}
        for spelling in self.spellings:
            try:
                date = self._as(spelling, text)
            except DateError as error:
                if error.problem != "not a date" or error.hint.startswith('write "['):  # a set, which EDTF alone has
                    reasons[in_words(text) if error.hint == date_hint(text) else error.hint] = None
                continue
            if date is not None:
                found[str(date)] = date
        if len(found) > 1:
            raise DateError("two dates in one", text, self._leave_one_out([*found.values()]))
        if found:
            return next(iter(found.values()))
        guess = format_hint(text, self.spellings, self.years, self.languages, self.fiscal_2000)
        if wrong := no_such_day(text, self.languages):
            reasons[wrong] = None
        hints = [*reasons, *([guess] if guess else [])]
        raise DateError("not a date", text, "; or ".join(hints) or self._hint(text, in_words))

    def _leave_one_out(self, found: Sequence[UncertainDate]) -> str:
        hint = f"it can be {' or '.join(map(str, found))}: leave one of the formats out"
        days = [*map(days_of, found)] if EDTF in self.spellings else []
        if not days or not all(day and self.reads(day) for day in days):
            return hint
        return f"{hint}, or {joined(dict.fromkeys(days, ''))} in the table"

    def _reads_edtf(self, text: str) -> bool:
        return (self if EDTF in self.spellings else attrs.evolve(self, spellings=(*self.spellings, EDTF))).reads(text)

    def _beside_edtf(self, hint: str) -> str:
        """Return a hint to write something in EDTF, and that the mapping is to read that too."""
        if EDTF in self.spellings or not hint:
            return hint
        return f"{hint}, with formats = {toml_value([*self.spellings, EDTF])} in [dates]"

    def _hint(self, text: str, in_words: Callable[[str], str]) -> str:
        if re.fullmatch(r"[1-9][0-9]{4}(?:\.[0-9]{1,20})?", text[:_LONGEST]):
            return "it may be a day as Excel numbers them: save the table again with the column as dates, not numbers"
        if part := telling_part(text[:_LONGEST]):
            meant = in_words(text) if len(text) <= _LONGEST else ""
            told = self._beside_edtf(f"in the table, {meant}") if meant else hint_instead(part)
            return f"{quote(part)} is no part of a spelling: {told}"
        if any(set("/[") & set(each.date) for each in readings(text)) and (meant := in_words(text)):
            return self._beside_edtf(f"in the table, {meant}")
        known = ", ".join(f'"{spelling}"' for spelling in self.spellings)
        hint = f"the mapping reads {known}: add the spelling of this one to formats in [dates]"
        if any("MMM" in spelling for spelling in self.spellings) and re.search(r"[^\W\d_]{3}", text[:_LONGEST]):
            known = " or ".join(f'"{each}"' for each in self.languages or (ENGLISH,))
            return f"{hint}, or write language there if the months are not in {known}"
        return hint

    def _as(self, spelling: str, text: str) -> UncertainDate | None:
        if spelling == EDTF:
            parts = text.split("-")
            unknown = {each.casefold() for each in self.unknown}
            return UncertainDate.parse("-".join("XX" if part.casefold() in unknown else part for part in parts))
        match = self._patterns[spelling].fullmatch(text) if len(text) <= _LONGEST else None
        if match is None:
            return None
        tokens = date_tokens(spelling)
        words = {kind: [w for t, w in zip(tokens, match.groups(), strict=True) if t[0] == kind] for kind in "YMDQWF"}
        periods: dict[str, Callable[[str, Mapping[str, Sequence[str]]], _Days]] = {
            "QY": self._quarter,
            "WY": self._week,
            "YY": self._span,
            "F": self._fiscal_year,
            "FF": self._fiscal_year,
        }
        if period := periods.get(layout(spelling)):
            first, last = period(text, words)
            return UncertainDate.parse(f"[{iso(first)}..{iso(last)}]")
        year = self._year(words["Y"][0], text)
        return UncertainDate.parse("-".join([f"{year:04}", *map(self._part, words["M"] + words["D"])]))

    def _quarter(self, text: str, words: Mapping[str, Sequence[str]]) -> _Days:
        year = self._year(words["Y"][0], text)
        first, last = self._among(words["Q"][0], 4, text, "the quarters of a year are 1 to 4")
        return day_number(year, 3 * first - 2, 1), day_number(year, 3 * last + 1, 1) - 1

    def _week(self, text: str, words: Mapping[str, Sequence[str]]) -> _Days:
        year = self._year(words["Y"][0], text)
        start = _first_monday(year)
        weeks = (_first_monday(year + 1) - start) // 7
        first, last = self._among(words["W"][0], weeks, text, f"the weeks of {year} are 01 to {weeks}")
        return start + 7 * (first - 1), start + 7 * last - 1

    def _span(self, text: str, words: Mapping[str, Sequence[str]]) -> _Days:
        first, last = (self._year(word, text) for word in words["Y"])
        if not 0 <= last - first < _MOST_YEARS:
            hint = f"the second year is not before the first, and they are at most {_MOST_YEARS} years together"
            raise DateError("no span of years", text, hint)
        return day_number(first, 1, 1), day_number(last, 12, 31)

    def _fiscal_year(self, text: str, words: Mapping[str, Sequence[str]]) -> _Days:
        called, *others = words["F"]
        number = self._year(called, text)
        if any(int(other) != (number + 1) % 10 ** len(other) for other in others):
            raise DateError("no fiscal year", text, "the second of its years is the one after the first")
        if self.fiscal_2000 is None:
            raise DateError("no fiscal year is known", text, f'write fiscal_2000 = "{FISCAL_2000}" in [dates]')
        year, month, day = civil(int(self.fiscal_2000.hull[0]))
        year += number - 2000
        return day_number(year, month, day), day_number(year + 1, month, day) - 1

    def _year(self, digits: str, text: str) -> int:
        if len(digits) == 4:
            return int(digits)
        first, last = self.years or (0, -1)
        years = [year for year in range(first, last + 1) if year % 100 == int(digits)]
        if not years:
            hint = f"two digits mean a year from {first} to {last}: mend the date, or years in [dates] of the mapping"
            raise DateError("no year of the table", text, hint)
        return years[0]

    def _among(self, word: str, most: int, text: str, hint: str) -> tuple[int, int]:
        """Return the number of a quarter or a week twice; the first and the last there is, if it is not known."""
        if self._is_unknown(word):
            return 1, most
        if not 1 <= int(word) <= most:
            raise DateError("no part of the year", text, hint)
        return int(word), int(word)

    def _is_unknown(self, word: str) -> bool:
        return word.casefold() in {each.casefold() for each in self.unknown}

    def _part(self, word: str) -> str:
        folded = word.casefold()
        if self._is_unknown(word):
            return "XX"
        if folded.isdecimal():
            return f"{int(folded):02}"
        return next(f"{names[folded]:02}" for names in self._months.values() if folded in names)


def _first_monday(year: int) -> int:
    """Return the number of the day on which the first week of a year begins: that of 4 January."""
    day = day_number(year, 1, 4)
    return day - (day - 1) % 7
