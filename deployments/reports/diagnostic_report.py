"""Diagnostics as people, editors and programs read them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

import attrs

from deployments.diagnostics import Diagnostic, DistinctProblem, Severity, distinct
from deployments.phrases.values import Phrases
from deployments.reports.escape import clean


def diagnostics(
    found: Iterable[Diagnostic],
    *,
    style: str = "text",
    lang: str = "en",
    most: int | None = None,
    once: bool = False,
    errors_only: bool = False,
) -> str:
    """Return diagnostics as `"text"` (with the source line and a hint), `"short"` (a line each) or `"json"`.

    With `most`, a text shows so many of each code, and counts the others. With `once`, it shows problems that differ
    only in their places once, with the first place and their number, the most frequent first. With `errors_only`,
    warnings are neither shown nor counted: below the error that stopped an answer they would seem to be about what was
    asked. Messages are in English: `lang` is the language of the counts. Raises `InvalidValueError` for a language that
    there is no file for.

    >>> print(diagnostics([Diagnostic("D101", "not a date: '21 juni'", 'write "2023-06-21"', "end")]))
    error[D101] end: not a date: '21 juni'
       hint: write "2023-06-21"
    1 error, 0 warnings
    """
    every = [each for each in found if not errors_only or each.severity is Severity.ERROR]
    if style == "json":
        return json.dumps([_plain(diagnostic) for diagnostic in every], indent=2)
    if style == "short":
        return "\n".join(clean(diagnostic.head) for diagnostic in every)
    phrases = Phrases(lang)
    forms = phrases.language.COUNTED_WORDS
    shown, others = _first_of_each_code(distinct(every) if once else [DistinctProblem(each, 1) for each in every], most)
    left_out = [
        phrases.counted(forms["more of a code"], count, number=phrases.number(count), code=code)
        for code, count in others.items()
    ]
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in every)
    warnings = phrases.counted(forms["warnings"], len(every) - errors)
    summary = ", ".join([phrases.counted(forms["errors"], errors), *([] if errors_only else [warnings])])
    return "\n".join([*(_with_source_line(problem, phrases) for problem in shown), *left_out, summary])


def _first_of_each_code(found: list[DistinctProblem], most: int | None) -> tuple[list[DistinctProblem], Counter[str]]:
    """Return the first problems of each code, and how many other diagnostics there are of it."""
    seen: Counter[str] = Counter()
    others: Counter[str] = Counter()
    shown = []
    for problem in found:
        code = problem.first.code
        seen[code] += 1
        if most is None or seen[code] <= most:
            shown.append(problem)
        else:
            others[code] += problem.places
    return shown, others


def _with_source_line(problem: DistinctProblem, phrases: Phrases) -> str:
    diagnostic = problem.first
    lines = [diagnostic.head]
    where = diagnostic.location
    if where is not None and where.line is not None and where.text.strip():
        lines.append(f"{where.line:5} | {where.text}")
    if problem.places > 1:
        number = phrases.number(problem.places)
        lines.append(f"   {phrases.counted(phrases.language.COUNTED_WORDS['places'], problem.places, number=number)}")
    if diagnostic.hint:
        hint, *more = phrases.language.REPORT_WORDS["hint"].format(hint=diagnostic.hint).split("\n")
        lines += [f"   {hint}", *(f"      {line}" for line in more)]
    return "\n".join(clean(line) for line in lines)


def _plain(diagnostic: Diagnostic) -> dict[str, object]:
    return {"severity": diagnostic.severity.value, **attrs.asdict(diagnostic)}
