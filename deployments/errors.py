"""The errors of this library: each names the value and says what to do."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from deployments.brief import short

_Error = TypeVar("_Error", bound=Exception)

#: The longest text, in characters, that a message quotes in full.
QUOTED = 80


def quote(value: object) -> str:
    """Return the value as a message shows it: on one line, harmless to a terminal, and not too long.

    >>> quote("21 juni")
    "'21 juni'"
    >>> quote("9" * 1000)
    "'999999999999999999999999999999999999...' (1000 characters)"
    """
    if isinstance(value, str) and len(value) > QUOTED:
        return f"{value[:36] + '...'!a} ({len(value)} characters)"
    if isinstance(value, int) and abs(value) >= 10**4000:
        return "a number of more than 4,000 digits"  # Python refuses to write very long ones
    try:
        text = repr(value) if not isinstance(value, str) or value.isprintable() else ascii(value)
    except RecursionError:
        return "tables or lists that are nested too deeply"
    return text if len(text) <= 2 * QUOTED else f"{text[: 2 * QUOTED]}..."


def bare(text: str) -> str:
    r"""Return a text of a file as a hint shows it, to be copied: as it is, if it is short and harmless to a terminal.

    >>> print(bare("[sources.letter]"), bare("\x1b[2J"))
    [sources.letter] '\x1b[2J'
    """
    return text if text.isprintable() and len(text) <= QUOTED else quote(text)


def without_frames(error: _Error) -> _Error:
    """Return an error that is to be kept, without the frames in which it was raised: they hold all that these had.

    >>> try:
    ...     raise DeploymentsError("no")
    ... except DeploymentsError as raised:
    ...     kept = without_frames(raised)
    >>> kept.__traceback__ is kept.__context__ is None
    True
    """
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error


class DeploymentsError(Exception):
    """The base of every error that this library raises.

    >>> from deployments import UncertainDate
    >>> try:
    ...     UncertainDate("21 juni")
    ... except DeploymentsError as error:
    ...     print(type(error).__name__)
    DateError
    """

    def __repr__(self) -> str:
        return f"{type(self).__name__}({short(str(self))})"


class InvalidValueError(DeploymentsError, ValueError):
    """A value that a source cannot have meant. It takes the problem, the value, and what to do about it.

    `code` is the code under which `deployments.check` reports errors of the class; `docs/errors.md` explains each.

    >>> error = InvalidValueError("not a date", "21 juni", 'write it as EDTF: "2023-06-21"')
    >>> print(error)
    not a date: '21 juni' (write it as EDTF: "2023-06-21")
    >>> error.code
    'S103'
    """

    code: ClassVar[str] = "S103"

    def __init__(self, problem: str, value: object, hint: str = "") -> None:
        self.problem = problem
        self.value = value
        self.hint = hint
        super().__init__(problem, value, hint)

    @property
    def message(self) -> str:
        """The problem and the value, without the hint.

        >>> InvalidValueError("not a date", "21 juni", 'write it as EDTF: "2023-06-21"').message
        "not a date: '21 juni'"
        """
        return f"{self.problem}: {quote(self.value)}"

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class DateError(InvalidValueError):
    """A text that is not a date, or a date that does not exist.

    >>> from deployments import UncertainDate
    >>> UncertainDate("2023-02-30")
    Traceback (most recent call last):
    ...
    deployments.errors.DateError: there is no day 30 in 2023-02: '2023-02-30' (the last day of 2023-02 is 28)
    """

    code = "D101"


class DurationError(InvalidValueError):
    """A text that is not a duration, or a duration that says nothing.

    >>> from deployments import Duration
    >>> Duration.parse("6 months")
    Traceback (most recent call last):
    ...
    deployments.errors.DurationError: not a duration: '6 months' (write "P6M")
    """

    code = "D101"


class QuantityError(InvalidValueError):
    """A text that is not a quantity or a change, or a quantity that says nothing.

    >>> from deployments import Quantity
    >>> Quantity.parse("2,100")
    Traceback (most recent call last):
    ...
    deployments.errors.QuantityError: not a number: '2,100' (write "2100")
    """

    code = "Q101"


class CountryError(InvalidValueError):
    """A text that names no country, no organisation or no place on earth.

    >>> from deployments import Country
    >>> Country.parse("KOS")
    Traceback (most recent call last):
    ...
    deployments.errors.CountryError: not a country: 'KOS' (did you mean XKX (Kosovo)?)
    """

    code = "C101"


class DocumentError(InvalidValueError):
    """A text that is not a way of citing a parliamentary paper.

    >>> from deployments import DocumentId
    >>> DocumentId("kst-28676")
    Traceback (most recent call last):
    ...
    deployments.errors.DocumentError: not the identifier of a parliamentary paper: 'kst-28676' (write ...)
    """


class ClaimError(InvalidValueError):
    """An invalid claim, or one that its subject cannot have.

    >>> from deployments import ClaimKind
    >>> ClaimKind.END.read("2023-06-21/2023-06-28")
    Traceback (most recent call last):
    ...
    deployments.errors.ClaimError: a milestone is one day, not a period: '2023-06-21/2023-06-28' (write ...)
    """

    code = "S104"


class MissingFieldError(InvalidValueError):
    """A record without a field that it must have.

    >>> from deployments import Deployment
    >>> Deployment(id="nld-svk", place="SVK")
    Traceback (most recent call last):
    ...
    deployments.errors.MissingFieldError: a deployment without a contributor: 'nld-svk' (write contributor = ...)
    """

    code = "S102"


class UndecidedError(DeploymentsError, ValueError):
    """An answer that is neither yes nor no was used as if it were one of them.

    >>> from deployments import Certainty
    >>> bool(Certainty.POSSIBLE)
    Traceback (most recent call last):
    ...
    deployments.errors.UndecidedError: an answer that is only possible is neither true nor false: ...
    """


class MissingExtraError(DeploymentsError, ImportError):
    """What was asked for takes a package that is not installed. It takes what that is, the package, and the extra.

    >>> raise MissingExtraError("Arrow and Parquet", "pyarrow", "tables")
    Traceback (most recent call last):
    ...
    deployments.errors.MissingExtraError: Arrow and Parquet take pyarrow: pip install 'deployments[tables]'
    """

    def __init__(self, what: str, package: str, extra: str) -> None:
        self.what = what
        self.package = package
        self.extra = extra
        # All three, as the error is made of them again where it is unpickled: in another process.
        super().__init__(what, package, extra)

    def __str__(self) -> str:
        return f"{self.what} take {self.package}: pip install 'deployments[{self.extra}]'"
