"""List who was certainly in Slovakia on a day, who perhaps, why, and how many are left out.

Run it as `python examples/possibly_in_slovakia.py 2023-06-20`.
"""

import sys

import deployments

day = sys.argv[1] if len(sys.argv) > 1 else "2023-06-20"
registry = deployments.example()
for presence in registry.active(day, place="Slovakia"):
    deployment = presence.deployment
    print(f"{deployment.contributor}  {deployment.force}  {deployment.place}: {presence.certainty}, {presence.word}")
    print(f"  {presence.sentence()}")
    print(f"  How many: {presence.figure()}")

for word, number in registry.left_out(day, place="Slovakia").items():
    print(f"left out: {number}, {word}")
