"""The house: imports run one way, import is light, and README and examples tell the truth."""

import ast
import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import deployments

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "deployments"
#: The floors from the ground up: a module imports from its own floor or below.
FLOORS = [
    *("errors", "patterns", "gc_pause", "suggestions", "locales", "values", "claims", "diagnostics", "records"),
    *("references", "store", "solver", "answers", "columnar"),
    *("registry", "checks", "formats", "importing", "ibis", "reports", "cli"),
]


def _floor(module: str) -> int | None:
    parts = module.split(".")
    return FLOORS.index(parts[1]) if len(parts) > 1 and parts[1] in FLOORS else None


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    own = _floor(".".join(["deployments", *path.relative_to(PACKAGE).with_suffix("").parts]))
    if own is None:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("deployments."):
            floor = _floor(node.module)
            assert floor is not None
            assert floor <= own, f"{path.name} imports {node.module} from above"
            reports_files = {FLOORS[own], FLOORS[floor]} == {"reports", "files"}
            assert not reports_files, "reports know nothing of files"


def test_import_leaves_what_is_heavy_for_later() -> None:
    heavy = "'tabulate', 'pycountry', 'numpy', 'pendulum', 'msgspec'"
    code = f"import sys, deployments; print([m for m in ({heavy}) if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_documented() -> None:
    names = vars(deployments)["__all__"]
    assert len(names) > 70
    assert all(getattr(deployments, name).__doc__ for name in names)
    with pytest.raises(AttributeError, match="load_all"):
        getattr(deployments, "load_all")  # noqa: B009 - type checkers see that it is not there


def test_the_examples_of_the_readme_are_true() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert result.attempted >= 5
    assert result.failed == 0


def test_the_readme_shows_the_real_report() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```\n")[2].split("\n...\n")[0]
    done = subprocess.run([sys.executable, "-m", "deployments", "report"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(shown)


def test_the_readme_shows_what_its_questions_print() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```console\n\$ deployments ([^\n]*)\n(.*?)```", readme, re.DOTALL)
    assert len(shown) >= 2
    for command, printed in shown:
        call = [sys.executable, "-m", "deployments", *shlex.split(command)]
        assert subprocess.run(call, capture_output=True, text=True, check=True).stdout == printed


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_an_example_runs(path: Path) -> None:
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True)
    assert "NLD" in done.stdout or "Netherlands" in done.stdout or "nld-" in done.stdout
