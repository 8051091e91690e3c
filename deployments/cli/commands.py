"""The table of commands: what each is for, what it asks for, and an example of it that runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from deployments.cli.options import FILTERS, LOOK, MACHINE_FORMS, REGISTRY, VIEW


class Argument(NamedTuple):
    """What a command asks for: a name, what it is, and what else `argparse` is to do with it."""

    name: str
    help: str
    settings: Mapping[str, Any] = {}


class Command(NamedTuple):
    """A command.

    - `group` says what people want when they use it, and `summary` what it prints or does.
    - `example` is what follows its name in the example of its help. `arguments` are what it asks for.
    - `own` are the options that it alone, or with a few, hands on to its report; `options` are all others.
    - `optional` is what may stand before the paths.
    - `about_one` says that it asks for one id: filters then choose nothing, and must not leave that one out.
    - `report` and `shape` are the names of its report and of its answer for programs, where these are others; `runs`
      names the module and the function that run it.
    """

    name: str
    group: str
    summary: str
    example: str
    arguments: tuple[Argument, ...] = ()
    own: tuple[str, ...] = ()
    options: tuple[str, ...] = (*REGISTRY, *FILTERS, *VIEW, *LOOK)
    optional: Argument | None = None
    about_one: bool = False
    report: str = ""
    shape: str = ""
    runs: str = "questions.answer"

    @property
    def function(self) -> str:
        """Its name as that of a function."""
        return self.name.replace("-", "_")

    @property
    def positionals(self) -> tuple[Argument, ...]:
        """All that stands without a flag: what may be left out comes before the paths."""
        if self.optional is None:
            return self.arguments
        *asked, paths = self.arguments
        return (*asked, self.optional, paths)

    @property
    def every_option(self) -> tuple[str, ...]:
        """The names of the options that it takes."""
        return (*self.own, *self.options)


_DATE = Argument("DATE", "a day, a month or any date in EDTF")
_SINCE = Argument("SINCE", "the first day, or a month or year that begins with it")
_UNTIL = Argument("UNTIL", "the last day, or a month or year that ends with it")
_MILESTONE = Argument(
    "MILESTONE",
    "the id of a deployment, mission or event, a dot, and a milestone, mandate or ceiling: nld-amdtf-svk.end",
)
_REASON = Argument("REASON", "a milestone, nld-amdtf-svk.end; or a strength, nld-amdtf-svk.strength, and its DATE")
#: Files and folders, which every command that reads a registry takes last.
PATHS = Argument(
    "PATH",
    "TOML and JSON Lines files and folders, read as one registry; - is standard input "
    "(default: DEPLOYMENTS_REGISTRY, else this folder)",
    {"nargs": "*", "default": ()},
)

#: So many problems of each code are printed where not all are asked for; `check` tells all.
PROBLEMS_SHOWN = 10

#: What people want of commands, in the order in which help lists them.
STARTING, LOOKING, ASKING, EXCHANGING = "Starting", "Looking up", "Asking", "Exchanging"
GROUPS = (STARTING, LOOKING, ASKING, EXCHANGING)

_KIND = Argument("KIND", "missions, deployments, events or sources (default: all)", {"nargs": "?"})
_RECORD = Argument("ID", "the id of a deployment, mission, event, source or statement, as list prints it")

_EVERY = (
    Command(
        "new",
        STARTING,
        "a registry to begin with, for a letter of your own: a file of comments to choose from; asks on a terminal",
        'armenia --title "Letter to parliament" --date 2024-03-12',
        (Argument("FOLDER", "where it is written; it is made if it is not there, and nothing in it is replaced"),),
        options=("title", "publisher", "date", "whose", "where", *MACHINE_FORMS),
        runs="starting.new",
    ),
    Command(
        "check",
        STARTING,
        "every problem of every file, and reports that contradict each other; exit status 1 if there is an error",
        "--example",
        (PATHS,),
        options=("example", "check-lang", *MACHINE_FORMS, "check-format"),
        runs="files.check",
    ),
    Command(
        "schema",
        STARTING,
        "the JSON Schema of the TOML files, for editors to complete and check them by",
        "--of eastern-flank > eastern-flank/registry.schema.json",
        options=("of", "keys", "answer"),
        runs="starting.schema",
    ),
    Command(
        "completion",
        STARTING,
        "the script by which a shell completes commands and options",
        "bash > deployments.bash",
        (Argument("SHELL", "bash, zsh or tcsh", {"choices": ("bash", "zsh", "tcsh")}),),
        options=(),
        runs="completion.completion",
    ),
    Command(
        "list",
        LOOKING,
        "the ids of missions, deployments, events and sources, and what each is called",
        "deployments --example",
        (PATHS,),
        optional=_KIND,
        report="listing",
        shape="listing",
    ),
    Command(
        "find",
        LOOKING,
        "where all words of a text stand: in wordings, titles, names, notes, numbers and dates",
        '"zes militairen" --example',
        (Argument("TEXT", "one or more words"), PATHS),
    ),
    Command(
        "show",
        LOOKING,
        "one card with everything of a record, to be pasted elsewhere",
        "nld-amdtf-svk --on 2023-06-20 --example",
        (_RECORD, PATHS),
        ("on",),
        about_one=True,
    ),
    Command(
        "dossier",
        LOOKING,
        "every statement about a record, with what it takes to check it",
        "nld-amdtf-svk --example",
        (_RECORD, PATHS),
        about_one=True,
    ),
    Command(
        "cite",
        LOOKING,
        "a source or a statement as others cite it",
        "kst-28676-433 --style bibtex --example",
        (Argument("ID", "the id of a source or a statement"), PATHS),
        ("citation",),
        ("csl-json", *REGISTRY, *FILTERS, *VIEW, "lang"),
        about_one=True,
    ),
    Command(
        "report",
        LOOKING,
        "what was said of every mission and deployment, and who said so",
        "--example",
        (PATHS,),
        report="overview",
    ),
    Command(
        "timeline", LOOKING, "every dated claim in order, with its source and wording", "--lang nl --example", (PATHS,)
    ),
    Command("sources", LOOKING, "the sources in order of publication", "--format github --example", (PATHS,)),
    Command(
        "active",
        ASKING,
        "who is certainly there, who perhaps, and why",
        "2023-06-20 --place SVK --example",
        (_DATE, PATHS),
        ("certain", "throughout", "hinges", "all"),
    ),
    Command(
        "anyone",
        ASKING,
        "whether at least one is there, and how certain that is",
        "2022-05-10 --place SVK --example",
        (_DATE, PATHS),
    ),
    Command(
        "strength",
        ASKING,
        "with how many, as it was said, and the sum",
        "2022-05-10 --by contributor --example",
        (_DATE, PATHS),
        ("all", "by", "ranges"),
    ),
    Command(
        "authorisation",
        ASKING,
        "what is authorised, until when and at most how many",
        "2022-06-01 --example",
        (_DATE, PATHS),
        ("about",),
    ),
    Command(
        "running-out",
        ASKING,
        "the mandates that run out between two days",
        "2022-06-01 2023-06-01 --example",
        (_SINCE, _UNTIL, PATHS),
    ),
    Command(
        "periods",
        ASKING,
        "from when to when a deployment is certainly, or perhaps, there",
        "deu-patriot-svk --example",
        (Argument("ID", "the id of a deployment"), PATHS),
        about_one=True,
    ),
    Command(
        "history",
        ASKING,
        "the bounds of a milestone after each source",
        "nld-amdtf-svk.end --example",
        (_MILESTONE, PATHS),
        about_one=True,
    ),
    Command(
        "explain",
        ASKING,
        "why a milestone has its bounds, or a strength is what it is",
        "nld-amdtf-svk.strength 2022-10-20 --example",
        (_REASON, PATHS),
        optional=Argument("DATE", "the day of a strength", {"nargs": "?"}),
        about_one=True,
    ),
    Command(
        "changes",
        ASKING,
        "what each source between two days changed",
        "2023-05-17 2023-06-14 --example",
        (Argument("SINCE", "one day: what was known by the end of it"), Argument("UNTIL", "a later day"), PATHS),
        ("implied",),
    ),
    Command(
        "unconfirmed",
        ASKING,
        "what was planned for before a day, and is reported by no source here",
        "2023-09-01 --example",
        (_DATE, PATHS),
        ("implied", "replaced", "undated"),
    ),
    Command(
        "relocations",
        ASKING,
        "the forces that moved from one place to another",
        "--known-on 2023-06-15 --example",
        (PATHS,),
    ),
    Command(
        "page",
        EXCHANGING,
        "one file of HTML to send to a colleague: who was where over time, how sure that is, and who said so",
        "--out amdtf.html --example",
        (PATHS,),
        options=("page-out", "first-day", "lang", *REGISTRY, *VIEW),
        runs="files.page",
    ),
    Command(
        "import",
        EXCHANGING,
        "read CSV that others wrote, account for every row and cell, and write the registry that comes of it",
        "un-contributions un-2014.csv --out un/",
        (
            Argument("MAPPING", "un-contributions, exercises, or a TOML file of your own"),
            Argument("FILE", "CSV files, read as one table", {"nargs": "+"}),
        ),
        options=("out", "written-as", "all-problems", *MACHINE_FORMS),
        runs="files.import_",
    ),
    Command(
        "export",
        EXCHANGING,
        "write tables of what was stated and of what follows from it, which read back",
        "tables/ --example",
        (Argument("FOLDER", "where the tables are written; it is made if it is not there"), PATHS),
        options=(*REGISTRY, *VIEW, "tables", *MACHINE_FORMS),
        runs="files.export",
    ),
)

#: Every command by its name.
COMMANDS: Mapping[str, Command] = {each.name: each for each in _EVERY}
