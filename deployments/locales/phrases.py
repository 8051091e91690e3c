"""Dates, numbers and durations as a person writes them, in English and in Dutch.

Each language is one table. What has no plain words is shown as it was
written: nothing is left out and nothing is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from deployments.errors import InvalidValueError
from deployments.values.calendar import Edge
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.edtf import Calendar, Interval, LongYear, Moment, Precision, Range, Set, Single
from deployments.values.quantities import Change, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import RELATIONS, Part, Target, When

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "around": "around {0}",
        "perhaps": "perhaps {0}",
        "~": "approximate",
        "?": "uncertain",
        "%": "approximate and uncertain",
        "year": "year",
        "month": "month",
        "day": "day",
        "season": "season",
        "part of the year": "part of the year",
        "from to": "from {0} to {1}",
        "between": "between {0} and {1}",
        "from": "from {0}",
        "until": "until {0}",
        "end unknown": "from {0}, end unknown",
        "start unknown": "until {0}, start unknown",
        "unknown unknown": "from an unknown day to an unknown day",
        "unknown open": "from an unknown day, without end",
        "open unknown": "until an unknown day, without beginning",
        "open open": "without beginning or end",
        "period": "the period {0}",
        "some day": "a day {0}",
        "on or before": "on or before {0}",
        "on or after": "on or after {0}",
        "or earlier": "{0} or earlier",
        "or later": "{0} or later",
        "and earlier": "{0} and earlier",
        "and later": "{0} and later",
        "up to": "up to and including {0}",
        "onwards": "{0} onwards",
        "range": "{0} to {1}",
        "one of": "one of {0}",
        "or": " or ",
        "and": " and ",
        "matching": "a day that fits {0}",
        "some day in": "some day in {0}",
        "some month of": "some month of {0}",
        "years": "some year from {0} to {1}",
        "estimated": "some year from {0} to {1}, estimated {2}",
        "decade": "the {0}s",
        "bc": "{0} BC",
        "ad": "AD {0}",
        "early": "early {0}",
        "mid": "mid-{0}",
        "late": "late {0}",
        "after": "after {0}",
        "before": "before {0}",
        "rel around": "around {0}",
        "during": "during {0}",
        "months": "January February March April May June July August September October November December",
        "short months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "seasons": "spring summer autumn winter",
        "north": "{0} (northern hemisphere)",
        "south": "{0} (southern hemisphere)",
        "ordinals": "first second third fourth",
        "quarter": "{0} quarter of {1}",
        "quadrimester": "{0} four-month period of {1}",
        "semester": "{0} half of {1}",
        "about": "about {0}",
        "at most": "at most {0}",
        "at least": "at least {0}",
        "to": "{0} to {1}",
        "thousands": ",",
        "more": "{0} more",
        "fewer": "{0} fewer",
        "increase": "more",
        "decrease": "fewer",
        "units": "year years month months day days",
    },
    "nl": {
        "around": "rond {0}",
        "perhaps": "mogelijk {0}",
        "~": "bij benadering",
        "?": "onzeker",
        "%": "bij benadering en onzeker",
        "year": "jaar",
        "month": "maand",
        "day": "dag",
        "season": "seizoen",
        "part of the year": "deel van het jaar",
        "from to": "van {0} tot en met {1}",
        "between": "tussen {0} en {1}",
        "from": "vanaf {0}",
        "until": "tot en met {0}",
        "end unknown": "vanaf {0}, einde onbekend",
        "start unknown": "tot en met {0}, begin onbekend",
        "unknown unknown": "van een onbekende dag tot een onbekende dag",
        "unknown open": "vanaf een onbekende dag, zonder einde",
        "open unknown": "tot een onbekende dag, zonder begin",
        "open open": "zonder begin of einde",
        "period": "de periode {0}",
        "some day": "een dag {0}",
        "on or before": "op of voor {0}",
        "on or after": "op of na {0}",
        "or earlier": "{0} of eerder",
        "or later": "{0} of later",
        "and earlier": "{0} en eerder",
        "and later": "{0} en later",
        "up to": "tot en met {0}",
        "onwards": "vanaf {0}",
        "range": "{0} tot en met {1}",
        "one of": "een van {0}",
        "or": " of ",
        "and": " en ",
        "matching": "een dag die past bij {0}",
        "some day in": "een dag in {0}",
        "some month of": "een maand van {0}",
        "years": "een jaar van {0} tot en met {1}",
        "estimated": "een jaar van {0} tot en met {1}, naar schatting {2}",
        "decade": "de jaren {0}",
        "bc": "{0} v.Chr.",
        "ad": "{0} n.Chr.",
        "early": "begin {0}",
        "mid": "medio {0}",
        "late": "eind {0}",
        "after": "na {0}",
        "before": "voor {0}",
        "rel around": "rond {0}",
        "during": "tijdens {0}",
        "months": "januari februari maart april mei juni juli augustus september oktober november december",
        "short months": "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
        "seasons": "voorjaar zomer najaar winter",
        "north": "{0} (noordelijk halfrond)",
        "south": "{0} (zuidelijk halfrond)",
        "ordinals": "eerste tweede derde vierde",
        "quarter": "{0} kwartaal van {1}",
        "quadrimester": "{0} viermaandsperiode van {1}",
        "semester": "{0} helft van {1}",
        "about": "ongeveer {0}",
        "at most": "ten hoogste {0}",
        "at least": "ten minste {0}",
        "to": "{0} tot {1}",
        "thousands": ".",
        "more": "{0} meer",
        "fewer": "{0} minder",
        "increase": "meer",
        "decrease": "minder",
        "units": "jaar jaar maand maanden dag dagen",
    },
}
LANGUAGES = tuple(WORDS)


def check_language(lang: str) -> None:
    """Raise `InvalidValueError` for a language that has no words here.

    >>> check_language("fr")
    Traceback (most recent call last):
    ...
    deployments.errors.InvalidValueError: not a language of the reports: 'fr' (write en or nl)
    """
    if lang not in WORDS:
        raise InvalidValueError("not a language of the reports", lang, f"write {' or '.join(LANGUAGES)}")


def date(date: UncertainDate, lang: str = "en", *, short: bool = False) -> str:
    """Give a date in words; `short` takes the short names of months and `~` for around.

    >>> date(UncertainDate("2023-06-21~")), date(UncertainDate("2023-06-21~"), "nl", short=True)
    ('around 21 June 2023', '~21 jun. 2023')
    >>> date(UncertainDate("[2023-05-18..2023-06-14]"))
    'between 18 May and 14 June 2023'
    """
    check_language(lang)
    return _Words(lang, short=short).date(date)


def when(
    value: When, lang: str = "en", *, short: bool = False, name: Callable[[str], str] = str, note: str = ""
) -> str:
    """Give in words when a milestone is; `name` names the id of an event or milestone, `note` follows the date.

    >>> when(When.parse("mid 2022-04")), when(When.parse("mid 2022-04"), "nl")
    ('mid-April 2022', 'medio april 2022')
    """
    check_language(lang)
    words = _Words(lang, short=short)
    parts = []
    if value.on is not None:
        parts.append(words.date(value.on, value.part) + note)
    for relation in RELATIONS:
        parts += [words.relation(relation, target, name) for target in getattr(value, relation)]
    return ", ".join(parts)


def quantity(value: Quantity, lang: str = "en", *, short: bool = False) -> str:
    """Give a number of people or things in words.

    >>> quantity(Quantity.parse("~150")), quantity(Quantity.parse("..2100"), "nl")
    ('about 150', 'ten hoogste 2.100')
    """
    check_language(lang)
    words = WORDS[lang]
    low, high = (None if n is None else f"{n:,}".replace(",", words["thousands"]) for n in (value.low, value.high))
    about = ("~{0}" if short else words["about"]) if value.approximate else "{0}"
    if value.low == value.high:
        return about.format(low)
    if high is None:
        return words["at least"].format(about.format(low))
    if not value.low:
        return words["at most"].format(about.format(high))
    return about.format(words["to"].format(low, high))


def change(value: Change, lang: str = "en") -> str:
    """Give a change of strength in words.

    >>> change(Change.parse("-30")), change(Change.parse("decrease"), "nl")
    ('30 fewer', 'minder')
    """
    check_language(lang)
    if value.by is None:
        return WORDS[lang]["increase" if value.increase else "decrease"]
    return WORDS[lang]["more" if value.increase else "fewer"].format(quantity(value.by, lang))


def duration(value: Duration, lang: str = "en") -> str:
    """Give a duration in words.

    >>> duration(Duration.parse("..P6M")), duration(Duration.parse("~P1Y6M"), "nl")
    ('at most 6 months', 'ongeveer 1 jaar 6 maanden')
    """
    check_language(lang)
    words = WORDS[lang]
    low, high = (None if span is None else _span(span, words["units"].split()) for span in (value.low, value.high))
    about = words["about"] if value.approximate else "{0}"
    if value.low == value.high:
        return about.format(low)
    if low is None or high is None:
        return words["at most" if low is None else "at least"].format(about.format(low or high))
    return about.format(words["to"].format(low, high))


def tolerance(value: Tolerance, lang: str = "en") -> str:
    """Give in words what "around" means.

    >>> tolerance(Tolerance(), "nl")
    '7 dagen, 1 maand, 1 jaar, 10 %'
    """
    check_language(lang)
    units = WORDS[lang]["units"].split()
    spans = [Span(days=value.day), Span(months=value.month), Span(months=12 * value.year)]
    return ", ".join([*(_span(span, units) for span in spans), f"{value.quantity} %"])


def _span(span: Span, units: Sequence[str]) -> str:
    years, months = divmod(span.months, 12)
    counts = [(years, units[0:2]), (months, units[2:4]), (span.days, units[4:6])]
    parts = [f"{n} {one if n == 1 else many}" for n, (one, many) in counts if n]
    return " ".join(parts) or f"0 {units[5]}"


class _Words:
    """One language, in full or in short."""

    def __init__(self, lang: str, *, short: bool) -> None:
        self.words = WORDS[lang]
        self.months = self.words["short months" if short else "months"].split()
        self.short = short

    def date(self, date: UncertainDate, part: Part | None = None) -> str:
        tree = date.tree
        if isinstance(tree, Interval):
            return self.interval(tree)
        if isinstance(tree, Set):
            return self.set(tree)
        return self.moment(tree) if isinstance(tree, Moment) else self.single(tree, part)

    def moment(self, moment: Moment) -> str:
        return f"{self.single(moment.date)} {moment.time}"

    def single(self, single: Single, part: Part | None = None) -> str:
        text = self.long_year(single) if isinstance(single, LongYear) else self.calendar(single)
        if part is not None:
            text = self.words[part.value].format(text)
        marks = _marks(single)
        if len({*marks}) == 1:
            return self.marked(text, marks[0])
        units = ["year", "month", "day"]
        if isinstance(single, Calendar) and single.season:
            units[1] = "season" if single.season < 33 else "part of the year"
        notes = []
        for mark in ("~", "?", "%"):
            named = [self.words[unit] for unit, own in zip(units, marks, strict=False) if own == mark]
            if named:
                notes.append(f"{self.words['and'].join(named)} {self.words[mark]}")
        return f"{text} ({', '.join(notes)})"

    def marked(self, text: str, mark: str) -> str:
        if mark in ("~", "%"):
            text = f"~{text}" if self.short else self.words["around"].format(text)
        return self.words["perhaps"].format(text) if mark in ("?", "%") else text

    def calendar(self, single: Calendar) -> str:
        parts = single.parts
        if single.specified:
            return self.specified(single)
        if len(parts) == 1:
            return self.masked_year(parts[0])
        if "X" not in parts[0] and parts[1:] == ("XX",):
            return self.words["some month of"].format(self.year(parts[0]))
        if "X" not in parts[0] and parts[1:] == ("XX", "XX"):
            return self.words["some day in"].format(self.year(parts[0]))
        if "X" not in parts[0] + parts[1] and parts[2:] == ("XX",):
            return self.words["some day in"].format(f"{self.months[int(parts[1]) - 1]} {self.year(parts[0])}")
        return self.words["matching"].format("-".join(parts))

    def masked_year(self, mask: str) -> str:
        if "X" in mask.rstrip("X"):
            return self.words["matching"].format(mask)
        # A decade such as 200X is not named: "the 2000s" may be read as a century.
        if mask[0] != "-" and mask[:2] not in ("00", "XX") and mask.count("X") == 1 and mask[2] != "0":
            return self.words["decade"].format(int(mask.replace("X", "0")))
        ends = sorted(int(mask.replace("X", digit)) for digit in "09")
        if mask[0] == "-":
            ends[1] = min(ends[1], -1)
        return self.words["years"].format(*(self.year(str(end)) for end in ends))

    def specified(self, single: Calendar) -> str:
        year, *rest = single.parts
        if single.season:
            return self.season(single.season, self.year(year))
        names = [self.months[int(rest[0]) - 1]] if rest else []
        days = [str(int(rest[1]))] if len(rest) > 1 else []
        return " ".join([*days, *names, self.year(year)])

    def season(self, number: int, year: str) -> str:
        if number < 33:
            text = f"{self.words['seasons'].split()[(number - 21) % 4]} {year}"
            return text if number < 25 else self.words["north" if number < 29 else "south"].format(text)
        unit, first = next((u, f) for u, f in _PARTS if number >= f)
        return self.words[unit].format(self.words["ordinals"].split()[number - first], year)

    def year(self, digits: str) -> str:
        number = int(digits)
        if number < 1:
            return self.words["bc"].format(1 - number)
        # Without the letters the year 44 would be read as 1944.
        return str(number) if number > 99 else self.words["ad"].format(number)

    def long_year(self, single: LongYear) -> str:
        if single.significant is None:
            return single.digits if "E" in single.digits else self.year(str(single.year))
        unit = 10 ** (len(str(abs(single.year))) - single.significant)
        low = abs(single.year) // unit * unit
        sign = -1 if single.year < 0 else 1
        ends = sorted((sign * low, sign * (low + unit - 1)))
        if unit == 1:
            return self.year(str(single.year))
        low_year, high_year, year = (self.year(str(number)) for number in (*ends, single.year))
        return self.words["estimated"].format(low_year, high_year, year)

    def interval(self, interval: Interval) -> str:
        start, end = interval.start, interval.end
        if isinstance(start, Edge):
            if isinstance(end, Edge):
                return self.words[f"{start} {end}"]
            return self.words["until" if start is Edge.OPEN else "start unknown"].format(self.single(end))
        if isinstance(end, Edge):
            return self.words["from" if end is Edge.OPEN else "end unknown"].format(self.single(start))
        return self.words["from to"].format(*self.pair(start, end))

    def pair(self, start: Single, end: Single) -> tuple[str, str]:
        """Two dates, the year and the month named once where they are the same."""
        first, last = self.single(start), self.single(end)
        if isinstance(start, Calendar) and isinstance(end, Calendar) and _can_share_year(start, end):
            first = first.removesuffix(f" {self.year(start.parts[0])}")
            if len(start.parts) == len(end.parts) == 3 and start.parts[1] == end.parts[1]:
                first = first.removesuffix(f" {self.months[int(start.parts[1]) - 1]}")
        return first, last

    def set(self, set_: Set) -> str:
        members = set_.members
        if len(members) == 1 and isinstance(members[0], Range):
            return self.lone_range(members[0], every=set_.every)
        words = [self.listed_range(m) if isinstance(m, Range) else self.single(m) for m in members]
        if len(words) == 1:
            return words[0]
        joined = self.words["and" if set_.every else "or"].join([", ".join(words[:-1]), words[-1]])
        return joined if set_.every else self.words["one of"].format(joined)

    def lone_range(self, range_: Range, *, every: bool) -> str:
        if range_.start is not None and range_.end is not None:
            return self.words["range" if every else "between"].format(*self.pair(range_.start, range_.end))
        if range_.start is None:
            return "" if range_.end is None else self.open_range(range_.end, "before", "earlier", every=every)
        return self.open_range(range_.start, "after", "later", every=every)

    def open_range(self, bound: Single, day: str, unit: str, *, every: bool) -> str:
        if every:
            word = f"and {unit}"
        elif bound.precision is Precision.DAY and not any(_marks(bound)):
            word = f"on or {day}"
        else:
            word = f"or {unit}"
        return self.words[word].format(self.single(bound))

    def listed_range(self, range_: Range) -> str:
        if range_.start is not None and range_.end is not None:
            return self.words["range"].format(*self.pair(range_.start, range_.end))
        if range_.start is not None:
            return self.words["onwards"].format(self.single(range_.start))
        return self.words["up to"].format(self.single(range_.end)) if range_.end is not None else ""

    def relation(self, relation: str, target: Target, name: Callable[[str], str]) -> str:
        words = self.target(relation, target) if isinstance(target, UncertainDate) else name(target)
        return self.words["rel around" if relation == "around" else relation].format(words)

    def target(self, relation: str, target: UncertainDate) -> str:
        """A date as it stands behind a preposition."""
        words, tree = self.date(target), target.tree
        if isinstance(tree, Interval):
            return self.words["period"].format(words)
        if isinstance(tree, Set):
            lone = tree.members[0] if len(tree.members) == 1 and not tree.every else None
            between = isinstance(lone, Range) and lone.start is not None and lone.end is not None
            return self.words["some day"].format(words) if between else words
        if isinstance(tree, Moment) or relation != "around" or self.short:
            return words
        # "around around 21 June" would read as a slip.
        if len({*_marks(tree)}) == 1 and tree.approximate:
            return self.words["some day"].format(words)
        return words


def _marks(single: Single) -> tuple[str, ...]:
    return (single.qualifier,) if isinstance(single, LongYear) else single.qualifiers


def _can_share_year(start: Calendar, end: Calendar) -> bool:
    same = start.specified and start.parts[0] == end.parts[0] and end.specified
    months = len(start.parts) > 1 and len(end.parts) > 1 and not start.season and not end.season
    return same and months and not any(start.qualifiers + end.qualifiers)


#: The parts of a year from 33 on, by the number of the first, the last kind first.
_PARTS = (("semester", 40), ("quadrimester", 37), ("quarter", 33))
