"""Lines that Arrow reads say what they say to `msgspec`, and it reads none that say more to `msgspec` than to Arrow."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deployments import Diagnostic, Registry, Statement
from deployments.formats import jsonl, line_blocks
from deployments.formats.jsonl import LinesRecords, read_jsonl_text
from deployments.formats.jsonl_writer import jsonl_text
from deployments.formats.plain_lines import PlainLines
from tests.benchmarks.synthetic import records
from tests.registries import registries

SUMMIT = b'{"record":"event","id":"summit","name":"A summit"}'
NLD = b'{"record":"deployment","id":"nld","contributor":"NLD","mission":["amdtf"]}'
SIX = b'{"record":"statement","id":"letter-6","source":"letter","about":"nld","kind":"strength","value":"6"}'
SAID = SIX[:-1].replace(b"letter-6", b"letter-7") + b',"derived":true}'


def _said(lines: LinesRecords) -> tuple[list[Any], list[Diagnostic], object, object]:
    """Return all that was read: the records with their lines, and all problems with their places."""
    lines.unfold()
    made = [*zip(lines.spots, lines.records, strict=True)]
    return made, lines.diagnostics, lines.settings, [str(each) for each in lines.unmade]


def _read(data: bytes, *, worth: int, many: int = line_blocks.MANY, block: int = line_blocks.BLOCK) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "WORTH", worth)
        patch.setattr(line_blocks, "MANY", many)
        patch.setattr(line_blocks, "BLOCK", block)
        return _said(read_jsonl_text("x.jsonl", data))


def _read_by_msgspec(data: bytes) -> Any:
    return _read(data, worth=1 << 62)


@pytest.mark.parametrize("lines", [[SUMMIT], [NLD], [SIX], [SAID], [SUMMIT, NLD, SIX, SAID, SIX], [NLD, SUMMIT] * 3])
def test_plain_lines_are_read_by_arrow(lines: Sequence[bytes]) -> None:
    data, absent = b"\n".join(lines), object()
    found = PlainLines(absent).read(data, len(lines))
    assert found is not None
    for each in found:
        for place, line in enumerate(each.lines.tolist()):
            cells = {name: [*column][place] for name, column in each.columns.items()}
            said = {name: cell for name, cell in cells.items() if cell is not absent}
            expected = json.loads(lines[line])
            assert expected.pop("record") == each.kind.__name__.lower()
            assert said == expected
    assert sorted(line for each in found for line in each.lines.tolist()) == [*range(len(lines))]


@pytest.mark.parametrize(
    "line",
    [
        b'{"record":"event","id":"summit","name":"A summit","note":null}',
        b'{"record":"event","id":"summit","name":"A summit","note":null,"place":"a: b"}',
        b'{"record":"deployment","id":"nld","contributor":"NLD","mission":[]}',
        b'{"record":"deployment","id":"nld","contributor":"NLD","mission":[null]}',
        b'{"record":"deployment","id":"nld","contributor":"NLD","mission":"amdtf"}',
        b'{"record":"event","id":"summit","name":{"en":"A summit"}}',
        b'{"record":"event","id":"summit","name":"A summit","name":"Another"}',
        b'{"record":"event","id":"summit","name":"A summit","contributor":"NLD"}',
        b'{"record":"event","id":"summit","name":"A summit","nam":"x"}',
        b'{"record":"event","id":"summit"}',
        b'{"record":"evnt","id":"summit","name":"A summit"}',
        b'{"record":"registry","tolerance":"3 days"}',
        b'{"id":"summit","name":"A summit"}',
        b'{"record":"statement","id":"a","source":"letter","about":"nld","kind":"strength","value":6}',
        b'{"record":"statement","id":"a","source":"letter","about":"nld","kind":"present","value":true}',
        b'{"record":"event","id":"summit","name":"\xff"}',
        b'{"record":"event","id":"summit","name":"\\ud800"}',
        b'{"record":"event","id":"summit","name":"A summit"} {"record":"event","id":"b","name":"B"}',
        b'{"record":"event","id":"summit","name":"A summit"',
        b'{"record":"event","id":"summit","name":' + b"[" * 1_000_000 + b"}",
        b'{"record":"event","id":"summit","nam":' + b"[" * 1_000_000 + b"}",
        b'{"record":"event","id":"summit","name":"' + b"x" * 1_100_000 + b'"}',
        b'["record"]',
        b"null",
        b'null{"record":"event","id":"summit","name":"A summit"}',
        b"6",
        b'"summit"',
        b"true",
        b"",
    ],
)
def test_lines_that_say_more_than_texts_are_refused_and_read_as_without_arrow(line: bytes) -> None:
    assert PlainLines(None).read(b"\n".join([line, NLD]), 2) is None
    data = b"\n".join([SUMMIT, SIX, line, NLD, b""])
    assert _read(data, worth=1) == _read_by_msgspec(data)


def test_a_text_with_colons_and_the_word_null_is_a_text() -> None:
    line = b'{"record":"event","id":"summit","name":"at 10:30: an annulled one"}'
    assert PlainLines(None).read(line, 1) is not None
    data = b"\n".join([line, b'{"record":"event","id":"b","name":"at 10:30: null","note":"null"}'])
    assert _read(data, worth=1) == _read_by_msgspec(data)


_Change = Callable[[bytes], bytes]
_CHANGES: tuple[_Change, ...] = (
    lambda line: line.replace(b'":"', b'":null,"x":"', 1),
    lambda line: line[:-1] + b',"note":null}',
    lambda line: line[:-1] + b',"note":"said: null"}',
    lambda line: line[:-1] + b',"note":"null"}',
    lambda line: line[:-1] + b',"note":["a"]}',
    lambda line: line[:-1] + b',"note":6}',
    lambda line: line[:-1] + b',"note":""}',
    lambda line: line[:-1] + b',"note":"\\u0007"}',
    lambda line: line[:-1] + b',"id":"other"}',
    lambda line: line[:-1] + b',"publisher":"x"}',
    lambda line: line.replace(b'"2', b'"9', 1),
    lambda line: line.replace(b"e", b"\xe9", 1),
    lambda line: line.replace(b"e", "é".encode(), 1),
    lambda line: line.replace(b"-", b"", 1),
    lambda line: line.replace(b',"', b' ,\t"'),
    lambda line: line + b" ",
    lambda line: line + b"\r",
    lambda line: line[: len(line) // 2],
    lambda line: line + line,
    lambda line: b"\n" + line,
    lambda line: line.replace(b',"', b',\n"', 1),
)


@settings(deadline=None, max_examples=100)
@given(
    registries(),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.sampled_from(_CHANGES)), max_size=3),
    st.sampled_from([1, 200, 1000]),
    st.sampled_from([1, 300, 2000]),
)
@example(Registry(**records(20)), [], 1, 700)
def test_arrow_and_msgspec_read_the_same(
    registry: Registry, changes: list[tuple[int, _Change]], worth: int, many: int
) -> None:
    lines = jsonl_text(registry).encode().split(b"\n")[:-1]
    for number, change in changes:
        lines[number % len(lines)] = change(lines[number % len(lines)])
    data = b"\n".join([*lines, b""])
    assert _read(data, worth=worth, many=many, block=100) == _read_by_msgspec(data)


def test_a_wrong_value_among_very_many_is_told_in_its_line_and_the_others_are_read() -> None:
    lines = jsonl_text(Registry(**records(2000))).encode().split(b"\n")[:-1]
    place = next(place for place, line in enumerate(lines) if b'"kind":"start"' in line and place > len(lines) // 2)
    lines[place] = lines[place].replace(b'"value":"', b'"value":"x')
    made, problems, _, _ = _read(b"\n".join(lines), worth=1, many=20_000)
    assert [each.location.line for each in problems] == [place + 1]
    assert len(made) == len(lines) - 1


NUMBER = SIX.replace(b'"6"', b"6")  # Arrow refuses it beside texts


WRONG = SIX.replace(b"strength", b"start")  # Arrow does not know that 6 is no date


@pytest.mark.parametrize("kinds", [[NUMBER], [WRONG], [NUMBER, NUMBER, SIX], [WRONG, WRONG, SIX], [SIX]])
def test_lines_that_are_all_refused_are_not_given_to_arrow_for_long(
    kinds: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_lines: list[int] = []
    read = PlainLines._read

    def counted(self: PlainLines, data: bytes, count: int) -> object:
        given_lines.append(count)
        return read(self, data, count)

    monkeypatch.setattr(PlainLines, "_read", counted)
    lines = [kinds[place % len(kinds)].replace(b"letter-6", b"a%d" % place) for place in range(50)]
    made, problems, _, _ = _read(b"\n".join(lines), worth=1, many=1, block=1)
    assert len(made) + len(problems) == 50
    ahead = jsonl._BESIDE  # these are read already when it turns out that the third is refused
    assert len(given_lines) == 50 if SIX in kinds else 3 <= len(given_lines) <= 3 + ahead


def test_without_arrow_all_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = jsonl_text(Registry(**records(50))).encode()
    expected = _read(data, worth=1)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert PlainLines(None).read(SUMMIT, 1) is None
    assert _read(data, worth=1) == expected


def test_many_statements_are_kept_as_rows_whoever_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "WORTH", 1)
    lines = read_jsonl_text("x.jsonl", jsonl_text(Registry(**records(300))).encode())
    rows = lines.rows[Statement]
    assert len(rows) == len(lines.row_spots[Statement])
    assert len(rows.coded("source").values) < len(rows) / 2
