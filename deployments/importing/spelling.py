"""How a table spells what stands in its cells."""

from __future__ import annotations

import attrs

from deployments.importing.date_spelling import DateSpelling
from deployments.importing.number_spelling import NumberSpelling


@attrs.frozen
class TableSpelling:
    """How a table spells dates and numbers."""

    dates: DateSpelling
    numbers: NumberSpelling
