"""What `check` warns of, and what it lets pass: each rule on both sides of its edge."""

from pathlib import Path

import pytest

from deployments import Deployment, Registry, Source, Statement, check, read

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
        ('strength = "101"\nbasis = "planned"', []),
    ],
)
def test_a_strength_above_the_ceiling_of_an_older_source(tmp_path: Path, strength: str, codes: list[str]) -> None:
    """A report that is older than the ceiling says nothing against it."""
    assert _codes(tmp_path, CEILING, f'about = "nld"\n{strength}') == codes


def test_a_ceiling_binds_its_own_deployment_and_only_from_above(tmp_path: Path) -> None:
    assert _codes(tmp_path, CEILING, 'about = "deu"\nstrength = "101"') == []
    assert _codes(tmp_path, 'about = "nld"\nceiling = "100.."', 'about = "nld"\nstrength = "101"') == []


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
    own = [f'about = "{id_}"\nstrength = {number}' for id_, number in zip(("nld", "deu"), strengths, strict=True)]
    assert _codes(tmp_path, *own, f'about = "task-force"\nstrength = "{total}"') == codes
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
        ('end = "after 2022-12-31"', []),
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
    tables = [f'about = "nld"\nequipment = {{ "{name}" = 2 }}' for name in names]
    assert _codes(tmp_path, *tables, tables[1]) == ["W101", "W101"]


def test_nobody_on_a_day_of_certain_presence(tmp_path: Path) -> None:
    stay = [
        'about = "nld"\nstart = "2023-01"\nbasis = "reported"',
        'about = "nld"\nend = "2023-05"\nbasis = "reported"',
    ]
    zero = 'about = "nld"\nstrength = 0\nas_of = "{}"'
    assert _codes(tmp_path, *stay, zero.format("2023-03-01")) == ["K201"]
    assert _codes(tmp_path, *stay, zero.format("2023-01-15")) == []  # it may not have begun
    assert _codes(tmp_path, *stay, zero.format("2023-03-01") + '\nbasis = "planned"') == []
    assert _codes(tmp_path, *stay, 'about = "nld"\nstrength = "..5"\nas_of = "2023-03-01"') == []


def test_a_contradiction_is_told_by_check_and_lets_the_registry_be_read(tmp_path: Path) -> None:
    starts = ['about = "nld"\nstart = "2023-01-02"', 'about = "nld"\nsource = "earlier"\nstart = "2022-03-02"']
    assert set(_codes(tmp_path, *starts)) == {"K101"}
    assert read(tmp_path / "x.toml")[1] == []


def test_a_source_is_of_the_day_of_its_publication_and_not_of_that_on_which_it_was_read() -> None:
    """Read in 2024, a letter of 2023 that speaks of December 2023 still announces it."""
    sources = [
        Source(id="letter", title="A letter", published="2023-06-09", accessed="2024-05-01"),
        Source(id="leaflet", title="An undated leaflet", accessed="2024-05-01"),
    ]
    end, other = (
        Statement(id=source.id, source=source.id, about="nld", kind="end", value="2023-12-15") for source in sources
    )
    registry = Registry(sources=sources, deployments=[Deployment(id="nld", contributor="NLD")], statements=[end, other])
    assert registry.basis(end).value == "planned"
    assert registry.basis(other).value == "reported"


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
