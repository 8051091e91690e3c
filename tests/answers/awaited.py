"""Marks of the tests that the engine of the second edition is still to pass."""

import pytest

MARKS: list[pytest.MarkDecorator] = []
