"""Mappings that are written as the hints of an import say."""

import re
from collections.abc import Iterator

import attrs

#: A line of TOML in a hint: a key, and a list of texts, a text, or a table on one line.
_LINE = re.compile(r"""\b([a-z_0-9]+) = (\[(?:"(?:[^"\\]|\\.)*"(?:, )?)*\]|"(?:[^"\\]|\\.)*"|\{[^}]*\})""")


#: What a hint says to write beside `each`: the list, the key and the part that it is in.
_EXCEPT = re.compile(
    r'except = (\[(?:"(?:[^"\\]|\\.)*"(?:, )?)*\]) beside the key each of (\w+)(?: in \[parts\.([^\]]+)\])?'
)


def leaving_out(mapping: str, hint: str) -> str:
    """Return a mapping, in which each table with `each` is on one line, with the columns left out that a hint names."""
    found = _EXCEPT.findall(hint)
    assert found
    for words, key, part in found:
        top, mark, rest = mapping.partition(f"[parts.{part}]" if part else key)
        line = re.search(rf"{key} = \{{.*each.*\}}" if part else r"^ = \{.*each.*\}", rest)
        assert line is not None
        plain = re.sub(r", except = \[[^]]*\]", "", line[0]).removesuffix("}").rstrip()
        mapping = top + mark + rest.replace(line[0], f"{plain}, except = {words} }}", 1)
    return mapping


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
