"""Demo data: the forum resolution, an invented order, invented people and half a year of their work."""
