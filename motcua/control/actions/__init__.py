"""What is done in the registers: opening and closing one, writing, correcting and striking lines."""

from motcua.control.actions.importing import Faulty, Imported, Problem, import_lines
from motcua.control.actions.writing import (
    ChangedMeanwhile,
    Refused,
    Struck,
    chained,
    correct,
    keep,
    strike,
    write,
)

__all__ = [
    "ChangedMeanwhile",
    "Faulty",
    "Imported",
    "Problem",
    "Refused",
    "Struck",
    "chained",
    "correct",
    "import_lines",
    "keep",
    "strike",
    "write",
]
