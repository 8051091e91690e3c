"""What the timeline answers with: values that say how certain they are, and why.

A day number counts days as `datetime.date.toordinal()` does: 2023-06-21 is 738692. It is minus or plus infinity where
there is no first or no last day. First and last days are inclusive, as day numbers and as dates. A property that gives
a date gives an `Edge` where the day is infinite, or not in the years 1 to 9999; with `_day` at the end of its name it
gives None there.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.answers.sightings import Sighting
from deployments.answers.words import Word
from deployments.brief import brief, brief_with_text, listed
from deployments.claims import Basis, ClaimKind
from deployments.records import Deployment, Source, Statement
from deployments.solver.bounds import Bounds, Status
from deployments.values.calendar import FIRST_DATE, LAST_DATE, DayOrNone, Edge, calendar_date, day_text
from deployments.values.certainty import Certainty
from deployments.values.quantities import Change, Personnel

if TYPE_CHECKING:
    import pendulum


@attrs.frozen
class Range:
    """A number of personnel from `low` to `high`, both inclusive; `high` is None where nobody gave an upper end.

    >>> str(Range(63, 77))
    '63..77'
    """

    low: int
    high: int | None

    def __str__(self) -> str:
        return range_text(self.low, self.high)


@attrs.frozen
class Figure:
    """A number of personnel, or a change of one, as a source said it, and the days that it is of.

    `first` and `last` are these days as day numbers, `earliest` and `latest` as dates; both ends are inclusive. Of a
    plan they are the days on which it counts, and of what is only considered the days on which it is so.

    >>> import deployments
    >>> [six] = deployments.example().presence("nld-amdtf-svk", "2023-06-20").strength.stated
    >>> str(six.quantity), six.first, str(six.earliest), str(six.latest), str(six.basis)
    ('6', 738657, '2023-05-17', '2023-06-14', 'reported')
    """

    __repr__ = brief

    quantity: Personnel | Change
    first: float = attrs.field(repr=day_text)
    last: float = attrs.field(repr=day_text)
    statement: Statement
    basis: Basis = Basis.REPORTED

    @property
    def earliest(self) -> pendulum.Date | Edge:
        """The first day that it is of."""
        return calendar_date(self.first)

    @property
    def latest(self) -> pendulum.Date | Edge:
        """The last day that it is of."""
        return calendar_date(self.last)

    earliest_day = DayOrNone("earliest")
    latest_day = DayOrNone("latest")


@attrs.frozen
class Strength:
    """How many personnel are there: from `low` to `high`, both inclusive; `high` is None where it has no upper end.

    The range is computed; `stated` has the figures as they were said, none if no figure counts. Where it is only
    possible that the force is there, `low` is 0, and `if_there` is the range if it is. `last` is the last figure that
    was reported, where it is too old to count; `last_planned` is likewise the last that was planned, unless `last` is
    as late. Each is None otherwise.

    `carried`: a figure is of an earlier day, or of one day of several. `planned`: a plan is in it. `disputed`: reports
    disagree. `computed`: it is more than what one source said.

    >>> import deployments
    >>> strength = deployments.example().presence("nld-amdtf-svk", "2023-06-20").strength
    >>> strength.low, strength.high, str(strength.if_there), strength.carried
    (0, 6, '6', True)
    """

    __repr__ = brief_with_text

    low: int = attrs.field(repr=False)
    high: int | None = attrs.field(repr=False)
    if_there: Range | None = None
    stated: tuple[Figure, ...] = ()
    carried: bool = False
    planned: bool = False
    disputed: bool = False
    computed: bool = False
    last: Figure | None = None
    last_planned: Figure | None = None

    @property
    def is_stated(self) -> bool:
        """Whether any source stated a figure that counts."""
        return bool(self.stated)

    @property
    def outdated(self) -> tuple[Figure, ...]:
        """`last` and `last_planned`, as far as there are such: figures that are too old to count."""
        return tuple(each for each in (self.last, self.last_planned) if each is not None)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that are behind it."""
        return tuple(dict.fromkeys(figure.statement for figure in self.stated))

    def __str__(self) -> str:
        if not self.is_stated and self.high is None:
            return "unknown"
        return range_text(self.low, self.high)


def sum_text(low: int, stated_high: int | None, parts: int, unstated: int, not_excluded: int = 0) -> str:
    """Return a sum in short: of how many parts, for how many of those no figure counts, and how many are left out.

    >>> sum_text(108, 132, 2, 1), sum_text(0, 0, 1, 1), sum_text(0, 0, 0, 0), sum_text(0, 0, 0, 0, 2)
    ('108..132 (+ 1 unknown)', 'unknown', '0', '0 (2 not excluded)')
    """
    if unstated and unstated == parts and stated_high == 0:
        return "unknown"
    text = range_text(low, stated_high) + (f" (+ {unstated} unknown)" if unstated else "")
    return text if parts or not not_excluded else f"{text} ({not_excluded} not excluded)"


def range_text(low: int, high: int | None) -> str:
    """Return a range of numbers as a `Quantity` writes it.

    >>> range_text(108, 132), range_text(6, 6), range_text(1, None)
    ('108..132', '6', '1..')
    """
    return str(low) if low == high else f"{low}..{'' if high is None else high}"


@attrs.frozen
class Expected:
    """The day of an arrival or a leaving: its milestone and bounds, who says so, and whether as a report or a plan.

    `milestone` is the one that is told of: `"start"`, `"departed"` or `"decided"` of an arrival, `"end"` or
    `"returned"` of a leaving. `bounds` are the first and the last day that it can be, both inclusive. `named` are the
    days that each of the statements names by itself; None if they differ, or name none: then the bounds, which are
    computed, are nobody's words. `contradictory`: these are reports, and no day is what all say. `disputed`: other
    reports contradict one of them. `dating` are the statements that date what these are dated by, the three newest at
    most. `departed` is the day on which it left home by reports, where its arrival is only planned.

    >>> import deployments
    >>> leaves = deployments.example().presence("nld-amdtf-svk", "2023-06-20").leaves
    >>> leaves.milestone, leaves.bounds, str(leaves.basis)
    ('returned', Bounds(earliest=2023-06-14, latest=2023-06-28), 'planned')
    """

    __repr__ = brief

    milestone: str
    bounds: Bounds
    basis: Basis
    statements: tuple[Statement, ...]
    named: Bounds | None = None
    contradictory: bool = False
    disputed: bool = False
    dating: tuple[Statement, ...] = ()
    departed: Expected | None = None

    @property
    def behind(self) -> tuple[Statement, ...]:
        """All statements that say it: those that date it, date what it hangs on, or report that it left home."""
        return (*self.statements, *self.dating, *(() if self.departed is None else self.departed.behind))


@attrs.frozen
class Ground:
    """One statement, and the days that it is of, from `first` to `last`, as day numbers and both inclusive.

    `computed`: the statement itself names other days, or none. `disputed`: other reports contradict it.

    >>> import deployments
    >>> [ground] = deployments.example().presence("deu-patriot-pol", "2023-05-26").grounds.said
    >>> ground.statement.source, ground.first, str(ground.first_day), ground.computed
    ('mdaa-2023-05-26', 738666, '2023-05-26', False)
    """

    __repr__ = brief

    first: float = attrs.field(repr=day_text)
    last: float = attrs.field(repr=day_text)
    statement: Statement
    computed: bool = False
    disputed: bool = False

    first_day = DayOrNone("first")
    last_day = DayOrNone("last")


@attrs.frozen
class Grounds:
    """What the word of an answer follows from.

    `first` and `last`, as day numbers and both inclusive, are the days in question: those on which it can have arrived
    or left, or those of a silence; `is_planned` tells whether plans, and not reports alone, give the last of them.
    `said` are the statements, in the order of the days that they are of.

    `seen` is the last sighting, or, if there is none, a report of its start that names no day by itself; `later` is the
    first sighting that can only be of a later day. `behind` are the statements from which the days follow, where none
    names them: such days are computed, and `doubted` if other reports contradict one of them. `left` is the last report
    by then, of a leaving or of nobody, that others contradict, where it would be told that nobody has reported a
    leaving. `ending` says that it ends, without a day: it was called off after it was seen, the end is decided, or
    nobody is to be there. `considered` is what is only considered of its arrival and its leaving. `dropped` are the
    kinds of the claims about the deployment that do not hold: of what these name, nobody can say that it was never
    named. `is_premature`: a report of somebody there is of a day after its own source, and so disputed.

    >>> import deployments
    >>> grounds = deployments.example().presence("nld-amdtf-svk", "2023-06-20").grounds
    >>> grounds.first, grounds.last, grounds.is_planned, str(grounds.seen.last_day)
    (738657, 738699, True, '2023-06-14')
    """

    __repr__ = brief

    first: float = attrs.field(default=-inf, repr=day_text)
    last: float = attrs.field(default=inf, repr=day_text)
    is_planned: bool = False
    said: tuple[Ground, ...] = ()
    seen: Ground | None = None
    later: Ground | None = None
    behind: tuple[Statement, ...] = ()
    doubted: bool = False
    left: Ground | None = None
    ending: Ground | None = None
    considered: tuple[Statement, ...] = ()
    dropped: frozenset[ClaimKind] = frozenset()
    is_premature: bool = False

    def is_named(self, *, is_first: bool) -> bool:
        """Tell whether a statement names just the first of the days, or else the last: else it is computed.

        Who reports nobody names the days up to that, or from that on.
        """
        if is_first:
            return any(self.first in (each.first, each.last + 1) for each in self.said)
        return any(self.last in (each.last, each.first - 1) for each in self.said)


def _days_seen(sighting: Sighting) -> str:
    return str(Bounds(sighting.first, sighting.last))


def _days_expected(expected: Expected) -> str:
    return str(expected.bounds)


@attrs.frozen
class Presence:
    """A deployment on the days asked for: whether it is there, the one word that says why, and with how many.

    - `disputed`: reports that contradict each other are behind the answer.
    - `last_seen`: the last sighting that can be of a day not after those asked for.
    - `arrives`, `leaves`: its first and its last day there, or the nearest to them that anybody speaks of.
    - `certain_until`: the last day, not after those asked for, on which it is certainly there.
    - `mandate`: whether the one day asked for is within a mandate, its own or that of what it belongs to. `NO`
      says that none stated here runs so long, and not that it expired.
    - `considered`: the numbers that are only under consideration, and not in `strength`; empty if there are none.
    - `hinges_on`: the sources any one of which, taken away, changes the certainty or the word; empty if none does so,
      and None where that was not asked.

    `last_seen`, `arrives`, `leaves`, `certain_until` and `mandate` are None if there is no such thing. `grounds` has
    what the word follows from, and `sources` those of all statements that it holds: what `sentence` and `figure` need.
    `throughout`: it was asked for every one of the days.

    >>> import deployments
    >>> presence = deployments.example().presence("nld-amdtf-svk", "2023-06-20")
    >>> str(presence.certainty), str(presence.word), str(presence.certain_until), presence.hinges_on
    ('possible', 'staying', '2023-05-17', None)
    """

    __repr__ = brief

    deployment: Deployment
    certainty: Certainty
    word: Word
    strength: Strength
    disputed: bool = False
    last_seen: Sighting | None = attrs.field(default=None, repr=_days_seen)
    arrives: Expected | None = attrs.field(default=None, repr=_days_expected)
    leaves: Expected | None = attrs.field(default=None, repr=_days_expected)
    certain_until: pendulum.Date | Edge | None = None
    mandate: Certainty | None = None
    considered: tuple[Figure, ...] = ()
    grounds: Grounds = attrs.field(default=Grounds(), repr=False)
    sources: tuple[Source, ...] = attrs.field(default=(), repr=False)
    throughout: bool = False
    hinges_on: tuple[Source, ...] | None = None

    certain_until_day = DayOrNone("certain_until")

    @property
    def witnesses(self) -> tuple[Source, ...]:
        """The sources that the sentence cites; of those that rest on each other, or on the same source, only one.

        Of these it is the first that rests on no other. What the maker of the registry computed has no witness.

        >>> import deployments
        >>> [source.id for source in deployments.example().presence("nld-amdtf-svk", "2023-06-20").witnesses]
        ['dmm-2023-06']
        """
        from deployments.answers.sentences import cited_in_sentence  # noqa: PLC0415 - as `sentence` says
        from deployments.answers.trust import witnesses  # noqa: PLC0415 - as above

        return witnesses(cited_in_sentence(self), self.sources)

    def _repr_html_(self) -> str:
        from deployments.answers.notebook import presences_html  # noqa: PLC0415 - as `sentence` says

        return presences_html([self])

    def sentence(self, lang: str = "en") -> str:
        """Return why the answer is what it is, in one or two sentences that name who said so and when.

        Takes `"en"` or `"nl"`. Raises `InvalidValueError` for a language that there is no file for.

        >>> import deployments
        >>> print(deployments.example().presence("deu-patriot-pol", "2023-06-20").sentence())
        Last seen on 26 May 2023 [Missile Defense Advocacy Alliance (relay), 26 May 2023]; nobody has named an end.
        """
        from deployments.answers.sentences import sentence_of  # noqa: PLC0415 - words are read when they are asked for

        return sentence_of(self, lang)

    def figure(self, lang: str = "en") -> str:
        """Return how many there are as it was said: the number, its day, and the condition if it is not certain.

        Takes and raises what `sentence` does. "at most" stands there only where a source says it.

        >>> import deployments
        >>> deployments.example().presence("nld-amdtf-svk", "2023-06-20").figure()
        '6, if still there (between 17 May and 14 June 2023)'
        """
        from deployments.answers.figures_as_said import figure_as_said  # noqa: PLC0415 - as above

        return figure_as_said(self, lang)


class StrengthRole(enum.StrEnum):
    """What a figure, or a change, does for the strength on a day, or why it does nothing.

    What counts:

    - `FIGURE`: it is the last reported figure, or may be.
    - `CHANGE`: a change that is surely later is added. `PERHAPS`: of one that may be later, both with and without it.
    - `PLANNED`: what is planned takes part as something that may be.
    - `PART`: a figure of a part, of a whole of which nobody stated one.

    What does not count:

    - `REPLACED`: a newer figure does. `INCLUDED`: the figure already has the change in it. `ALONE`: there is no figure
      that a change could change. `LATER`: it is of a later day. `STALE`: it is too old.
    - `CORRECTED`, `CANCELLED`: it was put right, or called off. `CONSIDERED`: nothing is decided.
    - `NOBODY`: it says that nobody is there, which is no number. `NOT_THERE`: on that day nobody is there.
    """

    FIGURE = "figure"
    CHANGE = "change"
    PERHAPS = "perhaps"
    PLANNED = "planned"
    PART = "part"
    REPLACED = "replaced"
    INCLUDED = "included"
    ALONE = "alone"
    LATER = "later"
    STALE = "stale"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    CONSIDERED = "considered"
    NOBODY = "nobody"
    NOT_THERE = "not_there"


@attrs.frozen
class StrengthLink:
    """What one figure, or one change, does for the strength on a day: its role, and the range that it leaves.

    `low` and `high` are no personnel: they are the first and the last day that it is of, or on which a plan counts, as
    day numbers and both inclusive; `first` and `last` are the same as dates. `after` is the range of personnel once it
    is counted in; None where it does not count. `disputed`: other reports contradict it.

    >>> import deployments
    >>> [link] = deployments.example().explain("nld-amdtf-svk.strength", "2022-06-01").counted
    >>> str(link.role), link.low, str(link.first), str(link.after)
    ('figure', 738281, '2022-05-06', '108..132')
    """

    __repr__ = brief

    statement: Statement
    source: Source
    role: StrengthRole
    low: float = attrs.field(repr=day_text)
    high: float = attrs.field(repr=day_text)
    after: Range | None = None
    disputed: bool = False

    @property
    def first(self) -> pendulum.Date | Edge:
        """The first day that it is of."""
        return calendar_date(self.low)

    @property
    def last(self) -> pendulum.Date | Edge:
        """The last day that it is of."""
        return calendar_date(self.high)

    first_day = DayOrNone("first")
    last_day = DayOrNone("last")


@attrs.frozen
class StrengthExplanation:
    """Why a deployment has its strength on a day: what counts, in the order of the arithmetic, and what does not.

    `presence` is the answer for that day. Where it is unsure which figure is the newest, each that may be stands in
    `counted` with the changes after it, so that a change can stand there twice.

    >>> import deployments
    >>> why = deployments.example().explain("nld-amdtf-svk.strength", "2022-06-01")
    >>> [str(link.role) for link in (*why.counted, *why.uncounted)]
    ['figure', 'considered', 'replaced', 'replaced', 'later', 'later']
    """

    __repr__ = brief

    presence: Presence
    counted: tuple[StrengthLink, ...]
    uncounted: tuple[StrengthLink, ...]


@attrs.frozen
class Anyone:
    """Whether anybody is there, and the answers behind that.

    `presences` are the certain answers. If none is certain, they are the answers for all who may be there, also for
    those that `active` leaves out; if nobody may be there, the answers for all who were asked about. A part is not
    among them where its whole is.

    >>> import deployments
    >>> anyone = deployments.example().anyone("2022-05-01", place="SVK")
    >>> str(anyone.certainty), [presence.deployment.id for presence in anyone.presences]
    ('certain', ['nld-amdtf-svk', 'deu-patriot-svk'])
    """

    __repr__ = brief

    certainty: Certainty
    presences: Sequence[Presence] = ()


#: 1 January 2000.
_ANY_DAY = 730_120


@attrs.frozen
class Period:
    """The days from `low` to `high` throughout which the presence of a deployment is as certain as `certainty` says.

    `low` and `high` are no personnel: they are day numbers, and `first` and `last` are the same days as dates; both
    ends are inclusive. `words` are those of its days, in order, each once.

    >>> import deployments
    >>> period = deployments.example().periods("nld-amdtf-svk")[0]
    >>> period.low, str(period.first), str(period.last), period.days, str(period.certainty)
    (738234, '2022-03-20', '2023-05-17', 424, 'certain')
    """

    __repr__ = brief

    low: float = attrs.field(repr=day_text)
    high: float = attrs.field(repr=day_text)
    certainty: Certainty
    words: tuple[Word, ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether `active` lists the deployment on these days, and does not leave it out although it may be there."""
        return all(word.is_listed for word in self.words)

    @property
    def days(self) -> float:
        """How many days these are; infinite without a first or a last."""
        return self.high - self.low + 1

    @property
    def ends(self) -> tuple[int, ...]:
        """The first and the last of the days, as day numbers; one that is infinite, or in no calendar, is left out.

        Of a period of all days it is 1 January 2000, as any other day would do.
        """
        if (self.low, self.high) == (-inf, inf):
            return (_ANY_DAY,)
        return tuple(int(day) for day in dict.fromkeys((self.low, self.high)) if FIRST_DATE <= day <= LAST_DATE)

    @property
    def first(self) -> pendulum.Date | Edge:
        """The first of the days."""
        return calendar_date(self.low)

    @property
    def last(self) -> pendulum.Date | Edge:
        """The last of the days."""
        return calendar_date(self.high)

    first_day = DayOrNone("first")
    last_day = DayOrNone("last")


@attrs.frozen
class Mandate:
    """The last day authorised: it can be from `earliest` to `latest`, both inclusive, both None if it is indefinite.

    - `since`: the days of which one is that from which it holds. `replaces`: the mandates that held until then.
    - `days_left`: how many days there are from the day asked for to the latest one; below 0 after it, and
      None where it names no last day.

    >>> import deployments
    >>> said = {"source": "aresdifesa-2022", "about": "deu-battlegroup-svk", "kind": "mandate", "value": "2023-06-30"}
    >>> registry = deployments.example().add(deployments.Statement(id="mandate", **said))
    >>> mandate = registry.authorisation("deu-battlegroup-svk", "2023-06-01").mandate
    >>> str(mandate.since), str(mandate.latest), mandate.days_left
    ('2022-03-01', '2023-06-30', 29)
    """

    __repr__ = brief

    statement: Statement
    since: Bounds
    earliest: pendulum.Date | Edge | None
    latest: pendulum.Date | Edge | None
    days_left: int | None
    replaces: tuple[Statement, ...] = ()

    earliest_day = DayOrNone("earliest")
    latest_day = DayOrNone("latest")

    @property
    def of(self) -> str:
        """The id of the deployment or the mission whose mandate it is."""
        return self.statement.about

    @property
    def by(self) -> str | None:
        """Who gave it, as far as its source says so."""
        return self.statement.by

    @property
    def is_indefinite(self) -> bool:
        """Whether it is said to have no last day."""
        return self.latest is None

    @property
    def days_left_at_least(self) -> int | None:
        """How many days there are from the day asked for to the earliest one: fewer than `days_left` if it is vague."""
        first, last = self.earliest_day, self.latest_day
        if self.days_left is None or first is None or last is None:
            return None
        return self.days_left - (last - first).days


@attrs.frozen
class Ceiling:
    """The greatest number of personnel authorised.

    - `since`: the days of which one is that from which it holds. `replaces`: the ceilings that held until then.
    - `until`: the last day on which it can hold, that of the mandate of its source; None if that states none.
      `until_at_least`: the first day that can be its last one: before `until` if that mandate is vague.
    - `holds`: whether it is the one that holds on the day asked for: possible where another may, no after `until`.
    - `ends_with`: the mandates of its source that say until when it holds; none where it names its own days.

    >>> import deployments
    >>> ceiling = deployments.example().authorisation("deu-battlegroup-svk", "2022-06-01").ceiling
    >>> str(ceiling.quantity), ceiling.by, str(ceiling.since), ceiling.until, str(ceiling.holds)
    ('700', 'Slovak parliament', '2022-03-01', None, 'certain')
    """

    __repr__ = brief

    statement: Statement
    quantity: Personnel
    since: Bounds
    until: pendulum.Date | Edge | None
    holds: Certainty
    replaces: tuple[Statement, ...] = ()
    until_at_least: pendulum.Date | Edge | None = None
    ends_with: tuple[Statement, ...] = ()

    until_day = DayOrNone("until")
    until_at_least_day = DayOrNone("until_at_least")

    @property
    def of(self) -> str:
        """The id of the deployment or the mission whose ceiling it is."""
        return self.statement.about

    @property
    def by(self) -> str | None:
        """Who set it, as far as its source says so."""
        return self.statement.by


@attrs.frozen
class Authorisation:
    """What is authorised for a deployment or a mission on a day.

    - `certainty`: whether the day is within the mandate; None where nobody stated one by then.
    - `mandate`, `ceiling`: the newest that can hold on that day, or held last: its own, or else that of what it belongs
      to, which their `of` names. None where nobody stated one by then.
    - `exceeded`: whether more are there than the ceiling allows; None where no ceiling holds, or nobody states how many
      there are.
    - `others`: the other mandates and ceilings that can be the one that holds, where it is unsure which began last, or
      where it belongs to several missions.
    - `planned`, `considered`: what is to be authorised, or only thought of, and was not decided by then.
    - `lapsed`: mandates that were planned, or considered, for later days than `mandate`, are neither any more by then,
      and were not reported as given.
    - `ending`: of what runs out, the mandate that would do so if it were given: it is only planned, or considered, and
      nobody says that it holds. None for what was given.

    >>> import deployments
    >>> authorisation = deployments.example().authorisation("deu-battlegroup-svk", "2022-06-01")
    >>> authorisation.of, authorisation.mandate, str(authorisation.ceiling.quantity), authorisation.exceeded
    ('deu-battlegroup-svk', None, '700', None)
    """

    __repr__ = brief

    about: str
    certainty: Certainty | None = None
    mandate: Mandate | None = None
    ceiling: Ceiling | None = None
    exceeded: Certainty | None = None
    others: tuple[Statement, ...] = ()
    planned: tuple[Statement, ...] = ()
    considered: tuple[Statement, ...] = ()
    lapsed: tuple[Statement, ...] = ()
    ending: Mandate | None = None

    @property
    def of(self) -> str | None:
        """The id of whose mandate it is, or, without one, of whose ceiling; None where nobody stated any."""
        found = self.mandate or self.ceiling
        return None if found is None else found.of

    @property
    def is_inherited(self) -> bool:
        """Whether any of it is that of what the deployment belongs to."""
        return any(each is not None and each.of != self.about for each in (self.mandate, self.ceiling))

    @property
    def is_stated(self) -> bool:
        """Whether anybody states, plans or considers any of it."""
        return self.of is not None or bool(self.planned or self.considered)


def _deployments(parts: Sequence[tuple[Deployment, Strength]]) -> str:
    return f"[{listed((deployment for deployment, _ in parts), len(parts))}]"


@attrs.frozen
class Total:
    """A sum of strengths: from `low` to `high` personnel, both inclusive. Over several days these are of any of them.

    - `low`: the least of those with a number. The others add nothing to it, though each who is certainly there is at
      least one.
    - `high`: None while any of `parts` is `unstated` or has no upper end, or while all who may be there are left out.
      `stated_high` is the sum of those with a number; None if one of them has no upper end.
    - `parts`: the deployments that are, or may be, there, with the strength of each. A deployment that is part of
      another one asked about is not among them, and never added.
    - `unstated`: those of `parts` for whom no figure counts on some of the days: none was stated, or the last is too
      old.
    - `not_excluded`: those that may be there, and that `active` leaves out: they are to come later, were called off,
      are only authorised, or nobody speaks of those days, or of them at all for too long.
    - `disputed`: reports contradict each other about any of `parts`: whether it is there, or with how many.

    `reported_total` is no sum: asked for a mission and nothing else, it is what sources state of the mission itself,
    with its statements; None where none states any.

    >>> import deployments
    >>> total = deployments.example().strength("2022-05-10", place="SVK")
    >>> total.low, total.high, total.stated_high, [each.id for each in total.unstated]
    (108, None, 132, ['deu-patriot-svk'])
    """

    __repr__ = brief_with_text

    low: int = attrs.field(repr=False)
    high: int | None = attrs.field(repr=False)
    stated_high: int | None = attrs.field(default=None, repr=False)
    parts: Sequence[tuple[Deployment, Strength]] = attrs.field(default=(), repr=_deployments)
    unstated: Sequence[Deployment] = ()
    not_excluded: Sequence[Deployment] = ()
    disputed: bool = False
    reported_total: Strength | None = None

    @property
    def is_stated(self) -> bool:
        """Whether a figure counts for any of them, on any of the days asked for."""
        return len(self.unstated) < len(self.parts) or self.stated_high != 0

    @property
    def computed(self) -> bool:
        """Whether it is more than what one source said: of several deployments, or of several days, or computed before.

        >>> import deployments
        >>> deployments.example().strength("2022-05-10", contributor="NLD").computed
        False
        """
        alone = [strength for _, strength in self.parts if strength.is_stated]
        if len(self.parts) > 1 or not alone:
            return len(self.parts) > 1
        return alone[0].computed or (self.low, self.stated_high) != (alone[0].low, alone[0].high)

    def __str__(self) -> str:
        return sum_text(self.low, self.stated_high, len(self.parts), len(self.unstated), len(self.not_excluded))

    def _repr_html_(self) -> str:
        from deployments.answers.notebook import total_html  # noqa: PLC0415 - only in a notebook

        return total_html(self)


@attrs.frozen
class Step:
    """The days from `first` to `last`, as dates and both inclusive, on each of which a sum of strengths is the same.

    `low` and `high`, in personnel, `stated_high` and `unstated` are as in `Total`; `parts` is the number of deployments
    that are, or may be, there, and `not_excluded` the number of those that may be there and are left out.

    >>> import deployments
    >>> step = deployments.example().strength_series("2022-05-01", "2022-05-31", contributor="NLD")[0]
    >>> str(step.first), str(step.last), step.low, step.high, step.parts
    ('2022-05-01', '2022-05-05', 135, 165, 1)
    """

    __repr__ = brief_with_text

    first: pendulum.Date | Edge
    last: pendulum.Date | Edge
    low: int = attrs.field(repr=False)
    high: int | None = attrs.field(repr=False)
    stated_high: int | None = attrs.field(default=None, repr=False)
    unstated: tuple[Deployment, ...] = ()
    parts: int = 0
    not_excluded: int = 0

    first_day = DayOrNone("first")
    last_day = DayOrNone("last")

    def __str__(self) -> str:
        return sum_text(self.low, self.stated_high, self.parts, len(self.unstated), self.not_excluded)


@attrs.frozen
class Peak:
    """The highest that the low and the high end of a series reach, in personnel, and the first day of each, as a date.

    `high` is None if there is no upper end on some day: then `high_on` is the first such day.

    >>> import deployments
    >>> peak = deployments.example().peak("2022-04-14", "2023", contributor="NLD")
    >>> peak.low, str(peak.low_on), peak.high, str(peak.high_on)
    (135, '2022-04-14', 165, '2022-04-14')
    """

    __repr__ = brief

    low: int
    low_on: pendulum.Date | Edge
    high: int | None
    high_on: pendulum.Date | Edge

    low_on_day = DayOrNone("low_on")
    high_on_day = DayOrNone("high_on")


@attrs.frozen
class Relocation:
    """A force that moved, or is to move: when it left the one place, when it came to the other, and who says so.

    `left` are the days on which the end at `origin` can be, and `arrived` those on which the start at `destination` can
    be, by all that holds, both ends inclusive.

    >>> import deployments
    >>> [moved] = deployments.example().relocations()
    >>> moved.origin.id, str(moved.left), moved.destination.id, str(moved.arrived)
    ('deu-patriot-svk', '2023-07-04..2023-07-19', 'deu-patriot-ltu', '2023-06-22..2023-06-29')
    """

    __repr__ = brief

    origin: Deployment
    destination: Deployment
    left: Bounds
    arrived: Bounds
    statements: tuple[Statement, ...]


class Allen(enum.StrEnum):
    """How two stretches of days lie to each other (Allen, 1983)."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTED_BY = "started by"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"


#: Steps that follow each other.
Series = Sequence[Step]


@attrs.frozen
class Entry:
    """One statement in the timeline, with its source, its days and its status.

    `bounds` are the days, both ends inclusive, that all that holds leaves for the milestone that it dates, or for the
    start of the event. Of a mandate they are the days that it names as its last one. Of anything else they are those
    of its `as_of`, or of its source where a report has none.

    >>> import deployments
    >>> entry = deployments.example().timeline(contributor="DEU", place="LTU")[0]
    >>> entry.statement.id, str(entry.bounds), str(entry.status)
    ('ap-2023-05-26#deu-patriot-ltu.start', '2023-06-22..2023-06-29', 'replaced')
    """

    __repr__ = brief

    statement: Statement
    source: Source
    bounds: Bounds
    status: Status = Status.HOLDS


class Passing(enum.StrEnum):
    """What a row of a history tells of.

    - `SOURCE`: a source appeared.
    - `PASSED`: the latest day that was planned passed, no report bears it out by then, and later sources speak of it.
    - `UNTOLD`: no source that speaks of it is surely of a later day, so that nobody could tell whether it came about.
    """

    SOURCE = "source"
    PASSED = "passed"
    UNTOLD = "untold"


@attrs.frozen
class Revision:
    """The bounds of a milestone once a source was surely known, and by how many days each bound moved by it.

    - `bounds` are the first and the last day that it can be, both inclusive; of a mandate, that its last day can be.
    - `source` is None for the latest day that was planned: `event` says whether it passed. `published` has the days on
      which the source can have appeared, or that planned day.
    - `earliest_moved`, `latest_moved` are in days, later ones positive; None where the bound, before or after, is not
      a day.
    - `basis` is `REPORTED` if reports alone imply the bounds, and `PLANNED` if plans do; None without any.
    - `statements` are those that the bounds which moved follow from, or both, if only their basis is another;
      `overtakes` are the plans that cannot be true any more, or the mandate or ceiling in whose place another came.
    - `undecided`: of what is authorised, the mandates or ceilings that the source only plans or considers: these change
      nothing of what is authorised.

    >>> import deployments
    >>> [moved] = [row for row in deployments.example().history("nld-amdtf-svk.end") if row.latest_moved]
    >>> moved.source.id, str(moved.bounds), moved.latest_moved, str(moved.basis)
    ('dmm-2023-06', '2023-05-17..2023-06-28', 251, 'planned')
    """

    __repr__ = brief

    source: Source | None
    bounds: Bounds
    earliest_moved: int | None = None
    latest_moved: int | None = None
    published: Bounds = attrs.field(kw_only=True)
    basis: Basis | None = None
    event: Passing = Passing.SOURCE
    statements: tuple[Statement, ...] = ()
    overtakes: tuple[Statement, ...] = ()
    undecided: tuple[Statement, ...] = ()


@attrs.frozen
class Promise:
    """What a plan, or a mandate that ran out, puts before a day, and no report bears out by then.

    - `milestone`: what was promised, `"nld-amdtf-svk.end"`, or of a number, a presence or a mandate the kind of the
      claim, `"nld-amdtf-svk.strength"`.
    - `bounds`: the days that it was promised for, both ends inclusive; `due` is the last of these, as a date.
    - `last_seen`: the last sighting that can be of a day not after the one asked for.
    - `later_sources`: how many sources that speak of the subject may have appeared after it was due, and surely had by
      the day asked for. The promising one is among them if so; one that is vaguely dated may be earlier.
    - `tellable`: False if it fell due after the newest source that speaks of the subject: then nobody could tell.
    - `implied`: no source planned it, it only follows. `replaced`: a later plan moved it.
    - `called_off`: what called it off after the day asked for.

    >>> import deployments
    >>> promise = deployments.example().unconfirmed("2023-07-01")[0]
    >>> promise.milestone, str(promise.due), promise.later_sources, promise.tellable
    ('nld-amdtf-svk.operational', '2022-04-20', 3, True)
    """

    __repr__ = brief

    statement: Statement
    milestone: str
    bounds: Bounds
    due: pendulum.Date | Edge
    last_seen: Sighting | None = attrs.field(default=None, repr=_days_seen)
    later_sources: int = 0
    tellable: bool = True
    implied: bool = False
    replaced: bool = False
    called_off: Statement | None = None
    due_day = DayOrNone("due")

    @property
    def is_undated(self) -> bool:
        """Whether no source gives it a last day, so that it never falls due."""
        return self.bounds.high == inf
