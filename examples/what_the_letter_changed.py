"""What the letter of June 2023 changed, and what became of the plan to stay for at most six months."""

import deployments

registry = deployments.example()

# The letter has no date of its own: compare with the day before it can have appeared at the earliest.
letter = registry.sources["dmm-2023-06"]
found = registry.changes("2023-05-17", "2023-06-14")
for item in found.items:
    if item.source == letter and item.effect in ("new", "moved") and not item.implied:
        before, after = (known.text if known else "nothing" for known in (item.before, item.after))
        print(f"{item.about}, {item.kind}: {before} -> {after}{', as follows' if item.statement is None else ''}")

print()
for revision in registry.history("nld-amdtf-svk.end"):
    if revision.source is None:
        print(f"{revision.published}: that day passed ({revision.event})")
    elif revision.latest_moved:
        print(f"{revision.source.published}: NLD ends by {revision.bounds.latest} ({revision.latest_moved:+} days)")

print()
for link in registry.explain("nld-amdtf-svk.end").latest:
    said = f'{link.source.publisher}, "{link.statement.wording}"' if link.statement and link.source else "a rule"
    print(f"{link.milestone} by {link.date}: {said}")
