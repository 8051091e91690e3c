"""What numbers, changes and lengths in words mean, for the hint that says how to write them: "up to 350".

It reads English, Dutch, German and French, and the commonest words of a few more languages. Where a text can mean two
things, or nothing that is known here, there is no hint: a hint is only ever what the text says.

>>> number_hint("ca. 150 militairen"), change_hint("30 fewer"), length_hint("at most six months")
('write "~150"', 'write "-30"', 'write "..P6M"')
"""

from __future__ import annotations

import re

from deployments.number_words import numbers_in
from deployments.patterns import lazy_pattern

#: Nobody writes a number or a length in a longer text.
_LONGEST = 80

_ABOUT = (
    r"about|around|approximately|approx\.?|roughly|some|circa|ca\.?|c\.|ongeveer|zo'?n|rond(?: de)?|rund|etwa|ungefähr|"
    r"environ|près de|≈|nearly|almost|close to|just under|bijna|krap|knapp|fast|beinahe|presque|quasi|casi|unos|około"
)
_MOST = (
    r"at most|up to|max\.?|maximum(?: of)?|(?:a )?maximum of|(?:no|not) (?:more|longer) than|"
    r"niet langer dan|nicht länger als|maximaal|ten hoogste|hoogstens|"
    r"bis zu|höchstens|maximal|jusqu'à|au plus|<=?|≤|fino a(?:d| un massimo di)?|hasta|do|op til|fewer than|less than|"
    r"under|below|minder dan|onder de|weniger als|unter|moins de|meno di|menos de|mniej niż"
)
_LEAST = (
    r"at least|more than|over|min\.?|minimum(?: of)?|a minimum of|meer dan|ruim|minstens|minimaal|ten minste|mehr als|"
    r"mindestens|über|plus de|au moins|>=?|≥"
)
_PREFIX = lazy_pattern(
    rf"(?:(?P<about>{_ABOUT})|(?P<most>{_MOST})|(?P<least>{_LEAST}))(?: +|(?<=[<>=≤≥≈]) *)(?P<rest>.+)", re.IGNORECASE
)
_BETWEEN = lazy_pattern(
    r"(?:between|from|tussen|van|zwischen|von|entre|de)? ?(.+?) ?"
    r"(?:-|\u2013|\u2014| to | and | tot | en | bis | und | à | et )(.+)"
)
_PEOPLE = lazy_pattern(
    r"(.+?) (?:(?:american|british|canadian|danish|dutch|french|german|u\.?s\.?|uk|nederlandse|deutsche|français) )?"
    r"(?:(?:military personnel|service ?members|servicemen|personnel|soldiers?|troops?|people|"
    r"persons?|men|militairen|militair|soldaten|soldaat|man|personen|soldatinnen und soldaten|kräfte|soldats?|"
    r"militaires?|unità|militari|soldati|uomini|militares|soldados|efectivos|żołnierzy|soldater))",
    re.IGNORECASE,
)
_UNSAID = lazy_pattern(
    r"unknown|undisclosed|classified|secret|n/?a|\?+|(?:a )?few(?: .*)?|(?:a )?handful(?: .*)?|several(?: .*)?|many|"
    r"dozens(?: .*)?|hundreds(?: .*)?|thousands(?: .*)?|(?:a )?small number(?: .*)?|onbekend|geheim|enkele(?: .*)?|"
    r"tientallen(?: .*)?|honderden(?: .*)?|unbekannt|einige(?: .*)?|inconnu|quelques(?: .*)?",
    re.IGNORECASE,
)
_UNSAID_HINT = "leave it out, as nobody gives a number; of those who are there, write present = true"

_HALF = lazy_pattern(r"half|halved?|by half|by a half|gehalveerd|halveren|halbiert|réduit de moitié", re.IGNORECASE)
_DOUBLE = lazy_pattern(r"doubled?|verdubbeld|verdoppelt|doublé", re.IGNORECASE)
_MORE = lazy_pattern(
    r"(?:another )?(.+?) (?:more|extra|additional|meer|mehr|zusätzliche?|de plus)(?: [a-z]+)?", re.IGNORECASE
)
_FEWER = lazy_pattern(r"(.+?) (?:fewer|less|minder|weniger|de moins)(?: [a-z]+)?", re.IGNORECASE)
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
_PERCENT = lazy_pattern(r"([0-9]{1,3}) ?(?:%|per ?cent|procent|prozent|pour cent)", re.IGNORECASE)
_ANOTHER = lazy_pattern(r"(?:another|an additional|nog eens|weitere) (.+)", re.IGNORECASE)

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
_HALF_A = lazy_pattern(r"(?:a |een |ein(?:em|en)? )?half(?: a)?|halbe[sn]?|(?:une )?demi-?", re.IGNORECASE)
_ONE = lazy_pattern(r"an?|one|een|één|eine?[mn]?|une?", re.IGNORECASE)
_DECIMAL = lazy_pattern(r"([0-9]{1,2})[.,]5")


def number_hint(text: str) -> str:
    """Return what to write for a number in words; empty if nobody can tell.

    >>> number_hint("more than 1,100"), number_hint("800-1000"), number_hint("a dozen or two")
    ('write "1100.."', 'write "800..1000"', '')
    >>> number_hint("classified")
    'leave it out, as nobody gives a number; of those who are there, write present = true'
    """
    if len(text) > _LONGEST:
        return ""
    if _UNSAID.fullmatch(text.strip()):
        return _UNSAID_HINT
    return _to_write(_quantity(text))


def change_hint(text: str) -> str:
    """Return what to write for a change in words; empty if nobody can tell.

    >>> change_hint("another 80"), change_hint("halved"), change_hint("+ 80"), change_hint("um 50 reduziert")
    ('write "80"', 'write "-50 %"', 'write "80"', 'write "-50"')
    """
    said = text.strip()
    if len(text) > _LONGEST:
        return ""
    if _HALF.fullmatch(said) or _DOUBLE.fullmatch(said):
        return _to_write("-50 %" if _HALF.fullmatch(said) else "100 %")
    if match := _BY.fullmatch(said):
        number = match["after"] or match["before"]
        percent = _PERCENT.fullmatch(number)
        is_down = bool(match["down"] or match["down_"])
        if percent and not 0 < int(percent[1]) <= (100 if is_down else 999):
            return ""  # nobody is left to leave
        return _to_write(_signed("-" if is_down else "", f"{percent[1]} %" if percent else _quantity(number)))
    for pattern, sign in ((_FEWER, "-"), (_MORE, ""), (_ANOTHER, "")):
        if match := pattern.fullmatch(said):
            return _to_write(_signed(sign, _quantity(match[1])))
    sign = said[0] if said[:1] in ("+", "-", "\u2212") else ""
    return _to_write(_signed("" if sign in ("", "+") else "-", _quantity(said.removeprefix(sign))))


def length_hint(text: str) -> str:
    """Return what to write for a length in words; empty if nobody can tell.

    >>> length_hint("half a year"), length_hint("3 to 6 months"), length_hint("1.5 years"), length_hint("some months")
    ('write "P6M"', 'write "P3M..P6M"', 'write "P18M"', '')
    """
    if len(text) > _LONGEST:
        return ""
    said = text.strip()
    if match := _PREFIX.fullmatch(said):
        span = _span(match["rest"])
        return _to_write(span and _marked(match, span))
    if span := _span(said):
        return _to_write(span)
    return _to_write(_between(said))


# --- what texts mean -------------------------------------------------------------------------------------


def _to_write(meant: str) -> str:
    return f'write "{meant}"' if meant else ""


def _signed(sign: str, quantity: str) -> str:
    return f"{sign}{quantity}" if quantity else ""


def _marked(match: re.Match[str], meant: str) -> str:
    """Return a number or a length as about, at most or at least."""
    if match["about"]:
        return f"~{meant}"
    return f"..{meant}" if match["most"] else f"{meant}.."


def _quantity(text: str) -> str:
    """Return a number in words as it is written; empty if nobody can tell."""
    said = text.strip()
    if people := _PEOPLE.fullmatch(said):
        said = people[1]
    if match := _PREFIX.fullmatch(said):
        number = _whole(match["rest"])
        return _marked(match, number) if number else ""
    if said.endswith("+") and (number := _whole(said[:-1])):
        return f"{number}.."
    if number := _whole(said):
        return number
    about, rest = said[:1] == "~", said.removeprefix("~")
    between = _BETWEEN.fullmatch(rest)
    ends = [_whole(each) for each in between.groups()] if between else []
    if not ends or not all(ends) or int(ends[0]) >= int(ends[1]):
        return ""
    return f"{'~' if about else ''}{ends[0]}..{ends[1]}"


def _whole(text: str) -> str:
    """Return a whole number in digits or in words; empty for anything else, and for what names more than one."""
    said = text.strip()
    if not said or not (said[0].isdigit() or said.replace(" ", "").replace("-", "").isalpha()):
        return ""
    found = {(number.low, number.high) for number in numbers_in(said)}
    if len(found) != 1:
        return ""
    ((low, high),) = found
    digits = re.sub("[^0-9]", "", said)
    is_all = digits == str(int(low)) and not re.search(r"[^0-9.,' \u00a0\u202f]", said) if said[0].isdigit() else True
    return str(int(low)) if low == high == int(low) and low >= 1 and is_all else ""


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
    whole = 1 if _ONE.fullmatch(number) else int(_whole(number) or 0)
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
