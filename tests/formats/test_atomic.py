import errno
import os
import pathlib
import stat

import pytest

from deployments.formats import atomic

OLD = "old\r\n"


@pytest.fixture
def path(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "registry.toml"
    path.write_bytes(OLD.encode())
    return path


def unharmed(path: pathlib.Path) -> bool:
    return path.read_bytes() == OLD.encode() and list(path.parent.iterdir()) == [path]


def test_the_text_is_written_as_it_is(path: pathlib.Path) -> None:
    atomic.replace(path, "één\r\ntwee\n")
    assert path.read_bytes() == "één\r\ntwee\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: pathlib.Path) -> None:
    (tmp_path / "usual").touch()
    atomic.replace(tmp_path / "new", "x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_the_mode_stays(path: pathlib.Path, mode: int) -> None:
    path.chmod(mode)
    atomic.replace(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_and_its_target_is_written(path: pathlib.Path, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.toml"
    link.symlink_to(path)
    atomic.replace(link, "new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert list(folder.iterdir()) == [link]


def test_a_link_to_nothing_makes_its_target(tmp_path: pathlib.Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to("target.toml")
    atomic.replace(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "target.toml").read_text() == "new"


def test_a_link_to_itself_is_refused(tmp_path: pathlib.Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(link)
    with pytest.raises(OSError, match="link"):
        atomic.replace(link, "new")
    assert list(tmp_path.iterdir()) == [link]
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["fsync", "replace", "fdopen"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_failure_leaves_all_as_it_was(
    path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)
        with pytest.raises(type(error)):
            atomic.replace(path, "new")
    assert unharmed(path)


def test_a_disk_that_fills_up_leaves_all_as_it_was(path: pathlib.Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(OSError, match="large") as caught:
            atomic.replace(path, "new" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.errno == errno.EFBIG
    assert unharmed(path)


def test_a_folder_that_cannot_be_synced_is_no_failure(path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fail_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    atomic.replace(path, "new")
    assert path.read_text() == "new"


def test_a_text_that_is_no_utf_8_is_refused(path: pathlib.Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        atomic.replace(path, "\ud800")
    assert unharmed(path)


def test_what_is_no_ordinary_file_is_refused(path: pathlib.Path) -> None:
    with pytest.raises(IsADirectoryError):
        atomic.replace(path.parent, "new")
    with pytest.raises(OSError, match="ordinary"):
        atomic.replace(pathlib.Path(os.devnull), "new")
    with pytest.raises(FileNotFoundError):
        atomic.replace(path.parent / "missing" / "x.toml", "new")
    assert unharmed(path)
