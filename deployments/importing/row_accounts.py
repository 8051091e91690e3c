"""Accounts of everything that rows have said: each row is taken, or refused beside those before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from deployments.claims import Claim, ClaimKind
from deployments.errors import quote
from deployments.importing.absences import Absences, TableDays
from deployments.importing.ids import IdMaker
from deployments.importing.mapping import TableMapping
from deployments.importing.row_content import DeploymentKey, Mention, MissionFacts, RowClaim, RowContent
from deployments.importing.row_reader import DUPLICATE_HINT
from deployments.importing.sourced_claims import NOBODY, SourcedClaim
from deployments.importing.table_sources import TableSources
from deployments.records import Deployment, Mission
from deployments.values.countries import Country, Organisation, Place


@attrs.define
class _MissionAccount:
    """A mission, the facts and the line of the row that named it first, and all dates that rows give it."""

    mission: Mission
    facts: MissionFacts
    line: int
    dates: dict[str, SourcedClaim] = attrs.field(factory=dict)


@attrs.define
class _DeploymentAccount:
    """A deployment and its claims, by topic: the second source of a topic stands beside the first one."""

    who: Country | Organisation
    place: Place | None
    note: str | None = None
    whole: DeploymentKey | None = None
    claims: dict[str, SourcedClaim] = attrs.field(factory=dict)
    has_people: bool = False

    def add(self, topic: str, claim: SourcedClaim) -> None:
        """Take a claim: of one topic, what another source claims, and what the same source claims otherwise."""
        keys = _keys(topic, claim.source, claim.value)
        self.claims[next((key for key in keys if key not in self.claims), keys[-1])] = claim

    def find(self, topic: str, source: str) -> SourcedClaim | None:
        """Return what a source has claimed on a topic first."""
        for key in (topic, f"{topic} {source}"):
            claim = self.claims.get(key)
            if claim is not None and claim.source == source:
                return claim
        return None

    def has_said(self, topic: str, source: str, value: Claim | None) -> bool:
        """Tell whether a source has claimed this value on a topic."""
        found = (self.claims.get(key) for key in _keys(topic, source, value))
        return any(each is not None and each.source == source and each.value == value for each in found)


def _keys(topic: str, source: str, value: Claim | None) -> tuple[str, ...]:
    """Return where a claim can stand in an account: most have a topic for themselves."""
    return topic, f"{topic} {source}", f"{topic} {source} {value}"


class RowAccounts:
    """The missions, the deployments and their claims in all rows that were taken."""

    def __init__(self, mapping: TableMapping, sources: TableSources) -> None:
        self.mapping, self.sources = mapping, sources
        self.absences = 0
        self._missions: dict[str, _MissionAccount] = {}
        self._deployments: dict[DeploymentKey, _DeploymentAccount] = {}
        self._days = TableDays()
        self._reported: set[Mention] = set()
        self._spellings: dict[str, str] = {}
        self._empty_rows: list[list[DeploymentKey]] = []
        self._ids = IdMaker()
        self._deployment_ids: dict[DeploymentKey, str] = {}

    def __len__(self) -> int:
        return len(self._deployments)

    # --- one row ---

    def conflicts(self, file: str, row: RowContent) -> Iterator[tuple[str, str, str]]:
        """Yield what is wrong with a row beside those before it: the code, a message and a hint.

        Of rows that contradict each other all are taken, whichever stands first.
        """
        if row.mission is not None:
            yield from self._mission_conflicts(row.mission)
        before = [self._said_before(file, row, claim) for claim in row.claims]
        for claim, (first, is_same) in zip(row.claims, before, strict=True):
            if first is None:
                continue
            if all(is_known for _, is_known in before):
                yield "I105", f"it says again what line {first.line} says: {quote(str(claim))}", DUPLICATE_HINT
                return
            if not is_same:
                said, other = _said(claim.value), _said(first.value)
                message = f"it says {said}, and line {first.line} {other}: {quote(str(claim))}"
                yield "W104", message, f"both are taken, and contradict each other: {DUPLICATE_HINT}"

    def _mission_conflicts(self, facts: MissionFacts) -> Iterator[tuple[str, str, str]]:
        known = self._missions.get(facts.key)
        if known is not None:
            if known.facts != facts:
                described = f"{_described(known.facts)} in line {known.line}, and {_described(facts)} here"
                hint = "give each mission its own id, or write one name for both"
                yield "I114", f"{quote(facts.key)} is {described}", hint
        elif (other := self._spellings.get(_letters(facts.key))) is not None:
            message = f"two missions whose names differ in spelling only: {quote(other)} and {quote(facts.key)}"
            yield "W101", message, f'if they are one, write "{facts.key}" = "{other}" in [mission.aliases]'

    def _said_before(self, file: str, row: RowContent, claim: RowClaim) -> tuple[SourcedClaim | None, bool]:
        """Return what the same source claimed first of the same topic, and whether it has claimed this value."""
        account = self._deployments.get(claim.deployment)
        source = self.sources.find(file, row.source, claim.day)
        if account is None or source is None:
            return None, False
        return account.find(claim.topic, source.id), account.has_said(claim.topic, source.id, claim.value)

    def add(self, file: str, row: RowContent) -> int:
        """Take a row; return the number of things that it says."""
        stated = self._add_mission(file, row)
        keys = [claim.deployment for claim in row.claims if self._add_claim(file, row, claim)]
        stated += len(keys)
        if stated and not any(self._deployments[key].has_people for key in keys):
            self._empty_rows.append(keys)
        return stated

    def _add_mission(self, file: str, row: RowContent) -> int:
        facts = row.mission
        if facts is None:
            return 0
        account = self._missions.get(facts.key)
        if account is None:
            account = self._missions[facts.key] = _MissionAccount(self._mission(facts), facts, row.line)
            self._spellings.setdefault(_letters(facts.key), facts.key)
        for kind, date in facts.dates:
            source = self.sources.get(file, row.source, None)
            account.dates.setdefault(f"{kind.value} {date}", SourcedClaim(kind, date, None, source.id, row.line))
        return len(facts.dates)

    def _mission(self, facts: MissionFacts) -> Mission:
        keys = self.mapping.mission
        organisation = keys.organisation if keys is not None else None
        return Mission(id=self._ids.new(facts.key), name=facts.name, organisation=organisation, host=facts.host)

    def _add_claim(self, file: str, row: RowContent, claim: RowClaim) -> bool:
        """Take a claim; return whether it says anything."""
        source = self.sources.get(file, row.source, claim.day).id
        account = self._deployments.get(claim.deployment)
        if account is None:
            account = _DeploymentAccount(claim.who, row.place, claim.note, claim.whole)
            self._deployments[claim.deployment] = account
        if account.has_said(claim.topic, source, claim.value):
            return False
        said = SourcedClaim(claim.kind, claim.value, claim.day, source, row.line, claim.by, claim.derived)
        account.add(claim.topic, said)
        if claim.kind is ClaimKind.STRENGTH and claim.day is not None:
            self._days.add(claim.day, source)
        if claim.value is None:
            return False
        account.has_people |= claim.value != NOBODY
        return True

    def add_reported(self, mentions: Iterable[Mention]) -> None:
        """Keep whom a row that was not taken may be about: of them nobody can say that they are absent."""
        self._reported.update(mentions)

    # --- all rows ---

    def missions(self) -> Iterator[tuple[Mission, Iterable[SourcedClaim]]]:
        """Yield every mission with its dates."""
        for account in self._missions.values():
            yield account.mission, account.dates.values()

    def deployments(self) -> Iterator[tuple[Deployment, list[SourcedClaim]]]:
        """Yield every deployment of which anything is said, with all of it.

        With several parts a zero is left out where the part never had people, unless all of its row is zero.
        """
        self._mark_empty_rows()
        absences = Absences(self._days, self._reported) if self.mapping.absent == "zero" else None
        several = len(self.mapping.parts) > 1
        wholes = {account.whole for account in self._deployments.values()} - {None}
        for key, account in self._deployments.items():
            claims = [claim for claim in account.claims.values() if claim.value is not None]
            if key not in wholes and (not claims or (several and not account.has_people)):
                continue
            deployment = self._deployment(key, account)
            if absences is not None:
                absent = [*absences.of(key, account.claims.values())]
                self.absences += len(absent)
                claims += absent
            yield deployment, claims

    def _mark_empty_rows(self) -> None:
        """Count deployments as having people where a row says that nobody is there at all, which is to be stated."""
        for keys in self._empty_rows:
            if not any(self._deployments[key].has_people for key in keys):
                for key in keys:
                    self._deployments[key].has_people = True

    def _deployment(self, key: DeploymentKey, account: _DeploymentAccount) -> Deployment:
        mission = self._mission_id(key)
        return Deployment(
            id=self._id(key),
            contributor=account.who,
            mission=mission,
            force=key[2] or None,
            place=account.place,
            part_of=self._id(account.whole) if account.whole in self._deployments else None,
            note=account.note,
        )

    def _mission_id(self, key: DeploymentKey) -> str | None:
        return self._missions[key[1]].mission.id if key[1] else None

    def _id(self, key: DeploymentKey) -> str:
        if key not in self._deployment_ids:
            self._deployment_ids[key] = self._ids.new(key[0], self._mission_id(key) or "", key[2])
        return self._deployment_ids[key]


def _described(mission: MissionFacts) -> str:
    dates = ", ".join(f"{kind.value} {date}" for kind, date in mission.dates)
    return f"{quote(mission.name)} ({dates})" if dates else quote(mission.name)


def _said(value: Claim | None) -> str:
    return "nothing" if value is None else quote(str(value))


def _letters(name: str) -> str:
    """Return the letters and digits of a name, in which two spellings of it agree."""
    return re.sub(r"[\W_]+", "", name.casefold())
