"""Writes what is made from the shapes: their schemas, and parts of the page. `python -m tests.shapes.write`."""

from pathlib import Path

from deployments import example, shapes
from deployments.shapes.reference import reference
from deployments.shapes.schema import schema_text

DOCS = Path(__file__).parents[2] / "docs"
SCHEMAS = DOCS / "schemas"
PAGE = DOCS / "json.md"
#: Below this heading the page is made.
HEADING = "\n## Every key\n"
#: The one whole answer on the page, and what ends it.
EXAMPLE = '>>> print(shapes.periods(registry, "deu-patriot-pol").json())\n'
END = "\n```"


def schema_path(name: str) -> Path:
    """Return where the JSON Schema of an answer is kept."""
    return SCHEMAS / f"{name}.schema.json"


def page() -> str:
    """Return the page with the reference as it is now."""
    written, heading, _ = PAGE.read_text(encoding="utf-8").partition(HEADING)
    before, asked, after = written.partition(EXAMPLE)
    shown = shapes.periods(example(), "deu-patriot-pol").json()
    return f"{before}{asked}{shown}{after[after.index(END) :]}{heading}\n{reference()}"


if __name__ == "__main__":
    SCHEMAS.mkdir(exist_ok=True)
    for name in shapes.answer_names():
        schema_path(name).write_text(schema_text(name), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
