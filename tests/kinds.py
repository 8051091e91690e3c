"""Kinds of registries in which a question could take more than time in proportion: each grows by one number.

The tests count the steps that answers take on them; `tests.benchmarks.ladders` times them.
"""

from collections.abc import Callable, Mapping

import attrs

from deployments import Deployment, Event, Registry, Source, Statement
from deployments.values.calendar import iso

#: The day of the first source and of the first stay.
FIRST = 735_000
#: Days from one source, or one stay, to the next.
STEP = 3

#: A claim: its source, what it is about, its kind and value, and what else the statement says.
Said = tuple[str, str, str, object] | tuple[str, str, str, object, dict[str, object]]


def _day(number: int) -> str:
    return iso(FIRST + number)


def _registry(sources: Mapping[str, str], deployments: list[Deployment], said: list[Said]) -> Registry:
    return Registry(
        sources=[Source(id=id_, title="A letter", published=day) for id_, day in sources.items()],
        events=[Event(id="summit", name="A summit")],
        deployments=deployments,
        statements=[
            Statement(id=f"x{number}", source=source, about=about, kind=kind, value=value, **dict(*more))
            for number, (source, about, kind, value, *more) in enumerate(said)
        ],
    )


def _letters(count: int) -> dict[str, str]:
    return {f"s{number}": _day(STEP * number) for number in range(count)}


def _one(count: int, *said: Callable[[int], Said]) -> Registry:
    """Return a registry of one deployment of which each of so many sources says the same kinds of things."""
    return _registry(
        _letters(count),
        [Deployment(id="d0", contributor="NLD", place="SVK")],
        [each(number) for number in range(count) for each in said],
    )


def counted(count: int) -> Registry:
    """Return one deployment whose strength each of so many sources reports."""
    return _one(
        count,
        lambda n: (f"s{n}", "d0", "strength", str(100 + n % 7)),
        lambda n: (f"s{n}", "d0", "present", True),
    )


def planned(count: int) -> Registry:
    """Return one deployment whose end, and whose strength by then, each of so many sources plans anew."""
    return _one(
        count,
        lambda n: (f"s{n}", "d0", "end", _day(STEP * n + 200)),
        lambda n: (f"s{n}", "d0", "strength", str(100 + n % 7), {"as_of": _day(STEP * n + 100)}),
    )


def considered(count: int) -> Registry:
    """Return one deployment of which each of so many sources considers another end."""
    return _one(count, lambda n: (f"s{n}", "d0", "end", _day(STEP * n + 200), {"basis": "considered"}))


def vague(count: int) -> Registry:
    """Return one deployment which each of so many sources saw in some month."""
    return _one(count, lambda n: (f"s{n}", "d0", "strength", "90..110", {"as_of": _day(STEP * n - 40)[:7]}))


def renewed(count: int) -> Registry:
    """Return one deployment whose mandate and ceiling each of so many sources states anew."""
    return _one(
        count,
        lambda n: (f"s{n}", "d0", "mandate", _day(STEP * n + 180)),
        lambda n: (f"s{n}", "d0", "ceiling", str(100 + n)),
    )


def overtaken(count: int) -> Registry:
    """Return one deployment whose end each of so many sources plans, and the next of which sees it past that."""
    return _one(
        count,
        lambda n: (f"s{n}", "d0", "present", True),
        lambda n: (f"s{n}", "d0", "end", _day(STEP * n + 1)),
    )


def absent(count: int) -> Registry:
    """Return one deployment that is seen once, and of which so many sources report afterwards that nobody is there."""
    return _one(count, lambda n: (f"s{n}", "d0", "present", n == 0))


def changing(count: int) -> Registry:
    """Return one deployment whose strength each of so many sources says has changed."""
    return _one(count, lambda n: (f"s{n}", "d0", *(("strength", "100") if n == 0 else ("change", "1"))))


# --- one deployment of which a few sources say something by which others are understood ---


def _disturbed(count: int, *more: Said) -> Registry:
    """Return one deployment that so many sources see, and whose end each plans, with what some of them say besides."""
    said: list[Said] = []
    for n in range(count):
        said += [(f"s{n}", "d0", "strength", str(100 + n % 7)), (f"s{n}", "d0", "present", True)]
        said.append((f"s{n}", "d0", "end", _day(STEP * n + 200)))
    return _registry(_letters(count), [Deployment(id="d0", contributor="NLD", place="SVK")], [*said, *more])


def disputed(count: int) -> Registry:
    """Return one that a source reports to have started when others had seen it already."""
    n = count // 4
    return _disturbed(count, (f"s{n}", "d0", "start", _day(STEP * n - 4), {"basis": "reported"}))


def of_two_starts(count: int) -> Registry:
    """Return one of which every other source reports another start."""
    return _one(
        count,
        lambda n: (f"s{n}", "d0", "start", _day(-20 if n % 2 else -40), {"basis": "reported"}),
        lambda n: (f"s{n}", "d0", "present", True),
    )


def gone_between(count: int) -> Registry:
    """Return one of which a source reports a day on which nobody was there."""
    n = count // 4
    return _disturbed(count, (f"s{n}", "d0", "present", False, {"as_of": _day(STEP * n - 4), "basis": "reported"}))


def called_off(count: int) -> Registry:
    """Return one that a source calls off."""
    return _disturbed(count, (f"s{count // 4}", "d0", "cancelled", True))


def put_right(count: int) -> Registry:
    """Return one of which a source corrects a figure of another."""
    n = 1 + count // 4
    return _disturbed(count, (f"s{n}", "d0", "strength", "101", {"corrects": f"s{n - 1}"}))


def diminished(count: int) -> Registry:
    """Return one of which a source says how many left."""
    n = count // 4
    return _disturbed(count, (f"s{n}", "d0", "change", "-3", {"as_of": _day(STEP * n)}))


def relayed(count: int) -> Registry:
    """Return one of which a source says something that it has from another."""
    return _disturbed(count, (f"s{count // 4}", "d0", "decided", _day(-5), {"citing": "s0", "basis": "reported"}))


def of_periods(count: int) -> Registry:
    """Return one whose strength each of so many sources reports of some days."""
    return _one(
        count,
        lambda n: (f"s{n}", "d0", "strength", "90..110", {"as_of": f"{_day(STEP * n - 9)}/{_day(STEP * n - 2)}"}),
    )


# --- one force, or deployments dated by each other ---


def _many(count: int, said: Callable[[int], list[Said]], sources: int = 1) -> Registry:
    letters = {f"s{n}": _day(STEP * n) for n in range(sources)}
    records = [Deployment(id=f"d{n}", contributor="NLD", place="SVK") for n in range(count)]
    return _registry(letters, records, [each for n in range(count) for each in said(n)])


def _dated(n: int, source: str) -> list[Said]:
    return [(source, f"d{n}", "start", _day(STEP * n)), (source, f"d{n}", "end", _day(STEP * n + 20))]


def following(count: int) -> Registry:
    """Return one force of so many deployments, each of which one source says follows the one before."""
    return _many(
        count,
        lambda n: [
            *_dated(n, f"s{n}"),
            (f"s{n}", f"d{n}", "strength", "80", {"as_of": _day(STEP * n)}),
            *([(f"s{n}", f"d{n}", "follows", f"d{n - 1}")] if n else []),
        ],
        count,
    )


def disputed_following(count: int) -> Registry:
    """Return the same, of one of which a source also reports another start, by which plans are impossible."""
    n = count // 4
    found = following(count)
    start = Statement(
        id="start", source=f"s{n}", about=f"d{n}", kind="start", value=_day(STEP * n - 5), basis="reported"
    )
    return attrs.evolve(found, statements=[*found.statements, start])


def reported_following(count: int) -> Registry:
    """Return the same, where the last source tells of it all: reports tie the days together."""
    last = f"s{count + 20}"

    def said(n: int) -> list[Said]:
        figure: Said = (last, f"d{n}", "strength", "80", {"as_of": _day(STEP * n)})
        follows: Said = (last, f"d{n}", "follows", f"d{n - 1}", {"basis": "reported"})
        return [*_dated(n, last), figure, *([follows] if n else [])]

    return _many(count, said, count + 21)


def _around(count: int, first: str) -> Registry:
    return _many(
        count,
        lambda n: [
            (f"s{n}", f"d{n}", "start", f"around d{n - 1}.start" if n else first),
            (f"s{n}", f"d{n}", "strength", "80", {"as_of": _day(STEP * n + 200)}),
        ],
        count,
    )


def around_chain(count: int) -> Registry:
    """Return so many deployments, each of which starts around the start of the one before."""
    return _around(count, _day(10))


def around_ring(count: int) -> Registry:
    """Return the same, where the first starts around the start of the last."""
    return _around(count, f"around d{count - 1}.start")


def relieving(count: int) -> Registry:
    """Return so many deployments, each of which relieves the one before."""
    return _many(
        count,
        lambda n: [
            (f"s{n}", f"d{n}", "start", _day(STEP * n + 30)),
            (f"s{n}", f"d{n}", "strength", "80"),
            *([(f"s{n}", f"d{n}", "relieves", f"d{n - 1}")] if n else []),
        ],
        count,
    )


def after_chain(count: int) -> Registry:
    """Return so many deployments, each of which starts after the end of the one before."""
    return _many(
        count,
        lambda n: [
            (f"s{n}", f"d{n}", "start", f"after d{n - 1}.end" if n else _day(10)),
            (f"s{n}", f"d{n}", "duration", "P1M"),
        ],
        count,
    )


def parts(count: int) -> Registry:
    """Return so many parts of one deployment, each with its figure."""
    letters = {f"s{n}": _day(STEP * n) for n in range(count)}
    records = [Deployment(id="d0", contributor="NLD", place="SVK")]
    records += [Deployment(id=f"d{n}", part_of="d0") for n in range(1, count)]
    said: list[Said] = [("s0", "d0", "start", _day(0))]
    for n in range(1, count):
        said += [(f"s{n}", f"d{n}", "strength", "5"), (f"s{n}", f"d{n}", "end", _day(STEP * n + 100))]
    return _registry(letters, records, said)


#: Of one deployment, and of deployments whose days bind each other.
DISTURBED = (disputed, of_two_starts, gone_between, called_off, put_right, diminished, relayed)
OF_ONE = (counted, planned, considered, vague, renewed, overtaken, absent, changing, of_periods, *DISTURBED)
TIED = (following, reported_following, around_chain, around_ring, relieving, after_chain, parts, disputed_following)
