"""Which countries stand in the text of a place, and what to write where they are several, or where one is not read.

A text in which several countries stand can be several places, or one place of which nobody knows in which country it
is: it is never a site in the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import attrs

from deployments.importing.thing_patterns import Pattern
from deployments.importing.toml_texts import toml_value
from deployments.patterns import lazy_pattern
from deployments.values.countries import Country, Place, known_contributor

#: What stands between the parts of a text, and what does so where it is not within the name of a country.
_MARKS = lazy_pattern(r"[,()\[\]/|;:+&]| - |[\u2013\u2014]")
_LINKS = lazy_pattern(
    r"-|(?<!\S)(?:and|both|between|en|und|et|y|or|ou|oder|plus|with|met|mit|avec|in|au|aux)(?!\S)", re.IGNORECASE
)
#: A word, or a part of one with hyphens.
_WORD = lazy_pattern(r"[^\s,()\[\]/|;:+&\u2013\u2014-]+")
#: Two capitals at the end: those of a state of the USA, as in "Hampton, VA", are those of a country too.
_STATE = lazy_pattern(r"[,(\[] ?[A-Z]{2}[)\]]?$")
#: A name of a country has at most so many words, and a code of one so many letters.
_MOST_WORDS, _LONGEST_CODE = 8, 3
#: What stands between the two parts of a place; a country behind a comma is read already, where it is the last part.
_BETWEEN = lazy_pattern(r" ?[(\[]| ?[/|;:] ?| [-\u2013\u2014] |[\u2013\u2014]|, (?:in )?| (?:in|en|au|aux) ")
#: The longest text that is looked at, in characters.
_LONGEST = 200


@attrs.frozen
class CountryBeside:
    """A country in the text of a place, the rest of the text, and how both are written, if a pattern tells that.

    In the pattern `{0}` is the rest, and `{1}` the country.
    """

    country: str
    site: str
    pattern: str

    @property
    def is_first(self) -> bool:
        """Whether the country stands before the rest: what is not written so would then be taken for a country."""
        return self.pattern.startswith("{1}")


def country_beside(text: str) -> CountryBeside | None:
    """Return the country that stands in the text of a place, but not behind a comma; None where none does.

    >>> country_beside("Rukla (Lithuania)")
    CountryBeside(country='Lithuania', site='Rukla', pattern='{0} ({1})')
    >>> country_beside("Mali - Gao"), country_beside("Camp X (north)")
    (CountryBeside(country='Mali', site='Gao', pattern='{1} - {0}'), None)
    """
    marks = _BETWEEN.finditer(text) if len(text) <= _LONGEST else ()
    return next((found for mark in marks if (found := _beside(text, *mark.span())) is not None), None)


def _beside(text: str, start: int, end: int) -> CountryBeside | None:
    """Return the country on one side of what stands between two places of a text; None where none is there."""
    between = text[start:end]
    closing = text[-1] if between[-1] in "([" and text[-1] in ")]" else ""
    one, other = text[:start].strip(), text[end : len(text) - len(closing)].strip()
    if not one or not other or {*"()[]/"} & {*other}:
        return None
    if _country(other):
        country, site, pattern = other, one, f"{{0}}{between}{{1}}{closing}"
    elif _country(one):
        country, site, pattern = one, other, f"{{1}}{between}{{0}}{closing}"
    else:
        return None
    is_told = Pattern.of(pattern).parts(text) == [one, other]
    return CountryBeside(country, site, pattern if is_told else "")


def countries_of_place(place: Place) -> list[Country]:
    """Return the countries that stand in a place that was read from a text: its own, and those that its name has.

    >>> [str(each) for each in countries_of_place(Place.parse("Tapa, Estonia and Riga, Latvia"))]
    ['EST', 'LVA']
    >>> countries_of_place(Place.parse("Hampton, VA, USA")), countries_of_place(Place.parse("Lake Chad"))
    ([Country(alpha_3='USA')], [])
    """
    found = countries_in(_STATE.sub("", place.name or ""))
    return [*dict.fromkeys([*found, *([] if place.country is None else [place.country])])]


def countries_in(text: str) -> list[Country]:
    """Return the countries, each once, that are parts of a text, and no more than a word in one.

    >>> [str(each) for each in countries_in("Latvia and Bosnia and Herzegovina; Lake Chad (Niger)")]
    ['LVA', 'BIH', 'NER']
    """
    marked = _between(_MARKS, text, 0, len(text))
    return [*dict.fromkeys(each for span in marked for each in _countries(text, [*_between(_LINKS, text, *span)]))]


def countries_within(text: str) -> list[Country]:
    """Return the countries, each once, whose names stand anywhere in a text, or whose codes are parts of it.

    >>> [str(each) for each in countries_within("border of Niger (ML)")]
    ['MLI', 'NER']
    """
    words = [word.span() for word in _WORD.finditer(text)]
    return [*dict.fromkeys([*countries_in(text), *_countries(text, words, shortest=_LONGEST_CODE + 1)])]


def _between(marks: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a text between two places stand, between marks."""
    for mark in marks.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _countries(text: str, spans: list[tuple[int, int]], shortest: int = 1) -> Iterator[Country]:
    """Yield the countries that one or several neighbours of some parts of a text name, each by its longest name."""
    begin = 0
    while begin < len(spans):
        ends = range(min(begin + _MOST_WORDS, len(spans)), begin, -1)
        names = ((end, text[spans[begin][0] : spans[end - 1][1]].strip()) for end in ends)
        known = ((end, _country(name)) for end, name in names if len(name) >= shortest)
        begin, country = next((each for each in known if each[1] is not None), (begin + 1, None))
        if country is not None:
            yield country


def _country(text: str) -> Country | None:
    """Return the country that a text names; None where it names none."""
    found = known_contributor(text)
    return found if isinstance(found, Country) else None


def several_hint(text: str, countries: Collection[Country]) -> str:
    """Return what to write where several countries stand in the text of a place.

    >>> several_hint("Mali/Niger", [Country("MLI"), Country("NER")]).partition("; or, if it is one place, ")[2]
    '"Mali/Niger" = "NER", with the country in which it is'
    """
    written = toml_value(text)
    return (
        "write a row for each place, with its own number, if these are several; or, if it is an area of several "
        f"countries, add {written} = {{ name = {toml_value(_as_a_name(text))} }} to aliases of [place]; or, if it is "
        f"one place, {written} = {toml_value(str([*countries][-1]))}, with the country in which it is"
    )


def _as_a_name(text: str) -> str:
    """Return a text as the name of a place without a country: nothing that is one stands behind its last comma."""
    place = Place.parse(text)
    if place.country is None:
        return place.name or text
    head, _, last = words_of(text, place).rpartition(",")
    return f"{head.strip()}; {last.strip()}"


def words_of(text: str, place: Place) -> str:
    """Return the text of a place without its coordinates.

    >>> words_of("Gao, Mali (16.3, -0.1)", Place.parse("Gao, Mali (16.3, -0.1)"))
    'Gao, Mali'
    """
    return text if place.latitude is None else text[: text.rindex("(")].strip()


def in_the_table(beside: CountryBeside) -> str:
    """Return what to write in the table for a place, so that its country is read.

    >>> in_the_table(CountryBeside("Mali", "Gao", "{1} - {0}"))
    'write "Gao, Mali" in the table, or the country in a column of its own'
    """
    return f'write "{beside.site}, {beside.country}" in the table, or the country in a column of its own'


def split_hint(beside: CountryBeside, column: str, names: Collection[str]) -> str:
    """Return what to write so that the places of a column are taken apart by the pattern of one of them.

    `names` are those of all columns, of which the new ones are none.
    """
    site, country = (_new_name(name, names) for name in ("site", "its country"))
    written = beside.pattern.format(f"{{{site}}}", f"{{{country}}}")
    lines = (f"column = {toml_value(column)}", "by = []", f"pattern = {toml_value(written)}")
    table = "\n".join(["[[split]]", *lines])
    keys = f"text = {toml_value(site)} and country = {toml_value(country)}"
    all_so = f"{in_the_table(beside)}; or, if all places are written so, " if beside.is_first else ""
    now = f"where text = {toml_value(column)} stands now"
    return f"{all_so}write {keys} in [place], {now}, and at the end of the mapping\n{table}"


def _new_name(name: str, names: Collection[str]) -> str:
    every = (name, *(f"{name} {number}" for number in range(2, len(names) + 3)))
    return next(each for each in every if each not in names)
