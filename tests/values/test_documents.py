"""Citations of Dutch parliamentary papers, in every spelling met."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import DocumentError
from deployments.values.documents import DocumentId, DocumentKind, reference

SITE = "https://zoek.officielebekendmakingen.nl"
HOUSE = "https://www.tweedekamer.nl/kamerstukken"

SPELLINGS = {
    "kst-28676-433": [
        "Kamerstuk 28 676, nr. 433",
        "kamerstuk 28 676, nr. 433",
        "Kamerstukken 28 676, nr. 433",
        "Kamerstukken II 2022/23, 28 676, nr. 433",
        "Kamerstukken II 2022-2023, 28 676, nr. 433",
        "Kamerstukken II 2022/2023, 28676, nr. 433",
        "Kamerstuk II, 2022/23, 28676, nr. 433",
        "Kamerstukken II, vergaderjaar 2022\u20132023, 28 676, nr. 433",
        "Tweede Kamer, vergaderjaar 2022\u20132023, 28 676, nr. 433",
        "TK 28 676, nr. 433",
        "Kst. 28676, nr. 433",
        "kst 28676-433",
        "28 676, nr. 433",
        "28 676, nr.433",
        "28 676, nr 433",
        "28 676,nr. 433",
        "28 676 nr. 433",
        "28 676, Nr. 433",
        "28 676, no. 433",
        "28 676, nummer 433",
        "28 676, 433",
        "28 676-433",
        "28676-433",
        "28676\u2011433",
        "28.676, nr. 433",
        "28\u00a0676, nr.\u00a0433",
        "28\u202f676, nr.\u202f433",
        "28\u2009676, nr. 433",
        " Kamerstuk 28 676,\n  nr. 433. ",
        "(Kamerstuk 28 676, nr. 433)",
        "Kamerstuk 28 676, nr. 433 van 12 mei 2023",
        "Kamerstuk 28 676, nr. 433, 12 mei 2023",
        "Kamerstuk 28 676, nr. 433 d.d. 12 mei 2023",
        "kst-28676-433",
        "KST-28676-433",
        f"{SITE}/kst-28676-433.html",
        f"{SITE}/kst-28676-433.pdf",
        f"{SITE}/kst-28676-433",
        f"{SITE}/kst-28676-433.html?resultIndex=3#anker",
        f"{SITE}/dossier/kst-28676-433.html",
        f"{SITE}/dossier/28676/kst-28676-433.html",
        "http://zoek.officielebekendmakingen.nl/kst-28676-433.html",
        "zoek.officielebekendmakingen.nl/kst-28676-433.html",
        "https://repository.overheid.nl/frbr/officielepublicaties/kst/28676/kst-28676-433/1/pdf/kst-28676-433.pdf",
    ],
    "kst-28676-20": ["28676-20", "Kamerstuk 28 676, nr. 20", "kst-28676-20"],
    "kst-21501-02-2602": [
        "21 501-02, nr. 2602",
        "Kamerstuk 21 501-02, nr. 2602",
        "Kamerstukken II 2022/23, 21501-02, nr. 2602",
        "21501-02-2602",
        "21 501-02-2602",
        "21 501-02 nr. 2602",
        "kst-21501-02-2602",
        f"{SITE}/kst-21501-02-2602.html",
    ],
    "kst-21501-20-1": ["21 501-20, nr. 1", "21501-20-1"],
    "kst-36200-X-1": [
        "36 200 X, nr. 1",
        "Kamerstuk 36 200 X, nr. 1",
        "Kamerstuk 36200-X, nr. 1",
        "36 200-X-1",
        "36200 X nr. 1",
        "kst-36200-X-1",
        "kst-36200-x-1",
        f"{SITE}/kst-36200-X-1.html",
    ],
    "kst-36200-X-A": ["Kamerstukken I 2022/23, 36 200 X, A", "36 200 X, A", "kst-36200-X-A"],
    "kst-36200-IIB-3": ["Kamerstuk 36 200 IIB, nr. 3"],
    "kst-36200-XVIII-3": ["Kamerstuk 36 200 XVIII, nr. 3"],
    "kst-36200-K-2": ["Kamerstuk 36 200 K, nr. 2"],
    "kst-35261-B": ["Kamerstukken I 2018/19, 35 261, B", "35 261, B", "kst-35261-B", "kst-35261-b"],
    "kst-33506-AB": ["Kamerstukken I 2018/19, 33 506, AB"],
    "kst-35099-3": ["Kamerstukken II 2018/19, 35 099 (R2114), nr. 3"],
    "dossier/36350-X": [
        "Kamerstuk 36 350 X",
        "Kamerstuk 36 350 X van 11 mei 2023",
        "Kamerstukken II 2022/23, 36 350-X",
        "dossier/36350-X",
        f"{SITE}/dossier/36350-X",
    ],
    "dossier/36200-A": ["Kamerstuk 36 200 A", "Kamerstuk 36 200-A"],
    "dossier/28676": ["Kamerstuk 28 676", "dossier 28676", f"{SITE}/dossier/28676"],
    "dossier/21501-02": ["Kamerstuk 21 501-02", f"{SITE}/dossier/21501-02"],
    "dossier/21501-20": ["Kamerstuk 21 501-20"],
    "2023Z08629": [
        "2023Z08629",
        "2023z08629",
        "Kamerstuk 2023Z08629",
        "Kamerstuk \n2023Z08629",
        "Kamerstuk 2023Z08629, 17 mei 2023.",
        "Zaaknummer: 2023Z08629",
        f"{HOUSE}/detail?id=2023Z08629",
    ],
    "2023D20593": [
        "2023D20593",
        "Document 2023D20593",
        f"{HOUSE}/brieven_regering/detail?id=2023Z08629&did=2023D20593",
        f"{HOUSE}/brieven_regering/detail?did=2023D20593&id=2023Z08629",
        "https://www.tweedekamer.nl/downloads/document?id=2023D20593",
    ],
    "h-tk-20232024-39-9": [
        "h-tk-20232024-39-9",
        "H-TK-20232024-39-9",
        "Handelingen II 2023/24, nr. 39, item 9",
        "Handelingen TK 2023-2024, nr. 39, item 9",
        "Handelingen II 2023/24, 39-9",
        f"{SITE}/h-tk-20232024-39-9.html",
    ],
    "h-ek-20232024-39-9": ["Handelingen I 2023/24, nr. 39, item 9", "h-ek-20232024-39-9"],
    "ah-tk-20222023-3062": [
        "ah-tk-20222023-3062",
        "Aanhangsel van de Handelingen II 2022/23, nr. 3062",
        "Aanhangsel Handelingen II 2022/23, nr. 3062",
        "Aanhangsel Handelingen II, vergaderjaar 2022\u20132023, nr. 3062",
        f"{SITE}/ah-tk-20222023-3062.html",
    ],
    "ah-ek-19992000-7": ["Aanhangsel van de Handelingen I 1999/00, nr. 7"],
}


@pytest.mark.parametrize(
    ("text", "identifier"), [(text, identifier) for identifier, texts in SPELLINGS.items() for text in texts]
)
def test_every_spelling_is_one_identifier(text: str, identifier: str) -> None:
    assert DocumentId.parse(text) == DocumentId(identifier)


@pytest.mark.parametrize(
    ("identifier", "kind", "cited", "url"),
    [
        ("kst-28676-433", "KAMERSTUK", "Kamerstuk 28 676, nr. 433", f"{SITE}/kst-28676-433.html"),
        ("kst-21501-02-2602", "KAMERSTUK", "Kamerstuk 21 501-02, nr. 2602", f"{SITE}/kst-21501-02-2602.html"),
        ("kst-36200-X-1", "KAMERSTUK", "Kamerstuk 36 200 X, nr. 1", f"{SITE}/kst-36200-X-1.html"),
        ("kst-36200-X-A", "KAMERSTUK", "Kamerstuk 36 200 X, A", f"{SITE}/kst-36200-X-A.html"),
        ("dossier/36350-X", "KAMERSTUK", "Kamerstuk 36 350 X", f"{SITE}/dossier/36350-X"),
        ("2023Z08629", "CASE", "2023Z08629", f"{HOUSE}/detail?id=2023Z08629"),
        ("2023D20593", "DOCUMENT", "2023D20593", f"{HOUSE}/detail?id=2023D20593&did=2023D20593"),
        (
            "h-tk-20232024-39-9",
            "HANDELINGEN",
            "Handelingen II 2023/24, nr. 39, item 9",
            f"{SITE}/h-tk-20232024-39-9.html",
        ),
        (
            "ah-tk-20222023-3062",
            "QUESTION",
            "Aanhangsel van de Handelingen II 2022/23, nr. 3062",
            f"{SITE}/ah-tk-20222023-3062.html",
        ),
    ],
)
def test_what_an_identifier_gives(identifier: str, kind: str, cited: str, url: str) -> None:
    document = DocumentId(identifier)
    assert document.kind is DocumentKind[kind]
    assert str(document) == cited
    assert document.url == url


@pytest.mark.parametrize(
    ("text", "kind", "identifier"),
    [
        ("Kamerstuk 36 200 X, nr. 1 van 20 september 2022", DocumentKind.KAMERSTUK, "kst-36200-X-1"),
        ("Kamerstuk 2023Z08629, 17 mei 2023", DocumentKind.CASE, "2023Z08629"),
        ("Kamerstuk 28 676, nr. 432 van 12 mei 2023", DocumentKind.KAMERSTUK, "kst-28676-432"),
        ("Kamerstuk 28 676, nr. 429 van 17 maart 2023", DocumentKind.KAMERSTUK, "kst-28676-429"),
        ("Kamerstuk 28 676, nr. 426 van 3 februari 2023.", DocumentKind.KAMERSTUK, "kst-28676-426"),
        ("Kamerstuk 28 676, nr. 427 van 9 maart 2023.", DocumentKind.KAMERSTUK, "kst-28676-427"),
        ("Kamerstuk 36 350 X van 11 mei 2023", DocumentKind.KAMERSTUK, "dossier/36350-X"),
        ("Kamerstuk 36 200 X, nr. 37.", DocumentKind.KAMERSTUK, "kst-36200-X-37"),
        ("Kamerstuk \n2023Z08629", DocumentKind.CASE, "2023Z08629"),
    ],
)
def test_the_citations_of_a_letter_to_parliament(text: str, kind: DocumentKind, identifier: str) -> None:
    document = DocumentId.parse(text)
    assert (document.kind, document.identifier) == (kind, identifier)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 2867, nr. 4", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 28 676, nr. 0433", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 28 676, nr. 33 A", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 28 676, nr. \u0664\u0663\u0663", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstukken II 2022/29, 28 676, nr. 433", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 36 200 IIX, nr. 1", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 28 676, nr. 433\x00", 'write "Kamerstuk 28 676, nr. 433"'),
        ("Kamerstuk 28 676, nrs. 432 en 433", "one paper at a time"),
        ("Kamerstuk 28 676, nr. 433, p. 4", "locator"),
        ("28676", "write Kamerstuk before it"),
        ("28 676", "write Kamerstuk before it"),
        ("36350-X", "write Kamerstuk before it"),
        ("21501-20", "write Kamerstuk before it"),
        ("kst-21501-02", "a paper number"),
        ("kst-28676", "a paper number"),
        ("kst-1263281", "a paper number"),
        ("2023D123", "five digits"),
        ("2023Z086290", "five digits"),
        ("Handelingen 2023/24, nr. 39", 'write "Handelingen II 2023/24, nr. 39, item 9"'),
        ("Handelingen II 2023/29, nr. 39, item 9", 'write "Handelingen II 2023/24, nr. 39, item 9"'),
        ("h-tk-20092010-72-6141", "before 2010 there are no items"),
        ("h-tk-19961997-637-661", "before 2010 there are no items"),
        ("kst-28676-\u017f", "a paper number"),
        ("h-tk-20232025-39-9", 'write "Handelingen II 2023/24, nr. 39, item 9"'),
        ("Aanhangsel Handelingen 2022/23, nr. 3062", 'write "Aanhangsel van de Handelingen II'),
        ("https://example.nl/kst-28676-433.html", 'write "Kamerstuk 28 676, nr. 433"'),
        (f"{SITE}/stcrt-2023-1.html", 'write "Kamerstuk 28 676, nr. 433"'),
        (f"{HOUSE}/detail?id=78ee0f32-7487-4bcc-ba01-e01ace2bc4b4", 'write "Kamerstuk 28 676, nr. 433"'),
        ("x" * 201, "write the citation alone"),
        ("Kamerstuk " * 100_000, "write the citation alone"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(DocumentError) as error:
        DocumentId.parse(text)
    assert hint in error.value.hint
    assert error.value.value == text


@pytest.mark.parametrize("value", [5, None, b"kst-28676-433", ["kst-28676-433"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(DocumentError):
        DocumentId.parse(value)  # type: ignore[arg-type]
    with pytest.raises(DocumentError):
        DocumentId(value)  # type: ignore[arg-type]
    with pytest.raises(DocumentError):
        reference(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "identifier",
    [
        "Kamerstuk 28 676, nr. 433",
        "KST-28676-433",
        "kst-28676-433 ",
        "kst-28676-433\n",
        "dossier/28676-20",
        "",
    ],
)
def test_an_invalid_identifier_cannot_exist(identifier: str) -> None:
    with pytest.raises(DocumentError, match=r"DocumentId\.parse"):
        DocumentId(identifier)


def test_equal_hashable_and_frozen() -> None:
    document = DocumentId("kst-28676-433")
    assert {document, DocumentId.parse("28 676, nr. 433")} == {document}
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        document.identifier = "kst-28676-434"  # type: ignore[misc]


numbers = st.integers(1, 999)
chapters = st.sampled_from(["", "-02", "-20", "-I", "-IIB", "-IX", "-X", "-XVIII", "-A", "-K"])
years = st.integers(2010, 2090).map(lambda year: f"{year}{year + 1}")
identifiers = st.one_of(
    st.builds(
        "kst-{}{}-{}".format,
        st.integers(10000, 99999),
        chapters,
        numbers | st.sampled_from(["A", "X", "AB"]),
    ),
    st.builds("dossier/{}{}".format, st.integers(10000, 99999), chapters.filter(lambda part: part != "-20")),
    st.builds("dossier/21501-{:02}".format, st.integers(0, 99)),
    st.builds("{}{}{:05}".format, st.integers(2008, 2099), st.sampled_from("DZ"), st.integers(0, 99999)),
    st.builds("h-{}-{}-{}-{}".format, st.sampled_from(["tk", "ek"]), years, numbers, numbers),
    st.builds("ah-{}-{}-{}".format, st.sampled_from(["tk", "ek"]), years, numbers),
)


@given(identifiers)
def test_citation_identifier_and_url_mean_the_same_paper(identifier: str) -> None:
    document = DocumentId(identifier)
    for text in (str(document), document.identifier, document.url, f"{document} van 1 mei 2023"):
        assert DocumentId.parse(text) == document
        assert reference(text) == document


@given(
    st.text(max_size=210)
    | st.text(st.sampled_from("kst-dosierhKamertuk 28676XZDnr.,/()IVA\u00a0\ud800\x00"), max_size=60)
)
def test_any_text_ends_in_a_document_or_our_error(text: str) -> None:
    try:
        document = DocumentId.parse(text)
    except DocumentError as error:
        assert error.hint  # noqa: PT017
        assert str(error).isprintable()  # noqa: PT017
    else:
        assert DocumentId.parse(str(document)) == document


class TestReference:
    def test_a_citation_becomes_a_document(self) -> None:
        assert reference("Kamerstuk 28 676, nr. 433 van 12 mei 2023") == DocumentId("kst-28676-433")

    @pytest.mark.parametrize(
        "text",
        ["C(2023) 1234", " S/RES/1244 (1999) ", "28676", "Brief\u00a012", "HC Deb 12 May 2023", "x" * 2000],
    )
    def test_other_text_stays_as_it_is(self, text: str) -> None:
        assert reference(text) == text

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "not a reference"),
            (" \u00a0", "not a reference"),
            ("S/RES/1244\n(1999)", "control characters"),
            ("a\x1b[31mb", "control characters"),
            ("a\u202eb", "control characters"),
            ("a\ud800b", "control characters"),
            ("x" * 2001, "too long"),
        ],
    )
    def test_what_is_no_reference_is_refused(self, text: str, problem: str) -> None:
        with pytest.raises(DocumentError, match=problem):
            reference(text)

    @given(st.text(max_size=250))
    def test_any_text_ends_in_a_reference_or_our_error(self, text: str) -> None:
        try:
            found = reference(text)
        except DocumentError as error:
            assert error.hint  # noqa: PT017
        else:
            assert isinstance(found, DocumentId) or found == text


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk: 28 676, nr. 432",
        "Kamerstuk nr. 28 676, nr. 432",
        "Kamerstuknr. 28 676, nr. 432",
        "Kamerstuknummer 28676-432",
        "Kamerst. 28 676, nr. 432",
        "kst28676-432",
        "Kamerstuk 28 676 , nr. 432",
        "Zie Kamerstuk 28 676, nr. 432",
        "Zie ook: Kamerstuk 28 676, nr. 432 van 12 mei 2023",
        "Kamerstuk 28 676, nr. 432 d.d. 12-05-2023",
        "Kamerstuk 28 676, nr. 432 dd. 12 mei 2023",
        "Kamerstuk 28 676, nr. 432 (12 mei 2023)",
    ],
)
def test_a_citation_in_other_words_is_the_same_paper(text: str) -> None:
    assert DocumentId.parse(text) == DocumentId("kst-28676-432")


def test_a_footnote_with_a_title_is_refused_with_the_citation_in_it() -> None:
    """Footnote 6 of the letter: the title is not thrown away unseen."""
    with pytest.raises(DocumentError) as refused:
        DocumentId.parse("Kamerbrief Voortgangsrapportage, 17 mei 2023, Kamerstuk 2023Z08629")
    assert refused.value.hint == 'write "2023Z08629" if that is meant; a title is no part of it'
    assert reference("Motie Boswijk, Kamerstuk 36 200 X, nr. 37") == "Motie Boswijk, Kamerstuk 36 200 X, nr. 37"
