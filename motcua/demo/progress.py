"""How far the story has been played: one row, written in the transaction of the day it tells of."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from motcua.base import clock, upkeep


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Everything before ``moment`` (story time) is played, at this size of the story."""

    moment: datetime
    scale: float
    rate: float
    phase: str = ""
    done: int = 0
    total: int = 0
    finished: bool = False


def read() -> Mark | None:
    """The mark of the last day played, or None when the story has not begun."""
    row = upkeep.latest(upkeep.DEMO)
    if row is None:
        return None
    told = json.loads(row.detail)
    return Mark(moment=clock.local(row.at), finished=row.ok, **told)


def write(mark: Mark) -> None:
    """Keep the mark. Inside the transaction of the day's acts."""
    told = asdict(mark)
    at, finished = told.pop("moment"), told.pop("finished")
    detail = json.dumps(told, ensure_ascii=False)
    upkeep.keep(name=upkeep.DEMO, at=at, ok=finished, detail=detail)
