"""When a milestone is: a date, a part of one, or how it lies to other milestones, events and dates."""

from __future__ import annotations

import datetime
import enum
import functools
import json
from collections.abc import Iterator, Mapping, Sequence

import attrs

from deployments.errors import QUOTED, ClaimError, DateError
from deployments.patterns import lazy_pattern
from deployments.values.calendar import civil, day_number
from deployments.values.date_words import date_hint, readings, when_hint
from deployments.values.dates import Day, UncertainDate
from deployments.values.edtf import Calendar, Precision, Run
from deployments.values.seasons import season_hint

RELATIONS = ("after", "before", "around", "during")

#: The longest text, in characters, that is parsed: twice as long as the longest date.
MAX_WHEN_LENGTH = 2 * 4096

#: A date in words, and what it is related to.
_WORDS_AND_RELATIONS = lazy_pattern(r"(.+?)((?: (?:after|before|around|during) [A-Za-z][\w-]*(?:\.[a-z_]+)?)+)")

_KEYWORDS = frozenset(("early", "mid", "late", *RELATIONS))

#: A regular expression for the texts that can be ids.
ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_ID = lazy_pattern(ID_PATTERN)
#: How a milestone is written; which there are is for the claim table.
_MILESTONE = lazy_pattern(r"[a-z][a-z_]{0,39}")
#: The characters with which both a date and an id can begin.
_OF_DATES = frozenset("0123456789XY")


class Part(enum.StrEnum):
    """A third of a month (days 1-10, 11-20, 21 to the end) or of a year (by four months).

    >>> str(When(on="2022-04", part=Part.EARLY))
    'early 2022-04'
    """

    EARLY = "early"
    MID = "mid"
    LATE = "late"


#: Another milestone (`"deu-patriot-svk.end"`), a whole event or mission (`"vilnius-summit"`), or a date.
Target = UncertainDate | str


def is_id(text: object) -> bool:
    """Tell whether the text can be the id of a record: letters, digits, `-` and `_`, and no date.

    >>> is_id("nld-amdtf-svk"), is_id("2023-06")
    (True, False)
    """
    return isinstance(text, str) and len(text) <= 100 and _is_id(text)


@functools.lru_cache(1 << 13)  # the statements of a source name it twice each, one after the other
def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text)) and (text[0] not in _OF_DATES or _date_or_none(text) is None)


def _date_or_none(text: str) -> UncertainDate | None:
    try:
        return UncertainDate.parse(text)
    except DateError:
        return None


def _target(value: object) -> Target:
    if isinstance(value, UncertainDate | datetime.date):
        return UncertainDate.of(value)
    if isinstance(value, str):
        name, dot, milestone = value.partition(".")
        if is_id(name) and (not dot or _MILESTONE.fullmatch(milestone)):
            return value
        if date := _date_or_none(value):
            return date
    meant = (date_hint(value) or season_hint(value)) if isinstance(value, str) else ""
    hint = meant or 'write an id ("vilnius-summit"), a milestone ("some-id.end") or a date'
    raise ClaimError("not something to be dated by", value, hint)


def _targets(value: Day | Sequence[Day] | None) -> tuple[Target, ...]:
    if value is None or value == ():
        return ()
    # Not any iterable: a set has no order, and of a table the keys alone would be taken.
    items = value if isinstance(value, list | tuple) else [value]
    return tuple([_target(item) for item in items])


def _on(value: Day | None) -> UncertainDate | None:
    return None if value is None else UncertainDate.of(value)


def _part(value: Part | str | None) -> Part | None:
    if value is None:
        return None
    try:
        return Part(value)
    except ValueError:
        raise ClaimError("not a part of a month or year", value, 'write "early", "mid" or "late"') from None


@attrs.frozen(repr=False, weakref_slot=False)  # a registry can have a million of them
class When:
    """When a milestone is; several things said at once all hold.

    `on` is one unknown day among those of a date, narrowed by `part`. `after`, `before`, `around` and
    `during` name milestones, events, missions or dates. Raises `ClaimError` or `DateError`.

    >>> When(on="2023-06-21~", after="amdtf-wind-down")
    When('2023-06-21~ after amdtf-wind-down')
    """

    on: UncertainDate | None = attrs.field(default=None, converter=_on)
    part: Part | None = attrs.field(default=None, converter=_part)
    after: tuple[Target, ...] = attrs.field(default=(), converter=_targets)
    before: tuple[Target, ...] = attrs.field(default=(), converter=_targets)
    around: tuple[Target, ...] = attrs.field(default=(), converter=_targets)
    during: tuple[Target, ...] = attrs.field(default=(), converter=_targets)

    def __attrs_post_init__(self) -> None:
        if self.on is None and not any(getattr(self, relation) for relation in RELATIONS):
            raise ClaimError("says nothing", str(self), "write a date, or after, before, around or during something")
        if self.part is not None and not _can_part(self.on):
            hint = 'write it with a month or a year: { on = "2022-04", part = "mid" }'
            raise ClaimError(f"{self.part.value} needs a month or a year", str(self.on or ""), hint)

    @classmethod
    def parse(cls, text: str) -> When:
        """Parse `"2023-06-21~ after amdtf-wind-down"` or `"mid 2022-04"`. Raises `ClaimError` or `DateError`.

        >>> When.parse("mid 2022-04").part
        <Part.MID: 'mid'>
        """
        if not isinstance(text, str) or len(text) > MAX_WHEN_LENGTH:
            raise ClaimError("not a date", text, 'write "2023-06-21~" or "after some-id"')
        try:
            return cls._parsed(text)
        except (ClaimError, DateError) as error:
            if hint := _in_words(text):
                raise DateError("not a date", text, hint) from None
            raise error from None

    @classmethod
    def _parsed(cls, text: str) -> When:
        if " " not in text and text not in _KEYWORDS:  # most are a date and no more
            date = UncertainDate.parse(text)
            return cls(on=date) if date.is_interval else _made(date)
        words = text.split(" ")
        fields: dict[str, list[str]] = {}
        part = words.pop(0) if words[0] in ("early", "mid", "late") else None
        on = words.pop(0) if words and words[0] not in RELATIONS else None
        for relation, target in zip(words[::2], words[1::2], strict=False):
            if relation not in RELATIONS:
                break
            fields.setdefault(relation, []).append(target)
        if 2 * sum(map(len, fields.values())) != len(words):
            # A word is left over: the whole text is refused as a date, which gives the best hint.
            UncertainDate.parse(text)
        return cls(on=on, part=part, **fields)

    @classmethod
    def of(cls, value: object) -> When:
        """Return the value itself, or read it from a text, a date, or a table: `{ on = "2022-04", part = "mid" }`.

        Raises `ClaimError` or `DateError`.

        >>> When.of(datetime.date(2023, 6, 21))
        When('2023-06-21')
        """
        if isinstance(value, str):  # most are
            return cls.parse(value)
        if isinstance(value, When):
            return value
        if isinstance(value, Mapping):
            if unknown := set(value) - {"on", "part", *RELATIONS}:
                raise ClaimError("not part of a date", min(unknown), "write on, part, after, before, around or during")
            try:
                return cls(**value)
            except DateError as error:
                hint = _table_hint(value) or error.hint
                raise DateError(error.problem, error.value, hint) from None
        return cls(on=UncertainDate.of(value))  # type: ignore[arg-type]

    @property
    def runs(self) -> list[Run] | None:
        """The days that `on` and `part` leave, as runs of day numbers, without tolerance; None without `on`.

        >>> [(civil(low), civil(high)) for low, high in When.parse("mid 2022-04").runs]
        [((2022, 4, 11), (2022, 4, 20))]
        """
        if self.on is None or self.part is None:
            return None if self.on is None else self.on.days()
        year, month, _ = civil(int(self.on.hull[0]))
        third = [*Part].index(self.part)
        if isinstance(self.on.tree, Calendar) and self.on.tree.precision is Precision.YEAR:
            return [(day_number(year, 4 * third + 1, 1), day_number(year, 4 * third + 5, 1) - 1)]
        last = self.on.hull[1] if self.part is Part.LATE else day_number(year, month, 10 * third + 10)
        return [(day_number(year, month, 10 * third + 1), last)]

    @property
    def is_relative(self) -> bool:
        """Whether it is related to a milestone, an event, a mission or another date.

        >>> When.parse("after vilnius-summit").is_relative, When.parse("2023-07").is_relative
        (True, False)
        """
        return bool(self.after or self.before or self.around or self.during)

    @property
    def related(self) -> Iterator[tuple[str, Target]]:
        """Everything that it is related to, each with its relation: in the order of `RELATIONS`, then as written.

        >>> [*When(on="2023-07", after=["svk.end", "2023-07-11"], before="summit").related]
        [('after', 'svk.end'), ('after', UncertainDate('2023-07-11')), ('before', 'summit')]
        """
        return ((relation, target) for relation in RELATIONS for target in getattr(self, relation))

    def __str__(self) -> str:
        words = [self.part.value] if self.part else []
        words += [str(self.on)] if self.on else []
        if self.is_relative:
            words += [f"{relation} {target}" for relation, target in self.related]
        return " ".join(words)

    def __repr__(self) -> str:
        return f"When({str(self)!r})"


def _made(on: UncertainDate) -> When:
    """Return a `When` of a date that was checked. A second check would slow down files of many statements."""
    made = object.__new__(When)
    object.__setattr__(made, "on", on)
    object.__setattr__(made, "part", None)
    for relation in RELATIONS:
        object.__setattr__(made, relation, ())
    return made


def _in_words(text: str) -> str:
    """Return what to write for a text whose date is in words; it may be related to something: "May 2024 after x"."""
    match = _WORDS_AND_RELATIONS.fullmatch(text)
    if match is None or (hint := when_hint(text)):
        return when_hint(text) if match is None else hint
    meant = {each.when: "" for each in readings(match[1]) if each.when and not each.only}
    return "" if len(meant) != 1 else f'write "{next(iter(meant))}{match[2]}"'


def _table_hint(table: Mapping[str, object]) -> str:
    """Return the table to write for one whose `on` is in words; empty if nobody can tell."""
    on = table.get("on")
    meant = {each.when for each in readings(on) if not each.only} if isinstance(on, str) else set()
    if len(meant) != 1 or not (when := meant.pop()):
        return ""
    date = When.parse(when)
    said: dict[str, object] = {"on": date.on and str(date.on), "part": date.part and date.part.value}
    said |= {relation: str(getattr(date, relation)[0]) for relation in RELATIONS if getattr(date, relation)}
    whole = {
        **{key: value for key, value in said.items() if value is not None},
        **{k: v for k, v in table.items() if k != "on"},
    }
    pairs = [f"{key} = {json.dumps(value, ensure_ascii=False, default=str)}" for key, value in whole.items()]
    text = f"{{ {', '.join(pairs)} }}"
    return f"write {text}" if text.isprintable() and len(text) <= 2 * QUOTED else ""


def _can_part(on: UncertainDate | None) -> bool:
    tree = on.tree if on is not None else None
    units = (Precision.MONTH, Precision.YEAR)
    return isinstance(tree, Calendar) and tree.specified and tree.precision in units
