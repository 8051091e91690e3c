"""Small random registries in the format of the cases: everything that the rules of answers tell apart happens often.

Days lie on a coarse grid, so that reports collide, plans come due, and silences grow `stale`.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from typing import Any

from deployments.values.calendar import iso
from deployments.values.dates import UncertainDate
from tests.answers.course_claims import day_of

FIRST = day_of("2022-01-01")
_STEP = 29
_STEPS = 26

_Statement = dict[str, Any]


class Maker:
    """Makes one case."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.span = self.random.choice([6, 14, _STEPS])
        self.sources: dict[str, dict[str, str]] = {}
        self.days: dict[str, int] = {}
        self.statements: list[_Statement] = []
        self.deployments = ["x"]
        self.events: list[str] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *options: Any) -> Any:
        return self.random.choice(options)

    def grid(self, low: int = 0, high: int | None = None) -> int:
        last = self.span if high is None else high
        return FIRST + _STEP * self.random.randint(low, max(low, last))

    def date(self, day: int) -> str:
        """Return a date at a day: sharp, around it, or some days of which it is one."""
        kind = self.random.random()
        if kind < 0.72:
            return iso(day)
        if kind < 0.8:
            return f"{iso(day)}~"
        if kind < 0.86 and len(self.deployments) == 1:  # what is around a month is wider
            return iso(day)[:7]
        return f"[{iso(day - self.pick(0, 3, 20))}..{iso(day + self.pick(3, 20))}]"

    def make(self) -> dict[str, Any]:
        self._sources()
        if self.chance(0.25):
            self.deployments.append("y")
            if self.chance(0.3):
                self.deployments.append("z")
        if self.chance(0.2):
            self._event()
        for name in self.deployments:
            self._story(name)
        for _ in range(self.random.randint(1, 5)):
            self._any(self.pick(*self.deployments))
        if len(self.deployments) > 1 and self.chance(0.5):
            self._link()
        if self.chance(0.12):
            self._correction()
        case = {"sources": self.sources, "statements": self.statements[:13]}
        case["deployments"] = [{"id": name} for name in self.deployments]
        return case | ({"events": self.events} if self.events else {})

    def _sources(self) -> None:
        for name in "stuv"[: self.random.randint(1, 4)]:
            day = self.grid()
            self.days[name] = day
            kind = self.random.random()
            if kind < 0.8:
                self.sources[name] = {"published": iso(day)}
            elif kind < 0.88:
                self.sources[name] = {"published": iso(day)[:7]}
            elif kind < 0.94:
                self.sources[name] = {"published": f"[{iso(day - 6)}..{iso(day + 6)}]"}
            elif kind < 0.97:
                self.sources[name] = {"published": f"{iso(day)}~"}
            else:
                self.sources[name] = {"accessed": iso(day)}

    def _event(self) -> None:
        self.events.append("ev")
        for source in self.random.sample(sorted(self.sources), min(len(self.sources), self.random.randint(1, 2))):
            first = self.grid()
            value = f"{iso(first)}/{iso(first + 2)}" if self.chance(0.7) else iso(first)
            self._say(source, "ev", "date", value)

    def _say(self, source: str, about: str, kind: str, value: Any, **fields: Any) -> None:
        statement = {"source": source, "about": about, "kind": kind, "value": value} | fields
        if statement not in self.statements:
            self.statements.append(statement)

    def _source(self) -> str:
        return str(self.random.choice(sorted(self.sources)))

    def _story(self, about: str) -> None:
        """Tell something usual first: an announcement, a sighting, both, or nothing."""
        stories = [self._gap, self._bridge, self._called_off_again, self._announcement, self._sighting, self._mandate]
        tell = self.random.choices([*stories, lambda *_: None], [6, 6, 6, 32, 30, 5, 15])[0]
        tell(self._source(), about)

    def _announcement(self, source: str, about: str) -> None:
        first = self.days[source] + _STEP * self.random.randint(1, 4)
        self._say(source, about, "start", self.date(first))
        if self.chance(0.5):
            self._say(source, about, "strength", self._number())
        if self.chance(0.4):
            self._say(source, about, "end", self.date(first + _STEP * self.random.randint(1, 6)))
        elif self.chance(0.4):
            self._say(source, about, "duration", self._duration())

    def _sighting(self, source: str, about: str) -> None:
        self._say(source, about, "present", True)
        if self.chance(0.5):
            self._say(source, about, "strength", self._number())

    def _mandate(self, source: str, about: str) -> None:
        self._say(source, about, "mandate", iso(self.days[source] + 200))

    def _gap(self, source: str, about: str) -> None:
        """Say that somebody was there, then nobody, then somebody again."""
        days = sorted(min(self.grid(), self.days[source]) for _ in range(3))
        for number, day in zip(("100", "0", "50"), days, strict=True):
            self._say(source, about, "strength", number, as_of=self.date(day), basis="reported")

    def _bridge(self, _: str, about: str) -> None:
        """See somebody twice, far apart."""
        for name, day in (("s", FIRST), ("t", FIRST + _STEP * self.random.randint(17, 22))):
            if name in self.sources and not any(each["source"] == name for each in self.statements):
                self.sources[name], self.days[name] = {"published": iso(day)}, day
                self._say(name, about, "present", True)

    def _called_off_again(self, _: str, about: str) -> None:
        """Announce it in one source, and call it off in another."""
        for name, kind in zip(
            sorted(self.sources, key=lambda each: self.days[each]), ("start", "cancelled"), strict=False
        ):
            value = True if kind == "cancelled" else self.date(self.days[name] + 3 * _STEP)
            self._say(name, about, kind, value)

    def _any(self, about: str) -> None:
        makers: list[tuple[int, Callable[[str, str], None]]] = [
            (8, self._milestone),
            (4, self._presence),
            (4, self._figure),
            (2, self._change),
            (2, self._lasting),
            (3, self._considered),
            (2, self._relation),
            (1, self._decision),
            (3, self._nobody),
            (1, self._called_off),
            (1, self._cited),
            (1, self._equipment),
        ]
        weights = [weight for weight, _ in makers]
        maker = self.random.choices([each for _, each in makers], weights)[0]
        maker(self._source(), about)

    def _number(self) -> str:
        return str(self.pick("70", "100", "~100", "140", "80..120", "..90", "200..", "1700"))

    def _duration(self) -> Any:
        of = self.pick("P3M", "P6M", "~P6M", "..P6M", "P4M..P8M", "P6M..", "P60D")
        return {"of": of, "from": "operational"} if self.chance(0.1) else of

    def _milestone(self, source: str, about: str) -> None:
        kind = self.pick(*("start", "end") * 4, "departed", "operational", "returned", "decided", "end_decided")
        fields = {}
        day = self.grid(0, self.span + 4)
        if self.chance(0.2):
            fields["basis"] = "planned"
        elif self.chance(0.25):
            day = min(day, self.days[source])
            fields["basis"] = "reported"
        self._say(source, about, kind, self.date(day), **fields)

    def _presence(self, source: str, about: str) -> None:
        if self.chance(0.3):
            self._say(source, about, "present", True)
            return
        self._say(source, about, "present", True, as_of=self.date(self.grid(0, self.span + 2)))

    def _past(self, source: str) -> int:
        before: int = self.pick(0, 30)
        return min(self.grid(), self.days[source] - before)

    def _figure(self, source: str, about: str) -> None:
        if self.chance(0.25):
            self._say(source, about, "strength", self._number())
        else:
            self._say(source, about, "strength", self._number(), as_of=self.date(self.grid(0, self.span + 2)))

    def _change(self, source: str, about: str) -> None:
        value = self.pick("30", "-30", "-~30", "-70", "80", "increase", "decrease")
        planned = [each for each in self.statements if each["kind"] == "change"]
        if planned:  # what several planned changes add up to is not in the design
            return
        if self.chance(0.4):
            self._say(source, about, "change", value)
        else:
            self._say(source, about, "change", value, as_of=self.date(self.grid(0, self.span + 2)))

    def _lasting(self, source: str, about: str) -> None:
        fields = {"basis": "reported"} if self.chance(0.1) else {}
        self._say(source, about, "duration", self._duration(), **fields)

    def _considered(self, source: str, about: str) -> None:
        kind = self.pick("start", "end", "end", "duration", "strength")
        day = self.days[source] + _STEP * self.random.randint(1, 12)
        value = self._duration() if kind == "duration" else self._number() if kind == "strength" else iso(day)
        self._say(source, about, kind, value, basis="considered")
        if kind == "start" and self.chance(0.7):
            self._say(source, about, "end", iso(day + 5 * _STEP), basis="considered")

    def _relation(self, source: str, about: str) -> None:
        day = self.grid()
        targets = [source, iso(day)]
        targets += ["ev", "ev"] if self.events else []
        targets += [f"{other}.{end}" for other in self.deployments if other != about for end in ("start", "end")]
        relation, target = self.pick("after", "before", "around", "during"), self.pick(*targets)
        fields = {}
        if "." in target or target == source:  # how wide "around" is there depends on what dates it
            relation = self.pick("after", "before", "during")
        if target == source and self.chance(0.8):
            relation = self.pick("before", "during")
        elif target[0] == "2":
            fields["basis"] = "planned" if day > self.days[source] - 30 else self.pick("planned", "reported")
        elif self.chance(0.1):
            fields["basis"] = "reported"
        self._say(source, about, self.pick("start", "end", "end", "departed", "returned"), {relation: target}, **fields)

    def _decision(self, source: str, about: str) -> None:
        self._say(source, about, self.pick("decided", "decided", "end_decided"), True)

    def _nobody(self, source: str, about: str) -> None:
        kind = self.random.random()
        as_of = {} if kind < 0.4 else {"as_of": self.date(self._past(source)), "basis": "reported"}
        if self.chance(0.5):
            self._say(source, about, "present", False, **as_of)
        else:
            self._say(source, about, "strength", "0", **as_of)

    def _called_off(self, source: str, about: str) -> None:
        self._say(source, about, "cancelled", True)

    def _cited(self, source: str, about: str) -> None:
        older = [name for name in self.sources if self.days[name] < self.days[source]]
        if not older:
            return
        cited = self.pick(*older)
        kind = self.pick("start", "end", "present")
        if kind == "present":
            self._say(source, about, kind, True, citing=cited)
        else:
            self._say(source, about, kind, self.date(self.grid(0, self.span + 4)), citing=cited)

    def _equipment(self, source: str, about: str) -> None:
        self._say(source, about, "equipment", {"battery": 2}, as_of=iso(self._past(source)))

    def _link(self) -> None:
        one, other = self.random.sample(self.deployments, 2)
        self._say(self._source(), one, self.pick("follows", "relieves"), other)

    def _correction(self) -> None:
        """Put right something that stands once in its source."""
        wrong = self.pick(*self.statements)
        kind, about, source = wrong["kind"], wrong["about"], wrong["source"]
        same = [
            each for each in self.statements if (each["kind"], each["about"], each["source"]) == (kind, about, source)
        ]
        others = [
            name
            for name in self.sources
            if "accessed" not in self.sources[name] and self.days[name] > self.days[source] + 20
        ]
        if (
            len(same) > 1
            or not others
            or kind not in ("start", "end", "strength")
            or wrong.get("basis") == "considered"
        ):
            return
        value = self._number() if kind == "strength" else iso(self.grid())
        as_of = {"as_of": iso(self.grid())} if kind == "strength" else {}
        self._say(self.pick(*others), about, kind, value, corrects=source, **as_of)


def random_case(seed: int) -> dict[str, Any]:
    """Return the case of this seed: the same for the same seed, always."""
    return Maker(seed).make()


def asked_days(case: Mapping[str, Any]) -> list[int]:
    """Return the days on which an answer can change: those named, some beside and between them, and far out."""
    found = {day_of("2020-06-15"), day_of("2027-06-15")}
    for text in _texts(case):
        first, last = UncertainDate.parse(text).hull
        found |= {int(end) + by for end in (first, last) for by in (-8, -1, 0, 1, 8)}
    ordered = sorted(found)
    between = {(low + high) // 2 for low, high in itertools.pairwise(ordered)}
    return sorted(found | between)


def _texts(case: Mapping[str, Any]) -> list[str]:
    dates = [text for source in case["sources"].values() for text in source.values()]
    for statement in case["statements"]:
        values = [statement.get("as_of"), statement["value"]]
        if isinstance(statement["value"], dict):
            values += statement["value"].values()
        dates += [text for text in values if isinstance(text, str) and text[:1] in "2["]
    return [text for text in dates if _is_date(text)]


def _is_date(text: str) -> bool:
    return len(text) > 6 and text.lstrip("[")[:4].isdigit() and "-" in text
