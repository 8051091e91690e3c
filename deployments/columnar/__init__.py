"""The same answers for many deployments at once, on columns of numbers; only this room uses numpy."""
