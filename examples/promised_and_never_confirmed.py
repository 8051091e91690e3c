"""What had been announced, and on 1 September 2023 had never been reported; and who moved where."""

import deployments

registry = deployments.example()
for each in registry.unconfirmed("2023-09-01"):
    source = registry.sources[each.statement.source]
    later = f"{each.later_sources} later sources" if each.tellable else "no newer source could tell"
    print(f"{each.milestone}: planned for {each.bounds}, by {source.publisher}; {later}")

print()
for relocation in registry.relocations():
    origin, destination = relocation.origin, relocation.destination
    print(f"{origin.contributor} {origin.force}, {origin.place} -> {destination.place}: {relocation.arrived}")
    for day in ("2023-05-27", "2023-06-15", "2023-06-30"):
        print(f"  as known on {day}: {registry.known_on(day).bounds(f'{destination.id}.start')}")
