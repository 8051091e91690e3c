"""Small registries of which one thing is much: letters about one end, deployments of one force, days by other days."""

import datetime

from deployments import Deployment, Registry, Source, Statement

_FIRST = datetime.date(2000, 1, 1)


def _day(number: int) -> str:
    return (_FIRST + datetime.timedelta(number)).isoformat()


def _letters(count: int) -> list[Source]:
    return [Source(id=f"letter-{n}", title="A letter", published=_day(3 * n)) for n in range(count)]


def of_one_end(count: int) -> Registry:
    """Return a deployment whose end so many letters plan, each for another day."""
    said = [
        Statement(id=f"s{n}", source=f"letter-{n}", about="nld", kind="end", value=_day(3 * n + 400))
        for n in range(count)
    ]
    start = Statement(id="start", source="letter-0", about="nld", kind="start", value=_day(-30))
    return Registry(sources=_letters(count), deployments=[_deployment("nld")], statements=[start, *said])


def of_strengths(count: int) -> Registry:
    """Return a deployment of which so many letters say how many are there."""
    said = [
        Statement(id=f"s{n}", source=f"letter-{n}", about="nld", kind="strength", value=n % 50 + 1, as_of=_day(3 * n))
        for n in range(count)
    ]
    return Registry(sources=_letters(count), deployments=[_deployment("nld")], statements=said)


def following(count: int) -> Registry:
    """Return one force that is at so many places, one after the other."""
    said = []
    for n in range(count):
        letter, about = f"letter-{n}", f"d{n}"
        said.append(Statement(id=f"start-{n}", source=letter, about=about, kind="start", value=_day(3 * n)))
        said.append(
            Statement(id=f"end-{n}", source=letter, about=about, kind="end", value=_day(3 * n + 2), basis="planned")
        )
        if n:
            said.append(Statement(id=f"follows-{n}", source=letter, about=about, kind="follows", value=f"d{n - 1}"))
    return _of(count, said)


def chain(count: int) -> Registry:
    """Return deployments of which each starts around the end of the one before."""
    return _around(count, is_ring=False)


def ring(count: int) -> Registry:
    """Return the same, of which the first starts around the end of the last."""
    return _around(count, is_ring=True)


def _around(count: int, *, is_ring: bool) -> Registry:
    said = [Statement(id="first", source="letter-0", about="d0", kind="start", value=_day(0))]
    for n in range(count):
        letter, about = f"letter-{n}", f"d{n}"
        if n or is_ring:
            around = {"around": [f"d{(n - 1) % count}.end"]}
            said.append(Statement(id=f"around-{n}", source=letter, about=about, kind="start", value=around))
        said.append(Statement(id=f"end-{n}", source=letter, about=about, kind="end", value=f"{_day(3 * n + 30)}~"))
    return _of(count, said)


def _of(count: int, said: list[Statement]) -> Registry:
    return Registry(sources=_letters(count), deployments=[_deployment(f"d{n}") for n in range(count)], statements=said)


def _deployment(id_: str) -> Deployment:
    return Deployment(id=id_, contributor="NLD", place="SVK")
