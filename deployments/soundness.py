"""Checks that very many records fit together: columns show which few records have to be made and looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import Any

from deployments.claims import CLAIMS, SUBJECTS
from deployments.packed_texts import are_distinct
from deployments.records import Deployment, Record, Statement
from deployments.references import nothing_wrong_with
from deployments.rows import Coded, Rows, slices
from deployments.statement_ids import MadeIds
from deployments.text_places import are_apart

#: For each kind of record the ids of its records, as the keys of a mapping.
_Named = Mapping[str, Mapping[str, Any]]


def are_sound(
    named: _Named,
    others: Iterable[Record],
    deployments: Sequence[Deployment],
    statements: Rows[Statement],
    naming_more: Iterable[int],
    about_deployment: Coded,
) -> bool:
    """Tell whether `deployments.references.problems` is sure to find nothing wrong. If false, it has to look itself.

    `named` has the ids of the sources, events, missions and deployments, where no two records of one kind may have the
    same id. `others` are the sources, events and missions. `naming_more` has the rows of the statements that can name
    another subject, or another statement. `about_deployment` has the place of the deployment that each is about, or -1.

    >>> from deployments.rows import Coded, joined
    >>> six = Statement(id="six", source="letter", about="nld", kind="strength", value=6)
    >>> named = {kind: {} for kind in ("source", *SUBJECTS)}
    >>> are_sound(named, [], [], joined(Statement, [[six]]), [], Coded.same(-1, 1))
    False
    """
    if not all(are_apart(named[one], named[other]) for one, other in combinations(SUBJECTS, 2)):
        return False
    ids = statements.column("id")
    if not isinstance(ids, MadeIds) and not are_distinct(ids):
        return False
    doubtful = statements.some(_doubtful_statements(named, statements, naming_more, about_deployment))
    corrected = {statement.corrects for statement in doubtful} - {None}
    found = statements.where("id", corrected.__contains__) if corrected else []
    written = {each.id: each for each in statements.some(found) if "#" not in each.id}
    looked_at = [*others, *_doubtful_deployments(named, deployments), *doubtful]
    return nothing_wrong_with(looked_at, {**named, "statement": written})


def _doubtful_deployments(named: _Named, deployments: Sequence[Deployment]) -> Sequence[Deployment]:
    """Return the deployments that are part of another, or that name a mission that is not there."""
    missions = named["mission"]

    def are_wrong(ids: tuple[str, ...]) -> bool:
        return any(id_ not in missions for id_ in ids)

    if not isinstance(deployments, Rows):
        return [each for each in deployments if each.part_of is not None or are_wrong(each.mission)]
    parts = deployments.where("part_of", lambda whole: whole is not None)
    return deployments.some(sorted({*parts, *deployments.where("mission", are_wrong)}))


def _doubtful_statements(
    named: _Named, rows: Rows[Statement], naming_more: Iterable[int], about_deployment: Coded
) -> list[int]:
    """Return the rows that columns do not show to be sound; in a large registry these are few."""
    sources = named["source"]
    found = chain(
        rows.where("source", lambda id_: id_ not in sources),
        rows.where("citing", lambda id_: id_ is not None and id_ not in sources),
        naming_more,
        _misplaced(named, rows, about_deployment),
    )
    return sorted({*found})


def _misplaced(named: _Named, statements: Rows[Statement], about_deployment: Coded) -> list[int]:
    """Return the rows whose subject is not there, or cannot have a claim of their kind."""
    import numpy as np  # noqa: PLC0415 - as above

    about, kind = statements.coded("about"), statements.coded("kind")
    claims: list[Any] = [(), *(CLAIMS[subject] for subject in SUBJECTS)]
    can_have = np.array([[each in own for each in kind.values] for own in claims], np.bool_)
    is_deployment = np.array(about_deployment.values) >= 0
    subject = np.where(is_deployment, 1 + SUBJECTS.index("deployment"), 0).astype(np.int8)
    for code in np.flatnonzero(~is_deployment).tolist():
        own = (number for number, name in enumerate(SUBJECTS, 1) if about.values[code] in named[name])
        subject[code] = next(own, 0)
    abouts, kinds = about.numbers(), kind.numbers()
    return [
        rows.start + row
        for rows in slices(len(abouts))
        for row in np.flatnonzero(~can_have[subject[abouts[rows]], kinds[rows]]).tolist()
    ]
