"""What the table of days says of each deployment on the days asked for: a row for each."""

from __future__ import annotations

import ibis

from deployments.answers.question import Asks, Question
from deployments.answers.words import DOUBTED, STRENGTHS, Word
from deployments.ibis.expressions import Expression, day_literal, meets_any
from deployments.ibis.tables import Tables

#: What is looked up of each deployment.
ANSWER = ("certainty", "word", "disputed", "low", "high", "if_low", "if_high", "planned")


def looked_up(tables: Tables, question: Question) -> Expression:
    """Return the answer for every deployment: `deployment`, and the columns of `ANSWER`."""
    met = tables.days.filter(meets_any(tables.days, question.runs))
    if question.is_one_day:
        return met.select("deployment", *ANSWER)
    found = _over(met).join(tables.stays.select("deployment", "certain_first", "certain_last"), "deployment")
    found = found.mutate(certainty=_certainty(found, question))
    sure = found.certainty == "certain"
    return found.select(
        "deployment",
        *("certainty", "disputed", "high", "planned"),
        word=_word(found, question),
        low=(found.certainty == "possible").ifelse(found.low * 0, found.low),
        if_low=sure.ifelse(found.low, found.if_low),
        if_high=sure.ifelse(found.high, found.if_high),
    ).select("deployment", *ANSWER)


def is_listed(found: Expression) -> Expression:
    """Tell which answers lists of who is there have."""
    return found.word.isin([str(word) for word in Word if word.is_listed])


def is_left_out(found: Expression) -> Expression:
    """Tell which may be there, and are left out of lists."""
    return (found.certainty != "no") & ~is_listed(found)


def _over(met: Expression) -> Expression:
    """Put the runs of each deployment together: what any, what all of them say, and the range that takes in theirs."""
    rank = met.word.cases(*((str(word), place) for word, place in STRENGTHS.items()), else_=len(STRENGTHS))
    there, sure = met.certainty != "no", met.certainty == "certain"
    stated = there & met.low.notnull()
    over = met.group_by("deployment").aggregate(
        any_sure=sure.any(),
        all_sure=sure.all(),
        any_there=there.any(),
        doubted=met.word.isin([*map(str, DOUBTED)]).any(),
        strongest=rank.min(),
        strongest_possible=rank.min(where=met.certainty == "possible"),
        weakest=rank.max(),
        disputed=met.disputed.any(),
        any_stated=stated.any(),
        # Of those for whom no figure counts at least one is there where that is certain, and at most any number.
        least=met.low.fill_null(sure.cast("int64")).min(where=there),
        most=met.high.max(where=there),
        endless=(there & met.high.isnull()).any(),
        if_low=met.if_low.min(where=stated),
        if_most=met.if_high.max(where=stated),
        if_endless=(stated & met.if_high.isnull()).any(),
        planned=(there & met.planned).any(),
    )
    none = ibis.null("int64")
    return over.mutate(
        low=over.any_there.ifelse(over.any_stated.ifelse(over.least, none), 0),
        high=over.any_there.ifelse((over.any_stated & ~over.endless).ifelse(over.most, none), 0),
        if_high=over.if_endless.ifelse(none, over.if_most),
    )


def _certainty(found: Expression, question: Question) -> Expression:
    if question.asks is Asks.ANY:
        first, last = day_literal(question.first), day_literal(question.last)
        some_day = (~found.doubted & (found.certain_first <= last) & (found.certain_last >= first)).fill_null(False)
        sure = found.any_sure | some_day
    else:
        sure = found.all_sure
    return ibis.cases((sure, "certain"), (~found.any_there, "no"), else_="possible")


def _word(found: Expression, question: Question) -> Expression:
    """Return the strongest of the words, or the weakest; of a day that is not known the strongest of its certainty.

    Where that would be left out, though the force is certainly there on others of its days, the day itself is vague.
    """
    rank = found.weakest if question.asks is Asks.EVERY else found.strongest
    if question.asks is Asks.UNKNOWN:
        vague = STRENGTHS[Word.VAGUE]
        out = [place for word, place in STRENGTHS.items() if word.is_left_out]
        possible = found.strongest_possible.fill_null(found.strongest)
        possible = (found.any_sure & possible.isin(out)).ifelse(vague, possible)
        rank = (found.certainty == "possible").ifelse(possible, found.strongest)
    return rank.cases(*((place, str(word)) for word, place in STRENGTHS.items()), else_="")
