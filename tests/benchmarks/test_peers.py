"""Every peer answers every question as the plain definition does: what is timed is the same work."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.benchmarks import peers
from tests.benchmarks.peers import PEERS, Ask, Peer
from tests.benchmarks.ratios import OURS, compare, fastest, questions
from tests.benchmarks.synthetic import COUNTRIES, Columns, synthetic

COUNT = 3_000


def _who(c: Columns) -> Ask:
    return lambda day, last: np.flatnonzero((c.outer_first <= last) & (c.outer_last >= day))


def _from_one(c: Columns) -> Ask:
    who = _who(c)
    return lambda day, country: [number for number in who(day, day) if c.country[number] == country]


def _doubtful(c: Columns) -> Ask:
    rows = [*zip(c.outer_first, c.outer_last, c.inner_first, c.inner_last, strict=True)]
    return lambda day: [n for n, (a, z, b, y) in enumerate(rows) if a <= day <= z and not b <= day <= y]


def _sums(c: Columns, days: range, chosen: Any) -> Iterator[Any]:
    ends = ((c.inner_first, c.inner_last, c.low), (c.outer_first, c.outer_last, c.high))
    for first, last, strength in ends:
        yield [int(strength[chosen & (first <= day) & (last >= day)].sum()) for day in days]


def _series(c: Columns) -> Ask:
    return lambda first, last: tuple(_sums(c, range(first, last + 1), np.full(len(c), fill_value=True)))


def _series_by(c: Columns) -> Ask:
    def ask(first: int, last: int) -> Any:
        by_country = [_sums(c, range(first, last + 1), c.country == place) for place in range(len(COUNTRIES))]
        return tuple(np.array(each) for each in zip(*by_country, strict=True))

    return ask


def _peak(c: Columns) -> Ask:
    series = _series(c)
    return lambda first, last: tuple(max(part) for part in series(first, last))


PLAIN: dict[str, Peer] = {
    peers.COUNT: lambda c: lambda day: len(_who(c)(day, day)),
    peers.WHO: _who,
    peers.DURING: _who,
    peers.FROM_ONE: _from_one,
    peers.DOUBTFUL: _doubtful,
    peers.SERIES: _series,
    peers.SERIES_BY: _series_by,
    peers.PEAK: _peak,
    peers.PEAK_AGAIN: _peak,
    peers.BUILD: lambda c: lambda day: _who(c)(day, day),
}


@pytest.mark.parametrize(("row", "peer"), [(row, peer) for row in PLAIN for peer in PEERS[row]])
def test_a_peer_answers_as_the_definition_does(row: str, peer: str) -> None:
    columns = synthetic(COUNT).columns
    try:
        ask = PEERS[row][peer](columns)
    except ImportError as error:
        pytest.skip(f"pip install --group benchmark: {error}")
    asked = questions(row)
    if row in peers.ALL_SERIES:
        asked = [(first, first + 400) for first, _ in asked]  # the definition takes a second for a year by country
    compare(row, {OURS: PLAIN[row](columns), peer: ask}, asked)


def test_a_wrong_answer_is_found() -> None:
    columns = synthetic(COUNT).columns
    wrong = {OURS: PLAIN[peers.WHO](columns), "wrong": lambda day, last: _who(columns)(day, last - 1)}
    with pytest.raises(AssertionError, match="wrong: who on a day"):
        compare(peers.WHO, wrong, questions(peers.WHO))


def test_the_slower_one_takes_longer() -> None:
    found = fastest({OURS: lambda day: day, "slow": lambda day: sum(range(day % 1000 + 2000))}, [(5,), (7,)])
    assert 0 < 20 * found[OURS] < found["slow"]
