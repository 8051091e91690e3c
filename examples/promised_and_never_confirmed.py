"""What had been announced, and was reported by no source by 1 September 2023; and who moved where."""

import deployments

registry = deployments.example()
for each in registry.unconfirmed("2023-09-01"):
    source = registry.sources[each.statement.source]
    told = f"{each.later_sources} later sources" if each.tellable else "no later source speaks of it"
    print(f"{each.milestone}: by {each.due}, says {source.publisher}; {told}")

print()
for relocation in registry.relocations():
    origin, destination = relocation.origin, relocation.destination
    print(f"{origin.contributor} {origin.force}, {origin.place} -> {destination.place}: {relocation.arrived}")
    for day in ("2023-05-27", "2023-06-15", "2023-06-30"):
        print(f"  as known on {day}: {registry.known_on(day).bounds(f'{destination.id}.start')}")
