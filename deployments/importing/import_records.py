"""Makes missions and deployments of what all rows have said: a deployment for each stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from deployments.claims import ClaimKind
from deployments.importing.absences import Absence, Absences
from deployments.importing.account_claims import Numbers
from deployments.importing.ids import IdMaker, slug, slug_behind
from deployments.importing.row_accounts import Account, RowAccounts
from deployments.importing.row_content import DeploymentKey, MissionFacts
from deployments.importing.stays import Stay, Stays
from deployments.records import Deployment, Mission
from deployments.rows import Coded, Column, Rows, by_value


@attrs.frozen(eq=False)
class _Named:
    """One stay of a deployment and its id."""

    id: str
    stay: Stay


class ImportRecords:
    """The missions and deployments of all rows, each with the claims of it; no matter in which order rows stand."""

    def __init__(self, accounts: RowAccounts) -> None:
        self.accounts, self.mapping = accounts, accounts.mapping
        self._ids = IdMaker()
        self._missions = {key: self._mission(account.facts) for key, account in sorted(accounts.missions.items())}
        self._taken = sorted(accounts.taken, key=lambda account: account.key)
        self._stays = self._with_ids(self._found())

    def __len__(self) -> int:
        return sum(map(len, self._stays.values()))

    def missions(self) -> Iterator[tuple[Mission, Numbers]]:
        """Yield every mission with its dates, in the order of their names."""
        for key, mission in self._missions.items():
            yield mission, self.accounts.missions[key].claims.numbers

    def _mission(self, facts: MissionFacts) -> Mission:
        keys = self.mapping.mission
        organisation = keys.organisation if keys is not None else None
        return Mission(id=self._ids.new(facts.key), name=facts.name, organisation=organisation, host=facts.host)

    def claims(self) -> Iterator[tuple[str, Numbers]]:
        """Yield the id of every deployment of which anything is said, with all of it, by contributor and mission."""
        for account in self._taken:
            for each in self._stays.get(account.key, ()):
                yield each.id, each.stay.numbers

    def deployments(self) -> Rows[Deployment]:
        """Return the deployments as rows, in the same order; stays of one account have most in common."""
        accounts = [account for account in self._taken if self._stays.get(account.key)]
        stays = [self._stays[account.key] for account in accounts]
        first = [self._deployment(account, own[0]) for account, own in zip(accounts, stays, strict=True)]
        counts = [*map(len, stays)]
        columns: dict[str, Column] = {
            name: Coded.at(np.repeat(column.numbers(), counts), column.values)
            for name in ("contributor", "mission", "force", "place", "note")
            for column in [by_value(getattr(each, name) for each in first)]
        }
        wholes = [
            whole for account, own in zip(accounts, stays, strict=True) for whole in self._whole_ids(account, own)
        ]
        ids = [each.id for own in stays for each in own]
        return Rows(Deployment, {"id": ids, **columns, "part_of": by_value(wholes)})

    def _deployment(self, account: Account, named: _Named) -> Deployment:
        return Deployment(
            id=named.id,
            contributor=account.who,
            mission=self._mission_id(account.key),
            force=account.key[2] or None,
            place=account.place(),
            note="; ".join(sorted(account.notes)) or None,
        )

    def _mission_id(self, key: DeploymentKey) -> str | None:
        return self._missions[key[1]].id if key[1] else None

    def _whole_ids(self, account: Account, own: Sequence[_Named]) -> Iterator[str | None]:
        """Yield the id of the stay that each is part of: the last stay of the whole that begins no later."""
        wholes = self._stays.get(account.whole, ()) if account.whole is not None else ()
        if not wholes:
            yield from (None for _ in own)
            return
        for each in own:
            begun = [whole for whole in wholes[1:] if self._told.begin(whole.stay) < (each.stay.first, True)]
            yield begun[-1].id if begun else wholes[0].id

    # --- what is claimed of each stay ---

    def _found(self) -> dict[DeploymentKey, list[Stay]]:
        """Return the stays of each deployment of which anything is said.

        With several parts a zero is left out where the part never had people, unless all of its row is zero.
        """
        accounts = self.accounts
        _mark(accounts.empty_rows)
        absences = self._find_absences()
        several = len(self.mapping.parts) > 1
        wholes = {account.whole for account in self._taken} - {None}
        found: dict[DeploymentKey, tuple[Numbers, Sequence[Absence]]] = {}
        for account in self._taken:
            numbers = account.claims.known()
            if account.key in wholes or (numbers and (account.has_people or not several)):
                absent = () if absences is None else absences.of(account.key, account.claims.numbers)
                found[account.key] = numbers, absent
        self._told = Stays(accounts.sayings, accounts.claimed)  # of all that is said, also of who is absent
        stays = {key: self._told.of(*each) for key, each in found.items()}
        self._part_by_wholes(stays)
        return stays

    def _part_by_wholes(self, stays: dict[DeploymentKey, list[Stay]]) -> None:
        """Let a part have a stay for each stay of its whole; what is part of a part comes after that."""
        parts = self.mapping.parts
        of_parts = [part for part in parts.values() if part.part_of is not None and parts[part.part_of].part_of]
        within = [account for account in self._taken if account.whole in stays and account.key in stays]
        for _ in range(1 + len(of_parts)):
            for account in within:
                wholes = stays[account.whole] if account.whole is not None else []
                own = [self._told.apart(each, wholes) for each in stays[account.key]]
                stays[account.key] = [stay for each in own for stay in each]

    def _find_absences(self) -> Absences | None:
        """Return what finds who is absent, where the table lists everybody."""
        zero, complete = self.mapping.absent, self.mapping.complete
        within = complete if zero is None else zero
        if within is None:
            return None
        kind = ClaimKind.PRESENT if zero is None else ClaimKind.STRENGTH
        absences = Absences(self.accounts.sayings, self.accounts.claimed, self.accounts.reported, within, kind)
        for account in self._taken:
            absences.list_days(account.key, account.claims.numbers)
        return absences

    # --- ids ---

    def _with_ids(self, found: Mapping[DeploymentKey, Sequence[Stay]]) -> dict[DeploymentKey, list[_Named]]:
        """Return the stays with their ids, made of who and where; of several the later ones carry their first day."""
        alike: dict[tuple[str, str, str], list[DeploymentKey]] = defaultdict(list)
        for key in sorted(found):
            alike[key[:3]].append(key)
        return {key: [*self._named(names, found[key])] for keys in alike.values() for key, names in self._names(keys)}

    def _names(self, keys: Sequence[DeploymentKey]) -> Iterator[tuple[DeploymentKey, list[str]]]:
        """Yield the names of which the ids of deployments are made that differ in their place or their start only."""
        several = len({place for *_, place, _ in keys}) > 1
        before: set[str] = set()
        for key in keys:
            who, _, force, place, start = key
            told_apart = place if several else "", start if place in before else ""
            before.add(place)
            yield key, [who, self._mission_id(key) or "", force, *told_apart]

    def _named(self, names: Sequence[str], stays: Sequence[Stay]) -> Iterator[_Named]:
        first = slug(*names)
        for number, stay in enumerate(stays):
            own = slug_behind(first, names, self._told.day(stay.first)) if number else first
            yield _Named(self._ids.unused(own), stay)


def _mark(empty_rows: Iterable[Sequence[Account]]) -> None:
    """Count deployments as having people where a row says that nobody is there at all, which is to be stated."""
    empty = [accounts for accounts in empty_rows if not any(account.has_people for account in accounts)]
    for accounts in empty:
        for account in accounts:
            account.has_people = True
