"""How many Dutch military there were, as ranges, with the figures as the sources said them."""

import deployments

registry = deployments.example()
for day in ("2022-05-01", "2022-12-01", "2023-06-10"):
    total = registry.strength(day, contributor="NLD")
    for deployment, strength in total.parts:
        said = ", ".join(f"{figure.quantity} by {figure.statement.source}" for figure in strength.stated)
        print(f"{day}: {total} NLD at {deployment.place}, from: {said or 'no figure that counts'}")

print()
for step in registry.strength_series("2022-03", "2023-07", contributor="NLD"):
    print(f"{step.first} to {step.last}: {step}")
