"""What holds for all tests: how Hypothesis searches."""

from hypothesis import settings

# The first call of a function imports what it needs, so that a deadline for one example fails on a busy machine. Every
# run searches anew, in CI too (where Hypothesis would repeat itself), and what it finds is printed so that it can be
# repeated.
settings.register_profile(
    "deployments", settings.get_profile("default"), deadline=None, derandomize=False, print_blob=True
)
settings.load_profile("deployments")
