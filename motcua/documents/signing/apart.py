"""Signatures of a stranger's file, read by a program of its own that may fail, hang or swell without harm."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.checking.reading import programs
from motcua.documents.signing.certificates import Holder, NotACertificate
from motcua.documents.signing.inspection import Change, NotReadable, Signature, TooMany, Trust

#: The program stops itself sooner, unless the machine has no time for it.
_PATIENCE_SECONDS = 40


def inspect(file: Path, *, roots: Path, at: datetime) -> tuple[Signature, ...]:
    """As ``inspection.inspect``, for a file on disk and a folder of roots.

    Raise NotReadable or TooMany for the file, NotACertificate for a root that is none.
    """
    command = [sys.executable, "-m", "motcua.documents.signing.reader"]
    printed = programs.run(
        [*command, str(file), str(roots), at.isoformat()],
        seconds=_PATIENCE_SECONDS,
        extra={"PYTHONUTF8": "1"},
    )
    told: dict[str, Any] = json.loads(printed) if printed else {"fault": "died"}
    if "root" in told:
        raise NotACertificate(told["root"])
    if "fault" in told:
        raise TooMany if told["fault"] == "many" else NotReadable(told["fault"])
    return tuple(_signature(one) for one in told["signatures"])


def _signature(told: dict[str, Any]) -> Signature:
    holder = told["holder"]
    dates = {name: datetime.fromisoformat(holder[name]) for name in ("valid_from", "valid_to")}
    return Signature(
        holder=Holder(**(holder | dates)),
        change=Change(told["change"]),
        trust=Trust(told["trust"]),
        claimed_at=_moment(told["claimed_at"]),
        stamped_at=_moment(told["stamped_at"]),
        judged_at=datetime.fromisoformat(told["judged_at"]),
        revocation_known=told["revocation_known"],
    )


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
