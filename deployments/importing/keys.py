"""The values that the keys of a mapping can have: each is taken as it is meant, or refused with the mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import Basis
from deployments.errors import InvalidValueError
from deployments.importing import spelling
from deployments.records import Source, SourceKind
from deployments.values.countries import Country, Organisation, contributor
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration


def text(value: object) -> str:
    """Take a text."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError("not a text", value, "write a text in quotes, or leave the key out")
    return value


def texts(value: object) -> tuple[str, ...]:
    """Take a list of texts, or one."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise InvalidValueError("not a list of texts", value, 'write ["one", "two"]')
    return tuple(value)


def words(value: object) -> tuple[str, ...]:
    """Take a list of words or marks, or one, that have no digits."""
    for each in (found := texts(value)):
        if not each.strip() or any(char.isdigit() for char in each):
            raise InvalidValueError("not a word or mark", each, 'write it as the table has it: ["-"], ["ca."]')
    return found


def yes_or_no(value: object) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise InvalidValueError("neither true nor false", value, "write true or false, without quotes")
    return value


def number(value: object) -> int:
    """Take a number of lines."""
    if type(value) is not int or not 0 <= value <= 1000:
        raise InvalidValueError("not a number of lines", value, "write a whole number from 0 to 1000")
    return value


def mark(value: object) -> str:
    """Take one mark, or none."""
    if not isinstance(value, str) or len(value) > 1 or (value and (value.isalnum() or value in '"-~')):
        raise InvalidValueError("not one mark", value, 'write a single character, such as ","')
    return value


def separator(value: object) -> str:
    """Take the mark between two cells."""
    if mark(value) in ("", "\r", "\n"):
        raise InvalidValueError("not a separator", value, r'write ",", ";" or "\t"')
    return str(value)


def encoding(value: object) -> str:
    """Take the name of an encoding that leaves ASCII alone, or of UTF-16 or UTF-32."""
    sample = b'aZ09,;|"\\u0041'
    try:
        if text(value).lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
            b"".decode(str(value))
        elif sample.decode(str(value)) != sample.decode("ascii"):
            raise LookupError(value)
    except (LookupError, ValueError):
        hint = 'write "utf-8", "windows-1252", "utf-16" or another name that Python knows'
        raise InvalidValueError("not an encoding of tables", value, hint) from None
    return str(value)


def one_of(*words: str) -> Callable[[object], str]:
    """Make a reader that takes one of these words."""

    def convert(value: object) -> str:
        if value not in words:
            raise InvalidValueError("not one of the words known here", value, f"write {quoted(words)}")
        return str(value)

    return convert


def names(value: object) -> dict[str, str]:
    """Take the names that a table writes, each with the one that it means."""
    return {name: text(meant) for name, meant in _pairs(value)}


def countries(value: object) -> dict[str, Country]:
    """Take the names that a table writes, each with the country that it means."""
    return {name: country(meant) for name, meant in _pairs(value)}


def contributors(value: object) -> dict[str, tuple[Country | Organisation, ...]]:
    """Take the names that a table writes, each with the country or organisation that it means, or several."""
    return {
        name: tuple(_contributor(each) for each in (meant if isinstance(meant, list) else [meant]))
        for name, meant in _pairs(value)
    }


def _contributor(value: object) -> Country | Organisation:
    if isinstance(value, Mapping) and set(value) == {"organisation"}:
        return Organisation(value["organisation"])
    return contributor(value)  # type: ignore[arg-type]  # it raises for what it cannot read


def _pairs(value: object) -> list[tuple[str, object]]:
    if not isinstance(value, Mapping):
        raise InvalidValueError("not a table of names", value, 'write { "as it is written" = "as it is meant" }')
    return [*value.items()]


def years(value: object) -> tuple[int, int]:
    """Take a span of years in which two digits mean one year."""
    if isinstance(value, tuple):
        return value
    first, dots, last = value.partition("..") if isinstance(value, str) else ("", "", "")
    if not (dots and first.isdecimal() and last.isdecimal() and len(first) == len(last) == 4):
        raise InvalidValueError("not a span of years", value, 'write "1980..2010"')
    if not 0 <= int(last) - int(first) < 100:
        raise InvalidValueError("not a span of at most 100 years", value, "two digits must mean one year only")
    return int(first), int(last)


def formats(value: object) -> tuple[str, ...]:
    """Take the spellings of dates."""
    for each in (found := texts(value)):
        parts = spelling.tokens(each)
        kinds = [part[0] for part in parts]
        whole = "Y" in kinds and ("M" in kinds or "D" not in kinds)
        if each != spelling.EDTF and (not whole or len(kinds) != len(set(kinds)) or len(each) > 40):
            hint = 'write YYYY or YY for the year, MM, M, MMM or MMMM for the month, DD or D for the day: "D-M-YYYY"'
            raise InvalidValueError("not the spelling of a date", each, f'{hint}; or "EDTF"')
    return found


def months_language(value: object) -> str:
    """Take the code of a language in which months have names."""
    code = language(value)
    spelling.months(code)
    return code


def span(value: object) -> Duration:
    """Take one duration."""
    duration = Duration.parse(value)  # type: ignore[arg-type]  # it raises for what it cannot read
    if duration.low != duration.high or duration.approximate:
        raise InvalidValueError("not one duration", value, 'write the longest that it takes: "P3M"')
    return duration


def date(value: object) -> UncertainDate:
    """Take a date in EDTF."""
    return UncertainDate.of(value)  # type: ignore[arg-type]  # it raises for what it cannot read


def country(value: object) -> Country:
    """Take a country."""
    return value if isinstance(value, Country) else Country.parse(value)  # type: ignore[arg-type]


def basis(value: object) -> Basis:
    """Take what the table does: report or plan."""
    return Basis(one_of("reported", "planned")(value))


def _of_source(name: str, value: object) -> Any:
    convert: Any = getattr(attrs.fields(Source), name).converter
    return convert(value)


def source_kind(value: object) -> SourceKind:
    """Take what a source can be."""
    return SourceKind(_of_source("kind", value))


def language(value: object) -> str:
    """Take the code of a language."""
    return str(_of_source("language", value))


def url(value: object) -> str:
    """Take a web address."""
    return str(_of_source("url", value))


def quoted(words: Sequence[str]) -> str:
    """Give words as they are written in a mapping, with commas between them."""
    return ", ".join(f'"{word}"' for word in words)
