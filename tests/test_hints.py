"""Whatever a hint says to write is accepted where it is to be written."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Iterator

import pytest

from deployments import (
    Change,
    ClaimKind,
    Country,
    DocumentId,
    Duration,
    InvalidValueError,
    Place,
    Quantity,
    Source,
    Statement,
    Tolerance,
    UncertainDate,
)
from deployments.claims import Equipment, Term
from deployments.diagnostics import Diagnostic
from deployments.formats.toml_documents import parse_toml
from deployments.records import Deployment
from deployments.values.countries import contributor
from deployments.values.texts import language
from deployments.values.when import When

#: The forms that an end of an interval can have, and the ends of sets.
ENDS = [
    "2023",
    "2023-05",
    "2023-06-15",
    "2023~",
    "2023-06?",
    "2023-06-15%",
    "193X",
    "202X",
    "2023-XX",
    "2023-06-XX",
    "2023-22",
    "2024-33",
    "2006-24",
    "..",
    "",
    "Y17000",
    "-0044",
    "1950S2",
    "2023?-06",
    "2023-~06-15",
]

MONTHS = {
    "en": ["January", "Feb", "March", "Apr.", "May", "June", "Jul", "August", "Sept.", "October", "Nov", "December"],
    "nl": ["januari", "feb.", "maart", "april", "mei", "juni", "juli", "aug.", "september", "okt.", "november", "dec"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Oktober", "Nov.", "Dezember"],
    "fr": [
        "janvier",
        "févr.",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "sept.",
        "octobre",
        "nov.",
        "décembre",
    ],
}
PLAIN = [
    "21 {m} 2023",
    "{m} 21, 2023",
    "21. {m} 2023",
    "{m} 2023",
    "31 {m} 2023",
    "21-22 {m} 2023",
    "21 and 22 {m} 2023",
    "between 3 and 9 {m} 2024",
    "{m}-{m2} 2023",
    "from 3 {m} to 5 {m2} 2023",
    "3 {m} 2023 – 5 {m2} 2024",
    "21-{m}-2023",
    "Wednesday 21 {m} 2023",
    "first half of {m} 2024",
    "30 {m} 2023 after summit",
    "{m} 2024 before nld.end",
    "21 {m}",
]
RELATED = {
    "en": [
        "early {d}",
        "mid-{d}",
        "late {d}",
        "end of {d}",
        "before {d}",
        "after {d}",
        "around {d}",
        "since {d}",
        "until {d}",
        "by {d}",
        "until mid-{d}",
        "in {d}",
        "c. {d}",
        "about {d}",
        "from {d}",
        "no later than {d}",
        "no longer than {d}",
        "not beyond {d}",
        "up to {d}",
        "extended to {d}",
        "{d} at the latest",
    ],
    "nl": [
        "begin {d}",
        "medio {d}",
        "eind {d}",
        "voor {d}",
        "vóór {d}",
        "na {d}",
        "rond {d}",
        "sinds {d}",
        "tot {d}",
        "uiterlijk {d}",
        "tot medio {d}",
        "in {d}",
        "vanaf {d}",
        "tot en met {d}",
        "t/m {d}",
        "niet langer dan {d}",
        "verlengd tot {d}",
        "omstreeks {d}",
    ],
    "de": [
        "Anfang {d}",
        "Mitte {d}",
        "Ende {d}",
        "vor {d}",
        "nach {d}",
        "um {d}",
        "seit {d}",
        "bis {d}",
        "ab {d}",
        "gegen {d}",
        "bis zu {d}",
        "nicht länger als bis {d}",
    ],
    "fr": [
        "début {d}",
        "mi-{d}",
        "fin {d}",
        "avant {d}",
        "après {d}",
        "vers {d}",
        "depuis {d}",
        "jusqu'à {d}",
        "en {d}",
    ],
}
YEARS = [
    "summer 2025",
    "spring of 2024",
    "zomer 2025",
    "Frühjahr 2024",
    "été 2025",
    "winter 2024",
    "winter 2023/24",
    "before summer 2025",
    "voor de zomer van 2025",
    "after the summer of 2025",
    "1860s",
    "the 1990s",
    "1900s",
    "1860er Jahre",
    "Q2 2023",
    "2023-Q2",
    "2nd quarter of 2023",
    "tweede kwartaal van 2023",
    "erstes Quartal 2023",
    "first half of 2024",
    "eerste helft van 2024",
    "H1 2024",
    "1. Halbjahr 2024",
    "premier semestre 2024",
    "12.03.2024",
    "2023/06/21",
    "2023.6.1",
    "01-05-2024",
    "1/5/2024",
    "13/05/2024",
    "05/13/2024",
    "12/03/24",
    "2023–2024",
    "2023-2024",
    "2011/12",
    "2023–24",
    "2023–06",
    "2023–06–21",
    "193X/194X",
    "2023-05/2023-06-15",
    "c. 1950",
    "since 2014",
    "until mid-2025",
    "2014-2016",
    "from 2014 to 2016",
    "2023-02-30",
    "2023-13",
    "2023-6-1",
    "20230621",
    "juni",
    "soon",
    "",
    " ",
    "21 June",
    "summer",
    "before something",
    "[21 June 2023]",
    "[193X..194X]",
    "[2023-05..2023-06-15]",
    "[2023..2022]",
    "2023-06-21/2023-06-22/2023-06-23",
    "open/2023",
    "after x y",
    "mid 2024-04-11",
    "mid x",
    "early",
    "around",
    "[..]",
    "2023 ~",
    "?",
    "mid-2025 after summit",
    "2023-21-06",
]


def _dates() -> Iterator[str]:
    yield from YEARS
    yield from (f"{a}/{b}" for a, b in itertools.product(ENDS, repeat=2))
    yield from (f"{o}{a}..{b}{c}" for o, c in ("[]", "{}") for a, b in itertools.product(ENDS[:14], repeat=2))
    yield from (f"{{{a},{b}}}" for a, b in itertools.combinations(ENDS[:10], 2))
    for lang, months in MONTHS.items():
        yield from (form.format(m=months[n], m2=months[(n + 1) % 12]) for form in PLAIN for n in range(12))
        days = ["2024", f"21 {months[5]} 2024", f"{months[2]} 2024", f"{months[10]} 2023", "2024-05"]
        yield from (form.format(d=day) for form in RELATED[lang] for day in days)


DATES = [*dict.fromkeys(_dates())]

_AS_OF: dict[str, object] = {"id": "x", "source": "s", "about": "a", "kind": "strength", "value": 6}


def _as_of(text: object) -> object:
    return Statement(**_AS_OF, as_of=text)


def _published(text: object) -> object:
    return Source(id="x", title="X", published=text)


DATE_READERS: dict[str, Callable[[object], object]] = {
    "a date": UncertainDate,  # type: ignore[dict-item]
    "of a milestone": When.of,
    "the end of a deployment": ClaimKind.END.read,
    "the date of an event": ClaimKind.DATE.read,
    "a mandate": ClaimKind.MANDATE.read,
    "as_of": _as_of,
    "published": _published,
    "the on of a table": lambda text: ClaimKind.END.read({"on": text, "after": "summit"}),
    "the after of a table": lambda text: ClaimKind.END.read({"after": text}),
}


def _said(hint: str) -> Iterator[object]:
    """Yield what a hint says to write: texts in quotes, and tables."""
    for table in re.findall(r"\{ [^{}]* \}", hint):
        yield tomllib.loads(f"x = {table}")["x"]
    yield from re.findall(r'"([^"]*)"', re.sub(r"\{ [^{}]* \}|Organisation\([^()]*\)", "", hint))


def _refused(read: Callable[[object], object], value: object) -> InvalidValueError | None:
    try:
        read(value)
    except InvalidValueError as error:
        return error
    return None


@pytest.mark.parametrize("reader", DATE_READERS)
def test_what_a_hint_says_to_write_for_a_date_is_accepted_in_its_place(reader: str) -> None:
    read, told = DATE_READERS[reader], 0
    for text in DATES:
        if (error := _refused(read, text)) is None:
            continue
        assert error.hint, text
        if "is written" in error.hint:  # a season in the place of a word: the rest of the text stays
            continue
        for said in _said(error.hint.replace('"around"', "around")):
            # In a table, a text stands for the value of the key that is wrong.
            again = _refused(read, said) if not isinstance(said, dict) else _refused(ClaimKind.END.read, said)
            assert again is None, (reader, text, error.hint, said, again)
            told += 1
    assert told > 100


def test_every_pair_of_ends_of_an_interval_gets_a_hint_that_is_accepted() -> None:
    read = ClaimKind.END.read
    told = 0
    for a, b in itertools.product(ENDS, repeat=2):
        error = _refused(read, f"{a}/{b}")
        if error is not None and error.problem == "a milestone is one day, not a period":
            said = [*_said(error.hint)]
            assert len(said) == 1 or error.hint in ("leave it out if no day is known", "write a start and an end")
            told += len(said)
    assert told > 150


#: Readers of other values, each with texts that are wrong, and often meant.
OTHERS: dict[str, tuple[Callable[[object], object], list[object]]] = {
    "durations": (
        Duration.of,  # type: ignore[dict-item]
        [
            "6 months",
            "1 year",
            "zes maanden",
            "6 maanden",
            "P",
            "..",
            "P1X",
            "",
            5,
            None,
            "P3M..P1M",
            "half a year",
            "2 weken",
            "P-1M",
            "~",
            "1 jaar",
            "at most 6 months",
            "6 Monate",
            "30 days",
            "P1.5Y",
            "PT6H",
        ],
    ),
    "terms": (Term.of, ["6 months", {"of": "6 months"}, {"of": "P6M", "from": "end"}, {"off": "P6M"}, {}, 5, None]),
    "quantities": (
        Quantity.of,  # type: ignore[dict-item]
        [
            "2,100",
            "1.200",
            "1 200",
            "1\u00a0234",
            "1\u202f234",
            "1'200",
            "about 150",
            "150-200",
            "200..150",
            "..",
            "",
            "-5",
            -5,
            1.5,
            True,
            "six",
            "~1,200",
            "150 troops",
            None,
            10**12,
            "1,200,000",
            "0..",
            "1k",
        ],
    ),
    "changes": (
        Change.of,  # type: ignore[dict-item]
        [
            "+1,200",
            "-1.200",
            "- 30",
            "minus 30",
            "30 percent",
            "-200 %",
            "0 %",
            "half",
            "",
            " ",
            None,
            1.5,
            "doubled",
            "-~1,200",
        ],
    ),
    "equipment": (Equipment.of, ["2 Patriots", {}, None, 5, {"": 1}]),
    "equipment, each": (lambda number: Equipment.of({"Patriot": number}), ["two", "2,100", "+1,200", None, 1.5, "-"]),
    "countries": (
        Country.parse,  # type: ignore[dict-item]
        [
            "nld",
            "Nld",
            "Isreal",
            "Nigera",
            "Austrlia",
            "Congo",
            "Korea",
            "CS",
            "GER",
            "SLO",
            "England",
            "Atlantis",
            "",
            " NLD",
            "NL D",
            5,
            "UAR",
            "Nederlnad",
            "KOS",
            "United Arab Republic",
            "Virgin Islands",
            "X" * 300,
        ],
    ),
    "contributors": (
        contributor,
        ["nato", "European Unoin", "AU", "Wagner", "nld", "Nigera", "Korea", " NATO", "England", "GER"],
    ),  # type: ignore[dict-item]
    "places": (Place.parse, ["", " Sliač", "Sliač (95, 19)", ", SVK", "Sliač (48.6; 19.1)", "Sliač (48,6, 19,1)"]),  # type: ignore[dict-item]
    "documents": (
        DocumentId.parse,  # type: ignore[dict-item]
        [
            "kst-28676",
            "28 676",
            "Kamerstuk 2867, nr. 4",
            "28 676, nrs. 4 en 5",
            "Handelingen II 2008/09, p. 4",
            "2023D1",
            "ah-tk-1",
            "",
            5,
            "Brief (Kamerstuk 28 676, nr. 433)",
            "28 676, nr. 433, blz. 4",
        ],
    ),
    "tolerances": (
        Tolerance.parse,
        ["much", "30", "7 dagen", "-7 days", "", 5, "stale 7 days", "10000 days", "7 days and 1 month"],
    ),  # type: ignore[dict-item]
    "languages": (language, ["Dutch", "NL", "nld1", "", 5]),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_a_hint_says_to_write_for_any_other_value_is_accepted(name: str) -> None:
    read, wrong = OTHERS[name]
    told = 0
    for value in wrong:
        error = _refused(read, value)
        if error is None:
            continue
        assert error.hint, value
        codes = re.findall(r"\b([A-Z]{3}) \(", error.hint) + re.findall(r"write ([A-Z]{3})\b", error.hint)
        for said in [*_said(error.hint), *codes]:
            again = _refused(read if not isinstance(said, dict) else _of_table(name), said)
            assert again is None, (name, value, error.hint, said, again)
            told += 1
    assert told


def _of_table(name: str) -> Callable[[object], object]:
    if name == "contributors":
        return lambda table: Deployment(id="x", contributor=table)
    return OTHERS[name][0]


@pytest.mark.parametrize("text", ["\x1b[2J", "a\u202eb", "\U00018cd6", "x\x9b1m", "\u2028", "\ud800"])
def test_no_hint_shows_what_a_terminal_would_obey(text: str) -> None:
    readers = [*(read for read, _ in OTHERS.values()), *DATE_READERS.values()]
    tables = [{"on": "May 2024", "after": text}, {"on": f"May 2024 {text}"}, {"on": "May 2024", text: "x"}]
    for read, value in itertools.product(readers, [text, f"21 June 2023 {text}", f"before {text}", *tables]):
        error = _refused(read, value)
        assert error is None or str(error).isprintable()
    lines = [
        f'"{text}" = ',
        f'"{text}" x',
        f'["{text}"]\n["{text}"]',
        f'"{text}" = 1\n"{text}" = 2',
        f"a = {text}",
        f"[{text}]",
    ]
    for line in lines:
        found = parse_toml("x.toml", line.encode(errors="surrogatepass"))
        assert not isinstance(found, Diagnostic) or (found.message + found.hint).isprintable()
