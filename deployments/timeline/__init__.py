"""What follows from what was said: which statements hold, the bounds that they imply, and the answers."""
