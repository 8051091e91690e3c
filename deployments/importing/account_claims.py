"""What rows claim, by numbers: a claim of an account is what it speaks of, what it says, and on which line."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from typing import Final, TypeAlias

import attrs
import numpy as np

from deployments.claims import Claim, ClaimKind
from deployments.columnar.arrays import Integers
from deployments.importing.row_content import Manner, RowSource, topic
from deployments.importing.table_sources import SourceKey, SourceName, TableSources
from deployments.importing.text_columns import grown
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity

#: The strength of those who are absent.
NOBODY = Quantity(0, 0)

#: How a claim is made of which a table says nothing else.
_PLAINLY = Manner()

#: The number of a claim that says that it is not known.
UNKNOWN = 0

#: At most about so many claims wait until they are given to their accounts.
_MOST_WAITING: Final = 1 << 18

#: Three for each claim: that of its saying, of what it claims, and the line; 0 where a row is absent.
Numbers: TypeAlias = "array[int]"

#: How many bytes they take.
_WIDTH: Final = 3 * np.dtype(np.intc).itemsize


def says_nobody(kind: ClaimKind, value: Claim) -> bool:
    """Tell whether a claim says that nobody is there."""
    return value == NOBODY if kind is ClaimKind.STRENGTH else kind is ClaimKind.PRESENT and value is False


@attrs.frozen
class Claimant:
    """What a claim says but for its day and source, and how it is made."""

    kind: ClaimKind
    value: Claim
    manner: Manner


class Claimed:
    """What claims say, each by a number.

    `nobody` holds the numbers of those that say that nobody is there, and `calm` these and `UNKNOWN`.
    """

    def __init__(self) -> None:
        self.every: list[Claimant | None] = [None]
        self.nobody: set[int] = set()
        self.calm: set[int] = {UNKNOWN}
        self._numbers: dict[Claimant, int] = {}

    def number(self, kind: ClaimKind, value: Claim | None, manner: Manner = _PLAINLY) -> int:
        """Return the number of what a claim says; `UNKNOWN` for no value."""
        if value is None:
            return UNKNOWN
        said = Claimant(kind, value, manner)
        number = self._numbers.setdefault(said, len(self.every))
        if number == len(self.every):
            self.every.append(said)
            if says_nobody(kind, value):
                self.nobody.add(number)
                self.calm.add(number)
        return number

    def has_people(self, number: int) -> bool:
        """Tell whether a claim shows that somebody of a deployment is there, or was, or will be."""
        return number not in self.calm

    def value(self, number: int) -> Claim | None:
        """Return the value of a claim by its number."""
        said = self.every[number]
        return None if said is None else said.value


@attrs.define(eq=False)
class Saying:
    """What one source says only once of a deployment: a claim of a kind, on a day.

    `is_taken`: a row was taken that says anything of the kind.
    """

    number: int
    kind: ClaimKind
    day: UncertainDate | None
    name: SourceName
    is_taken: bool = False


class Sayings:
    """What sources say of deployments."""

    def __init__(self, sources: TableSources) -> None:
        self.sources = sources
        self.every: list[Saying] = []
        self._found: dict[tuple[str, SourceKey], Saying] = {}

    def get(self, file: str, row: RowSource, kind: ClaimKind, day: UncertainDate | None) -> Saying:
        """Return what the source of a row says of a kind on a day."""
        name = SourceName(file, row, day)
        key = topic(kind, day), self.sources.key(name)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = Saying(len(self.every), kind, day, name)
            self.every.append(found)
        return found

    def taken(self, saying: Saying) -> Saying:
        """Return a saying of which a row is taken; its source is one of this import from now on."""
        if not saying.is_taken:
            saying.is_taken = True
            self.sources.take(saying.name)
        return saying


class AccountClaims:
    """The claims of one account, in the order in which they were taken.

    `last` is the greatest number of a saying among them: one with a greater number is new, which needs no look.
    """

    __slots__ = ("_first", "_others", "_placed", "last", "numbers")

    def __init__(self) -> None:
        self.numbers: Numbers = array("i")
        self.last = -1
        #: The place of the first claim of each saying, by its number, among so many of the claims: they are looked
        #: through when somebody asks for one that is not new.
        self._first: dict[int, int] = {}
        self._placed = 0
        self._others: set[tuple[int, int]] | None = None

    def has_spoken(self, saying: Saying) -> bool:
        """Tell whether there is a claim of a saying."""
        return saying.number <= self.last and saying.number in self._places()

    def before(self, saying: Saying) -> tuple[int, int] | None:
        """Return the number of the first claim of a saying, and its line."""
        place = None if saying.number > self.last else self._places().get(saying.number)
        return None if place is None else (self.numbers[3 * place + 1], self.numbers[3 * place + 2])

    def _places(self) -> dict[int, int]:
        for place, number in enumerate(self.numbers[3 * self._placed :: 3], self._placed):
            self._first.setdefault(number, place)
        self._placed = len(self.numbers) // 3
        return self._first

    def has(self, saying: Saying, number: int) -> bool:
        """Tell whether a claim of a saying was taken before that says what has a number."""
        first = self.before(saying)
        return first is not None and (
            first[0] == number or (self._others is not None and (saying.number, number) in self._others)
        )

    def add(self, saying: Saying, number: int, line: int) -> bool:
        """Take a claim, unless the same source has claimed the same before; return whether it was taken."""
        if not self.has_spoken(saying):
            self.add_first(saying, number, line)
            return True
        if self.has(saying, number):
            return False
        if self._others is None:
            self._others = set()
        self._others.add((saying.number, number))
        self.numbers.extend((saying.number, number, line))
        return True

    def add_first(self, saying: Saying, number: int, line: int) -> None:
        """Take the first claim of a saying."""
        self.last = max(self.last, saying.number)
        self.numbers.extend((saying.number, number, line))

    def add_firsts(self, numbers: bytes, last: int) -> None:
        """Take the first claims of several sayings, of which `last` is the greatest; three numbers for each claim."""
        self.last = max(self.last, last)
        self.numbers.frombytes(numbers)

    def known(self) -> Numbers:
        """Return the claims but for those that say that it is not known."""
        numbers = self.numbers
        if UNKNOWN not in numbers[1::3]:
            return numbers
        return array("i", [each for row in _by_three(numbers) if row[1] != UNKNOWN for each in row])


class ClaimsByAccount:
    """The claims of every account, by its number.

    Where no claim of a saying can have been taken, claims wait, and are given to all of their accounts together: to
    look up each account for a few claims would take longer than the claims.
    """

    def __init__(self) -> None:
        self._every: list[AccountClaims] = []
        #: The greatest number of a saying of which a claim was taken, by the number of the account.
        self._last: Integers = np.full(0, -1)
        #: The number of the account, of the saying and of what is claimed, and the line: of each claim that waits.
        self._waiting: list[Integers] = []
        self._count = 0

    def new(self) -> AccountClaims:
        """Return the claims of a new account, which has the next number."""
        claims = AccountClaims()
        self._every.append(claims)
        self._last = grown(self._last, len(self._every), -1)
        return claims

    def last(self, accounts: Integers) -> Integers:
        """Return the greatest number of a saying that each of some accounts has a claim of; -1 for one without any."""
        return self._last[accounts]

    def of(self, account: int, saying: Saying) -> AccountClaims | None:
        """Return the claims of an account of which one of a saying may be; None if none can be."""
        if saying.number > self._last[account]:
            return None
        self.settle()
        return self._every[account]

    def add(self, account: int, saying: Saying, number: int, line: int) -> bool:
        """Take a claim, unless the same source has claimed the same before; return whether it was taken."""
        claims = self.of(account, saying)
        if claims is not None:
            return claims.add(saying, number, line)
        if self._count:
            self.add_firsts(*(np.array([each]) for each in (account, saying.number, number, line)))
        else:
            self._every[account].add_first(saying, number, line)
            self._last[account] = saying.number
        return True

    def add_firsts(self, accounts: Integers, sayings: Integers, codes: Integers, lines: Integers) -> None:
        """Take the first claims of several sayings, with the numbers of what they claim."""
        np.maximum.at(self._last, accounts, sayings)
        self._waiting.append(np.stack([accounts, sayings, codes, lines], axis=1).astype(np.intc))
        self._count += len(accounts)
        if self._count > _MOST_WAITING:
            self.settle()

    def settle(self) -> None:
        """Give all claims that wait to their accounts, in the order in which they were taken."""
        if not self._count:
            return
        rows = np.concatenate(self._waiting)
        self._waiting, self._count = [], 0
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        first = np.flatnonzero(np.diff(rows[:, 0], prepend=-1))
        accounts, data = rows[first, 0], rows[:, 1:].tobytes()
        ends = itertools.pairwise([*(_WIDTH * first).tolist(), len(data)])
        for account, last, (start, end) in zip(accounts.tolist(), self._last[accounts].tolist(), ends, strict=True):
            self._every[account].add_firsts(data[start:end], last)


def _by_three(numbers: Sequence[int]) -> zip[tuple[int, int, int]]:
    return zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
