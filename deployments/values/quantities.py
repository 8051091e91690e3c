"""Numbers of personnel and equipment as sources give them: exact, about, between two, or at most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

import attrs

from deployments.brief import short
from deployments.errors import QuantityError
from deployments.patterns import lazy_pattern
from deployments.values.texts import line
from deployments.values.tolerance import Tolerance

#: Numbers are below this: no force that was ever deployed is larger.
LIMIT = 10**9

_NUMBER = "(0|[1-9][0-9]{0,8})"
#: A regular expression for the texts that are quantities.
QUANTITY_PATTERN = rf"(~?)(?:{_NUMBER}|{_NUMBER}?\.\.{_NUMBER}?)"
_QUANTITY = lazy_pattern(QUANTITY_PATTERN)
#: A regular expression for a share of those who are there, in per cent.
SHARE_PATTERN = "([1-9][0-9]{0,3}) ?%"
_SHARE = lazy_pattern(SHARE_PATTERN)
#: A change by this many per cent, or more, is a mistake.
MOST_PERCENT = 10_000
#: The longest name of a category, in characters.
LONGEST_CATEGORY = 200
_GROUPED = lazy_pattern(r"~?[1-9][0-9]{0,2}(?:[.,' \u00a0\u202f][0-9]{3}){1,2}")
#: What to write for a number of which nothing better is known.
NUMBER_HINT = 'write "6", "~150" for about, "150..200" for between, "..350" for at most, "100.." for at least'


@attrs.frozen(repr=False, weakref_slot=False)  # a registry can have a million of them
class Quantity:
    """A number, or the range in which it lies, both ends inclusive; `high` is None where nobody gave one.

    `approximate` is "about"; what that means is the reader's `Tolerance`. Unknown is not zero: leave a
    quantity out if it is not known. Raises `QuantityError`.

    >>> Quantity.parse("150..200").high
    200
    """

    low: int
    high: int | None
    approximate: bool = False

    def __attrs_post_init__(self) -> None:
        for end in (self.low, self.low if self.high is None else self.high):
            if type(end) is not int or not 0 <= end < LIMIT:
                raise QuantityError("not a number of people or things", end, NUMBER_HINT)
        if type(self.approximate) is not bool:
            raise QuantityError("`approximate` is True or False", self.approximate, NUMBER_HINT)
        if self.high is None and self.low == 0:
            raise QuantityError("says nothing", "..", f"{NUMBER_HINT}; leave it out if it is not known")
        if self.high is not None and self.high < self.low:
            raise QuantityError("the range is reversed", f"{self.low}..{self.high}", "write the lower number first")

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Parse `"6"`, `"~150"`, `"150..200"`, `"..2100"` or `"100.."`. Raises `QuantityError`.

        >>> Quantity.parse("2,100")
        Traceback (most recent call last):
        ...
        deployments.errors.QuantityError: not a number: '2,100' (write "2100")
        """
        if not isinstance(text, str) or len(text) > 200 or not (match := _QUANTITY.fullmatch(text)):
            raise _refusal(text)
        about, exact, low, high = match.groups()
        least = int(exact or low or 0)
        most = least if exact else int(high) if high else None
        if (not least and most is None) or (most is not None and most < least):
            return cls(least, most, bool(about))  # which says what is wrong
        return _made(least, most, approximate=bool(about))

    @classmethod
    def of(cls, value: Quantity | int | str) -> Quantity:
        """Return the value itself, or make it from a whole number or a text. Raises `QuantityError`.

        >>> Quantity.of(6)
        Quantity('6')
        """
        if isinstance(value, Quantity):
            return value
        return cls.parse(value) if isinstance(value, str) else cls(value, value)

    def __str__(self) -> str:
        about = "~" if self.approximate else ""
        if self.low == self.high:
            return f"{about}{self.low}"
        return f"{about}{self.low or ''}..{'' if self.high is None else self.high}"

    def __repr__(self) -> str:
        return f"Quantity({str(self)!r})"

    def bounds(self, tolerance: Tolerance | None = None) -> tuple[int, int | None]:
        """Return the least and the greatest number it can be; "about" is as wide as the tolerance says.

        Ends are rounded outward, and about one or more is never none. The greatest is None where nobody gave one.

        >>> Quantity.parse("~150").bounds(), Quantity.parse("~6").bounds()
        ((135, 165), (5, 7))
        """
        if not self.approximate:
            return self.low, self.high
        share = (tolerance or Tolerance()).quantity
        low = max(self.low * (100 - share) // 100, min(self.low, 1))
        return low, None if self.high is None else -(-self.high * (100 + share) // 100)


def _made(low: int, high: int | None, *, approximate: bool) -> Quantity:
    """Return a quantity of parts that were checked. A second check would slow down files of many statements."""
    made = object.__new__(Quantity)
    object.__setattr__(made, "low", low)
    object.__setattr__(made, "high", high)
    object.__setattr__(made, "approximate", approximate)
    return made


@attrs.frozen(repr=False)
class Breakdown:
    """Numbers by category, such as military and police; `bounds` adds them up. Raises `QuantityError`.

    >>> forces = Breakdown.of({"troops": "1200", "police": 300})
    >>> str(forces), forces.bounds()
    ('police: 300, troops: 1200', (1500, 1500))
    """

    items: tuple[tuple[str, Quantity], ...]

    @classmethod
    def of(cls, value: object) -> Self:
        """Read the table `{ troops = "1200", police = "300" }`; the order of the names does not count."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping) or not value:
            raise QuantityError("not numbers by category", value, 'write { troops = "1200", police = "300" }')
        return cls(tuple(sorted((line(name, LONGEST_CATEGORY), Quantity.of(n)) for name, n in value.items())))

    def bounds(self, tolerance: Tolerance | None = None) -> tuple[int, int | None]:
        """Return the least and the greatest number of all categories together."""
        found = [number.bounds(tolerance) for _, number in self.items]
        highs = [high for _, high in found if high is not None]
        return sum(low for low, _ in found), sum(highs) if len(highs) == len(found) else None

    @property
    def high(self) -> int | None:
        """The greatest number of all categories together, without tolerance; None where nobody gave one."""
        return self.bounds()[1]

    def texts(self) -> Mapping[str, str]:
        """Return the number of each category, by its name, as a file has it."""
        return {name: str(number) for name, number in self.items}

    def __str__(self) -> str:
        return ", ".join(f"{name}: {text}" for name, text in self.texts().items())

    def __repr__(self) -> str:
        return f"Breakdown({short(str(self))})"


#: A number of personnel, in all or by category.
Personnel = Quantity | Breakdown


def personnel(value: object) -> Personnel:
    """Read a number of personnel, in all or by category. Raises `QuantityError`.

    >>> personnel("~150"), personnel({"troops": 1200})
    (Quantity('~150'), Breakdown('troops: 1200'))
    """
    if isinstance(value, Mapping | Breakdown):
        return Breakdown.of(value)
    return Quantity.of(value)  # type: ignore[arg-type]  # it refuses what it cannot read


@attrs.frozen(repr=False)
class Change:
    """A difference in personnel: more or fewer, by how many, or by how many per cent, if anybody says so.

    A change of nothing is an increase by zero, however it is made. Raises `QuantityError`.

    >>> Change.parse("-30").increase, Change.parse("decrease").by, Change.parse("-50 %").percent
    (False, None, 50)
    """

    increase: bool
    by: Quantity | None = None
    percent: int | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.increase) is not bool:
            raise QuantityError("`increase` is True or False", self.increase, CHANGE_HINT)
        if self.by is not None and not isinstance(self.by, Quantity):
            raise QuantityError("`by` is a Quantity, or None", self.by, CHANGE_HINT)
        if self.percent is not None and (type(self.percent) is not int or not 0 < self.percent < MOST_PERCENT):
            raise QuantityError("not a share", self.percent, 'write "-50 %" for half as many, "50 %" for half more')
        if self.percent is not None and (self.by is not None or (self.percent > 100 and not self.increase)):
            raise QuantityError("nobody is left to leave", str(self), 'write "-50 %", at most "-100 %"')
        if self.by is not None and self.by.high == 0:
            object.__setattr__(self, "increase", True)  # "-0" and "0" are one value

    @classmethod
    def parse(cls, text: str) -> Change:
        """Parse `"80"`, `"-30"`, `"-~30"`, `"-50 %"`, `"increase"` or `"decrease"`. Raises `QuantityError`.

        >>> Change.parse("+80")
        Change('80')
        """
        if text in ("increase", "decrease"):
            return cls(text == "increase")
        if not isinstance(text, str) or not text[:1].strip() or len(text) > 200:
            raise QuantityError("not a change", text, CHANGE_HINT)
        number = text[1:] if text[0] in "+-" else text
        if share := _SHARE.fullmatch(number):
            return cls(text[0] != "-", percent=int(share[1]))
        if _GROUPED.fullmatch(number):
            raise _refusal(number, text, "-" if text[0] == "-" else "")
        if len(number) > 200 or not _QUANTITY.fullmatch(number):
            raise QuantityError("not a change", text, _change_in_words(text) or CHANGE_HINT)
        return cls(text[0] != "-", Quantity.parse(number))

    @classmethod
    def of(cls, value: Change | int | str) -> Change:
        """Return the value itself, or make it from a whole number or a text. Raises `QuantityError`.

        >>> Change.of(-30)
        Change('-30')
        """
        if isinstance(value, Change):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        if type(value) is not int:
            raise QuantityError("not a change", value, CHANGE_HINT)
        return cls(value >= 0, Quantity.of(abs(value)))

    def __str__(self) -> str:
        if self.percent is not None:
            return f"{'' if self.increase else '-'}{self.percent} %"
        if self.by is None:
            return "increase" if self.increase else "decrease"
        return f"{'' if self.increase else '-'}{self.by}"

    def __repr__(self) -> str:
        return f"Change({str(self)!r})"


#: What to write for a change of which nothing better is known.
CHANGE_HINT = 'write "80" for 80 more, "-30" for 30 fewer, "-50 %", "increase" or "decrease"'


def _change_in_words(text: str) -> str:
    from deployments.values.amount_words import change_hint  # noqa: PLC0415 - only for what is wrong

    return change_hint(text)


def _refusal(value: object, whole: object = None, sign: str = "") -> QuantityError:
    """Return the error for a text, or for the `whole` of which it is the part after the sign."""
    from deployments.values.amount_words import number_hint  # noqa: PLC0415 - only for what is wrong

    hint = NUMBER_HINT
    if isinstance(value, str) and len(value) < 20 and _GROUPED.fullmatch(value):
        hint = f'write "{sign}{re.sub("[^~0-9]", "", value)}"'
    elif isinstance(value, str) and (meant := number_hint(value)):
        hint = meant
    return QuantityError("not a number", value if whole is None else whole, hint)
