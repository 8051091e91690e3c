"""The registry: what was stated, and the answers that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack, overload

import attrs

from deployments.answers.filters import Filters, Selection, about_any
from deployments.editing import added, edited, removed, replaced, together
from deployments.errors import InvalidValueError
from deployments.lazily import once
from deployments.solver.resolution import Resolution
from deployments.store import RecordStore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deployments.answers.changed import Changes
    from deployments.answers.dossiers import Card, Dossier, Hit
    from deployments.answers.results import (
        Allen,
        Anyone,
        Authorisation,
        Entry,
        Peak,
        Period,
        Presence,
        Promise,
        Relocation,
        Revision,
        Series,
        StrengthExplanation,
        Total,
    )
    from deployments.answers.sequence import Answers
    from deployments.answers.timeline import Timeline
    from deployments.answers.words import Word
    from deployments.records import Deployment, Mission, Record, Source, SourceKind, Statement
    from deployments.scope import Scope
    from deployments.solver.bounds import Bounds, Dispute, Gap, Status
    from deployments.solver.explanations import Explanation
    from deployments.values.dates import Day


#: What the library asks a registry for, and what `dir` and a completion leave out.
_INTERNAL = frozenset(
    (
        *("as_of", "corrections", "doubt", "every_source", "filled", "narrowed", "original", "parts", "parts_below"),
        *("plans", "published", "reports_departure", "reports_presence", "scope", "wholes"),
    )
)
#: With more deployments than this it is worth making tables of them.
MANY = 64


# Not slotted: answers are kept in its `__dict__`. Those are no fields, so they are not compared, copied or pickled.
@attrs.frozen(kw_only=True, slots=False)
class Registry(RecordStore):
    """What sources have stated of missions and deployments, and the answers that follow from it.

    A registry is a value: it cannot be changed, is safe across threads, and equals any other that has the same records,
    in whatever order, and the same tolerance and metadata. `add`, `replace`, `remove`, `select` and `|` return others.
    Takes any iterables of records, or mappings by id. Raises `RegistryError`, which holds every problem, when an id is
    taken twice or refers to nothing, or when a claim cannot be made of its subject.

    A day is asked for as EDTF (`"2022-05-10"`, `"2022-05"`), as a calendar date or as an `UncertainDate`; anything else
    raises `DateError`. Questions about some deployments only take the keywords of `Filters`: `contributor`, `mission`
    and `place`; a value that fits nothing raises `InvalidValueError`, and another keyword raises `TypeError`.
    Everything is computed when it is first asked for, and kept. `docs/answers.md` says what each answer means.

    What is left of a registry without some sources (`known_on`, `trusting`, `without`) is one like any other. `heard`
    has the sources that speak in it, and `distrusted` those that its reader left out.

    >>> import deployments
    >>> [presence.deployment.id for presence in deployments.example().active("2022-05-01")]
    ['nld-amdtf-svk', 'deu-patriot-svk']
    """

    def __repr__(self) -> str:
        return f"Registry({self._in_short()})"

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if name not in _INTERNAL]

    def _repr_html_(self) -> str:
        from deployments.answers.notebook import registry_html

        return registry_html(self, f"Registry: {self._in_short()}")

    # --- other registries ---

    def add(self, *records: Record) -> Registry:
        """Return the registry with more records, which stand after those that are there.

        Every change makes a registry anew, and checks it: give many records in one call. Raises `RegistryError` if an
        id is taken or refers to nothing, or if what is left of a registry (`known_on`, `trusting`, `without`) leaves
        out the source of a statement; and `InvalidValueError` for what is no record.

        >>> from deployments import Deployment, Source, Statement
        >>> letter = Source(id="letter", title="A letter", published="2024-03-12")
        >>> registry = Registry().add(letter, Deployment(id="nld", contributor="NLD"))
        >>> registry = registry.add(Statement(id="seen", source="letter", about="nld", kind="present", value=True))
        >>> str(registry.presence("nld", "2024-03-12").certainty)
        'certain'
        """
        return edited(self, added(self, records))

    def replace(self, *records: Record) -> Registry:
        """Return the registry with records in the places of those of their kinds that have their ids.

        Raises `RegistryError` as `add` does, and for one that is to take the place of none; and `InvalidValueError`.

        >>> import deployments
        >>> registry = deployments.example()
        >>> letter = attrs.evolve(registry.sources["dmm-2023-06"], published="2023-06-09")
        >>> str(registry.replace(letter).sources["dmm-2023-06"].published)
        '2023-06-09'
        """
        return edited(self, replaced(self, records))

    def remove(self, *records: str | Record, cascade: bool = False) -> Registry:
        """Return the registry without some records. Takes the records or their ids.

        With `cascade` whatever refers to one of them goes too, and whatever refers to that; without it that is a
        `RegistryError`, which names them. To ask what was known without a source, take `without`. Raises
        `InvalidValueError` for what is not there.

        >>> import deployments
        >>> registry = deployments.example()
        >>> without = registry.remove("deu-patriot-pol", cascade=True)
        >>> len(registry.deployments) - len(without.deployments), len(registry.statements) - len(without.statements)
        (1, 2)
        """
        return edited(self, removed(self, records, cascade=cascade))

    def select(self, **filters: Unpack[Filters]) -> Registry:
        """Return the registry of the deployments that filters let through, and of what answers about these rest on.

        That is everything that can bind their days, their wholes and parts, their missions, and the sources of it all:
        so each answer about them is as before, and deployments can be there that the filters do not let through. Raises
        as the class says.

        >>> import deployments
        >>> registry = deployments.example()
        >>> sorted(registry.select(place="LTU").deployments)
        ['deu-patriot-ltu', 'deu-patriot-svk']
        """
        from deployments.answers.excerpt import excerpt

        return edited(self, excerpt(self, filters))

    def __or__(self, other: Registry) -> Registry:
        """Return the registry with the records of both: those of this one, then what the other has more.

        Raises `RegistryError`, which names both, where two records of one id differ, or the tolerances do, or what is
        said of the registries themselves (an empty `metadata` gives way).

        >>> import deployments
        >>> registry = deployments.example()
        >>> registry | registry == registry
        True
        """
        return edited(self, together(self, other)) if isinstance(other, Registry) else NotImplemented

    # What answers is imported when it is first asked for. On two busy cores that takes 50 to 90 ms, and 250 more with
    # NumPy for many deployments, where all that `check` and `report` need takes 180.

    @once
    def _bare(self) -> RecordStore:
        """The same records without answers.

        Answers refer to these, and not to the registry: in a circle with its answers, a registry would stay until the
        garbage collector comes round. Measured: what was known on 60 days of 100,000 deployments, day after day,
        stays at 308 MB in all, also with the collector off.
        """
        return self._of(RecordStore)

    @once
    def _resolution(self) -> Resolution:
        """What holds; for many deployments also what answers for them, from tables."""
        if len(self.deployments) <= MANY:
            return Resolution(self._bare)
        from deployments.columnar.engine import timeline_of

        return timeline_of(self._bare)

    @property
    def _near(self) -> Resolution:
        """What answers for one milestone: to make tables of all milestones would take longer."""
        return vars(self).get("_resolution") or self._plain

    @once
    def _plain(self) -> Resolution:
        """What holds, one thing after the other."""
        return Resolution(self._bare)

    @once
    def _timeline(self) -> Timeline:
        """What answers questions about days."""
        from deployments.answers.timeline import Timeline

        resolution = self._resolution
        return resolution if isinstance(resolution, Timeline) else Timeline(self._bare, resolution.components)

    # --- bounds ---

    def bounds(self, reference: str) -> Bounds:
        """Return the first and the last day that a milestone can be, both inclusive, by all statements that hold.

        Takes a milestone, `"nld-amdtf-svk.end"`. Where nothing bounds it, `earliest` or `latest` is an `Edge`. Raises
        `InvalidValueError` for a milestone that is not there.

        >>> import deployments
        >>> deployments.example().bounds("nld-amdtf-svk.returned")
        Bounds(earliest=2023-06-14, latest=2023-06-28)
        """
        return self._near.bounds(reference)

    @overload
    def explain(self, reference: str, on: None = None) -> Explanation: ...

    @overload
    def explain(self, reference: str, on: Day) -> StrengthExplanation: ...

    def explain(self, reference: str, on: Day | None = None) -> Explanation | StrengthExplanation:
        """Return why a milestone has its bounds, or why a strength is what it is on a day.

        Takes a milestone, `"nld-amdtf-svk.end"`: for each bound it is the chain of the fewest statements from which it
        follows. A bound that is not a day, or that follows from more than 1,000 statements only, has an empty chain. Or
        takes a strength, `"nld-amdtf-svk.strength"`, and one day: then it is the figures and changes that count, in
        order, with the range that each leaves, and those that do not count, with the reason. Raises `InvalidValueError`
        for what is not there, for a strength without a day, and for a milestone with one; raises `DateError` for the
        day of a strength that is not one day.

        >>> import deployments
        >>> registry = deployments.example()
        >>> [link.milestone for link in registry.explain("nld-amdtf-svk.end").latest]
        ['nld-amdtf-svk.returned', 'nld-amdtf-svk.end']
        >>> why = registry.explain("nld-amdtf-svk.strength", "2022-06-01")
        >>> [(link.source.publisher, str(link.role), str(link.after)) for link in why.counted]
        [('Pledge Times', 'figure', '108..132')]
        """
        from deployments.solver.explain import explain

        id_, _, name = reference.rpartition(".") if isinstance(reference, str) else ("", "", "")
        if name != "strength":
            found = explain(self._near, reference)
            if on is None:
                return found
            raise InvalidValueError("only a strength is explained for a day", reference, "leave out the day")
        if on is None:
            hint = f'write a day after it, such as "{id_}.strength", "2024-06-20"'
            raise InvalidValueError("a strength is explained for a day", reference, hint)
        return self._timeline.explain_strength(id_, on)

    def connected(self, id_: str | Record) -> tuple[str, ...]:
        """Return the ids of the events, missions and deployments whose days can bind those of one, itself included.

        Takes one of them or its id; the ids come in alphabetical order. Raises `InvalidValueError` for an id that is
        not there.

        >>> import deployments
        >>> deployments.example().connected("deu-patriot-svk")
        ('deu-patriot-ltu', 'deu-patriot-svk', 'vilnius-summit')
        """
        return self._near.connected(id_)

    def status(self, statement: Statement) -> Status:
        """Return whether a statement of this registry holds, or what became of it.

        Raises `InvalidValueError` for what is not a `Statement` of this registry.

        >>> import deployments
        >>> registry = deployments.example()
        >>> [str(registry.status(s)) for s in registry.statements_of(about="nld-amdtf-svk", kind="duration")]
        ['considered', 'replaced']
        """
        return self._resolution.status(statement)

    def disputes(self, **filters: Unpack[Filters]) -> list[Dispute]:
        """Return the reports that cannot all be true: of each collision the newest, with the others of it.

        None outweighs another for being newer: an answer is certain if every largest set of reports that agree has it.
        With filters, those of which any is about what these show. Raises as the class says.

        >>> import deployments
        >>> late = {"source": "ap-2023-05-26", "about": "nld-amdtf-svk", "kind": "start", "value": "2022-04-10"}
        >>> registry = deployments.example().add(deployments.Statement(id="late", **late))
        >>> [(each.statement.id, [other.id for other in each.against]) for each in registry.disputes()]
        [('late', ['reuters-2022-03-20#nld-amdtf-svk.start'])]
        """
        shown = self._shown(filters)
        return [each for each in self._resolution.disputes() if about_any(shown, (each.statement, *each.against))]

    def gaps(self, **filters: Unpack[Filters]) -> list[Gap]:
        """Return the reports of nobody between two of somebody: one stay has no gap.

        With filters, those about what these show. Raises as the class says.

        >>> import deployments
        >>> gone = {"source": "ap-2023-05-26", "about": "nld-amdtf-svk", "kind": "present", "value": False}
        >>> registry = deployments.example().add(deployments.Statement(id="gone", **gone, as_of="2022-09-01"))
        >>> [(gap.absence.id, str(gap.first_day), str(gap.last_day)) for gap in registry.gaps()]
        [('gone', '2022-05-07', '2023-06-13')]
        """
        shown = self._shown(filters)
        return [each for each in self._resolution.gaps() if each.absence.about in shown]

    def overtaken(self, **filters: Unpack[Filters]) -> list[Dispute]:
        """Return the plans that cannot be true with what holds, each with statements that rule it out, none to spare.

        With filters, those about what these show. Raises as the class says.

        >>> import deployments
        >>> early = {"source": "spectator-2022-10-10", "about": "deu-patriot-pol", "kind": "end", "value": "2023-05-01"}
        >>> registry = deployments.example().add(deployments.Statement(id="early", **early))
        >>> [(each.statement.id, [other.id for other in each.against]) for each in registry.overtaken()]
        [('early', ['mdaa-2023-05-26#deu-patriot-pol.equipment'])]
        """
        shown = self._shown(filters)
        return [each for each in self._resolution.overtaken() if each.statement.about in shown]

    def _shown(self, filters: Filters) -> frozenset[str]:
        """Return the ids of what an answer shows: everything is computed from all that was stated."""
        return Selection.of(self._bare, filters).subjects()

    # --- who is where ---

    def active(
        self,
        on: Day,
        *,
        certain: bool = False,
        possible: bool = False,
        throughout: bool = False,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> Answers[Presence]:
        """Return the deployments that are, or may be, there: on a day, or on at least one day of a month or interval.

        With `throughout` it is on every day. An approximate date, or one of several (`[..]`, `XX`), asks for one day
        that is not known. `certain` leaves only what reports alone establish, `possible` only what is possible and not
        certain; both together leave nothing. Those whose word is `cancelled`, `not_yet`, `unspoken`, `authorised` or
        `stale` are left out, though they may be there: `left_out` counts them, and `not_excluded` lists them too. The
        answers come in the order of the registry, and each is made when it is looked at. Raises as the class says.

        >>> import deployments
        >>> there = deployments.example().active("2023-06-20", place="SVK")
        >>> [(str(p.deployment.contributor), str(p.certainty), str(p.word)) for p in there]
        [('NLD', 'possible', 'staying'), ('DEU', 'possible', 'staying')]
        """
        return self._timeline.active(
            on, certain=certain, possible=possible, throughout=throughout, not_excluded=not_excluded, **filters
        )

    def count(
        self,
        on: Day,
        *,
        certain: bool = False,
        possible: bool = False,
        throughout: bool = False,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """Return how many deployments are, or may be, there: the length of what `active` returns, found faster.

        Takes and raises what `active` does.

        >>> import deployments
        >>> registry = deployments.example()
        >>> registry.count("2023-06-20", place="SVK"), registry.count("2022-05-01", place="SVK", certain=True)
        (2, 2)
        """
        return self._timeline.count(
            on, certain=certain, possible=possible, throughout=throughout, not_excluded=not_excluded, **filters
        )

    def left_out(self, on: Day, *, throughout: bool = False, **filters: Unpack[Filters]) -> dict[Word, int]:
        """Return how many deployments may be there and are left out of `active`, by the word that says why.

        Takes `throughout` and `Filters`. Raises as the class says. Words that leave out no deployment are not keys.

        >>> import deployments
        >>> deployments.example().left_out("2022-05-01", place="SVK")
        {<Word.AUTHORISED: 'authorised'>: 1}
        """
        return self._timeline.left_out(on, throughout=throughout, **filters)

    def unplaced(self, on: Day, *, throughout: bool = False, **filters: Unpack[Filters]) -> Answers[Presence]:
        """Return the deployments of which nobody can tell whether they are in the country that is asked for as `place`.

        These are those with a place in no country, or with none at all, which all other filters let through, and which
        may be there on the days asked for: no answer about the country has them. Those that are to come later or were
        called off are not among them, nor is a part without a place of its own whose whole is. Without a country as
        `place` there are none. Takes `throughout` and `Filters`. Raises as the class says.

        >>> from deployments import Deployment, Statement, example
        >>> seen = {"source": "ap-2023-05-26", "about": "nld-medics", "kind": "present", "value": True}
        >>> registry = example().add(Deployment(id="nld-medics", contributor="NLD"), Statement(id="seen", **seen))
        >>> [each.deployment.id for each in registry.unplaced("2023-06-20", place="SVK")]
        ['nld-medics']
        """
        return self._timeline.unplaced(on, throughout=throughout, **filters)

    def presence(
        self, deployment: str | Deployment, on: Day, *, throughout: bool = False, hinges: bool = False
    ) -> Presence:
        """Return whether one deployment is there on the days asked for, why, and with how many.

        Takes a deployment or its id. Unlike `active`, it answers in any case. Over several days the word is the
        strongest of theirs, and with `throughout` the weakest. With `hinges` it asks again without each source that
        speaks of what the answer can depend on: `hinges_on` then has those without which it is another. Raises
        `InvalidValueError` for an id that is not there, and `DateError` for what is no date.

        >>> import deployments
        >>> presence = deployments.example().presence("deu-patriot-pol", "2023-05-26", hinges=True)
        >>> str(presence.certainty), str(presence.word), [source.id for source in presence.hinges_on]
        ('certain', 'seen', ['mdaa-2023-05-26'])
        """
        return self._timeline.presence(deployment, on, throughout=throughout, hinges=hinges)

    def anyone(self, on: Day, **filters: Unpack[Filters]) -> Anyone:
        """Return whether at least one deployment is there on the days asked for, and who that is or may be.

        Takes `Filters`. It is certain if one of them is certain, possible if one of them may be there, also one that
        `active` leaves out. Of one day that is not known (`"2023-06-21~"`) it is certain, too, if on each of the days
        that it can be somebody is certainly there, not always the same. Raises as the class says.

        >>> import deployments
        >>> str(deployments.example().anyone("2022-05-01", place="SVK").certainty)
        'certain'
        """
        return self._timeline.anyone(on, **filters)

    def periods(self, deployment: str | Deployment, *, not_excluded: bool = False) -> list[Period]:
        """Return from when to when a deployment is certainly there, and from when to when perhaps, both ends inclusive.

        Takes a deployment or its id; the periods come in order. Days on which `active` leaves it out are in no period,
        or, with `not_excluded`, in periods of their own; where nobody names a first or a last day, that of the period
        is an `Edge`. Raises `InvalidValueError` for an id that is not there.

        >>> import deployments
        >>> for period in deployments.example().periods("deu-patriot-pol"):
        ...     print(period.first, period.last, period.certainty, *period.words)
        2023-05-26 2023-05-26 certain seen
        2023-05-27 2024-11-26 possible open
        """
        return self._timeline.periods(deployment, not_excluded=not_excluded)

    def overlaps(self, a: str | Deployment, b: str | Deployment) -> frozenset[Allen]:
        """Return the relations of Allen (1983) in which two deployments can be to each other.

        Takes two deployments or their ids. A stay counts as the half-open stretch `[start, end + 1)`: of two that meet,
        one starts on the day after the other ended. Raises `InvalidValueError` for an id that is not there.

        >>> import deployments
        >>> sorted(map(str, deployments.example().overlaps("deu-patriot-svk", "deu-patriot-ltu")))
        ['finished by', 'overlaps']
        """
        return self._timeline.overlaps(a, b)

    def relocations(self, **filters: Unpack[Filters]) -> list[Relocation]:
        """Return the moves of forces: each deployment that follows another, in the order of arrival.

        A `follows` that is only considered, or does not hold, is left out. With filters, those from or to a deployment
        that they let through. Raises as the class says.

        >>> import deployments
        >>> [str(relocation.destination.place) for relocation in deployments.example().relocations()]
        ['Vilnius, LTU']
        """
        return self._timeline.relocations(**filters)

    # --- how many ---

    def strength(
        self,
        on: Day,
        *,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> Total:
        """Return how many personnel are there in all, as a range with both ends inclusive.

        The figure of each deployment is the last reported, with the changes since; it is carried forward until it is
        older than `Tolerance.stale`, 18 months by default. What is planned counts beside it as something that may be.
        Of two deployments of one force that moved, at least the larger counts. Deployments for whom no figure counts
        are named in `unstated`: while there are any, `high` is None, and `stated_high` is the sum of the others. Those
        that `active` leaves out are named in `not_excluded`, and counted with `not_excluded=True`. Over several days it
        goes from the least that there is on any of them to the most. Raises as the class says.

        >>> import deployments
        >>> print(deployments.example().strength("2022-05-10", contributor="NLD"))
        108..132
        """
        return self._timeline.total(on, not_excluded=not_excluded, **filters)

    def strength_by(
        self,
        by: str,
        on: Day,
        *,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> dict[str, Total]:
        """Return the strength of each contributor, mission or place that may have somebody there, by its name.

        Takes `by`: `"contributor"`, `"mission"` or `"place"`. The names are the code of a country or the name of an
        organisation, the id of a mission, or a place as text; empty where there is none. They come in alphabetical
        order. Raises `InvalidValueError` for another `by`, and as the class says.

        >>> import deployments
        >>> {name: str(total) for name, total in deployments.example().strength_by("contributor", "2022-05-10").items()}
        {'DEU': 'unknown', 'NLD': '108..132'}
        """
        return self._timeline.total_by(by, on, not_excluded=not_excluded, **filters)

    @overload
    def strength_series(
        self,
        start: Day,
        end: Day,
        by: None = None,
        **filters: Unpack[Filters],
    ) -> Series: ...

    @overload
    def strength_series(
        self,
        start: Day,
        end: Day,
        by: str,
        **filters: Unpack[Filters],
    ) -> dict[str, Series]: ...

    def strength_series(
        self,
        start: Day,
        end: Day,
        by: str | None = None,
        **filters: Unpack[Filters],
    ) -> Series | dict[str, Series]:
        """Return the strength of every day from the first of `start` to the last of `end`, both inclusive, in steps.

        A step is the longest stretch of days on which nothing changes; steps follow each other without gaps. With `by`
        a dictionary of one series for each contributor, mission or place, as `strength_by` names them. Raises
        `DateError` for a period without an end, or in reverse, and as `strength_by` does.

        >>> import deployments
        >>> for step in deployments.example().strength_series("2022-04-10", "2022-05-10", contributor="NLD"):
        ...     print(step.first, step.last, step)
        2022-04-10 2022-04-13 1..200
        2022-04-14 2022-05-05 135..165
        2022-05-06 2022-05-10 108..132
        """
        if by is None:
            return self._timeline.series(start, end, **filters)
        return self._timeline.series_by(by, start, end, **filters)

    def peak(
        self,
        start: Day,
        end: Day,
        **filters: Unpack[Filters],
    ) -> Peak:
        """Return the highest that the low and the high end of a series reach, in personnel, each with its first day.

        `high` is None if there is no upper end on some day; `high_on` is then the first such day. Takes a `start` and
        an `end`, both inclusive, and `Filters`, and raises what `strength_series` does.

        >>> import deployments
        >>> deployments.example().peak("2022-04-14", "2023", contributor="NLD").high
        165
        """
        return self._timeline.peak(start, end, **filters)

    # --- what is authorised ---

    def authorisation(self, about: str | Deployment | Mission, on: Day) -> Authorisation:
        """Return the mandate and the ceiling of a deployment or a mission on one day.

        Takes either or its id. A mandate or ceiling holds from its day, or that of its source, until the day of the
        next. A deployment without its own has that of its whole, or else that of its mission. Raises
        `InvalidValueError` for an id that is not there, and `DateError` for what is not one day.

        >>> import deployments
        >>> found = deployments.example().authorisation("deu-battlegroup-svk", "2022-06-01")
        >>> found.mandate, str(found.ceiling.quantity), found.ceiling.by
        (None, '700', 'Slovak parliament')
        """
        return self._timeline.authorisation(about, on)

    def authorisations(self, on: Day, **filters: Unpack[Filters]) -> Answers[Authorisation]:
        """Return what is authorised on one day, of each mission and deployment that filters let through.

        Missions come first; those of which nothing of the kind is stated are not among them. A deployment that is
        certainly not there on that day is among them only for claims of its own. Raises as the class says.

        >>> import deployments
        >>> [each.about for each in deployments.example().authorisations("2022-06-01")]
        ['deu-battlegroup-svk']
        """
        return self._timeline.authorisations(on, **filters)

    def running_out(self, since: Day, until: Day, **filters: Unpack[Filters]) -> Answers[Authorisation]:
        """Return the mandates that can end between two days, both inclusive, and that no other takes the place of.

        They are those that deployments and missions have of their own, in the order of their last days, each with what
        is authorised on the last day that it can end. Left out is what another follows on the next day. After them come
        those that are only planned, or considered: their `mandate` is None, and `ending` is what would run out. Raises
        `DateError` for days in reverse or without end, and as the class says.

        >>> import deployments
        >>> said = {"source": "aresdifesa-2022", "about": "deu-battlegroup-svk", "kind": "mandate"}
        >>> registry = deployments.example().add(deployments.Statement(id="new", **said, value="2023-06-30"))
        >>> [(each.about, str(each.mandate.latest)) for each in registry.running_out("2023-01-01", "2023-12-31")]
        [('deu-battlegroup-svk', '2023-06-30')]
        """
        return self._timeline.running_out(since, until, **filters)

    # --- records, and what is said of them ---

    def listing(self, kind: str | None = None, **filters: Unpack[Filters]) -> list[Record]:
        """Return the missions, deployments, events and sources, in that order; each has an `id`.

        Takes the kind of record to list (`"mission"`, `"deployment"`, `"event"` or `"source"`), and `Filters`: then the
        deployments that they let through, and what goes with these. Raises `InvalidValueError` for another kind, and as
        the class says.

        >>> import deployments
        >>> [record.id for record in deployments.example().listing("deployment", contributor="NLD")]
        ['nld-amdtf-svk']
        """
        from deployments.answers.lookup import listing

        return listing(self._bare, kind, filters)

    def find(self, text: str, **filters: Unpack[Filters]) -> list[Hit]:
        """Return the records that hold every word of a text, and where each stands.

        Looks through names, titles, ids, places, countries (in every language), references, wordings, locators, notes
        and who authorised it (`by`), and through numbers and dates as they are written (`"337"`, `"2023-06-21"`),
        whatever the case, the accents and the kind of blanks; a paper of parliament is found in any spelling.
        Takes `Filters`. Raises `InvalidValueError` for a text without words or of more than 300 characters, and as the
        class says.

        >>> import deployments
        >>> for hit in deployments.example().find("sliac patriot", contributor="NLD"):
        ...     print(hit.record.id, *hit.places)
        nld-amdtf-svk ('force', 'Patriot') ('place', 'Sliač')
        shephard-2022-04#amdtf-svk.equipment ('value', '1.. Patriot battery') ('note', 'A battery near Sliač, ...')
        """
        from deployments.answers import lookup
        from deployments.answers.views import view_of

        return lookup.find(self._bare, view_of(self._bare, filters).records(), text)

    def dossier(self, id_: str | Record) -> Dossier:
        """Return everything that is stated of a record, and every other statement that names it.

        Takes any record or its id: of a source it is all that it states, and what cites it. Each statement comes with
        its source, its basis and what became of it. Raises `InvalidValueError` for an id that is not there; the error
        names the one that was meant, if one comes close.

        >>> import deployments
        >>> dossier = deployments.example().dossier("vilnius-summit")
        >>> [each.source.publisher for each in dossier.stated], len(dossier.naming)
        (['AP', 'Rijksoverheid'], 4)
        """
        from deployments.answers import lookup

        return lookup.dossier(self._bare, self.status, id_)

    def show(self, id_: str | Record, on: Day | None = None) -> Card:
        """Return a record with everything that is said of it and, with a day, what is known of it on that day.

        Takes any record or its id, and one day only for a deployment or a mission. Raises `InvalidValueError` for an id
        that is not there, and for a day with an event, a source or a statement; `DateError` for what is not one day.

        >>> import deployments
        >>> card = deployments.example().show("nld-amdtf-svk", "2022-05-10")
        >>> len(card.dossier.stated), card.presence.figure()
        (16, 'about 120 (6 May 2022)')
        """
        from deployments.answers import lookup

        return lookup.card(self._timeline, id_, on)

    # --- what was said, and what was known ---

    def timeline(self, **filters: Unpack[Filters]) -> list[Entry]:
        """Return the statements that date something, in the order of the days that all that holds leaves for them.

        With filters, those about the deployments that they let through, about the missions of those, and about the
        events by which any of that is dated. Raises as the class says.

        >>> import deployments
        >>> deployments.example().timeline(contributor="DEU", place="LTU")[0].bounds
        Bounds(earliest=2023-06-22, latest=2023-06-29)
        """
        return self._timeline.entries(**filters)

    def known_on(self, day: Day, *, include_possible: bool = False) -> Registry:
        """Return the registry of the sources that had certainly appeared by the end of a day.

        With `include_possible` also of those that may have. Missions, deployments and events stay, with what was known
        of them; sources that are cited stay by name. Raises `DateError` for what is not one day.

        >>> import deployments
        >>> deployments.example().known_on("2022-04-01").bounds("nld-amdtf-svk.end").latest
        Date(2022, 10, 20)
        """
        from deployments.answers import knowledge

        return self._within(knowledge.known_on(self, day, include_possible=include_possible))

    def trusting(self, *, kind: SourceKind | str | Iterable[SourceKind | str]) -> Registry:
        """Return the registry of the sources of some kinds only; a source whose kind is unset is of none.

        Takes a kind (`"official"`) or several. Missions, deployments and events stay. Raises `InvalidValueError` for
        what is no kind of source.

        >>> import deployments
        >>> registry = deployments.example()
        >>> len(registry.trusting(kind="official").statements) < len(registry.statements)
        True
        """
        from deployments.answers import knowledge

        return self._within(knowledge.trusting(self, kind))

    def without(self, *sources: str | Source) -> Registry:
        """Return the registry without what some sources state. Takes sources or their ids.

        Raises `InvalidValueError` for an id that is not there.

        >>> import deployments
        >>> registry = deployments.example()
        >>> len(registry.without("mdaa-2023-05-26").statements) < len(registry.statements)
        True
        """
        from deployments.answers import knowledge

        return self._within(knowledge.without(self, sources))

    def _within(self, scope: Scope) -> Registry:
        from deployments.answers import knowledge

        narrowed = knowledge.in_scope(self, scope, self._resolution)
        # What is known of all sources tells faster what holds by some of them than those would from the start.
        heard = {source.id for source in narrowed.heard}
        vars(narrowed)["_resolution"] = self._resolution.narrowed(narrowed._bare, heard)  # noqa: SLF001 - a registry
        return narrowed

    def history(self, reference: str) -> list[Revision]:
        """Return the bounds of a milestone after each source, in the order in which the sources were surely known.

        Takes a milestone, `"nld-amdtf-svk.end"`, or of a deployment or a mission `"id.mandate"` or `"id.ceiling"`. The
        moves are in days, later ones positive; None where a bound before or after is not a day. Of the sources, those
        of which nobody can tell when they appeared stand last. A planned day that passed without a report has a row
        without a source; one that no source is late enough to tell of has such a row, `untold`, at the end. Raises
        `InvalidValueError` for a milestone that is not there.

        >>> import deployments
        >>> [r.latest_moved for r in deployments.example().history("nld-amdtf-svk.end") if r.latest_moved]
        [251]
        """
        from deployments.answers import knowledge

        return knowledge.history(self, reference)

    def changes(self, since: Day, until: Day, **filters: Unpack[Filters]) -> Changes:
        """Return what each source that appeared after one day, and by another, changed in what was known.

        The first day is not included, the last one is: both mean what was known by the end of them. Takes `Filters`.
        Raises `DateError` for what is not one day, or for days in reverse, and as the class says.

        >>> import deployments
        >>> for item in deployments.example().changes("2023-06-20", "2023-07-10").items:
        ...     if not item.implied:
        ...         print(item.source.id, item.about, item.kind, item.effect)
        kyivindependent-2023-06-29 deu-patriot-ltu start moved
        rijksoverheid-2023-07-06 vilnius-summit date repeated
        """
        from deployments.answers.changes import changes

        return changes(self, since, until, filters)

    def unconfirmed(
        self,
        day: Day,
        *,
        implied: bool = False,
        replaced: bool = False,
        undated: bool = False,
        **filters: Unpack[Filters],
    ) -> list[Promise]:
        """Return the promises that fell due before a day, and that no report bears out: a row for each.

        A plan promises, or a mandate that ran out. What falls due on the day itself is left out, and so is what any
        report, whenever it appeared, says had come about by that day: `known_on` leaves out later reports. With
        `implied` also what no source planned, and only follows; with `replaced` also what a later plan moved; with
        `undated` also what no source gives a last day, which never falls due: that of the row is an `Edge`. Takes
        `Filters`. Raises `DateError` for what is not one day, and as the class says.

        >>> import deployments
        >>> [each.milestone for each in deployments.example().unconfirmed("2023-07-01")]
        ['nld-amdtf-svk.operational', 'nld-amdtf-svk.returned']
        """
        from deployments.answers import promises

        return promises.unconfirmed(self._timeline, day, implied=implied, replaced=replaced, undated=undated, **filters)
