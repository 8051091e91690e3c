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
from deployments.values.amount_words import change_hint, length_hint, number_hint
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
    "said", ["unknown", "classified", "a few", "several hundred", "dozens", "tientallen", "enkele"]
)
def test_what_is_no_number_is_to_be_left_out(said: str) -> None:
    with pytest.raises(QuantityError, match="leave it out, as nobody gives a number"):
        Quantity.parse(said)


@pytest.mark.parametrize(
    "said",
    [
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


@pytest.mark.parametrize("said", ["some months", "months", "half a month", "6 to 3 months", "", "year", "a few weeks"])
def test_nor_of_a_length(said: str) -> None:
    assert length_hint(said) == ""


WORDS = (
    "about up to more than at most least max . , - ~ + > % 150 1,100 1.000 0 00 six hundred tweehonderd half a year "
    "years months days weeks week and between extra fewer another soldiers militairen from arrival P6M "
    "/ \u2013 \u00bd \u00b2"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


@given(TEXTS | st.text(max_size=100))
@example("hundred hundred year")
def test_whatever_is_typed_a_hint_says_only_what_is_accepted(text: str) -> None:
    for hint, parse in ((number_hint, Quantity.parse), (change_hint, Change.parse), (length_hint, Duration.parse)):
        said = hint(text)
        if written := re.fullmatch('write "(.+)"', said):
            parse(written[1])


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
        "cut by some",
        "reduced by 50 or 60 percent",
        "cut by 200 %",
        "um 0 % erhöht",
    ],
)
def test_what_is_no_change_by_a_number_gets_no_number_for_one(said: str) -> None:
    assert change_hint(said) == ""
