"""The project: what pyproject.toml, CITATION.cff, the hook and the docs say of it agrees and works."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import deployments

ROOT = Path(__file__).parents[1]
TOML: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = TOML["project"]


# --- the same facts everywhere ---------------------------------------------------------------------------


def test_a_citation_names_this_version_and_licence() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == deployments.__version__
    assert citation["title"] == PROJECT["name"]
    assert citation["license"] == PROJECT["license"]
    assert citation["abstract"] == PROJECT["description"]
    assert citation["authors"] == PROJECT["authors"]
    assert citation["keywords"] == PROJECT["keywords"]


def test_every_extra_and_group_that_is_named_can_be_installed() -> None:
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci" / "run"]
    for folder, pattern in (("docs", "*.md"), ("deployments", "*.py"), ("tests", "*.py"), ("examples", "*.py")):
        files += sorted((ROOT / folder).rglob(pattern))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    extras = re.findall(r"""['"](?:\.|deployments)\[([a-z,]+)\]""", text)
    groups = re.findall(r"--group ([a-z]+)", text)
    assert {name for names in extras for name in names.split(",")} == {*PROJECT["optional-dependencies"]}
    assert {*groups} <= {*TOML["dependency-groups"]}
    assert "dev" in groups


# --- the hook of pre-commit ------------------------------------------------------------------------------


@pytest.mark.parametrize(("contributor", "status"), [("NLD", 0), ("Nowhere", 1)])
def test_a_commit_with_an_error_in_a_registry_is_stopped(contributor: str, status: int, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command, *arguments = shlex.split(hook["entry"])
    assert command in PROJECT["scripts"]
    assert re.search(hook["files"], "registry/letter.toml")
    (tmp_path / "letter.toml").write_text(f'deployments.nld-svk.contributor = "{contributor}"\n')
    # What pre-commit runs: the entry and its arguments in the folder of the repository, without the names of files.
    call = [sys.executable, "-m", PROJECT["scripts"][command].split(".")[0], *arguments, *hook["args"]]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, hook["pass_filenames"]) == (status, False), done.stdout + done.stderr


# --- warnings --------------------------------------------------------------------------------------------

OTHER = """
import warnings

def deprecated():
    warnings.warn("write it otherwise", DeprecationWarning, stacklevel=2)

def changed():
    warnings.warn("this will mean something else", FutureWarning, stacklevel=2)

def loud():
    warnings.warn("I am loud")

def leak():
    open(__file__)

def invalid():
    warnings.warn("invalid value", RuntimeWarning, stacklevel=2)
"""
OURS = """
import gc, warnings
import other

def call(name):
    getattr(other, name)()
    gc.collect()

def warn():
    warnings.warn("ours")

def leak():
    open(__file__)
    gc.collect()
"""
CASES = """
import warnings
import pytest
from deployments import room

@pytest.mark.parametrize("name", ["deprecated", "changed", "loud", "leak"])
def test_passes(name):
    room.call(name)

def test_fails_for_a_number_that_went_wrong():
    room.call("invalid")

def test_fails_for_our_own_warning():
    room.warn()

def test_fails_for_a_file_that_we_leave_open():
    room.leak()

def test_fails_for_a_warning_of_a_test():
    warnings.warn("test")
"""


def test_only_what_our_own_modules_do_wrong_fails_a_test(tmp_path: Path) -> None:
    """A new release of somebody else's package may warn of what it likes, also of how we call it."""
    ours = {"deployments/__init__.py": "", "deployments/room.py": OURS}
    files = {"other.py": OTHER, **ours, "tests/test_it.py": CASES}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    call = [sys.executable, "-m", "pytest", "--numprocesses=0", "-q", "-rfEp"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    outcomes = re.findall(r"^(\w+) tests/test_it.py::test_(fails|passes)", done.stdout, re.MULTILINE)
    assert sorted(outcomes) == [("FAILED", "fails")] * 4 + [("PASSED", "passes")] * 4, done.stdout
    assert "this will mean something else" in done.stdout  # shown, as it may be ours to mend one day
