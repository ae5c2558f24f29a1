"""Looking a dossier up: its number and a second factor, then state, dates and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.dossiers import queries
from motcua.dossiers.queries import TrackedDossier
from motcua.dossiers.queries.concluding import Word
from motcua.organizations import queries as organizations
from motcua.rules import deadline
from motcua.rules.codes import PENDING, WAITING, Act, Outcome, Status, TimeUnit
from motcua.web.portal import tries
from motcua.web.shared import guard, time_left, wording

_NO_MATCH = 404
_TOO_OFTEN = 429
_BAD_FORM = 422


class TrackForm(forms.Form):
    """The number of the dossier and the second factor."""

    so = forms.CharField(
        label=gettext_lazy("Mã hồ sơ"),
        max_length=60,
        help_text=gettext_lazy("Ghi ở phần đầu giấy tiếp nhận hồ sơ và hẹn trả kết quả."),
        error_messages={
            "required": gettext_lazy("Nhập mã hồ sơ ghi trên giấy tiếp nhận."),
            "max_length": gettext_lazy("Mã hồ sơ không dài quá 60 ký tự. Xin kiểm tra lại."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    ma = forms.CharField(
        label=gettext_lazy("5 chữ số cuối số định danh, hoặc mã tra cứu"),
        max_length=12,
        help_text=gettext_lazy(
            "Số định danh (căn cước) của chủ hồ sơ; hoặc mã tra cứu in cạnh mã QR trên giấy tiếp nhận."
        ),
        error_messages={
            "required": gettext_lazy(
                "Nhập 5 chữ số cuối số định danh của chủ hồ sơ, hoặc mã tra cứu trên giấy tiếp nhận."
            ),
            "max_length": gettext_lazy("Chỉ nhập 5 chữ số cuối, hoặc mã tra cứu trên giấy."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


@dataclass(frozen=True)
class Told:
    """A line of the history as the citizen reads it."""

    at: datetime
    words: str
    tone: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


@guard.public
@never_cache
@sensitive_post_parameters("ma")
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and factor; show the dossier when both fit."""
    if request.method == "GET":
        return _form(request, TrackForm(initial={"so": request.GET.get("so", "")[:60]}))
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=_BAD_FORM)
    at = clock.now()
    try:
        attempt = tries.begin(request=request, number=form.cleaned_data["so"], at=at)
    except tries.TooOften:
        return render(request, "portal/too_often.html", status=_TOO_OFTEN)
    dossier = queries.track(form.cleaned_data["so"], form.cleaned_data["ma"])
    if dossier is None:
        form.add_error(
            None,
            _(
                "Không có hồ sơ nào khớp với mã hồ sơ và chữ số đã nhập. Xin xem lại từng ký tự "
                "trên giấy tiếp nhận; chữ O và số 0, chữ I và số 1 dễ nhầm."
            ),
        )
        return _form(request, form, status=_NO_MATCH)
    tries.succeed(attempt)
    return render(request, "portal/tracked.html", _shown(dossier, at))


def _form(request: HttpRequest, form: TrackForm, *, status: int = 200) -> HttpResponse:
    return render(request, "portal/track.html", {"form": form}, status=status)


def _shown(dossier: TrackedDossier, now: datetime) -> dict[str, Any]:
    status = Status(dossier.status)
    remaining = _remaining(dossier, now) if status in PENDING - WAITING else None
    late = remaining is not None and remaining.overdue
    return {
        "dossier": dossier,
        "status": status,
        "left": time_left.of(status=status, remaining=remaining),
        "late": late,
        "next": _next(dossier, status),
        "history": _history(dossier, status),
        "now": now,
    }


def _remaining(dossier: TrackedDossier, now: datetime) -> deadline.Remaining | None:
    if dossier.due_at is None:
        return None
    return deadline.remaining(
        now=now,
        due_at=dossier.due_at,
        calendar=organizations.working_calendar(dossier.agency_id),
        limit_unit=TimeUnit(dossier.limit_unit),
    )


#: What the citizen does now, or does not have to do.
_NEXT: dict[Status, Callable[[], str]] = {
    Status.SUBMITTED: lambda: _(
        "Cơ quan đang kiểm tra hồ sơ nộp trực tuyến, trong 08 giờ làm việc. Ông/bà chưa phải làm gì."
    ),
    Status.RETURNED_TO_FILER: lambda: _(
        "Hồ sơ chưa đủ để tiếp nhận. Xin bổ sung theo thông báo đã gửi đến ông/bà rồi nộp lại."
    ),
    Status.REFUSED: lambda: _(
        "Hồ sơ không được tiếp nhận; lý do ghi trong phiếu từ chối. Ông/bà có thể đến quầy để được hướng dẫn."
    ),
    Status.RECEIVED: lambda: _(
        "Hồ sơ đã được tiếp nhận và chuyển đến bộ phận giải quyết. Ông/bà chưa phải làm gì."
    ),
    Status.IN_PROGRESS: lambda: _("Hồ sơ đang được giải quyết. Ông/bà chưa phải làm gì."),
    Status.AWAITING_SUPPLEMENT: lambda: _(
        "Xin nộp giấy tờ bổ sung theo phiếu yêu cầu đã gửi đến ông/bà, tại nơi tiếp nhận hoặc trực tuyến. "
        "Thời gian chờ bổ sung không tính vào thời hạn giải quyết."
    ),
    Status.AWAITING_PAYMENT: lambda: _(
        "Xin thực hiện nghĩa vụ tài chính theo thông báo. Hồ sơ được giải quyết tiếp sau khi nộp đủ."
    ),
    Status.PAUSED: lambda: _(
        "Việc giải quyết tạm dừng theo quy định của pháp luật; cơ quan sẽ báo khi tiếp tục. Ông/bà chưa phải làm gì."
    ),
    Status.WITHDRAWN: lambda: _(
        "Hồ sơ đã được rút theo yêu cầu của người nộp. Không còn việc phải làm."
    ),
    Status.STOPPED: lambda: _(
        "Cơ quan đã dừng giải quyết hồ sơ; lý do ghi trong thông báo đã gửi đến ông/bà."
    ),
    Status.RETURNED: lambda: _("Kết quả đã được trả. Không còn việc phải làm."),
}


def _next(dossier: TrackedDossier, status: Status) -> str:
    if status is not Status.DECIDED:
        return _NEXT[status]()
    if dossier.outcome == Outcome.DENIED:
        words = _(
            "Hồ sơ không được chấp thuận; lý do ghi trong văn bản trả lời. Mời ông/bà đến %(place)s để nhận lại hồ sơ."
        )
    else:
        words = _(
            "Kết quả đã có. Mời ông/bà đến %(place)s nhận kết quả; mang theo giấy tiếp nhận và giấy tờ tùy thân."
        )
    return wording.filled(words, place=dossier.return_at)


#: Each step in a sentence.
_SENTENCE: dict[Act, Callable[[], str]] = {
    Act.SUBMIT: lambda: _("Hồ sơ được nộp trực tuyến."),
    Act.RETURN_TO_FILER: lambda: _("Cơ quan đề nghị người nộp bổ sung trước khi tiếp nhận."),
    Act.RESUBMIT: lambda: _("Người nộp đã bổ sung và nộp lại."),
    Act.REFUSE: lambda: _("Hồ sơ không được tiếp nhận."),
    Act.RECEIVE: lambda: _("Hồ sơ được tiếp nhận."),
    Act.CARRY_IN: lambda: _("Hồ sơ được chuyển vào hệ thống, giữ nguyên ngày tiếp nhận."),
    Act.ACCEPT_HAND_OVER: lambda: _("Bộ phận giải quyết đã nhận hồ sơ."),
    Act.REQUEST_SUPPLEMENT: lambda: _("Cơ quan yêu cầu bổ sung hồ sơ; thời hạn tạm dừng."),
    Act.SUPPLEMENT: lambda: _("Giấy tờ bổ sung đã được nhận; thời hạn chạy tiếp."),
    Act.PAUSE: lambda: _("Việc giải quyết tạm dừng."),
    Act.RESUME: lambda: _("Việc giải quyết được tiếp tục."),
    Act.APOLOGISE: lambda: _("Cơ quan xin lỗi và hẹn lại ngày trả kết quả."),
    Act.RESET_DUE: lambda: _("Hạn trả kết quả được đặt lại theo quyết định chung."),
    Act.DECIDE: lambda: _("Cơ quan đã giải quyết xong."),
    Act.WITHDRAW: lambda: _("Người nộp rút hồ sơ."),
    Act.STOP: lambda: _("Cơ quan dừng giải quyết hồ sơ."),
    Act.RETURN_RESULT: lambda: _("Kết quả đã được trả."),
    Act.TRANSFER: lambda: _("Hồ sơ được chuyển đến cơ quan khác giải quyết."),
}


def _history(dossier: TrackedDossier, status: Status) -> list[Told]:
    told = [Told(step.at, _SENTENCE[step.act]()) for step in dossier.steps]
    told += [Told(word.at, _by_source(word)) for word in dossier.outside]
    told.sort(key=lambda one: one.at)
    if told:
        told[-1] = Told(
            told[-1].at, told[-1].words, tone="stopped now" if status in WAITING else "now"
        )
    expected = dossier.promised_at or dossier.due_at
    if status in PENDING - WAITING and expected is not None:
        words = _("Hẹn trả kết quả: %(day)s.") % {"day": wording.long_day(expected)}
        told.append(Told(expected, words, tone="ahead"))
    return told


def _by_source(word: Word) -> str:
    """What another system says, as what it is: its word, not ours."""
    told = {"number": word.number, "said": word.said}
    if word.system:
        words = _("Theo hệ thống %(system)s (hồ sơ số %(number)s): %(said)s")
        return wording.filled(words, system=word.system, **told)
    return wording.filled(_("Theo phần mềm của bộ, ngành (hồ sơ số %(number)s): %(said)s"), **told)


routes = [path("tra-cuu/", track, name="track")]
