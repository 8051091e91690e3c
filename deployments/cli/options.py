"""The options, each defined once: commands name those that they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from deployments.locales import languages


class Option(NamedTuple):
    """An option: how it is written, and what `argparse` is to do with it.

    Of the options of one `group`, one can be given at a time. `choices` are found when a command takes the option.
    """

    flag: str
    settings: Mapping[str, Any]
    group: str = ""

    @property
    def keyword(self) -> str:
        """The name under which `argparse` keeps it, and reports take it."""
        return str(self.settings.get("dest", self.flag.removeprefix("--").replace("-", "_")))

    @property
    def takes_value(self) -> bool:
        """Whether a value follows it."""
        return self.settings.get("action") not in ("store_true", "store_const")


def _option(flag: str, help: str, *, group: str = "", **settings: Any) -> Option:
    return Option(flag, {"help": help, **settings}, group)


def _flag(flag: str, help: str, *, group: str = "", **settings: Any) -> Option:
    return _option(flag, help, group=group, action="store_true", **settings)


def _several(flag: str, help: str, metavar: str) -> Option:
    return _option(flag, f"{help}; may be given several times", action="append", default=[], metavar=metavar)


def _table_formats() -> Sequence[str]:
    from deployments.formats.registered import FORMATS

    return [*FORMATS]


def _columns(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise ValueError("not a number of columns")
    return int(text)


#: What `argparse` calls it where it is wrong.
_columns.__name__ = "number of columns"


def _answer_names() -> Sequence[str]:
    from deployments.shapes import answer_names

    return answer_names()


#: Every option by its name.
OPTIONS: Mapping[str, Option] = {
    # which registry
    "example": _flag("--example", "answer from the registry that comes with the library, and say so"),
    "lenient": _flag(
        "--lenient",
        "answer from what is sound, and say so; what is wrong goes to standard error, and the exit status is 1",
    ),
    # which deployments
    "contributor": _option("--contributor", 'only this country or organisation: "NLD"'),
    "mission": _option("--mission", "only this mission, by its id, and what is part of it", metavar="ID"),
    "place": _option("--place", 'only this country or place: "SVK", "Sliač"'),
    # as of which day, by whom, with which tolerance
    "known-on": _option("--known-on", "only what was certainly known by the end of that day", metavar="DATE"),
    "trusting": _several("--trusting", "only what sources of that kind state, official, press or relay", "KIND"),
    "without": _several("--without", "without what that source states", "SOURCE"),
    "tolerance": _option(
        "--tolerance", 'what "around", and "stale", mean: "14 days, 5 %%" (default: that of the registry)'
    ),
    # what single commands ask
    "about": _option("--about", "only this deployment or mission, by its id", metavar="ID"),
    "certain": _flag("--certain", "only what the reports alone establish"),
    "throughout": _flag("--throughout", "on every day of a month or interval"),
    "hinges": _flag("--hinges", "say of each answer on which sources it hangs: without any one of them it is another"),
    "all": _flag(
        "--all",
        "also those who are to come later, were called off, are only authorised, or of whom nobody speaks on that day: "
        "they are not excluded",
        dest="not_excluded",
    ),
    "implied": _flag("--implied", "also what no source planned, and only follows"),
    "replaced": _flag("--replaced", "also what a later plan moved"),
    "undated": _flag("--undated", "also what no source gives a last day, so that it never falls due"),
    "by": _option(
        "--by",
        "what the sums are of (default: contributor)",
        choices=("contributor", "mission", "place"),
        default="contributor",
    ),
    "ranges": _flag("--ranges", "also the range that is computed from each figure; JSON has it always"),
    "on": _option("--on", "what is known of that day, too: a day, a month or any date in EDTF", metavar="DATE"),
    "citation": _option(
        "--style",
        "the form of citation (default: text)",
        group="citation",
        choices=("text", "bibtex", "csl-json"),
        default="text",
    ),
    "csl-json": _option(
        "--json", "the same as --style csl-json", action="store_const", const="csl-json", dest="style", group="citation"
    ),
    # how it looks
    "lang": _option("--lang", "language (default: en)", choices=languages(), default="en"),
    "json": _flag("--json", "print JSON: one object with all that is known of the answer", group="form"),
    "jsonl": _flag("--jsonl", "print JSON Lines: one object for each item", group="form"),
    "csv": _flag("--csv", "print CSV: one row for each item", group="form"),
    "format": _option(
        "--format",
        "any format of tabulate: github, html, latex, tsv ... (default: plain)",
        group="form",
        default="plain",
        metavar="FORMAT",
    ),
    "width": _option(
        "--width", "columns to keep to (default: COLUMNS, else the terminal's, else 80)", type=_columns, metavar="N"
    ),
    "color": _option(
        "--color",
        "whether to use colour (default: auto, on a terminal unless NO_COLOR is set)",
        choices=("auto", "always", "never"),
        default="auto",
    ),
    # new and schema
    "title": _option("--title", "the title of the letter", metavar="TEXT"),
    "publisher": _option("--publisher", "who published it", metavar="TEXT"),
    "date": _option("--date", "the day on which it was published, as far as it is known", metavar="DATE"),
    "whose": _option("--contributor", 'the country or organisation whose force it is: "NLD"'),
    "where": _option("--place", 'the country or place where it is: "SVK", "Sliač, SVK"'),
    "of": _option("--of", "with the ids of this registry, for editors to complete", group="schema", metavar="FOLDER"),
    "keys": _flag("--keys", "print the page that lists every key and every form of a value, instead", group="schema"),
    "answer": _option(
        "--answer",
        "print the JSON Schema of what that command prints with --json, instead",
        group="schema",
        choices=_answer_names,
        metavar="COMMAND",
    ),
    # check, import and export
    "check-lang": _option(
        "--lang", "language of the counts; messages are in English (default: en)", choices=languages(), default="en"
    ),
    "check-format": _option(
        "--format",
        "text with the lines of the files, short with one line for each problem, or a JSON list (default: text)",
        group="form",
        choices=("text", "short", "json"),
        default="text",
    ),
    "out": _option("--out", "where the registry is written (default: nowhere)", metavar="FOLDER"),
    "page-out": _option("--out", "the file that is written (default: standard output)", metavar="FILE"),
    "first-day": _option("--on", "the day that it shows at first (default: that of the newest source)", metavar="DATE"),
    "written-as": _option("--format", "of what is written (default: toml)", choices=("toml", "jsonl"), default="toml"),
    "all-problems": _flag("--all", "print every problem, not only the first of each kind"),
    "tables": _option("--format", "(default: csv)", choices=_table_formats, default="csv"),
}

#: The options of all commands that read a registry, that filter, that look at it in some way, and that print.
REGISTRY = ("example", "lenient")
FILTERS = ("contributor", "mission", "place")
VIEW = ("known-on", "trusting", "without", "tolerance")
MACHINE_FORMS = ("json", "jsonl", "csv")
LOOK = ("lang", *MACHINE_FORMS, "format", "width", "color")


def takes_value(word: str) -> bool:
    """Tell whether a word of a command line is an option of some command whose value is the next word.

    >>> takes_value("--lang"), takes_value("--lang=nl"), takes_value("--certain")
    (True, False, False)
    """
    return any(each.flag == word and each.takes_value for each in OPTIONS.values())
