"""Telling people: the hourly reminders, a leader's word, and what somebody has read."""

from motcua.notices.actions.filing import pass_on, remind_of_reports, take_back_reports
from motcua.notices.actions.nudging import NobodyToRemind, RemindedToday, remind
from motcua.notices.actions.reading import note_mailed, read, read_all
from motcua.notices.actions.reminding import Told, run

__all__ = [
    "NobodyToRemind",
    "RemindedToday",
    "Told",
    "note_mailed",
    "pass_on",
    "read",
    "read_all",
    "remind",
    "remind_of_reports",
    "run",
    "take_back_reports",
]
