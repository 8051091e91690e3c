"""How many Dutch military there were, as ranges, and since when each figure is carried forward."""

import deployments

registry = deployments.example()
for day in ("2022-05-01", "2022-12-01", "2023-06-10"):
    total = registry.strength(day, contributor="NLD")
    for deployment, strength in total.parts:
        print(f"{day}: {total} NLD at {deployment.place}, of {strength.since}")

print()
for step in registry.strength_series("2022-03", "2023-07", contributor="NLD"):
    print(f"{step.first} to {step.last}: {step}")
