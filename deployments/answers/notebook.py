"""Answers as a notebook shows them: small tables, in which every text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from deployments.answers.results import Presence, Total
from deployments.brief import ROWS, counted, html_table
from deployments.records import Deployment
from deployments.store import RecordStore

_FORCE = ("contributor", "force", "place", "id")


def answers_html(answers: Sequence[object]) -> str:
    """Return a table of some answers: of presences with the reasons, of others with their short lines.

    >>> answers_html([])
    '<table><caption>0 answers</caption></table>'
    """
    first = [*islice(answers, ROWS)]
    found = [each for each in first if isinstance(each, Presence)]
    if first and len(found) == len(first):
        return presences_html(found, len(answers))
    return html_table(counted(len(answers), "answer"), (), ([repr(each)] for each in first), len(answers))


def presences_html(presences: Sequence[Presence], number: int | None = None) -> str:
    """Return a table of the first of some presences, of which there are so many in all."""
    number = len(presences) if number is None else number
    head = (*_FORCE, "certainty", "word", "how many", "why")
    rows = ([*_force(p.deployment), p.certainty, p.word, p.figure(), p.sentence()] for p in presences)
    return html_table(counted(number, "deployment"), head, rows, number)


def total_html(total: Total) -> str:
    """Return a table of a sum: its parts with their strengths, and who is not in it."""

    def rows() -> Iterator[Sequence[object]]:
        for deployment, strength in total.parts:
            yield [*_force(deployment), strength if strength.is_stated else "not stated"]
        for deployment in total.not_excluded:
            yield [*_force(deployment), "not counted, though not excluded"]

    caption = f"In all {total}" + (": no total, as some have no number that counts" if total.high is None else "")
    return html_table(caption, (*_FORCE, "strength, as a range"), rows(), len(total.parts) + len(total.not_excluded))


def registry_html(store: RecordStore, caption: str) -> str:
    """Return a table of the deployments of a registry, each with the number of statements about it."""

    def rows() -> Iterator[Sequence[object]]:
        for deployment in store.deployments.values():
            yield [*_force(store.filled(deployment)), len(store.statements_of(about=deployment.id))]

    return html_table(caption, (*_FORCE, "statements"), rows(), len(store.deployments))


def _force(deployment: Deployment) -> list[object]:
    return [deployment.contributor, deployment.force, deployment.place, deployment.id]
