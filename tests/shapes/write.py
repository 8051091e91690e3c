"""Writes what is made from the shapes: their JSON Schemas, and the reference in the docs. `python -m tests.shapes.write`."""

from pathlib import Path

from deployments.shapes import answer_names
from deployments.shapes.reference import reference
from deployments.shapes.schema import schema_text

DOCS = Path(__file__).parents[2] / "docs"
SCHEMAS = DOCS / "schemas"
PAGE = DOCS / "json.md"
#: Below this heading the page is made.
HEADING = "\n## Every key\n"


def schema_path(name: str) -> Path:
    """Return where the JSON Schema of an answer is kept."""
    return SCHEMAS / f"{name}.schema.json"


def page() -> str:
    """Return the page with the reference as it is now."""
    written, heading, _ = PAGE.read_text(encoding="utf-8").partition(HEADING)
    return f"{written}{heading}\n{reference()}"


if __name__ == "__main__":
    SCHEMAS.mkdir(exist_ok=True)
    for name in answer_names():
        schema_path(name).write_text(schema_text(name), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
