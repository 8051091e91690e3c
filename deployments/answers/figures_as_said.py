"""Figures as they were said: the number, then its day, and the condition on which it counts."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from deployments.answers.clauses import Cite
from deployments.answers.results import Figure, Presence, Strength
from deployments.answers.words import Word
from deployments.claims import Basis
from deployments.phrases.values import Phrases
from deployments.records import Source, Statement
from deployments.values.certainty import Certainty
from deployments.values.quantities import Change

#: Words for days of which a sighting can be, and before which it can be too; and for those by which no report holds.
_COMING = (Word.ARRIVING, Word.VAGUE, Word.DISPUTED, Word.ANNOUNCED)


def figure_as_said(presence: Presence, lang: str, cite: Cite | None = None) -> str:
    """Return how many there are, as it was said, and, if there is a `cite`, by whom.

    Raises `InvalidValueError` for a language without a file.
    """
    return _Figures(presence.strength, presence.sources, lang, presence, cite).text()


def computed_from(presence: Presence) -> tuple[Statement, ...]:
    """Return the statements of the figures from which a number is computed that `figure_as_said` tells, if one is."""
    figures = _Figures(presence.strength, (), "en", presence)
    is_told = presence.certainty is not Certainty.NO and figures.is_computed
    return tuple(each.statement for each in presence.strength.stated) if is_told else ()


def total_as_said(total: Strength, sources: Sequence[Source], lang: str, cite: Cite | None = None) -> str:
    """Return the number that sources state of a mission itself, as it was said, and, if there is a `cite`, by whom.

    Takes the sources of its statements. Raises `InvalidValueError` for a language without a file.
    """
    return _Figures(total, sources, lang, cite=cite).text()


class _Figures:
    """Tells how many there are: in one answer, or, without one, on no condition."""

    def __init__(
        self,
        strength: Strength,
        sources: Sequence[Source],
        lang: str,
        presence: Presence | None = None,
        cite: Cite | None = None,
    ) -> None:
        self.cite = cite
        self.phrases = Phrases(lang)
        self.texts = self.phrases.language.SENTENCES
        self.presence = presence
        self.strength = strength
        self.sources = sources

    def text(self) -> str:
        """Return the figure."""
        stated = [*dict.fromkeys(self.strength.stated)]
        if self.presence is not None and self.presence.certainty is Certainty.NO:
            return self.texts["nobody"]
        if not stated:
            return self._unstated()
        text = self._one(stated[0]) if len(stated) == 1 and not self._is_of_parts else self._several(stated)
        return self.texts["disputed figure"].format(figure=text) if self.strength.disputed else text

    @property
    def _is_certain(self) -> bool:
        return self.presence is None or self.presence.certainty is Certainty.CERTAIN

    @property
    def _is_of_parts(self) -> bool:
        """Whether the figures are of the parts of the deployment, and none is of it."""
        own = None if self.presence is None else self.presence.deployment.id
        return own is not None and all(each.statement.about != own for each in self.strength.stated)

    @property
    def is_computed(self) -> bool:
        """Whether a number is told that no source states: the sum of parts, or what figures come to together."""
        stated = [*dict.fromkeys(self.strength.stated)]
        if self._is_of_parts:
            return bool(stated)
        is_put_together = len(stated) > 1 and not _are_one(stated)
        return is_put_together and not any(each.basis is Basis.PLANNED for each in stated)

    @property
    def _has_come(self) -> bool:
        """Whether somebody was there by the days asked for, and not only perhaps on a later one."""
        if self.presence is None:
            return True
        may_come_later = self.presence.certain_until is None and self.presence.word in _COMING
        return self.presence.last_seen is not None and not may_come_later

    def _unstated(self) -> str:
        """Return that no figure counts; beside it the one that is too old, and those that are under consideration."""
        considered = () if self.presence is None else self.presence.considered
        texts = [self._too_old(), *(self._told(self._considered(each), each) for each in considered)]
        return "; ".join(texts)

    def _considered(self, figure: Figure) -> str:
        """Return a figure that is under consideration, the day of its source, and its own day if it names one."""
        own, day = figure.statement.as_of, self._announced(figure)
        for_day = "" if own is None else self.texts["considered for"].format(own=self.phrases.date(own))
        days = ", ".join(filter(None, (day, for_day)))
        number = self.texts["considered number"].format(number=self._number(figure))
        return self.texts["figure"].format(number=number, day=days) if days else number

    def _too_old(self) -> str:
        """Return when a figure was last reported; beside it one that was announced for later, and is too old, too."""
        last, planned = self.strength.last, self.strength.last_planned
        text = self.texts["unstated figure"]
        if last is not None:
            day = self.phrases.days(last.last, last.last)
            text = self.texts["stale figure"].format(day=day, number=self._told(self._number(last), last))
        if planned is None:
            return text
        told = self._told(f"{self._number(planned)} {self._day(planned)}", planned)
        return self.texts["stale plan"].format(figure=text, planned=told)

    def _one(self, figure: Figure, *again: Figure) -> str:
        """Return one figure, which may be stated again: with the condition, where the force is not certainly there."""
        word = "figure"
        if not self._is_certain:
            word = "if still there" if self._has_come else "if they came"
        elif figure.basis is Basis.PLANNED:
            word = "not reported"
        days = ", ".join(dict.fromkeys(self._day(each) for each in (figure, *again)))
        return self._told(self.texts[word].format(number=self._number(figure), day=days), figure, *again)

    def _told(self, text: str, *figures: Figure) -> str:
        """Return a figure with who states it, if that is asked for.

        What the maker of the registry computed is marked: it must not read like a source's.
        """
        if self.cite is None:
            is_derived = any(figure.statement.derived for figure in figures)
            return self.texts["derived figure"].format(figure=text) if is_derived else text
        who = "; ".join(dict.fromkeys(self.cite(figure.statement) for figure in figures))
        return self.texts["cited figure"].format(figure=text, who=who)

    def _several(self, stated: Sequence[Figure]) -> str:
        """Return figures one by one, and, where they are put together here, the range that they come to."""
        if not self._is_of_parts and _are_one(stated):
            return self._one(*stated)
        text = ""
        for figure in stated:
            is_added = isinstance(figure.quantity, Change) and figure.quantity.by is not None
            text += (" " if is_added else ", ") * bool(text) + self._part(figure)
        if self.is_computed:
            word = "sum of parts" if self._is_of_parts else "computed"
            text = self.texts[word].format(total=self._range(), figures=text)
        if self._is_certain:
            return text
        word = "all if still there" if self._has_come else "all if they came"
        return self.texts[word].format(figures=text)

    def _range(self) -> str:
        inside = self.strength.if_there or self.strength
        return self.phrases.people(inside.low, inside.high)

    def _part(self, figure: Figure) -> str:
        return self._told(self._plain_part(figure), figure)

    def _plain_part(self, figure: Figure) -> str:
        value, day = figure.quantity, self._day(figure)
        if not isinstance(value, Change):
            return self.texts["figure"].format(number=self._number(figure), day=day)
        if value.by is None and value.percent is None:
            return self.texts["more later" if value.increase else "fewer later"].format(day=day)
        word = "more by" if value.increase else "less by"
        return self.texts[word].format(number=self.phrases.number_of(value), day=day)

    def _number(self, figure: Figure) -> str:
        value = figure.quantity
        return self.phrases.change(value) if isinstance(value, Change) else self.phrases.personnel(value)

    def _day(self, figure: Figure) -> str:
        """Return the day that a report is of, or on which a plan was announced, and its own day if it names one."""
        own = figure.statement.as_of
        if own is not None and own.is_interval:
            return self.phrases.date(own)
        if figure.basis is Basis.REPORTED:
            day = self.phrases.days(figure.first, figure.last)
            is_computed = own is None and figure.first > -inf and not self._is_dated(figure)
            return self.texts["computed day"].format(day=day) if is_computed else day
        day = self._announced(figure)
        word = "announced figure" if own is None else "announced for"
        return self.texts[word].format(day=day, own="" if own is None else self.phrases.date(own)).strip()

    def _source(self, figure: Figure) -> Source | None:
        return next((each for each in self.sources if each.id == figure.statement.source), None)

    def _is_dated(self, figure: Figure) -> bool:
        """Tell whether anybody says when the source of a figure appeared."""
        source = self._source(figure)
        return source is not None and source.published is not None

    def _announced(self, figure: Figure) -> str:
        """Return the day on which the source of a figure appeared; of one that was only read, by when it had."""
        source = self._source(figure)
        if source is not None and source.published is not None:
            return self.phrases.date(source.published)
        return "" if source is None or source.accessed is None else self.phrases.days(-inf, source.accessed.hull[1])


def _are_one(stated: Sequence[Figure]) -> bool:
    """Tell whether reports state one number several times, so that nothing is put together here."""
    said = {(each.quantity, each.statement.about, each.basis, each.statement.derived) for each in stated}
    (quantity, _, basis, _), *others = said
    return not others and basis is Basis.REPORTED and not isinstance(quantity, Change)
