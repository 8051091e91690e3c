"""Small registries of every kind of claim that binds days, all of them within a few days."""

from hypothesis import assume
from hypothesis import strategies as st

from deployments import Deployment, Event, Registry, Source, Statement, Tolerance
from deployments.timeline.answers import iso

SPAN = 3
#: Days beyond those spoken of: no bound is more than `EDGE` of them out, nor less than that from the end of the window.
MARGIN = 6
EDGE = 3


def dates(base: int) -> st.SearchStrategy[str]:
    day = st.integers(0, SPAN).map(lambda n: iso(base + n))
    return st.one_of(
        day,
        st.builds("{}~".format, day),
        st.lists(day, min_size=2, max_size=3, unique=True).map(lambda days: f"[{','.join(sorted(days))}]"),
        st.tuples(day, day).map(lambda pair: "[{}..{}]".format(*sorted(pair))),
        st.builds("[..{}]".format, day),
        st.builds("[{}..]".format, day),
    )


@st.composite
def registries(draw: st.DrawFn, statements: int = 6) -> tuple[Registry, int, int]:
    """Draw a registry, and the first and last day of a window that reaches beyond all its bounds."""
    base = draw(st.sampled_from([738_700, 738_942, 738_945, 738_520]))
    when = dates(base)
    sources = [
        Source(id=f"s{n}", title="A letter", published=draw(when.filter(lambda text: ".." not in text[-3:] + text[:3])))
        for n in range(3)
    ]
    follows = draw(st.booleans())
    deployments = [Deployment(id="a", contributor="NLD"), Deployment(id="b", contributor="DEU", follows="a" if follows else None)]
    deployments = deployments[: draw(st.integers(1, 2))]
    ids = [deployment.id for deployment in deployments]
    targets = [*(f"{id_}.{milestone}" for id_ in ids for milestone in ("start", "end")), "e", *ids]
    relation = st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(targets) for name in ("after", "before", "around", "during")}
    ).filter(lambda found: len(found) == 1)
    milestone = st.one_of(when.map(lambda text: {"on": text}), relation, st.builds(lambda a, b: {"on": a, **b}, when, relation))
    shifts = 0
    found = []
    for number in range(draw(st.integers(1, statements))):
        kind = draw(st.sampled_from(["start", "end", "start", "end", "operational", "returned", "duration", "strength", "date"]))
        fields: dict[str, object] = {"kind": kind, "about": draw(st.sampled_from(ids))}
        if kind == "duration":
            fields["value"] = draw(st.sampled_from(["P0D", "P1D", "..P1D", "P1D..", "P0D..P1D"]))
        elif kind == "strength":
            fields["value"] = draw(st.sampled_from(["6", "0", "~5", "7..8", "9"]))
            fields["as_of"] = draw(st.none() | when.filter(lambda text: ".." not in text[-3:] + text[:3]))
        else:
            fields["value"] = draw(milestone)
            if kind == "date":
                fields["about"] = "e"
        shifts += kind == "duration" or "around" in str(fields["value"]) or "~" in str(fields["value"])
        found.append(
            Statement(
                id=f"x{number}",
                source=draw(st.sampled_from(["s0", "s1", "s2"])),
                locator=draw(st.sampled_from([None, "p. 1"])),
                basis=draw(st.sampled_from(["reported", "planned"])),
                **fields,
            )
        )
    assume(shifts <= 2)
    registry = Registry(
        sources=sources,
        events=[Event(id="e", name="A summit")],
        deployments=deployments,
        statements=found,
        tolerance=Tolerance(day=1),
    )
    return registry, base - MARGIN, base + SPAN + MARGIN
