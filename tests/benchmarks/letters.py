"""Seeded registries as parliaments' letters make them, for the benchmark of the page.

Each letter speaks of many deployments, and each deployment is announced in one letter, seen in the next ones, and then
extended, or reported to have left, or forgotten.
"""

import datetime
import random
from typing import Any

from deployments import Deployment, Mission, Registry, Source, Statement

FIRST = datetime.date(2014, 1, 15)
#: The last letter is of about this day.
LAST = datetime.date(2026, 6, 15)
CONTRIBUTORS = ("NLD", "DEU", "FRA", "BEL", "ESP", "ITA", "POL", "SWE", "NOR", "CAN", "USA", "GBR")
HOSTS = ("SVK", "LTU", "MLI", "IRQ", "AFG", "LBN", "KWT", "ROU", "BIH", "XKX", "DJI", "JOR", "NER", "SOM")
FORCES = ("Patriot", "battlegroup", "training team", "field hospital", "tanker aircraft", "staff officers", "engineers")
#: One deployment is on average in a mission of so many.
_IN_A_MISSION = 12
_WORDING = "the cabinet told the chamber that unit {number} would {verb}"


def letters(deployments: int, letters: int, seed: int = 14) -> Registry:
    """Return a registry of so many deployments, told by so many letters; the same for the same numbers."""
    maker = _Maker(random.Random(f"{seed} {deployments} {letters}"), letters)
    missions = max(1, deployments // _IN_A_MISSION)
    for number in range(deployments):
        maker.tell(number, missions)
    return Registry(
        sources=maker.sources,
        missions=[
            Mission(id=f"m{number}", name=f"Multinational mission {number}", organisation="NATO")
            for number in range(missions)
        ],
        deployments=maker.deployments,
        statements=maker.statements,
    )


class _Maker:
    def __init__(self, chance: random.Random, letters: int) -> None:
        self.chance = chance
        self.deployments: list[Deployment] = []
        self.statements: list[Statement] = []
        step = (LAST - FIRST) / max(1, letters - 1)
        self.days = [FIRST + number * step for number in range(letters)]
        self.sources = [
            Source(
                id=f"letter-{number:03}",
                title=f"Letter to parliament on the missions abroad, no. {number + 1}",
                kind="official",
                publisher="Ministerie van Defensie",
                published=day.isoformat(),
                url=f"https://example.org/letters/{number + 1}",
                references=f"Kamerstuk 29 521, nr. {number + 1}",
            )
            for number, day in enumerate(self.days)
        ]

    def tell(self, number: int, missions: int) -> None:
        """Tell the story of one deployment: announced, begun, counted again, and what became of its end."""
        id_ = f"d{number:04}"
        place = {"country": self.chance.choice(HOSTS), "name": f"Camp {number % 97}"}
        who, force = self.chance.choice(CONTRIBUTORS), self.chance.choice(FORCES)
        mission = f"m{number % missions}"
        self.deployments.append(Deployment(id=id_, contributor=who, mission=mission, force=force, place=place))
        first = self.chance.randrange(max(1, len(self.days) - 3))
        told = [min(first + step, len(self.days) - 1) for step in (0, 1, 2, 3)]
        strength = self.chance.choice((6, 30, 70, 120, 150, 350))
        self._announced(id_, told[0], strength)
        start = self._begun(id_, told[1], strength)
        self._counted(id_, told[2], strength - strength // 5)
        if self.chance.random() < 0.85:
            self._ended(id_, told[3], start)

    def _announced(self, id_: str, letter: int, strength: int) -> None:
        due = self.days[letter] + datetime.timedelta(days=self.chance.randint(20, 120))
        when = self.chance.choice((due.isoformat(), f"{due:%Y-%m}", f"{due.isoformat()}~"))
        self._say(letter, id_, "start", when, "go there", basis="planned")
        self._say(letter, id_, "strength", f"~{strength}", "be so many", basis="planned")

    def _begun(self, id_: str, letter: int, strength: int) -> datetime.date:
        start = self.days[letter] - datetime.timedelta(days=self.chance.randint(1, 20))
        self._say(letter, id_, "start", start.isoformat(), "have arrived", basis="reported")
        self._say(letter, id_, "strength", str(strength), "be there now", as_of=self.days[letter].isoformat())
        return start

    def _counted(self, id_: str, letter: int, strength: int) -> None:
        self._say(letter, id_, "strength", f"~{strength}", "be fewer", as_of=self.days[letter].isoformat())
        end = self.days[letter] + datetime.timedelta(days=self.chance.randint(60, 500))
        self._say(letter, id_, "end", f"{end:%Y-%m}", "come home", basis="planned")

    def _ended(self, id_: str, letter: int, start: datetime.date) -> None:
        day = self.days[letter]
        if self.chance.random() < 0.5:
            later = day + datetime.timedelta(days=self.chance.randint(100, 400))
            self._say(letter, id_, "end", f"{later:%Y-%m}", "stay longer", basis="planned")
            self._say(letter, id_, "end_decided", day.isoformat(), "stay longer")
        elif day > start:
            end = max(start, day - datetime.timedelta(days=self.chance.randint(1, 20)))
            self._say(letter, id_, "end", end.isoformat(), "have left", basis="reported")

    def _say(self, letter: int, about: str, kind: str, value: str, verb: str, **others: Any) -> None:
        number = len(self.statements)
        self.statements.append(
            Statement(
                id=f"said-{number}",
                source=self.sources[letter].id,
                about=about,
                kind=kind,
                value=value,
                locator=f"p. {number % 40 + 1}",
                wording=_WORDING.format(number=number, verb=verb),
                **others,
            )
        )
