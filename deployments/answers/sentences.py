"""Answers as sentences: why a force is, may be, or is not there, and who said so, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf

from deployments.answers.results import Expected, Ground, Presence
from deployments.answers.words import Word
from deployments.claims import Basis, ClaimKind
from deployments.phrases.values import Phrases
from deployments.records import Source, SourceKind, Statement
from deployments.values.calendar import add_months, civil
from deployments.values.certainty import Certainty
from deployments.values.durations import Span
from deployments.values.quantities import Quantity
from deployments.values.when import When

#: Milestones that a last sighting is told of as a sighting.
_SEEN = "seen"


class Sentences:
    """The sentences of answers in one language.

    Raises `InvalidValueError` for a language that there is no file for.
    """

    def __init__(self, lang: str = "en") -> None:
        self.phrases = Phrases(lang)
        self.language = self.phrases.language
        self.texts = self.language.SENTENCES

    def sentence(self, presence: Presence) -> str:
        """Return why the answer is what it is."""
        return _Told(self, presence).sentence()

    # --- who and when ---

    def who(self, statement: Statement, sources: Iterable[Source]) -> str:
        """Return who made a statement, and when; whom it cites, and that it only passes on what others say."""
        known = {source.id: source for source in sources}
        source = known.get(statement.source)
        if source is None:
            return statement.source
        who = self.source(source)
        if statement.citing is None:
            return who
        cited = known.get(statement.citing)
        name = statement.citing if cited is None else self._short_name(cited)
        return self.texts["citing"].format(who=who, source=name)

    def source(self, source: Source) -> str:
        """Return who published a source, and when."""
        name = source.publisher or source.title
        if source.kind is SourceKind.RELAY:
            name = self.texts["relay"].format(name=name)
        if source.published is not None:
            return self.texts["who"].format(name=name, day=self.phrases.date(source.published))
        if source.accessed is not None:
            return self.texts["read"].format(name=name, day=self.phrases.on(source.accessed))
        return name

    @staticmethod
    def _short_name(source: Source) -> str:
        return str(source.references[0]) if source.references else source.publisher or source.title

    def span(self, first: float, last: float) -> str:
        """Return how long it is from one day to another: in years and months, or in days if it is less than one."""
        months = _months(int(first), int(last))
        return self.phrases.span(Span(months=months) if months else Span(days=int(last - first)))


def _months(first: int, last: int) -> int:
    """Return how many whole calendar months lie between two days."""
    (year, month, _), (after, later, _) = civil(first), civil(last)
    months = 12 * (after - year) + later - month
    return months - (add_months(first, months) > last)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Told:
    """Tells one answer."""

    def __init__(self, sentences: Sentences, presence: Presence) -> None:
        self.sentences = sentences
        self.phrases = sentences.phrases
        self.language = sentences.language
        self.texts = sentences.texts
        self.presence = presence
        self.said = presence.grounds.said

    def sentence(self) -> str:
        presence = self.presence
        tellers: dict[Word, Callable[[], str]] = {
            Word.SEEN: lambda: self._list("seen") or self._between(),
            Word.BETWEEN: self._between,
            Word.BEFORE: lambda: self._not_there("before"),
            Word.AFTER: lambda: self._not_there("after"),
            Word.ABSENT: lambda: self._not_there("absent"),
            Word.GAP: self._gap,
            Word.DISPUTED: lambda: self._list("disputed") or self.texts["disputed alone"],
            Word.BRIDGED: self._bridged,
            Word.NOT_YET: self._not_yet,
            Word.ARRIVING: lambda: self._moving("arriving"),
            Word.LEAVING: lambda: self._moving("leaving"),
            Word.VAGUE: lambda: self._list("said") or self._open(),
            Word.CONSIDERED: self._considered,
            Word.CANCELLED: lambda: self._cited("cancelled"),
            Word.OVERDUE: self._overdue,
            Word.MISSED: self._missed,
            Word.AUTHORISED: self._authorised,
            Word.UNSPOKEN: self._unspoken,
            Word.STAYING: self._staying,
            Word.ANNOUNCED: self._announced,
            Word.STALE: self._stale,
            Word.OPEN: self._open,
        }
        return _capital(self._over_days(tellers[presence.word]()))

    def _over_days(self, sentence: str) -> str:
        """Return the sentence of one of several days, with what the answer for all of them has beside it."""
        own, asked = self.presence.word.certainty, self.presence.certainty
        if own is asked:
            return sentence
        if asked is Certainty.CERTAIN:
            return self._with_last_seen(self.texts["some day"])
        return f"{sentence} {self.texts['never throughout' if asked is Certainty.NO else 'not known which']}"

    # --- what is certain ---

    def _between(self) -> str:
        if len(self.said) == 2:
            return self._pair("between")
        first, last = self.presence.grounds.first, self.presence.grounds.last
        return self.texts["between days"].format(
            first=self.phrases.on_days(-inf, first), last=self.phrases.on_days(last, inf)
        )

    def _not_there(self, word: str) -> str:
        if self.said and self.presence.throughout:
            return self._list("not throughout")
        if self.said:
            return self._list(word)
        first, last = self.presence.grounds.first, self.presence.grounds.last
        if word == "before" and first > -inf:
            return self.texts["before days"].format(first=self.phrases.on_days(first, inf))
        if word == "after" and last < inf:
            return self.texts["after days"].format(last=self.phrases.on_days(-inf, last))
        return self.texts["impossible"]

    # --- what reports leave open ---

    def _gap(self) -> str:
        if len(self.said) != 3:
            return self._list("disputed") or self.texts["disputed alone"]
        before, nobody, after = map(self._report, self.said)
        return self.texts["gap"].format(before=_capital(before), after=after, nobody=nobody)

    def _bridged(self) -> str:
        if len(self.said) != 2:
            return self._between()
        span = self.sentences.span(self.presence.grounds.first, self.presence.grounds.last)
        return self._pair("bridged", span=span)

    def _moving(self, word: str) -> str:
        """Tell an arrival or a leaving within some days: by the one report of it, or by those on both sides."""
        milestone = "start" if word == "arriving" else "end"
        if [each.statement.kind.value for each in self.said] == [milestone]:
            return self._list("said")
        grounds = self.presence.grounds
        when = self.phrases.on_days(grounds.first, grounds.last)
        return self._list(word, when=when) or self._open()

    # --- what plans say ---

    def _not_yet(self) -> str:
        arrives = self.presence.arrives
        if arrives is not None and arrives.basis is Basis.PLANNED:
            return self.texts["said"].format(said=self._expected(arrives))
        first = self.presence.grounds.first
        if first == -inf:
            return self._announced()
        return self.texts["not yet"].format(day=self.phrases.days(first, first))

    def _considered(self) -> str:
        return self._with_last_seen(self._cited("considered"))

    def _overdue(self) -> str:
        leaves = self.presence.leaves
        if leaves is not None and leaves.basis is Basis.PLANNED:
            return self._with_last_seen(self.texts["overdue"].format(leaves=self._expected(leaves)))
        return self._with_last_seen(self._by_plans("overdue days"))

    def _missed(self) -> str:
        arrives, leaves = self.presence.arrives, self.presence.leaves
        if leaves is None or leaves.basis is not Basis.PLANNED:
            return self._by_plans("missed days")
        if arrives is None or arrives.basis is not Basis.PLANNED:
            return self.texts["missed arrival"].format(leaves=self._expected(leaves))
        return self.texts["missed"].format(arrives=self._expected(arrives), leaves=self._expected(leaves))

    def _staying(self) -> str:
        leaves, seen = self.presence.leaves, self._last_seen()
        if not seen:
            return self._announced()
        if leaves is None:
            return self._by_plans("staying days", seen=seen)
        return self.texts["staying"].format(seen=seen, leaves=self._expected(leaves))

    def _announced(self) -> str:
        arrives = self.presence.arrives
        if arrives is not None:
            is_planned, has_come = arrives.basis is Basis.PLANNED, arrives.milestone == "start"
            word = "announced" if is_planned else "arrived" if has_come else "under way"
            return self.texts[word].format(arrives=self._expected(arrives))
        return self._cited("announced alone") if self.said else self.texts["silent"]

    def _by_plans(self, word: str, **gaps: str) -> str:
        return self.texts[word].format(last=self.phrases.on_days(-inf, self.presence.grounds.last), **gaps)

    # --- what nobody says ---

    def _open(self) -> str:
        arrives, leaves, seen = self.presence.arrives, self.presence.leaves, self._last_seen()
        if seen and leaves is not None:
            return self.texts["open end"].format(seen=seen, leaves=self._expected(leaves))
        if seen:
            return self.texts["open"].format(seen=seen)
        if arrives is not None:
            word = "open arrived" if arrives.milestone == "start" else "open arrival"
            return self.texts[word].format(arrives=self._expected(arrives))
        if self.said and _is_nobody(self.said[0].statement):
            return self._list("nobody yet")
        return self._cited("no arrival") if self.said else self.texts["silent"]

    def _authorised(self) -> str:
        if not self.said:
            return self.texts["silent"]
        statement = self.said[0].statement
        value, is_reported = statement.value, statement.basis in (None, Basis.REPORTED)
        if is_reported and isinstance(value, Quantity):
            number = self.phrases.quantity(
                Quantity(value.high or value.low, value.high or value.low, value.approximate)
            )
            return self._cited("authorised", number=number)
        if is_reported and isinstance(value, When):
            return self._cited("mandated", day=self.phrases.when(value))
        return self._cited("to be authorised")

    def _unspoken(self) -> str:
        first = self.presence.grounds.first
        if not self.said or first == -inf:
            return self.texts["silent"]
        day = self.phrases.days(first, first)
        if self.presence.grounds.last > first:
            return self._list("unspoken", day=day)
        return self._cited("unspoken source", day=day)

    def _stale(self) -> str:
        leaves, grounds = self.presence.leaves, self.presence.grounds
        parts = []
        if leaves is not None and leaves.basis is Basis.PLANNED and leaves.bounds.high < grounds.last:
            is_seen = self.presence.last_seen is not None
            parts.append(self.texts["overdue"].format(leaves=self._expected(leaves)) if is_seen else self._missed())
        if self.said and -inf < grounds.first < grounds.last < inf:
            span = self.sentences.span(grounds.first, grounds.last)
            day = self.phrases.days(grounds.first, grounds.first)
            parts.append(self._cited("stale", span=span, day=day))
        return self._with_last_seen(" ".join(map(_capital, parts)) or self.texts["silent"])

    # --- what is in them ---

    def _with_last_seen(self, sentence: str) -> str:
        seen = self._last_seen()
        return f"{sentence} {self.texts['last seen'].format(seen=seen)}" if seen else sentence

    def _last_seen(self) -> str:
        seen = self.presence.last_seen
        if seen is None:
            return ""
        return self._clause(_SEEN, self.phrases.on_days(seen.first, seen.last), seen.statement)

    def _pair(self, word: str, **gaps: str) -> str:
        before, after = map(self._report, self.said)
        return self.texts[word].format(before=before, after=after, **gaps)

    def _list(self, word: str, **gaps: str) -> str:
        """Return the sentence of that name with all that is said; nothing if nothing is."""
        said = "; ".join(dict.fromkeys(map(self._report, self.said)))
        return self.texts[word].format(said=said, **gaps) if said else ""

    def _cited(self, word: str, **gaps: str) -> str:
        """Return the sentence of that name with who said it."""
        who = self._who(self.said[0].statement) if self.said else "?"
        return self.texts[word].format(who=who, **gaps)

    def _report(self, ground: Ground) -> str:
        """Return what one report says."""
        statement = ground.statement
        when = self.phrases.on_days(ground.first, ground.last)
        if statement.kind is ClaimKind.END and self.presence.word is Word.SEEN:
            return self._clause("last day", when, statement)
        if statement.kind.milestones:
            return self._clause(statement.kind.value, when, statement)
        if _is_nobody(statement):
            return self._clause("nobody", when, statement)
        return self._clause(_SEEN if statement.kind.spec.sighting else "other", when, statement)

    def _clause(self, name: str, when: str, statement: Statement) -> str:
        clauses = self.language.REPORT_CLAUSES
        return clauses[name if name in clauses else "other"].format(when=when, who=self._who(statement))

    def _expected(self, expected: Expected) -> str:
        """Return when an arrival or a leaving is to be, or was: in the words of the plan if one alone names a day."""
        said, value = expected.statements, expected.statements[-1].value
        is_planned = expected.basis is Basis.PLANNED
        if is_planned and len({each.value for each in said}) == 1 and isinstance(value, When) and value.on is not None:
            when = self.phrases.on(value.on, value.part)
        else:
            when = self.phrases.on_days(*expected.bounds.run)
        clauses = self.language.PLAN_CLAUSES if is_planned else self.language.REPORT_CLAUSES
        who = "; ".join(dict.fromkeys(map(self._who, said)))
        return clauses[expected.milestone].format(when=when, who=who)

    def _who(self, statement: Statement) -> str:
        return self.sentences.who(statement, self.presence.sources)


def _is_nobody(statement: Statement) -> bool:
    value = statement.value
    is_none = statement.kind is ClaimKind.STRENGTH and isinstance(value, Quantity) and value.high == 0
    return value is False or is_none
