"""Random registries with claims of every kind, for comparing what is computed at once with the plain definition."""

import random
from collections.abc import Callable
from typing import Any

from deployments import Deployment, Event, Mission, Registry, Source, Statement, Tolerance
from deployments.values.calendar import iso

#: The days that are spoken of: a grid of some weeks over six years, so that silences are long and days fall together.
FIRST, STEP, STEPS = 738_000, 45, 48
LAST = FIRST + STEP * STEPS
#: Each with the one that it is part of.
MISSIONS = [("m", None), ("n", "m"), ("o", "n")]

#: What columns cover.
SIMPLE = ["start", "end", "present", "strength", "strength", "operational", "returned", "departed", "decided"]
#: What they cover if it is clear.
PLACED = ["absent", "duration", "equipment", "end_decided", "zero", "told"]
#: What they leave to the plain definition.
MORE = [
    *("share", "stretch", "length to the return", "parts"),
    *("planned strength", "considered", "cancelled", "change", "mandate", "ceiling"),
    *("relation", "follows", "relieves", "citing", "corrects"),
]


#: What is said of all days from one to another.
THERE, NOBODY = {"kind": "present", "value": True}, {"kind": "present", "value": False, "basis": "reported"}
SIX = {"kind": "strength", "value": 6}


class Crowd:
    """Draws the records of one registry."""

    def __init__(self, seed: int, kinds: list[str], most: int = 9) -> None:
        self.chance = random.Random(seed)
        self.kinds = self.chance.sample(kinds, self.chance.randint(min(4, len(kinds)), len(kinds)))
        self.most = most

    def day(self) -> int:
        """Draw a day of the grid, now and then the one beside it."""
        return FIRST + STEP * self.chance.randrange(STEPS) + self.chance.choice([0, 0, 0, 1])

    def date(self) -> str:
        """Draw a date: mostly one day, else a month, or several days."""
        day = self.day()
        return self.chance.choice(
            [
                *[iso(day)] * 5,
                iso(day)[:7],
                f"[{iso(day)}..{iso(day + self.chance.choice([1, 20, 400]))}]",
                f"[{iso(day)},{iso(day + 3)}]",
                f"{iso(day)}~",
                self.chance.choice([f"[..{iso(day)}]", f"[{iso(day)}..]"]),
            ]
        )

    def sources(self) -> list[Source]:
        """Draw sources: two of them late, so that much is reported."""
        drawn = [self.date() for _ in range(3)] + [iso(LAST), f"[{iso(740_200)}..{iso(740_230)}]"]
        found = [Source(id=f"s{n}", title="A letter", published=text) for n, text in enumerate(drawn)]
        return [*found, Source(id="read", title="Undated", accessed=iso(self.day()))]

    def claim(self, kind: str, ids: list[str]) -> dict[str, Any]:
        """Draw the fields of a claim."""
        special: dict[str, Callable[[], dict[str, Any]]] = {
            "present": lambda: {"kind": "present", "value": True, **self.as_of()},
            "absent": lambda: {"kind": "present", "value": False, "basis": "reported", **self.as_of()},
            "share": lambda: {"kind": "change", "value": self.chance.choice(["-50 %", "10 %"]), **self.as_of()},
            "stretch": lambda: {**self.chance.choice([THERE, NOBODY, SIX]), "as_of": self.stretch()},
            "length to the return": lambda: {"kind": "duration", "value": {**self.length(), "to": "returned"}},
            "zero": lambda: {"kind": "strength", "value": 0, **self.as_of()},
            "strength": lambda: {"kind": "strength", "value": self.number(), "basis": "reported", **self.as_of()},
            "planned strength": lambda: {"kind": "strength", "value": self.number(), **self.as_of()},
            "equipment": lambda: {"kind": "equipment", "value": {"fire unit": 2}, **self.as_of()},
            "duration": lambda: {"kind": "duration", "value": self.length()},
            "told": lambda: {"kind": self.chance.choice(["decided", "end_decided"]), "value": True},
            "considered": lambda: {
                "kind": self.chance.choice(["start", "end"]),
                "value": self.date(),
                "basis": "considered",
            },
            "cancelled": lambda: {"kind": "cancelled", "value": True},
            "change": lambda: {
                "kind": "change",
                "value": self.chance.choice(["5", "-3", "increase", "decrease"]),
                **self.as_of(),
            },
            "mandate": lambda: {"kind": "mandate", "value": iso(self.day())},
            "ceiling": lambda: {"kind": "ceiling", "value": 100},
            "relation": lambda: {"kind": self.edge(), "value": self.relation(ids)},
            "follows": lambda: {"kind": "follows", "value": self.chance.choice(ids)},
            "relieves": lambda: {"kind": "relieves", "value": self.chance.choice(ids)},
            "citing": lambda: {"kind": "start", "value": self.date(), "citing": "s1"},
            "corrects": lambda: {"kind": "end", "value": self.date(), "corrects": "s0", "basis": "reported"},
        }
        if kind in special:
            return special[kind]()
        return {"kind": kind, "value": self.date(), **self.chance.choice([{}, {}, {"basis": "planned"}])}

    def edge(self) -> str:
        """Draw a first or a last day."""
        return self.chance.choice(["start", "end"])

    def change(self) -> str:
        """Draw a change, some without a number."""
        return self.chance.choice(["5", "-3", "increase", "decrease"])

    def as_of(self) -> dict[str, Any]:
        """Draw the day of a figure, or that of its publication."""
        return self.chance.choice([{}, {"as_of": self.date()}, {"as_of": self.date()}])

    def stretch(self) -> str:
        """Draw all days from one to another."""
        first = self.day()
        return f"{iso(first)}/{iso(first + self.chance.choice([1, STEP, 400]))}"

    def number(self) -> str | dict[str, str]:
        """Draw a number of personnel, now and then by category."""
        number = self.chance.choice(["5", "~90", "3..8", "7..", "..4", ""])
        return number or {"troops": "~90", "police": "5"}

    def length(self) -> dict[str, str]:
        """Draw a length, from any milestone."""
        text = self.chance.choice(["P6M", "~P1Y", "..P6M", "P3M..P9M", "P400D..", "P1M"])
        since = self.chance.choice(["start", "start", "decided", "departed", "operational"])
        return {"of": text, "from": since}

    def relation(self, ids: list[str]) -> dict[str, str]:
        """Draw what a milestone is related to."""
        target = self.chance.choice([*ids, "summit", f"{self.chance.choice(ids)}.end", "s1"])
        return {self.chance.choice(["after", "before", "around", "during"]): target}

    def statements(self, ids: list[str]) -> list[Statement]:
        """Draw a few statements about each deployment."""
        found: list[Statement] = []
        for id_ in ids:
            # Nobody follows in a circle.
            others = ids[: ids.index(id_)]
            for _ in range(self.chance.choice([0, 1, 2, 3, 3, 4, 4, 5, self.most])):
                kind = self.chance.choice(self.kinds)
                if kind == "parts" or (kind in ("follows", "relieves", "relation") and not others):
                    continue
                claim = self.claim(kind, others)
                source = f"s{self.chance.randrange(5)}" if self.chance.random() < 0.9 else "read"
                found.append(Statement(id=f"x{len(found)}", about=id_, source=source, **claim))
        return found

    def deployment(self, number: int) -> Deployment:
        """Draw a deployment; with parts among what is drawn, often one of those before it."""
        whole = f"d{self.chance.randrange(number)}" if number and self.chance.random() < 0.5 else None
        part_of = whole if "parts" in self.kinds else None
        return Deployment(
            id=f"d{number}",
            contributor=self.chance.choice(["NLD", "DEU", None] if part_of else ["NLD", "DEU"]),
            mission=self.chance.choice([None, "m", "n", "o", ["m", "o"], ["o", "n"]]),
            place=self.chance.choice([None, "SVK", "Sliač, SVK", "LTU"]),
            part_of=part_of,
        )

    def registry(self, count: int) -> Registry:
        """Draw a registry of so many deployments."""
        ids = [f"d{number}" for number in range(count)]
        said = self.statements(ids)
        if "relation" in self.kinds:
            said.append(Statement(id="summit-day", about="summit", source="s0", kind="date", value=iso(self.day())))
        return Registry(
            sources=self.sources(),
            events=[Event(id="summit", name="A summit")],
            missions=[
                Mission(id="m", name="M"),
                Mission(id="n", name="N", part_of="m"),
                Mission(id="o", name="O", part_of="n"),
            ],
            deployments=[self.deployment(number) for number in range(count)],
            statements=said,
            tolerance=self.chance.choice([Tolerance(), Tolerance(day=3, stale=5)]),
        )
