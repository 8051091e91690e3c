"""Records made of plain texts, numbers and dates, as type checkers take them, and a registry changed and compared."""

import datetime

import deployments
from deployments import Deployment, Event, Filters, Metadata, Mission, Registry, Source, Statement

letter = Source(
    id="letter",
    title={"en": "Letter to parliament", "nl": "Kamerbrief"},
    kind="official",
    published=datetime.date(2024, 3, 12),
    references=["Kamerstuk 28 676, nr. 433"],
)
summit = Event(id="summit", name="NATO summit", place={"country": "USA", "name": "Washington"})
mission = Mission(id="euma", name="EU Mission in Armenia", host="ARM", framework_nation="DEU")
force = Deployment(id="nld-arm", contributor="Netherlands", mission="euma", place="Yerevan, Armenia")
police = Deployment(id="nld-arm-police", part_of="nld-arm", force={"en": "police", "nl": "politie"})
said = [
    Statement(id="there", source="letter", about="nld-arm", kind="present", value=True),
    Statement(id="six", source="letter", about="nld-arm", kind="strength", value=6),
    Statement(id="two", source="letter", about="nld-arm", kind="strength", value={"troops": 4, "police": "~2"}),
    Statement(id="more", source="letter", about="nld-arm", kind="change", value=-2, as_of="2024-03", basis="planned"),
    Statement(id="cars", source="letter", about="nld-arm", kind="equipment", value={"car": 3}),
    Statement(id="home", source="letter", about="nld-arm", kind="returned", value={"on": "2024-07", "after": "summit"}),
    Statement(id="until", source="letter", about="euma", kind="mandate", value=datetime.date(2025, 2, 19)),
]
registry = Registry(
    sources=[letter],
    events=[summit],
    missions=[mission],
    deployments=[force, police],
    statements=said,
    tolerance="8 days",
    metadata=Metadata(title="A small registry", authors="A. Jansen"),
)
print(registry, deployments.digest(registry)[:8])

presence = registry.presence(force, "2024-03-12")
if presence.certainty == "certain" and presence.word == "seen":
    print(f"{presence.deployment.id}: {presence.sentence()}")

last = registry.bounds("nld-arm.returned").latest_day
if last is not None:
    print(f"home by {last.isoformat()}")

dutch: Filters = {"contributor": "NLD"}
later = Source(id="later", title="A later letter", published="2024-09-01")
gone = Statement(id="gone", source="later", about="nld-arm", kind="present", value=False)
after = registry.add(later, gone).remove("more")
print(
    sorted({each.certainty for each in after.active("2024", **dutch)}), after.select(**dutch) | registry.remove("more")
)
