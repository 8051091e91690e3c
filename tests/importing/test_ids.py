"""Ids that are made of names."""

from hypothesis import given
from hypothesis import strategies as st

from deployments.importing.ids import slug, slug_behind

_NAMES = st.lists(st.text("aB0-x!é ", max_size=40), min_size=1, max_size=3)


@given(_NAMES, st.sampled_from(["2014-08-31", "2014-02", "", "2014~", "[2014-01-01..2014-03-31]"]))
def test_a_day_stands_behind_names_as_if_it_were_one_of_them(names: list[str], day: str) -> None:
    assert slug_behind(slug(*names), names, day) == slug(*names, day)
