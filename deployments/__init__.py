"""A registry of military deployments as public sources announce them."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

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
from deployments.files.dump import dump
from deployments.files.toml import load, read
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
from deployments.values.certainty import Certainty
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import Edge, UncertainDate
from deployments.values.documents import DocumentId
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import When

__version__ = "0.1.0"


def example() -> Registry:
    """Give the bundled registry: the Air and Missile Defence Task Force in Slovakia, 2022-2023.

    >>> example().missions["amdtf-svk"].abbreviation
    'AMDTF'
    """
    return load(Path(__file__).with_name("data"))


def __getattr__(name: str) -> ModuleType:
    """Import the reports when they are first asked for: `deployments.report.overview(registry)`."""
    if name in ("report", "reports"):
        return importlib.import_module("deployments.reports")
    raise AttributeError(f"module 'deployments' has no attribute {name!r}")


__all__ = [
    "Basis",
    "Certainty",
    "Change",
    "ClaimError",
    "ClaimKind",
    "Country",
    "CountryError",
    "DateError",
    "Deployment",
    "DeploymentsError",
    "Diagnostic",
    "DocumentError",
    "DocumentId",
    "Duration",
    "DurationError",
    "Edge",
    "Equipment",
    "Event",
    "InvalidValueError",
    "Location",
    "Mission",
    "Organisation",
    "Place",
    "Quantity",
    "QuantityError",
    "Registry",
    "RegistryError",
    "Severity",
    "Source",
    "SourceKind",
    "Statement",
    "Term",
    "Tolerance",
    "UncertainDate",
    "UndecidedError",
    "When",
    "dump",
    "example",
    "load",
    "read",
]
