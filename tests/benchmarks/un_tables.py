"""Tables in the shape of the UN's monthly compilation of contributions, of any length."""

import calendar
import random
from pathlib import Path

from deployments.values.countries import Country
from tests.benchmarks.synthetic import COUNTRIES

_PARTS = ("Individual Police", "Formed Police Units", "Experts on Mission", "Troops", "Total")
_NUMBERS = [f"{part} {who}" for part in _PARTS for who in ("Male", "Female", "Total")]
HEADER = ("", "Date", "Contributor", "Contributor ISO-3", "Mission", *_NUMBERS)
#: Each contributor is in so many missions.
_MISSIONS = 20
#: All contributors were states by then.
FIRST_YEAR = 2012


def write(path: Path, rows: int, *, bad_each: int = 0) -> Path:
    """Write a table of so many rows; with `bad_each` one cell of that many rows is no number."""
    chance = random.Random(9)
    names = {code: Country.parse(code).name for code in COUNTRIES}
    a_month = len(COUNTRIES) * _MISSIONS
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f'"{name}"' for name in HEADER) + "\n")
        for number in range(rows):
            month, place = divmod(number, a_month)
            country, mission = COUNTRIES[place % len(COUNTRIES)], place // len(COUNTRIES)
            police = chance.randrange(3) and chance.randrange(30)
            experts, troops = chance.randrange(9), chance.randrange(900)
            numbers: list[object] = []
            for many in (police, 0, experts, troops, police + experts + troops):
                women = many // 5
                numbers += [many - women, women, many]
            if bad_each and number % bad_each == bad_each // 2:
                numbers[11] = f"{troops}#{number}"
            day = _month_end(FIRST_YEAR + month // 12, month % 12 + 1)
            texts = (number + 1, names[country], country, f"MISSION {mission}")
            first, *others = (f'"{text}"' for text in texts)
            file.write(",".join([first, day, *others, *map(str, numbers)]) + "\n")
    return path


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
