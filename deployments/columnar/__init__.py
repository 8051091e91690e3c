"""The answers of `deployments.answers`, computed for many deployments at once in NumPy arrays."""
