"""What the words of a command line mean, judged before anything is read: a slip is told as what it is."""

from __future__ import annotations

import argparse
import itertools
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from deployments.cli.commands import Command
from deployments.cli.paths import holds_registry
from deployments.errors import DateError, InvalidValueError, bare

#: The arguments that are days.
_DAYS = ("DATE", "SINCE", "UNTIL")
#: The kinds of records that `list` takes, as it prints them.
_KINDS = {f"{kind}s": kind for kind in ("mission", "deployment", "event", "source")}
#: The options whose value is a text, of several words perhaps.
_TEXTS = ("--place", "--contributor", "--mission", "--title", "--publisher")
#: So many words can be one date whose quotes were forgotten: between 3 May 2019 and 12 June 2019.
_LONGEST = 8


def asked(options: argparse.Namespace) -> list[str]:
    """Return what a command asks about, with what may stand before the paths: if it is none of that, it is a path.

    Raises `InvalidValueError` for what is no date in the place of one, with what was meant.

    >>> from deployments.cli.parser import parse
    >>> asked(parse(["active", "June", "2019"]))
    Traceback (most recent call last):
    deployments.errors.InvalidValueError: not a date: 'June' (for 'June 2019', write "2019-06")
    """
    command: Command = options.command
    _check_quotes(options)
    found = [getattr(options, each.name.lower()) for each in command.arguments if each.name != "PATH"]
    check_order(options)
    if command.name == "find" and (more := _more_words(options, options.paths)):
        raise _without_quotes(more[0], f"find {shlex.quote(' '.join([*found, *more]))}")
    if command.about_one and (more := _more_words(options, options.paths)):
        meant = f"deployments find {shlex.quote(' '.join([*found, *more]))}"
        hint = f"if it goes with the word before it, look for an id, which is one word: {bare(meant)}"
        raise InvalidValueError("there is no file or folder of that name", more[0], hint)
    for at, argument in enumerate(command.arguments):
        if argument.name in _DAYS:
            _check_day(options, argument.name, [*found, *options.paths], at, len(found))
    return [*found, *_optional(options, found)]


def check_order(options: argparse.Namespace) -> None:
    """Raise `InvalidValueError` if a path stands before what is asked for, with the command line that was meant.

    >>> from deployments.cli.parser import parse
    >>> check_order(parse(["show", "/", "nld-svk"]))
    Traceback (most recent call last):
    deployments.errors.InvalidValueError: the ID comes before the path: '/' (did you mean: deployments show nld-svk /)
    """
    command: Command = options.command
    names = [each.name for each in command.positionals if each.name not in ("PATH", "FILE")]
    if not names or names[0] in _DAYS:  # a day is told from a path by itself
        return
    given: list[Any] = [getattr(options, name.lower()) for name in names]
    words = [str(each) for each in (*given, *(options.file if command.name == "import" else options.paths)) if each]
    late = [*itertools.takewhile(lambda word: _is_late(command.name, word), words[1:])]
    if not late or not _is_early(command.name, words[0]):
        return
    meant = shlex.join(["deployments", *_asked_for(command, late, len(names)), words[0], *words[len(late) + 1 :]])
    raise InvalidValueError(f"the {names[0]} comes before the path", words[0], f"did you mean: {bare(meant)}")


def _asked_for(command: Command, words: Sequence[str], most: int) -> list[str]:
    """Return the command and what it asks for, in some words: a text of several, which is no id, is looked for."""
    if command.name == "find" or (command.about_one and len(words) > most):
        return ["find", " ".join(words)]
    return [command.name, *sorted(words, key=is_date)]  # the day of a strength stands behind it


#: How the names of files end that a registry, a mapping or a table can have.
_ENDINGS = (".toml", ".jsonl", ".json", ".csv", ".tsv", ".txt")


def _is_late(command: str, word: str) -> bool:
    """Tell whether a word behind a path can be what the command asks for."""
    if command == "import":
        return word.endswith(".toml") or not (_exists(word) or word.endswith(_ENDINGS))
    if command == "list":
        return (word in _KINDS or word in _KINDS.values()) and not _exists(word)
    if command == "export":
        return not (word == "-" or word.endswith(_ENDINGS) or holds_registry(Path(word)))
    return not (_exists(word) or word == "-" or word.endswith(_ENDINGS) or "\\" in word or "/" in word)


def _is_early(command: str, word: str) -> bool:
    """Tell whether a word in the place of what a command asks for is a path."""
    if command == "export":  # tables can have been written there before
        return holds_registry(Path(word)) and not _exists(str(Path(word) / "datapackage.json"))
    return _exists(word) and not (command == "import" and word.endswith(".toml"))


def _exists(word: str) -> bool:
    """Tell whether there is a file or a folder of a name; a text that is too long for one is none."""
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def told_beside(options: argparse.Namespace) -> str:
    """Return what to tell beside the answer where the only word of `find` is also the name of a registry."""
    word = getattr(options, "text", "")
    if options.command.name != "find" or options.paths or not _exists(word) or not holds_registry(Path(word)):
        return ""
    meant = shlex.join(["deployments", "find", "TEXT", word])
    return f"{bare(word)} is a folder that holds a registry, too: to look in it, write {bare(meant)}"


def _check_quotes(options: argparse.Namespace) -> None:
    """Raise `InvalidValueError` for a text of several words without quotes: `--place Red Sea`, `find Red Sea letters`.

    The words after the first would be taken for a day, or for the paths, and nothing would tell of the quotes.
    """
    line: Sequence[str] = getattr(options, "line", ())
    for at, word in enumerate(line):
        flag, is_joint, _ = word.partition("=")
        first = at if is_joint else at + 1
        if flag in _TEXTS and (more := _more_words(options, line[first + 1 :])):
            text = " ".join([line[first].partition("=")[2] if is_joint else line[first], *more])
            raise _without_quotes(more[0], f"{flag} {shlex.quote(text)}")


def _without_quotes(word: str, meant: str) -> InvalidValueError:
    hint = f"if it goes with the word before it, write both in quotes: {bare(meant)}"
    return InvalidValueError("there is no file or folder of that name", word, hint)


def _more_words(options: argparse.Namespace, words: Sequence[str]) -> list[str]:
    """Return the words that go on with a text: neither options nor days, files, ids, or what else is asked about."""
    asked = [getattr(options, each.name.lower(), None) for each in options.command.arguments if each.name not in _DAYS]
    ends = (
        at
        for at, word in enumerate(words)
        if word.startswith("-")
        or word in asked
        or not _is_word(word)
        or _exists(word)
        or is_date(word)
        or _unquoted(words[at:])
    )
    return [*words[: next(ends, len(words))]]


def _is_word(text: str) -> bool:
    return not any(mark in text for mark in "/\\.")


def _of_one_day(asked: str) -> str:
    """Return the hint with what tells of a strength, that of a deployment or that of a mission."""
    explain = shlex.join(["deployments", "explain", asked])
    mission = shlex.join(["--mission", asked.removesuffix(".strength")])
    return f"ask for one day: `{explain} DATE`, or of a mission `deployments strength DATE {mission}`"


def _optional(options: argparse.Namespace, found: Sequence[str]) -> Iterator[str]:
    """Yield what may stand before the paths, if it does; else take it for a path."""
    command: Command = options.command
    word = None if command.optional is None else getattr(options, command.optional.name.lower())
    is_strength = command.name == "explain" and found[0].endswith(".strength")
    if command.name == "history" and found[0].endswith(".strength"):
        raise InvalidValueError("a strength has no bounds", found[0], _of_one_day(found[0]))
    if word is None:
        if is_strength:
            raise InvalidValueError("the DATE of a strength is missing", found[0], "write a day after it")
    elif command.name == "list" and word in (*_KINDS, *_KINDS.values()):
        yield _KINDS.get(word, word)
    elif is_strength:
        _check_day(options, "DATE", [*found, word, *options.paths], len(found), len(found) + 1)
        yield word
    elif command.name == "explain" and is_date(word) and not _exists(word):
        yield word
    else:
        options.paths = [word, *options.paths]


def is_date(text: str) -> bool:
    """Tell whether a text is a date in EDTF.

    >>> is_date("2023-06"), is_date("June 2023")
    (True, False)
    """
    from deployments.values.dates import UncertainDate

    with suppress(DateError):
        UncertainDate.parse(text)
        return True
    return False


def _check_day(options: argparse.Namespace, name: str, words: Sequence[str], at: int, paths_from: int) -> None:
    """Raise `InvalidValueError` if a word in the place of a day is none, or needs the word after it to be the one."""
    from deployments.values.dates import UncertainDate

    word = words[at]
    if is_date(word):
        if at + 1 == paths_from and (meant := _unquoted(words[at:])):
            raise InvalidValueError("a date in several words", word, meant)
        return
    if meant := _in_order(options, words, at, paths_from) or _before_path(name, word) or _unquoted(words[at:]):
        raise InvalidValueError("not a date", word, meant)
    UncertainDate.parse(word)  # which tells what to write


def _before_path(name: str, word: str) -> str:
    if not _exists(word):
        return ""
    return f"{bare(word)} is a {'folder' if Path(word).is_dir() else 'file'}: write the {name} before it"


def _in_order(options: argparse.Namespace, words: Sequence[str], at: int, paths_from: int) -> str:
    """Return the command line that was meant, if a path stands before what is asked; else an empty text."""
    path, late, paths = words[at], words[at + 1 : paths_from + 1], words[paths_from + 1 :]
    if not late or not _exists(path) or not all(is_date(word) and not _exists(word) for word in late):
        return ""
    meant = shlex.join(["deployments", options.command.name, *words[:at], *late, path, *paths])
    return f"did you mean: {bare(meant)}"


def _unquoted(words: Sequence[str]) -> str:
    """Return what to write for a date whose words are taken for several arguments; empty if they are no date."""
    from deployments.values.date_words import date_hint

    paths_from = next((at for at, word in enumerate(words) if at and (word == "-" or _exists(word))), len(words))
    for count in range(min(paths_from, _LONGEST), 1, -1):
        text = " ".join(words[:count])
        if hint := date_hint(text):
            return f"for {text!r}, {hint}"
    return ""


def check_options(options: argparse.Namespace) -> None:
    """Raise `InvalidValueError` for an option whose value is no day, or no tolerance, and name the option.

    >>> check_options(argparse.Namespace(known_on="nz"))
    Traceback (most recent call last):
    deployments.errors.InvalidValueError: --known-on: not a date: 'nz' (write it as EDTF: "2023-06-21", ...)
    """
    from deployments.answers.question import one_day
    from deployments.values.dates import UncertainDate
    from deployments.values.tolerance import Tolerance

    readers: dict[str, Callable[[str], object]] = {
        "known_on": one_day,
        "on": UncertainDate.parse,
        "tolerance": Tolerance.parse,
    }
    for name, read in readers.items():
        if (value := getattr(options, name, None)) is None:
            continue
        try:
            read(value)
        except InvalidValueError as error:
            flag = f"--{name.replace('_', '-')}"
            raise InvalidValueError(f"{flag}: {error.problem}", error.value, error.hint) from None


def instead_of_path(options: argparse.Namespace) -> InvalidValueError | None:
    """Return what went wrong where the only word is a file or a folder, and what is asked about is missing."""
    command: Command = options.command
    if options.paths or options.example or len(command.arguments) < 2 or command.arguments[0].name in _DAYS:
        return None
    name = command.arguments[0].name
    word = str(getattr(options, name.lower()))
    hint = _before_path(name, word)
    return InvalidValueError(f"the {name} is missing", word, hint) if hint else None
