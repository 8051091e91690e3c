"""What a reader opens on the page: every statement with its source, its words and its fate, and why, and since when."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given, settings
from markupsafe import Markup

import deployments
from deployments import Deployment, Event, Mission, Registry, Source, Statement
from deployments.locales import load_language
from deployments.pages import details as module
from deployments.pages.citing import linked
from deployments.pages.details import Details
from deployments.pages.states import States
from deployments.records import SourceKind
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.escape import clean
from deployments.reports.history_report import HistoryReport
from deployments.reports.presence_reports import PresenceReports
from deployments.reports.reason_reports import ReasonReports
from deployments.solver.bounds import Status
from deployments.values.calendar import iso
from tests.answers.random_registries import random_registry
from tests.pages import hostile
from tests.registries import registries
from tests.steps import calls

TAGS = {
    *("a", "br", "caption", "dd", "div", "dl", "dt", "h3", "h4", "li", "ol", "p", "q", "span"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
NAMES = {"class", "data-from", "data-known", "data-to", "hidden", "href", "id", "lang", "rel", "scope"}
#: What ends a text that was begun before: nobody closes cells and items, as HTML lets one leave that out.
_ENDING = {"td", "th", "tr", "li", "dt", "dd", "h3", "h4", "p", "caption"}


@attrs.define
class Fate:
    """What became of a statement, in the states from one to another."""

    since: int
    until: int | None
    is_hidden: bool
    text: str = ""


@attrs.define
class Line:
    """A row of a table: the state from which it is known, its cells, what is quoted, and what became of it."""

    known: int | None
    cells: list[str] = attrs.Factory(list)
    quoted: str = ""
    fates: list[Fate] = attrs.Factory(list)


class Reading(HTMLParser):
    """Reads what a browser would: tags and attributes, links, texts, and the rows of tables, by the heading above."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.links: list[list[str]] = []
        self.texts: list[str] = [""]
        self.rows: dict[str, list[Line]] = {}
        self._open: list[str] = []
        self._heading = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._open.append(tag)
        if tag in _ENDING:
            self.texts.append("")
        if tag in ("h3", "h4"):
            self._heading = ""
        if tag == "tr":
            known = own.get("data-known")
            self._own_rows.append(Line(None if known is None else int(known)))
        elif tag in ("td", "th"):
            self._own_rows[-1].cells.append("")
        elif tag == "a":
            self.links.append([own.get("href") or "", ""])
        elif tag == "span":
            known = own.get("data-known")
            last = None if known else int(own["data-to"] or "")
            self._own_rows[-1].fates.append(Fate(int(known or own["data-from"] or ""), last, "hidden" in own))

    @property
    def _own_rows(self) -> list[Line]:
        return self.rows.setdefault(self._heading, [])

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass
        if tag == "table":
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        self.texts[-1] += data
        if inside in ("h3", "h4"):
            self._heading += data
        if inside == "a":
            self.links[-1][1] += data
        if "span" in self._open:
            self._own_rows[-1].fates[-1].text += data
        elif any(tag in ("td", "th") for tag in self._open) and self._own_rows[-1].cells:
            line = self._own_rows[-1]
            line.cells[-1] += data
            line.quoted += data if inside == "q" else ""

    @property
    def text(self) -> str:
        """All texts, a line each, with single blanks."""
        return "\n".join(" ".join(each.split()) for each in self.texts)


def details_of(registry: Registry, lang: str = "en") -> Details:
    return Details(registry, lang, States.of(registry))


def subjects(registry: Registry) -> list[str]:
    return [*registry.deployments, *registry.missions, *registry.events]


def told(details: Details, id_: str) -> Markup:
    """What the page says of one subject."""
    registry = details.registry
    one = details.deployment if id_ in registry.deployments else details.event
    return details.mission(id_) if id_ in registry.missions else one(id_)


def everything(details: Details) -> Iterator[Markup]:
    yield from (told(details, id_) for id_ in subjects(details.registry))
    yield from (details.authorised(), details.promises(), details.conflicts(), details.sources(), details.shortened())


def stated_rows(details: Details, id_: str) -> list[Line]:
    """The rows of what is stated of one subject."""
    heading = details.words["stated"]
    return [row for row in Reading(told(details, id_)).rows.get(heading, ()) if row.known is not None]


# --- statements ------------------------------------------------------------------------------------------


def check_statements(registry: Registry, lang: str) -> None:
    """Every statement is told once, with its kind, its words, its source and its place, in the rows of its subject."""
    details = details_of(registry, lang)
    language, states = load_language(lang), details.states
    numbers = {source.id: number for number, source in enumerate(details.sources_in_order, start=1)}
    for id_ in subjects(registry):
        found = Counter(
            (row.known, row.cells[0], row.quoted, int(re.findall(r"[0-9]+", row.cells[-1].split("]")[0])[0]))
            for row in stated_rows(details, id_)
            if not row.cells[-1].startswith(f"[{language.SENTENCES['derived from'].split('{')[0].strip()}")
        )
        expected = Counter(
            (
                states.since(each.source),
                language.CLAIM_WORDS[each.kind.value],
                clean(each.wording or ""),
                numbers[each.source],
            )
            for each in registry.statements_of(about=id_)
            if not each.derived
        )
        assert found == expected


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("seed", range(15))
def test_every_statement_stands_once_with_its_subject(seed: int, lang: str) -> None:
    rng = random.Random(f"details {seed}")
    check_statements(random_registry(rng, rng.choice((1, 3, 8))), lang)


@given(registries())
@settings(max_examples=40)
def test_every_field_of_a_statement_is_told(registry: Registry) -> None:
    """Where it stands, who gave it, what is noted of it, and that the maker of the registry computed it."""
    details = details_of(registry)
    for id_ in subjects(registry):
        rows = stated_rows(details, id_)
        assert len(rows) == len(registry.statements_of(about=id_))
        text = "\n".join(" ".join(" ".join(row.cells).split()) for row in rows)
        for each in registry.statements_of(about=id_):
            for field in (each.locator, each.by, each.note, each.wording):
                assert " ".join(clean(field or "").split()) in text
            if each.derived:
                assert "computed by the registry's maker from" in text


def fates_then(row: Line, state: int, last: int) -> list[str]:
    """What the page shows of the fate of a statement in a state."""
    return [each.text for each in row.fates if each.since <= state <= (last if each.until is None else each.until)]


@pytest.mark.parametrize("seed", range(25))
def test_what_became_of_a_statement_is_that_of_the_letters_that_were_known(seed: int) -> None:
    rng = random.Random(f"fates {seed}")
    registry = random_registry(rng, rng.choice((1, 3, 6)))
    details = details_of(registry)
    states, rows = details.states, ClaimRows(registry, "en")
    words = details.phrases.language.STATUS_WORDS
    for id_ in subjects(registry):
        said = [each for _, group in rows.grouped(registry.subject(id_)) for each in group]
        for state, day in enumerate(states.days):
            then = registry if day is None else registry.known_on(iso(day))
            status = {each.id: then.status(each) for each in then.statements}
            for row, each in zip(stated_rows(details, id_), said, strict=True):
                assert (row.known is not None and row.known <= state) == (each.id in status)
                if each.id in status:
                    plain = status[each.id] in (Status.HOLDS, Status.CONSIDERED)
                    found = fates_then(row, state, states.last)
                    assert len(found) == (0 if plain else 1), (each, status[each.id], found)
                    assert plain or found[0].removeprefix(", ").startswith(words[status[each.id].value])


@pytest.mark.parametrize("seed", range(10))
def test_without_a_script_the_last_state_is_shown(seed: int) -> None:
    registry = random_registry(random.Random(f"hidden {seed}"), 6)
    details = details_of(registry)
    for id_ in subjects(registry):
        for row in stated_rows(details, id_):
            shown = [each.text for each in row.fates if not each.is_hidden]
            assert shown == fates_then(row, details.states.last, details.states.last)


def test_a_fate_says_by_which_source() -> None:
    details = details_of(deployments.example())
    rows = {row.quoted: row for row in stated_rows(details, "nld-amdtf-svk")}
    assert [each.text for each in rows["maximum of 6 months"].fates] == [", replaced by [14]"]
    assert rows["maximum of 6 months"].cells[2] == "planned"
    (janes,) = [row for row in stated_rows(details, "nld-amdtf-svk") if row.cells[1].startswith("150 to 200")]
    assert janes.fates == [Fate(8, None, is_hidden=False, text=", replaced by [10]")]


# --- nothing that reports tell is missing ------------------------------------------------------------------


def words_of(text: str) -> str:
    """A text without footnotes, which have other numbers on the page, and without the words of sources."""
    bare = re.sub(r"\[[^\[\]]*\]|,? ?\(?\"[^\"]*\"\)?", "", text)
    return re.sub(r"[\s;.,:]+", " ", clean(bare)).strip()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_nothing_that_reports_tell_is_missing(lang: str) -> None:
    registry = deployments.example()
    details = details_of(registry, lang)
    overview, histories = ClaimRows(registry, lang), HistoryReport(registry, lang)
    reasons, presences = ReasonReports(registry, lang), PresenceReports(registry, lang)
    for id_, record in registry.deployments.items():
        text = words_of(Reading(details.deployment(id_)).text.replace("\n", " "))
        expected = [row.text for row in overview.deployment_rows(record) if not row.text.endswith(":")]
        expected += [presences.period(id_, each).text for each in registry.periods(id_, not_excluded=True)]
        for milestone in ("start", "end"):
            explanation = registry.explain(f"{id_}.{milestone}")
            for side in ("earliest", "latest"):
                expected += [reasons.link(side, id_, link).text for link in getattr(explanation, side)]
            steps = [*histories.steps(f"{id_}.{milestone}", registry.history(f"{id_}.{milestone}"))]
            expected += [row.text for _, rows in steps for row in rows if len(steps) > 1]
        assert [each for each in expected if words_of(each) not in text] == []


@pytest.mark.parametrize("milestone", ["start", "end", "operational", "returned"])
def test_a_step_of_a_history_is_known_with_its_letter(milestone: str) -> None:
    registry = deployments.example()
    details = details_of(registry)
    states = details.states
    reading = Reading(details.deployment("nld-amdtf-svk"))
    known = [row.known for row in reading.rows[details.words["details moved"]]]
    revisions = registry.history(f"nld-amdtf-svk.{milestone}")
    steps = [each for each, _ in HistoryReport(registry, "en").steps(f"nld-amdtf-svk.{milestone}", revisions)]
    expected = [states.since(each.source.id) if each.source is not None else None for each in steps]
    for number, revision in enumerate(steps):
        if revision.source is None:  # a planned day that passed is known with the next letter of the deployment
            later = [each.source for each in revisions[revisions.index(revision) :] if each.source is not None]
            speaking = [each for each in later if registry.statements_of(about="nld-amdtf-svk", source=each.id)]
            expected[number] = states.since(speaking[0].id) if speaking else states.last
    found = [known[place : place + len(expected)] for place in range(len(known))]
    assert expected in found


def test_histories_and_reasons_are_those_of_the_registry() -> None:
    """What is found for a group at once is what the registry answers when it is asked alone."""
    for seed in range(16):
        registry = random_registry(random.Random(f"stories {seed}"), 5)
        details = details_of(registry)
        histories = HistoryReport(registry, "en")
        for id_ in registry.deployments:
            if not registry.statements_of(about=id_):
                continue
            text = words_of(Reading(details.deployment(id_)).text.replace("\n", " "))
            authorised = {each.kind.value for each in registry.statements_of(about=id_)} & {"mandate", "ceiling"}
            for name in ("start", "end", *authorised):
                steps = [*histories.steps(f"{id_}.{name}", registry.history(f"{id_}.{name}"))]
                rows = [row.text for _, own in steps for row in own] if len(steps) > 1 else []
                assert [each for each in rows if words_of(each) not in text] == []


# --- texts of files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [hostile.markup, hostile.bidi, hostile.long, hostile.plain])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_texts_of_files_stay_texts(write: Callable[[str, int], str], lang: str) -> None:
    check_markup(details_of(hostile.registry(write), lang))


@given(registries())
@settings(max_examples=25)
def test_texts_of_any_registry_stay_texts(registry: Registry) -> None:
    check_markup(details_of(registry))


def check_markup(details: Details) -> None:
    """There is nothing in it but what the templates write, and every link leads to what there is."""
    sources = Reading(details.sources())
    places = [value for _, name, value in sources.attributes if name == "id"]
    assert places == [f"source-{number}" for number in range(1, len(details.registry.sources) + 1)]
    for html in everything(details):
        reading = Reading(html)
        assert reading.tags <= TAGS
        assert {name for _, name, _ in reading.attributes} <= NAMES
        assert {value for _, name, value in reading.attributes if name == "class"} <= {"now", "sources"}
        assert "\u202e" not in html
        for href, text in reading.links:
            if href.startswith("#source-"):
                assert href == f"#source-{text}"
                assert href[1:] in places
            else:
                assert href.startswith(("#id=", "#mission=", "https://example.org/", "https://"))


def test_a_number_that_a_file_writes_in_brackets_is_no_link() -> None:
    mark = linked("[3]")
    assert mark == "[3]"
    registry = deployments.example()
    note = "\ue000[3]\ue001 \ue0003\ue001"
    forged = attrs.evolve(registry.deployments["deu-patriot-pol"], note=note, force="[3] \ue0003\ue001")
    reading = Reading(details_of(registry.replace(forged)).deployment("deu-patriot-pol"))
    assert {href for href, _ in reading.links} == {"#source-13"}
    assert "\\ue000[3]\\ue001 \\ue0003\\ue001" in reading.text


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    details = details_of(deployments.example())
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""):
        source = next(iter(details.registry.sources.values()))
        object.__setattr__(source, "url", address)
        hrefs = [value for tag, name, value in Reading(details.sources()).attributes if (tag, name) == ("a", "href")]
        assert address not in hrefs or not address
        assert all(each.startswith("https://") for each in hrefs)


# --- all of them -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
def test_promises_are_those_of_the_registry(seed: int) -> None:
    registry = random_registry(random.Random(f"promises {seed}"), 6)
    details = details_of(registry)
    day = details.phrases.newest_day
    rows = Reading(details.promises()).rows
    due = registry.unconfirmed(day, undated=True)
    found = sum(row.known is not None for own in rows.values() for row in own)
    later = [each for each in registry.unconfirmed("9999-12-31") if iso(each.bounds.high) >= day]
    assert found == len(due) + len([each for each in later if each.statement.kind.value != "mandate"])


def test_a_plan_that_falls_due_after_the_newest_source_is_not_blamed() -> None:
    details = details_of(deployments.example())
    rows = Reading(details.promises()).rows
    due, later = (
        [row.cells[0] for row in own if row.known is not None]
        for heading, own in rows.items()
        if heading and not heading.startswith("Planned without")
    )
    assert due == ["Netherlands, Patriot, at Sliač, Slovakia"] * 2
    assert later == ["NATO summit in Vilnius", "Germany, Patriot, at Sliač, Slovakia"]


def test_a_plan_for_the_day_of_the_newest_source_is_still_to_come() -> None:
    registry = Registry(
        sources=[Source(id=f"s{n}", title=f"Letter {n}", published=f"2024-0{n}-01") for n in (1, 5)],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="1", source="s1", about="nld", kind="end", value="2024-05-01", basis="planned"),
            Statement(id="2", source="s5", about="nld", kind="strength", value=70, basis="reported"),
        ],
    )
    (heading,) = [each for each in Reading(details_of(registry).promises()).rows if each]
    assert heading == "Due on that day or later: no source could tell yet"


def colliding() -> Registry:
    """Two reports of one arrival, a report of nobody between two of somebody, and a length that is overtaken."""
    letters = [Source(id=f"s{n}", title=f"Letter {n}", published=f"2024-0{n}-01") for n in range(1, 6)]
    said: Sequence[tuple[int, str, str, object, dict[str, object]]] = [
        (2, "twice", "start", "2024-01-10", {"basis": "reported"}),
        (3, "twice", "start", "2024-01-20", {"basis": "reported"}),
        (1, "gap", "present", True, {}),
        (2, "gap", "present", False, {}),
        (3, "gap", "present", True, {}),
        (1, "long", "start", "2024-01-01", {"basis": "reported"}),
        (1, "long", "duration", "P1M", {}),
        (4, "long", "present", True, {}),
        (5, "long", "ceiling", "100", {"by": "Parliament"}),
        (5, "long", "mandate", "2024-12-31", {}),
    ]
    return Registry(
        sources=letters,
        deployments=[Deployment(id=id_, contributor="NLD", force=id_) for id_ in ("twice", "gap", "long")],
        statements=[
            Statement(id=f"x{n}", source=f"s{source}", about=about, kind=kind, value=value, **more)
            for n, (source, about, kind, value, more) in enumerate(said)
        ],
    )


def test_conflicts_name_all_statements_of_each() -> None:
    reading = Reading(details_of(colliding()).conflicts())
    text = reading.text
    assert "Netherlands, twice: start: 20 January 2024 [3] cannot be true with" in text
    assert "Netherlands, twice: start: 10 January 2024 [2]" in text
    assert "Netherlands, gap: presence: nobody there, 1 February 2024 [2]" in text
    assert "Netherlands, long: duration: 1 month [1] cannot be true with" in text
    known = [int(value) for tag, name, value in reading.attributes if (tag, name) == ("li", "data-known")]
    assert known == [2, 2, 3]


def test_without_conflicts_the_page_says_so() -> None:
    assert "No reports contradict each other" in Reading(details_of(deployments.example()).conflicts()).text


def test_mandates_and_ceilings_stand_with_what_holds_on_the_newest_day() -> None:
    reading = Reading(details_of(colliding()).authorised())
    assert "On 1 May 2024, the day of the newest source:" in reading.text
    assert "at most: 100 [5], stated 1 May 2024" in reading.text
    assert "until: 31 December 2024 [5], runs out in 244 days, stated 1 May 2024" in reading.text
    assert "100, 1 May 2024, by Parliament" in reading.text
    assert [each for each in reading.links if each[0].startswith("#id")] == [["#id=long", "Netherlands, long"]]


def test_a_mandate_of_the_mission_is_told_by_its_name() -> None:
    registry = Registry(
        sources=[Source(id="s", title="A letter", published="2024-01-01")],
        missions=[Mission(id="m", name="A long mission")],
        deployments=[Deployment(id="nld", contributor="NLD", mission="m")],
        statements=[
            Statement(id="1", source="s", about="m", kind="mandate", value="2024-12-31"),
            Statement(id="2", source="s", about="nld", kind="ceiling", value=300),
        ],
    )
    text = Reading(details_of(registry).authorised()).text
    assert "until: 31 December 2024 [1], runs out in 365 days, stated 1 January 2024, of A long mission" in text


def test_sources_have_all_that_is_known_of_them() -> None:
    registry = deployments.example()
    reading = Reading(details_of(registry).sources())
    for source in registry.sources.values():
        for text in (source.title, source.publisher, source.url, source.note, *source.references):
            assert clean(str(text or "")) in reading.text
        if source.kind is SourceKind.RELAY:
            assert "(relay" in reading.text
    assert all(("a", "rel", "noreferrer") in reading.attributes for _ in [0])


def test_a_mission_has_its_deployments_its_leaders_and_its_total() -> None:
    registry = deployments.example()
    total = Statement(
        id="total", source="dmm-2023-06", about="amdtf-svk", kind="strength", value=900, wording="900 in all"
    )
    reading = Reading(details_of(registry.add(total)).mission("amdtf-svk"))
    assert ["#id=nld-amdtf-svk", "Netherlands, Patriot, at Sliač, Slovakia"] in reading.links
    assert "framework nation: Germany; organisation: NATO" in reading.text
    assert "900 in all" in reading.text


def test_parts_wholes_and_moves_are_links() -> None:
    registry = Registry(
        sources=[Source(id="s", title="A letter", published="2024-01-01")],
        events=[Event(id="ev", name="A summit")],
        deployments=[
            Deployment(id="whole", contributor="NLD"),
            Deployment(id="part", part_of="whole", force="logistics"),
            Deployment(id="next", contributor="NLD", force="next"),
        ],
        statements=[
            Statement(id="1", source="s", about="whole", kind="present", value=True),
            Statement(id="2", source="s", about="part", kind="end", value={"around": "ev"}),
            Statement(id="3", source="s", about="next", kind="follows", value="whole"),
        ],
    )
    details = details_of(registry)
    links = {id_: {href for href, _ in Reading(told(details, id_)).links} for id_ in subjects(registry)}
    assert {"#id=part", "#id=next"} <= links["whole"]
    assert "#id=whole" in links["part"]
    assert "#id=part" in links["ev"]


# --- many --------------------------------------------------------------------------------------------------


def test_of_very_many_deployments_the_page_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = deployments.example()
    whole = details_of(registry)
    for each in ("_WITH_SENTENCES", "_WITH_STORIES", "_WITH_REASONS"):
        monkeypatch.setattr(module, each, 0)
    short = details_of(registry)
    assert not whole.shortened()
    for command in ("periods", "history", "explain"):
        assert f"deployments {command}" in short.shortened()
    text = Reading(short.deployment("nld-amdtf-svk")).text
    assert "from 18 May 2023 to 28 Dec 2024: Perhaps" in text
    assert short.words["details moved"] not in text
    assert short.words["details why"] not in text
    assert stated_rows(short, "nld-amdtf-svk") == stated_rows(whole, "nld-amdtf-svk")


def letters_and_deployments(count: int) -> Registry:
    return Registry(
        sources=[Source(id=f"s{n}", title=f"Letter {n}", published=f"2024-0{n}-01") for n in range(1, 5)],
        missions=[Mission(id="m", name="A mission")],
        deployments=[Deployment(id=f"d{n}", contributor="NLD", mission="m", force=str(n)) for n in range(count)],
        statements=[
            statement
            for n in range(count)
            for statement in (
                Statement(id=f"{n}a", source="s1", about=f"d{n}", kind="start", value="2024-03-01~"),
                Statement(id=f"{n}b", source="s1", about=f"d{n}", kind="duration", value="P6M"),
                Statement(id=f"{n}c", source="s3", about=f"d{n}", kind="start", value="2024-02-20"),
                Statement(id=f"{n}d", source="s4", about=f"d{n}", kind="mandate", value="2024-12-31"),
            )
        ],
    )


def test_the_work_grows_in_a_line() -> None:
    def steps(count: int) -> int:
        registry = letters_and_deployments(count)
        return calls(lambda: [*everything(details_of(registry))])

    steps(2)  # what is imported once
    first, second, third = steps(20), steps(40), steps(80)
    assert third - second < 2.3 * (second - first)
