"""Places in whose texts a country stands that is not read, and what to write so that it is."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from deployments.importing.cell_reader import is_country
from deployments.importing.thing_patterns import Pattern
from deployments.importing.toml_texts import toml_value
from deployments.patterns import lazy_pattern

#: Two parts of a place, with what stands between them and behind them; a country behind a comma is read already.
_TWO_PARTS = lazy_pattern(
    r"(?P<one>[^()\[\]/]+?)(?P<between> ?[(\[]| ?/ ?| [-\u2013\u2014] |, )(?P<other>[^()\[\]/]+)(?P<end>[)\]]?)"
)
#: The longest text that is looked at, in characters.
_LONGEST = 200


@attrs.frozen
class CountryBeside:
    """A country in the text of a place, the rest of the text, and how both are written, if a pattern tells that."""

    country: str
    site: str
    pattern: str


def country_beside(text: str) -> CountryBeside | None:
    """Return the country that stands in the text of a place, but not behind a comma; None where none does.

    >>> country_beside("Rukla (Lithuania)")
    CountryBeside(country='Lithuania', site='Rukla', pattern='{0} ({1})')
    >>> country_beside("Mali - Gao"), country_beside("Camp X (north)")
    (CountryBeside(country='Mali', site='Gao', pattern=''), None)
    """
    match = _TWO_PARTS.fullmatch(text) if len(text) <= _LONGEST else None
    one, other = (match["one"].strip(), match["other"].strip()) if match else ("", "")
    if match is None or not one or not other:
        return None
    if is_country(other):
        pattern = f"{{0}}{match['between']}{{1}}{match['end']}"
        is_told = Pattern.of(pattern).parts(text) == [one, other]
        return CountryBeside(other, one, pattern if is_told else "")
    return CountryBeside(one, other, "") if is_country(one) else None


def split_hint(column: str, pattern: str, names: Collection[str]) -> str:
    """Return what to write so that the places of a column are taken apart, by the pattern of `country_beside`.

    `names` are those of all columns, of which the new ones are none.
    """
    site, country = (_new_name(name, names) for name in ("site", "its country"))
    written = pattern.format(f"{{{site}}}", f"{{{country}}}")
    lines = (f"column = {toml_value(column)}", "by = []", f"pattern = {toml_value(written)}")
    table = "\n".join(["[[split]]", *lines])
    keys = f"text = {toml_value(site)} and country = {toml_value(country)}"
    return f"write {keys} in [place], in place of the text that is there, and at the end of the mapping\n{table}"


def _new_name(name: str, names: Collection[str]) -> str:
    every = (name, *(f"{name} {number}" for number in range(2, len(names) + 3)))
    return next(each for each in every if each not in names)
