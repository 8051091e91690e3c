"""Which columns of Parquet hold their texts as they are: a file that lies of it would fill the memory."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.formats.parquet_pages import are_plain

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXTS = [f"d{number}" for number in range(50_000)]
MANY = len(TEXTS)


def chunk(texts: Sequence[str | None], **options: Any) -> tuple[bytes, int, int, int]:
    """Write a column; give the file, and where the pages of the column begin, how long they are, and how many cells."""
    file = BytesIO()
    pq.write_table(pa.table({"id": pa.array(texts, pa.string())}), file, **{"use_dictionary": False, **options})
    found = pq.read_metadata(file).row_group(0).column(0)
    start = found.dictionary_page_offset if found.has_dictionary_page else found.data_page_offset
    return file.getvalue(), start, found.total_compressed_size, found.num_values


@pytest.mark.parametrize("compression", ["snappy", "zstd", "gzip", "none"])
@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:1], ["x" * 2_000] * 3_000, [None, "a", None]])
@pytest.mark.parametrize("options", [{}, {"data_page_size": 20_000}, {"write_statistics": False}])
def test_texts_that_stand_as_they_are(compression: str, texts: Sequence[str | None], options: dict[str, Any]) -> None:
    assert are_plain(*chunk(texts, compression=compression, **options))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"use_dictionary": True}, id="a list of the texts"),
        pytest.param({"use_dictionary": True, "dictionary_pagesize_limit": 1_000}, id="a list of some of the texts"),
        pytest.param({"column_encoding": {"id": "DELTA_BYTE_ARRAY"}}, id="what a text has in common with the last one"),
        pytest.param({"column_encoding": {"id": "DELTA_LENGTH_BYTE_ARRAY"}}, id="all lengths first"),
        pytest.param({"data_page_version": "2.0"}, id="pages of the second version"),
        pytest.param({"data_page_size": 1, "write_batch_size": 1}, id="a page for each text"),
    ],
)
def test_texts_that_do_not(options: dict[str, Any]) -> None:
    assert not are_plain(*chunk(TEXTS, **options))


def test_a_list_behind_the_first_page_is_seen_too() -> None:
    """Arrow takes it wherever it stands."""
    plain, start, size, _ = chunk(TEXTS[:10])
    listed, begin, length, _ = chunk(TEXTS[:10], use_dictionary=True)
    pages = plain[start : start + size]
    both = pages + listed[begin : begin + length]
    assert are_plain(pages * 2, 0, 2 * size, MANY)
    assert not are_plain(both, 0, len(both), MANY)
    assert not are_plain(both, 0, size + 1, MANY)
    assert are_plain(both, 0, size, MANY)


@given(data=st.binary(max_size=60), start=st.integers(0, 70), size=st.integers(0, 70))
def test_any_bytes_are_told_of(data: bytes, start: int, size: int) -> None:
    assert are_plain(data, start, size, 10) in ({True} if not size else {True, False})


@given(place=st.integers(0, 60), byte=st.integers(0, 255))
def test_a_header_that_was_changed_is_read_as_arrow_reads_it_or_not_at_all(place: int, byte: int) -> None:
    """Where a changed file is told to be plain, what Arrow reads of it is no larger than the file."""
    data, start, size, cells = chunk(["abc", "d"], compression="none", write_statistics=False)
    changed = bytearray(data)
    changed[start + place % size] = byte
    if not are_plain(bytes(changed), start, size, cells):
        return
    try:
        found = pq.read_table(BytesIO(bytes(changed)))
    except (pa.ArrowException, OSError, ValueError):
        return
    assert found.nbytes < 2 * len(data)


def test_deep_structures_are_not_followed() -> None:
    assert not are_plain(b"\x1c" * 5_000, 0, 5_000, 10)
