"""States of today that began after 1950: a table that names one for an earlier day means another state.

Only those that came out of another state, or of an administration, that itself took part in missions and exercises.
"""

from __future__ import annotations

import datetime
import functools

from deployments.values.calendar import day_number
from deployments.values.countries import Country

# The day on which independence was declared, or took effect where that was later.
_BEGAN = {
    "ARM": "1991-09-21",
    "ATG": "1981-11-01",
    "AZE": "1991-10-18",
    "BIH": "1992-03-03",
    "BLR": "1991-08-25",
    "BLZ": "1981-09-21",
    "BRN": "1984-01-01",
    "CZE": "1993-01-01",
    "ERI": "1993-05-24",
    "EST": "1991-08-20",
    "GEO": "1991-04-09",
    "HRV": "1991-06-25",
    "KAZ": "1991-12-16",
    "KGZ": "1991-08-31",
    "KNA": "1983-09-19",
    "LTU": "1990-03-11",
    "LVA": "1991-08-21",
    "MDA": "1991-08-27",
    "MKD": "1991-09-08",
    "MNE": "2006-06-03",
    "NAM": "1990-03-21",
    "PLW": "1994-10-01",
    "RUS": "1991-12-26",
    "SRB": "2006-06-05",
    "SSD": "2011-07-09",
    "SVK": "1993-01-01",
    "SVN": "1991-06-25",
    "TJK": "1991-09-09",
    "TKM": "1991-10-27",
    "TLS": "2002-05-20",
    "UKR": "1991-08-24",
    "UZB": "1991-08-31",
    "VUT": "1980-07-30",
    "XKX": "2008-02-17",
    "YEM": "1990-05-22",
}
# Before it some of them had been states already, such as the Baltic ones until 1940.
_SINCE = day_number(1950, 1, 1)


@functools.cache
def _began() -> dict[str, int]:
    return {code: datetime.date.fromisoformat(day).toordinal() for code, day in _BEGAN.items()}


def existed(country: Country, first: float, last: float) -> bool:
    """Tell whether the state can have existed on one of the days from `first` to `last`, by number, both inclusive.

    >>> from deployments.values.calendar import day_number
    >>> existed(Country("RUS"), *[day_number(1985, 6, 1)] * 2), existed(Country("SUN"), *[day_number(1985, 6, 1)] * 2)
    (False, True)
    """
    from_year, to_year = country.years
    if from_year is not None and last < day_number(from_year, 1, 1):
        return False
    if to_year is not None and first > day_number(to_year, 12, 31):
        return False
    return not _SINCE <= last < _began().get(country.alpha_3, _SINCE)
