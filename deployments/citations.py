r"""Sources and statements as others cite them: as text, for BibLaTeX, and as CSL-JSON.

- BibTeX: braces delimit every field, and BibTeX counts them even where a backslash stands before them; so a text has
  none, and TeX's other special characters are escaped. Titles have braces around them, as styles would turn capitals
  into small letters. URLs are verbatim.
- Dates for BibLaTeX are EDTF, levels 0 and 1, which it reads (from 3.8 on); CSL-JSON has parts of dates and `circa`. A
  date that either cannot say becomes the days that it can be, marked as approximate, and its words stand in `note`.
- CSL-JSON follows the schema of CSL 1.0.2, in which each item has a type and an id.

Parliamentary papers stand in their official form; all other references as they were written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import TYPE_CHECKING, Any

import attrs

from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern
from deployments.phrases.dates import DatePhrases
from deployments.suggestions import did_you_mean
from deployments.values.calendar import Edge, civil, iso
from deployments.values.dates import UncertainDate
from deployments.values.documents import DocumentId
from deployments.values.edtf import Calendar, Interval, Moment, Single
from deployments.values.texts import in_language

if TYPE_CHECKING:
    from deployments.records import Source, Statement


@attrs.frozen
class Citation:
    """What is cited: a source, or one statement of it, and in which language the words around it are.

    `cited` is the source from which the statement was taken, if it names one.
    """

    source: Source
    statement: Statement | None = None
    cited: Source | None = None
    lang: str = "en"

    def written(self, style: str = "text") -> str:
        """Return it in a style: `"text"`, `"bibtex"` or `"csl-json"`.

        Raises `InvalidValueError` for another style, and for a language that there is no file for.
        """
        if style not in _STYLES:
            hint = did_you_mean(style, _STYLES) if isinstance(style, str) else ""
            raise InvalidValueError("not a style of citations", style, hint or f"write {' or '.join(_STYLES)}")
        return _STYLES[style](self)

    @property
    def phrases(self) -> DatePhrases:
        """The phrases for dates in its language."""
        return DatePhrases(self.lang)

    @property
    def words(self) -> Mapping[str, str]:
        """The words that citations need in its language."""
        return self.phrases.language.REPORT_WORDS

    @property
    def title(self) -> str:
        """The title, in its language if it is known in that."""
        return visible(in_language(self.source.title, self.lang))

    @property
    def references(self) -> tuple[str, ...]:
        """The numbers of the source, those of parliamentary papers in their official form."""
        return tuple(map(visible, _references(self.source)))

    @property
    def address(self) -> str:
        """Where it can be read: the copy in an archive, if nothing else is known."""
        return self.source.url or self.source.archived or ""

    @property
    def copy(self) -> str:
        """Where a copy of it is kept, if that is another address."""
        return (self.source.archived or "") if self.source.url else ""

    @property
    def locator(self) -> str:
        """Where the statement stands in its source; nothing for a whole source."""
        return visible(self.statement.locator) if self.statement and self.statement.locator else ""

    @property
    def quotation(self) -> str:
        """The words of the statement, in quotation marks; nothing for a whole source."""
        wording = self.statement.wording if self.statement else None
        return self.words["quoted"].format(wording=visible(wording)) if wording else ""

    @property
    def passage(self) -> str:
        """Where the statement stands in its source, and its words; nothing for a whole source."""
        return ": ".join(filter(None, (self.locator, self.quotation)))

    @property
    def origin(self) -> str:
        """The source from which the statement was taken, in a few words; nothing if it names none."""
        if self.cited is None:
            return ""
        references = _references(self.cited)
        name = references[0] if references else in_language(self.cited.title, self.lang)
        return self.words["citing source"].format(source=visible(name))


def visible(text: str) -> str:
    r"""Return a text on one line, in which everything can be seen.

    >>> print(visible("a\n letter\x1b[2J"))
    a letter\x1b[2J
    """
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def _references(source: Source) -> list[str]:
    return [
        each.citation(source.published) if isinstance(each, DocumentId) else each
        for each in dict.fromkeys(source.references)
    ]


# --- text ------------------------------------------------------------------------------------------------


def _text(citation: Citation) -> str:
    source, words, phrases = citation.source, citation.words, citation.phrases
    publisher = visible(source.publisher) if source.publisher else ""
    if source.kind == "relay":
        publisher = words["relay"].format(name=publisher).strip()
    day = phrases.date(source.published) if source.published else words["no date"]
    read = words["read on"].format(day=phrases.date(source.accessed)) if source.accessed else ""
    copy = words["copy at"].format(address=citation.copy) if citation.copy else ""
    parts = [publisher, citation.title, day, *citation.references, citation.passage, citation.origin]
    return ", ".join(filter(None, [*parts, read, citation.address, copy]))


# --- BibLaTeX --------------------------------------------------------------------------------------------

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': '"{}',  # babel makes of it a command, in Dutch and German, which takes what follows
    **{char: f"\\{char}" for char in "#$%&_"},
}
#: Two of these would become a dash, a quotation mark or a comma that nobody wrote.
_JOINING = lazy_pattern(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
_NO_KEY = lazy_pattern(r"[^A-Za-z0-9_.:+-]+")
#: What may stand in a URL only in its encoded form, or would end the field.
_URL = {"{": "%7B", "}": "%7D", "\\": "%5C", "^": "%5E", "`": "%60", "|": "%7C", '"': "%22", "<": "%3C", ">": "%3E"}
#: The last of the seasons that EDTF, level 1, has.
_WINTER = 24
#: Dates of which EDTF, level 1, leaves some digits open.
_OPEN_DIGITS = lazy_pattern(r"\d{3}X|\d{2}XX|\d{4}-(?:XX(?:-XX)?|\d{2}-XX)", re.ASCII)


def tex(text: str) -> str:
    r"""Return a text for a field of BibTeX: TeX sets it as it stands, and it has no braces that do not match.

    >>> print(tex("50% of #1 {sic}"))
    50\% of \#1 \textbraceleft{}sic\textbraceright{}
    """
    return _JOINING.sub("{}", "".join(_TEX.get(char, char) for char in visible(text)))


def _bibtex(citation: Citation) -> str:
    source, words = citation.source, citation.words
    kind = "report" if citation.references else "online" if citation.address else "misc"
    publisher = f"{{{tex(source.publisher)}}}" if source.publisher else ""
    fields = {
        "title": f"{{{tex(citation.title)}}}",
        "institution" if kind == "report" else "organization": publisher,
        "date": _edtf(source.published),
        "number": tex("; ".join(citation.references)),
        "note": tex("; ".join(_remarks(citation, citation.passage, _is_exact_edtf))),
        "url": _verbatim(citation.address),
        "urldate": _edtf(source.accessed),
        "addendum": tex(words["copy at"].format(address=citation.copy)) if citation.copy else "",
        **_tongue(source.language),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{kind}{{{_key(citation)},", *lines, "}"])


def _key(citation: Citation) -> str:
    """Return the key of an entry, without what BibTeX, Biber or TeX take for something else."""
    id_ = citation.source.id if citation.statement is None else citation.statement.id
    plain = id_.replace("#", ":", 1)
    if not _NO_KEY.search(plain):
        return plain
    return f"{_NO_KEY.sub('-', plain)}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"


def _verbatim(url: str) -> str:
    return "".join(_URL.get(char, char) for char in url)


#: The languages that BibLaTeX knows by a name of babel; the codes of others are written as they are.
_BABEL = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "lt": "lithuanian",
    "lv": "latvian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "sk": "slovak",
    "sv": "swedish",
}


def _tongue(code: str | None) -> dict[str, str]:
    if code is None:
        return {}
    return {"langid": _BABEL[code]} if code in _BABEL else {"language": code}


def _edtf(date: UncertainDate | None) -> str:
    """Return a date as BibLaTeX reads it: nothing if it has no date that comes near."""
    if date is None:
        return ""
    return _level_1(date) or _hull(date)


def _is_exact_edtf(date: UncertainDate) -> bool:
    return bool(_level_1(date))


def _level_1(date: UncertainDate) -> str:
    """Return a date in EDTF, level 0 or 1; nothing if it takes level 2."""
    tree = date.tree
    if isinstance(tree, Interval):
        ends = [*map(_end, (tree.start, tree.end))]
        return "/".join(map(str, ends)) if None not in ends and any(end not in ("", "..") for end in ends) else ""
    day = tree.date if isinstance(tree, Moment) else tree  # no time of the day is ever cited
    return _single(day) if isinstance(day, Calendar) else ""


def _end(end: Single | Edge) -> str | None:
    """Return an end of an interval, which can be open or unknown; None if it takes level 2."""
    if isinstance(end, Edge):
        return ".." if end is Edge.OPEN else ""
    return (_single(end) or None) if isinstance(end, Calendar) else None


def _single(date: Calendar) -> str:
    text, (mark, *others) = str(date), date.qualifiers
    if any(other != mark for other in others) or (date.season or 0) > _WINTER:
        return ""
    return text if date.specified or _OPEN_DIGITS.fullmatch(text.rstrip("?~%")) else ""


def _hull(date: UncertainDate) -> str:
    """Return the first and the last day that a date can be, marked as approximate; nothing if there are none."""
    ends = _civil_ends(date)
    return "/".join(dict.fromkeys(f"{iso(day)}~" for day in date.hull)) if ends else ""


def _civil_ends(date: UncertainDate) -> list[tuple[int, int, int]]:
    """Return the first and the last day as years, months and days, one if they are the same; none outside 1 to 9999."""
    if inf in map(abs, date.hull):
        return []
    ends = [civil(int(day)) for day in dict.fromkeys(date.hull)]
    return ends if all(1 <= year <= 9999 for year, _, _ in ends) else []


def _remarks(citation: Citation, passage: str, is_exact: Callable[[UncertainDate], bool]) -> Iterator[str]:
    """Yield what has no field of its own."""
    source, words = citation.source, citation.words
    if source.published and not is_exact(source.published):
        yield words["published on"].format(day=citation.phrases.date(source.published))
    if source.kind == "relay":
        yield citation.phrases.language.SOURCE_WORDS["relay"]
    yield from filter(None, (passage, citation.origin))


# --- CSL-JSON --------------------------------------------------------------------------------------------


def _csl_json(citation: Citation) -> str:
    source, words = citation.source, citation.words
    statement = citation.statement
    remarks = [*_remarks(citation, citation.quotation, _is_exact_csl)]
    if citation.copy:
        remarks.append(words["copy at"].format(address=citation.copy))
    item: dict[str, Any] = {
        "id": source.id if statement is None else statement.id,
        "type": "report" if citation.references else "webpage" if citation.address else "document",
        "title": citation.title,
        "publisher": visible(source.publisher) if source.publisher else None,
        "issued": _csl_date(citation, source.published),
        "accessed": _csl_date(citation, source.accessed),
        "number": "; ".join(citation.references),
        "locator": citation.locator,
        "URL": citation.address,
        "language": source.language,
        "note": "; ".join(remarks),
    }
    fields = [f'    "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items() if value]
    return "\n".join(["[", "  {", ",\n".join(fields), "  }", "]"])


def _csl_date(citation: Citation, date: UncertainDate | None) -> dict[str, object] | None:
    """Return a date in parts; in words if it has no first or last day."""
    if date is None:
        return None
    if parts := _csl_parts(date):
        return {"date-parts": parts} | ({"circa": True} if date.is_approximate or date.is_uncertain else {})
    if ends := _civil_ends(date):
        return {"date-parts": [[*end] for end in ends], "circa": True}
    return {"literal": visible(citation.phrases.date(date))}


def _is_exact_csl(date: UncertainDate) -> bool:
    return bool(_csl_parts(date)) and not date.is_uncertain


def _csl_parts(date: UncertainDate) -> list[list[int]]:
    """Return the parts of a date, or of the first and the last; nothing if they do not say what it says."""
    tree = date.tree
    ends = [tree.start, tree.end] if isinstance(tree, Interval) else [tree.date if isinstance(tree, Moment) else tree]
    parts = [[*map(int, end.parts)] for end in ends if isinstance(end, Calendar) and end.specified and not end.season]
    return parts if len(parts) == len(ends) and all(1 <= year <= 9999 for year, *_ in parts) else []


_STYLES: Mapping[str, Callable[[Citation], str]] = {"text": _text, "bibtex": _bibtex, "csl-json": _csl_json}

#: The names of all styles.
STYLES = tuple(_STYLES)
