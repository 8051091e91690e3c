"""What `check` warns of, and what it lets pass: each rule on both sides of its edge."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from deployments import Deployment, Diagnostic, Registry, RegistryError, Source, Statement, check, dump, load, read
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
    (found,) = _told(tmp_path, 'about = "nld"\nstrength = 6\nequipment = { tank = 2 }', 'about = "nld"\nchange = 2')
    assert found.hint.endswith("present = true")
    assert [edit.text for edit in found.edits] == ["present = true"]
    assert _mended(tmp_path, found.edits) == []
    assert str(load(tmp_path / "x.toml").presence("nld", "2023-06-09").certainty) == "certain"


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


def test_somebody_there_beside_a_start_to_come_is_refused(tmp_path: Path) -> None:
    table = 'about = "nld"\npresent = true\nstart = "{}"'
    assert _codes(tmp_path, table.format("2023-06-10")) == ["S106"]
    assert _codes(tmp_path, table.format("2023-06-09")) == []
    assert _codes(tmp_path, table.format("2023-06-10") + '\nas_of = "2023-07-01"') == []
    _codes(tmp_path, table.format("2023-06-10"))
    with pytest.raises(RegistryError):
        load(tmp_path / "x.toml")
    assert [each.kind.value for each in read(tmp_path / "x.toml")[0].statements()] == ["start"]


def test_an_absence_is_of_a_day_that_is_past(tmp_path: Path) -> None:
    absence = 'about = "nld"\npresent = false\nas_of = "{}"'
    assert _codes(tmp_path, absence.format("2023-06-10")) == ["B104"]
    assert _codes(tmp_path, absence.format("2023-06-09")) == []
    assert _codes(tmp_path, absence.format("2023-06-09") + '\nbasis = "planned"') == ["S104"]


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
