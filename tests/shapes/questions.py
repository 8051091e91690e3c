"""Every answer for programs that can be asked of a registry, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

from deployments import Registry, shapes
from deployments.answers.filters import Filters
from deployments.shapes.answer import Answer
from deployments.solver.resolution import milestones

#: Days of all kinds: some in the middle of what is said, and dates that are vague, long, or out of reach.
DAYS = ("2023-06-21", "2024-06-15", "2022-05~", "2023/2024")

#: Of so many records of a registry everything is asked.
SOME = 3


def every_answer(registry: Registry, lang: str = "en") -> Iterator[Answer]:
    """Yield an answer to every question."""
    yield from about_all(registry, {}, lang)
    for day in DAYS:
        yield shapes.active(registry, day, not_excluded=True, lang=lang)
        yield shapes.anyone(registry, day, lang=lang)
        yield shapes.strength(registry, day, "mission", lang=lang)
    for contributor in registry.contributors[:1]:
        yield from about_all(registry, {"contributor": contributor}, lang)
    for mission in [*registry.missions][:1]:
        yield from about_all(registry, {"mission": mission}, lang)
    for id_ in [*registry.deployments][:SOME]:
        yield shapes.periods(registry, id_, lang=lang)
        yield shapes.explain(registry, f"{id_}.strength", "2023-06-21", lang=lang)
        yield shapes.show(registry, id_, "2023-06-21", lang=lang)
        yield shapes.history(registry, f"{id_}.mandate", lang=lang)
    for id_ in [*registry.deployments, *registry.missions, *registry.events][:SOME]:
        for name in milestones(registry.subject(id_)):
            yield shapes.history(registry, f"{id_}.{name}", lang=lang)
            yield shapes.explain(registry, f"{id_}.{name}", lang=lang)
    for id_ in [*registry.missions, *registry.events, *registry.sources][:SOME]:
        yield shapes.dossier(registry, id_, lang=lang)
    for statement in registry.statements[:2]:
        yield shapes.show(registry, statement.id, lang=lang)


def about_all(registry: Registry, filters: Filters, lang: str) -> Iterator[Answer]:
    """Yield an answer to every question about several deployments."""
    yield shapes.strength(registry, "2023-06-21", lang=lang, **filters)
    yield shapes.active(registry, "2023-06-21", hinges=True, lang=lang, **filters)
    yield shapes.active(registry, "2023", throughout=True, lang=lang, **filters)
    yield shapes.authorisation(registry, "2023-06-21", lang=lang, **filters)
    yield shapes.running_out(registry, "2020-01-01", "2030-01-01", lang=lang, **filters)
    yield shapes.unconfirmed(registry, "2024-06-15", implied=True, replaced=True, lang=lang, **filters)
    yield shapes.changes(registry, "2020-01-01", "2024-06-15", implied=True, lang=lang, **filters)
    yield shapes.relocations(registry, lang=lang, **filters)
    yield shapes.timeline(registry, lang=lang, **filters)
    yield shapes.sources(registry, lang=lang, **filters)
    yield shapes.report(registry, lang=lang, **filters)
    yield shapes.listing(registry, lang=lang, **filters)
    yield shapes.find(registry, "a", lang=lang, **filters)
