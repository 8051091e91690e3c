"""A registry of military deployments as public sources announce them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deployments import reports as report
    from deployments.answers.accounts import Changes, Entry, Explanation, Link, Moved, Revision, Unconfirmed
    from deployments.answers.lazy import Answers
    from deployments.answers.results import Allen, Peak, Presence, Relocation, RestsOn, Step, Strength, Total
    from deployments.diagnostics import Diagnostic, Location, RegistryError, Severity
    from deployments.errors import (
        ClaimError,
        CountryError,
        DateError,
        DeploymentsError,
        DocumentError,
        DurationError,
        InvalidValueError,
        QuantityError,
        UndecidedError,
    )
    from deployments.formats.arrow import MissingExtraError, to_arrow
    from deployments.formats.bundled import example
    from deployments.formats.dump import dump
    from deployments.formats.loader import check, load, read
    from deployments.importing import import_tables
    from deployments.records import (
        Basis,
        ClaimKind,
        Deployment,
        Equipment,
        Event,
        Mission,
        Source,
        SourceKind,
        Statement,
        Term,
    )
    from deployments.registry import Registry
    from deployments.solver.bounds import Bounds, Dispute, Status
    from deployments.values.certainty import Certainty
    from deployments.values.countries import Country, Organisation, Place
    from deployments.values.dates import Edge, Precision, UncertainDate
    from deployments.values.documents import DocumentId
    from deployments.values.durations import Duration
    from deployments.values.quantities import Change, Quantity
    from deployments.values.tolerance import Tolerance
    from deployments.values.when import When

__version__ = "0.1.0"

# Where each name lives: it is imported when it is first asked for, so that a tool pays only for what it uses.
_ROOMS = {
    "deployments.diagnostics": (
        "Diagnostic",
        "Location",
        "RegistryError",
        "Severity",
    ),
    "deployments.errors": (
        "ClaimError",
        "CountryError",
        "DateError",
        "DeploymentsError",
        "DocumentError",
        "DurationError",
        "InvalidValueError",
        "QuantityError",
        "UndecidedError",
    ),
    "deployments.formats.arrow": ("MissingExtraError", "to_arrow"),
    "deployments.formats.bundled": ("example",),
    "deployments.formats.dump": ("dump",),
    "deployments.importing": ("import_tables",),
    "deployments.formats.loader": (
        "check",
        "load",
        "read",
    ),
    "deployments.records": (
        "Basis",
        "ClaimKind",
        "Deployment",
        "Equipment",
        "Event",
        "Mission",
        "Source",
        "SourceKind",
        "Statement",
        "Term",
    ),
    "deployments.registry": ("Registry",),
    "deployments.answers.accounts": (
        "Changes",
        "Entry",
        "Explanation",
        "Link",
        "Moved",
        "Revision",
        "Unconfirmed",
    ),
    "deployments.answers.results": (
        "Allen",
        "Peak",
        "Presence",
        "Relocation",
        "RestsOn",
        "Step",
        "Strength",
        "Total",
    ),
    "deployments.solver.bounds": (
        "Bounds",
        "Dispute",
        "Status",
    ),
    "deployments.answers.lazy": ("Answers",),
    "deployments.values.certainty": ("Certainty",),
    "deployments.values.countries": (
        "Country",
        "Organisation",
        "Place",
    ),
    "deployments.values.dates": (
        "Edge",
        "Precision",
        "UncertainDate",
    ),
    "deployments.values.documents": ("DocumentId",),
    "deployments.values.durations": ("Duration",),
    "deployments.values.quantities": (
        "Change",
        "Quantity",
    ),
    "deployments.values.tolerance": ("Tolerance",),
    "deployments.values.when": ("When",),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for. Raises `AttributeError` for any other."""
    if name == "report":
        found: Any = importlib.import_module("deployments.reports")
    elif name in _HOMES:
        found = getattr(importlib.import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'deployments' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


__all__ = [
    "Allen",
    "Answers",
    "Basis",
    "Bounds",
    "Certainty",
    "Change",
    "Changes",
    "ClaimError",
    "ClaimKind",
    "Country",
    "CountryError",
    "DateError",
    "Deployment",
    "DeploymentsError",
    "Diagnostic",
    "Dispute",
    "DocumentError",
    "DocumentId",
    "Duration",
    "DurationError",
    "Edge",
    "Entry",
    "Equipment",
    "Event",
    "Explanation",
    "InvalidValueError",
    "Link",
    "Location",
    "MissingExtraError",
    "Mission",
    "Moved",
    "Organisation",
    "Peak",
    "Place",
    "Precision",
    "Presence",
    "Quantity",
    "QuantityError",
    "Registry",
    "RegistryError",
    "Relocation",
    "RestsOn",
    "Revision",
    "Severity",
    "Source",
    "SourceKind",
    "Statement",
    "Status",
    "Step",
    "Strength",
    "Term",
    "Tolerance",
    "Total",
    "UncertainDate",
    "Unconfirmed",
    "UndecidedError",
    "When",
    "check",
    "dump",
    "example",
    "import_tables",
    "load",
    "read",
    "report",
    "to_arrow",
]
