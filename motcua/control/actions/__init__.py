"""What is done in the registers: opening and closing one, writing, correcting and striking lines."""

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

__all__ = ["ChangedMeanwhile", "Refused", "Struck", "chained", "correct", "keep", "strike", "write"]
