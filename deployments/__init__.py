"""A registry of military deployments as public sources announce them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from deployments import reports as report
    from deployments.files.dump import dump
    from deployments.files.toml import load, read

__version__ = "0.1.0"

#: What is imported when it is first asked for: files and reports bring much of the standard library.
_LATER = {
    "dump": ("deployments.files.dump", "dump"),
    "load": ("deployments.files.toml", "load"),
    "read": ("deployments.files.toml", "read"),
    "report": ("deployments.reports", None),
}


def example() -> Registry:
    """Give the bundled registry: the Air and Missile Defence Task Force in Slovakia, 2022-2023.

    >>> example().missions["amdtf-svk"].abbreviation
    'AMDTF'
    """
    from importlib import resources  # noqa: PLC0415 - with the rest of what reading needs

    with resources.as_file(resources.files("deployments") / "data") as folder:
        registry: Registry = __getattr__("load")(folder)
    return registry


def __getattr__(name: str) -> Any:
    """Import the functions that read, write and print when they are first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module 'deployments' has no attribute {name!r}")
    module, function = _LATER[name]
    found = importlib.import_module(module)
    globals()[name] = found = found if function is None else getattr(found, function)
    return found


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
    "report",
]
