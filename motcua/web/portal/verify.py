"""Kiểm tra văn bản ký số: a file dropped on the page, and who signed it, when, and whether it is still whole.

Nothing is kept: the file lives as long as the request, and its name stands in no log.
"""

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, uploads
from motcua.documents import store
from motcua.documents.signing import apart
from motcua.documents.signing.inspection import Change, NotReadable, Signature, TooMany, Trust
from motcua.dossiers.models import ResultState, ResultVersion
from motcua.dossiers.queries import results
from motcua.reporting.signing import queries as reports
from motcua.rules import certification, registers
from motcua.web.shared import guard, wording

MOST_MEGABYTES = 20
_MEGABYTE = 1024**2
#: Each file is read by a program of its own; this process starts so many at a time.
AT_ONCE = 2
_BAD_FORM, _BUSY = 422, 503
_places = threading.BoundedSemaphore(AT_ONCE)


class VerifyForm(forms.Form):
    """The file to look at."""

    tep = forms.FileField(
        label=gettext_lazy("Văn bản cần kiểm tra"),
        help_text=gettext_lazy("Tệp PDF, không quá 20 MB. Tệp không được lưu lại."),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp PDF cần kiểm tra."),
            "empty": gettext_lazy("Tệp này không có nội dung. Hãy chọn tệp khác."),
            "invalid": gettext_lazy("Hãy chọn tệp PDF cần kiểm tra."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_tep(self) -> TemporaryUploadedFile:
        """Hold the size against the bound."""
        file: TemporaryUploadedFile = self.cleaned_data["tep"]
        if (file.size or 0) > MOST_MEGABYTES * _MEGABYTE:
            raise forms.ValidationError(
                _(
                    "Tệp lớn hơn %(most)s MB nên trang này không nhận. Hãy kiểm tra bằng phần mềm đọc PDF."
                )
                % {"most": MOST_MEGABYTES}
            )
        return file


@dataclass(frozen=True)
class Verdict:
    """The answer to the one question of the page."""

    tone: str
    icon: str
    title: str
    words: str


@dataclass(frozen=True)
class Told:
    """One signature in words."""

    signature: Signature
    serial: str
    icon: str
    content: str
    when: str
    certificate: str
    revocation: str


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A paper an agency has issued: a result, a certified copy, a report."""

    number: str
    dated_on: date
    agency: str
    pages: int
    digest: str
    is_replaced: bool
    is_certified: bool = False
    is_report: bool = False


@guard.public
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file; tell what its signatures say."""
    if request.method == "GET":
        return _form(request, VerifyForm())
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=_BAD_FORM)
    if not _places.acquire(blocking=False):
        form.add_error(None, _("Đang có nhiều người kiểm tra cùng lúc. Xin thử lại sau ít phút."))
        return _form(request, form, status=_BUSY)
    try:
        return _answer(request, form, clock.now())
    finally:
        _places.release()


@guard.public
@never_cache
@require_GET
def issued(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what stands behind the QR of a paper of ours: number, date, agency, and its signatures today.

    Nothing of the person it was issued to.
    """
    paper = _result(code) or _report(code)
    if paper is None:
        raise Http404
    if not _places.acquire(blocking=False):
        return render(request, "portal/issued.html", {"busy": True}, status=_BUSY)
    at = clock.now()
    try:
        found = _signatures_of(paper.digest, at)
    finally:
        _places.release()
    shown = {
        "paper": paper,
        "verdict": _verdict(found),
        "told": [_told(one) for one in found],
        "digest": _in_fours(paper.digest),
        "now": at,
    }
    return render(request, "portal/issued.html", shown)


def _result(code: str) -> Issued | None:
    """The result of a dossier behind a QR."""
    version = results.issued_by_code(code)
    if version is None or version.signed is None:
        return None
    return Issued(
        number=_number(version),
        dated_on=version.entry.dated_on,
        agency=version.dossier.agency.name,
        pages=version.signed.pages or 0,
        digest=version.signed.digest,
        is_replaced=version.state == ResultState.REPLACED,
        is_certified=bool(version.piece),
    )


def _report(code: str) -> Issued | None:
    """The report of an agency behind a QR; returned or filed again, it no longer counts."""
    paper = reports.issued_by_code(code)
    if paper is None or paper.signed is None or paper.entry is None:
        return None
    return Issued(
        number=registers.text(paper.entry.first, paper.entry.symbol),
        dated_on=paper.entry.dated_on,
        agency=paper.agency.name,
        pages=paper.signed.pages or 0,
        digest=paper.signed.digest,
        is_replaced=bool(reports.superseded([paper])),
        is_report=True,
    )


def _number(version: ResultVersion) -> str:
    if version.piece:
        return certification.number_text(version.entry.first, version.entry.dated_on)
    return registers.text(version.entry.first, version.symbol)


def _signatures_of(digest: str, at: datetime) -> tuple[Signature, ...]:
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "result.pdf"
        path.write_bytes(store.content_of(digest))
        return apart.inspect(path, roots=settings.TRUST_FOLDER, at=at)


def _answer(request: HttpRequest, form: VerifyForm, at: datetime) -> HttpResponse:
    file: TemporaryUploadedFile = form.cleaned_data["tep"]
    try:
        found = apart.inspect(Path(file.temporary_file_path()), roots=settings.TRUST_FOLDER, at=at)
    except TooMany:
        form.add_error("tep", _("Tệp có quá nhiều chữ ký số nên trang này không kiểm tra được."))
        return _form(request, form, status=_BAD_FORM)
    except NotReadable:
        form.add_error("tep", _unreadable())
        return _form(request, form, status=_BAD_FORM)
    told = [_told(one) for one in found]
    shown = {"verdict": _verdict(found), "told": told, "file": file.name, "now": at}
    return render(request, "portal/verified.html", shown)


def _form(request: HttpRequest, form: VerifyForm, *, status: int = 200) -> HttpResponse:
    return render(request, "portal/verify.html", {"form": form}, status=status)


def _unreadable() -> str:
    return _(
        "Không đọc được tệp này: đây không phải tệp PDF, tệp bị hỏng hoặc được đặt mật khẩu. "
        "Hãy tải lại tệp từ nơi đã nhận rồi thử lại."
    )


def _verdict(found: Sequence[Signature]) -> Verdict:
    if not found:
        return Verdict(
            "care",
            "notice",
            _("Tệp này không có chữ ký số"),
            _(
                "Bản in, bản chụp hoặc bản lưu lại từ phần mềm khác không mang theo chữ ký số. "
                "Hãy kiểm tra đúng tệp đã nhận từ cơ quan."
            ),
        )
    if not all(one.is_intact for one in found):
        return Verdict(
            "bad",
            "late",
            _("Văn bản đã bị thay đổi sau khi ký"),
            _("Không dùng tệp này. Hãy đề nghị cơ quan đã ký cung cấp lại văn bản."),
        )
    if not all(one.is_sound for one in found):
        return Verdict(
            "care",
            "near",
            _("Văn bản còn nguyên vẹn, nhưng chưa xác nhận được người ký"),
            _("Nội dung không bị thay đổi. Hãy hỏi cơ quan ghi trên văn bản trước khi sử dụng."),
        )
    return Verdict(
        "good",
        "in-time",
        _("Văn bản còn nguyên vẹn, chữ ký số hợp lệ"),
        _("Nội dung đúng như lúc ký, và người ký được cơ quan cấp chứng thư xác nhận."),
    )


_CONTENT: dict[Change, Callable[[], str]] = {
    Change.NONE: lambda: _("Đúng như lúc ký; sau đó không có gì được thêm vào tệp."),
    Change.ADDED: lambda: _(
        "Đúng như lúc ký; sau đó chỉ thêm chữ ký khác hoặc bằng chứng kèm theo chữ ký."
    ),
    Change.AFTERWARDS: lambda: _("Sau khi ký, nội dung khác đã được thêm hoặc sửa trong tệp."),
    Change.BROKEN: lambda: _("Chữ ký không khớp với nội dung: phần đã ký bị thay đổi."),
}

_CERTIFICATE: dict[Trust, Callable[[], str]] = {
    Trust.TRUSTED: lambda: _("Có hiệu lực lúc %(moment)s."),
    Trust.UNKNOWN: lambda: _(
        "Do tổ chức mà trang này không biết cấp; chưa xác nhận được tên người ký."
    ),
    Trust.EXPIRED: lambda: _("Hết hạn trước %(moment)s, thời điểm được dùng để kiểm tra."),
    Trust.NOT_YET: lambda: _("Chưa có hiệu lực lúc %(moment)s."),
    Trust.REVOKED: lambda: _("Đã bị thu hồi; không dùng văn bản này khi chưa hỏi cơ quan đã ký."),
    Trust.UNFIT: lambda: _(
        "Không dùng để ký văn bản, hoặc ký bằng cách không còn bảo đảm an toàn."
    ),
}


def _told(one: Signature) -> Told:
    icon = "in-time" if one.is_sound else "near" if one.is_intact else "late"
    words = _CERTIFICATE[one.trust]() if one.trust in _CERTIFICATE else ""
    if "%(moment)s" in words:
        words %= {"moment": wording.moment(one.judged_at)}
    return Told(
        one,
        _in_fours(one.holder.serial),
        icon,
        _CONTENT[one.change](),
        _when(one),
        words,
        _revocation(one),
    )


def _in_fours(digits: str) -> str:
    """A long number as one reads it aloud; a narrow page can break it."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _when(one: Signature) -> str:
    if one.stamped_at:
        return _("%(moment)s, theo dấu thời gian của bên thứ ba.") % {
            "moment": wording.moment(one.stamped_at)
        }
    if one.claimed_at:
        return _("%(moment)s, theo máy của người ký; không có bên thứ ba xác nhận.") % {
            "moment": wording.moment(one.claimed_at)
        }
    return _("Tệp không ghi thời gian ký.")


def _revocation(one: Signature) -> str:
    """Said of a good certificate alone: of the others enough is said."""
    if one.trust is not Trust.TRUSTED:
        return ""
    if one.revocation_known:
        return _("Tệp kèm bằng chứng là chứng thư chưa bị thu hồi.")
    return _("Tệp không kèm bằng chứng về việc thu hồi chứng thư.")


routes = [
    path("kiem-tra-van-ban/", verify, name="verify"),
    path("kiem-tra-van-ban/<str:code>/", issued, name="issued"),
]
