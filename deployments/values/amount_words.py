"""What numbers, changes and lengths in words mean, for the hint that says how to write them: "up to 350".

It reads English, Dutch, German and French, and the commonest words of a few more languages. Where a text can mean two
things, or nothing that is known here, there is no hint: a hint is only ever what the text says.

>>> number_hint("ca. 150 militairen"), change_hint("30 fewer"), length_hint("at most six months")
('write "~150"', 'write "-30"', 'write "..P6M"')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from deployments.number_words import SaidNumber, numbers_at
from deployments.patterns import lazy_pattern
from deployments.values.people_words import Counted, counts, is_article

#: Nobody writes a number or a length in a longer text.
_LONGEST = 80
#: Nobody has so many people anywhere.
_MOST_PEOPLE = 10**8
#: "Up to about 350": a number has so many words before it that say how sure it is.
_MOST_MARKS = 2

_ABOUT = (
    r"about|around|approximately|approx\.?|roughly|some|circa|ca\.?|c\.|ongeveer|zo'?n|zowat|zo rond|pakweg|plusminus|"
    r"om en nabij|een kleine|rond(?: de)?|rund|etwa|ungefähr|um die|gut|environ|autour de|près de|quelque|~|≈|±|\+/-|"
    r"an estimated|naar schatting|schätzungsweise|in the region of|"
    r"nearly|almost|close to|just under|bijna|krap|knapp|fast|beinahe|presque|quasi|casi|unos|około"
)
_MOST = (
    r"at most|up to|max\.?|maximum(?: of)?|(?:a )?maximum of|(?:no|not) (?:more|longer) than|"
    r"niet (?:meer|langer) dan|nicht (?:mehr|länger) als|maximaal|ten hoogste|hoogstens|hooguit|tot|"
    r"bis(?: zu)?|höchstens|maximal|jusqu'à|au plus|pas plus de|au maximum|<=?|≤|fino a(?:d| un massimo di)?|hasta|do|"
    r"op til|fewer than|"
    r"less than|(?:well )?(?:under|below)|minder dan|onder de|weniger als|unter|moins de|meno di|menos de|mniej niż"
)
_LEAST = (
    r"(?:(?:well|just|slightly|ver|ruim|iets|weit|etwas|bien|un peu) )?(?:at least|more than|over|upwards of|meer dan|"
    r"boven|mehr als|über|plus de)|ruim|min\.?|minimum(?: of)?|a minimum of|minstens|minimaal|ten minste|tenminste|"
    r"mindestens|au moins|>=?|≥"
)
_PREFIX = lazy_pattern(
    rf"(?:(?P<about>{_ABOUT})|(?P<most>{_MOST})|(?P<least>{_LEAST}))(?: +|(?<=[-~±<>=≤≥≈]) *)(?P<rest>.+)",
    re.IGNORECASE,
)
#: What says of a number, behind it or behind what it counts, that it is about, at least or at most so many.
_SUFFIX = (
    r"(?P<about>[ -]odd\b|,? (?:or so|or thereabouts|of zo|oder so)\b)|"
    r"(?P<least> ?\+|,? (?:or (?:more|over)|and (?:more|up)|of meer|en meer|oder mehr|und mehr|ou plus|et plus)\b)|"
    r"(?P<most>,? (?:or (?:less|fewer|under)|of minder|oder weniger|ou moins)\b)"
)
_BEHIND_NUMBER = lazy_pattern(_SUFFIX, re.IGNORECASE)
_BEHIND_ALL = lazy_pattern(rf"(?:{_SUFFIX})$", re.IGNORECASE)
_IN_ALL = lazy_pattern(
    r"(?:(?:(?:an?|een|ein|un) )?total(?:e|al)? (?:of|van|de)|in (?:all|total|totaal)|insgesamt|au total|the|die|les) ",
    re.IGNORECASE,
)
_AND = r" ?[-\u2013\u2014] ?| (?:to|and|tot|en|bis|und|à|et) "
_BETWEEN = lazy_pattern(rf"(?:between|from|tussen|van|zwischen|von|entre|de)? ?(.+?)(?:{_AND})(.+)")
_BEFORE_TWO = lazy_pattern(r"(?:between|from|tussen|van|zwischen|von|entre|de) ", re.IGNORECASE)
_SECOND = lazy_pattern(rf"(?:{_AND})(?P<number>.+)", re.IGNORECASE)
_OF = lazy_pattern(r"^ ?(?:of |de |d['\u2019]|aan )", re.IGNORECASE)
#: Words that name a round number: "une centaine", "een vijftiental", "a dozen".
_ROUND = lazy_pattern(r".*(?:dozen|dozijn|dutzend|\bscore|aine|millier|huitaine|tal)", re.IGNORECASE)
_COUPLE_OF = lazy_pattern(r"(?:a )?couple (?:of )?(?=(?:dozen|hundred|thousand)\b)", re.IGNORECASE)
#: So many for each of several, or so many more, is no number of those who are there.
_COMPARED = lazy_pattern(
    r".*\b(?:(?:and|en|und|et) (?:an?|een|eine?|une?)|"
    r"or|oder|ou|per|each|every|elke?|je|pro|jeweils|par|chacun|more|fewer|less|extra|additional|meer|minder|mehr|weniger|"
    r"plus|moins)\b.*",
    re.IGNORECASE,
)
_ARTICLE = lazy_pattern(r"(?:an?|een|eine?[mnrs]?|une?|het|de|das|der|l[ea]) ", re.IGNORECASE)
#: "A company of 150 soldiers" says how many they are.
_MADE_OF = lazy_pattern(r"(?P<what>[^0-9]+?) (?:of|van|von|aus|mit|with|met|avec|de) (?P<number>.+)", re.IGNORECASE)
_SOME_OF_THEM = (
    r"(?:an? |een |une? |eine? )?(?:(?:very|zeer|sehr|très|small|limited|large|undisclosed|unspecified|unknown|klein|"
    r"beperkt|groot|onbekend|petit|grand|certain|kleine?|geringe?|begrenzte?|unbekannte?|größere?) )*"
    r"(?:numbers?|aantal(?:len)?|nombre|anzahl|zahl)"
)
_UNSAID = lazy_pattern(
    r"unknown|undisclosed|classified|secret|n/?a|\?+|onbekend|geheim|unbekannt|inconnu|"
    r"(?:(?:a )?few|(?:a )?handful|several|many|dozens|hundreds|thousands|enkele|meerdere|verscheidene|tientallen|"
    r"honderden|einige|wenige|mehrere|quelques|plusieurs|(?:a )?couple(?! (?:of )?(?:dozen|hundred|thousand)\b)|"
    rf"{_SOME_OF_THEM})(?: [^0-9]*)?|some(?: (?:troops|soldiers|personnel|military))?",
    re.IGNORECASE,
)
_PRESENT = "of those who are there, write present = true"
_UNSAID_HINT = f"leave it out, as nobody gives a number; {_PRESENT}"
_NO_NUMBER_OF_PEOPLE = "nobody gives a number of personnel"
_THINGS_HINT = (
    f"leave it out, as {_NO_NUMBER_OF_PEOPLE}; {_PRESENT}; ships, aircraft and units are counted as equipment"
)
_ONE_HINT = 'leave it out, as an article is no number; or write "1" if it is one person and no more'

_HALF = lazy_pattern(r"half|halved?|by half|by a half|gehalveerd|halveren|halbiert|réduit de moitié", re.IGNORECASE)
_DOUBLE = lazy_pattern(r"doubled?|verdubbeld|verdoppelt|doublé", re.IGNORECASE)
_MORE = lazy_pattern(
    r"(?:another )?(?P<number>.+?) (?:more|extra|additional|meer|mehr|zusätzliche?|de plus)(?P<tail> .+)?",
    re.IGNORECASE,
)
_FEWER = lazy_pattern(r"(?P<number>.+?) (?:fewer|less|minder|weniger|de moins)(?P<tail> .+)?", re.IGNORECASE)
_DOWN = (
    r"reduced?|cut|lowered|decreased?|down|reduction|verminderd|verlaagd|teruggebracht|reduziert|verringert|verkleinert|"
    r"réduite?s?|diminuée?s?"
)
_UP = r"increased?|raised|up|verhoogd|vergroot|uitgebreid|erhöht|aufgestockt|verstärkt|augmentée?s?"
#: "Reduced by 50", "um 50 reduziert"; and "reduced to 50" is none, as it names the number afterwards.
_BY = lazy_pattern(
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP})) (?:by|met|um|de|of) (?P<after>.+)|"
    rf"(?:by|met|um|de) (?P<before>.+?) (?:(?P<down_>{_DOWN})|(?P<up_>{_UP}))",
    re.IGNORECASE,
)
_TO = lazy_pattern(r"(.+?) (?:to|tot|naar|auf|bis|à) (.+)", re.IGNORECASE)
_GROWN = (
    rf"{_DOWN}|{_UP}|rise|rose|risen|grew|grown|went|fell|gestegen|gegroeid|gedaald|"
    r"gestiegen|gewachsen|gesunken|passée?s?"
)
_FROM_TO = lazy_pattern(
    rf"(?:(?:{_GROWN}) )?(?:from|van|von|de) (?P<from>.+?) (?:to|tot|naar|auf|bis|à) (?P<to>.+?)(?: (?:{_GROWN}))?",
    re.IGNORECASE,
)
_PERCENT = lazy_pattern(r"([0-9]{1,3}) ?(?:%|per ?cent|procent|prozent|pour cent)", re.IGNORECASE)
_ANOTHER = lazy_pattern(
    r"(?:another|an additional|nog eens|nog een|weitere|noch) (?P<number>.+)(?P<tail>)", re.IGNORECASE
)

_UNITS = {
    "D": r"days?|dag(?:en)?|tage?n?|jours?",
    "W": r"weeks?|weken|wochen?|semaines?",
    "M": r"months?|maand(?:en)?|monate?n?|mois",
    "Y": r"years?|jaar|jaren|jahre?n?|ans?|années?",
}
_LENGTH = lazy_pattern(
    rf"(?P<number>.+?)[ -]?(?:{'|'.join(f'(?P<{unit}>{words})' for unit, words in _UNITS.items())})"
    r"(?P<half> and a half)?(?: (?:from|after|vanaf|na) (?:arrival|the arrival|(?:the )?start|aankomst))?",
    re.IGNORECASE,
)
_FOR = lazy_pattern(
    r"^(?:(?:for|during|voor|gedurende|für|während|pour|pendant) )?"
    r"(?:(?:an? |een |eine[mnrs]? |une )?(?:period|periode|zeitraum|zeit|durée|période|term) (?:of|van|von|de) )?",
    re.IGNORECASE,
)
_HALF_A = lazy_pattern(r"(?:a |een |ein(?:em|en)? )?half(?: a)?|halbe[sn]?|(?:une )?demi-?", re.IGNORECASE)
_ONE = lazy_pattern(r"an?|one|een|één|eine?[mn]?|une?", re.IGNORECASE)
_DECIMAL = lazy_pattern(r"([0-9]{1,2})[.,]5")


def number_hint(text: str) -> str:
    """Return what to write for a number of people in words; empty if nobody can tell.

    >>> number_hint("more than 1,100"), number_hint("800-1000"), number_hint("a dozen or two")
    ('write "1100.."', 'write "800..1000"', '')
    >>> number_hint("classified")
    'leave it out, as nobody gives a number; of those who are there, write present = true'
    >>> number_hint("from 100 to 280")
    'write "280" of the day on which they were that many, or "100..280" if it is somewhere between'
    """
    said = " ".join(text.split())
    if len(text) > _LONGEST or not said:
        return ""
    if ends := _from_and_to(said):
        between = f"{min(ends)}..{max(ends)}"
        return f'write "{ends[1]}" of the day on which they were that many, or "{between}" if it is somewhere between'
    return _of_people(said)


def thing_hint(text: str) -> str:
    """Return what to write for a number of things in words; empty if nobody can tell.

    >>> thing_hint("two batteries"), thing_hint("about a dozen"), thing_hint("a frigate")
    ('write "2"', 'write "~12"', 'write "1"')
    """
    said = " ".join(text.split())
    amount = _amount(said) if len(text) <= _LONGEST else None
    if amount is None and _ARTICLE.match(said) and counts(_ARTICLE.sub("", said, count=1)) is Counted.THINGS:
        return _to_write("1")
    return _to_write(amount.written) if amount else ""


def change_hint(text: str) -> str:
    """Return what to write for a change in words; empty if nobody can tell.

    >>> change_hint("another 80"), change_hint("halved"), change_hint("+ 80"), change_hint("um 50 reduziert")
    ('write "80"', 'write "-50 %"', 'write "80"', 'write "-50"')
    >>> change_hint("from 100 to 280"), change_hint("a company less")
    ('write "180"', 'write "decrease", as nobody gives a number of personnel')
    """
    said = " ".join(text.split())
    if len(text) > _LONGEST or not said:
        return ""
    if _HALF.fullmatch(said) or _DOUBLE.fullmatch(said):
        return _to_write("-50 %" if _HALF.fullmatch(said) else "100 %")
    if ends := _from_and_to(said):
        return _to_write(str(ends[1] - ends[0]))
    if match := _BY.fullmatch(said):
        return _changed_by(match["after"] or match["before"], "-" if match["down"] or match["down_"] else "+")
    for pattern, sign in ((_FEWER, "-"), (_MORE, "+"), (_ANOTHER, "+")):
        match = None if _BEHIND_ALL.search(said) else pattern.fullmatch(said)
        if match and (hint := _changed(f"{match['number']}{match['tail'] or ''}", sign)):
            return hint
    sign = "" if said[0] not in "+-\u2212" else "+" if said[0] == "+" else "-"
    return _changed(said.removeprefix("\u2212").lstrip("+- ") if sign else said, sign)


def length_hint(text: str) -> str:
    """Return what to write for a length in words; empty if nobody can tell.

    >>> length_hint("half a year"), length_hint("3 to 6 months"), length_hint("1.5 years"), length_hint("some months")
    ('write "P6M"', 'write "P3M..P6M"', 'write "P18M"', '')
    """
    if len(text) > _LONGEST:
        return ""
    said = _FOR.sub("", text.strip(), count=1)
    if match := _PREFIX.fullmatch(said):
        span = _span(match["rest"])
        return _to_write(span and _marked(match, span))
    if span := _span(said):
        return _to_write(span)
    return _to_write(_between(said))


# --- what texts mean -------------------------------------------------------------------------------------


def _of_people(said: str) -> str:
    """Return the hint for a number of people, or for what is said in its place: some, a company, an officer."""
    amount = _amount(said)
    if _UNSAID.fullmatch(said) or (amount and not amount.written):
        return _UNSAID_HINT
    if amount is None:
        return _without_number(said)
    if amount.counted is Counted.UNKNOWN:
        return f'say what it counts: of personnel write "{amount.written}"; things are counted as equipment'
    return _to_write(amount.written) if amount.is_of_people else _THINGS_HINT


def _without_number(said: str) -> str:
    """Return the hint for what has no number, or has it after what is counted: "up to a company of 150"."""
    marks = _marks_of(said)
    made_of = _MADE_OF.fullmatch(said[len(marks) :])
    if made_of and _lacks_number(made_of["what"]) == _THINGS_HINT:
        amount = _amount(marks + made_of["number"])
        if amount and amount.written:
            return _to_write(amount.written) if amount.is_of_people else ""
        return "" if _names_a_number(made_of["number"]) else _THINGS_HINT
    return _lacks_number(said)


def _marks_of(said: str) -> str:
    """Return the words before a number, or what is counted, that say how sure it is, with the space behind them."""
    end = 0
    while prefix := _PREFIX.fullmatch(said[end:]):
        end += prefix.start("rest")
    return said[:end]


def _lacks_number(said: str) -> str:
    said = said[len(_marks_of(said)) :]
    article = _ARTICLE.match(said)
    noun = said[article.end() :] if article else said
    counted = counts(noun)
    if _names_a_number(noun) or _COMPARED.fullmatch(noun) or counted is Counted.NOTHING:
        return ""
    if counted is Counted.THINGS:
        return _THINGS_HINT
    return _ONE_HINT if article and is_article(article[0].strip()) else ""


def _from_and_to(said: str) -> tuple[int, int] | None:
    """Return two numbers of people of which the second came after the first; None for any other text."""
    match = _FROM_TO.fullmatch(said)
    ends = [_exact(match[name]) for name in ("from", "to")] if match else []
    return (ends[0], ends[1]) if len(ends) == 2 and ends[0] and ends[1] and ends[0] != ends[1] else None


def _changed_by(number: str, sign: str) -> str:
    percent = _PERCENT.fullmatch(number)
    if percent is None:
        return _changed(number, sign)
    if not 0 < int(percent[1]) <= (100 if sign == "-" else 999):
        return ""  # nobody is left to leave
    return _to_write(f"{sign}{percent[1]} %".removeprefix("+"))


def _changed(number: str, sign: str) -> str:
    """Return the hint for so many more or fewer; without a sign, it can be either where nobody gives a number."""
    hint = _of_people(number)
    if "nobody gives" not in hint:
        two = None if sign else _TO.fullmatch(number)
        ends = [_exact(each) for each in two.groups()] if two else []
        if len(ends) == 2 and ends[0] and ends[1] and ends[0] < ends[1]:
            came = f'"{ends[0]}..{ends[1]}" if so many came'
            return f'write "{ends[1] - ends[0]}" if they were {ends[0]} before, or {came}'
        return hint.replace('"', '"-', 1) if sign == "-" else hint
    what = {"+": '"increase"', "-": '"decrease"', "": '"increase" or "decrease"'}[sign]
    return f"write {what}, as {_NO_NUMBER_OF_PEOPLE if hint == _THINGS_HINT else 'nobody gives a number'}"


def _to_write(meant: str) -> str:
    return f'write "{meant}"' if meant else ""


def _marked(match: re.Match[str], meant: str) -> str:
    """Return a number or a length as about, at most or at least."""
    if match["about"]:
        return f"~{meant}"
    return f"..{meant}" if match["most"] else f"{meant}.."


class _Amount(NamedTuple):
    """A number in words: as it is written, empty where the words are vague ("a few hundred"), and what it counts."""

    written: str
    counted: Counted | None = None

    @property
    def is_of_people(self) -> bool:
        return self.counted in (None, Counted.PEOPLE)


class _Leading(NamedTuple):
    """The number with which a text begins, or two between which it lies; whether it is a round one; and the rest."""

    low: float
    high: float
    is_round: bool
    rest: str


def _amount(text: str) -> _Amount | None:
    """Return the number that a text is, with what it counts, if anything; None for any other text."""
    said = _IN_ALL.sub("", text, count=1) if _IN_ALL.match(text) else text
    marks: list[re.Match[str]] = []
    while len(marks) < _MOST_MARKS and (prefix := _PREFIX.fullmatch(said)):
        marks.append(prefix)
        said = prefix["rest"]
    first = _leading(_BEFORE_TWO.sub("", said, count=1))
    second = _second(first) if first else None
    if first is None or (not second and _BEFORE_TWO.match(said) and not said.lower().startswith("de ")):
        return None
    last = second or first
    suffix = _BEHIND_NUMBER.match(last.rest) or _BEHIND_ALL.search(last.rest)
    noun = last.rest if suffix is None else last.rest[: suffix.start()] + last.rest[suffix.end() :]
    noun = _OF.sub("", noun, count=1)
    counted = counts(noun) if noun.strip() else None
    if counted is Counted.NOTHING or _COMPARED.fullmatch(noun) or _names_a_number(noun):
        return None
    if first.low != first.high:
        return _Amount("", counted)
    written = _written(first, second, [*marks, suffix] if suffix else marks)
    return _Amount(written, counted) if written else None


def _written(first: _Leading, second: _Leading | None, marks: Sequence[re.Match[str]]) -> str:
    """Return one or two numbers as they are written, about, at most or at least; empty where that says nothing."""
    ends = [each.low for each in (first, second) if each]
    is_about = first.is_round or any(mark["about"] for mark in marks)
    bounds = {name for name in ("most", "least") for mark in marks if mark[name]}
    if any(end != int(end) or not 1 <= end < _MOST_PEOPLE for end in ends) or (bounds and second) or len(bounds) > 1:
        return ""
    number = "..".join(str(int(end)) for end in ends)
    about = "~" if is_about else ""
    return f"{about}{'..' if 'most' in bounds else ''}{number}{'..' if 'least' in bounds else ''}"


def _leading(text: str) -> _Leading | None:
    """Return the number with which a text begins, in digits or in words; None without one, and if it can be another."""
    said, couples = _COUPLE_OF.subn("two ", text)
    if said[:1] == "0":
        return None
    found: dict[str, set[SaidNumber]] = {}
    for start in {0, *(match.end() for match in [_ARTICLE.match(said)] if match)}:
        for place in numbers_at(said[start:]):
            if place.start == 0 and not is_article(said[start : start + place.end]):
                found.setdefault(said[start + place.end :], set()).add(place.numbers[0])
    rest = min(found, key=len, default="")
    if len(found.get(rest, ())) != 1:
        return None
    ((low, high),) = found[rest]
    tal = re.match(r"tal\b", rest)
    rest = rest[tal.end() :] if tal else rest
    if rest[:1].isalnum():
        return None
    number = said.removesuffix(rest)
    return _Leading(low, high, bool(couples or _ROUND.fullmatch(number)), rest)


def _second(first: _Leading) -> _Leading | None:
    """Return the greater number behind another one: of "100 to 107" the latter."""
    match = _SECOND.fullmatch(first.rest)
    second = _leading(match["number"]) if match else None
    return second if second and first.high < second.low else None


def _names_a_number(text: str) -> bool:
    return any(not is_article(text[place.start : place.end]) for place in numbers_at(text))


def _exact(text: str) -> int | None:
    """Return the one number of people that a text is; None for any other text."""
    amount = _amount(text)
    return int(amount.written) if amount and amount.is_of_people and amount.written.isdecimal() else None


def whole_number(text: str) -> str:
    """Return a whole number in digits or in words, as it is written; empty for anything else.

    >>> whole_number("twenty-five"), whole_number("a dozen"), whole_number("two men")
    ('25', '', '')
    """
    leading = _leading(text.strip())
    if leading is None or leading.rest or leading.is_round:
        return ""
    low, high, *_ = leading
    return str(int(low)) if low == high == int(low) and low >= 1 else ""


def _span(text: str) -> str:
    """Return a length in words as ISO 8601 has it; empty if nobody can tell."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return ""
    unit = next(each for each in _UNITS if match[each])
    number = match["number"].strip()
    half = match["half"] is not None
    if _HALF_A.fullmatch(number):
        return "P6M" if unit == "Y" and not half else ""
    if decimal := _DECIMAL.fullmatch(number):
        number, half = decimal[1], True
    whole = 1 if _ONE.fullmatch(number) else int(whole_number(number) or 0)
    if not 0 < whole < 10_000:  # what is longer is no duration
        return ""
    if half:
        return f"P{whole * 12 + 6}M" if unit == "Y" else ""
    return f"P{whole}{unit}"


def _between(text: str) -> str:
    """Return a length between two numbers of one unit; empty for anything else."""
    unit = _LENGTH.fullmatch(text)
    between = _BETWEEN.fullmatch(unit["number"].strip()) if unit else None
    if unit is None or between is None:
        return ""
    ends = [_span(f"{each} {text[unit.end('number') :].strip(' -')}") for each in between.groups()]
    numbers = [int(each[1:-1]) for each in ends if each]
    return "..".join(ends) if len(numbers) == 2 and numbers[0] < numbers[1] else ""
