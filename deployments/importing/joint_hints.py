"""Hints of several problems that write one thing in the mapping: each has all of it, as one would undo the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from deployments.diagnostics import Diagnostic


def with_joint_hints(problems: Iterable[Diagnostic], joint: Mapping[str, str], code: str) -> list[Diagnostic]:
    """Return problems, those of one code with the joint hint in place of their own, or of a part of what it says.

    >>> problem = Diagnostic("D101", "not a date: 'x'", "write a; or b")
    >>> with_joint_hints([problem], {"write a": "write a and c"}, "D101")[0].hint
    'write a and c; or b'
    """
    every = [*problems]
    # Each hint is looked at once: many problems have the same.
    hints = {hint: _joint_hint(hint, joint) for hint in {each.hint for each in every if each.code == code}}
    return [attrs.evolve(each, hint=hints[each.hint]) if each.code == code else each for each in every]


def _joint_hint(hint: str, joint: Mapping[str, str]) -> str:
    """Return what a hint says with the joint one; of several the longest is meant, as one can begin as another does."""
    found = max((each for each in joint if each in hint), key=len, default=None)
    return hint if found is None else hint.replace(found, joint[found])
