"""List who was, or may have been, in Slovakia on a day, why, and when they were last seen.

Run it as `python examples/possibly_in_slovakia.py 2023-06-20`.
"""

import sys

import deployments

day = sys.argv[1] if len(sys.argv) > 1 else "2023-06-20"
registry = deployments.example()
for presence in registry.active(day, place="Slovakia"):
    there = f"{presence.deployment.contributor}  {presence.deployment.force}  {presence.deployment.place}"
    seen = presence.last_seen.statement.source if presence.last_seen else "nobody"
    print(f"{there}: {presence.certainty} ({presence.word}); last seen by {seen}")
