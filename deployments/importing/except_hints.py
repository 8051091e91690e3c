"""What to write in a mapping so that columns are left out of those that it means with `each`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from deployments.errors import quote
from deployments.importing.columns import DeploymentColumns, OneOfMany
from deployments.importing.toml_texts import toml_value


def except_keys(columns: Iterable[OneOfMany], names: Sequence[str]) -> str:
    """Return the keys that leave columns out, with what is left out already: one list for each table of the mapping.

    >>> except_keys([OneOfMany(1, "strength", ("Total",)), OneOfMany(2, "strength", ("Total",))], ["A", "B", "C"])
    'except = ["Total", "B", "C"] beside the key each of strength'
    """
    lists: dict[str, dict[str, None]] = {}
    for each in columns:
        lists.setdefault(each.table, dict.fromkeys(each.leave_out))[names[each.number]] = None
    return ", and ".join(
        f"except = {toml_value(words)} beside the key each of {table}" for table, words in lists.items()
    )


def leave_out_hints(
    lost: Sequence[DeploymentColumns], names: Sequence[str], others: Sequence[OneOfMany] = ()
) -> Iterator[str]:
    """Yield for each of some columns what to write to leave it out: the first has the list of all of them.

    `others` are columns of which another hint says that they are to be left out: the list has them too.
    """
    keys = except_keys([*others, *(each for one in lost for each in one.many)], names)
    for number, _ in enumerate(lost):
        if number == 0:
            yield f"leave {'the column' if len(lost) == 1 else 'all such columns'} out: write {keys}"
        else:
            first = quote(names[lost[0].numbers_alone()[0]])
            yield f"leave the column out: the hint for {first} has the list of all"
