"""Blocks: what is said of one thing, for a person to read from top to bottom, in place of the cells of a table.

A `Block` has a head with the id of the thing flush right, and rows below it. A `Row` is a line of text, wrapped as far
in as it begins. A row with a label stands beside it, in one column with the other labels of its section, and what is
`right`, such as the number of a footnote, stands flush right:

>>> print("\\n".join(draw_blocks([Block("Germany, battlegroup, in Slovakia", "deu-bg-svk", (
...     Row("No source says that anybody is, or is to be, there."),
...     Row("700, since spring 2022", "at most", "[1]"),
...     Row("not stated", "until"),
... ))], Look(52))))
  Germany, battlegroup, in Slovakia       deu-bg-svk
    No source says that anybody is, or is to be,
    there.
    at most  700, since spring 2022              [1]
    until    not stated

No line is wider than the width, but for a word that is: an address stays whole. In the other formats a section of
blocks is one table: `table_of` says how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from deployments.reports.escape import clean, display_width
from deployments.reports.wrapping import wrap

#: The width where nobody says one.
WIDTH = 80
#: No label takes more columns than this, where its text would not have room otherwise; on a wider terminal it may
#: take half of what there is more.
WIDEST_LABEL = 20
#: How far a level is indented, and how far what is flush right keeps from the text, or a text from its label.
_STEP, _GAP = 2, 2
#: A text that would have less room than this beside its label stands below it.
_ROOM = 12


class Look(NamedTuple):
    """How wide the terminal is, and whether headings are bold, and ids and footnotes grey."""

    width: int = WIDTH
    color: bool = False

    def bold(self, text: str) -> str:
        """Return a cleaned text as a heading."""
        return f"\x1b[1m{text}\x1b[0m" if self.color and text else text

    def grey(self, text: str) -> str:
        """Return a cleaned text as something that is only looked up."""
        return f"\x1b[90m{text}\x1b[0m" if self.color and text else text


class Row(NamedTuple):
    """A line of a block: a text, beside its label if it has one, and what stands flush right of it.

    A `label` of None takes the whole width; an empty one leaves the column of the labels empty, and what it says
    belongs to the row before. `level` is how far it is indented below its head.
    """

    text: str
    label: str | None = None
    right: str = ""
    level: int = 1

    @property
    def fact(self) -> str:
        """The row as one text: in a table."""
        text = " ".join(filter(None, (self.text, self.right)))
        return f"{self.label}: {text}" if self.label else text


class Block(NamedTuple):
    """What is said of one thing: its name, its id or another text that stands flush right of that, and rows.

    `level` is how far the head is indented; without a head, the rows are.
    """

    head: str = ""
    id: str = ""
    rows: Sequence[Row] = ()
    level: int = 1


def draw_blocks(blocks: Iterable[Block], look: Look, *, apart: bool = False) -> list[str]:
    """Return blocks as lines for a terminal, with an empty line between them if they stand `apart`.

    The labels of all of them share one column. Texts are cleaned here.
    """
    cleaned = [_cleaned(block) for block in blocks]
    column = _label_column(cleaned, look)
    lines: list[str] = []
    for block in cleaned:
        if apart and lines:
            lines.append("")
        indent = min(_STEP * block.level, look.width // 3)
        if block.head:
            head = wrap(block.head, look.width - indent, hanging=_STEP, whole=True)
            lines += _beside(head, block.id, indent, look, heading=True)
        below = indent if block.head else indent - _STEP
        for rows in _groups(block.rows):
            inner = min(max(below + _STEP * rows[0].level, 0), look.width // 2)
            lines += _rows(rows, inner, column, look)
    return [line.rstrip(" ") for line in lines]


def draw_notes(notes: Iterable[str], look: Look) -> Iterator[str]:
    """Yield notes as lines for a terminal, each indented behind its first word, which is its number."""
    for note in map(clean, notes):
        number, _, _ = note.partition(" ")
        for line in wrap(note, look.width, hanging=display_width(number) + 1, whole=True):
            yield look.grey(line)


def draw_prose(texts: Iterable[str], look: Look) -> Iterator[str]:
    """Yield texts as lines for a terminal."""
    for text in map(clean, texts):
        yield from wrap(text, look.width, whole=True)


def draw_head(title: str, aside: str, look: Look) -> list[str]:
    """Return a title as lines for a terminal, with what stands beside it flush right, or below it without room."""
    lines, beside = wrap(clean(title), look.width, whole=True), _clean(aside)
    if beside and display_width(lines[-1]) + _GAP + display_width(beside) > look.width:
        return [*map(look.bold, lines), *draw_prose([beside], look)]
    return _beside(lines, beside, 0, look, heading=True, grey=False)


def table_of(blocks: Iterable[Block]) -> list[tuple[str, ...]]:
    """Return blocks as the rows of a table: of each its head, all that its rows say, and its id.

    Where none has a head, each labelled row is one: its label, its text with that of the rows that belong to it, and
    what is right of it.

    >>> table_of([Block("Mali", "nld-mli", [Row("Last seen [1]."), Row("700", "at most")])])
    [('Mali', 'Last seen [1]. at most: 700', 'nld-mli')]
    >>> table_of([Block(rows=[Row("by 20 October", "18 March", "[1]"), Row("6 months", ""), Row("gone", "14 April")])])
    [('18 March', 'by 20 October; 6 months', '[1]'), ('14 April', 'gone', '')]
    """
    every = [*blocks]
    if any(block.head for block in every):
        return [(block.head, _joined(row.fact for row in block.rows), block.id) for block in every]
    found: list[list[str]] = []
    for row in (row for block in every for row in block.rows):
        if row.label or not found:
            found.append([row.label or "", row.text, row.right])
        else:
            found[-1][1] = _joined(filter(None, (found[-1][1], row.text)))
            found[-1][2] = " ".join(filter(None, (found[-1][2], row.right)))
    return [tuple(row) for row in found]


def _joined(facts: Iterable[str]) -> str:
    text = ""
    for fact in facts:
        text += ("" if not text else " " if text.endswith((".", ":")) else "; ") + fact
    return text


def _cleaned(block: Block) -> Block:
    rows = [
        Row(_clean(row.text), None if row.label is None else _clean(row.label), _clean(row.right), row.level)
        for row in block.rows
    ]
    return Block(_clean(block.head), _clean(block.id), rows, block.level)


def _clean(text: str) -> str:
    return clean(text).strip(" ")


def _label_column(blocks: Sequence[Block], look: Look) -> int:
    """Return how many columns the labels take."""
    labels = [row.label for block in blocks for row in block.rows if row.label]
    widest = WIDEST_LABEL + max(look.width - WIDTH, 0) // 2
    return min(max(map(display_width, labels), default=0), widest, look.width // 3)


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield each row with those below it that belong to it, as they leave the column of the labels empty."""
    group: list[Row] = []
    for row in rows:
        if group and (row.label != "" or group[0].label is None):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _rows(rows: Sequence[Row], indent: int, column: int, look: Look) -> list[str]:
    """Return the lines of a row and those that belong to it, as `_groups` yields them."""
    label = rows[0].label
    if label is None:
        return _beside(wrap(rows[0].text, look.width - indent, whole=True), rows[0].right, indent, look)
    far, beside = indent + column + _GAP, wrap(label, column, whole=True)
    texts = _texts(rows, far, look)
    is_narrow = look.width - far < _ROOM or any(display_width(line) > look.width for line in texts)
    if is_narrow or any(display_width(line) > column for line in beside):
        above = wrap(label, look.width - indent, whole=True) if label else []
        return [*(" " * indent + line for line in above), *_texts(rows, indent + _STEP, look)]
    # The texts begin with their indentation, in which the label stands.
    starts = [" " * indent + line + " " * (column + _GAP - display_width(line)) for line in beside]
    pairs = zip_longest(starts, (text[far:] for text in texts))
    return [(start or " " * far) + (text or "") for start, text in pairs]


def _texts(rows: Sequence[Row], indent: int, look: Look) -> list[str]:
    return [
        line
        for row in rows
        for line in _beside(wrap(row.text, look.width - indent, whole=True), row.right, indent, look)
    ]


def _beside(
    lines: Sequence[str], right: str, indent: int, look: Look, *, heading: bool = False, grey: bool = True
) -> list[str]:
    """Return wrapped lines, indented, with a text flush right: beside the last, or below it where there is no room."""
    start, paint = " " * indent, look.grey if grey and heading else str
    drawn = [start + (look.bold(line) if heading else line) for line in lines]
    if not right:
        return drawn
    room = look.width - indent - display_width(lines[-1]) - display_width(right)
    if room >= _GAP:
        drawn[-1] += " " * room + paint(right)
        return drawn
    for line in wrap(right, look.width - indent, whole=True):
        drawn.append(" " * max(look.width - display_width(line), indent) + paint(line))
    return drawn
