"""The languages in which people read reports: one file for each, which is all that one more language takes.

`Language` says what such a file holds. This room holds words alone and imports no other room, so that every room that
meets a language (durations, countries, checks, reports, the command line) can ask here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from deployments.errors import InvalidValueError


class Language(Protocol):
    """What the file of a language holds. Texts have named gaps: `"not before {day}, because"`.

    The keys of the `..._WORDS` of an enumeration are the values of its members. A text that depends on a number has a
    form for each word that `plural` returns (`"one"`, `"other"`: the plural categories of Unicode CLDR).
    """

    #: The names of claims (`ClaimKind`), and so of milestones.
    CLAIM_WORDS: Mapping[str, str]
    #: The kinds of sources (`SourceKind`).
    SOURCE_WORDS: Mapping[str, str]
    #: What became of a statement that does not hold (`Status`).
    STATUS_WORDS: Mapping[str, str]
    #: Whether a statement reports, plans or only considers (`Basis`).
    BASIS_WORDS: Mapping[str, str]
    #: How certain an answer is (`Certainty`).
    CERTAINTY_WORDS: Mapping[str, str]
    #: What one report says, by the milestone that it is of: "left {when} [{who}]"; `nobody` of an absence.
    REPORT_CLAUSES: Mapping[str, str]
    #: What one plan says, by its milestone; `present` of a planned presence.
    PLAN_CLAUSES: Mapping[str, str]
    #: The sentences that answers give, by the word that each is for, and the figures in them.
    SENTENCES: Mapping[str, str]
    #: The parts of a month or a year (`Part`).
    PART_WORDS: Mapping[str, str]
    #: How a milestone is dated by another one, or by a date (`RELATIONS`).
    RELATION_WORDS: Mapping[str, str]
    #: Titles, headers and sentences of reports.
    REPORT_WORDS: Mapping[str, str]
    #: Headings, controls and sentences of the page; those that begin with "js" are for its script.
    PAGE_WORDS: Mapping[str, str]
    #: Sentences of reports that depend on a number.
    COUNTED_WORDS: Mapping[str, Mapping[str, str]]
    #: Dates, numbers, and durations.
    VALUE_WORDS: Mapping[str, str]
    #: Years, months, weeks and days, as durations are written and read.
    UNIT_WORDS: Mapping[str, Mapping[str, str]]
    #: The seasons and other parts of a year, by their numbers in EDTF.
    SEASONS: Mapping[int, str]
    #: The months, and their short names.
    MONTHS: tuple[str, ...]
    SHORT_MONTHS: tuple[str, ...]
    #: What stands between the thousands of a number.
    THOUSANDS: str
    #: How a source writes "1" in "the first of January".
    FIRST_DAY: tuple[str, ...]
    #: The names of countries that pycountry lacks in this language, or has only in a formal style, by alpha-3 code.
    COUNTRIES: Mapping[str, str]

    def plural(self, number: int) -> str:
        """Return the word for the form that a text has with this number."""


@cache
def languages() -> tuple[str, ...]:
    """Return the codes (ISO 639-1) of all languages that there is a file for, sorted.

    >>> "en" in languages()
    True
    """
    from pathlib import Path  # noqa: PLC0415 - those who import a country, and no file, start without it

    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem != "__init__"))


def load_language(code: str) -> Language:
    """Return what the file of a language holds. Raises `InvalidValueError` if there is no such language.

    >>> load_language("nl").CLAIM_WORDS["strength"]
    'sterkte'
    """
    if code not in languages():
        raise InvalidValueError("not a language of the reports", code, f"write {' or '.join(languages())}")
    return cast("Language", import_module(f"{__name__}.{code}"))


def all_languages() -> Iterator[Language]:
    """Return every language in turn, for those who read what may be written in any of them.

    >>> [language.MONTHS[2] for language in all_languages()][:2]
    ['March', 'maart']
    """
    return map(load_language, languages())
