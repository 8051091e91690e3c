"""Several things of a cell that are read as one: where nothing that the mapping names stands between them."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import attrs

from deployments.errors import InvalidValueError, quote
from deployments.importing.mapping import SplitKeys, TableMapping
from deployments.importing.sum_names import is_share
from deployments.importing.thing_patterns import LONGEST, Pattern, is_whole
from deployments.importing.toml_texts import toml_value
from deployments.patterns import lazy_pattern
from deployments.values.folding import folded
from deployments.values.quantities import Quantity

#: What can stand between two things: a word with a blank on both sides, or marks.
_WORD, _MARK = r"\s+(?:and|en|und|et|plus)\s+", r"[\s,;/|&+\u2013\u2014\u2022\u00b7.-]"
#: A number that stands by itself: of "2nd", "B2" and "5km" nothing.
_NUMBER = r"(?<![\w.,])[~<>]?[0-9][0-9.,]*(?<![.,])(?!\w)"
#: What sets a number off from the name before it.
_SET_OFF = r"[(\[{:=]\s*"
#: Things with more numbers are not looked at one by one; and no single one has more than so many.
_MOST, _MOST_OF_ONE = 40, 3

_AT_THE_END = lazy_pattern(rf"{_NUMBER}\W*$")
_LEADING = lazy_pattern(f"(?:{_WORD}|{_MARK}*)")
#: It looks at each row of marks once, and not from each of them on.
_TRAILING = lazy_pattern(rf"(?:(?<!\s){_WORD}|(?<!{_MARK}){_MARK}*)$")


class ThingError(InvalidValueError):
    """A text in a cell of things that is not read as one. `column` is that of the cell."""

    column: int | None = None


class SeveralInOneError(ThingError):
    """A text that is read as one thing, and seems to be several."""

    code = "I122"


class OtherwiseWrittenError(ThingError):
    """A text with a number in it that the pattern of the mapping does not take apart: the number would be lost."""

    code = "I124"


@attrs.frozen
class Counts:
    """What tells a number from a name: digits by themselves, and the words that a mapping has in place of numbers.

    >>> counts = Counts.of(["unknown"])
    >>> counts.is_one("ca. 5"), counts.is_one("unknown"), counts.is_one("1 Brigade")
    (True, True, False)
    >>> counts.is_set_off_in("troops (5) police"), counts.is_set_off_in("1 (Netherlands) Brigade")
    (True, False)
    """

    words: frozenset[str]
    number: re.Pattern[str]
    set_off: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Counts:
        """Return what tells numbers from names beside some words, for which it does not matter how they are written."""
        known = sorted({word.strip() for word in words} - {""}, key=len, reverse=True)
        either = "|".join([_NUMBER, *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in known)])
        expressions = (re.compile(each, re.IGNORECASE) for each in (either, f"{_SET_OFF}(?:{either})"))
        return cls(frozenset(map(folded, known)), *expressions)

    def is_one(self, part: str) -> bool:
        """Tell whether a part of a thing ends in a number, or is a word in place of one."""
        return folded(part) in self.words or _AT_THE_END.search(part) is not None

    def is_set_off_in(self, part: str) -> bool:
        """Tell whether a number stands in a part as behind a name, in brackets or behind a colon."""
        return self.set_off.search(part) is not None


@attrs.frozen
class ThingsInOne:
    """Tells a text that is several things without anything between them which the mapping names.

    `split` is what the mapping says of the column. The parts of which `are_free` says so are remarks, in which anything
    can stand, and those of which `are_counts` does are numbers.
    """

    split: SplitKeys
    pattern: Pattern
    counts: Counts
    are_free: tuple[bool, ...]
    are_counts: tuple[bool, ...]

    @classmethod
    def of(cls, mapping: TableMapping, split: SplitKeys, pattern: Pattern) -> ThingsInOne:
        """Return what tells several things in one where a mapping takes a column apart."""
        remarks = {keys.column for part in mapping.all_parts() for keys in (part.note, part.wording) if keys}
        claims = [claim for part in mapping.all_parts() for claim in part.claims.items()]
        numbers = {keys.column for kind, keys in claims if kind.spec.value is Quantity}
        are_free, are_counts = (tuple([name in each for name in split.names()]) for each in (remarks, numbers))
        return cls(split, pattern, Counts.of(_number_words(mapping)), are_free, are_counts)

    def check(self, thing: str, parts: Sequence[str] | None) -> None:
        """Raise `SeveralInOneError` for a text that seems to be several things; `parts` are those that are read."""
        numbers = self.counts.number.findall(thing)
        if parts is None and numbers and any(thing.count(begin) != thing.count(end) for begin, end in ("()", "[]")):
            raise SeveralInOneError("a bracket without its other half", thing, self._cut_within())
        if len(numbers) < 2:
            return
        odd = self._in_two_ways(thing) if parts is None else self._odd(parts)
        if parts is not None and not odd:
            return
        is_looked_at = len(numbers) <= _MOST and len(thing) <= LONGEST
        several = _Cuts(self, thing).several() if is_looked_at else []
        if several or odd:
            is_shared = any(map(is_share, several[2::2]))
            ways = [self._without_shares(several)] if is_shared else [self._apart(several), self._one_name(odd)]
            hint = "; or ".join(way for way in ways if way)
            raise SeveralInOneError("it is read as one, and seems to be several", thing, hint)

    def otherwise_written(self, thing: str) -> OtherwiseWrittenError | None:
        """Return what is wrong with a thing that the pattern does not take apart; None if no number of it is lost."""
        has_number = any(map(str.isdigit, "".join(self.counts.number.findall(thing))))
        if not has_number or not any(self.are_counts) or folded(thing) in self.pattern.names:
            return None
        hint = "write it so in the table, or leave its number out"
        if not self.are_counts[0]:  # the whole of it would stand in the first part
            hint += f"; or {self._one_name([thing])}"
        return OtherwiseWrittenError(f"it is not written as {quote(str(self.split.pattern))}", thing, hint)

    def _odd(self, parts: Sequence[str]) -> list[str]:
        """Return the names in which a number is set off, beside the number of the thing itself."""
        odd = [
            part
            for part, is_free in zip(parts, self.are_free, strict=True)
            if not is_free and any(map(str.isalpha, part)) and self.counts.is_set_off_in(part)
        ]
        is_counted = any(self.counts.is_one(part) for part in parts if part not in odd)
        return [part for part in odd if is_counted and folded(part) not in self.pattern.names]

    def _in_two_ways(self, thing: str) -> list[str]:
        """Return the names with numbers in a thing that can be read in two ways, as the one has them that counts."""
        for way in self.pattern.ways(thing):
            numbers = [part for part, is_count in zip(way, self.are_counts, strict=True) if is_count]
            if numbers and all(self.counts.is_one(part) and is_whole(part) for part in numbers):
                return [part for part in way if part not in numbers and not is_whole(part)]
        return []

    def _apart(self, several: Sequence[str]) -> str:
        """Return what to write so that things are told apart: what stands between them, if anything does."""
        between = [*map(_plain_mark, several[1::2])]
        marks = dict.fromkeys(each for each in between if each.strip() or each == "\n")
        if several and len(marks) == len({*between}):
            return f"write by = {toml_value([*self.split.by, *marks])} in [[split]], if these are several"
        own = "" if self.split.by else f" and by = {toml_value([self._mark])} in [[split]]"
        if several:
            return f"write {self._together(several[::2])} in the table{own}, if these are several"
        return f"write {toml_value(self._mark)} between them in the table{own}, if these are several"

    @property
    def _mark(self) -> str:
        """What stands between two things, as a hint has it."""
        return self.split.by[0] if self.split.by else ", "

    def _together(self, things: Sequence[str]) -> str:
        """Return what to write in the table for some things."""
        return toml_value(_wide(self._mark).join(things))

    def _cut_within(self) -> str:
        """Return what to do with a thing that may have been cut where a mark stands within a number."""
        mended = "write both brackets in the table"
        wider = [*map(_wide, self.split.by)]
        if (*wider,) == self.split.by:
            return mended
        return f"{mended}, or by = {toml_value(wider)} in [[split]] if that cut it"

    def _without_shares(self, several: Sequence[str]) -> str:
        """Return what to write so that shares of a thing, which are in its number, are no things beside it."""
        wholes = self._together([each for each in several[::2] if not is_share(each)])
        return f"write {wholes} in the table, without the share that is in the number already"

    def _one_name(self, odd: Sequence[str]) -> str:
        if not odd:
            return ""
        names = [*self.split.one_name, *odd]
        return f"names = {toml_value(names)} in [[split]], if {toml_value(odd[0])} is one name"


class _Cuts:
    """The ways to cut one text into things, each of which fits the pattern and has its number in the same place."""

    def __init__(self, things: ThingsInOne, text: str) -> None:
        self.pattern, self.counts, self.text = things.pattern, things.counts, text
        self.spans = [match.span() for match in things.counts.number.finditer(text)]
        self._from = functools.cache(self._several)

    def several(self) -> list[str]:
        """Return the things and what stands between them, by turns; an empty list if there are not several."""
        ways = (self._from(0, number) for number in range(len(self.pattern.are_bracketed)))
        return next((way for way in ways if way[1:]), [])

    def _several(self, begin: int, number: int) -> list[str]:
        """Return the things from a place on, of each of which the part of this number is a count."""
        for end, start in self._places(begin):
            left = self.text[begin:end]
            if self._is_thing(left, number) and (others := self._from(start, number)):
                return [left, self.text[end:start], *others]
        rest = self.text[begin:]
        return [rest] if self._is_thing(rest, number) else []

    def _is_thing(self, text: str, number: int) -> bool:
        parts = self.pattern.parts(text)
        return parts is not None and self.counts.is_one(parts[number])

    def _places(self, begin: int) -> Iterator[tuple[int, int]]:
        """Yield where a thing can end, and the next one begin: behind a number, or before it."""
        own = bisect_left(self.spans, (begin,))
        for first, last in self.spans[own : own + _MOST_OF_ONE + 1]:
            before = _TRAILING.search(self.text, begin, first) if first > begin else None
            if before is not None and begin < before.start():
                yield before.start(), first
            behind = self.pattern.around[-1].match(self.text, last)
            if last > begin and behind is not None:
                between = _LEADING.match(self.text, behind.end())
                start = between.end() if between is not None else behind.end()
                if start < len(self.text):
                    yield behind.end(), start


def _wide(mark: str) -> str:
    """Return a mark with a blank behind it."""
    return mark if mark[-1].isspace() else f"{mark} "


def _plain_mark(between: str) -> str:
    """Return what stands between two things as a mapping names it: a mark that no name has without the blanks."""
    plain = between.strip(" \t\r")
    return plain if plain in (";", "|", "\n") else between


def one_names(mapping: TableMapping, split: SplitKeys) -> Iterator[str]:
    """Yield the texts that are one name, whatever stands in them: the mapping says so, or gives them a meaning."""
    yield from split.one_name
    contributors = (part.contributor for part in mapping.all_parts())
    for keys in (mapping.mission, mapping.place, *contributors):
        yield from () if keys is None else keys.aliases


def _number_words(mapping: TableMapping) -> Iterator[str]:
    """Yield the words that stand in place of numbers."""
    yield from (*(mapping.unknown or ()), *(mapping.zero or ()), *mapping.some)
    for part in mapping.all_parts():
        for keys in (part, *part.claims.values()):
            for name in ("unknown", "zero", "some"):
                yield from getattr(keys, name, None) or ()
