"""What was known when, and which promises nobody kept, by example."""

from collections.abc import Mapping

import attrs
import pytest

from deployments import Deployment, Event, Registry, Source, Statement, Status, UncertainDate
from deployments.answers.results import Promise, Revision
from deployments.claims import Basis
from deployments.values.calendar import iso
from tests.steps import calls

#: A claim: its source, what it is about, its kind and value, and what else the statement says.
Said = tuple[str, str, str, object] | tuple[str, str, str, object, dict[str, object]]


def registry(sources: Mapping[str, object], *said: Said) -> Registry:
    """Give a registry of sources, each with its day of publication, or with its fields, and of what they say."""
    fields = {id_: own if isinstance(own, dict) else {"published": own} for id_, own in sources.items()}
    return Registry(
        sources=[Source(id=id_, title=id_, **own) for id_, own in fields.items()],
        events=[Event(id="summit", name="A summit")],
        deployments=[
            Deployment(id="x", contributor="NLD"),
            Deployment(id="y", contributor="DEU"),
            Deployment(id="part", part_of="x"),
        ],
        statements=[
            Statement(id=f"{source}#{n}", source=source, about=about, kind=kind, value=value, **dict(*more))
            for n, (source, about, kind, value, *more) in enumerate(said, 1)
        ],
    )


# --- known on a day ---


def day_before(day: str) -> str:
    return iso(UncertainDate(day).hull[0] - 1)


@pytest.mark.parametrize(
    ("fields", "first", "surely"),
    [
        ({"published": "2024-06-11"}, "2024-06-11", "2024-06-11"),
        ({"published": "2024-06-11~"}, "2024-06-04", "2024-06-18"),
        ({"published": "2024-06"}, "2024-06-01", "2024-06-30"),
        ({"accessed": "2024-06-09"}, "0001-01-01", "2024-06-09"),
        ({"published": "[2024-06-01..]", "accessed": "2024-06-09"}, "2024-06-01", "2024-06-09"),
    ],
)
def test_a_source_is_known_when_it_has_surely_appeared(fields: dict[str, object], first: str, surely: str) -> None:
    """ "Around" makes it a week later; one of which only the reading is dated had appeared by then."""
    found = registry({"s": fields})
    before = day_before(surely)
    assert [*found.known_on(surely).sources] == ["s"]
    assert not found.known_on(before).sources
    assert [*found.known_on(first, include_possible=True).sources] == ["s"]
    if first != "0001-01-01":
        assert not found.known_on(day_before(first), include_possible=True).sources


def test_a_source_that_is_only_read_is_read_in_one_way_everywhere() -> None:
    """Read on 9 June, it says that five are there: they came by then, and are seen on some day up to that."""
    found = registry({"s": {"accessed": "2024-06-09"}}, ("s", "x", "present", True), ("s", "x", "strength", 5))
    assert str(found.bounds("x.start")) == "..2024-06-09"
    assert found.known_on("2024-06-09") == found
    presence = found.presence("x", "2024-06-09")
    assert (str(presence.word), str(presence.strength)) == ("vague", "0..5")


def test_what_cites_a_source_that_is_not_known_yet_is_as_old_as_that_one() -> None:
    """The letter of May, which is not surely known before July, says that they leave in June: a newspaper cites it on
    10 June, and is no newer for that than the letter of 1 June."""
    sources = {"cited": "[2024-05-01..2024-07-31]", "letter": "2024-06-01", "paper": "2024-06-10"}
    found = registry(
        sources,
        ("paper", "x", "end", "2024-06-20", {"citing": "cited"}),
        ("letter", "x", "end", "2024-09-01"),
    )
    then = found.known_on("2024-06-15")
    assert {*then.sources} == {"cited", "letter", "paper"}
    for known in (found, then):
        assert str(known.bounds("x.end")) == "2024-09-01"
        statuses = [known.status(statement) for statement in known.statements]
        assert statuses == [Status.REPLACED, Status.HOLDS]


# --- history ---


def rows(found: list[Revision]) -> list[tuple[str, str, str, str | None]]:
    return [
        (row.source.id if row.source else "", str(row.event), str(row.bounds), row.basis and row.basis.value)
        for row in found
    ]


PLANS: list[Said] = [("a", "x", "end", "2024-05-01"), ("b", "x", "end", "2024-06-01")]


def test_a_history_has_a_row_where_a_planned_day_passed_and_a_later_source_speaks_of_it() -> None:
    """The first end passed on 1 May, and nobody reported it, before the next letter; that one's end nobody could."""
    found = registry({"a": "2024-03-01", "b": "2024-05-10", "other": "2024-08-01"}, *PLANS)
    assert rows(found.history("x.end")) == [
        ("a", "source", "2024-05-01", "planned"),
        ("", "passed", "2024-05-01", "planned"),
        ("b", "source", "2024-06-01", "planned"),
        ("other", "source", "2024-06-01", "planned"),
        ("", "untold", "2024-06-01", "planned"),
    ]
    passed = found.history("x.end")[1]
    assert str(passed.published) == "2024-05-01"


def test_a_day_that_a_report_bears_out_is_not_told_as_passed() -> None:
    found = registry(
        {"a": "2024-03-01", "b": "2024-05-01", "c": "2024-06-01"},
        ("a", "x", "end", "2024-05-01"),
        ("b", "x", "end", "2024-05-01", {"basis": "reported"}),
        ("c", "x", "decided", "2024-01-01"),
    )
    assert rows(found.history("x.end")) == [
        ("a", "source", "2024-05-01", "planned"),
        ("b", "source", "2024-05-01", "reported"),
        ("c", "source", "2024-05-01", "reported"),
    ]
    assert [statement.id for statement in found.history("x.end")[1].statements] == ["b#2"]


def test_a_history_tells_by_how_much_and_by_whom_a_bound_moved_and_what_that_overtook() -> None:
    found = registry(
        {"a": "2024-03-01", "b": "2024-04-01", "c": "2024-07-01"},
        ("a", "x", "start", "2024-03-15"),
        ("a", "x", "duration", "P2M"),
        ("b", "x", "start", "2024-03-20", {"basis": "reported"}),
        ("c", "x", "present", True),
    )
    moved = {row.source.id: row for row in found.history("x.end") if row.source}
    assert (moved["b"].earliest_moved, moved["b"].latest_moved) == (5, 5)
    assert [statement.id for statement in moved["b"].statements] == ["b#3", "a#2"]
    assert [statement.id for statement in moved["c"].overtakes] == ["a#2"]
    assert moved["c"].latest_moved is None
    assert moved["c"].basis is Basis.REPORTED


def test_a_history_names_the_source_that_called_the_plan_off() -> None:
    found = registry(
        {"a": "2024-03-01", "b": "2024-04-01"}, ("a", "x", "start", "2024-06-15"), ("b", "x", "cancelled", True)
    )
    assert rows(found.history("x.start")) == [("a", "source", "2024-06-15", "planned"), ("b", "source", "..", None)]
    assert [statement.kind.value for statement in found.history("x.start")[1].statements] == ["cancelled"]


def test_a_history_ends_with_what_the_bounds_say_and_undated_sources_stand_last() -> None:
    """The leaflet bears no day, and its report counts all the same."""
    found = registry(
        {"leaflet": {}, "open": "[2024-06-06..]", "letter": "2024-06-15"},
        ("leaflet", "x", "start", "2024-06-11", {"basis": "reported"}),
        ("letter", "x", "present", True),
        ("open", "x", "end", "2024-12-01", {"basis": "planned"}),
    )
    for milestone in ("x.start", "x.end", "x.decided"):
        last = [row for row in found.history(milestone) if row.source][-1]
        assert last.bounds == found.bounds(milestone)
    order = [(row.source.id, str(row.published)) for row in found.history("x.start") if row.source]
    assert order == [("letter", "2024-06-15"), ("leaflet", ".."), ("open", "2024-06-06..")]


def test_the_history_of_a_part_knows_what_is_said_of_its_whole() -> None:
    """A part is there within the stay of its whole: what bounds that bounds its own days."""
    found = registry(
        {"a": "2024-03-01", "b": "2024-04-01"},
        ("a", "x", "start", "2024-02-01"),
        ("b", "part", "end", "2024-08-01"),
    )
    last = found.history("part.start")[-1]
    assert last.bounds == found.bounds("part.start")
    assert str(last.bounds) == "2024-02-01..2024-08-01"


# --- promises ---


def test_a_length_to_the_return_promises_the_return_and_no_end() -> None:
    found = registry(
        {"a": "2024-03-01"},
        ("a", "x", "departed", "2024-02-01"),
        ("a", "x", "duration", {"of": "P4M", "from": "departed", "to": "returned"}),
    )
    assert told(found.unconfirmed("2024-07-01")) == [("x.returned", "a#2", "2024-06-01", 0, False)]
    implied = [each for each in found.unconfirmed("2024-07-01", implied=True) if each.implied]
    assert "x.end" in {each.milestone for each in implied}


def told(found: list[Promise]) -> list[tuple[str, str, str, int, bool]]:
    return [(each.milestone, each.statement.id, str(each.due), each.later_sources, each.tellable) for each in found]


def test_a_promise_is_told_once_for_each_plan_with_what_was_seen_later() -> None:
    """The start is kept by the sighting of August; that 70 came, or were ready, nobody says."""
    found = registry(
        {"a": "2024-03-01", "b": "2024-08-01"},
        ("a", "x", "start", "2024-05-01"),
        ("a", "x", "operational", "2024-06-01"),
        ("a", "x", "strength", "~70"),
        ("a", "x", "end", "2024-12-31"),
        ("b", "x", "present", True),
    )
    assert told(found.unconfirmed("2025-02-01")) == [
        ("x.strength", "a#3", "2024-05-01", 1, True),
        ("x.operational", "a#2", "2024-06-01", 1, True),
        ("x.end", "a#4", "2024-12-31", 0, False),
    ]
    (*_, last) = found.unconfirmed("2025-02-01")
    assert last.last_seen is not None
    assert str(last.last_seen.latest) == "2024-08-01"


def test_a_number_that_was_promised_for_a_day_is_kept_by_a_number_of_that_day_or_later() -> None:
    promised: Said = ("a", "x", "strength", 350, {"as_of": "2024-09-01"})
    early: Said = ("b", "x", "strength", 270, {"as_of": "2024-08-15"})
    late: Said = ("b", "x", "strength", 300, {"as_of": "2024-09-10"})
    sources: dict[str, object] = {"a": "2024-03-01", "b": "2024-10-01"}
    assert told(registry(sources, promised, early).unconfirmed("2024-12-01")) == [
        ("x.strength", "a#1", "2024-09-01", 1, True)
    ]
    assert registry(sources, promised, late).unconfirmed("2024-12-01") == []


HUNDRED: list[Said] = [("a", "x", "present", True), ("a", "x", "strength", 100)]
FEWER: Said = ("a", "x", "change", "-30", {"as_of": "2025-11", "basis": "planned"})
FEW: Said = ("a", "x", "strength", 70, {"as_of": "2025-11", "basis": "planned"})
BATTERIES: Said = ("a", "x", "equipment", {"battery": 2}, {"as_of": "2025-11", "basis": "planned"})


@pytest.mark.parametrize("promised", [FEWER, FEW])
@pytest.mark.parametrize(
    ("kind", "value", "is_settled"),
    [
        ("strength", 60, True),
        ("change", "-20", True),
        ("strength", 0, True),
        ("present", False, True),
        ("end", "2026-01-05", True),
        ("end", "2025-10-05", True),
        ("returned", "2026-01-05", True),
        ("present", True, False),
        ("equipment", {"battery": 1}, False),
    ],
)
def test_a_number_that_was_promised_is_settled_by_a_number_or_where_nobody_is_left(
    promised: Said, kind: str, value: object, is_settled: bool
) -> None:
    """Thirty were to return in November, or seventy to be left; the report is of January."""
    found = registry({"a": "2025-09-03", "b": "2026-01-10"}, *HUNDRED, promised, ("b", "x", kind, value))
    assert [each.milestone for each in found.unconfirmed("2026-03-01")] == [f"x.{promised[2]}"] * (not is_settled)


def test_what_was_promised_is_not_settled_by_what_was_reported_of_an_earlier_day_or_later_than_asked() -> None:
    sources: dict[str, object] = {"a": "2025-09-03", "b": "2026-01-10"}
    early: Said = ("b", "x", "strength", 90, {"as_of": "2025-10-20"})
    gone: Said = ("b", "x", "end", "2026-01-05")
    assert len(registry(sources, *HUNDRED, FEWER, early).unconfirmed("2026-03-01")) == 1
    assert len(registry(sources, *HUNDRED, FEWER, gone).unconfirmed("2025-12-15")) == 1


def test_that_nobody_is_left_settles_a_number_of_equipment_and_bears_no_presence_out() -> None:
    sources: dict[str, object] = {"a": "2025-09-03", "b": "2026-01-10"}
    there: Said = ("a", "x", "present", True, {"as_of": "2025-11", "basis": "planned"})
    for kind, value in (("present", False), ("strength", 0)):
        nobody: Said = ("b", "x", kind, value)
        assert registry(sources, *HUNDRED, BATTERIES, nobody).unconfirmed("2026-03-01") == []
        (promise,) = registry(sources, there, nobody).unconfirmed("2026-03-01")
        assert promise.milestone == "x.present"


def test_equipment_that_was_promised_is_kept_by_that_equipment_only() -> None:
    sources: dict[str, object] = {"a": "2024-03-01", "b": "2024-10-01"}
    promised: Said = ("a", "x", "equipment", {"tank": 4}, {"as_of": "2024-09-01"})
    other: Said = ("b", "x", "equipment", {"tent": 9}, {"as_of": "2024-09-10"})
    same: Said = ("b", "x", "equipment", {"tank": 3}, {"as_of": "2024-09-10"})
    assert [each.milestone for each in registry(sources, promised, other).unconfirmed("2024-12-01")] == ["x.equipment"]
    assert registry(sources, promised, same).unconfirmed("2024-12-01") == []


def test_two_sources_that_promise_one_thing_at_once_are_a_row_each_and_a_repeated_promise_is_one() -> None:
    said: list[Said] = [("a", "x", "end", "2024-05-01"), ("b", "x", "end", "2024-05-01")]
    at_once = registry({"a": "2024-03-01", "b": "2024-03-01"}, *said)
    assert [each.statement.id for each in at_once.unconfirmed("2024-06-01")] == ["a#1", "b#2"]
    later = registry({"a": "2024-03-01", "b": "2024-04-01"}, *said)
    assert [each.statement.id for each in later.unconfirmed("2024-06-01")] == ["b#2"]


def test_only_what_a_plan_states_is_a_promise_unless_what_follows_is_asked_for() -> None:
    """An end promises no decision, departure or start: those only follow from it."""
    found = registry({"a": "2024-03-01"}, ("a", "x", "end", "2024-05-31"))
    assert [each.milestone for each in found.unconfirmed("2024-07-01")] == ["x.end"]
    implied = [each for each in found.unconfirmed("2024-07-01", implied=True) if each.implied]
    own = {each.milestone for each in implied if each.milestone.startswith("x.")}
    assert own == {"x.decided", "x.departed", "x.start", "x.operational"}
    assert {each.statement.id for each in implied} == {"a#1"}


def test_what_a_later_plan_moved_is_told_when_asked_for_also_of_a_length() -> None:
    """Two months from 1 April is 1 June, until the second letter says 1 August."""
    found = registry(
        {"a": "2024-03-01", "b": "2024-05-01"},
        ("a", "x", "start", "2024-04-01"),
        ("a", "x", "duration", "P2M"),
        ("b", "x", "end", "2024-08-01"),
        ("b", "x", "start", "2024-04-01", {"basis": "reported"}),
    )
    assert found.unconfirmed("2024-07-01") == []
    assert told(found.unconfirmed("2024-07-01", replaced=True)) == [("x.end", "a#2", "2024-06-01", 0, False)]


def test_the_date_of_an_event_is_one_promise() -> None:
    found = registry({"a": "2024-03-01"}, ("a", "summit", "date", "2024-07-11/2024-07-12"))
    (promise,) = found.unconfirmed("2024-08-01")
    assert (promise.milestone, str(promise.due), promise.last_seen) == ("summit.end", "2024-07-12", None)


def test_what_is_considered_or_called_off_is_no_promise() -> None:
    considered = registry({"a": "2024-03-01"}, ("a", "x", "end", "2024-05-31", {"basis": "considered"}))
    assert considered.unconfirmed("2024-07-01", implied=True) == []
    off = registry(
        {"a": "2024-03-01", "b": "2024-04-01"}, ("a", "x", "start", "2024-05-31"), ("b", "x", "cancelled", True)
    )
    assert off.unconfirmed("2024-07-01") == []


def test_a_plan_that_was_called_off_after_the_day_asked_for_was_a_promise_on_it() -> None:
    found = registry(
        {"a": "2024-03-01", "b": "2024-04-01", "c": "2024-09-10"},
        ("a", "x", "start", "2024-05-31"),
        ("b", "x", "start", "2024-06-15"),
        ("c", "x", "cancelled", True),
    )
    (promise,) = found.unconfirmed("2024-07-01", replaced=False)
    assert (promise.statement.id, str(promise.due)) == ("b#2", "2024-06-15")
    assert promise.called_off is not None
    assert promise.called_off.id == "c#3"
    both = found.unconfirmed("2024-07-01", replaced=True)
    assert [(each.statement.id, each.replaced) for each in both] == [("a#1", True), ("b#2", False)]
    assert found.unconfirmed("2024-09-10") == []  # it is known by the end of that day
    (before,) = found.known_on("2024-07-01").unconfirmed("2024-07-01")
    assert (before.statement.id, before.called_off) == ("b#2", None)


def test_what_was_called_off_later_is_found_in_time_that_grows_in_a_line() -> None:
    def asked(size: int) -> int:
        days = {f"s{n}": f"2024-01-{1 + n % 28:02}" for n in range(size)}
        plans: list[Said] = [(source, "x", "start", f"2024-03-{1 + n % 28:02}") for n, source in enumerate(days)]
        found = registry({**days, "off": "2024-09-01"}, *plans, ("off", "x", "cancelled", True))
        found.status(found.statements[0])  # solving is another matter
        return calls(lambda: found.unconfirmed("2024-06-01"))

    assert asked(800) < 2.5 * asked(400)


def test_a_plan_without_a_last_day_is_told_when_asked_for_until_it_is_kept() -> None:
    said: list[Said] = [
        ("a", "x", "returned", "after summit"),
        ("a", "x", "start", "2024-04-01"),
        ("b", "x", "returned", "2024-12-01", {"basis": "reported"}),
    ]
    found = registry({"a": "2024-03-01", "b": "2024-12-02"}, *said)
    then = found.known_on("2024-07-01")
    assert [each.milestone for each in then.unconfirmed("2024-07-01")] == ["x.start"]
    (undated,) = then.unconfirmed("2024-03-15", undated=True)
    assert (undated.milestone, undated.is_undated, undated.due_day) == ("x.returned", True, None)
    assert then.unconfirmed("2024-02-28", undated=True) == []
    assert [each for each in found.unconfirmed("2024-12-31", undated=True) if each.is_undated] == []


def test_a_number_that_is_to_grow_on_no_day_that_anybody_names_is_not_due_on_the_day_of_its_letter() -> None:
    """They are there, and will be increased to up to 830."""
    more: Said = ("a", "x", "strength", "..830", {"basis": "planned"})
    found = registry({"a": "2024-03-01", "b": "2024-09-01"}, ("a", "x", "present", True), more)
    assert found.unconfirmed("2024-06-01") == []
    (promise,) = found.unconfirmed("2024-06-01", undated=True)
    assert (promise.milestone, promise.is_undated) == ("x.strength", True)
    settled = found.add(Statement(id="s", source="b", about="x", kind="strength", value="700", basis="reported"))
    assert settled.unconfirmed("2024-10-01", undated=True) == []
    to_come = registry({"a": "2024-03-01"}, ("a", "x", "start", "2024-05-01"), more)
    assert [each.milestone for each in to_come.unconfirmed("2024-06-01")] == ["x.start", "x.strength"]


def test_among_many_deployments_the_answers_are_the_same() -> None:
    """Tables answer for more than 64 deployments."""
    few = registry(
        {"a": "2024-03-01", "b": "2024-04-01~", "c": {"accessed": "2024-08-01"}, "d": {}},
        ("a", "x", "start", "2024-05-01"),
        ("a", "x", "duration", "P2M"),
        ("a", "x", "strength", 70),
        ("b", "x", "end", "2024-06-15", {"citing": "d"}),
        ("b", "y", "start", "after x.end"),
        ("c", "x", "present", True),
        ("c", "x", "end", "before c", {"corrects": "b"}),
        ("d", "y", "decided", True),
    )
    others = [Deployment(id=f"z{n}", contributor="BEL") for n in range(100)]
    many = attrs.evolve(few, deployments=[*few.deployments.values(), *others])
    for day in ("2024-03-15", "2024-04-08", "2024-07-01", "2024-09-01"):
        then = many.known_on(day)
        assert {*then.sources} == {*few.known_on(day).sources}
        for known, same in ((many, few), (then, few.known_on(day))):
            promises = (each.unconfirmed(day, implied=True, replaced=True) for each in (known, same))
            assert next(promises) == next(promises)
            assert known.history("x.end") == same.history("x.end")
            assert known.bounds("y.start") == same.bounds("y.start")
    assert many.changes("2024-03-15", "2024-09-01") == few.changes("2024-03-15", "2024-09-01")


def test_a_promise_is_due_by_its_own_words_also_where_reports_contradict_each_other() -> None:
    """Whether they came in February or in May is disputed: the end was promised for 1 June all the same."""
    found = registry(
        {"a": "2024-03-01", "b": "2024-05-20", "c": "2024-09-01"},
        ("a", "x", "start", "2024-02-01"),
        ("a", "x", "end", "2024-06-01"),
        ("b", "x", "start", "2024-05-10"),
        ("c", "x", "decided", "2024-01-05"),
    )
    assert told(found.unconfirmed("2024-10-01")) == [("x.end", "a#2", "2024-06-01", 1, True)]


def test_a_source_is_later_than_a_promise_if_it_was_surely_known_after_that_fell_due() -> None:
    """One that was read on 1 August, and has no other day, may be older: it is known from that day on."""
    found = registry(
        {"a": "2024-03-01", "b": {"accessed": "2024-08-01"}},
        ("a", "x", "end", "2024-06-01"),
        ("b", "x", "decided", "2024-01-05"),
    )
    assert told(found.unconfirmed("2024-07-01")) == [("x.end", "a#1", "2024-06-01", 0, True)]
    assert told(found.unconfirmed("2024-09-01")) == [("x.end", "a#1", "2024-06-01", 1, True)]
