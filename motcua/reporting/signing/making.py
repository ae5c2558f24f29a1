"""The paper of something filed: its official layout as PDF, and where signature, number and date are shown."""

import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from motcua.base import uploads
from motcua.documents import actions as documents
from motcua.documents import drafting, inspection
from motcua.documents.actions import Stored
from motcua.documents.signing import placing
from motcua.reporting import form_papers, kept
from motcua.reporting.models import FiledForm, FiledNarrative
from motcua.reporting.narrative import composed, paper
from motcua.slips import typeset


class NotSet(Exception):
    """The report cannot be set as PDF here: the program for it is absent or gave up."""


def title(filed: FiledForm | FiledNarrative) -> str:
    """What the paper is called in lists and on the screen of the signing program."""
    if isinstance(filed, FiledForm):
        form = kept.form_again(filed.content)
        return f"{form.definition.name}, {form.agency}, {form.period}"
    told = composed.again(filed.content)
    return f"Báo cáo {told.subject}"


def pdf(filed: FiledForm | FiledNarrative, *, signer: str) -> bytes:
    """The figures and sentences as they were filed, over the signer's name. Raise ``NotSet``."""
    if isinstance(filed, FiledForm):
        return form_papers.pdf(kept.form_again(filed.content), signer=signer)
    told = composed.again(filed.content)
    named = replace(told, written=replace(told.written, signer=told.written.signer or signer))
    found = drafting.as_pdf(paper.docx_of(named), fonts=typeset.FONTS)
    if found is None:
        raise NotSet(told.subject)
    return found


def stored(content: bytes, *, name: str, signer: str) -> tuple[Stored, dict[str, Any]]:
    """Store a paper, and find where it leaves room. Programs look, so this stands before a transaction.

    Raise ``refusals.Refused``, ``inspection.Unfit``.
    """
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        found = inspection.places(path, signer=signer)
        kept_file = documents.store_file(path, name=name)
    name_box, width = found.pop("name", None), found["last_page"][0]
    place = placing.at_the_end(page_width=width)
    if name_box is not None:
        page, left, bottom, right, top = name_box
        place = placing.above((left, bottom, right, top), page=page, page_width=width)
    return kept_file, found | {"signature": asdict(place)}
