"""What a registry answers, each on one line: how the pages on files and on writing show it."""

import os

from deployments import Authorisation, Presence, Registry
from deployments.claims import MILESTONES

#: With this in the environment, the pages whose answers are tested are written anew: look at what changed.
REWRITE = "DEPLOYMENTS_REWRITE_DOCS" in os.environ


def answer(registry: Registry, asked: str, usual: str = "") -> str:
    """Return what is answered of a day, of a milestone, of what is authorised, or unconfirmed, or of a mission.

    Takes `nld, 2023-06-20`, `nld, end`, `nld, authorised on 2023-06-20`, `unconfirmed on 2023-06-20` or
    `all of kfor, 2023-06-20`; without a name it is of the `usual` deployment.
    """
    if asked.startswith("unconfirmed on "):
        return ", ".join(each.statement.kind.value for each in registry.unconfirmed(asked.rpartition(" ")[2]))
    about, _, of = asked.rpartition(", ")
    if about.startswith("all of "):
        return str(registry.strength(of, mission=about.removeprefix("all of ")))
    if of.startswith("authorised on "):
        return _authorised(registry.authorisation(about or usual, of.rpartition(" ")[2]))
    if of in MILESTONES:
        return str(registry.bounds(f"{about or usual}.{of}"))
    return _short(registry.presence(about or usual, of))


def _short(presence: Presence) -> str:
    """Return an answer on one line."""
    strength = presence.strength
    number = f"{strength}" if strength.if_there is None else f"{strength.if_there} if they are there"
    said = f"{presence.certainty} ({presence.word})"
    return f"{said}, {number}" if strength.is_stated else said


def _authorised(found: Authorisation) -> str:
    """Return what is authorised on one line."""
    mandate, ceiling = found.mandate, found.ceiling
    until = "no mandate" if mandate is None else f"until {mandate.latest} ({found.certainty})"
    return until if ceiling is None else f"{until}, at most {ceiling.quantity}"
