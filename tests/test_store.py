"""What a registry takes, what it refuses, and what its hints say."""

import pytest

from deployments import (
    Deployment,
    Event,
    InvalidValueError,
    Mission,
    Registry,
    RegistryError,
    Source,
    Statement,
    suggestions,
)
from deployments.suggestions import KnownNames, did_you_mean

LETTER = Source(id="letter", title="Letter")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"statements": ["x"]}, "not a Statement: 'x' (write Statement(...))"),
        ({"statements": LETTER}, "not a list of Statement records"),
        ({"sources": LETTER}, "not a list of Source records"),
        ({"sources": [Event(id="x", name="X")]}, "not a Source"),
        ({"deployments": "nld"}, "not a list of Deployment records: 'nld'"),
        ({"missions": 5}, "not a list of Mission records: 5"),
        ({"events": [None]}, "not a Event: None"),
        ({"tolerance": 5}, "not a tolerance: 5"),
        ({"tolerance": "30 parts"}, "not a tolerance: '30 parts'"),
    ],
)
def test_what_is_no_record_is_refused_by_name(fields: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValueError) as error:
        Registry(**fields)  # type: ignore[arg-type]  # that is the test
    assert said in str(error.value)


def test_records_are_taken_from_any_iterable_or_by_id() -> None:
    by_id = Registry(sources={"letter": LETTER})
    assert by_id == Registry(sources=iter([LETTER])) == Registry(sources=by_id.sources)


def test_a_reference_to_nothing_names_the_closest_id() -> None:
    with pytest.raises(RegistryError) as error:
        Registry(
            sources=[LETTER],
            deployments=[Deployment(id="x", contributor="NLD")],
            statements=[Statement(id="a", source="leter", about="x", kind="strength", value=6)],
        )
    assert error.value.diagnostics[0].hint == "did you mean 'letter'?"


def test_every_source_that_is_cited_and_not_there_is_named() -> None:
    cites = [f"paper-{number}" for number in range(30)]
    with pytest.raises(RegistryError) as error:
        Registry(sources=[Source(id="letter", title="Letter", cites=cites)])
    assert [problem.code for problem in error.value.diagnostics] == ["R101"] * 30


@pytest.mark.parametrize(("count", "length"), [(100, 10), (400, 10), (400, 90), (1600, 90)])
def test_hints_for_many_wrong_names_take_a_few_comparisons_each(
    count: int, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    real = suggestions.slips_between

    def counting(one: str, other: str, most: int) -> int | None:
        nonlocal compared
        compared += 1
        return real(one, other, most)

    monkeypatch.setattr(suggestions, "slips_between", counting)
    ids = [f"{'m' * (length - 6)}-{number:05}" for number in range(count)]
    with pytest.raises(RegistryError) as error:
        Registry(
            missions=[Mission(id=id_, name="M") for id_ in ids],
            deployments=[Deployment(id=f"d{i}", contributor="NLD", mission=f"{id_}x") for i, id_ in enumerate(ids)],
        )
    assert len(error.value.diagnostics) == count
    assert all(problem.hint.startswith("did you mean") for problem in error.value.diagnostics[:10])
    assert compared <= 8 * count


def test_the_closest_name_is_found_among_many() -> None:
    names = [f"deployment-{number}" for number in range(5000)] + ["nld-amdtf-svk"]
    assert KnownNames(names).nearest("nld-amtdf-svk") == ("nld-amdtf-svk",)
    assert KnownNames(names).nearest("zzz") == ()
    assert did_you_mean("x" * 10_000, names) == ""


def test_equal_sets_of_records_are_equal_registries_and_hash_alike() -> None:
    a, b = (Registry(sources=[LETTER], tolerance="30 %") for _ in range(2))
    assert a == b
    assert hash(a) == hash(b)


def test_among_many_names_that_share_a_beginning_the_closest_is_meant_whatever_its_place() -> None:
    names = [f"nld-force-{number}" for number in range(30)] + ["nld-patriot-svk"]
    assert KnownNames(names).nearest("nld-patroit-svk") == ("nld-patriot-svk",)


def test_looking_for_a_record_that_is_not_there_makes_no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among thousands of ids these take long, and nobody sees them."""

    def did_you_mean(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr("deployments.store.did_you_mean", did_you_mean)
    missions = Registry(missions=[Mission(id="isaf", name="ISAF")]).missions
    assert missions.get("ifor") is None
    assert missions.get("ifor", missions["isaf"]) is missions.get("isaf")
