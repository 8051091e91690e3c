"""Small random registries that are nasty: days close together, several sources of one day, and all that is rare.

Parts, reports of all days from one to another, categories, shares, corrections, and numbers in every order.
"""

from __future__ import annotations

from typing import Any

from deployments.values.calendar import iso
from tests.answers.random_cases import FIRST, Maker

#: The deployments, and of which each is part.
_SHAPES: tuple[dict[str, str | None], ...] = (
    {"x": None},
    {"x": None},
    {"x": None, "y": "x"},
    {"x": None, "y": "x"},
    {"x": None, "y": "x", "z": "x"},
    {"x": None, "y": "x", "z": "y"},
    {"x": None, "y": None},
    {"x": None, "y": "x", "z": None},
)


class _Nasty(Maker):
    """Makes one case."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.step: int = self.pick(1, 1, 3, 29)
        self.span = self.pick(4, 8, 12)
        self.forces = self.pick(*_SHAPES)
        self.deployments = [*self.forces]

    def grid(self, low: int = 0, high: int | None = None) -> int:
        last = self.span if high is None else high
        return FIRST + self.step * self.random.randint(low, max(low, last))

    def date(self, day: int) -> str:
        """Return a date at a day: sharp, or some days of which it is one."""
        if self.chance(0.75):
            return iso(day)
        low, high = day - self.step * self.pick(0, 1, 2), day + self.step * self.pick(0, 1, 2)
        return iso(day) if low == high else f"[{iso(low)}..{iso(high)}]"

    def make(self) -> dict[str, Any]:
        self._letters()
        makers = [self._presence, self._figure, self._change, self._nobody, self._milestone, self._lasting]
        makers += [self._presence, self._figure, self._stretch, self._stretch, self._equipment, self._mandate]
        makers += [self._those_there, self._correction_of_one, self._called_off, self._considered]
        for _ in range(self.random.randint(2, 7)):
            self.pick(*makers)(self._source(), self.pick(*self.deployments))
        if len(self.deployments) > 1 and self.chance(0.3):
            self._link()
        forces = [{"id": name} | ({"part_of": whole} if whole else {}) for name, whole in self.forces.items()]
        return {"sources": self.sources, "statements": self.statements[:8], "deployments": forces}

    def _letters(self) -> None:
        last = self.span + 2
        day = self.grid(last // 2, last)
        for name in "stu"[: self.random.randint(1, 3)]:
            day = day if self.chance(0.4) else self.grid(0, last)
            self.days[name] = day
            vague = f"[{iso(day - self.step)}..{iso(day + self.step)}]"
            self.sources[name] = {"published": vague if self.chance(0.2) else iso(day)}

    def _number(self) -> Any:
        if self.chance(0.2):
            return {"troops": self.pick("20", "~40", "..30", "100.."), "police": self.pick("10", "5..8", "0")}
        return self.pick("10", "30", "100", "~100", "80..120", "..90", "200..", "1")

    def _stretch(self, source: str, about: str) -> None:
        """Say something of all days from one to another."""
        first = self.grid(0, self.span)
        kind, value = self.pick(("present", True), ("present", True), ("present", False), ("strength", self._number()))
        basis = "reported" if value is False else self.pick(None, None, "reported", "planned")
        first = min(first, self.days[source]) if basis == "reported" and kind == "strength" else first
        ends = f"{self._end(first)}/{self._end(first + self.step * self.pick(0, 1, 2, 3))}"
        self._say(source, about, kind, value, as_of=ends, **({"basis": basis} if basis else {}))

    def _end(self, day: int) -> str:
        return iso(day) if self.chance(0.8) else iso(day)[:7] if self.step == 29 else f"{iso(day)}~"

    def _change(self, source: str, about: str) -> None:
        value = self.pick("30", "-30", "-~30", "-5", "-50 %", "-50%", "10 %", "-100 %", "increase", "decrease")
        day = self.grid()
        basis = {"basis": "reported"} if self.chance(0.5) or self._plans_a_change() else {}
        fields = {} if self.chance(0.3) else {"as_of": self.date(min(day, self.days[source]) if basis else day)}
        self._say(source, about, "change", value, **fields, **basis)

    def _plans_a_change(self) -> bool:
        """Tell whether a change was told: what several planned changes add up to is not in the design."""
        return any(each["kind"] == "change" for each in self.statements)

    def _those_there(self, source: str, about: str) -> None:
        """Say that some are there, how many, and how many of them are what."""
        self._say(source, about, "present", True)
        for part in [name for name, whole in self.forces.items() if whole == about]:
            self._say(source, part, "strength", self._number())
        if self.chance(0.3):
            self._say(source, about, "strength", self._number())
        if self.chance(0.3):
            self._say(source, self.pick(*self.deployments), "start", iso(self.days[source] + self.step))

    def _correction_of_one(self, source: str, about: str) -> None:
        if not self.statements:
            return
        wrong = self.pick(*([each for each in self.statements if each["about"] == about] or self.statements))
        if wrong["kind"] not in ("strength", "change", "present", "start", "end") or wrong["source"] == source:
            return
        value = self._number() if wrong["kind"] == "strength" else wrong["value"]
        if wrong["kind"] in ("start", "end"):
            value = iso(self.grid())
        fields = {} if self.chance(0.5) else {"as_of": iso(self.grid())}
        fields = {} if wrong["kind"] in ("start", "end") else fields
        basis = {"basis": wrong["basis"]} if "basis" in wrong and value is not False else {}
        self._say(source, wrong["about"], wrong["kind"], value, corrects=wrong["source"], **fields, **basis)


def nasty_case(seed: int) -> dict[str, Any]:
    """Return the case of this seed: the same for the same seed, always."""
    return _Nasty(seed).make()
