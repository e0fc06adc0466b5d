"""Work that the worker does for people, sign-ins and the registry."""
