"""The command line as a user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import deployments
from deployments.cli import main

BUNDLED = Path(deployments.__file__).with_name("data")


def test_a_day_after_what_is_explained_for_no_day_is_no_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "nld-amdtf-svk.end", "2023-06-20", "--example"]) == 2
    assert "only a strength is explained for a day" in capsys.readouterr().err


def test_report_prints_the_bundled_registry(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--example"]) == 0
    assert "AIR AND MISSILE DEFENCE TASK FORCE (AMDTF), Slovakia" in capsys.readouterr().out


def test_check_exits_with_1_on_an_error_and_prints_three_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[deployments.nld]\ncontributor = "Nowhere"\n')
    assert main(["check", str(path)]) == 1
    assert "hint:" in capsys.readouterr().out
    assert main(["check", "--format", "short", str(path)]) == 1
    assert capsys.readouterr().out.count("\n") == 1
    assert main(["check", "--format", "json", str(path)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["code"] == "C101"
    assert main(["check", "--example"]) == 0


def test_a_missing_file_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("report", "timeline", "sources", "check"):
        assert main([command, "no-such-file.toml"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_format_is_refused_with_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "nonsense", "--example"]) == 2
    assert "github" in capsys.readouterr().err


#: Each command with what it asks for, and words that its answer from the bundled registry has, in English and Dutch.
QUESTIONS = {
    "report": (["report"], "0 conflicts between reports, 0 plans overtaken", "0 plannen achterhaald"),
    "timeline": (["timeline"], "mid-Apr 2022", "medio apr. 2022"),
    "sources": (["sources"], "The Slovak Spectator", "officieel"),
    "active": (["active", "2023-06-20", "--place", "SVK"], "6, if still there", "6, als ze er nog zijn"),
    "strength": (["strength", "2022-05-10", "--by", "place"], "about 120 (6 May 2022)", "108 tot 132"),
    "periods": (["periods", "deu-patriot-pol"], "from 27 May 2023 to", "van 27 mei 2023"),
    "history": (["history", "nld-amdtf-svk.end"], "251 days later", "251 dagen later"),
    "explain": (
        ["explain", "nld-amdtf-svk.returned"],
        "Not after 28 June 2023, because",
        "Niet na 28 juni 2023, omdat",
    ),
    "explain a strength": (
        ["explain", "nld-amdtf-svk.strength", "2022-10-20"],
        "about 120 (6 May 2022) [1], then fewer",
        "ongeveer 120 (6 mei 2022) [1], daarna minder",
    ),
    "changes": (
        ["changes", "2023-05-17", "2023-06-14"],
        "not named -> around 21 June 2023",
        "niet genoemd -> rond 21 juni 2023",
    ),
    "unconfirmed": (["unconfirmed", "2023-09-01"], "no source here reports it", "geen bron hier meldt"),
    "relocations": (["relocations"], "around 29 June 2023", "rond 29 juni 2023"),
}


@pytest.mark.parametrize(("command", "english", "dutch"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_answered_in_both_languages_and_any_format(
    command: list[str], english: str, dutch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--example"]) == 0
    assert english in capsys.readouterr().out
    assert main([*command, "--lang", "nl", "--example"]) == 0
    assert dutch in capsys.readouterr().out
    for format_ in ("github", "html", "latex", "tsv"):
        assert main([*command, "--format", format_, "--example"]) == 0
        assert capsys.readouterr().out


@pytest.mark.parametrize("command", [command for command, *_ in QUESTIONS.values()], ids=QUESTIONS)
def test_every_question_can_be_asked_of_what_was_known_on_a_day(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--known-on", "2022-04-01", "--example"]) == 0
    assert "251" not in capsys.readouterr().out
    assert main([*command, "--known-on", "2022-04", "--example"]) == 2
    assert "not one day: '2022-04'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [command for command, *_ in QUESTIONS.values()], ids=QUESTIONS)
def test_every_question_can_be_asked_of_the_sources_that_its_reader_believes_and_says_who_is_left_out(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main([*command, "--trusting", "official", "--without", "minbzk-2022-03-18", "--trusting", "relay", "--example"])
        == 0
    )
    assert capsys.readouterr().out.count("Left out, as asked for: 11 of 16 sources (1 official, 10 press)") == 1
    assert (
        main([*command, "--without", "mdaa-2023-05-26", "--known-on", "2023-05-25", "--lang", "nl", "--example"]) == 0
    )
    assert "Weggelaten" not in capsys.readouterr().out  # it had not appeared
    assert main([*command, "--without", "mdaa-2023-05-26", "--lang", "nl", "--example"]) == 0
    assert capsys.readouterr().out.count("Weggelaten, zoals gevraagd: 1 van de 16 bronnen (mdaa-2023-05-26).") == 1


def test_tables_can_be_written_of_the_sources_that_their_reader_believes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path / "tables"), "--example", "--trusting", "official"]) == 0
    assert "Left out, as asked for: 12 of 16 sources" in capsys.readouterr().out
    assert (
        deployments.load(tmp_path / "tables").statements == deployments.example().trusting(kind="official").statements
    )


def test_whom_a_reader_leaves_out_must_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["active", "2023-06-20", "--without", "mdaa-2023-05-6", "--example"]) == 2
    assert "there is no source: 'mdaa-2023-05-6' (did you mean 'mdaa-2023-05-26'?)" in capsys.readouterr().err
    assert main(["active", "2023-06-20", "--trusting", "pres", "--example"]) == 2
    assert "not a kind of source: 'pres' (did you mean 'press'?)" in capsys.readouterr().err


def test_the_tolerance_is_printed_where_it_was_used_and_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "nld-amdtf-svk.returned", "--tolerance", "3 days", "--example"]) == 0
    out = capsys.readouterr().out
    assert '"Around" is taken as 3 days.' in out
    assert "Not after 24 June 2023" in out
    assert main(["active", "2022-03-25", "--contributor", "DEU", "--known-on", "2022-03-21", "--example"]) == 0
    assert "around" not in capsys.readouterr().out.lower()
    assert main(["active", "2022-03-20", "--tolerance", "a week", "--example"]) == 2
    assert "not a tolerance" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["active", "21 juni"],
        ["active", "2023", "--mission", "nowhere"],
        ["active", "2023", "--place", "Nowhere"],
        ["strength", "2023", "--contributor", "Nederlnd"],
        ["history", "nld-amdtf-svk"],
        ["explain", "nowhere.end"],
        ["changes", "2023-06-14", "2023-05-17"],
        ["unconfirmed", "2023"],
    ],
)
def test_a_question_without_sense_is_one_line_and_status_2(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--example"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


#: What each command asks for, and an option of it that takes a value and one that takes none.
ARGUMENTS = {
    "report": ([], ["--lang", "nl"], []),
    "timeline": ([], ["--lang", "nl"], []),
    "sources": ([], ["--lang", "nl"], []),
    "active": (["2022-05-10"], ["--lang", "nl"], ["--all"]),
    "strength": (["2022-05-10"], ["--by", "place"], ["--all"]),
    "history": (["nld-amdtf-svk.end"], ["--lang", "nl"], []),
    "explain": (["nld-amdtf-svk.returned"], ["--lang", "nl"], []),
    "changes": (["2023-05-17", "2023-06-14"], ["--lang", "nl"], []),
    "unconfirmed": (["2023-09-01"], ["--known-on", "2023-08-01"], ["--implied"]),
    "relocations": ([], ["--lang", "nl"], []),
    "check": ([], ["--format", "json"], []),
    "import": (["exercises"], ["--format", "jsonl"], ["--all"]),
    "export": (["tables"], ["--format", "jsonl"], []),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_options_stand_before_between_and_after_the_arguments_of_a_command(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    asked, valued, plain = ARGUMENTS[name]
    paths = ["letters/letter.toml", str(BUNDLED)]
    Path("letters").mkdir()
    Path(paths[0]).write_text('[sources.letter]\ntitle = "A letter"\npublished = "2024-06-20"\n', encoding="utf-8")
    if name == "import":
        paths = ["one.csv", "two.csv"]
        for path in paths:
            Path(path).write_text("exercise,participants\n", encoding="utf-8")
    words = [*asked, *paths]
    orders = [[*words[:at], *valued, *words[at:]] for at in range(len(words) + 1)]
    orders += [[*plain, *words[:at], *valued, *words[at:]] for at in range(len(words) + 1)]
    orders += [[*valued, *words[:at], *plain, *words[at:]] for at in range(len(words) + 1)]
    printed = {(main([name, *order]), *capsys.readouterr(), bool(plain and plain[0] in order)) for order in orders}
    assert len(printed) == (2 if plain else 1)
    assert {len(err) for _, _, err, _ in printed} == {0}


def test_a_path_after_an_option_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[deployments.nld]\ncontributor = "Nowhere"\n')
    assert main(["check", str(BUNDLED), "--format", "short", str(path)]) == 1
    assert "C101" in capsys.readouterr().out
    assert main(["active", "2026-03-01", "--all", str(path)]) == 2
    assert "C101" in capsys.readouterr().err


def test_what_is_missing_or_unknown_is_told_without_what_may_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        (["active", "--all"], "something is missing: DATE, a day, a month or any date in EDTF\nexample: "),
        (["changes", "--lang", "nl", "2023-05-17"], "something is missing: UNTIL, a later day\n"),
        (["check", "x.toml", "--nope"], "there is no option '--nope' here\n"),
        (["report", "--conributor=NLD"], "there is no option '--conributor' here (did you mean '--contributor'?)\n"),
        (["nonsense"], "there is no command 'nonsense'\n"),
        (["reprot", "--example"], "there is no command 'reprot' (did you mean 'report'?)\n"),
        (["schema", "x"], "that is one argument too many: 'x'\n"),
        ([], "Starting:\n"),
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        assert "PATH" not in said
        assert said in capsys.readouterr().err


def test_check_tells_of_reports_that_contradict_each_other_and_report_prints_them_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        """source = "letter"
[sources.letter]
title = "A letter"
published = "2023-06-09"
[deployments.nld]
contributor = "NLD"
[[statements]]
about = "nld"
end = "2023-05-20"
[[statements]]
about = "nld"
strength = 6
as_of = "2023-05-31"
"""
    )
    assert main(["check", "--format", "short", str(path)]) == 0
    assert "x.toml:12:1: warning[K101]" in capsys.readouterr().out
    assert main(["report", str(path)]) == 0
    assert "1 conflict between reports" in capsys.readouterr().out
    assert main(["active", "2023-05-25", str(path)]) == 0
    assert "Reports contradict each other: left on 20 May 2023" in capsys.readouterr().out


def test_the_language_of_check_is_that_of_its_counts_and_help_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[deployments.nld]\ncontributor = "Nowhere"\n')
    assert main(["check", "--lang", "nl", str(path)]) == 1
    assert "1 fout, 0 waarschuwingen" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "messages are in English" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("command", [[], *([command[0]] for command, *_ in QUESTIONS.values()), ["check"]])
def test_help_shows_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    assert "example: deployments" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["timeline", "check"])
def test_what_prints_statements_starts_without_what_takes_long_to_import(command: str) -> None:
    code = f"import sys; from deployments.cli import main; main(['{command}', '--example']); "
    code += "print('imported', {'numpy', 'pendulum', 'pyarrow', 'msgspec'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("imported set()\n")


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = f"{sys.executable} -m deployments report --example | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("What was said, and by whom")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["report", "check"])
def test_output_that_cannot_be_written_is_one_line_and_status_2(command: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "deployments", command, "--example"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "deployments: cannot write: No space left on device\n")


WITHOUT_READERS = [
    *("report nope 2>/dev/full", "report nope 2>&-", "report nope >&- 2>&-", "report --example >/dev/full 2>/dev/full"),
    *("report nope 2>&1 >/dev/null | true", "check nope >/dev/full 2>/dev/full", "report --nope 2>/dev/full"),
    *("--help >/dev/full", "report --help >/dev/full 2>/dev/full", "--version >/dev/full", "schema >/dev/full"),
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", WITHOUT_READERS)
def test_whatever_cannot_be_written_the_status_is_2_without_a_traceback(arguments: str) -> None:
    script = f"{sys.executable} -m deployments {arguments}; exit ${{PIPESTATUS[0]}}"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr in ("", "deployments: cannot write: No space left on device\n")


def test_a_closed_output_is_one_line_and_status_2() -> None:
    script = f"exec {sys.executable} -m deployments report --example >&-"
    done = subprocess.run(["sh", "-c", script], stderr=subprocess.PIPE, text=True, check=False)  # noqa: S607
    assert (done.returncode, done.stderr) == (2, "deployments: cannot write: there is no standard output\n")


def test_the_command_line_loads_nothing_heavy_before_a_command_asks_for_it() -> None:
    heavy = "'tabulate', 'pycountry', 'numpy', 'pendulum', 'msgspec', 'pyarrow'"
    code = f"import sys, deployments.cli; print([m for m in ({heavy}) if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_reading_toml_takes_neither_numpy_nor_pyarrow(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[events.summit]\nname = "A summit"\n')
    code = (
        "import sys, deployments; deployments.load(sys.argv[1]); "
        "print([m for m in ('numpy', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
