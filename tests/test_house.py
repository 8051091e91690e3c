"""The house: imports run one way, import is light, and README and examples tell the truth."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deployments
from tests.import_order import faults

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "deployments"
#: One upward import of each form, as it would stand in `values/calendar.py`.
UPWARD = [
    "import deployments",
    "import deployments.cli",
    "import deployments.registry as above",
    "from deployments import checks",
    "from deployments import load",
    "from deployments import *",
    "from deployments.formats import export",
    "from deployments.formats.dump import dump",
    "from .. import reports",
    "from ..solver import bounds",
    "from ..store import RecordStore as Store",
    "if TYPE_CHECKING:\n    from deployments.registry import Registry",
    "try:\n    import deployments.ibis\nexcept ImportError:\n    pass",
    "def inside():\n    from deployments.records import Statement",
    "class Inside:\n    async def method(self):\n        import deployments.answers.results as results",
    "import importlib\nimportlib.import_module('deployments.columnar.engine')",
    "from importlib import import_module\nimport_module('..importing', 'deployments.values')",
    "from importlib import import_module as bring\nbring('deployments.phrases.values')",
    "importlib.import_module(name='deployments.checks')",
    "__import__('deployments.cli')",
    "import importlib\nimportlib.import_module(input())",
    "import numpy as np",
    "from deployments.nowhere import anything",
]


def test_imports_run_one_way() -> None:
    assert faults(PACKAGE) == []


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(PACKAGE, tmp_path_factory.mktemp("copy") / "deployments")


@pytest.mark.parametrize("planted", UPWARD)
def test_an_upward_import_is_found_in_whatever_form_it_is_written(copy: Path, planted: str) -> None:
    path = copy / "values" / "calendar.py"
    own = path.read_text(encoding="utf-8")
    path.write_text(f"{own}\n{planted}\n", encoding="utf-8")
    try:
        found = faults(copy, path)
    finally:
        path.write_text(own, encoding="utf-8")
    assert found
    assert all(fault.startswith("values/calendar.py:") for fault in found)


@pytest.mark.parametrize(
    ("place", "planted"),
    [
        ("values/__init__.py", "from ..store import RecordStore"),
        ("values/stub.pyi", "from ..registry import Registry as Registry"),
        ("values/inner/__init__.py", "from ...cli import main"),
        ("__init__.pyi", "from .cli import main as main"),
        ("reports/page.py", "from deployments import formats"),
        ("reports/page.py", "from deployments.importing.mapping import TableMapping"),
        ("answers/sums.py", "import numpy.typing as npt"),
        ("unlisted.py", "import math"),
        ("unlisted/__init__.py", ""),
    ],
)
def test_the_order_is_kept_in_every_room_and_every_kind_of_file(copy: Path, place: str, planted: str) -> None:
    path = copy / place
    own = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{own or ''}\n{planted}\n", encoding="utf-8")
    try:
        found = faults(copy, path)
    finally:
        path.unlink() if own is None else path.write_text(own, encoding="utf-8")
    assert [fault.partition(":")[0] for fault in found] == [place]


def test_import_leaves_what_is_heavy_for_later() -> None:
    heavy = "'tabulate', 'pycountry', 'numpy', 'pendulum', 'msgspec'"
    code = f"import sys, deployments; print([m for m in ({heavy}) if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


_EVERY_WAY_OF_ARROW = """
import sys
import deployments
from deployments.formats import jsonl
jsonl.WORTH = 1  # so small a file is read by Arrow too
folder, registry = sys.argv[1], deployments.example()
deployments.to_arrow(registry)["days"]
deployments.export(registry, f"{folder}/tables", "parquet")
deployments.dump(registry, f"{folder}/registry.jsonl")
for path in (f"{folder}/tables", f"{folder}/registry.jsonl"):
    assert deployments.load(path) == registry
print([name for name in ("pyarrow.json", "pandas") if name in sys.modules])
"""


def test_who_takes_arrow_does_not_wait_for_pandas(tmp_path: Path) -> None:
    """Where pandas is installed, some calls of pyarrow import it, which takes longer than to read most registries."""
    code = [sys.executable, "-c", _EVERY_WAY_OF_ARROW, str(tmp_path)]
    assert subprocess.check_output(code, text=True) == "['pyarrow.json']\n"


def test_every_public_name_is_there_and_documented() -> None:
    names = vars(deployments)["__all__"]
    assert len(names) > 70
    assert all(getattr(deployments, name).__doc__ for name in names)
    with pytest.raises(AttributeError, match="load_all"):
        getattr(deployments, "load_all")  # noqa: B009 - type checkers see that it is not there


@pytest.mark.parametrize("stub", sorted(PACKAGE.rglob("__init__.pyi")), ids=lambda path: path.parent.name)
def test_no_function_of_a_package_is_called_like_a_module_of_it(stub: Path) -> None:
    """Importing the module would put it in the place of the function, with some releases of lazy_loader."""
    brought = re.findall(r"^from \.[\w.]+ import (\w+)", stub.read_text(), re.MULTILINE)
    beside = {path.stem for path in stub.parent.iterdir()}
    assert brought
    assert beside.isdisjoint(brought)


def test_the_examples_of_the_readme_are_true() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert result.attempted >= 5
    assert result.failed == 0


def test_the_readme_shows_the_real_report() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```\n")[2].split("\n...\n")[0]
    call = [sys.executable, "-m", "deployments", "report", "--example"]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": ""})
    assert done.stdout.startswith(shown)


def test_the_readme_shows_what_its_questions_print() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```console\n\$ deployments ([^\n]*)\n(.*?)```", readme, re.DOTALL)
    assert len(shown) >= 2
    for command, printed in shown:
        call = [sys.executable, "-m", "deployments", *shlex.split(command)]
        own = {**os.environ, "COLUMNS": ""}
        assert subprocess.run(call, capture_output=True, text=True, check=True, env=own).stdout == printed


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_an_example_runs(path: Path) -> None:
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True)
    assert "NLD" in done.stdout or "Netherlands" in done.stdout or "nld-" in done.stdout
