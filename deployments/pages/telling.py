"""What every part of the page below the timeline is written with: phrases, links, and templates."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from markupsafe import Markup

from deployments.pages.citing import LinkedFootnotes, linked, templates
from deployments.pages.states import States
from deployments.records import Source
from deployments.registry import Registry
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.record_phrases import RecordPhrases

Phrasing = TypeVar("Phrasing", bound=RecordPhrases)


class Fact(NamedTuple):
    """Something that is so: a label, and a text or markup; known from a state on."""

    label: str
    text: str
    known: int = 0


class Telling:
    """Writes about the records of a registry, as markup, in one language.

    >>> import deployments
    >>> registry = deployments.example()
    >>> print(Telling(registry, "en", States.of(registry)).link("deu-patriot-pol"))
    <a href="#id=deu-patriot-pol">Germany, Patriot, in Poland</a>
    """

    def __init__(self, registry: Registry, lang: str, states: States) -> None:
        self.registry = registry
        self.lang = lang
        self.states = states
        self.phrases = ClaimRows(registry, lang)
        self.notes = LinkedFootnotes(self.phrases, self.phrases.sources_in_order)
        self.phrases.notes = self.notes
        self.words = {**self.phrases.words, **self.phrases.language.PAGE_WORDS}

    @property
    def sources_in_order(self) -> list[Source]:
        """All sources, in the order of their numbers."""
        return self.phrases.sources_in_order

    def is_subject(self, id_: str) -> bool:
        """Tell whether an id is that of a deployment, a mission or an event."""
        registry = self.registry
        return any(id_ in table for table in (registry.deployments, registry.missions, registry.events))

    def citing(self, phrases: Phrasing) -> Phrasing:
        """Return other phrases, which cite by the numbers of the page."""
        phrases.notes = self.notes
        return phrases

    def link(self, id_: str, name: str | None = None) -> Markup:
        """Return the link to a deployment, or to the page with one mission only; of an event its name.

        Without a `name` it is that of the record.
        """
        name = self.phrases.titled(id_) if name is None else name
        if id_ in self.registry.deployments:
            return Markup('<a href="#id={}">{}</a>').format(quote(id_, safe=""), linked(name))
        if id_ in self.registry.missions:
            return Markup('<a href="#mission={}">{}</a>').format(quote(id_, safe=""), linked(name))
        return Markup("{}").format(linked(name))

    def render(self, template: str, **values: Any) -> Markup:
        """Return a template filled with values."""
        text = templates().get_template(template).render(w=self.words, last=self.states.last, **values)
        return Markup(text)  # noqa: S704 - everything in it was escaped where it was put in
