"""A registry of military deployments as public sources announce them."""

from deployments.values.certainty import Certainty
from deployments.values.dates import UncertainDate
from deployments.values.tolerance import Tolerance

__all__ = ["Certainty", "Tolerance", "UncertainDate"]
