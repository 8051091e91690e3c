"""How answers change, or do not, when the registry changes in a way that says what must follow."""

import itertools
import random

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deployments import Certainty, Registry, Source, Statement
from deployments.claims import Basis
from deployments.solver.components import Components
from deployments.solver.network import Network
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import PERIOD, iso
from deployments.values.edtf import Run
from tests.answers.small import MARGIN, registries

SETTINGS = settings(deadline=None, max_examples=200)

Case = tuple[Registry, int, int]


def bounds(registry: Registry) -> dict[str, Run]:
    names = [f"{subject.id}.{each}" for subject in subjects(registry) for each in milestones(subject)]
    return {name: registry.bounds(name).run for name in names}


def certainties(registry: Registry, case: Case) -> list[Certainty]:
    days = range(case[1] + MARGIN - 2, case[2] - MARGIN + 3)
    return [registry.presence(id_, iso(day)).certainty for id_ in registry.deployments for day in days]


@SETTINGS
@given(registries(), st.sampled_from(["start", "end", "operational"]), st.sampled_from(["a", "e"]), st.data())
def test_a_report_that_agrees_never_widens_a_bound(case: Case, kind: str, about: str, data: st.DataObject) -> None:
    """Of reports alone: a report takes the place of plans, and the days that a plan gave are then no longer given."""
    assume(not (about == "e" and kind == "operational"))
    registry = attrs.evolve(case[0], statements=[s for s in case[0].statements if case[0].basis(s) is Basis.REPORTED])
    assume(not registry.disputes())
    before = bounds(registry)
    low, high = before[f"{about}.{kind}"]
    days = [day for day in range(case[1], case[2]) if low <= day <= high]
    assume(days)
    first, last = sorted(data.draw(st.tuples(st.sampled_from(days), st.sampled_from(days))))
    text = iso(first) if first == last else f"[{iso(first)}..{iso(last)}]"
    new = Statement(id="new", source="s0", about=about, kind=kind, value=text, basis="reported")
    registry = attrs.evolve(registry, statements=[*registry.statements, new])
    assume(not registry.disputes())
    for name, (low, high) in bounds(registry).items():
        assert before[name][0] <= low
        assert high <= before[name][1]


@SETTINGS
@given(registries())
def test_known_on_the_last_day_is_the_registry(case: Case) -> None:
    registry = case[0]
    last = max(registry.published(source)[1] for source in registry.sources)
    assert registry.known_on(iso(last)) == registry


@SETTINGS
@given(registries())
def test_the_last_revision_of_a_history_is_what_is_known(case: Case) -> None:
    registry = case[0]
    for name, run in bounds(registry).items():
        assert registry.history(name)[-1].bounds.run == run


@SETTINGS
@given(registries())
def test_400_years_on_all_answers_are_400_years_on(case: Case) -> None:
    registry = case[0]
    moved = Registry(
        sources=[attrs.evolve(s, published=_moved(str(s.published))) for s in registry.sources.values()],
        events=registry.events,
        deployments=registry.deployments,
        statements=[_moved_statement(s) for s in registry.statements],
        tolerance=registry.tolerance,
    )
    later = (moved, case[1] + PERIOD, case[2] + PERIOD)
    assert certainties(moved, later) == certainties(*case[:1], case)
    expected = {name: (low + PERIOD, high + PERIOD) for name, (low, high) in bounds(registry).items()}
    assert bounds(moved) == expected


def _moved(text: str) -> str:
    return text.replace("202", "242")


def _moved_statement(statement: Statement) -> Statement:
    value = (
        str(statement.value) if statement.kind.value in ("start", "end", "operational", "returned", "date") else None
    )
    return attrs.evolve(
        statement,
        value=statement.value if value is None else _moved(value),
        as_of=None if statement.as_of is None else _moved(str(statement.as_of)),
    )


@SETTINGS
@given(registries(), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(case: Case, chance: random.Random) -> None:
    registry = case[0]
    statements = [*registry.statements]
    chance.shuffle(statements)
    sources: list[Source] = [*registry.sources.values()][::-1]
    other = attrs.evolve(registry, statements=statements, sources=sources)
    assert bounds(other) == bounds(registry)
    assert certainties(other, case) == certainties(registry, case)
    for name in bounds(registry):
        assert other.explain(name) == registry.explain(name)


@SETTINGS
@given(registries())
def test_nothing_is_more_certain_or_excluded_for_a_plan(case: Case) -> None:
    """Plans are not facts, in either direction: reports alone make what is certain, and what is not there."""
    registry = case[0]
    reports = attrs.evolve(registry, statements=[s for s in registry.statements if registry.basis(s) is Basis.REPORTED])
    assert certainties(registry, case) == certainties(reports, case)


@SETTINGS
@given(registries())
def test_an_explanation_implies_the_bound_and_no_fewer_statements_do(case: Case) -> None:
    """Every smaller set of the statements that hold is tried, where reports contradict each other in every set."""
    registry = case[0]
    for name, run in bounds(registry).items():
        explanation = registry.explain(name)
        for side, chain in enumerate((explanation.earliest, explanation.latest)):
            named = {link.statement.id for link in chain if link.statement is not None}
            assert bool(chain) == (abs(run[side]) != float("inf"))
            if not chain:
                continue
            assert chain[-1].day == run[side]
            networks = _networks(registry, name, side, run[side])
            assert any(_bound(network, named, name, side) == run[side] for network in networks)
            for network in networks:
                every = {each.claim.id for each in network.constraints if each.claim is not None}
                for fewer in itertools.chain.from_iterable(itertools.combinations(every, n) for n in range(len(named))):
                    assert _bound(network, {*fewer}, name, side) != run[side]


def _networks(registry: Registry, name: str, side: int, bound: float) -> list[Network]:
    """What holds in each largest set of reports that has the bound."""
    component = Components(registry).component(name.partition(".")[0])
    return [world.by_all for world in component.worlds if world.expected.bounds(name)[side] == bound]


def _bound(network: Network, named: set[str], name: str, side: int) -> float:
    """The bound by some of the statements, and by what needs no statement."""
    constraints = [each for each in network.constraints if each.claim is None or each.claim.id in named]
    return Network(constraints).solve().bounds(name)[side]
