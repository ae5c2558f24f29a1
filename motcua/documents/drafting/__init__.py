"""A DOCX made from a template and facts, and the PDF/A of it; both by programs of their own.

A template is written by people: what stands in its braces is filled in a sandbox that reaches nothing
but the facts, within a bound of memory and time.
"""

import base64
import json
import sys
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from motcua.checking.reading import office, programs

_SECONDS = 60
#: A longer fact is cut.
MOST_LETTERS = 2000


class TemplateFault(StrEnum):
    """Why a template cannot be filled."""

    UNKNOWN = "unknown"  # a place for something that is no fact; ``about`` is its name
    SYNTAX = "syntax"  # braces that do not close, a command nobody knows; ``about`` says which
    BROKEN = "broken"  # no DOCX, or one that swells, hangs or reaches for what it must not


class TemplateUnfit(Exception):
    """The template cannot be filled; ``fault`` says why, ``about`` what is meant, ``place`` in which line it stands."""

    def __init__(self, fault: TemplateFault, about: str = "", place: str = "") -> None:
        """Keep all."""
        super().__init__(fault.value)
        self.fault = fault
        self.about = about
        self.place = place


def fill(template: Path, facts: Mapping[str, str]) -> bytes:
    """Return the template with its places filled, as DOCX. Raise ``TemplateUnfit``."""
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        # In a file of our own: what stands on a command line is seen by everybody on the machine.
        told = Path(folder) / "facts.json"
        told.write_text(json.dumps({name: said[:MOST_LETTERS] for name, said in facts.items()}))
        command = [sys.executable, "-m", "motcua.documents.drafting.filling", str(template)]
        printed = programs.run([*command, str(told)], seconds=_SECONDS, extra={"PYTHONUTF8": "1"})
    answer: dict[str, str] = json.loads(printed) if printed else {"fault": TemplateFault.BROKEN}
    if "fault" in answer:
        fault = TemplateFault(answer["fault"])
        raise TemplateUnfit(fault, answer.get("about", ""), answer.get("place", ""))
    return base64.b64decode(answer["docx"])


def as_pdf(docx: bytes, *, fonts: Path) -> bytes | None:
    """Return a DOCX as PDF/A-1; nothing where LibreOffice is absent or cannot set it in time.

    ``fonts`` is a folder with fonts that have every Vietnamese letter.
    """
    return office.archival(docx, fonts=fonts)
