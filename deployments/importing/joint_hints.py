"""Hints of several problems that write one thing in the mapping: each has all of it, as one would undo the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from deployments.diagnostics import Diagnostic


def with_joint_hints(problems: Iterable[Diagnostic], joint: Mapping[str, str]) -> list[Diagnostic]:
    """Return problems with the joint hint in place of their own, which can be a part of what they say.

    >>> problem = Diagnostic("D101", "not a date: 'x'", "write a; or b")
    >>> with_joint_hints([problem], {"write a": "write a and c"})[0].hint
    'write a and c; or b'
    """
    own = sorted(joint, key=len, reverse=True)  # a hint can begin as another one does
    return [_with(each, own, joint) for each in problems]


def _with(problem: Diagnostic, own: Iterable[str], joint: Mapping[str, str]) -> Diagnostic:
    found = next((each for each in own if each in problem.hint), None)
    return problem if found is None else attrs.evolve(problem, hint=problem.hint.replace(found, joint[found]))
