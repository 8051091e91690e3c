"""The claim table: everything that the library knows of each kind of claim, in one place.

`ClaimKind` is an enumeration whose members carry their specification. Readers, the schema, TOML, JSON Lines and tables,
checks, the columns of the engine, imports and reports all take it from there. A new kind of claim is one member here,
and its word in each language (`deployments/locales`).
"""

# Annotations are read as they run: cattrs and others take the type of an enumeration's value from `_value_`.

import enum
from collections.abc import Mapping
from typing import Any, Self

import attrs

from deployments.errors import ClaimError
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Quantity
from deployments.values.texts import line
from deployments.values.when import RELATIONS, When

#: The kinds of record of which claims can be made.
SUBJECTS = ("event", "mission", "deployment")

_LONGEST_NAME = 200


class Basis(enum.Enum):
    """Whether a source states what has happened, or what is to come."""

    REPORTED = "reported"
    PLANNED = "planned"


@attrs.frozen
class Term:
    """How long: a duration to `end`, from `start` or from the milestone named.

    >>> Term.of({"of": "..P6M", "from": "operational"})
    Term(of_=Duration('..P6M'), since=<ClaimKind.OPERATIONAL: 'operational'>)
    """

    of_: Duration = attrs.field(alias="of")
    since: "ClaimKind" = attrs.field(factory=lambda: ClaimKind.START)

    @classmethod
    def of(cls, value: object) -> Self:
        """Read a duration, or the table `{ of = "..P6M", from = "operational" }`. Raises an `InvalidValueError`."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            return cls(value if isinstance(value, Duration) else Duration.parse(value))  # type: ignore[arg-type]
        since = value.get("from", "start")
        if "of" not in value or set(value) - {"of", "from"} or since not in BEGINNINGS:
            hint = 'write "P6M" or { of = "P6M", from = "operational" }, from decided to operational'
            raise ClaimError("not a duration", dict(value), hint)
        return cls(Duration.parse(value["of"]), ClaimKind(since))


@attrs.frozen
class Equipment:
    """So many of each kind of equipment, by name.

    >>> Equipment.of({"Patriot fire unit": 2}).items
    (('Patriot fire unit', Quantity('2')),)
    """

    items: tuple[tuple[str, Quantity], ...]

    @classmethod
    def of(cls, value: object) -> Self:
        """Read the table `{ "Patriot fire unit" = 2 }`; the order of the names does not count."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping) or not value:
            raise ClaimError("not equipment", value, 'write { "Patriot fire unit" = 2 }')
        return cls(tuple(sorted((line(name, _LONGEST_NAME), Quantity.of(number)) for name, number in value.items())))


#: The value of a claim.
Claim = When | Term | Quantity | Change | Equipment


@attrs.frozen
class ClaimSpec:
    """What the library knows of one kind of claim.

    `meaning` says what is claimed, `subjects` of which kinds of record it can be made, and `value` is the type of what
    is claimed, whose `of` reads it.

    - `milestone`: it dates a milestone of its own name; `dates` are other milestones that it dates together.
    - `dated`: it holds on a day, which `as_of` names.
    - `undated`: its basis where neither the statement nor any date tells it.
    - `sighting`: a report of more than none shows that somebody was there on its day.
    - `personnel`: the number of personnel present follows from it.
    """

    meaning: str
    subjects: tuple[str, ...]
    value: type[Claim]
    milestone: bool = False
    dates: tuple[str, ...] = ()
    dated: bool = False
    undated: Basis = Basis.PLANNED
    sighting: bool = False
    personnel: bool = False


_DEPLOYMENTS = ("deployment",)
_FORCES = ("deployment", "mission")


def _milestone(meaning: str, subjects: tuple[str, ...]) -> ClaimSpec:
    return ClaimSpec(meaning, subjects, When, milestone=True)


def _figure(meaning: str, value: type[Claim], *, sighting: bool = False, personnel: bool = False) -> ClaimSpec:
    """Describe what is claimed of a force on a day: without a date of its own it is reported."""
    return ClaimSpec(
        meaning, _FORCES, value, dated=True, undated=Basis.REPORTED, sighting=sighting, personnel=personnel
    )


class ClaimKind(enum.Enum):
    """What a statement can be a claim of, in the order in which claims are shown; `spec` says what each is.

    `milestones` are those that a claim of this kind dates: its own; of the `date` of an event, its first and last day.

    >>> ClaimKind("strength").spec.meaning
    'the number of personnel present'
    >>> ClaimKind.DATE.milestones, ClaimKind.END.milestones, ClaimKind.STRENGTH.milestones
    (('start', 'end'), ('end',), ())
    """

    _value_: str
    spec: ClaimSpec
    milestones: tuple[str, ...]

    # `ClaimKind("end")` looks a member up by its word alone, and has to type-check: hence a spec that may be left out.
    def __new__(cls, word: Any, *spec: ClaimSpec) -> Self:
        """Make the member whose value is the word that files have for it."""
        kind = object.__new__(cls)
        kind._value_ = word
        (kind.spec,) = spec
        kind.milestones = kind.spec.dates or ((word,) if kind.spec.milestone else ())
        return kind

    DECIDED = "decided", _milestone("the day on which it was decided", _FORCES)
    START = (
        "start",
        _milestone(
            "the first day on which any of the force is there; of a mission or an event, its first day", SUBJECTS
        ),
    )
    DEPARTED = "departed", _milestone("the day on which the main body leaves home", _DEPLOYMENTS)
    OPERATIONAL = "operational", _milestone("the day on which the main capability is operational", _DEPLOYMENTS)
    END = (
        "end",
        _milestone("the last day on which any of the force is there; of a mission or an event, its last day", SUBJECTS),
    )
    RETURNED = "returned", _milestone("the day on which the force is home again", _DEPLOYMENTS)
    END_DECIDED = "end_decided", _milestone("the day on which the end was decided", _FORCES)
    DATE = "date", ClaimSpec("the day of an event: its first and its last", ("event",), When, dates=("start", "end"))
    DURATION = (
        "duration",
        ClaimSpec("how long it is, to its end, from its start or from the milestone named", _FORCES, Term),
    )
    MANDATE = "mandate", ClaimSpec("the last day that is authorised", _FORCES, When)
    STRENGTH = "strength", _figure("the number of personnel present", Quantity, sighting=True, personnel=True)
    CEILING = "ceiling", _figure("the greatest number of personnel that is authorised", Quantity)
    CHANGE = "change", _figure("how many personnel more or fewer", Change, personnel=True)
    EQUIPMENT = "equipment", _figure("the equipment present: how many of each kind, by name", Equipment, sighting=True)

    def read(self, value: object) -> Claim:
        """Read the value of a claim of this kind. Raises an `InvalidValueError` of the value's own kind.

        >>> str(ClaimKind.RETURNED.read({"on": "2023-06-21~", "after": "amdtf-wind-down"}))
        '2023-06-21~ after amdtf-wind-down'
        """
        if self.spec.value is When:
            return _known_milestones(When.of(value))
        return self.spec.value.of(value)  # type: ignore[arg-type]  # each raises for what it cannot read


#: The names of all milestones, in the order in which they are shown.
MILESTONES = tuple(kind.value for kind in ClaimKind if kind.spec.milestone)
#: The milestones that a duration can be counted from: those before the end.
BEGINNINGS = MILESTONES[: MILESTONES.index("end")]

#: Which claims can be made of which kind of record, in the order in which they are shown.
CLAIMS: Mapping[str, tuple[ClaimKind, ...]] = {
    subject: tuple(kind for kind in ClaimKind if subject in kind.spec.subjects) for subject in SUBJECTS
}


def _known_milestones(when: When) -> When:
    """Return a date whose targets name milestones that there are. Raises `ClaimError` for any other."""
    if when.is_relative:
        for relation in RELATIONS:
            for target in getattr(when, relation):
                milestone = target.partition(".")[2] if isinstance(target, str) else ""
                if milestone and milestone not in MILESTONES:
                    hint = f"write some-id.end, or another milestone: {', '.join(MILESTONES)}"
                    raise ClaimError("not something to be dated by", target, hint)
    return when
