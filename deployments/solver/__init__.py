"""Which statements hold, the exact bounds of every milestone that they imply, and why."""
