"""List the deployments that may have been in Slovakia on a day given, as far as their dates alone tell.

Run it as `python examples/possibly_in_slovakia.py 2022-05-01`.
"""

import sys

import deployments
from deployments import Certainty, UncertainDate


def possibly_there(registry: deployments.Registry, deployment: deployments.Deployment, day: UncertainDate) -> bool:
    """Whether no dated statement rules the day out: none starts after it, and none ends before it."""
    for statement in registry.statements(about=deployment.id):
        when = statement.value
        if not isinstance(when, deployments.When) or when.on is None:
            continue
        if statement.kind.value == "start" and when.on.after(day, registry.tolerance) is Certainty.CERTAIN:
            return False
        if statement.kind.value in ("end", "returned") and when.on.before(day, registry.tolerance) is Certainty.CERTAIN:
            return False
    return True


day = UncertainDate.parse(sys.argv[1] if len(sys.argv) > 1 else "2022-05-01")
registry = deployments.example()
slovakia = deployments.Country.parse("Slovakia")
for deployment in registry.deployments.values():
    if deployment.place and deployment.place.country == slovakia and possibly_there(registry, deployment, day):
        print(f"{deployment.contributor}  {deployment.force}  {deployment.place}")
