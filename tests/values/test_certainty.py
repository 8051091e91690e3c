"""Three answers instead of two, with the logic of Kleene."""

import pickle

import pytest

from deployments import Certainty, UndecidedError

NO, POSSIBLE, CERTAIN = Certainty.NO, Certainty.POSSIBLE, Certainty.CERTAIN


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (NO, NO, NO, NO),
        (NO, POSSIBLE, NO, POSSIBLE),
        (NO, CERTAIN, NO, CERTAIN),
        (POSSIBLE, POSSIBLE, POSSIBLE, POSSIBLE),
        (POSSIBLE, CERTAIN, POSSIBLE, CERTAIN),
        (CERTAIN, CERTAIN, CERTAIN, CERTAIN),
    ],
)
def test_and_is_the_lesser_and_or_the_greater_of_two_answers(
    a: Certainty, b: Certainty, both: Certainty, either: Certainty
) -> None:
    assert a & b is b & a is both
    assert a | b is b | a is either
    assert ~(a & b) is ~a | ~b  # De Morgan


@pytest.mark.parametrize(("answer", "opposite"), [(NO, CERTAIN), (POSSIBLE, POSSIBLE), (CERTAIN, NO)])
def test_the_opposite_of_the_opposite_is_the_answer(answer: Certainty, opposite: Certainty) -> None:
    assert ~answer is opposite
    assert ~~answer is answer


def test_only_a_decided_answer_is_true_or_false() -> None:
    assert CERTAIN
    assert not NO
    with pytest.raises(UndecidedError, match="compare it with `is`"):
        bool(POSSIBLE)
    with pytest.raises(ValueError, match="neither true nor false"):
        assert POSSIBLE


@pytest.mark.parametrize(
    ("can_be", "must_be", "answer"),
    [(False, False, NO), (True, False, POSSIBLE), (True, True, CERTAIN), (False, True, CERTAIN)],
)
def test_an_answer_is_made_of_what_can_and_what_must_be(*, can_be: bool, must_be: bool, answer: Certainty) -> None:
    assert Certainty.of(can_be=can_be, must_be=must_be) is answer


def test_an_answer_is_combined_with_answers_alone() -> None:
    for other in (True, "certain", None, 1):
        with pytest.raises(TypeError):
            _ = CERTAIN & other  # type: ignore[operator]
        with pytest.raises(TypeError):
            _ = CERTAIN | other  # type: ignore[operator]


@pytest.mark.parametrize("answer", list(Certainty))
def test_an_answer_is_written_as_its_word_and_comes_back_from_it(answer: Certainty) -> None:
    assert Certainty(str(answer)) is answer
    assert pickle.loads(pickle.dumps(answer)) is answer  # noqa: S301 - our own bytes
