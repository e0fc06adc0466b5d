"""The one error of the package: a file that cannot be understood."""


class DocumentError(ValueError):
    """A file that cannot be read; the message is a Russian sentence: what is wrong, where, what to do."""
