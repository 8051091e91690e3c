"""What a number in a letter counts: people, or companies, ships and teams, which are nobody knows how many people.

Words are read in English, Dutch, German and French.

>>> counts("Dutch soldiers"), counts("infantry companies"), counts("team members"), counts("goats")
(<Counted.PEOPLE: 'people'>, <Counted.THINGS: 'things'>, <Counted.UNKNOWN: 'unknown'>, <Counted.UNKNOWN: 'unknown'>)
"""

from __future__ import annotations

from enum import StrEnum

from deployments.number_words import SaidNumber, numbers_at
from deployments.patterns import lazy_pattern
from deployments.values.date_words import bare


class Counted(StrEnum):
    """What a number counts."""

    PEOPLE = "people"
    THINGS = "things"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


#: So many characters and words behind a number are looked at.
_LONGEST, _MOST_WORDS = 80, 5

#: Words for people, in plain letters, each as the end of a longer word too: "Bundeswehrsoldaten", "stafofficieren".
_PEOPLE = (
    r"troops?|crew|soldiers?|service ?(?:members?|persons?|people)|personnel|people|persons?|individuals?|wom[ae]n|"
    r"\b(?:air|crew|guards|police|service)?m[ae]n|"
    r"military|officers?|officials?|police|staff|marines?|sailors?|paratroopers?|commandos?|gendarmes?|guards?|"
    r"peacekeepers?|observers?|advis[eo]rs?|instructors?|trainers?|experts?|specialists?|civilians?|contractors?|members?|"
    r"volunteers?|reservists?|conscripts?|medics?|doctors?|nurses?|engineers?|pilots?|technicians?|forces|monitors?|"
    r"militair(?:en)?|soldaat|soldat(?:en|in|innen)?|mannen|vrouwen|vrouw|personen|persoon|mensen|personeel|"
    r"(?:personeels|bemannings)?leden|agent(?:en)?|marechaussees?|officier(?:en|s)?|mariniers?|matrozen|manschappen|"
    r"troepen|burgers|functionarissen|adviseurs?|instructeurs?|waarnemers?|medewerkers?|genisten|monteurs?|"
    r"\bmann|manner|frauen|menschen|personal|kraften?|polizist(?:en|innen)?|beamte|angehorigen?|mitglied(?:er)?|truppen|"
    r"offizieren?|ausbilder|berater|beobachter|experten|blauhelmen?|matrosen|soldats|militaires?|hommes?|femmes?|"
    r"personnes?|personnels?|effectifs?|policiers?|officiers|marins?|aviateurs?|legionnaires?|conseillers?|formateurs?|"
    r"observateurs?|casques bleus|membres?|civils|troupes|parachutistes|specialistes|"
    r"unita|militari|soldati|uomini|militares|soldados|efectivos|zołnierzy|soldater"
)
#: Words for what has people in it, or carries them, likewise: "Panzerbataillon", "mijnenjagers".
_THINGS = (
    r"compan(?:y|ies)|compagnie(?:s|en)?|kompanien?|battalions?|bataljon(?:s|en|nen)?|bataillon(?:s|en?)?|platoons?|"
    r"pelotons?|squadrons?|squads?|staffeln?|geschwadern?|eskaders?|eska?drons?|escadrons?|escadrilles?|detachement(?:s|en)?|"
    r"detachments?|contingent(?:s|en)?|kontingent(?:en?|s)?|teams?|equipes?|units?|unites?|einheit(?:en)?|eenhe(?:id|den)|"
    r"elements?|elementen?|groups?|groupes?|groep(?:en)?|gruppen?|groupements?|brigades?|brigaden|divisions?|divisies?|"
    r"divisionen|regiment(?:s|en?|er)?|batter(?:y|ies)|batterie(?:s|n)?|batterij(?:en)?|task forces?|taskforces?|"
    r"force|sections?|secties?|abteilung(?:en)?|trupps?|zug|zugen?|corps|crews|bemanning(?:en)?|equipages?|patrols?|"
    r"ships?|schip|schepen|schiffe?n?|navires?|vessels?|vaartuig(?:en)?|boats?|bo(?:ot|ten)|boote?n?|fregat(?:ten)?|"
    r"frigates?|fregatten?|fregates?|destroyers?|corvettes?|korvetten?|submarines?|sous-marins?|minehunters?|"
    r"mijnenjagers?|carriers?|fleets?|aircraft|airplanes?|planes?|jets?|fighters?|helicopters?|helicopteres?|helikopters?|"
    r"hubschraubern?|vliegtuig(?:en)?|toestel(?:len)?|flugzeuge?n?|avions?|drones?|drohnen?|tanks?|panzern?|chars|vehicles?|"
    r"voertuig(?:en)?|fahrzeuge?n?|vehicules?|systems?|syste(?:em|men)|systemen?|systemes?|launchers?|houwitsers?|"
    r"howitzers?|haubitzen?|hospitals?|headquarters|troop"
)
#: What can stand between a number and what it counts: no word that begins another part of the sentence.
_OTHER_PART = (
    r"of|from|for|with|in|on|at|to|by|per|and|or|under|than|van|uit|voor|met|op|naar|door|of|en|bij|von|aus|fur|mit|auf|"
    r"nach|im|und|oder|bei|de|des|du|d|pour|avec|dans|en|a|au|aux|et|ou|par|sur|the|this|their|an|het|een|der|die|das|den|dem|eine?[mnrs]?|le|la|les|une?"
)
#: A share, a comparison, a time, a sum of money and "a small number" are numbers of neither.
_NO_NOUN = lazy_pattern(
    r"(?:.* )?(?:%|per ?cent|procent|prozent|pour cent|more|fewer|less|extra|additional|meer|minder|mehr|weniger|plus|"
    r"moins|half|days?|weeks?|months?|years?|dagen|weken|maand(?:en)?|jaar|tage?n?|wochen?|monate?n?|jahre?n?|jours?|semaines?|"
    r"mois|ans?|number|aantal|anzahl|zahl|nombre|euros?|dollars?|[^a-z]*)(?: .*)?"
)
_PERSON = lazy_pattern(rf"\b\w*(?:{_PEOPLE})\b")
_THING = lazy_pattern(rf"\b\w*(?:{_THINGS})\b")
#: These tell of things, too: "military aircraft", "une unité militaire".
_ABOUT_THING = lazy_pattern(rf"\b(?:military|police|staff|personnel)\b(?=.*?\w*(?:{_THINGS})\b)|\bmilitaires?\b")
_END_OF_PART = lazy_pattern(rf"[^\w -]|\b(?:{_OTHER_PART})\b|\b[0-9]")
#: What makes of a number that of the people in a unit: "a 150-strong company".
_IN_ALL = lazy_pattern(r"[- ]*(?:strong|man|person|koppig|mann|kopf|starke)")
#: An article is no number of people: "a company", "een klein aantal".
_ARTICLE = lazy_pattern(r"an?|een|eine?[mnrs]?|une?")


def counts(words: str) -> Counted:
    """Return what a number counts, of the words that follow it: they end where another part of the sentence begins.

    >>> counts("-strong company"), counts("companies of soldiers"), counts("percent"), counts("")
    (<Counted.PEOPLE: 'people'>, <Counted.THINGS: 'things'>, <Counted.NOTHING: 'nothing'>, <Counted.NOTHING: 'nothing'>)
    """
    plain = bare(words[:_LONGEST])
    if _IN_ALL.match(plain):
        return Counted.PEOPLE
    end = _END_OF_PART.search(plain)
    part = " ".join(plain[: end.start() if end else None].strip(" -").split()[:_MOST_WORDS])
    if _NO_NOUN.fullmatch(part):
        return Counted.NOTHING
    has_things = _THING.search(part) is not None
    has_people = _PERSON.search(_ABOUT_THING.sub("", part) if has_things else part) is not None
    if has_people == has_things:
        return Counted.UNKNOWN
    return Counted.PEOPLE if has_people else Counted.THINGS


def is_article(word: str) -> bool:
    """Tell whether a word is an article, which in some languages is written as the number one is.

    >>> is_article("Een"), is_article("één"), is_article("one")
    (True, False, False)
    """
    return bool(_ARTICLE.fullmatch(word.casefold()))


def people_in(text: str, language: str | None = None) -> set[SaidNumber]:
    """Return the numbers of `numbers_in`, without those that count things, and without articles that count no person.

    >>> sorted(each.low for each in people_in("two companies with 300 soldiers, and an officer", "en"))
    [1, 300]
    """
    found: set[SaidNumber] = set()
    for place in numbers_at(text, language):
        counted = counts(text[place.end : place.end + _LONGEST])
        if counted is Counted.PEOPLE or not (counted is Counted.THINGS or is_article(text[place.start : place.end])):
            found.update(place.numbers)
    return found
