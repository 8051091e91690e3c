"""What holds for the benchmarks: they run one after the other, as two at once would slow each other down."""

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001 - pytest gives arguments by their names
    """Start no workers where benchmarks are asked for; `--numprocesses` on the command line still does."""
    return 0
