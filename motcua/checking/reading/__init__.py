"""Opens a file and gives the report in it: lines, paragraphs, tables, figures."""

from motcua.checking.reading.opening import read
from motcua.checking.reading.refusals import Unreadable

__all__ = ["Unreadable", "read"]
