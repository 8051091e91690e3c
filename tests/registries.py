"""Registries of every shape, for property tests."""

from hypothesis import strategies as st

from deployments.claims import BEGINNINGS, CLAIMS, ENDINGS, Basis, ClaimKind
from deployments.records import Deployment, Event, Metadata, Mission, Source, SourceKind, Statement
from deployments.registry import Registry
from deployments.values.countries import Organisation
from deployments.values.tolerance import Tolerance

LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
_ONE_NAME = LINES.filter(lambda text: not text.startswith("{")) | st.sampled_from(["{", "{name}", '"a"', "[]", "null"])
#: Names in one language or in several; the order of languages counts.
NAMES = _ONE_NAME | st.dictionaries(st.sampled_from(["en", "nl", "deu"]), LINES, min_size=1)
DATES = st.sampled_from(
    [
        *("2023", "2023-06", "2023-06-21", "2023-06-21~", "2023-06?", "2023-XX-21", "2022-21", "-0043", "Y-17E7"),
        *("2023-06-21T10:00:00Z", "2004-06~-11"),
        *("[2023-05-18..2023-06-14]", "[2023-01-01,2023-03-01]", "[..2023-06-14]", "[2023-06-14..]"),
    ]
)
PERIODS = st.sampled_from(["2022-04/..", "2022-05/2023-04", "/2023", "{2022,2023}"]) | DATES
INTERVALS = st.sampled_from(["2023-06-01/2023-06-30", "2023-06/2023-07~", "2023-06-01?/2023-07"])
PLACES = st.sampled_from(
    [
        None,
        "SVK",
        "Sliač, SVK",
        {"name": "the Gulf of Aden"},
        {"country": "LTU", "name": "Vilnius", "latitude": 54.69, "longitude": 25.28},
    ]
)
QUANTITIES = st.sampled_from(["0", "6", "~150", "150..200", "..2100", "100..", "~..350"])
PAPERS = st.sampled_from(["Kamerstuk 28 676, nr. 433", "2023Z08629", "BT-Drs. 20/1"])
_NOTHING = st.none()


def _whens(ids: list[str]) -> st.SearchStrategy[dict[str, object]]:
    targets = st.sampled_from(["2023-06", "2022-04/..", "letter", *ids, *(f"{i}.end" for i in ids if i != "summit")])
    relations = {name: st.lists(targets, min_size=1, max_size=2) for name in ("after", "before", "around", "during")}
    dated = st.fixed_dictionaries({"on": DATES}, optional=dict(relations))
    parts = st.fixed_dictionaries(
        {"on": st.sampled_from(["2022", "2022-04~"]), "part": st.sampled_from(["early", "mid"])}
    )
    related = st.fixed_dictionaries({"around": relations["around"]}, optional={"after": relations["after"]})
    return st.one_of(dated, parts, related)


def _value(kind: ClaimKind, ids: list[str], subject: str) -> st.SearchStrategy[object]:
    if kind is ClaimKind.DURATION:
        spans = st.sampled_from(["P6M", "~P1Y", "..P6M", "P3M..P6M", "P0D", "P10D.."])
        own = {"from": BEGINNINGS, "to": ENDINGS}
        ends = {key: st.sampled_from([each for each in every if each in CLAIMS[subject]]) for key, every in own.items()}
        return st.one_of(spans, st.fixed_dictionaries({"of": spans}, optional=dict(ends)))
    if kind is ClaimKind.ROTATION:
        return st.sampled_from(["P4M", "~P6M", "P3M..P6M"])
    if kind.spec.refers:
        return st.just("first")
    if kind is ClaimKind.PRESENT:
        return st.booleans()
    if kind is ClaimKind.CANCELLED:
        return st.just(True)
    if kind is ClaimKind.DATE:
        return st.one_of(st.sampled_from(["2023-07-11/2023-07-12", "2023-07/..", "2023~/2024"]), _whens(ids))
    if kind in (ClaimKind.STRENGTH, ClaimKind.CEILING):
        return QUANTITIES | st.dictionaries(LINES, QUANTITIES, min_size=1, max_size=3)
    if kind is ClaimKind.CHANGE:
        return st.sampled_from(["80", "-30", "-~30", "increase", "decrease", "0", "-50 %", "150 %"])
    if kind is ClaimKind.EQUIPMENT:
        changes = st.sampled_from(["-1", "+2", "+~2", "-50 %", "increase", "decrease", "+0"])
        return st.dictionaries(LINES, QUANTITIES | changes, min_size=1, max_size=3)
    return st.one_of(st.just(True), _whens(ids)) if kind.spec.can_be_true else _whens(ids)


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Draw a registry in which every field of every record, and every kind of claim, can occur."""
    note = st.none() | LINES
    sources = [
        Source(
            id=id_,
            title=draw(NAMES),
            kind=draw(_NOTHING | st.sampled_from(SourceKind)),
            publisher=draw(note),
            published=draw(_NOTHING | PERIODS),
            accessed=draw(_NOTHING | DATES),
            covers=draw(_NOTHING | PERIODS),
            language=draw(st.sampled_from([None, "nl", "deu"])),
            url=draw(st.sampled_from([None, "https://example.org/a?b=%22#c"])),
            archived=draw(st.sampled_from([None, "https://web.archive.org/web/2023/https://example.org/"])),
            text=draw(st.sampled_from([None, "letter.txt", 'texts/één "brief", 1.txt'])),
            references=draw(st.lists(PAPERS, max_size=2)),
            cites=draw(st.sampled_from([(), ("letter",), ("Kamerstuk 36 200 X, nr. 1", "press")])),
            note=draw(note),
        )
        for id_ in ("letter", "press")
    ]
    events = [Event(id="summit", name=draw(NAMES), place=draw(PLACES), note=draw(note))]
    missions = [
        Mission(
            id=id_,
            name=draw(NAMES),
            abbreviation=draw(note),
            organisation=draw(note),
            framework_nation=draw(st.sampled_from([None, "DEU"])),
            host=draw(st.sampled_from([(), ("SVK",), ("LTU", "LVA")])),
            part_of=part_of,
            note=draw(note),
        )
        for id_, part_of in (("whole", None), ("part", "whole"))
    ]
    contributors = st.sampled_from(["NLD", "XKX", "YUG", Organisation("EU")])
    whole_of_third = draw(st.sampled_from([None, "first", "second"]))
    deployments = [
        Deployment(
            id=id_,
            contributor=draw(contributors if part_of is None else _NOTHING | contributors),
            part_of=part_of,
            mission=draw(st.sampled_from([None, "whole", "part", ("part", "whole")])),
            force=draw(_NOTHING | NAMES),
            place=draw(PLACES),
            note=draw(note),
        )
        for id_, part_of in (("first", None), ("second", None), ("third", whole_of_third))
    ]
    kinds = {"summit": "event", "whole": "mission", "part": "mission"}
    kinds |= dict.fromkeys(("first", "second", "third"), "deployment")
    statements = []
    for number in range(draw(st.integers(0, 8))):
        about = draw(st.sampled_from([*kinds]))
        kind = draw(
            st.sampled_from([kind for kind in CLAIMS[kinds[about]] if not (kind.spec.refers and about == "first")])
        )
        value = draw(_value(kind, [*kinds], kinds[about]))
        statements.append(
            Statement(
                id=draw(st.sampled_from([f"letter#{number}", f"of-my-own-{number}"])),
                source=draw(st.sampled_from(["letter", "press"])),
                about=about,
                kind=kind,
                value=value,
                as_of=draw(_NOTHING | DATES | INTERVALS) if kind.spec.dated else None,
                basis=draw(st.sampled_from([None, Basis.REPORTED] if value is False else [None, *Basis])),
                citing=draw(st.sampled_from([None, "letter", "press"])),
                corrects=draw(st.sampled_from([None, "letter", "press"])),
                derived=draw(st.booleans()),
                by=draw(note),
                locator=draw(note),
                wording=draw(note),
                note=draw(note),
            )
        )
    numbers = {"day": 30, "quantity": 100, "stale": 30}
    tolerance = draw(st.builds(Tolerance, **{name: st.integers(0, most) for name, most in numbers.items()}))
    metadata = Metadata(
        title=draw(_NOTHING | NAMES),
        authors=draw(st.lists(LINES, max_size=2)),
        licence=draw(st.sampled_from([None, "CC-BY-4.0", "public domain"])),
        version=draw(note),
        date=draw(_NOTHING | DATES),
    )
    return Registry(
        sources=sources,
        events=events,
        missions=missions,
        deployments=deployments,
        statements=statements,
        tolerance=tolerance,
        metadata=metadata,
    )
