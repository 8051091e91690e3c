"""Errors: each of them survives the way to another process, and `check` reports each under a code that is explained."""

import copy
import importlib
import pickle
import pkgutil
from typing import Any

import pytest

import deployments
from deployments import (
    ClaimKind,
    Country,
    DeploymentsError,
    Diagnostic,
    InvalidValueError,
    MissingExtraError,
    RegistryError,
    UncertainDate,
    UndecidedError,
)
from deployments.diagnostics import CODES

#: What errors are made of, by the class whose constructor they have.
ARGUMENTS: dict[type[DeploymentsError], tuple[object, ...]] = {
    InvalidValueError: ("not a date", "21 juni", 'write "2023-06-21"'),
    MissingExtraError: ("Arrow and Parquet", "pyarrow", "tables"),
    RegistryError: ([Diagnostic("D101", "not a date: '21 juni'", path="statements[1].start")],),
    UndecidedError: ("an answer that is only possible",),
}


def _subclasses(kind: type[Any]) -> set[type[Any]]:
    return {kind}.union(*(_subclasses(each) for each in kind.__subclasses__()))


def _every_error() -> list[type[DeploymentsError]]:
    for module in pkgutil.walk_packages(deployments.__path__, "deployments."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(_subclasses(DeploymentsError) - {DeploymentsError}, key=lambda kind: kind.__qualname__)


ERRORS = _every_error()


def _example(kind: type[DeploymentsError]) -> DeploymentsError:
    maker = next(base for base in kind.__mro__ if base in ARGUMENTS)
    return kind(*ARGUMENTS[maker])


def _sent(error: DeploymentsError, protocol: int) -> DeploymentsError:
    again: DeploymentsError = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - our own bytes
    return again


def test_every_error_of_the_library_is_looked_at() -> None:
    names = {kind.__name__ for kind in ERRORS}
    public = {name for name in vars(deployments)["__all__"] if name.endswith("Error")} - {"DeploymentsError"}
    assert public < names
    assert {"AmbiguousTextError", "FormatError"} < names - public


@pytest.mark.parametrize("protocol", range(2, 6))
@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_comes_out_of_another_process_as_it_went_in(kind: type[DeploymentsError], protocol: int) -> None:
    error = _example(kind)
    for again in (_sent(error, protocol), copy.copy(error)):
        assert type(again) is type(error)
        assert again.args == error.args
        assert str(again) == str(error)
        assert vars(again) == vars(error)


@pytest.mark.parametrize("value", [None, 7, ("a", 1), UncertainDate("2023-06~"), Country("NLD"), ClaimKind.START])
def test_the_value_that_was_refused_comes_along(value: object) -> None:
    again = _sent(InvalidValueError("not that", value, "write another"), 5)
    assert isinstance(again, InvalidValueError)
    assert again.value == value
    assert again.hint == "write another"


def test_what_is_missing_is_named_with_what_to_install() -> None:
    error = MissingExtraError("Arrow and Parquet", "pyarrow", "tables")
    assert str(error) == "Arrow and Parquet take pyarrow: pip install 'deployments[tables]'"
    assert (error.package, error.extra) == ("pyarrow", "tables")
    assert isinstance(error, ImportError)


@pytest.mark.parametrize(
    "kind", [each for each in ERRORS if issubclass(each, InvalidValueError)], ids=lambda kind: kind.__name__
)
def test_the_code_of_an_error_is_one_that_the_gallery_explains(kind: type[InvalidValueError]) -> None:
    assert kind.code in CODES
