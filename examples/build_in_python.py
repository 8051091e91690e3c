"""Build a registry in Python, without any file, and print it."""

import deployments
from deployments import Deployment, Registry, Source, Statement

letter = Source(id="letter", title="Letter to parliament", publisher="Ministry of Defence", published="2023-06-09")
force = Deployment(id="nld-svk", contributor="NLD", force="Patriot", place="Sliač, SVK")
there = Statement(id="there", source="letter", about="nld-svk", kind="present", value=True)
six = Statement(id="six", source="letter", about="nld-svk", kind="strength", value=6)
home = Statement(id="home", source="letter", about="nld-svk", kind="returned", value="2023-06-21~")

registry = Registry(sources=[letter], deployments=[force], statements=[there, six, home])
print(deployments.reports.overview(registry))
print()
print(registry.presence("nld-svk", "2023-06-10").sentence())
