"""The tables of procedure control."""

from motcua.control.models.entries import Act, Entry, Keeping, Version
from motcua.control.models.tasks import Task, TaskAct, TaskDossier, TaskState, TaskStep

__all__ = [
    "Act",
    "Entry",
    "Keeping",
    "Task",
    "TaskAct",
    "TaskDossier",
    "TaskState",
    "TaskStep",
    "Version",
]
