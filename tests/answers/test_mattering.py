"""What holds after each source, found with those that still matter, is what holds by all of them."""

import math
from collections.abc import Callable, Sequence

import pytest

from deployments import Deployment, Registry, Source, Statement
from deployments.answers import changes
from deployments.answers.growth import Growth, Holding
from deployments.answers.history import History, Letters
from deployments.answers.knowledge import about
from deployments.answers.known_so_far import States
from deployments.answers.mattering import Mattering
from deployments.solver.resolution import Resolution, milestones, subjects
from deployments.store import RecordStore
from deployments.values.calendar import iso
from tests import kinds
from tests.answers.letters import FIRST, MAKES


class _ByAll(Holding):
    """What holds, found with all sources."""

    def __init__(self, near: RecordStore) -> None:
        super().__init__(near)
        self.near = near

    def after(self, known: Sequence[Statement]) -> Resolution:
        return Resolution(self.near.narrowed(self.near.sources.values(), tuple(known)))


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("seed", range(30))
def test_the_history_is_that_by_all_sources(seed: int, make: Callable[[int], Registry]) -> None:
    found = make(seed)
    for subject in subjects(found):
        near = about(found, [subject.id])
        fast, plain = Letters(near), Letters(near)
        plain.holding = _ByAll(near)
        for milestone in milestones(subject):
            expected = [*History(plain, subject.id, milestone).revisions()]
            assert [*History(fast, subject.id, milestone).revisions()] == expected


class _AllAnew(States):
    """What was known after each source, found anew from all that had been said."""

    def __init__(self, group: RecordStore) -> None:
        super().__init__(group)
        self.said = self.reports = self.growth = None
        self.mattering.is_told_by_few = False


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("since", ["1900-01-01", iso(FIRST + 150)])
@pytest.mark.parametrize("seed", range(40))
def test_the_changes_are_those_found_anew_after_each_source(
    seed: int, since: str, make: Callable[[int], Registry], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make(seed).changes(since, "2100-01-01")
    monkeypatch.setattr(changes, "States", _AllAnew)
    assert found == make(seed).changes(since, "2100-01-01")


def test_few_of_many_sources_matter() -> None:
    """Of those that say how many are there, the first and the last; of plans the newest; of nobody there the first."""
    sources = [Source(id=f"s{n:03}", title="A letter", published=iso(FIRST + n)) for n in range(100)]
    there, nobody = ({"kind": "present", "value": value, "basis": "reported"} for value in (True, False))
    figure, end = {"kind": "strength", "value": 70, "basis": "reported"}, {"kind": "end", "value": iso(FIRST + 400)}
    for first, claim in ((figure, figure), (end, end), (there, nobody)):
        near = Registry(
            sources=sources,
            deployments=[Deployment(id="x", contributor="NLD")],
            statements=[
                Statement(id=f"x{s.id}", source=s.id, about="x", **(claim if number else first))
                for number, s in enumerate(sources)
            ],
        )
        mattering = Mattering(near)
        for count in range(1, 101):
            known = mattering.after(near.statements[:count]).components.component("x").statements
            assert len(known) <= 3
        assert known[-1].source == "s099"


def test_that_nobody_is_there_on_a_day_outdoes_an_end_by_that_day() -> None:
    """It has the end before that day, whatever is said later."""
    said = [
        ("present", True, iso(FIRST)),
        ("end", f"[{iso(FIRST + 40)}..{iso(FIRST + 60)}]", None),
        ("present", False, iso(FIRST + 60)),
        ("present", False, iso(FIRST + 70)),
    ]
    found = Registry(
        sources=[Source(id=f"s{n}", title="A letter", published=iso(FIRST + 80 + n)) for n in range(4)],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[
            Statement(id=f"x{n}", source=f"s{n}", about="x", kind=kind, value=value, as_of=day, basis="reported")
            for n, (kind, value, day) in enumerate(said)
        ],
    )
    last = [revision.bounds.high - FIRST for revision in found.history("x.end")]
    assert last == [math.inf, 60, 59, 59]


@pytest.mark.parametrize(
    "make",
    [make for make in kinds.TIED if make not in (kinds.reported_following, kinds.disputed_following)],
    ids=lambda make: make.__name__,
)
def test_each_source_reaches_few_of_many_deployments_that_are_tied(make: Callable[[int], Registry]) -> None:
    found = make(40)
    growth, known = Growth.of(found), list[Statement]()
    assert growth is not None
    for source in found.sources:
        known += found.statements_of(source=source)
        assert growth.after(known) is not None
        assert len(growth.reached) <= 3 or source == "s0"


def test_a_decision_that_comes_too_late_stays_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever sources follow, and although other deployments are tied to that one."""

    def make() -> Registry:
        said = [
            ("s0", "d0", "present", True),
            ("s1", "d0", "decided", iso(FIRST + 20)),
            *((f"s{n}", "d0", "strength", "80") for n in range(2, 6)),
            *((f"s{n}", "d0", "end", iso(FIRST + 400 + n)) for n in range(2, 6)),
            ("s3", "d1", "follows", "d0"),
        ]
        return Registry(
            sources=[Source(id=f"s{n}", title="A letter", published=iso(FIRST + 30 * n)) for n in range(6)],
            deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("d0", "d1")],
            statements=[
                Statement(id=f"x{n}", source=source, about=about, kind=kind, value=value)
                for n, (source, about, kind, value) in enumerate(said)
            ],
        )

    found = make().changes("1900-01-01", "2100-01-01")
    assert [item.effect for item in found.items if item.kind == "decided" and item.statement] == ["disputed"]
    monkeypatch.setattr(changes, "States", _AllAnew)
    assert found == make().changes("1900-01-01", "2100-01-01")


def test_a_decrease_matters_until_a_figure_tells_whether_others_stayed() -> None:
    """The figure can be of an earlier day, and appear later."""
    loss = Statement(id="loss", source="a", about="x", kind="change", value="-5", as_of="2024-02-19", basis="reported")
    size = Statement(
        id="size", source="b", about="x", kind="strength", value="20", as_of="2024-02-02", basis="reported"
    )
    registry = Registry(
        sources=[Source(id="a", title="A", published="2024-02-19"), Source(id="b", title="B", published="2024-04-30")],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[loss, size],
    )
    assert registry.history("x.end")[-1].bounds.run == registry.bounds("x.end").run
