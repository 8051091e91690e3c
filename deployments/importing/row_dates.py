"""Decides to which of its parts the dates belong that a row gives to all of them, by what stands in that row alone.

They are those of the parts of which the row says that somebody is there, and of what these are part of. Where it says
that of none, they are those of the parts of which it says that nobody is there, and of the only one of a contributor
that is part of no other. Where there is none of these either, nobody knows of which part they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from deployments.importing.account_claims import says_nobody
from deployments.importing.row_content import DeploymentKey, RowClaim

_Wholes = Mapping[DeploymentKey, DeploymentKey | None]


def dates_of_row(claims: Sequence[RowClaim], *, is_whole: bool) -> tuple[list[RowClaim], bool]:
    """Return the claims of a row, and whether it has dates that nobody can give to a part.

    A date that is not of a part has no value there. One that stays `in_common` does not show that anybody is there.
    `is_whole`: nothing of the row was lost; else somebody may be in a part that was.
    """
    if not any(each.in_common and each.value is not None for each in claims):
        return [*claims], False
    wholes: dict[DeploymentKey, DeploymentKey | None] = {}
    for each in claims:
        wholes.setdefault(each.deployment, each.whole)
    dated = shown = _with_people(claims, wholes)
    if is_whole and not shown:
        counted = {each.deployment for each in claims if not each.in_common and each.value is not None}
        tops = Counter(key[0] for key, whole in wholes.items() if whole is None)
        alone = {key for key, whole in wholes.items() if whole is None and tops[key[0]] == 1}
        dated, shown = alone | counted, alone - counted
    return [_settled(each, dated, shown) if each.in_common else each for each in claims], not dated


def _with_people(claims: Sequence[RowClaim], wholes: _Wholes) -> set[DeploymentKey]:
    """Return the deployments in which a row says that somebody is there, with what these are part of."""
    found: set[DeploymentKey] = set()
    for claim in claims:
        if not claim.in_common and claim.value is not None and not says_nobody(claim.kind, claim.value):
            part: DeploymentKey | None = claim.deployment
            while part is not None and part in wholes and part not in found:
                found.add(part)
                part = wholes[part]
    return found


def _settled(claim: RowClaim, dated: set[DeploymentKey], shown: set[DeploymentKey]) -> RowClaim:
    """Return the claim of a date in common, now that the deployments with that date, and those it shows, are known."""
    if claim.deployment not in dated:
        return attrs.evolve(claim, value=None)
    return attrs.evolve(claim, in_common=claim.deployment not in shown)
