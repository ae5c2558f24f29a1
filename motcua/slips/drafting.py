"""Drafts of results: the facts of a dossier that a template may name, and the papers made of them.

The names are Vietnamese because people who write templates type them: ``{{ chu_ho_so }}``.
"""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.base import clock, uploads
from motcua.documents import actions as documents
from motcua.documents import drafting, store
from motcua.documents.actions import Stored
from motcua.documents.kinds import Kind
from motcua.dossiers.actions.results import Draft
from motcua.dossiers.models import Dossier, Participant, ParticipantRole, ResultTemplate
from motcua.people.models import Account
from motcua.slips import letterhead, typeset


class NotADraft(Exception):
    """A result is drafted as DOCX or PDF, not as a picture or a table."""


#: What a template may name, and what it stands for; shown beside the form.
NAMES: Mapping[str, Promise] = {
    "co_quan": _("tên cơ quan giải quyết"),
    "co_quan_cap_tren": _("tên cơ quan cấp trên; trống với Ủy ban nhân dân"),
    "dia_danh": _("địa danh ghi trên văn bản"),
    "nam": _("năm soạn"),
    "ky_hieu": _("ký hiệu văn bản, ví dụ QĐ-UBND"),
    "ma_ho_so": _("mã hồ sơ"),
    "ten_thu_tuc": _("tên thủ tục hành chính"),
    "ma_thu_tuc": _("mã thủ tục hành chính"),
    "truong_hop": _("trường hợp của thủ tục"),
    "noi_dung": _("nội dung đề nghị ghi khi tiếp nhận"),
    "ngay_tiep_nhan": _("ngày tiếp nhận"),
    "chu_ho_so": _("họ tên, tên chủ hồ sơ"),
    "so_dinh_danh": _("số giấy tờ tùy thân, mã số của chủ hồ sơ"),
    "ngay_sinh": _("ngày sinh chủ hồ sơ"),
    "dia_chi": _("địa chỉ chủ hồ sơ"),
    "nguoi_nop": _("họ tên người nộp"),
    "nguoi_ky": _("họ tên người ký"),
}


def facts_of(dossier: Dossier, *, symbol: str, signer: Account | None, on: date) -> dict[str, str]:
    """Return every fact a template may name; empty where the dossier says nothing."""
    head = letterhead.of(dossier.agency, dossier.taken_in_at, on)
    people = {row.role: row for row in dossier.participants.all()}
    owner = people.get(ParticipantRole.OWNER)
    submitter = people.get(ParticipantRole.SUBMITTER, owner)
    received = clock.local(dossier.received_at) if dossier.received_at else None
    return {
        "co_quan": head.office,
        "co_quan_cap_tren": head.superior,
        "dia_danh": head.place,
        "nam": str(on.year),
        "ky_hieu": symbol,
        "ma_ho_so": dossier.number or "",
        "ten_thu_tuc": dossier.version.name,
        "ma_thu_tuc": dossier.procedure.code,
        "truong_hop": dossier.case.name,
        "noi_dung": dossier.subject,
        "ngay_tiep_nhan": f"{received:%d/%m/%Y}" if received else "",
        **_of_owner(owner),
        "nguoi_nop": submitter.name if submitter else "",
        "nguoi_ky": signer.full_name if signer else "",
    }


def _of_owner(owner: Participant | None) -> dict[str, str]:
    if owner is None:
        return {"chu_ho_so": "", "so_dinh_danh": "", "ngay_sinh": "", "dia_chi": ""}
    return {
        "chu_ho_so": owner.name,
        "so_dinh_danh": owner.identity_value,
        "ngay_sinh": f"{owner.born_on:%d/%m/%Y}" if owner.born_on else "",
        "dia_chi": owner.address,
    }


def from_template(template: ResultTemplate, facts: Mapping[str, str], *, title: str) -> Draft:
    """Fill a template with the facts and set it as PDF/A, both stored.

    Takes seconds, so it stands before a transaction. Without LibreOffice the draft has no PDF. Raise
    ``drafting.TemplateUnfit``, ``documents.refusals.Refused``.
    """
    made = filled(template.file.digest, facts)
    docx = documents.store_made(made, kind=Kind.DOCX, pages=None, name=title)
    return Draft(title=title, symbol=template.symbol, docx=docx, pdf=_set(made, title))


def try_out(docx: Stored) -> None:
    """Fill a template with nothing, to know that it can be filled. Raise ``drafting.TemplateUnfit``."""
    filled(docx.digest, dict.fromkeys(NAMES, ""))


def from_file(stored: Stored, *, title: str, symbol: str) -> Draft:
    """A draft of a stored PDF, or of a stored DOCX and its PDF/A. Raise ``NotADraft``."""
    if stored.kind is Kind.PDF:
        return Draft(title=title, symbol=symbol, pdf=stored)
    if stored.kind is not Kind.DOCX:
        raise NotADraft
    content = store.content_of(stored.digest)
    return Draft(title=title, symbol=symbol, docx=stored, pdf=_set(content, title))


def filled(digest: str, facts: Mapping[str, str]) -> bytes:
    """Fill a kept template with facts, as DOCX. Raise ``drafting.TemplateUnfit``."""
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(store.content_of(digest))
        return drafting.fill(path, facts)


def _set(docx: bytes, title: str) -> Stored | None:
    """Set a DOCX as PDF/A and store it; it is looked at from outside like any file."""
    pdf = drafting.as_pdf(docx, fonts=typeset.FONTS)
    if pdf is None:
        return None
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "result.pdf"
        path.write_bytes(pdf)
        return documents.store_file(path, name=title)
