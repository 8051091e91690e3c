"""What sources changed in what was known: each statement beside what was known before, with its effect."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

from deployments.brief import brief
from deployments.claims import Basis, ClaimKind
from deployments.records import Source, Statement
from deployments.solver.bounds import Bounds
from deployments.values.calendar import DayOrNone, Edge
from deployments.values.dates import UncertainDate

if TYPE_CHECKING:
    import pendulum


class Effect(enum.StrEnum):
    """What a source did to what was known of one thing.

    - `NEW`: no source had stated anything of it. `MOVED`: it is otherwise now.
    - `CONFIRMED`: a report says what was planned, or what another reported. `REPEATED`: a plan again, or a citation.
    - `CORRECTED`: the source puts right what another stated, or states what another has put right already.
    - `DISPUTED`: reports contradict each other. `OVERTAKEN`: a plan cannot be true any more.
    - `REPLACED`: a newer plan, or a report, counts in its place.

    >>> import deployments
    >>> [str(each.effect) for each in deployments.example().changes("2023-06-20", "2023-07-10").items]
    ['moved', 'moved', 'moved', 'repeated']
    """

    NEW = "new"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    REPEATED = "repeated"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    OVERTAKEN = "overtaken"
    REPLACED = "replaced"


@attrs.frozen
class Known:
    """What was known of one thing at some time: of a milestone, of a number, of a mandate, of who is there.

    - `text`: the claim as files have it (`"2023-06-21~"`), of several joined by `; `. Where no statement is of it, and
      it only follows from others, these are its days.
    - `bounds`: the days that it can be, those that a figure is of, or those that can be the last of a mandate, both
      ends inclusive; without ends where nobody names any.
    - `basis`: whether reports alone are behind it, or plans; None where nothing is known.
    - `statements`: those that are of it and hold; none where it only follows.

    >>> import deployments
    >>> known = deployments.example().changes("2023-06-20", "2023-07-10").items[1].after
    >>> known.text, str(known.first), str(known.last), str(known.basis)
    ('2023-06-29~', '2023-06-22', '2023-06-29', 'reported')
    """

    __repr__ = brief

    text: str
    bounds: Bounds
    basis: Basis | None = None
    statements: tuple[Statement, ...] = ()

    @property
    def first(self) -> pendulum.Date | Edge:
        """The first of the days; an `Edge` where there is none."""
        return self.bounds.earliest

    @property
    def last(self) -> pendulum.Date | Edge:
        """The last of the days; an `Edge` where there is none."""
        return self.bounds.latest

    first_day = DayOrNone("first")
    last_day = DayOrNone("last")

    @property
    def follows(self) -> bool:
        """Whether no statement is of it: it only follows from those of others."""
        return not self.statements


@attrs.frozen
class Changed:
    """What one source changed of one thing: of a subject, and of one kind of claim about that.

    - `about` is the id of a deployment, a mission or an event, and `kind` what is told of it. `before` and `after` are
      what was known of it before the source appeared, and once it had; each None where nothing was. `after` can
      be None, too, where the statement of which this tells does not hold.
    - `statement` is the one of which this tells: one of the source itself, each of which is told once; or an older one
      of which the source changed what became of it (`OVERTAKEN`, `DISPUTED`, `REPLACED`, `CORRECTED`, or `CONFIRMED`,
      where it holds again). None where it only follows from what the source states of other things.
    - `implied`: it only follows, and no source has ever stated anything of it.
    - `against`: the numbers of the same day that a `DISPUTED` number contradicts. All of them still hold.

    >>> import deployments
    >>> changed = deployments.example().changes("2023-06-20", "2023-07-10").items[1]
    >>> changed.about, str(changed.kind), str(changed.effect), changed.before.text, changed.after.text
    ('deu-patriot-ltu', 'start', 'moved', 'around vilnius-summit', '2023-06-29~')
    """

    __repr__ = brief

    source: Source
    about: str
    kind: ClaimKind
    effect: Effect
    before: Known | None
    after: Known | None
    statement: Statement | None = None
    implied: bool = False
    against: tuple[Statement, ...] = ()

    @property
    def published(self) -> UncertainDate | None:
        """The day on which the source appeared, or was read where the first is unknown; None where both are."""
        return self.source.published or self.source.accessed


@attrs.frozen
class Silent:
    """A source that states nothing here, with those of the same answer that cite it.

    >>> import deployments
    >>> [silent] = deployments.example().changes("2023-05-01", "2023-07-10").silent
    >>> silent.source.id, [source.id for source in silent.cited_by]
    ('kst-28676-433', ['dmm-2023-06'])
    """

    __repr__ = brief

    source: Source
    cited_by: tuple[Source, ...] = ()


@attrs.frozen
class Changes:
    """What became known between two days: source by source, in the order in which they were surely known.

    - `sources` are those that appeared and state something of what is shown; `items` what each of them changed.
    - `silent` are those that state nothing at all; with filters, of these only those that any of `sources` cites.
      `left_out` counts the statements about what filters leave out.

    >>> import deployments
    >>> changes = deployments.example().changes("2023-06-20", "2023-07-10")
    >>> [source.id for source in changes.sources], len(changes.items)
    (['kyivindependent-2023-06-29', 'rijksoverheid-2023-07-06'], 4)
    """

    __repr__ = brief

    sources: tuple[Source, ...] = ()
    items: tuple[Changed, ...] = ()
    silent: tuple[Silent, ...] = ()
    left_out: int = 0
