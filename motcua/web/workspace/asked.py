"""Whole numbers as an address or a form says them."""

#: As many digits as fit into any column of ours.
_DIGITS = 18


def number(word: str) -> int | None:
    """Read a whole number; None for anything else, and for one no table could hold."""
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else None
