"""Three answers instead of two, with the logic of Kleene."""

import copy
import json
import operator
import pickle
from typing import Any

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
    with pytest.raises(UndecidedError, match="compare it with one"):
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


def test_the_order_is_that_of_certainty_and_not_of_the_alphabet() -> None:
    assert NO < POSSIBLE < CERTAIN
    assert CERTAIN > POSSIBLE >= NO
    assert all(each <= same and each >= same for each, same in zip(Certainty, Certainty, strict=True))
    assert sorted([CERTAIN, NO, POSSIBLE]) == [NO, POSSIBLE, CERTAIN]
    assert max(NO, CERTAIN, POSSIBLE) is CERTAIN


def test_a_word_is_as_certain_as_what_it_stands_for_on_either_side() -> None:
    assert POSSIBLE == "possible"
    assert POSSIBLE < "certain"
    assert operator.lt("no", POSSIBLE)  # so that the text stands first
    assert not operator.le("certain", POSSIBLE)


@pytest.mark.parametrize("other", ["maybe", "", 1, None, True])
def test_it_is_neither_more_nor_less_than_anything_else(other: Any) -> None:
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError):
            compare(POSSIBLE, other)
        with pytest.raises(TypeError):
            compare(other, POSSIBLE)


def test_it_is_its_word_for_json_for_keys_and_for_a_format() -> None:
    assert json.dumps({POSSIBLE: [NO, POSSIBLE, CERTAIN]}) == '{"possible": ["no", "possible", "certain"]}'
    by_word: dict[str, int] = {POSSIBLE: 1}
    assert by_word["possible"] == 1
    assert f"{POSSIBLE:>10}|{NO}" == "  possible|no"
    assert copy.deepcopy(POSSIBLE) is POSSIBLE
