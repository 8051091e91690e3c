"""What was said, as programs read it: by mission and deployment, by day, and by source; and what moved."""

from __future__ import annotations

from typing import Any, Literal, Unpack

from deployments.answers.filters import Filters, Selection
from deployments.answers.results import Entry, Relocation
from deployments.claims import CLAIMS, ClaimKind
from deployments.records import Deployment, Event, Mission, Statement, kind_of
from deployments.registry import Registry
from deployments.shapes.answer import Answer, Counts
from deployments.shapes.days import BoundDay, Shape
from deployments.shapes.maker import Maker
from deployments.shapes.parts import DeploymentShape, SourceShape, Subject
from deployments.solver.bounds import Status
from deployments.solver.ordering import statement_order


# --- report ----------------------------------------------------------------------------------------------
