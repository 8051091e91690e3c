"""Numbers, changes and lengths as letters write them: each is refused with the line to write, and that is accepted."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deployments import (
    ClaimKind,
    DateError,
    Duration,
    DurationError,
    InvalidValueError,
    Quantity,
    QuantityError,
    Statement,
)
from deployments.values.amount_words import change_hint, length_hint, number_hint, thing_hint
from deployments.values.quantities import Change

NUMBERS = {
    "about 150": "~150",
    "ca. 150 militairen": "~150",
    "zo'n 250": "~250",
    "ongeveer tweehonderd Nederlandse militairen": "~200",
    "some 400": "~400",
    "environ 300 soldats": "~300",
    "over 1,100 personnel": "1100..",
    "more than 78,000": "78000..",
    ">1100": "1100..",
    "150+": "150..",
    "mindestens 50": "50..",
    "up to 350": "..350",
    "maximaal 350 militairen": "..350",
    "bis zu 1.000 Soldaten": "..1000",
    "no more than 12": "..12",
    "800-1000": "800..1000",
    "800\u20131000": "800..1000",
    "between 800 and 1,000": "800..1000",
    "~250-300": "~250..300",
    "two hundred": "200",
    "zes militairen": "6",
    "200 Dutch soldiers": "200",
    "fewer than 400": "..400",
    "less than 400 troops": "..400",
    "under 400": "..400",
    "weniger als 400": "..400",
    "minder dan 400": "..400",
    "moins de 400": "..400",
    "nearly 400": "~400",
    "almost 400": "~400",
    "knapp 400": "~400",
    "bijna 400": "~400",
    "presque 400": "~400",
    "fino a 1.000 unità": "..1000",
    "bis zu 1.000": "..1000",
    "hasta 150 militares": "..150",
    "do 300 żołnierzy": "..300",
    "op til 200 soldater": "..200",
    "zowat 135": "~135",
    "about 100 to 107": "~100..107",
    "well over 2,000": "2000..",
    "ruim boven 200": "200..",
    "tot 200": "..200",
    "bis 200 Soldaten": "..200",
    "470 or more": "470..",
    "470 troops or more": "470..",
    "50 of meer militairen": "50..",
    "30 oder weniger": "..30",
    "50 hommes": "50",
    "de 150 militairen": "150",
    "in total 150": "150",
    "one soldier": "1",
    "één militair": "1",
    "150 German soldiers in all": "150",
    "30 Bundeswehrsoldaten": "30",
    "40 police officers": "40",
    "a company of 150 soldiers": "150",
    "up to a company of 150 soldiers": "..150",
    "at least a company of 150": "150..",
    "ongeveer een compagnie van 150 militairen": "~150",
    "up to about a company of 150": "~..150",
    "een detachement van ongeveer 80 militairen": "~80",
    "a team of six": "6",
    "up to about 350": "~..350",
    "tot maximaal 350 militairen": "..350",
    "an estimated 300": "~300",
    "well under 200": "..200",
    "a 300-member contingent": "300",
    "a ship with 150 crew": "150",
    "a 150-strong battalion": "150",
    "een 30-koppige eenheid": "30",
    "two hundred and fifty": "250",
    "12 duizend militairen": "12000",
    "1 200 militaires": "1200",
    **dict.fromkeys(["une centaine", "une centaine de soldats", "een honderdtal", "a hundred or so"], "~100"),
    **dict.fromkeys(["une vingtaine", "een twintigtal militairen", "twenty-odd soldiers", "a score"], "~20"),
    **dict.fromkeys(["une dizaine d'hommes", "een tiental", "environ une dizaine"], "~10"),
    **dict.fromkeys(["een vijftiental", "une quinzaine"], "~15"),
    **dict.fromkeys(["a dozen", "a dozen or so", "etwa ein Dutzend", "een dozijn", "une douzaine"], "~12"),
    **dict.fromkeys(["a couple of dozen", "two dozen troops", "zwei Dutzend Soldaten"], "~24"),
    "half a dozen": "~6",
    "up to a dozen": "~..12",
    "un millier de soldats": "~1000",
}
CHANGES = {
    "80 more": "80",
    "another 80": "80",
    "about 80 extra": "~80",
    "up to 80 additional troops": "..80",
    "30 fewer": "-30",
    "dertig minder": "-30",
    "halved": "-50 %",
    "doubled": "100 %",
    "+ 80": "80",
    "- 30": "-30",
    "reduced by 50": "-50",
    "um 50 reduziert": "-50",
    "met 50 verminderd": "-50",
    "verminderd met ongeveer 50": "-~50",
    "um 50 Soldaten verringert": "-50",
    "réduit de 50": "-50",
    "reduced by 20 percent": "-20 %",
    "increased by 80": "80",
    "um bis zu 80 aufgestockt": "..80",
    "\u221230": "-30",
    "470 or more": "470..",
    "increased by a dozen": "~12",
    "two dozen fewer": "-~24",
    "80 to 100 additional troops": "80..100",
    "30 soldiers fewer": "-30",
    "not more than 50": "..50",
    **dict.fromkeys(["from 100 to 280", "van 100 naar 280", "de 100 à 280", "von 100 auf 280"], "180"),
    **dict.fromkeys(["from 280 to 100", "van 280 naar 100", "de 280 à 100", "von 280 auf 100"], "-180"),
    **dict.fromkeys(["increased from 100 to 280 troops", "van 100 tot 280 militairen verhoogd"], "180"),
}
LENGTHS = {
    "six months": "P6M",
    "half a year": "P6M",
    "een half jaar": "P6M",
    "at most 6 months": "..P6M",
    "maximaal zes maanden": "..P6M",
    "about two weeks": "~P2W",
    "at least a year": "P1Y..",
    "a year and a half": "P18M",
    "1.5 years": "P18M",
    "3 to 6 months": "P3M..P6M",
    "6 months from arrival": "P6M",
    "drei Monate": "P3M",
    "190 days": "P190D",
    "for a period of six months": "P6M",
    "für zwölf Monate": "P12M",
    "gedurende zes maanden": "P6M",
    "een periode van zes maanden": "P6M",
}


@pytest.mark.parametrize(("said", "written"), NUMBERS.items())
def test_a_number_as_a_letter_has_it_is_refused_with_what_to_write(said: str, written: str) -> None:
    with pytest.raises(QuantityError, match=re.escape(f'write "{written}"')):
        Quantity.parse(said)
    assert str(Quantity.parse(written)) == written


@pytest.mark.parametrize(("said", "written"), CHANGES.items())
def test_a_change_as_a_letter_has_it_is_refused_with_what_to_write(said: str, written: str) -> None:
    with pytest.raises(QuantityError, match=re.escape(f'write "{written}"')):
        Change.parse(said)
    assert str(Change.parse(written)) == written


@pytest.mark.parametrize(("said", "written"), LENGTHS.items())
def test_a_length_as_a_letter_has_it_is_refused_with_what_to_write(said: str, written: str) -> None:
    with pytest.raises(DurationError, match=re.escape(f'write "{written}"')):
        Duration.parse(said)
    Duration.parse(written)


@pytest.mark.parametrize(
    "said",
    [
        *("unknown", "classified", "a few", "several hundred", "dozens", "tientallen", "enkele"),
        *("een paar honderd", "een paar honderd militairen", "ein paar hundert Soldaten", "quelques centaines"),
        *("a couple of soldiers", "more than a few hundred", "een handvol", "some", "plusieurs dizaines"),
        *("a small number of troops", "een klein aantal militairen", "un petit nombre de soldats", "a limited number"),
        *("eine kleine Anzahl Soldaten", "an undisclosed number of personnel"),
    ],
)
def test_what_is_no_number_is_to_be_left_out(said: str) -> None:
    with pytest.raises(QuantityError, match="leave it out, as nobody gives a number"):
        Quantity.parse(said)


UNITS = [
    *(
        "a company",
        "an infantry company",
        "a battalion",
        "a platoon",
        "a squadron",
        "a detachment",
        "a small contingent",
    ),
    *("a small team", "a frigate", "two companies", "up to two companies", "one company", "a company of soldiers"),
    *("three military aircraft", "two frigates", "an air defence battery", "a dozen helicopters", "company"),
    *("een compagnie", "ongeveer een compagnie", "twee compagnieën", "een klein team", "drie fregatten", "een peloton"),
    *("een mijnenjager", "vier gevechtsvliegtuigen", "een versterkt bataljon", "een Patriotbatterij", "een eenheid"),
    *("une compagnie", "deux compagnies", "un petit détachement", "une frégate", "trois hélicoptères", "un bataillon"),
    *(
        "ein kleines Kontingent",
        "eine Fregatte",
        "zwei Panzerkompanien",
        "ein Zug",
        "drei Schiffe",
        "etwa ein Bataillon",
    ),
]


@pytest.mark.parametrize("said", UNITS)
def test_a_number_of_units_or_ships_is_no_number_of_people(said: str) -> None:
    with pytest.raises(QuantityError, match=r"nobody gives a number of personnel; .* write present = true"):
        ClaimKind.STRENGTH.read(said)
    with pytest.raises(QuantityError, match="nobody gives a number of personnel") as refused:
        ClaimKind.CEILING.read(said)
    assert "present" not in refused.value.hint  # a ceiling says of nobody that they are there
    with pytest.raises(QuantityError, match='write "increase" or "decrease", as nobody gives a number of personnel'):
        Change.parse(said)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        *((said, "increase") for said in ("two more companies", "another company", "a few more", "nog een compagnie")),
        *(
            (said, "decrease")
            for said in ("cut by some", "a company less", "reduced by a company", "um zwei Kompanien reduziert")
        ),
    ],
)
def test_more_or_fewer_units_are_an_increase_or_a_decrease(said: str, written: str) -> None:
    assert change_hint(said).startswith(f'write "{written}", as nobody gives a number')


@pytest.mark.parametrize(
    ("said", "written"),
    [("two batteries", "2"), ("a frigate", "1"), ("etwa ein Dutzend", "~12"), ("four Patriots", "4"), ("twee", "2")],
)
def test_of_equipment_a_number_counts_what_its_name_says(said: str, written: str) -> None:
    with pytest.raises(QuantityError, match=f'write "{written}"'):
        ClaimKind.EQUIPMENT.read({"thing": said})


@pytest.mark.parametrize("said", ["4 Fennek", "six F-16s", "20 team members", "vier F-16's", "up to 4 goats"])
def test_of_a_number_of_something_else_it_is_asked_what_it_counts(said: str) -> None:
    for hint in (number_hint(said), change_hint(said)):
        assert hint.startswith("say what it counts: of personnel write ")


@pytest.mark.parametrize(
    "said", ["a soldier", "an officer", "een militair", "ein Offizier", "un officier", "a liaison"]
)
def test_an_article_is_no_number_but_can_be_of_one_person(said: str) -> None:
    hint = 'leave it out, as an article is no number; or write "1" if it is one person and no more'
    assert number_hint(said) == hint


@pytest.mark.parametrize(
    ("said", "last"),
    [("from 100 to 280", 280), ("from 280 to 100", 100), ("van 100 naar 280 militairen", 280), ("de 100 à 280", 280)],
)
def test_of_a_strength_that_grew_or_shrank_the_later_number_and_the_range_are_named(said: str, last: int) -> None:
    hint = f'write "{last}" of the day on which they were that many, or "100..280" if it is somewhere between'
    assert number_hint(said) == hint


def test_of_a_change_that_can_be_two_things_both_are_named() -> None:
    assert change_hint("100 to 280") == 'write "180" if they were 100 before, or "100..280" if so many came'
    assert change_hint("100-280") == 'write "100..280"'


@pytest.mark.parametrize(
    "said",
    [
        "50 troops per company",
        "a frigate with 150 on board",
        "half a battalion",
        "twee stafofficieren en een liaison",
        "two thirds",
        "a third",
        "30 soldiers and 40 police",
        "150 soldiers from 14 countries",
        "30 soldiers more",
        "100 soldiers or policemen",
        "a year",
        "six months",
        "at most 100 to 150",
        "soldiers",
        "200 million",
        "2.5",
        "70 percent",
        "-5",
        "1.1.2024",
        "150 or 200",
        "1000-800",
        "half",
        "U.S. 50",
        "",
        " ",
        "~",
        "..",
    ],
)
def test_where_it_is_not_sure_what_is_meant_there_is_no_guess(said: str) -> None:
    assert number_hint(said) == ""


@pytest.mark.parametrize(
    "said",
    ["some months", "months", "half a month", "6 to 3 months", "", "year", "a few weeks", "two companies months"],
)
def test_nor_of_a_length(said: str) -> None:
    assert length_hint(said) == ""


WORDS = (
    "about up to more than at most least max . , - ~ + > % 150 1,100 1.000 0 00 six hundred tweehonderd half a year "
    "years months days weeks week and between extra fewer another soldiers militairen from arrival P6M "
    "/ \u2013 \u00bd \u00b2 company Kompanien een a dozen from van naar of or so une centaine de team a couple"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


@given(TEXTS | st.text(max_size=100))
@example("hundred hundred year")
def test_whatever_is_typed_a_hint_says_only_what_is_accepted(text: str) -> None:
    parsers = {number_hint: Quantity.parse, thing_hint: Quantity.parse, length_hint: Duration.parse}
    for hint, parse in {**parsers, change_hint: Change.parse}.items():
        for written in re.findall('"([^"]+)"', hint(text)):
            parse(written)


# --- what letters say where they name no day, and of what they report --------------------------------------


@pytest.mark.parametrize(
    "said", ["until further notice", "open-ended", "indefinitely", "unknown", "tbd", "..", "onbepaalde tijd"]
)
def test_an_end_that_nobody_names_is_to_be_left_out(said: str) -> None:
    with pytest.raises(DateError, match="leave it out, as no day is named"):
        ClaimKind.END.read(said)


@pytest.mark.parametrize("said", ["indefinite", "until further notice", "unbefristet", "open-ended"])
def test_a_mandate_without_an_end_has_a_form(said: str) -> None:
    with pytest.raises(DateError, match=re.escape('write ".."')):
        ClaimKind.MANDATE.read(said)
    assert str(ClaimKind.MANDATE.read("..")) == "../.."


def test_a_mandate_of_which_no_day_is_known_is_not_taken_for_one_without_an_end() -> None:
    with pytest.raises(DateError, match="leave it out"):
        ClaimKind.MANDATE.read("unknown")


@pytest.mark.parametrize(
    ("said", "basis"),
    [("in principle", "considered"), ("proposed", "considered"), ("Expected", "planned"), ("confirmed", "reported")],
)
def test_a_basis_in_the_words_of_letters_is_refused_with_ours(said: str, basis: str) -> None:
    with pytest.raises(InvalidValueError, match=f'write "{basis}"'):
        Statement(id="x", source="letter", about="nld", kind="strength", value=1, basis=said)
    Statement(id="x", source="letter", about="nld", kind="strength", value=1, basis=basis)


@pytest.mark.parametrize(
    "said", ["bis zu 700", "up to 700 personnel", "no more than 700", "fino a 700 unità", "700 soldiers"]
)
def test_a_ceiling_is_a_number_as_at_most_is_what_it_says(said: str) -> None:
    with pytest.raises(QuantityError, match='write "700"'):
        ClaimKind.CEILING.read(said)
    with pytest.raises(QuantityError, match='write "700"'):
        ClaimKind.CEILING.read({"troops": said})


@pytest.mark.parametrize(
    "said",
    [
        "reduced to 50",
        "auf 50 reduziert",
        "reduced by 50 or 60 percent",
        "cut by 200 %",
        "um 0 % erhöht",
    ],
)
def test_what_is_no_change_by_a_number_gets_no_number_for_one(said: str) -> None:
    assert change_hint(said) == ""
