"""Records looked up: which there are, where a text stands, and everything about one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deployments.answers.dossiers import Card, Dossier, Evidence, Hit
from deployments.answers.filters import Filters, named_in
from deployments.answers.views import view_of
from deployments.errors import InvalidValueError
from deployments.locales import languages, load_language
from deployments.records import Deployment, Mission, Record, Source, Statement, written_fields
from deployments.solver.bounds import Status
from deployments.solver.ordering import statement_order
from deployments.store import RecordStore
from deployments.suggestions import did_you_mean
from deployments.values.countries import Country, Organisation, Place
from deployments.values.documents import DocumentId
from deployments.values.folding import folded
from deployments.values.texts import ByLanguage

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline
    from deployments.values.dates import Day

#: The kinds of record that are listed, in that order.
LISTED = ("mission", "deployment", "event", "source")

#: The longest text, in characters, that is looked for: a whole wording.
MAX_SOUGHT = 300


def listing(store: RecordStore, kind: str | None, filters: Filters) -> list[Record]:
    """Return the records of a kind, or of all kinds but statements, that filters let through, in the order of kinds.

    Raises `InvalidValueError` for another kind, and as `view_of` does.

    >>> listing(RecordStore(sources=[Source(id="letter", title="A letter")]), "source", {})
    [Source(id='letter', title='A letter')]
    """
    if kind is not None and kind not in LISTED:
        hint = did_you_mean(kind, LISTED) if isinstance(kind, str) else ""
        raise InvalidValueError("not a kind of record to list", kind, hint or f"write {', '.join(LISTED)}")
    view = view_of(store, filters)
    tables: tuple[Iterable[Record], ...] = (view.missions, view.deployments, view.events, view.sources)
    return [each for name, table in zip(LISTED, tables, strict=True) if kind in (None, name) for each in table]


# --- find ------------------------------------------------------------------------------------------------

#: What stands around a word in a sentence, or in a name that was copied from a report.
_AROUND = ",;:.!?()[]\"'"


def sought_words(text: str) -> list[str]:
    """Return the words to look for. Raises `InvalidValueError` for a text without any, and for one that is too long."""
    if not isinstance(text, str):
        raise InvalidValueError("not a text to look for", text, "write it in quotes")
    if len(text) > MAX_SOUGHT:
        raise InvalidValueError("the text to look for is too long", text, f"write at most {MAX_SOUGHT} characters")
    words = [*dict.fromkeys(word.strip(_AROUND) or word for word in folded(text).split())]
    if not words:
        raise InvalidValueError("nothing to look for", text, "write a word of what you remember")
    return words


def find(store: RecordStore, records: Iterable[Record], text: str) -> list[Hit]:
    """Return which of some records hold every word of a text, and where, in their order."""
    words = sought_words(text)
    paper = _paper(text)
    found = []
    for record in records:
        texts = [*_texts_of(store, record)]
        plain = [folded(each) for _, each in texts]
        everything = "\n".join([*plain, *_named_with(record)])
        if record.id == text or all(word in everything for word in words):
            places = [place for place, own in zip(texts, plain, strict=True) if any(word in own for word in words)]
            if not places and isinstance(record, Source):
                places = [("published", str(record.published))]
        else:
            places = [(name, str(paper)) for name in _PAPERS if paper and paper in getattr(record, name, ())]
        if places or record.id == text:
            found.append(Hit(record, tuple(dict.fromkeys(places)) or (("id", record.id),)))
    return found


#: The fields that name parliamentary papers.
_PAPERS = ("references", "cites")


def _paper(text: str) -> DocumentId | None:
    """Return the parliamentary paper that a text cites in whatever way; None if it cites none."""
    try:
        return DocumentId.parse(text)
    except InvalidValueError:
        return None


def _named_with(record: Record) -> Iterator[str]:
    """Yield the words that reports put before a place, so that a name copied from there is found; and the day."""
    if isinstance(record, Deployment):
        for lang in languages():
            words = load_language(lang).REPORT_WORDS
            yield from (words[name].format(place="").strip() for name in ("at place", "in country"))
    elif isinstance(record, Source) and record.published is not None:
        yield str(record.published)


#: What is said of a record by words of the library, or of a source in dates: nobody looks for it by a word.
_NO_TEXTS = frozenset({"kind", "published", "accessed", "covers", "language", "text", "basis", "derived"})
#: The ids of others in a statement: they would be found in each that a source makes.
_OTHERS = frozenset({"source", "about", "citing", "corrects"})


def _texts_of(store: RecordStore, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record, each with the name of its field; of a part of a deployment also what it takes."""
    shown = store.filled(record) if isinstance(record, Deployment) else record
    is_statement = isinstance(record, Statement)
    for field in written_fields(type(record)):
        name = field.name
        if name in _NO_TEXTS or (is_statement and (name in _OTHERS or (name == "id" and "#" in record.id))):
            continue
        for text in _texts(getattr(shown, name)):
            yield name, text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, ByLanguage):
        yield from (text for _, text in value.items)
    elif isinstance(value, Country):
        yield from dict.fromkeys([*(value.name_in(lang) for lang in languages()), value.alpha_3])
    elif isinstance(value, Organisation):
        yield value.name
    elif isinstance(value, Place):
        yield from filter(None, [value.name])
        yield from _texts(value.country)
    elif isinstance(value, DocumentId):
        yield from (str(value), value.identifier)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    else:
        yield from _claimed(value)


def _claimed(value: Any) -> Iterator[str]:
    """Yield what is claimed, as it is written; what is true or false is said by the kind of the claim."""
    if hasattr(value, "items"):  # a number by categories, or equipment
        yield from (f"{number} {name}" for name, number in value.items)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


Statuses = Callable[[Statement], Status]

# --- dossiers --------------------------------------------------------------------------------------------


def dossier(store: RecordStore, status: Statuses, id_: str | Record) -> Dossier:
    """Return everything that is stated of a record, and that names it, in the order of publication."""
    record = store.record(id_)
    about = [evidence(store, status, each) for each in _in_order(store, _stated(store, record))]
    own = {each.statement.id for each in about}
    naming = (each for each in store.statements if each.id not in own and record.id in _ids_named(each))
    return Dossier(record, tuple(about), tuple(evidence(store, status, each) for each in _in_order(store, naming)))


def _stated(store: RecordStore, record: Record) -> Iterable[Statement]:
    if isinstance(record, Statement):
        return [record]
    if isinstance(record, Source):
        return store.statements_of(source=record.id)
    return store.statements_of(about=record.id)


def _in_order(store: RecordStore, statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda each: statement_order(store, each))


def _ids_named(statement: Statement) -> set[str | None]:
    return {*named_in(statement), statement.citing, statement.corrects}


def evidence(store: RecordStore, status: Statuses, statement: Statement) -> Evidence:
    """Return a statement with its source, and what became of it."""
    return Evidence(
        statement=statement,
        source=store.sources[statement.source],
        cited=None if statement.citing is None else store.sources[statement.citing],
        basis=store.basis(statement),
        status=status(statement),
        doubt=None if (doubt := store.doubt(statement)) is None else doubt.value,
    )


# --- cards -----------------------------------------------------------------------------------------------


def card(timeline: Timeline, id_: str | Record, on: Day | None) -> Card:
    """Return everything of a record and, with a day, what is known of a deployment or a mission on it."""
    store = timeline.store
    found = dossier(store, timeline.status, id_)
    record = found.record
    wholes, parts = _around(store, record)
    if on is None or not isinstance(record, Deployment | Mission):
        if on is not None:
            hint = "leave out the day, or ask for a deployment or a mission"
            raise InvalidValueError("nothing is known of it on a day", id_, hint)
        return Card(found, wholes, parts)
    presence = timeline.presence(record.id, on) if isinstance(record, Deployment) else None
    return Card(found, wholes, parts, presence, timeline.authorisation(record, on))


def _around(store: RecordStore, record: Record) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Return the missions and deployments that a record is part of, and those that are part of it."""
    if isinstance(record, Mission):
        own = [each for each in store.deployments.values() if record.id in store.filled(each).mission]
        below = [each for each in store.missions.values() if each.part_of == record.id]
        return tuple(_missions_above(store, record)), (*below, *own)
    if isinstance(record, Deployment):
        wholes = [store.deployments[id_] for id_ in store.wholes(record.id)]
        missions = [store.missions[id_] for id_ in store.filled(record).mission]
        return (*wholes, *missions), tuple(store.deployments[id_] for id_ in store.parts.get(record.id, ()))
    return (), ()


def _missions_above(store: RecordStore, mission: Mission) -> Iterator[Mission]:
    above = mission.part_of
    while above is not None:
        yield store.missions[above]
        above = store.missions[above].part_of
