"""The facts of a dossier that a template of a result may name, each in the words a paper uses.

The names are Vietnamese because people who write templates type them: ``{{ chu_ho_so }}``.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.dossiers.models import Dossier, Participant, ParticipantRole
from motcua.people.models import Account
from motcua.slips import letterhead

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
