"""Packages of tables as somebody else might send them."""

import json
from pathlib import Path
from typing import Any

from deployments.formats.data_package import Package
from deployments.formats.file_hashes import hash_of


def described(folder: Path, package: Any) -> None:
    """Write the package of a sender who knows how we write ours."""
    own = package["deployments"]
    own.pop("hash", None)
    own["hash"] = hash_of(json.dumps(package, ensure_ascii=False, indent=2).encode())
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    found = Package.read(text)
    assert found is not None
    assert found.intact
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
