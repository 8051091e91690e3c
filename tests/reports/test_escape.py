import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import InvalidValueError
from deployments.reports.escape import (
    MARKS,
    FormatError,
    clean,
    display_width,
    escape,
    family_of,
    table_formats,
)

MARKDOWN = ("github", "pipe")
RST = ("colon_grid", "grid", "rst")
WIKIS = ("asciidoc", "jira", "mediawiki", "moinmoin", "textile", "youtrack")
LATEX = ("latex", "latex_booktabs", "latex_longtable", "latex_raw")
EYE = tuple(name for name in table_formats() if family_of(name).wraps)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),  # clears the screen
        ("\x9b2J", r"\x9b2J"),  # the same, by one C1 character
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),  # renames the window
        ("a\rb", r"a\rb"),  # writes over the line
        ("a\x08b", r"a\x08b"),
        ("\x00\x01\x7f", r"\x00\x01\x7f"),  # \x01 is tabulate's separating line
        ("\u202etxt.exe", r"\u202etxt.exe"),  # turns the line around
        ("\u2066\u2069\u200e\u200f\u061c", r"\u2066\u2069\u200e\u200f\u061c"),
        ("a\u200bb\u200cc\u200dd\ufeffe\u00adf", r"a\u200bb\u200cc\u200dd\ufeffe\xadf"),  # nothing to see
        ("\U000e0041", r"\U000e0041"),  # a tag: a hidden letter
        ("a\ufe0fb\u034fc\u3164d\u115fe", r"a\ufe0fb\u034fc\u3164d\u115fe"),
        ("\u2028\u2029\x85", r"\u2028\u2029\x85"),  # line breaks to `splitlines`
        ("\ud800", r"\ud800"),  # cannot be encoded
        ("\ue000\ue001\U000f0000", r"\ue000\ue001\U000f0000"),  # private: no two fonts agree
        ("\uffff\u0378", r"\uffff\u0378"),
        ("a\nb\r\nc\td", "a b c d"),
        ("28\u00a0676\u3000\u2009x", "28 676  x"),
        ("Sliač, Žilina ~ 北約 ✓", "Sliač, Žilina ~ 北約 ✓"),
        ("e\u0301", "e\u0301"),
        ("\u0301x", r"\u0301x"),  # would stand on the border of the table
        ("a \u0301", r"a \u0301"),
        ("\u1112\u1161\u11ab", "\u1112\u1161\u11ab"),  # one Hangul syllable
        ("\u1161", r"\u1161"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_marks_do_not_pile_up_over_other_lines() -> None:
    assert clean("e" + "\u0301" * 10_000) == "e" + "\u0301" * MARKS + r"\u0301" * (10_000 - MARKS)


def test_every_character_there_is() -> None:
    shown = clean("".join(f"a{chr(i)}" for i in [*range(0x20000), *range(0xE0000, 0xE1000)]))
    assert shown.isprintable()
    assert not {char for char in shown if unicodedata.category(char)[0] in "CZ"} - {" "}
    assert len(shown.encode()) > 0x40000


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert shown.isprintable()


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("北約", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2)]
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_an_unknown_format_is_refused_with_the_nearest_name() -> None:
    """tabulate takes any name that it does not know for `simple`."""
    with pytest.raises(FormatError, match="did you mean 'github'") as caught:
        escape("x", "gihub")
    assert isinstance(caught.value, InvalidValueError)
    with pytest.raises(FormatError, match="one of asciidoc, "):
        family_of("\x1b")


def test_the_formats_are_those_of_tabulate() -> None:
    """A format that tabulate adds is noticed here: it has no escapes yet, and is refused until it has."""
    from tabulate import tabulate_formats  # noqa: PLC0415 - slow

    assert list(table_formats()) == sorted(tabulate_formats)


def test_every_format_is_of_one_of_these_families() -> None:
    assert sorted((*MARKDOWN, *RST, *WIKIS, *LATEX, *EYE, "html", "unsafehtml", "orgtbl", "tsv")) == list(
        table_formats()
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("*a* _b_ `c` ~~d~~ $e$", r"\*a\* \_b\_ \`c\` \~\~d\~\~ \$e\$"),
        ("<script>", "&lt;script>"),
        ("&lt; A & B", "&amp;lt; A &amp; B"),
        ("[x](javascript:1)", r"\[x\](javascript\:1)"),
        ("![x](y)", r"\!\[x\](y)"),
        ("a\\|b", r"a\\\|b"),
        ("https://a.nl", r"https\://a.nl"),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("> a", r"\> a"),
        ("1. a", r"1\. a"),
        ("1) a", r"1\) a"),
        ("{{ x }} {% y %}", r"\{\{ x \}\} \{% y %\}"),
        ("a ==b== ++c++", r"a \=\=b\=\= \+\+c\+\+"),
        ("at 10:30, 3.14 or 28 676-1", "at 10:30, 3.14 or 28 676-1"),
    ],
)
@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown(name: str, text: str, escaped: str) -> None:
    assert escape(text, name) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* ``b`` |c| d_ [1]_ `e`_", r"\*a\* \`\`b\`\` \|c\| d\_ \[1\]\_ \`e\`\_"),
        (".. raw:: html", r"\.. raw\:\: html"),
        ("javascript:alert(1)", r"javascript\:alert(1)"),  # docutils makes a link of it
        ("as follows::", r"as follows\:\:"),  # what comes next would be a literal block
        ("- a", r"\- a"),
        ("• a", "\\• a"),
        ("a. b", r"a\. b"),
        ("(i) b", r"\(i) b"),
        ("====", r"\=\=\=\="),
        ("\\\\", r"\ \\\\"),  # two backslashes, written as four, are a transition
        ("<b>", r"\<b>"),  # Pandoc reads grids as Markdown
    ],
)
@pytest.mark.parametrize("name", RST)
def test_rst(name: str, text: str, escaped: str) -> None:
    assert escape(text, name) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a||b", "a&#124;&#124;b"),
        ("{macro} [[a]] {{b}}", "&#123;macro&#125; &#91;&#91;a&#93;&#93; &#123;&#123;b&#125;&#125;"),
        ("!img! <<x>>", "&#33;img&#33; &#60;&#60;x&#62;&#62;"),
        ("''a'' __b__", "&#39;&#39;a&#39;&#39; &#95;&#95;b&#95;&#95;"),
        ('"a":b', "&#34;a&#34;&#58;b"),
        ("&lt;", "&#38;lt;"),
        ("-a- b--c", "&#45;a&#45; b&#45;&#45;c"),
        (",,a,,", "&#44;&#44;a&#44;&#44;"),
        ("link:a", "link&#58;a"),
        ("h1. a", "h1&#46; a"),
        ("bq.. a", "bq&#46;. a"),
        (".a", "&#46;a"),
        (":a", "&#58;a"),
        ("/2. a", "&#47;2. a"),
        ("2023-06-21, 10:30", "2023-06-21, 10:30"),
    ],
)
@pytest.mark.parametrize("name", WIKIS)
def test_wikis(name: str, text: str, escaped: str) -> None:
    assert escape(text, name) == escaped


@pytest.mark.parametrize("name", WIKIS)
@given(text=st.text(alphabet=st.characters(max_codepoint=127)))
def test_no_wiki_markup_remains(name: str, text: str) -> None:
    bare = escape(text, name)
    for char in set("&#;") - set(text):
        assert bare.count(char) == bare.count("&")
    assert not set(bare) & set("|{}[]<>!*_'`^~+=\"\\@$%()?")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\vert{}b"),
        ("=cmd()", r"\equal{}cmd()"),  # a formula, which Emacs computes
        ("\\input{/etc/passwd}", r"\setminus{}input{\zwnj{}\slash{}etc/passwd}"),
        ("[[elisp:x]]", r"[\zwnj{}[\zwnj{}elisp:\zwnj{}x]]"),
        ("@@html:<b>@@", r"@\zwnj{}@\zwnj{}html:\zwnj{}\lt{}b\gt{}@\zwnj{}@\zwnj{}"),
        ("src_sh{rm}", r"src\under{}sh{\zwnj{}rm}"),
        ("#+INCLUDE", r"#\zwnj{}\plus{}INCLUDE"),
        ("* a", r"\ast{} a"),
        ("- a", r"-\zwnj{} a"),
        ("1. a", r"1.\zwnj{} a"),
        ("a/b 3.14", "a/b 3.14"),
    ],
)
def test_org(text: str, escaped: str) -> None:
    assert escape(text, "orgtbl") == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("\\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}"),
        ("&%$#_{}", r"\&\%\$\#\_\{\}"),
        ("~^<>|`", r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}\textasciigrave{}"),
        ("[2] * a", "{[}2] * a"),  # `\\` of the row before takes "[2]" for a length
        ("* a", "{*} a"),  # and "*" for a part of its name
        ('"a ---', r'\string"a -{}-{}-'),
        (",, ''", ",{}, '{}'"),
        ("  a", "~~a"),
    ],
)
@pytest.mark.parametrize("name", LATEX)
def test_latex(name: str, text: str, escaped: str) -> None:
    """`latex_raw` escapes nothing by itself, and the others not the bracket, the star and the quote."""
    assert escape(text, name) == escaped


@pytest.mark.parametrize("name", ["html", "unsafehtml"])
def test_html(name: str) -> None:
    """`unsafehtml` escapes nothing by itself."""
    assert escape("""<a href="x" id='y'>&lt;""", name) == "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;lt;"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1+2", "'+1+2"),
        ("-1", "-1"),
        ("+1,5", "+1,5"),
        ("-1-2", "'-1-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),  # full width
        ("  =1", "'  =1"),
        ("\t=1", "' =1"),
        ('"a" b', '"""a"" b"'),  # or a reader would look for the closing quote in the cells that follow
        ('  "a"', '  "a"'),
        ('a "b"', 'a "b"'),
    ],
)
def test_tsv(text: str, escaped: str) -> None:
    assert escape(text, "tsv") == escaped


@pytest.mark.parametrize("name", EYE)
def test_for_the_eye_only_borders_change(name: str) -> None:
    text = "  *a* <b> [c](d) $e$ ~150"
    assert escape(text, name) == text
    assert escape("a|b│c┃d║e", name) == ("a|b│c┃d║e" if name in {"plain", "simple"} else "a¦b¦c¦d¦e")


@pytest.mark.parametrize("name", table_formats())
def test_leading_spaces_are_kept_and_trailing_ones_are_not(name: str) -> None:
    escaped = escape("  ab  ", name)
    assert escaped in {"  ab", "\u00a0\u00a0ab", "~~ab"}
    assert escape("", name) == escape("   ", name) == ""


@given(st.text(), st.sampled_from(table_formats()))
def test_any_text_in_any_format_is_one_harmless_line(text: str, name: str) -> None:
    escaped = escape(text, name).replace("\u00a0", " ")
    assert escaped.isprintable()
    escaped.encode()
