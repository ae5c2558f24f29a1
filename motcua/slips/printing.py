"""A slip as PDF, on the paper the counter has. Pure: facts in, bytes out."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

import segno

from motcua.rules.rule_sets import Slip
from motcua.slips import sheets, typeset
from motcua.slips.facts import SlipFacts

#: "A5": one copy a page; "A4": the receipt's two copies side by side, other slips on a full page;
#: "large": one copy on A4 in large type.
PaperSize = Literal["A5", "A4", "large"]
PAPERS: tuple[PaperSize, ...] = ("A4", "A5", "large")
#: Letters of an office are A4 by the decree on records, as is the control slip with its table.
ONLY_A4 = frozenset({Slip.APOLOGY, Slip.STOP_NOTICE, Slip.CONTROL})
LAYOUT = "slips/layout/slip.typ"


def papers_of(slip: Slip) -> tuple[PaperSize, ...]:
    """Return the sizes a slip may be printed on.

    Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: high: A4 for letters; A5 for slips).
    """
    return ("A4", "large") if slip in ONLY_A4 else PAPERS


def render(facts: SlipFacts, *, paper: PaperSize) -> bytes:
    """Set a slip as PDF/A. Equal facts give equal bytes: the file bears the slip's own moment.

    Raise ``rule_sets.NoSuchSlip`` when the dossier's rule set has no such form.
    """
    return render_many([facts], paper=paper)


def render_many(slips: Sequence[SlipFacts], *, paper: PaperSize) -> bytes:
    """Set several slips as one file, each from a page of its own; the latest gives the file's moment.

    A slip that may not be printed on the size asked for is printed on A4.
    """
    book = [_content(facts, paper) for facts in slips]
    at = max(facts.issued_at for facts in slips)
    return typeset.pdf(LAYOUT, {"slips": book}, at=at)


def render_sheet(sheet: sheets.Sheet, *, at: datetime) -> bytes:
    """Set a sheet that is no slip of a circular, on A4."""
    return typeset.pdf(LAYOUT, {"slips": [{**sheet, "paper": "A4", "qr": ""}]}, at=at)


def _content(facts: SlipFacts, paper: PaperSize) -> sheets.Sheet:
    fitting: PaperSize = paper if paper in papers_of(facts.slip) else "A4"
    return sheets.sheet(facts) | {"paper": fitting, "qr": qr(_look_up(facts))}


def _look_up(facts: SlipFacts) -> str:
    """Return the address of the public look-up with the dossier's number; the second factor is still asked there."""
    if not facts.track_url or not facts.dossier_number:
        return facts.track_url
    return f"{facts.track_url}?{urlencode({'so': facts.dossier_number})}"


def qr(address: str) -> str:
    """Draw an address as SVG text; nothing for no address."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return out.getvalue().decode()
