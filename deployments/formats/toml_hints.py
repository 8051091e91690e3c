"""Hints for keys and claims that stand in the wrong table of TOML."""

from __future__ import annotations

from deployments.basis import claimed_days
from deployments.checks.doubts import FOR_THOSE_WHO_FOLLOW, ON_THE_WAY
from deployments.claims import CLAIMS
from deployments.formats.toml_positions import KeyPath
from deployments.formats.toml_writer import dotted
from deployments.formats.toml_writer import value as toml_value
from deployments.records import IDENTITY_TABLES, KIND_NAMES, Statement, written_fields
from deployments.store import RecordStore


def for_presence(presence: Statement, start: Statement, store: RecordStore) -> str:
    """Return the hint for a presence beside a start that is still to come. The mend that changes least comes first."""
    had_come = ['if they had come by then, write basis = { start = "reported" }'] * _can_be_by(start, presence, store)
    if store.reports_departure(start.source, start.about):
        return "; ".join([*had_come, f"{ON_THE_WAY}: leave present out"])
    return "; ".join([FOR_THOSE_WHO_FOLLOW, *had_come, "if nobody is there yet, leave present out"])


def for_key_of_another(path: KeyPath) -> str:
    """Return the hint for a claim among the fields of its subject, or for such a field among claims; else an empty one.

    >>> for_key_of_another(("deployments", "nld", "statements", 0, "place"))
    'place is a field of the deployment: write it below [deployments.nld], above [[deployments.nld.statements]]'
    """
    kind = IDENTITY_TABLES.get(str(path[0]))
    if kind is None:
        return ""
    name, key = KIND_NAMES[kind], str(path[-1])
    if len(path) == 3 and key in [claim.value for claim in CLAIMS.get(name, ())]:
        about = f"about = {toml_value(path[1])}"
        return (
            f"{key} is a statement about the {name}: write [[statements]], below it {about}, and move this line there"
        )
    if len(path) == 5 and path[2] == "statements" and key in [field.name for field in written_fields(kind)]:
        header = dotted(path[:2])
        return f"{key} is a field of the {name}: write it below [{header}], above [[{header}.statements]]"
    return ""


def _can_be_by(start: Statement, presence: Statement, store: RecordStore) -> bool:
    """Tell whether a start names a day that can be on or before that of a presence."""
    days, seen = claimed_days(start, store.published), presence.as_of
    last = store.published(presence.source)[1]
    return days is None or days[0] <= (last if seen is None else min(last, seen.hull[1]))
