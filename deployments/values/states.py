"""States of today that began after 1950: a table that names one for an earlier day means another state.

Only those that came out of another state, or of an administration, that itself took part in missions and exercises.
"""

from __future__ import annotations

import datetime
import functools

from deployments.values.calendar import day_number
from deployments.values.countries import Country

# The day on which independence was declared, or took effect where that was later, with the act that says so.
_BEGAN = {
    "ARM": "1991-09-21",  # referendum on independence
    "ATG": "1981-11-01",  # Antigua Termination of Association Order 1981, of the United Kingdom
    "AZE": "1991-10-18",  # Constitutional Act on State Independence
    "BIH": "1992-03-03",  # declaration after the referendum of 29 February and 1 March
    "BLR": "1991-08-25",  # law that made the Declaration of State Sovereignty constitutional
    "BLZ": "1981-09-21",  # Belize Independence Order 1981, of the United Kingdom
    "BRN": "1984-01-01",  # treaty with the United Kingdom of 7 January 1979
    "CZE": "1993-01-01",  # Constitutional Act 542/1992 of Czechoslovakia
    "ERI": "1993-05-24",  # proclamation after the referendum of April
    "EST": "1991-08-20",  # resolution on national independence
    "GEO": "1991-04-09",  # Act on the Restoration of State Independence
    "HRV": "1991-06-25",  # Constitutional Decision on sovereignty and independence
    "KAZ": "1991-12-16",  # Constitutional Law on State Independence
    "KGZ": "1991-08-31",  # Declaration of State Independence
    "KNA": "1983-09-19",  # Saint Christopher and Nevis Termination of Association Order 1983, of the United Kingdom
    "LTU": "1990-03-11",  # Act on the Re-establishment of the State
    "LVA": "1991-08-21",  # Constitutional Law on Statehood, which ended the transition begun on 4 May 1990
    "MDA": "1991-08-27",  # Declaration of Independence, law 691-XII
    "MKD": "1991-09-08",  # referendum on independence
    "MNE": "2006-06-03",  # Declaration of Independence after the referendum of 21 May
    "NAM": "1990-03-21",  # Constitution of Namibia, article 130
    "PLW": "1994-10-01",  # Compact of Free Association, Proclamation 6726 of the United States
    "RUS": "1991-12-26",  # declaration 142-N, with which the Soviet Union ended
    "SRB": "2006-06-05",  # decision of the National Assembly after Montenegro left
    "SSD": "2011-07-09",  # Declaration of Independence after the referendum of January
    "SVK": "1993-01-01",  # Constitutional Act 542/1992 of Czechoslovakia
    "SVN": "1991-06-25",  # Basic Constitutional Charter
    "TJK": "1991-09-09",  # resolution on state independence
    "TKM": "1991-10-27",  # Constitutional Law on Independence
    "TLS": "2002-05-20",  # resolution 1410 (2002) of the Security Council; so too in ISO 3166-3
    "UKR": "1991-08-24",  # Act of Declaration of Independence
    "UZB": "1991-08-31",  # law 336-XII on state independence, in force from the day that it was passed
    "VUT": "1980-07-30",  # end of the Condominium of the New Hebrides
    "XKX": "2008-02-17",  # Declaration of Independence
    "YEM": "1990-05-22",  # Agreement on the Proclamation of the Republic of Yemen, of 22 April 1990
}
# Before this day some of them had been states already, such as the Baltic ones until 1940.
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
