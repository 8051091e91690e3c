"""What to write in a mapping so that rows are left out: a table `[[leave_out]]` for a column and its words."""

from __future__ import annotations

import glob
from collections.abc import Sequence

from deployments.importing.toml_texts import toml_value

#: A longer text is left out by how it begins.
_LONGEST = 80


def leave_out_table(column: str, texts: Sequence[str]) -> str:
    r"""Return the table that leaves out the rows in which one of some texts stands in a column.

    >>> print(leave_out_table("Country", ["Source: the ministry"]))
    [[leave_out]]
    column = "Country"
    words = ["Source: the ministry"]
    """
    if all(len(text) <= _LONGEST for text in texts):
        which = f"words = {toml_value(texts)}"
    else:
        begins = (glob.escape(text[:_LONGEST]) + "*" * (len(text) > _LONGEST) for text in texts)
        which = f"like = {toml_value(dict.fromkeys(begins))}"
    return f"[[leave_out]]\ncolumn = {toml_value(column)}\n{which}"


def or_left_out(otherwise: str, column: str, text: str) -> str:
    r"""Return what to do with a row in which a text stands in a column: mend it, or leave out all of that kind.

    >>> print(or_left_out("write it in the table", "Country", "NA"))
    write it in the table; or, if such rows are not meant, leave them out: write at the end of the mapping
    [[leave_out]]
    column = "Country"
    words = ["NA"]
    """
    also = "or, if such rows are not meant, leave them out: write at the end of the mapping"
    return f"{otherwise}; {also}\n{leave_out_table(column, [text])}"
