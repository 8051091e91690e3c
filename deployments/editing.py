"""Stores with records more, fewer or others, and two brought together: as the tables of a store still to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from deployments.diagnostics import Diagnostic, RegistryError
from deployments.errors import InvalidValueError, quote
from deployments.records import KIND_NAMES, Metadata, Record, Source, Statement, kind_of, written_fields
from deployments.references import named_by, path_of
from deployments.scope import Every, Scope
from deployments.store import RecordStore
from deployments.suggestions import KnownNames, did_you_mean

#: The kind of a record, and its id.
Key = tuple[str, str]

#: What the fields of a store are to be, by name; those that are not named stay.
Fields = Mapping[str, Any]

#: The table of each kind of record.
_TABLES = {kind: f"{name}s" for kind, name in KIND_NAMES.items()}

#: So many records are named of those that can be many.
_NAMED = 5

S = TypeVar("S", bound=RecordStore)


def edited(store: S, fields: Fields) -> S:
    """Return a store of the same kind with other fields, checked.

    Raises `RegistryError`, also where a source states something that does not speak in the store: one that had not
    appeared by the day of `known_on`, or that its reader does not believe.

    >>> edited(RecordStore(), {"tolerance": "8 days"}).tolerance.day
    8
    """
    made = attrs.evolve(store, **fields)
    if made.scope != Scope():
        heard = {source.id for source in made.heard}
        hint = "change the registry first, and then ask for what was known, or for whom you trust"
        silent = [statement for statement in made.statements if statement.source not in heard]
        if silent:
            message = "a source that was left out of this registry states it"
            raise RegistryError(Diagnostic("P101", message, hint, path_of(each, "source")) for each in silent)
    return made


def added(store: RecordStore, records: Sequence[object]) -> Fields:
    """Return the tables with more records at their ends.

    Raises `InvalidValueError` for what is no record, and `RegistryError` for one whose id is taken.
    """
    present, new = _by_key(store.records()), _records(records)
    if taken := [record for record in new if _key(record) in present]:
        hint = "give it an id of its own, or put it in the place of that one with `replace`"
        raise RegistryError(_problem(each, f"there is a {kind_of(each)} of this id already", hint) for each in taken)
    return {name: [*_table(store, name), *more] for name, more in _tables(new).items()}


def replaced(store: RecordStore, records: Sequence[object]) -> Fields:
    """Return the tables with records in the places of those that have their ids.

    Raises `InvalidValueError` for what is no record, and for two of one id, and `RegistryError` for one that is to take
    the place of none.
    """
    present, listed = _by_key(store.records()), _records(records)
    new = _by_key(listed)
    if len(new) < len(listed):
        raise InvalidValueError("two records of one id", ", ".join(each.id for each in listed), "give one of each")
    if missing := [record for key, record in new.items() if key not in present]:
        known = KnownNames(id_ for _, id_ in present)
        raise RegistryError(
            _problem(
                each, f"there is no {kind_of(each)} of this id", known.did_you_mean(each.id) or "take `add`", "R101"
            )
            for each in missing
        )
    return {name: [new.get(_key(each), each) for each in _table(store, name)] for name in _tables(listed)}


def removed(store: RecordStore, given: Sequence[object], *, cascade: bool = False) -> Fields:
    """Return the tables without some records, named by themselves or by their ids.

    With `cascade` every record goes as well that refers to one that goes. Without, raises `RegistryError` if there are
    any; `InvalidValueError` for what is not there.
    """
    present = _by_key(store.records())
    out = _by_key([_found(each, present) for each in given])
    resting = _resting(present, out)
    if resting and not cascade:
        raise RegistryError(_still_named(out, resting))
    out = {**out, **_by_key(resting)}
    return {name: [each for each in _table(store, name) if _key(each) not in out] for name in _tables(out.values())}


def together(one: RecordStore, other: RecordStore) -> Fields:
    """Return the fields of a store that has the records of both: those of the first, then what the other has more.

    Raises `RegistryError`, which names both, where two records of one id differ, or the tolerances or metadata do.
    """
    first, second = _by_key(one.records()), _by_key(other.records())
    found = [_setting("tolerance", one.tolerance, other.tolerance)] if one.tolerance != other.tolerance else []
    metadata = one.metadata if other.metadata == Metadata() else other.metadata
    if one.metadata not in (metadata, Metadata()):
        found.append(_setting("metadata", one.metadata, other.metadata))
    if one.scope != other.scope:
        hint = "bring the registries together first, and then ask for what was known, or for whom you trust"
        found.append(Diagnostic("S103", "the registries leave out other sources", hint))
    found += [_difference(first[key], record) for key, record in second.items() if _differs(first.get(key), record)]
    if found:
        raise RegistryError(found)
    every = {**first, **{key: each for key, each in second.items() if key not in first or _has_contents(each)}}
    known = Every({**one.scope.every.by_id, **other.scope.every.by_id})
    return {
        **_tables(every.values()),
        "metadata": metadata,
        "scope": attrs.evolve(one.scope, every=known),
    }


# --- tables ----------------------------------------------------------------------------------------------


def _key(record: Record) -> Key:
    return kind_of(record), record.id


def _by_key(records: Iterable[Record]) -> dict[Key, Record]:
    return {_key(record): record for record in records}


def _tables(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return records by the names of their tables, those in which there are any."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[_TABLES[type(record)]].append(record)
    return found


def _table(store: RecordStore, name: str) -> Iterable[Record]:
    return store.statements if name == "statements" else getattr(store, name).values()


def _differs(one: Record | None, other: Record) -> bool:
    return one is not None and one is not other and one != other


def _has_contents(record: Record) -> bool:
    return isinstance(record, Source) and record.contents is not None


# --- what is given ---------------------------------------------------------------------------------------


def _records(given: Sequence[object]) -> list[Any]:
    for each in given:
        if type(each) not in KIND_NAMES:
            hint = (
                "give each by itself: add(*records)" if isinstance(each, Iterable) else "give a Source or a Statement"
            )
            raise InvalidValueError("not a record", each, hint)
    return [*given]


def _found(given: object, present: Mapping[Key, Record]) -> Record:
    """Return the record of a store that is given, or whose id is."""
    if type(given) in KIND_NAMES:
        record = present.get(_key(given))  # type: ignore[arg-type]  # it is a record
        if record != given:
            reason = "is not there" if record is None else "is another there"
            raise InvalidValueError(f"the {KIND_NAMES[type(given)]} {reason}", given.id, "give its id")  # type: ignore[attr-defined,index]
        return record  # type: ignore[return-value]  # it equals one
    if not isinstance(given, str):
        raise InvalidValueError("not a record, nor the id of one", given, "give each by itself: remove(*ids)")
    found = [present[kind, given] for kind in KIND_NAMES.values() if (kind, given) in present]
    if len(found) > 1:
        kinds = " and ".join(f"a {kind_of(each)}" for each in found)
        raise InvalidValueError(f"the id of {kinds}", given, "give the record itself")
    if not found:
        hint = did_you_mean(given, [id_ for _, id_ in present]) or "write the id of a record"
        raise InvalidValueError("there is no record of this id", given, hint)
    return found[0]


# --- what refers to what ---------------------------------------------------------------------------------


def _resting(present: Mapping[Key, Record], out: Mapping[Key, Record]) -> list[Record]:
    """Return the records that cannot stay without some others, as they refer to them or to one that refers to them."""
    named: dict[Key, list[Record]] = defaultdict(list)
    # Only a correction names a statement.
    only_statements = all(isinstance(each, Statement) for each in out.values())
    for record in _correcting(present.values()) if only_statements else present.values():
        for reference in named_by(record):
            for kind in reference.kinds:
                named[kind, reference.id].append(record)
    gone, found = {*out}, []
    queue = [*out]
    for key in queue:  # it grows while it is read
        for record in named.get(key, ()):
            if _key(record) not in gone and _dangles(record, present, gone):
                found.append(record)
                gone.add(_key(record))
                queue.append(_key(record))
    return found


def _correcting(records: Iterable[Record]) -> Iterator[Record]:
    return (each for each in records if isinstance(each, Statement) and each.corrects is not None)


def _dangles(record: Record, present: Mapping[Key, Record], gone: set[Key]) -> bool:
    """Tell whether a record refers to what is gone: an id can be that of a source and of a subject."""
    for reference in named_by(record):
        keys = [(kind, reference.id) for kind in reference.kinds]
        if not any(key in present and key not in gone for key in keys):
            return True
    return False


# --- what is wrong ---------------------------------------------------------------------------------------


def _problem(record: Record, message: str, hint: str, code: str = "S105") -> Diagnostic:
    return Diagnostic(code, message, hint, path_of(record, "id"))


def _still_named(out: Mapping[Key, Record], resting: Sequence[Record]) -> Iterable[Diagnostic]:
    """Yield a problem for each record that others refer to directly."""
    naming: dict[str, list[str]] = defaultdict(list)
    for record in resting:
        for reference in {reference.id for reference in named_by(record)}:
            naming[reference].append(path_of(record, "id").removesuffix(".id"))
    for record in out.values():
        if names := naming.get(record.id):
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            message = f"others refer to it: {', '.join(names[:_NAMED])}{more}"
            hint = f"cascade=True removes these too, and whatever refers to them: {len(resting)} in all"
            yield _problem(record, message, hint, "R101")


def _setting(name: str, one: object, other: object) -> Diagnostic:
    return Diagnostic(
        "S103", f"the registries have another {name}: {quote(str(one))} and {quote(str(other))}", "", name
    )


def _difference(one: Record, other: Record) -> Diagnostic:
    """Return the problem of two records of one id, with the first field in which they differ."""
    field, *_ = (f.name for f in written_fields(type(one)) if getattr(one, f.name) != getattr(other, f.name))
    said = " and ".join(quote(str(getattr(each, field))) for each in (one, other))
    message = f"the registries have two records of this id, with another {field}: {said}"
    return Diagnostic("S105", message, "give one of them another id, or make them equal", path_of(one, field))
