"""The forms in which values are written: examples of each, with the meaning that the library reads in them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from deployments.claims import Basis, ClaimKind
from deployments.records import MAX_WORDING, Deployment, Event, Source, SourceKind, Statement
from deployments.registry import Registry
from deployments.values.countries import Place
from deployments.values.documents import DocumentId, reference
from deployments.values.quantities import personnel
from deployments.values.tolerance import Tolerance

#: A value as it is written, words for what it says, and the meaning that the library reads in it.
Row = tuple[Any, str, str]


@attrs.frozen
class Form:
    """A form of values: its heading, the definitions of the schema that have it, and examples.

    `reads` is the heading of the column with what the library reads in each example; if empty, there is no such column.
    """

    title: str
    definitions: tuple[str, ...]
    said: str
    rows: tuple[Row, ...] = ()
    reads: str = ""


def _rows(examples: Iterable[tuple[Any, str]], read: Callable[[Any], object]) -> tuple[Row, ...]:
    return tuple((written, said, str(read(written))) for written, said in examples)


# --- what the library reads ------------------------------------------------------------------------------


def _end(written: Any) -> str:
    """Return the days of an end that a letter of 12 March 2024 writes so; it can name the records of `_registry`."""
    claim = Statement(id="x", source="letter", about="nld", kind="end", value=written)
    return _words(str(_registry(claim).bounds("nld.end")))


def _words(bounds: str) -> str:
    """Return bounds as the page shows them: `2024-05-01..` is from that day on."""
    first, dots, last = bounds.partition("..")
    return f"{first or 'any day'} to {last or 'any day'}" if dots else first


def _length(written: Any) -> str:
    start = Statement(id="start", source="letter", about="nld", kind="start", value="2024-05-01")
    claim = Statement(id="x", source="letter", about="nld", kind="duration", value=written)
    return _words(str(_registry(start, claim).bounds("nld.end")))


def _registry(*claims: Statement) -> Registry:
    about = [
        Statement(id="s1", source="letter", about="summit", kind="date", value="2024-07-09/2024-07-11"),
        Statement(id="s2", source="letter", about="deu", kind="end", value="2024-06-30"),
    ]
    return Registry(
        sources=[Source(id="letter", title="Letter", published="2024-03-12")],
        events=[Event(id="summit", name="Summit")],
        deployments=[Deployment(id="nld", contributor="NLD"), Deployment(id="deu", contributor="DEU")],
        statements=[*about, *claims],
    )


def _number(written: Any) -> str:
    low, high = personnel(written).bounds(Tolerance())
    return f"{low}" if low == high else f"{low} to {'any number' if high is None else high}"


def _changed(written: Any) -> str:
    """Return how many are there after a change if there were 100 before."""
    said = [
        Statement(id="a", source="letter", about="nld", kind="strength", value="100", as_of="2024-01-31"),
        Statement(id="b", source="letter", about="nld", kind="change", value=written, as_of="2024-02-29"),
    ]
    strength = _registry(*said).strength("2024-02-29", contributor="NLD")
    return str(strength)


def _contributor(written: Any) -> str:
    return str(Deployment(id="x", contributor=written).contributor)


def _place(written: Any) -> str:
    return str(Place.parse(written) if isinstance(written, str) else Place(**written))


def _reference(written: Any) -> str:
    found = reference(written)
    return found.identifier if isinstance(found, DocumentId) else f"a text: {found}"


# --- the forms -------------------------------------------------------------------------------------------

_DATES = (
    ("2024-05-01", "that day"),
    ("2024-05", "some day of the month"),
    ("2024", "some day of the year"),
    ("2024-22", "the summer: 21 spring, 22 summer, 23 autumn, 24 winter"),
    ("2024-24", "the winter that begins in December of that year"),
    ("2024-33", "the first quarter: 33 to 36 are the quarters"),
    ("2024-37", "the first third: 37 to 39 are the thirds, of four months each"),
    ("2024-41", "the second half: 40 and 41 are the halves"),
    ("2024-05-01~", "around that day"),
    ("2024-05~", "around that month"),
    ("~2024-05", "May, of about that year: the mark at the left is of one part alone"),
    ("2024-05-01?", "that day, and the source is not sure"),
    ("2024-05-01%", "around that day, and not sure"),
    ("[2024-05-18..2024-06-14]", "one day of those between"),
    ("[2024-05-18,2024-06-14]", "one of these two days"),
    ("[..2024-06-14]", "that day, or one before it"),
    ("2024-XX-21", "the 21st of some month"),
    ("2024-05-XX", "some day of May"),
    ("202X", "some day of the twenties"),
    ("Y12024", "a year of more than four digits"),
)
_WHENS = (
    ("early 2024-05", "days 1 to 10"),
    ("mid 2024-05", "days 11 to 20"),
    ("late 2024-05", "day 21 to the end"),
    ("early 2024", "the first four months; `mid` and `late` are the next ones"),
    ("before 2024-05-01", "on that day or before it"),
    ("after 2024-05-01", "on that day or after it"),
    ("before 2025-22", "before the summer, or on its first day"),
    ("around 2024-05-01", "around that day"),
    ("during 2024-05", "on a day of that month"),
    ("after summit", "on or after the last day of an event, by its id (here 9 to 11 July)"),
    ("before summit", "on or before its first day"),
    ("around summit", "around it"),
    ("during summit", "on a day of it"),
    ("after deu.end", "on or after a milestone of another deployment (here 30 June)"),
    ("before letter", "before the source appeared, by its id: it has happened"),
    ("after letter", "after the source appeared"),
    ("2024-07-15~ after summit", "both at once"),
    ({"on": "2024-07-15~", "after": "summit"}, "the same, as a table"),
    ({"on": "2024-05", "part": "mid"}, "`mid 2024-05`, as a table"),
    ({"after": ["summit", "deu.end"]}, "after both"),
)
_LENGTHS = (
    ("P6M", "six months"),
    ("P1Y", "a year"),
    ("P1Y6M", "a year and a half"),
    ("P10W", "ten weeks"),
    ("P190D", "190 days"),
    ("~P6M", "about six months"),
    ("..P6M", "at most"),
    ("P6M..", "at least"),
    ("P3M..P6M", "between"),
    ({"of": "P6M", "from": "start", "to": "end"}, "from and to the milestones named; these two are meant without them"),
)
_NUMBERS = (
    (6, "a whole number, with or without quotes"),
    ("150", "exactly"),
    ("~150", "about"),
    ("..350", "at most"),
    ("100..", "at least"),
    ("150..200", "between"),
    ("~150..200", "about between"),
)
_CATEGORIES = (({"troops": "1200", "police": "~300"}, "by category: they are added"),)
_CHANGES = (
    ("80", "80 more"),
    ("+80", "the same"),
    ("-30", "30 fewer"),
    ("-~30", "about 30 fewer"),
    ("..80", "at most 80 more"),
    ("-50 %", "half as many"),
    ("increase", "more, and nobody says how many"),
    ("decrease", "fewer, and nobody says how many"),
)
_COUNTRIES = (
    ("NLD", "the alpha-3 code of ISO 3166"),
    ("NL", "the alpha-2 code"),
    ("Netherlands", "a name"),
    ("Nederland", "a name in Dutch"),
    ("XKX", "Kosovo has a code that users of ISO agreed on"),
    ({"organisation": "NATO"}, "an organisation, of a contributor"),
)
_PLACES = (
    ("SVK", "a country"),
    ("Sliač, SVK", "a place in it"),
    ({"country": "SVK", "name": "Sliač"}, "the same, as a table"),
    ({"name": "Gulf of Aden"}, "a place in no country"),
    ("Rotes Meer", "the same, as a text: what is no country, and has none after a comma"),
    ({"name": "Sliač", "latitude": 48.64, "longitude": 19.13}, "with where it is, in degrees (WGS 84)"),
)
_PAPERS = (
    ("Kamerstuk 28 676, nr. 433", "a Dutch parliamentary paper"),
    ("Kamerstukken II 2022/23, 28 676, nr. 433", "the same, in full"),
    ("kst-28676-433", "its identifier"),
    ("https://zoek.officielebekendmakingen.nl/kst-28676-433.html", "its address"),
    ("2023D20593", "a document of the Tweede Kamer"),
    ("C(2023) 1234", "anything else"),
)
_TOLERANCES = (
    ("14 days", "what is not named is as usual"),
    ("7 days, 1 month, 1 year, 10 %, stale 18 months", "what is usual"),
)


@functools.cache  # to read all the examples takes a while
def forms() -> tuple[Form, ...]:
    """Return every form of values, in the order in which the page on keys has them.

    >>> [form.title for form in forms()][:3]
    ['Dates', 'Milestones', 'The day of a figure']
    """
    return (
        Form(
            "Dates",
            ("date", "day"),
            "EDTF, in quotes ([dates.md](dates.md)); a plain TOML date is read too. The days are those of the usual "
            '[tolerance](#tolerance). What a source `covers` can be a period: `"2022-05/2023-04"`.',
            _rows(_DATES, _end),
            "Days",
        ),
        Form(
            "Milestones",
            ("milestone", "target"),
            "A date, a third of a month or a year, or how it lies to something else, in a letter of 12 March 2024. "
            "What is only `before` a date can be past already: write its `basis`. The `date` of an event can be its "
            'first and its last day, `"2024-07-09/2024-07-11"`. `decided` and `end_decided` can be `true`: on the day '
            'on which the source appeared. Of "has decided", without a day, write `"before letter"`, with the id of '
            "the source: that puts no first day.",
            _rows(_WHENS, _end),
            "Days",
        ),
        Form("The day of a figure", (), _AS_OF_SAID, _AS_OF),
        Form(
            "Durations",
            ("duration", "span"),
            "ISO 8601; `rotation` takes no table. Read from a start on 1 May 2024:",
            _rows(_LENGTHS, _length),
            "Last day",
        ),
        Form(
            "Numbers",
            ("quantity", "personnel"),
            "Personnel, and what is authorised. `~` is about: 10 per cent, or what `tolerance` says.",
            _rows((*_NUMBERS, *_CATEGORIES), _number),
            "Number",
        ),
        Form(
            "Changes",
            ("change", "signed"),
            "How many more; a minus is fewer. Of 100:",
            _rows(_CHANGES, _changed),
            "Becomes",
        ),
        Form(
            "Equipment",
            ("equipment",),
            "A table: so many of each kind, by a name of your own. With a sign it is a change.",
            _rows(_EQUIPMENT, ClaimKind.EQUIPMENT.read),
            "Read as",
        ),
        Form(
            "Mandates",
            (),
            'The last day that is authorised, as a milestone; `".."` is without end.',
            _rows(_MANDATES, ClaimKind.MANDATE.read),
            "Read as",
        ),
        Form(
            "True and false",
            ("presence", "truth", "flag"),
            "Without quotes. `present` takes both: `false` is nobody. `cancelled` takes `true`, or is left out.",
        ),
        Form(
            "Basis",
            ("basis",),
            'A word, or one for each claim of a table: `basis = { duration = "considered" }`.',
            tuple((each.value, _BASES[each], "") for each in Basis),
        ),
        Form(
            "Kinds of source",
            ("source_kind",),
            "Left out, it is not known.",
            tuple((each.value, _KINDS[each], "") for each in SourceKind),
        ),
        Form(
            "Countries and contributors",
            ("country", "contributor"),
            "A code or a name; former states too.",
            _rows(_COUNTRIES, _contributor),
            "Read as",
        ),
        Form("Places", ("place",), "A text or a table.", _rows(_PLACES, _place), "Read as"),
        Form(
            "Papers",
            (),
            'In `references` and `cites`, one or several: `["...", "..."]`. `cites` takes the ids of sources, too.',
            _rows(_PAPERS, _reference),
            "Read as",
        ),
        Form(
            "Tolerance",
            (),
            'What "around", "about" and "stale" mean in all of the registry.',
            _rows(_TOLERANCES, Tolerance.parse),
            "Read as",
        ),
        Form("Ids", ("id", "statement_id"), 'Letters, digits, `-` and `_`, and no date: `"nld-amdtf-svk"`.'),
        Form(
            "Texts",
            ("text", "wording"),
            f"In quotes, on one line. A `wording` has at most {MAX_WORDING} characters, and `...` where words are left "
            "out.",
        ),
        Form("Names", ("name",), 'A text, or one for each language: `{ en = "...", nl = "..." }`.'),
        Form("Addresses", ("url",), "A web address, which begins with `https://` or `http://`."),
        Form("Files", ("path",), 'The path of a file in the folder of this one, or below: `"texts/letter.txt"`.'),
        Form("Languages", ("language",), 'The ISO 639 code of a language: `"nl"`.'),
    )


_EQUIPMENT = (
    ({"Patriot fire unit": 2}, "two"),
    ({"tank": "~14", "radar": "1.."}, "about fourteen, and at least one"),
    ({"battery": "-1", "radar": "+2"}, "one fewer, and two more"),
)
_MANDATES = (
    ("2024-12-31", "up to and including that day"),
    ("..", "without a last day"),
    ({"during": "summit"}, "as long as an event is going on"),
    ("before summit", "until an event"),
)
_AS_OF_SAID = (
    "`as_of` dates the presence, the figures and the mandate of its table. Left out, a presence is of the day on which "
    "the source appeared, and a figure beside it is, too."
)
_AS_OF: tuple[Row, ...] = (
    ("2024-05-31", "on that day", ""),
    ("2024-05", "on one unknown day of the month", ""),
    ("[2024-05-18..2024-06-14]", "on one unknown day of those", ""),
    ("2024-05-18/2024-06-14", "on every day from the one to the other", ""),
    ("2024-05/2024-06", "on every day from an unknown one of May to an unknown one of June", ""),
)
_BASES = {
    Basis.REPORTED: "it has happened, or is so",
    Basis.PLANNED: "it is to come",
    Basis.CONSIDERED: 'it is conditional, under study, "in principle" or asked for: a number of it is in no total',
}
_KINDS = {
    SourceKind.OFFICIAL: "a government or a parliament",
    SourceKind.PRESS: "the press",
    SourceKind.RELAY: "one who passes on what others said",
}
