"""What runs by the hour, and when a daily duty is due again.

An office's machine may be off at night, so nothing is asked for at midnight: each duty is looked at
every hour and done when its last time is long enough ago. The minutes differ so that they do not meet.
"""

from datetime import datetime, timedelta

from motcua.base import upkeep

SEAL_DAYS = "3 * * * *"
VERIFY = "13 * * * *"
BACKUP = "43 * * * *"
FORGET = "53 * * * *"
READ_MISSED = "33 * * * *"
#: A reminder of a moment comes within minutes of it; the morning's page soon after an office opens.
REMIND = "*/10 * * * *"
MORNING = "*/15 * * * *"
#: Who has just scanned looks for it at once.
COLLECT_SCANS = "* * * * *"
#: A worker that died leaves its jobs behind; nobody waits an hour for them.
PICK_UP = "* * * * *"

#: Less than a day, so that a duty does not wander through the hours.
DAILY = timedelta(hours=20)
#: How long a one-time key of a form is remembered.
KEYS_KEPT = timedelta(days=7)


def is_due(name: str, *, at: datetime) -> bool:
    """Whether the daily duty ``name`` was last done well more than ``DAILY`` ago, or never."""
    last = upkeep.latest(name)
    return last is None or not last.ok or at - last.at >= DAILY
