"""Places in whose texts a country stands that is not read, and what to write so that it is."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from deployments.importing.cell_reader import is_country
from deployments.importing.thing_patterns import Pattern
from deployments.importing.toml_texts import toml_value
from deployments.patterns import lazy_pattern

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
    if is_country(other):
        country, site, pattern = other, one, f"{{0}}{between}{{1}}{closing}"
    elif is_country(one):
        country, site, pattern = one, other, f"{{1}}{between}{{0}}{closing}"
    else:
        return None
    is_told = Pattern.of(pattern).parts(text) == [one, other]
    return CountryBeside(country, site, pattern if is_told else "")


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
    return (
        f"{all_so}write {keys} in [place], in place of the text that is there, and at the end of the mapping\n{table}"
    )


def _new_name(name: str, names: Collection[str]) -> str:
    every = (name, *(f"{name} {number}" for number in range(2, len(names) + 3)))
    return next(each for each in every if each not in names)
