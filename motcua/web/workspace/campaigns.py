"""Đợt báo cáo: what a unit has to file, what it gathers, how far everybody is; a round opened, the late reminded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once
from motcua.organizations import access
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.reporting import actions
from motcua.reporting.campaigns import acts, boards
from motcua.reporting.campaigns.boards import Standing
from motcua.reporting.models import Campaign
from motcua.reporting.signing import queries as signed
from motcua.rules import filing
from motcua.rules.filing import State
from motcua.rules.periods import Window
from motcua.web.shared import charts, guard

#: How a state looks beside its words.
BADGES = {
    State.WAITING: ("", "clock"),
    State.FILED: ("waiting", "paper"),
    State.RETURNED: ("near", "undo"),
    State.ACCEPTED: ("in-time", "in-time"),
}
_SERIES = {
    State.ACCEPTED: charts.EARLY,
    State.FILED: charts.ON_TIME,
    State.RETURNED: charts.NEAR,
    State.WAITING: charts.PENDING,
}
_LONGEST_REMARK = 1000


@dataclass(frozen=True)
class Shown:
    """A part of a campaign on the screen."""

    standing: Standing
    words: str
    tone: str
    picture: str

    @property
    def title(self) -> str:
        """Whose figures it is about."""
        if self.standing.duty.whole:
            return _("%(name)s: tổng hợp") % {"name": self.standing.name}
        return self.standing.name


def shown(standing: Standing) -> Shown:
    """Give a part its words and its look; one that waits past its day is late."""
    tone, picture = BADGES[standing.state]
    waits = standing.state in {State.WAITING, State.RETURNED}
    if standing.late and waits:
        tone, picture = "late", "late"
    return Shown(standing, filing.WORDS[standing.state], tone, picture)


def reach(request: guard.OfficerRequest) -> frozenset[int]:
    """The agencies whose reports the chosen post may see."""
    return access.reach([request.desk], Permission.REPORT)


def own(request: guard.OfficerRequest) -> set[int]:
    """The post's agency, and those that have ended into it."""
    return {request.desk.agency_id} | agencies.ended_into([request.desk.agency_id])


def done(request: guard.OfficerRequest, act: Callable[[], object]) -> str:
    """Do an act once; return what stands against it as a sentence, or nothing."""
    try:
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=clock.now(),
            action=lambda: str(act()),
        )
    except filing.Unlawful as unlawful:
        return str(unlawful)
    except tuple(_SENTENCES) as refused:
        return str(_SENTENCES[type(refused)])
    return ""


_SENTENCES: dict[type[Exception], Any] = {
    once.BadKey: gettext_lazy("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa."),
    actions.NotAllowed: gettext_lazy(
        "Vị trí công tác hiện tại không làm được việc này. Lãnh đạo đơn vị ký duyệt và nộp; đơn vị "
        "nhận báo cáo tiếp nhận hoặc trả lại."
    ),
    actions.TypedMeanwhile: gettext_lazy(
        "Người khác vừa ghi vào biểu này. Hãy tải lại trang, đối chiếu rồi nhập phần còn thiếu."
    ),
    acts.SeenOtherwise: gettext_lazy(
        "Người khác vừa làm một việc với báo cáo này. Trang đã hiện tình trạng mới; hãy xem lại."
    ),
    acts.WholeFiled: gettext_lazy(
        "Báo cáo tổng hợp đã nộp lên cấp trên. Cấp trên trả lại báo cáo tổng hợp trước, rồi mới trả lại "
        "báo cáo này."
    ),
    acts.AlreadyFiled: gettext_lazy("Đã có đơn vị nộp báo cáo, không bỏ được đợt này nữa."),
    acts.NobodyAsked: gettext_lazy("Hãy chọn ít nhất một biểu và một đơn vị phải nộp."),
}


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def rounds(request: guard.OfficerRequest) -> HttpResponse:
    """What the post's agency still has to file, and every campaign it has to do with."""
    today, here = clock.today(), reach(request)
    found = []
    for campaign in boards.campaigns(here)[:100]:
        counted = [one for one in boards.of(campaign, today) if _is_seen(one, here)]
        counts = boards.counts(counted)
        found.append(
            (campaign, counts[State.ACCEPTED], len(counted), sum(map(_is_awaited, counted)))
        )
    context = {
        "owed": [shown(one) for one in boards.owed(own(request), today)],
        "rounds": found,
        "opens": bool(request.desk.below),
        "begun": signed.unfinished(request.user),
    }
    return render(request, "workspace/campaigns.html", context)


def _is_seen(one: Standing, here: frozenset[int]) -> bool:
    return one.duty.agency_id in here or one.duty.receiver_id in here


def _is_awaited(one: Standing) -> bool:
    return one.late and one.state in {State.WAITING, State.RETURNED}


def campaign_of(request: guard.OfficerRequest, campaign_id: int) -> Campaign:
    """The campaign, if the post has to do with it. Raise ``Http404``."""
    return get_object_or_404(boards.campaigns(reach(request)), pk=campaign_id)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def board(request: guard.OfficerRequest, campaign_id: int) -> HttpResponse:
    """How far a campaign has come, unit by unit."""
    return _board(request, campaign_of(request, campaign_id))


def _board(request: guard.OfficerRequest, campaign: Campaign, problem: str = "") -> HttpResponse:
    here = reach(request)
    every = [one for one in boards.of(campaign, clock.today()) if _is_seen(one, here)]
    state = request.GET.get("muc", "")
    counts = boards.counts(every)
    late = [one for one in every if _is_awaited(one)]
    picked = {"": every, "late": late} | {
        word.value: [one for one in every if one.state is word] for word in State
    }
    if state not in picked:
        raise Http404(state)
    receivers = {one.duty.receiver_id for one in late if one.duty.receiver_id in here}
    context = {
        "campaign": campaign,
        "days": Window(campaign.from_on, campaign.to_on),
        "parts": [shown(one) for one in picked[state]],
        "picked": state,
        "tallies": [
            ("", _("phần phải nộp"), len(every), ""),
            *((one.value, filing.WORDS[one].lower(), counts[one], "") for one in State),
            ("late", _("quá hạn nộp"), len(late), "is-late" if late else ""),
        ],
        "chart": _chart(every),
        "reminds": sorted(receivers - {None}),
        "withdraws": campaign.owner_id in here and all(one.filed is None for one in every),
        "problem": problem,
    }
    return render(request, "workspace/campaign.html", context, status=422 if problem else 200)


def _chart(every: Sequence[Standing]) -> charts.Chart:
    """A bar for each body reports go to."""
    by_receiver: dict[str, list[Standing]] = {}
    for one in every:
        receiver = one.duty.receiver
        by_receiver.setdefault(receiver.name if receiver else _("Cấp trên"), []).append(one)
    return charts.stacked(
        title=_("Báo cáo theo nơi nhận"),
        series=[charts.Series(filing.WORDS[one], colour) for one, colour in _SERIES.items()],
        rows=[
            (name, [boards.counts(parts)[one] for one in _SERIES])
            for name, parts in by_receiver.items()
        ],
    )


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def remind(request: guard.OfficerRequest, campaign_id: int) -> HttpResponse:
    """Remind everybody who is late with what the post's agencies await."""
    campaign = campaign_of(request, campaign_id)
    remark = request.POST.get("remark", "").strip()[:_LONGEST_REMARK]
    here = reach(request)
    receivers = {one.receiver_id for one in campaign.duties.all() if one.receiver_id in here}

    def act() -> str:
        told = [
            acts.remind(
                campaign_id=campaign.pk,
                receiver_id=receiver,
                remark=remark,
                by=request.user,
                at=clock.now(),
            )
            for receiver in sorted(receivers - {None})
        ]
        return str(sum(told))

    problem = done(request, act)
    if problem:
        return _board(request, campaign, problem)
    messages.success(
        request, _("Đã đôn đốc các đơn vị quá hạn; các đơn vị thấy ngay ở việc phải nộp.")
    )
    return redirect("workspace:campaign", campaign.pk)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def withdraw(request: guard.OfficerRequest, campaign_id: int) -> HttpResponse:
    """Take back a campaign nobody has filed for."""
    campaign = campaign_of(request, campaign_id)

    def act() -> int:
        acts.withdraw(campaign_id=campaign.pk, by=request.user, at=clock.now())
        return campaign.pk

    problem = done(request, act)
    if problem:
        return _board(request, campaign, problem)
    messages.success(request, _("Đã bỏ đợt báo cáo."))
    return redirect(reverse("workspace:campaigns"))


_HERE = "dot-bao-cao/"
routes = [
    path(_HERE, rounds, name="campaigns"),
    path(f"{_HERE}<int:campaign_id>/", board, name="campaign"),
    path(f"{_HERE}<int:campaign_id>/don-doc/", remind, name="campaign_remind"),
    path(f"{_HERE}<int:campaign_id>/bo/", withdraw, name="campaign_withdraw"),
]
