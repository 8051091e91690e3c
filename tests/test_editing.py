"""Registries made of others: with records more, fewer or others, and of two."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import (
    Deployment,
    Event,
    InvalidValueError,
    Metadata,
    Mission,
    Registry,
    RegistryError,
    Source,
    Statement,
    digest,
)
from tests.registries import registries
from tests.steps import calls

LETTER = Source(id="letter", title="A letter", published="2024-03-12")
NLD = Deployment(id="nld", contributor="NLD")
SEEN = Statement(id="seen", source="letter", about="nld", kind="present", value=True)
SMALL = Registry(
    sources=[LETTER], deployments=[NLD], statements=[SEEN], tolerance="8 days", metadata=Metadata(version="1")
)


# --- laws ---


@settings(max_examples=25)
@given(registries(), st.data())
def test_what_is_taken_out_and_put_in_again_leaves_an_equal_registry(registry: Registry, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from([*registry.records()]))
    left = registry.remove(gone, cascade=True)
    kept = {*left.records()}
    back = left.add(*(record for record in registry.records() if record not in kept))
    assert back == registry
    assert digest(back) == digest(registry)
    assert hash(back) == hash(registry)


@settings(max_examples=25)
@given(registries(), st.data())
def test_together_they_are_the_same_in_either_order(registry: Registry, data: st.DataObject) -> None:
    one, other = (
        registry.remove(*data.draw(st.lists(st.sampled_from(registry.statements), unique=True)), cascade=True)
        if registry.statements
        else registry
        for _ in range(2)
    )
    assert one | other == other | one
    assert digest(one | other) == digest(other | one)
    assert {*(one | other).records()} == {*one.records(), *other.records()}
    assert one | one == one
    assert one | Registry(tolerance=one.tolerance) == one


@settings(max_examples=25)
@given(registries(), st.data())
def test_a_record_in_the_place_of_itself_changes_nothing(registry: Registry, data: st.DataObject) -> None:
    given_ = data.draw(
        st.lists(st.sampled_from([*registry.records()]), unique_by=lambda record: (type(record), record.id))
    )
    same = registry.replace(*given_)
    assert same == registry
    assert [*same.records()] == [*registry.records()]


@settings(max_examples=25)
@given(registries(), st.data())
def test_nothing_is_left_that_refers_to_what_was_taken_out(registry: Registry, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from([*registry.records()]))
    left = registry.remove(gone, cascade=True)  # made, so all that it names is there
    assert gone not in {*left.records()}
    try:
        alone = registry.remove(gone)
    except RegistryError:
        assert len([*left.records()]) < len([*registry.records()]) - 1
    else:
        assert alone == left


def test_no_record_is_changed_and_settings_are_kept() -> None:
    for made in (
        SMALL.add(Event(id="top", name="A summit")),
        SMALL.replace(LETTER),
        SMALL.remove("seen"),
        SMALL | SMALL,
    ):
        assert made.tolerance == SMALL.tolerance
        assert made.metadata == SMALL.metadata
    assert len(SMALL.statements) == 1


# --- equality ---


def test_order_does_not_count() -> None:
    other = attrs.evolve(SEEN, id="again")
    one, two = SMALL.add(other), attrs.evolve(SMALL, statements=[other, SEEN])
    assert one == two
    assert hash(one) == hash(two)
    assert one != SMALL


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("record", [LETTER, NLD, SEEN, Event(id="top", name="A"), Mission(id="kfor", name="KFOR")])
def test_an_id_that_is_taken_twice_is_refused(record: Any, *, same: bool) -> None:
    """The first of them was lost without a word."""
    table = f"{type(record).__name__.lower()}s"
    given_: dict[str, Any] = {"sources": [LETTER], "deployments": [NLD]}
    with pytest.raises(RegistryError, match="taken by another"):
        Registry(**{**given_, table: [record, record if same else attrs.evolve(record, note="x")]})


# --- what cannot be ---


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda: SMALL.add(NLD), r'deployments\["nld"\].id: there is a deployment of this id already'),
        (lambda: SMALL.add(Event(id="nld", name="A summit")), "the id is taken by another"),
        (lambda: SMALL.add(attrs.evolve(SEEN, id="x", source="leter")), "there is no source 'leter'"),
        (lambda: SMALL.replace(attrs.evolve(NLD, id="nldd")), "there is no deployment of this id"),
        (lambda: SMALL.remove("nld"), r'others refer to it: statements\["seen"\]'),
        (lambda: SMALL.remove("letter", "nld"), r'others refer to it: statements\["seen"\]'),
        (lambda: SMALL | attrs.evolve(SMALL, tolerance="9 days"), "another tolerance: '8 days.*' and '9 days"),
        (lambda: SMALL | attrs.evolve(SMALL, metadata=Metadata(version="2")), "'version 1' and 'version 2'"),
        (lambda: SMALL | SMALL.replace(attrs.evolve(LETTER, title="B")), "another title: 'A letter' and 'B'"),
        (lambda: SMALL | SMALL.known_on("2024-01-01"), "leave out other sources"),
    ],
)
def test_what_cannot_be_is_an_error_that_names_it(edit: Callable[[], object], message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        edit()


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda: SMALL.add([NLD]), r"not a record: .*add\(\*records\)"),  # type: ignore[arg-type]
        (lambda: SMALL.add("nld"), "not a record: 'nld'"),  # type: ignore[arg-type]
        (lambda: SMALL.replace(NLD, NLD), "two records of one id"),
        (lambda: SMALL.remove("sen"), "did you mean 'seen'"),
        (lambda: SMALL.remove(["seen"]), r"remove\(\*ids\)"),  # type: ignore[arg-type]
        (lambda: SMALL.remove(attrs.evolve(SEEN, note="x")), "the statement is another there: 'seen'"),
        (lambda: SMALL.remove(attrs.evolve(SEEN, id="x")), "the statement is not there: 'x'"),
        (lambda: SMALL.add(Source(id="nld", title="x")).remove("nld"), "the id of a source and a deployment"),
    ],
)
def test_what_is_no_record_is_an_error_that_says_what_to_give(edit: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        edit()


def test_a_hint_says_how_many_would_go() -> None:
    part = Deployment(id="part", part_of="nld")
    many = SMALL.add(part, *(attrs.evolve(SEEN, id=f"s{n}", about="part") for n in range(9)))
    with pytest.raises(
        RegistryError, match=r'others refer to it: deployments\["part"\], statements\["seen"\]$'
    ) as raised:
        many.remove("nld")
    assert raised.value.diagnostics[0].hint.endswith("11 in all")
    assert [*many.remove("nld", cascade=True).records()] == [LETTER]


def test_an_id_of_a_source_and_a_deployment_is_that_of_the_record_given() -> None:
    both = SMALL.add(Source(id="nld", title="x"))
    assert both.remove(Source(id="nld", title="x")) == SMALL


# --- what is left of a registry ---


def test_who_was_left_out_stays_left_out() -> None:
    registry = deployments.example().trusting(kind="official")
    assert registry.remove(registry.statements[0]).distrusted == registry.distrusted
    assert (registry | registry).distrusted == registry.distrusted
    assert (registry | registry).known_on("2022-04-01") == registry.known_on("2022-04-01")


def test_what_nobody_is_heard_to_say_there_is_refused() -> None:
    """A statement of a later source is none of what was known on a day, nor one of a source that is not believed."""
    later = Source(id="later", title="A later letter", published="2025-01-01")
    said = attrs.evolve(SEEN, id="later", source="later")
    for registry in (SMALL.known_on("2024-06-01"), SMALL.add(later).without("later"), SMALL.trusting(kind="press")):
        with pytest.raises(RegistryError, match="a source that was left out"):
            registry.add(*([] if "later" in registry.sources else [later]), said)


def test_the_text_of_a_source_is_kept_by_whichever_has_it() -> None:
    told = SMALL.replace(attrs.evolve(LETTER, contents="They are there."))
    for both in (SMALL | told, told | SMALL):
        assert both.sources["letter"].contents == "They are there."


# --- how long it takes ---


@pytest.mark.parametrize(
    "edit", [lambda r: r.add(attrs.evolve(SEEN, id="x")), lambda r: r.remove("s7"), lambda r: r | r]
)
def test_an_edit_takes_time_in_a_line(edit: Callable[[Registry], Registry]) -> None:
    def steps(number: int) -> int:
        registry = SMALL.add(*(attrs.evolve(SEEN, id=f"s{n}") for n in range(number)))
        return calls(lambda: edit(registry))

    assert steps(4_000) < 2.5 * steps(2_000)
