"""Answers as sentences: why a force is, may be, or is not there, and who said so, and when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import inf

from deployments.answers.clauses import Cite, Clauses, NameOf
from deployments.answers.details import ARRIVING, LEAVING
from deployments.answers.mandates import is_endless
from deployments.answers.results import Ground, Period, Presence
from deployments.answers.words import Word
from deployments.claims import Basis, ClaimKind
from deployments.phrases.values import Phrases
from deployments.records import Statement
from deployments.solver.constraints import is_nobody
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity
from deployments.values.when import When


def sentence_of(presence: Presence, lang: str, cite: Cite | None = None, name_of: NameOf = str) -> str:
    """Return why an answer is what it is; who says so as `cite` tells it, or else by publisher and day.

    Other forces, missions and events are called what `name_of` makes of their ids, or else by these.

    Raises `InvalidValueError` for a language that there is no file for.
    """
    return _Told(Clauses(presence, lang, cite, name_of)).sentence()


def cited_in_sentence(presence: Presence, lang: str = "en") -> list[Statement]:
    """Return the statements that the sentence of an answer cites, in the order of the sentence."""
    marks: dict[tuple[object, ...], str] = {}

    def cite(statement: Statement) -> str:
        # Who tells the same is marked alike, as the sentence names it once. No text of a file is like a mark.
        who = statement.source, statement.citing, statement.derived
        return marks.setdefault(who, f"\x00{len(marks)}\x00")

    told = _Told(Clauses(presence, lang, cite))
    sentence = told.sentence()
    places = {each.id: sentence.find(who) for each, who in told.say.told.values()}
    cited = [each for each, _ in told.say.told.values() if places[each.id] >= 0]
    return sorted(cited, key=lambda each: places[each.id])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Told:
    """Tells one answer."""

    def __init__(self, clauses: Clauses) -> None:
        self.say = clauses
        self.phrases = clauses.phrases
        self.language = clauses.language
        self.texts = clauses.texts
        self.presence = presence = clauses.presence
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
        return _capital(self._over_days(tellers[presence.word]))

    def _over_days(self, tell: Callable[[], str]) -> str:
        """Return the sentence of one of several days, with what the answer for all of them has beside it.

        What is not said is not told at all: who tells it would be cited.
        """
        own, asked = self.presence.word.certainty, self.presence.certainty
        if own is asked:
            return tell()
        if asked is Certainty.CERTAIN:
            return self._with_last_seen(self.texts["some day"])
        return f"{tell()} {self.texts['never throughout' if asked is Certainty.NO else 'not known which']}"

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
            return self.texts["before days"].format(first=self.phrases.on_days(first, inf), behind=self._behind())
        if word == "after" and last < inf:
            return self._by_days("after days")
        return self.texts["impossible"]

    # --- what reports leave open ---

    def _gap(self) -> str:
        if len(self.said) != 3:
            return self._list("disputed") or self.texts["disputed alone"]
        before, nobody, after = map(self.say.report, self.said)
        return self.texts["gap"].format(before=_capital(before), after=after, nobody=nobody)

    def _bridged(self) -> str:
        if len(self.said) != 2:
            return self._between()
        span = self.say.span(self.presence.grounds.first, self.presence.grounds.last)
        return self._pair("bridged", span=span)

    def _moving(self, word: str) -> str:
        """Tell an arrival or a leaving within some days: by the one report of it, or by those on both sides."""
        milestone = "start" if word == "arriving" else "end"
        if [each.statement.kind.value for each in self.said] == [milestone]:
            return self._list("said")
        grounds = self.presence.grounds
        when = self.phrases.on_days(grounds.first, grounds.last)
        if not grounds.is_named(is_first=word == "arriving"):
            when = f"{self.say.computed(grounds.first, grounds.last, grounds.behind)}{self._behind()}"
        return self._list(word, when=when) or self._with_last_seen(self.texts[f"{word} days"].format(when=when))

    # --- what plans say ---

    def _not_yet(self) -> str:
        arrives = self.presence.arrives
        if arrives is not None and arrives.basis is Basis.PLANNED:
            return self.texts["said"].format(said=self.say.expected(arrives))
        first = self.presence.grounds.first
        if first == -inf:
            return self._announced()
        return self.texts["not yet"].format(day=self.phrases.days(first, first), behind=self._behind())

    def _considered(self) -> str:
        claims = [self.say.kind_and_claim(each.statement) for each in self.said]
        considered = self._cited("considered", claims="; ".join(claims))
        leaves, last = self._leaves(), self.presence.grounds.last
        if not leaves:
            return self._with_last_seen(considered)
        is_past = self.presence.leaves is not None and self.presence.leaves.bounds.high < last
        told = {"leaves": leaves, "unleft": self._unleft()} if is_past else {"said": leaves}
        planned = self.texts["overdue" if is_past else "said"].format(**told)
        return self._with_last_seen(f"{considered} {_capital(planned)}")

    def _overdue(self) -> str:
        leaves, unleft = self._leaves(), self._unleft()
        if leaves:
            return self._with_last_seen(self.texts["overdue"].format(leaves=leaves, unleft=unleft))
        return self._with_last_seen(self._by_days("overdue days", unleft=unleft))

    def _missed(self) -> str:
        arrives, leaves = self.presence.arrives, self._leaves()
        if self._last_seen():
            return self._overdue()
        if not leaves:
            return self._by_days("missed days", unseen=self._unseen())
        if arrives is None or arrives.basis is not Basis.PLANNED:
            return self.texts["missed arrival"].format(leaves=leaves, unseen=self._unseen())
        return self.texts["missed"].format(arrives=self.say.expected(arrives), leaves=leaves)

    def _staying(self) -> str:
        seen = self._last_seen()
        if not seen:
            return self._come()
        own = self.presence.leaves
        leaves = self._leaves() if own is None else self.say.expected(own)
        if leaves:
            return self.texts["staying"].format(seen=seen, leaves=leaves)
        return self._by_days("staying days" if self.presence.grounds.is_planned else "staying reported days", seen=seen)

    def _come(self) -> str:
        """Tell that it came by then, which only follows from reports, and when it is to leave."""
        leaves = self._leaves()
        is_told = self.presence.arrives is not None or not leaves
        return self._announced() if is_told else self.texts["come"].format(leaves=leaves)

    def _announced(self) -> str:
        arrives, leaves = self.presence.arrives, self._leaves()
        if arrives is not None:
            is_planned, has_come = arrives.basis is Basis.PLANNED, arrives.milestone == "start"
            word = "announced" if is_planned else "arrived" if has_come else "under way"
            return self.texts[word].format(arrives=self.say.expected(arrives), unseen=self._unseen())
        if leaves:
            unstarted = self._never("unstarted", ARRIVING)
            own = self.presence.leaves
            word = "implied end" if own is None or own.basis is not Basis.PLANNED else "announced end"
            return self.texts[word].format(leaves=leaves, unstarted=unstarted, unseen=self._unseen())
        if self.said and not self.say.is_of_another(self.said[0].statement):
            return self._announced_alone(self.said[0].statement)
        if self.presence.grounds.last < inf:
            return self._ends_unseen()
        return self._named()

    def _ends_unseen(self) -> str:
        """Tell of a leaving of which no plan names the day: by all plans together, or by reports."""
        leaves, unseen = self.presence.leaves, self._unseen()
        if self.presence.grounds.is_planned:
            return self._by_days("announced days", unseen=unseen)
        if leaves is None:
            return self._by_days("announced reported days", unseen=unseen)
        return self.texts["announced reported end"].format(leaves=self.say.expected(leaves), unseen=unseen)

    def _announced_alone(self, statement: Statement) -> str:
        """Tell a plan of neither an arrival nor a leaving: the day, if it is to be there or operational on one."""
        when, name = self.say.written(statement, exactly=True), statement.kind.value
        if not when or name not in self.language.PLAN_CLAUSES:
            return self._cited("announced alone", unseen=self._unseen())
        plan = self.language.PLAN_CLAUSES[name].format(when=when, who=self.say.teller(statement))
        return self.texts["announced"].format(arrives=plan, unseen=self._unseen())

    def _leaves(self) -> str:
        """Return the leaving: by its own plan, or computed from what is said of another; else nothing."""
        leaves, last = self.presence.leaves, self.presence.grounds.last
        if leaves is not None and leaves.basis is Basis.PLANNED:
            return self.say.expected(leaves)
        naming = [each.statement for each in self.said if self.say.is_of_another(each.statement)]
        if not naming or last == inf or self.presence.word in (Word.STALE, Word.CONSIDERED):
            return ""
        is_planned = self.presence.grounds.is_planned
        clauses = self.language.PLAN_CLAUSES if is_planned else self.language.REPORT_CLAUSES
        return clauses["end"].format(when=self.say.computed(-inf, last, naming), who=self.say.tellers(naming))

    # --- what is not said: that nobody ever said it is only told where that is so ---

    def _unseen(self, otherwise: str = "unseen") -> str:
        """Return that nobody has reported it there; if somebody does of a later day, only that nobody does by then."""
        if seen := self._last_seen():
            return self.texts["seen by then"].format(seen=seen)
        grounds = self.presence.grounds
        if grounds.later is not None:
            return self.texts["unseen yet"].format(seen=self.say.report(grounds.later))
        return self.texts[f"{otherwise} holding" if grounds.is_premature else otherwise]

    def _unleft(self) -> str:
        """Return that nobody has reported that it left; if a report, which others contradict, says so, that report."""
        leaves, left = self.presence.leaves, self.presence.grounds.left
        if leaves is not None and leaves.basis is not Basis.PLANNED:
            return self.say.expected(leaves)
        return self.texts["unleft"] if left is None else self.say.report(left)

    def _unended(self) -> str:
        """Return that nobody named an end; if somebody says that it ends without a day, or considers it, that."""
        ending = self.presence.grounds.ending
        if ending is None:
            return self._never("unended", LEAVING)
        if ending.statement.kind is ClaimKind.CANCELLED:
            return self.texts["called off"].format(who=self.say.teller(ending.statement))
        if ending.statement.kind is ClaimKind.END_DECIDED:
            return self.texts["end of no day"].format(said=self.say.report(ending))
        return self._nobody_to_be(ending)

    def _nobody_to_be(self, planned: Ground) -> str:
        who = self.say.teller(planned.statement)
        return self.texts["nobody to be"].format(when=self.say.days(planned), who=who)

    def _never(self, word: str, kinds: Collection[ClaimKind]) -> str:
        """Return that nobody named an arrival or a leaving; if somebody did, that what was named does not hold."""
        if considered := [each for each in self.presence.grounds.considered if each.kind in kinds]:
            return self.texts[f"{word} considered"].format(who=self.say.tellers(considered))
        return self.texts[word if self.presence.grounds.dropped.isdisjoint(kinds) else f"{word} that holds"]

    def _unplanned(self) -> str:
        grounds = self.presence.grounds
        is_new = grounds.is_premature or grounds.dropped.isdisjoint(ARRIVING)
        return self._unseen("unplanned" if is_new else "unplanned that holds")

    def _by_days(self, word: str, **gaps: str) -> str:
        last = self.phrases.on_days(-inf, self.presence.grounds.last)
        return self.texts[word].format(last=last, behind=self._behind(), **gaps)

    def _behind(self) -> str:
        """Return who made the statements that a day follows from, with a space before it; nothing if none did."""
        grounds = self.presence.grounds
        if not (who := self.say.tellers(grounds.behind)):
            return ""
        told = self.texts["follows from"].format(who=who)
        return f" {self.texts['doubted'].format(clause=told) if grounds.doubted else told}"

    # --- what nobody says ---

    def _open(self) -> str:
        arrives, leaves, seen = self.presence.arrives, self.presence.leaves, self._last_seen()
        if seen and leaves is not None:
            word = "open end" if leaves.basis is Basis.PLANNED else "staying"
            return self.texts[word].format(seen=seen, leaves=self.say.expected(leaves))
        unended = self._unended() if leaves is None else self.say.expected(leaves)
        if seen:
            return self.texts["open"].format(seen=seen, unended=unended)
        if arrives is not None:
            word = "open arrived" if arrives.milestone == "start" else "open arrival"
            return self.texts[word].format(arrives=self.say.expected(arrives), unseen=self._unseen(), unended=unended)
        if self.presence.grounds.later is not None:
            return self.texts["said"].format(said=self._unseen())
        if self.said and is_nobody(self.said[0].statement):
            if self.presence.grounds.is_planned:
                said = self._nobody_to_be(self.said[0])
                return self.texts["nobody planned"].format(said=said, unplanned=self._unplanned())
            return self._list("nobody yet", unplanned=self._unplanned())
        if self.said and self.say.is_of_another(self.said[0].statement):
            return self._named()
        return self._cited("no arrival", unplanned=self._unplanned()) if self.said else self.texts["silent"]

    def _named(self) -> str:
        """Return what names it only for the sake of another, or who considers it; else that nobody speaks of it."""
        naming = [each.statement for each in self.said if self.say.is_of_another(each.statement)]
        if not naming:
            return self._cited("only considered") if self.said else self.texts["silent"]
        return self.texts["named alone"].format(naming=self._naming(naming), unplanned=self._unplanned())

    def _naming(self, naming: Sequence[Statement]) -> str:
        claims = "; ".join(dict.fromkeys(map(self.say.claim, naming)))
        return self.texts["named"].format(claims=claims, who=self.say.tellers(naming))

    def _authorised(self) -> str:
        if not self.said:
            return self.texts["silent"]
        statement, *naming = (each.statement for each in self.said)
        value, grounds = statement.value, self.presence.grounds
        unsent = self._naming(naming) if naming else self.texts["unsent"]
        if grounds.is_planned:
            return self._cited("to be authorised", unsent=unsent)
        if grounds.last < inf:
            return self._cited("authorised before", unsent=unsent)
        if isinstance(value, Quantity):
            number = self.phrases.quantity(
                Quantity(value.high or value.low, value.high or value.low, value.approximate)
            )
            return self._cited("authorised", number=number, unsent=unsent)
        if is_endless(statement):
            return self._cited("mandated for good", unsent=unsent)
        day = self.phrases.when(value) if isinstance(value, When) else ""
        return self._cited("mandated", day=day, unsent=unsent)

    def _unspoken(self) -> str:
        first = self.presence.grounds.first
        if not self.said or first == -inf:
            return self._named()
        day = self.phrases.days(first, first)
        if self.presence.grounds.last > first:
            return self._list("unspoken", day=day)
        return self._cited("unspoken source", day=day)

    def _stale(self) -> str:
        leaves, grounds = self.presence.leaves, self.presence.grounds
        parts = []
        if leaves is not None and leaves.basis is Basis.PLANNED and leaves.bounds.high < grounds.last:
            is_seen = self.presence.last_seen is not None
            parts.append(
                self.texts["overdue"].format(leaves=self.say.expected(leaves), unleft=self._unleft())
                if is_seen
                else self._missed()
            )
        if self.said and -inf < grounds.first < grounds.last < inf:
            span = self.say.span(grounds.first, grounds.last)
            day = self.phrases.days(grounds.first, grounds.first)
            parts.append(self._cited("stale", span=span, day=day))
        return self._with_last_seen(" ".join(map(_capital, parts)) or self.texts["past"])

    # --- what is in them ---

    def _with_last_seen(self, sentence: str) -> str:
        seen = self._last_seen()
        return f"{sentence} {self.texts['last seen'].format(seen=seen)}" if seen else sentence

    def _last_seen(self) -> str:
        seen = self.presence.grounds.seen
        return "" if seen is None else self.say.seen(seen)

    def _pair(self, word: str, **gaps: str) -> str:
        before, after = map(self.say.report, self.said)
        return self.texts[word].format(before=before, after=after, **gaps)

    def _list(self, word: str, **gaps: str) -> str:
        """Return the sentence of that name with all that is said; nothing if nothing is."""
        tell = self.say.plain_report if word == "disputed" else self.say.report
        said = "; ".join(dict.fromkeys(map(tell, self.said)))
        return self.texts[word].format(said=said, **gaps) if said else ""

    def _cited(self, word: str, **gaps: str) -> str:
        """Return the sentence of that name with who said it."""
        who = self.say.teller(self.said[0].statement) if self.said else "?"
        return self.texts[word].format(who=who, **gaps)


def sentence_of_period(period: Period, sentence_on: Callable[[int], str], lang: str) -> str:
    """Return why a deployment is there on the days of a period, by the sentences of its first and its last day.

    Takes what returns the sentence of a day. Where not all days have the same, that of the last is told of its own day:
    what is said of a plan that ran out is not true of the days before that, and every silence goes on. A period of all
    days has the sentence of any; one whose ends are in no calendar has none.
    """
    said: dict[str, int] = {}
    for day in period.ends:
        said.setdefault(sentence_on(day), day)
    if not said:
        return ""
    if len(said) == 1 and len(period.words) == 1 and Word.STALE not in period.words:
        return next(iter(said))
    phrases = Phrases(lang)
    told = phrases.language.SENTENCES["on its day"]
    *before, last = said
    when = phrases.on(UncertainDate.of(iso(said[last])))
    return " ".join([*before, told.format(day=_capital(when), sentence=last)])
