"""The errors of this library: each names the value and says what to do."""

from __future__ import annotations

#: The longest text, in characters, that a message quotes.
QUOTED = 80


def quote(value: object) -> str:
    """Give the value as a message shows it: on one line, harmless to a terminal, and not too long.

    >>> quote("21 juni")
    "'21 juni'"
    >>> quote("9" * 1000)
    "'999999999999999999999999999999999999...' (1000 characters)"
    """
    if isinstance(value, str) and len(value) > QUOTED:
        return f"{value[:36] + '...'!a} ({len(value)} characters)"
    if isinstance(value, int) and abs(value) >= 10**4000:
        return "a number of more than 4,000 digits"  # Python refuses to write very long ones
    text = repr(value) if not isinstance(value, str) or value.isprintable() else ascii(value)
    return text if len(text) <= 2 * QUOTED else f"{text[: 2 * QUOTED]}..."


class DeploymentsError(Exception):
    """The base of every error that this library raises."""


class InvalidValueError(DeploymentsError, ValueError):
    """A value that a source cannot have meant: what is wrong with it, the value, and the mend.

    >>> print(InvalidValueError("not a date", "21 juni", 'write it as EDTF: "2023-06-21"'))
    not a date: '21 juni' (write it as EDTF: "2023-06-21")
    """

    def __init__(self, problem: str, value: object, hint: str = "") -> None:
        self.problem = problem
        self.value = value
        self.hint = hint
        super().__init__(problem, value, hint)

    @property
    def message(self) -> str:
        """The problem and the value, without the hint."""
        return f"{self.problem}: {quote(self.value)}"

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class DateError(InvalidValueError):
    """A text that is no date, or a date that cannot be."""


class DurationError(InvalidValueError):
    """A text that is no duration."""


class QuantityError(InvalidValueError):
    """A text that is no quantity, or a quantity that cannot be."""


class CountryError(InvalidValueError):
    """A text that names no country, or no place on earth."""


class DocumentError(InvalidValueError):
    """A text that is not how a parliamentary paper is cited."""


class ClaimError(InvalidValueError):
    """A claim that cannot be made, or not of this."""


class UndecidedError(DeploymentsError, ValueError):
    """An answer that is neither yes nor no was used as if it were one of them."""
