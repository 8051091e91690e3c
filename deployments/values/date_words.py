"""What a date means that is written in words, or in another way than EDTF: hints, never accepted.

Reads English, Dutch, German and French, and the dates of Italian, Spanish, Polish and Scandinavian letters. Where a
text can mean two things, both are named; where it says less than a date (a day without its year), or something that no
date can say, nothing is. The names of months and of days of the week are those of CLDR, as pendulum ships them.

>>> [reading.date for reading in readings("21. Juni 2023")]
['2023-06-21']
>>> [reading.date for reading in readings("01-05-2024")]
['2024-05-01', '2024-01-05']
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from deployments.patterns import lazy_pattern
from deployments.values.calendar import month_length
from deployments.values.seasons import SEASON_NUMBERS

#: The longest text, in characters, that is read as one in words, and the most pieces of it.
_LONGEST, _MOST_PIECES = 80, 14

_LANGUAGES = ("en", "nl", "de", "fr", "it", "es", "pl", "da", "nb", "sv")

#: What a month is called in Polish where no day stands before it: CLDR has those of dates.
_POLISH = (
    *("styczen", "luty", "marzec", "kwiecien", "maj", "czerwiec"),
    *("lipiec", "sierpien", "wrzesien", "pazdziernik", "listopad", "grudzien"),
)

#: What each word stands for, by that: a sign of the grammar below. Words that say nothing stand for nothing.
_SIGNS = {
    "early": "early begin beginning start anfang debut inizio principios poczatku",
    "mid": "mid middle medio midden halverwege mitte mi milieu meta mediados",
    "late": "late",
    "end": "end eind einde ende fin udgangen jahresende monatsende jaareinde fine finales "
    "konca slutningen slutten slutet",
    "before": "before voor vor avant prima antes przed",
    "after": "after following na nach apres dopo despues po",
    "around": "around about approximately approx circa ca c rond omstreeks ongeveer um gegen etwa vers environ",
    "since": "since from sinds vanaf seit ab depuis dal desde od fra",
    "until": "until till til to through tot bis jusque jusqu fino hasta do",
    "by": "by uiterlijk spatestens langstens entro senest",
    "least": "atleastuntil",
    "notbefore": "notbefore",
    "or": "or oder ou",
    "between": "between tussen zwischen entre",
    "&": "and en und et y og och",
    "quarter": "quarter kwartaal quartal quartals trimestre",
    "half": "half helft halfjaar halbjahr halfte semestre",
    "1": "first eerste erste erstes ersten erster premier premiere",
    "2": "second tweede zweite zweites zweiten zweiter deuxieme",
    "3": "third derde dritte drittes dritten dritter troisieme",
    "4": "fourth vierde vierte viertes vierten vierter quatrieme",
    "q": "q",
    "h": "h",
    "s": "s",
    "er": "er o",
    "": "of the den dem in on at st nd rd th e d of van het de der des du le la les l von im am au a m met af zum "
    "il lo al alla del della dell di dei el los las "
    "anno ano roku r year month day jaar jaren maand dag jahr jahre jahren jahres monat monats tag annee "
    "annees mois jour inclusive inclusief einschliesslich inclus compris",
}

_PIECE = lazy_pattern(r"[0-9]+|[^\W\d_]+|[-/]|[\s.,'()\u2019\u00b0\u00ba_]+|.", re.DOTALL)
_DASHES = lazy_pattern(r"[\u2010-\u2015\u2212\u00ad]")
#: What says that a day is the last that can be meant, and what says no more than the date after it.
_AT_THE_LATEST = (
    r"\b(?:(?:(?:until|by|on) )?at the latest(?: (?:until|by|on))?|(?:no|not) (?:later|longer|further) than(?: until)?|"
    r"not (?:beyond|after|past)|at most (?:until|till|to)|on or before|a mas tardar|(?:pas|non) au-dela d[eu]|"
    r"(?:jusqu.(?:a|au|en) )?au plus tard(?: jusqu.(?:a|au|en))?|"
    r"(?:op zijn laatst|uiterlijk|maximaal) tot|tot uiterlijk|op zijn laatst|"
    r"niet (?:langer|later) dan(?: tot)?|niet (?:na|voorbij)|"
    r"bis (?:spatestens|langstens|hochstens)(?: zum)?|(?:spatestens|langstens|hochstens|maximal) (?:bis(?: zum)?|zum)|"
    r"nicht (?:langer|spater) als(?: bis(?: zum)?)?|nicht nach)\b"
)
#: The same, behind the day: "30 June 2022 at the latest".
_LATEST_BEHIND = (
    r"^(?:(?:until|till|by|on|tot|op|bis|jusqu.(?:a|au|en)) )?(.*[0-9]),? "
    r"(?:at the latest|op zijn laatst|spatestens|au plus tard)$"
)
#: What says that they stay so long and perhaps longer, and what says that it is no earlier.
_AT_LEAST_UNTIL = (
    r"\b(?:at least (?:until|till|to|through)|(?:until|till) at least|"
    r"(?:minstens|ten ?minste|zeker|in ieder geval) tot|tot (?:minstens|ten ?minste|zeker)|"
    r"(?:mindestens|zumindest|wenigstens) bis(?: zum)?|bis (?:mindestens|wenigstens)|"
    r"au moins jusqu.(?:a|au|en)|jusqu.(?:a|au|en) au moins)\b"
)
_NOT_BEFORE = (
    r"\b(?:(?:no|not) (?:before|earlier than|sooner than)|niet (?:voor|eerder dan)|nicht (?:vor|fruher als)|pas avant|"
    r"(?:at the earliest|op zijn vroegst|fruhestens|au plus tot)(?: (?:on|in|op|am|im|ab|en|le))?)\b"
)
_EARLIEST_BEHIND = r"^(.*[0-9]),? (?:at the earliest|op zijn vroegst|fruhestens|au plus tot)$"
#: What says that the day after it is the last one.
_UNTIL = (
    r"\b(?:up (?:to(?: and including)?|until|till)|t\.?/m|tot en met|tot aan|frem til|"
    r"bis (?:zum|zu|einschliesslich)|jusqu.(?:a|au|en))\b"
)
#: What a sentence says before the last day of a mandate or a stay.
_RUNS_TO = lazy_pattern(
    r"(?:(?:is|was|has been|wordt|werd|is|wird|wurde|est|a ete) )?(?:(?:extended|prolonged|renewed|valid|authori[sz]ed|"
    r"ends|ending|expires|expiring|runs|running|stays?|verlengd|geldig|eindigt|loopt|verlangert|gultig|befristet|endet|"
    r"gilt|lauft|prolongee?|valable|expire) )(?:on |op |am |le )?"
)
_IN_THE_COURSE_OF = (
    r"\b(?:im (?:ver)?laufe?|in the course|(?:in|gedurende) de loop|au cours|dans le courant|nel corso|"
    r"en el transcurso)\b"
)
_MONTH, _YEAR, _DAY = r"M([0-9]{2})", r"([0-9]{4})", r"([0-9]{1,2})"


class Reading(NamedTuple):
    """One meaning of a text: as EDTF, as the date of a milestone, and what tells it from the other meanings.

    `date` is empty where EDTF cannot say it, and `when` where no day of a milestone can be meant.
    """

    date: str
    when: str
    only: str = ""


def readings(text: str) -> list[Reading]:
    """Return what a text can mean; nothing, if it says too little, or nothing that is known here.

    >>> readings("mid-April 2024")
    [Reading(date='[2024-04-11..2024-04-20]', when='mid 2024-04', only='')]
    >>> readings("21 juni"), readings("31 June 2023")
    ([], [])
    """
    if len(text) > _LONGEST:
        return []
    pieces = _pieces(text)
    if pieces is None or not 0 < len(pieces) <= _MOST_PIECES:
        return []
    dotted = bool(re.fullmatch(r"\D*[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}\D*", text))
    return [*dict.fromkeys(_whole(pieces, dotted=dotted))]


# --- hints -----------------------------------------------------------------------------------------------


def date_hint(text: str, *, is_closed: bool = False) -> str:
    """Return what to write in EDTF for a text in words; empty if nobody can tell. `is_closed`: nothing without an end.

    >>> date_hint("21 juni 2023"), date_hint("2023\u20132024")
    ('write "2023-06-21"', 'write "2023/2024" for all of it, or "[2023..2024]" for one day of it')
    """
    found = {each.date: each.only for each in readings(text) if each.date and reads(each.date)}
    if is_closed:
        found = {date: only for date, only in found.items() if not date.endswith("/..") and not date.startswith("../")}
    return joined(found) or _impossible(text)


def when_hint(text: str, *, is_period: bool = False) -> str:
    """Return what to write for the date of a milestone in words; empty if nobody can tell.

    `is_period`: of what takes a first and a last day, as the date of an event does.

    >>> when_hint("mid-April 2024"), when_hint("11-12 July 2023"), when_hint("11-12 July 2023", is_period=True)
    ('write "mid 2024-04"', 'write "[2023-07-11..2023-07-12]" for one day of it, or a start and an end', ...)
    """
    found: dict[str, str] = {}
    for each in readings(text):
        if is_period or each.only != "for all of it":
            found.setdefault(each.date if is_period and each.only else each.when, each.only)
    hint = joined({when: only for when, only in found.items() if when})
    return f"{hint}, or a start and an end" if [*found.values()] == ["for one day of it"] else hint


def last_day_hint(text: str, *, is_mandate: bool) -> str:
    """Return what to write for the last day of something, where "the end of 2024" is the last day of that year.

    It is empty where the words say no such thing. Of a mandate, nothing but a last day can be meant; of a stay, the
    end "at the end of 2024" can also be some day near it.

    >>> last_day_hint("until the end of 2024", is_mandate=False), last_day_hint("Ende Mai 2024", is_mandate=True)
    ('write "2024-12-31"', 'write "2024-05-31"')
    >>> last_day_hint("at the end of 2024", is_mandate=False)
    'write "2024-12-31" for its last day, or "late 2024" for some day near its end, from 2024-09-01 to 2024-12-31'
    >>> last_day_hint("until June 2023", is_mandate=False)
    'write "2023-06" if it is over on some day of it, or "2023-06-30" if it lasts to its end'
    """
    said = bare(text).strip()[: _LONGEST + 1]
    plain = _RUNS_TO.sub("", said, count=1) if _RUNS_TO.match(said) else said
    pieces = (_pieces(plain) or []) if len(said) <= _LONGEST else []
    relation = pieces[0] if pieces[:1] in (["until"], ["by"]) else ""
    rest = pieces[1:] if relation else pieces
    is_end = rest[:1] == ["end"]
    last = _last_day(rest[1:] if is_end else rest)
    if last and relation == "until" and not is_end and (date := _single(rest)[0][1]) != last:
        return f'write "{date}" if it is over on some day of it, or "{last}" if it lasts to its end'
    if plain != said and last and not is_end and relation != "by":
        return f'write "{_single(rest)[0][1]}"'
    if not last or not (is_end or (is_mandate and relation == "by")):
        return ""
    if is_mandate or relation == "until":
        return f'write "{last}"'
    if relation:
        return ""
    late = next((_late(part, date) for part, date in _single(rest) if part), "")
    return f'write "{last}" for its last day, or {late}' if late else f'write "{last}"'


def _late(part: str, date: str) -> str:
    first, _, last = _days(part, date)[1:-1].partition("..")
    return f'"{part} {date}" for some day near its end, from {first} to {last}'


def _last_day(pieces: Sequence[str]) -> str:
    """Return the last day of the one date that signs mean; empty without one, and for a season, which has none."""
    dates = {date for part, date in _single(pieces) if not part and "/" not in date}
    if len(dates) != 1 or any(piece[0] == "S" for piece in pieces):
        return ""
    return day_or_none(_hull(dates.pop())[1]) or ""


def _impossible(text: str) -> str:
    """Return what is wrong with a text that names one day alone: "31 June 2023", "12/03/24"."""
    pieces = _pieces(text) if len(text) <= _LONGEST else None
    if re.fullmatch(r"\s*(?:[0-9]{1,2}[./ -]\s?){2}['\u2019]?[0-9]{2}\s*", text):
        return "write the year in four digits"
    meant = (
        {date for _, date in _shapes(" ".join(piece for piece in pieces if piece != "-"), dotted=True)}
        if pieces
        else set()
    )
    if len(meant) != 1:
        return ""
    from deployments.errors import DateError  # noqa: PLC0415
    from deployments.values import edtf  # noqa: PLC0415 - which asks here for what it refuses

    try:
        edtf.parse(meant.pop())
    except DateError as error:
        return error.hint
    return ""


def for_one_day(hint: str, accepts: Callable[[str], bool]) -> str:
    """Return a hint of how a date is written, for a place in which some dates cannot stand: one day of those instead.

    >>> for_one_day('write "../2023" if that is meant', lambda text: "/" not in text)
    'write "[..2023]" if that is meant'
    """

    def instead(match: re.Match[str]) -> str:
        text, interval = match[1], " for one day of several" if match[2] else ""
        is_fine = not reads(text) or accepts(text) or not one_day_of(text)
        return match[0] if is_fine else f'"{one_day_of(text)}"{interval}'

    return re.sub(r'"([^"]+)"( for an interval)?', instead, hint)


def joined(meanings: Mapping[str, str]) -> str:
    """Return the hint to write one of some texts, each with what it is for; empty if there is none.

    >>> joined({"2023": "", "2024": ""}), joined({"2023/2024": "for all of it"})
    ('write "2023" or "2024", whichever is meant', 'write "2023/2024" for all of it')
    """
    said = [f'"{text}" {only}'.rstrip() for text, only in meanings.items()]
    if not said:
        return ""
    joint = ", or " if any(meanings.values()) else " or "
    which = ", whichever is meant" if len(said) > 1 and not any(meanings.values()) else ""
    return f"write {joint.join(said)}{which}"


# --- from a text to signs --------------------------------------------------------------------------------


def bare(text: str) -> str:
    """Return a text in small letters, without accents, with plain dashes and blanks.

    >>> bare("Märch\u00a02023 \u2013 2024")
    'march 2023 - 2024'
    """
    letters = unicodedata.normalize("NFKD", _DASHES.sub("-", text).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def telling_words(text: str) -> list[str]:
    """Return the words of a text that say of a date more than which day, month or year it is.

    >>> telling_words("ca. 2 May"), telling_words("since spring"), telling_words("le 2 mai")
    (['ca'], ['since', 'spring'], [])
    """
    return [piece for piece in re.findall(r"[^\W\d_]+", text) if _signs().get(bare(piece), "") not in _PLAIN_SIGNS]


#: The signs of words that say nothing of a date which its numbers do not.
_PLAIN_SIGNS = ("", "er", "&", "quarter", "q", "1", "2", "3", "4")


@cache
def _signs() -> dict[str, str]:
    """Return the sign of every word that is known, but for the names of months and of days."""
    known = {word: sign for sign, words in _SIGNS.items() for word in words.split()}
    return known | {bare(word): f"S{number}" for word, number in SEASON_NUMBERS.items()}


@cache
def _words() -> dict[str, str]:
    """Return the sign of every word that is known."""
    from pendulum.locales.locale import Locale  # noqa: PLC0415 - only when something is wrong

    known = {**_signs()}
    for code in _LANGUAGES:
        locale = Locale.load(code)
        for width in ("abbreviated", "wide"):
            for number, name in locale.translation(f"months.{width}").items():
                known.setdefault(bare(name).rstrip("."), f"M{number:02}")  # "des" is German before it is Danish
            for number, name in locale.translation(f"days.{width}").items():
                if len(name.rstrip(".")) > 2:
                    known.setdefault(bare(name).rstrip("."), f"W{number}")
    known |= {name: f"M{number:02}" for number, name in enumerate(_POLISH, 1)}
    # What CLDR writes with a stop, others write longer or shorter.
    return known | {"sept": "M09", "mar": "M03", "maerz": "M03", "jan": "M01", "febr": "M02", "juli": "M07"}


def _pieces(text: str) -> list[str] | None:
    """Return the numbers and the signs of a text, in order; None if anything in it is not known."""
    found: list[str] = []
    text = re.sub(_LATEST_BEHIND, r"by \1", bare(text).strip())
    text = re.sub(_EARLIEST_BEHIND, r"notbefore \1", text)
    text = re.sub(_NOT_BEFORE, " notbefore ", text)
    text = re.sub(_AT_LEAST_UNTIL, " atleastuntil ", text)
    text = re.sub(_AT_THE_LATEST, " by ", text)
    text = re.sub(r"\bd.ici(?: (?:a|au|le))?\b", " by ", text)
    text = re.sub(r"\b(\w+) of (?=(\w+)\b)", _dutch_or, text)
    text = re.sub(_IN_THE_COURSE_OF, " ", text)
    text = re.sub(_UNTIL, " until ", text)
    text = re.sub(r"\b(?:a partir d[eu]|met ingang van|as of)\b", " since ", text)
    text = re.sub(r"\b(?:prior to)\b", " before ", text)
    text = re.sub(r"^(?:~|\u00b1|\+/-) ?", "around ", text)
    for piece in _PIECE.findall(text):
        sign = piece if piece.isdecimal() or piece in "-/" else _words().get(piece)
        if sign is None and not piece.strip(" \t.,'()\u2019\u00b0\u00ba_"):
            continue
        if sign is None or not sign.isascii():
            return None
        if sign == "er" and found and len(found[-1]) < 3:
            continue  # the first of a month: 1er juin
        if sign:
            found.append("-" if sign == "/" else sign)
    return found


def _dutch_or(match: re.Match[str]) -> str:
    """Return "or" for the Dutch "of" between two months, days or years; of anything else it is the English one."""
    one, other = match[1], match[2]
    months = all((_words().get(each) or " ")[0] == "M" for each in (one, other))
    numbers = one.isdecimal() and other.isdecimal() and max(len(one), 2) == max(len(other), 2)
    return f"{one} or " if months or numbers else match[0]


# --- from signs to what they mean ------------------------------------------------------------------------


def _whole(pieces: Sequence[str], *, dotted: bool = False) -> Iterator[Reading]:
    first, rest = pieces[0], pieces[1:]
    if first in ("before", "after", "around", "by", "least", "notbefore"):
        for part, date in _single(rest):
            yield from _related(first, part, date, is_end=rest[0] == "end")
        return
    if first in ("since", "until"):
        for part, date in _single(rest):
            yield _open(first, part, date)
    alone = _single(pieces, dotted=dotted)
    for part, date in alone:
        when = f"{part} {date}".strip() if "/" not in date else one_day_of(date)
        yield Reading(_days(part, date) if part else date, when, _which_winter(date, alone))
    if not alone and "or" in pieces:
        for start, end in _ranges([*pieces]):
            yield Reading(f"[{start},{end}]", f"[{start},{end}]")
    elif not alone:
        yield from _periods([piece for piece in pieces if piece not in ("since", "between")], is_one=first == "between")


def _open(relation: str, part: str, date: str) -> Reading:
    """Return what "since" and "until" mean: of a milestone, that it is then."""
    if not part:
        return Reading(f"{date}/.." if relation == "since" else f"../{date}", date)
    first, last = map(day_or_none, _hull(_days(part, date)))
    return Reading(f"[{first}..]" if relation == "since" else f"[..{last}]", f"{part} {date}")


def _periods(pieces: list[str], *, is_one: bool) -> Iterator[Reading]:
    for start, end in _ranges(pieces):
        one = one_day_of(f"{start}/{end}")
        if not is_one:
            yield Reading(f"{start}/{end}", one, "for all of it")
        yield Reading(one, one, "" if is_one else "for one day of it")


def _which_winter(date: str, others: Sequence[object]) -> str:
    """Return what tells the winter that begins in a year from the one that ends in it, if both can be meant."""
    year, _, season = date.partition("-")
    return f"for December {year} to February {int(year) + 1}" if season == "24" and len(others) > 1 else ""


def _related(relation: str, part: str, date: str, *, is_end: bool) -> Iterator[Reading]:
    if relation == "around":
        if not part:
            yield Reading(f"{date}~", f"{date}~")
        return
    start, end = _hull(_days(part, date) if part else date)
    first, last, day_before, day_after = map(day_or_none, (start, end, start - 1, end + 1))
    if None in (first, last, day_before, day_after):
        return
    said = {
        "after": f"[{day_after}..]",
        "before": f"[..{last if is_end else day_before}]",  # "before the end of 2024" can be any day of that year
        "by": f"[..{last}]",
        "least": f"[{last if is_end else first}..]",  # "at least until June" can be until its first day
        "notbefore": f"[{first}..]",
    }[relation]
    yield Reading(said, f"{relation} {date}" if not part and relation in ("before", "after") else said)


def _single(pieces: Sequence[str], *, dotted: bool = False) -> list[tuple[str, str]]:
    """Return the parts and the dates that the signs of one date can mean."""
    weekdays = [piece for piece in pieces if piece[0] == "W"]
    signs = " ".join(piece for piece in pieces if piece[0] not in "W-")
    found = [*dict.fromkeys(_shapes(signs, dotted=dotted))]
    sound = [(part, date) for part, date in found if reads(date)]
    return [(part, date) for part, date in sound if all(_is_weekday(date, day) for day in weekdays)]


def _shapes(signs: str, *, dotted: bool) -> Iterator[tuple[str, str]]:
    part, _, rest = signs.partition(" ")
    if part in ("early", "mid", "late", "end"):
        if match := re.fullmatch(rf"{_MONTH} {_YEAR}|{_YEAR}", rest):
            month, year, alone = match.groups()
            yield "late" if part == "end" else part, alone or f"{year}-{month}"
        return
    for pattern, template in _FORMS:
        if match := re.fullmatch(pattern, signs):
            yield "", template.format(*(group.zfill(2) for group in match.groups()))
    yield from (("", date) for date in _of_a_year(signs))
    if match := re.fullmatch(f"{_DAY} {_DAY} {_YEAR}", signs):
        one, other, year = match.groups()
        yield "", f"{year}-{other.zfill(2)}-{one.zfill(2)}"
        if not dotted:  # with dots, the day comes first everywhere
            yield "", f"{year}-{one.zfill(2)}-{other.zfill(2)}"


#: What signs mean that can mean one thing alone, and how that is written.
_FORMS = (
    (f"{_DAY} {_MONTH} {_YEAR}", "{2}-{1}-{0}"),
    (f"{_MONTH} {_DAY} {_YEAR}", "{2}-{0}-{1}"),
    (f"{_YEAR} {_MONTH} {_DAY}", "{0}-{1}-{2}"),
    (f"{_YEAR} {_DAY} {_DAY}", "{0}-{1}-{2}"),
    (f"{_YEAR} (1[3-9]|2[0-9]|3[01]) {_DAY}", "{0}-{2}-{1}"),
    (f"{_MONTH} {_YEAR}", "{1}-{0}"),
    (f"{_YEAR} {_MONTH}", "{0}-{1}"),
    (f"(0?[1-9]|1[0-2]) {_YEAR}", "{1}-{0}"),
    (_YEAR, "{0}"),
    ("([0-9]{3})0 (?:s|er)", "{0}X"),
    (f"S([0-9]{{2}}) {_YEAR}", "{1}-{0}"),
    (f"{_YEAR} S([0-9]{{2}})", "{0}-{1}"),
)


def _of_a_year(signs: str) -> Iterator[str]:
    """Yield what names a quarter, a half, two years, or a decade that can be a century."""
    for name, first in (("q", 33), ("quarter", 33), ("h", 40), ("half", 40)):
        number = f"{name} ([1-4])" if len(name) == 1 else f"([1-4]) {name}"
        if match := re.fullmatch(f"{number} {_YEAR}", signs):
            yield f"{match[2]}-{first + int(match[1]) - 1}"
        elif match := re.fullmatch(f"{_YEAR} {number}", signs):
            yield f"{match[1]}-{first + int(match[2]) - 1}"
    if match := re.fullmatch(rf"([12]) half {_MONTH} {_YEAR}", signs):
        yield _half_of_month(int(match[3]), int(match[2]), second=match[1] == "2")
    if match := re.fullmatch("([0-9]{2})00 (?:s|er)", signs):
        yield f"{match[1]}XX"
    if match := re.fullmatch(f"{_YEAR} ([0-9]{{2}})", signs):
        if f"{int(match[1]) + 1}"[2:] == match[2]:
            yield f"{match[1]}/{int(match[1]) + 1}"
        yield f"{match[1]}-{match[2]}"
    if match := re.fullmatch(rf"S24 {_YEAR}", signs):
        yield f"{int(match[1]) - 1:04}-24"  # the winter that ends in it
    if (match := re.fullmatch(rf"S24 {_YEAR} ([0-9]{{2,4}})", signs)) and f"{int(match[1]) + 1}".endswith(match[2]):
        yield f"{match[1]}-24"


def _half_of_month(year: int, month: int, *, second: bool) -> str:
    """Return the days of half a month; of 31, the one in the middle is of both."""
    last = month_length(year, month) if 1 <= month <= 12 else 0
    first, end = (last // 2 + 1, last) if second else (1, (last + 1) // 2)
    return f"[{year:04}-{month:02}-{first:02}..{year:04}-{month:02}-{end:02}]"


def _ranges(pieces: list[str]) -> list[tuple[str, str]]:
    """Return the starts and the ends that signs can mean. What one side leaves out, the other has."""
    found: dict[tuple[str, str], None] = {}
    for at, piece in enumerate(pieces):
        if piece not in ("-", "&", "or", "until") or not 0 < at < len(pieces) - 1:
            continue
        left, right = pieces[:at], pieces[at + 1 :]
        for one, other in _completed(left, right):
            (start, end) = (_single(one), _single(other))
            if len(start) == len(end) == 1 and not (start[0][0] or end[0][0]) and reads(f"{start[0][1]}/{end[0][1]}"):
                found[start[0][1], end[0][1]] = None
                break
    return [*found] if len(found) == 1 else []


def _completed(left: list[str], right: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    yield left, right
    for since in range(1, len(right)):
        yield [*left, *right[since:]], right
    if len(left) > 1:
        yield [*left, *right[-1:]], [*left[:-1], *right]


# --- days ------------------------------------------------------------------------------------------------


def reads(text: str) -> bool:
    """Tell whether a text is EDTF.

    >>> reads("2023-06-21"), reads("2023-06-31")
    (True, False)
    """
    from deployments.errors import DateError  # noqa: PLC0415
    from deployments.values import edtf  # noqa: PLC0415 - which asks here for what it refuses

    try:
        edtf.parse(text)
    except DateError:
        return False
    return True


def _hull(text: str) -> tuple[float, float]:
    from deployments.values.dates import UncertainDate  # noqa: PLC0415 - which asks here for what it refuses

    return UncertainDate.parse(text).hull


def day_or_none(day: float) -> str | None:
    """Return the day of a number as an ISO date; None for one without end, or beyond the calendar.

    >>> day_or_none(738692), day_or_none(float("inf"))
    ('2023-06-21', None)
    """
    from deployments.values.calendar import iso  # noqa: PLC0415

    text = "" if abs(day) == float("inf") else iso(day)
    return text if text and reads(text) else None


def one_day_of(period: str) -> str:
    """Return how one unknown day of an interval, or of all days of a set, is written; empty if there is no way.

    >>> one_day_of("2023-05/2023-06"), one_day_of("2023-05/2023-06-15"), one_day_of("193X/.."), one_day_of("../..")
    ('[2023-05..2023-06]', '[2023-05-01..2023-06-15]', '[1930-01-01..]', '')
    """
    start, slash, end = period.partition("/")
    text = f"[{start.strip('.')}..{end.strip('.')}]" if slash else f"[{period[1:-1]}]"
    if reads(text):
        return text
    days = [*map(day_or_none, _hull(period))]
    text = "[" + "..".join(day or "" for day in days) + "]"
    return text if reads(text) else ""


def _days(part: str, date: str) -> str:
    """Return the days of a third of a month or a year."""
    from deployments.values.calendar import iso  # noqa: PLC0415
    from deployments.values.when import When  # noqa: PLC0415

    ((first, last),) = When(on=date, part=part).runs or []
    return f"[{iso(first)}..{iso(last)}]"


def _is_weekday(date: str, day: str) -> bool:
    try:
        return datetime.date.fromisoformat(date).weekday() == int(day[1:])
    except ValueError:
        return False
