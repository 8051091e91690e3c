"""What `check` proves with the texts of sources: that a wording stands there, and that it names the number claimed.

Only sources whose text was read (`Source.contents`) are looked at.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Self
from unicodedata import normalize

import attrs

from deployments.checks.citations import cited
from deployments.claims import Claim, Equipment, Term
from deployments.errors import quote
from deployments.number_words import LANGUAGES, SaidNumber, numbers_in
from deployments.patterns import lazy_pattern
from deployments.records import Source, Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.values.durations import Duration, Span
from deployments.values.people_words import people_in
from deployments.values.quantities import Breakdown, Change, Quantity

#: Reads the numbers of a text: all of them, or those of people.
_Reader = Callable[[str, str | None], set[SaidNumber]]

#: Marks that are written in several ways, and those that are not seen.
_SAME = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u02bc", "'"), **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')}
    | {"\u2010": "-", "\u2011": "-", "\u00ad": None, "\u200b": None, "\ufeff": None}
    # Letters that printers join, and digits as wide as Chinese characters.
    | {
        chr(code): normalize("NFKC", chr(code))
        for code in (0x132, 0x133, *range(0xFB00, 0xFB07), *range(0xFF10, 0xFF1A))
    }
)
#: A hyphen at the end of a line, where nobody can tell whether it is more than the break of a word; and one in a word.
_AT_END_OF_LINE = lazy_pattern(r"(?<=\w)- (?=\w)")
_IN_WORD = lazy_pattern(r"(?<=[^\W\d_])-(?=[^\W\d_])")
#: A letter and its accent. Taken one by one: to normalize a whole text takes a time that grows with the square of the
#: number of accents on one letter.
_ACCENTED = lazy_pattern(r"[^\W\d_][\u0300-\u036f]")
#: Where a word or a number begins or ends: not between letters and digits, nor in "1,200" and "150-200".
_EDGE = lazy_pattern(r"(?:(?<![^\W_])|(?![^\W_]))(?!(?<=[0-9])[.,'\u2013-][0-9])(?<![0-9][.,'\u2013-](?=[0-9]))")
#: So many characters on either side of a wording are looked at for the rest of a number.
_AROUND = 30
#: What stands for words that are left out.
_OMISSION = lazy_pattern(r" ?(?:\[\.{3}\]|\(\.{3}\)|\.{3,}|[\[(]?\u2026[\])]?) ?")


def wordings(registry: Registry) -> Iterator[Problem]:
    """Yield W102 for each wording that does not stand in the text of its source."""
    for source, statements in _proved(registry):
        text = SearchedText.of(source.contents or "")
        missing = {wording: missing_piece(wording, text) for wording in dict.fromkeys(map(_wording, statements))}
        for statement in statements:
            piece = missing[_wording(statement)]
            if piece is not None:
                part = "" if piece == statement.wording else f" {quote(piece)} of"
                message = f"the text of {quote(source.id)} does not have{part} this wording: {quote(statement.wording)}"
                hint = "copy whole words from the text, and write ... for those that are left out"
                yield Problem(statement, "wording", "W102", message, hint)


def numbers(registry: Registry) -> Iterator[Problem]:
    """Yield W103 for each number that is claimed and that the wording does not name, or cuts out of a longer one.

    A wording without digits in a language whose words for numbers are not read is not judged, nor is a number that the
    maker of the registry computed.
    """
    for source, statements in _proved(registry):
        text, said = SearchedText.of(source.contents or ""), dict[tuple[str, _Reader], set[SaidNumber]]()
        reads_words = source.language is None or source.language in LANGUAGES
        for statement in statements:
            wording, wanted = _wording(statement), [] if statement.derived else [*_claimed(statement.value)]
            reader = people_in if isinstance(statement.value, Quantity | Breakdown | Change) else numbers_in
            if wanted and (wording, reader) not in said:
                said[wording, reader] = _named(wording, text, source.language, reader)
            named = said.get((wording, reader), set())
            if all(_is_said(ways, named) for ways in wanted) or not (named or reads_words):
                continue
            message = f"{cited(statement)}: its wording does not name the number: {quote(wording)}"
            hint = f"quote the words that do; each claim can have its own: wording = {{ {statement.kind.value} = ... }}"
            yield Problem(statement, "wording", "W103", message, hint)


def _named(wording: str, text: SearchedText, language: str | None, reader: _Reader) -> set[SaidNumber]:
    """Return the numbers that a wording names, and that the text has there too: "twenty" is none of "twenty-two".

    Where the text does not have the wording, that is told already.
    """
    found: set[SaidNumber] = set()
    for piece, place in pieces(wording, text):
        own = _numbers_of(piece, language, reader)
        found |= own if place is None or not own else own & _numbers_around(place, text, language, reader)
    return found


def folded(text: str) -> str:
    r"""Return a text as it is compared: blanks and ends of lines alike, quotation marks too, accents on their letters.

    >>> folded("zo\u2019n  150\nmilitairen")
    "zo'n 150 militairen"
    """
    whole = _ACCENTED.sub(lambda match: normalize("NFC", match[0]), text)
    return " ".join(whole.translate(_SAME).split())


def _numbers_around(
    place: tuple[int, int], text: SearchedText, language: str | None, reader: _Reader
) -> set[SaidNumber]:
    around = text.around(*place)
    return _numbers_of("-".join(around), language, reader) | reader("".join(around), language)


@attrs.frozen(eq=False)
class SearchedText:
    """A text in which wordings are looked for: folded, and without hyphens in words, which stood at the `cuts`.

    At the end of a line a hyphen may be there for the line alone, and people copy it or leave it out.
    """

    text: str
    cuts: Sequence[int] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        r"""Make one of a text.

        >>> SearchedText.of("hon-\nderd man van de Duits-Nederlandse F-\n16-eenheid, lucht- en landmacht").text
        'honderd man van de DuitsNederlandse F-16-eenheid, luchten landmacht'
        """
        joined = _AT_END_OF_LINE.sub("-", folded(text))
        cuts = [match.start() - place for place, match in enumerate(_IN_WORD.finditer(joined))]
        return cls(_IN_WORD.sub("", joined), cuts)

    def find(self, words: str, start: int) -> tuple[int, int] | None:
        """Return where some words stand first, from a place on: from which place to which; None if they do not.

        They begin and end with whole words: "6 men" are not in "16 men", nor "200" in "1,200".
        """
        while (start := self.text.find(words, start)) >= 0:
            end = start + len(words)
            if self._is_edge(start) and self._is_edge(end):
                return start, end
            following = _EDGE.search(self.text, start + 1)
            start = len(self.text) if following is None else following.start()
        return None

    def _is_edge(self, place: int) -> bool:
        return place in (0, len(self.text)) or self._is_cut(place) or _EDGE.match(self.text, place) is not None

    def _is_cut(self, place: int) -> bool:
        found = bisect_left(self.cuts, place)
        return found < len(self.cuts) and self.cuts[found] == place

    def around(self, start: int, end: int) -> list[str]:
        """Return what stands at a place with some words before and after it, in parts between which hyphens stood."""
        least, most = max(start - 2 * _AROUND, 0), min(end + 2 * _AROUND, len(self.text))
        first = max(self.text.rfind(" ", least, max(start - _AROUND, 0)) + 1, least)
        blank = self.text.find(" ", end + _AROUND, most)
        last = most if blank < 0 else blank
        cuts = self.cuts[bisect_right(self.cuts, first) : bisect_left(self.cuts, last)]
        return [self.text[a:b] for a, b in itertools.pairwise([first, *cuts, last])]


def pieces(wording: str, text: SearchedText) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Yield the pieces of a wording, which `...` joins, each with where it stands in a text after those before it.

    Each is taken where it first stands, so that what follows has most room. Behind one that is not there none is looked
    for.
    """
    end: int | None = 0
    for piece in _OMISSION.split(folded(wording)):
        if piece:
            place = None if end is None else text.find(_IN_WORD.sub("", _AT_END_OF_LINE.sub("-", piece)), end)
            end = None if place is None else place[1]
            yield piece, place


def missing_piece(wording: str, text: SearchedText) -> str | None:
    """Return the first piece of a wording that a text does not have after those before it; None if it has all.

    >>> text = SearchedText.of("heeft besloten daarmee de inzet te beëindigen")
    >>> missing_piece("besloten ... te beëindigen", text)
    >>> missing_piece("te beëindigen ... besloten", text)
    'besloten'
    """
    found = [*pieces(wording, text)]
    missing = next((piece for piece, place in found if place is None), None)
    if missing is not None:
        return missing if len(found) > 1 else wording
    return None if found else wording


def _proved(registry: Registry) -> Iterable[tuple[Source, Sequence[Statement]]]:
    """Return each source whose text was read, with its statements that have a wording."""
    found: Mapping[str, list[Statement]] = defaultdict(list)
    with_text = {id_ for id_, source in registry.sources.items() if source.contents is not None}
    for statement in registry.statements if with_text else ():
        if statement.source in with_text and statement.wording is not None:
            found[statement.source].append(statement)
    return [(registry.sources[id_], statements) for id_, statements in found.items()]


def _numbers_of(wording: str, language: str | None, reader: _Reader) -> set[SaidNumber]:
    """Return the numbers that a wording names; those of words too that the end of a line breaks."""
    text = folded(wording)
    found = reader(text, language)
    return found | reader(_AT_END_OF_LINE.sub("", text), language) if "- " in text else found


def _wording(statement: Statement) -> str:
    return statement.wording or ""


# --- the numbers of a claim ------------------------------------------------------------------------------

#: The ways in which a number can be said: each is some numbers that are all named.
_Ways = Sequence[Sequence[float]]


def _claimed(value: Claim) -> Iterator[_Ways]:
    """Yield the numbers that a claim has, each with the ways in which it can be said."""
    if isinstance(value, Term):
        yield from _lengths(value.of_)
    elif isinstance(value, Duration):
        yield from _lengths(value)
    elif isinstance(value, Equipment | Breakdown):
        for _, number in value.items:
            yield from _claimed(number)
    elif isinstance(value, Change):
        yield from _amounts(value.by) if value.by is not None else ()
        if value.percent is not None:
            yield [[value.percent], [value.percent / 100]]  # "50 per cent", and "half"
    elif isinstance(value, Quantity):
        yield from _amounts(value)


def _amounts(quantity: Quantity) -> Iterator[_Ways]:
    """Yield the ends of a quantity, but nobody and "some": these need no number to be said."""
    if quantity.high is None and quantity.low <= 2:
        return
    for end in dict.fromkeys((quantity.low, quantity.high)):
        if end:
            yield [[end]]


def _lengths(duration: Duration) -> Iterator[_Ways]:
    for span in dict.fromkeys((duration.low, duration.high)):
        if span is not None:
            yield [[*months, *days] for months in _in_months(span) for days in _in_days(span)]


def _in_months(span: Span) -> _Ways:
    """Return "eighteen", "one and a half" (years), and "one" and "six" (a year and months)."""
    years, months = divmod(span.months, 12)
    return [[span.months], [span.months / 12], [years, months]] if span.months else [[]]


def _in_days(span: Span) -> _Ways:
    return [[span.days], [span.days / 7]] if span.days else [[]]


def _is_said(ways: _Ways, said: Iterable[SaidNumber]) -> bool:
    return any(all(any(each.can_be(number) for each in said) for number in way) for way in ways)
