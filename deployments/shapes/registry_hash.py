"""The hash of a registry: which registry answered."""

from __future__ import annotations

import hashlib

from deployments.formats.jsonl import jsonl_text
from deployments.lazily import kept
from deployments.registry import Registry


def registry_hash(registry: Registry) -> str:
    """Return the SHA-256 of the lines of a registry as JSON Lines, sorted, in hexadecimal; it is computed once.

    >>> registry_hash(Registry())[:8]
    'e3b0c442'
    """
    return kept(vars(registry), "_sha256", lambda: _sha256(registry))


def _sha256(registry: Registry) -> str:
    lines = sorted(jsonl_text(registry).splitlines(keepends=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
