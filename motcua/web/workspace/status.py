"""Tình trạng hệ thống: whether the books, the backups, the queue and the disk are well; what got stuck."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

import motcua
from motcua.base import backlog, clock, queue, upkeep
from motcua.dossiers.models import Closing, DaySeal, DossierEvent
from motcua.exchange.models import Message, MessageState
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, asked

#: A daily duty older than this was left out.
LEFT_OUT = timedelta(days=2)
#: Reminders run every few minutes; a silence this long is told.
_SILENT = timedelta(hours=2)
SHOWN = 50
_GIGABYTE = 1024**3
_LITTLE_SPACE, _NO_SPACE = 0.15, 0.05
_MANY_WAITING = 1000

#: What each task does, in the words of the page; one that is not here is shown by its name.
TASKS: dict[str, str | Promise] = {
    "jobs.react": gettext_lazy("Các việc kéo theo một thao tác"),
    "jobs.react_day": gettext_lazy("Các việc kéo theo của một ngày đã qua"),
    "jobs.keep_slip": gettext_lazy("Lưu phiếu đã cấp"),
    "jobs.take_in_submission": gettext_lazy("Nhận hồ sơ nộp trực tuyến"),
    "jobs.remind": gettext_lazy("Nhắc việc đến hạn"),
    "jobs.write_mornings": gettext_lazy("Gửi Trang buổi sáng"),
    "jobs.send_mail": gettext_lazy("Gửi thư điện tử"),
    "jobs.seal_days": gettext_lazy("Niêm phong ngày"),
    "jobs.verify": gettext_lazy("Đối soát sổ hồ sơ"),
    "jobs.backup": gettext_lazy("Sao lưu"),
    "jobs.forget_keys": gettext_lazy("Dọn khóa biểu mẫu cũ"),
    "jobs.pick_up_stalled": gettext_lazy("Chạy lại việc bị ngắt"),
}
#: What each system is called on the page.
INTERFACES: dict[str, str | Promise] = {
    "national_portal": gettext_lazy("Cổng Dịch vụ công quốc gia"),
    "mail": gettext_lazy("Thư điện tử"),
}
#: Which task tries a message of a system again.
_TRIED_BY = {"national_portal": "jobs.take_in_submission", "mail": "jobs.send_mail"}


@dataclass(frozen=True)
class Condition:
    """One line: what it is about, how it stands in words, and the tone of the words."""

    name: str
    tone: str
    words: str
    detail: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Failed:
    """A job that failed for good."""

    job_id: int
    name: str
    at: datetime | None
    attempts: int


@dataclass(frozen=True)
class Stuck:
    """A message nothing could come of yet."""

    message_id: int
    interface: str
    key: str
    at: datetime | None
    problem: str


@guard.allow(Role.ADMIN)
@require_GET
def system(request: guard.OfficerRequest) -> HttpResponse:
    """Show how the installation stands."""
    at = clock.now()
    conditions = _conditions(at)
    shown = {
        "at": at,
        "conditions": conditions,
        "bad": [each for each in conditions if each.tone == "late"],
        "progress": upkeep.demo_progress() if settings.DEMO else None,
        "failed": list(_failed()),
        "failed_count": backlog.failed().count(),
        "stuck": list(_stuck()),
        "stuck_count": _stuck_messages().count(),
    }
    return render(request, "workspace/status.html", shown)


@guard.allow(Role.ADMIN)
@require_POST
def retry_jobs(request: guard.OfficerRequest) -> HttpResponse:
    """Let one failed job, or all of them, run again."""
    wanted = asked.number(request.POST.get("viec", ""))
    ids = [job.pk for job in backlog.failed()] if wanted is None else [wanted]

    def act() -> int:
        return sum(backlog.retry(job_id=job_id, at=clock.now()) for job_id in ids)

    done = admin_acts.carry_out(request, forms.Form(request.POST), act)
    if done is not None:
        messages.success(
            request, _("Đã xếp %(count)s việc vào hàng đợi.") % {"count": done.reference}
        )
    return redirect("workspace:system")


@guard.allow(Role.ADMIN)
@require_POST
def retry_messages(request: guard.OfficerRequest) -> HttpResponse:
    """Try one stuck message, or all of them, again."""
    wanted = asked.number(request.POST.get("ban_tin", ""))
    found = _stuck_messages()
    ids = found if wanted is None else found.filter(pk=wanted)

    def act() -> int:
        number = 0
        for interface, task in _TRIED_BY.items():
            own = ids.filter(interface=interface).values_list("pk", flat=True)
            batch: list[dict[str, Any]] = [{"message_id": pk} for pk in own]
            number += queue.defer_many(task, batch)
        return number

    done = admin_acts.carry_out(request, forms.Form(request.POST), act)
    if done is not None:
        messages.success(
            request,
            _("Đang xử lý lại %(count)s bản tin; tải lại trang sau ít phút.")
            % {"count": done.reference},
        )
    return redirect("workspace:system")


def _conditions(at: datetime) -> list[Condition]:
    return [
        _verified(at),
        _backed_up(at),
        _sealed(at),
        _queue(),
        _reminded(at),
        _mailed(),
        _disk(Path(settings.DATA_FOLDER)),
        Condition(_("Phiên bản phần mềm"), "", motcua.__version__, _upgraded()),
    ]


def _verified(at: datetime) -> Condition:
    name = _("Đối soát sổ hồ sơ")
    last = upkeep.latest("verify")
    if last is None:
        return Condition(name, "near", _("Chưa đối soát lần nào"), advice=_("Chạy motcua verify."))
    detail = f"{_moment(last.at)}. {last.detail}"
    if not last.ok:
        advice = _("Chạy motcua verify để xem từng sai lệch và báo người phụ trách dữ liệu.")
        return Condition(name, "late", _("Có sai lệch"), detail, advice)
    if at - last.at > LEFT_OUT:
        return Condition(name, "near", _("Đã quá hai ngày"), detail, _("Chạy motcua verify."))
    return Condition(name, "in-time", _("Không có sai lệch"), detail)


def _backed_up(at: datetime) -> Condition:
    name = _("Sao lưu")
    last = upkeep.latest("backup")
    advice = _("Chạy motcua backup và cất tệp ở máy khác.")
    if last is None:
        return Condition(name, "late", _("Chưa sao lưu lần nào"), advice=advice)
    detail = f"{_moment(last.at)}. {last.detail}"
    if not last.ok or at - last.at > LEFT_OUT:
        return Condition(name, "late", _("Đã quá hai ngày hoặc bị lỗi"), detail, advice)
    return Condition(name, "in-time", _("Có bản mới"), detail)


def _sealed(at: datetime) -> Condition:
    name = _("Niêm phong sổ")
    last = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    past = DossierEvent.objects.filter(recorded_on__lt=clock.local(at).date())
    waiting = past.filter(recorded_on__gt=last).exists() if last else past.exists()
    closed = Closing.objects.order_by("-through_on").values_list("through_on", flat=True).first()
    detail = _("Chốt số liệu đến hết %(day)s") % {"day": f"{closed:%d/%m/%Y}"} if closed else ""
    if last is None:
        return Condition(name, "near" if waiting else "", _("Chưa có ngày nào"), detail)
    words = _("Đến hết %(day)s") % {"day": f"{last:%d/%m/%Y}"}
    if waiting and not upkeep.demo_is_playing():
        advice = _("Còn ngày chưa niêm phong; hàng đợi sẽ làm trong giờ tới.")
        return Condition(name, "near", words, detail, advice)
    return Condition(name, "in-time", words, detail)


def _queue() -> Condition:
    name = _("Hàng đợi")
    load = backlog.load()
    words = _("%(waiting)d việc chờ, %(running)d đang chạy") % {
        "waiting": load.waiting,
        "running": load.running,
    }
    if not backlog.works():
        advice = _("Khởi động lại dịch vụ: motcua up chạy cả trang web và hàng đợi.")
        return Condition(name, "late", _("Không có tiến trình xử lý"), words, advice)
    if load.failed:
        failed = _("%(failed)d việc bị lỗi, xem bên dưới") % {"failed": load.failed}
        return Condition(name, "near", failed, words)
    return Condition(name, "near" if load.waiting > _MANY_WAITING else "in-time", words)


def _reminded(at: datetime) -> Condition:
    name = _("Nhắc việc đến hạn")
    last = upkeep.latest("reminders")
    if last is None:
        return Condition(name, "", _("Chưa nhắc lần nào"))
    if at - last.at > _SILENT:
        advice = _("Xem hàng đợi; lần chạy tới sẽ nhắc gộp những việc đã lỡ.")
        return Condition(name, "near", _("Đã quá hai giờ"), _moment(last.at), advice)
    return Condition(name, "in-time", _("Đang nhắc"), _moment(last.at))


def _mailed() -> Condition:
    name = _("Thư điện tử")
    if not settings.MAIL_SENT:
        words = _("Chưa cấu hình; lời nhắc chỉ hiện trên hệ thống")
        return Condition(name, "", words)
    letters = Message.objects.filter(interface="mail")
    counts = letters.aggregate(
        waiting=Count("pk", filter=Q(state=MessageState.WAITING)),
        stuck=Count("pk", filter=Q(state=MessageState.STUCK)),
        last=Max("handled_at", filter=Q(state=MessageState.DONE)),
    )
    detail = _("Gửi lần cuối %(at)s") % {"at": _moment(counts["last"])} if counts["last"] else ""
    if counts["stuck"]:
        words = _("%(stuck)d thư không gửi được, xem bên dưới") % counts
        return Condition(name, "near", words, detail)
    return Condition(name, "in-time", _("%(waiting)d thư chờ gửi") % counts, detail)


def _disk(folder: Path) -> Condition:
    used = shutil.disk_usage(folder)
    free = used.free / used.total
    tone = "late" if free < _NO_SPACE else "near" if free < _LITTLE_SPACE else "in-time"
    words = _("Còn %(free)s GB trên %(total)s GB") % {
        "free": f"{used.free / _GIGABYTE:.0f}",
        "total": f"{used.total / _GIGABYTE:.0f}",
    }
    advice = "" if tone == "in-time" else _("Chuyển bớt tệp sao lưu cũ hoặc thêm dung lượng.")
    return Condition(_("Dung lượng đĩa"), tone, words, advice=advice)


def _upgraded() -> str:
    told = {
        "upgrade": _("Nâng cấp lần cuối %(at)s"),
        "restore": _("Phục hồi lần cuối %(at)s"),
    }
    found = ((sentence, upkeep.latest(name)) for name, sentence in told.items())
    return ". ".join(sentence % {"at": _moment(row.at)} for sentence, row in found if row)


def _failed() -> Iterable[Failed]:
    for job in backlog.failed()[:SHOWN]:
        at: datetime | None = getattr(job, "failed_at", None)
        yield Failed(job.pk, str(TASKS.get(job.task_name, job.task_name)), at, job.attempts)


def _stuck_messages() -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.STUCK).order_by("-handled_at", "-pk")


def _stuck() -> Iterable[Stuck]:
    for row in _stuck_messages()[:SHOWN]:
        name = str(INTERFACES.get(row.interface, row.interface))
        key = "" if row.key.startswith("sha256:") else row.key
        yield Stuck(row.pk, name, key, row.handled_at, row.problem)


def _moment(at: datetime) -> str:
    return f"{clock.local(at):%H:%M %d/%m/%Y}"


routes = [
    path("he-thong/", system, name="system"),
    path("he-thong/chay-lai/", retry_jobs, name="retry_jobs"),
    path("he-thong/ban-tin/", retry_messages, name="retry_messages"),
]
