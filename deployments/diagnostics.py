"""What is wrong with a registry, as values: a code, a place, the value, and the mend."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs

from deployments.brief import brief
from deployments.errors import DeploymentsError


class Severity(enum.StrEnum):
    """Whether a registry cannot be used as it is, or should be looked at."""

    ERROR = "error"
    WARNING = "warning"


#: Every code, its severity and what it stands for; `docs/errors.md` shows each with its mend.
CODES: dict[str, tuple[Severity, str]] = {
    "T101": (Severity.ERROR, "the file cannot be read"),
    "T102": (Severity.ERROR, "the file is not UTF-8"),
    "T103": (Severity.ERROR, "the file is not TOML, or the line not JSON"),
    "T104": (Severity.ERROR, "the file is too large or nested too deeply"),
    "T105": (Severity.ERROR, "there is nothing to read in it"),
    "T106": (Severity.WARNING, "a file of a registry under a name that is not read"),
    "S101": (Severity.ERROR, "a key that is not known here"),
    "S102": (Severity.ERROR, "a field that must be there is missing"),
    "S103": (Severity.ERROR, "a value of the wrong kind"),
    "S104": (Severity.ERROR, "a claim that cannot be made of this, or no claim at all"),
    "S105": (Severity.ERROR, "an id that is taken"),
    "S106": (Severity.ERROR, "somebody there beside a start that is to come"),
    "S107": (Severity.WARNING, "a source that may be that of a whole file which was joined to another"),
    "B101": (Severity.WARNING, "a claim that may be past or to come"),
    "B102": (Severity.WARNING, "a number that is taken for the size announced"),
    "B103": (Severity.WARNING, "a source that overtakes its own plan"),
    "B104": (Severity.ERROR, "an absence that is still to come"),
    "B105": (Severity.ERROR, "a presence that is planned for no day"),
    "B106": (Severity.WARNING, "a change that is taken to be in the number beside it"),
    "B107": (Severity.WARNING, "a correction that puts nothing right"),
    "D101": (Severity.ERROR, "not a date"),
    "Q101": (Severity.ERROR, "not a quantity"),
    "C101": (Severity.ERROR, "not a country or place"),
    "C102": (Severity.WARNING, "a place in no country whose text names countries"),
    "C201": (Severity.WARNING, "a country that did not exist then"),
    "R101": (Severity.ERROR, "an id that refers to nothing"),
    "R102": (Severity.ERROR, "records that refer to each other in a circle"),
    "K101": (Severity.WARNING, "reports that cannot all be true"),
    "K102": (Severity.WARNING, "circular date constraints that could not be decided"),
    "K201": (Severity.WARNING, "nobody there between two days on which somebody was"),
    "K202": (Severity.WARNING, "more than a ceiling allows"),
    "K203": (Severity.WARNING, "a total that is less than the sum"),
    "K204": (Severity.WARNING, "a long silence that no source bridges"),
    "K205": (Severity.WARNING, "two deployments that nothing tells apart"),
    "K206": (Severity.WARNING, "a deployment outside the days of its mission"),
    "K207": (Severity.WARNING, "a number that differs much from those beside it"),
    "K208": (Severity.WARNING, "parts that are more than the whole"),
    "K209": (Severity.WARNING, "figures of one day that no number fits"),
    "P101": (Severity.ERROR, "a claim without a source"),
    "P102": (Severity.ERROR, "a report of a day after its publication"),
    "P103": (Severity.WARNING, "a source whose day of publication is not known"),
    "P201": (Severity.WARNING, "a day that looks like a default"),
    "I101": (Severity.ERROR, "a table in another encoding than its mapping says"),
    "I102": (Severity.ERROR, "a column that a mapping names and a table does not have"),
    "I103": (Severity.WARNING, "a table without rows"),
    "I104": (Severity.ERROR, "a row that cannot be split into the columns of the table"),
    "I105": (Severity.ERROR, "a row that says again what another row says"),
    "I106": (Severity.ERROR, "a row that does not say who, where or when"),
    "I107": (Severity.WARNING, "a row that states nothing"),
    "I108": (Severity.ERROR, "a row that looks like a sum of others, or a share"),
    "I109": (Severity.WARNING, "a day that is not the last of its month"),
    "I110": (Severity.WARNING, "a stray apostrophe"),
    "I111": (Severity.ERROR, "a word that can mean two things"),
    "I112": (Severity.ERROR, "an end before its start"),
    "I113": (Severity.WARNING, "a contributor twice in one row"),
    "I114": (Severity.ERROR, "two missions under one id"),
    "I115": (Severity.WARNING, "one place with several coordinates"),
    "I116": (Severity.WARNING, "a column of country codes that are not those of ISO 3166"),
    "I117": (Severity.ERROR, "a file that is no table of text"),
    "I118": (Severity.WARNING, "a header among the rows"),
    "I119": (Severity.ERROR, "a number of several contributors, missions, forces or places together"),
    "I120": (Severity.WARNING, "a country in the text of a place that is not read"),
    "I121": (Severity.ERROR, "lines below a table"),
    "I122": (Severity.ERROR, "several things in a cell with nothing between them that the mapping names"),
    "I123": (Severity.ERROR, "a column of numbers that the mapping uses for something else"),
    "I124": (Severity.ERROR, "a number in a cell that is not written as the mapping says"),
    "W101": (Severity.WARNING, "names that differ in spelling only"),
    "W102": (Severity.WARNING, "a wording that the text of its source does not have"),
    "W103": (Severity.WARNING, "a number that its wording does not name"),
    "W104": (Severity.WARNING, "rows that contradict each other"),
}


@attrs.frozen
class Location:
    """A place in a file: line and column count from 1; `text` is the line itself."""

    __repr__ = brief

    file: str
    line: int | None = None
    column: int | None = None
    text: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@attrs.frozen
class Edit:
    """A mend of a file: `text` as a new line, which is then the one of that number."""

    __repr__ = brief

    file: str
    line: int
    text: str


@attrs.frozen
class Diagnostic:
    """One problem: a stable code, the path of the field, a message that quotes the value, and a hint.

    `edits` mend it as the hint says, where a program can do that: those of B101 write down what is assumed anyway.

    >>> print(Diagnostic("D101", "not a date: '21 juni'", path="statements[3].end").head)
    error[D101] statements[3].end: not a date: '21 juni'
    """

    __repr__ = brief

    code: str
    message: str
    hint: str = ""
    path: str = ""
    location: Location | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def severity(self) -> Severity:
        """An error or a warning, as the code says."""
        return CODES[self.code][0]

    @property
    def head(self) -> str:
        """The problem on one line, as compilers write it."""
        where = f"{self.location}: " if self.location else ""
        path = f" {self.path}" if self.path else ""
        return f"{where}{self.severity.value}[{self.code}]{path}: {self.message}"


class RegistryError(DeploymentsError):
    """A registry that cannot be: `diagnostics` holds everything that is wrong with it.

    >>> raise RegistryError([Diagnostic("R101", "there is no source 'dmm'", path="statements[1].source")])
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: error[R101] statements[1].source: there is no source 'dmm'
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: Sequence[Diagnostic] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(diagnostic.head for diagnostic in self.diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them is an error, not a warning.

    >>> has_errors([Diagnostic("P201", "a day that looks like a default")])
    False
    """
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


class DistinctProblem(NamedTuple):
    """One problem that stands in one place or in several: the first diagnostic of it, and how many there are."""

    first: Diagnostic
    places: int


def distinct(diagnostics: Iterable[Diagnostic]) -> list[DistinctProblem]:
    """Return each problem once, the most frequent first: diagnostics that differ only in where they are, are one.

    >>> from itertools import repeat
    >>> found = [Diagnostic("Q101", "not a number: 'x'"), *repeat(Diagnostic("C101", "not a country: 'Kongo'"), 3)]
    >>> [(problem.first.code, problem.places) for problem in distinct(found)]
    [('C101', 3), ('Q101', 1)]
    """
    first: dict[tuple[str, str, str, str], Diagnostic] = {}
    places: Counter[tuple[str, str, str, str]] = Counter()
    for each in diagnostics:
        said = (each.code, each.path, each.message, each.hint)
        first.setdefault(said, each)
        places[said] += 1
    return [DistinctProblem(first[said], number) for said, number in places.most_common()]
