"""Words and signs beside a date that change what it means: they are no part of a spelling, as their meaning is lost."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from deployments.importing.date_formats import around_tokens, is_fiscal
from deployments.patterns import lazy_pattern
from deployments.values.date_words import bare, telling_words

#: What to write instead of each of some words of four languages, beside those that dates in words are made of.
_PLANNED = 'move what is planned to a table of its own, with the date alone, and write basis = "planned" in its mapping'
_IN_EDTF = (
    'write in the table which days it can be, as "EDTF" in formats reads them: "2020~" for about 2020, "2020?" if it '
    'may not be 2020, "[2020..2021]" for one day of these years, "2020-21" for the spring'
)
_FISCAL = 'write FFFF or FF for the year, as in "FYFFFF", and fiscal_2000 in [dates]'
_WORDS = {
    _PLANNED: (
        "plan plans planned planning scheduled schedule foreseen forecast forecasts projected projection proposed "
        "intended target targeted anticipated envisaged expected expect exp due future budget budgeted requested "
        "gepland geplande voorzien voorziene beoogd beoogde verwacht verwachte verwachting begroot voorgenomen "
        "geplant geplante geplanter geplantes geplanten vorgesehen vorgesehene erwartet erwartete voraussichtlich "
        "prognose beabsichtigt angestrebt soll prevu prevue prevus prevues prevision planifie planifiee attendu "
        "attendue attendus projete projetee envisage envisagee anticipe cible"
    ),
    _IN_EDTF: (
        "est estimate estimated estimates estimation geschat geschatte schatting geschatzt geschatzte schatzung "
        "estime estimee estimes estimees approximate appr approxim roughly nearly almost zirka zowat bijna ungefahr "
        "rund annahernd fast approximatif approximative approximativement presque plusminus probable probably "
        "possible possibly perhaps maybe presumed presumably likely uncertain unconfirmed unknown unclear tentative "
        "provisional preliminary draft alleged reportedly undated vermoedelijk waarschijnlijk waarschijnlijke "
        "misschien wellicht mogelijk onzeker onbevestigd onbekend voorlopig voorlopige vermutlich wahrscheinlich "
        "vielleicht moglich moglicherweise unsicher unbestatigt unbekannt vorlaufig vorlaufige probablement "
        "possiblement incertain incertaine inconnu inconnue provisoire preliminaire presume peut not no non never "
        "except excluding excl exclusive without niet geen nooit behalve exclusief uitgezonderd zonder nicht kein "
        "keine keiner keinen nie ausser ohne exklusive ausschliesslich pas ni jamais sauf hors sans exclu onwards "
        "onward later latest earlier earliest thereafter forward ongoing present now continuing prior previous "
        "preceding ff wef starting started begins ends ended following least most minimum maximum min max minimal "
        "maximal beyond ending verder latere eerder vroeger voort lopend lopende heden tegenwoordig minstens "
        "tenminste maximaal weiter weiterhin spater fruher fortlaufend laufend laufende heute fortan folgende "
        "beginnt endet mindestens hochstens wenigstens tard tot desormais ulterieur ulterieurement posterieur "
        "anterieur anterieurement actuellement suivants suivantes moins bc bce tbc tbd tba vs post compter env dès"
    ),
}
#: Words before a fiscal year.
_OF_FISCAL = ("fy", "fj", "gj", "fiscal", "fiscale", "boekjaar", "begrotingsjaar", "haushaltsjahr", "geschaftsjahr")
#: What changes the meaning of a date as a sign; a plus sign also stands before the hours of a time zone.
_SIGN = lazy_pattern(
    r"[\u00b1<>~?%\u2264\u2265\u2248\u2243\u2245\u226a\u226b\u2192\u2190\u00ac\u2260]|\+(?![0-9]{2}:?[0-9]{2}\b)|\.\.|\u2026"
)
#: A letter behind a year that marks it as estimated, forecast, provisional or revised, as statistics do.
_FLAG = lazy_pattern(r"[0-9] ?\(?([efprEFPR])\)?$")
#: A dash or a slash with nothing before it, or nothing behind it, leaves that end open.
_OPEN = lazy_pattern(r"[-/\u2010-\u2015\u2212]")


def telling_part(text: str) -> str:
    """Return the first word or sign of a text with a date that changes what the date means; empty without one.

    >>> telling_part("2023 (planned)"), telling_part("±2023"), telling_part("2023-05-01"), telling_part("soon")
    ('planned', '±', '', '')
    """
    if found := [*telling_words(text), *_words_among(_instead(), text)]:
        return min(found, key=text.index)
    sign = _SIGN.search(text) if any(map(str.isdigit, text)) else None
    flag = _FLAG.search(text)
    return sign[0] if sign else flag[1] if flag else ""


def telling_part_of_spelling(spelling: str) -> str:
    """Return what of a spelling changes what its dates mean; empty if nothing does.

    >>> telling_part_of_spelling("<YYYY"), telling_part_of_spelling("FY YYYY"), telling_part_of_spelling("YYYY -")
    ('<', 'FY', '-')
    >>> telling_part_of_spelling("FY FFFF"), telling_part_of_spelling("Week WW, YYYY")
    ('', '')
    """
    before, *between, behind = around_tokens(spelling)
    text = "0".join((before, *between, behind))
    fiscal = [] if is_fiscal(spelling) else _words_among(_OF_FISCAL, text)
    ends = [sign for sign in (before.rstrip(" (")[-1:], behind.lstrip(" )")[:1]) if _OPEN.fullmatch(sign)]
    return next((part for part in (telling_part(text), *fiscal, *ends) if part), "")


def _words_among(words: Container[str], text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text) if bare(word) in words or word.casefold() in words]


def hint_instead(part: str) -> str:
    """Return what to do about a date with a word or a sign that changes what it means.

    >>> hint_instead("gepland")
    'move what is planned to a table of its own, with the date alone, and write basis = "planned" in its mapping'
    """
    return _FISCAL if bare(part) in _OF_FISCAL else _instead().get(bare(part), _IN_EDTF)


@cache
def _instead() -> dict[str, str]:
    return {word: hint for hint, words in reversed(_WORDS.items()) for word in words.split()}
