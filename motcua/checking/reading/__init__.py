"""Opens a file and gives the report in it: lines, paragraphs, tables, figures."""

from motcua.checking.reading.opening import read
from motcua.checking.reading.programs import no_longer_than
from motcua.checking.reading.refusals import Unreadable

__all__ = ["Unreadable", "no_longer_than", "read"]
