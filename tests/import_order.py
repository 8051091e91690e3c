"""Who may import whom: reads every form of import of a package, and finds those that go up."""

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: The rooms from the ground up, as `deployments/__init__.pyi` and the folders name them. A module may import from its
#: own floor and from those below. The root, which imports all public names when they are asked for, has none.
FLOORS = (
    ("errors", "brief", "patterns", "gc_pause", "lazily", "version", "suggestions", "locales", "number_words"),
    ("values",),
    ("phrases",),
    ("claims", "diagnostics"),
    ("records", "citations"),
    ("rows", "packed_texts", "text_places"),
    ("references", "basis", "corrections", "scope", "statement_ids", "sayings", "soundness"),
    ("store",),
    ("editing",),
    ("solver",),
    ("answers",),
    ("columnar",),
    ("registry",),
    ("checks",),
    ("formats",),
    ("importing", "ibis"),
    ("reports", "shapes", "pages"),
    ("",),
    ("cli",),
    ("__main__",),
)
#: Rooms that know nothing of others, although those are below them.
APART = {"reports": ("formats", "importing", "ibis"), "pages": ("formats", "importing", "ibis")}
#: The floor from which on NumPy may be imported with the module, and not only when it is needed.
COLUMNS = "columnar"


class Import(NamedTuple):
    """One import: the line, the module that is imported, and whether it is done with the module that it stands in."""

    line: int
    target: str
    at_once: bool


def faults(package: Path, only: Path | None = None) -> list[str]:
    """Return a line for each import that breaks the order of the floors, and for each module that no floor lists.

    Takes the folder of a package, and, to look at one of its files only, the path of that.
    """
    name = package.name
    paths = sorted(path for path in package.rglob("*.py*") if path.suffix in (".py", ".pyi"))
    modules = {_module(package, path) for path in paths}
    found = []
    for path in paths if only is None else [only]:
        own = _room(_module(package, path), name)
        if _floor(own) is None:
            found.append(f"{path.relative_to(package)}: no floor lists {own!r}")
            continue
        for each in imports(path, _module(package, path), modules):
            if reason := _refused(own, each, name):
                found.append(f"{path.relative_to(package)}:{each.line}: imports {each.target}, {reason}")
    return found


def _refused(own: str, each: Import, package: str) -> str:
    top, _, _ = each.target.partition(".")
    if top == "numpy":
        low = _floor(own) or 0
        return "which is heavy" if each.at_once and low < (_floor(COLUMNS) or 0) and own else ""
    if top == "?":
        return "which cannot be told from the text"
    if top != package:
        return ""
    other = _room(each.target, package)
    floor = _floor(other)
    if floor is None:
        return "which no floor lists"
    if other in APART.get(own, ()):
        return "of which it knows nothing"
    return "from above" if floor > (_floor(own) or 0) else ""


def _floor(room: str) -> int | None:
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)


def _room(module: str, package: str) -> str:
    return module.removeprefix(package).removeprefix(".").partition(".")[0]


def _module(package: Path, path: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, module: str, modules: set[str]) -> Iterator[Import]:
    """Yield every import of a file, in whatever form, as the full name of the module that it is of."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = module if path.stem == "__init__" else module.rpartition(".")[0]
    later = _not_at_once(tree)
    texts = _docstrings(tree)
    others = modules - {module.partition(".")[0]}
    for node in ast.walk(tree):
        for target in _targets(node, inside, modules):
            yield Import(getattr(node, "lineno", 0), target, node not in later)
        if isinstance(node, ast.Constant) and node.value in others and node not in texts:
            # Whatever is done with the name of a module, it leads there.
            yield Import(node.lineno, str(node.value), node not in later)


def _targets(node: ast.AST, inside: str, modules: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name
            if alias.asname is None and "." in alias.name:
                yield alias.name.partition(".")[0]  # the name that is bound leads everywhere
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            base = importlib.util.resolve_name("." * node.level + base, inside)
        for alias in node.names:
            yield f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base
    elif isinstance(node, ast.Call) and _called(node.func) in ("import_module", "__import__"):
        yield _asked_for(node, inside)


def _asked_for(call: ast.Call, inside: str) -> str:
    """Return the module that a call imports, "?" if it cannot be told from the text."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "name")][:1]
    if given and ast.unparse(given[0]).startswith("f'{__name__}."):
        return inside  # a module of the same room, whichever
    name = given[0].value if given and isinstance(given[0], ast.Constant) else None
    if not isinstance(name, str):
        return "?"
    return importlib.util.resolve_name(name, inside) if name.startswith(".") else name


def _called(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _not_at_once(tree: ast.Module) -> set[ast.AST]:
    """Return what is not run with the module: the bodies of functions, and what only type checkers read."""
    later: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if is_function or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            later |= {*ast.walk(node)}
    return later


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
