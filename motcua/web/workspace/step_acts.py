"""The deeds of an internal process: a step finished, sent back, left by a leader's word; opinions."""

from django.utils.translation import gettext_lazy as _

from motcua.dossiers import actions
from motcua.dossiers.actions import By
from motcua.rules.codes import Act
from motcua.web.shared import labels
from motcua.web.workspace import step_forms as f
from motcua.web.workspace.deeds import Deed


def _finish(dossier_id: int, by: By, form: f.FinishForm) -> object:
    return actions.finish_step(dossier_id=dossier_id, by=by, finish=form.finish)


def _send_back(dossier_id: int, by: By, form: f.SendBackForm) -> object:
    return actions.send_back(dossier_id=dossier_id, by=by, text=form.cleaned_data["text"])


def _move(dossier_id: int, by: By, form: f.MoveForm) -> object:
    post, to = form.chosen("recipient")
    return actions.move_step(
        dossier_id=dossier_id,
        by=by,
        step=form.cleaned_data["step_code"],
        text=form.cleaned_data["text"],
        post=post,
        to=to,
    )


def _consult(dossier_id: int, by: By, form: f.ConsultForm) -> object:
    return actions.consult(
        dossier_id=dossier_id,
        by=by,
        agency=form.cleaned_data["agency"],
        due_at=form.due_at,
        text=form.cleaned_data["text"],
    )


def _answer(dossier_id: int, by: By, form: f.AnswerForm) -> object:
    return actions.answer(
        dossier_id=dossier_id,
        by=by,
        consultation_id=int(form.cleaned_data["question"]),
        text=form.cleaned_data["text"],
    )


BY_ACT: dict[Act, Deed] = {
    Act.FINISH_STEP: Deed(
        labels.ACT[Act.FINISH_STEP],
        f.FinishForm,
        _finish,
        _(
            "Bước tiếp theo bắt đầu ngay. Người giao vẫn chịu trách nhiệm đến khi người nhận bấm nhận."
        ),
    ),
    Act.SEND_BACK: Deed(
        labels.ACT[Act.SEND_BACK],
        f.SendBackForm,
        _send_back,
        _("Hồ sơ trở lại bước trước, chờ người đã làm bước đó nhận; thời gian của bước tính lại."),
    ),
    Act.MOVE_STEP: Deed(
        labels.ACT[Act.MOVE_STEP],
        f.MoveForm,
        _move,
        _("Việc làm khác quy trình và lý do hiện trên trang hồ sơ. Hạn trả kết quả không đổi."),
    ),
    Act.CONSULT: Deed(
        labels.ACT[Act.CONSULT],
        f.ConsultForm,
        _consult,
        _("Hồ sơ ở nguyên chỗ, thời hạn vẫn tính. Không trả lời không có nghĩa là đồng ý."),
    ),
    Act.ANSWER: Deed(
        labels.ACT[Act.ANSWER],
        f.AnswerForm,
        _answer,
        _("Ý kiến được ghi vào quá trình xử lý; ý kiến đã cho trước đó vẫn còn."),
    ),
}
