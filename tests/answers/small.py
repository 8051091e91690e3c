"""Small registries of every kind of claim that binds days, all of them within a few days."""

import datetime
import functools
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from deployments import Deployment, Event, Registry, Source, Statement, Tolerance
from deployments.values.calendar import iso

SPAN = 3
#: Days beyond those spoken of: no bound is more than `EDGE` of them out, nor less than that from the end of the window.
MARGIN = 6
EDGE = 3

KINDS = ["start", "end", "start", "end", "operational", "returned", "duration", "strength", "date"]


# Strategies are made once: to make them takes hypothesis longer than to draw from them.


@functools.cache
def dates(base: int, *, bounded: bool = False) -> st.SearchStrategy[str]:
    day = st.integers(0, SPAN).map(lambda n: iso(base + n))
    kinds = [
        day,
        day.map("{}~".format),
        st.lists(day, min_size=2, max_size=3, unique=True).map(lambda days: f"[{','.join(sorted(days))}]"),
        st.tuples(day, day).map(lambda pair: "[{}..{}]".format(*sorted(pair))),
    ]
    return st.one_of(kinds) if bounded else st.one_of([*kinds, day.map("[..{}]".format), day.map("[{}..]".format)])


@functools.cache
def claims(base: int, ids: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    targets = st.sampled_from([*(f"{id_}.{each}" for id_ in ids for each in ("start", "end")), "e", *ids])
    relation = st.tuples(st.sampled_from(["after", "before", "around", "during"]), targets).map(
        lambda pair: dict([pair])
    )
    dated = dates(base).map(lambda text: {"on": text})
    milestone = st.one_of(dated, relation, st.tuples(dated, relation).map(lambda pair: {**pair[0], **pair[1]}))
    return {
        **dict.fromkeys(KINDS, milestone),
        "duration": st.sampled_from(["P0D", "P1D", "..P1D", "P1D..", "P0D..P1D"]),
        "strength": st.sampled_from(["6", "0", "~5", "7..8", "9"]),
        "about": st.sampled_from(ids),
        "published": st.tuples(*[dates(base, bounded=True)] * 3),
        "as_of": st.none() | dates(base, bounded=True),
    }


COUNT = st.integers(1, 6)
KIND = st.sampled_from(KINDS)
NUMBERS = st.sampled_from(["start", "end", "returned", *["strength"] * 6])
BASE = st.sampled_from([738_700, 738_942, 738_945, 738_520])
SOURCE = st.sampled_from(["s0", "s1", "s2"])
LOCATOR = st.sampled_from([None, "p. 1"])
BASIS = st.sampled_from(["reported", "planned"])
SHAPE = st.sampled_from([("a",), ("a", "b"), ("a", "b", "follows")])


@st.composite
def registries(draw: st.DrawFn, *, numbers: bool = False) -> tuple[Registry, int, int]:
    """Draw a registry, and the first and last day of a window that reaches beyond all its bounds."""
    base = draw(BASE)
    ids = draw(SHAPE)
    own = claims(base, ids[:2])
    deployments = [Deployment(id="a", contributor="NLD")]
    if len(ids) > 1:
        deployments.append(Deployment(id="b", contributor="DEU"))
    found = []
    if len(ids) > 2:
        found.append(Statement(id="link", source="s0", about="b", kind="follows", value="a", basis=draw(BASIS)))
    shifts = 0
    for number in range(draw(COUNT)):
        kind = draw(NUMBERS if numbers else KIND)
        value = draw(own[kind])
        shifts += kind == "duration" or "around" in str(value) or "~" in str(value)
        found.append(
            Statement(
                id=f"x{number}",
                source=draw(SOURCE),
                about="e" if kind == "date" else draw(own["about"]),
                kind=kind,
                value=value,
                as_of=draw(own["as_of"]) if kind == "strength" else None,
                locator=draw(LOCATOR),
                basis=draw(BASIS),
            )
        )
    assume(shifts <= 2)
    registry = Registry(
        sources=[Source(id=f"s{n}", title="A letter", published=text) for n, text in enumerate(draw(own["published"]))],
        events=[Event(id="e", name="A summit")],
        deployments=deployments,
        statements=found,
        tolerance=Tolerance(day=1),
    )
    return registry, base - MARGIN, base + SPAN + MARGIN


MONTHLY = st.sampled_from(["start", "end", "duration", "duration"])
MONTHS = st.sampled_from(["P1M", "..P1M", "P1M..", "P1M1D", "P27D..P1M", "P30D"])
#: Days at the ends of February and March, of common and leap years; some with digits that are not known.
DAYS = (
    *("{0}-01-29", "{0}-01-31", "{0}-02-27", "{0}-02-28", "{0}-03-01", "{0}-03-29", "{0}-03-30", "{0}-03-31"),
    *("{0}-02-2X", "{0}-03-X1", "{0}-03-3X", "{0}-02-XX", "{0}-03", "{0}-03-01~"),
    *("[{0}-02-28..{0}-03-01]", "[{0}-02-28,{0}-03-30]", "[{0}-01-30..]", "[..{0}-03-30]"),
)
AROUND_FEBRUARY = {year: st.sampled_from([text.format(year) for text in DAYS]) for year in (2023, 2024)}


@st.composite
def monthly(draw: st.DrawFn) -> tuple[Registry, int, int]:
    """Draw a registry of one deployment with lengths in months, and the half year to which it is bound."""
    year = draw(st.sampled_from([2023, 2024]))
    half = f"[{year - 1}-12-01..{year}-05-31]"
    found = [
        Statement(id=kind, source="s0", about="a", kind=kind, value=half, basis="reported") for kind in ("start", "end")
    ]
    for number in range(draw(COUNT)):
        kind = draw(MONTHLY)
        value = draw(MONTHS if kind == "duration" else AROUND_FEBRUARY[year])
        fields = {"source": draw(SOURCE), "basis": draw(BASIS), "locator": draw(LOCATOR)}
        found.append(Statement(id=f"x{number}", about="a", kind=kind, value=value, **fields))
    registry = Registry(
        sources=[Source(id=f"s{n}", title="A letter", published=f"{year}-0{n + 1}") for n in range(3)],
        deployments=[Deployment(id="a", contributor="NLD")],
        statements=found,
        tolerance=Tolerance(day=2),
    )
    return registry, datetime.date(year - 1, 12, 1).toordinal(), datetime.date(year, 5, 31).toordinal()
