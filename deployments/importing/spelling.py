"""Dates and numbers as tables spell them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

import attrs

from deployments.errors import DateError, InvalidValueError, QuantityError
from deployments.patterns import lazy_pattern
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity

#: The spelling of dates that EDTF has itself.
EDTF = "EDTF"

_TOKEN = lazy_pattern("YYYY|YY|MMMM|MMM|MM|M|DD|D")
_LONGEST = 100
#: How wide the name of a month is.
_WIDTHS = {"MMMM": "wide", "MMM": "abbreviated"}


def date_tokens(spelling: str) -> list[str]:
    """Return the parts of a date that a spelling has, in its order.

    >>> date_tokens("M/D/YY")
    ['M', 'D', 'YY']
    """
    return _TOKEN.findall(spelling)


@attrs.frozen
class DateSpelling:
    """How a table spells dates: the spellings, the years that two digits can mean, the words for an unknown part.

    >>> str(DateSpelling(("M/D/YY", "YYYY-MM-DD"), (1980, 2010)).read("1980-01-xx"))
    '1980-01-XX'
    """

    spellings: tuple[str, ...] = (EDTF,)
    years: tuple[int, int] | None = None
    unknown: tuple[str, ...] = ("xx",)
    language: str = "en"
    _months: Mapping[str, Mapping[str, int]] = attrs.field(init=False, eq=False, repr=False)
    _patterns: Mapping[str, re.Pattern[str]] = attrs.field(init=False, eq=False, repr=False)

    @_months.default
    def _named(self) -> dict[str, Mapping[str, int]]:
        named = any(token.startswith("MMM") for each in self.spellings for token in date_tokens(each))
        return month_numbers(self.language) if named else {"MMMM": {}, "MMM": {}}

    @_patterns.default
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {each: _pattern(each, self.unknown, self._months) for each in self.spellings if each != EDTF}

    def read(self, text: str) -> UncertainDate:
        """Read a date. Raises `DateError` if none of the spellings reads the text, or two read it as two dates."""
        found: dict[str, UncertainDate] = {}
        reason: DateError | None = None
        for spelling in self.spellings:
            try:
                date = self._as(spelling, text)
            except DateError as error:
                reason = error
                continue
            if date is not None:
                found[str(date)] = date
        if len(found) > 1:
            raise DateError("two dates in one", text, f"it can be {' or '.join(found)}: leave one of the formats out")
        if found:
            return next(iter(found.values()))
        hint = reason.hint if reason and reason.problem != "not a date" else self._hint(text)
        raise DateError("not a date", text, hint)

    def read_day(self, text: str) -> UncertainDate:
        """Read a date that is one day, though it may not be known which. Raises `DateError`, also for a period.

        >>> str(DateSpelling().read_day("2014-02"))
        '2014-02'
        """
        date = self.read(text)
        if date.is_interval or float("inf") in map(abs, date.hull):
            raise DateError("not one day", text, "a start and an end stand in columns of their own")
        return date

    def _hint(self, text: str) -> str:
        if re.fullmatch(r"[1-9][0-9]{4}(?:\.[0-9]{1,20})?", text[:_LONGEST]):
            return "it may be a day as Excel numbers them: save the table again with the column as dates, not numbers"
        known = ", ".join(f'"{spelling}"' for spelling in self.spellings)
        hint = f"the mapping reads {known}: add the spelling of this one to formats in [dates]"
        if any("MMM" in spelling for spelling in self.spellings) and re.search(r"[^\W\d_]{3}", text[:_LONGEST]):
            return f'{hint}, or write language there if the months are not in "{self.language}"'
        return hint

    def _as(self, spelling: str, text: str) -> UncertainDate | None:
        if spelling == EDTF:
            return UncertainDate.parse(text)
        match = self._patterns[spelling].fullmatch(text) if len(text) <= _LONGEST else None
        if match is None:
            return None
        parts = match.groupdict()
        year = f"{self._year(parts['year'], text):04}"
        return UncertainDate.parse(
            "-".join([year, *(self._part(parts[name]) for name in ("month", "day") if name in parts)])
        )

    def _year(self, digits: str, text: str) -> int:
        if len(digits) == 4:
            return int(digits)
        first, last = self.years or (0, -1)
        years = [year for year in range(first, last + 1) if year % 100 == int(digits)]
        if not years:
            hint = f"two digits mean a year from {first} to {last}: mend the date, or years in [dates] of the mapping"
            raise DateError("no year of the table", text, hint)
        return years[0]

    def _part(self, word: str) -> str:
        folded = word.casefold()
        if folded in {each.casefold() for each in self.unknown}:
            return "XX"
        if folded.isdecimal():
            return f"{int(folded):02}"
        return next(f"{names[folded]:02}" for names in self._months.values() if folded in names)


def month_numbers(language: str) -> dict[str, Mapping[str, int]]:
    """Return the numbers of the months by name, whole (`MMMM`) and short (`MMM`). Raises `InvalidValueError`.

    >>> month_numbers("nl")["MMM"]["mrt"]
    3
    """
    from pendulum.locales.locale import Locale  # noqa: PLC0415 - heavy, and only needed where months have names

    try:
        locale = Locale.load(language)
    except ValueError:
        hint = 'write the code of a language, such as "nl"'
        raise InvalidValueError("not a language whose months are known", language, hint) from None
    names = {kind: locale.get(f"translations.months.{width}") for kind, width in _WIDTHS.items()}
    return {kind: {name.casefold().rstrip("."): month for month, name in own.items()} for kind, own in names.items()}


def _pattern(spelling: str, unknown: Iterable[str], named: Mapping[str, Mapping[str, int]]) -> re.Pattern[str]:
    words = "".join(f"{re.escape(word)}|" for word in unknown)
    names, short = ("|".join(map(re.escape, named[kind])) for kind in _WIDTHS)
    kinds = {
        "YYYY": "(?P<year>[0-9]{4})",
        "YY": "(?P<year>[0-9]{2})",
        "MMMM": f"(?P<month>{names})",
        "MMM": f"(?P<month>{short})\\.?",
        "MM": f"(?P<month>{words}[0-9]{{2}})",
        "M": f"(?P<month>{words}[0-9]{{1,2}})",
        "DD": f"(?P<day>{words}[0-9]{{2}})",
        "D": f"(?P<day>{words}[0-9]{{1,2}})",
    }
    parts = re.split(f"({'|'.join(kinds)})", spelling)
    return re.compile("".join(kinds.get(part, re.escape(part)) for part in parts), re.IGNORECASE)


#: Marks between thousands that look alike: a table can have several of them, and the first stands for all.
_LOOK_ALIKE = (" \u00a0\u202f\u2009\u2007", "'\u2019\u2018")
_GROUPED = lazy_pattern(rf"[1-9][0-9]{{0,2}}(?:([.,{''.join(_LOOK_ALIKE)}])[0-9]{{3}})+")


def _alike(mark: str) -> str:
    """Return the marks that stand for the same as one."""
    return next((marks for marks in _LOOK_ALIKE if mark in marks), mark)


@attrs.frozen
class NumberSpelling:
    """How a table spells numbers of people: the marks for thousands, fractions and ranges, and the words for "about".

    >>> str(NumberSpelling(thousands=",").read("1,234")), str(NumberSpelling(decimal=".").read("117.0"))
    ('1234', '117')
    >>> str(NumberSpelling(between=("-",)).read("150-200")), str(NumberSpelling(about=("ca.",)).read("ca. 300"))
    ('150..200', '~300')
    """

    thousands: str = ""
    decimal: str = ""
    between: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def read(self, text: str) -> Quantity:
        """Read a number or a range, as `Quantity` or as the table writes it.

        Raises `QuantityError`, also for a number that is not whole.
        """
        if len(text) > _LONGEST:
            return Quantity.parse(text)
        about, rest = self._about(text)
        ends = next((ends for mark in self.between if all(ends := rest.split(mark)) and len(ends) == 2), [rest])
        plain = about + "..".join(self._plain(end.strip()) for end in ends)
        mark = self.decimal
        if (
            mark
            and not self.thousands
            and any(re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(mark)}000", end) for end in ends)
        ):
            hint = f'write thousands = "{mark}" instead of decimal, or beside it what stands between thousands'
            raise QuantityError("it can be thousands or a fraction", text, hint)
        try:
            return Quantity.parse(plain)
        except QuantityError as error:
            hint = _number_hint(text, self) or _word_hint(text, error.hint)
            raise QuantityError(error.problem, text, hint) from None

    def _about(self, text: str) -> tuple[str, str]:
        """Split a word for "about" from the number after it."""
        for word in sorted(self.about, key=len, reverse=True):
            if text.casefold().startswith(word.casefold()):
                return "~", text[len(word) :].strip()
        return "", text

    def _plain(self, text: str) -> str:
        """Return one number without the marks between thousands, and without a fraction that is zero."""
        plain = text
        if self.decimal and re.fullmatch(rf"[^{re.escape(self.decimal)}]+{re.escape(self.decimal)}0*", text):
            plain = text.partition(self.decimal)[0]
        if self.thousands:
            mark = f"[{re.escape(_alike(self.thousands))}]"
            match = re.fullmatch(rf"(~?[1-9][0-9]{{0,2}})((?:{mark}[0-9]{{3}})+)", plain)
            plain = match[1] + re.sub(mark, "", match[2]) if match else plain
        return plain


def _number_hint(text: str, numbers: NumberSpelling) -> str:
    text = text[:_LONGEST]
    if not numbers.thousands and (mark := _GROUPED.fullmatch(text)):
        return f'write thousands = "{_alike(mark[1])[0]}" in the mapping, if that is what it is'
    if not numbers.decimal and (mark := re.fullmatch(r"[0-9]+([.,])0{1,9}", text)):
        return f'write decimal = "{mark[1]}" in the mapping, if that is what it is'
    if not numbers.between and (mark := re.fullmatch(r"[0-9.,]+ ?([-\u2013\u2014]) ?[0-9.,]+", text)):
        return f'write between = ["{mark[1]}"] in the mapping, if it is a range'
    if mark := re.fullmatch(r"([A-Za-z\u00b1\u2248]{1,12}\.?) ?[0-9][0-9.,]*", text):
        return f'write about = ["{mark[1]}"] in the mapping, if the word says that it is about so many'
    return ""


def _word_hint(text: str, hint: str) -> str:
    """Return what to do with a word in the place of a number: the hint of the registry's own numbers, if that fits."""
    if hint.startswith(("leave it out", 'write "6"')) and re.fullmatch(r"[^0-9]{1,20}", text):
        word = json.dumps(text, ensure_ascii=False)
        return f"write unknown = [{word}] in the mapping if it says that nobody knows, zero = [{word}] if it says none"
    return hint


@attrs.frozen
class TableSpelling:
    """How a table spells dates and numbers."""

    dates: DateSpelling
    numbers: NumberSpelling
