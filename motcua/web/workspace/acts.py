"""One legal act on one dossier: say what follows from it, then do it once."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.dossiers import actions
from motcua.dossiers.actions import By, returning
from motcua.dossiers.actions.core import Stale
from motcua.dossiers.models import Dossier, ParticipantRole
from motcua.organizations.models import Role
from motcua.rules.codes import Act, IdentityKind, PaperForm
from motcua.web.shared import guard, labels
from motcua.web.workspace import act_forms as f
from motcua.web.workspace import asked as asked_for
from motcua.web.workspace import (
    choices,
    copying,
    dossier,
    lines,
    paper_forms,
    reason_forms,
    refusals,
    step_acts,
)
from motcua.web.workspace.deeds import Deed, Do


def _accept(dossier_id: int, by: By, form: paper_forms.AcceptForm) -> object:
    return actions.accept(dossier_id=dossier_id, by=by, papers=form.papers_in)


def _hand_over(dossier_id: int, by: By, form: f.RecipientForm) -> object:
    post, to = form.chosen
    text = form.cleaned_data["text"]
    return actions.hand_over(dossier_id=dossier_id, by=by, post=post, to=to, text=text)


def _assign(dossier_id: int, by: By, form: f.AssignForm) -> object:
    post, to = form.chosen
    if to is None:
        raise Http404
    text = form.cleaned_data["text"]
    return actions.assign(dossier_id=dossier_id, by=by, to=to, post=post, text=text)


def _apologise(dossier_id: int, by: By, form: f.ApologyForm) -> object:
    return actions.apologise(
        dossier_id=dossier_id,
        by=by,
        promised_at=form.promised_at,
        reason=form.cleaned_data["ground"],
        text=form.cleaned_data["text"],
    )


def _decide(dossier_id: int, by: By, form: f.ResultForm) -> object:
    result = form.result(by.at)
    return actions.decide(
        dossier_id=dossier_id,
        by=replace(by, at=result.signed_at),
        result=result,
        text=form.cleaned_data["text"],
        **form.late,
    )


def _return_with_result(dossier_id: int, by: By, form: f.ResultInHandForm) -> object:
    return returning.hand_out_with_result(
        dossier_id=dossier_id,
        by=by,
        result=replace(form.result(by.at), scanned_at=form.scanned_at()),
        text=form.cleaned_data["text"],
        taker=form.taker(),
    )


def _hand_out(dossier_id: int, by: By, form: f.HandOutForm) -> object:
    return returning.hand_out(dossier_id=dossier_id, by=by, taker=form.taker())


def _correct(dossier_id: int, by: By, form: f.CorrectForm) -> object:
    said, owner = form.cleaned_data, form.owner
    changed = any(said[name] != getattr(owner, name) for name in ("name", "address", "phone"))
    someone = actions.Someone(
        party=owner.party,
        name=said["name"],
        identity_kind=IdentityKind(owner.identity_kind),
        identity_value=owner.identity_value,
        identity_ground=owner.identity_ground,
        born_on=owner.born_on,
        address=said["address"],
        phone=said["phone"],
        email=owner.email,
    )
    lines = (line.strip() for line in said["papers"].splitlines())
    return actions.correct(
        dossier_id=dossier_id,
        by=by,
        text=said["text"],
        people={ParticipantRole.OWNER: someone} if changed else None,
        add=tuple(
            actions.PaperIn(name=line, form=PaperForm.COPY, copies=1) for line in lines if line
        ),
        remove_paper_ids=tuple(int(one) for one in said["remove"]),
    )


def _receive_again(dossier_id: int, by: By, form: f.ReceiveAgainForm) -> object:
    case = form.cleaned_data["case"]
    papers = tuple(
        actions.PaperIn(
            name=paper.name,
            form=PaperForm.ORIGINAL if paper.originals else PaperForm.COPY,
            case_paper_id=paper.pk,
            originals=paper.originals,
            copies=paper.copies,
        )
        for paper in case.papers.all()
    )
    text = form.cleaned_data["text"]
    return actions.receive_again(dossier_id=dossier_id, by=by, case=case, papers=papers, text=text)


def _said(action: Callable[..., object], *names: str) -> Do:
    """Do an action whose arguments are the form's own fields."""

    def do(dossier_id: int, by: By, form: paper_forms.DossierForm) -> object:
        given = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        return action(dossier_id=dossier_id, by=by, **given)

    return do


_L = gettext_lazy
#: Everything a person may do on a dossier, by its address.
_BY_ACT: dict[Act, Deed] = {
    **step_acts.BY_ACT,
    Act.RECEIVE: Deed(
        labels.ACT[Act.RECEIVE],
        paper_forms.AcceptForm,
        _accept,
        _L(
            "Hồ sơ được cấp số, vào sổ và bắt đầu tính thời hạn. Giấy tiếp nhận và hẹn trả được lập."
        ),
    ),
    Act.RETURN_TO_FILER: Deed(
        labels.ACT[Act.RETURN_TO_FILER],
        reason_forms.ReturnForm,
        _said(actions.return_to_filer, "text", "superior_reason", "superior"),
        _L(
            "Hồ sơ chưa vào sổ. Phiếu yêu cầu bổ sung (Mẫu 02) được gửi đến người nộp; nêu đủ một lần."
        ),
    ),
    Act.REFUSE: Deed(
        labels.ACT[Act.REFUSE],
        reason_forms.ReasonForm,
        _said(actions.refuse, "text"),
        _L("Hồ sơ kết thúc, không vào sổ. Phiếu từ chối (Mẫu 03) được gửi đến người nộp."),
        grave=True,
    ),
    Act.HAND_OVER: Deed(
        labels.ACT[Act.HAND_OVER],
        f.RecipientForm,
        _hand_over,
        _L("Người giao vẫn chịu trách nhiệm cho đến khi người nhận bấm nhận bàn giao."),
    ),
    Act.ACCEPT_HAND_OVER: Deed(
        labels.ACT[Act.ACCEPT_HAND_OVER],
        paper_forms.DossierForm,
        _said(actions.accept_hand_over),
        _L("Từ lúc này ông/bà chịu trách nhiệm về hồ sơ."),
    ),
    Act.DECLINE_HAND_OVER: Deed(
        labels.ACT[Act.DECLINE_HAND_OVER],
        reason_forms.ReasonForm,
        _said(actions.decline_hand_over, "text"),
        _L("Hồ sơ ở lại với người giao."),
    ),
    Act.ASSIGN: Deed(
        labels.ACT[Act.ASSIGN], f.AssignForm, _assign, _L("Người được chọn chịu trách nhiệm ngay.")
    ),
    Act.REQUEST_SUPPLEMENT: Deed(
        labels.ACT[Act.REQUEST_SUPPLEMENT],
        reason_forms.SupplementRequestForm,
        _said(actions.request_supplement, "text", "superior_reason", "superior"),
        _L("Thời hạn tạm dừng từ hôm nay. Phiếu yêu cầu bổ sung (Mẫu 02) được gửi đến người nộp."),
    ),
    Act.SUPPLEMENT: Deed(
        labels.ACT[Act.SUPPLEMENT],
        paper_forms.PapersForm,
        lambda pk, by, form: actions.supplement(dossier_id=pk, by=by, papers=form.papers_in),
        _L("Thời hạn chạy tiếp hoặc tính lại từ đầu, theo quy định của thủ tục."),
    ),
    Act.REQUEST_PAYMENT: Deed(
        labels.ACT[Act.REQUEST_PAYMENT],
        reason_forms.PaymentForm,
        _said(actions.request_payment, "text"),
        _L("Thời hạn tạm dừng từ hôm nay, chạy tiếp khi người nộp đã thực hiện."),
    ),
    Act.CONFIRM_PAYMENT: Deed(
        labels.ACT[Act.CONFIRM_PAYMENT],
        reason_forms.ProofForm,
        _said(actions.confirm_payment, "text"),
        _L("Thời hạn chạy tiếp; hạn trả kết quả lùi đúng số ngày đã chờ."),
    ),
    Act.PAUSE: Deed(
        labels.ACT[Act.PAUSE],
        reason_forms.PauseForm,
        _said(actions.pause, "ground", "text"),
        _L("Thời hạn tạm dừng cho đến khi bấm tiếp tục xử lý."),
    ),
    Act.RESUME: Deed(labels.ACT[Act.RESUME], reason_forms.NoteForm, _said(actions.resume, "text")),
    Act.APOLOGISE: Deed(
        labels.ACT[Act.APOLOGISE],
        f.ApologyForm,
        _apologise,
        _L("Chỉ được hẹn lại một lần. Hồ sơ vẫn tính đúng hạn hay quá hạn theo ngày hẹn đầu tiên."),
    ),
    Act.RESET_DUE: Deed(
        labels.ACT[Act.RESET_DUE],
        f.ResetDueForm,
        lambda pk, by, form: actions.reset_due(
            dossier_ids=[pk], by=by, due_at=form.due_at, decision=form.cleaned_data["decision"]
        ),
        _L("Hạn mới thay cho hạn cũ trong mọi báo cáo, theo quyết định đã ghi."),
    ),
    Act.TRANSFER: Deed(
        labels.ACT[Act.TRANSFER],
        f.TransferForm,
        lambda pk, by, form: actions.transfer(
            dossier_id=pk,
            by=by,
            to_agency=form.cleaned_data["agency"],
            decision=form.cleaned_data["decision"],
        ),
        _L("Hồ sơ rời sổ của cơ quan này và vào sổ của cơ quan nhận, giữ nguyên thời hạn."),
    ),
    Act.DECIDE: Deed(
        labels.ACT[Act.DECIDE],
        f.ResultForm,
        _decide,
        _L("Hồ sơ kết thúc giải quyết; kết quả chờ trả tại quầy."),
    ),
    Act.WITHDRAW: Deed(
        labels.ACT[Act.WITHDRAW],
        reason_forms.NoteForm,
        _said(actions.withdraw, "text"),
        _L(
            "Hồ sơ dừng giải quyết. Thông báo dừng giải quyết hồ sơ (Mẫu 05) được gửi đến người nộp."
        ),
        grave=True,
    ),
    Act.STOP: Deed(
        labels.ACT[Act.STOP],
        reason_forms.StopForm,
        _said(actions.stop, "ground", "text"),
        _L(
            "Hồ sơ dừng giải quyết. Thông báo dừng giải quyết hồ sơ (Mẫu 05) được gửi đến người nộp."
        ),
        grave=True,
    ),
    Act.RETURN_RESULT: Deed(
        labels.ACT[Act.RETURN_RESULT],
        f.HandOutForm,
        _hand_out,
        _L("Hồ sơ hoàn tất."),
    ),
    Act.CORRECT: Deed(
        labels.ACT[Act.CORRECT],
        f.CorrectForm,
        _correct,
        _L("Nội dung cũ vẫn lưu trong quá trình xử lý."),
    ),
}
_SPECIAL: dict[str, Deed] = {
    choices.RETURN_WITH_RESULT: Deed(
        _L("Ghi kết quả có trong tay và trả"),
        f.ResultInHandForm,
        _return_with_result,
        _L(
            "Kết quả và việc trả được ghi cùng lúc. Các bước còn thiếu được ghi thay đơn vị, "
            "đánh dấu ghi nhận muộn, và chờ đơn vị xác nhận."
        ),
    ),
    choices.TAKE_BACK: Deed(
        _L("Thu hồi việc vừa làm"),
        reason_forms.NoteForm,
        _said(actions.take_back, "text"),
        _L("Hồ sơ trở lại đúng như trước việc ấy. Việc thu hồi cũng được ghi vào quá trình."),
    ),
    choices.RECEIVE_AGAIN: Deed(
        _L("Tiếp nhận lại với thủ tục khác"),
        f.ReceiveAgainForm,
        _receive_again,
        _L("Giữ nguyên số hồ sơ và thời điểm tiếp nhận đầu tiên; thời hạn tính theo thủ tục mới."),
    ),
}
DEEDS: dict[str, Deed] = {
    **{choices.DEEDS[act][0]: one for act, one in _BY_ACT.items()},
    **_SPECIAL,
}


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: guard.OfficerRequest, dossier_id: int, deed: str) -> HttpResponse:
    """Ask what the act needs; on sending, do it once and go back to the dossier."""
    if deed not in DEEDS:
        raise Http404
    asked = DEEDS[deed]
    held = dossier.found(request, dossier_id)
    form = asked.form(request.POST or None, dossier=held)
    today = clock.today()
    if request.method != "POST" and not choices.is_offered(
        dossier=held, officer=request.user, on=today, deed=deed
    ):
        messages.warning(request, _("Việc này không làm được với hồ sơ lúc này."))
        return redirect("workspace:dossier", held.pk)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, held, asked, form)
    return _done(request, held, asked, form)


def _form_page(
    request: guard.OfficerRequest, held: Dossier, asked: Deed, form: paper_forms.DossierForm
) -> HttpResponse:
    owner = held.participants.filter(role=ParticipantRole.OWNER).first()
    shown = {"dossier": held, "deed": asked, "form": form, "owner": owner and lines.masked(owner)}
    if getattr(form, "to_copy", False):
        shown["copied"] = copying.of(request, held)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/act.html", shown, status=status)


def _done(
    request: guard.OfficerRequest, held: Dossier, asked: Deed, form: paper_forms.DossierForm
) -> HttpResponse:
    at = clock.now()
    by = By(
        officer=request.user,
        at=form.happened_at(at),
        seen=asked_for.number(request.POST.get("seen", "")),
        entered_at=at,
    )

    def once_only() -> str:
        asked.do(held.pk, by, form)
        return str(held.pk)

    key = request.POST.get("once", "")
    try:
        once.run(key=key, account_id=request.user.pk, at=at, action=once_only)
    except Stale:
        return dossier.overtaken(request, held.pk)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return _form_page(request, held, asked, form)
    messages.success(request, _("Đã ghi nhận: %(act)s.") % {"act": str(asked.words).lower()})
    return redirect("workspace:dossier", held.pk)


routes = [path("ho-so/<int:dossier_id>/<slug:deed>/", act, name="deed")]
