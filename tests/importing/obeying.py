"""Mappings that are written as the hints of an import say."""

import re
from collections.abc import Iterator

import attrs

#: A line of TOML in a hint: a key, and a list of texts, a text, or a table on one line.
_LINE = re.compile(r"""\b([a-z_0-9]+) = (\[(?:"(?:[^"\\]|\\.)*"(?:, )?)*\]|"(?:[^"\\]|\\.)*"|\{[^}]*\})""")


@attrs.frozen
class Spelled:
    """What a mapping says of numbers, at its top, and of dates, each value as TOML has it."""

    top: dict[str, str] = attrs.field(factory=dict)
    dates: dict[str, str] = attrs.field(factory=dict)

    def written(self, plain: str) -> str:
        """Return a mapping with these keys."""
        top, dates = ("".join(f"{key} = {value}\n" for key, value in each.items()) for each in (self.top, self.dates))
        return f"{top}{plain}\n[dates]\n{dates}"

    def obeying(self, hint: str) -> Iterator["Spelled"]:
        """Return the mappings that a hint says to write, one for each of the ways that it names."""
        if "at the top of the mapping, above the first [table]" in hint:
            lines = dict(_LINE.findall(hint))
            key = next(iter(lines))  # of a word there are two, for what it can mean
            yield attrs.evolve(self, top=self.top | {key: lines[key]})
        elif hint.startswith("write language = "):
            yield attrs.evolve(self, dates=self.dates | dict(_LINE.findall(hint)))
        elif "write formats = " in hint:
            assert "in [dates]" in hint
            for way in hint.split("formats = ")[1:]:
                yield attrs.evolve(self, dates=self.dates | dict(_LINE.findall(f"formats = {way}")))
