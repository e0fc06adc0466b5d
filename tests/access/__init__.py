"""The access of the portal: a world of every kind of object, the table, the walk over it."""
