"""Print who was deployed where, and who said so, from the bundled registry."""

import deployments

registry = deployments.example()
print(deployments.reports.overview(registry))
