"""The claim table: everything that the library knows of each kind of claim, in one place.

`ClaimKind` is an enumeration whose members carry their specification. Readers, the schema, TOML, JSON Lines and tables,
checks, the columns of the engine, imports and reports all take it from there. A new kind of claim is one member here,
and its word in each language (`deployments/locales`).
"""

# Annotations are read as they run: cattrs and others take the type of an enumeration's value from `_value_`.

import enum
import operator
import re
from collections.abc import Mapping
from typing import Any, Self

import attrs

from deployments.brief import brief
from deployments.errors import ClaimError, DateError, QuantityError
from deployments.patterns import lazy_pattern
from deployments.values.date_words import for_one_day, last_day_hint, one_day_of, when_hint
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Breakdown, Change, Quantity, personnel
from deployments.values.texts import line
from deployments.values.truth_words import truth_meant
from deployments.values.when import When, is_id

#: The kinds of record of which claims can be made.
SUBJECTS = ("event", "mission", "deployment")

_LONGEST_NAME = 200


class Basis(enum.StrEnum):
    """Whether a source states what has happened, what is to come, or what is only under consideration.

    `CONSIDERED` is what is conditional, under study, "in principle" or asked for.
    """

    REPORTED = "reported"
    PLANNED = "planned"
    CONSIDERED = "considered"


class BasisRule(enum.Enum):
    """How the basis of a claim is found when nobody writes it: `deployments/basis.py` has the rules.

    - `DATED`: by its days, compared with the days on which its source can have been published.
    - `FIGURE`: by its day, if it has one; else by what the same source says of presence.
    - `SIGHTING`: by its day, if it has one; else it is reported.
    - `REPORTED`, `PLANNED`: always so.
    """

    DATED = "dated"
    FIGURE = "figure"
    SIGHTING = "sighting"
    REPORTED = "reported"
    PLANNED = "planned"


@attrs.frozen
class Term:
    """How long: a duration from `start` to `end`, or from and to the milestones named.

    >>> str(Term.of({"of": "P4M", "from": "departed", "to": "returned"}))
    'P4M from departed to returned'
    """

    of_: Duration = attrs.field(alias="of")
    since: "ClaimKind" = attrs.field(factory=lambda: ClaimKind.START)
    until: "ClaimKind" = attrs.field(factory=lambda: ClaimKind.END)

    @classmethod
    def of(cls, value: object) -> Self:
        """Read a duration, or the table `{ of = "P4M", from = "departed", to = "returned" }`.

        Raises an `InvalidValueError`.
        """
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            return cls(value if isinstance(value, Duration) else Duration.parse(value))  # type: ignore[arg-type]
        since, until = value.get("from", "start"), value.get("to", "end")
        if "of" not in value or set(value) - {"of", "from", "to"} or since not in BEGINNINGS or until not in ENDINGS:
            hint = 'write "P6M" or { of = "P4M", from = "departed", to = "returned" }, from decided, to end or returned'
            raise ClaimError("not a duration", dict(value), hint)
        return cls(Duration.parse(value["of"]), ClaimKind(since), ClaimKind(until))

    def __str__(self) -> str:
        since = "" if self.since is ClaimKind.START else f" from {self.since.value}"
        until = "" if self.until is ClaimKind.END else f" to {self.until.value}"
        return f"{self.of_}{since}{until}"


@attrs.frozen
class Equipment:
    """So many of each kind of equipment, by name, or so many more or fewer: a change has a sign.

    >>> Equipment.of({"Patriot fire unit": 2, "battery": "-1"}).items
    (('Patriot fire unit', Quantity('2')), ('battery', Change('-1')))
    """

    __repr__ = brief

    items: tuple[tuple[str, Quantity | Change], ...]

    @classmethod
    def of(cls, value: object) -> Self:
        """Read the table `{ "Patriot fire unit" = 2, battery = "-1" }`; the order of the names does not count."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping) or not value:
            raise ClaimError("not equipment", value, 'write { "Patriot fire unit" = 2 }')
        found = ((line(name, _LONGEST_NAME), _number(number)) for name, number in value.items())
        return cls(tuple(sorted(found, key=operator.itemgetter(0))))

    def texts(self) -> Mapping[str, str]:
        """Return the number of each kind, by its name, as a file has it."""
        return {name: f"+{each}" if _is_more(each) else str(each) for name, each in self.items}

    def __str__(self) -> str:
        return ", ".join(f"{name}: {text}" for name, text in self.texts().items())


def _number(value: object) -> Quantity | Change:
    """Read a number of things; a text with a sign, and a whole number below zero, is a change."""
    if isinstance(value, Change):
        return value
    is_change = isinstance(value, str) and (value[:1] in ("+", "-") or value in ("increase", "decrease"))
    if is_change or (type(value) is int and value < 0):
        return Change.of(value)  # type: ignore[arg-type]  # it is a text or a number
    try:
        return Quantity.of(value)  # type: ignore[arg-type]  # it refuses what it cannot read
    except QuantityError as error:
        raise QuantityError(error.problem, error.value, _things(value) or _not_of_presence(error.hint)) from None


def _things(value: object) -> str:
    """Return what to write for a number of named things: of "two batteries" the number."""
    from deployments.values.amount_words import thing_hint  # noqa: PLC0415 - only for what is wrong

    return thing_hint(value) if isinstance(value, str) else ""


def _not_of_presence(hint: str) -> str:
    """Return a hint for a strength without what it says of those who are there."""
    return hint.partition("; of those who are there")[0]


def _is_more(number: Quantity | Change) -> bool:
    return isinstance(number, Change) and number.increase and str(number) != "increase"


#: The value of a claim: of a presence or a cancellation true or false, of a relation to another deployment its id.
Claim = When | Term | Duration | Quantity | Breakdown | Change | Equipment | bool | str


@attrs.frozen
class ClaimSpec:
    """What the library knows of one kind of claim.

    `meaning` says what is claimed, `subjects` of which kinds of record it can be made, `value` is the type of what is
    claimed, and `basis` the rule by which its basis is found.

    - `milestone`: it dates a milestone of its own name; `dates` are other milestones that it dates together.
    - `dated`: it holds on a day, which `as_of` names.
    - `sighting`: a report of more than none shows that somebody was there on its day.
    - `personnel`: the number of personnel present follows from it.
    - `family`: newer plans of a family take the place of older ones; without one each plan stands by itself.
    - `refers`: its value is the id of another record of that kind.
    - `can_be_true`: `true` may be written for "on the day of publication".
    - `is_shown_only`: no answer follows from it.
    """

    meaning: str
    subjects: tuple[str, ...]
    value: type[Claim]
    basis: BasisRule = BasisRule.PLANNED
    milestone: bool = False
    dates: tuple[str, ...] = ()
    dated: bool = False
    sighting: bool = False
    personnel: bool = False
    family: str | None = None
    refers: str | None = None
    can_be_true: bool = False
    is_shown_only: bool = False


_DEPLOYMENTS = ("deployment",)
_FORCES = ("deployment", "mission")


#: The last day of a mandate that has none.
INDEFINITE = "../.."

#: The family of plans that say how long: an end, a return, and durations to either replace each other.
HOW_LONG = "how long"


def _milestone(meaning: str, subjects: tuple[str, ...], family: str, *, can_be_true: bool = False) -> ClaimSpec:
    return ClaimSpec(meaning, subjects, When, BasisRule.DATED, milestone=True, family=family, can_be_true=can_be_true)


def _figure(meaning: str, value: type[Claim], family: str, *, sighting: bool, personnel: bool) -> ClaimSpec:
    """Describe a number that is claimed of a force on a day."""
    return ClaimSpec(
        meaning,
        _FORCES,
        value,
        BasisRule.FIGURE,
        dated=True,
        sighting=sighting,
        personnel=personnel,
        family=family,
    )


def _link(meaning: str, family: str) -> ClaimSpec:
    return ClaimSpec(meaning, _DEPLOYMENTS, str, family=family, refers="deployment")


class ClaimKind(enum.StrEnum):
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
        kind = str.__new__(cls, word)
        kind._value_ = word
        (kind.spec,) = spec
        kind.milestones = kind.spec.dates or ((word,) if kind.spec.milestone else ())
        return kind

    DECIDED = "decided", _milestone("the day on which it was decided", _FORCES, "decided", can_be_true=True)
    START = (
        "start",
        _milestone(
            "the first day on which any of the force is there; of a mission or an event, its first day",
            SUBJECTS,
            "start",
        ),
    )
    DEPARTED = "departed", _milestone("the day on which the main body leaves home", _DEPLOYMENTS, "departed")
    OPERATIONAL = (
        "operational",
        _milestone("the day on which the main capability is operational", _DEPLOYMENTS, "operational"),
    )
    END = (
        "end",
        _milestone(
            "the last day on which any of the force is there; of a mission or an event, its last day",
            SUBJECTS,
            HOW_LONG,
        ),
    )
    RETURNED = "returned", _milestone("the day on which the force is home again", _DEPLOYMENTS, HOW_LONG)
    END_DECIDED = (
        "end_decided",
        _milestone("the day on which the end, or an extension, was decided", _FORCES, "end_decided", can_be_true=True),
    )
    DATE = (
        "date",
        ClaimSpec(
            "the day of an event, or its first and its last",
            ("event",),
            When,
            BasisRule.DATED,
            dates=("start", "end"),
        ),
    )
    DURATION = (
        "duration",
        ClaimSpec(
            "how long it is, to its end, from its start or from the milestone named", _FORCES, Term, family=HOW_LONG
        ),
    )
    PRESENT = (
        "present",
        ClaimSpec(
            "whether some of the force is there on a day: true, or false for nobody",
            _FORCES,
            bool,
            BasisRule.SIGHTING,
            dated=True,
            sighting=True,
        ),
    )
    STRENGTH = (
        "strength",
        _figure("the number of personnel present", Quantity, "strength", sighting=True, personnel=True),
    )
    CHANGE = (
        "change",
        _figure("how many personnel more or fewer", Change, "strength", sighting=True, personnel=True),
    )
    EQUIPMENT = (
        "equipment",
        _figure(
            "the equipment present: how many of each kind, by name",
            Equipment,
            "equipment",
            sighting=True,
            personnel=False,
        ),
    )
    MANDATE = (
        "mandate",
        ClaimSpec(
            'the last day that is authorised; ".." is without end', _FORCES, When, BasisRule.REPORTED, dated=True
        ),
    )
    CEILING = (
        "ceiling",
        ClaimSpec(
            "the greatest number of personnel that is authorised", _FORCES, Quantity, BasisRule.REPORTED, dated=True
        ),
    )
    FOLLOWS = "follows", _link("the deployment at which the same force was before", "follows")
    RELIEVES = "relieves", _link("another contributor's deployment that this one takes over from", "relieves")
    ROTATION = (
        "rotation",
        ClaimSpec(
            "how long each rotation of the force stays: it is shown, and no answer follows from it",
            _DEPLOYMENTS,
            Duration,
            is_shown_only=True,
        ),
    )
    CANCELLED = (
        "cancelled",
        ClaimSpec("that it is called off", _FORCES, bool, BasisRule.REPORTED),
    )

    def read(self, value: object, source: str = "") -> Claim:
        """Read the value of a claim of this kind by a source. Raises an `InvalidValueError` of the value's own kind.

        `True`, where it can stand for a date, is on the day on which the source appeared: during the source.

        >>> str(ClaimKind.RETURNED.read({"on": "2023-06-21~", "after": "amdtf-wind-down"}))
        '2023-06-21~ after amdtf-wind-down'
        >>> str(ClaimKind.DECIDED.read(True, "letter"))
        'during letter'
        """
        if value is True and self.spec.can_be_true and source:
            return When(during=source)
        if self.spec.value is When:
            told = INDEFINITE if self is ClaimKind.MANDATE and value == ".." else value
            return _known_milestones(_one_day(_when(told, self), self))
        if self.spec.value is bool:
            return _truth(value, self)
        if self.spec.value is str:
            return _named(value)
        if self is ClaimKind.CEILING:
            return _ceiling(value)
        if self.spec.value is Quantity:
            return personnel(value)
        return self.spec.value.of(value)  # type: ignore[union-attr,arg-type]  # each raises for what it cannot read


#: What letters say where they name no day, and what they say of what has no end.
_NO_DAY = lazy_pattern(
    r"unknown|not known|to be (?:announced|decided|determined)|tb[acd]|onbekend|unbekannt|inconnue?|\?+", re.IGNORECASE
)
_NO_END = lazy_pattern(
    r"\.\.|open|open[- ]ended|(?:for an )?indefinite(?:ly)?(?: period)?|permanent(?:ly)?|until further notice|"
    r"unlimited|no end(?: date)?|without (?:an )?end|tot nader order|onbepaald(?:e tijd)?|voor onbepaalde tijd|"
    r"onbeperkt|bis auf weiteres|unbefristet|unbegrenzt|jusqu'à nouvel ordre|illimitée?",
    re.IGNORECASE,
)


#: The claims whose date is the last day of something.
_LAST_DAYS = (ClaimKind.END, ClaimKind.RETURNED, ClaimKind.MANDATE)


def _when(value: object, kind: ClaimKind) -> When:
    """Read a date. Raises `ClaimError` or `DateError`, whose hint is for a claim of that kind."""
    try:
        return When.of(value)
    except (ClaimError, DateError) as error:
        hint = _day_hint(value.strip(), kind) if isinstance(value, str) else truth_hint(value, kind)
        hint = for_one_day(hint or error.hint, lambda text: _is_one_day(text, kind))
        raise type(error)(error.problem, error.value, hint) from None


def _day_hint(text: str, kind: ClaimKind) -> str:
    """Return what to write for a text that is no date, where the kind of the claim tells; else an empty text."""
    if kind is ClaimKind.MANDATE and _NO_END.fullmatch(text):
        return 'write ".."'
    if hint := truth_hint(text, kind):
        return hint
    if _NO_DAY.fullmatch(text) or _NO_END.fullmatch(text):
        return "leave it out, as no day is named; the words can stand in wording or note"
    if kind in _LAST_DAYS and (hint := _length_of(text) or last_day_hint(text, is_mandate=kind is ClaimKind.MANDATE)):
        return hint
    return when_hint(text, is_period=True) if kind is ClaimKind.DATE else ""


def _length_of(text: str) -> str:
    """Return what to write for a length where a last day is claimed; empty for what is no length."""
    from deployments.values.amount_words import length_hint  # noqa: PLC0415 - only for what is wrong

    length = length_hint(text).removeprefix("write ")
    told = f"a length is no day: write the last day itself; how long they stay is {length} as duration"
    return told if length else ""


def date_in_words(text: str, kind: ClaimKind) -> str:
    """Return what to write for a date in words as the date of a claim; empty if nobody can tell.

    >>> date_in_words("until the end of 2024", ClaimKind.MANDATE), date_in_words("end of 2024", ClaimKind.START)
    ('write "2024-12-31"', 'write "late 2024"')
    """
    return _day_hint(text.strip(), kind) or when_hint(text)


def _one_day(when: When, kind: ClaimKind) -> When:
    """Return a date. Raises `ClaimError` for a period where one day is claimed: only `date` takes both ends."""
    if when.on is None or not when.on.is_interval or _is_one_day(text := str(when.on), kind):
        return when
    meant = one_day_of(text)
    hint = f'write "{meant}" for one day of them, or a start and an end' if meant else "write a start and an end"
    if not text.strip("./"):
        hint = "leave it out if no day is known"
    raise ClaimError("a milestone is one day, not a period", text, hint)


def _is_one_day(text: str, kind: ClaimKind) -> bool:
    """Tell whether a claim can be dated by a date, as it is written: the date of an event can have two ends."""
    is_taken = (kind is ClaimKind.DATE and "/" in text) or (kind is ClaimKind.MANDATE and text == INDEFINITE)
    return is_taken or not UncertainDate.parse(text).is_interval


def _ceiling(value: object) -> Claim:
    """Read a ceiling. Raises `QuantityError`, whose hint is the number alone, as "at most" is what a ceiling says."""
    try:
        return personnel(value)
    except QuantityError as error:
        hint = re.sub(r'"(~?)\.\.([0-9]+)"', r'"\1\2"', _not_of_presence(error.hint))
        raise QuantityError(error.problem, error.value, hint) from None


def _truth(value: object, kind: ClaimKind) -> bool:
    if value is True or (value is False and kind is ClaimKind.PRESENT):
        return bool(value)
    hint = truth_hint(value, kind)
    if not hint:
        hint = "write true, or false if nobody is there" if kind is ClaimKind.PRESENT else "write true, or leave it out"
    raise ClaimError(f"not a value of {kind.value}", value, hint)


def truth_hint(value: object, kind: ClaimKind) -> str:
    """Return what to write for a yes or a no as the value of a claim; empty for what is neither.

    >>> truth_hint("ja", ClaimKind.DECIDED), truth_hint("no", ClaimKind.PRESENT)
    ('write true', 'write false')
    >>> truth_hint("no", ClaimKind.DECIDED), truth_hint("yes", ClaimKind.START)
    ('leave it out', 'a yes is no day: write the day, or leave it out')
    """
    meant = truth_meant(value)
    if meant is None:
        return ""
    if kind.spec.value is bool or kind.spec.can_be_true:
        can_stand = meant or kind is ClaimKind.PRESENT
        return f"write {str(meant).lower()}" if can_stand else "leave it out"
    said = "a yes" if meant else "a no"
    what = "day" if kind.spec.value is When else kind.value
    return f"{said} is no {what}: write the {what}, or leave it out"


def _named(value: object) -> str:
    if isinstance(value, str) and is_id(value):
        return value
    raise ClaimError("not the id of a deployment", value, 'write its id, such as "nld-amdtf-svk"')


#: The names of all milestones, in the order in which they are shown.
MILESTONES = tuple(kind.value for kind in ClaimKind if kind.spec.milestone)
#: The milestones that a duration can be counted from: those before the end.
BEGINNINGS = MILESTONES[: MILESTONES.index("end")]
#: The milestones that a duration can lead to.
ENDINGS = ("end", "returned")

#: Which claims can be made of which kind of record, in the order in which they are shown.
CLAIMS: Mapping[str, tuple[ClaimKind, ...]] = {
    subject: tuple(kind for kind in ClaimKind if subject in kind.spec.subjects) for subject in SUBJECTS
}


def _known_milestones(when: When) -> When:
    """Return a date whose targets name milestones that there are. Raises `ClaimError` for any other."""
    if when.is_relative:  # most are not
        for _, target in when.related:
            milestone = target.partition(".")[2] if isinstance(target, str) else ""
            if milestone and milestone not in MILESTONES:
                hint = f"write some-id.end, or another milestone: {', '.join(MILESTONES)}"
                raise ClaimError("not something to be dated by", target, hint)
    return when
