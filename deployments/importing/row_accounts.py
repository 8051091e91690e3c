"""Accounts of everything that rows have said: each row is taken, or refused beside those before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np

from deployments.claims import Claim
from deployments.columnar.arrays import Integers
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import quote
from deployments.importing.account_claims import UNKNOWN, AccountClaims, Claimed, ClaimsByAccount, Saying, Sayings
from deployments.importing.claim_blocks import ClaimBlock
from deployments.importing.known_texts import Numbered, firsts
from deployments.importing.mapping import TableMapping
from deployments.importing.row_content import (
    DeploymentKey,
    Mention,
    MissionFacts,
    RowClaim,
    RowContent,
    RowSource,
    at_line,
)
from deployments.importing.row_reader import DUPLICATE_HINT
from deployments.importing.table_sources import TableSources
from deployments.values.countries import Country, Organisation, Place


@attrs.define
class MissionAccount:
    """A mission: what rows say of it, the line of the row that named it first, and all dates that rows give it."""

    facts: MissionFacts
    line: int
    claims: AccountClaims = attrs.field(factory=AccountClaims)


@attrs.define(eq=False)
class Account:
    """A deployment and its claims. It is there when a row names it, and counts when the first row of it was taken.

    `number` is its place among all accounts; `claims` has all that was taken of it once every row is taken.
    """

    number: int
    key: DeploymentKey
    claims: AccountClaims
    whole: DeploymentKey | None = None
    who: Country | Organisation | None = None
    places: dict[Place, tuple[str, int]] = attrs.field(factory=dict)
    notes: set[str] = attrs.field(factory=set)
    has_people: bool = False

    def begin(self, seat: Seat, file: str, line: int) -> None:
        """Let what a row says of a deployment count from now on, and keep where it says that."""
        self.who, self.whole = seat.who, seat.whole
        if seat.place is not None:
            self.places.setdefault(seat.place, (file, line))
        if seat.note is not None:
            self.notes.add(seat.note)

    def place(self) -> Place | None:
        """Return the place; one that has no coordinates where rows give several."""
        first = next(iter(self.places), None)
        if first is None or len(self.places) == 1:
            return first
        return attrs.evolve(first, latitude=None, longitude=None)


@attrs.define(eq=False)
class Seat:
    """The account of whom a row is about, and what the row says of them beside its claims.

    `is_begun`: a row was taken that says the same of them.
    """

    account: Account
    who: Country | Organisation
    place: Place | None
    note: str | None
    whole: DeploymentKey | None
    is_begun: bool = False


@attrs.frozen(eq=False)
class RowEntry:
    """What a row claims: of whom, what it speaks of, the number of what it claims, and whether that shows people."""

    seat: Seat
    saying: Saying
    code: int
    has_people: bool


class RowAccounts:
    """The missions, the deployments and their claims in all rows that were taken.

    `every` are the accounts, and `seats` those whom rows are about of which there is nothing to tell, both by number.
    `taken` are the deployments of which anything is said, `empty_rows` those of each row that says only that nobody is
    there, and `reported` whom the rows that were not taken may be about: nobody can say that these are absent.
    """

    def __init__(self, mapping: TableMapping, sources: TableSources) -> None:
        self.mapping, self.sources = mapping, sources
        self.claimed = Claimed()
        self.sayings = Sayings(sources)
        self.missions: dict[str, MissionAccount] = {}
        self.every: list[Account] = []
        self.seats = Numbered[Seat]()
        self.taken: list[Account] = []
        self.reported: set[Mention] = set()
        self.empty_rows: dict[tuple[Account, ...], None] = {}
        self._accounts: dict[DeploymentKey, Account] = {}
        self._claims = ClaimsByAccount()
        self._spellings: dict[str, str] = {}

    def seat(
        self,
        key: DeploymentKey,
        who: Country | Organisation,
        place: Place | None,
        note: str | None,
        whole: DeploymentKey | None,
    ) -> Seat:
        """Return the account of a deployment, with what a row says of it."""
        account = self._accounts.get(key)
        if account is None:
            account = self._accounts[key] = Account(len(self.every), key, self._claims.new())
            self.every.append(account)
        return Seat(account, who, place, note, whole)

    def number_of_whole(self, seat: Seat) -> int:
        """Return the number of the account that has another one in its numbers; -1 where there is none."""
        whole = None if seat.whole is None else self._accounts.get(seat.whole)
        return -1 if whole is None else whole.number

    # --- one row ---

    def conflicts(self, file: str, row: RowContent) -> Iterator[tuple[str, str, str]]:
        """Yield what is wrong with a row beside those before it: the code, a message and a hint.

        Of rows that contradict each other all are taken, whichever stands first.
        """
        if row.mission is not None:
            yield from self.mission_conflicts(row.mission)
        if row.is_undecided:
            return
        entries = self._entries(file, row)
        before = [self._said_before(entry) for entry in entries]
        for claim, entry, (first, _) in zip(row.claims, entries, before, strict=True):
            if first is None:
                continue
            code, line = first
            if all(is_known for _, is_known in before):
                yield "I105", f"it says again what {at_line(line)} says: {quote(str(claim))}", DUPLICATE_HINT
                return
            if UNKNOWN not in (code, entry.code) and claim.value != self.claimed.value(code):
                said, other = _said(claim.value), _said(self.claimed.value(code))
                message = f"it says {said}, and {at_line(line)} {other}: {quote(str(claim))}"
                yield "W104", message, f"both are taken, and contradict each other: {DUPLICATE_HINT}"

    def _entries(self, file: str, row: RowContent) -> list[RowEntry]:
        """Return what a row claims by the numbers that the accounts have for it."""
        return [self._entry(file, row, claim) for claim in row.claims]

    def _entry(self, file: str, row: RowContent, claim: RowClaim) -> RowEntry:
        seat = self.seat(claim.deployment, claim.who, row.place, claim.note, claim.whole)
        saying = self.sayings.get(file, row.source, claim.kind, claim.day)
        code = self.claimed.number(claim.kind, claim.value, claim.manner)
        return RowEntry(seat, saying, code, self.claimed.has_people(code) and not claim.in_common)

    def _said_before(self, entry: RowEntry) -> tuple[tuple[int, int] | None, bool]:
        """Return what the same source claimed first of the same topic, and whether it has claimed the same."""
        claims = self._claims.of(entry.seat.account.number, entry.saying)
        return (None, False) if claims is None else (claims.before(entry.saying), claims.has(entry.saying, entry.code))

    def mission_conflicts(self, facts: MissionFacts) -> Iterator[tuple[str, str, str]]:
        """Yield what is wrong with what a row says of its mission, beside the rows before it."""
        known = self.missions.get(facts.key)
        if known is not None:
            if known.facts != facts:
                described = f"{_described(known.facts)} in {at_line(known.line)}, and {_described(facts)} here"
                hint = "give each mission its own id, or write one name for both"
                yield "I114", f"{quote(facts.key)} is {described}", hint
        elif (other := self._spellings.get(_letters(facts.key))) is not None:
            message = f"two missions whose names differ in spelling only: {quote(other)} and {quote(facts.key)}"
            yield "W101", message, f'if they are one, write "{facts.key}" = "{other}" in [mission.aliases]'

    def add(self, file: str, row: RowContent) -> int:
        """Take a row; return the number of things that it says."""
        dates = 0 if row.mission is None else self.add_mission(file, row.source, row.mission, row.line)
        return dates + self.add_claims(self._entries(file, row), row.line)

    def add_repeated(self, file: str, row: RowContent) -> None:
        """Keep of a row that says nothing new whether it says only that nobody is there."""
        known = [entry.seat.account for entry in self._entries(file, row) if entry.code != UNKNOWN]
        self._add_empty_row(known)

    def add_mission(self, file: str, source: RowSource, facts: MissionFacts, line: int) -> int:
        """Take what a row says of its mission; return the number of things that it says."""
        account = self.missions.get(facts.key)
        if account is None:
            account = self.missions[facts.key] = MissionAccount(facts, line)
            self._spellings.setdefault(_letters(facts.key), facts.key)
        for kind, date in facts.dates:
            saying = self.sayings.taken(self.sayings.get(file, source, kind, None))
            account.claims.add(saying, self.claimed.number(kind, date), line)
        return len(facts.dates)

    def add_claims(self, entries: Sequence[RowEntry], line: int) -> int:
        """Take what a row claims; return the number of claims that say anything which was not said before."""
        stating, count = list[Account](), 0
        for entry in entries:
            account = entry.seat.account
            if not (entry.saying.is_taken and entry.seat.is_begun):
                self._begin(entry.seat, entry.saying, line)
            is_new = self._claims.add(account.number, entry.saying, entry.code, line)
            if entry.code != UNKNOWN:
                stating.append(account)  # also what was said before: another row may come first
                count += is_new
                account.has_people = account.has_people or entry.has_people
        self._add_empty_row(stating)
        return count

    def _add_empty_row(self, stating: Sequence[Account]) -> None:
        """Keep the accounts of a row that states nothing but that nobody is there."""
        if not any(account.has_people for account in stating):
            self.empty_rows[tuple(stating)] = None

    def _begin(self, seat: Seat, saying: Saying, line: int) -> None:
        """Let a saying, and what a row says of an account, count from now on, as far as they do not yet."""
        self.sayings.taken(saying)
        if seat.account.who is None:
            self.taken.append(seat.account)
        if not seat.is_begun:
            seat.account.begin(seat, saying.name.file, line)
            seat.is_begun = True

    # --- rows of which there is nothing to tell ---

    def first_spoken(self, block: ClaimBlock) -> int | None:
        """Return the first row that speaks of what its source has spoken of in a row before; None if none does."""
        for place in np.flatnonzero(block.sayings <= self._claims.last(block.accounts)).tolist():
            saying = self.sayings.every[block.sayings[place]]
            claims = self._claims.of(int(block.accounts[place]), saying)
            if claims is not None and claims.has_spoken(saying):
                return int(block.rows[place])
        return None

    def add_first_claims(self, block: ClaimBlock, lines: Integers) -> None:
        """Take what rows claim, none of which their sources have spoken of before; `lines` are those of the rows."""
        self._begin_block(block, lines)
        for number, _ in firsts(block.accounts[block.have_people]):
            self.every[number].has_people = True
        self._add_empty_rows(block)
        self._claims.add_firsts(block.accounts, block.sayings, block.codes, lines[block.rows])

    def end(self) -> None:
        """Let each account have all claims that were taken of it."""
        self._claims.settle()

    def _begin_block(self, block: ClaimBlock, lines: Integers) -> None:
        sayings, seats = self.sayings.every, self.seats.every
        new = {place for number, place in firsts(block.seats) if not seats[number].is_begun}
        new |= {place for number, place in firsts(block.sayings) if not sayings[number].is_taken}
        for place in sorted(new):
            self._begin(seats[block.seats[place]], sayings[block.sayings[place]], int(lines[block.rows[place]]))

    def _add_empty_rows(self, block: ClaimBlock) -> None:
        """Keep the accounts of the rows that state nothing but that nobody is there."""
        are_empty = np.bincount(block.rows, block.have_people) == 0
        places = np.flatnonzero(are_empty[block.rows] & (block.codes != UNKNOWN)).tolist()
        for _, own in itertools.groupby(places, key=block.rows.__getitem__):
            self._add_empty_row([self.every[block.accounts[place]] for place in own])

    def add_reported(self, mentions: Iterable[Mention]) -> None:
        """Keep whom a row that was not taken may be about: of them nobody can say that they are absent."""
        self.reported.update(mentions)


def misplaced(accounts: RowAccounts) -> Iterator[Diagnostic]:
    """Yield a warning for each deployment whose rows give its place several coordinates: it is taken without any."""
    for account in accounts.taken:
        if len(account.places) > 1:
            (first, (file, line)), (other, (_, other_line)) = [*account.places.items()][:2]
            message = (
                f"one place with several coordinates: {first} in {at_line(line)}, {other} in {at_line(other_line)}"
            )
            hint = "the deployment has none; mend the table, or name two places"
            yield Diagnostic("I115", message, hint, location=Location(file, abs(line)))


def _described(mission: MissionFacts) -> str:
    dates = ", ".join(f"{kind.value} {date}" for kind, date in mission.dates)
    return f"{quote(mission.name)} ({dates})" if dates else quote(mission.name)


def _said(value: Claim | None) -> str:
    return "nothing" if value is None else quote(str(value))


def _letters(name: str) -> str:
    """Return the letters and digits of a name, in which two spellings of it agree."""
    return re.sub(r"[\W_]+", "", name.casefold())
