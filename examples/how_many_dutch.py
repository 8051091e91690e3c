"""How many Dutch military there were: as sources said it, and as a range for every day."""

import deployments

registry = deployments.example()
for day in ("2022-05-01", "2022-12-01", "2023-06-16"):
    total = registry.strength(day, contributor="NLD")
    for deployment, _ in total.parts:
        print(f"{day}: {total} NLD at {deployment.place}: {registry.presence(deployment, day).figure()}")

print()
for step in registry.strength_series("2022-03", "2023-07", contributor="NLD"):
    print(f"{step.first} to {step.last}: {step}")
