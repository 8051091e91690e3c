"""A registry in which every text of every record is what its maker wants, to see what the page makes of it."""

from __future__ import annotations

from collections.abc import Callable

from deployments import ClaimKind, Deployment, Event, Metadata, Mission, Registry, Source, Statement

#: What leaves a text of HTML, an attribute, a script or a style sheet, and runs; and what turns a line around.
MARKUP = (
    "</script></style></title></template></textarea></option></svg>--><script>window.hacked=1</script>"
    "<img src=x onerror=window.hacked=1><svg/onload=window.hacked=1>\" onfocus=window.hacked=1 autofocus x='`"
    "{{ 7*7 }}{% raw %}${7*7}&lt;b&gt;&#x202e;\u202e\u2066\u0301\\u003cscript>]]>"
)
#: Characters of the right-to-left scripts, one that is wide, and a mark with nothing to stand on.
BIDI = "\u05d0\u05d1\u05d2 \u0627\u0628\u062c \u202edrawkcab\u2069 \u5317\u7d04"

#: The value of each kind of claim whose value holds no text, or an id.
_VALUES: dict[str, object] = {
    "duration": {"of": "P4M", "from": "start", "to": "end"},
    "present": True,
    "strength": "~70",
    "change": "-10",
    "ceiling": "500",
    "rotation": "P4M",
    "cancelled": True,
    "follows": "before",
    "relieves": "before",
}

#: Gives the text of a field, which has this name, and is at most so long.
Text = Callable[[str, int], str]


def registry(text: Text) -> Registry:
    """Return a registry with every kind of record and claim, and these texts in every field that takes a text."""
    return Registry(
        metadata=Metadata(
            title=text("title", 2000), authors=[text("author", 2000)], licence=text("licence", 2000), version="1"
        ),
        sources=[_source(f"s{number}", text) for number in range(2)],
        events=[
            Event(
                id="ev",
                name=text("event", 2000),
                place={"name": _printable(text("event place", 120)), "latitude": 54.7, "longitude": 25.3},
                note=text("event note", 2000),
            )
        ],
        missions=[
            Mission(
                id="mission",
                name=text("mission", 2000),
                abbreviation=text("abbreviation", 2000),
                organisation=text("organisation", 2000),
                host="SVK",
                note=text("mission note", 2000),
            )
        ],
        deployments=[
            Deployment(id="before", contributor="NLD", force=text("force before", 2000), mission="mission"),
            Deployment(
                id="stay",
                contributor={"organisation": _printable(text("contributor", 200))},
                force=text("force", 2000),
                mission="mission",
                place={"country": "SVK", "name": _printable(text("place", 120))},
                note=text("deployment note", 2000),
            ),
            Deployment(id="part", part_of="stay", force={"en": text("part", 2000), "nl": text("deel", 2000)}),
        ],
        statements=[*_statements(text)],
    )


def _source(id_: str, text: Text) -> Source:
    return Source(
        id=id_,
        title=text(f"{id_} title", 2000),
        kind="official",
        publisher=text(f"{id_} publisher", 2000),
        published="2024-03-01" if id_ == "s0" else "2024-05-01",
        language="en",
        url=f'https://example.org/{id_}?"><script>window.hacked=1</script>&{"u" * 900}',
        archived=f"https://archive.example.org/{id_}?'onclick=window.hacked=1",
        references=[_printable(text(f"{id_} reference", 200))],
        cites=[_printable(text(f"{id_} cites", 200))],
        note=text(f"{id_} note", 2000),
    )


def _printable(text: str) -> str:
    """Return a text without the characters that names of places, contributors and papers cannot have."""
    return "".join(char for char in text if char.isprintable()).strip()


def _statements(text: Text) -> list[Statement]:
    found: list[Statement] = []
    for about in ("ev", "mission", "stay", "part", "before"):
        subject = {"ev": "event", "mission": "mission"}.get(about, "deployment")
        for kind in ClaimKind:
            if subject not in kind.spec.subjects or (kind.spec.refers and about == "before"):
                continue
            name = f"{about} {kind.value}"
            value = {text(f"{name} equipment", 100): 2} if kind is ClaimKind.EQUIPMENT else _VALUES.get(kind.value)
            found.append(
                Statement(
                    id=f"{about}-{kind.value}",
                    source="s0" if len(found) % 2 else "s1",
                    about=about,
                    kind=kind,
                    value="2024-04" if value is None else value,
                    by=text(f"{name} by", 2000),
                    locator=text(f"{name} locator", 2000),
                    wording=text(f"{name} wording", 300),
                    note=text(f"{name} note", 2000),
                )
            )
    return found


def markup(name: str, longest: int) -> str:
    """Return the name of a field, and markup."""
    return f"{name} {MARKUP}"[:longest]


def bidi(name: str, longest: int) -> str:
    """Return the name of a field between words that run from right to left."""
    return f"{BIDI} {name} {BIDI}"[:longest]


def long(name: str, longest: int) -> str:
    """Return the name of a field, and as many letters without a blank as it takes."""
    return f"{name}-{'W' * longest}"[:longest]


def plain(name: str, longest: int) -> str:
    """Return the name of a field."""
    return name[:longest]
