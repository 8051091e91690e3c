"""How answers change, or do not, when the registry changes in a way that says what must follow."""

import itertools
import random

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deployments import Certainty, ClaimKind, Registry, Source, Statement, Status
from deployments.claims import Basis
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
    registry = attrs.evolve(case[0], statements=[s for s in case[0].statements() if case[0].basis(s) is Basis.REPORTED])
    assume(not registry.disputes())
    before = bounds(registry)
    low, high = before[f"{about}.{kind}"]
    days = [day for day in range(case[1], case[2]) if low <= day <= high]
    assume(days)
    first, last = sorted(data.draw(st.tuples(st.sampled_from(days), st.sampled_from(days))))
    text = iso(first) if first == last else f"[{iso(first)}..{iso(last)}]"
    new = Statement(id="new", source="s0", about=about, kind=kind, value=text, basis="reported")
    registry = attrs.evolve(registry, statements=[*registry.statements(), new])
    assume(not registry.disputes())
    for name, (low, high) in bounds(registry).items():
        assert before[name][0] <= low
        assert high <= before[name][1]


@SETTINGS
@given(registries())
def test_known_on_the_last_day_is_the_registry(case: Case) -> None:
    registry = case[0]
    last = max(source.published.hull[1] for source in registry.sources.values() if source.published)
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
        statements=[_moved_statement(s) for s in registry.statements()],
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
    statements = [*registry.statements()]
    chance.shuffle(statements)
    sources: list[Source] = [*registry.sources.values()][::-1]
    other = attrs.evolve(registry, statements=statements, sources=sources)
    assert bounds(other) == bounds(registry)
    assert certainties(other, case) == certainties(registry, case)
    for name in bounds(registry):
        assert other.explain(name) == registry.explain(name)


@SETTINGS
@given(registries())
def test_no_plan_makes_a_presence_certain(case: Case) -> None:
    registry = case[0]
    reports = attrs.evolve(
        registry, statements=[s for s in registry.statements() if registry.basis(s) is Basis.REPORTED]
    )
    for with_plans, without in zip(certainties(registry, case), certainties(reports, case), strict=True):
        assert (with_plans is Certainty.CERTAIN) == (without is Certainty.CERTAIN)


@SETTINGS
@given(registries())
def test_an_explanation_implies_the_bound_and_no_statement_in_it_can_be_spared(case: Case) -> None:
    registry = case[0]
    for name, run in bounds(registry).items():
        explanation = registry.explain(name)
        for side, chain in enumerate((explanation.earliest, explanation.latest)):
            named = {link.statement.id for link in chain if link.statement is not None}
            assert bool(chain) == (abs(run[side]) != float("inf"))
            if chain:
                assert chain[-1].day == run[side]
                assert _bound(registry, named, name, side) == run[side]
                for spared in named:
                    assert _bound(registry, named - {spared}, name, side) != run[side]


@SETTINGS
@given(registries())
def test_no_fewer_statements_imply_a_bound_than_its_explanation_names(case: Case) -> None:
    """Every smaller set of the statements that hold is tried."""
    registry = case[0]
    holding = [s.id for s in registry.statements() if registry.status(s) is Status.HOLDS and _binds(registry, s)]
    for name, run in bounds(registry).items():
        explanation = registry.explain(name)
        for side, chain in enumerate((explanation.earliest, explanation.latest)):
            count = len({link.statement.id for link in chain if link.statement is not None})
            for fewer in itertools.chain.from_iterable(itertools.combinations(holding, n) for n in range(count)):
                assert _bound(registry, {*fewer}, name, side) != run[side]


def _binds(registry: Registry, statement: Statement) -> bool:
    return statement.kind is not ClaimKind.STRENGTH or registry.basis(statement) is Basis.REPORTED


def _bound(registry: Registry, named: set[str], name: str, side: int) -> float:
    """The bound if only these were stated, as reports, so that none of them replaces another."""
    statements = [attrs.evolve(s, basis="reported") for s in registry.statements() if s.id in named]
    return attrs.evolve(registry, statements=statements).bounds(name).run[side]
