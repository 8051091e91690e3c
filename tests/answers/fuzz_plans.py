"""Try to prove that something planned or considered makes a certain or a no. `python -m tests.answers.fuzz_plans 600`.

Of registries at random it takes away all that is planned or considered, and then gives back each such claim alone. No
answer may be certain or no with them that is not so without them, nor lose it, whichever engine answers.
"""

import random
import sys
import time
from collections.abc import Iterator

import attrs
from tqdm import tqdm

from deployments import Basis, Certainty, Registry, Statement
from tests.answers.random_registries import days_of, padded, random_registry, with_statements

#: How many deployments: with more than 64 the engine for many answers. A small one is asked among many others too.
SIZES = (1, 1, 2, 3, 5, 70)
#: So many days are asked of each deployment, so many claims are given back alone in a registry of many.
DAYS, ALONE = 40, 12


@attrs.define
class Tried:
    """How much was tried, and where a plan changed a certain or a no."""

    registries: int = 0
    questions: int = 0
    comparisons: int = 0
    proofs: list[str] = attrs.field(factory=list)

    def __str__(self) -> str:
        counts = f"{self.registries:,} registries, {self.questions:,} questions, {self.comparisons:,} comparisons"
        return f"{counts}: {len(self.proofs)} answers that a plan changed"


Asked = list[tuple[str, str]]


def try_one(seed: int, tried: Tried) -> None:
    """Compare the answers of the registry of this seed with those of its reports alone."""
    rng = random.Random(seed)
    size = SIZES[seed % len(SIZES)]
    registry = random_registry(rng, size)
    days = DAYS if size < 10 else DAYS // 10
    asked = [(id_, day) for id_ in registry.deployments for day in days_of(registry, id_, rng, days)]
    tried.registries += 1
    tried.questions += len(asked)
    expected = _answers(with_statements(registry, [*_reports(registry)]), asked)
    for name, more in _with_plans(registry, rng):
        for each, before, after in zip(asked, expected, _answers(more, asked), strict=True):
            tried.comparisons += 1
            if before is not after:
                tried.proofs.append(f"seed {seed}, {name}: {each[0]} on {each[1]} was {before}, and is {after}")


def _answers(registry: Registry, asked: Asked) -> list[Certainty]:
    return [registry.presence(id_, day).certainty for id_, day in asked]


def _reports(registry: Registry) -> Iterator[Statement]:
    return (each for each in registry.statements if registry.basis(each) is Basis.REPORTED)


def _with_plans(registry: Registry, rng: random.Random) -> Iterator[tuple[str, Registry]]:
    """Return the registry with all its plans, in both engines if it is small, and with each of them alone."""
    yield "all plans", registry
    if len(registry.deployments) <= 64:
        yield "all plans, among many", padded(registry)
        yield "reports, among many", padded(with_statements(registry, [*_reports(registry)]))
    reports = [*_reports(registry)]
    plans = [each for each in registry.statements if registry.basis(each) is not Basis.REPORTED]
    for plan in rng.sample(plans, min(ALONE, len(plans))):
        yield f"only {plan.id}", with_statements(registry, [*reports, plan])


def main(seconds: float, seed: int = 0) -> Tried:
    """Try registries for so many seconds, and print what was found."""
    tried = Tried()
    until = time.monotonic() + seconds
    with tqdm(unit=" registries", disable=None) as bar:
        while time.monotonic() < until:
            try_one(seed + tried.registries, tried)
            bar.update()
    print(tried, *tried.proofs, sep="\n")
    return tried


if __name__ == "__main__":
    sys.exit(1 if main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0).proofs else 0)
