"""What people read: each function takes a registry and gives a text."""

from deployments.reports.overview import overview, sources, timeline
from deployments.reports.problems import diagnostics

__all__ = ["diagnostics", "overview", "sources", "timeline"]
