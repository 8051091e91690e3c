"""Countries, places and contributors, as people write them."""

from __future__ import annotations

import subprocess
import sys

import attrs
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import CountryError
from deployments.values.countries import Country, Organisation, Place, contributor, countries_named_in

FORMER = [item.alpha_3 for item in pycountry.historic_countries if item.alpha_3 != "ATF"]  # which is one of today's too
CODES = [item.alpha_3 for item in pycountry.countries] + ["XKX", "XSV", "XNY", "XTG", "XNZ", *FORMER]

# Few names are safe by accident: most of these have something that a text form could trip over.
names = st.text(st.sampled_from("Sliač (-., 12e)NLDSVK'"), min_size=1, max_size=40)


def hint_of(error: pytest.ExceptionInfo[CountryError]) -> str:
    return error.value.hint


class TestCountry:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("NLD", "NLD"),
            ("NL", "NLD"),
            ("Netherlands", "NLD"),
            ("the netherlands", "NLD"),
            ("Kingdom of the Netherlands", "NLD"),
            ("Netherlands, Kingdom of the", "NLD"),
            ("Holland", "NLD"),
            ("Slovakia", "SVK"),
            ("Slovak Republic", "SVK"),
            ("Slowakije", "SVK"),
            ("Duitsland", "DEU"),
            ("Federal Republic of Germany", "DEU"),
            ("Litouwen", "LTU"),
            ("Russia", "RUS"),
            ("RUSSIAN FEDERATION", "RUS"),
            ("United Kingdom", "GBR"),
            ("UK", "GBR"),
            ("Great Britain", "GBR"),
            ("United States", "USA"),
            ("United States of America", "USA"),
            ("U.S.A.", "USA"),
            ("Turkey", "TUR"),
            ("Türkiye", "TUR"),
            ("Turkiye", "TUR"),
            ("Turkije", "TUR"),
            ("Czechia", "CZE"),
            ("Czech Republic", "CZE"),
            ("South Korea", "KOR"),
            ("Republic of Korea", "KOR"),
            ("Korea, Republic of", "KOR"),
            ("Noord-Korea", "PRK"),
            ("Ivory Coast", "CIV"),
            ("Côte d'Ivoire", "CIV"),
            ("Côte d\u2019Ivoire", "CIV"),
            ("Bosnia", "BIH"),
            ("Bosnia & Herzegovina", "BIH"),
            ("Bosnia-Herzegovina", "BIH"),
            ("Macedonia", "MKD"),
            ("The Gambia", "GMB"),
            ("St. Lucia", "LCA"),
            ("DR Congo", "COD"),
            ("Democratic Republic of the Congo", "COD"),
            ("Republic of the Congo", "COG"),
            ("Syria", "SYR"),
            ("Iran", "IRN"),
            ("Moldova", "MDA"),
            ("Vietnam", "VNM"),
            ("Georgië", "GEO"),
            ("Kosovo", "XKX"),
            ("XK", "XKX"),
            ("XKX", "XKX"),
            ("YU", "YUG"),
            ("Yugoslavia", "YUG"),
            ("Joegoslavië", "YUG"),
            ("Serbia and Montenegro", "SCG"),
            ("Czechoslovakia", "CSK"),
            ("DD", "DDR"),
            ("East Germany", "DDR"),
            ("German Democratic Republic", "DDR"),
            ("West Germany", "DEU"),
            ("SU", "SUN"),
            ("Soviet Union", "SUN"),
            ("USSR", "SUN"),
            ("YD", "YMD"),
            ("South Yemen", "YMD"),
            ("VD", "VDR"),
            ("North Vietnam", "VDR"),
        ],
    )
    def test_what_people_write_is_one_code(self, text: str, code: str) -> None:
        assert Country.parse(text) == Country(code)

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("nld", "write NLD"),
            ("Nld", "write NLD"),
            ("nl", "write NLD"),
            ("KOS", "did you mean XKX (Kosovo)?"),
            ("UNK", "did you mean XKX (Kosovo)?"),
            ("RKS", "did you mean XKX (Kosovo)?"),
            ("GER", "did you mean DEU (Germany)?"),
            ("CS", "write CSK (Czechoslovakia) or SCG (Serbia and Montenegro) or CRI (Costa Rica)"),
            ("Congo", "write COD (Democratic Republic of the Congo) or COG (Republic of the Congo)"),
            ("Korea", "write KOR (South Korea) or PRK (North Korea)"),
            ("Corée", "write KOR (South Korea) or PRK (North Korea)"),
            ("United Arab Republic", "write EGY (Egypt) or SYR (Syria)"),
            ("England", "it is a part of GBR (United Kingdom): write GBR"),
            ("Isreal", "did you mean ISR (Israel)?"),
            ("Nigera", "did you mean NGA (Nigeria) or NER (Niger)?"),
            ("Austrlia", "did you mean AUS (Australia) or AUT (Austria)?"),
            ("Phillipines", "did you mean PHL (Philippines)?"),
            ("SLO", "did you mean SVN (Slovenia) or SVK (Slovakia)?"),
            ("Slovkia", "did you mean SVK (Slovakia)?"),
            ("Nederlnad", "did you mean NLD (Netherlands)?"),
            ("Atlantis Prime", 'write an ISO 3166-1 alpha-3 code or a name: "NLD", "Netherlands"'),
            (" NLD", "write 'NLD'"),
            ("Netherlands?", "did you mean NLD (Netherlands)?"),
            ("N-L-D", "write"),
            ("NLD\x00", "without"),
            ("", "leave it out"),
            ("\u00a0", "leave it out"),
        ],
    )
    def test_anything_else_is_refused_with_what_to_write(self, text: str, hint: str) -> None:
        with pytest.raises(CountryError) as error:
            Country.parse(text)
        assert hint in hint_of(error)
        assert error.value.value == text

    @pytest.mark.parametrize("value", [5, None, ["NLD"], b"NLD", 1.5])
    def test_what_is_no_text_is_refused(self, value: object) -> None:
        with pytest.raises(CountryError, match="not a country"):
            Country.parse(value)  # type: ignore[arg-type]
        with pytest.raises(CountryError, match="not a country"):
            Country(value)  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["NL", "Netherlands", "nld", "CS", "XXX", "", "NLD ", "N" * 300])
    def test_an_invalid_country_cannot_exist(self, text: str) -> None:
        with pytest.raises(CountryError):
            Country(text)

    def test_a_constructed_name_is_told_its_code(self) -> None:
        with pytest.raises(CountryError, match='write "NLD"'):
            Country("Netherlands")

    def test_long_text_is_refused_at_once(self) -> None:
        with pytest.raises(CountryError, match="too long"):
            Country.parse("Netherlands" * 100_000)

    @pytest.mark.parametrize("code", CODES)
    def test_every_country_round_trips_by_code_and_by_both_names(self, code: str) -> None:
        country = Country(code)
        assert str(country) == code
        for text in (code, country.name, country.name_in("en"), country.name_in("nl")):
            assert Country.parse(text) == country

    @pytest.mark.parametrize("item", list(pycountry.countries), ids=lambda item: item.alpha_3)
    def test_alpha_2_and_formal_names_are_read(self, item: pycountry.db.Country) -> None:
        formal = [item.alpha_2, getattr(item, "official_name", item.name)]
        formal += [] if item.name == "Congo" else [item.name]
        assert {Country.parse(text).alpha_3 for text in formal} == {item.alpha_3}

    @pytest.mark.parametrize(
        ("code", "english", "dutch"),
        [
            ("NLD", "Netherlands", "Nederland"),
            ("DEU", "Germany", "Duitsland"),
            ("SVK", "Slovakia", "Slowakije"),
            ("USA", "United States", "Verenigde Staten"),
            ("RUS", "Russia", "Rusland"),
            ("KOR", "South Korea", "Zuid-Korea"),
            ("VGB", "British Virgin Islands", "Britse Maagdeneilanden"),
            ("XKX", "Kosovo", "Kosovo"),
            ("SUN", "Soviet Union", "Sovjet-Unie"),
            ("GEO", "Georgia", "Georgië"),
        ],
    )
    def test_names_are_plain(self, code: str, english: str, dutch: str) -> None:
        assert Country(code).name == english
        assert Country(code).name_in("nl") == dutch

    def test_another_language_is_refused(self) -> None:
        with pytest.raises(CountryError, match="'xx'"):
            Country("NLD").name_in("xx")

    @pytest.mark.parametrize(
        ("code", "years"),
        [
            ("YUG", (1918, 2003)),
            ("SCG", (2003, 2006)),
            ("CSK", (1918, 1992)),
            ("DDR", (1949, 1990)),
            ("SUN", (1922, 1991)),
            ("YMD", (1967, 1990)),
            ("VDR", (1945, 1976)),
            ("ZAR", (1971, 1997)),
            ("XSV", (1954, 1976)),
            ("SKM", (None, 1975)),
            ("XKX", (None, None)),
            ("NLD", (None, None)),
        ],
    )
    def test_former_states_have_their_years(self, code: str, years: tuple[int | None, int | None]) -> None:
        assert Country(code).years == years

    def test_equal_hashable_and_frozen(self) -> None:
        assert {Country("NLD"), Country.parse("NL")} == {Country("NLD")}
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            Country("NLD").alpha_3 = "DEU"  # type: ignore[misc]

    @given(st.text(max_size=250) | st.text("ABCDEKLNSVX", max_size=4))
    def test_any_text_ends_in_a_country_or_our_error(self, text: str) -> None:
        try:
            country = Country.parse(text)
        except CountryError as error:
            assert error.hint  # noqa: PT017
            assert str(error).isprintable()  # noqa: PT017
        else:
            assert Country.parse(str(country)) == country

    def test_importing_the_module_does_not_read_the_tables(self) -> None:
        code = "import sys, deployments.values.countries; sys.exit('pycountry' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestPlace:
    @pytest.mark.parametrize(
        ("place", "text"),
        [
            (Place(country="SVK", name="Sliač"), "Sliač, SVK"),
            (Place(country="SVK"), "SVK"),
            (Place(name="Sliač"), "Sliač"),
            (Place("SVK", "Sliač", 48.638, 19.134), "Sliač, SVK (48.638, 19.134)"),
            (Place(name="Sliač", latitude=48.638, longitude=19.134), "Sliač (48.638, 19.134)"),
            (Place(country="SVK", latitude=48.638, longitude=19.134), "SVK (48.638, 19.134)"),
            (Place(latitude=-90, longitude=180), "(-90.0, 180.0)"),
            (Place("USA", "Atlanta, Georgia"), "Atlanta, Georgia, USA"),
            (Place(name="Portland, ME"), "Portland, ME"),
            (Place(name="Camp Fish, Fry"), "Camp Fish, Fry"),
            (Place("AFG", "Camp (north)"), "Camp (north), AFG"),
            (Place(latitude=1e-7, longitude=-0.0), "(1e-07, 0.0)"),
        ],
    )
    def test_text_form_and_back(self, place: Place, text: str) -> None:
        assert str(place) == text
        assert Place.parse(text) == place
        assert hash(Place.parse(text)) == hash(place)

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("Sliač, Slovakia", Place("SVK", "Sliač")),
            ("Sliač,Slowakije", Place("SVK", "Sliač")),
            ("Slovakia", Place("SVK")),
            ("Sliač, SVK(48, 19)", Place("SVK", "Sliač", 48, 19)),
            ("Sliač, SVK (48,19)", Place("SVK", "Sliač", 48, 19)),
        ],
    )
    def test_other_spellings(self, text: str, place: Place) -> None:
        assert Place.parse(text) == place

    def test_text_and_integers_are_converted(self) -> None:
        place = Place("Slovakia", None, 48, 19)
        assert place.country == Country("SVK")
        assert isinstance(place.latitude, float)
        assert isinstance(place.longitude, float)
        assert Place(Country("SVK")) == Place("SVK")

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({}, "give a country, a name, or coordinates"),
            ({"latitude": 48.6}, "coordinates without a longitude: 48.6"),
            ({"longitude": 19.1}, "coordinates without a latitude: 19.1"),
            ({"latitude": 91, "longitude": 95}, "not a latitude: 91.0 (write degrees from -90 to 90)"),
            ({"latitude": 9, "longitude": 181}, "not a longitude: 181.0 (write degrees from -180 to 180)"),
            ({"latitude": 148.6, "longitude": 19.1}, "latitude and longitude seem to be swapped"),
            ({"latitude": float("nan"), "longitude": 1}, "not a latitude: nan"),
            ({"latitude": 1, "longitude": float("-inf")}, "not a longitude: -inf"),
            ({"latitude": 10**400, "longitude": 1}, "not a latitude: 1000"),
            ({"latitude": True, "longitude": 1}, "not a latitude: True"),
            ({"latitude": 1, "longitude": False}, "not a longitude: False"),
            ({"latitude": "48.6", "longitude": 19.1}, "not a latitude: '48.6'"),
            ({"country": 5}, "not a country: 5"),
            ({"country": "Slovkia"}, "did you mean SVK"),
            ({"name": ""}, "not a place name: empty"),
            ({"name": " Sliač"}, "not a place name: blanks around it"),
            ({"name": "Sli\nač"}, "control characters"),
            ({"name": "Sli\u202eač"}, "control characters"),
            ({"name": "Sli\ud800ač"}, "control characters"),
            ({"name": "x" * 121}, "too long"),
            ({"name": 5}, "not a place name: 5"),
            ({"name": "SVK"}, 'country = "SVK"'),
            ({"name": "Georgia"}, 'country = "GEO"'),
            ({"name": "Tbilisi, Georgia"}, 'country = "GEO"'),
            ({"name": "Sliač (48, 19)"}, "coordinates in a place name"),
            ({"name": "Sliač (1e-7, 19)", "country": "SVK"}, "coordinates in a place name"),
            ({"name": "Sliač (48.6 19.1)", "country": "SVK"}, "coordinates in a place name"),
        ],
    )
    def test_what_is_no_place_is_refused(self, fields: dict[str, object], message: str) -> None:
        with pytest.raises(CountryError) as error:
            Place(**fields)  # type: ignore[arg-type]
        assert message in str(error.value)

    def test_a_valid_longitude_alone_is_no_reason_to_speak_of_swapping(self) -> None:
        with pytest.raises(CountryError) as error:
            Place(latitude=148.6, longitude=100)
        assert "swapped" not in hint_of(error)

    @pytest.mark.parametrize("text", ["", " ", "(91, 0)", ", SVK", "Sliač\x07, SVK", "x" * 201])
    def test_text_that_is_no_place_is_refused(self, text: str) -> None:
        with pytest.raises(CountryError):
            Place.parse(text)

    @given(
        st.none() | st.sampled_from(CODES),
        st.none() | names | st.text(min_size=1, max_size=130),
        st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    )
    def test_every_place_that_can_be_made_round_trips(
        self, country: str | None, name: str | None, where: tuple[float, float] | None
    ) -> None:
        latitude, longitude = where or (None, None)
        try:
            place = Place(country, name, latitude, longitude)
        except CountryError as error:
            assert name is not None or (country is None and where is None)
            assert error.hint  # noqa: PT017
        else:
            assert Place.parse(str(place)) == place

    @given(st.text(max_size=210) | names)
    def test_any_text_ends_in_a_place_or_our_error(self, text: str) -> None:
        try:
            place = Place.parse(text)
        except CountryError as error:
            assert str(error).isprintable()  # noqa: PT017
        else:
            assert Place.parse(str(place)) == place


class TestContributor:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("NLD", Country("NLD")),
            ("Duitsland", Country("DEU")),
            ("NATO", Organisation("NATO")),
            ("EU", Organisation("EU")),
            ("UN", Organisation("UN")),
            ("OSCE", Organisation("OSCE")),
            ("ECOWAS", Organisation("ECOWAS")),
            (Country("NLD"), Country("NLD")),
            (Organisation("Wagner"), Organisation("Wagner")),
        ],
    )
    def test_countries_and_known_organisations(
        self, text: str | Country | Organisation, expected: Country | Organisation
    ) -> None:
        assert contributor(text) == expected

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("nato", 'did you mean "NATO"?'),
            ("European Union", 'did you mean "EU"?'),
            ("Slovkia", "did you mean SVK (Slovakia)?"),
            ("nld", "write NLD"),
            ("AU", 'write "AUS" for Australia; the African Union is { organisation = "AU" }'),
            ("Wagner", '{ organisation = "Wagner" } in a file and Organisation("Wagner") in Python'),
            ("", "leave it out"),
        ],
    )
    def test_anything_else_is_refused_with_what_to_write(self, text: str, hint: str) -> None:
        with pytest.raises(CountryError) as error:
            contributor(text)
        assert hint in hint_of(error)
        assert error.value.value == text

    @pytest.mark.parametrize("name", ["", " ", "NATO ", "NA\tTO", "N" * 201, "N\ud800"])
    def test_an_organisation_has_a_readable_name(self, name: str) -> None:
        with pytest.raises(CountryError, match="the name of an organisation"):
            Organisation(name)

    def test_an_organisation_may_be_called_like_a_country(self) -> None:
        organisation = Organisation("NLD")
        different: object = Country("NLD")
        assert organisation != different
        assert str(organisation) == "NLD"
        assert len({organisation, Organisation("NLD")}) == 1

    @given(st.text(max_size=210))
    def test_any_text_ends_in_a_contributor_or_our_error(self, text: str) -> None:
        try:
            found = contributor(text)
        except CountryError as error:
            assert str(error).isprintable()  # noqa: PT017
        else:
            assert contributor(str(found)) == found


@pytest.mark.parametrize("name", ["Mali", "Oman", "Iraq", "Cuba", "MLI"])
def test_a_place_may_end_in_a_country_of_few_letters(name: str) -> None:
    place = Place.parse(f"Somewhere, {name}")
    assert place == Place(Country.parse(name), "Somewhere")


@pytest.mark.parametrize("name", ["ME", "UK", "XK"])
def test_a_code_of_two_letters_after_a_comma_is_part_of_the_name(name: str) -> None:
    assert Place.parse(f"Portland, {name}") == Place(None, f"Portland, {name}")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Israel and Syria", "ISR SYR"),
        ("Estland en Letland", "EST LVA"),
        ("Irak/Syrien", "IRQ SYR"),
        ("Sahel (Mali, Niger, Burkina Faso)", "MLI NER BFA"),
        ("Democratic Republic of the Congo; Uganda", "COD UGA"),
        ("Guinea-Bissau and Papua New Guinea", "GNB PNG"),
        ("Northern Ireland and Wales", "GBR"),
        ("Korea and Japan", "KOR PRK JPN"),
        ("Ivory Coast and Ghana", "CIV GHA"),
        ("IRAQ AND SYRIA", "IRQ SYR"),
        ("LVA and LTU", "LVA LTU"),
        ("northern Iraq", "IRQ"),
        ("the Gulf and Red Sea", ""),
        ("Gulf of Guinea", ""),
        ("South China Sea", ""),
        ("the coast of Somalia", ""),
        ("Camp Lemonnier", ""),
    ],
)
def test_the_countries_that_a_text_names(text: str, named: str) -> None:
    """A name within a longer one counts for nothing, nor one that a water is called after."""
    assert " ".join(country.alpha_3 for country in countries_named_in(text)) == named
