"""Rà soát số liệu báo cáo: reports dropped on a page are checked and shown beside what was found.

Nothing is stored: files live as long as the request, and what can be downloaded travels in the page.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.checking import check, reading
from motcua.checking.document import Document
from motcua.checking.findings import Checked, Severity
from motcua.checking.showing import commented, note, page, web_page, words
from motcua.organizations import queries
from motcua.organizations.access import Posting
from motcua.organizations.models import Role
from motcua.web.shared import guard

_MEGABYTE = 1024**2
MOST_FILES, MOST_MEGABYTES, MOST_MEGABYTES_TOGETHER = 10, 20, 40
#: Seconds the programs that convert and recognise may take together in one request.
PATIENCE = 12
#: Browsers refuse to save an address much longer than this; a longer copy is set from its text.
_LONGEST_ADDRESS = _MEGABYTE
#: The time a copy takes grows with the square of its comments: so many take half a second.
MOST_COMMENTED = 300
#: Checking takes a millisecond a line: so many, some three hundred pages, is what a request may take.
MOST_LINES = 10_000
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = ".txt,.md,.tsv,.csv,.doc,.docx,.xls,.xlsx,.pdf"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReportsField(forms.FileField):
    """One or more reports; its clean value is a list of files."""

    widget = _Files(attrs={"multiple": True, "accept": _KINDS})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401 - Django's own
        """Hold number and sizes against the bounds; which kind each is, its content tells later."""
        del initial
        files = [file for file in data or [] if file]
        if not files:
            raise forms.ValidationError(_("Hãy chọn ít nhất một báo cáo để rà soát."))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Mỗi lần rà soát được nhiều nhất %(most)s tệp. Ông/bà đã chọn %(count)s tệp.")
                % {"most": MOST_FILES, "count": len(files)}
            )
        for file in files:
            _hold_size(file)
        if sum(file.size or 0 for file in files) > MOST_MEGABYTES_TOGETHER * _MEGABYTE:
            raise forms.ValidationError(
                _("Các tệp cộng lại lớn hơn %(most)s MB. Hãy rà soát làm nhiều lần.")
                % {"most": MOST_MEGABYTES_TOGETHER}
            )
        return files


class OneReportField(forms.FileField):
    """A report to compare with."""

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:  # noqa: ANN401 - Django's own
        """Hold its size against the bound."""
        del initial
        if isinstance(data, UploadedFile):
            _hold_size(data)
            return data
        return None


class ReportsForm(forms.Form):
    """What is to be checked, and with what it is to agree."""

    tep = ReportsField(
        label=gettext_lazy("Báo cáo cần rà soát"),
        help_text=gettext_lazy(
            "Kéo tệp thả vào khung, hoặc bấm để chọn. Nhận DOCX, PDF, XLSX, văn bản; "
            "chọn nhiều tệp để đối chiếu với nhau."
        ),
    )
    doi_chieu = OneReportField(
        label=gettext_lazy("Đối chiếu với báo cáo kỳ trước hoặc biểu của đơn vị"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": _KINDS}),
    )


@dataclass(frozen=True)
class Told:
    """One report as the page shows it; the copy with comments is an address that holds it whole."""

    report: page.ShownReport
    sides: SafeString
    copy_address: str
    copy_name: str
    counts: list[tuple[str, str, int]]


_TONES = {Severity.ERROR: "is-late", Severity.WARNING: "is-near", Severity.INFO: "is-waiting"}


@guard.allow(Role.LEADER, Role.CONTROLLER, Role.OFFICER)
@never_cache
@require_http_methods(["GET", "POST"])
def check_report(request: guard.OfficerRequest) -> HttpResponse:
    """Ask for reports; show each one beside its findings."""
    sent = request.method == "POST"
    form = ReportsForm(request.POST, request.FILES) if sent else ReportsForm()
    shown: dict[str, object] = {"form": form}
    if sent and form.is_valid():
        with reading.no_longer_than(PATIENCE):
            shown |= _results(request, form.cleaned_data["tep"], form.cleaned_data["doi_chieu"])
    status = 400 if form.errors else 200
    return render(request, "workspace/check_report.html", shown, status=status)


def _results(
    request: guard.OfficerRequest, files: Sequence[UploadedFile], against: UploadedFile | None
) -> dict[str, object]:
    refused: list[str] = []
    previous = _read(against, refused) if against else None
    read = [(file, document) for file in files if (document := _read(file, refused))]
    documents = [document for _file, document in read]
    results = _checked(documents, previous)
    told = [
        _told(number, file, document, checked)
        for number, ((file, document), checked) in enumerate(zip(read, results, strict=True), 1)
    ]
    head = _letterhead(request.desk)
    return {
        "refused": refused,
        "told": told,
        "note_address": _address(note.note(results, head)) if results else "",
    }


def _letterhead(desk: Posting) -> note.Letterhead:
    upper = queries.parent_on(desk.agency_id, clock.today())
    return note.Letterhead(upper=upper.name if upper else "", sender=desk.agency_name)


def _checked(documents: Sequence[Document], previous: Document | None) -> tuple[Checked, ...]:
    if len(documents) == 1 or previous:
        return tuple(check.check(document, previous) for document in documents)
    return check.check_many(documents)


def _read(file: UploadedFile, refused: list[str]) -> Document | None:
    name = file.name or _("không tên")
    try:
        document = reading.read(file.read(), name)
    except reading.Unreadable as bad:
        refused.append(words.of_file(name, str(bad)))
        return None
    if len(document.lines) > MOST_LINES:
        told = _("Báo cáo quá dài để rà soát trên trang này. Hãy dùng lệnh motcua check-report.")
        refused.append(words.of_file(name, told))
        return None
    return document


def _told(number: int, file: UploadedFile, document: Document, checked: Checked) -> Told:
    report = page.shown(document, checked, number)
    stem = document.file.rsplit(".", 1)[0]
    return Told(
        report=report,
        sides=mark_safe(web_page.beside(report)),  # noqa: S308 - escaped where it is put together
        copy_address=_copy(file, document, checked),
        copy_name=f"{stem} - ghi chú.docx",
        counts=[(_TONES[one], name, count) for one, name, count in report.counts],
    )


def _copy(file: UploadedFile, document: Document, checked: Checked) -> str:
    """The address that holds the copy with comments; "" where it would be too much for a page."""
    if len(checked.findings) > MOST_COMMENTED:
        return ""
    file.seek(0)
    copy = _address(commented.commented(document, checked, file.read()))
    if len(copy) > _LONGEST_ADDRESS:
        copy = _address(commented.commented(document, checked))
    return copy if len(copy) <= _LONGEST_ADDRESS else ""


def _address(content: bytes) -> str:
    return f"data:{_DOCX};base64,{base64.b64encode(content).decode()}"


def _hold_size(file: UploadedFile) -> None:
    size = file.size or 0
    if size == 0:
        raise forms.ValidationError(
            _("Tệp “%(name)s” không có nội dung. Hãy mở tệp để xem lại rồi chọn tệp khác.")
            % {"name": file.name}
        )
    if size > MOST_MEGABYTES * _MEGABYTE:
        raise forms.ValidationError(
            _(
                "Tệp “%(name)s” lớn %(size)s MB; mỗi tệp nhiều nhất %(most)s MB. "
                "Hãy bớt ảnh trong tệp hoặc lưu riêng phần số liệu."
            )
            % {"name": file.name, "size": -(-size // _MEGABYTE), "most": MOST_MEGABYTES}
        )


routes = [path("ra-soat/", check_report, name="check_report")]
