"""What one row says: its mission, its place, its source, and what it claims of each deployment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from deployments.claims import Claim, ClaimKind
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.when import When

#: What tells deployments apart: contributor, mission, force, place, and the start where the table gives one.
DeploymentKey = tuple[str, str, str, str, str]

#: The claims of which a table can say who authorised them.
AUTHORISED = (ClaimKind.MANDATE, ClaimKind.CEILING)

#: Who, in which mission, on which day a row is about; None where it cannot be read.
Mention = tuple[str | None, str | None, str | None]


def at_line(number: int) -> str:
    """Return where a row stands: in a line of a file, or, below zero, as a row of a table that is no file.

    >>> at_line(7), at_line(-7)
    ('line 7', 'row 7')
    """
    return f"line {number}" if number >= 0 else f"row {-number}"


def topic(kind: ClaimKind, day: UncertainDate | None) -> str:
    """Return what one source says only once of a deployment: a strength on a day, or a milestone."""
    return f"{kind.value} {day or ''}"


def place_name(place: Place | None) -> str:
    """Return what tells a place from others: its country and name, and its coordinates only where it has neither.

    >>> place_name(Place(country="MLI", name="Bamako", latitude=12.65, longitude=-8.0))
    'Bamako, MLI'
    """
    if place is None:
        return ""
    is_named = place.country is not None or place.name is not None
    return str(attrs.evolve(place, latitude=None, longitude=None) if is_named else place)


@attrs.frozen
class Manner:
    """How a claim is made: who authorised what it is of, whether the table computes it, and in which words.

    `note` is what else the table says of it.
    """

    by: str | None = None
    derived: bool = False
    wording: str | None = None
    note: str | None = None

    def of(self, kind: ClaimKind, computed: str | None = None) -> Manner:
        """Return the manner of a claim of a kind: somebody authorises mandates and ceilings only.

        `computed` is what to note of a number that is not the table's, but made of it.
        """
        manner = self if self.by is None or kind in AUTHORISED else attrs.evolve(self, by=None)
        if computed is None:
            return manner
        note = computed if manner.note is None else f"{manner.note}; {computed}"
        return attrs.evolve(manner, derived=True, note=note)


@attrs.frozen
class RowSubject:
    """Whom some columns of a row are about, apart from the mission and the place of the row.

    `note` is what they are called in the table if they are known under another name; `force` and `whole` are labels,
    `whole` None where the columns are no part of others; `manner` is how their claims are made, and `start` the first
    day of the stay.
    """

    who: tuple[Country | Organisation, ...]
    note: str | None
    force: str
    whole: str | None
    manner: Manner
    start: str

    def keys(
        self, mission: MissionFacts | None, place: Place | None
    ) -> Iterator[tuple[Country | Organisation, DeploymentKey, DeploymentKey | None]]:
        """Yield each contributor with the key of the deployment, and with that of the one that it is part of."""
        around = mission.key if mission else "", place_name(place)
        for each in self.who:
            own, whole = (
                None if force is None else (str(each), around[0], force, around[1], self.start)
                for force in (self.force, self.whole)
            )
            assert own is not None  # noqa: S101 - the force is a text
            yield each, own, whole


@attrs.frozen
class RowClaim:
    """What a row claims of one deployment; `value` is None where the cell says unknown.

    `day` is that of a claim that holds on a day, and `note` what the deployment is called in the table if it is known
    under another name. `whole` is the deployment that has this one in its numbers. `in_common`: it is a date that the
    row gives to all of its parts, and does not show that anybody is in this one.
    """

    who: Country | Organisation
    deployment: DeploymentKey
    kind: ClaimKind
    value: Claim | None
    day: UncertainDate | None
    manner: Manner = Manner()
    note: str | None = None
    whole: DeploymentKey | None = None
    in_common: bool = False

    @property
    def topic(self) -> str:
        """What one source says only once of a deployment: a strength on a day, or a milestone."""
        return topic(self.kind, self.day)

    def __str__(self) -> str:
        words = [str(self.who), *self.deployment[1:4], self.kind.value, str(self.day or "")]
        return ", ".join(word for word in words if word)


@attrs.frozen
class MissionFacts:
    """What a row says of its mission."""

    key: str
    name: str
    host: tuple[Country, ...]
    dates: tuple[tuple[ClaimKind, When], ...]


@attrs.frozen
class RowSource:
    """What a row says of its source: its title, and other fields of it, each with its value.

    An empty title stands for that of the table.
    """

    title: str = ""
    fields: tuple[tuple[str, object], ...] = ()


#: The source of a row that says nothing of it.
OF_THE_TABLE = RowSource()


@attrs.frozen
class RowContent:
    """Everything that a row says.

    `is_refused`: something is wrong with what is of all of its deployments, and nothing of it is taken. `lost` is whom
    some columns are about with which something is wrong: nothing of these is taken; they stand in `lost_cells`.
    `left_out_cells` are those of sums of other columns, which the mapping leaves out.
    `is_undecided`: it has dates, and nobody knows of which of its parts they are, though nothing was lost.
    """

    line: int
    mission: MissionFacts | None
    place: Place | None
    source: RowSource
    claims: Sequence[RowClaim]
    is_refused: bool = False
    lost: Sequence[Mention] = ()
    lost_cells: frozenset[int] = frozenset()
    left_out_cells: frozenset[int] = frozenset()
    is_undecided: bool = False
