"""Numbers of people as tables spell them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

import attrs

from deployments.errors import QuantityError
from deployments.importing.whole_hints import whole_hint, words_behind
from deployments.values.amount_words import whole_number
from deployments.values.people_words import is_article
from deployments.values.quantities import Quantity

#: No text that is longer is tried as a spelling of the mapping, in characters.
_LONGEST = 100
#: Marks between thousands that look alike: a table can have several of them, and the first stands for all.
LOOK_ALIKE = (" \u00a0\u202f\u2009\u2007", "'\u2019\u2018")
#: Marks that are no words and stand before a number only.
_ONLY_BEFORE = "<>=\u2264\u2265~\u00b1\u2248"
#: The keys whose words stand before or after a number, and say how it is meant.
WORD_KEYS = ("about", "at_least", "more_than", "at_most", "less_than")


@attrs.frozen
class _Text:
    """What a text is made of: the number, how it is meant (`WORD_KEYS`), and the unit that it counts, if it does.

    `counted` is the number with that unit.
    """

    number: str
    meant: tuple[str, ...] = ()
    unit: str | None = None
    counted: str = ""

    def takes(self, key: str) -> bool:
        """Tell whether a word of a key can be said too: a number is about so many or not, and has one bound at most."""
        return not any((key == "about") == (other == "about") for other in self.meant)


@attrs.frozen
class NumberSpelling:
    """How a table spells numbers of people: what stands between thousands, before fractions and between two ends.

    The words of `WORD_KEYS` stand before or after the number, `footnotes` after it, and `units` are the sizes of units
    that are counted instead of people.

    >>> str(NumberSpelling(thousands=",").read("1,234")), str(NumberSpelling(decimal=".").read("117.0"))
    ('1234', '117')
    >>> str(NumberSpelling(between=("-",)).read("150-200")), str(NumberSpelling(about=("ca.",)).read("ca. 300"))
    ('150..200', '~300')
    >>> str(NumberSpelling(more_than=("over",)).read("over 100")), str(NumberSpelling(footnotes=("*",)).read("12*"))
    ('101..', '12')
    """

    thousands: str = ""
    decimal: str = ""
    between: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    more_than: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()
    less_than: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    units: Mapping[str, Quantity] = attrs.field(factory=dict)
    #: Each word with its key, the longest first: of "<=" and "<", the former.
    _words: Sequence[tuple[str, str]] = attrs.field(init=False, eq=False, repr=False)
    #: Each way to write a unit, with the word of the mapping.
    _units: Sequence[tuple[str, str]] = attrs.field(init=False, eq=False, repr=False)

    @_words.default
    def _sorted(self) -> list[tuple[str, str]]:
        return _longest_first([(word, key) for key in WORD_KEYS for word in getattr(self, key)])

    @_units.default
    def _counted(self) -> list[tuple[str, str]]:
        return _longest_first([(word + end, word) for end in ("", "s", "es") for word in self.units])

    def read(self, text: str, *, of_people: bool = True) -> Quantity:
        """Read a number or a range, as `Quantity` or as the table writes it; a number of units is one of people only.

        Raises `QuantityError`, also for a number that is not whole.
        """
        if len(text) > _LONGEST:
            return Quantity.parse(text)
        parts = self._parts(text, self._units if of_people else ())
        try:
            return self._number(parts)
        except QuantityError as error:
            is_spelled = error.problem == "not a number"
            hint = self._hint(text, parts, error.hint, of_people=of_people) if is_spelled else error.hint
            raise QuantityError(error.problem, text, hint) from None

    def _number(self, parts: _Text) -> Quantity:
        number = parts.number if parts.unit is None else self._of_units(parts.number)
        found = self._count(number, "~" if "about" in parts.meant else "")
        if parts.unit is not None:
            found = _times(found, self.units[parts.unit])
        for key in parts.meant:
            found = _bounded(found, key)
        return found

    def sized(self, text: str) -> str | None:
        """Return the word of `units` whose size a number that is read comes of; None where the table has the number.

        >>> numbers = NumberSpelling(units={"battalion": Quantity(500, 1000)})
        >>> str(numbers.read("2 battalions")), numbers.sized("2 battalions"), numbers.sized("900")
        ('1000..2000', 'battalion', None)
        """
        return self._parts(text, self._units).unit if self.units and len(text) <= _LONGEST else None

    def counts_units(self, text: str) -> bool:
        """Tell whether a text that cannot be read counts units of the mapping, as far as anybody can tell.

        >>> numbers = NumberSpelling(units={"crew": Quantity(12, 12)})
        >>> numbers.counts_units("a dozen crew"), numbers.counts_units("two crew more"), numbers.counts_units("a dozen")
        (True, True, False)
        """
        behind = words_behind(text).casefold()
        return self.sized(text) is not None or any(unit.casefold() in behind for unit in self.units)

    def _hint(self, text: str, parts: _Text, own: str, *, of_people: bool) -> str:
        from deployments.importing.number_hints import number_hint  # noqa: PLC0415 - only for what is wrong

        keys = [key for key in WORD_KEYS if parts.takes(key)]
        keys += ["units"] if of_people else []
        texts = dict.fromkeys((parts.number, *self._ends(parts.number), *([parts.counted] if parts.counted else [])))
        if not parts.meant and parts.unit is None:
            texts[text] = None  # of which a longer mark of a note may be left
        if hint := next((hint for each in texts if (hint := number_hint(each, self, keys))), ""):
            return hint
        is_bare = not of_people or self.counts_units(text)
        units = self._units if of_people else ()
        return whole_hint(own, (text, parts.number), partial(self._is_read, units), is_bare=is_bare)

    def _is_read(self, units: Sequence[tuple[str, str]], text: str) -> bool:
        try:
            self._number(self._parts(text, units))
        except QuantityError:
            return False
        return True

    def _of_units(self, text: str) -> str:
        """Return in digits how many units a text counts: one, if it is empty or an article."""
        if any(map(str.isdigit, text)):
            return text
        if not text or is_article(text):
            return "1"
        for ends in ([text], *(text.split(f" {mark} ") for mark in self.between)):
            numbers = [*map(whole_number, ends)]
            if len(numbers) <= 2 and all(numbers):
                return "..".join(numbers)
        return text

    def _parts(self, text: str, units: Sequence[tuple[str, str]]) -> _Text:
        """Take off a text what says how its number is meant, until nothing else but the number is left."""
        parts = _Text(text)
        while (less := self._less(parts, units)) is not None:  # each time it gets shorter
            parts = less
        return parts

    def _less(self, parts: _Text, units: Sequence[tuple[str, str]]) -> _Text | None:
        """Return a text without one word, unit or mark; None where it has none."""
        for word, key in self._words:
            rest = without(parts.number, word)
            if rest and parts.takes(key):
                return attrs.evolve(parts, number=rest, meant=(*parts.meant, key))
        for form, unit in units if parts.unit is None else ():
            rest = rest_before(parts.number, form)
            if rest is not None:
                return attrs.evolve(parts, number=rest, unit=unit, counted=parts.number)
        for mark in sorted(self.footnotes, key=len, reverse=True):
            rest = parts.number.removesuffix(mark).strip()
            if rest and len(rest) < len(parts.number):
                return attrs.evolve(parts, number=rest)
        return None

    def _count(self, text: str, about: str) -> Quantity:
        ends = self._ends(text)
        mark = self.decimal
        if (
            mark
            and not self.thousands
            and any(re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(mark)}000", end) for end in ends)
        ):
            hint = f'write thousands = "{mark}" instead of decimal, or beside it what stands between thousands'
            raise QuantityError("it can be thousands or a fraction", text, hint)
        return Quantity.parse(about + "..".join(map(self._plain, ends)))

    def _ends(self, text: str) -> list[str]:
        """Return the two ends of a range, or one number."""
        for mark in self.between:
            ends = [end.strip() for end in text.split(mark)]
            if len(ends) == 2 and all(any(map(str.isdigit, end)) for end in ends):
                return ends
        return [text.strip()]

    def _plain(self, text: str) -> str:
        """Return one number without the marks between thousands, and without a fraction that is zero."""
        plain = text
        if self.decimal and re.fullmatch(rf"[^{re.escape(self.decimal)}]+{re.escape(self.decimal)}0*", text):
            plain = text.partition(self.decimal)[0]
        if self.thousands:
            mark = f"[{re.escape(alike(self.thousands))}]"
            match = re.fullmatch(rf"(~?[1-9][0-9]{{0,2}})((?:{mark}[0-9]{{3}})+)", plain)
            plain = match[1] + re.sub(mark, "", match[2]) if match else plain
        return plain


def alike(mark: str) -> str:
    """Return the marks that stand for the same as one, the plainest first.

    >>> alike("\u2019")[0], alike(",")
    ("'", ',')
    """
    return next((marks for marks in LOOK_ALIKE if mark in marks), mark)


def without(text: str, word: str) -> str | None:
    """Return what a text has besides a word at its beginning or its end; None without it.

    Marks that compare stand before a number only, and a plus behind it only: nobody can tell what "5<" means, and "+5"
    is no number of those who are there.

    >>> without("Up to 40", "up to"), without("40+", "+"), without("upton", "up"), without("+40", "+")
    ('40', '40', None, None)
    """
    before = _rest(text, word) if word[0] != "+" else None
    return before if before is not None or word[0] in _ONLY_BEFORE else rest_before(text, word)


def _rest(text: str, word: str) -> str | None:
    start, rest = text[: len(word)], text[len(word) :]
    is_there = start.casefold() == word.casefold() and not (word[-1].isalpha() and rest[:1].isalpha())
    return rest.strip() if is_there else None


def rest_before(text: str, word: str) -> str | None:
    """Return what a text has before a word at its end; None without it.

    >>> rest_before("2 battalions", "battalions"), rest_before("2 subbattalions", "battalions")
    ('2', None)
    """
    rest, end = text[: -len(word)], text[-len(word) :]
    is_there = end.casefold() == word.casefold() and not (word[0].isalpha() and rest[-1:].isalpha())
    return rest.strip() if is_there else None


def _longest_first(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(words, key=lambda pair: -len(pair[0]))


def _times(count: Quantity, size: Quantity) -> Quantity:
    """Return how many people so many units of a size are."""
    high = None if count.high is None or size.high is None else count.high * size.high
    return Quantity(count.low * size.low, 0 if count.high == 0 else high, count.approximate or size.approximate)


def _bounded(number: Quantity, key: str) -> Quantity:
    """Return a number, or a range, as what one of `WORD_KEYS` says: at least its least, at most its greatest."""
    if key in ("at_least", "more_than"):
        return Quantity(number.low + (key == "more_than"), None, number.approximate)
    if key in ("at_most", "less_than"):
        high = None if number.high is None else number.high - (key == "less_than")
        return Quantity(0, high, number.approximate)
    return number
