"""What a report says once: the id of a thing, that a number is disputed, and what "about" was taken to mean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deployments import Deployment, Registry, Source, Statement, reports

DAY = "2024-06-09"
ABOUT = '"About" is taken as 10 %.'


def registry(*said: tuple[str, str, object], ids: tuple[str, ...] = ("nld-one",)) -> Registry:
    """Return a registry of a whole with parts that are called the same, and what a letter says of them."""
    return Registry(
        sources=[Source(id="letter", title="A letter", published=DAY), Source(id="other", title="B", published=DAY)],
        deployments=[
            Deployment(id="whole", contributor="NLD"),
            *(Deployment(id=id_, part_of="whole", place="Tapa, EST") for id_ in ids),
        ],
        statements=[
            Statement(id=f"s{n}", source="letter", about=about, kind=kind, value=value, basis=basis(kind))
            for n, (about, kind, value) in enumerate(said)
        ],
    )


def basis(kind: str) -> str | None:
    return None if kind in ("follows", "ceiling", "mandate") else "reported"


def sentence(text: str) -> str:
    return " ".join(text.split())


TWINS = registry(
    ("nld-one", "present", True),
    ("nld-two", "present", True),
    ("nld-two", "follows", "nld-one"),
    ("nld-one", "mandate", "2024-12-31"),
    ("nld-two", "end", "2024-06-01"),
    ids=("nld-one", "nld-two"),
)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: reports.active(TWINS, DAY),
        lambda: reports.authorisation(TWINS, DAY),
        lambda: reports.running_out(TWINS, "2024", "2025"),
        lambda: reports.relocations(TWINS),
        lambda: reports.overview(TWINS),
        lambda: reports.changes(TWINS, "2024-01-01", "2025-01-01"),
        lambda: reports.unconfirmed(TWINS, "2025-06-01"),
        lambda: reports.listing(TWINS),
        lambda: reports.find(TWINS, "Tapa"),
        lambda: reports.show(TWINS, "nld-one"),
        lambda: reports.dossier(TWINS, "nld-one"),
        lambda: reports.periods(TWINS, "nld-one"),
        lambda: reports.history(TWINS, "nld-one.end"),
        lambda: reports.explain(TWINS, "nld-one.end"),
        lambda: reports.strength(TWINS, DAY),
    ],
)
def test_an_id_that_stands_beside_a_name_is_not_in_it(ask: Callable[[], str]) -> None:
    text = ask()
    assert not [line for line in text.splitlines() if line.count("nld-one") > 1]
    assert "(nld-one) (part of: Netherlands) nld-one" not in sentence(text)


MANDATE = Statement(id="until", source="letter", about="whole", kind="mandate", value="2024-12-31")
PARTS = registry(("nld-one", "strength", "~130"), ("nld-one", "present", True))


@pytest.mark.parametrize(
    ("ask", "figure"),
    [
        (lambda it: reports.active(it, DAY), "117 or more, the sum of its parts: about 130"),
        (lambda it: reports.anyone(it, DAY), "117 or more, the sum of its parts: about 130"),
        (lambda it: reports.strength(it, DAY), "117 or more"),
        (lambda it: reports.show(it, "whole", on=DAY), "117 or more, the sum of its parts: about 130"),
        (
            lambda it: reports.authorisation(it.add(MANDATE), DAY, about="whole"),
            "117 or more, the sum of its parts: about 130",
        ),
    ],
)
def test_where_a_number_is_computed_from_about_so_many_it_is_told_what_about_means(
    ask: Callable[[Registry], str], figure: str
) -> None:
    text = sentence(ask(PARTS))
    assert figure in text
    assert ABOUT in text


def test_where_a_number_stands_as_it_was_said_nothing_is_told_of_about() -> None:
    alone = registry(("whole", "strength", "~130"), ("whole", "present", True), ids=())
    texts = [reports.active(alone, DAY), reports.anyone(alone, DAY), reports.show(alone, "whole", on=DAY)]
    assert all("about 130" in text for text in texts)
    assert not any("About" in text for text in texts)


def test_whether_more_than_authorised_are_there_tells_what_about_means() -> None:
    alone = registry(("whole", "strength", "~130"), ("whole", "present", True), ("whole", "ceiling", "125"), ids=())
    assert ABOUT in sentence(reports.authorisation(alone, DAY))


@pytest.mark.parametrize(("lang", "word"), [("en", "disputed"), ("nl", "betwist")])
def test_a_total_of_one_disputed_number_says_so_once(lang: str, word: str) -> None:
    found = registry(("whole", "strength", "200"), ("whole", "present", True), ids=())
    found = found.add(Statement(id="again", source="other", about="whole", kind="strength", value=150, as_of=DAY))
    for day in (DAY, "2024-07-01"):
        text = sentence(reports.strength(found, day, lang=lang))
        total = text.partition("in all" if lang == "en" else "samen")[2]
        assert total.count(word) == 1
