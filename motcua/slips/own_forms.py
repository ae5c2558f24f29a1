"""Mẫu đơn, tờ khai của thủ tục: the forms procedures prescribe, filled from a dossier to be read and signed.

The same templates as results (``documents.drafting``), with more facts of people. What a dossier does not say is
dots on the paper: the applicant writes it by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.base import clock, once
from motcua.catalog.models import Case, ProcedureVersion
from motcua.documents import actions as documents
from motcua.documents import drafting as filling
from motcua.documents.actions import Stored
from motcua.documents.kinds import Kind
from motcua.dossiers.models import DossierEvent, Participant, ParticipantRole
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.slips import drafting, letterhead, queries, typeset, wording
from motcua.slips.models import OwnForm

_DOTS = "…" * 12
#: Names of results that mean nothing on a paper of the applicant.
_OF_RESULTS = frozenset({"ky_hieu", "nguoi_ky"})
#: Where the dossier says nothing of these, nothing is missing.
_OPTIONAL = frozenset(
    {"co_quan_cap_tren", "truong_hop", "van_ban_uy_quyen", "cung_de_nghi", "giay_to_kem_theo"}
)
#: What a form may name, and what it stands for; shown beside the form.
NAMES: Mapping[str, Promise] = {
    **{name: words for name, words in drafting.NAMES.items() if name not in _OF_RESULTS},
    "kinh_gui": _("cơ quan ghi ở dòng Kính gửi"),
    "dien_thoai": _("số điện thoại chủ hồ sơ"),
    "thu_dien_tu": _("thư điện tử chủ hồ sơ"),
    "nguoi_nop_so_dinh_danh": _("số giấy tờ tùy thân, mã số của người nộp"),
    "nguoi_nop_ngay_sinh": _("ngày sinh người nộp"),
    "nguoi_nop_dia_chi": _("địa chỉ người nộp"),
    "nguoi_nop_dien_thoai": _("số điện thoại người nộp"),
    "nguoi_nop_thu_dien_tu": _("thư điện tử người nộp"),
    "van_ban_uy_quyen": _("văn bản ủy quyền; trống khi nộp cho chính mình"),
    "cung_de_nghi": _("người cùng đề nghị; trống khi không có"),
    "giay_to_kem_theo": _("giấy tờ nộp kèm, cách nhau bằng dấu chấm phẩy"),
    "so_bo": _("số bộ hồ sơ"),
    "ngay_lap": _("địa danh và ngày lập, ví dụ Chi Lăng, ngày 08 tháng 9 năm 2026"),
}
#: A person nobody is, for the sample.
_SAMPLE = {
    "ma_ho_so": "H37.00-260908-0001",
    "noi_dung": "Nội dung đề nghị",
    "ngay_tiep_nhan": "08/09/2026",
    "chu_ho_so": "Nguyễn Văn A",
    "so_dinh_danh": "001000000000",
    "ngay_sinh": "01/01/1990",
    "dia_chi": "Thôn 1, xã A, tỉnh B",
    "dien_thoai": "0900 000 000",
    "thu_dien_tu": "a@vi-du.example",
    "nguoi_nop": "Trần Thị B",
    "nguoi_nop_so_dinh_danh": "001000000001",
    "nguoi_nop_ngay_sinh": "02/02/1992",
    "nguoi_nop_dia_chi": "Thôn 2, xã A, tỉnh B",
    "nguoi_nop_dien_thoai": "0900 000 001",
    "nguoi_nop_thu_dien_tu": "b@vi-du.example",
    "van_ban_uy_quyen": "Văn bản ủy quyền số 01/2026",
    "cung_de_nghi": "Lê Văn C",
    "giay_to_kem_theo": "Giấy tờ thứ nhất (bản chính); giấy tờ thứ hai (bản sao)",
    "so_bo": "01",
}


class AlreadyEnded(Exception):
    """The form was withdrawn, or replaced by another, meanwhile."""


class NotAForm(Exception):
    """A form is uploaded as DOCX, the only kind that has places to fill."""


@dataclass(frozen=True)
class Printed:
    """A filled form: as PDF, or as DOCX where LibreOffice is absent."""

    content: bytes
    kind: Kind


@once.joined
def add(
    *,
    agency: Agency,
    version: ProcedureVersion,
    case: Case | None,
    name: str,
    docx: Stored,
    by: Account,
    at: datetime,
) -> OwnForm:
    """Keep a form, not printed yet."""
    return OwnForm.objects.create(
        agency=agency,
        version=version,
        case=case,
        name=name,
        file=documents.keep_file(docx, at=at),
        made_by=by,
        made_at=at,
    )


@once.joined
def publish(*, form_id: int, by: Account, at: datetime) -> OwnForm:
    """Print a form from now on, in place of the one before it. Raise ``AlreadyEnded``."""
    form = _held(form_id)
    if form.published_at is None:
        before = OwnForm.objects.filter(agency=form.agency_id, version=form.version_id)
        standing = before.filter(case=form.case_id, ended_at=None).exclude(published_at=None)
        standing.update(ended_at=at)
        form.published_by, form.published_at = by, at
        form.save(update_fields=["published_by", "published_at"])
    return form


@once.joined
def end(*, form_id: int, at: datetime) -> OwnForm:
    """Print a form no more. Raise ``AlreadyEnded``."""
    form = _held(form_id)
    form.ended_at = at
    form.save(update_fields=["ended_at"])
    return form


def _held(form_id: int) -> OwnForm:
    agency_id = OwnForm.objects.values_list("agency", flat=True).get(pk=form_id)
    # Of two who publish for one agency at once, one waits and finds the other's form.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency_id)
    form = OwnForm.objects.select_for_update().get(pk=form_id)
    if form.ended_at is not None:
        raise AlreadyEnded(form_id)
    return form


def of_version(version: ProcedureVersion, agency: Agency, on: date) -> list[OwnForm]:
    """Return the forms of a version that serve an agency or wait to, its own and those from above, the nearest first."""
    near = {one.pk: place for place, one in enumerate(_upwards(agency, on))}
    rows = OwnForm.objects.filter(version=version, agency__in=near, ended_at=None)
    found = rows.select_related("agency", "case", "made_by", "file")
    return sorted(found, key=lambda form: (near[form.agency_id], form.case_id or 0, form.pk))


def serving(received: DossierEvent) -> OwnForm | None:
    """Return the form an applicant signs: of the nearest agency, its form of the case first; None without one."""
    on = received.occurred_on
    dossier = received.dossier
    near = [*_upwards(dossier.agency, on), *_upwards(dossier.taken_in_at, on)]
    places = {one.pk: place for place, one in reversed(list(enumerate(near)))}
    rows = OwnForm.objects.filter(version=received.version_id, agency__in=places, ended_at=None)
    found = rows.exclude(published_at=None).select_related("file")
    fitting = [form for form in found if form.case_id in (None, received.case_id)]
    return min(
        fitting, key=lambda form: (places[form.agency_id], form.case_id is None), default=None
    )


def _upwards(agency: Agency, on: date) -> Iterator[Agency]:
    here: Agency | None = agency
    while here is not None:
        yield here
        here = organizations.parent_on(here.pk, on)


def printed(form: OwnForm, received: DossierEvent, *, at: datetime) -> Printed:
    """Fill a form with the facts of a dossier. Takes seconds. Raise ``TemplateUnfit``."""
    return _set(drafting.filled(form.file.digest, _facts(received, at)))


def sample(form: OwnForm, *, at: datetime) -> Printed:
    """Fill a form with a person nobody is. Takes seconds. Raise ``TemplateUnfit``."""
    version, case, agency = form.version, form.case, form.agency
    head = letterhead.of(agency, agency, clock.local(at).date())
    facts = dict.fromkeys(NAMES, _DOTS) | _SAMPLE
    facts |= {
        "co_quan": head.office,
        "kinh_gui": agency.name,
        "co_quan_cap_tren": head.superior,
        "dia_danh": head.place,
        "nam": str(clock.local(at).year),
        "ten_thu_tuc": version.name,
        "ma_thu_tuc": version.procedure.code,
        "truong_hop": case.name if case else "",
        "ngay_lap": wording.place_and_date(head.place, clock.local(at)),
    }
    return _set(drafting.filled(form.file.digest, facts))


def try_out(docx: Stored) -> None:
    """Fill a form with nothing and with everything, to know that it can be. Raise ``TemplateUnfit``, ``NotAForm``."""
    if docx.kind is not Kind.DOCX:
        raise NotAForm
    for facts in (dict.fromkeys(NAMES, ""), dict.fromkeys(NAMES, _DOTS) | _SAMPLE):
        drafting.filled(docx.digest, facts)


def _facts(received: DossierEvent, at: datetime) -> dict[str, str]:
    """Return every fact a form may name, dots where the dossier says nothing it should."""
    dossier, said = received.dossier, queries.facts(received)
    people = {row.role: row for row in dossier.participants.all()}
    owner = people.get(ParticipantRole.OWNER)
    general = drafting.facts_of(dossier, symbol="", signer=None, on=clock.local(at).date())
    facts = {
        **{name: value for name, value in general.items() if name not in _OF_RESULTS},
        **_of_people(owner, people.get(ParticipantRole.SUBMITTER, owner)),
        "kinh_gui": received.to_agency.name,
        "van_ban_uy_quyen": said.authority,
        "cung_de_nghi": said.co_applicants,
        "giay_to_kem_theo": "; ".join(
            f"{row['name']} ({row['form']})" for row in wording.paper_rows(said.papers)
        ),
        "so_bo": f"{said.copies_of_dossier:02d}",
        "ngay_lap": wording.place_and_date(said.place, clock.local(at)),
    }
    if facts["truong_hop"] == facts["ten_thu_tuc"]:
        facts["truong_hop"] = ""
    return {name: value or ("" if name in _OPTIONAL else _DOTS) for name, value in facts.items()}


def _of_people(owner: Participant | None, submitter: Participant | None) -> dict[str, str]:
    return {
        "dien_thoai": owner.phone if owner else "",
        "thu_dien_tu": owner.email if owner else "",
        "nguoi_nop_so_dinh_danh": submitter.identity_value if submitter else "",
        "nguoi_nop_ngay_sinh": _day(submitter),
        "nguoi_nop_dia_chi": submitter.address if submitter else "",
        "nguoi_nop_dien_thoai": submitter.phone if submitter else "",
        "nguoi_nop_thu_dien_tu": submitter.email if submitter else "",
    }


def _day(someone: Participant | None) -> str:
    return f"{someone.born_on:%d/%m/%Y}" if someone and someone.born_on else ""


def _set(docx: bytes) -> Printed:
    pdf = filling.as_pdf(docx, fonts=typeset.FONTS)
    return Printed(docx, Kind.DOCX) if pdf is None else Printed(pdf, Kind.PDF)
