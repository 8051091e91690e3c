"""The page as a file: it loads nothing, runs nothing but its own script, and no text of a registry leaves its place."""

import base64
import gzip
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import deployments
from deployments import DateError, Deployment, InvalidValueError, Metadata, Registry, Source, Statement, Word
from deployments.pages.axis import Axis
from deployments.pages.bars import LOOKS
from deployments.values.calendar import iso
from tests.pages import hostile

#: The elements that a page is made of.
ELEMENTS = """
    a article body br button caption circle dd defs details div dl dt fieldset footer form g h1 h2 h3 h4 h5 head
    header html input label legend li main meta nav noscript ol option output p path pattern q script section
    select span strong style summary svg table tbody td text th thead title tr ul
"""


@attrs.define(eq=False, slots=False)
class Seen(HTMLParser):
    """What a page has: its elements, their attributes, and the text of its scripts and its style."""

    tags: list[tuple[str, dict[str, str | None]]] = attrs.Factory(list)
    inside: str = ""
    texts: dict[str, list[str]] = attrs.Factory(dict)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, text: str) -> "Seen":
        seen = cls()
        seen.feed(text)
        return seen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = f"{tag} {dict(attrs).get('type') or ''}".strip()

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - so the parser calls it
        self.inside = ""

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.inside, []).append(data)

    def attributes(self, name: str) -> list[str]:
        return [own[name] or "" for _, own in self.tags if name in own]


def data_of(text: str, id_: str = "data") -> Any:
    found = re.search(rf'<script type="([a-z/]+)" id="{id_}">(.*?)</script>', text, re.DOTALL)
    assert found
    if found[1] == "application/gzip":
        return json.loads(gzip.decompress(base64.b64decode(found[2])))
    return json.loads(found[2])


def hostile_registry() -> Registry:
    return hostile.registry(hostile.markup)


REGISTRIES = {"bundled": deployments.example, "hostile": hostile_registry, "empty": Registry}


@pytest.mark.parametrize("name", REGISTRIES)
def test_it_loads_nothing_and_runs_its_own_script_alone(name: str) -> None:
    seen = Seen.of(deployments.page(REGISTRIES[name]()))
    (policy,) = [own["content"] or "" for tag, own in seen.tags if own.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for key, kind in (("style-src", "style"), ("script-src", "script")):
        (own,) = seen.texts[kind]
        assert rules[key] == f"'sha256-{base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()}'"
    assert set(rules) == {"default-src", "base-uri", "form-action", "style-src", "script-src"}
    assert {tag for tag, _ in seen.tags} <= {*ELEMENTS.split()}
    assert not [name for _, own in seen.tags for name in own if name.startswith("on") or name in ("style", "src")]
    for address in seen.attributes("href"):
        assert address.startswith(("#", "http://", "https://")), address


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_text_of_a_file_is_markup_or_ends_an_element(lang: str) -> None:
    plain, marked = (Seen.of(deployments.page(each, lang=lang)) for each in (deployments.example(), hostile_registry()))
    assert {tag for tag, _ in marked.tags} - {"circle"} <= {tag for tag, _ in plain.tags}
    assert [own.get("lang") for tag, own in marked.tags if tag == "html"] == [lang]


def test_the_data_ends_no_script() -> None:
    text = "</script><script>alert(1)</script><!--\u2028"
    registry = Registry(metadata=Metadata(title=text), deployments=[Deployment(id="a", contributor="NLD", force=text)])
    page = deployments.page(registry)
    assert page.count("<script") == page.count("</script>") == 2
    assert data_of(page)["deployments"][0]["label"].startswith("Netherlands, </script>")


def test_of_many_deployments_the_sections_are_packed_and_all_there() -> None:
    count = 70
    registry = Registry(
        sources=[Source(id="s", title="A letter", published="2024-01-01")],
        deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in range(count)],
        statements=[
            Statement(id=f"x{n}", source="s", about=f"d{n}", kind="strength", value=n + 1, wording=f"no. {n}")
            for n in range(count)
        ],
    )
    page = deployments.page(registry)
    sections = data_of(page, "sections")
    assert len(sections) == count
    assert len(data_of(page)["deployments"]) == count
    assert all(any(f"<q>no. {n}</q>" in each for each in sections) for n in range(count))
    assert '<div class="more"></div>' in page


def test_it_is_the_same_whenever_it_is_made() -> None:
    assert deployments.page(deployments.example()) == deployments.page(deployments.example())


def test_it_shows_the_day_that_was_asked_for_and_else_that_of_the_newest_source() -> None:
    def shown(**asked: Any) -> str:
        data = data_of(deployments.page(deployments.example(), **asked))
        return iso(data["base"] + data["day"])

    assert (shown(), shown(on="2022-05-01")) == ("2023-07-06", "2022-05-01")
    with pytest.raises(DateError):
        shown(on="2022")
    with pytest.raises(InvalidValueError, match="not a language"):
        shown(lang="tlh")


def test_what_is_left_out_of_a_registry_is_not_on_its_page() -> None:
    registry = deployments.example().known_on("2022-04-01")
    data = data_of(deployments.page(registry))
    assert data["letters"][-1] == "31 March 2022: Janes"
    assert "Kyiv Independent" not in deployments.page(registry)


# --- how it is drawn -------------------------------------------------------------------------------------


def test_what_is_possible_never_looks_like_what_is_certain() -> None:
    looks = {str(look): {str(word) for word in Word if LOOKS.get(word) is look} for look in LOOKS.values()}
    assert looks == {
        "s": {"seen", "between"},
        "o": {"arriving", "leaving", "vague", "staying", "announced", "bridged"},
        "h": {"open", "overdue", "missed", "gap", "disputed", "considered"},
        "d": {"stale"},
        "l": {"authorised"},
    }


def test_no_picture_fades() -> None:
    page = deployments.page(deployments.example())
    assert not re.search(r"(linear|radial|conic)-?gradient", page, re.IGNORECASE)


@pytest.mark.parametrize("days", [30, 400, 4_000, 40_000, 700_000])
def test_the_axis_has_marks_that_do_not_touch(days: int) -> None:
    axis = Axis(700_000, 700_000 + days)
    marks = axis.marks()
    assert len(marks) <= 13
    assert all(b[0] - a[0] >= 100 for a, b in itertools.pairwise(marks))
    assert all((a[1], a[2]) < (b[1], b[2]) for a, b in itertools.pairwise(marks))


@pytest.mark.parametrize(("lang", "where"), [("en", "the sources above"), ("nl", "de bronnen hierboven")])
def test_the_last_line_says_where_the_sources_stand(lang: str, where: str) -> None:
    text = deployments.page(deployments.example(), lang=lang)
    assert text.index('<section id="sources"') < text.index(where)


@pytest.mark.parametrize(("lang", "near"), [("en", "around"), ("nl", "rond")])
def test_no_word_says_that_a_day_of_several_is_near_the_chosen_one(lang: str, near: str) -> None:
    told = data_of(deployments.page(deployments.example(), lang=lang))["why"]
    assert not [text for text in told if near in text.split()]


def test_a_source_that_was_only_read_is_never_told_as_one_of_that_day() -> None:
    said = Registry(
        sources=[Source(id="read", title="A web page", accessed="2024-02-10")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[Statement(id="until", source="read", about="nld", kind="mandate", value="2024-12-31")],
    )
    text = deployments.page(said)
    assert data_of(text)["sources"] == ["A web page, read on 10 February 2024 [1]"]
    assert "On 10 February 2024, when the newest source was read" in text
