"""Marks of the tests that the engine of the second edition is still to pass."""

import pytest

MARKS: list[pytest.MarkDecorator] = []
# Take this line away when the engine is there: then every one of these tests must pass.
MARKS.append(pytest.mark.xfail(reason="the engine of the second edition is not there yet", strict=False))
