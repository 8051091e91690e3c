"""Writes a registry to begin with: one letter, one deployment, and example lines for what letters say most often.

The file states nothing that nobody said: everything but the source, and the deployment if it is named, is a comment.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from deployments.errors import InvalidValueError
from deployments.formats import atomic
from deployments.formats.faults import no_folder, reason, unwritable
from deployments.formats.schema import toml_schema_text
from deployments.formats.toml_writer import toml_table
from deployments.records import Deployment, Source
from deployments.store import published_by
from deployments.values.countries import Country
from deployments.values.dates import Day

#: The file that is written for a letter, and the schema beside it.
LETTER, SCHEMA = "letter.toml", "registry.schema.json"

#: The first and the last year that the examples in the comments can have, whatever the year of the letter is.
_FIRST, _LAST = 1000, 9000


def new_registry(
    folder: str | os.PathLike[str],
    *,
    title: str,
    published: Day,
    publisher: str | None = None,
    contributor: str | None = None,
    place: str | None = None,
) -> tuple[Path, ...]:
    """Write a registry for a letter of one's own into a folder, and return the paths of its files.

    The folder is made if it is not there. The file has the source and, if a `contributor` is given, the deployment with
    its `place`. Below it are ten claims as comments; `check` accepts each of them when its marks are removed. The JSON
    Schema beside the file is for editors.

    Raises `RegistryError` for a folder that is not empty, or that cannot be written. Nothing is replaced, and either
    both files are written or none. Raises `InvalidValueError` for a wrong value, with a hint.

    >>> import tempfile, deployments
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = new_registry(Path(folder, "armenia"), title="Letter to parliament", published="2024-03-12")
    ...     registry = deployments.load(*paths[:1])
    >>> [path.name for path in paths], str(registry.sources["letter"].published), registry.statements
    (['letter.toml', 'registry.schema.json'], '2024-03-12', ())
    """
    text = letter_text(title=title, published=published, publisher=publisher, contributor=contributor, place=place)
    refuse_unless_empty(folder)
    target = Path(folder)
    _write(target, {LETTER: text.encode(), SCHEMA: toml_schema_text().encode()})
    return (target / LETTER, target / SCHEMA)


def letter_text(
    *,
    title: str,
    published: Day,
    publisher: str | None = None,
    contributor: str | None = None,
    place: str | None = None,
) -> str:
    """Return the text of the file that `new_registry` writes for a letter. Raises `InvalidValueError` as that does.

    >>> text = letter_text(title="A letter", published="2024-03-12", contributor="Netherlands", place="Armenia")
    >>> text.startswith("#:schema ./registry.schema.json"), "[deployments.nld-arm]" in text
    (True, True)
    """
    source = Source(id="letter", title=title, publisher=publisher, published=published)
    if published_by(source) is None:
        hint = 'write the day, the month, or the first and the last day that it can be: "[2023-05-18..2023-06-14]"'
        raise InvalidValueError("nobody can tell by when it was published", str(published), hint)
    said = {"title": str(source.title), "publisher": source.publisher, "published": str(source.published)}
    written = toml_table(("sources", "letter"), {key: each for key, each in said.items() if each is not None})
    about, deployment = _deployment(contributor, place)
    claims = _CLAIMS.format(about=about, year=_next_year(source))
    return f"{_HEAD}\n{written}{_MORE_OF_SOURCE}\n{_OF_DEPLOYMENT}\n{deployment}\n{claims}"


def _deployment(contributor: str | None, place: str | None) -> tuple[str, str]:
    """Return the id of the deployment and its table, which is a comment if no contributor is given."""
    if contributor is None:
        if place is not None:
            raise InvalidValueError("a place without a contributor", place, "say whose force it is, too")
        return "nld-svk", _commented(_EXAMPLE)
    made = Deployment(id="force", contributor=contributor, place=place)
    countries = [made.contributor, made.place.country if made.place else None]
    about = "-".join(str(each).lower() for each in countries if isinstance(each, Country)) or "force"
    said = {"contributor": str(made.contributor), **({"place": str(made.place)} if made.place else {})}
    return about, toml_table(("deployments", about), said) + _commented(_MORE_OF_DEPLOYMENT)


def _next_year(source: Source) -> str:
    """Return the year after that of a letter, for examples of days to come."""
    last = re.match(r"[0-9]{4}", str(getattr(source.published, "latest", "")))
    year = int(last[0]) if last else _FIRST
    return str(min(max(year, _FIRST), _LAST) + 1)


def _commented(lines: str) -> str:
    return "".join(f"#{line}" for line in lines.splitlines(keepends=True))


_HEAD = """\
#:schema ./registry.schema.json

# A registry: what a letter says, and nothing that it does not say.
# Lines that begin with a mark and no blank, "#key = ...", are examples. Remove the mark where the letter says such
# a thing, and write what it says. Then:
#
#   deployments check FOLDER               is everything written as it can be?
#   deployments report FOLDER              what is said, and by whom?
#   deployments active 2024-05-01 FOLDER   who is there on a day?
#
# The next letter is another file in this folder, with a source of its own.

source = "letter"                # the letter that states everything in this file
"""
_MORE_OF_SOURCE = """\
#kind = "official"               # or press, or relay: one who passes on what others said
#language = "en"
#url = "https://example.org/letter"
#references = "Kamerstuk 28 676, nr. 433"
"""
_OF_DEPLOYMENT = """\
# A deployment is one stay of one country's force at one place. Its id is yours to choose.
"""
_EXAMPLE = """\
[deployments.nld-svk]
contributor = "NLD"             # a country, or { organisation = "NATO" }
place = "Sliač, SVK"
force = "Patriot"               # a label, if there is one
"""
_MORE_OF_DEPLOYMENT = """\
force = "Patriot"               # a label, if there is one
"""
_CLAIMS = """\
# --- Claims: what the letter says of it. Each table can make several, and `wording` keeps the letter's own words. ---

# 1. They are there now, and so many. Without `present` a number is the size announced; what may be sent is a `ceiling`.
#[[statements]]
#about = "{about}"
#present = true
#strength = "~150"               # about 150; "150" exactly, "..150" at most, "150.." at least

# 2. They will come.
#[[statements]]
#about = "{about}"
#start = "{year}-05"               # in May; also "{year}-05-01", "mid {year}-05", "before {year}-22" (the summer)
#strength = "70"

# 3. The main body has left home.
#[[statements]]
#about = "{about}"
#departed = "before letter"

# 4. They will be ready on a day, and stay for at most six months from then.
#[[statements]]
#about = "{about}"
#operational = "{year}-05-15~"     # around that day
#duration = {{ of = "..P6M", from = "operational" }}

# 5. They will leave.
#[[statements]]
#about = "{about}"
#end = "{year}-10-31"              # the last day on which any of them is there
#wording = {{ end = "until the end of October" }}

# 6. It was decided. Of an extension write `end_decided`, beside its new `end`.
#[[statements]]
#about = "{about}"
#decided = "before letter"         # "has decided", on no day that is named; true is on the day of the letter itself

# 7. More will join them, or fewer will stay.
#[[statements]]
#about = "{about}"
#change = "80"                   # 80 more; "-30" is 30 fewer, "-50 %" half as many
#as_of = "{year}-06-01"

# 8. So many are allowed, until that day.
#[[statements]]
#about = "{about}"
#ceiling = "350"
#mandate = "{year}-06-30"
#by = "parliament"

# 9. It is under consideration, or holds in principle.
#[[statements]]
#about = "{about}"
#end = "{year}-10-15"
#basis = "considered"

# 10. It is called off.
#[[statements]]
#about = "{about}"
#cancelled = true
"""


# --- files -----------------------------------------------------------------------------------------------


def refuse_unless_empty(folder: str | os.PathLike[str]) -> None:
    """Raise `RegistryError` for a folder that is not empty. Hidden files do not count.

    >>> refuse_unless_empty("no-such-folder")
    """
    if not os.fspath(folder):
        raise no_folder()
    target = Path(folder)
    try:
        if os.path.lexists(target) and any(not path.name.startswith(".") for path in target.iterdir()):
            hint = "name a folder that is not there yet, or is empty"
            raise unwritable(target, "is not empty, and nothing in it is replaced", hint)
    except (OSError, ValueError) as error:
        raise unwritable(target, f"cannot be written: {reason(error)}", "name another folder") from error


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write new files, all or none. Raises `RegistryError` if that fails."""
    try:
        with _made(folder), atomic.locked(folder):
            refuse_unless_empty(folder)
            atomic.put_all_new({folder / name: data for name, data in files.items()})
    except (OSError, ValueError) as error:
        raise unwritable(folder, f"cannot be written: {reason(error)}", "name another folder") from error


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder, and those above it that are missing; if anything fails, remove them again."""
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for each in missing:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise
