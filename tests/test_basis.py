"""Report or plan: what a claim is taken for when nobody writes its basis, and what is asked about it."""

import pytest

from deployments import Deployment, Event, Registry, Source, Statement
from deployments.basis import Doubt
from deployments.claims import Basis

REPORTED, PLANNED = Basis.REPORTED, Basis.PLANNED


def basis_of(
    published: str | None, kind: str, value: object, *, as_of: str | None = None, **fields: str
) -> tuple[Basis, str | None]:
    """The basis of a claim in a page published so, and the code that `check` asks about it."""
    registry = Registry(
        sources=[
            Source(id="page", title="A page", published=published, accessed=fields.pop("accessed", None)),
            Source(id="letter", title="A letter", published="2024-03-01"),
        ],
        events=[Event(id="summit", name="A summit")],
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="y", contributor="DEU")],
        statements=[Statement(id="claim", source="page", about="x", kind=kind, value=value, as_of=as_of, **fields)],
    )
    (claim,) = registry.statements
    doubt = registry.doubt(claim)
    return registry.basis(claim), doubt and doubt.value


@pytest.mark.parametrize(
    ("published", "value", "expected"),
    [
        ("2024-06-05", "2024-06-05", (REPORTED, None)),
        ("2024-06-05", "2024-06-06", (PLANNED, None)),
        ("2024-06-05", "2024-05", (REPORTED, None)),
        ("2024-06-05", "2024-06", (PLANNED, "B101")),
        ("2024-06", "2024-05-31", (REPORTED, None)),
        ("2024-06", "2024-06-01", (REPORTED, None)),
        ("2024-06", "2024-06-02", (PLANNED, "B101")),
        ("2024-06", "2024-06-30", (PLANNED, "B101")),
        ("2024-06", "2024-07-01", (PLANNED, None)),
        ("2024-06-05~", "2024-06-05", (PLANNED, "B101")),
        ("2024-06-05~", "2024-05-29", (REPORTED, None)),
        ("2024-06-05~", "2024-06-12", (PLANNED, "B101")),
        ("2024-06-05~", "2024-06-13", (PLANNED, None)),
        ("2024-06-05", "2024-06-04~", (REPORTED, None)),  # days as they are written, not as far as "around" goes
        ("2024-06-05", {"before": "2024-06-01"}, (REPORTED, None)),
        ("2024-06-05", {"before": "2024-07-01"}, (PLANNED, "B101")),
        ("2024-06-05", {"after": "2024-07-01"}, (PLANNED, None)),
        ("2024-06-05", {"after": "2024-06-01"}, (PLANNED, "B101")),
        ("2024-06-05", {"after": "summit"}, (PLANNED, None)),
        ("2024-06-05", {"on": "2024-05-01", "after": "summit"}, (REPORTED, None)),
        ("2024-06-05", {"before": "page"}, (REPORTED, None)),
        ("2024-06-05", {"during": "page"}, (REPORTED, None)),
        ("2024-06-05", {"after": "page"}, (PLANNED, None)),
        ("2024-06-05", {"around": "page"}, (PLANNED, "B101")),
        ("2024-06-05", {"before": "letter"}, (REPORTED, None)),
        ("2024-02-05", {"after": "letter"}, (PLANNED, None)),
    ],
)
def test_a_milestone_is_reported_if_it_is_surely_past(
    published: str, value: object, expected: tuple[Basis, str | None]
) -> None:
    assert basis_of(published, "start", value) == expected


def test_a_source_that_was_only_read_may_be_of_any_day_before() -> None:
    assert basis_of(None, "start", "2024-05-01", accessed="2024-06-05") == (PLANNED, "B101")
    assert basis_of(None, "start", "2024-06-06", accessed="2024-06-05") == (PLANNED, None)
    assert basis_of(None, "start", "2024-05-01") == (PLANNED, "B101")


def test_a_decision_that_could_be_either_is_reported_and_asked_about() -> None:
    assert basis_of("2024-06", "decided", "2024-06-20") == (REPORTED, "B101")
    assert basis_of("2024-06", "end_decided", "2024-06-20") == (REPORTED, "B101")
    assert basis_of("2024-06", "decided", "2024-07-20") == (PLANNED, None)
    assert basis_of("2024-06", "decided", True) == (REPORTED, None)


@pytest.mark.parametrize(("kind", "value"), [("strength", 6), ("change", "-6"), ("equipment", {"Patriot": 2})])
def test_a_figure_of_a_day_goes_by_that_day(kind: str, value: object) -> None:
    assert basis_of("2024-06-05", kind, value, as_of="2024-06-05") == (REPORTED, None)
    assert basis_of("2024-06-05", kind, value, as_of="2024-06") == (PLANNED, "B101")
    assert basis_of("2024-06-05", kind, value, as_of="2024-07") == (PLANNED, None)
    assert basis_of("2024-07", kind, value, as_of="2024-07") == (REPORTED, None)  # the month of a placemat


def test_a_figure_without_a_day_is_the_size_announced() -> None:
    assert basis_of("2024-06-05", "strength", 6) == (PLANNED, "B102")
    assert basis_of("2024-06-05", "change", "-6") == (PLANNED, "B102")
    assert basis_of("2024-06-05", "strength", 0) == (REPORTED, None)


def test_a_figure_without_a_day_is_reported_with_a_presence_of_the_same_source() -> None:
    registry = Registry(
        sources=[Source(id="page", title="A page", published="2024-06-05"), Source(id="letter", title="A letter")],
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="y", contributor="DEU")],
        statements=[
            Statement(id="there", source="page", about="x", kind="present", value=True),
            Statement(id="six", source="page", about="x", kind="strength", value=6),
            Statement(id="others", source="page", about="y", kind="strength", value=6),
            Statement(id="letters", source="letter", about="x", kind="strength", value=6),
            Statement(id="y-planned", source="letter", about="y", kind="present", value=True, basis="planned"),
            Statement(id="y-letters", source="letter", about="y", kind="strength", value=6),
        ],
    )
    found = {claim.id: registry.basis(claim) for claim in registry.statements}
    assert found["six"] is REPORTED
    assert {found["others"], found["letters"], found["y-letters"]} == {PLANNED}


def said_of_x(*claims: tuple[str, object], **fields: str) -> list[tuple[Basis, str | None]]:
    """The basis of each claim of one letter about one deployment, and the code that `check` asks about it."""
    registry = Registry(
        sources=[Source(id="page", title="A page", published="2026-02-03")],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[
            Statement(id=f"claim-{number}", source="page", about="x", kind=kind, value=value, **fields)
            for number, (kind, value) in enumerate(claims)
        ],
    )
    doubts = [(claim, registry.doubt(claim)) for claim in registry.statements]
    return [(registry.basis(claim), doubt and doubt.value) for claim, doubt in doubts]


def test_beside_a_start_to_come_a_figure_may_be_of_those_who_follow() -> None:
    """Of "20 are there, 120 follow from 1 April" neither figure is a fact until somebody says which one is."""
    there, start, twenty, more = ("present", True), ("start", "2026-04-01"), ("strength", 20), ("strength", "~120")
    assert said_of_x(there, twenty, start, more)[1::2] == [(PLANNED, "B102"), (PLANNED, "B102")]
    assert said_of_x(there, start, twenty)[2] == (PLANNED, "B102")
    assert said_of_x(there, start, ("strength", 0))[2] == (REPORTED, None)
    assert said_of_x(there, start, ("equipment", {"Patriot": 2}))[2] == (PLANNED, "B102")
    assert said_of_x(there, ("start", "2026-01-01"), twenty)[2] == (REPORTED, None)
    assert said_of_x(there, ("operational", "2026-04-01"), twenty)[2] == (REPORTED, None)


def test_of_two_sizes_somebody_must_say_which_is_of_whom() -> None:
    there, twenty, more = ("present", True), ("strength", 20), ("strength", "~120")
    assert said_of_x(there, twenty, more)[1:] == [(REPORTED, "B102"), (REPORTED, "B102")]
    assert said_of_x(("operational", "2026-04-01"), there, twenty, more)[2:] == [(PLANNED, "B102"), (PLANNED, "B102")]
    assert said_of_x(("start", "2026-04-01"), twenty, more)[1:] == [(PLANNED, "B102"), (PLANNED, "B102")]
    assert said_of_x(there, ("strength", "~20"), twenty)[1:] == [(REPORTED, None), (REPORTED, None)]
    assert said_of_x(there, twenty, ("strength", 0))[1:] == [(REPORTED, None), (REPORTED, None)]
    assert said_of_x(twenty, more, basis="planned") == [(PLANNED, None), (PLANNED, None)]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("present", True, REPORTED),
        ("present", False, REPORTED),
        ("cancelled", True, REPORTED),
        ("mandate", "2030-12-31", REPORTED),
        ("ceiling", 100, REPORTED),
        ("duration", "P6M", PLANNED),
        ("follows", "y", PLANNED),
        ("relieves", "y", PLANNED),
    ],
)
def test_what_has_no_day_of_its_own(kind: str, value: object, expected: Basis) -> None:
    assert basis_of("2024-06-05", kind, value) == (expected, None)


def test_what_cites_a_source_is_compared_with_the_days_of_that() -> None:
    assert basis_of("2024-06-05", "start", "2024-05-01", citing="letter") == (PLANNED, None)
    assert basis_of("2024-06-05", "start", "2024-02-01", citing="letter") == (REPORTED, None)


def test_what_is_written_is_not_doubted() -> None:
    assert basis_of("2024-06", "start", "2024-06-20", basis="reported") == (REPORTED, None)
    assert basis_of("2024-06", "strength", 6, basis="considered") == (Basis.CONSIDERED, None)
    assert {doubt.value for doubt in Doubt} == {"B101", "B102"}


def test_the_day_of_reading_counts_only_without_a_last_day_of_publication() -> None:
    both = Registry(sources=[Source(id="page", title="A page", published="2024-06-05", accessed="2024-07-01")])
    assert both.published("page") == both.published("page")[:1] * 2
    assert [*both.known_on("2024-06-05").sources] == ["page"]
    page = Source(id="page", title="A page", published="[2024-06-05..]", accessed="2024-07-01")
    open_ended = Registry(sources=[page])
    assert not open_ended.known_on("2024-06-30").sources
    assert [*open_ended.known_on("2024-07-01").sources] == ["page"]
