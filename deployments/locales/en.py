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
}

SOURCE_WORDS = {
    "official": "official",
    "press": "press",
    "relay": "relay",
}

STATUS_WORDS = {
    "replaced": "replaced",
    "overtaken": "overtaken",
    "conflict": "in conflict",
}

CERTAINTY_WORDS = {
    "certain": "certain",
    "possible": "possible",
    "no": "no",
}

REASON_WORDS = {
    "reported": "reports",
    "expected": "plans",
    "unconfirmed": "a planned end that nobody reported",
    "open": "no end named",
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
    "planned": "planned",
    "marked": "{marks}; {who}",
    "quoting": '{who}, "{wording}"',
    "citing": "{who}; citing {source}",
    "claim and who": "{claim} ({who})",
    # What was said.
    "no sources": "Known from no source: the registry is empty.",
    "tolerance": "~ = around: {tolerance}",
    "other": "Other deployments",
    "events": "Events",
    "follows": "follows",
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
    "strength on": "Strength: {days}",
    "nobody": "Nobody, as far as these sources go.",
    "certainty": "certainty",
    "rests on": "rests on",
    "strength": "strength",
    "last confirmed": "last confirmed",
    "contributor": "contributor",
    "mission": "mission",
    "place": "place",
    "none": "(none)",
    "total": "total",
    "unknown": "unknown",
    "unstated": "not stated",
    "carried": "{strength}, carried from {day}",
    "planned strength": "{strength}, planned",
    "disputed": "{answer}, disputed",
    "not counted": "Not in the total, as nobody stated their strength: {deployments}.",
    "once": "A force that moved is counted once.",
    # Why, and when.
    "history": "{milestone}, as each source left it",
    "earliest": "earliest",
    "latest": "latest",
    "moved": "moved",
    "first known": "first known",
    "no longer": "no longer known",
    "why": "Why {milestone} is {days}",
    "why earliest": "not before {day}, because",
    "why latest": "not after {day}, because",
    "earliest unbounded": "earliest: nothing that holds bounds it",
    "latest unbounded": "latest: nothing that holds bounds it",
    "earliest too long": "earliest: by more statements than can be shown",
    "latest too long": "latest: by more statements than can be shown",
    "rule": "order of milestones",
    "next place": "one force, one place after the other",
    "date of source": "date of the source",
    "publication of": "publication of {source}",
    "day of": "day of {source}",
    "changes": "What changed from {since} to {until}",
    "new sources": "New sources",
    "moved bounds": "Bounds that moved",
    "new statements": "New statements",
    "no longer holding": "Plans that no longer hold",
    "before": "before",
    "after": "after",
    "nothing": "Nothing.",
    "unconfirmed": "Planned for before {day} at the latest, and never reported",
    "milestone": "milestone",
    "planned for": "planned for",
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
    "unmoved": {"one": "{number} other source moved nothing.", "other": "{number} other sources moved nothing."},
    "days moved": {"one": "{number} day", "other": "{number} days"},
    "errors": {"one": "{number} error", "other": "{number} errors"},
    "warnings": {"one": "{number} warning", "other": "{number} warnings"},
    "more of a code": {"one": "and {number} more {code}", "other": "and {number} more {code}"},
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
