"""The page in a real browser: what a reader can do with it, and what they are safe from."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

import deployments
from deployments import Deployment, Mission, Registry, Source, Statement
from deployments.reports.escape import clean
from deployments.values import texts
from tests.benchmarks.letters import letters
from tests.pages import hostile
from tests.pages.browser import Opener, Reading

PHONE = {"width": 360, "height": 740}
A4 = {"width": 794, "height": 1123}

BAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; img-src *"></head>
<body>{}</body></html>"""


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ('<img alt="" src="https://example.org/seen.png">', "asks for https://example.org/seen.png"),
        ('<link rel="stylesheet" href="other.css">', "writes error: Loading the stylesheet"),
        ("<script>console.log('hello')</script>", "writes log: hello"),
        ("<script>throw new Error('broken')</script>", "throws broken"),
    ],
)
def test_what_a_page_must_not_do_is_noticed(opened: Opener, planted: str, fault: str) -> None:
    reading = opened(BAD.format(planted))
    found = [each for each in reading.faults if each.startswith(fault)]
    reading.faults.clear()
    assert found


# --- what a reader does -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def html() -> str:
    """Give the page of the bundled registry."""
    return deployments.page(deployments.example())


def rows(reading: Reading) -> list[str]:
    """Return the ids of the rows that are shown, in order."""
    ids = reading.ids()
    shown = reading.page.evaluate(
        "[...document.querySelectorAll('#rows > li')].filter(each => each.checkVisibility()).map(each => each.id)"
    )
    return [ids[int(place.removeprefix("d"))] for place in shown]


def listed(reading: Reading) -> list[str]:
    """Return the ids of those of whom the overview says how sure it is that they are there."""
    found: list[str] = reading.page.evaluate(
        "[...document.querySelectorAll('#lists .certain li, #lists .possible li')].map(each => each.dataset.id)"
    )
    return found


def seen(reading: Reading) -> dict[str, Any]:
    """Return everything that a reader sees and chose: texts, controls, and the bars that are drawn."""
    found: dict[str, Any] = reading.page.evaluate(
        """() => ({
            text: document.querySelector('main').innerText,
            chosen: Object.fromEntries([...document.querySelectorAll('form [id]')].filter(each => 'value' in each)
                .map(each => [each.id, each.type === 'checkbox' ? each.checked : each.value])),
            bars: [...document.querySelectorAll('#rows path')].filter(each => each.checkVisibility())
                .map(each => each.getAttribute('class') + each.getAttribute('d')),
            band: [...document.querySelectorAll('#band path')].map(each => each.getAttribute('d')),
        })"""
    )
    return found


ALL = ["nld-amdtf-svk", "deu-patriot-svk", "deu-patriot-ltu", "deu-patriot-pol", "deu-battlegroup-svk"]


def test_search_finds_words_in_any_order_and_case(opened: Opener, html: str) -> None:
    reading = opened(html)
    assert sorted(rows(reading)) == sorted(ALL)
    reading.page.fill("#day", "2023-06-21")
    reading.page.fill("#q", "POLAND german")
    assert rows(reading) == listed(reading) == ["deu-patriot-pol"]
    reading.page.fill("#q", "nothing that anybody wrote")
    assert rows(reading) == listed(reading) == []


def test_a_filter_shows_those_that_pass_and_counts_them_alone(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.fill("#day", "2022-05-10")
    before = seen(reading)
    reading.page.select_option("#contributor", "NLD")
    assert rows(reading) == listed(reading) == ["nld-amdtf-svk"]
    assert "108 to 132 in all" in reading.page.inner_text("#total")
    assert before["band"] != seen(reading)["band"]
    reading.page.click("button[type=reset]")
    assert sorted(rows(reading)) == sorted(ALL)


def test_the_sources_own_total_stands_beside_that_of_the_mission_alone(opened: Opener) -> None:
    said = {"source": "s", "kind": "strength", "as_of": "2024-01-10", "basis": "reported"}
    registry = Registry(
        sources=[Source(id="s", title="A letter", published="2024-01-10")],
        missions=[Mission(id="kfor", name="Kosovo Force")],
        deployments=[Deployment(id=who, contributor=who.upper(), mission="kfor") for who in ("nld", "deu")],
        statements=[
            Statement(id="all", about="kfor", value="4600", **said),
            Statement(id="some", about="nld", value="~1500", **said),
        ],
    )
    reading = opened(deployments.page(registry))
    reading.page.select_option("#mission", "kfor")
    total = reading.page.inner_text("#total")
    assert "1,350 to 1,650 in all, computed here. Left out below, and not excluded: 1." in total
    assert "own total for the mission: 4,600 (10 January 2024)" in total
    reading.page.select_option("#contributor", "NLD")
    assert "4,600" not in reading.page.inner_text("#total"), "it is not the number of the Dutch"


def test_rows_are_sorted_as_asked(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.fill("#day", "2022-05-10")
    orders = {}
    for value in ("name", "sure", "most", "heard", ""):
        reading.page.select_option("#sort", value)
        orders[value] = rows(reading)
        assert sorted(orders[value]) == sorted(ALL)
    assert orders["name"][-1] == "nld-amdtf-svk", "the Netherlands come last of these by name"
    assert orders["most"][0] == "nld-amdtf-svk", "of all others nobody states a number"
    certain = [each.deployment.id for each in deployments.example().active("2022-05-10", certain=True)]
    assert set(orders["sure"][: len(certain)]) == {*certain}
    assert orders["heard"][-1] == "deu-battlegroup-svk", "one letter of spring 2022 alone speaks of it"


def test_what_was_known_and_the_day_move_everything(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.fill("#day", "2023-06-21")
    late = seen(reading)
    reading.page.focus("#known")
    reading.page.keyboard.press("Home")
    first = seen(reading)
    for part in ("text", "bars", "band"):
        assert late[part] != first[part]
    reading.page.keyboard.press("End")
    assert seen(reading) == late
    reading.page.focus("#day-slide")
    reading.page.keyboard.press("ArrowLeft")
    assert reading.page.input_value("#day") == "2023-06-20"
    assert "20 June 2023" in reading.page.inner_text("#asked")


LINKS = [
    "#day=2022-05-10&known=2022-10-20&contributor=DEU&sort=name",
    "#q=patriot&there=1&day=2023-06-21",
    "#mission=amdtf-svk&place=SVK&known=2022-03-18",
    "#id=deu-patriot-pol&day=2023-06-21",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_brings_back_all_that_was_chosen(opened: Opener, html: str, link: str) -> None:
    reading = opened(html, link)
    again = opened(html, reading.page.evaluate("location.hash"))
    assert seen(again) == seen(reading)
    for key, value in re.findall(r"(\w+)=([^&]*)", link):
        if key in ("day", "contributor", "sort", "q", "mission", "place"):
            assert reading.page.input_value(f"#{key}") == value


def test_what_is_chosen_stands_in_the_link(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.fill("#day", "2022-05-10")
    reading.page.select_option("#contributor", "DEU")
    reading.page.fill("#q", "patriot & 50 % + <b>")
    again = opened(html, reading.page.evaluate("location.hash"))
    assert seen(again) == seen(reading)
    assert again.page.input_value("#q") == "patriot & 50 % + <b>"


def test_a_link_to_a_row_opens_it(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.fill("#day", "2023-06-21")
    reading.page.click("#lists li[data-id=deu-patriot-pol] a")
    row = reading.page.locator("#rows details[open]")
    row.wait_for()  # a browser tells of a link within a page only after the click
    assert row.count() == 1
    assert "Poland" in row.inner_text()
    assert reading.page.evaluate("document.activeElement.closest('details').open")
    assert reading.is_seen("#rows details[open] summary")


@pytest.mark.parametrize("width", [1000, PHONE["width"]])
def test_a_link_to_a_source_leads_to_where_one_sees_it(opened: Opener, html: str, width: int) -> None:
    reading = opened(html, "#id=nld-amdtf-svk", viewport={"width": width, "height": 700})
    mark = reading.page.locator("#rows details[open] a[href^='#s']").first
    target = mark.get_attribute("href")
    mark.click()
    assert target is not None
    assert reading.is_seen(target)


@pytest.mark.parametrize(
    "link",
    [
        "#day=2023-99-99&known=never&mission=none&sort=__proto__&place=constructor",
        "#id=nobody",
        "#id=<img src=x onerror=alert(1)>&q=<script>alert(1)</script>",
        "#%E0%A4%A",
        "#day=0001-01-01",
        "#day=9999-12-31&known=0001-01-01",
        "#no-such-part",
    ],
)
def test_a_link_that_somebody_made_up_breaks_nothing(opened: Opener, html: str, link: str) -> None:
    reading = opened(html, link)
    assert reading.page.evaluate("document.body.classList.contains('ready')")
    reading.page.fill("#q", "")
    assert sorted(rows(reading)) == sorted(ALL)


# --- many, and nobody -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many() -> Registry:
    """Give a registry of more deployments than the page shows at a time, or keeps unfolded."""
    return letters(130, 12)


@pytest.fixture(scope="module")
def page_of_many(many: Registry) -> str:
    return deployments.page(many)


def test_of_many_the_next_are_shown_when_they_are_asked_for(opened: Opener, page_of_many: str) -> None:
    reading = opened(page_of_many)
    assert len(rows(reading)) == 50
    assert "50 of the 130" in reading.page.inner_text("#shown")
    reading.page.click("#next")
    assert len(rows(reading)) == 100
    reading.page.click("#next")
    assert len(rows(reading)) == 130
    assert not reading.page.is_visible("#next")
    reading.page.fill("#q", "d0129")
    assert rows(reading) == ["d0129"]


def test_a_link_leads_to_one_that_is_not_shown_yet_and_opens_what_is_folded(
    opened: Opener, many: Registry, page_of_many: str
) -> None:
    last = opened(page_of_many).ids()[-1]
    reading = opened(page_of_many, f"#id={last}")
    row = reading.page.locator("#rows details[open]")
    row.wait_for()  # a browser tells of a link within a page only after the click
    assert row.count() == 1
    for each in many.statements_of(about=last):
        assert each.wording is not None
        row.get_by_text(each.wording).first.wait_for()
    assert reading.is_seen("#rows details[open] summary")
    reading.page.focus("#known")
    reading.page.keyboard.press("Home")
    known = many.known_on("2014-01-31").statements_of(about=last)
    shown = row.inner_text()
    assert {each.wording for each in many.statements_of(about=last) if each.wording and each.wording in shown} == {
        each.wording for each in known
    }


def test_a_table_of_many_promises_waits_until_it_is_opened(opened: Opener) -> None:
    letter = Source(id="letter", title="A letter", published="2019-01-10")
    ids = [f"d{number}" for number in range(101)]
    registry = Registry(
        sources=[letter, Source(id="later", title="Another letter", published="2021-01-10")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ids],
        statements=[
            Statement(id=f"{id_}-{source}", about=id_, source=source, kind=kind, value=value)
            for id_ in ids
            for source, kind, value in (("letter", "start", "2019-06-01"), ("later", "ceiling", "100"))
        ],
    )
    reading = opened(deployments.page(registry))
    folded = reading.page.locator("#promises details.record").first
    assert not folded.locator("table").is_visible()
    folded.locator("summary").press("Enter")
    assert folded.locator("tr:visible").count() > 100


def test_nobody_at_all(opened: Opener) -> None:
    reading = opened(deployments.page(Registry()))
    assert rows(reading) == listed(reading) == []
    assert reading.too_wide() == reading.violations() == []
    # No report says of anybody that they were not there.
    assert reading.page.inner_text("#total") == "No deployment is chosen, or there is none."
    assert reading.page.get_attribute("#band-zero", "d") == ""


def test_a_search_that_finds_nobody_denies_nobody(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.fill("#q", "atlantis")
    assert reading.page.inner_text("#total") == "No deployment is chosen, or there is none."
    assert reading.page.get_attribute("#band-zero", "d") == ""


# --- who reads it how -------------------------------------------------------------------------------------


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(opened: Opener, html: str) -> None:
    reading = opened(html)
    reading.page.evaluate("dispatchEvent(new Event('beforeprint'))")  # which opens every row
    found = reading.tabbed()
    assert [place for place, _ in found] == reading.reachable()
    assert [place for place, is_seen in found if not is_seen] == []


def test_enter_opens_and_closes_a_row(opened: Opener, html: str) -> None:
    reading = opened(html)
    first, opens = reading.page.locator("#rows summary").first, reading.page.locator("#rows details[open]")
    for count in (1, 0):
        first.press("Enter")
        assert opens.count() == count


def test_without_javascript_it_shows_what_all_sources_say(opened: Opener, html: str) -> None:
    reading = opened(html, java_script_enabled=False)
    page = reading.page
    assert "JavaScript" in page.inner_text("noscript")
    assert page.locator("#rows > li").count() == len(ALL)
    assert page.locator("#rows path:visible").count() > 0


def test_a_print_has_what_is_shown_and_no_controls(opened: Opener, html: str) -> None:
    reading = opened(html, "#day=2023-06-21", viewport=A4)
    page = reading.page
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible()
    assert page.locator("#lists li").first.is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows details[open]").count() == len(ALL)
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 40


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_word_is_broken_where_there_is_room(opened: Opener, lang: str, media: Any) -> None:
    reading = opened(deployments.page(deployments.example(), lang=lang), viewport=A4)
    reading.page.emulate_media(media=media)
    reading.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert {*reading.broken_words()} == set()


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_least_is_stronger_than_the_most(opened: Opener, html: str, scheme: str, media: Any) -> None:
    reading = opened(html, color_scheme=scheme)
    reading.page.emulate_media(media=media)
    low, high = (_contrast(reading, f"#band-{name}") for name in ("low", "high"))
    assert low > 2 * high
    assert not re.search(r"\b(dark|light)", reading.page.inner_text("#strength"), re.IGNORECASE), "which it is in one"


def _contrast(reading: Reading, selector: str) -> float:
    """Return how much the filling of a shape stands out from the paper, as WCAG measures it."""
    colours = reading.page.evaluate(
        """name => [getComputedStyle(document.querySelector(name)).fill,
        getComputedStyle(document.body).backgroundColor]""",
        selector,
    )
    light, dark = sorted((_luminance(each) for each in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_phone_scrolls_in_one_direction(opened: Opener, lang: str) -> None:
    reading = opened(deployments.page(deployments.example(), lang=lang), viewport=PHONE)
    assert reading.too_wide() == []
    for summary in reading.page.locator("#rows summary").all():
        summary.click()
    assert reading.too_wide() == []


VIEWS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "filtered": {"fragment": "#contributor=DEU&known=2022-10-20&day=2022-11-01"},
    "open": {"fragment": "#day=2023-06-21&id=nld-amdtf-svk", "color_scheme": "dark"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_hinders_those_who_read_otherwise(opened: Opener, html: str, view: str) -> None:
    reading = opened(html, **VIEWS[view])
    if view != "open":
        reading.page.evaluate("dispatchEvent(new Event('beforeprint'))")  # which opens every row
    assert reading.violations() == []


# --- what a file brings -----------------------------------------------------------------------------------

#: The tags and attributes in a page, also in what waits in templates.
_MADE_OF = """() => {
    const found = [];
    const walk = root => { for (const each of root.querySelectorAll('*')) {
        found.push(each.localName, ...each.getAttributeNames().map(name => each.localName + ' ' + name));
        if (each.localName === 'template') walk(each.content);
    } };
    walk(document);
    return found;
}"""
_TEXTS = """() => {
    const read = root => root.textContent +
        [...root.querySelectorAll('template')].map(each => read(each.content)).join(' ');
    return read(document.body);
}"""


def made_of(reading: Reading) -> Counter[str]:
    return Counter(reading.page.evaluate(_MADE_OF))


@pytest.mark.parametrize("text", [hostile.markup, hostile.bidi])
def test_texts_stay_texts(opened: Opener, text: hostile.Text) -> None:
    reading = opened(deployments.page(hostile.registry(text)))
    plain = opened(deployments.page(hostile.registry(hostile.plain)))
    assert made_of(reading) - made_of(plain) == made_of(plain) - made_of(reading) == Counter()
    assert reading.page.evaluate("window.hacked") is None
    shown = reading.page.evaluate(_TEXTS)
    assert re.findall("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", shown) == []
    assert clean(text("force", 2000)) in shown


@pytest.mark.parametrize("width", [1200, PHONE["width"]])
@pytest.mark.parametrize("text", [hostile.markup, hostile.bidi, hostile.long])
def test_no_text_breaks_the_layout(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, text: hostile.Text, width: int
) -> None:
    monkeypatch.setattr(texts.line, "__defaults__", (10_000,))

    def longer(name: str, longest: int) -> str:
        return text(name, 10_000 if longest == texts.MAX_TEXT else longest)

    reading = opened(deployments.page(hostile.registry(longer)), viewport={"width": width, "height": 900})
    assert reading.too_wide() == []
    for summary in reading.page.locator("#rows summary").all():
        summary.focus()
        summary.press("Enter")
    assert reading.too_wide() == []
