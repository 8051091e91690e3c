"""Nederlands (Dutch). `deployments.locales.Language` says what each of these tables is for."""

CLAIM_WORDS = {
    "decided": "besloten",
    "start": "begin",
    "departed": "vertrokken",
    "operational": "operationeel",
    "end": "einde",
    "returned": "teruggekeerd",
    "end_decided": "einde besloten",
    "date": "datum",
    "duration": "duur",
    "mandate": "mandaat tot en met",
    "strength": "sterkte",
    "ceiling": "maximum",
    "change": "wijziging",
    "equipment": "materieel",
    "present": "aanwezigheid",
    "follows": "volgt op",
    "relieves": "lost af",
    "cancelled": "afgelast",
}

BASIS_WORDS = {
    "planned": "gepland",
    "reported": "gemeld",
    "planned": "gepland",
    "considered": "overwogen",
}

SOURCE_WORDS = {
    "official": "officieel",
    "press": "pers",
    "relay": "doorgegeven",
}

STATUS_WORDS = {
    "repeated": "herhaald",
    "replaced": "vervangen",
    "overtaken": "achterhaald",
    "disputed": "tegengesproken",
    "corrected": "rechtgezet",
    "considered": "overwogen",
}

CERTAINTY_WORDS = {
    "certain": "zeker",
    "possible": "misschien",
    "no": "nee",
}

PART_WORDS = {
    "early": "begin {date}",
    "mid": "medio {date}",
    "late": "eind {date}",
}

RELATION_WORDS = {
    "after": "na {what}",
    "before": "voor {what}",
    "during": "tijdens {what}",
    "around": "rond {what}",
}

REPORT_WORDS = {
    # Names, claims, and who says so.
    "milestone of": "{subject} ({milestone})",
    "kind and claim": "{kind}: {claim}",
    "claim as of": "{claim}, {day}",
    "counted from": "{duration}, gerekend vanaf: {milestone}",
    "with days": "{date} ({days})",
    "so many": "{number} \N{MULTIPLICATION SIGN} {name}",
    "one": "{number} {name}",
    "framework nation": "framework nation: {country}",
    "marked": "{marks}: {who}",
    "is so": "ja",
    "somebody there": "iemand aanwezig",
    "nobody there": "niemand aanwezig",
    "relay": "{name} (doorgegeven)",
    "quoting": '{who}, "{wording}"',
    "citing": "{who}; met verwijzing naar {source}",
    # What was said.
    "no sources": "Bekend uit geen enkele bron: het register is leeg.",
    "tolerance": "~ = rond: {tolerance}",
    "other": "Overige inzet",
    "events": "Gebeurtenissen",
    "not stated": "door geen bron genoemd",
    "undated": "zonder eigen datum",
    "what": "wat",
    "claim": "mededeling",
    "said by": "volgens",
    "when": "wanneer",
    "about": "over",
    "source": "bron",
    "published": "gepubliceerd",
    "kind": "soort",
    "publisher": "uitgever",
    "title": "titel",
    "statements": "mededelingen",
    "references": "kenmerken",
    "url": "adres",
    # Who is there, and how many.
    "active": "Wie er is: {days}",
    "strength on": "Met hoeveel: {days}",
    "nobody": "Niemand, voor zover deze bronnen reiken.",
    "certainly": "Zeker",
    "perhaps": "Misschien",
    "not excluded": "Niet uitgesloten",
    "left out": "Niet genoemd, al kunnen ze er zijn: {counts}.",
    "stale": "Lang = meer dan {span}.",
    "certainty": "zekerheid",
    "strength": "sterkte",
    "why": "waarom",
    "contributor": "deelnemer",
    "mission": "missie",
    "place": "plaats",
    "none": "(geen)",
    "sum": "som",
    "unknown": "onbekend",
    "no numbers": "niemand noemt een aantal",
    "computed": "{sum}, hier berekend",
    "disputed": "{answer}, betwist",
    "unstated": "Geen totaal, omdat niemand het aantal noemt van: {deployments}.",
    "once": "Een eenheid die verplaatst is, kan op beide plaatsen dezelfde mensen zijn.",
    # Why, and when.
    "history": "{milestone}, zoals elke bron het achterliet",
    "earliest": "vroegst",
    "latest": "laatst",
    "moved": "verschoven",
    "first known": "eerst bekend",
    "no longer": "niet meer bekend",
    "why is": "Waarom {milestone} {days} is",
    "why earliest": "niet voor {day}, omdat",
    "why latest": "niet na {day}, omdat",
    "earliest unbounded": "vroegst: niets dat geldt begrenst het",
    "latest unbounded": "laatst: niets dat geldt begrenst het",
    "earliest too long": "vroegst: door meer mededelingen dan getoond kunnen worden",
    "latest too long": "laatst: door meer mededelingen dan getoond kunnen worden",
    "rule": "volgorde van mijlpalen",
    "next place": "één eenheid, de ene plaats na de andere",
    "date of source": "datum van de bron",
    "publication of": "publicatie van {source}",
    "day of": "dag van {source}",
    "changes": "Wat er veranderde van {since} tot {until}",
    "new sources": "Nieuwe bronnen",
    "moved bounds": "Grenzen die verschoven",
    "new statements": "Nieuwe mededelingen",
    "no longer holding": "Plannen die niet meer gelden",
    "before": "eerst",
    "after": "daarna",
    "nothing": "Niets.",
    "unconfirmed": "Gepland voor een dag voor {day}, en door geen bron hier gemeld",
    "not reported": "Niet gemeld",
    "not tellable": "Gepland voor na de nieuwste bron die erover spreekt: niemand kon het zeggen",
    "due by": "uiterlijk",
    "milestone": "mijlpaal",
    "promised": "beloofd",
    "last seen": "laatst gezien",
    "later sources": "latere bronnen",
    "follows from": "volgt uit {claim}",
    "never": "nooit",
    "relocations": "Verplaatste eenheden",
    "from": "van",
    "to": "naar",
    "left": "vertrokken",
    "arrived": "aangekomen",
    # Diagnostics.
    "hint": "hint: {hint}",
}

COUNTED_WORDS = {
    "sources": {
        "one": "Bekend uit {number} bron, {first}.",
        "other": "Bekend uit {number} bronnen, {first} tot en met {last}.",
    },
    "conflicts": {
        "one": "{number} tegenspraak tussen meldingen",
        "other": "{number} keer tegenspraak tussen meldingen",
    },
    "overtaken plans": {"one": "{number} plan achterhaald", "other": "{number} plannen achterhaald"},
    "by sources": {
        "one": "Volgens {number} bron, van {day}.",
        "other": "Volgens {number} bronnen, de nieuwste van {day}.",
    },
    "partial sum": {
        "one": "{sum} voor de {number} van {parts} met een aantal; geen totaal",
        "other": "{sum} voor de {number} van {parts} met een aantal; geen totaal",
    },
    "left out cancelled": {"one": "{number} afgelast", "other": "{number} afgelast"},
    "left out not_yet": {"one": "{number} gepland voor later", "other": "{number} gepland voor later"},
    "left out unspoken": {
        "one": "{number} waarover nog geen bron spreekt",
        "other": "{number} waarover nog geen bron spreekt",
    },
    "left out authorised": {"one": "{number} alleen toegestaan", "other": "{number} alleen toegestaan"},
    "left out stale": {
        "one": "{number} waarover al lang niemand spreekt",
        "other": "{number} waarover al lang niemand spreekt",
    },
    "unmoved": {"one": "{number} andere bron verschoof niets.", "other": "{number} andere bronnen verschoven niets."},
    "days moved": {"one": "{number} dag", "other": "{number} dagen"},
    "errors": {"one": "{number} fout", "other": "{number} fouten"},
    "warnings": {"one": "{number} waarschuwing", "other": "{number} waarschuwingen"},
    "more of a code": {"one": "en nog {number} keer {code}", "other": "en nog {number} keer {code}"},
}

#: Wat een melding zegt: met wanneer, en wie het zegt.
REPORT_CLAUSES = {
    "seen": "gezien {when} [{who}]",
    "nobody": "niemand aanwezig {when} [{who}]",
    "decided": "besloten {when} [{who}]",
    "start": "aangekomen {when} [{who}]",
    "departed": "van huis vertrokken {when} [{who}]",
    "operational": "operationeel {when} [{who}]",
    "end": "vertrokken {when} [{who}]",
    "returned": "weer thuis {when} [{who}]",
    "end_decided": "einde besloten {when} [{who}]",
    "other": "gezegd {when} [{who}]",
}

#: Wat een plan zegt.
PLAN_CLAUSES = {
    "decided": "besluit gepland {when} [{who}]",
    "start": "aankomst gepland {when} [{who}]",
    "departed": "vertrek van huis gepland {when} [{who}]",
    "end": "vertrek gepland {when} [{who}]",
    "returned": "terugkeer gepland {when} [{who}]",
}

SENTENCES = {
    # Zeker.
    "seen": "Aanwezig: {said}.",
    "between": "Aanwezig: {before} en {after}, opgevat als één verblijf.",
    "between days": "Aanwezig: volgens meldingen aangekomen {first} en vertrokken {last}.",
    # Nee.
    "before": "Nog niet aanwezig: {said}.",
    "before days": "Nog niet aanwezig: volgens meldingen aangekomen {first}.",
    "after": "Niet meer aanwezig: {said}.",
    "after days": "Niet meer aanwezig: volgens meldingen vertrokken {last}.",
    "absent": "Niet aanwezig: {said}.",
    "impossible": "Niet aanwezig: bij geen verloop dat de meldingen toelaten is er die dag iemand.",
    "not throughout": "Niet op alle gevraagde dagen aanwezig: {said}.",
    "never throughout": "Op alle gevraagde dagen kan het er niet geweest zijn.",
    # Mogelijk, volgens meldingen.
    "some day": "Op sommige van de gevraagde dagen zeker aanwezig, maar niemand zegt op welke.",
    "not known which": "Zo is het op sommige van de gevraagde dagen, en op andere niet.",
    "gap": "{before} en {after}, maar daartussen {nobody}.",
    "disputed": "Meldingen spreken elkaar tegen: {said}.",
    "disputed alone": "Meldingen spreken elkaar tegen.",
    "bridged": "{before} en {after}; niemand schrijft over de {span} daartussen.",
    "arriving": "Aangekomen {when}: {said}.",
    "leaving": "Vertrokken {when}: {said}.",
    "said": "{said}.",
    "last seen": "Laatst {seen}.",
    # Mogelijk, volgens plannen, of volgens niets.
    "considered": "In overweging [{who}]; er is niets besloten.",
    "not yet": "Volgens de plannen niet aanwezig voor {day}.",
    "cancelled": "Afgelast [{who}].",
    "overdue": "{leaves}; niemand heeft het gemeld.",
    "overdue days": "Vertrek gepland {last}, volgens alle plannen samen; niemand heeft het gemeld.",
    "missed": "{arrives} en {leaves}; niemand heeft een van beide gemeld.",
    "missed arrival": "{leaves}; niemand heeft een aankomst gemeld.",
    "missed days": "Vertrek gepland {last}, volgens alle plannen samen; niemand heeft een aankomst gemeld.",
    "authorised": "Ten hoogste {number} toegestaan [{who}]; geen bron zegt dat er iemand is, of komt.",
    "mandated": "Toegestaan tot en met {day} [{who}]; geen bron zegt dat er iemand is, of komt.",
    "to be authorised": "Toestemming in voorbereiding [{who}]; geen bron zegt dat er iemand is, of komt.",
    "unspoken": "Geen bron zegt iets over de dagen voor {day}: {said}.",
    "unspoken source": "Geen bron zegt iets over de dagen voor {day} [{who}].",
    "silent": "Geen bron plant of meldt er iets over.",
    "staying": "Laatst {seen}; {leaves}.",
    "staying days": "Laatst {seen}; vertrek gepland {last}, volgens alle plannen samen.",
    "announced": "Aangekondigd: {arrives}; niemand heeft een aankomst gemeld.",
    "under way": "{arrives}; niemand heeft een aankomst gemeld.",
    "announced alone": "Aangekondigd [{who}]; niemand heeft een aankomst gemeld.",
    "open": "Laatst {seen}; niemand heeft een einde genoemd.",
    "open end": "Laatst {seen}; {leaves}, en niemand heeft een uiterste dag genoemd.",
    "open arrived": "{arrives}; niemand heeft een einde genoemd.",
    "open arrival": "{arrives}; niemand heeft een aankomst gemeld, of een einde genoemd.",
    "stale": "Al {span} heeft niemand erover gesproken, sinds {day} [{who}].",
    # Wie het zegt.
    "who": "{name}, {day}",
    "relay": "{name} (doorgegeven)",
    "read": "{name}, gelezen {day}",
    "citing": "{who}, met verwijzing naar {source}",
    # Met hoeveel, zoals het gezegd is.
    "figure": "{number} ({day})",
    "if still there": "{number}, als ze er nog zijn ({day})",
    "if they came": "{number}, als ze gekomen zijn ({day})",
    "announced figure": "aangekondigd {day}",
    "announced for": "aangekondigd {day}, voor {own}",
    "not reported": "aantal niet gemeld; {number} ({day})",
    "all if still there": "{figures}, als ze er nog zijn",
    "all if they came": "{figures}, als ze gekomen zijn",
    "computed": "{total}: {figures}, hier berekend",
    "more by": "plus {number} ({day})",
    "less by": "min {number} ({day})",
    "more later": "daarna meer ({day})",
    "fewer later": "daarna minder ({day})",
    "disputed figure": "{figure}, betwist",
    "stale figure": "niet genoemd sinds {day} (toen {number})",
    "unstated figure": "niet genoemd",
    "nobody": "niemand",
}

VALUE_WORDS = {
    # Plain dates.
    "day of year": "{day} {month} {year}",
    "day of month": "{day} {month}",
    "month of year": "{month} {year}",
    "with time": "{date} {time}",
    "bc": "{year} v.Chr.",
    "ad": "{year} n.Chr.",
    "decade": "de jaren {year}",
    # When something happens.
    "on day": "op {date}",
    "in period": "in {date}",
    "in part": "{date}",
    # Dates of which a part is not known.
    "some month of": "een maand van {year}",
    "some day in": "een dag in {period}",
    "matching": "een dag die past bij {pattern}",
    "years": "een jaar van {first} tot en met {last}",
    "estimated": "een jaar van {first} tot en met {last}, naar schatting {year}",
    # Marks of the source.
    "around": "rond {date}",
    "perhaps": "mogelijk {date}",
    "with notes": "{date} ({notes})",
    "~": "{parts} bij benadering",
    "?": "{parts} onzeker",
    "%": "{parts} bij benadering en onzeker",
    "year": "jaar",
    "month": "maand",
    "day": "dag",
    "season": "seizoen",
    "part of the year": "deel van het jaar",
    # Intervals.
    "from to": "van {first} tot en met {last}",
    "from": "vanaf {first}",
    "until": "tot en met {last}",
    "end unknown": "vanaf {first}, einde onbekend",
    "start unknown": "tot en met {last}, begin onbekend",
    "unknown unknown": "van een onbekende dag tot een onbekende dag",
    "unknown open": "vanaf een onbekende dag, zonder einde",
    "open unknown": "tot een onbekende dag, zonder begin",
    "open open": "zonder begin of einde",
    # One of several dates, or all of them.
    "between": "tussen {first} en {last}",
    "range": "{first} tot en met {last}",
    "onwards": "vanaf {first}",
    "up to": "tot en met {last}",
    "on or before": "op of voor {date}",
    "on or after": "op of na {date}",
    "or earlier": "{date} of eerder",
    "or later": "{date} of later",
    "and earlier": "{date} en eerder",
    "and later": "{date} en later",
    "one of": "een van {dates}",
    "or": "{others} of {last}",
    "and": "{others} en {last}",
    # What another date is relative to.
    "period": "de periode {date}",
    "some day": "een dag {date}",
    # Numbers and durations.
    "about": "ongeveer {amount}",
    "at most": "ten hoogste {amount}",
    "at least": "ten minste {amount}",
    "to": "{low} tot {high}",
    "or more": "{low} of meer",
    "per cent": "{number} %",
    "more": "{number} meer",
    "fewer": "{number} minder",
    "increase": "meer",
    "decrease": "minder",
}

UNIT_WORDS = {
    "year": {"one": "{number} jaar", "other": "{number} jaar"},
    "month": {"one": "{number} maand", "other": "{number} maanden"},
    "week": {"one": "{number} week", "other": "{number} weken"},
    "day": {"one": "{number} dag", "other": "{number} dagen"},
}

SEASONS = {
    21: "voorjaar {year}",
    22: "zomer {year}",
    23: "najaar {year}",
    24: "winter {year}",
    25: "voorjaar {year} (noordelijk halfrond)",
    26: "zomer {year} (noordelijk halfrond)",
    27: "najaar {year} (noordelijk halfrond)",
    28: "winter {year} (noordelijk halfrond)",
    29: "voorjaar {year} (zuidelijk halfrond)",
    30: "zomer {year} (zuidelijk halfrond)",
    31: "najaar {year} (zuidelijk halfrond)",
    32: "winter {year} (zuidelijk halfrond)",
    33: "eerste kwartaal van {year}",
    34: "tweede kwartaal van {year}",
    35: "derde kwartaal van {year}",
    36: "vierde kwartaal van {year}",
    37: "eerste viermaandsperiode van {year}",
    38: "tweede viermaandsperiode van {year}",
    39: "derde viermaandsperiode van {year}",
    40: "eerste helft van {year}",
    41: "tweede helft van {year}",
}

# As in English, these are pendulum's, and a test compares them.
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = ("jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
THOUSANDS = "."
FIRST_DAY = ("eerste",)

COUNTRIES = {
    "BES": "Bonaire, Sint Eustatius en Saba",
    "COD": "Democratische Republiek Congo",
    "COG": "Congo-Brazzaville",
    "FLK": "Falklandeilanden",
    "GEO": "Georgië",
    "LAO": "Laos",
    "MAF": "Sint-Maarten (Frans deel)",
    "PSE": "Palestina",
    "SXM": "Sint Maarten",
    "VAT": "Vaticaanstad",
    "XKX": "Kosovo",
    # Former states.
    "CSK": "Tsjecho-Slowakije",
    "DDR": "Duitse Democratische Republiek",
    "SCG": "Servië en Montenegro",
    "SUN": "Sovjet-Unie",
    "VDR": "Noord-Vietnam",
    "YMD": "Zuid-Jemen",
    "YUG": "Joegoslavië",
}


def plural(number: int) -> str:
    """Return the form that a text has with this number."""
    return "one" if number == 1 else "other"
