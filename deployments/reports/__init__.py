"""What people read: each function takes a registry and gives a text."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deployments.reports.answers import active, changes, explain, history, relocations, strength, unconfirmed
    from deployments.reports.problems import diagnostics
    from deployments.reports.statements import overview, sources, timeline

# Where each report lives: it is imported when it is first asked for, with what it takes.
_ROOMS = {
    "answers": ("active", "changes", "explain", "history", "relocations", "strength", "unconfirmed"),
    "statements": ("overview", "sources", "timeline"),
    "problems": ("diagnostics",),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a report when it is first asked for. Raises `AttributeError` for any other name."""
    if name not in _HOMES:
        raise AttributeError(f"module 'deployments.reports' has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "active",
    "changes",
    "diagnostics",
    "explain",
    "history",
    "overview",
    "relocations",
    "sources",
    "strength",
    "timeline",
    "unconfirmed",
]
