"""The languages: each says everything, in words that are used, and one more is one file."""

import ast
import gettext
import itertools
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

import attrs
import pycountry
import pytest
from pendulum.locales.locale import Locale

import deployments
from deployments.answers.words import Word
from deployments.claims import MILESTONES, Basis, ClaimKind, Equipment
from deployments.errors import InvalidValueError
from deployments.locales import Language, all_languages, en, languages, load_language
from deployments.records import Event, Mission, Source, SourceKind
from deployments.solver.bounds import Status
from deployments.values.calendar import Edge
from deployments.values.certainty import Certainty
from deployments.values.when import RELATIONS, Part

Table = Mapping[str | int, str | Mapping[str, str]]

PACKAGE = Path(deployments.__file__).parent
TABLES = [name for name in Language.__annotations__ if isinstance(getattr(en, name), Mapping)]


def values(words: type[Enum]) -> set[str]:
    return {member.value for member in words}


def texts(table: Table) -> Iterator[tuple[str | int, str]]:
    """All texts of a table with their names; those of its forms too."""
    for key, value in table.items():
        for text in [value] if isinstance(value, str) else value.values():
            yield key, text


def gaps(table: Table) -> set[tuple[str | int, str]]:
    parsed = ((key, string.Formatter().parse(text)) for key, text in texts(table))
    return {(key, name) for key, parts in parsed for _, name, _, _ in parts if name is not None}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("table", TABLES)
def test_a_language_says_what_english_says_with_the_same_gaps(lang: str, table: str) -> None:
    own, english = getattr(load_language(lang), table), getattr(en, table)
    if table != "COUNTRIES":  # each language names those that pycountry does not
        assert own.keys() == english.keys()
    assert gaps(own) == gaps(english)
    assert all(text.strip() == text != "" for _, text in texts(own))


@pytest.mark.parametrize("language", [*all_languages()], ids=languages())
def test_a_language_holds_all_that_it_has_to(language: Language) -> None:
    missing = [name for name in Language.__annotations__ if not getattr(language, name, None)]
    assert not missing


@pytest.mark.parametrize("language", [*all_languages()], ids=languages())
def test_what_can_be_said_has_a_word(language: Language) -> None:
    assert language.CLAIM_WORDS.keys() == values(ClaimKind)
    assert language.SOURCE_WORDS.keys() == values(SourceKind)
    assert language.STATUS_WORDS.keys() == values(Status) - {"holds"}
    assert language.CERTAINTY_WORDS.keys() == values(Certainty)
    assert language.BASIS_WORDS.keys() == values(Basis)
    assert language.REPORT_CLAUSES.keys() == {*MILESTONES, "seen", "part", "nobody", "last day", "other"}
    assert language.PLAN_CLAUSES.keys() == {"decided", "departed", "start", "operational", "present", "end", "returned"}
    assert language.COUNTED_WORDS.keys() >= {f"left out {word.value}" for word in Word if word.is_left_out}
    assert language.PART_WORDS.keys() == values(Part)
    assert language.RELATION_WORDS.keys() == {*RELATIONS}
    assert language.UNIT_WORDS.keys() == {"year", "month", "week", "day"}
    assert language.SEASONS.keys() == {*range(21, 42)}
    assert len(language.MONTHS) == len(language.SHORT_MONTHS) == 12
    former = {item.alpha_3 for item in pycountry.historic_countries} & {"CSK", "DDR", "SUN", "YMD", "YUG"}
    assert language.COUNTRIES.keys() >= {*former, "SCG", "VDR", "XKX"}


@pytest.mark.parametrize("language", [*all_languages()], ids=languages())
def test_a_text_has_all_the_forms_that_a_number_can_ask_for(language: Language) -> None:
    forms = {language.plural(number) for number in range(1000)}
    assert all(each.keys() == forms for each in (*language.COUNTED_WORDS.values(), *language.UNIT_WORDS.values()))


@pytest.mark.parametrize("lang", languages())
def test_months_and_plurals_are_those_of_pendulum(lang: str) -> None:
    """Reports start without pendulum, which takes long to import: hence they are written down."""
    locale, language = Locale.load(lang), load_language(lang)
    assert tuple(locale.get("translations.months.wide").values()) == language.MONTHS
    assert tuple(locale.get("translations.months.abbreviated").values()) == language.SHORT_MONTHS
    assert [language.plural(n) for n in range(1000)] == [locale.plural(n) for n in range(1000)]


def test_no_language_holds_words_that_nothing_uses() -> None:
    """The texts of reports and of values have names that the modules of reports write, or that a question has."""
    written = set()
    rooms = ("phrases", "answers", "reports", "cli")
    paths = itertools.chain.from_iterable((PACKAGE / room).glob("*.py") for room in rooms)
    for path in (*paths, PACKAGE / "citations.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):  # such as f"or {unit}"
                pattern = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_]+" for p in node.values]
                written.add("".join(pattern))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                written.add(re.escape(node.value))
    written -= {"[a-z_]+", "[a-z_]+\\ [a-z_]+"}  # these would take any word
    used = [re.compile(each) for each in written]
    asked = {f"{start} {end}" for start, end in itertools.product(Edge, Edge)} | {"contributor", "mission", "place"}
    for table in (en.REPORT_WORDS, en.COUNTED_WORDS, en.VALUE_WORDS, en.SENTENCES):
        unused = [word for word in table if word not in asked and not any(each.fullmatch(word) for each in used)]
        assert not unused


def test_an_unknown_language_is_refused_with_those_that_there_are() -> None:
    for unknown in ("xx", "", "__init__", "../en", None, ["en"]):
        with pytest.raises(InvalidValueError, match="write en or nl"):
            load_language(unknown)  # type: ignore[arg-type]


FRENCH = """
import os, re, sys
import deployments
from deployments import cli
from deployments.locales import languages
from deployments.values.countries import Country
from deployments.values.durations import Duration

os.environ["COLUMNS"] = "9999"
assert languages() == ("en", "fr", "nl")
assert Country.parse("Allemagne") == Country("DEU")
try:
    Duration.parse("6 fr-months")
except deployments.errors.DurationError as error:
    assert error.hint == 'write "P6M"', error.hint
for command in COMMANDS:
    print("command", *command)
    assert cli.main([*command, "--example", "--lang", "fr"]) == 0
"""

COMMANDS = [
    *(["report"], ["timeline"], ["sources"], ["active", "2023-06-20"], ["active", "2022-05-01", "--place", "SVK"]),
    *(
        ["active", "2022~/2023"],
        ["active", "2024-01", "--all"],
        ["unconfirmed", "2023-09-01", "--implied"],
        ["strength", "2022-05-10"],
        ["strength", "2023-06-01", "--by", "mission"],
    ),
    *(["strength", "2022-05-10", "--by", "place"], ["history", "nld-amdtf-svk.end"], ["history", "amdtf-svk.end"]),
    *(["explain", "nld-amdtf-svk.end"], ["explain", "deu-patriot-ltu.start"], ["changes", "2023-05-01", "2023-07-15"]),
    *(["unconfirmed", "2023-09-01"], ["unconfirmed", "2000-01-01"], ["relocations"], ["check"]),
    *(["active", "1900"], ["report", "--known-on", "2000-01-01"], ["explain", "deu-patriot-svk.end"]),
]


class InFrench(ast.NodeTransformer):
    """Put "fr-" before every word of a language's file, and leave the names of the texts, and the gaps, as they are."""

    def visit_Dict(self, node: ast.Dict) -> ast.Dict:
        node.values = [self.visit(value) for value in node.values]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if not isinstance(node.value, str):
            return node
        return ast.Constant(re.sub(r"(?<![{\w])[^\W\d_]+(?![\w}])", r"fr-\g<0>", node.value))


def test_one_more_language_is_one_file(tmp_path: Path) -> None:
    """In a language whose words all begin with "fr-", a report shows no other words than those of its data."""
    copy = tmp_path / "deployments"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    english = (copy / "locales" / "en.py").read_text(encoding="utf-8")
    french = ast.unparse(ast.fix_missing_locations(InFrench().visit(ast.parse(english))))
    (copy / "locales" / "fr.py").write_text(french, encoding="utf-8")
    script = f"COMMANDS = {COMMANDS!r}\n{FRENCH}"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # A text of the data is found wherever a line is broken.
    printed = " ".join(re.sub(r"^command .*$", "", done.stdout, flags=re.MULTILINE).split())
    for text in sorted(data(deployments.example()), key=len, reverse=True):
        printed = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", "", printed, flags=re.IGNORECASE)
    assert printed.count("fr-") > 1000
    assert not {*re.findall(r"(?<![Ff]r-)\b[^\W\d_]{2,}", printed)} - {"fr", "Fr"}


def data(registry: deployments.Registry) -> set[str]:
    """The texts that a report takes from a registry or a question, and the French names of countries of pycountry."""
    french = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, ["fr"]).gettext
    found = {french(getattr(item, "common_name", item.name)) for item in pycountry.countries}
    named: list[Source | Mission | Event] = [*registry.sources.values(), *registry.missions.values()]
    for record in [*named, *registry.events.values()]:
        found |= {value for value in attrs.asdict(record, recurse=False).values() if isinstance(value, str)}
    found |= {command[1] for command in COMMANDS if command[0] in ("history", "explain")}
    for source in registry.sources.values():
        found |= {*map(str, source.references)}
    for deployment in registry.deployments.values():
        place = deployment.place
        parts = (deployment.force, deployment.contributor, place and place.name, place and place.country)
        found |= {str(name) for name in parts if name}
    for statement in registry.statements:
        found |= {text for text in (statement.wording, statement.locator, statement.by) if text}
        found |= {name for name, _ in statement.value.items} if isinstance(statement.value, Equipment) else set()
    return found
