"""The narrative report, written for `motcua report bao-cao`."""

import json
from collections.abc import Callable
from datetime import datetime

from motcua.cli import Stop
from motcua.documents import drafting
from motcua.organizations.models import Agency
from motcua.reporting.narrative import paper, queries
from motcua.reporting.narrative.composed import Composed
from motcua.rules.definitions import NotInForce
from motcua.rules.periods import Window
from motcua.slips import typeset

_BAD_ARGUMENTS, _CANNOT = 2, 1
CODE = "bao-cao"
_NO_PDF = (
    "Chưa lập được PDF vì máy này không có LibreOffice. Hãy dùng --format docx, hoặc cài gói "
    "libreoffice-writer."
)


def build(*, agency: Agency, window: Window, as_of: datetime) -> Composed:
    """Make the report of figures and what was written last."""
    try:
        return queries.current(agency=agency, window=window, as_of=as_of).report
    except NotInForce as missing:
        raise Stop(str(missing), _BAD_ARGUMENTS) from missing


def _json(told: Composed) -> str:
    return json.dumps(told.as_json(), ensure_ascii=False, indent=2) + "\n"


def _text(told: Composed) -> str:
    """Write the report as lines of text, without its annexes."""
    lines = ["BÁO CÁO", told.subject, "", told.opening]
    for part in told.parts:
        lines += ["", f"{part.marker} {part.heading}"]
        lines += [f"{said.mark} {said.text}".strip() for said in part.said]
    return "\n".join([*lines, "", told.closing]) + "\n"


def _pdf(told: Composed) -> bytes:
    made = drafting.as_pdf(paper.docx_of(told), fonts=typeset.FONTS)
    if made is None:
        raise Stop(_NO_PDF, _CANNOT)
    return made


WRITERS: dict[str, Callable[[Composed], str | bytes]] = {
    "docx": paper.docx_of,
    "json": _json,
    "pdf": _pdf,
    "table": _text,
}
