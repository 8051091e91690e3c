"""From which registry a command answers: never from the example unless that is asked for."""

import inspect
from pathlib import Path

import pytest

import deployments
from deployments.cli.commands import COMMANDS, PATHS
from tests.command_line import ROOT, run

LETTER = """source = "letter"
[sources.letter]
title = "A letter of ours"
published = "2024-06-20"
[deployments.nld-svk]
contributor = "NLD"
place = "SVK"
[[statements]]
about = "nld-svk"
present = true
"""
WRONG = '[deployments.nld]\ncontributor = "Nowhere"\n'

#: A question that each command which reads a registry can be asked of any registry.
QUESTIONS = {
    **{name: [name] for name in ("check", "report", "timeline", "sources", "relocations", "list")},
    **{name: [name, "2024-06-20"] for name in ("active", "anyone", "strength", "authorisation", "unconfirmed")},
    **{name: [name, "2024-01-01", "2024-12-31"] for name in ("changes", "running-out")},
    **{name: [name, "nld-svk"] for name in ("periods", "show", "dossier")},
    "cite": ["cite", "letter"],
    "find": ["find", "letter"],
    "history": ["history", "nld-svk.start"],
    "explain": ["explain", "nld-svk.start"],
    "export": ["export", "tables"],
    "page": ["page"],
}


def test_every_command_that_reads_a_registry_is_asked_here() -> None:
    assert {name for name, command in COMMANDS.items() if PATHS in command.arguments} == QUESTIONS.keys()


@pytest.mark.parametrize("name", QUESTIONS)
def test_without_a_path_where_there_is_no_registry_nothing_is_answered(name: str, tmp_path: Path) -> None:
    printed = run(*QUESTIONS[name], cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert "there is no registry in this folder" in printed.err
    assert "--example" in printed.err
    assert "DEPLOYMENTS_REGISTRY" in printed.err
    assert not [*tmp_path.iterdir()]


def test_without_a_path_a_command_takes_what_the_environment_names_else_its_folder(tmp_path: Path) -> None:
    (tmp_path / "own" / "letters").mkdir(parents=True)
    (tmp_path / "own" / "letters" / "letter.toml").write_text(LETTER)
    (tmp_path / "other.toml").write_text(LETTER.replace("nld-svk", "nld-ltu"))
    for folder in (tmp_path / "own", tmp_path / "own" / "letters"):
        printed = run("list", "deployments", cwd=folder)
        assert (printed.status, printed.err) == (0, "")
        assert "nld-svk" in printed.out
        printed = run("list", "deployments", cwd=folder, DEPLOYMENTS_REGISTRY=str(tmp_path / "other.toml"))
        assert "nld-ltu" in printed.out
        assert "nld-svk" not in printed.out
    printed = run("list", "deployments", "own", cwd=tmp_path, DEPLOYMENTS_REGISTRY=str(tmp_path / "other.toml"))
    assert "nld-svk" in printed.out  # what is named counts


def test_a_variable_that_names_nothing_is_told_of_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    printed = run("report", cwd=tmp_path, DEPLOYMENTS_REGISTRY="gone")
    assert (printed.status, printed.out) == (2, "")
    assert printed.err.startswith("deployments: DEPLOYMENTS_REGISTRY names no file and no folder: 'gone'")
    assert run("report", cwd=tmp_path, DEPLOYMENTS_REGISTRY="").status == 0  # as if it were not set


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[project]\nname = "x"\n[project.scripts]\ndeployments = "x:y"\nuse = [\n  { a = 1 },\n]\n'),
        ("X.TOML", LETTER),
        (".hidden.toml", LETTER),
        ("notes.md", "[sources.letter]\n"),
        ("data.json", "{}"),
    ],
)
def test_a_folder_with_files_of_other_kinds_is_no_registry(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    printed = run("active", "2024-06-20", cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert "there is no registry in this folder" in printed.err


@pytest.mark.parametrize("text", [WRONG, "[deployments.nld", "deployments.nld.contributor = 1\n"])
def test_a_folder_with_a_faulty_registry_is_one_and_its_faults_are_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(text)
    printed = run("active", "2024-06-20", cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert "letter.toml:" in printed.err


def test_tables_and_json_lines_are_a_registry(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.toml").write_text(LETTER)
    registry = deployments.load(tmp_path / "letters")
    deployments.export(registry, tmp_path / "tables")
    (tmp_path / "lines").mkdir()
    deployments.dump(registry, tmp_path / "lines" / "registry.jsonl")
    for folder in ("tables", "lines"):
        assert "nld-svk" in run("list", cwd=tmp_path / folder).out


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in ("cite", "check", "export", "page")])
def test_the_example_answers_only_if_asked_for_and_its_answer_says_so(name: str) -> None:
    asked = [each.replace("nld-svk", "nld-amdtf-svk") for each in QUESTIONS[name]]
    for lang, remark in (("en", "(the bundled example)"), ("nl", "(het meegeleverde voorbeeld)")):
        printed = run(*asked, "--example", "--lang", lang)
        assert printed.status == 0
        assert remark in printed.out.splitlines()[:3]  # below the title, if there is one
    for format_ in ("html", "github"):
        assert "the bundled example" in run(*asked, "--example", "--format", format_).out


def test_the_example_and_a_path_are_not_mixed(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    printed = run("report", "--example", "letter.toml", cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert "--example goes with no path: 'letter.toml'" in printed.err


# --- standard input --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "export"])
def test_a_dash_is_standard_input_for_every_command(name: str, tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    deployments.dump(deployments.load(tmp_path / "letter.toml"), tmp_path / "letter.jsonl")
    expected = run(*QUESTIONS[name], "letter.toml", cwd=tmp_path)
    assert expected.status == 0
    for sent in (LETTER, "\ufeff" + LETTER, "\n\n" + (tmp_path / "letter.jsonl").read_text()):
        assert run(*QUESTIONS[name], "-", cwd=tmp_path, stdin=sent) == expected


def test_what_is_wrong_with_standard_input_is_told_with_its_line() -> None:
    assert run("check", "-", "--format", "short", stdin=WRONG).out.startswith("-:2:1: error[C101]")
    lines = '{"record":"event","id":"s","name":"A summit"}\n{"record":"evnt"}\n'
    assert run("check", "-", "--format", "short", stdin=lines).out.startswith("-:2:2: error[S103]")
    assert run("check", "-", stdin=b"\xff\xfe").status == 2


def test_standard_input_is_read_with_files_and_once(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    more = '[deployments.deu-svk]\ncontributor = "DEU"\n'
    out = run("list", "deployments", "letter.toml", "-", cwd=tmp_path, stdin=more).out
    assert "nld-svk" in out
    assert "deu-svk" in out
    printed = run("list", "-", "-", stdin=more)
    assert (printed.status, printed.err) == (2, "deployments: standard input can be read once: '-' (write it once)\n")


def test_texts_of_sources_on_standard_input_lie_in_this_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("They are there now.")
    letter = LETTER.replace('published = "2024-06-20"', 'published = "2024-06-20"\ntext = "letter.txt"')
    assert "W102" in run("check", "-", cwd=tmp_path, stdin=letter + 'wording = "They have left."\n').out
    assert run("check", "-", cwd=tmp_path, stdin=letter + 'wording = "They are there now."\n').status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("active nz", "not a date: 'nz' (nz is a folder: write the DATE before it)"),
        ("active letter.toml", "not a date: 'letter.toml' (letter.toml is a file: write the DATE before it)"),
        ("changes 2024 nz", "not a date: 'nz' (nz is a folder: write the UNTIL before it)"),
        ("unconfirmed nz --json", "not a date: 'nz' (nz is a folder: write the DATE before it)"),
        ("explain nld-svk.strength nz", "not a date: 'nz' (nz is a folder: write the DATE before it)"),
        ("explain nld-svk.strength", "the DATE of a strength is missing: 'nld-svk.strength'"),
        ("active June 2019 nz", "not a date: 'June' (for 'June 2019', write \"2019-06\")"),
        ("active 21 June 2019", "not a date: '21' (for '21 June 2019', write \"2019-06-21\")"),
        ("active 2019 June nz", "(for '2019 June', write \"2019-06\")"),
        ("changes June 2019 July 2019 nz", "(for 'June 2019', write \"2019-06\")"),
        ("changes 2018 June 2019 nz", "not a date: 'June' (for 'June 2019', write \"2019-06\")"),
        ("active nz 2019-06-10", "did you mean: deployments active 2019-06-10 nz"),
        ("changes nz 2019 2020", "did you mean: deployments changes 2019 2020 nz"),
        ("explain nld-svk.strength nz 2019", "did you mean: deployments explain nld-svk.strength 2019 nz"),
        ("find nz withdrawal", "did you mean: deployments find withdrawal nz"),
        ("active --place Red Sea 2024-03-01 nz", "write both in quotes: --place 'Red Sea')"),
        ("active 2024-03-01 nz --place=Red Sea", "write both in quotes: --place 'Red Sea')"),
        ("list --place Red Sea nz", "write both in quotes: --place 'Red Sea')"),
        ("active --mission Unifil Lebanon 2024 nz", "write both in quotes: --mission 'Unifil Lebanon')"),
        ("active --place SVK June 2019 nz", "not a date: 'June' (for 'June 2019', write \"2019-06\")"),
        ("find hessen Roten nz", "write both in quotes: find 'hessen Roten')"),
        ("show Fregatte Hessen", "look for an id, which is one word: deployments find 'Fregatte Hessen')"),
        ("dossier Fregatte Hessen nz", "deployments find 'Fregatte Hessen')"),
        ("find hessen Roten Meer", "write both in quotes: find 'hessen Roten Meer')"),
        ("show nz nld-svk", "the ID comes before the path: 'nz' (did you mean: deployments show nld-svk nz)"),
        ("dossier nz nld-svk --json", "did you mean: deployments dossier nld-svk nz"),
        ("cite nz letter", "did you mean: deployments cite letter nz"),
        ("periods letter.toml nld-svk", "did you mean: deployments periods nld-svk letter.toml"),
        ("history nz nld-svk.end", "did you mean: deployments history nld-svk.end nz"),
        ("explain nz nld-svk.end letter.toml", "did you mean: deployments explain nld-svk.end nz letter.toml"),
        ("explain nz nld-svk.strength 2024", "did you mean: deployments explain nld-svk.strength 2024 nz"),
        ("explain nz 2024 nld-svk.strength", "did you mean: deployments explain nld-svk.strength 2024 nz"),
        ("show nz Fregatte Hessen", "did you mean: deployments find 'Fregatte Hessen' nz"),
        ("find nz zes militairen", "did you mean: deployments find 'zes militairen' nz"),
        ("list nz missions", "did you mean: deployments list missions nz"),
        ("import un.csv un-contributions", "did you mean: deployments import un-contributions un.csv"),
        ("import un.csv letter.toml", "did you mean: deployments import letter.toml un.csv"),
        ("export nz tables", "the FOLDER comes before the path: 'nz' (did you mean: deployments export tables nz)"),
        ("2024-03-01 nz", "(did you mean: deployments active 2024-03-01 nz)"),
        ("who 2024-03-01 nz --place SVK", "(did you mean: deployments active 2024-03-01 nz --place SVK)"),
        ("who --certain", "(did you mean: deployments active --certain)"),
        ("cite nz", "the ID is missing: 'nz' (nz is a folder: write the ID before it)"),
        ("explain nz", "the REASON is missing: 'nz'"),
        (
            "history nld-svk.strength nz",
            "`deployments explain nld-svk.strength DATE`, or of a mission `deployments strength DATE --mission nld",
        ),
        ("active 2024 nz --known-on nz", "--known-on: not a date: 'nz'"),
        ("show nld-svk nz --on June", "--on: not a date: 'June'"),
        ("report nz --tolerance wide", "--tolerance: not a tolerance: 'wide'"),
        ("export out nz --known-on 2024", "--known-on: not one day: '2024'"),
    ],
)
def test_a_slip_in_the_words_is_told_before_anything_is_read(words: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "nz").mkdir()
    (tmp_path / "un.csv").write_text("")
    for name in ("wrong.toml", "letter.toml", "nz/wrong.toml"):
        (tmp_path / name).write_text(WRONG)
    printed = run(*words.split(), cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert said in printed.err
    is_read_first = words in ("cite nz", "explain nz")  # nz can be an id
    assert ("wrong.toml:2:1" in printed.err) == is_read_first


@pytest.mark.parametrize(
    "words",
    [
        "show --place SVK nld-svk letter.toml",
        "find --place SVK they",
        "explain --place SVK nld-svk.strength 2024-06-20",
    ],
)
def test_what_is_asked_about_after_a_filter_is_no_part_of_it(words: str, tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    assert "quotes" not in run(*words.split(), cwd=tmp_path).err


@pytest.mark.parametrize("words", ["check", "active 2024", "list"])
def test_errors_of_a_folder_that_nobody_named_begin_with_which_it_is(words: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text(WRONG)
    told = f"read from this folder, as no path is named: {tmp_path}\n"
    assert run(*words.split(), cwd=tmp_path).err.startswith(told)
    assert told not in run(*words.split(), "wrong.toml", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("active 2024 --without faz", "there is no source: 'faz' (did you mean 'faz-2024-04-26'?)"),
        ("active 2024 --without bild", "there is no source: 'bild' (`deployments list sources` lists them)"),
        ("periods DEU", "there is no deployment: 'DEU' (write its id: 'deu-red-sea')"),
        ("periods Germany", "(write its id: 'deu-red-sea')"),
        ("periods FRA", "there is no deployment: 'FRA' (`deployments list deployments` lists them)"),
        ("show Hessen", "there is no record: 'Hessen' (write its id: 'deu-red-sea')"),
        ("show Aspides", "(write its id: 'eunavfor')"),
    ],
)
def test_an_id_that_is_none_is_told_with_the_one_that_was_meant(words: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[sources.faz-2024-04-26]\ntitle = "A page"\n[missions.eunavfor]\nname = "Aspides"\n'
        '[deployments.deu-red-sea]\ncontributor = "DEU"\nforce = { de = "Fregatte Hessen", en = "hessen" }\n'
    )
    assert said in run(*words.split(), cwd=tmp_path).err


def test_words_that_are_no_id_lead_to_find_and_a_force_to_its_id(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[deployments.deu-red-sea]\ncontributor = "DEU"\nforce = "Fregatte Hessen"\n')
    assert "write its id: 'deu-red-sea'" in run("show", "fregatte hessen", cwd=tmp_path).err
    assert "`deployments find` looks for words" in run("show", "the frigate", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("show nld-svk.end", "the id is 'nld-svk'; `deployments history nld-svk.end` tells of its end"),
        ("dossier nld-svk.mandate", "`deployments history nld-svk.mandate` tells of its mandate"),
        ("periods nld-svk.strength", "`deployments explain nld-svk.strength DATE` tells of its strength"),
        ("show kfor.strength", "`deployments strength DATE --mission kfor` tells of its strength"),
        ("show nld-svk.foo", "there is no record: 'nld-svk.foo' (the id is 'nld-svk')"),
        ("show nld-sv.end", "did you mean 'nld-svk'?"),
        ("explain kfor.strength 2022", "`deployments strength DATE --mission kfor`"),
        ("periods kfor", "there is no deployment: 'kfor' (it is the id of a mission)"),
        ("explain nld-svk.strenght", "did you mean 'nld-svk.strength'?"),
        ("explain nld-svk", "nld-svk.end_decided, nld-svk.strength)"),
        ("explain kfor", "kfor.end_decided)"),
        (
            "explain nld-svk.mandat",
            "what is authorised has no bounds: 'nld-svk.mandat' (`deployments history nld-svk.",
        ),
        ("history nld-svk", "nld-svk.end_decided, nld-svk.mandate, nld-svk.ceiling)"),
        ("history nld-svk.mandat", "did you mean 'nld-svk.mandate'?"),
        ("history kfor.cieling", "did you mean 'kfor.ceiling'?"),
        (
            "history nld-svk.strenght",
            "a strength has no bounds: 'nld-svk.strenght' (`deployments explain nld-svk.strength DATE`",
        ),
    ],
)
def test_a_milestone_that_is_none_is_told_with_all_that_the_command_takes(
    words: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(LETTER + '\n[missions.kfor]\nname = "KFOR"\n')
    printed = run(*words.split(), cwd=tmp_path)
    assert printed.status == 2
    assert said in printed.err


def test_what_the_list_of_milestones_names_is_taken(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(LETTER + '\n[missions.kfor]\nname = "KFOR"\n')
    for command, about in (("explain", "nld-svk"), ("explain", "kfor"), ("history", "nld-svk"), ("history", "kfor")):
        listed = run(command, about, cwd=tmp_path).err.partition("(write ")[2].rstrip(")\n").split(", ")
        assert len(listed) > 3
        for each in listed:
            day = ["2024-06-20"] * each.endswith(".strength")
            assert run(command, each, *day, cwd=tmp_path).status == 0, each


def test_a_text_to_find_that_is_the_name_of_a_registry_is_looked_for_and_the_registry_named(tmp_path: Path) -> None:
    (tmp_path / "irl").mkdir()
    (tmp_path / "irl" / "letter.toml").write_text(LETTER)
    printed = run("find", "irl", cwd=tmp_path)
    assert printed.status == 0
    assert "write deployments find TEXT irl\n" in printed.err
    assert run("find", "they", "irl", cwd=tmp_path).err == ""


def test_a_text_too_long_for_the_name_of_a_file_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    assert "Nothing" in run("find", "a" * 290, cwd=tmp_path).out


def test_a_day_and_an_id_may_have_the_name_of_a_folder(tmp_path: Path) -> None:
    for name in ("2024", "nld-svk"):
        (tmp_path / name).mkdir()
    (tmp_path / "nld-svk" / "letter.toml").write_text(LETTER)
    assert run("active", "2024", "nld-svk", cwd=tmp_path).status == 0
    assert run("show", "nld-svk", cwd=tmp_path).status == 0
    printed = run("periods", "2024", cwd=tmp_path)
    assert printed.err == "deployments: the ID is missing: '2024' (2024 is a folder: write the ID before it)\n"


# --- what is not sound -----------------------------------------------------------------------------------


def test_lenient_answers_from_what_is_sound_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    (tmp_path / "wrong.toml").write_text(WRONG)
    printed = run("active", "2024-06-20", ".", cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    printed = run("active", "2024-06-20", ".", "--lenient", cwd=tmp_path)
    assert printed.status == 1
    assert "Answered from what is sound: 1 error keeps something out, as check tells." in printed.out
    assert "Netherlands" in printed.out
    assert "wrong.toml:2:1: error[C101]" in printed.err
    told = run("active", "2024-06-20", ".", "--lenient", "--json", cwd=tmp_path)
    assert told.status == 1
    assert '"errors": 1' in told.out
    assert '"example": false' in told.out
    assert run("active", "2024-06-20", "letter.toml", "--lenient", cwd=tmp_path).status == 0


def test_nothing_sound_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[")
    for path in ("wrong.toml", "gone.toml"):
        printed = run("active", "2024-06-20", path, "--lenient", cwd=tmp_path)
        assert (printed.status, printed.out) == (2, "")


@pytest.mark.parametrize("text", ['source = "letter"\n', 'registry.title = "Ours"\n'])
def test_a_registry_without_a_record_is_no_answer(text: str, tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text(text)
    printed = run("active", "2024-06-20", "empty.toml", cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert "the registry is empty" in printed.err


def test_of_very_many_faults_the_first_of_each_kind_are_told_and_check_tells_all(tmp_path: Path) -> None:
    many = "".join(f'[deployments.x{n}]\ncontributor = "Nowhere"\n' for n in range(50))
    (tmp_path / "wrong.toml").write_text(many)
    assert run("report", "wrong.toml", cwd=tmp_path).err.count("error[C101]") == 10
    assert run("check", "wrong.toml", cwd=tmp_path).out.count("error[C101]") == 50


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("changes 2021 2023", "not one day: '2021' (write \"2020-12-31\", the day before it, to begin with it, or"),
        ("changes 2020-12-31 2023", "not one day: '2023' (write its last day, \"2023-12-31\", to end with it)"),
        ("changes 2021-03 2021-05", 'write "2021-02-28", the day before it, to begin with it, or "2021-03-31" for'),
        ("changes 2021~ 2023", "not one day: '2021~' (write one day: \"2023-06-21\")"),
        ("active 2024 --known-on 2024-02", 'its first is "2024-02-01", its last "2024-02-29"'),
    ],
)
def test_a_period_in_the_place_of_one_day_is_refused_with_the_days_that_take_it_in(
    words: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "letter.toml").write_text(LETTER)
    assert said in run(*words.split(), cwd=tmp_path).err
    assert run("changes", "2020-12-31", "2023-12-31", cwd=tmp_path).status == 0


def test_the_days_of_a_question_have_one_name_in_its_help_the_pages_and_in_python() -> None:
    for name in ("running-out", "changes"):
        days = [each.name for each in COMMANDS[name].arguments[:2]]
        asked = [*inspect.signature(getattr(deployments.Registry, name.replace("-", "_"))).parameters][1:3]
        assert days == [each.upper() for each in asked] == ["SINCE", "UNTIL"]
        for page in ("README.md", "docs/cli.md"):
            assert f"`{name} SINCE UNTIL" in (ROOT / page).read_text(encoding="utf-8")


WARNED = LETTER + '[[statements]]\nabout = "nld-svk"\nend = "2024-12-31"\n'


@pytest.mark.parametrize("lenient", [(), ("--lenient",)])
@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in {"check", "export"}])
def test_below_an_error_stands_no_warning_of_something_else(name: str, lenient: tuple[str], tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(WARNED, encoding="utf-8")
    assert "warning[P201]" in run("check", own).out
    printed = run(*QUESTIONS[name], own, tmp_path / "nowhere.toml", *lenient)
    assert printed.status == (1 if lenient else 2)
    assert "error[T101]" in printed.err
    assert "warning" not in printed.err
    assert "1 error" in printed.err.splitlines()
