"""Which rows of a table are of the deployments that filters let through, and how those are grouped."""

from __future__ import annotations

import ibis

from deployments.answers.filters import Filters, check_group, refuse_unknown
from deployments.errors import CountryError, InvalidValueError
from deployments.ibis.expressions import Expression
from deployments.ibis.tables import Tables
from deployments.records import Mission, id_of
from deployments.suggestions import did_you_mean
from deployments.values.countries import Country, Organisation, Place, contributor


def row_tests(tables: Tables, table: Expression, filters: Filters) -> list[Expression]:
    """Return a test of each row of `stays` for each filter, as a `Selection` has them.

    Raises `TypeError` for a keyword that is no filter, and `InvalidValueError` for a filter that fits nothing.
    """
    refuse_unknown(filters, Filters)
    who, mission, place = filters.get("contributor"), filters.get("mission"), filters.get("place")
    return [
        *([] if who is None else [table.contributor == _contributor(tables, who)]),
        *([] if mission is None else [table.deployment.isin(_in_missions(tables, mission).deployment)]),
        *([] if place is None else [_is_at(tables, table, place)]),
        ibis.literal(True),
    ]


def _contributor(tables: Tables, wanted: Country | Organisation | str) -> str:
    text = str(wanted)
    return text if _any(tables, tables.stays.contributor == text) else str(contributor(wanted))


def _in_missions(tables: Tables, wanted: str | Mission) -> Expression:
    """Return the deployments that are in a mission, or in one that is part of it."""
    found = tables.stays.select("deployment", mission=tables.stays.mission.unnest())
    return found.filter(found.mission.isin(_missions(tables, id_of(wanted, Mission))))


def _missions(tables: Tables, wanted: str) -> list[str]:
    """Return a mission, and those that are part of it."""
    columns = tables.con.to_pyarrow(tables.missions.select("id", "part_of")).to_pydict()
    parts: dict[str | None, list[str]] = {}
    for id_, whole in zip(columns["id"], columns["part_of"], strict=True):
        parts.setdefault(whole, []).append(id_)
    if wanted not in columns["id"]:
        raise InvalidValueError("there is no mission", wanted, did_you_mean(str(wanted), columns["id"]))
    within, queue = {wanted}, [wanted]
    while queue:
        new = set(parts.get(queue.pop(), ())) - within
        within |= new
        queue += new
    return sorted(within)


def _is_at(tables: Tables, table: Expression, wanted: Place | Country | str) -> Expression:
    if isinstance(wanted, Place):
        country = None if wanted.country is None else str(wanted.country)
        cells = zip(_PLACE, (country, wanted.name, wanted.latitude, wanted.longitude), strict=True)
        same = [table[name].isnull() if cell is None else table[name] == cell for name, cell in cells]
        return ibis.and_(*same)
    try:
        return table.place_country == str(Country.parse(wanted) if isinstance(wanted, str) else wanted)
    except CountryError:
        if _any(tables, _is_named(tables.stays, str(wanted))):
            return _is_named(table, str(wanted))
    hint = 'write a country ("SVK"), or the name of a place as its record has it'
    raise InvalidValueError("no deployment is at this place, and it is no country", str(wanted), hint)


_PLACE = ("place_country", "place_name", "place_latitude", "place_longitude")


def _is_named(table: Expression, name: str) -> Expression:
    return ((table.place_name == name) | (_place(table) == name)).fill_null(False)


def _place(table: Expression) -> Expression:
    """Return the places as `str(Place)` does, empty where there is none."""
    comma = (table.place_name.notnull() & table.place_country.notnull()).ifelse(", ", "")
    words = table.place_name.fill_null("") + comma + table.place_country.fill_null("")
    degrees = "(" + table.place_latitude.cast("string") + ", " + table.place_longitude.cast("string") + ")"
    return (words + " " + degrees.fill_null("")).strip()


def _any(tables: Tables, test: Expression) -> bool:
    return bool(tables.con.to_pyarrow(test.fill_null(False).any()).as_py())


def grouped(table: Expression, by: str | None) -> Expression:
    """Return the ids of deployments, rows of `stays`, each with the name of its group: with that of each mission.

    Raises `InvalidValueError` for no field of `GROUPS`.
    """
    if by is None:
        return table.select("deployment", group=ibis.literal(""))
    check_group(by)
    if by == "mission":
        none = table.filter(table.mission.length().fill_null(0) == 0).select("deployment", group=ibis.literal(""))
        return table.select("deployment", group=table.mission.unnest()).union(none, distinct=True)
    return table.select("deployment", group=_place(table) if by == "place" else table[by].fill_null(""))
