"""Answers take steps in proportion to what is known, whatever kind of thing it is: steps are counted, not seconds."""

import pytest

import deployments
from tests import kinds
from tests.benchmarks.ladders import ROWS, Row, exponent
from tests.steps import calls

_SIZES = (24, 48)
_MOST = 1.2
#: What still grows faster. Where figures of many days are planned, ends considered, or starts reported again, each
#: newer source is told beside all older ones that still count; and each day of a whole beside the figures of all
#: its parts. Where one of many deployments that are tied is disputed, each source is solved with all of them. A page
#: tells what was known after each letter of all days.
_NOT_YET = {
    *((kind, "changes") for kind in ("planned", "considered", "of_two_starts")),
    ("parts", "days"),
    *(("disputed_following", question) for question in ("history", "changes")),
    *((make.__name__, "page") for make in (*kinds.OF_ONE, *kinds.TIED)),
    ("reported_following", "apart"),
}


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if (row.kind, row.question) not in _NOT_YET],
    ids=lambda row: f"{row.kind}-{row.question}",
)
def test_steps_grow_in_proportion(row: Row) -> None:
    deployments.to_arrow(kinds.counted(1))["bounds"]  # what is imported first takes no steps of the question
    row.ask(row.make(3))
    made = [(size, row.make(size)) for size in _SIZES]
    assert exponent([(size, calls(lambda own=own: row.ask(own))) for size, own in made]) < _MOST  # type: ignore[misc]
