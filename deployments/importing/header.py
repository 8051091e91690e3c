"""Finds the columns that a mapping names in the header of a table."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from deployments.claims import ClaimKind, Term
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import quote
from deployments.importing.cell_keys import CellKeys, NumberKeys, ThingKeys
from deployments.importing.cell_reader import folded
from deployments.importing.columns import Cell, ClaimColumns, DeploymentColumns, LeftOut, MappedColumns, OneOfMany
from deployments.importing.converters import quoted
from deployments.importing.except_hints import except_keys
from deployments.importing.mapping import SOURCE_DATES, PartKeys, SplitKeys, TableMapping
from deployments.importing.row_shapes import HEADER, Made, RowShape, Split, filled_template
from deployments.importing.thing_patterns import Pattern
from deployments.importing.things_in_one import ThingsInOne, one_names
from deployments.importing.toml_texts import toml_path
from deployments.importing.word_hints import claim_table
from deployments.suggestions import did_you_mean
from deployments.values.durations import Duration
from deployments.values.when import When

#: What can stand between the columns of a table, that of the mapping aside.
MARKS = (";", "\t", ",", "|")

#: The types of what a row that names no part can say of all of them: when something is, and how long.
_TIMES = (When, Term, Duration)

#: Words that a mapping lists, None where it lists none.
_Words = tuple[str, ...] | None

#: The columns of one deployment, where several stand in a row, by the identity of the keys that say so.
_Each = Mapping[int, int]


def match_header(
    mapping: TableMapping, names: Sequence[str], where: Location
) -> tuple[MappedColumns | None, list[Diagnostic]]:
    """Return the columns that a mapping names; None, and a diagnostic for each that is not there or there twice."""
    matcher = _HeaderMatcher(mapping, [name.strip() for name in names], where)
    columns = matcher.columns()
    return (None if matcher.problems else columns), [*matcher.problems.values()]


def _row_fields(mapping: TableMapping) -> Iterator[tuple[str, CellKeys | None, _Words]]:
    """Yield what a mapping says of a row apart from its deployments, each with the words for unknown that it has."""
    mission, place = mapping.mission, mapping.place
    if mission is not None:
        yield "mission", mission, mission.unknown
        for name in ("name", "host", "start", "end"):
            yield f"mission.{name}", getattr(mission, name), mission.unknown
    if place is not None:
        for name in ("text", "country", "name", "latitude", "longitude"):
            yield f"place.{name}", getattr(place, name), place.unknown
    for name, keys in mapping.source.told_by_rows().items():
        yield f"source.{name}", keys, mapping.source.unknown


class _HeaderMatcher:
    def __init__(self, mapping: TableMapping, header: list[str], where: Location) -> None:
        self.mapping, self.header, self.where = mapping, header, where
        self.names = [*header]
        self._numbers: dict[str, list[int]] = {}  # the columns that the mapping can name, by their names
        for number, name in enumerate(header):
            self._numbers.setdefault(name, []).append(number)
        self.problems: dict[str, Diagnostic] = {}  # by what the mapping names, as it may name a column several times
        self._made: dict[Made, int] = {}
        self._tables: dict[int, str] = {}  # where keys with `each` stand in the mapping, by their identity
        self._origins: list[int] = []
        filled = tuple(map(self.column, mapping.fill_down))
        splits = [*map(self._split, mapping.split)]
        self.shape = RowShape(filled, tuple(splits))

    def columns(self) -> MappedColumns:
        """Return the columns that the mapping names."""
        mapping = self.mapping
        dates = ("mission.start", "mission.end", *(f"source.{name}" for name in SOURCE_DATES))
        fields = {
            name: self.cell(keys, words, is_date=name in dates)
            for name, keys, words in _row_fields(mapping)
            if keys is not None
        }
        parts = dict(zip(mapping.parts or [""], mapping.all_parts(), strict=True))
        deployments = tuple([each for name, part in parts.items() for each in self.deployments(name, part, parts)])
        deployments = tuple([self._with_totals(each) for each in deployments])
        in_pairs = {each.contributor.column for each in deployments if each.is_total is not None}
        left_out = tuple([each for each in self._left_out() if each.name != "totals" or each.column not in in_pairs])
        shape = RowShape(self.shape.filled, self.shape.splits, tuple(self._made), tuple(self._origins))
        return MappedColumns(tuple(self.names), len(self.header), fields, deployments, left_out, shape)

    # --- which rows ---

    def _with_totals(self, columns: DeploymentColumns) -> DeploymentColumns:
        """Return columns with what tells sums of others, if their contributor is one of several in a row."""
        who = columns.contributor.column
        named = [each for each in self.mapping.totals if columns.many and who == self.column(each.column)]
        words = [word for each in named for word in each.words]
        is_one = columns.part.contributor is not None and columns.part.contributor.each
        return attrs.evolve(columns, is_total=_meant(words)) if words and is_one else columns

    def _left_out(self) -> Iterator[LeftOut]:
        for totals in self.mapping.totals:
            yield LeftOut(self.column(totals.column), _meant(totals.words), "totals")
        for keys in self.mapping.leave_out:
            yield LeftOut(self.column(keys.column), _meant(keys.words, keys.like), "left_out")
        for keys in self.mapping.only:
            yield LeftOut(
                self.column(keys.column), _meant(keys.words, keys.like, is_only=True), "left_out", is_only=True
            )

    def _split(self, keys: SplitKeys) -> Split:
        column = self.column(keys.column)
        if keys.pattern is None:
            return Split.of(column, keys.by, None, [column], None)
        targets = []
        for each in keys.names():
            if each in self._numbers:
                message, hint = f"two columns have the same name: {quote(each)}", "name another one in the pattern"
                self.problems.setdefault(each, Diagnostic("I102", message, hint, "split", self.where))
            targets.append(self._new_column(each, column))
            self._numbers.setdefault(each, []).append(targets[-1])
        pattern = Pattern.of(keys.pattern, one_names(self.mapping, keys))
        return Split.of(column, keys.by, pattern, targets, ThingsInOne.of(self.mapping, keys, pattern))

    def _new_column(self, name: str, origin: int) -> int:
        """Return the number of a column that is not in the table; what it has is to be found in another one."""
        self.names.append(name)
        given = len(self.header)
        self._origins.append(origin if origin < given else self._origins[origin - given])
        return len(self.names) - 1

    # --- columns ---

    def column(self, name: str) -> int:
        """Return the number of a column; 0, and a problem, if it is not there or there twice."""
        found = self._numbers.get(name, ())
        if len(found) == 1:
            return found[0]
        if found:
            message, hint = f"two columns have the same name: {quote(name)}", "give each its own name"
        else:
            message = f"there is no column {quote(name)}"
            hint = did_you_mean(name, [*self._numbers]) or self._other_separator() or f"there are: {self._some()}"
        self.problems.setdefault(name, Diagnostic("I102", message, hint, name, self.where))
        return 0

    def _some(self) -> str:
        return ", ".join(quote(name) for name in self.header[:12]) + (", ..." if len(self.header) > 12 else "")

    def _other_separator(self) -> str:
        """Return the hint for a header that is all in one cell, or an empty text."""
        marks = [mark for mark in MARKS if any(mark in name for name in self.header)]
        if len(self.header) > 2 or not marks or marks[0] == self.mapping.separator:
            return ""
        written = marks[0].replace("\t", "\\t")
        return f'write separator = "{written}" in the mapping, if that is what stands between the columns'

    def several(self, keys: CellKeys) -> list[tuple[str, int]]:
        """Return the columns in each of which a value stands, in the order of the header, with what `*` stands for."""
        patterns = [re.compile(fnmatch.translate(each)) for each in keys.each]
        if self.header.count("") > 1 and "" not in keys.leave_out and any(pattern.match("") for pattern in patterns):
            keys_of = except_keys([self._one(keys, self.header.index(""))], self.names)
            hint = f"give each its own name, or leave them out: write {keys_of}"
            problem = Diagnostic("I102", "two columns have the same name: ''", hint, "", self.where)
            self.problems.setdefault("", problem)
        leave_out = frozenset(keys.leave_out)
        found = [
            (_stars(name, keys.each), number)
            for number, name in enumerate(self.header)
            if name not in leave_out and any(pattern.match(name) for pattern in patterns)
        ]
        if not found:
            message, hint = f"there is no column like {quoted(keys.each)}", f"there are: {self._some()}"
            self.problems.setdefault(str(keys.each), Diagnostic("I102", message, hint, "each", self.where))
        return found

    def _one(self, keys: CellKeys, number: int) -> OneOfMany:
        return OneOfMany(number, self._tables[id(keys)], keys.leave_out)

    def _paired(self, several: Sequence[tuple[CellKeys, list[tuple[str, int]]]]) -> Iterator[_Each]:
        """Yield the columns that belong together of those in which values stand: `who1` and `n1`, `who2` and `n2`.

        They go by what `*` stands for, if that tells them apart, and else by their order.
        """
        by_star = [(keys, dict(each)) for keys, each in several]
        stars = [{*each} for _, each in by_star]
        alike = set.intersection(*stars)
        are_told_apart = all(len(own) == len(each) for own, (_, each) in zip(stars, several, strict=True))
        alone = [self._one(keys, each[star]) for keys, each in by_star for star in each if star not in alike]
        if are_told_apart and alike and alone:
            named = ", ".join(quote(self.header[each.number]) for each in alone)
            message = f"{'columns' if alone[1:] else 'a column'} without another to go with: {named}"
            hint = f"name both alike, or write {except_keys(alone, self.names)}"
            self.problems.setdefault("pairs", Diagnostic("I102", message, hint, "each", self.where))
        elif len({len(each) for _, each in several}) > 1:
            counts = " and ".join(f"{len(each)} of {self._tables[id(keys)]}" for keys, each in several)
            message = f"columns that stand in pairs, and there are {counts}"
            listed = "; ".join(
                f"{self._tables[id(keys)]} has {', '.join(quote(self.header[number]) for _, number in each)}"
                for keys, each in several
            )
            hint = f"leave those that have no other out with except beside each: {listed}"
            self.problems.setdefault("pairs", Diagnostic("I102", message, hint, "each", self.where))
        elif are_told_apart and not alone:
            yield from ({id(keys): each[star] for keys, each in by_star} for star, _ in several[0][1])
        else:
            for pairs in zip(*(each for _, each in several), strict=True):
                yield {id(keys): number for (keys, _), (_, number) in zip(several, pairs, strict=True)}

    # --- cells ---

    def cell(
        self,
        keys: CellKeys,
        words: _Words = None,
        zero: _Words = None,
        *,
        is_date: bool = False,
        number: int | None = None,
    ) -> Cell:
        """Return the cell of a value that stands in one column, is made of several, or is the same for every row.

        `number` is that of the column whose header `{header}` means in a template, where there is one.
        """
        if keys.value is not None:
            return Cell(text=str(keys.value))
        if keys.column is not None:
            return self.in_column(self.column(keys.column), keys, words, zero)
        unknown, _ = self._words(keys, words, zero)
        template, names, name = "", keys.join, "-".join(keys.join)
        if keys.template:
            header = self.header[number] if number is not None and HEADER not in self._numbers else None
            template, names = filled_template(keys.template, header)
            name = keys.template if header is None else keys.template.replace(f"{{{HEADER}}}", header)
            if not names:
                return Cell(text=template.format())
        made = Made(tuple(map(self.column, names)), template, unknown, is_date)
        if made not in self._made:
            self._made[made] = self._new_column(name, made.columns[0])
        return self.in_column(self._made[made], keys, words, zero)

    def in_column(self, number: int, keys: CellKeys, words: _Words, zero: _Words = None) -> Cell:
        """Return the cell of a value that stands in a column, with the words for what is not known and for none."""
        own = getattr(keys, "some", None)
        some = frozenset(map(folded, self.mapping.some if own is None else own))
        unknown, none = self._words(keys, words, zero)
        is_number = _is_number(keys)
        return Cell(number, "", unknown - some, none, is_number, some if is_number else frozenset())

    def _words(self, keys: CellKeys, words: _Words, zero: _Words) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words for what is not known, and those for none: what is said of a column goes before the rest."""
        own_unknown, own_zero = keys.unknown, getattr(keys, "zero", None)
        unknown = own_unknown if own_unknown is not None else words if words is not None else self.mapping.unknown
        none = own_zero if own_zero is not None else zero if zero is not None else self.mapping.zero
        none = none if _is_number(keys) else ()  # nothing but a number can be none
        unknown_words, none_words = ({*map(folded, each or ())} for each in (unknown, none))
        if own_unknown is not None and own_zero is None:
            none_words -= unknown_words
        return frozenset({"", *unknown_words} - none_words), frozenset(none_words)

    # --- deployments ---

    def deployments(self, name: str, part: PartKeys, parts: Mapping[str, PartKeys]) -> Iterator[DeploymentColumns]:
        """Yield the columns of each deployment that a part of a row is about."""
        wide = [keys for keys in part.claims.values() if keys.each]
        who = part.contributor
        if who is None:
            return
        if not wide and not who.each:
            yield self._deployment(name, part, parts, {}, None)
            return
        several = [*([who] if who.each else []), *wide]
        self._tables |= {id(keys): self._table(name, part, keys) for keys in several}
        header = wide[0] if wide else who
        for each in self._paired([(keys, self.several(keys)) for keys in several]):
            yield self._deployment(name, part, parts, each, each[id(header)])

    def _table(self, name: str, part: PartKeys, keys: CellKeys) -> str:
        """Return where keys stand in the mapping: `strength`, or `strength in [parts.troops]`."""
        if keys is not part.contributor:
            return claim_table(self.mapping, next(kind for kind, each in part.claims.items() if each is keys), keys)
        own = self.mapping.parts.get(name)
        is_own = own is not None and own.contributor is not None
        return f"contributor in [{toml_path(('parts', name))}]" if is_own else "contributor"

    def _deployment(
        self, name: str, part: PartKeys, parts: Mapping[str, PartKeys], each: _Each, number: int | None
    ) -> DeploymentColumns:
        who, whole = part.contributor, None if part.part_of is None else parts.get(part.part_of)
        assert who is not None  # noqa: S101 - there is nobody to tell of
        named = self.mapping.parts.get(name)
        own_kinds = {*part.claims} if named is None or len(parts) == 1 else {*named.claims}
        claims = tuple(
            [self._claim(part, kind, keys, each, in_common=kind not in own_kinds) for kind, keys in part.claims.items()]
        )
        own = [
            cell
            for claim in claims
            for cell in claim.cells
            if cell.column is not None and (cell.column in each.values() if each else claim.kind in own_kinds)
        ]
        return DeploymentColumns(
            contributor=self._label(part, who, each, number) or Cell(),
            day=self._label(part, part.day, each, number, is_date=True),
            force=self._label(part, part.force, each, number),
            whole=None if whole is None else self._label(whole, whole.force, each, number),
            by=self._label(part, part.by, each, number),
            wording=self._label(part, part.wording, each, number),
            note=self._label(part, part.note, each, number),
            claims=claims,
            optional=bool(who.each) or (named is not None and named.contributor is not None),
            own=tuple(own),
            part=part,
            many=tuple(self._one(keys, each[id(keys)]) for keys in (who, *part.claims.values()) if id(keys) in each),
        )

    def _claim(self, part: PartKeys, kind: ClaimKind, keys: CellKeys, each: _Each, *, in_common: bool) -> ClaimColumns:
        cells: tuple[Cell, ...]
        if keys.each:
            cells = (self.in_column(each[id(keys)], keys, part.unknown, part.zero),)
        elif keys.add or keys.named:
            names = keys.add or keys.named.values()
            cells = tuple([self.in_column(self.column(name), keys, part.unknown, part.zero) for name in names])
        else:
            cells = (self.cell(keys, part.unknown, part.zero, is_date=kind.spec.value is When),)
        in_common = in_common and kind.spec.value in _TIMES
        return ClaimColumns(kind, keys, cells, tuple(keys.named), in_common)

    def _label(
        self, part: PartKeys, keys: CellKeys | None, each: _Each, number: int | None, *, is_date: bool = False
    ) -> Cell | None:
        if keys is None:
            return None
        if keys.header:
            return Cell() if number is None else Cell(text=self.header[number])
        if keys.each:
            return self.in_column(each[id(keys)], keys, part.unknown)
        return self.cell(keys, part.unknown, is_date=is_date, number=number)


def _is_number(keys: CellKeys) -> bool:
    """Tell whether a number of people or of things stands in a cell."""
    return isinstance(keys, NumberKeys | ThingKeys)


def _meant(words: Iterable[str], like: Iterable[str] = (), *, is_only: bool = False) -> Callable[[str], bool]:
    """Return what tells whether a text is among some words, or like a pattern; with `is_only`, whether it is not."""
    known = frozenset(map(folded, words))
    patterns = [re.compile(fnmatch.translate(folded(each))) for each in like]

    def is_meant(text: str) -> bool:
        word = folded(text)
        return (word in known or any(pattern.match(word) for pattern in patterns)) is not is_only

    return is_meant


def _stars(name: str, patterns: Iterable[str]) -> str:
    """Return what stands for `*` in the name of a column, or the name, if no pattern has one `*` and no other sign."""
    for pattern in patterns:
        before, star, after = pattern.partition("*")
        is_plain = star and not set("*?[") & {*before, *after}
        if is_plain and len(name) >= len(before + after) and name.startswith(before) and name.endswith(after):
            return name[len(before) : len(name) - len(after)]
    return name
