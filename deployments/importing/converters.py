"""Converters for the values of the keys of a mapping: each returns what the value means, or raises what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import Basis
from deployments.errors import InvalidValueError, QuantityError, quote
from deployments.importing import date_formats
from deployments.importing.table_encodings import supported_encoding
from deployments.importing.telling_parts import hint_instead, telling_part_of_spelling
from deployments.records import Source, SourceKind, Statement
from deployments.values.calendar import iso, month_length
from deployments.values.countries import Country, Organisation, Place, contributor
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Quantity

#: What numbers are written in, besides what a mapping says.
_IN_NUMBERS = "0123456789.,~+-'\u2019"
#: What stands behind a number and makes it another one.
_MULTIPLIERS = ("k", "m", "%")


def to_text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError("not a text", value, "write a text in quotes, or leave the key out")
    return value


def to_texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list; one text is a list of one."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise InvalidValueError("not a list of texts", value, 'write ["one", "two"]')
    return tuple(value)


def to_words(value: object) -> tuple[str, ...]:
    """Return the words or marks of a list, or one; none of them has a digit."""
    for each in (found := to_texts(value)):
        if not each.strip() or any(char.isdigit() for char in each):
            raise InvalidValueError("not a word or mark", each, 'write it as the table has it: ["-"], ["ca."]')
    return found


def to_footnotes(value: object) -> tuple[str, ...]:
    """Return the marks of notes, of which none can be taken for a part of the number before it."""
    for each in (found := to_texts(value)):
        mark = each.strip()
        if not mark or len(mark) > 10 or mark[0] in _IN_NUMBERS or mark.casefold() in _MULTIPLIERS:
            hint = 'write ["*", "¹", "a)", "[1]"]: a mark begins with nothing that a number is written in'
            raise InvalidValueError("not the mark of a note", each, hint)
    return tuple(each.strip() for each in found)


def to_units(value: object) -> dict[str, Quantity]:
    """Return the sizes of units, by the words for them."""
    return {to_words(word)[0].strip(): _size(size) for word, size in _pairs(value, 'write { battalion = "500..1000" }')}


def _size(value: object) -> Quantity:
    hint = 'write how many people it is, one or more: "500..1000", "~120"'
    try:
        size = Quantity.of(value)  # type: ignore[arg-type]  # it raises for what it cannot read
    except QuantityError:
        raise QuantityError("not the size of a unit", value, hint) from None
    if size.high == 0:
        raise QuantityError("nobody is in the unit", value, hint)
    return size


def to_bool(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise InvalidValueError("neither true nor false", value, "write true or false, without quotes")
    return value


def to_flag(value: object) -> str:
    """Return the word for true or false."""
    return "true" if to_bool(value) else "false"


def to_line_count(value: object) -> int:
    """Return a number of lines."""
    if type(value) is not int or not 0 <= value <= 1000:
        raise InvalidValueError("not a number of lines", value, "write a whole number from 0 to 1000")
    return value


def to_mark(value: object) -> str:
    """Return one character, or an empty text."""
    if not isinstance(value, str) or len(value) > 1 or (value and (value.isalnum() or value in '"-~')):
        raise InvalidValueError("not one mark", value, 'write a single character, such as ","')
    return value


def to_separator(value: object) -> str:
    """Return the character between two cells."""
    if to_mark(value) in ("", "\r", "\n"):
        raise InvalidValueError("not a separator", value, r'write ",", ";" or "\t"')
    return str(value)


def to_quote(value: object) -> str:
    """Return the mark around a cell with separators in it; an empty text for none."""
    if not isinstance(value, str) or len(value) > 1 or value.isalnum() or value.isspace():
        raise InvalidValueError(
            "not a mark for quotes", value, """write '"', "'", or "" if quotes are part of the texts"""
        )
    return value


def to_encoding(value: object) -> str:
    """Return the name of an encoding that a table can have."""
    return supported_encoding(to_text(value))


def to_word_among(*words: str) -> Callable[[object], str]:
    """Return a converter that takes one of these words."""

    def convert(value: object) -> str:
        if value not in words:
            raise InvalidValueError("not one of the words known here", value, f"write {quoted(words)}")
        return str(value)

    return convert


def to_aliases(value: object) -> dict[str, str]:
    """Return the names that a table writes, each with the one that it means."""
    return {name: to_text(meant) for name, meant in _pairs(value)}


def to_place_aliases(value: object) -> dict[str, Country | str]:
    """Return the names that a table writes, each with the country that it means, or the name of another area."""
    return {name: _area(meant) for name, meant in _pairs(value)}


def _area(value: object) -> Country | str:
    if isinstance(value, Mapping) and set(value) == {"name"}:
        return Place(name=value["name"]).name or ""
    return to_country(value)


def to_contributor_aliases(value: object) -> dict[str, tuple[Country | Organisation, ...]]:
    """Return the names that a table writes, each with the country or organisation that it means, or several."""
    return {name: _contributors(meant) for name, meant in _pairs(value)}


def _contributors(value: object) -> tuple[Country | Organisation, ...]:
    found = tuple([_contributor(each) for each in (value if isinstance(value, list | tuple) else [value])])
    if not found or len(set(found)) < len(found):
        hint = 'write each once: ["BEL", "NLD"]; leave rows of nobody out with [[leave_out]]'
        raise InvalidValueError("not one or several contributors", value, hint)
    return found


def _contributor(value: object) -> Country | Organisation:
    if isinstance(value, Mapping) and set(value) == {"organisation"}:
        return Organisation(value["organisation"])
    return contributor(value)  # type: ignore[arg-type]  # it raises for what it cannot read


def to_contributor_value(value: object) -> str | Organisation:
    """Return the name of the contributor of all rows, or the organisation that it is."""
    if isinstance(value, Organisation):
        return value
    if isinstance(value, Mapping) and set(value) == {"organisation"}:
        return Organisation(value["organisation"])
    return to_text(value)


#: Within what a table can list everybody.
_WITHIN = ("mission", "source", "table")


def to_absent(value: object) -> tuple[str, ...] | None:
    """Return within what a table lists everybody whose absence is a zero; None where a gap says nothing."""
    if value == "unknown" or value is None:
        return None
    if value == "zero":
        return ("mission",)
    if isinstance(value, Mapping) and value.get("zero") is True and set(value) <= {"zero", "within"}:
        return _within(value)
    hint = 'write "zero", "unknown" or { zero = true, within = "table" }'
    raise InvalidValueError("it does not say what an absence means", value, hint)


def to_complete(value: object) -> tuple[str, ...] | None:
    """Return within what a table lists everybody; None where it does not."""
    if value is None or value is False:
        return None
    if value is True:
        return ("mission",)
    if isinstance(value, Mapping) and set(value) == {"within"}:
        return _within(value)
    raise InvalidValueError("it does not say what is complete", value, 'write true, or { within = "table" }')


def _within(value: Mapping[str, object]) -> tuple[str, ...]:
    found = to_texts(value.get("within", "mission"))
    convert = to_word_among(*_WITHIN)
    return tuple(word for word in map(convert, found) if word != "table")


def _pairs(value: object, hint: str = 'write { "as it is written" = "as it is meant" }') -> list[tuple[str, object]]:
    if not isinstance(value, Mapping):
        raise InvalidValueError("not a table of names", value, hint)
    return [*value.items()]


def to_years(value: object) -> tuple[int, int]:
    """Return the first and the last year that two digits can mean."""
    if isinstance(value, tuple):
        return value
    first, dots, last = value.partition("..") if isinstance(value, str) else ("", "", "")
    if not (dots and first.isdecimal() and last.isdecimal() and len(first) == len(last) == 4):
        raise InvalidValueError("not a span of years", value, 'write "1980..2010"')
    if not 0 <= int(last) - int(first) < 100:
        raise InvalidValueError("not a span of at most 100 years", value, "two digits must mean one year only")
    return int(first), int(last)


def to_date_format(value: object) -> str:
    """Return the spelling of a date."""
    spelling = to_text(value)
    if spelling == date_formats.EDTF:
        return spelling
    if not date_formats.layout(spelling) or len(spelling) > 40:
        hint = 'write YYYY or YY for the year, MM, M, MMM or MMMM for the month, DD or D for the day: "D-M-YYYY"'
        others = 'Q for a quarter ("YYYY-Q"), WW for a week, two years ("YYYY-YYYY"), FFFF for a fiscal year; or "EDTF"'
        raise InvalidValueError("not the spelling of a date", spelling, f"{hint}; {others}")
    if part := telling_part_of_spelling(spelling):
        raise InvalidValueError(f"a date that is more than its numbers: {quote(part)}", spelling, hint_instead(part))
    return spelling


def to_fiscal_start(value: object) -> UncertainDate:
    """Return the day on which the fiscal year called 2000 began, which is one that every year has."""
    date = to_date(value)
    first, last = date.hull
    if first != last or date.text != iso(first) or date.text[:4] not in ("1999", "2000") or date.text[5:] == "02-29":
        hint = f'write the day in 1999 or 2000 on which it began: "{date_formats.FISCAL_2000}"'
        raise InvalidValueError("not the day on which the fiscal year called 2000 began", date.text, hint)
    return date


def to_month_languages(value: object) -> tuple[str, ...]:
    """Return the codes of languages in which the names of months are known."""
    codes = tuple([to_language(each) for each in to_texts(value)])
    date_formats.month_numbers(*codes)
    return codes


def to_duration(value: object) -> Duration:
    """Return one exact duration."""
    duration = Duration.parse(value)  # type: ignore[arg-type]  # it raises for what it cannot read
    if duration.low != duration.high or duration.approximate:
        raise InvalidValueError("not one duration", value, 'write the longest that it takes: "P3M"')
    return duration


def to_date(value: object) -> UncertainDate:
    """Return a date that is written in EDTF."""
    return UncertainDate.of(value)  # type: ignore[arg-type]  # it raises for what it cannot read


def to_country(value: object) -> Country:
    """Return a country."""
    return value if isinstance(value, Country) else Country.parse(value)  # type: ignore[arg-type]


def to_basis(value: object) -> Basis:
    """Return whether the table reports or plans."""
    return Basis(to_word_among(*(each.value for each in Basis))(value))


def of_source(name: str, value: object) -> Any:
    """Return the value of a field of a source."""
    convert: Any = getattr(attrs.fields(Source), name).converter
    return convert(value)


def of_statement(name: str, value: object) -> str:
    """Return the text of a field of a statement."""
    convert: Any = getattr(attrs.fields(Statement), name).converter
    return str(convert(value))


def to_source_kind(value: object) -> SourceKind:
    """Return a kind of source."""
    return SourceKind(of_source("kind", value))


def to_language(value: object) -> str:
    """Return the code of a language."""
    return str(of_source("language", value))


def to_url(value: object) -> str:
    """Return a web address."""
    return str(of_source("url", value))


def quoted(words: Sequence[str]) -> str:
    """Return words as they are written in a mapping, with commas between them."""
    return ", ".join(f'"{word}"' for word in words)


def template_parts(template: str) -> tuple[list[str], list[str]]:
    """Return the texts around the names in braces of a template, and the names.

    >>> template_parts("{who} ({n})")
    (['', ' (', ')'], ['who', 'n'])
    """
    pieces = re.split(r"\{([^{}]+)\}", template)
    return pieces[::2], pieces[1::2]


def to_template(value: object) -> str:
    """Return a text with the names of columns in braces."""
    around, names = template_parts(text := to_text(value))
    if not names or any(set("{}") & set(each) for each in around) or len(names) != len(set(names)):
        raise InvalidValueError("not a template", value, 'write the names of columns in braces: "{Year}-Q{Quarter}"')
    return text


def to_day_of_year(value: object) -> tuple[int, int]:
    """Return the month and the day of a day that every year has."""
    match = re.fullmatch("([0-9]{2})-([0-9]{2})", value) if isinstance(value, str) else None
    month, day = (int(part) for part in match.groups()) if match else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= month_length(2001, month):
        raise InvalidValueError("not a day of the year", value, 'write its month and day: "09-30"')
    return month, day
