"""Small made-up tables and mappings for the tests of imports."""

from pathlib import Path

from deployments.importing import Imported, import_tables

#: A mapping of the plainest table there can be.
PLAIN = """
contributor = "country"
mission = "mission"
day = "day"
strength = "strength"

[source]
title = "A made-up table"
published = "2020-06-01"
"""

#: The columns of the UN's table that its mapping looks at, and two that it does not.
UN_HEADER = (
    '"","Date","Contributor","Contributor ISO-3","Mission","Individual Police Total","Formed Police Units Total",'
    '"Experts on Mission Total","Troops Total","Total Total"'
)


def import_text(folder: Path, table: str | bytes, mapping: str = PLAIN, name: str = "table.csv") -> Imported:
    """Import one table through a mapping, both given as text."""
    data = table if isinstance(table, bytes) else table.encode()
    (folder / name).write_bytes(data)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    imported = import_tables(folder / "mapping.toml", folder / name)
    for counts in imported.counts:
        assert counts.read == counts.kept + counts.reported + counts.totals + counts.left_out + counts.blank
        cells = counts.cells
        assert cells.read == (
            cells.stated + cells.zero + cells.unknown + cells.reported + cells.left_out + cells.ignored
        )
    return imported


def plain(*rows: str) -> str:
    """Give a table of country, mission, day and strength."""
    return "\n".join(["country,mission,day,strength", *rows]) + "\n"


def un(*rows: tuple[str, str, str, int, int, int]) -> str:
    """Give a table in the shape of the UN's: day, contributor, mission, police, experts, troops."""
    lines = [UN_HEADER]
    for number, (day, who, mission, police, experts, troops) in enumerate(rows, 1):
        total = police + experts + troops
        lines.append(f'"{number}",{day},"{who}","{who}","{mission}",{police},0,{experts},{troops},{total}')
    return "\n".join(lines) + "\n"


def figures(imported: Imported) -> dict[tuple[str, str], str]:
    """Give every strength that was read, by deployment and day."""
    statements = imported.registry.statements_of(kind="strength")
    return {(each.about, str(each.as_of)): str(each.value) for each in statements}


def codes(imported: Imported) -> list[str]:
    """Give the codes of what was found, in order."""
    return [diagnostic.code for diagnostic in imported.diagnostics]
