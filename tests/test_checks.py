"""What `check` warns of, and what it lets pass: each rule on both sides of its edge."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from deployments import (
    Deployment,
    Diagnostic,
    Registry,
    RegistryError,
    Source,
    Statement,
    check,
    dump,
    load,
    read,
)
from deployments.basis import Doubt
from deployments.checks import doubts
from deployments.diagnostics import Edit

HEAD = """source = "letter"
[sources.letter]
title = "A letter"
published = "2023-06-09"
[sources.earlier]
title = "An earlier letter"
published = "2023-01-09"
[missions.task-force]
name = "Task force"
[deployments.nld]
contributor = "NLD"
mission = "task-force"
[deployments.deu]
contributor = "DEU"
mission = "task-force"
[deployments.sun]
contributor = "Soviet Union"
"""


def _codes(tmp_path: Path, *tables: str, head: str = HEAD) -> list[str]:
    path = tmp_path / "x.toml"
    path.write_text(head + "".join(f"[[statements]]\n{table}\n" for table in tables), encoding="utf-8")
    return [each.code for each in check(path)]


CEILING = 'about = "nld"\nceiling = "100"'


@pytest.mark.parametrize(
    ("strength", "codes"),
    [
        ('strength = "101"', ["K202"]),
        ('strength = "100"', []),
        ('strength = "..150"', []),
        ('strength = "101..150"', ["K202"]),
        ('strength = "~105"', []),
        ('strength = "101"\nsource = "earlier"', []),  # the ceiling came after it
        ('strength = "101"\nbasis = { strength = "planned" }', []),
    ],
)
def test_a_strength_above_the_ceiling_of_an_older_source(tmp_path: Path, strength: str, codes: list[str]) -> None:
    """A report that is older than the ceiling says nothing against it."""
    assert _codes(tmp_path, CEILING, f'about = "nld"\npresent = true\n{strength}') == codes


def test_a_ceiling_binds_its_own_deployment_and_only_from_above(tmp_path: Path) -> None:
    assert _codes(tmp_path, CEILING, 'about = "deu"\npresent = true\nstrength = "101"') == []
    there = 'about = "nld"\npresent = true\nstrength = "101"'
    assert _codes(tmp_path, 'about = "nld"\nceiling = "100.."', there) == []


@pytest.mark.parametrize(
    ("strengths", "total", "codes"),
    [
        ((60, 41), 100, ["K203"]),
        ((60, 40), 100, []),
        ((60, 40), "..100", []),
        ((60, 41), "100..", []),
    ],
)
def test_a_total_below_the_sum_of_its_deployments(
    tmp_path: Path, strengths: tuple[int, int], total: object, codes: list[str]
) -> None:
    own = [
        f'about = "{id_}"\npresent = true\nstrength = {number}'
        for id_, number in zip(("nld", "deu"), strengths, strict=True)
    ]
    assert _codes(tmp_path, *own, f'about = "task-force"\npresent = true\nstrength = "{total}"') == codes
    planned = f'about = "task-force"\nstrength = "{total}"\nbasis = "planned"'
    assert _codes(tmp_path, *own, planned) == []


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        ('strength = 6\nas_of = "2023-06-09"', []),
        ('strength = 6\nas_of = "2023-06-10"', ["P102"]),
        ('strength = 6\nas_of = "2023-06"', []),
        ('start = "2023-06-09"', []),
        ('start = "2023-06-10"', ["P102"]),
        ('start = "[2023-06-09..2023-07-01]"', []),
        ('start = "2023-06-10/.."', ["S104"]),
    ],
)
def test_nobody_reports_a_day_after_the_publication(tmp_path: Path, claim: str, codes: list[str]) -> None:
    assert _codes(tmp_path, f'about = "nld"\nbasis = "reported"\n{claim}') == codes
    if codes == ["P102"]:
        assert _codes(tmp_path, f'about = "nld"\nbasis = "planned"\n{claim}') == []


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        ('start = "2022-01-01"', ["P201"]),
        ('end = "2022-12-31"', ["P201"]),
        ('end = "2022-12-30"', []),
        ('end = "2022-12-31~"', []),
        ('end = "2022-12-31"\nwording = "until 31 December"', []),
        ('end = "2022-12-31"\nwording = "until the end of 2022, 310 people"', ["P201"]),
        ('start = "2022-01-01"\nwording = "op de Eerste dag"', []),
        ('mandate = "2022-12-31"', []),
        ('end = "after 2022-12-31"', ["B101"]),
    ],
)
def test_a_day_that_looks_like_a_default_unless_the_source_says_it(
    tmp_path: Path, claim: str, codes: list[str]
) -> None:
    assert _codes(tmp_path, f'about = "nld"\n{claim}') == codes


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        ('start = "1991-12-26"', []),
        ('start = "1992-01-02"', ["C201"]),
        ('start = "[1991-12-26..1992-01-02]"', []),
        ('strength = 6\nas_of = "1992-02"', ["C201"]),
        ('start = "before 1992-01-02"', []),
    ],
)
def test_a_state_sends_nobody_when_it_is_no_more(tmp_path: Path, claim: str, codes: list[str]) -> None:
    assert _codes(tmp_path, f'about = "sun"\n{claim}') == codes


@pytest.mark.parametrize(
    ("start", "codes"), [("2002-12-31", ["C201"]), ("2003-01-02", []), ("[2002-12-30..2003-01-02]", [])]
)
def test_a_state_sends_nobody_before_it_is_there(tmp_path: Path, start: str, codes: list[str]) -> None:
    head = f'{HEAD}[deployments.scg]\ncontributor = "Serbia and Montenegro"\n'
    found = _codes(tmp_path, f'about = "scg"\nstart = "{start}"\nwording = "31 December"', head=head)
    assert found == codes


def test_equipment_under_two_spellings_is_named_once_for_each(tmp_path: Path) -> None:
    names = ["Patriot fire unit", "patriot fire-units", "Patriot  Fire Unit", "Patriot launcher"]
    tables = [f'about = "nld"\npresent = true\nequipment = {{ "{name}" = 2 }}' for name in names]
    assert _codes(tmp_path, *tables, tables[1]) == ["W101", "W101"]


def test_nobody_between_two_days_on_which_somebody_was(tmp_path: Path) -> None:
    seen = [f'about = "nld"\nstrength = 6\nas_of = "{day}"' for day in ("2023-01-15", "2023-05-15")]
    zero = 'about = "nld"\nstrength = 0\nas_of = "{}"'
    assert _codes(tmp_path, *seen, zero.format("2023-03-01")) == ["K201"]
    assert _codes(tmp_path, *seen, 'about = "nld"\npresent = false\nas_of = "2023-03-01"') == ["K201"]
    assert _codes(tmp_path, *seen, zero.format("2023-01-10")) == []
    assert _codes(tmp_path, *seen, zero.format("2023-05-16")) == []
    assert _codes(tmp_path, *seen, zero.format("2023-03-01") + '\nbasis = "planned"') == []
    assert _codes(tmp_path, *seen, 'about = "nld"\nstrength = "..5"\nas_of = "2023-03-01"') == []


def test_a_contradiction_is_told_by_check_and_lets_the_registry_be_read(tmp_path: Path) -> None:
    starts = ['about = "nld"\nstart = "2023-01-02"', 'about = "nld"\nsource = "earlier"\nstart = "2022-03-02"']
    assert set(_codes(tmp_path, *starts)) == {"K101"}
    assert read(tmp_path / "x.toml")[1] == []


def test_a_report_of_a_day_to_come_is_told_by_check_and_lets_the_registry_be_read(tmp_path: Path) -> None:
    late = Statement(id="x", source="letter", about="nld", kind="start", value="2023-06-10", basis="reported")
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-09")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[late],
    )
    for name in ("x.toml", "x.jsonl"):
        dump(registry, tmp_path / name)
        assert load(tmp_path / name) == registry
        assert [each.code for each in check(tmp_path / name)] == ["P102"]


def test_a_source_is_of_the_day_of_its_publication_and_not_of_that_on_which_it_was_read() -> None:
    """Read in 2024, a letter of 2023 that speaks of December 2023 still announces it; so may an undated leaflet."""
    sources = [
        Source(id="letter", title="A letter", published="2023-06-09", accessed="2024-05-01"),
        Source(id="leaflet", title="An undated leaflet", accessed="2024-05-01"),
    ]
    end, other = (
        Statement(id=source.id, source=source.id, about="nld", kind="end", value="2023-12-15") for source in sources
    )
    registry = Registry(sources=sources, deployments=[Deployment(id="nld", contributor="NLD")], statements=[end, other])
    assert registry.basis(end).value == "planned"
    assert registry.basis(other).value == "planned"


def test_a_source_whose_day_nobody_can_tell(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[sources.a]\ntitle = "A"\n[sources.b]\ntitle = "B"\naccessed = "2023"\n[sources.c]\ntitle = "C"\n')
    assert [(each.code, each.path) for each in check(path)] == [
        ("P103", "sources.a.published"),
        ("P103", "sources.c.published"),
    ]


def test_a_day_without_a_beginning_is_of_no_year(tmp_path: Path) -> None:
    assert _codes(tmp_path, 'about = "sun"\nstart = "[..1999-05-01]"') == []


def test_a_report_that_nobody_can_date_says_nothing_against_a_ceiling(tmp_path: Path) -> None:
    head = f'{HEAD}[sources.leaflet]\ntitle = "A leaflet"\n'
    strength = 'about = "nld"\nsource = "leaflet"\nstrength = "101"\nbasis = "reported"'
    assert _codes(tmp_path, CEILING, strength, head=head) == ["P103"]


# --- what is left open -----------------------------------------------------------------------------------


def _told(tmp_path: Path, *tables: str) -> list[Diagnostic]:
    _codes(tmp_path, *tables)
    return check(tmp_path / "x.toml")


def _hints(tmp_path: Path) -> list[str]:
    """Return the hints of what is told of the file that was written last."""
    return [each.hint for each in check(tmp_path / "x.toml")]


def _mended(tmp_path: Path, edits: Sequence[Edit]) -> list[str]:
    """Return the codes that are left after the edits."""
    path = tmp_path / "x.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for edit in sorted(edits, key=lambda edit: -edit.line):
        assert edit.file == str(path)
        lines.insert(edit.line - 1, edit.text)
    path.write_text("\n".join(lines), encoding="utf-8")
    return [each.code for each in check(path)]


def test_a_source_is_asked_once_whatever_the_number_of_its_claims(tmp_path: Path) -> None:
    doubtful = ['about = "nld"\nstart = "2023-06"\nend = "2023-06"', 'about = "deu"\nstart = "2023-06"']
    (found,) = _told(tmp_path, *doubtful, 'about = "deu"\nend = "2023-09-01"')
    assert found.code == "B101"
    assert found.message == "'nld' start '2023-06' (letter) may be past or to come; likewise 2 others of 'letter'"
    assert [edit.text for edit in found.edits] == [
        'basis = { start = "planned", end = "planned" }',
        'basis = "planned"',
    ]
    assert _mended(tmp_path, found.edits) == []


def test_what_is_doubted_is_found_once_for_each_claim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    doubt = Registry.doubt

    def counted(registry: Registry, claim: Statement) -> Doubt | None:
        asked.append(claim.id)
        return doubt(registry, claim)

    monkeypatch.setattr(Registry, "doubt", counted)
    assert _codes(tmp_path, 'about = "nld"\nstart = "2023-06"', 'about = "deu"\nstrength = 6') == ["B101", "B102"]
    assert sorted(asked) == ["letter#deu.strength", "letter#nld.start"]


def test_a_number_of_those_who_left_is_not_asked_to_be_there_today(tmp_path: Path) -> None:
    """ "Their 650 went home in May": the line that `check` asks for puts them there in May."""
    table = 'about = "nld"\nend = "2023-05"\nstrength = 650'
    assert _codes(tmp_path, table) == ["B102"]
    (asked,) = check(tmp_path / "x.toml")
    assert "present = true" not in asked.hint
    assert _codes(tmp_path, f'{table}\nas_of = "2023-05"') == []
    found = load(tmp_path / "x.toml").presence("nld", "2023-05")
    assert (found.certainty.value, found.strength.high) == ("certain", 650)


def test_many_changes_of_one_force_take_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [Statement(id="size", source="letter", about="nld", kind="strength", value="999", as_of="2023-06-01")]
    claims += [
        Statement(id=f"change-{n}", source="letter", about="nld", kind="change", value=str(n + 1), as_of="2023-05-01")
        for n in range(200)
    ]
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-09")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=claims,
    )
    looked: list[Mapping[str, object]] = []
    statements = Registry.statements

    def counted(registry: Registry, **chosen: Any) -> tuple[Statement, ...]:
        looked.append(chosen)
        return statements(registry, **chosen)

    monkeypatch.setattr(Registry, "statements", counted)
    assert [*doubts.changes(registry)] == []
    assert len(looked) <= 2, "each look goes through all that is said of the force"


def test_each_source_is_asked_for_itself(tmp_path: Path) -> None:
    figures = ['about = "nld"\nstrength = 6', 'about = "nld"\nstrength = 7\nsource = "earlier"']
    assert _codes(tmp_path, *figures) == ["B102", "B102"]


def test_one_basis_for_a_file_answers_all_its_questions(tmp_path: Path) -> None:
    doubtful = ('about = "nld"\nstart = "2023-06"', 'about = "deu"\nstrength = 6')
    head = HEAD.replace("[sources.letter]", '[defaults.statements]\nbasis = "reported"\n[sources.letter]')
    assert _codes(tmp_path, *doubtful) == ["B101", "B102"]
    assert _codes(tmp_path, *doubtful, head=head) == []


@pytest.mark.parametrize(
    ("beside", "codes"),
    [
        ([], ["B102"]),
        (['start = "2023-07-01"'], []),
        (['departed = "2023-07-01"'], []),
        (['operational = "2023-07-01"'], []),
        (['end = "2023-07-01"'], ["B102"]),
        (['start = "2023-06-01"'], ["B102"]),
        (['start = "2023-07-01"\nbasis = "considered"'], ["B102"]),
        (["present = true"], []),
        (['present = true\nas_of = "2023-06-01"'], ["B102"]),
    ],
)
def test_a_number_without_a_day_is_asked_about_unless_the_source_says_when(
    tmp_path: Path, beside: list[str], codes: list[str]
) -> None:
    tables = [f'about = "nld"\n{claim}' for claim in ["strength = 6", *beside]]
    assert _codes(tmp_path, *tables) == codes


def test_the_line_to_paste_makes_the_force_present(tmp_path: Path) -> None:
    (found,) = _told(
        tmp_path, 'about = "nld"\nstrength = 6\nequipment = { tank = 2 }', 'about = "nld"\nequipment = { truck = 2 }'
    )
    assert found.hint.endswith("present = true")
    assert [edit.text for edit in found.edits] == ["present = true"]
    assert _mended(tmp_path, found.edits) == []
    assert str(load(tmp_path / "x.toml").presence("nld", "2023-06-09").certainty) == "certain"


BOTH = ("present = true\nstrength = 20", 'operational = "2023-07-01"\nstrength = "~120"')


@pytest.mark.parametrize("there", ["reported", "planned"])
@pytest.mark.parametrize("others", ["reported", "planned"])
def test_where_some_are_there_and_others_follow_each_number_says_whom_it_counts(
    tmp_path: Path, there: str, others: str
) -> None:
    tables = [f'about = "nld"\n{each}' for each in BOTH]
    (found,) = _told(tmp_path, *tables)
    assert found.code == "B102"
    assert found.message.endswith("likewise 1 other of 'letter'")
    present, to_come = found.hint.split("; ")
    assert present == 'for each number: if these are there, write basis = { strength = "reported" }'
    assert to_come == 'if they are to come, write as_of, the day, or basis = { strength = "planned" }'
    answered = [
        f'{table}\nbasis = {{ strength = "{basis}" }}' for table, basis in zip(tables, (there, others), strict=True)
    ]
    # Of those who are there on one day there cannot be 20 and 120.
    assert _codes(tmp_path, *answered) == ["K209"] * (there == others == "reported")
    assert _codes(tmp_path, answered[0], f'{tables[1]}\nas_of = "2023-07-01"') == []


def test_the_edits_for_numbers_of_those_who_are_there_or_follow_take_no_plan_for_a_fact(tmp_path: Path) -> None:
    (found,) = _told(tmp_path, *(f'about = "nld"\n{each}' for each in BOTH))
    assert [edit.text for edit in found.edits] == ['basis = { strength = "planned" }'] * 2
    assert _mended(tmp_path, found.edits) == []


def test_statements_on_one_line_have_no_line_for_an_edit(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        HEAD.replace("[sources.letter]", 'statements = [{ about = "nld", strength = 6 }]\n[sources.letter]')
    )
    (found,) = check(path)
    assert (found.code, found.edits) == ("B102", ())


def test_what_comes_after_something_that_is_past_may_be_past_too(tmp_path: Path) -> None:
    head = f'{HEAD}[events.summit]\nname = "A summit"\n'
    after = 'about = "nld"\nstart = "after summit"'
    past = 'about = "summit"\ndate = "2023-01-02/2023-01-03"\nsource = "earlier"'
    planned = 'about = "summit"\ndate = "2023-02-02"\nsource = "earlier"'
    assert _codes(tmp_path, after, past, head=head) == ["B101"]
    assert _codes(tmp_path, after, planned, head=head) == []
    assert _codes(tmp_path, f'{after}\nbasis = "planned"', past, head=head) == []
    assert _codes(tmp_path, 'about = "nld"\nstart = "2023-07 after summit"', past, head=head) == []


def test_a_source_that_overtakes_its_own_plan_is_told_of_and_another_is_not(tmp_path: Path) -> None:
    start = 'about = "nld"\nstart = "2023-07-01"'
    seen = 'about = "nld"\nstrength = 6\nas_of = "{}"\nsource = "{}"'
    assert _codes(tmp_path, start, seen.format("2023-06-01", "letter")) == ["B103"]
    assert _codes(tmp_path, start, seen.format("2023-01-01", "earlier")) == []


@pytest.mark.parametrize(
    ("plan", "later", "codes"),
    [
        ('start = "2026-09"', 'returned = "before 2026-12"', []),
        ('start = "2026-09"', 'end = "before 2026-12"', []),
        ('departed = "2026-09"', 'operational = "before 2026-12"', []),
        ('departed = "2026-09"', 'returned = "before 2026-12"', []),
        ('start = "2025-05"\nbasis = "planned"', 'end = "2025-06"', []),  # whoever wrote that has answered
        ('start = "2026-09"', 'departed = "before 2026-12"', ["B101"]),  # some may leave home before others arrive
        ('end = "2026-09"', 'start = "before 2026-08"', ["B101"]),
        ('start = "before 2026-09"', 'end = "before 2026-12"', ["B101"]),  # and of the start, too
        ('start = "2026-09"\nbasis = "considered"', 'end = "before 2026-12"', ["B101"]),
        ('start = "2025-05"', 'end = "before 2026-12"', ["B101"]),
        ('start = "2026-09"\nsource = "other"', 'end = "before 2026-12"', ["B101"]),
        ('start = "2026-09"\nciting = "other"', 'end = "before 2026-12"', ["B101"]),  # the other may be much older
        ('start = "2026-09"\nabout = "deu"', 'end = "before 2026-12"', ["B101"]),
    ],
)
def test_what_comes_after_something_that_is_surely_planned_is_a_plan_too(
    tmp_path: Path, plan: str, later: str, codes: list[str]
) -> None:
    head = HEAD.replace("2023-06-09", "2025-06") + '[sources.other]\ntitle = "Another"\npublished = "2025-01-10"\n'
    about = "" if "about" in plan else 'about = "nld"\n'
    assert _codes(tmp_path, f"{about}{plan}", f'about = "nld"\n{later}', head=head) == codes


def test_what_comes_after_a_decision_to_come_is_asked_about_of_missions_too(tmp_path: Path) -> None:
    later = 'about = "task-force"\nend = "before 2023-12-01"'
    assert _codes(tmp_path, later) == ["B101"]
    assert _codes(tmp_path, 'about = "task-force"\nstart = "2023-07-01"', later) == []


@pytest.mark.parametrize(
    ("mended", "codes"),
    [
        (['start = "2023-07-01"'], ["B103"]),
        (['start = "2023-07-01"\nbasis = "considered"'], []),
        (['operational = "2023-07-01"'], []),
        (['start = "2023-07-01"\nabout = "deu"'], []),
    ],
)
def test_every_answer_to_a_start_that_the_own_source_overtakes_is_accepted(
    tmp_path: Path, mended: list[str], codes: list[str]
) -> None:
    tables = [each if "about" in each else f'about = "nld"\n{each}' for each in mended]
    assert _codes(tmp_path, 'about = "nld"\nstrength = 6\nas_of = "2023-06-01"', *tables) == codes
    for hint in _hints(tmp_path):
        for word in ('basis = "considered"', "operational", "a deployment of its own"):
            assert word in hint


ON_HER_WAY = 'about = "nld"\ndeparted = "before letter"\nstart = "around 2023-06-30"'
SIZE = "a number of those on the way is the size announced"


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (
            'strength = 150\nbasis = { strength = "reported" }',
            {
                f"{SIZE}: leave its basis out": "strength = 150",
                'or write basis = { strength = "planned" }': 'strength = 150\nbasis = { strength = "planned" }',
            },
        ),
        (
            'equipment = { frigate = 1 }\nbasis = { equipment = "reported" }',
            {
                f"{SIZE}: leave its basis out": "equipment = { frigate = 1 }",
                'or write basis = { equipment = "planned" }': (
                    'equipment = { frigate = 1 }\nbasis = { equipment = "planned" }'
                ),
            },
        ),
        (
            'strength = 150\nas_of = "2023-06-01"',
            {
                f"{SIZE}: leave its as_of out": "strength = 150",
                'or write basis = { strength = "planned" }': (
                    'strength = 150\nas_of = "2023-06-01"\nbasis = { strength = "planned" }'
                ),
            },
        ),
        (
            'strength = 150\nas_of = "2023-06-01"\nbasis = { strength = "reported" }',
            {f"{SIZE}: leave its as_of and basis out": "strength = 150"},
        ),
        (
            'present = true\nas_of = "2023-06-01"',
            {"leave present out": ""},
        ),
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_every_answer_to_a_number_of_those_who_are_on_the_way_is_accepted(
    tmp_path: Path, said: str, answers: Mapping[str, str], apart: bool
) -> None:
    """Those who were seen leaving home are not there yet, whatever the source says of their number."""

    def tables(of_them: str) -> list[str]:
        if apart:
            return [ON_HER_WAY, f'about = "nld"\n{of_them}'] if of_them else [ON_HER_WAY]
        return [f"{ON_HER_WAY}\n{of_them}"]

    (found,) = _told(tmp_path, *tables(said))
    if found.code == "B103":
        assert found.hint.startswith("who is on the way is not there yet")
        for hint in answers:
            assert hint in found.hint
    else:
        assert (found.code, found.hint) == ("S106", "who is on the way is not there yet: leave present out")
    for each in answers.values():
        assert _codes(tmp_path, *tables(each)) == [], each
        presence = load(tmp_path / "x.toml").presence("nld", "2023-06-09")
        assert (str(presence.certainty), presence.word) == ("possible", "not_yet")


@pytest.mark.parametrize("basis", ["", 'basis = { strength = "reported" }'])
def test_who_is_on_the_way_is_nowhere_told_to_be_a_first_part(tmp_path: Path, basis: str) -> None:
    """However the presence and the number are spread over tables, following the hints ends at the size announced."""
    there = f'about = "nld"\npresent = true\nstrength = 150\n{basis}'
    for tables in ([f"{there}\n{ON_HER_WAY.partition(chr(10))[2]}"], [there, ON_HER_WAY]):
        assert {*_codes(tmp_path, *tables)} <= {"B102", "B103", "S106"}
        hints = " ".join(_hints(tmp_path))
        assert "leave present out" in hints or "leave its basis out" in hints
        assert "operational" not in hints
        assert "a deployment of its own" not in hints
        mended = [table.replace("present = true\n", "").replace(basis, "") for table in tables]
        assert _codes(tmp_path, *mended) == []


def test_who_may_have_come_by_the_day_of_the_letter_is_asked_for_first(tmp_path: Path) -> None:
    left = 'about = "nld"\ndeparted = "before letter"\npresent = true\nstart = "2023-06"'
    _codes(tmp_path, left)
    assert next(each.hint for each in check(tmp_path / "x.toml") if each.code == "S106").split("; ") == [
        'if they had come by then, write basis = { start = "reported" }',
        "who is on the way is not there yet: leave present out",
    ]
    assert _codes(tmp_path, f'{left}\nbasis = {{ start = "reported" }}') == []


def test_a_departure_that_is_planned_puts_nobody_on_the_way(tmp_path: Path) -> None:
    planned = 'about = "nld"\ndeparted = "2023-06-20"\nstart = "2023-06-30"'
    assert _codes(tmp_path, f'{planned}\nstrength = 150\nas_of = "2023-06-01"') == ["B103"]
    assert "operational" in _hints(tmp_path)[0]


def test_a_source_that_has_some_on_the_way_and_others_there_is_told_what_is_for_each(tmp_path: Path) -> None:
    others = 'about = "deu"\nstart = "2023-07-01"\nbasis = { strength = "reported" }\nstrength = 6'
    frigate = f'{ON_HER_WAY}\nbasis = {{ strength = "reported" }}\nstrength = 150'
    (found,) = _told(tmp_path, frigate, others)
    assert "who is on the way is not there yet" in found.hint
    assert "if some are there and others follow" in found.hint


def test_an_end_that_the_own_source_overtakes_is_no_second_stage(tmp_path: Path) -> None:
    end = 'about = "nld"\nend = "2023-05-01"\nbasis = "planned"'
    assert _codes(tmp_path, end, 'about = "nld"\nstart = "2023-07-01"') == ["B103"]
    assert "operational" not in _hints(tmp_path)[0]


@pytest.mark.parametrize(
    ("tables", "codes"),
    [
        (['present = true\nstrength = 64\nchange = "-30"'], ["B106"]),
        (['present = true\nstrength = 64\nchange = "decrease"'], ["B106"]),
        (["present = true\nstrength = 64", 'change = "+30"'], ["B106"]),
        (['as_of = "2023-06-01"\nstrength = 64', 'as_of = "2023-06-01"\nchange = "-30"'], ["B106"]),
        (['start = "2023-07-01"\nstrength = 64\nchange = "-30"'], ["B106"]),
        (["present = true\nstrength = 64", 'change = "-30"\nas_of = "2023-11"'], []),
        (["present = true\nstrength = 64", 'change = "-30"\nas_of = "2023-05"'], []),
        (["present = true\nstrength = 64", 'change = "-30"\nbasis = "planned"'], []),
        (["present = true\nstrength = 64", 'change = "-30"\nbasis = "considered"'], []),
        (["present = true\nstrength = 64", 'change = "-30"\npresent = true\nsource = "earlier"'], []),
        (["present = true\nstrength = 64", 'change = "-30"\npresent = true\nabout = "deu"'], []),
        (['present = true\nequipment = { tank = 2 }\nchange = "-30"'], []),
    ],
)
def test_a_change_that_a_number_of_the_same_day_would_hide_is_asked_about(
    tmp_path: Path, tables: list[str], codes: list[str]
) -> None:
    assert _codes(tmp_path, *(each if "about" in each else f'about = "nld"\n{each}' for each in tables)) == codes


def test_somebody_there_beside_a_start_to_come_is_refused(tmp_path: Path) -> None:
    table = 'about = "nld"\npresent = true\nstart = "{}"'
    assert _codes(tmp_path, table.format("2023-06-10")) == ["S106"]
    assert _codes(tmp_path, table.format("2023-06-09")) == []
    assert _codes(tmp_path, table.format("2023-06-10") + '\nas_of = "2023-07-01"') == []
    _codes(tmp_path, table.format("2023-06-10"))
    with pytest.raises(RegistryError):
        load(tmp_path / "x.toml")
    assert [each.kind.value for each in read(tmp_path / "x.toml")[0].statements] == ["start"]


SUMMIT = 'about = "summit"\ndate = "2023-02-02"\nsource = "earlier"'


@pytest.mark.parametrize(
    ("published", "present", "start", "may_be_past"),
    [
        ("2023-06-09", "", '"2023-06-09"', None),
        ("2023-06-09", "", '"before letter"', None),
        ("2023-06-09", "", '"2023-06-08"\nbasis = { start = "planned" }', True),
        ("2023-06-09", "", '"2023-06-09"\nbasis = { start = "planned" }', True),
        ("2023-06-09", "", '"2023-06"', True),
        ("2023-06-09", "", '"[2023-06-09..2023-07-01]"', True),
        ("2023-06-09", "", '"before 2023-07-01"', True),
        ("2023-06-09", "", '"after summit"', True),
        ("2023-06-09", "", '"[2023-06-10..2023-07-01]"', False),
        ("2023-06-09", "", '"2023-06-10"', False),
        ("2023-06-09", "", '"2023-07"', False),
        ("2023-06-09", "", '"2023-06-10~"', False),
        ("2023-06-09", "", '"after 2023-06-09"', True),
        ("2023-06-09", "", '"after 2023-06-10"', False),
        ("2023-06", "", '"2023-06-12"', True),
        ("2023-06", "", '"2023-07-01"', False),
        ("2023-06-09", 'as_of = "2023-06-01"', '"[2023-06-05..2023-06-20]"', False),
        ("2023-06-09", 'as_of = "2023-06-01"', '"[2023-05-05..2023-06-20]"', True),
    ],
)
def test_every_answer_to_somebody_there_beside_a_start_is_accepted(
    tmp_path: Path, published: str, present: str, start: str, may_be_past: bool | None
) -> None:
    head = HEAD.replace("2023-06-09", published) + '[events.summit]\nname = "A summit"\n'
    table = f'about = "nld"\npresent = true\n{present}\nstart = {start}'
    codes = _codes(tmp_path, table, SUMMIT, head=head)
    assert [code for code in codes if code != "B101"] == ([] if may_be_past is None else ["S106"])
    for hint in [each.hint for each in check(tmp_path / "x.toml") if each.code == "S106"]:
        first, *others, last = hint.split("; ")
        assert first == (
            "if some are there and others follow, write operational for start, and how many follow as a change with "
            "as_of in a table of its own, or a deployment of its own"
        )
        assert last == "if nobody is there yet, leave present out"
        alone = table.replace("present = true\n", "").replace(present, "")
        answers = [alone]
        if may_be_past:
            assert others.pop(0) == 'if they had come by then, write basis = { start = "reported" }'
            answers.append(table.partition("\nbasis")[0] + '\nbasis = { start = "reported" }')
        assert others == []
        answers.append(table.replace("start =", "operational ="))
        for answer in answers:
            assert {*_codes(tmp_path, answer, SUMMIT, head=head)} <= {"B101"}, answer
        there = f'about = "deu"\npresent = true\n{present}'
        assert {*_codes(tmp_path, there, alone, SUMMIT, head=head)} <= {"B101"}


def test_an_absence_is_of_a_day_that_is_past(tmp_path: Path) -> None:
    absence = 'about = "nld"\npresent = false\nas_of = "{}"'
    assert _codes(tmp_path, absence.format("2023-06-10")) == ["B104"]
    assert _codes(tmp_path, absence.format("2023-06-09")) == []
    assert _codes(tmp_path, absence.format("2023-06-09") + '\nbasis = "planned"') == ["S104"]


PLANNED = HEAD.replace("[sources.letter]", '[defaults.statements]\nbasis = "planned"\n[sources.letter]')


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("", ["B105"]),
        ('basis = "planned"', ["B105"]),
        ('basis = { present = "reported", strength = "reported" }', []),
        ('as_of = "2023-07-01"', []),
        ('as_of = "2023-07-01"\nbasis = "planned"', []),
    ],
)
def test_nobody_plans_who_is_there_on_the_day_of_the_letter(tmp_path: Path, said: str, codes: list[str]) -> None:
    """A default that makes plans of all that a file says leaves no report in it without a word."""
    table = f'about = "nld"\npresent = true\nstrength = 6\n{said}'
    assert _codes(tmp_path, table, head=PLANNED) == codes
    assert [hint for hint in _hints(tmp_path) if '{ present = "reported" }' not in hint or "as_of" not in hint] == []


def test_a_question_recommends_no_line_that_does_harm_to_other_claims(tmp_path: Path) -> None:
    """The claim alone gets its basis, and a file as a whole is never told to be planned."""
    table = 'about = "nld"\npresent = true\nend = "2023-06"'
    assert _codes(tmp_path, table) == ["B101"]
    (hint,) = _hints(tmp_path)
    for_each, for_all = hint.split("; ")
    assert for_each == 'write basis = { end = "planned" }, or "reported"'
    assert for_all.endswith(
        'where nothing in the file is to come, basis = "reported" below [defaults.statements] says so once'
    )
    for basis in ("planned", "reported"):
        assert _codes(tmp_path, f'{table}\nbasis = {{ end = "{basis}" }}') == []


FOR_ABSENCE = "write the planned end, the last day on which they are there; if they are yet to come, leave it out"


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        ("2023-06-10", FOR_ABSENCE),
        ("2023-06", f'{FOR_ABSENCE}, or basis = {{ present = "reported" }} if the day is past'),
    ],
)
def test_every_answer_to_an_absence_to_come_is_accepted(tmp_path: Path, day: str, hint: str) -> None:
    """Nobody plans an absence, so that no question has a planned one for an answer."""
    absence = f'about = "nld"\npresent = false\nas_of = "{day}"'
    (found,) = _told(tmp_path, absence)
    assert (found.code, found.hint, found.edits) == ("B104", hint, ())
    assert {*_codes(tmp_path, f'about = "nld"\nend = "{day}"')} <= {"B101"}
    if "reported" in hint:
        assert _codes(tmp_path, f'{absence}\nbasis = {{ present = "reported" }}') == []


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ('end = "2023-06-10"', 'basis = { end = "planned" }'),
        ('end = "2023-06-10"\nstrength = 6\npresent = true', 'basis = { end = "planned" }'),
        ('strength = 6\nas_of = "2023-06-10"', 'basis = { strength = "planned" }'),
        ('present = true\nas_of = "2023-06-10"', 'basis = { present = "planned" }'),
        ('present = false\nas_of = "2023-06-10"', "an end"),
    ],
)
def test_every_answer_to_a_report_of_a_day_to_come_is_accepted(tmp_path: Path, claim: str, answer: str) -> None:
    (found,) = _told(tmp_path, f'about = "nld"\n{claim}\nbasis = "reported"')
    assert (found.code, found.hint) == ("P102", f"write {answer}, or mend one of the dates")
    mended = f"{claim}\n{answer}" if "basis" in answer else 'end = "2023-06-10"'
    assert _codes(tmp_path, f'about = "nld"\n{mended}') == []


def test_a_decision_after_the_force_was_there_is_most_probably_of_an_extension(tmp_path: Path) -> None:
    (found,) = _told(tmp_path, 'about = "nld"\nstart = "2023-01-02"', 'about = "nld"\ndecided = "2023-06-01"')
    assert (found.code, found.hint) == ("K101", "an extension? write end_decided")


def test_reports_that_collide_are_named_and_none_is_taken_to_hold(tmp_path: Path) -> None:
    tables = ['about = "nld"\nend = "2023-05-20"', 'about = "nld"\nstrength = 6\nas_of = "2023-05-31"']
    (found,) = _told(tmp_path, *tables, 'about = "nld"\nstart = "2023-01-02"')
    assert found.code == "K101"
    assert "'nld' end '2023-05-20' (letter)" in found.message
    assert "'nld' strength '6, 2023-05-31' (letter)" in found.message
    assert "start" not in found.message
    assert "newest" not in found.hint


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ('"Israel and Syria"', ["C102"]),
        ('"Lithuania and Latvia"', ["C102"]),
        ('"northern Iraq"', ["C102"]),
        ('{ country = "LVA", name = "Lithuania and Latvia" }', []),
        ('"the Gulf and Red Sea"', []),
        ('"Bay of Biscay"', []),
    ],
)
def test_a_place_in_no_country_that_names_countries(tmp_path: Path, place: str, codes: list[str]) -> None:
    """What the hint says to write is accepted."""
    path = tmp_path / "x.toml"
    text = HEAD + '[deployments.dnk]\ncontributor = "DNK"\n'
    path.write_text(f"{text}place = {place}\n", encoding="utf-8")
    assert [each.code for each in check(path)] == codes


def test_what_is_said_to_write_for_one_country_or_for_several_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'{HEAD}[deployments.dnk]\ncontributor = "DNK"\nplace = "northern Iraq"\n', encoding="utf-8")
    (found,) = check(path)
    written = found.hint.partition("write ")[2]
    assert written == 'place = { country = "IRQ", name = "northern Iraq" }'
    path.write_text(f'{HEAD}[deployments.dnk]\ncontributor = "DNK"\n{written}\n', encoding="utf-8")
    assert check(path) == []


def test_the_length_of_a_rotation_is_no_length_of_the_stay(tmp_path: Path) -> None:
    """A contingent that is there since 1978 and rotates every six months: what the hint says to write is accepted."""
    path = tmp_path / "x.toml"
    table = '[[statements]]\nabout = "nld"\nstart = "1978"\npresent = true\n{} = "P6M"\n'
    path.write_text(HEAD + table.format("duration"), encoding="utf-8")
    (found,) = check(path)
    assert found.code == "B103"
    assert "write rotation for duration" in found.hint
    path.write_text(HEAD + table.format("rotation"), encoding="utf-8")
    assert check(path) == []


def test_a_ceiling_that_holds_from_a_later_day_forbids_nothing_today(tmp_path: Path) -> None:
    """The hint names `as_of`, and with it nothing is amiss."""
    today = 'about = "nld"\npresent = true\nstrength = 121'
    ceiling = 'about = "nld"\nceiling = 75'
    assert _codes(tmp_path, today, ceiling) == ["K202"]
    assert "as_of" in check(tmp_path / "x.toml")[0].hint
    assert _codes(tmp_path, today, f'{ceiling}\nas_of = "2023-11-01"') == []
