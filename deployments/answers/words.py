"""The one word of every answer: what it rests on that a force is, may be, or is not there on a day.

`ROWS` is the table of the rules: the first row that fits decides. It is written so that a day, and the facts about a
deployment, may each be a number or a column of numbers.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from deployments.values.certainty import Certainty

if TYPE_CHECKING:
    from deployments.answers.facts import Facts


class Word(enum.StrEnum):
    """Why an answer is what it is; from the strongest to the weakest.

    >>> Word.SEEN.certainty, Word.STAYING.certainty, Word.STAYING.is_listed, Word.STALE.is_listed
    (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>, True, False)
    """

    SEEN = "seen"
    BETWEEN = "between"
    BRIDGED = "bridged"
    ARRIVING = "arriving"
    LEAVING = "leaving"
    VAGUE = "vague"
    GAP = "gap"
    DISPUTED = "disputed"
    STAYING = "staying"
    ANNOUNCED = "announced"
    OPEN = "open"
    OVERDUE = "overdue"
    CONSIDERED = "considered"
    MISSED = "missed"
    STALE = "stale"
    NOT_YET = "not_yet"
    AUTHORISED = "authorised"
    UNSPOKEN = "unspoken"
    CANCELLED = "cancelled"
    ABSENT = "absent"
    BEFORE = "before"
    AFTER = "after"

    @property
    def certainty(self) -> Certainty:
        """How certain it is that the force is there on one day that has this word.

        Over several days `Presence.certainty` tells.
        """
        return _DECIDED.get(self, Certainty.POSSIBLE)

    @property
    def is_left_out(self) -> bool:
        """Whether the force may be there, and yet a list of who is there leaves it out."""
        return self in _LEFT_OUT

    @property
    def is_listed(self) -> bool:
        """Whether a list of who is, or may be, there has it."""
        return self in _LISTED


#: The words that leave no doubt.
_DECIDED: dict[Word, Certainty] = {
    **dict.fromkeys((Word.SEEN, Word.BETWEEN), Certainty.CERTAIN),
    **dict.fromkeys((Word.ABSENT, Word.BEFORE, Word.AFTER), Certainty.NO),
}
#: If any of several days has one of these words, it is not certain that somebody is there on some day of them.
DOUBTED = frozenset((Word.GAP, Word.BRIDGED, Word.DISPUTED, Word.ABSENT))
_LEFT_OUT = frozenset((Word.CANCELLED, Word.NOT_YET, Word.UNSPOKEN, Word.AUTHORISED, Word.STALE))
_LISTED = frozenset(word for word in Word if word not in _LEFT_OUT and word.certainty is not Certainty.NO)
#: A considered claim gives its word to days that would have one of these.
_YIELDING = frozenset(
    (Word.NOT_YET, Word.CANCELLED, Word.OVERDUE, Word.MISSED, Word.AUTHORISED, Word.UNSPOKEN, Word.STALE)
)
#: The words from the strongest to the weakest.
STRENGTHS: dict[Word, int] = {word: place for place, word in enumerate(Word)}

# A day is a number, or a column of them; so is the answer.
_Days = Any


def _is_certain(facts: Facts, day: _Days) -> _Days:
    return (facts.certain_first <= day) & (day <= facts.certain_last)


def _is_seen_by(facts: Facts, day: _Days) -> _Days:
    """Reports put the start on or before the day."""
    return facts.certain_first <= day


def _not(truth: _Days) -> _Days:
    return truth ^ True


def _is_covered(facts: Facts, day: _Days) -> _Days:
    """Plans, or a reported end, cover the day."""
    named = (day <= facts.plan_last) & (facts.plan_last < inf)
    return named | (facts.has_open_plan & (day <= facts.plan_end_first))


def _not_yet(facts: Facts, day: _Days) -> _Days:
    departs = _not(facts.names_first_day) & (day < facts.departs) & _not(_is_seen_by(facts, day))
    return (day < facts.plan_first) | departs


def _arriving(facts: Facts, day: _Days) -> _Days:
    within = (facts.arrives_from <= day) & (day < facts.certain_first)
    return within & (facts.arrives_from > -inf) & (facts.certain_first < inf) & facts.was_seen


def _leaving(facts: Facts, day: _Days) -> _Days:
    within = (facts.certain_last <= day) & (day <= facts.possible_last)
    return within & (facts.certain_last > -inf) & (facts.possible_last < inf) & _is_seen_by(facts, day)


def _past(facts: Facts, day: _Days) -> _Days:
    return day > facts.plan_last


def _announced(facts: Facts, day: _Days) -> _Days:
    unseen = _not(_is_seen_by(facts, day))
    return (facts.plan_last == inf) & unseen & facts.has_plan & (day <= facts.fresh_until)


Row = tuple[Word, Callable[["Facts", _Days], _Days]]

#: The rows of the table, in the order in which they are tried; what none of them fits is open.
ROWS: tuple[Row, ...] = (
    (Word.SEEN, lambda facts, day: _is_certain(facts, day) & facts.is_undoubted(day) & facts.is_seen_on(day)),
    (Word.BETWEEN, lambda facts, day: _is_certain(facts, day) & facts.is_undoubted(day) & _not(facts.is_bridged(day))),
    (Word.BEFORE, lambda facts, day: day < facts.possible_first),
    (Word.AFTER, lambda facts, day: day > facts.possible_last),
    (Word.ABSENT, lambda facts, day: facts.is_absent(day) & _not(_is_certain(facts, day))),
    (Word.GAP, lambda facts, day: facts.is_in_gap(day)),
    (Word.DISPUTED, lambda facts, day: facts.is_disputed(day) | (_is_certain(facts, day) & facts.is_absent(day))),
    (Word.BRIDGED, _is_certain),
    (Word.NOT_YET, _not_yet),
    (Word.ARRIVING, _arriving),
    (Word.LEAVING, _leaving),
    (Word.VAGUE, lambda facts, day: facts.is_vague(day)),
    (Word.CANCELLED, lambda facts, _: facts.is_cancelled),
    (Word.STALE, lambda facts, day: _past(facts, day) & (day > facts.plan_fresh_until)),
    (Word.OVERDUE, lambda facts, day: _past(facts, day) & facts.was_seen),
    (Word.MISSED, _past),
    (Word.AUTHORISED, lambda facts, day: facts.authorised_from <= day),
    (Word.UNSPOKEN, lambda facts, day: _not(facts.names_first_day) & (day < facts.spoken_from)),
    (Word.STAYING, lambda facts, day: _is_covered(facts, day) & _is_seen_by(facts, day)),
    (Word.ANNOUNCED, _is_covered),
    (Word.ANNOUNCED, _announced),
    (Word.STALE, lambda facts, day: day > facts.fresh_until),
)


def word_on(facts: Facts, day: float) -> Word:
    """Return the word for a deployment on a day."""
    word = next((word for word, fits in ROWS if fits(facts, day)), Word.OPEN)
    return Word.CONSIDERED if word in _YIELDING and facts.is_considered(day) else word
