"""The registry that a command asks: what is sound in what was named, as the options look at it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

import deployments
from deployments.cli import output
from deployments.cli.arguments import check_options
from deployments.cli.commands import PROBLEMS_SHOWN
from deployments.cli.paths import readable, unnamed
from deployments.cli.progress import working
from deployments.cli.statuses import FAULTY, FINE
from deployments.errors import DeploymentsError

if TYPE_CHECKING:
    from deployments.registry import Registry


class Loaded(NamedTuple):
    """A registry, and how many errors keep a part of it out."""

    registry: Registry
    errors: int

    @property
    def status(self) -> int:
        """The exit status of an answer from it."""
        return FAULTY if self.errors else FINE


def load(options: argparse.Namespace) -> Loaded:
    """Return the registry that is asked, as the options look at it.

    Raises `DeploymentsError` if there is nothing in it, and `RegistryError` if something is wrong with it; unless what
    is sound is asked for, and there is any: then what is wrong is told on standard error.
    """
    from deployments import reports
    from deployments.diagnostics import RegistryError, Severity

    check_options(options)
    with working("reading"):
        registry, found = deployments.read(*readable(options))
    errors = sum(each.severity is Severity.ERROR for each in found)
    if errors:
        tell_unnamed(options)
        if not (options.lenient and any(True for _ in registry.records())):
            raise RegistryError(found)
        output.tell(reports.diagnostics(found, most=PROBLEMS_SHOWN, errors_only=True))
    elif not any(True for _ in registry.records()):
        raise DeploymentsError("the registry is empty: what was read holds no source and no deployment")
    if attributed := [each for each in found if each.code == "S107"]:  # to another source, perhaps: nobody would see it
        output.tell(reports.diagnostics(attributed, most=PROBLEMS_SHOWN))
    return Loaded(_viewed(registry, options), errors)


def tell_unnamed(options: argparse.Namespace) -> None:
    """Tell on standard error which folder was read, if none is named: errors of another registry would puzzle."""
    if told := unnamed(options):
        output.tell(told)


def _viewed(registry: Registry, options: argparse.Namespace) -> Registry:
    if options.tolerance is not None:
        import attrs

        from deployments.values.tolerance import Tolerance

        registry = attrs.evolve(registry, tolerance=Tolerance.parse(options.tolerance))
    if options.known_on is not None:
        registry = registry.known_on(options.known_on)
    if options.trusting:
        registry = registry.trusting(kind=options.trusting)
    return registry.without(*options.without)
