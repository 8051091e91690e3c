"""Codes of other lists than ISO's mean the country of that list, and never another one."""

import csv
import itertools
import re
import subprocess
import sys
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import CountryError
from deployments.importing.country_codes import LISTS, countries_of, country_of, likely_codes
from deployments.values.countries import Country
from deployments.values.country_names import codes_of_other_lists
from tests.importing import make_country_codes
from tests.values.code_lists import COW, FIPS, IOC, pairs

TEXT = make_country_codes.TARGET.read_text(encoding="utf-8")
ROWS = [*csv.DictReader(line for line in TEXT.splitlines() if not line.startswith("#"))]
#: Each list, a code in it, and the country that has it.
HAD = [
    (column.removesuffix("_letters"), code, row["iso"])
    for row in ROWS
    for column in make_country_codes.COLUMNS
    for code in row[column].split()
]
OTHERS = [codes for codes in LISTS if codes != "iso"]
#: All codes of a list.
CODES = {codes: sorted({code for column, code, _ in HAD if column == codes}) for codes in OTHERS}
#: The codes that can be several countries: a number and its letters.
SHARED = {
    ("cow", "345"): "SCG SRB YUG",
    ("cow", "365"): "RUS SUN",
    ("cow", "510"): "TZA XTG",
    ("cow", "816"): "VDR VNM",
    ("cow", "YUG"): "SCG SRB YUG",
    ("cow", "RUS"): "RUS SUN",
    ("cow", "TAZ"): "TZA XTG",
    ("cow", "DRV"): "VDR VNM",
    ("gw", "345"): "SCG YUG",
    ("gw", "365"): "RUS SUN",
    ("gw", "510"): "TZA XTG",
    ("gw", "678"): "XNY YEM",
    ("gw", "816"): "VDR VNM",
    ("gw", "YUG"): "SCG YUG",
    ("gw", "RUS"): "RUS SUN",
    ("gw", "TAZ"): "TZA XTG",
    ("gw", "YEM"): "XNY YEM",
    ("gw", "DRV"): "VDR VNM",
    ("fips", "YI"): "SCG YUG",
    ("un", "891"): "SCG YUG",
}


#: Examples of each list, each code with its country.
EXAMPLES = {
    "iso": "NLD NLD NL NLD AUS AUS Netherlands NLD",
    "cow": "AUS AUT AUL AUS 305 AUT 2 USA NTH NLD 255 DEU 260 DEU GMY DEU GFR DEU 265 DDR 315 CSK CZE CSK 316 "
    "CZE CZR CZE MNG MNE 678 XNY 679 YEM 680 YMD 817 XSV NIR NER BEN BEN 490 COD NIG NGA SLV SVN SAL SLV",
    "gw": "260 DEU 340 SRB SER SRB RUM ROU 972 TON 970 KIR 971 NRU 680 YMD 347 XKX 511 XNZ",
    "fips": "GM DEU CH CHN AS AUS NI NGA AU AUT NG NER GG GEO SZ CHE SW SWE KV XKX GZ PSE WE PSE NL NLD UR SUN RS RUS",
    "ioc": "NED NLD GER DEU SUI CHE BRN BHR BRU BRN ANT ATG AHO ANT SLO SVN BUR BFA MNE MNE FRG DEU TCH CSK LBN "
    "LBN LIB LBN KOS XKX",
    "un": "528 NLD 276 DEU 280 DEU 278 DDR 810 SUN 736 SDN 729 SDN 890 YUG 688 SRB 104 MMR",
}


@pytest.mark.parametrize(
    ("codes", "code", "country"), [(codes, *pair) for codes, text in EXAMPLES.items() for pair in pairs(text)]
)
def test_a_code_means_the_country_of_its_list(codes: str, code: str, country: str) -> None:
    assert country_of(code, codes).alpha_3 == country
    assert countries_of(code, codes) == (Country(country),)


@pytest.mark.parametrize("codes", OTHERS)
def test_a_number_may_have_zeros_before_it_up_to_three_digits(codes: str) -> None:
    for code in filter(str.isdigit, CODES[codes]):
        for written in {code, code.lstrip("0"), code.zfill(3), code.lstrip("0").zfill(2)}:
            assert countries_of(written, codes) == countries_of(code, codes)
        with pytest.raises(CountryError):
            country_of(code.zfill(4), codes)


def test_every_country_is_read_from_each_code_that_it_has_and_no_code_is_of_two_without_an_error() -> None:
    owners: dict[tuple[str, str], list[str]] = {}
    for codes, code, country in HAD:
        owners.setdefault((codes, code), []).append(country)
    for (codes, code), countries in owners.items():
        assert [each.alpha_3 for each in countries_of(code, codes)] == countries
        if len(countries) == 1:
            assert country_of(code, codes) == Country(countries[0])
    assert {key: " ".join(countries) for key, countries in owners.items() if len(countries) > 1} == SHARED


@pytest.mark.parametrize(("codes", "code"), SHARED)
def test_a_code_of_several_states_is_an_error_that_names_them_all(codes: str, code: str) -> None:
    with pytest.raises(CountryError) as caught:
        country_of(code, codes)
    assert re.findall(r"\b([A-Z]{3}) \(", caught.value.hint) == SHARED[codes, code].split()
    assert repr(code) in str(caught.value)
    assert LISTS[codes] in str(caught.value)


@pytest.mark.parametrize(("codes", "written"), [("ioc", IOC), ("cow", COW), ("fips", FIPS)])
def test_the_codes_of_today_are_those_of_a_list_that_was_written_apart(codes: str, written: str) -> None:
    wrong = [(code, country) for code, country in pairs(written) if Country(country) not in countries_of(code, codes)]
    assert wrong == []
    guessed = [code for code, _ in pairs(written) if len(countries_of(code, codes)) > 1 and (codes, code) not in SHARED]
    assert guessed == []


def test_hints_for_unknown_codes_know_the_same_countries() -> None:
    known = codes_of_other_lists()
    for codes in ("ioc", "cow", "gw"):
        for code in filter(str.isalpha, CODES[codes]):
            mine = {each.alpha_3 for each in countries_of(code, codes)}
            assert code not in known or mine & {*known[code]} or code == "BIR", (codes, code)  # Burma, now Myanmar


def test_the_numbers_of_the_un_are_those_of_iso() -> None:
    for item in pycountry.countries:
        assert country_of(item.numeric, "un").alpha_3 == item.alpha_3


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        *[("cow", "NLD"), ("cow", "Netherlands"), ("cow", "nth"), ("cow", "NTH "), ("cow", "210.0"), ("cow", "0210")],
        *[("cow", "KOR"), ("cow", "730"), ("cow", "AUH"), ("cow", "300"), ("cow", "SUN"), ("cow", "000"), ("cow", "")],
        *[
            ("gw", "VNM"),
            ("gw", "815"),
            ("gw", "TBT"),
            ("fips", "DE"),
            ("fips", "NLD"),
            ("fips", "no"),
            ("fips", "528"),
        ],
        *[("ioc", "DEU"), ("ioc", "NL"), ("ioc", "210"), ("ioc", "ROC"), ("ioc", "GRL"), ("un", "NED"), ("un", "900")],
        *[("un", "365.0"), ("un", "\u0668"), ("un", "8\x1b[2J"), ("un", "9" * 1000), ("cow", "NTH" * 1000)],
    ],
)
def test_another_code_is_refused_and_what_the_hint_says_is_read(codes: str, code: str) -> None:
    with pytest.raises(CountryError) as caught:
        country_of(code, codes)
    assert caught.value.problem == f"no country here has this code of {LISTS[codes]}"
    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()
    written = re.findall('"([^"]+)"', caught.value.hint.replace('codes = "iso"', ""))
    assert written
    for each in written:
        country_of(each, codes)


def test_a_code_of_iso_gets_the_code_of_the_same_country() -> None:
    with pytest.raises(CountryError) as caught:
        country_of("DEU", "ioc")
    hint = 'Germany is "GER" or "FRG" in that list; write codes = "iso" if the column has codes of ISO 3166'
    assert caught.value.hint == hint


@pytest.mark.parametrize(("written", "mended"), [("nth", "NTH"), ("NTH\t", "NTH"), ("210.0", "210"), (" 20.0", "20")])
def test_a_code_in_another_spelling_gets_the_right_one(written: str, mended: str) -> None:
    with pytest.raises(CountryError) as caught:
        country_of(written, "cow")
    assert caught.value.hint.startswith(f'write "{mended}": ')


def test_a_text_that_is_too_long_for_a_name_is_not_looked_up() -> None:
    for blanks, found in ((1, True), (300, False)):
        with pytest.raises(CountryError) as caught:
            country_of("Netherlands" + " " * blanks, "ioc")
        assert caught.value.hint.startswith("Netherlands is ") is found


def test_of_iso_all_is_read_as_it_always_was() -> None:
    for code in ("SUN", "UK", "Slowakije", "XKX"):
        assert country_of(code, "iso") == Country.parse(code)
    for code in ("NTH", "nld", "365", "Congo"):
        with pytest.raises(CountryError) as parsed:
            Country.parse(code)
        with pytest.raises(CountryError) as read:
            country_of(code, "iso")
        assert str(read.value) == str(parsed.value)


def test_an_unknown_list_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(CountryError) as caught:
        country_of("NLD", "nato")
    assert re.findall('"([a-z]+)"', caught.value.hint) == [*LISTS]
    with pytest.raises(CountryError, match="write it as text"):
        country_of(365, "cow")  # type: ignore[arg-type]


ISO = [getattr(item, key) for key in ("alpha_3", "alpha_2") for item in pycountry.countries]


def _reads_as_iso(text: str) -> bool:
    try:
        Country.parse(text)
    except CountryError:
        return False
    return True


def _padded(code: str) -> str:
    return code.zfill(3) if code.isdigit() else code


@given(st.sampled_from(OTHERS).flatmap(lambda codes: st.lists(st.sampled_from(CODES[codes] + ISO[:40]), unique=True)))
def test_lists_are_likely_that_have_all_codes_of_a_column_of_which_many_are_not_isos(column: list[str]) -> None:
    strangers = [text for text in column if not _reads_as_iso(text)]
    is_foreign = len(strangers) >= 2 and len(strangers) >= len(column) / 10
    have_all = [codes for codes in OTHERS if {*map(_padded, column)} <= {*map(_padded, CODES[codes])}]
    assert [*likely_codes(column)] == (have_all if is_foreign else [])


@pytest.mark.parametrize("codes", OTHERS)
def test_a_whole_list_is_recognised_also_among_names_and_organisations(codes: str) -> None:
    assert codes in likely_codes(CODES[codes])
    assert codes in likely_codes([*CODES[codes], "Netherlands", "NATO", "EU", "a note", "", "-9"])
    assert codes not in likely_codes([*CODES[codes], "QQ"])


def test_a_column_of_isos_codes_is_never_taken_for_another() -> None:
    for size in (1, 3, 30, 300):
        for first in range(0, len(ISO), 7):
            assert likely_codes(ISO[first : first + size]) == ()


def test_one_strange_code_among_isos_is_a_slip() -> None:
    assert likely_codes(["BEL", "FRA", "GER"]) == ()
    assert likely_codes(["BEL", "FRA", "GER", "NED"]) == ("ioc",)
    assert likely_codes(["NL", "AU", "RP"]) == ()  # Australia
    assert likely_codes(["NL", "AU", "RP", "EI"]) == ("fips",)
    assert likely_codes([]) == ()
    both = [code for code, country in pairs(IOC) if code == country]  # of both lists
    assert likely_codes([*both[:18], "GER", "NED"]) == ("ioc",)
    assert likely_codes([*both[:19], "GER", "NED"]) == ()


def test_no_more_than_the_first_texts_of_a_column_are_looked_at() -> None:
    numbers = itertools.count()
    endless = itertools.chain(["NTH", "GMY"], (f"text {number}" for number in numbers))
    assert likely_codes(endless) == ("cow", "gw")
    assert next(numbers) == 998


def test_the_table_is_read_when_the_first_code_is() -> None:
    code = (
        "import sys; import deployments.importing.country_codes as module; "
        "print('pycountry' in sys.modules, module._rows.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "0"]


#: Lines as the files of the publishers have them.
FILES = {
    "states2016.csv": """\
stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
NTH,210,Netherlands,1816,1,1,1940,7,14,2016
NTH,210,Netherlands,1945,6,26,2016,12,31,2016
GMY,255,Germany,1816,1,1,1945,5,8,2016
GFR,260,German Federal Republic,1955,5,5,1990,10,2,2016
AUH,300,Austria-Hungary,1816,1,1,1918,11,12,2016
YUG,345,Yugoslavia,1878,7,13,1941,4,20,2016
RUS,365,Russia,1816,1,1,2016,12,31,2016
CON,484,Congo,1960,8,15,2016,12,31,2016
YAR,678,Yemen Arab Republic,1926,9,2,1990,5,21,2016
YEM,679,Yemen,1990,5,22,2016,12,31,2016
ROK,732,South Korea,1949,6,29,2016,12,31,2016
TON,955,Tonga,1999,9,14,2016,12,31,2016
""",
    "iisystem.dat": """\
210	NTH	Netherlands	01:01:1816	31:12:2017
255	GMY	Germany (Prussia)	01:01:1816	07:05:1945
260	GFR	German Federal Republic	21:09:1949	31:12:2017
271	WRT	Württemberg	01:01:1816	17:01:1871
340	SER	Serbia	05:06:2006	31:12:2017
345	YUG	Yugoslavia	01:12:1918	04:06:2006
365	RUS	Russia (Soviet Union)	01:01:1816	31:12:2017
484	CON	Congo	15:08:1960	31:12:2017
678	YEM	Yemen (Arab Republic of Yemen)	30:10:1918	31:12:2017
732	ROK	Korea, Republic of	15:08:1948	31:12:2017
""",
    "microstatessystem.dat": "972\tTON\tTonga\t04:06:1970\t31:12:2017\n",
    "country-codes.csv": """\
FIFA,ISO3166-1-Alpha-3,FIPS,IOC,M49
NED,NLD,NL,NED,528
GER,DEU,GM,GER,276
,BES,NL,AHO,535
SRB,SRB,RIKV,SRB,688
RUS,RUS,RS,RUS,643
CGO,COG,CF,CGO,178
YEM,YEM,YM,YEM,887
KOR,KOR,KS,KOR,410
TGA,TON,TN,TGA,776
PLE,PSE,GZWE,PLE,275
LBN,LBN,LE,LIB,422
,UMI,a,,581
,GRL,GL,GRL,304
ALB,ALB,AL,ALB,8
""",
}
#: The countries of which all codes stand in these lines or in the script.
WHOLE = ("BES", "DEU", "GRL", "NLD", "PSE", "RUS", "SCG", "SRB", "SUN", "TON", "UMI", "XNY", "YEM", "YUG")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="cp1252" if name.endswith(".dat") else "utf-8")
    return tmp_path


def test_the_script_makes_the_lines_that_are_in_the_file(folder: Path) -> None:
    made = {line[:3]: line for line in make_country_codes.lines(make_country_codes.entries(folder))}
    there = {line[:3]: line for line in TEXT.splitlines()}
    assert [made[country] for country in WHOLE] == [there[country] for country in WHOLE]
    assert made["ALB"] == "ALB,,,,,AL,ALB,008"
    assert made.keys() <= there.keys()


def test_a_state_that_nobody_has_placed_stops_the_script(folder: Path) -> None:
    with (folder / "iisystem.dat").open("a", encoding="cp1252") as file:
        file.write("999\tATL\tAtlantis\t01:01:2020\t31:12:2020\n")
    with pytest.raises(ValueError, match="whom gw 999 means: Atlantis"):
        make_country_codes.lines(make_country_codes.entries(folder))


def test_the_file_says_where_its_lists_are_from_and_stands_as_the_script_writes_it() -> None:
    assert TEXT.startswith(make_country_codes.ABOUT)
    header, *lines = TEXT.removeprefix(make_country_codes.ABOUT).splitlines()
    assert header.split(",") == ["iso", *make_country_codes.COLUMNS]
    assert lines == sorted({*lines})
    again = (
        (column, row["iso"], code)
        for row in ROWS
        for column in make_country_codes.COLUMNS
        for code in row[column].split()
    )
    assert make_country_codes.lines(again) == lines
    assert all(Country(row["iso"]).alpha_3 == row["iso"] for row in ROWS)
