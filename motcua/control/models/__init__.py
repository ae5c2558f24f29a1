"""The tables of procedure control."""

from motcua.control.models.entries import Act, Entry, Keeping, Version

__all__ = ["Act", "Entry", "Keeping", "Version"]
