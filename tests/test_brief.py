"""What a debugger, a traceback and a notebook show: one short line, or a small table that runs nothing."""

import copy
import inspect
import re
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import deployments
from deployments import (
    ByLanguage,
    Deployment,
    Event,
    Metadata,
    Mission,
    Registry,
    RegistryError,
    Source,
    Statement,
    digest,
)

#: As long as a line may be, and a list of up to three of what is shown.
LONGEST, LONGEST_LIST = 260, 400

HOSTILE = "\x1b[31m<script>alert('x')</script>\u202e\n&" + "long " * 300
MANY = 40


def _big(text: str) -> Registry:
    """Return a registry of many deployments in which every text is this one."""
    sources = [Source(id=f"s{n}", title=text, publisher=text, published="2024-03-12", note=text) for n in range(MANY)]
    forces = [
        Deployment(id=f"d{n}", contributor="NLD", mission="m", force=text, place={"country": "SVK"}, note=text)
        for n in range(MANY)
    ]
    said: list[dict[str, Any]] = []
    for n in range(MANY):
        own = {"source": f"s{n}", "about": f"d{n}", "wording": text[:300], "note": text, "locator": text}
        said.append({"id": f"p{n}", "kind": "present", "value": True, **own})
        said.append({"id": f"n{n}", "kind": "strength", "value": {text[:20] + "a": 5, text[:20] + "b": "~6"}, **own})
        said.append({"id": f"e{n}", "kind": "end", "value": {"on": "2024-06", "before": "top"}, **own})
        said.append({"id": f"m{n}", "kind": "mandate", "value": "2024-05-01", "by": text, **own})
        said.append({"id": f"c{n}", "kind": "ceiling", "value": "7", "by": text, **own})
        said.append({"id": f"q{n}", "kind": "equipment", "value": {text[:20]: 2}, **own})
    said.append({"id": "top", "source": "s0", "about": "top", "kind": "date", "value": "2024-07-11"})
    return Registry(
        sources=sources,
        events=[Event(id="top", name=text)],
        missions=[Mission(id="m", name={"en": text, "nl": text}, note=text)],
        deployments=forces,
        statements=[Statement(**each) for each in said],
        metadata=Metadata(title=text, authors=[text] * 5, licence=text),
    )


BIG = _big(HOSTILE)


def _values(registry: Registry) -> list[object]:
    """Return one of everything that the library answers with, and all that these hold."""
    id_, day = next(iter(registry.deployments)), "2024-03-20"
    found: list[object] = [
        *(registry, registry.metadata, registry.sources, registry.tolerance, registry.scope),
        *(registry.active(day), registry.presence(id_, day), registry.anyone(day), registry.strength(day)),
        *(registry.strength_series("2024-03", "2024-04"), registry.peak("2024-03", "2024-04")),
        *(registry.explain(f"{id_}.end"), registry.explain(f"{id_}.strength", day), registry.bounds(f"{id_}.end")),
        *(registry.authorisation(id_, day), registry.authorisations(day), registry.running_out("2024", "2025")),
        *(registry.periods(id_)[0], registry.timeline()[0], registry.changes("2024-01-01", "2024-06-01")),
        *(registry.history(f"{id_}.end")[:2], registry.unconfirmed("2025-01-01")[:2], registry.disputes()[:1]),
        *[
            table[key]
            for table in (registry.sources, registry.missions, registry.deployments)
            for key in [next(iter(table))]
        ],
        *registry.statements[:7],
    ]
    for each in found:  # it grows while it is read
        if len(found) > 2_000:
            break
        kind: Any = type(each)
        fields = [f.name for f in attrs.fields(kind)] if attrs.has(kind) else []
        found += [getattr(each, name) for name in fields if not isinstance(each, Registry)]
        found += [*each[:2]] if isinstance(each, tuple | list) else []
    return [each for each in found if type(each).__module__.startswith("deployments")]


@pytest.mark.parametrize("registry", [BIG, deployments.example()], ids=["hostile", "bundled"])
def test_everything_is_one_short_line(registry: Registry) -> None:
    values = {type(each).__name__: each for each in reversed(_values(registry))}
    assert len(values) > 45  # most of what is public is looked at
    for name, value in values.items():
        line = repr(value)
        assert len(line) <= (LONGEST_LIST if "Answers" in name else LONGEST), line
        assert line.isprintable(), line
        assert line.startswith((name, "[", "<")), line
        assert not re.search(r"[(, ]_\w+=", line), line  # no private names


def test_the_essentials_come_first() -> None:
    registry = deployments.example()
    assert (
        repr(registry) == "Registry(16 sources, 2 events, 1 mission, 5 deployments, 39 statements, newest 2023-07-06)"
    )
    presence = registry.presence("nld-amdtf-svk", "2023-06-20")
    answer = "deployment=nld-amdtf-svk, certainty=possible, word=staying, strength=0..6"
    assert repr(presence).startswith(f"Presence({answer}, last_seen=2023-05-17..2023-06-14")
    assert repr(registry.strength("2023-06-20")).startswith("Total(0..6 (+ 2 unknown), parts=[nld-amdtf-svk, ")
    assert repr(registry.statements[3]).startswith(
        "Statement(id='ap-2023-05-26#vilnius-summit.date', source='ap-2023-05-26'"
    )
    assert repr(Registry()) == "Registry(empty)"


def test_a_digest_stands_there_once_it_is_known() -> None:
    registry = copy.copy(deployments.example())
    assert digest(registry)[:8] in repr(registry)


def test_settings_that_change_answers_stand_there() -> None:
    assert "8 days" in repr(Registry(tolerance="8 days"))


def test_an_error_with_very_many_problems_is_one_line() -> None:
    said = [Statement(id=f"x{n}", source="s", about="d", kind="strength", value=6) for n in range(500)]
    with pytest.raises(RegistryError) as raised:
        Registry(statements=said)
    assert len(repr(raised.value)) < LONGEST
    assert len(raised.value.diagnostics) == 1_000


def test_a_name_in_many_languages_is_one_line() -> None:
    assert len(repr(ByLanguage.of({"en": "x" * 2000, "nl": "y" * 2000}))) < LONGEST


# --- notebooks ---


class Tags(HTMLParser):
    """Collects the tags of a text, and what stands outside of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.rows += tag == "tr"
        assert not attrs or tag == "td"


@pytest.mark.parametrize("name", ["Registry", "Answers", "Presence", "Total"])
def test_a_notebook_shows_a_small_table_in_which_no_text_is_markup(name: str) -> None:
    found = {
        "Registry": BIG,
        "Answers": BIG.active("2024-03-20"),
        "Presence": BIG.presence("d0", "2024-03-20"),
        "Total": BIG.strength("2024-03-20"),
    }[name]
    text = found._repr_html_()  # type: ignore[attr-defined]  # what notebooks ask for
    page = Tags(text)
    assert page.tags == {"table", "caption", "tr", "th", "td"}
    assert page.rows <= 22
    assert "&lt;script&gt;" in text
    assert f"{MANY} in all" in text or name == "Presence"


def test_a_notebook_shows_answers_of_every_kind() -> None:
    assert "Authorisation(" in BIG.authorisations("2024-03-20")._repr_html_()
    assert Tags(BIG.active("1900-01-01")._repr_html_()).rows == 0


def test_the_reason_stands_in_the_table() -> None:
    text = deployments.example().active("2023-06-20", place="POL")._repr_html_()
    assert "nobody has named an end" in text
    assert "deu-patriot-pol" in text


# --- what is offered ---


def test_a_completion_offers_what_a_reader_asks_for_and_no_internals() -> None:
    names = {name for name in dir(deployments.example()) if not name.startswith("_")}
    assert {"active", "add", "sources", "statements", "select", "known_on", "basis", "heard"} <= names
    assert not {"narrowed", "scope", "parts_below", "corrections", "reports_presence"} & names


@pytest.mark.parametrize("name", [each for each in dir(deployments.example()) if not each.startswith("_")])
def test_every_name_that_is_offered_says_what_it_is(name: str) -> None:
    found = inspect.getattr_static(Registry, name)
    is_field = type(found).__name__ == "member_descriptor"  # the class says what its fields are
    assert is_field or (found.__doc__ or "").strip()
