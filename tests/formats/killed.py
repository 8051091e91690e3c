"""Writes that are killed in the middle; run as a program by `test_all_or_nothing.py`.

One process imports everything once. Each write, and each look at what is left, is a fork of it. A write is killed by
SIGKILL at its n-th operation on files, or by the kernel in the middle of the n-th byte of a file.
"""

import contextlib
import io
import os
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

import deployments
from deployments import Deployment, Event, Registry, Source, Statement, cli

#: What counts as an operation on files.
OPERATIONS = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.rmdir", "killed.fsync"}

OLD = Registry(events=[Event(id="summit", name="A summit")])
NEW = Registry(
    sources=[Source(id="letter", title="A letter", published="2023-06-09")],
    deployments=[Deployment(id="nld", contributor="NLD")],
    statements=[Statement(id="letter#1", source="letter", about="nld", kind="start", value="2023-06-01")],
)
MAPPING = """
contributor = "country"
mission = "mission"
day = "day"
strength = "strength"
source = { title = "A made-up table", published = "2020-06-01" }
"""


@attrs.frozen
class Write:
    """A write into a folder: what prepares it, what it does, and what reads as the old and as the new registry."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path], None]
    new: Registry
    old: Registry


def exported(format_: str, before: str | None) -> Write:
    def prepare(folder: Path) -> None:
        if before is not None:
            deployments.export(OLD, folder, before)

    name = f"{format_} over {before}"
    old = Registry() if before is None else OLD
    return Write(name, prepare, lambda folder: deployments.export(NEW, folder, format_), NEW, old)


def imported(format_: str, rows: tuple[str, str]) -> Write:
    def run(folder: Path, row: str = rows[1]) -> None:
        beside = folder.parent / f"{folder.name}-tables"
        beside.mkdir(exist_ok=True)
        (beside / "m.toml").write_text(MAPPING)
        (beside / "t.csv").write_text(f"country,mission,day,strength\n{row}\n")
        arguments = ["import", str(beside / "m.toml"), str(beside / "t.csv"), "--out", str(folder), "--format", format_]
        with contextlib.redirect_stdout(io.StringIO()):
            assert cli.main(arguments) == 0

    def read(row: str) -> Registry:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder, "x"), row)
            return deployments.load(Path(folder, "x"))

    return Write(f"import {format_}", lambda folder: run(folder, rows[0]), run, read(rows[1]), read(rows[0]))


ROWS = ("NLD,KFOR,2020-01-31,5", "NLD,KFOR,2020-02-29,6")
WRITES = [
    *(exported(format_, before) for format_ in ("csv", "parquet", "jsonl") for before in (None, format_)),
    *(exported(*formats) for formats in (("csv", "jsonl"), ("jsonl", "parquet"))),
    *(imported(format_, ROWS) for format_ in ("toml", "jsonl")),
]


def forked(act: Callable[[], Any]) -> int:
    """Do something in a fork of this process; return how that ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        act()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def counted(folder: Path, limit: int) -> list[int]:
    """Count the operations on files in the folder from now on, and kill this process at one of them."""
    count, sync = [0], os.fsync

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in OPERATIONS and (event == "killed.fsync" or str(arguments[0]).startswith(str(folder))):
            if count[0] == limit:
                os.kill(os.getpid(), signal.SIGKILL)
            count[0] += 1

    def audited(descriptor: int) -> None:
        sys.audit("killed.fsync")
        sync(descriptor)

    sys.addaudithook(hook)
    os.fsync = audited  # type: ignore[assignment]  # it is only ever given numbers
    return count


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def number_of_operations(write: Write, folder: Path) -> int:
    write.prepare(folder)

    def act() -> None:
        count = counted(folder, -1)
        write.run(folder)
        (folder.parent / "count").write_text(str(count[0]))

    assert forked(act) == 0
    return int((folder.parent / "count").read_text())


def names_after(write: Write, folder: Path) -> set[str]:
    def act() -> None:
        write.prepare(folder)
        write.run(folder)

    assert forked(act) == 0
    return {path.name for path in folder.iterdir()}


def tried(write: Write, folder: Path, names: set[str], *, operation: int | None, size: int | None) -> str:
    """Kill a write, look at what is left, and write once more; return which registry was there."""
    assert forked(lambda: write.prepare(folder)) == 0

    def act() -> None:
        if operation is not None:
            counted(folder, operation)
        if size is not None:
            sys.dont_write_bytecode = True  # it would be cut short, and stay
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # the kernel kills it in the middle of a write
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        write.run(folder)

    ended = forked(act)
    assert ended in (-signal.SIGKILL, -signal.SIGXFSZ), (write.name, operation, size, ended)

    def look() -> None:
        before = listing(folder)
        found, problems = deployments.read(folder)
        assert found in (write.old, write.new), problems
        assert listing(folder) == before, "reading wrote something"
        assert not problems or (found == write.old == Registry()), problems
        write.run(folder)
        assert deployments.read(folder) == (write.new, [])
        assert {path.name for path in folder.iterdir()} == names
        os._exit(10 if found == write.old else 20)

    ended = forked(look)
    assert ended in (10, 20), (write.name, operation, size)
    return "old" if ended == 10 else "new"


def main(points: int) -> None:
    """Kill so many writes, and print how often the old registry was there, and the new one."""
    chosen, found = random.Random(2023), Counter[str]()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - nothing waits for a disk there
    with tempfile.TemporaryDirectory(dir=memory) as temporary:
        folders = (Path(temporary, str(number), "tables") for number in range(10_000))
        prepared = []
        for write in WRITES:
            every = number_of_operations(write, made(next(folders)))
            prepared.append((write, [*range(every)], names_after(write, made(next(folders)))))
            chosen.shuffle(prepared[-1][1])
        for point in range(points):
            write, operations, names = prepared[point % len(prepared)]
            by_size = point % 8 == 7 or not operations
            operation, size = (None, chosen.randrange(20, 400)) if by_size else (operations.pop(), None)
            found[tried(write, made(next(folders)), names, operation=operation, size=size)] += 1
    print(found["old"], found["new"])


def made(folder: Path) -> Path:
    folder.parent.mkdir()
    return folder


if __name__ == "__main__":
    main(int(sys.argv[1]))
