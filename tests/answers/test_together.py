"""Whether reports leave it possible that several are there on a day: by each alone where that is enough."""

from math import inf

from hypothesis import given, settings

from deployments import Deployment, Registry, Source, Statement
from deployments.solver.constraints import node
from deployments.solver.network import Constraint, Network
from deployments.solver.offsets import Domain
from deployments.solver.possible import can_be
from deployments.solver.worlds import World
from tests.ibis import ibis_crowds as crowds


def _by_the_network(world: World, ids: tuple[str, ...], day: float) -> bool:
    asked = []
    for id_ in ids:
        start, end = node(id_, "start"), node(id_, "end")
        asked += [Constraint(start, start, Domain([(-inf, day)])), Constraint(end, end, Domain([(day, inf)]))]
    return Network([*world.by_reports.constraints, *asked]).is_possible()


@settings(max_examples=60, deadline=None)
@given(crowds.crowds())
def test_what_each_can_be_alone_is_enough_only_where_nothing_ties_them(registry: Registry) -> None:
    parts = registry._timeline.components
    for about in registry.deployments:
        for world in parts.component(about).worlds:
            members = [each for each in parts.members(about) if each in registry.deployments]
            for day in range(crowds.FIRST - 5, crowds.LAST + 5, 9):
                for ids in ((about,), *((about, other) for other in members)):
                    assert can_be(world, ids, day, day) == _by_the_network(world, ids, day)


def test_where_reports_collide_both_are_there_only_as_one_of_them_has_it() -> None:
    """Either it started on the 3rd or it ended on the 1st: on the 2nd it was there by neither, nor was the next."""
    letters = [("s0", "a", "start", "2023-01-03"), ("s0", "a", "end", "2023-01-01"), ("s0", "b", "follows", "a")]
    registry = Registry(
        sources=[Source(id="s0", title="A letter", published="2023-01-03")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in "ab"],
        statements=[
            Statement(id=f"x{n}", source=source, about=about, kind=kind, value=value, basis="reported")
            for n, (source, about, kind, value) in enumerate(letters)
        ],
    )
    second = 738_522
    assert not registry._timeline.may_overlap("a", "b", second)
    assert registry._timeline.may_overlap("a", "b", second + 1)
    assert registry._timeline.may_overlap("a", "b", second - 1)
