"""Figures as they were said: the number, then its day, and the condition on which it counts."""

from __future__ import annotations

from collections.abc import Sequence

from deployments.answers.results import Figure, Presence, Strength
from deployments.claims import Basis
from deployments.phrases.values import Phrases
from deployments.values.certainty import Certainty
from deployments.values.quantities import Change, Quantity


def figure_as_said(presence: Presence, lang: str) -> str:
    """Return how many there are, as it was said. Raises `InvalidValueError` for a language without a file."""
    return _Figures(presence, lang).text()


class _Figures:
    """Tells how many there are, in one answer."""

    def __init__(self, presence: Presence, lang: str) -> None:
        self.phrases = Phrases(lang)
        self.texts = self.phrases.language.SENTENCES
        self.presence = presence
        self.strength: Strength = presence.strength

    def text(self) -> str:
        """Return the figure."""
        stated = [*dict.fromkeys(self.strength.stated)]
        if self.presence.certainty is Certainty.NO:
            return self.texts["nobody"]
        if not stated:
            return self._unstated()
        text = self._one(stated[0]) if len(stated) == 1 else self._several(stated)
        return self.texts["disputed figure"].format(figure=text) if self.strength.disputed else text

    @property
    def _is_certain(self) -> bool:
        return self.presence.certainty is Certainty.CERTAIN

    def _unstated(self) -> str:
        last = self.strength.last
        if last is None:
            return self.texts["unstated figure"]
        return self.texts["stale figure"].format(day=self.phrases.days(last.last, last.last), number=self._number(last))

    def _one(self, figure: Figure) -> str:
        """Return one figure: with the condition, where it is not certain that the force is there."""
        word = "figure"
        if not self._is_certain:
            word = "if they came" if self.presence.last_seen is None else "if still there"
        elif figure.basis is Basis.PLANNED:
            word = "not reported"
        return self.texts[word].format(number=self._number(figure), day=self._day(figure))

    def _several(self, stated: Sequence[Figure]) -> str:
        """Return figures one by one, and, where they are put together here, the range that they come to."""
        text = ""
        for figure in stated:
            is_added = isinstance(figure.quantity, Change) and figure.quantity.by is not None
            text += (" " if is_added else ", ") * bool(text) + self._part(figure)
        is_planned = any(each.basis is Basis.PLANNED for each in stated)
        if not is_planned:
            text = self.texts["computed"].format(total=self._range(), figures=text)
        if self._is_certain:
            return text
        word = "all if they came" if self.presence.last_seen is None else "all if still there"
        return self.texts[word].format(figures=text)

    def _range(self) -> str:
        inside = self.strength.if_there or self.strength
        return self.phrases.people(inside.low, inside.high)

    def _part(self, figure: Figure) -> str:
        value, day = figure.quantity, self._day(figure)
        if isinstance(value, Quantity):
            return self.texts["figure"].format(number=self._number(figure), day=day)
        if value.by is None:
            return self.texts["more later" if value.increase else "fewer later"].format(day=day)
        word = "more by" if value.increase else "less by"
        return self.texts[word].format(number=self.phrases.quantity(value.by), day=day)

    def _number(self, figure: Figure) -> str:
        value = figure.quantity
        return self.phrases.quantity(value) if isinstance(value, Quantity) else self.phrases.change(value)

    def _day(self, figure: Figure) -> str:
        """Return the day that a report is of, or on which a plan was announced, and its own day if it names one."""
        if figure.basis is Basis.REPORTED:
            return self.phrases.days(figure.first, figure.last)
        source = next((each for each in self.presence.sources if each.id == figure.statement.source), None)
        published = None if source is None else source.published or source.accessed
        day = "" if published is None else self.phrases.date(published)
        own = figure.statement.as_of
        if own is None:
            return self.texts["announced figure"].format(day=day).strip()
        return self.texts["announced for"].format(day=day, own=self.phrases.date(own))
