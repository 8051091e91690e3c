"""What people read: each function takes a registry and gives a text."""

from deployments.reports.answers import active, changes, explain, history, relocations, strength, unconfirmed
from deployments.reports.overview import overview, sources, timeline
from deployments.reports.problems import diagnostics

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
