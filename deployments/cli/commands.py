"""The table of commands: what each is for, what it asks for, and an example of it that runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from deployments.cli.options import FILTERS, LOOK, REGISTRY, VIEW


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
    - `function` is the name of its report, where that is another; `runs` names the module and function that run it.
    """

    name: str
    group: str
    summary: str
    example: str
    arguments: tuple[Argument, ...] = ()
    own: tuple[str, ...] = ()
    options: tuple[str, ...] = (*REGISTRY, *FILTERS, *VIEW, *LOOK)
    function: str = ""
    runs: str = "questions.answer"

    @property
    def report(self) -> str:
        """The name of the function that makes its report."""
        return self.function or self.name.replace("-", "_")

    @property
    def every_option(self) -> tuple[str, ...]:
        """The names of the options that it takes."""
        return (*self.own, *self.options)


_DATE = Argument("DATE", "a day, a month or any date in EDTF")
_FIRST = Argument("FIRST", "the first day, or a month or year that begins with it")
_LAST = Argument("LAST", "the last day, or a month or year that ends with it")
_MILESTONE = Argument(
    "MILESTONE",
    "the id of a deployment, mission or event, a dot, and a milestone: nld-amdtf-svk.end; or mandate, or ceiling",
)
_REASON = Argument(
    "REASON", "a milestone, nld-amdtf-svk.end; or a strength, nld-amdtf-svk.strength, and a day after it"
)
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
STARTING, ASKING, EXCHANGING = "Starting", "Asking", "Exchanging"
GROUPS = (STARTING, ASKING, EXCHANGING)

_EVERY = (
    Command(
        "check",
        STARTING,
        "every problem of every file, and reports that contradict each other; exit status 1 if there is an error",
        "--format short --example",
        (PATHS,),
        options=("example", "check-lang", "check-format"),
        runs="files.check",
    ),
    Command(
        "schema",
        STARTING,
        "the JSON Schema of the TOML files, for editors to complete and check them by",
        "> registry.schema.json",
        options=(),
        runs="files.schema",
    ),
    Command(
        "report",
        ASKING,
        "what was said of every mission and deployment, and who said so",
        "--example",
        (PATHS,),
        function="overview",
    ),
    Command(
        "timeline", ASKING, "every dated claim in order, with its source and wording", "--lang nl --example", (PATHS,)
    ),
    Command("sources", ASKING, "the sources in order of publication", "--format github --example", (PATHS,)),
    Command(
        "active",
        ASKING,
        "who is certainly there, who perhaps, and why",
        "2023-06-20 --place SVK --example",
        (_DATE, PATHS),
        ("certain", "throughout", "hinges", "all"),
    ),
    Command(
        "strength",
        ASKING,
        "with how many, as it was said, and the sum",
        "2022-05-10 --by contributor --example",
        (_DATE, PATHS),
        ("all", "by"),
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
        (_FIRST, _LAST, PATHS),
    ),
    Command(
        "periods",
        ASKING,
        "from when to when a deployment is certainly, or perhaps, there",
        "deu-patriot-svk --example",
        (Argument("ID", "the id of a deployment"), PATHS),
    ),
    Command(
        "history",
        ASKING,
        "the bounds of a milestone after each source",
        "nld-amdtf-svk.end --example",
        (_MILESTONE, PATHS),
    ),
    Command(
        "explain",
        ASKING,
        "why a milestone has its bounds, or a strength is what it is",
        "nld-amdtf-svk.returned --example",
        (_REASON, PATHS),
    ),
    Command(
        "changes",
        ASKING,
        "what the sources between two days changed",
        "2023-05-17 2023-06-14 --example",
        (
            Argument("SINCE", "a day: what was known by the end of it"),
            Argument("UNTIL", "a later day"),
            PATHS,
        ),
    ),
    Command(
        "unconfirmed",
        ASKING,
        "what was planned for before a day, and is reported by no source here",
        "2023-09-01 --example",
        (_DATE, PATHS),
        ("implied", "replaced"),
    ),
    Command(
        "relocations",
        ASKING,
        "the forces that moved from one place to another",
        "--known-on 2023-06-15 --example",
        (PATHS,),
    ),
    Command(
        "import",
        EXCHANGING,
        "read CSV that others wrote, account for every row, and write the registry that comes of it",
        "un-contributions un-2014.csv --out un/",
        (
            Argument("MAPPING", "un-contributions, exercises, or a TOML file of your own"),
            Argument("FILE", "CSV files, read as one table", {"nargs": "+"}),
        ),
        options=("out", "written-as", "all-problems"),
        runs="files.import_",
    ),
    Command(
        "export",
        EXCHANGING,
        "write tables of what was stated and of what follows from it, which read back",
        "tables/ --example",
        (Argument("FOLDER", "where the tables are written; it is made if it is not there"), PATHS),
        options=(*REGISTRY, *VIEW, "tables"),
        runs="files.export",
    ),
)

#: Every command by its name.
COMMANDS: Mapping[str, Command] = {each.name: each for each in _EVERY}
