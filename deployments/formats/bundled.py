"""The registry that comes with the library."""

from __future__ import annotations

from importlib import resources

from deployments.formats.loader import load
from deployments.registry import Registry


def example() -> Registry:
    """Return the bundled registry: the Air and Missile Defence Task Force in Slovakia, 2022-2023.

    >>> example().missions["amdtf-svk"].abbreviation
    'AMDTF'
    """
    with resources.as_file(resources.files("deployments") / "data") as folder:
        return load(folder)
