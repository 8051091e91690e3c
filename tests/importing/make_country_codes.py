"""Makes `deployments/data/country_codes.csv`: the codes of countries in five lists beside ISO's.

It reads four files that their publishers offer, in one folder:

- `states2016.csv`, the State System Membership of the Correlates of War, from
  https://correlatesofwar.org/data-sets/state-system-membership
- `iisystem.dat` and `microstatessystem.dat`, the independent states of Gleditsch and Ward, from http://ksgleditsch.com
- `country-codes.csv`, from https://github.com/datasets/country-codes (commit caa72d1 of 15 May 2026)

and then here `python -m tests.importing.make_country_codes FOLDER`.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pycountry

from deployments.errors import CountryError
from deployments.values.countries import Country

TARGET = Path(__file__).parents[2] / "deployments" / "data" / "country_codes.csv"
COLUMNS = ("cow", "cow_letters", "gw", "gw_letters", "fips", "ioc", "un")
ABOUT = """\
# The codes of each country in lists other than ISO's, those of today first. A code in several rows can be any of them.
# `python -m tests.importing.make_country_codes` makes this file, from:
# cow: Correlates of War Project, State System Membership, version 2016. No licence is stated; to be cited.
# gw: Gleditsch and Ward, A Revised List of Independent States since 1816, International Interactions 25 (1999), with
#     their microstates, as of 2017. No licence is stated; to be cited.
# fips, ioc, un: github.com/datasets/country-codes, in the public domain (PDDL 1.0), mended as the script says; former
#     numbers of the UN as pycountry has them. FIPS 10-4 is a work of the government of the United States, and in the
#     public domain too.
"""

#: Whom a number means that goes on from one state to another, and whom one means of which the name does not say it. A
#: state that only changed its name, by ISO 3166-3, is read by its name of today: Benin, and not Dahomey.
MEANT = {
    # Serbia, Yugoslavia from 1918, Serbia and Montenegro from 2003, Serbia from 2006 (340 of Gleditsch and Ward).
    ("cow", "345"): "SCG SRB YUG",
    ("gw", "345"): "SCG YUG",
    # From 1922 to 1991 the Soviet Union.
    ("cow", "365"): "RUS SUN",
    ("gw", "365"): "RUS SUN",
    # Tanganyika until the union of 1964, and North Vietnam until that of 1976.
    ("cow", "510"): "TZA XTG",
    ("gw", "510"): "TZA XTG",
    ("cow", "816"): "VDR VNM",
    ("gw", "816"): "VDR VNM",
    # North Yemen until 1990, which the Correlates of War tell from Yemen.
    ("gw", "678"): "XNY YEM",
    ("cow", "484"): "COG",
    ("gw", "484"): "COG",
    ("gw", "731"): "PRK",
}
#: The numbers of states that are no country here: they ended before any of this library's begins, or few recognised
#: them. Those of Germany before 1871, Italy before 1861, Austria-Hungary; the first unions of Central America and of
#: Colombia; Abkhazia, South Ossetia; Transvaal, the Orange Free State; Tibet, Korea before 1910, Vietnam before 1893.
NO_COUNTRY = {
    *("240", "245", "267", "269", "271", "273", "275", "280", "300", "327", "329", "332", "335", "337"),
    *("89", "99", "396", "397", "563", "564", "711", "730", "815"),
}
#: Territories without an Olympic committee, for which the file has codes of other games.
NO_COMMITTEE = {
    *("AIA", "BES", "FLK", "FRO", "GIB", "GLP", "GRL", "GUF", "MAC", "MNP", "MSR"),
    *("MTQ", "MYT", "NCL", "NFK", "NIU", "PYF", "REU", "SHN", "SPM", "TCA", "WLF"),
}
#: What the file has otherwise than the list itself, or before a newer code, or in the row of another country.
WRONG = {
    *(("ioc", "MHL", "MSH"), ("ioc", "MNE", "MGO"), ("ioc", "LBN", "LIB"), ("ioc", "SGP", "SIN")),
    *(("fips", "BES", "NL"), ("fips", "SRB", "KV")),
}
#: Codes that the file lacks, each after its country: new ones, and then those that were withdrawn.
MORE = {
    "fips": "XKX KV SRB RB DEU GE DDR GC SUN UR CSK CZ YUG YI SCG YI XNY YE YMD YS VDR VN XSV VS ANT NT RHO RH",
    "ioc": "XKX KOS SSD SSD MNE MNE MHL MHL LBN LBN SGP SGP LBN LIB SGP SIN TTO TRI ROU ROM NLD HOL IRN IRN "
    "LKA CEY BLZ HBR DEU FRG DDR GDR SUN URS CSK TCH YUG YUG SCG SCG XNY YAR YMD YMD ANT AHO RHO RHO ZAR ZAI DHY DAH "
    "HVO VOL BUR BIR",
    "un": "DEU 280 ETH 230 PAN 590 SDN 736 YUG 890 XNY 886 ANT 532",
}

Entry = tuple[str, str, str]


def entries(folder: Path) -> Iterator[Entry]:
    """Yield a column, a country and its code there, for every code of every list."""
    with (folder / "states2016.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield from state("cow", row["ccode"], row["stateabb"], row["statenme"])
    for name in ("iisystem.dat", "microstatessystem.dat"):
        for line in (folder / name).read_text(encoding="cp1252").splitlines():
            number, letters, known_as, *_ = line.split("\t")
            yield from state("gw", number, letters, known_as)
    with (folder / "country-codes.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield from country(row)
    todays = {each.numeric for each in pycountry.countries}
    for former in pycountry.historic_countries:
        if getattr(former, "numeric", None) and former.numeric not in todays:
            yield "un", former.alpha_3, former.numeric
    for column, text in MORE.items():
        words = text.split()
        yield from ((column, alpha_3, code) for alpha_3, code in zip(words[::2], words[1::2], strict=True))


def state(column: str, number: str, letters: str, name: str) -> Iterator[Entry]:
    """Yield the number and the letters of a state, for each country that it can be."""
    for alpha_3 in meant(column, number, name):
        yield column, alpha_3, number
        yield f"{column}_letters", alpha_3, letters


def meant(column: str, number: str, name: str) -> list[str]:
    """Return the countries that a state can be. Raises `ValueError` for a name that is not known here."""
    if (column, number) in MEANT:
        return MEANT[column, number].split()
    if number in NO_COUNTRY:
        return []
    try:
        return [Country.parse(re.split(r" ?[(/]", name)[0]).alpha_3]  # what follows is an older name
    except CountryError:
        raise ValueError(f"say in MEANT or NO_COUNTRY whom {column} {number} means: {name}") from None


def country(row: dict[str, str]) -> Iterator[Entry]:
    """Yield the codes in a row of `country-codes.csv`."""
    alpha_3 = row["ISO3166-1-Alpha-3"]
    found = [("fips", code) for code in re.findall("[A-Z]{2}", row["FIPS"])]  # "GZWE" are two
    found += [("ioc", code) for code in re.findall("[A-Z]{3}", row["IOC"]) if alpha_3 not in NO_COMMITTEE]
    found += [("un", row["M49"].zfill(3))]
    yield from ((column, alpha_3, code) for column, code in found if (column, alpha_3, code) not in WRONG)


def lines(found: Iterator[Entry]) -> list[str]:
    """Return a line for each country, in the order of ISO's codes: its codes in each list, with blanks between them."""
    rows: dict[str, dict[str, dict[str, None]]] = {}
    for column, alpha_3, code in found:
        rows.setdefault(alpha_3, {}).setdefault(column, {})[code] = None
    return [
        ",".join((alpha_3, *(" ".join(rows[alpha_3].get(column, ())) for column in COLUMNS)))
        for alpha_3 in sorted(rows)
    ]


if __name__ == "__main__":
    made = "\n".join((",".join(("iso", *COLUMNS)), *lines(entries(Path(sys.argv[1])))))
    TARGET.write_text(f"{ABOUT}{made}\n", encoding="utf-8")
