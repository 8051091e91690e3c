"""Reading JSON Lines beside pydantic, cattrs and msgspec, in one run: `python -m pytest tests/benchmarks -s`.

The same 100,000 lines are read into frozen records of which every field is checked; msgspec alone checks nothing, and
gives texts where the others give dates and quantities. Whatever remembers texts starts each round with nothing.
"""

import datetime
import gc
import json
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import attrs
import pytest

from deployments import Basis, ClaimKind, Statement, UncertainDate
from deployments.files import jsonlines
from deployments.records import READERS
from deployments.values import dates
from deployments.values.when import is_id

cattrs = pytest.importorskip("cattrs.preconf.msgspec", reason="pip install '.[benchmark]'")
msgspec = pytest.importorskip("msgspec", reason="pip install '.[benchmark]'")
pydantic = pytest.importorskip("pydantic", reason="pip install '.[benchmark]'")

COUNT = 100_000
SOURCES = 2_000
FIRST = datetime.date(1990, 1, 1)
DAYS = 13_000
FIELDS = tuple(field.name for field in attrs.fields(Statement))
DATED = ("strength", "ceiling")


def rows() -> Iterator[dict[str, str]]:
    """Give statements of 1990-2026: each source says some fifty things; a third of the dates are vague."""
    chance = random.Random(1)
    published = [FIRST + datetime.timedelta(chance.randrange(DAYS)) for _ in range(SOURCES)]
    for number in range(COUNT):
        source = number * SOURCES // COUNT
        day = published[source]
        kind = chance.choice(("strength", "strength", "ceiling", "start", "end", "returned"))
        row = {"id": f"letter-{source}#{number % 50 + 1}", "source": f"letter-{source}", "kind": kind}
        row["about"] = f"force-{chance.randrange(COUNT // 6)}"
        if kind in DATED:
            many = round(chance.lognormvariate(4.5, 1.5))
            row["value"] = chance.choice(("{}", "{}", "~{}", "..{}")).format(many + 1)
            row["as_of"] = f"{day:%Y-%m}" if number % 3 else f"{day}"
        else:
            other = day + datetime.timedelta(chance.randrange(-300, 200))
            row["value"] = chance.choice(("{0}", "{0}", "{0}", "{0}", "{0}~", "{0:%Y-%m}")).format(other)
        row["locator"] = f"page {chance.randrange(1, 30)}, paragraph {chance.randrange(1, 9)}"
        row["wording"] = f"on this day some {chance.randrange(10_000)} women and men of the battalion"
        yield row


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("lines") / "statements.jsonl"
    path.write_text("".join(json.dumps({"record": "statement", **row}) + "\n" for row in rows()))
    return path


# --- the peers -------------------------------------------------------------------------------------------


def _id(value: str) -> str:
    if not is_id(value):
        raise ValueError("not an id")
    return value


def _statement_id(value: str) -> str:
    source, hash_, number = value.partition("#")
    if not is_id(source) or (hash_ and not (number.isascii() and number.isalnum() and len(number) < 20)):
        raise ValueError("not the id of a statement")
    return value


def _line(value: str) -> str:
    if not value.strip() or len(value) > 300:
        raise ValueError("not a text")
    return value


def _day(kind: ClaimKind, as_of: UncertainDate | None) -> None:
    if as_of is not None and (kind.value not in (*DATED, "change", "equipment") or as_of.is_interval):
        raise ValueError("as_of is one day of a strength, ceiling, change or equipment")


def of_pydantic(path: Path) -> list[Any]:
    def claim(value: object, info: Any) -> object:
        return READERS[info.data["kind"]](value)

    id_ = Annotated[str, pydantic.AfterValidator(_id)]
    text = Annotated[str, pydantic.AfterValidator(_line)] | None
    date = Annotated[Any, pydantic.PlainValidator(UncertainDate.parse)] | None

    def day(self: Any) -> Any:
        _day(self.kind, self.as_of)
        return self

    model = pydantic.create_model(
        "Statement",
        __config__=pydantic.ConfigDict(frozen=True, extra="forbid"),
        __validators__={"day": pydantic.model_validator(mode="after")(day)},
        record=(str, ...),
        id=(Annotated[str, pydantic.AfterValidator(_statement_id)], ...),
        source=(id_, ...),
        about=(id_, ...),
        kind=(ClaimKind, ...),
        value=(Annotated[Any, pydantic.PlainValidator(claim)], ...),
        as_of=(date, None),
        basis=(Basis | None, None),
        citing=(id_ | None, None),
        locator=(text, None),
        wording=(text, None),
        note=(text, None),
    )
    read = model.__pydantic_validator__.validate_json
    return [read(line) for line in path.read_bytes().splitlines()]


@attrs.frozen(kw_only=True)
class Checked:
    """The fields of a statement, checked by attrs and converted by cattrs."""

    record: str
    id: str = attrs.field(validator=lambda _self, _field, value: _statement_id(value) and None)
    source: str = attrs.field(validator=lambda _self, _field, value: _id(value) and None)
    about: str = attrs.field(validator=lambda _self, _field, value: _id(value) and None)
    kind: ClaimKind
    value: Any
    as_of: UncertainDate | None = None
    basis: Basis | None = None
    citing: str | None = attrs.field(default=None, validator=lambda _self, _field, v: v and _id(v) and None)
    locator: str | None = attrs.field(default=None, validator=lambda _self, _field, v: v and _line(v) and None)
    wording: str | None = attrs.field(default=None, validator=lambda _self, _field, v: v and _line(v) and None)
    note: str | None = attrs.field(default=None, validator=lambda _self, _field, v: v and _line(v) and None)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "value", READERS[self.kind](self.value))
        _day(self.kind, self.as_of)


def of_cattrs(path: Path) -> list[Any]:
    converter = cattrs.make_converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(UncertainDate, lambda text, _: UncertainDate.parse(text))
    decoder = msgspec.json.Decoder()
    structure = converter.get_structure_hook(Checked)
    return [structure(decoder.decode(line), Checked) for line in path.read_bytes().splitlines()]


@attrs.frozen(kw_only=True)
class Bare:
    """The fields of a statement, as they stand in the file."""

    record: str
    id: str
    source: str
    about: str
    kind: str
    value: str
    as_of: str | None = None
    basis: str | None = None
    citing: str | None = None
    locator: str | None = None
    wording: str | None = None
    note: str | None = None


def of_msgspec(path: Path) -> list[Any]:
    return list(msgspec.json.Decoder(Bare).decode_lines(path.read_bytes()))


def ours(path: Path) -> Sequence[Any]:
    return jsonlines.read(path).records


# --- the comparison --------------------------------------------------------------------------------------


def _texts(record: Any) -> tuple[str, ...]:
    found = [getattr(record, name) for name in FIELDS]
    return tuple(str(getattr(value, "value", value)) for value in found)


def _forget() -> None:
    for remembered in (dates._parse, dates._tree, dates._hull_of, dates._days):
        remembered.cache_clear()
    gc.collect()


def _seconds(read: Callable[[Path], object], path: Path) -> float:
    _forget()
    start = time.process_time()
    found = read(path)
    taken = time.process_time() - start
    del found
    return taken


def test_reading_is_faster_than_pydantic_and_cattrs_and_near_bare_msgspec(benchmark: Any, path: Path) -> None:
    peers = {"pydantic": of_pydantic, "cattrs": of_cattrs, "msgspec, unchecked": of_msgspec}
    expected = [*map(_texts, ours(path))]
    assert len(expected) == COUNT
    for name, peer in peers.items():
        assert [*map(_texts, peer(path))] == expected, name
    best = dict.fromkeys(["deployments", *peers], float("inf"))
    for _ in range(7):  # in turn, so that what else the machine does falls on all of them
        for name, read in (("deployments", ours), *peers.items()):
            best[name] = min(best[name], _seconds(read, path))
    benchmark.pedantic(ours, args=(path,), setup=_forget, rounds=3)
    print()
    for name, taken in best.items():
        print(f"{name:20} {taken / COUNT * 1e6:6.2f} microseconds a statement, {taken / best['deployments']:.2f} times")
    ratio = best["deployments"] / best["msgspec, unchecked"]
    print(f"{ratio:.2f} times msgspec without checks")
    assert best["deployments"] < min(best["pydantic"], best["cattrs"])
    assert ratio <= 2.5


def test_a_statement_takes_at_most_600_bytes(path: Path) -> None:
    _forget()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    lines = jsonlines.read(path)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    kept, most = (after - before) / COUNT, (peak - before) / COUNT
    print(f"\n{kept:.0f} bytes a statement, {most:.0f} at the most while reading")
    assert len(lines.records) == COUNT
    assert most <= 600
