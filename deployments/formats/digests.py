"""The digest of a registry: two registries that say the same have the same digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from deployments.formats.primitives import plain
from deployments.lazily import kept
from deployments.records import Record, kind_of
from deployments.registry import Registry
from deployments.store import DIGEST

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest(registry: Registry) -> str:
    """Return the SHA-256 of what a registry says: of its records, its tolerance and its metadata, in hexadecimal.

    JSON Lines in UTF-8 are hashed: a line with the settings, then a line for each record, sorted by id and kind. So the
    order, the files and the formats of the records make no difference. A part of a registry (`known_on`, `trusting`,
    `without`) has a digest of its own. The contents of the texts of sources are not hashed. It is computed once.

    >>> digest(Registry())
    'c0076c2b1ef93648eb3801eabe5441b7fbeb96fd7b1ff863bbd31b510f5fb1b7'
    """
    return kept(vars(registry), DIGEST, lambda: _digest(registry))


def _digest(registry: Registry) -> str:
    found = hashlib.sha256()
    for line in _lines(registry):
        found.update(f"{_ENCODER.encode(line)}\n".encode())
    return found.hexdigest()


def _lines(registry: Registry) -> Iterator[dict[str, object]]:
    yield {"record": "registry", "tolerance": str(registry.tolerance), **plain(registry.metadata)}
    for record in sorted(registry.records(), key=_place):
        yield {"record": kind_of(record), **plain(record)}


def _place(record: Record) -> tuple[str, str]:
    return record.id, kind_of(record)
