"""The clauses of sentences: what one statement says of which days, and who says so, in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import inf

from deployments.answers.results import Expected, Ground, Presence
from deployments.answers.words import Word
from deployments.claims import Basis, ClaimKind, Equipment, Term
from deployments.phrases.values import Phrases
from deployments.records import Source, SourceKind, Statement
from deployments.solver.constraints import is_nobody
from deployments.values.calendar import add_months, civil
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Precision
from deployments.values.quantities import Change, Personnel
from deployments.values.texts import in_language
from deployments.values.when import When

#: So many days, beside the first, are told of reports that contradict each other about one.
_MOST_DAYS = 4
#: The clause for a report of somebody there that is of no milestone.
SEEN = "seen"

#: Says who made a statement, in place of "Publisher, day": by the number of a footnote.
Cite = Callable[[Statement], str]
#: Names an event, a mission or a deployment by its id.
NameOf = Callable[[str], str]


class Clauses:
    """The clauses about one answer, which tell who says so by publisher and day, or as `cite` does.

    What a date is relative to is named by its id, or as `name_of` does.

    Raises `InvalidValueError` for a language that there is no file for.
    """

    def __init__(self, presence: Presence, lang: str, cite: Cite | None = None, name_of: NameOf = str) -> None:
        self.presence = presence
        self.lang = lang
        self.phrases = Phrases(lang)
        self.language = self.phrases.language
        self.texts = self.language.SENTENCES
        self._name_of = name_of
        self._cite = self._teller if cite is None else cite
        self._sources = {source.id: source for source in presence.sources}
        #: Who made each statement that was looked at, by its id, as the text has it.
        self.told: dict[str, tuple[Statement, str]] = {}

    # --- what a statement says ---

    def is_of_another(self, statement: Statement) -> bool:
        """Tell whether a statement is about another force, event or mission, and only names this one."""
        return statement.about != self.presence.deployment.id

    def report(self, ground: Ground) -> str:
        """Return what one report says, and that it is disputed if others contradict it."""
        return self._with_doubt(self.plain_report(ground), ground)

    def plain_report(self, ground: Ground) -> str:
        """Return what one report says, to be told beside those that contradict it."""
        statement = ground.statement
        when = self.days(ground)
        if self.is_of_another(statement) and not is_nobody(statement):
            return self._seen(ground)  # who sees a part sees the whole, whatever else it says of it
        if statement.kind is ClaimKind.END and self.presence.word is Word.SEEN:
            return self.clause("last day", when, statement)
        if statement.kind.milestones:
            return self.clause(statement.kind.value, when, statement)
        if is_nobody(statement):
            return self.clause("nobody", when, statement)
        return self.clause(SEEN if statement.kind.spec.sighting else "other", when, statement)

    def seen(self, ground: Ground) -> str:
        """Return when a sighting is of, who says so, and that it is disputed if it is; of one of a part that too."""
        return self._with_doubt(self._seen(ground), ground)

    def _seen(self, ground: Ground) -> str:
        name = "part" if self.is_of_another(ground.statement) else SEEN
        return self.clause(name, self.days(ground), ground.statement)

    def days(self, each: Ground) -> str:
        """Return the days that a statement is of, and that they are computed if it names others, or none."""
        own = each.statement.as_of
        if own is not None and own.is_interval:
            return self.phrases.date(own)
        if each.computed:
            return self.computed(each.first, each.last, [each.statement])
        return self.written(each.statement) or self.phrases.on_days(each.first, each.last)

    def written(self, statement: Statement, *, exactly: bool = False) -> str:
        """Return the date that a statement writes if that says it better than its days: "around", "mid-", a season.

        Nothing if it writes none, or its days say it as well.
        """
        value = statement.value
        if isinstance(value, When) and value.is_relative and value.on is None and _is_of_dates(value):
            return self.phrases.when(value)  # "before summer", "around 31 March"
        date, part = (value.on, value.part) if isinstance(value, When) else (statement.as_of, None)
        if date is None:
            return ""
        # Which days are of a season only this library says.
        says_more = date.is_approximate or date.precision is Precision.SEASON or part is not None
        return self.phrases.on(date, part) if exactly or says_more else ""

    def clause(self, name: str, when: str, statement: Statement) -> str:
        """Return the clause of that name, with the days and who says so."""
        clauses = self.language.REPORT_CLAUSES
        return clauses[name if name in clauses else "other"].format(when=when, who=self.teller(statement))

    def expected(self, expected: Expected) -> str:
        """Return when an arrival or a leaving is to be, or was: in the words of those who say so if they name a day."""
        if expected.contradictory:
            return self._contradictory(expected)
        said: Sequence[Statement] = expected.statements
        is_planned = expected.basis is Basis.PLANNED
        written = {self.written(each, exactly=is_planned) for each in said}
        if len(written) == 1 and "" not in written:
            (when,) = written
        elif expected.named is not None:
            when = self.phrases.on_days(*expected.named.run)
        else:
            said = (*said, *expected.dating)
            when = self.computed(*expected.bounds.run, said)
        clauses = self.language.PLAN_CLAUSES if is_planned else self.language.REPORT_CLAUSES
        clause = self._with_doubt(clauses[expected.milestone].format(when=when, who=self.tellers(said)), expected)
        if expected.departed is None:
            return clause
        return self.texts["under way to"].format(arrives=clause, departed=self.expected(expected.departed))

    def _contradictory(self, expected: Expected) -> str:
        """Return what each of some reports that contradict each other says of an arrival or a leaving."""
        said: dict[str, list[Statement]] = defaultdict(list)
        for each in expected.statements:
            said[self.written(each, exactly=True) or self.claim(each)].append(each)
        (first, own), *others = said.items()
        text = self.language.REPORT_CLAUSES[expected.milestone].format(when=first, who=self.tellers(own))
        told = others if len(others) <= _MOST_DAYS else others[: _MOST_DAYS - 1]
        for when, own in told:
            text = self.texts["or"].format(said=text, when=when, who=self.tellers(own))
        if len(told) < len(others):
            text = self.texts["or others"].format(said=text, count=len(others) - len(told))
        return self.texts["contradictory"].format(said=text)

    def _with_doubt(self, clause: str, said: Ground | Expected) -> str:
        return self.texts["doubted"].format(clause=clause) if said.disputed else clause

    def computed(self, first: float, last: float, said: Iterable[Statement]) -> str:
        """Return days that are computed, as such, with the claims that they are computed from."""
        when = self.phrases.on_days(first, last)
        claims = "; ".join(dict.fromkeys(filter(None, map(self.claim, said))))
        if (first, last) == (-inf, inf):
            return self.texts["not computed"].format(when=when, claims=claims) if claims else when
        return self.texts["computed days from" if claims else "computed days"].format(when=when, claims=claims)

    def claim(self, statement: Statement) -> str:
        """Return the date, the length or the tie to another that a statement gives; nothing if it gives none."""
        if not self.is_of_another(statement):
            return self._dated(statement)
        other = self._name_of(statement.about)
        if statement.kind in (ClaimKind.RELIEVES, ClaimKind.FOLLOWS):
            return self.texts["relieved" if statement.kind is ClaimKind.RELIEVES else "followed"].format(other=other)
        kind, when = self.language.CLAIM_WORDS[statement.kind.value], self._dated(statement)
        return self.texts["dated"].format(other=other, kind=kind, when=when).strip()

    def _dated(self, statement: Statement) -> str:
        """Return the date, the length or the day that a statement gives; nothing if it gives none."""
        value = statement.value
        if isinstance(value, When):
            return self.phrases.when(value, name=self._name)
        if isinstance(value, Term):
            return self.phrases.duration(value.of_)
        return "" if statement.as_of is None else self.phrases.date(statement.as_of)

    def kind_and_claim(self, statement: Statement) -> str:
        """Return the kind of a claim and all that it gives: a date, a length, a number, or the name of another."""
        value, own = statement.value, statement.as_of
        if isinstance(value, Personnel):
            claim = self.phrases.personnel(value)
        elif isinstance(value, Change):
            claim = self.phrases.change(value)
        elif isinstance(value, Equipment):
            claim = self.phrases.things(value.items)
        else:
            claim, own = self._name_of(value) if isinstance(value, str) else self.claim(statement), None
        if own is not None:
            claim = self.language.REPORT_WORDS["of day"].format(claim=claim, day=self.phrases.date(own))
        return f"{self.language.CLAIM_WORDS[statement.kind.value]} {claim}".strip()

    def _name(self, reference: str) -> str:
        """Return the name of an event, a mission, a deployment, or a milestone of one."""
        id_, _, milestone = reference.partition(".")
        subject = self._name_of(id_)
        if not milestone:
            return subject
        words = self.language.CLAIM_WORDS
        return self.language.REPORT_WORDS["milestone of"].format(subject=subject, milestone=words[milestone])

    def tellers(self, said: Iterable[Statement]) -> str:
        """Return who made some statements, each once."""
        return "; ".join(dict.fromkeys(map(self.teller, said)))

    # --- who and when ---

    def teller(self, statement: Statement) -> str:
        """Return who made a statement, and when; whom it cites, that it only passes on, and that it is computed."""
        who = self._cite(statement)
        self.told[statement.id] = statement, who
        return who

    def _teller(self, statement: Statement) -> str:
        who = self._teller_of_source(statement)
        return self.texts["derived from"].format(who=who) if statement.derived else who

    def _teller_of_source(self, statement: Statement) -> str:
        source = self._sources.get(statement.source)
        if source is None:
            return statement.source
        who = self._source(source)
        if statement.citing is None:
            return who
        cited = self._sources.get(statement.citing)
        name = statement.citing if cited is None else self._short_name(cited)
        return self.texts["citing"].format(who=who, source=name)

    def _source(self, source: Source) -> str:
        """Return who published a source, and when."""
        name = source.publisher or in_language(source.title, self.lang)
        if source.kind is SourceKind.RELAY:
            name = self.texts["relay"].format(name=name)
        if source.published is not None:
            return self.texts["who"].format(name=name, day=self.phrases.date(source.published))
        if source.accessed is not None:
            return self.texts["read"].format(name=name, day=self.phrases.on(source.accessed))
        return name

    def _short_name(self, source: Source) -> str:
        if source.references:
            return str(source.references[0])
        return source.publisher or in_language(source.title, self.lang)

    def span(self, first: float, last: float) -> str:
        """Return how long it is from one day to another: in years and months, or in days if it is less than one."""
        months = _months(int(first), int(last))
        return self.phrases.length(months, 0 if months else int(last - first))


def _is_of_dates(value: When) -> bool:
    """Tell whether a date is told by other dates only, and not by events, sources or other forces."""
    return all(isinstance(target, UncertainDate) for _, target in value.related)


def _months(first: int, last: int) -> int:
    """Return how many whole calendar months lie between two days."""
    (year, month, _), (after, later, _) = civil(first), civil(last)
    months = 12 * (after - year) + later - month
    return months - (add_months(first, months) > last)
