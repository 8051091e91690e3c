""" "Did you mean" speaks only where a name is a slip of the pen away from a known one, and names two if both are."""

import pytest

from deployments.suggestions import KnownNames, did_you_mean, slips_between

IDS = ["nld-amdtf-svk", "deu-patriot-svk", "deu-patriot-ltu", "amdtf-svk", "vilnius-summit", "letter-2023-06-21"]
KEYS = ["id", "title", "kind", "publisher", "published", "accessed", "language", "url", "archived", "text", "note"]


@pytest.mark.parametrize(
    ("wrong", "known", "meant"),
    [
        ("nld-amdtf-svc", IDS, "nld-amdtf-svk"),
        ("NLD-AMDTF-SVK", IDS, "nld-amdtf-svk"),
        ("nld_amdtf_svk", IDS, "nld-amdtf-svk"),
        ("nld amdtf svk", IDS, "nld-amdtf-svk"),
        ("vilnus-sumit", IDS, "vilnius-summit"),
        ("vilnius", IDS, "vilnius-summit"),
        ("letter-2023-06-2", IDS, "letter-2023-06-21"),
        ("letter-2032-06-21", IDS, "letter-2023-06-21"),
        ("publishd", KEYS, "published"),
        ("tilte", KEYS, "title"),
        ("lang", KEYS, "language"),
        ("knd", KEYS, "kind"),
        ("txt", KEYS, "text"),
        ("dayz", ["days", "stays"], "days"),
        ("ndl", ["nld"], "nld"),
    ],
)
def test_a_slip_is_told_with_the_name_that_was_meant(wrong: str, known: list[str], meant: str) -> None:
    assert did_you_mean(wrong, known) == f"did you mean {meant!r}?"


@pytest.mark.parametrize(
    ("wrong", "known"),
    [
        ("nld-amdtf-ltu", IDS),
        ("deu-patriot-est", IDS),
        ("letter-2023-06-22", IDS),
        ("letter-2024-06-21", IDS),
        ("armenia", IDS),
        ("nld", IDS),
        ("author", KEYS),
        ("date", KEYS),
        ("link", KEYS),
        ("uri", KEYS),
        ("pld", ["nld"]),
        ("", KEYS),
        ("-", ["a"]),
        ("\N{SNOWMAN}" * 50, KEYS),
    ],
)
def test_another_name_is_no_slip(wrong: str, known: list[str]) -> None:
    assert did_you_mean(wrong, known) == ""


def test_two_that_are_as_near_are_both_named_and_more_are_none() -> None:
    assert did_you_mean("publishe", KEYS) == "did you mean 'publisher' or 'published'?"
    assert did_you_mean("force", ["forces", "forced", "forcer"]) == ""


def test_the_answer_does_not_depend_on_how_many_names_there_are() -> None:
    many = [f"nld-kfor-{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(600)]
    for wrong, meant in (("vilnus-summit", "vilnius-summit"), ("nld-amdtf-svc", "nld-amdtf-svk")):
        assert KnownNames([*many, *IDS]).nearest(wrong) == KnownNames(IDS).nearest(wrong) == (meant,)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("isreal", "israel", 1), ("nigera", "nigeria", 1), ("a", "a", 0), ("", "ab", 2), ("abc", "xyz", None)],
)
def test_slips_are_letters_that_miss_are_too_many_others_or_swapped(one: str, other: str, slips: int | None) -> None:
    assert slips_between(one, other, 2) == slips_between(other, one, 2) == slips
