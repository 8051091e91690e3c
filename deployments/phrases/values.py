"""Values as a person writes them: when a milestone is, how many, how long, and what "around" means."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from deployments.phrases.dates import DatePhrases, is_plain_day, marks_of
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.edtf import Interval, Moment, Range, Set
from deployments.values.quantities import Change, Personnel, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import Target, When

_ONE = Quantity(1, 1)


class Phrases(DatePhrases):
    """The phrases for dates, numbers and durations in one language.

    With `short`, months have their short names, and "around" and "about" are `~`. Raises `InvalidValueError` for a
    language that there is no file for.

    >>> Phrases("en").date(UncertainDate("2023-06-21~")), Phrases("nl").quantity(Quantity.parse("..2100"))
    ('around 21 June 2023', 'ten hoogste 2.100')
    >>> Phrases("xx")
    Traceback (most recent call last):
    ...
    deployments.errors.InvalidValueError: not a language of the reports: 'xx' (write en or nl)
    """

    def counted(self, forms: Mapping[str, str], count: int, **gaps: object) -> str:
        """Return a text in the form that fits a number; the gap `number` is that number unless it is given.

        >>> english = Phrases("en")
        >>> english.counted(english.language.UNIT_WORDS["day"], 1)
        '1 day'
        """
        return forms[self.language.plural(count)].format(**{"number": count, **gaps})

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart.

        >>> Phrases("nl").number(2100)
        '2.100'
        """
        return f"{number:,}".replace(",", self.language.THOUSANDS)

    def quantity(self, value: Quantity) -> str:
        """Return the phrase for a number of people or things.

        >>> Phrases("en").quantity(Quantity.parse("~150")), Phrases("nl", short=True).quantity(Quantity.parse("~..350"))
        ('about 150', 'ten hoogste ~350')
        """
        high = None if value.high is None else self.number(value.high)
        # "at most 6" rather than "0 to 6"; but none is "0".
        low = self.number(value.low) if value.low or value.high == 0 else None
        return self._range(low, high, about=value.approximate, brief=self.short)

    def personnel(self, value: Personnel) -> str:
        """Return the phrase for a number of personnel: each category as it was said, as nobody stated their sum.

        >>> from deployments.values.quantities import Breakdown
        >>> Phrases().personnel(Breakdown.of({"troops": 1200, "police": "~300"}))
        'police about 300, troops 1,200'
        """
        if isinstance(value, Quantity):
            return self.quantity(value)
        return ", ".join(f"{name} {self.quantity(number)}" for name, number in value.items)

    def most(self, value: Personnel) -> str:
        """Return the phrase for a greatest number, to stand after "at most", which is not said twice.

        >>> Phrases().most(Quantity.parse("..700")), Phrases().most(Quantity.parse("~700"))
        ('700', 'about 700')
        """
        if isinstance(value, Quantity):
            return self.quantity(_without_low(value))
        return ", ".join(f"{name} {self.quantity(_without_low(number))}" for name, number in value.items)

    def people(self, low: int, high: int | None) -> str:
        """Return the phrase for a number that was computed: its ends are nobody's words, so it is no "at most".

        >>> Phrases().people(0, 6), Phrases().people(6, 6), Phrases().people(1, None)
        ('0 to 6', '6', '1 or more')
        """
        if high is None:
            return self.words["or more"].format(low=self.number(low))
        if low == high:
            return self.number(low)
        return self.words["to"].format(low=self.number(low), high=self.number(high))

    def duration(self, value: Duration) -> str:
        """Return the phrase for a duration.

        >>> Phrases("en").duration(Duration.parse("..P6M")), Phrases("nl").duration(Duration.parse("~P1Y6M"))
        ('at most 6 months', 'ongeveer 1 jaar 6 maanden')
        """
        low, high = (None if span is None else self.span(span) for span in (value.low, value.high))
        return self._range(low, high, about=value.approximate)

    def _range(self, low: str | None, high: str | None, *, about: bool, brief: bool = False) -> str:
        if low == high or (low and high):
            amount = str(low) if low == high else self.words["to"].format(low=low, high=high)
            return self._about(amount, about=about, brief=brief)
        amount = self._about(str(low or high), about=about, brief=brief)
        return self.words["at most" if low is None else "at least"].format(amount=amount)

    def _about(self, amount: str, *, about: bool, brief: bool) -> str:
        if not about:
            return amount
        return f"~{amount}" if brief else self.words["about"].format(amount=amount)

    def span(self, span: Span) -> str:
        """Return the phrase for a length in years, months and days."""
        return self.length(span.months, span.days)

    def length(self, months: int, days: int) -> str:
        """Return the phrase for a length, however long, in years, months and days.

        >>> Phrases("en").length(14, 0), Phrases("nl").length(0, 3)
        ('1 year 2 months', '3 dagen')
        """
        years, months = divmod(months, 12)
        counts = {"year": years, "month": months, "day": days}
        units = self.language.UNIT_WORDS
        parts = [self.counted(units[unit], count) for unit, count in counts.items() if count]
        return " ".join(parts) or self.counted(units["day"], 0)

    def change(self, value: Change) -> str:
        """Return the phrase for a change of strength.

        >>> Phrases("en").change(Change.parse("-30")), Phrases("nl").change(Change.parse("decrease"))
        ('30 fewer', 'minder')
        """
        if value.by is None and value.percent is None:
            return self.words["increase" if value.increase else "decrease"]
        return self.words["more" if value.increase else "fewer"].format(number=self.number_of(value))

    def number_of(self, value: Change) -> str:
        """Return the phrase for the number, or the share, by which a strength changes.

        >>> Phrases("en").number_of(Change.parse("-~30")), Phrases("nl").number_of(Change.parse("-50 %"))
        ('about 30', '50 %')
        """
        if value.percent is not None:
            return self.words["per cent"].format(number=value.percent)
        return "" if value.by is None else self.quantity(value.by)

    def things(self, items: Iterable[tuple[str, Quantity | Change]]) -> str:
        """Return the phrase for how many there are of each kind of equipment, or how many more or fewer.

        >>> Phrases().things([("Patriot battery", Quantity.parse("1")), ("radar", Change.parse("-1"))])
        '1 Patriot battery, radar: 1 fewer'
        """
        # A name has no plural that we know: hence "2 x Patriot battery".
        words = self.language.REPORT_WORDS
        return ", ".join(
            words["changed"].format(name=name, change=self.change(number))
            if isinstance(number, Change)
            else words["one" if number == _ONE else "so many"].format(number=self.quantity(number), name=name)
            for name, number in items
        )

    def tolerance(self, value: Tolerance) -> str:
        """Return the phrase for what "around" means.

        >>> Phrases("nl").tolerance(Tolerance())
        '7 dagen, 1 maand, 1 jaar, 10 %'
        """
        spans = [Span(days=value.day), Span(months=value.month), Span(months=12 * value.year)]
        return ", ".join([*map(self.span, spans), self.words["per cent"].format(number=value.quantity)])

    # --- when ---

    def when(
        self,
        value: When,
        *,
        name: Callable[[str], str] = str,
        annotate: Callable[[str], str] = lambda date: date,
        sources: Container[str] = (),
    ) -> str:
        """Return the phrase for when a milestone is.

        `name` names the id of an event, a milestone or the appearance of one of `sources`, and `annotate` adds to the
        date what there is to say of it.

        >>> Phrases("en").when(When.parse("mid 2022-04")), Phrases("nl").when(When.parse("mid 2022-04"))
        ('mid-April 2022', 'medio april 2022')
        """
        parts = []
        if value.on is not None:
            parts.append(annotate(self.date(value.on, value.part)))
        parts += [self._relation(relation, target, name, sources) for relation, target in value.related]
        return ", ".join(parts)

    def _relation(self, relation: str, target: Target, name: Callable[[str], str], sources: Container[str]) -> str:
        if relation == "during" and isinstance(target, str) and target in sources:  # a source appears on one day
            return self.language.REPORT_WORDS["on the day of"].format(what=name(target))
        if isinstance(target, UncertainDate) and relation in ("before", "after") and is_plain_day(target.tree):
            return self.words[f"on or {relation}"].format(date=self.date(target))  # either takes the day in
        what = self._target(relation, target) if isinstance(target, UncertainDate) else name(target)
        return self.language.RELATION_WORDS[relation].format(what=what)

    def _target(self, relation: str, target: UncertainDate) -> str:
        """Return the phrase for a date that stands behind a preposition."""
        phrase, tree = self.date(target), target.tree
        if isinstance(tree, Interval):
            return self.words["period"].format(date=phrase)
        if isinstance(tree, Set):
            lone = tree.members[0] if len(tree.members) == 1 and not tree.every else None
            between = isinstance(lone, Range) and lone.start is not None and lone.end is not None
            return self.words["some day"].format(date=phrase) if between else phrase
        if isinstance(tree, Moment) or relation != "around" or self.short:
            return phrase
        # "around around 21 June" would read as a slip.
        if len({*marks_of(tree)}) == 1 and tree.approximate:
            return self.words["some day"].format(date=phrase)
        return phrase


def _without_low(value: Quantity) -> Quantity:
    """Return a number that is said to be the most as that number alone."""
    return value if value.low or value.high is None else Quantity(value.high, value.high, value.approximate)
