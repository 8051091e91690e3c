"""What `check` finds, as programs read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from deployments.answers.filters import Filters
from deployments.diagnostics import Diagnostic, Location, Severity
from deployments.registry import Registry
from deployments.shapes.answer import Answer, Counts
from deployments.shapes.days import Shape
from deployments.shapes.maker import Maker


class LocationShape(Shape, frozen=True):
    """A place in a file.

    - `file`: the path of the file.
    - `line`, `column`: which of them, counted from 1.
    - `text`: the line itself.
    """

    file: str
    line: int | None
    column: int | None
    text: str


class EditShape(Shape, frozen=True):
    """A mend of a file.

    - `file`: the path of the file.
    - `line`: the number that the new line has then.
    - `text`: the new line.
    """

    file: str
    line: int
    text: str


class DiagnosticShape(Shape, frozen=True):
    """A problem of a file.

    - `severity`: `error` or `warning`.
    - `code`: which problem it is.
    - `message`: what is wrong, in English, with the value.
    - `hint`: what to write; empty where nobody can tell.
    - `path`: the field that it is about.
    - `location`: where it stands.
    - `edits`: what mends it, where a program can do that.
    """

    severity: Severity
    code: str
    message: str
    hint: str
    path: str
    location: LocationShape | None
    edits: tuple[EditShape, ...]


class CheckCounts(Counts, frozen=True):
    """How many problems there are.

    - `errors`, `warnings`: so many of each severity.
    """

    errors: int
    warnings: int


class CheckAnswer(Answer, frozen=True):
    """Every problem of the files that were checked; `registry` is what is sound in them."""

    answer: Literal["check"]
    counts: CheckCounts
    items: tuple[DiagnosticShape, ...]


def check(registry: Registry, found: Iterable[Diagnostic], *, lang: str = "en") -> CheckAnswer:
    """Return the problems that were found in files, beside the registry of what is sound in them.

    Takes what `deployments.read` returns, or the registry and what `deployments.check` returns.

    >>> import deployments
    >>> check(*deployments.read("no-such-file.toml")).counts.errors
    1
    """
    items, counts = problems(found)
    return CheckAnswer(answer="check", counts=counts, items=items, **Maker(registry, lang).answer(Filters()))


def problems(found: Iterable[Diagnostic]) -> tuple[tuple[DiagnosticShape, ...], CheckCounts]:
    """Return problems as items of an answer, and how many there are of each severity."""
    items = tuple(map(_problem, found))
    errors = sum(item.severity is Severity.ERROR for item in items)
    return items, CheckCounts(len(items), errors=errors, warnings=len(items) - errors)


def _problem(found: Diagnostic) -> DiagnosticShape:
    return DiagnosticShape(
        severity=found.severity,
        code=found.code,
        message=whole(found.message),
        hint=whole(found.hint),
        path=whole(found.path),
        location=_location(found.location),
        edits=tuple(EditShape(whole(each.file), each.line, whole(each.text)) for each in found.edits),
    )


def _location(where: Location | None) -> LocationShape | None:
    if where is None:
        return None
    return LocationShape(whole(where.file), where.line, where.column, whole(where.text))


def whole(text: str) -> str:
    """Return a text that UTF-8 can hold: a byte of a file's name, or of a line, that is no character is written out."""
    return text.encode("utf-8", "backslashreplace").decode()
