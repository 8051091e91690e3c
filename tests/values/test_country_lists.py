"""Codes and names of other lists: what is read is right, and "did you mean" names no wrong country."""

import re

import pycountry
import pytest

from deployments.errors import CountryError
from deployments.values.countries import Country, contributor
from tests.values.code_lists import COW, FIPS, IOC, pairs

ISO = {item.alpha_3 for item in pycountry.countries} | {item.alpha_2 for item in pycountry.countries}
#: Codes that the library reads although ISO does not have them, and that the lists give to the same country.
READ = {"UAE", "DRC", "UK", "ROK"}


def _named(text: str) -> list[str] | None:
    """Return the countries that a hint names; None if the text is read."""
    try:
        Country.parse(text)
    except CountryError as error:
        hint = error.hint
        return (
            [] if "ISO 3166" in hint else re.findall(r"\b([A-Z]{3}) \(", hint) + re.findall(r"^write ([A-Z]{3}):", hint)
        )
    return None


@pytest.mark.parametrize(("name", "codes"), [("IOC", IOC), ("COW", COW), ("FIPS", FIPS)])
def test_no_code_of_another_list_gets_a_wrong_country(name: str, codes: str) -> None:
    silent, told = [], 0
    for code, meant in pairs(codes):
        named = _named(code)
        if named is None:
            assert code in ISO | READ | {each.alpha_3 for each in pycountry.historic_countries} | {"SU"}, code
        elif named:
            assert meant in named, (code, meant, named)
            told += 1
        else:
            silent.append(code)
    # Two letters are too few to tell; codes of three are known.
    assert name == "FIPS" or (told > 75 and len(silent) < 3), silent


@pytest.mark.parametrize(
    "text", ["NULL", "KSV", "NDL", "PLO", "XYZ", "QQ", "Prussia", "Atlantis", "Somaliland", "Tibet"]
)
def test_what_may_be_anything_gets_no_country(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize("item", list(pycountry.historic_countries), ids=lambda item: item.alpha_3)
def test_every_former_state_of_iso_has_its_code_and_its_name(item: pycountry.db.Country) -> None:
    assert str(Country(item.alpha_3)) == item.alpha_3
    assert Country.parse(item.alpha_3) == Country(item.alpha_3)
    # Timor-Leste and Belarus go by the name that they had before, too.
    assert Country.parse(item.name).alpha_3 in (item.alpha_3, {"TMP": "TLS"}.get(item.alpha_3))


NAMES = {
    "AFG": "Afghanistan (Islamic Republic of)",
    "ALA": "Åland|Aland Islands",
    "BHS": "Bahamas, The|The Bahamas|Bahamas (the)",
    "BIH": "Bosnien und Herzegowina|Bosnia & Herzegovina|Bosnia and Herz.|Bosnien-Herzegowina|Bosnie-Herzégovine",
    "BOL": "Bolivia (Plurinational State of)|Bolivia, Plurinational State of",
    "CIV": "Cote d'Ivoire|Cote dIvoire|Côte d\u2019Ivoire|Ivory Coast|Elfenbeinküste|CÔTE D'IVOIRE",
    "COD": "Congo, Dem. Rep.|Congo (Kinshasa)|Congo, the Democratic Republic of the|DR Congo|D.R. Congo|Congo (DRC)"
    "|Congo, Democratic Republic|D.R.C.",
    "COG": "Congo, Rep.|Congo (Brazzaville)|Congo, Republic of|Republic of the Congo",
    "CHN": "PRC|China (PRC)|P.R. China|PR China|P. R. of China|China, People's Republic of",
    "CSK": "Czechoslovakia|Czechoslovakia (former)",
    "CZE": "Czech Rep.|Tschechien|Tchéquie|Tsjechië",
    "DDR": "East Germany|Germany, East|German Democratic Republic|GDR|Deutsche Demokratische Republik",
    "DEU": "West Germany|Germany, Federal Republic of|Allemagne|Deutschland|FRG|German Federal Republic",
    "DOM": "Dominican Rep.|Dominican Republic (the)",
    "EGY": "Egypt, Arab Rep.|Ägypten|Aegypten",
    "FLK": "Falkland Islands (Malvinas)|Falkland Islands (the) [Malvinas]",
    "FSM": "Micronesia, Fed. Sts.|Micronesia (Federated States of)",
    "GBR": "United Kingdom of Great Britain and Northern Ireland (the)|Great Britain|Royaume-Uni",
    "GIN": "Guinea (Conakry)|Guinée",
    "GMB": "Gambia, The|The Gambia|Gambia (the)",
    "HKG": "Hong Kong SAR, China|Hong Kong, China",
    "HVO": "Upper Volta|Upper Volta, Republic of|Haute-Volta",
    "IRN": "Iran, Islamic Rep.|Iran (Islamic Republic of)|Persia",
    "KGZ": "Kyrgyz Republic|Kirgisistan",
    "KNA": "St. Kitts and Nevis|Saint Kitts & Nevis",
    "KOR": "ROK|R.O.K.|Korea, Rep.|Korea (ROK)|Korea (the Republic of)|Rep. of Korea|S. Korea|Südkorea|Corée du Sud",
    "LAO": "Lao PDR|Lao People's Democratic Republic (the)",
    "LBY": "Libya, State of|Libyan Arab Jamahiriya",
    "MKD": "Macedonia, FYR|The former Yugoslav Republic of Macedonia|FYROM",
    "MID": "Midway Islands|Midway Island",
    "MMR": "Myanmar (Burma)|Burma",
    "NER": "Niger (the)|Niger",
    "NLD": "Netherlands (Kingdom of the)|Netherlands (the)|Niederlande|Pays-Bas|Kingdom of the Netherlands",
    "PRK": "Korea, Dem. People's Rep.|DPRK|Korea (DPRK)|Korea (the Democratic People's Republic of)|N. Korea",
    "PSE": "West Bank and Gaza|Palestine, State of",
    "RHO": "Southern Rhodesia|Rhodesia",
    "RUS": "Russian Federation (the)|Russland|Russie",
    "SHN": "St. Helena|Saint Helena|Saint Helena, Ascension and Tristan da Cunha",
    "SSD": "S. Sudan|Sudan, South",
    "SVK": "Slovak Republic|Slovakia",
    "SYR": "Syrian Arab Republic (the)|Syria",
    "TUR": "Republic of Turkey|Türkiye|Turkiye|Türkei|Turquie",
    "TWN": "Taiwan (Province of China)|Chinese Taipei|Republic of China",
    "TZA": "Tanzania, United Republic of|Tanzania, the United Republic of",
    "USA": "United States of America (the)|U.S.A.|États-Unis|Vereinigte Staaten",
    "VAT": "Holy See (Vatican City State)|Holy See (the)",
    "VCT": "St Vincent & Grenadines|St. Vincent and the Grenadines|St. Vincent & Grenadines",
    "VEN": "Venezuela, RB|Venezuela (Bolivarian Republic of)",
    "VIR": "Virgin Islands (U.S.)|US Virgin Islands",
    "WAK": "Wake Island",
    "VDR": "North Vietnam|Viet-Nam, Democratic Republic of",
    "XKX": "Kosovo (under UNSCR 1244)",
    "XNY": "North Yemen|Yemen Arab Republic",
    "XSV": "South Vietnam|Republic of Vietnam",
    "YEM": "Yemen, Rep.|Yemen",
    "YUG": "Yugoslavia (former)",
    "YMD": "South Yemen|Yemen People's Republic|Yemen, Democratic",
    "ZAR": "Zaire|Zaire, Republic of|Zaïre",
    "ANT": "Netherlands Antilles|Nederlandse Antillen|ANT",
}


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in NAMES.items() for name in names.split("|")])
def test_names_as_the_un_the_world_bank_and_histories_write_them_are_read(code: str, name: str) -> None:
    assert Country.parse(name).alpha_3 == code
    assert Country.parse(name.upper()).alpha_3 == code


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Isreal", ["ISR"]),
        ("Nigera", ["NGA", "NER"]),
        ("Austrlia", ["AUS", "AUT"]),
        ("Phillipines", ["PHL"]),
        ("Untied States", ["USA"]),
        ("Lichtenstein", ["LIE"]),
        ("Ukrain", ["UKR"]),
        ("Nehterlands", ["NLD"]),
        ("Germny", ["DEU"]),
        ("Swizerland", ["CHE"]),
    ],
)
def test_a_slip_of_the_pen_is_told_and_both_where_two_are_as_near(text: str, named: list[str]) -> None:
    assert _named(text) == named


def test_a_letter_that_misses_or_two_that_are_swapped_never_lead_to_another_country_alone() -> None:
    wrong = []
    for item in pycountry.countries:
        name = Country(item.alpha_3).name
        for at in range(1, len(name) - 1):
            for slip in (name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at] + name[at + 2 :]):
                named = _named(slip)
                if named and item.alpha_3 not in named:
                    wrong.append((slip, item.alpha_3, named[0]))
                elif named is None and Country.parse(slip).alpha_3 != item.alpha_3:
                    wrong.append((slip, item.alpha_3, Country.parse(slip).alpha_3))
    assert wrong == [("Saint Marin", "MAF", "SMR")]  # which is its name in French


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *[
            ("Norge", "NOR"),
            ("Noreg", "NOR"),
            ("Danmark", "DNK"),
            ("Sverige", "SWE"),
            ("Suomi", "FIN"),
            ("Eesti", "EST"),
        ],
        *[("Latvija", "LVA"), ("Lietuva", "LTU"), ("Polska", "POL"), ("España", "ESP"), ("Italia", "ITA")],
        *[("Україна", "UKR"), ("Ελλάδα", "GRC"), ("Česko", "CZE"), ("Aotearoa", "NZL"), ("Storbritannia", "GBR")],
    ],
)
def test_a_name_in_a_language_that_is_not_read_is_told_with_its_code(name: str, code: str) -> None:
    with pytest.raises(CountryError) as caught:
        contributor(name)
    assert caught.value.hint.startswith(f"did you mean {code} ")
    assert "organisation" not in caught.value.hint


def test_what_is_no_country_is_said_to_be_none_before_an_organisation_is_named() -> None:
    with pytest.raises(CountryError) as caught:
        contributor("Prussia")
    assert caught.value.hint.startswith("it is no country that is known here: ")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("England", "it is a part of GBR (United Kingdom): write GBR"),
        ("scotland", "it is a part of GBR (United Kingdom): write GBR"),
        ("Antigua", "it is a part of ATG (Antigua and Barbuda): write ATG"),
        ("Trinidad", "it is a part of TTO (Trinidad and Tobago): write TTO"),
        ("St. Kitts", "it is a part of KNA (Saint Kitts and Nevis): write KNA"),
        ("St Vincent", "it is a part of VCT (Saint Vincent and the Grenadines): write VCT"),
        ("Ascension Island", "it is a part of SHN (Saint Helena, Ascension and Tristan da Cunha): write SHN"),
        ("Congo", "there are two: write COD (Democratic Republic of the Congo) or COG (Republic of the Congo)"),
        ("Kongo", "there are two: write COD (Democratic Republic of the Congo) or COG (Republic of the Congo)"),
    ],
)
def test_a_part_of_a_country_and_a_name_of_two_are_told_as_what_they_are(text: str, hint: str) -> None:
    """They were told to be Greenland, Anguilla and Togo, which are as many letters away."""
    with pytest.raises(CountryError) as caught:
        contributor(text)
    assert caught.value.hint == hint
    for code in re.findall(r"\b[A-Z]{3}\b", hint):
        assert contributor(code) == Country(code)


@pytest.mark.parametrize(
    "text", ["Germany (former)", "Zaire (Congo)", "Tanzania (Zanzibar)", "Leeward Islands (Antigua)"]
)
def test_brackets_that_make_a_name_doubtful_are_not_read(text: str) -> None:
    assert _named(text) == []


#: What tables of forces and bases write that is no country, or none that is known by that name.
DOUBTFUL = """
Afloat|Undistributed|Persian Gulf|West Berlin|Okinawa|Hawaii|Azores|Crete|Diego Garcia|British West Indies|Sinai|Sahel
Former Soviet Union|Balkans|Multinational|Coalition|Unknown|Other|Various|Rest of world|Turks|Grenadines|Kurdistan|Gaza
"""


@pytest.mark.parametrize("text", re.findall(r"[^|\n]+", DOUBTFUL))
def test_what_is_no_country_gets_none_as_a_hint(text: str) -> None:
    assert _named(text) == []
