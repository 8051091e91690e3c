"""Hints of several problems that write one thing in the mapping: each has all of it, as one would undo the other."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from deployments.diagnostics import Diagnostic


def with_joint_hint(problem: Diagnostic, joint: Mapping[str, str]) -> Diagnostic:
    """Return a problem with the joint hint in place of its own, which can be a part of what it says.

    Of several the longest is meant: a hint can begin as another one does.

    >>> problem = Diagnostic("D101", "not a date: 'x'", "write a; or b")
    >>> with_joint_hint(problem, {"write a": "write a and c"}).hint
    'write a and c; or b'
    """
    found = max((each for each in joint if each in problem.hint), key=len, default=None)
    return problem if found is None else attrs.evolve(problem, hint=problem.hint.replace(found, joint[found]))
