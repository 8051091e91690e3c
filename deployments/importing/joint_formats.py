"""One list of formats for all dates of a table that cannot be read, where each of their hints would write its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from deployments.importing.date_formats import (
    ENGLISH,
    OTHER_LANGUAGES,
    fiscal_example,
    is_fiscal,
    mixes_fiscal_years,
    needs_years,
)
from deployments.importing.date_hints import Guess, date_keys, format_hint, guesses, in_dates
from deployments.importing.date_spelling import DateSpelling
from deployments.importing.mapping import DateKeys
from deployments.values.dates import UncertainDate

#: A table with more formats has no list of them that anybody would write.
_MOST = 40


def joint_formats(dates: DateKeys, unread: Iterable[str], read: Iterable[str]) -> dict[str, str]:
    """Return for the hint of each text one with the list of formats, and the languages, that read all texts together.

    `unread` are the texts that hints are about, and `read` those that the mapping reads, and is to go on reading.
    Where a text can be of two formats, its hint adds each of them to that list. None has one where nothing reads all,
    or where there are too many formats.
    """
    unread, read = [*dict.fromkeys(unread)], [*dict.fromkeys(read)]
    spelled = {way.spelling for text in unread for way in guesses(text, dates.languages)}
    if len(spelled) > _MOST or (mixes_fiscal_years([*dates.formats, *spelled]) and any(map(is_fiscal, spelled))):
        return {}
    for languages in _languages(dates, unread):
        ways = {text: guesses(text, languages) for text in unread}
        spoken = languages or (ENGLISH,)
        certain = {text: each[0] for text, each in ways.items() if len(each) == 1}
        sure = [*certain.values()]
        if any(way.language not in (None, *spoken) for each in ways.values() for way in each):
            continue
        if not all(map(_spelling(dates, languages, sure).reads, [*certain, *read])):
            continue
        return dict(_told_together(dates, languages, ways, sure))
    return {}


def _told_together(
    dates: DateKeys, languages: Sequence[str], ways: Mapping[str, Sequence[Guess]], sure: Sequence[Guess]
) -> Iterator[tuple[str, str]]:
    """Yield the hint of each text, and what is told in place of it."""
    written = languages if (*languages,) != dates.languages else ()
    every = {*dates.formats, *(way.spelling for way in sure)}
    two_ways = {text: each for text, each in ways.items() if not any(way.spelling in every for way in each)}

    def written_with(more: Sequence[Guess]) -> str:
        return date_keys([*sure, *more], dates.formats, dates.years, written, dates.fiscal_2000)

    lists = [*zip(*two_ways.values(), strict=True)] if _are_alike([*two_ways.values()]) else [()]
    joint = in_dates([keys for keys in map(written_with, lists) if keys])
    for text, each in ways.items():
        is_alone = text in two_ways and lists == [()]
        lines = dict.fromkeys(written_with([way]) for way in each) if is_alone else ()
        yield (own := _own_hint(text, dates)), in_dates([*lines]) or joint or own


def _are_alike(texts: Sequence[Sequence[Guess]]) -> bool:
    """Tell whether each of some texts has the day first in one way, and the month in the other."""
    return bool(texts) and all(len(each) == 2 and _has_day_first(each[0]) > _has_day_first(each[1]) for each in texts)


def _has_day_first(way: Guess) -> bool:
    return 0 <= way.spelling.find("D") < way.spelling.find("M")


def _own_hint(text: str, dates: DateKeys) -> str:
    return format_hint(text, dates.formats, dates.years, dates.languages, dates.fiscal_2000)


def _languages(dates: DateKeys, unread: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the languages that may be enough for all texts: those of the mapping, one, and all that any text needs."""
    base = dates.languages
    yield base
    yield from ((*base, each) for each in OTHER_LANGUAGES if each not in base)
    first = base or (ENGLISH,)
    needed = [way.language for text in unread for way in guesses(text, first) if way.language is not None]
    yield (*dict.fromkeys((*base, *needed)),)
    yield (*dict.fromkeys((*first, *needed)),)


def _spelling(dates: DateKeys, languages: tuple[str, ...], sure: Sequence[Guess]) -> DateSpelling:
    """Return how dates are spelled with the keys of a hint; where these leave the years open, any will do."""
    formats = (*dict.fromkeys((*dates.formats, *(way.spelling for way in sure))),)
    years = dates.years or next((way.years for way in sure if needs_years(way.spelling)), None)
    return DateSpelling(
        formats, years, dates.unknown, languages, dates.fiscal_2000 or UncertainDate(fiscal_example(formats))
    )
