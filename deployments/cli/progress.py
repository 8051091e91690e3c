"""What shows, on a terminal, that something takes long: after a second, and never in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from deployments.formats.progress import Watch, unwatched

#: So many seconds pass before anything is shown, and between two looks at the clock.
_PATIENCE, _STEP = 1.0, 0.5


def watch() -> Watch:
    """Return what shows how far a loop has come, if it takes more than a second and somebody is looking."""
    from deployments.reports.escape import clean

    if not _somebody_looks():
        return unwatched
    from tqdm import tqdm

    return lambda items, *, desc, total: tqdm(items, desc=clean(desc), total=total, delay=_PATIENCE, leave=False)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show what is being done, and for how long already, while the body of a `with` runs.

    >>> with working("reading"):
    ...     print("done")
    done
    """
    if not _somebody_looks():
        yield
        return
    done = Event()
    clock = Thread(target=_show, args=(what, done), daemon=True)
    clock.start()
    try:
        yield
    finally:
        done.set()
        clock.join()


def _show(what: str, done: Event) -> None:
    if done.wait(_PATIENCE):
        return
    from tqdm import tqdm

    with tqdm(desc=what, bar_format="{desc} ... {elapsed}", leave=False, initial=0) as bar:
        bar.start_t -= _PATIENCE
        while not done.wait(_STEP):
            bar.refresh()


def _somebody_looks() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
