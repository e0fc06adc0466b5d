"""Reading what must be done: who may see which rows, and in which state they are."""
