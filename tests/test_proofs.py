"""What `check` proves with the text of a source: that wordings stand there, and that they name the numbers claimed."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from deployments import Deployment, Registry, Source, Statement, check
from deployments.checks import proofs
from deployments.checks.proofs import SearchedText, folded, missing_piece
from deployments.references import Problem
from tests.steps import CountedText, calls

LETTER = """De Duitse Patriotsystemen die nu in Slowakije staan zullen na deze inzet
in Litouwen naar Duitsland worden verplaatst. Duitsland heeft besloten daarmee de inzet te
beëindigen. Nederland draagt op dit moment met zes militairen bij. Zo\u2019n 1.200 anderen
komen voor anderhalf jaar."""


def _registry(*claims: dict[str, Any], text: str | None = LETTER, language: str | None = "nl") -> Registry:
    statements = [
        Statement(**{"id": f"letter#{n}", "source": "letter", "about": "nld", **claim})
        for n, claim in enumerate(claims)
    ]
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-09", language=language, contents=text)],
        deployments=[Deployment(id=id_, contributor=id_.upper()) for id_ in ("nld", "deu")],
        statements=statements,
    )


def _told(check_: Callable[[Registry], Any], *claims: dict[str, Any], **options: Any) -> list[Problem]:
    return [*check_(_registry(*claims, **options))]


def _present(wording: str) -> dict[str, Any]:
    return {"kind": "present", "value": True, "wording": wording}


def _six(wording: str, kind: str = "strength", value: Any = 6) -> dict[str, Any]:
    return {"kind": kind, "value": value, "wording": wording}


# --- wordings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wording",
    [
        "nu in Slowakije staan",
        "na deze inzet in Litouwen",  # over the end of a line
        "besloten ... te beëindigen",
        "besloten [...] te beëindigen",
        "besloten\u2026te beëindigen",
        "te bee\u0308indigen",  # an accent by itself
        "Zo'n 1.200",  # another apostrophe
        "na  deze\u00a0inzet",
    ],
)
def test_a_wording_is_found_as_people_copy_it(wording: str) -> None:
    assert _told(proofs.wordings, _present(wording)) == []


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        ("nu in Polen staan", "does not have this wording: 'nu in Polen staan'"),
        ("Nu In Slowakije", "does not have this wording: 'Nu In Slowakije'"),
        ("te beëindigen ... besloten", "does not have 'besloten' of this wording: 'te beëindigen ... besloten'"),
        ("besloten ... uit te breiden", "does not have 'uit te breiden' of this wording"),
        ("...", "does not have this wording: '...'"),
    ],
)
def test_a_wording_that_is_not_there_is_told_with_the_piece_that_is_missing(wording: str, message: str) -> None:
    (problem,) = _told(proofs.wordings, _present(wording))
    assert (problem.code, problem.field) == ("W102", "wording")
    assert message in problem.message


def test_a_source_without_a_text_is_not_judged_and_one_with_an_empty_text_proves_nothing() -> None:
    wrong = _six("nu in Polen staan")
    assert _told(proofs.wordings, wrong, text=None) == _told(proofs.numbers, wrong, text=None) == []
    assert len(_told(proofs.wordings, wrong, text="")) == 1
    without = {"kind": "strength", "value": 6}
    assert _told(proofs.wordings, without) == _told(proofs.numbers, without) == []


# --- numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "wording"),
    [
        ("strength", 6, "met zes militairen"),
        ("strength", "~1200", "Zo'n 1.200"),
        ("strength", "150..200", "tussen 150 en 200"),
        ("strength", "..350", "hooguit driehonderdvijftig"),
        ("strength", "20..99", "enkele tientallen"),
        ("strength", 0, "zijn vertrokken"),
        ("strength", "1..", "nu in Slowakije staan"),
        ("ceiling", 180, "maximaal 180"),
        ("change", "-30", "dertig minder"),
        ("change", "decrease", "worden er minder"),
        ("equipment", {"Patriot": 2, "NASAMS": 1}, "twee Patriots en een NASAMS"),
        ("equipment", {"Patriot": "1.."}, "de Patriots"),
        ("duration", "P6M", "zes maanden"),
        ("duration", "P6M", "een half jaar"),
        ("duration", "P18M", "anderhalf jaar"),
        ("duration", "P1Y6M", "een jaar en zes maanden"),
        ("duration", "P1Y", "twaalf maanden"),
        ("duration", "P14D", "twee weken"),
        ("duration", "P3M..P6M", "drie tot zes maanden"),
        ("duration", "P1M10D", "een maand en tien dagen"),
        ("start", "2023-07-01", "in de zomer"),
        ("follows", "deu", "vanuit Slowakije"),
    ],
)
def test_the_number_of_a_claim_is_in_its_wording(kind: str, value: Any, wording: str) -> None:
    assert _told(proofs.numbers, _six(wording, kind, value)) == []


@pytest.mark.parametrize(
    ("kind", "value", "wording"),
    [
        ("strength", 16, "met zes militairen"),
        ("strength", 6, "op dit moment"),
        ("strength", "150..200", "ongeveer 150"),
        ("strength", 200, "enkele tientallen"),
        ("strength", 12000, "Zo'n 1.200"),
        ("ceiling", 180, "maximaal 1.800"),
        ("change", "-30", "dertien minder"),
        ("equipment", {"Patriot": 2, "NASAMS": 3}, "twee Patriots"),
        ("duration", "P1Y", "een half jaar"),
        ("duration", "P6M", "zestien maanden"),
    ],
)
def test_a_number_that_its_wording_does_not_name_is_told(kind: str, value: Any, wording: str) -> None:
    (problem,) = _told(proofs.numbers, _six(wording, kind, value))
    assert (problem.code, problem.field) == ("W103", "wording")
    assert repr(wording) in problem.message or f'"{wording}"' in problem.message
    assert f"wording = {{ {kind} = ... }}" in problem.hint


def test_numbers_are_read_in_the_language_of_the_source() -> None:
    assert _told(proofs.numbers, _six("sechs Soldaten"), language="de") == []
    assert _told(proofs.numbers, _six("six soldats"), language="fr") == []
    assert _told(proofs.numbers, _six("zes militairen"), language=None) == []
    assert len(_told(proofs.numbers, _six("zes militairen"), language="en")) == 1


def test_in_a_language_whose_words_are_not_read_only_digits_are_judged() -> None:
    assert _told(proofs.numbers, _six("sei militari"), language="it") == []
    assert _told(proofs.numbers, _six("6 militari"), language="it") == []
    assert len(_told(proofs.numbers, _six("7 militari"), language="it")) == 1


# --- as texts are -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("zendt hon-\nderd man", "zendt honderd man"),
        ("zendt hon-\n  derd man", "zendt hon- derd man"),
        ("een Duits-\nNederlandse eenheid", "een Duits-Nederlandse eenheid"),
        ("een F-\n16", "een F-16"),
        ("de lucht- en landmacht", "lucht- en landmacht"),
        ("de AMDTF-inzet in Slowakije", "inzet in Slowakije"),
        ("vijf\u00adtien man", "vijftien man"),
        ("vijftien man", "vijf\u00adtien man"),
        ("de o\ufb03cieren", "de officieren"),
        ("ein gro\u00dfer Stab", "ein gro\u00dfer Stab"),
        ("\u0132sland", "IJsland"),
        ("1\u202f200 militaires", "1 200 militaires"),
        ("16 man, en 6 man", "6 man"),  # the first is another
        ("\uff16 man", "6 man"),
    ],
)
def test_a_wording_is_found_whatever_the_printer_did(text: str, wording: str) -> None:
    assert _told(proofs.wordings, _present(wording), text=text) == []


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("met 16 militairen", "6 militairen"),
        ("met 1.200 militairen", "200 militairen"),
        ("met 1,200 militairen", "met 1"),
        ("met 3-6 militairen", "6 militairen"),
        ("met zestien militairen", "met zes"),
        ("de landmacht", "de land"),
        ("150-200 man", "150200 man"),
    ],
)
def test_a_wording_is_made_of_whole_words_and_numbers(text: str, wording: str) -> None:
    assert len(_told(proofs.wordings, _present(wording), text=text)) == 1


@pytest.mark.parametrize(
    ("text", "language", "wording", "value", "count"),
    [
        ("met twee-en-twintig man", "nl", "twintig man", 20, 1),
        ("met twee-en-twintig man", "nl", "met twee-en-twintig man", 22, 0),
        ("met honderd vijftig man", "nl", "met honderd", 100, 1),
        ("six hundred troops", "en", "hundred troops", 100, 1),
        ("quatre-vingt-dix soldats", "fr", "dix soldats", 10, 1),
        ("quatre-vingt-dix soldats", "fr", "quatre-vingt-dix soldats", 90, 0),
        ("einundzwanzig Soldaten", "de", "einundzwanzig Soldaten", 21, 0),
        ("in 2022 150 man", "nl", "150 man", 150, 0),
        ("hon-\nderdvijftig man", "nl", "hon- derdvijftig man", 150, 0),
        ("1\u00a0200 soldats", "fr", "1 200 soldats", 1200, 0),
        ("half a dozen men", "en", "half a dozen", 6, 0),
        ("a score of men", "en", "a score of men", 20, 0),
    ],
)
def test_a_number_is_not_cut_out_of_a_longer_one(
    text: str, language: str, wording: str, value: int, count: int
) -> None:
    claim = _six(wording, value=value)
    assert _told(proofs.wordings, claim, text=text, language=language) == []
    assert len(_told(proofs.numbers, claim, text=text, language=language)) == count


def test_every_category_and_a_share_are_named_and_what_the_maker_computed_needs_no_number() -> None:
    text = "1.200 troepen en 300 agenten; de helft, 50 procent, vertrekt"
    both = {"troops": 1200, "police": 300}
    assert _told(proofs.numbers, _six("1.200 troepen en 300 agenten", value=both), text=text) == []
    assert len(_told(proofs.numbers, _six("1.200 troepen", value=both), text=text)) == 1
    assert _told(proofs.numbers, _six("50 procent, vertrekt", "change", "-50 %"), text=text) == []
    assert len(_told(proofs.numbers, _six("50 procent, vertrekt", "change", "-40 %"), text=text)) == 1
    computed = _six("de helft", value=750) | {"derived": True}
    assert _told(proofs.numbers, computed, text=text) == []
    assert len(_told(proofs.wordings, computed | {"wording": "een derde"}, text=text)) == 1


# --- with files ------------------------------------------------------------------------------------------


def test_check_proves_a_registry_in_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    table = """
        source = "letter"
        [sources.letter]
        title = "A letter"
        published = "2023-06-09"
        language = "nl"
        text = "letter.txt"
        [deployments.nld]
        contributor = "NLD"
        [[statements]]
        about = "nld"
        present = true
        strength = {}
        duration = "P18M"
        wording = {{ strength = "met zes militairen", duration = "{}" }}
    """
    (tmp_path / "right.toml").write_text(table.format(6, "voor anderhalf jaar"), encoding="utf-8")
    assert check(tmp_path / "right.toml") == []
    (tmp_path / "wrong.toml").write_text(table.format(16, "voor achttien maanden"), encoding="utf-8")
    found = check(tmp_path / "wrong.toml")
    assert [(each.code, each.severity.value) for each in found] == [("W102", "warning"), ("W103", "warning")]
    assert {each.location.line for each in found if each.location} == {15}


def test_nothing_of_a_text_is_shown() -> None:
    hidden = "\x1b[2J a text that nobody is to see"
    registry = _registry(_six("zes"), text=hidden)
    assert hidden not in repr(registry.sources["letter"])
    assert all(
        hidden not in problem.message for check_ in (proofs.wordings, proofs.numbers) for problem in check_(registry)
    )


# --- how long it takes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("wording", ["aa ... ab ... b", "aaab", "a ... " * 40 + "c"])
def test_a_wording_is_looked_for_once_along_the_text(wording: str) -> None:
    text = CountedText(f"{'a' * 10} " * 1000)
    CountedText.scanned = 0
    assert missing_piece(wording, SearchedText(text)) is not None
    assert 0 < CountedText.scanned <= len(text)


def test_accents_are_put_on_their_letters_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python sorts the accents of one letter, in a time that grows with the square of their number."""
    lengths = []

    def normalize(form: Literal["NFC"], text: str) -> str:
        lengths.append(len(text))
        return unicodedata.normalize(form, text)

    monkeypatch.setattr(proofs, "normalize", normalize)
    assert folded("e\u0301e" + "e\u0323\u0301" * 100).startswith("ée")
    assert {*lengths} == {2}


def test_the_work_grows_in_a_line_with_the_statements() -> None:
    counted = []
    for size in (100, 200):
        registry = _registry(*(_six(f"zes of {n}", value=n + 3) for n in range(size)))
        counted.append(calls(lambda: [*proofs.wordings(registry), *proofs.numbers(registry)]))  # noqa: B023 - at once
    assert counted[1] < 2.2 * counted[0]


# --- what a number counts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "wording", "value"),
    [
        *(("en", *each) for each in [("a company", 1), ("two companies", "2..3"), ("three infantry battalions", 3)]),
        *(("en", *each) for each in [("a small number of troops", 1), ("four military aircraft", 4), ("a frigate", 1)]),
        *(("nl", *each) for each in [("een compagnie", 1), ("een klein aantal militairen", 1), ("drie fregatten", 3)]),
        *(("nl", *each) for each in [("vier gevechtsvliegtuigen", 4), ("drie compagnieën", 3)]),
        *(("fr", *each) for each in [("une compagnie", 1), ("trois hélicoptères", 3), ("une unité militaire", 1)]),
        *(("de", *each) for each in [("ein kleines Kontingent", 1), ("drei Panzerkompanien", 3), ("eine Fregatte", 1)]),
    ],
)
def test_a_number_of_units_and_an_article_are_no_number_of_people(language: str, wording: str, value: Any) -> None:
    for kind in ("strength", "ceiling", "change"):
        (problem,) = _told(proofs.numbers, _six(wording, kind, value), text=f"({wording})", language=language)
        assert problem.code == "W103"


@pytest.mark.parametrize(
    ("language", "wording", "value"),
    [
        *(("en", *each) for each in [("an officer", 1), ("one of them", 1), ("two companies of 150 men", 150)]),
        *(("en", *each) for each in [("a 150-strong company", 150), ("six will join the battalion", 6), ("three", 3)]),
        *(("en", *each) for each in [("40 headquarters staff", 40), ("20 team members", 20)]),
        *(("en", *each) for each in [("200 military", 200), ("a dozen German soldiers", 12), ("five liaisons", 5)]),
        ("en", "12 of the company", 12),
        *(("nl", *each) for each in [("één militair", 1), ("een Nederlandse stafofficier", 1), ("150 man", 150)]),
        *(("nl", *each) for each in [("een 150-koppige compagnie", 150), ("zes bemanningsleden", 6)]),
        *(("fr", *each) for each in [("un officier", 1), ("50 hommes", 50), ("trente militaires", 30)]),
        *(("de", *each) for each in [("ein Soldat", 1), ("30 Bundeswehrsoldaten", 30), ("vier Mann", 4)]),
    ],
)
def test_a_number_of_people_is_one_whatever_stands_about_it(language: str, wording: str, value: Any) -> None:
    for kind in ("strength", "ceiling"):
        assert _told(proofs.numbers, _six(wording, kind, value), text=f"({wording})", language=language) == []


@pytest.mark.parametrize("wording", ["een fregat", "twee fregatten en een fregat"])
def test_of_equipment_every_number_counts(wording: str) -> None:
    assert _told(proofs.numbers, _six(wording, "equipment", {"frigate": 1}), text=wording) == []
