"""Records looked up, as programs read them: which there are, where a text stands, and everything about one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, Unpack

from deployments.answers.dossiers import Dossier, Evidence, Hit
from deployments.answers.filters import Filters
from deployments.answers.views import view_of
from deployments.claims import CLAIMS, Basis, ClaimKind
from deployments.records import Deployment, Event, Mission, Record, Source, Statement, kind_of
from deployments.registry import Registry
from deployments.reports.record_phrases import under_wholes
from deployments.shapes.answer import Answer, AskedCounts, Counts
from deployments.shapes.authorised import RunningOutShape, authorised
from deployments.shapes.days import Day, Shape
from deployments.shapes.maker import Maker, place_shape
from deployments.shapes.parts import PlaceShape, Subject
from deployments.shapes.presence import PresenceShape
from deployments.solver.bounds import Status
from deployments.solver.ordering import statement_order
from deployments.values.dates import Day as AnyDay


class RecordShape(Shape, frozen=True):
    """What a mission, a deployment or an event is; a part has what it takes from its whole.

    - `name`: what a mission or an event is called, in the language asked for where the registry has it.
    - `abbreviation`: what a mission is called in short.
    - `organisation`: who leads a mission.
    - `framework_nation`: the code of the country that leads a mission.
    - `host`: the codes of the host nations of a mission.
    - `contributor`: the code of the country, or the name of the organisation, whose force it is.
    - `mission`: the ids of the missions that a deployment belongs to.
    - `force`: what kind of force it is, in the language asked for where the registry has it.
    - `place`: where a deployment or an event is.
    - `part_of`: the id of the mission or the deployment that it is part of.
    - `note`: a remark by the maker of the registry.
    """

    name: str | None
    abbreviation: str | None
    organisation: str | None
    framework_nation: str | None
    host: tuple[str, ...]
    contributor: str | None
    mission: tuple[str, ...]
    force: str | None
    place: PlaceShape | None
    part_of: str | None
    note: str | None


class RecordSubject(Shape, frozen=True):
    """A record.

    - `about`: its id.
    - `type`: what it is: `mission`, `deployment`, `event`, `source` or `statement`.
    - `label`: what it is called, in the language asked for.
    """

    about: str
    type: str
    label: str


# --- report ----------------------------------------------------------------------------------------------


class ReportShape(Subject, frozen=True):
    """A mission, a deployment or an event, and what is said of it.

    - `record`: what it is.
    - `summary`: of a deployment, whether it was there on the day of the newest source, and why.
    - `claims`: the ids of the statements about it, in the order of their kinds and of publication.
    - `strength_stated`: whether any source states how many they are.
    - `moved_to`: the ids of the deployments at which the same force was afterwards.
    """

    record: RecordShape
    summary: str | None
    claims: tuple[str, ...]
    strength_stated: bool
    moved_to: tuple[str, ...]


class ReportAnswer(Answer, frozen=True):
    """What was said of every mission, deployment and event, in this order; a part comes after its whole."""

    answer: Literal["report"]
    counts: AskedCounts
    items: tuple[ReportShape, ...]


def report(registry: Registry, *, lang: str = "en", **filters: Unpack[Filters]) -> ReportAnswer:
    """Return the missions, the deployments and the events, with all that is stated of each.

    Takes `Filters` and the language of the texts.

    >>> import deployments
    >>> [(item.type, item.about, len(item.claims)) for item in report(deployments.example()).items][:2]
    [('mission', 'amdtf-svk', 2), ('deployment', 'nld-amdtf-svk', 16)]
    """
    maker, shown = Maker(registry, lang), view_of(registry, filters)
    tables: tuple[Iterable[Mission | Deployment | Event], ...] = (
        shown.missions,
        under_wholes(shown.deployments),
        shown.events,
    )
    items = tuple(_reported(maker, each) for table in tables for each in table)
    counts = AskedCounts(len(items), maker.asked_about(filters))
    return ReportAnswer(answer="report", counts=counts, items=items, **maker.answer(filters))


def _reported(maker: Maker, subject: Mission | Deployment | Event) -> ReportShape:
    registry, words = maker.registry, maker.words
    kinds = [*CLAIMS[kind_of(subject)]]
    said = registry.statements_of(about=subject.id)
    ordered = sorted(said, key=lambda each: (kinds.index(each.kind), statement_order(registry, each)))
    summary = None
    if isinstance(subject, Deployment) and said:
        summary = registry.presence(subject.id, words.newest_day).sentence(maker.lang)
    return ReportShape(
        **_subject(maker, subject),
        record=_record(maker, subject),
        summary=summary,
        claims=maker.cite(*ordered),
        strength_stated=any(each.kind is ClaimKind.STRENGTH for each in said),
        moved_to=tuple(each.about for each in words.followers.get(subject.id, ())),
    )


def _subject(maker: Maker, record: Record) -> dict[str, str]:
    return {"about": record.id, "type": kind_of(record), "label": maker.words.label(record)}


def _record(maker: Maker, record: Mission | Deployment | Event) -> RecordShape:
    told = maker.words.told
    keys: dict[str, Any] = dict.fromkeys(RecordShape.__struct_fields__)
    keys |= {"host": (), "mission": (), "note": record.note}
    if isinstance(record, Deployment):
        own = maker.deployment(record)
        keys |= {key: own[key] for key in ("contributor", "mission", "force", "place", "part_of")}
    elif isinstance(record, Mission):
        nation = record.framework_nation
        keys |= {
            "name": told(record.name),
            "abbreviation": record.abbreviation,
            "organisation": record.organisation,
            "framework_nation": None if nation is None else nation.alpha_3,
            "host": tuple(country.alpha_3 for country in record.host),
            "part_of": record.part_of,
        }
    else:
        keys |= {"name": told(record.name), "place": place_shape(record.place)}
    return RecordShape(**keys)


# --- list and find ---------------------------------------------------------------------------------------


class ListedShape(RecordSubject, frozen=True):
    """A record that there is.

    - `record`: what it is; null for a source, which stands among the `sources`.
    """

    record: RecordShape | None


class ListAnswer(Answer, frozen=True):
    """The missions, deployments, events and sources that there are.

    - `kind`: the kind of record that was asked for; null for all.
    """

    answer: Literal["list"]
    kind: str | None
    counts: AskedCounts
    items: tuple[ListedShape, ...]


def listing(registry: Registry, kind: str | None = None, *, lang: str = "en", **filters: Unpack[Filters]) -> ListAnswer:
    """Return the missions, deployments, events and sources that there are; the command for it is `list`.

    Takes and raises what `Registry.listing` does, and the language of the texts.

    >>> import deployments
    >>> [item.about for item in listing(deployments.example(), "event").items]
    ['vilnius-summit', 'amdtf-wind-down']
    """
    maker = Maker(registry, lang)
    items = tuple(_listed(maker, each) for each in registry.listing(kind, **filters))
    counts = AskedCounts(len(items), maker.asked_about(filters))
    return ListAnswer(answer="list", kind=kind, counts=counts, items=items, **maker.answer(filters))


def _listed(maker: Maker, record: Record) -> ListedShape:
    return ListedShape(**_subject(maker, record), record=_record_or_name(maker, record))


def _record_or_name(maker: Maker, record: Record) -> RecordShape | None:
    """Return what a record is; of a source or a statement None, and it is kept for the table of those."""
    if isinstance(record, Source):
        maker.name(record.id)
        return None
    if isinstance(record, Statement):
        maker.cite(record)
        return None
    return _record(maker, record)


class FoundShape(RecordSubject, frozen=True):
    """A place in which a word stands.

    - `field`: the name of the field.
    - `text`: what stands in it.
    """

    field: str
    text: str


class FoundCounts(AskedCounts, frozen=True):
    """How much was found.

    - `records`: in how many records; `items` counts the places in these.
    """

    records: int


class FindAnswer(Answer, frozen=True):
    """Where a text stands: an item for each place, of those records that hold all its words.

    - `text`: the text that was looked for.
    """

    answer: Literal["find"]
    text: str
    counts: FoundCounts
    items: tuple[FoundShape, ...]


def find(registry: Registry, text: str, *, lang: str = "en", **filters: Unpack[Filters]) -> FindAnswer:
    """Return the records that hold every word of a text, and where each stands.

    Takes and raises what `Registry.find` does, and the language of the texts.

    >>> import deployments
    >>> found = find(deployments.example(), "sliac", contributor="NLD")
    >>> [(item.about, item.field, item.text) for item in found.items][:1]
    [('nld-amdtf-svk', 'place', 'Sliač')]
    """
    maker = Maker(registry, lang)
    hits = registry.find(text, **filters)
    items = tuple(each for hit in hits for each in _places(maker, hit))
    counts = FoundCounts(len(items), maker.asked_about(filters), records=len(hits))
    return FindAnswer(answer="find", text=text, counts=counts, items=items, **maker.answer(filters))


def _places(maker: Maker, hit: Hit) -> Sequence[FoundShape]:
    _record_or_name(maker, hit.record)
    subject = _subject(maker, hit.record)
    return [FoundShape(**subject, field=field, text=text) for field, text in hit.places]


# --- one record ------------------------------------------------------------------------------------------


class EvidenceShape(Shape, frozen=True):
    """A statement, and what became of it.

    - `statement`: its id.
    - `naming`: whether it is about something else, and names the record: dates by it, follows it, cites or corrects it.
    - `about`: the id of what it is about.
    - `kind`: what it is a claim of.
    - `claim`: what is claimed, in words, in the language asked for.
    - `basis`: whether it is reported, planned or only considered.
    - `basis_written`: whether the maker of the registry wrote the basis.
    - `doubt`: the code of what `check` asks about the basis; null if it is in no doubt.
    - `status`: what became of it.
    - `source`: the id of its source.
    - `citing`: the id of the source that this one took it from.
    - `wording`: the source's own words.
    - `locator`: where in the source they stand.
    """

    statement: str
    naming: bool
    about: str
    kind: ClaimKind
    claim: str
    basis: Basis
    basis_written: bool
    doubt: str | None
    status: Status
    source: str
    citing: str | None
    wording: str | None
    locator: str | None


class DossierAnswer(Answer, frozen=True):
    """Every statement of a record, and every other that names it, in the order of publication.

    - `about`: the id of the record.
    - `type`: what it is: `mission`, `deployment`, `event`, `source` or `statement`.
    - `label`: what it is called, in the language asked for.
    - `record`: what it is; null for a source or a statement, which stands in the table of those.
    """

    answer: Literal["dossier"]
    about: str
    type: str
    label: str
    record: RecordShape | None
    counts: Counts
    items: tuple[EvidenceShape, ...]


class ShowAnswer(Answer, frozen=True):
    """Everything of a record and, with a day, what is known of it on that day.

    - `about`: the id of the record.
    - `type`: what it is: `mission`, `deployment`, `event`, `source` or `statement`.
    - `label`: what it is called, in the language asked for.
    - `record`: what it is; null for a source or a statement, which stands in the table of those.
    - `on`: the day asked for.
    - `wholes`, `parts`: the ids of the missions or deployments that it is part of, the nearest first, and of those that
      are part of it.
    - `presence`: whether a deployment is there on that day.
    - `authorisation`: what is authorised for it on that day.
    """

    answer: Literal["show"]
    about: str
    type: str
    label: str
    record: RecordShape | None
    on: Day | None
    wholes: tuple[str, ...]
    parts: tuple[str, ...]
    presence: PresenceShape | None
    authorisation: RunningOutShape | None
    counts: Counts
    items: tuple[EvidenceShape, ...]


def dossier(registry: Registry, id_: str, *, lang: str = "en") -> DossierAnswer:
    """Return every statement of a record, and every other that names it, with what became of each.

    Takes and raises what `Registry.dossier` does, and the language of the texts.

    >>> import deployments
    >>> [item.naming for item in dossier(deployments.example(), "vilnius-summit").items]
    [False, False, True, True, True, True]
    """
    maker = Maker(registry, lang)
    return DossierAnswer(answer="dossier", **_everything(maker, registry.dossier(id_)), **maker.answer())


def show(registry: Registry, id_: str, on: AnyDay | None = None, *, lang: str = "en") -> ShowAnswer:
    """Return a record with everything that is said of it and, with a day, what is known of it on that day.

    Takes and raises what `Registry.show` does, and the language of the texts.

    >>> import deployments
    >>> show(deployments.example(), "nld-amdtf-svk", "2022-05-10").presence.figure
    'about 120 (6 May 2022)'
    """
    maker = Maker(registry, lang)
    card = registry.show(id_, on)
    found = card.authorisation
    keys = {
        **_everything(maker, card.dossier),
        "on": None if on is None else maker.asked(on),
        "wholes": tuple(each.id for each in card.wholes),
        "parts": tuple(each.id for each in card.parts),
        "presence": None if card.presence is None else PresenceShape(**maker.presence(card.presence)),
        "authorisation": None if found is None else RunningOutShape(**authorised(maker, found)),
    }
    return ShowAnswer(answer="show", **keys, **maker.answer())


def _everything(maker: Maker, found: Dossier) -> dict[str, Any]:
    groups = ((False, found.stated), (True, found.naming))
    items = tuple(_evidence(maker, each, naming=naming) for naming, every in groups for each in every)
    return {
        **_subject(maker, found.record),
        "record": _record_or_name(maker, found.record),
        "counts": Counts(len(items)),
        "items": items,
    }


def _evidence(maker: Maker, found: Evidence, *, naming: bool) -> EvidenceShape:
    statement = found.statement
    (id_,) = maker.cite(statement)
    return EvidenceShape(
        statement=id_,
        naming=naming,
        about=statement.about,
        kind=statement.kind,
        claim=maker.words.claim(statement),
        basis=found.basis,
        basis_written=found.is_basis_written,
        doubt=found.doubt,
        status=found.status,
        source=statement.source,
        citing=statement.citing,
        wording=statement.wording,
        locator=statement.locator,
    )
