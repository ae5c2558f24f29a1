"""Why a file cannot be read."""


class Unreadable(Exception):
    """The file holds no report that can be read; the message is a Vietnamese sentence to show."""
