"""A slip as PDF, on the paper the counter has. Pure: facts in, bytes out."""

import io
from typing import Literal

import segno

from motcua.slips import sheets, typeset
from motcua.slips.facts import SlipFacts

#: "A5": one copy a page; "A4": the receipt's two copies side by side, other slips on a full page;
#: "large": one copy on A4 in large type.
PaperSize = Literal["A5", "A4", "large"]
PAPERS: tuple[PaperSize, ...] = ("A4", "A5", "large")


def render(facts: SlipFacts, *, paper: PaperSize) -> bytes:
    """Set a slip as PDF/A. Equal facts give equal bytes: the file bears the slip's own moment.

    Raise ``rule_sets.NoSuchSlip`` when the dossier's rule set has no such form.
    """
    content = sheets.sheet(facts) | {"paper": paper, "qr": _qr(facts.track_url)}
    return typeset.pdf("slips/layout/slip.typ", content, at=facts.issued_at)


def _qr(address: str) -> str:
    """Draw the look-up address as SVG text; nothing for no address."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return out.getvalue().decode()
