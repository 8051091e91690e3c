"""How Dutch parliamentary papers are cited, in every spelling met, read offline.

The identifiers are those of https://www.officielebekendmakingen.nl (`kst-28676-433`, `h-tk-20232024-39-9`,
`ah-tk-20222023-3062`) and of the Tweede Kamer (`2023D20593`, a document; `2023Z08629`, a case). In a
citation the dossier comes first, with its budget chapter or series if any, then the number of the paper:
digits in the Tweede Kamer, letters in the Eerste Kamer. The parliamentary year and the chamber that a
citation of a Kamerstuk names add nothing to it and are not kept; nor is a date after it.

>>> DocumentId.parse("Kamerstukken II 2022/23, 28 676, nr. 433")
DocumentId(identifier='kst-28676-433')
>>> print(DocumentId.parse("kst-28676-433"))
Kamerstuk 28 676, nr. 433
"""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.errors import DocumentError
from deployments.patterns import UNSAFE, lazy_pattern
from deployments.values.calendar import civil, day_number

if TYPE_CHECKING:
    from deployments.values.dates import UncertainDate

#: The longest citation, in characters, that is read.
MAX_CITATION_LENGTH = 200
#: The longest plain reference, in characters, that is kept.
MAX_REFERENCE_LENGTH = 2000

_BLANKS = lazy_pattern(r"[ \t\r\n\u00a0\u2000-\u200a\u202f\u3000]+")
_DASHES = lazy_pattern(r"[\u2010-\u2013\u2212]")

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DAY = rf"[0-3]?[0-9](?: (?:{_MONTHS}) |[-./][01]?[0-9][-./])(?:19|20)[0-9]{{2}}"
_DATE = lazy_pattern(rf"(?:(?:,? van|,? d\.?d\.?|,) {_DAY}| \({_DAY}\))$", re.IGNORECASE | re.ASCII)
_LEAD = lazy_pattern(r"(?:zie|vgl\.?)(?: ook)?:? ", re.IGNORECASE)

# A budget chapter: a Roman numeral (X, IIB), or the letter of a fund (K).
_CHAPTER = r"(?:(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[A-E]?|[A-Z])"
_NUMBER = r"(?:[1-9][0-9]{0,4}|[A-Z]{1,2})"
_COUNT = r"[1-9][0-9]{0,4}"
_SESSION = r"(?P<from>(?:19|20)[0-9]{2})"


class DocumentKind(enum.StrEnum):
    """What kind of paper an identifier names.

    >>> DocumentId("2023Z08629").kind
    <DocumentKind.CASE: 'case'>
    """

    KAMERSTUK = "kamerstuk"
    DOCUMENT = "document"
    CASE = "case"
    HANDELINGEN = "handelingen"
    QUESTION = "question"


# The identifiers in full. A numeric series without a paper is read only where it cannot be a paper: `-02`,
# or anything after 21501 (Council of the European Union), which has papers in its series only.
_IDENTIFIERS = {
    DocumentKind.KAMERSTUK: lazy_pattern(
        rf"kst-(?P<dossier>[1-9][0-9]{{4}})(?:-(?P<part>[0-9]{{2}}|{_CHAPTER}))?-(?P<number>{_NUMBER})"
        rf"|dossier/(?P<whole>[1-9][0-9]{{4}})(?:-(?P<whole_part>0[1-9]|(?<=21501-)[0-9]{{2}}|{_CHAPTER}))?"
    ),
    DocumentKind.DOCUMENT: lazy_pattern(r"20[0-9]{2}D[0-9]{5}"),
    DocumentKind.CASE: lazy_pattern(r"20[0-9]{2}Z[0-9]{5}"),
    DocumentKind.HANDELINGEN: lazy_pattern(
        rf"h-(?P<chamber>[te]k)-{_SESSION}(?P<to>[0-9]{{4}})-(?P<meeting>[1-9][0-9]{{0,2}})-(?P<item>[1-9][0-9]{{0,2}})"
    ),
    DocumentKind.QUESTION: lazy_pattern(rf"ah-(?P<chamber>[te]k)-{_SESSION}(?P<to>[0-9]{{4}})-(?P<number>{_COUNT})"),
}


def _recognise(identifier: str) -> tuple[DocumentKind, re.Match[str]] | None:
    """Return the kind and the parts of an identifier, None if it is none."""
    for kind, pattern in _IDENTIFIERS.items():
        match = pattern.fullmatch(identifier)
        if match:
            parts = match.groupdict()
            if "from" in parts and int(parts["to"]) != int(parts["from"]) + 1:
                return None
            # Until 2010 the Handelingen were numbered by page: that number is no item.
            if kind is DocumentKind.HANDELINGEN and int(parts["from"]) < 2010:
                return None
            return kind, match
    return None


def _check_identifier(_: object, __: object, value: str) -> None:
    if not isinstance(value, str) or len(value) > MAX_CITATION_LENGTH or _recognise(value) is None:
        hint = 'write "kst-28676-433", or give the citation to DocumentId.parse'
        raise DocumentError("not the identifier of a parliamentary paper", value, hint)


@attrs.frozen
class DocumentId:
    """A paper of the Dutch parliament, or a whole dossier (`dossier/36350-X`), by its one identifier.

    Raises `DocumentError` for what is no identifier; `parse` reads every way of citing one.

    >>> DocumentId("kst-36200-X-1").kind
    <DocumentKind.KAMERSTUK: 'kamerstuk'>
    """

    identifier: str = attrs.field(validator=_check_identifier)

    @classmethod
    def parse(cls, text: str) -> DocumentId:
        """Parse a citation, an identifier or a URL.

        `Kamerstuk 2023Z08629` is a case, whatever the citation calls it. Without the number of a paper the
        whole dossier is meant, and the word Kamerstuk is needed. A date after the citation is dropped.
        Raises `DocumentError` for anything else.

        >>> print(DocumentId.parse("Kamerstuk 28 676, nr. 432 van 12 mei 2023"))
        Kamerstuk 28 676, nr. 432
        >>> DocumentId.parse("https://zoek.officielebekendmakingen.nl/kst-21501-02-2602.html")
        DocumentId(identifier='kst-21501-02-2602')
        >>> DocumentId.parse("Kamerstuk 2867, nr. 4")
        Traceback (most recent call last):
        deployments.errors.DocumentError: not a parliamentary paper: 'Kamerstuk 2867, nr. 4'
        (write "Kamerstuk 28 676, nr. 433", "kst-28676-433" or "2023D20593")
        """
        if not isinstance(text, str):
            raise DocumentError("not a parliamentary paper", text, "write the citation as text")
        if len(text) > MAX_CITATION_LENGTH:
            raise DocumentError("not a parliamentary paper: too long", text, "write the citation alone")
        return _parse_citation(text)

    @property
    def kind(self) -> DocumentKind:
        """What kind of paper it is.

        >>> DocumentId("ah-tk-20222023-3062").kind
        <DocumentKind.QUESTION: 'question'>
        """
        return self._parts()[0]

    @property
    def url(self) -> str:
        """The address of the paper, formed from the identifier. Nothing is looked up: the page may not exist.

        >>> DocumentId("kst-28676-433").url
        'https://zoek.officielebekendmakingen.nl/kst-28676-433.html'
        """
        house = "https://www.tweedekamer.nl/kamerstukken/detail"
        if self.kind is DocumentKind.CASE:
            return f"{house}?id={self.identifier}"
        if self.kind is DocumentKind.DOCUMENT:
            return f"{house}?id={self.identifier}&did={self.identifier}"
        suffix = "" if self.identifier.startswith("dossier/") else ".html"
        return f"https://zoek.officielebekendmakingen.nl/{self.identifier}{suffix}"

    def citation(self, published: UncertainDate | None = None) -> str:
        """Return the paper as the Dutch government cites it (Aanwijzingen voor de regelgeving, 3.43).

        The parliamentary year of a Kamerstuk is no part of its identifier: it follows from the day of publication, and
        is left out if that can be in two, or is within a week of where one ends. The chamber follows from the number.

        >>> from deployments.values.dates import UncertainDate
        >>> DocumentId("kst-28676-433").citation(UncertainDate("2023-05-17"))
        'Kamerstukken II 2022/23, 28676, nr. 433'
        >>> DocumentId("kst-28676-433").citation()
        'Kamerstukken II, 28676, nr. 433'
        """
        kind, match = self._parts()
        parts = match.groupdict()
        if kind is DocumentKind.QUESTION:
            return str(self).replace(" van de ", " ")
        return _official_kamerstuk(parts, _session_of(published)) if kind is DocumentKind.KAMERSTUK else str(self)

    def __str__(self) -> str:
        kind, match = self._parts()
        if kind in (DocumentKind.CASE, DocumentKind.DOCUMENT):
            return self.identifier
        parts = match.groupdict()
        if kind is DocumentKind.KAMERSTUK:
            return _cite_kamerstuk(parts)
        chamber = "II" if parts["chamber"] == "tk" else "I"
        session = f"{chamber} {parts['from']}/{parts['to'][2:]}"
        if kind is DocumentKind.HANDELINGEN:
            return f"Handelingen {session}, nr. {parts['meeting']}, item {parts['item']}"
        return f"Aanhangsel van de Handelingen {session}, nr. {parts['number']}"

    def _parts(self) -> tuple[DocumentKind, re.Match[str]]:
        found = _recognise(self.identifier)
        assert found is not None  # noqa: S101 - checked when it was made
        return found


def _cite_kamerstuk(parts: dict[str, str | None]) -> str:
    dossier = parts["dossier"] or parts["whole"] or ""
    part = parts["part"] or parts["whole_part"] or ""
    number = parts["number"] or ""
    joint = "-" if part.isdigit() else " "
    cited = f"Kamerstuk {dossier[:2]} {dossier[2:]}{joint if part else ''}{part}"
    if not number:
        return cited
    return f"{cited}, nr. {number}" if number.isdigit() else f"{cited}, {number}"


def _official_kamerstuk(parts: dict[str, str | None], session: str) -> str:
    dossier = parts["dossier"] or parts["whole"] or ""
    part = parts["part"] or parts["whole_part"] or ""
    number = parts["number"] or ""
    whole = f"{dossier}{'-' if part.isdigit() else ' '}{part}" if part else dossier
    if not number:
        return f"Kamerstukken {whole}"
    chamber = "II" if number.isdigit() else "I"
    numbered = f"nr. {number}" if number.isdigit() else number
    return f"Kamerstukken {' '.join(filter(None, (chamber, session)))}, {whole}, {numbered}"


#: A paper within so many days of where a parliamentary year ends can be counted to either.
_DOUBTFUL_DAYS = 7


def _session_of(published: UncertainDate | None) -> str:
    """Return the parliamentary year of a day of publication, `2022/23`; nothing if it can be of two."""
    if published is None or published.is_approximate or published.is_uncertain or inf in map(abs, published.hull):
        return ""
    first, last = (int(day) for day in published.hull)
    years = {_session_begun(first - _DOUBTFUL_DAYS), _session_begun(last + _DOUBTFUL_DAYS)}
    (year,) = years if len(years) == 1 else (0,)
    return f"{year}/{(year + 1) % 100:02}" if year >= _FIRST_SESSION else ""


#: Since then a parliamentary year begins on the third Tuesday of September.
_FIRST_SESSION = 1887


def _session_begun(day: int) -> int:
    """Return the year in which the parliamentary year of a day began."""
    year = civil(day)[0]
    middle = day_number(year, 9, 15)  # the third Tuesday is one of seven days from here
    third_tuesday = middle + (day_number(2022, 9, 20) - middle) % 7
    return year if day >= third_tuesday else year - 1


def reference(text: str) -> DocumentId | str:
    """Return the paper that a text cites, or the text unchanged where it cites none.

    Raises `DocumentError` for a text that is empty, too long, or has control characters.

    >>> reference("28 676, nr. 433")
    DocumentId(identifier='kst-28676-433')
    >>> reference("C(2023) 1234")
    'C(2023) 1234'
    """
    if not isinstance(text, str) or not text.strip():
        raise DocumentError("not a reference", text, "write the document it refers to")
    if len(text) > MAX_REFERENCE_LENGTH:
        raise DocumentError("not a reference: too long", text, f"write at most {MAX_REFERENCE_LENGTH} characters")
    try:
        return DocumentId.parse(text)
    except DocumentError:
        pass
    if UNSAFE.search(text):
        raise DocumentError("not a reference: it has control characters", text, "write it on one line")
    return text


@lru_cache(maxsize=4096)
def _parse_citation(text: str) -> DocumentId:
    tidy = _tidy(text)
    identifier = _find(tidy) if tidy.isascii() else None
    if identifier is None or _recognise(identifier) is None:
        raise DocumentError("not a parliamentary paper", text, _hint(tidy))
    return DocumentId(identifier)


def _tidy(text: str) -> str:
    """Return a citation with plain blanks and hyphens, without what surrounds it."""
    text = _DASHES.sub("-", _BLANKS.sub(" ", text)).strip(" ")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    text = re.sub(r" (?=[,;:])", "", text)
    lead = _LEAD.match(text)
    return _DATE.sub("", text[lead.end() if lead else 0 :].rstrip(" .,;"))


def _find(text: str) -> str | None:
    """Return the identifier that a tidy text names, in whichever way; it is still to be checked."""
    readers = (_from_identifier, _from_url, _from_kamerstuk, _from_number, _from_handelingen, _from_question)
    return next((found for reader in readers if (found := reader(text)) is not None), None)


def _from_identifier(text: str) -> str | None:
    lower = text.lower()
    if lower.startswith(("h-", "ah-")):
        return lower
    prefix = next((prefix for prefix in ("kst-", "dossier/") if lower.startswith(prefix)), None)
    return prefix + text[len(prefix) :].upper() if prefix else None


_URL = lazy_pattern(r"(?:https?://)?([a-z.]{1,60}\.nl)/([^?# ]*)(?:\?([^# ]*))?(?:#[^ ]*)?", re.IGNORECASE | re.ASCII)
_OFFICIAL = {
    "zoek.officielebekendmakingen.nl",
    "www.officielebekendmakingen.nl",
    "officielebekendmakingen.nl",
}
_REPOSITORY = {"repository.overheid.nl", "repository.officiele-overheidspublicaties.nl"}
_HOUSE = {"www.tweedekamer.nl", "tweedekamer.nl"}


def _from_url(text: str) -> str | None:
    match = _URL.fullmatch(text)
    if not match:
        return None
    host, path, query = match[1].lower(), match[2], match[3] or ""
    if host in _HOUSE:
        ids = dict(re.findall(r"(?:^|[&;])(did|id)=(20[0-9]{2}[DZ][0-9]{5})(?=&|$)", query))
        return ids.get("did") or ids.get("id")
    if host in _OFFICIAL | _REPOSITORY:
        folder, _, page = path.strip("/").rpartition("/")
        page = re.sub(r"\.(?:html|pdf|xml|odt)$", "", page, flags=re.IGNORECASE)
        return _from_identifier(f"dossier/{page}" if folder == "dossier" and page[:1].isdigit() else page)
    return None


# The parts of a citation. What is a letter in it is a capital; the words around it may be in any case.
_YEARS = r"(?:vergaderjaar )?(?P<from>(?:19|20)[0-9]{2}) ?[-/] ?(?P<to>[0-9]{4}|[0-9]{2})"
_CHAMBER = r"(?P<chamber>tweede kamer|eerste kamer|ii|i|tk|ek)"
_NR = r"(?i:nummer|nr|no)\.? ?"
_BEFORE_NUMBER = rf"(?:(?:, ?| )?{_NR}|, ?|-)"

_KAMERSTUK = lazy_pattern(
    r"(?P<head>(?i:(?:(?:kamerst(?:uk(?:ken|dossier|nummer|nr)?)?|kst|dossier(?:nummer)?)(?![a-z])[.,:]? ?(?:nr\.? )?)?"
    rf"(?:{_CHAMBER}\b,? )?(?:{_YEARS},? )?))"
    r"(?P<first>[1-9][0-9])[ .]?(?P<last>[0-9]{3})(?: ?\(R ?[0-9]{2,4}\))?(?P<tail>.*)",
    re.ASCII,
)
_PART = rf"(?:[ -]?(?P<chapter>{_CHAPTER})|-(?P<series>[0-9]{{2}}))"
_PART_ALONE = lazy_pattern(_PART)
_PART_AND_NUMBER = lazy_pattern(rf"{_PART}{_BEFORE_NUMBER}(?P<number>{_NUMBER})")
# "36 200-A" is a chapter, "35 261, B" a paper of the Eerste Kamer.
_NUMBER_ALONE = lazy_pattern(
    rf"(?:{_BEFORE_NUMBER}(?P<digits>{_COUNT})|(?:(?:, ?| )?{_NR}|, ?)(?P<letters>[A-Z]{{1,2}}))"
)

_PARLIS = lazy_pattern(
    r"(?:(?:kamerstuk(?:ken)?|kamerbrief|brief|zaak(?:nummer|nr)?|document(?:nummer|nr)?|kenmerk|nr)[:.,]? )?"
    r"(?P<number>20[0-9]{2}[DZ][0-9]{5})",
    re.IGNORECASE | re.ASCII,
)
_HANDELINGEN = lazy_pattern(
    rf"handelingen {_CHAMBER},? {_YEARS},? (?:nr\.? ?)?(?P<meeting>{_COUNT})(?:,? item |-)(?P<item>{_COUNT})",
    re.IGNORECASE | re.ASCII,
)
_QUESTION = lazy_pattern(
    r"(?:aanhangsel(?: (?:van de |bij de |der )?handelingen)?|kamervragen \(aanhangsel\))"
    rf",? {_CHAMBER},? {_YEARS},? (?:nr\.? ?)?(?P<number>{_COUNT})",
    re.IGNORECASE | re.ASCII,
)


def _from_kamerstuk(text: str) -> str | None:
    match = _KAMERSTUK.fullmatch(text)
    if not match or (match["from"] and not _session(match)):
        return None
    dossier, tail = match["first"] + match["last"], match["tail"]
    if found := _PART_AND_NUMBER.fullmatch(tail):
        return f"kst-{dossier}-{found['chapter'] or found['series']}-{found['number']}"
    if found := _PART_ALONE.fullmatch(tail):
        whole = f"dossier/{dossier}-{found['chapter'] or found['series']}"
        if _recognise(whole):
            return whole if match["head"] else None
    if found := _NUMBER_ALONE.fullmatch(tail):
        return f"kst-{dossier}-{found['digits'] or found['letters']}"
    return f"dossier/{dossier}" if match["head"] and not tail else None


def _from_number(text: str) -> str | None:
    match = _PARLIS.fullmatch(text)
    return match["number"].upper() if match else None


def _from_handelingen(text: str) -> str | None:
    match = _HANDELINGEN.fullmatch(text)
    return f"h-{_chamber(match)}-{_session(match)}-{match['meeting']}-{match['item']}" if match else None


def _from_question(text: str) -> str | None:
    match = _QUESTION.fullmatch(text)
    return f"ah-{_chamber(match)}-{_session(match)}-{match['number']}" if match else None


def _chamber(match: re.Match[str]) -> str:
    return "tk" if match["chamber"].lower() in ("tweede kamer", "ii", "tk") else "ek"


def _session(match: re.Match[str]) -> str:
    """Return a parliamentary year as identifiers write it, `20222023`; nothing if the years do not follow."""
    first, last = int(match["from"]), match["to"]
    return f"{first}{first + 1}" if str(first + 1).endswith(last) else ""


# What a text that is nearly a citation has, and what to do about it: the first that is found.
_HINTS = (
    (r"\bnrs\b|[0-9] (?:en|t/m) [0-9]", "cite one paper at a time"),
    (r",? (?:p|pp|blz|pag)\. ?[0-9]", "leave the page out: it belongs in the locator"),
    (r"^kst-", 'give the identifier a paper number: "kst-28676-433", "kst-21501-02-2602"'),
    (
        r"^(?:handelingen|h-)",
        'write "Handelingen II 2023/24, nr. 39, item 9"; before 2010 there are no items',
    ),
    (r"^(?:aanhangsel|ah-|kamervragen)", 'write "Aanhangsel van de Handelingen II 2022/23, nr. 3062"'),
    (
        r"^[0-9]{2}[ .]?[0-9]{3}(?:[ -][0-9A-Z]{1,5})?$",
        "write Kamerstuk before it, or a paper number after it",
    ),
    (r"^[0-9]{4}[DZ][0-9]*$", 'write four digits, D or Z, and five digits: "2023D20593"'),
)


_CITED = lazy_pattern(r"(?<=[ (])kamerstuk(?:ken)?\b.*", re.IGNORECASE | re.ASCII)


def _hint(text: str) -> str:
    cited = _CITED.search(text)
    identifier = _find(cited[0].rstrip(")")) if cited else None
    if identifier is not None and _recognise(identifier):
        return f'write "{DocumentId(identifier)}" if that is meant; a title is no part of it'
    found = (hint for pattern, hint in _HINTS if re.search(pattern, text, re.IGNORECASE | re.ASCII))
    return next(found, 'write "Kamerstuk 28 676, nr. 433", "kst-28676-433" or "2023D20593"')
