"""Pages of the registry, people and the journal."""
