"""A region as large as a real one, invented by seed: for measuring, not for looking at."""
