"""Writes of several files are all or nothing, and replace and delete nothing but what was written here."""

import contextlib
import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import deployments
from deployments import Event, Registry, RegistryError, cli, dump
from deployments.formats import atomic
from deployments.formats.file_hashes import hash_of
from tests.formats.packages import described

OLD = Registry(events=[Event(id="summit", name="A summit")])
FORMATS = ["csv", "parquet", "jsonl"]
KILLED = Path(__file__).with_name("killed.py")


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def received(folder: Path, **files: str) -> None:
    """Make a folder as somebody might send it, whose package lists files with hashes of the sender's choice."""
    deployments.export(OLD, folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["deployments"]["files"] |= {name.replace("_", "."): hash_ for name, hash_ in files.items()}
    described(folder, package)


# --- all or nothing --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed by a signal")
def test_a_write_that_is_killed_at_any_of_200_points_leaves_the_old_or_the_new() -> None:
    run = subprocess.run([sys.executable, str(KILLED), "200"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    old, new = map(int, run.stdout.split())
    assert old + new == 200
    assert old >= 20
    assert new >= 20  # both sides of the moment at which the new tables count were met


@contextlib.contextmanager
def small_files(size: int) -> Iterator[None]:
    resource = pytest.importorskip("resource")
    limits, writes_none = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # what is imported meanwhile would be left as bytecode that is cut short
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        sys.dont_write_bytecode = writes_none


@pytest.mark.parametrize("format_", FORMATS)
def test_a_disk_that_fills_up_leaves_the_old_tables(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployments.export(OLD, tmp_path, "csv")
    before = held(tmp_path)
    with small_files(2_000):
        assert cli.main(["export", str(tmp_path), "--example", "--format", format_]) == 2
    told = capsys.readouterr().err
    assert f"{tmp_path}: error[T101]: cannot be written: File too large" in told
    assert "Traceback" not in told
    assert held(tmp_path) == before
    assert deployments.load(tmp_path) == OLD


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no command `mount`")
    if done.returncode:
        pytest.skip(f"only root can make a small disk: {done.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


@pytest.mark.parametrize("format_", FORMATS)
def test_a_full_disk_leaves_the_old_tables(format_: str, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deployments.export(OLD, tiny, "jsonl")
    before = held(tiny)
    (tiny / "notes.txt").write_bytes(b"x")
    with contextlib.suppress(OSError), (tiny / "notes.txt").open("wb") as notes:
        for _ in range(64):  # all but a page or two
            notes.write(b"x" * 1024)
            notes.flush()
            if os.statvfs(tiny).f_bavail * os.statvfs(tiny).f_bsize <= 2 * 4096:
                break
    assert cli.main(["export", str(tiny), "--example", "--format", format_]) == 2
    told = capsys.readouterr().err
    assert f"{tiny}: error[T101]: cannot be written: No space left on device" in told
    (tiny / "notes.txt").unlink()
    assert held(tiny) == before


def test_a_full_disk_leaves_what_was_imported_before(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping, table = tables_to_import(tiny)
    assert cli.main(["import", mapping, table, "--out", str(tiny / "out")]) == 0
    before = held(tiny / "out")
    with contextlib.suppress(OSError):
        (tiny / "notes.txt").write_bytes(b"x" * 65536)
    assert cli.main(["import", mapping, table, "--out", str(tiny / "out")]) == 2
    assert "m.toml: error[T101]: cannot be written: No space left on device" in capsys.readouterr().err
    assert held(tiny / "out") == before


@pytest.mark.parametrize("number", range(1, 11))
def test_an_error_in_the_middle_leaves_the_old_tables_and_no_other_file(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployments.export(OLD, tmp_path)
    before, calls = held(tmp_path), iter(range(1, 100))

    def full(_: int) -> None:
        if next(calls) == number:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        if number == 10:  # the folder, which not every system can sync
            deployments.export(OLD, tmp_path)
        else:
            with pytest.raises(RegistryError, match="cannot be written: No space left on device"):
                deployments.export(deployments.example(), tmp_path)
    assert held(tmp_path) == before


def test_what_is_left_of_a_killed_write_is_removed_by_one_of_another_format(tmp_path: Path) -> None:
    left = atomic.pending(tmp_path / "sources.parquet")
    left.write_bytes(b"PAR1")
    deployments.export(OLD, tmp_path, "jsonl")
    assert not left.exists()
    assert deployments.load(tmp_path) == OLD


def stopped(folder: Path, monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    """Stop a write right after the moment at which the new tables count."""
    from deployments.formats import folder_swap  # noqa: PLC0415 - only here

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(folder_swap, "_settle", stop)
        with pytest.raises(KeyboardInterrupt):
            deployments.export(deployments.example(), folder, format_)


def test_a_write_that_is_stopped_late_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deployments.export(OLD, tmp_path, "jsonl")
    stopped(tmp_path, monkeypatch, "csv")
    assert deployments.load(tmp_path) == deployments.example()
    left = held(tmp_path)
    assert "registry.jsonl" in left  # it is replaced, and is not read any more
    deployments.export(OLD, tmp_path, "csv")
    assert deployments.load(tmp_path) == OLD
    assert {*held(tmp_path)} == {"datapackage.json", *(name for name in held(tmp_path) if name.endswith(".csv"))}


def test_what_is_put_in_place_after_a_stopped_write_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(tmp_path, monkeypatch, "csv")
    (tmp_path / "events.csv").write_text("mine")
    with pytest.raises(RegistryError, match=r"events\.csv.*was changed since it was written here"):
        deployments.export(OLD, tmp_path, "csv")
    assert (tmp_path / "events.csv").read_text() == "mine"


def test_two_writers_of_different_formats_leave_the_tables_of_one(tmp_path: Path) -> None:
    def write(format_: str) -> None:
        for _ in range(5):
            deployments.export(OLD, tmp_path, format_)

    threads = [threading.Thread(target=write, args=(format_,)) for format_ in ("csv", "jsonl", "parquet")]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        found, problems = deployments.read(tmp_path)
        assert found in (OLD, Registry())
        assert {problem.code for problem in problems} <= {"T101", "T105"}  # before the first is there
    for thread in threads:
        thread.join()
    assert deployments.load(tmp_path) == OLD
    assert len({path.suffix for path in tmp_path.iterdir()} - {".json", ".jsonl"}) == 1


def test_a_folder_that_another_process_keeps_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "PATIENCE", 0.05)
    with atomic.locked(tmp_path), pytest.raises(RegistryError, match="another process is writing into this folder"):
        deployments.export(OLD, tmp_path)
    deployments.export(OLD, tmp_path)


# --- only what was written here --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["days.csv", "statements.csv", "datapackage.json"])
def test_a_table_that_somebody_changed_is_not_replaced(name: str, tmp_path: Path) -> None:
    deployments.export(deployments.example(), tmp_path)
    path = tmp_path / name
    path.write_text(path.read_text(encoding="utf-8").replace("nld-amdtf-svk", "nld").replace("Military", "My"))
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")
    if name == "datapackage.json":
        path.write_text(path.read_text(encoding="utf-8").replace('"title"', '"licenses": [], "title"', 1))
    before = held(tmp_path)
    for format_ in ("csv", "jsonl"):
        with pytest.raises(RegistryError, match=f"{name}.*was changed since it was written here"):
            deployments.export(deployments.example(), tmp_path, format_)
    assert held(tmp_path) == before


def test_a_file_of_the_user_that_a_received_package_lists_is_not_deleted(tmp_path: Path) -> None:
    received(tmp_path, registry_jsonl=hash_of(b"another text"))
    (tmp_path / "registry.jsonl").write_text('{"record":"event","id":"mine","name":"Mine"}\n')
    before = held(tmp_path)
    for format_ in FORMATS:
        with pytest.raises(RegistryError, match=r"registry\.jsonl.*was changed since"):
            deployments.export(deployments.example(), tmp_path, format_)
    assert held(tmp_path) == before


@pytest.mark.parametrize("name", ["apart.csv", "datapackage.json", "registry.jsonl"])
@pytest.mark.parametrize("format_", FORMATS)
def test_an_export_follows_no_link_out_of_a_received_folder(name: str, format_: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "got", tmp_path / "precious.txt"
    received(folder, registry_jsonl=hash_of(b"precious"))
    outside.write_bytes((folder / name).read_bytes() if (folder / name).exists() else b"precious")
    before = outside.read_bytes()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)
    with pytest.raises(RegistryError, match=f"{name}.*is there already"):
        deployments.export(deployments.example(), folder, format_)
    assert outside.read_bytes() == before
    assert (folder / name).is_symlink()


@pytest.mark.parametrize("name", ["sources.csv", "datapackage.json"])
def test_an_export_follows_no_link_under_a_name_of_its_own_new_files(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "precious.txt"
    outside.write_text("precious")
    folder = tmp_path / "got"
    folder.mkdir()
    atomic.pending(folder / name).symlink_to(outside)
    deployments.export(OLD, folder)
    assert outside.read_text() == "precious"
    assert not any(path.is_symlink() for path in folder.iterdir())


def test_a_link_to_a_folder_that_the_user_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    deployments.export(OLD, tmp_path / "link")
    assert deployments.load(tmp_path / "real") == OLD


# --- import ----------------------------------------------------------------------------------------------


def tables_to_import(folder: Path) -> tuple[str, str]:
    (folder / "m.toml").write_text(
        'contributor = "country"\nmission = "mission"\nday = "day"\nstrength = "strength"\n'
        'source = { title = "A made-up table", published = "2020-06-01" }\n'
    )
    (folder / "d.csv").write_text("country,mission,day,strength\nNLD,KFOR,2020-01-31,5\n")
    return str(folder / "m.toml"), str(folder / "d.csv")


@pytest.mark.parametrize("format_", ["toml", "jsonl"])
def test_an_import_replaces_what_an_import_wrote_and_nothing_else(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, table = tables_to_import(tmp_path)
    command = ["import", mapping, table, "--out", str(tmp_path / "reg"), "--format", format_]
    assert cli.main(command) == 0
    written = tmp_path / "reg" / f"m.{format_}"
    Path(table).write_text("country,mission,day,strength\nNLD,KFOR,2020-01-31,7\n")
    assert cli.main(command) == 0
    assert deployments.read(tmp_path / "reg")[1] == []
    assert str(deployments.load(written).strength("2020-01-31")) == "7"
    assert [*held(tmp_path / "reg")] == [written.name]

    mended = written.read_bytes().replace(b"KFOR", b"Kosovo Force")
    written.write_bytes(mended)
    capsys.readouterr()
    assert cli.main(command) == 2
    printed = capsys.readouterr()
    assert f"{written}: error[T101]: is there already, and not as a command wrote it" in printed.err
    assert "move it away, or name another folder" in printed.err
    assert printed.out == ""  # it is told before the tables are read
    assert written.read_bytes() == mended


def test_an_import_does_not_replace_its_own_mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables_to_import(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = held(tmp_path)
    for folder in (".", "", str(tmp_path)):
        assert cli.main(["import", "m.toml", "d.csv", "--out", folder]) == 2
        assert held(tmp_path) == before


def test_an_import_follows_no_link(tmp_path: Path) -> None:
    mapping, table = tables_to_import(tmp_path)
    assert cli.main(["import", mapping, table, "--out", str(tmp_path / "a")]) == 0
    before = (tmp_path / "a" / "m.toml").read_bytes()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "m.toml").symlink_to(tmp_path / "a" / "m.toml")
    Path(table).write_text("country,mission,day,strength\nNLD,KFOR,2020-01-31,7\n")
    assert cli.main(["import", mapping, table, "--out", str(tmp_path / "b")]) == 2
    assert (tmp_path / "a" / "m.toml").read_bytes() == before


# --- names -----------------------------------------------------------------------------------------------


def test_an_empty_name_is_not_the_folder_in_which_one_happens_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RegistryError, match="no folder is named"):
        deployments.export(OLD, "")
    assert cli.main(["export", "", "--example"]) == 2
    assert "name one; . is the one that you are in" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []
    deployments.export(OLD, ".")
    assert deployments.load(tmp_path) == OLD


@pytest.mark.parametrize("name", ["all.json", "all", "all.toml.bak", "all.TOML"])
def test_a_registry_is_dumped_under_a_name_that_says_what_it_is(name: str, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"\.toml or \.jsonl"):
        dump(OLD, tmp_path / name)
    assert [*tmp_path.iterdir()] == []


def test_a_dump_replaces_what_the_user_names_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "all.toml").write_text("# mine\n")
    (tmp_path / "link.toml").symlink_to("all.toml")
    dump(OLD, tmp_path / "link.toml")
    assert (tmp_path / "link.toml").is_symlink()
    assert deployments.load(tmp_path / "all.toml") == OLD
