"""Numbers of personnel and equipment as sources give them: exact, about, between two, or at most."""

from __future__ import annotations

import re

import attrs

from deployments.errors import QuantityError
from deployments.patterns import lazy_pattern
from deployments.values.tolerance import Tolerance

#: Numbers are below this: no force that was ever deployed is larger.
LIMIT = 10**9

_NUMBER = "(0|[1-9][0-9]{0,8})"
#: A regular expression for the texts that are quantities.
QUANTITY_PATTERN = rf"(~?)(?:{_NUMBER}|{_NUMBER}?\.\.{_NUMBER}?)"
_QUANTITY = lazy_pattern(QUANTITY_PATTERN)
_GROUPED = lazy_pattern(r"~?[1-9][0-9]{0,2}(?:[.,' \u00a0\u202f][0-9]{3}){1,2}")
_HINT = 'write "6", "~150" for about, "150..200" for between, "..350" for at most, "100.." for at least'


@attrs.frozen(repr=False)
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
                raise QuantityError("not a number of people or things", end, _HINT)
        if type(self.approximate) is not bool:
            raise QuantityError("`approximate` is True or False", self.approximate, _HINT)
        if self.high is None and self.low == 0:
            raise QuantityError("says nothing", "..", f"{_HINT}; leave it out if it is not known")
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
class Change:
    """A difference in personnel: more or fewer, by how many if anybody says so.

    A change of nothing is an increase by zero, however it is made. Raises `QuantityError`.

    >>> Change.parse("-30").increase, Change.parse("decrease").by
    (False, None)
    """

    increase: bool
    by: Quantity | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.increase) is not bool:
            raise QuantityError("`increase` is True or False", self.increase, _CHANGE_HINT)
        if self.by is not None and not isinstance(self.by, Quantity):
            raise QuantityError("`by` is a Quantity, or None", self.by, _CHANGE_HINT)
        if self.by is not None and self.by.high == 0:
            object.__setattr__(self, "increase", True)  # "-0" and "0" are one value

    @classmethod
    def parse(cls, text: str) -> Change:
        """Parse `"80"`, `"-30"`, `"-~30"`, `"increase"` or `"decrease"`. Raises `QuantityError`.

        >>> Change.parse("+80")
        Change('80')
        """
        if text in ("increase", "decrease"):
            return cls(text == "increase")
        if not isinstance(text, str) or not text[:1].strip() or len(text) > 200:
            raise QuantityError("not a change", text, _CHANGE_HINT)
        number = text[1:] if text[0] in "+-" else text
        if _GROUPED.fullmatch(number):
            raise _refusal(number, text, "-" if text[0] == "-" else "")
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
            raise QuantityError("not a change", value, _CHANGE_HINT)
        return cls(value >= 0, Quantity.of(abs(value)))

    def __str__(self) -> str:
        if self.by is None:
            return "increase" if self.increase else "decrease"
        return f"{'' if self.increase else '-'}{self.by}"

    def __repr__(self) -> str:
        return f"Change({str(self)!r})"


_CHANGE_HINT = 'write "80" for 80 more, "-30" for 30 fewer, "increase" or "decrease"'


def _refusal(value: object, whole: object = None, sign: str = "") -> QuantityError:
    """Return the error for a text, or for the `whole` of which it is the part after the sign."""
    hint = _HINT
    if isinstance(value, str) and len(value) < 20 and _GROUPED.fullmatch(value):
        hint = f'write "{sign}{re.sub("[^~0-9]", "", value)}"'
    return QuantityError("not a number", value if whole is None else whole, hint)
