"""Reads the rows of one file: what a row says of whom, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from deployments.claims import Claim, ClaimKind, Equipment
from deployments.errors import InvalidValueError, quote
from deployments.importing.account_claims import NOBODY
from deployments.importing.asked_aliases import organisation_alias
from deployments.importing.cell_reader import folded, is_country, misdated
from deployments.importing.columns import Cell, ClaimColumns, DeploymentColumns
from deployments.importing.mapping import ContributorKeys
from deployments.importing.row_content import (
    DeploymentKey,
    Manner,
    Mention,
    MissionFacts,
    RowClaim,
    RowContent,
    RowSource,
    RowSubject,
)
from deployments.importing.row_dates import dates_of_row
from deployments.importing.row_days import ALL_TIME, Extent, extent_of, state_then
from deployments.importing.row_frames import RowFrames
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When

#: What to do with two rows that say the same.
DUPLICATE_HINT = "leave one of them out; if both are meant, map the column that tells them apart to force or [place]"

#: A number of whom nobody knows how many they are, but that somebody is there.
_SOME = Quantity(1, None)

#: Who contributes, and what they are called in the table if they are known under another name.
Who = tuple[tuple[Country | Organisation, ...], str | None]


@attrs.define(eq=False)
class _Unit:
    """What some columns of a row claim of one deployment; `is_lost` if anything is wrong with it."""

    columns: DeploymentColumns
    claims: Sequence[RowClaim]
    is_lost: bool


class RowReader(RowFrames):
    """Reads the rows of one file. `problems` holds what is wrong with the last of them."""

    def left_out(self, texts: Sequence[str]) -> str:
        """Return as what the mapping leaves a row out, "totals" or "left_out"; an empty text if it does not."""
        return next((each.name for each in self.columns.left_out if each.is_meant(texts[each.column])), "")

    def left_out_by(self, column: int, text: str) -> str:
        """Return as what the mapping leaves a row out by the text in one column, as `left_out` does."""
        own = (each for each in self.columns.left_out if each.column == column and not each.is_only)
        return next((each.name for each in own if each.is_meant(text)), "")

    def read(self, texts: Sequence[str]) -> RowContent:
        """Return what a row says that has a cell for every column, as far as it can be read.

        What is wrong with the columns of one of its deployments takes nothing from the others.
        """
        before = self.problems.errors
        mission, place, source = self.mission(texts), self.place(texts), self.source(texts)
        is_refused = self.problems.errors > before
        units = []
        for columns in self.columns.deployments:
            before = self.problems.errors
            found = self._claims(columns, texts, mission, place, source)
            units.append(_Unit(columns, found, self.problems.errors > before))
        self._find_twice(units)
        claims: dict[tuple[DeploymentKey, str], RowClaim] = {}
        lost: list[Mention] = []
        lost_cells: set[int] = set()
        for unit in units:
            if unit.is_lost:
                lost += self.mentioned_in(unit.columns, texts, mission)
                lost_cells |= unit.columns.numbers()
            for claim in () if unit.is_lost else unit.claims:
                claims.setdefault((claim.deployment, claim.topic), claim)
        said, is_undecided = dates_of_row([*claims.values()], is_whole=not lost)
        if is_undecided:
            lost_cells |= self.columns.in_common()
        return RowContent(
            *(self.rows.place.line, mission, place, source, said),
            is_refused=is_refused,
            lost=lost,
            lost_cells=frozenset(lost_cells),
            left_out_cells=frozenset(self._cells_of_totals(texts)),
            is_undecided=is_undecided and not lost,
        )

    def is_total(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        """Tell whether some columns of a row are the sum of others, which the mapping leaves out."""
        return columns.is_total is not None and columns.is_total(columns.contributor.of(texts))

    def _cells_of_totals(self, texts: Sequence[str]) -> Iterator[int]:
        for columns in self.columns.deployments:
            if self.is_total(columns, texts):
                yield from columns.numbers_with_who()

    def _find_twice(self, units: Sequence[_Unit]) -> None:
        """Report claims of one deployment in two places of a row: if they differ, nobody knows which to take."""
        first: dict[tuple[DeploymentKey, str], tuple[_Unit, RowClaim]] = {}
        for unit in units:
            is_undated = unit.columns.day is not None and unit.is_lost
            for claim in unit.claims:
                if is_undated and claim.kind.spec.dated and claim.day is None:
                    continue  # nobody knows whether it is of the same day
                other, said = first.setdefault((claim.deployment, claim.topic), (unit, claim))
                if said is claim:
                    continue
                cell = unit.columns.contributor
                if said.value == claim.value:
                    force = claim.deployment[2]
                    who = quote(", ".join([str(claim.who), *([force] if force else [])]))
                    message = f"the same {'part of a ' if force else ''}contributor twice: {who}"
                    hint = "it is taken once: name it once, or, if both are meant, map what tells them apart to force"
                    self.problems.add("I113", message, hint, cell)
                else:
                    self.problems.add("I105", f"it says two things at once: {quote(str(claim))}", DUPLICATE_HINT, cell)
                    unit.is_lost = other.is_lost = True

    def mentioned(self, texts: Sequence[str]) -> list[Mention]:
        """Return whom a row may be about, whatever is wrong with it: of them nobody can say that they are absent."""
        mission, _ = self.noticing(lambda: self.mission(texts))
        return [each for columns in self.columns.deployments for each in self.mentioned_in(columns, texts, mission)]

    def named(self, texts: Sequence[str]) -> list[Mention]:
        """Return whom a row names that the mapping leaves out: of them nobody can say that they are absent.

        What cannot be read names nobody: such a row can be a remark, or a sum.
        """
        if not self.mapping.lists_everybody:
            return []
        return [each for each in self.mentioned(texts) if each[0] is not None]

    def mentioned_in(
        self, columns: DeploymentColumns, texts: Sequence[str], mission: MissionFacts | None
    ) -> list[Mention]:
        """Return whom some columns of a row may be about; None for what cannot be read."""
        if self.is_total(columns, texts):
            return []
        is_nobody = self.is_nobody(columns, texts)
        if is_nobody and all(cell.says_nothing(texts) for cell in columns.own):
            return []
        name = mission.key if mission is not None else None if "mission" in self.columns.fields else ""
        (day, who), _ = self.noticing(lambda: self._when_and_who(columns, texts))
        when = None if day is None else day.text
        return [(str(each), name, when) for each in who] or [(None, name, when)]

    def _when_and_who(
        self, columns: DeploymentColumns, texts: Sequence[str]
    ) -> tuple[UncertainDate | None, tuple[Country | Organisation, ...]]:
        day = self.day(columns, texts)
        return day, self.who(columns, texts, day, {})[0]

    def is_nobody(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        """Tell whether some columns of a row are about nobody, and need not be."""
        return columns.optional and self._names_nobody(columns, texts)

    def _names_nobody(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        cell, keys = columns.contributor, columns.part.contributor
        text = cell.of(texts)
        is_said = keys is not None and keys.unknown is not None
        return cell.is_unknown(text) and (is_said or not text or not is_country(text.strip()))

    def _claims(
        self,
        columns: DeploymentColumns,
        texts: Sequence[str],
        mission: MissionFacts | None,
        place: Place | None,
        source: RowSource,
    ) -> list[RowClaim]:
        """Return what a row claims of the deployments to which some of its columns belong."""
        if self.is_total(columns, texts):
            return []
        if self.is_nobody(columns, texts):
            for cell in columns.own:
                if not cell.says_nothing(texts):
                    hint = "write it in the table, or take the number out of it"
                    message = f"it does not say who contributes these: {quote(cell.of(texts))}"
                    self.problems.add("I106", message, hint, cell)
            return []
        day = self.day(columns, texts, source)
        values = [(claim.kind, self.value(claim, texts)) for claim in columns.claims]
        dates = dates_among(values)
        subject = self.subject(columns, texts, self.who(columns, texts, day, dates), dates)
        if len(subject.who) > 1:
            self._check_together(columns, texts, values)
        manners = {claim.kind: subject.manner.of(claim.kind, self.computed(claim, texts)) for claim in columns.claims}
        in_common = {claim.kind for claim in columns.claims if claim.in_common}
        return [
            RowClaim(
                *(each, key, kind, value, day if kind.spec.dated else None, manners[kind], subject.note, whole),
                in_common=kind in in_common,
            )
            for each, key, whole in subject.keys(mission, place)
            for kind, value in values
        ]

    def _check_together(
        self, columns: DeploymentColumns, texts: Sequence[str], values: Sequence[tuple[ClaimKind, Claim | None]]
    ) -> None:
        """Report numbers of several contributors together: nobody knows how many each of them has."""
        for claim, (_, value) in zip(columns.claims, values, strict=True):
            if counts_people(claim) and is_number(value):
                text = columns.contributor.of(texts)
                message = f"{quote(str(value))} is the number of several contributors together: {quote(text)}"
                alias = organisation_alias(text.strip())
                hint = f"write a row for each, or give them one name: an organisation in aliases, such as {alias}"
                self.problems.add("I119", message, hint, claim.cells[0])

    def subject(
        self, columns: DeploymentColumns, texts: Sequence[str], who: Who, dates: Mapping[ClaimKind, When]
    ) -> RowSubject:
        """Return whom some columns of a row are about: who that is, as `who` returns it, and what tells their stay."""
        if len(dates) > 1:
            self._check_order(dates, {claim.kind: claim.cells[0] for claim in columns.claims}.get(ClaimKind.END))
        force, whole = self._force(columns, texts), self._label(columns.whole, texts)
        manner = Manner(
            by=self._label(columns.by, texts) or None,
            derived=columns.part.derived,
            wording=self._quoted("wording", columns.wording, texts),
            note=self._quoted("note", columns.note, texts),
        )
        start = str(dates.get(ClaimKind.START, ""))
        return RowSubject(*who, force, None if columns.whole is None else whole, manner, start)

    def who(
        self,
        columns: DeploymentColumns,
        texts: Sequence[str],
        day: UncertainDate | None,
        dates: Mapping[ClaimKind, When],
    ) -> Who:
        """Return who contributes on a day and on the dates that the row gives to their stay."""
        cell, keys, extent = columns.contributor, columns.part.contributor, extent_of(day, dates)
        assert keys is not None  # noqa: S101 - where nobody contributes there is nobody to tell of
        text = cell.of(texts)
        if self._names_nobody(columns, texts):
            self._missing("who contributes", text, cell)
            return (), None
        state = state_then(self.cells.at_times(keys, keys.aliases, text), extent)
        found = (state,) if state else self.cells.contributor(keys, text, is_unknown=cell.is_unknown(text))
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return (), None
        self._stray(text, cell)
        who = self._succeeded(keys, text, cell, extent, found)
        for each in who:
            if extent is not None and (fault := misdated(each, *extent)):
                hint = "name the state of that day, or write [[contributor.former]] in the mapping"
                self.problems.add("C201", f"{fault}: {quote(text)}", hint, cell)
        # Nobody is to take what a mapping says for what the table says.
        return who, f"{text.strip()} in the table" if who != found else None

    def _succeeded(
        self,
        keys: ContributorKeys,
        text: str,
        cell: Cell,
        extent: Extent | None,
        who: tuple[Country | Organisation, ...],
    ) -> tuple[Country | Organisation, ...]:
        """Return whom a name meant on the days that the row is about, where that has changed."""
        for former in keys.former:
            if folded(former.name) != folded(text):
                continue
            first, last = extent or ALL_TIME
            until = former.until.hull[1]
            if last <= until:
                return (former.country,)
            if first <= until:
                hint = f"until {former.until} it is {former.country.name}: write the state of that day in the table"
                self.problems.add("I111", f"it can mean two states: {quote(text)}", hint, cell)
        return who

    def _force(self, columns: DeploymentColumns, texts: Sequence[str]) -> str:
        """Return the force that some columns are about; an empty text where there is none."""
        cell, keys = columns.force, columns.part.force
        if cell is None or keys is None or keys.value is not None:  # what the mapping itself says is no cell of a table
            return self._label(cell, texts)
        text = cell.of(texts)
        return "" if cell.is_unknown(text) else self._taken(lambda word: self.cells.force(keys, word), text, cell) or ""

    def _label(self, cell: Cell | None, texts: Sequence[str]) -> str:
        """Return the name in a cell; an empty text where there is none."""
        text = "" if cell is None else cell.of(texts)
        is_known = cell is not None and not cell.is_unknown(text)
        return self._taken(self.cells.name, text, cell) or "" if is_known else ""

    def _quoted(self, field: str, cell: Cell | None, texts: Sequence[str]) -> str | None:
        """Return the words in a cell; None where there are none."""
        if cell is None or cell.is_unknown(text := cell.of(texts)):
            return None
        return self._read(self.cells.of_statement(field, text), cell)

    def value(self, claim: ClaimColumns, texts: Sequence[str]) -> Claim | None:
        """Return the value of a claim; None if nothing of it is known, or any of it cannot be read: then, a problem."""
        found: list[Claim | None] = []
        for cell in claim.cells:
            text = cell.of(texts)
            if cell.is_unknown(text):
                found.append(None)
                continue
            value = self._value_of(claim, cell, text)
            if isinstance(value, InvalidValueError):
                self.problems.invalid(value, cell)
                return None
            self.with_values.add(cell.column)
            found.append(value)
        try:
            return claim.type.combine(found, claim.names)
        except InvalidValueError as error:
            self.problems.invalid(error, claim.cells[0])
            return None

    def _value_of(self, claim: ClaimColumns, cell: Cell, text: str) -> Claim | InvalidValueError | None:
        if cell.is_zero(text):
            return NOBODY
        return _SOME if cell.is_some(text) else self.cells.claimed(claim.kind, claim.keys, text)

    def computed(self, claim: ClaimColumns, texts: Sequence[str]) -> str | None:
        """Return what to note of a number that the mapping makes of what stands in the cells; None if it makes none."""
        if claim.kind.spec.value not in (Quantity, Change):
            return None
        return "; ".join([*self._sized(claim, texts), *self._added(claim, texts)]) or None

    def _sized(self, claim: ClaimColumns, texts: Sequence[str]) -> Iterator[str]:
        """Yield what to note of each number of people that the mapping makes of a number of units."""
        for cell in claim.cells if self.mapping.units else ():
            text = cell.of(texts)
            is_word = cell.is_some(text) or cell.says_nothing(texts)
            if not is_word and (sized := self.cells.sized(text)) is not None:
                yield sized

    def _added(self, claim: ClaimColumns, texts: Sequence[str]) -> Iterator[str]:
        """Yield what to note of a sum: nothing where it is the number of one of its cells, or has each by its name."""
        if len(claim.cells) < 2:
            return
        are_unknown = [cell.is_unknown(cell.of(texts)) for cell in claim.cells]
        if claim.names and not any(are_unknown):
            return
        values = [self._value_of(claim, cell, cell.of(texts)) for cell in claim.cells]
        if sum(is_one or value != NOBODY for is_one, value in zip(are_unknown, values, strict=True)) > 1:
            names = (self.columns.names[cell.column] for cell in claim.cells if cell.column is not None)
            yield f"the mapping adds {' and '.join(names)}"


def counts_people(claim: ClaimColumns) -> bool:
    """Tell whether a claim is a number of people or things, which several contributors together can have."""
    return claim.kind.spec.value in (Quantity, Change, Equipment)


def is_number(value: Claim | None) -> bool:
    """Tell whether a value is a number of its own, which several cannot each have: not none, and not just some."""
    return value not in (None, NOBODY, _SOME)


def dates_among(values: Iterable[tuple[ClaimKind, Claim | None]]) -> dict[ClaimKind, When]:
    """Return the dates among the values of claims."""
    return {kind: value for kind, value in values if isinstance(value, When)}
