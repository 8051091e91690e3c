"""The network grows in proportion to the deployments. Run as `python -m pytest tests/benchmarks/test_network.py -s`."""

import gc
import random
import time
from collections.abc import Iterator

from deployments import Deployment, Event, Registry, Source, Statement
from deployments.values.calendar import iso

FIRST = 727_000


def registry(count: int) -> Registry:
    """Give so many deployments, each with six statements and a relation to an event that twenty of them share."""
    chance = random.Random(count)
    starts = sorted(FIRST + chance.randrange(12_000) for _ in range(count))
    sources = [Source(id=f"s{day}", title="A letter", published=iso(day)) for day in range(FIRST, FIRST + 12_200, 50)]
    events = [Event(id=f"e{number}", name="A summit") for number in range(0, count, 20)]
    deployments = [Deployment(id=f"d{number}", contributor=chance.choice(["NLD", "DEU"])) for number in range(count)]
    claims = _claims(chance, starts)
    return Registry(
        sources=sources,
        events=events,
        deployments=deployments,
        statements=[Statement(id=f"x{number}", **claim) for number, claim in enumerate(claims)],
    )


def _claims(chance: random.Random, starts: list[int]) -> Iterator[dict[str, object]]:
    for number, start in enumerate(starts):
        end = start + 20 + min(int(chance.lognormvariate(4.5, 1.2)), 4_000)
        event, id_ = f"e{number // 20 * 20}", f"d{number}"
        source = f"s{FIRST + (start + 40 - FIRST) // 50 * 50}"
        if number % 20 == 0:
            yield {"source": source, "about": event, "kind": "date", "value": iso(end)}
        for kind, value in (
            ("decided", iso(start - 30)),
            ("start", iso(start) + ("~" if number % 3 == 0 else "")),
            ("operational", f"[{iso(start)}..{iso(start + 10)}]"),
            ("duration", {"of": "P1D..P40Y", "from": "operational"}),
            ("end", {"on": f"[{iso(start + 20)}..]", "around": event} if number % 20 == 0 else iso(end)),
            ("returned", {"after": event} if number % 20 else iso(end + 9)),
        ):
            yield {"source": source, "about": id_, "kind": kind, "value": value}


def seconds(records: Registry) -> float:
    """Time the first question: the days of all are computed then, from the records on."""
    gc.collect()
    start = time.perf_counter()
    there = records.count(iso(FIRST + 6_000))
    taken = time.perf_counter() - start
    print(f"\n{len(records.deployments):,} deployments, {there:,} of them there: {taken:.2f} s")
    assert there
    return taken


def test_time_grows_in_proportion() -> None:
    """A deployment takes at most half as long again among 10,000 as among 1,000: relations are solved one by one."""
    small = min(seconds(registry(1_000)) for _ in range(3)) / 1_000
    large = seconds(registry(10_000)) / 10_000
    print(f"microseconds each: {small * 1e6:.0f}, {large * 1e6:.0f}: {large / small:.2f} times")
    assert large <= 1.5 * small


def test_a_long_chain_takes_seconds() -> None:
    """5,000 deployments that follow each other, each with a length, the first one with a date."""
    count = 5_000
    records = Registry(
        sources=[Source(id="letter", title="A letter", published="2030")],
        deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in reversed(range(count))],
        statements=[
            Statement(id="first", source="letter", about="d0", kind="start", value="2020-01-01"),
            *(
                Statement(id=f"f{n}", source="letter", about=f"d{n}", kind="follows", value=f"d{n - 1}")
                for n in range(1, count)
            ),
            *(
                Statement(id=f"x{n}", source="letter", about=f"d{n}", kind="duration", value="P1D..P1M")
                for n in range(count)
            ),
        ],
    )
    start = time.perf_counter()
    last = records.bounds(f"d{count - 1}.end")
    taken = time.perf_counter() - start
    print(f"\na chain of {count:,}: {taken:.2f} s")
    # A force that follows another starts, and ends, no earlier than it did.
    assert iso(last.low) == "2020-01-02"
    assert taken < 10
