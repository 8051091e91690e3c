"""The questions of the timeline, asked of the tables of a registry: on DuckDB, or on Spark for what outgrows a machine.

Every answer is an Ibis expression over tables that `deployments.formats.export` writes as Parquet. It is computed when
it is asked for (`con.to_pandas(expression)`), by whatever the connection leads to. The answers are those of the
registry itself. It takes `pip install 'deployments[scale]'`. `docs/scale.md` shows how it is used, and what it costs.
"""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from deployments.answers.filters import GROUPS
from deployments.answers.presence import Asks, Question
from deployments.answers.timeline import Timeline
from deployments.errors import CountryError, DateError, DeploymentsError, InvalidValueError
from deployments.formats import data_package
from deployments.formats.arrow import MissingExtraError
from deployments.formats.data_package import Package
from deployments.formats.regular_files import contents
from deployments.store import did_you_mean
from deployments.values.calendar import FIRST_DATE, LAST_DATE
from deployments.values.countries import Country, Organisation, Place, contributor
from deployments.values.dates import Day
from deployments.values.edtf import Run
from deployments.values.tolerance import Tolerance

try:
    import ibis
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("Questions of tables", "Ibis", "scale") from error

#: So many stretches of days are asked for at once, at the most: an expression names each of them.
MAX_RUNS = 100

Contributor = Country | Organisation | str | None
Where = Place | Country | str | None
#: Ibis says little of its types.
Expression = Any

_FIRST, _LAST = datetime.date.min, datetime.date.max
#: What amounts are added up of: `endless` and `unstated` count those without an upper end, and without a statement.
_SUMS = ("low", "high", "endless", "deployments", "unstated", "disputed")


@attrs.frozen(eq=False)
class Tables:
    """The tables of one registry on one connection, as Ibis has them.

    `presence`, `gaps`, `strength` and `forces` are what is asked; `deployments` and `missions` say what belongs
    together. `tolerance` is what "around" means in a question.
    """

    con: Any
    deployments: Expression
    missions: Expression
    presence: Expression
    gaps: Expression
    strength: Expression
    forces: Expression
    tolerance: Tolerance = attrs.field(factory=Tolerance)

    @classmethod
    def of(
        cls, con: Any, source: str | os.PathLike[str] | Mapping[str, Any], tolerance: Tolerance | None = None
    ) -> Tables:
        """Take the tables from a folder of Parquet, or as they are by name: tables of Ibis, or, for DuckDB, of Arrow.

        Takes a connection of Ibis, such as `ibis.duckdb.connect()` or `ibis.pyspark.connect(session)`. The folder is
        one that the connection reads, on this machine or elsewhere. The tolerance is that of the folder, if it is on
        this machine, unless another is given. Raises `DeploymentsError` for a folder that was not written whole.

        >>> import deployments
        >>> con = ibis.duckdb.connect()
        >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
        >>> con.to_pyarrow(tables.presence.count()).as_py()
        4
        """
        names = [field.name for field in attrs.fields(cls) if field.name not in ("con", "tolerance")]
        if isinstance(source, Mapping):
            given = {name: _table(con, source[name]) for name in names}
            return cls(con, **given, tolerance=tolerance or Tolerance())
        written = _written(Path(source))
        folder = os.fspath(source).rstrip("/")
        given = {name: con.read_parquet(f"{folder}/{name}.parquet") for name in names}
        return cls(con, **given, tolerance=tolerance or written or Tolerance())

    @functools.cached_property
    def forest(self) -> Forest:
        """Which deployments are one force: the links are read once, into memory."""
        linked = self.deployments.filter(self.deployments.follows.notnull()).select("id", "follows")
        columns = self.con.to_pyarrow(linked).to_pydict()
        return Forest.of(dict(zip(columns["id"], columns["follows"], strict=True)))


def _table(con: Any, given: Any) -> Expression:
    """Give a table as Ibis has it, whose cells may all be empty: else it cannot be put together with others."""
    if not isinstance(given, ibis.Table) and con.name != "duckdb":
        # On its way to Spark Ibis makes an empty text of Arrow the text "NaN".
        raise DeploymentsError("tables in memory are for DuckDB: write a folder with format='parquet' for others")
    table = given if isinstance(given, ibis.Table) else ibis.memtable(given)
    return table.cast({name: each(nullable=True) for name, each in table.schema().items()})


def _written(folder: Path) -> Tolerance | None:
    """Give the tolerance of a folder on this machine, None if it is not on it."""
    path = folder / data_package.NAME
    if not path.exists():
        if folder.is_dir():
            raise DeploymentsError(f"{path} is not there: the tables were not written whole")
        return None
    try:
        found = Package.read(contents(path, data_package.MAX_PACKAGE).decode())
    except (OSError, ValueError, RecursionError) as error:
        raise DeploymentsError(f"{path} cannot be read: {error}") from error
    if found is None or not found.finished or found.format != "parquet":
        raise DeploymentsError(f"{path} is not of whole tables in Parquet: write them with format='parquet'")
    return found.tolerance


# --- who is there ----------------------------------------------------------------------------------------


def active(  # noqa: PLR0913 - the filters of `Registry.active`, and the tables
    tables: Tables,
    on: Day,
    *,
    contributor: Contributor = None,
    mission: str | None = None,
    place: Where = None,
    certain: bool = False,
    undecided: bool = False,
    unconfirmed: bool = True,
    throughout: bool = False,
) -> Expression:
    """Give the deployments that are, or may be, there, as `Registry.active` does: a row of `presence` for each.

    Three columns are added: `certainty` (`"certain"` or `"possible"`), `rests_on` (`"reported"`, `"expected"`,
    `"unconfirmed"`, `"open"`) and `last_confirmed`, the last day, not after those asked for, on which reports alone put
    it there. Days without an end are asked for as far as the tables go: the years 1 to 9999.

    `throughout` takes `certain`: of a deployment that has been given a length of stay the tables do not tell whether it
    may be there on every one of several days. Raises `InvalidValueError` for that question, and for a filter that fits
    nothing; `DateError` for days outside of the tables, or more than 100 stretches of them.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> there = active(tables, "2023-06-20", place="SVK").order_by("deployment")
    >>> con.to_pyarrow(there.select("deployment", "certainty", "rests_on")).to_pylist()[1]
    {'deployment': 'nld-amdtf-svk', 'certainty': 'possible', 'rests_on': 'expected'}
    """
    question = _question(tables, on, throughout=throughout)
    chosen = tables.presence.filter(_tests(tables, tables.presence, contributor, mission, place))
    if question.asks is Asks.EVERY:
        if not certain:
            raise InvalidValueError(
                "the tables do not tell who may be there on every one of several days",
                str(on),
                "ask with certain=True, or ask the registry",
            )
        there = chosen.filter(_is_sure(chosen, question))
    else:
        there = _possible(chosen, tables.gaps, _runs(question))
    first, last = max(question.first, FIRST_DATE), min(question.last, LAST_DATE)
    found = there.mutate(
        is_sure=_is_sure(there, question),
        is_open=there.expected_to.isnull(),
        is_expected=ibis.greatest(there.first.fill_null(_date(first)), _date(first)) <= there.expected_to,
        confirmed=ibis.least(there.certain_to, _date(last)),
    )
    found = found.mutate(
        certainty=found.is_sure.ifelse("certain", "possible"),
        rests_on=ibis.cases(
            (found.is_sure, "reported"),
            (found.is_open, "open"),
            (found.is_expected, "expected"),
            else_="unconfirmed",
        ),
        last_confirmed=(found.certain_from <= found.confirmed).ifelse(found.confirmed, ibis.null("date")),
    ).drop("is_sure", "is_open", "is_expected", "confirmed")
    wanted = [
        *([found.certainty == "certain"] if certain else []),
        *([found.certainty == "possible"] if undecided else []),
        *([] if unconfirmed else [found.rests_on != "unconfirmed"]),
    ]
    return found.filter(wanted) if wanted else found


def _question(tables: Tables, on: Day, *, throughout: bool = False) -> Question:
    question = Question.of(on, tables.tolerance, throughout=throughout)
    if question.is_endless:
        raise DateError("a period without a first or a last day", str(on), "name both: the tables have an end")
    if not FIRST_DATE <= question.first <= question.last <= LAST_DATE:
        raise DateError("the tables are of the years 1 to 9999", str(on), "ask for days of these")
    if len(question.runs) > MAX_RUNS:
        raise DateError(f"more than {MAX_RUNS} stretches of days", str(on), "ask for fewer at once")
    return question


def _runs(question: Question) -> list[Run]:
    """The days asked for."""
    return [*question.runs]


def _date(day: float) -> Expression:
    return ibis.literal(datetime.date.fromordinal(int(day)))


def _meets(table: Expression, run: Run) -> Expression:
    """Tell which rows are of any of the days of a run; an end that is not there is no limit."""
    first, last = map(_date, run)
    return (table.first.isnull() | (table.first <= last)) & (table.last.isnull() | (table.last >= first))


def _meets_any(table: Expression, runs: Sequence[Run]) -> Expression:
    return ibis.or_(*(_meets(table, run) for run in runs))


def _is_sure(presence: Expression, question: Question) -> Expression:
    """Tell which are certain to be there: `Question.needs` says by and from which day."""
    by, from_ = map(_date, question.needs)
    return ((presence.certain_from <= by) & (presence.certain_to >= from_)).fill_null(False)


def _possible(presence: Expression, gaps: Expression, runs: Sequence[Run]) -> Expression:
    """Leave out those that cannot be there on any of the days.

    Between two gaps of a deployment there is a day on which it can be there: a run is ruled out by one of them, or not
    at all.
    """
    there = presence.filter(_meets_any(presence, runs))
    gap = gaps.select("deployment", gap_first=gaps.first.fill_null(_FIRST), gap_last=gaps.last.fill_null(_LAST))
    each = there.join(gap, "deployment")
    met, out = [], []
    for run in runs:
        first = ibis.greatest(each.first.fill_null(_FIRST), _date(run[0]))
        last = ibis.least(each.last.fill_null(_LAST), _date(run[1]))
        meets = first <= last
        met.append(meets.cast("int64"))
        out.append((meets & (each.gap_first <= first) & (each.gap_last >= last)).cast("int64"))
    counted = each.select("deployment", met=sum(met[1:], met[0]), out=sum(out[1:], out[0]))
    ruled = counted.group_by("deployment").aggregate(met=counted.met.max(), out=counted.out.sum())
    return there.anti_join(ruled.filter(ruled.met == ruled.out), "deployment")


# --- which ones ------------------------------------------------------------------------------------------


def _tests(tables: Tables, table: Expression, who: Contributor, mission: str | None, place: Where) -> list[Expression]:
    """Give what is asked of each row, as `timeline.filters.Filter` does: of deployments, or of their presence."""
    return [
        *([] if who is None else [table.contributor == _contributor(tables, who)]),
        *([] if mission is None else [table.mission.isin(_missions(tables, mission))]),
        *([] if place is None else [_is_at(tables, table, place)]),
        ibis.literal(True),
    ]


def _contributor(tables: Tables, wanted: Country | Organisation | str) -> str:
    text = str(wanted)
    return text if _any(tables, tables.deployments.contributor == text) else str(contributor(wanted))


def _missions(tables: Tables, wanted: str) -> list[str]:
    """Give a mission, and those that are part of it."""
    columns = tables.con.to_pyarrow(tables.missions.select("id", "part_of")).to_pydict()
    parts: dict[str | None, list[str]] = {}
    for id_, whole in zip(columns["id"], columns["part_of"], strict=True):
        parts.setdefault(whole, []).append(id_)
    if wanted not in columns["id"]:
        raise InvalidValueError("there is no mission", wanted, did_you_mean(str(wanted), columns["id"]))
    within, queue = {wanted}, [wanted]
    while queue:
        new = set(parts.get(queue.pop(), ())) - within
        within |= new
        queue += new
    return sorted(within)


def _is_at(tables: Tables, table: Expression, wanted: Place | Country | str) -> Expression:
    if isinstance(wanted, Place):
        country = None if wanted.country is None else str(wanted.country)
        cells = zip(_PLACE, (country, wanted.name, wanted.latitude, wanted.longitude), strict=True)
        same = [table[name].isnull() if cell is None else table[name] == cell for name, cell in cells]
        return ibis.and_(*same)
    try:
        return table.place_country == str(Country.parse(wanted) if isinstance(wanted, str) else wanted)
    except CountryError:
        if _any(tables, _is_named(tables.deployments, str(wanted))):
            return _is_named(table, str(wanted))
    hint = 'write a country ("SVK"), or the name of a place as its record has it'
    raise InvalidValueError("no deployment is at this place, and it is no country", str(wanted), hint)


_PLACE = ("place_country", "place_name", "place_latitude", "place_longitude")


def _is_named(table: Expression, name: str) -> Expression:
    return ((table.place_name == name) | (_place(table) == name)).fill_null(False)


def _place(table: Expression) -> Expression:
    """Give the places as `str(Place)` does, empty where there is none."""
    comma = (table.place_name.notnull() & table.place_country.notnull()).ifelse(", ", "")
    words = table.place_name.fill_null("") + comma + table.place_country.fill_null("")
    degrees = "(" + table.place_latitude.cast("string") + ", " + table.place_longitude.cast("string") + ")"
    return (words + " " + degrees.fill_null("")).strip()


def _any(tables: Tables, test: Expression) -> bool:
    return bool(tables.con.to_pyarrow(test.fill_null(False).any()).as_py())


def _group(table: Expression, by: str | None) -> Expression:
    """Give the name of the group of each deployment. Raises `InvalidValueError`."""
    if by is None:
        return ibis.literal("")
    if by not in GROUPS:
        raise InvalidValueError("not a way to group deployments", by, f"write {', '.join(GROUPS)}")
    return _place(table) if by == "place" else table[by].fill_null("")


# --- how many --------------------------------------------------------------------------------------------


def strength(
    tables: Tables,
    on: Day,
    *,
    contributor: Contributor = None,
    mission: str | None = None,
    place: Where = None,
) -> Expression:
    """Give how many personnel are there, as `Registry.strength` does: one row.

    `low` to `high`, empty where one of them has no upper end; `deployments`, how many may be there; `unstated`, of how
    many of those nobody stated the strength: they are not counted; `disputed`. Raises as `active` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> con.to_pyarrow(strength(tables, "2022-05-10", contributor="NLD")).to_pylist()
    [{'low': 108, 'high': 132, 'deployments': 1, 'unstated': 0, 'disputed': False}]
    """
    amounts = _on(tables, _question(tables, on), _Asked(tables, None, contributor, mission, place))
    return _shown(amounts.aggregate(**{name: amounts[name].sum().fill_null(0) for name in _SUMS}))


def strength_by(
    tables: Tables,
    by: str,
    on: Day,
    *,
    contributor: Contributor = None,
    mission: str | None = None,
    place: Where = None,
) -> Expression:
    """Give the strengths by `"contributor"`, `"mission"` or `"place"`, where anybody may be there: a row for each.

    The first column, named `by`'s value, is the code or name of the contributor, the id of the mission or the place,
    empty where there is none; the others are those of `strength`. Raises as that does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> found = strength_by(tables, "contributor", "2022-05-10").order_by("contributor")
    >>> con.to_pyarrow(found.select("contributor", "low", "high", "unstated")).to_pylist()[1]
    {'contributor': 'NLD', 'low': 108, 'high': 132, 'unstated': 0}
    """
    amounts = _on(tables, _question(tables, on), _Asked(tables, by, contributor, mission, place))
    totals = amounts.group_by("group").aggregate(**{name: amounts[name].sum() for name in _SUMS})
    return _shown(totals.filter(totals.deployments > 0)).rename({by: "group"})


def strength_series(
    tables: Tables,
    start: Day,
    end: Day,
    by: str | None = None,
    *,
    contributor: Contributor = None,
    mission: str | None = None,
    place: Where = None,
) -> Expression:
    """Give the strength of every day from the first of `start` to the last of `end`: a row for each step.

    From `first` to `last`, both inclusive, nothing changes in the columns of `strength`; `disputed` is not among them.
    With `by` the first column names the contributor, mission or place. Raises `DateError` for a period without an end,
    else as `strength` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> steps = strength_series(tables, "2022-04-10", "2022-05-10", contributor="NLD").order_by("first")
    >>> for step in con.to_pyarrow(steps).to_pylist():
    ...     print(step["first"], step["last"], step["low"], step["high"], step["unstated"])
    2022-04-10 2022-04-13 0 0 1
    2022-04-14 2022-05-05 135 165 0
    2022-05-06 2022-05-10 108 132 0
    """
    period = _period(start, end)
    asked = _Asked(tables, by, contributor, mission, place)
    steps = _steps(asked.amounts(), asked.groups(), period)
    return steps.drop("group") if by is None else steps.rename({by: "group"})


def peak(
    tables: Tables,
    start: Day,
    end: Day,
    *,
    contributor: Contributor = None,
    mission: str | None = None,
    place: Where = None,
) -> Expression:
    """Give the highest that the low and the high end of the series reach, each with its first day: one row.

    `low`, `low_on`, `high` (empty if there is no upper end) and `high_on`. Raises as `strength_series` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> con.to_pyarrow(peak(tables, "2022", "2023").high).to_pylist()
    [165]
    """
    steps = strength_series(tables, start, end, contributor=contributor, mission=mission, place=place)
    least = steps.order_by(steps.low.desc(), steps.first).limit(1)
    endless = steps.mutate(endless=steps.high.isnull().cast("int64"), known=steps.high.fill_null(0))
    most = endless.order_by(endless.endless.desc(), endless.known.desc(), endless.first).limit(1)
    return least.select("low", low_on="first").cross_join(most.select("high", high_on="first"))


def _period(start: Day, end: Day) -> Run:
    first, last = Timeline.period(start, end)
    if first < FIRST_DATE or last > LAST_DATE:
        raise DateError("the tables are of the years 1 to 9999", f"{start} to {end}", "ask for days of these")
    return first, last


def _shown(sums: Expression) -> Expression:
    """Give sums as they are shown: no upper end where one of them has none."""
    return sums.mutate(high=(sums.endless > 0).ifelse(ibis.null("int64"), sums.high), disputed=sums.disputed > 0).drop(
        "endless"
    )


# --- what is added up ------------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class _Asked:
    """The deployments asked for, and by what they are grouped."""

    tables: Tables
    by: str | None
    contributor: Contributor
    mission: str | None
    place: Where

    def groups(self) -> Expression:
        """Give the names of the groups."""
        if self.by is None:
            return self.tables.deployments.aggregate(count=ibis._.count()).select(group=ibis.literal(""))
        return self._who().select("group").distinct()

    def _who(self) -> Expression:
        table = self.tables.deployments
        tests = _tests(self.tables, table, self.contributor, self.mission, self.place)
        return table.filter(tests).select(deployment=table.id, group=_group(table, self.by))

    @property
    def is_everything(self) -> bool:
        return (self.by, self.contributor, self.mission, self.place) == (None,) * 4

    def amounts(self) -> Expression:
        """Give the numbers that add up to every sum, each with its days, or without."""
        if self.is_everything:
            return _whole(self.tables.forces)
        return _added(self.tables.forest, self.strengths())

    def strengths(self) -> Expression:
        return self.tables.strength.join(self._who(), "deployment").select(*_STRENGTHS, "group")


_STRENGTHS = ("deployment", "force_id", "first", "last", "low", "high", "stated", "disputed")


def _on(tables: Tables, question: Question, asked: _Asked) -> Expression:
    """Give the amounts of the days asked for: of several, the range of each deployment over all of them."""
    runs = _runs(question)
    if question.first == question.last and asked.is_everything:
        return _whole(tables.forces.filter(_meets_any(tables.forces, runs)))
    strengths = asked.strengths()
    own = strengths.filter(_meets_any(strengths, runs))
    hulls = own.group_by("group", "deployment", "force_id").aggregate(
        first=ibis.null("date"),
        last=ibis.null("date"),
        low=own.low.min(),
        high=own.high.isnull().any().ifelse(ibis.null("int64"), own.high.max()),
        stated=own.stated.any(),
        disputed=own.disputed.any(),
    )
    return _added(tables.forest, hulls)


def _whole(forces: Expression) -> Expression:
    """Give the amounts of all deployments, which `forces` has."""
    return forces.select(
        "first",
        "last",
        "low",
        "deployments",
        group=ibis.literal(""),
        high=forces.high.fill_null(0),
        endless=forces.high.isnull().cast("int64"),
        unstated=forces.unstated.length().fill_null(0).cast("int64"),
        disputed=forces.disputed.cast("int64"),
    )


def _added(forest: Forest, strengths: Expression) -> Expression:
    """Give the amounts of some deployments: a force, at one place after the other, is counted once."""
    stated = strengths.stated.cast("int64")
    own = strengths.select(
        *("group", "deployment", "force_id", "first", "last"),
        low=strengths.low * stated,
        high=strengths.high.fill_null(0) * stated,
        endless=strengths.high.isnull().cast("int64") * stated,
        deployments=ibis.literal(1, "int64"),
        unstated=1 - stated,
        disputed=strengths.disputed.cast("int64"),
    )
    columns = ("group", "first", "last", *_SUMS)
    if not forest.nodes:
        return own.select(*columns)
    nodes = ibis.memtable(
        {"deployment": [*forest.nodes], "branch": [*forest.nodes.values()]},
        schema=dict.fromkeys(("deployment", "branch"), "string"),
    )
    alone = own.anti_join(nodes, "deployment")
    moved = own.join(nodes, "deployment")
    return alone.select(*columns).union(_forces(forest, moved).select(*columns))


@attrs.frozen
class Forest:
    """Deployments of the same force, linked by `follows`, as branches: in one, each is followed by one other at most.

    `nodes` gives the branch of each deployment that is linked, named by its first; `branches` for each branch the one
    that it follows, empty for none, the first of its force, and how many it has before it.
    """

    nodes: Mapping[str, str]
    branches: Sequence[tuple[str, str, str, int]]

    @classmethod
    def of(cls, follows: Mapping[str, str]) -> Forest:
        """Make them of the links. Raises `InvalidValueError` for links in a circle.

        >>> forest = Forest.of({"b": "a", "c": "b", "d": "b"})
        >>> dict(forest.nodes)
        {'a': 'a', 'b': 'a', 'c': 'c', 'd': 'd'}
        >>> forest.branches
        [('a', '', 'a', 0), ('c', 'a', 'a', 1), ('d', 'a', 'a', 1)]
        """
        after: dict[str, list[str]] = {}
        for id_, before in follows.items():
            after.setdefault(before, []).append(id_)
        nodes: dict[str, str] = {}
        branches: dict[str, tuple[str, str, str, int]] = {}
        queue = [each for each in after if each not in follows]
        for each in queue:
            nodes[each], branches[each] = each, (each, "", each, 0)
        while queue:
            before = queue.pop()
            _, _, force, depth = branches[nodes[before]]
            for each in (next_ := after.get(before, [])):
                nodes[each] = nodes[before] if len(next_) == 1 else each
                if nodes[each] == each:
                    branches[each] = (each, nodes[before], force, depth + 1)
                queue.append(each)
        if circle := follows.keys() - nodes.keys():
            raise InvalidValueError("deployments that follow each other in a circle", min(circle), "take one link out")
        return cls(nodes, [*branches.values()])


def _forces(forest: Forest, moved: Expression) -> Expression:
    """Give the amounts of forces that have several deployments: the larger of a branch, and of all that follow it."""
    names = ("branch", "before", "force_id", "depth")
    types = dict(zip(names, ("string", "string", "string", "int64"), strict=True))
    columns = dict(zip(names, map(list, zip(*forest.branches, strict=True)), strict=True))
    branches = ibis.memtable(columns, schema=types)
    own = moved.select(
        "deployment",
        *(group_ := ("group", "branch")),
        *_SUMS,
        own_first=moved.first.fill_null(_FIRST),
        own_last=moved.last.fill_null(_LAST),
    )
    cells = _turns(moved).join(branches, "force_id")
    held = cells.left_join(
        own,
        [*group_, cells.first >= own.own_first, cells.first <= own.own_last],
        rname="own_{name}",
    )
    key = ("group", "force_id", "first", "last", "branch", "before", "depth")
    larger, added = ("low", "high", "endless"), ("deployments", "unstated", "disputed")
    held = held.group_by(*key).aggregate(
        **{name: held[name].max().fill_null(0) for name in larger},
        **{name: held[name].sum().fill_null(0) for name in added},
    )
    reached: Expression = None
    for depth in range(max(depth for *_, depth in forest.branches), -1, -1):
        here = held.filter(held.depth == depth)
        if reached is not None:
            after = reached.group_by("group", "first", branch=reached.before).aggregate(
                **{f"after_{name}": reached[name].sum() for name in _SUMS}
            )
            both = here.left_join(after, ["group", "first", "branch"], rname="other_{name}")
            theirs = {name: both[f"after_{name}"].fill_null(0) for name in _SUMS}
            here = both.select(
                *key,
                **{name: ibis.greatest(both[name], theirs[name]) for name in larger},
                **{name: both[name] + theirs[name] for name in added},
            )
        reached = here
    return reached


def _turns(moved: Expression) -> Expression:
    """Give for each force the periods in which nothing changes: `group`, `force_id`, `first` and `last`."""
    begin = moved.select("group", "force_id", first=moved.first.fill_null(_FIRST))
    ended = moved.filter(moved.last < _LAST)
    after = ended.select("group", "force_id", first=_next(ended.last))
    turns = begin.union(after).distinct()
    own = ibis.window(group_by=["group", "force_id"], order_by="first")
    return turns.mutate(last=_before(turns.first.lead().over(own)))


def _next(day: Expression) -> Expression:
    return (day + ibis.interval(days=1)).cast("date")


def _before(day: Expression) -> Expression:
    return (day - ibis.interval(days=1)).cast("date")


# --- day by day ------------------------------------------------------------------------------------------


def _steps(amounts: Expression, groups: Expression, period: Run) -> Expression:
    """Add up amounts day by day, and give the days from which a sum is another than before."""
    start, end = map(_date, period)
    here = amounts.filter(_meets(amounts, period))
    come = here.select("group", *_SUMS, day=ibis.greatest(here.first.fill_null(start), start))
    leave = here.filter(here.last < end)
    gone = leave.select("group", **{name: -leave[name] for name in _SUMS}, day=_next(leave.last))
    none = groups.select("group", **dict.fromkeys(_SUMS, ibis.literal(0, "int64")), day=start)
    columns = ("group", "day", *_SUMS)
    changes = ibis.union(*(each.select(*columns) for each in (come, gone, none)))
    daily = changes.group_by("group", "day").aggregate(**{name: changes[name].sum() for name in _SUMS})
    until = ibis.window(group_by="group", order_by="day", preceding=None, following=0)
    sums = daily.select("group", "day", **{name: daily[name].sum().over(until) for name in _SUMS})
    # A sum without an upper end shows none, whatever else is in it.
    sums = sums.mutate(endless=(sums.endless > 0).cast("int64"), high=(sums.endless > 0).ifelse(0, sums.high))
    in_order = ibis.window(group_by="group", order_by="day")
    told = [name for name in _SUMS if name != "disputed"]
    before = sums.mutate(**{f"was_{name}": sums[name].lag().over(in_order) for name in told})
    turned = [before[f"was_{name}"].isnull() | (before[f"was_{name}"] != before[name]) for name in told]
    steps = before.filter(ibis.or_(*turned))
    steps = steps.mutate(last=_before(steps.day.lead().over(in_order)).fill_null(end))
    return steps.select(
        "group",
        *("last", "low", "deployments", "unstated", "endless"),
        first=steps.day,
        high=(steps.endless > 0).ifelse(ibis.null("int64"), steps.high),
    ).select("group", "first", "last", "low", "high", "deployments", "unstated")


__all__ = [
    "MAX_RUNS",
    "Forest",
    "Tables",
    "active",
    "peak",
    "strength",
    "strength_by",
    "strength_series",
]
