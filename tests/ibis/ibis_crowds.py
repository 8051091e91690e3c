"""Random registries of a few deployments, with claims of every kind that answers by the day take in."""

import datetime
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from deployments import Deployment, Mission, Registry, Source, Statement, Tolerance
from deployments.diagnostics import RegistryError
from deployments.values.calendar import iso

#: The days that are spoken of.
FIRST, LAST = (datetime.date(*day).toordinal() for day in ((2023, 1, 1), (2023, 3, 31)))

_DAY = st.integers(FIRST, LAST).map(iso)
_PAIR = st.tuples(_DAY, _DAY).map(sorted)
_DATE = st.one_of(
    _DAY,
    _DAY,
    _DAY.map("{}~".format),
    _DAY.map(lambda text: text[:7]),
    _PAIR.map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
    _PAIR.map(lambda pair: f"[{','.join(dict.fromkeys(pair))}]"),
)
_IDS = ("a", "b", "c", "d", "e")
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "start": _DATE,
    "end": _DATE,
    "departed": _DATE,
    "returned": _DATE,
    "decided": _DATE | st.just(value=True),
    "duration": st.sampled_from(["P10D", "P1M", "..P1M", "P5D..P20D"]),
    "present": st.booleans(),
    "strength": st.sampled_from(["0", "6", "~50", "70..80", "100..", "..40", {"troops": "~50", "police": "6"}]),
    "change": st.sampled_from(["5", "-30", "-50 %", "increase", "decrease"]),
    "cancelled": st.just(value=True),
    "mandate": _DATE,
}
_KIND = st.sampled_from([*_VALUES, "start", "end", "present", *["strength"] * 5, *["follows"] * 3])
_BASIS = st.sampled_from([None, "reported", "reported", "planned", "considered"])


#: In which missions a deployment is, and what it is part of, if it is.
_MISSIONS = st.sampled_from([[], ["part"], ["whole", "other"], ["part", "other"]])
_NLD_OR_PART_OF = {
    whole: st.sampled_from([{"contributor": "NLD"}, {"part_of": whole}, {"part_of": whole, "contributor": "DEU"}])
    for whole in ("a", "c", "d")
}


@st.composite
def _statement(draw: st.DrawFn, number: int) -> Statement:
    kind, about = draw(_KIND), draw(st.sampled_from(_IDS))
    if kind == "follows" and about == "a":
        kind = "start"
    before = st.sampled_from(_IDS[: _IDS.index(about)] or _IDS)
    basis = draw(_BASIS)
    value = draw(before if kind == "follows" else _VALUES[kind])
    if value is True or value is False:
        basis = "reported"
    return Statement(
        id=f"said-{number}",
        source=draw(st.sampled_from(["s0", "s1", "s2"])),
        about=about,
        kind=kind,
        value=value,
        as_of=draw(st.none() | _DATE | (_PAIR.map("/".join) if basis == "reported" else st.nothing()))
        if kind in ("strength", "change", "present")
        else None,
        basis=basis,
    )


@st.composite
def crowds(draw: st.DrawFn) -> Registry:
    """Draw a registry of five deployments, some of which may be of the same force, or part of another."""
    statements = [draw(_statement(number)) for number in range(draw(st.integers(1, 14)))]
    sources = [Source(id=f"s{number}", title="A letter", published=draw(_DATE)) for number in range(3)]
    tolerance = Tolerance(day=2, stale=draw(st.sampled_from([1, 18])))
    try:
        return Registry(
            sources=sources,
            missions=[
                Mission(id="whole", name="Whole"),
                Mission(id="part", name="Part", part_of="whole"),
                Mission(id="other", name="Other"),
            ],
            deployments=[
                Deployment(id="a", contributor="NLD", place="SVK", mission="whole"),
                Deployment(id="b", contributor="NLD", place="Vilnius, LTU", mission=draw(_MISSIONS)),
                Deployment(id="c", place="LTU", mission=draw(_MISSIONS), **draw(_NLD_OR_PART_OF["a"])),
                Deployment(id="d", place="SVK", mission=draw(_MISSIONS), **draw(_NLD_OR_PART_OF["c"])),
                Deployment(id="e", mission=draw(_MISSIONS), **draw(_NLD_OR_PART_OF["d"])),
            ],
            statements=statements,
            tolerance=tolerance,
        )
    except RegistryError:  # some claims cannot be made beside each other
        reject()
