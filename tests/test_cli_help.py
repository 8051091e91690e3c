"""What the command line says of itself is true, and what is wrong with a command line is told with what to write."""

import re
import shlex
from pathlib import Path

import pytest

from deployments.cli.commands import COMMANDS, GROUPS
from deployments.cli.options import OPTIONS
from deployments.cli.parser import command_parser
from tests.command_line import ROOT, Printed, run, shell
from tests.formats.tables import un

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def printed_help(*words: str) -> str:
    printed = run(*words, "--help")
    assert (printed.status, printed.err) == (0, "")
    return printed.out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the files that examples name."""
    (tmp_path / "un-2014.csv").write_text(un(("2014-02-28", "NLD", "MINUSMA", 2, 0, 115)))
    return tmp_path


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_example_of_every_help_runs(name: str, folder: Path) -> None:
    if name == "completion":
        pytest.importorskip("shtab")
    text = printed_help(name) if name else printed_help()
    (example,) = re.findall(r"^example: deployments (.*)$", text, re.MULTILINE)
    assert example.partition(" ")[0] == (name or "report")
    if name == "schema":
        run("new", "eastern-flank", "--title", "A letter", "--date", "2024-03-12", cwd=folder)
    printed = shell(f"deployments {example}", cwd=folder)
    assert (printed.status, printed.err) == (0, ""), example
    assert printed.out or [*folder.glob("*.bash"), *folder.glob("*/*.json")]


def test_help_lists_every_command_in_the_group_of_what_people_want() -> None:
    text = printed_help()
    assert text == run("help").out == run("-h").out
    at = [text.index(f"{group}:\n") for group in GROUPS]
    assert at == sorted(at)
    for name, command in COMMANDS.items():
        (line,) = re.findall(rf"^  {name} .*$", text, re.MULTILINE)
        group = max((group for group in GROUPS if text.index(f"{group}:\n") < text.index(line)), key=GROUPS.index)
        assert group == command.group
        assert run("help", name).out == printed_help(name)


@pytest.mark.parametrize("width", ["80", "120"])
def test_help_keeps_to_the_width(width: str) -> None:
    for name in ("", *COMMANDS):
        text = run(*([name] if name else []), "--help", COLUMNS=width).out
        assert all(len(line) <= int(width) or "example: " in line for line in text.splitlines()), name


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_every_argument_and_option_once_and_no_more(name: str) -> None:
    command = COMMANDS[name]
    text = printed_help(name)
    flags = re.findall(r"^  (?:-h, )?(--[a-z-]+)", text, re.MULTILINE)
    assert sorted(flags) == sorted(["--help", *(OPTIONS[option].flag for option in command.every_option)])
    for argument in command.positionals:
        assert len(re.findall(rf"^  {argument.name}\b", text, re.MULTILINE)) == 1


# --- what is wrong ---------------------------------------------------------------------------------------


def refused(*words: str) -> str:
    printed = run(*words)
    assert (printed.status, printed.out) == (2, "")
    return printed.err


def test_nothing_at_all_is_answered_with_what_there_is() -> None:
    assert refused() == printed_help()
    assert refused("--json", "--lang", "nl") == printed_help()
    assert "there is no option '--jsn' (did you mean '--json'?)" in refused("--jsn")


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.arguments[:1]])
def test_what_is_missing_is_named_and_explained_with_an_example(name: str) -> None:
    needed = [each for each in COMMANDS[name].arguments if each.settings.get("nargs") != "*"]
    if not needed:
        return
    told = refused(name)
    first, example, more = told.splitlines()
    assert first == f"deployments {name}: something is missing: " + "; ".join(f"{e.name}, {e.help}" for e in needed)
    assert shlex.split(example)[:3] == ["example:", "deployments", name]
    assert more == f"help: deployments {name} --help"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("reprot", "there is no command 'reprot' (did you mean 'report'?)"),
        ("--example actve 2023", "there is no command 'actve' (did you mean 'active'?)"),
        ("help actve", "there is no command 'actve' (did you mean 'active'?)"),
        ("letters/", "there is no command 'letters/'"),
        ("active 2023 --contributer NLD", "there is no option '--contributer' here (did you mean '--contributor'?)"),
        ("active 2023 --plase=SVK", "there is no option '--plase' here (did you mean '--place'?)"),
        ("check --place SVK", "there is no option '--place' here"),
        ("--place SVK check", "there is no option '--place' here"),
        ("active 2023 --lang", "argument --lang: expected one argument"),
        ("active 2023 --lang xx", "argument --lang: invalid choice: 'xx'"),
        ("active 2023 --json --csv", "argument --csv: not allowed with argument --json"),
        ("active 2023 --json --format github", "argument --format: not allowed with argument --json"),
        ("strength 2023 --by country", "argument --by: invalid choice: 'country'"),
        ("completion fish2", "argument SHELL: invalid choice: 'fish2'"),
        ("history nld-amdtf-svk.ende --example", "did you mean"),
        ("show nld-amdtf-sk --example", "did you mean 'nld-amdtf-svk'?"),
        ("active 2023 --mission amdtf-sk --example", "did you mean 'amdtf-svk'?"),
    ],
)
def test_what_is_wrong_is_told_with_what_was_meant(words: str, told: str) -> None:
    assert told in refused(*words.split())


# --- where options stand ---------------------------------------------------------------------------------


def test_options_may_stand_before_the_command_and_anywhere_after_it() -> None:
    words, expected = ["active", "2023-06-20"], run("active", "2023-06-20", "--example", "--lang", "nl", "--all")
    assert expected.status == 0
    for first in range(3):
        for second in range(3):
            given = [*words[:first], "--lang", "nl", *words[first:]]
            at = second if second <= first else second + 2
            given = [*given[:at], "--example", "--all", *given[at:]]
            assert run(*given) == expected, given


def test_what_follows_two_dashes_is_no_option(tmp_path: Path) -> None:
    (tmp_path / "-x.toml").write_text('[events.x]\nname = "A summit"\n')
    assert "A summit" in run("list", "events", "--", "-x.toml", cwd=tmp_path).out


# --- about one record ------------------------------------------------------------------------------------

ABOUT_ONE = [name for name, command in COMMANDS.items() if command.about_one]


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_filter_that_leaves_out_what_is_asked_about_is_an_error(name: str) -> None:
    asked = {
        "cite": "dmm-2023-06#nld-amdtf-svk.present",
        "history": "nld-amdtf-svk.end",
        "explain": "nld-amdtf-svk.end",
    }.get(name, "nld-amdtf-svk")
    plain = run(name, asked, "--example")
    assert plain.status == 0
    for passes in (["--contributor", "NLD"], ["--mission", "amdtf-svk", "--place", "SVK"]):
        assert run(name, asked, "--example", *passes) == plain
    for filters in (["--contributor", "DEU"], ["--place", "LTU"], ["--place", "SVK", "--contributor", "DEU"]):
        told = refused(name, asked, "--example", *filters)
        assert f"{' '.join(filters)} leaves out what is asked for: '{asked}'" in told or "leaves out" in told
    assert "did you mean" in refused(name, asked, "--example", "--mission", "amdtf-sk")


# --- the page --------------------------------------------------------------------------------------------


def test_the_page_has_every_command_with_its_summary_arguments_and_options() -> None:
    for name, command in COMMANDS.items():
        assert f"## {command.group}\n" in PAGE
        asked = " ".join(
            f"[{each.name}]" if each.settings.get("nargs") in ("?", "*") else each.name for each in command.positionals
        )
        row = next(
            line for line in PAGE.splitlines() if line.startswith(f"| `{' '.join(filter(None, (name, asked)))}` ")
        )
        assert command.summary in row
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE)[: len(GROUPS)] == [*GROUPS]


def test_the_page_explains_every_option() -> None:
    explained = set(re.findall(r"`(--[a-z-]+)", PAGE))
    assert explained >= {option.flag for option in OPTIONS.values()}
    assert explained <= {option.flag for option in OPTIONS.values()} | {"--help", "--version"}


def consoles() -> list[tuple[str, str]]:
    return re.findall(r"^```console\n\$ (deployments [^\n]*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), consoles())
def test_the_page_shows_what_its_commands_print(command: str, shown: str) -> None:
    words = shlex.split(command)[1:]
    printed: Printed = run(*words)
    told = printed.out + printed.err
    first, dots, last = shown.partition("...\n")
    assert told == shown if not dots else told.startswith(first) and told.endswith(last)


def test_a_parser_takes_no_shortened_options() -> None:
    assert "there is no option '--cont' here (did you mean '--contributor'?)" in refused(
        "active", "2023", "--cont", "NLD"
    )
    assert command_parser(COMMANDS["active"]).allow_abbrev is False


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "export --out tables letters",
            "write the FOLDER without an option: deployments export FOLDER [PATH ...]; page and import ",
        ),
        (
            "export --out=tables",
            "write the FOLDER without an option: deployments export FOLDER [PATH ...]; page and import have --out",
        ),
        (
            "--out tables export",
            "write the FOLDER without an option: deployments export FOLDER [PATH ...]; page and import have --out",
        ),
        ("export -o tables letters", "write the FOLDER without an option: deployments export FOLDER [PATH ...]"),
        ("new --out letters", "write the FOLDER without an option: deployments new FOLDER; page and import have --out"),
        (
            "active --on 2024-01-01",
            "write the DATE without an option: deployments active DATE [PATH ...]; show and page have --on",
        ),
        (
            "strength --date=2024-01-01 x",
            "the DATE without an option: deployments strength DATE [PATH ...]; new has --date",
        ),
        ("explain x.end --date 2024", "write the DATE without an option: deployments explain REASON [DATE] [PATH ...]"),
        ("check --of letters", "write the PATH without an option: deployments check [PATH ...]; schema has --of"),
        ("periods --about nld", "write the ID without an option: deployments periods ID [PATH ...]; authorisation has"),
        ("import --mapping m.toml t.csv", "write the MAPPING without an option: deployments import MAPPING FILE ..."),
        ("report --out report.txt", "(page and import have --out)"),
        ("check --width 80", "(list, find, show and others have --width)"),
    ],
)
def test_an_option_that_another_command_has_is_told_with_what_to_write_here(line: str, told: str) -> None:
    printed = run(*line.split())
    assert (printed.status, printed.out) == (2, "")
    assert "there is no option '-" in printed.err
    assert told in printed.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_other_command_is_told_of_whatever_else_is_missing(name: str) -> None:
    own = {"--help", *(OPTIONS[each].flag for each in COMMANDS[name].every_option)}
    for flag in sorted({each.flag for each in OPTIONS.values()} - own):
        for line in ([name, flag], [name, f"{flag}=x"], [name, "x", flag, "x"]):
            printed = run(*line)
            assert printed.status == 2
            assert f"there is no option '{flag}' here (" in printed.err, line
            assert f" {flag})" in printed.err, line
