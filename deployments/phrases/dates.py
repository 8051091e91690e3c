"""Dates as a person writes them.

A date that has no plain words is shown as it was written: nothing is left out and nothing is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from deployments.locales import load_language
from deployments.values.calendar import Edge, civil, iso
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Calendar, Interval, LongYear, Moment, Precision, Range, Set, Single
from deployments.values.when import Part


class DatePhrases:
    """The phrases for dates in one language.

    With `short`, months have their short names, and "around" is `~`. Raises `InvalidValueError` for a language that
    there is no file for.

    >>> DatePhrases("nl", short=True).date(UncertainDate("2023-06-21~"))
    '~21 jun. 2023'
    """

    def __init__(self, lang: str = "en", *, short: bool = False) -> None:
        self.language = load_language(lang)
        self.words = self.language.VALUE_WORDS
        self.months = self.language.SHORT_MONTHS if short else self.language.MONTHS
        self.short = short

    def date(self, date: UncertainDate, part: Part | None = None) -> str:
        """Return the phrase for a date, or for the part of a month or year that is named.

        >>> DatePhrases().date(UncertainDate("[2023-05-18..2023-06-14]"))
        'between 18 May and 14 June 2023'
        """
        tree = date.tree
        if isinstance(tree, Interval):
            return self._interval(tree)
        if isinstance(tree, Set):
            return self._set(tree)
        return self._moment(tree) if isinstance(tree, Moment) else self._single(tree, part)

    def on(self, date: UncertainDate, part: Part | None = None) -> str:
        """Return the phrase for what happens on a date, with its preposition.

        >>> DatePhrases().on(UncertainDate("2023-06-21")), DatePhrases().on(UncertainDate("2023-06-21~"))
        ('on 21 June 2023', 'around 21 June 2023')
        """
        tree, phrase = date.tree, self.date(date, part)
        if not isinstance(tree, Calendar) or any(marks_of(tree)):
            return phrase
        if part is not None:
            return self.words["in part"].format(date=phrase)
        return self.words["on day" if len(tree.parts) == 3 else "in period"].format(date=phrase)

    def days(self, first: float, last: float) -> str:
        """Return the phrase for one day from the first to the last, as day numbers; infinite without an end.

        >>> from deployments.values.calendar import day_number
        >>> DatePhrases().days(day_number(2023, 5, 18), day_number(2023, 6, 14))
        'between 18 May and 14 June 2023'
        """
        date = one_of(first, last)
        return self._extreme(first, last) if date is None else self.date(date)

    def period(self, first: float, last: float) -> str:
        """Return the phrase for all days from the first to the last, as day numbers; infinite without an end.

        >>> from math import inf
        >>> from deployments.values.calendar import day_number
        >>> DatePhrases().period(day_number(2023, 5, 18), inf)
        'from 18 May 2023'
        """
        if not (_is_written(first) and _is_written(last)):
            return self._extreme(first, last)
        ends = [".." if abs(day) == inf else iso(day) for day in (first, last)]
        return self.date(UncertainDate.parse(ends[0] if first == last else "/".join(ends)))

    def on_days(self, first: float, last: float) -> str:
        """Return the phrase for what happens on one day from the first to the last, with its preposition.

        >>> from deployments.values.calendar import day_number
        >>> phrases = DatePhrases()
        >>> phrases.on_days(day_number(2024, 7, 1), day_number(2024, 7, 31))
        'on some day in July 2024'
        >>> phrases.on_days(day_number(2024, 7, 3), day_number(2024, 7, 3))
        'on 3 July 2024'
        """
        date = one_of(first, last)
        if date is None:
            return self.words["on day"].format(date=self._extreme(first, last))
        return self.on(date)

    def _extreme(self, first: float, last: float) -> str:
        """Return days that no date says: any day, or days many thousand years away."""
        return self.words["unknown day"] if (first, last) == (-inf, inf) else f"{iso(first)} .. {iso(last)}"

    def _moment(self, moment: Moment) -> str:
        return self.words["with time"].format(date=self._single(moment.date), time=moment.time)

    # --- one date ---

    def _single(self, single: Single, part: Part | None = None) -> str:
        text = self._long_year(single) if isinstance(single, LongYear) else self._calendar(single)
        if part is not None:
            text = self.language.PART_WORDS[part.value].format(date=text)
        marks = marks_of(single)
        if len({*marks}) == 1:
            return self._marked(text, marks[0])
        units = ["year", "month", "day"]
        if isinstance(single, Calendar) and single.season:
            units[1] = "season" if single.season < 33 else "part of the year"
        notes = []
        for mark in ("~", "?", "%"):
            named = [self.words[unit] for unit, own in zip(units, marks, strict=False) if own == mark]
            if named:
                notes.append(self.words[mark].format(parts=self.listed("and", named)))
        return self.words["with notes"].format(date=text, notes=", ".join(notes))

    def _marked(self, text: str, mark: str) -> str:
        if mark in ("~", "%"):
            text = f"~{text}" if self.short else self.words["around"].format(date=text)
        return self.words["perhaps"].format(date=text) if mark in ("?", "%") else text

    def _calendar(self, single: Calendar) -> str:
        if single.specified:
            return self._specified(single)
        year, *rest = single.parts
        if not rest:
            return self._masked_year(year)
        if "X" not in year and rest == ["XX"]:
            return self.words["some month of"].format(year=self._year(year))
        if "X" not in year and rest == ["XX", "XX"]:
            return self.words["some day in"].format(period=self._year(year))
        if "X" not in year + rest[0] and rest[1:] == ["XX"]:
            return self.words["some day in"].format(period=self._month_of_year(year, rest[0]))
        if "X" not in year.rstrip("X") + "".join(rest) and not single.season:
            return self.words["of year"].format(date=self._in_year(*rest), year=self._years(year))
        return self.words["matching"].format(pattern="-".join(single.parts))

    def _in_year(self, month: str, day: str = "") -> str:
        name = self._month(month)
        return self.words["day of month"].format(day=int(day), month=name) if day else name

    def _specified(self, single: Calendar) -> str:
        year, *rest = single.parts
        if single.season:
            return self.language.SEASONS[single.season].format(year=self._year(year))
        if not rest:
            return self._year(year)
        if len(rest) == 1:
            return self._month_of_year(year, rest[0])
        day, month = int(rest[1]), self._month(rest[0])
        return self.words["day of year"].format(day=day, month=month, year=self._year(year))

    def _month(self, digits: str) -> str:
        return self.months[int(digits) - 1]

    def _month_of_year(self, year: str, month: str) -> str:
        return self.words["month of year"].format(month=self._month(month), year=self._year(year))

    # --- years ---

    def _year(self, digits: str) -> str:
        number = int(digits)
        if number < 1:
            return self.words["bc"].format(year=1 - number)
        # Without the letters the year 44 would be read as 1944.
        return str(number) if number > 99 else self.words["ad"].format(year=number)

    def _masked_year(self, mask: str) -> str:
        if "X" in mask.rstrip("X"):
            return self.words["matching"].format(pattern=mask)
        # A decade such as 200X is not named: "the 2000s" may be read as a century.
        if mask[0] != "-" and mask[:2] not in ("00", "XX") and mask.count("X") == 1 and mask[2] != "0":
            return self.words["decade"].format(year=int(mask.replace("X", "0")))
        return self._years(mask)

    def _years(self, mask: str) -> str:
        """Return the first and the last year that a mask with its unknown digits at the end leaves open."""
        first, last = sorted(int(mask.replace("X", digit)) for digit in "09")
        if mask[0] == "-":
            last = min(last, -1)
        return self.words["years"].format(first=self._year(str(first)), last=self._year(str(last)))

    def _long_year(self, single: LongYear) -> str:
        if single.significant is None:
            return single.digits if "E" in single.digits else self._year(str(single.year))
        unit = 10 ** (len(str(abs(single.year))) - single.significant)
        low = abs(single.year) // unit * unit
        sign = -1 if single.year < 0 else 1
        ends = sorted((sign * low, sign * (low + unit - 1)))
        if unit == 1:
            return self._year(str(single.year))
        first, last, year = (self._year(str(number)) for number in (*ends, single.year))
        return self.words["estimated"].format(first=first, last=last, year=year)

    # --- two dates, and several ---

    def _interval(self, interval: Interval) -> str:
        start, end = interval.start, interval.end
        if isinstance(start, Edge):
            if isinstance(end, Edge):
                return self.words[f"{start} {end}"]
            return self.words["until" if start is Edge.OPEN else "start unknown"].format(last=self._single(end))
        if isinstance(end, Edge):
            return self.words["from" if end is Edge.OPEN else "end unknown"].format(first=self._single(start))
        return self._pair("from to", start, end)

    def _pair(self, word: str, start: Single, end: Single) -> str:
        """Return the phrase for two dates, the year and the month named once where they are the same."""
        if isinstance(start, Calendar) and isinstance(end, Calendar) and _can_share_year(start, end):
            first = self._without_year(start, end)
        else:
            first = self._single(start)
        return self.words[word].format(first=first, last=self._single(end))

    def _without_year(self, start: Calendar, end: Calendar) -> str:
        month = self._month(start.parts[1])
        if len(start.parts) == 2:
            return month
        day = int(start.parts[2])
        if len(end.parts) == 3 and start.parts[1] == end.parts[1]:
            return str(day)
        return self.words["day of month"].format(day=day, month=month)

    def _set(self, set_: Set) -> str:
        members = set_.members
        if len(members) == 1 and isinstance(members[0], Range):
            return self._lone_range(members[0], every=set_.every)
        phrases = [self._listed_range(m) if isinstance(m, Range) else self._single(m) for m in members]
        if len(phrases) == 1:
            return phrases[0]
        joined = self.listed("and" if set_.every else "or", phrases)
        return joined if set_.every else self.words["one of"].format(dates=joined)

    def listed(self, word: str, items: Sequence[str]) -> str:
        """Return texts with commas between them, and `"and"` or `"or"` before the last.

        >>> DatePhrases("nl").listed("or", ["7 dagen", "1 maand", "1 jaar"])
        '7 dagen, 1 maand of 1 jaar'
        """
        *others, last = items
        return self.words[word].format(others=", ".join(others), last=last) if others else last

    def _lone_range(self, range_: Range, *, every: bool) -> str:
        if range_.start is not None and range_.end is not None:
            return self._pair("range" if every else "between", range_.start, range_.end)
        if range_.start is None:
            return "" if range_.end is None else self._open_range(range_.end, "before", "earlier", every=every)
        return self._open_range(range_.start, "after", "later", every=every)

    def _open_range(self, bound: Single, day: str, unit: str, *, every: bool) -> str:
        if every:
            word = f"and {unit}"
        elif is_plain_day(bound):
            word = f"on or {day}"
        else:
            word = f"or {unit}"
        return self.words[word].format(date=self._single(bound))

    def _listed_range(self, range_: Range) -> str:
        if range_.start is not None and range_.end is not None:
            return self._pair("range", range_.start, range_.end)
        if range_.start is not None:
            return self.words["onwards"].format(first=self._single(range_.start))
        return self.words["up to"].format(last=self._single(range_.end)) if range_.end is not None else ""


def is_plain_day(tree: object) -> bool:
    """Tell whether a date, or what it is made of, is one day that nobody calls approximate or uncertain."""
    return isinstance(tree, Single) and tree.precision is Precision.DAY and not any(marks_of(tree))


def marks_of(single: Single) -> tuple[str, ...]:
    """Return the marks (`~`, `?`, `%` or none) of a date, one for each of its parts.

    >>> marks_of(UncertainDate("2004-06~-11").tree)
    ('~', '~', '')
    """
    return (single.qualifier,) if isinstance(single, LongYear) else single.qualifiers


def one_of(first: float, last: float) -> UncertainDate | None:
    """Return the date that is one day from the first to the last, as day numbers; None if it has no short form.

    >>> str(one_of(738657, 738685))
    '[2023-05-17..2023-06-14]'
    """
    if not (_is_written(first) and _is_written(last)) or first > last:
        return None
    if first == last:
        return UncertainDate.parse(iso(first))
    ends = ["" if abs(day) == inf else iso(day) for day in (first, last)]
    if "" not in ends and (month := _whole_month(int(first), int(last))):
        return UncertainDate.parse(month)
    return UncertainDate.parse(f"[{ends[0]}..{ends[1]}]") if any(ends) else None


def _is_written(day: float) -> bool:
    """Tell whether a day is one that EDTF writes with four digits for the year, or none at all."""
    return abs(day) == inf or -500_000 < day < 3_600_000


def _whole_month(first: int, last: int) -> str:
    """Return the mask of the days of one month, or of one year, if that is what they are."""
    (year, month, day), (after, next_month, next_day) = civil(first), civil(last + 1)
    if (day, next_day) != (1, 1) or not 0 <= year <= 9999:
        return ""
    if (month, after, next_month) == (1, year + 1, 1):
        return f"{year:04}-XX-XX"
    is_next = (after, next_month) == (year + month // 12, month % 12 + 1)
    return f"{year:04}-{month:02}-XX" if is_next else ""


def _can_share_year(start: Calendar, end: Calendar) -> bool:
    same = start.specified and start.parts[0] == end.parts[0] and end.specified
    months = len(start.parts) > 1 and len(end.parts) > 1 and not start.season and not end.season
    return same and months and not any(start.qualifiers + end.qualifiers)
