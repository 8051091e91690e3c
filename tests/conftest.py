"""What holds for all tests: how Hypothesis searches, and what the garbage collector leaves alone."""

import gc

from hypothesis import settings

# The first call of a function imports what it needs, so that a deadline for one example fails on a busy machine. Every
# run searches anew, in CI too (where Hypothesis would repeat itself), and what it finds is printed so that it can be
# repeated. As each run tries other examples, a test that names no number has fewer of them than the 100 of Hypothesis.
settings.register_profile(
    "deployments", settings.get_profile("default"), deadline=None, derandomize=False, print_blob=True, max_examples=60
)
settings.load_profile("deployments")


def pytest_collection_finish() -> None:
    """Have the garbage collector leave the tests themselves alone: to look through them takes long each time."""
    gc.collect()
    gc.freeze()
