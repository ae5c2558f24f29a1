"""Facts in, PDF out: Typst with our own layouts and our own fonts, the same bytes every time."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from motcua.slips import glyphs

#: Layouts import each other from here: ``/slips/layout/paper.typ``.
ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).resolve().parent / "fonts"
#: Archivable, accessible to a screen reader, with every letter recoverable as text. Level A holds all
#: that level B asks; part 1 is what the validators of offices and archives read.
STANDARDS: "list[typst.PDFStandard]" = ["a-1a"]


class LayoutBroken(Exception):
    """A layout could not be set as it was written; the message names the layout and the fault."""


def pdf(
    layout: str, facts: Mapping[str, object], *, at: datetime, folder: Path | None = None
) -> bytes:
    """Set ``layout`` (a path under the package root) with ``facts`` as PDF/A-1.

    ``facts`` must be plain JSON. ``at`` is the moment written into the file: equal facts at an equal
    moment give equal bytes. ``folder`` holds the pictures a layout of its own reads. Letters the fonts lack
    become "?". Raise LayoutBroken on any fault or warning.
    """
    told = glyphs.printable(json.dumps(facts, ensure_ascii=False, sort_keys=True))
    inputs = {"facts": told}
    if folder is None:
        compiler = typst.Compiler(ROOT / layout, ROOT, _fonts(), sys_inputs=inputs)
    else:
        compiler = typst.Compiler((ROOT / layout).read_bytes(), folder, _fonts(), sys_inputs=inputs)
    try:
        made, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        message = f"{layout}: {error.diagnostic}"
        raise LayoutBroken(message) from error
    if warnings or not isinstance(made, bytes):
        faults = "; ".join(warning.message for warning in warnings)
        message = f"{layout}: {faults}"
        raise LayoutBroken(message)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that ship with the product: a document looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
