"""What answers are made of: deployments, figures, statements and sources, as programs read them."""

from __future__ import annotations

from deployments.claims import Basis, ClaimKind
from deployments.records import SourceKind
from deployments.shapes.days import Day, NumberRange, Shape
from deployments.solver.bounds import Status


class PlaceShape(Shape, frozen=True):
    """A place.

    - `country`: its code in ISO 3166-1 alpha-3 (`XKX` for Kosovo, ISO 3166-3 for former states).
    - `name`: what it is called.
    - `latitude`, `longitude`: in degrees (WGS 84).
    """

    country: str | None
    name: str | None
    latitude: float | None
    longitude: float | None


class Subject(Shape, frozen=True):
    """What something is said of.

    - `about`: the id of a deployment, a mission or an event.
    - `type`: which of these it is: `deployment`, `mission` or `event`.
    - `label`: what it is called, in the language asked for.
    """

    about: str
    type: str
    label: str


class DeploymentShape(Shape, frozen=True):
    """A deployment; a part has what it takes from its whole.

    - `deployment`: its id.
    - `label`: what it is called, in the language asked for.
    - `contributor`: the code of the country in ISO 3166-1 alpha-3, or the name of the organisation, whose force it is.
    - `mission`: the ids of the missions that it belongs to.
    - `force`: what kind of force it is, in the language asked for where the registry has it.
    - `part_of`: the id of the deployment that it is part of.
    - `place`: where it is.
    """

    deployment: str
    label: str
    contributor: str | None
    mission: tuple[str, ...]
    force: str | None
    part_of: str | None
    place: PlaceShape | None


class StatedFigure(Shape, frozen=True):
    """A number, or a change of one, as a source said it.

    - `kind`: `strength`, or `change` for one of so many more or fewer.
    - `quantity`: what the source says, as files have it: `"~150"`, `"150..200"`, `"police: 300, troops: 1200"`; a
      change has a sign: `"+80"`, `"-50 %"`.
    - `low`, `high`: what that is with the tolerance; of a decrease they are below zero, and null where nobody says it.
    - `day`: the day that it is of; null for what is planned or considered where its source names no day for it.
    - `counts_from`, `counts_until`: the days on which such a figure counts, by the rules and in no source's words; else
      null.
    - `basis`: whether it is reported, planned or only considered.
    - `derived`: whether the maker of the registry computed it from what the source says.
    - `statement`: the id of the statement.
    """

    kind: ClaimKind
    quantity: str
    low: int | None
    high: int | None
    day: Day | None
    counts_from: str | None
    counts_until: str | None
    basis: Basis
    derived: bool
    statement: str


class StrengthShape(Shape, frozen=True):
    """How many personnel there are: a range that the library computed, and the figures as they were said.

    - `low`: the least that there can be.
    - `high`: the greatest that there can be; null where nobody gave one.
    - `if_there`: the range under the condition that the force is there, where that is only possible; `low` is 0 then.
    - `carried`: whether a figure in it is of an earlier day.
    - `planned`: whether a plan is in it.
    - `disputed`: whether reports disagree.
    - `computed`: whether it is more than what one source said, such as a sum.
    - `unstated`: whether nobody stated a figure that counts.
    - `stated`: the figures and changes that it comes of, as they were said.
    - `outdated`: the last reported figure, where it is too old to count.
    - `outdated_plan`: a planned figure for a later day than that, where it is too old as well.
    """

    low: int
    high: int | None
    if_there: NumberRange | None
    carried: bool
    planned: bool
    disputed: bool
    computed: bool
    unstated: bool
    stated: tuple[StatedFigure, ...]
    outdated: StatedFigure | None
    outdated_plan: StatedFigure | None


class StatementShape(Shape, frozen=True):
    """A statement that an answer rests on.

    - `source`: the id of the source that states it.
    - `citing`: the id of the source that this one took it from.
    - `about`: the id of what it is about.
    - `kind`: what it is a claim of.
    - `value`: what is claimed, as files have it.
    - `claim`: the same in words, in the language asked for.
    - `as_of`: the day that the number is of, or from which the mandate holds, as far as the claim says so.
    - `basis`: whether it is reported, planned or only considered.
    - `basis_written`: whether the maker of the registry wrote the basis, or it was found by the dates.
    - `derived`: whether the maker of the registry computed it from what the source says.
    - `by`: who authorised it.
    - `corrects`: the id of the source, or the statement, that it puts right.
    - `status`: what became of it.
    - `wording`: the source's own words.
    - `locator`: where in the source they stand.
    - `note`: a remark by the maker of the registry.
    """

    source: str
    citing: str | None
    about: str
    kind: ClaimKind
    value: str
    claim: str
    as_of: Day | None
    basis: Basis
    basis_written: bool
    derived: bool
    by: str | None
    corrects: str | None
    status: Status
    wording: str | None
    locator: str | None
    note: str | None


class SourceShape(Shape, frozen=True):
    """A source that an answer names.

    - `title`: its title, in the language asked for where the registry has it.
    - `publisher`: who published it.
    - `kind`: who speaks: `official`, `press` or `relay`; null where nobody says.
    - `published`: the day of publication.
    - `accessed`: the day on which it was read.
    - `covers`: the period that it reports on.
    - `language`: its ISO 639 code.
    - `url`, `archived`: where it can be read, and where a copy of it is kept.
    - `references`: its own numbers.
    - `cites`: the ids of the sources, or the papers, that it relies on.
    - `note`: a remark by the maker of the registry.
    """

    title: str
    publisher: str | None
    kind: SourceKind | None
    published: Day | None
    accessed: Day | None
    covers: Day | None
    language: str | None
    url: str | None
    archived: str | None
    references: tuple[str, ...]
    cites: tuple[str, ...]
    note: str | None
