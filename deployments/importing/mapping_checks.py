"""What a mapping does not say and has to, which only shows when its keys are seen together."""

from __future__ import annotations

from collections.abc import Iterator

from deployments.claims import Basis, ClaimKind
from deployments.errors import quote
from deployments.formats.toml_positions import KeyPath
from deployments.importing.date_formats import (
    FISCAL_2000_01,
    begins_in_first,
    fiscal_example,
    is_fiscal,
    layout,
    needs_years,
)
from deployments.importing.mapping import SOURCE_DATES, DateKeys, PartKeys, TableMapping
from deployments.importing.number_spelling import WORD_KEYS
from deployments.importing.sum_names import counted_again, is_share
from deployments.importing.toml_texts import toml_value
from deployments.suggestions import did_you_mean
from deployments.values.quantities import Quantity

#: The path at which something is missed, a message and a hint.
_Missing = tuple[KeyPath, str, str]


def missing_keys(mapping: TableMapping) -> list[_Missing]:
    """Return what a mapping has to say and does not: the path at which it is missed, a message and a hint."""
    return [
        *_missing_in_parts(mapping),
        *_missing_source(mapping),
        *_missing_spelling(mapping),
        *_missing_lists(mapping),
        *_missing_wholes(mapping),
        *_counted_again(mapping),
    ]


def _missing_in_parts(mapping: TableMapping) -> Iterator[_Missing]:
    for name, part in zip(mapping.parts or [""], mapping.all_parts(), strict=True):
        path: KeyPath = ("parts", name) if name else ()
        yield from ((path, message, hint) for message, hint in _missing_in_part(mapping, part))


def _missing_in_part(mapping: TableMapping, part: PartKeys) -> Iterator[tuple[str, str]]:
    has_mission_dates = mapping.mission is not None and (mapping.mission.start or mapping.mission.end)
    if part.contributor is None:
        yield "it does not say who contributes", 'write contributor = "the column"'
    if not part.claims and not has_mission_dates:
        yield "it states nothing", 'write strength = "the column", or start and end'
    dated = [kind for kind in part.claims if kind.spec.dated]
    if dated and part.day is None and len(dated) < len(part.claims):
        yield f"it does not say of which day the {dated[0].value} is", 'write day = "the column"'
    if dated and part.day is None and mapping.source.each == "day":
        yield "a source for each day, and no day", 'write day = "the column"'
    is_wide = any(keys.each for keys in part.claims.values())
    if not is_wide and any(keys is not None and keys.header for keys in (part.day, part.force, part.contributor)):
        hint = 'write strength = { each = "20*" } for the columns whose headers are meant'
        yield "it does not say of which columns the headers are", hint


def _missing_source(mapping: TableMapping) -> Iterator[_Missing]:
    source = mapping.source
    rows = source.told_by_rows()
    if source.title is None and "title" not in rows:
        yield ("source",), "the source has no title", 'write title = "..."'
    dated = source.published is not None or source.accessed is not None or bool({*SOURCE_DATES} & {*rows})
    if source.each == "day" and source.within is None and not dated:
        hint = 'write within = "P3M" if the table of a day appears within three months, or accessed = "2024-05-01"'
        yield ("source",), "it does not say when the table of a day is published", hint
    elif source.each == "file" and not dated:
        hint = 'write published = "2024-03-14", or accessed = "2024-05-01": the day on which it was read'
        yield ("source",), "it does not say when the table was published", hint
    if source.each == "day" and rows:
        yield ("source", "each"), "a source for each day, and for each that a column tells", "leave out one of them"
    if source.column is not None and "title" in source.columns:
        yield ("source", "title"), "its title stands in two columns", "leave out one of them"


def _missing_spelling(mapping: TableMapping) -> Iterator[_Missing]:
    dates = mapping.dates
    if dates.years is None and any(map(needs_years, dates.formats)):
        yield ("dates", "formats"), "two digits can be many years", 'write years = "1980..2010" in [dates]'
    if dates.fiscal_2000 is None and any(map(is_fiscal, dates.formats)):
        day = fiscal_example(dates.formats)
        hint = f'write fiscal_2000 = "{day}" in [dates], with the day on which the one called 2000 began'
        yield ("dates", "formats"), "it does not say when a fiscal year begins", hint
    of_two = [each for each in dates.formats if layout(each) == "FF"]
    if dates.fiscal_2000 is not None and of_two and not begins_in_first(dates.fiscal_2000.text):
        yield (
            ("dates", "fiscal_2000"),
            f"a fiscal year of {quote(of_two[0])} begins in the first of its years",
            _of_two(dates),
        )
    if mapping.thousands and mapping.thousands == mapping.decimal:
        yield ("decimal",), f"it stands between thousands too: {quote(mapping.decimal)}", "leave out one of the two"
    said: dict[str, str] = {}
    for key in (*WORD_KEYS, "footnotes"):
        for word in dict.fromkeys(each.casefold() for each in getattr(mapping, key)):
            if said.setdefault(word, key) != key:
                yield (key,), f"it means two things: {quote(word)}", f"leave it out of {said[word]} or of {key}"


def _of_two(dates: DateKeys) -> str:
    """Return what to write where fiscal years of two years would not begin in the first of them."""
    hint = f'write the day in 2000 on which 2000/01 began: "{FISCAL_2000_01}"'
    if not any(layout(each) == "F" for each in dates.formats):
        return hint
    return f"{hint}; formats of one year (FYFFFF) that is not the first need a mapping and a table of their own"


def _missing_lists(mapping: TableMapping) -> Iterator[_Missing]:
    for name, within, kind in (
        ("absent", mapping.absent, ClaimKind.STRENGTH),
        ("complete", mapping.complete, ClaimKind.PRESENT),
    ):
        if within is None:
            continue
        if not any(part.day and (kind in part.claims or name == "complete") for part in mapping.all_parts()):
            hint = f'write {kind.value} = "the column" and day = "the column", or leave {name} out'
            yield (name,), f"nobody can be absent without a {kind.value} and a day", hint
        if mapping.source.told_by_rows() and "source" not in within:
            hint = f'write within = "source" in {name}: each source lists everybody on its days; or leave {name} out'
            yield (name,), "it is not told which of the sources lists everybody", hint
        if mapping.basis is not Basis.REPORTED:
            yield (name,), "nobody reports who is absent in a plan", f"leave {name} out"
    if mapping.absent is not None and mapping.complete is not None:
        yield ("complete",), "an absence is said in two ways", "leave out absent, or complete"


def _missing_wholes(mapping: TableMapping) -> Iterator[_Missing]:
    if mapping.part_of is not None:
        yield ("part_of",), "it does not say which of several parts it is", "write part_of below [parts.some-name]"
    for name, part in mapping.parts.items():
        if part.part_of is not None and (part.part_of == name or part.part_of not in mapping.parts):
            others = [each for each in mapping.parts if each != name]
            hint = did_you_mean(part.part_of, others) or f"write one of {', '.join(others) or '[parts.the-whole]'}"
            yield ("parts", name, "part_of"), f"there is no other part {quote(part.part_of)}", hint
        elif name in _wholes(mapping, name):
            yield ("parts", name, "part_of"), f"it is part of itself: {quote(name)}", "leave part_of out of one of them"


def _counted_again(mapping: TableMapping) -> Iterator[_Missing]:
    """Yield parts that are called like a sum or a share of others, and are neither a whole nor a part of any."""
    called = {name: _called(name, part) for name, part in mapping.parts.items() if _counts_people(part)}
    again, wholes = counted_again(called.values()), {part.part_of for part in mapping.parts.values()}
    for name, words in called.items():
        part = mapping.parts[name]
        own = () if part.force is None else part.force.names
        if words not in again or words in own or name in wholes or part.part_of is not None:
            continue
        if is_share(words):
            whole = toml_value(next(each for each in called if each != name))
            hint = f"write part_of = {whole} in it, or the name of the part that has it in its numbers"
        else:
            hint = (
                f"write part_of = {toml_value(name)} in each of the parts that it has in its numbers, or leave it out"
            )
        what = "a share of another part" if is_share(words) else "a sum of other parts"
        yield ("parts", name), f"it looks like {what}, and would be counted twice: {quote(words)}", hint


def _called(name: str, part: PartKeys) -> str:
    """Return what a part is called in the mapping."""
    return name if part.force is None or part.force.value is None else str(part.force.value)


def _counts_people(part: PartKeys) -> bool:
    return any(kind.spec.value is Quantity for kind in part.claims)


def _wholes(mapping: TableMapping, name: str) -> list[str]:
    """Return the parts that one is part of, the nearest first, each once."""
    found: list[str] = []
    part = mapping.parts.get(name)
    while part is not None and part.part_of is not None and part.part_of not in found:
        found.append(part.part_of)
        part = mapping.parts.get(part.part_of)
    return found
