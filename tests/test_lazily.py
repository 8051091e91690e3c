"""What is made once is made once, also if many ask at the same time, and a registry with answers is still a value."""

import copy
import pickle
import threading
import time
from collections.abc import Callable

import attrs
import pytest

import deployments
from deployments import Deployment, Registry, Tolerance
from deployments.lazily import kept, once


class Slow:
    """Takes its time, and asks itself for another value on the way."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.values: dict[str, int] = {}

    @once
    def outer(self) -> int:
        """The one and one more."""
        self.made.append("outer")
        return self.inner + 1

    @once
    def inner(self) -> int:
        self.made.append("inner")
        time.sleep(0.05)
        return 1

    def by_name(self) -> int:
        return kept(self.values, "name", self.make)

    def make(self) -> int:
        self.made.append("name")
        return self.outer


@pytest.mark.parametrize("ask", [lambda slow: slow.outer, lambda slow: slow.by_name()])
def test_many_threads_get_one_value_that_is_made_once(ask: Callable[[Slow], int]) -> None:
    slow, found = Slow(), []
    start = threading.Barrier(8)

    def run() -> None:
        start.wait()
        found.append((ask(slow), slow.inner))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=10)
    assert found == [(2, 1)] * 8
    assert len(slow.made) == len({*slow.made})


def test_what_could_not_be_made_is_tried_again() -> None:
    values: dict[str, int] = {}
    with pytest.raises(ZeroDivisionError):
        kept(values, "x", lambda: 1 // 0)
    assert kept(values, "x", lambda: 1) == 1


def test_what_is_made_once_has_the_documentation_of_its_method() -> None:
    assert Slow.outer.__doc__ == "The one and one more."


def many() -> Registry:
    return Registry(deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in range(100)])


@pytest.mark.parametrize("make", [deployments.example, many])
def test_a_registry_that_was_asked_is_the_value_that_it_was(make: Callable[[], Registry]) -> None:
    fresh, asked = make(), make()
    asked.active("2022-05-01")
    asked.strength("2022-05-01")
    asked.statements_of(about="nld-amdtf-svk")
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert repr(asked) == repr(fresh)
    assert len(pickle.dumps(asked)) == len(pickle.dumps(fresh))
    sent = pickle.loads(pickle.dumps(asked))  # noqa: S301 - our own
    for again in (sent, copy.copy(asked), copy.deepcopy(asked), attrs.evolve(asked)):
        assert again == asked
        assert again.active("2022-05-01") == asked.active("2022-05-01")


def test_a_registry_with_another_tolerance_answers_anew() -> None:
    registry = deployments.example()
    before = registry.bounds("nld-amdtf-svk.end")
    wider = attrs.evolve(registry, tolerance=Tolerance.parse("60 days"))
    assert wider.bounds("nld-amdtf-svk.end") != before
    assert registry.bounds("nld-amdtf-svk.end") == before


def test_a_registry_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        deployments.example().tolerance = Tolerance()  # type: ignore[misc]
