"""English. `deployments.locales.Language` says what each of these tables is for."""

CLAIM_WORDS = {
    "decided": "decided",
    "start": "start",
    "departed": "departed",
    "operational": "operational",
    "end": "end",
    "returned": "returned",
    "end_decided": "end decided",
    "date": "date",
    "duration": "duration",
    "mandate": "mandate until",
    "strength": "strength",
    "ceiling": "ceiling",
    "change": "change",
    "equipment": "equipment",
    "present": "presence",
    "follows": "follows",
    "relieves": "relieves",
    "cancelled": "called off",
}

BASIS_WORDS = {
    "reported": "reported",
    "planned": "planned",
    "considered": "considered",
}

SOURCE_WORDS = {
    "official": "official",
    "press": "press",
    "relay": "relay",
}

STATUS_WORDS = {
    "repeated": "repeated",
    "replaced": "replaced",
    "overtaken": "overtaken",
    "disputed": "disputed",
    "corrected": "corrected",
    "considered": "considered",
}

CERTAINTY_WORDS = {
    "certain": "certain",
    "possible": "perhaps",
    "no": "no",
}

PART_WORDS = {
    "early": "early {date}",
    "mid": "mid-{date}",
    "late": "late {date}",
}

RELATION_WORDS = {
    "after": "after {what}",
    "before": "before {what}",
    "during": "during {what}",
    "around": "around {what}",
}

REPORT_WORDS = {
    # Names, claims, and who says so.
    "milestone of": "{subject} ({milestone})",
    "kind and claim": "{kind}: {claim}",
    "claim as of": "{claim}, {day}",
    "counted from": "{duration}, counted from: {milestone}",
    "with days": "{date} ({days})",
    "so many": "{number} \N{MULTIPLICATION SIGN} {name}",
    "one": "{number} {name}",
    "framework nation": "framework nation: {country}",
    "marked": "{marks}: {who}",
    "is so": "yes",
    "somebody there": "somebody there",
    "nobody there": "nobody there",
    "relay": "{name} (relay)",
    "quoting": '{who}, "{wording}"',
    "citing": "{who}; citing {source}",
    # What was said.
    "no sources": "Known from no source: the registry is empty.",
    "tolerance": "~ = around: {tolerance}",
    "other": "Other deployments",
    "events": "Events",
    "not stated": "not stated by any source",
    "undated": "no date of its own",
    "what": "what",
    "claim": "claim",
    "said by": "said by",
    "when": "when",
    "about": "about",
    "source": "source",
    "published": "published",
    "kind": "kind",
    "publisher": "publisher",
    "title": "title",
    "statements": "statements",
    "references": "references",
    "url": "address",
    # Who is there, and how many.
    "active": "Who is there: {days}",
    "strength on": "How many: {days}",
    "nobody": "Nobody, as far as these sources go.",
    "nobody certain": "Nobody is certainly there; who perhaps is, is not asked.",
    "nobody listed": "No source speaks for anybody's presence.",
    "certainly": "Certain",
    "perhaps": "Perhaps",
    "not excluded": "Not excluded",
    "left out": "Not listed, though they may be there: {counts}.",
    "stale": "For long = for more than {span}.",
    "certainty": "certainty",
    "strength": "strength",
    "why": "why",
    "contributor": "contributor",
    "mission": "mission",
    "place": "place",
    "none": "(none)",
    "sum": "sum",
    "unknown": "unknown",
    "no numbers": "nobody states a number",
    "computed": "{sum}, computed here",
    "disputed": "{answer}, disputed",
    "unstated": "No total, as nobody states the number of: {deployments}.",
    "once": "A force that moved may be the same people at both places.",
    # Why, and when.
    "history": "{milestone}, as each source left it",
    "earliest": "earliest",
    "latest": "latest",
    "moved": "moved",
    "basis": "basis",
    "day passed": "that day passed; no source reports it, and later ones speak of it",
    "day untold": "that day passed; no newer source speaks of it",
    "overtakes": "{claims}; overtakes {overtaken}",
    "based": "{bounds}, {basis}",
    "first known": "first known",
    "no longer": "no longer known",
    "why is": "Why {milestone} is {days}",
    "why earliest": "not before {day}, because",
    "why latest": "not after {day}, because",
    "earliest unbounded": "earliest: nothing that holds bounds it",
    "latest unbounded": "latest: nothing that holds bounds it",
    "earliest too long": "earliest: by more statements than can be shown",
    "latest too long": "latest: by more statements than can be shown",
    "rule": "order of milestones",
    "date of source": "date of the source",
    "publication of": "publication of {source}",
    "publication on": "publication of {source}, {day}",
    "day of": "day of {source}",
    "changes": "What changed from {since} to {until}",
    "new sources": "New sources",
    "moved bounds": "Bounds that moved",
    "implied bounds": "What only follows from that",
    "doubted reports": "Reports that are corrected, or contradicted",
    "new statements": "New statements",
    "no longer holding": "Plans that no longer hold",
    "before": "before",
    "after": "after",
    "nothing": "Nothing.",
    "unconfirmed": "Planned for before {day}, and reported by no source here",
    "not reported": "Not reported",
    "not tellable": "Due after the newest source that speaks of it: nobody could tell",
    "due by": "due by",
    "milestone": "milestone",
    "promised": "promised",
    "last seen": "last seen",
    "later sources": "later sources",
    "follows from": "follows from {claim}",
    "never": "never",
    "relocations": "Forces that moved",
    "from": "from",
    "to": "to",
    "left": "left",
    "arrived": "arrived",
    # Diagnostics.
    "hint": "hint: {hint}",
}

COUNTED_WORDS = {
    "sources": {
        "one": "Known from {number} source, {first}.",
        "other": "Known from {number} sources, {first} to {last}.",
    },
    "conflicts": {"one": "{number} conflict between reports", "other": "{number} conflicts between reports"},
    "overtaken plans": {"one": "{number} plan overtaken", "other": "{number} plans overtaken"},
    "by sources": {
        "one": "By {number} source: {day}.",
        "other": "By {number} sources; the newest: {day}.",
    },
    "partial sum": {
        "one": "{sum} for the {number} of {parts} with a number; no total",
        "other": "{sum} for the {number} of {parts} with a number; no total",
    },
    "left out cancelled": {"one": "{number} called off", "other": "{number} called off"},
    "left out not_yet": {"one": "{number} planned for later", "other": "{number} planned for later"},
    "left out unspoken": {
        "one": "{number} of which no source speaks yet",
        "other": "{number} of which no source speaks yet",
    },
    "left out authorised": {"one": "{number} only authorised", "other": "{number} only authorised"},
    "left out stale": {
        "one": "{number} of which nobody has spoken for long",
        "other": "{number} of which nobody has spoken for long",
    },
    "unmoved": {"one": "{number} other source moved nothing.", "other": "{number} other sources moved nothing."},
    "days later": {"one": "{number} day later", "other": "{number} days later"},
    "days earlier": {"one": "{number} day earlier", "other": "{number} days earlier"},
    "errors": {"one": "{number} error", "other": "{number} errors"},
    "warnings": {"one": "{number} warning", "other": "{number} warnings"},
    "more of a code": {"one": "and {number} more {code}", "other": "and {number} more {code}"},
}

#: What one report says: with when, and who says so.
REPORT_CLAUSES = {
    "seen": "seen {when} [{who}]",
    "nobody": "nobody there {when} [{who}]",
    "decided": "decided {when} [{who}]",
    "start": "arrived {when} [{who}]",
    "departed": "left home {when} [{who}]",
    "operational": "operational {when} [{who}]",
    "end": "left {when} [{who}]",
    "returned": "home again {when} [{who}]",
    "end_decided": "end decided {when} [{who}]",
    "other": "said {when} [{who}]",
}

#: What one plan says.
PLAN_CLAUSES = {
    "decided": "to be decided {when} [{who}]",
    "start": "to arrive {when} [{who}]",
    "departed": "to leave home {when} [{who}]",
    "end": "to leave {when} [{who}]",
    "returned": "to be home again {when} [{who}]",
}

SENTENCES = {
    # Certain.
    "seen": "There: {said}.",
    "between": "There: {before} and {after}, taken as one stay.",
    "between days": "There: by reports it came {first} and left {last}.",
    # No.
    "before": "Not there yet: {said}.",
    "before days": "Not there yet: by reports it came {first}.",
    "after": "Not there any more: {said}.",
    "after days": "Not there any more: by reports it left {last}.",
    "absent": "{said}.",
    "impossible": "Not there: no course of events that the reports allow has anybody there on that day.",
    "not throughout": "Not there on all of the days asked for: {said}.",
    "never throughout": "It cannot have been there on all of the days asked for.",
    # Possible, by reports.
    "some day": "Certainly there on some of the days asked for, and nobody says on which.",
    "not known which": "So it is on some of the days asked for, and not on others.",
    "gap": "{before} and {after}, but in between {nobody}.",
    "disputed": "Reports contradict each other: {said}.",
    "disputed alone": "Reports contradict each other.",
    "bridged": "{before} and {after}; nobody writes of the {span} between.",
    "arriving": "Arrived {when}: {said}.",
    "leaving": "Left {when}: {said}.",
    "said": "{said}.",
    "last seen": "Last {seen}.",
    # Possible, by plans, or by nothing.
    "considered": "Under consideration [{who}]; nothing is decided.",
    "not yet": "Not to be there before {day}, by what is planned.",
    "cancelled": "Called off [{who}].",
    "overdue": "Was {leaves}; nobody has reported it.",
    "overdue days": "Was to leave {last}, by what is planned; nobody has reported it.",
    "missed": "Was {arrives} and {leaves}; nobody has reported either.",
    "missed arrival": "Was {leaves}; nobody has reported an arrival.",
    "missed days": "Was to leave {last}, by what is planned; nobody has reported an arrival.",
    "authorised": "At most {number} authorised [{who}]; no source says that anybody is, or is to be, there.",
    "mandated": "Authorised until {day} [{who}]; no source says that anybody is, or is to be, there.",
    "to be authorised": "To be authorised [{who}]; no source says that anybody is, or is to be, there.",
    "unspoken": "No source says anything of the days before {day}: {said}.",
    "unspoken source": "No source says anything of the days before {day} [{who}].",
    "silent": "No source plans or reports anything of it.",
    "staying": "Last {seen}; {leaves}.",
    "staying days": "Last {seen}; to leave {last}, by what is planned.",
    "announced": "Announced: {arrives}; nobody has reported an arrival.",
    "under way": "{arrives}; nobody has reported an arrival.",
    "announced alone": "Announced [{who}]; nobody has reported an arrival.",
    "open": "Last {seen}; nobody has named an end.",
    "open end": "Last {seen}; {leaves}, and nobody has named a latest day.",
    "open arrived": "{arrives}; nobody has named an end.",
    "open arrival": "{arrives}; nobody has reported an arrival, or named an end.",
    "stale": "Nobody has spoken of it for {span}, since {day} [{who}].",
    # Who says so.
    "who": "{name}, {day}",
    "relay": "{name} (relay)",
    "read": "{name}, read {day}",
    "citing": "{who}, citing {source}",
    # How many, as it was said.
    "figure": "{number} ({day})",
    "if still there": "{number}, if still there ({day})",
    "if they came": "{number}, if they came ({day})",
    "announced figure": "announced {day}",
    "announced for": "announced {day}, for {own}",
    "not reported": "number not reported; {number} ({day})",
    "all if still there": "{figures}, if still there",
    "all if they came": "{figures}, if they came",
    "computed": "{total}: {figures}, computed here",
    "more by": "plus {number} ({day})",
    "less by": "less {number} ({day})",
    "more later": "then more ({day})",
    "fewer later": "then fewer ({day})",
    "disputed figure": "{figure}, disputed",
    "stale figure": "not stated since {day} (then {number})",
    "unstated figure": "not stated",
    "nobody": "nobody",
}

VALUE_WORDS = {
    # Plain dates.
    "day of year": "{day} {month} {year}",
    "day of month": "{day} {month}",
    "month of year": "{month} {year}",
    "with time": "{date} {time}",
    "bc": "{year} BC",
    "ad": "AD {year}",
    "decade": "the {year}s",
    # When something happens.
    "on day": "on {date}",
    "in period": "in {date}",
    "in part": "in {date}",
    # Dates of which a part is not known.
    "some month of": "some month of {year}",
    "some day in": "some day in {period}",
    "matching": "a day that fits {pattern}",
    "years": "some year from {first} to {last}",
    "estimated": "some year from {first} to {last}, estimated {year}",
    # Marks of the source.
    "around": "around {date}",
    "perhaps": "perhaps {date}",
    "with notes": "{date} ({notes})",
    "~": "{parts} approximate",
    "?": "{parts} uncertain",
    "%": "{parts} approximate and uncertain",
    "year": "year",
    "month": "month",
    "day": "day",
    "season": "season",
    "part of the year": "part of the year",
    # Intervals.
    "from to": "from {first} to {last}",
    "from": "from {first}",
    "until": "until {last}",
    "end unknown": "from {first}, end unknown",
    "start unknown": "until {last}, start unknown",
    "unknown unknown": "from an unknown day to an unknown day",
    "unknown open": "from an unknown day, without end",
    "open unknown": "until an unknown day, without beginning",
    "open open": "without beginning or end",
    # One of several dates, or all of them.
    "between": "between {first} and {last}",
    "range": "{first} to {last}",
    "onwards": "{first} onwards",
    "up to": "up to and including {last}",
    "on or before": "on or before {date}",
    "on or after": "on or after {date}",
    "or earlier": "{date} or earlier",
    "or later": "{date} or later",
    "and earlier": "{date} and earlier",
    "and later": "{date} and later",
    "one of": "one of {dates}",
    "or": "{others} or {last}",
    "and": "{others} and {last}",
    # What another date is relative to.
    "period": "the period {date}",
    "some day": "a day {date}",
    # Numbers and durations.
    "about": "about {amount}",
    "at most": "at most {amount}",
    "at least": "at least {amount}",
    "to": "{low} to {high}",
    "or more": "{low} or more",
    "per cent": "{number} %",
    "more": "{number} more",
    "fewer": "{number} fewer",
    "increase": "more",
    "decrease": "fewer",
}

UNIT_WORDS = {
    "year": {"one": "{number} year", "other": "{number} years"},
    "month": {"one": "{number} month", "other": "{number} months"},
    "week": {"one": "{number} week", "other": "{number} weeks"},
    "day": {"one": "{number} day", "other": "{number} days"},
}

SEASONS = {
    21: "spring {year}",
    22: "summer {year}",
    23: "autumn {year}",
    24: "winter {year}",
    25: "spring {year} (northern hemisphere)",
    26: "summer {year} (northern hemisphere)",
    27: "autumn {year} (northern hemisphere)",
    28: "winter {year} (northern hemisphere)",
    29: "spring {year} (southern hemisphere)",
    30: "summer {year} (southern hemisphere)",
    31: "autumn {year} (southern hemisphere)",
    32: "winter {year} (southern hemisphere)",
    33: "first quarter of {year}",
    34: "second quarter of {year}",
    35: "third quarter of {year}",
    36: "fourth quarter of {year}",
    37: "first four-month period of {year}",
    38: "second four-month period of {year}",
    39: "third four-month period of {year}",
    40: "first half of {year}",
    41: "second half of {year}",
}

# The months, and the rule for plurals, are those of pendulum's locales, and a test compares them. They stand here
# because a report prints without pendulum: to import it takes 40 ms of CPU time, where all of a report takes 480.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
THOUSANDS = ","
FIRST_DAY = ("first",)

COUNTRIES = {
    "BES": "Bonaire, Sint Eustatius and Saba",
    "BRN": "Brunei",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "FLK": "Falkland Islands",
    "FSM": "Micronesia",
    "MAF": "Saint Martin",
    "PSE": "Palestine",
    "RUS": "Russia",
    "SXM": "Sint Maarten",
    "VAT": "Vatican City",
    "XKX": "Kosovo",
    # Former states.
    "CSK": "Czechoslovakia",
    "DDR": "German Democratic Republic",
    "SCG": "Serbia and Montenegro",
    "SUN": "Soviet Union",
    "VDR": "North Vietnam",
    "YMD": "South Yemen",
    "YUG": "Yugoslavia",
}


def plural(number: int) -> str:
    """Return the form that a text has with this number."""
    return "one" if number == 1 else "other"
