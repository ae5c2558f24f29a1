"""Every refusal of a task, as a sentence that says what to do."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from motcua.base import once
from motcua.control import access
from motcua.control.actions import tasks as actions

_SENTENCES: dict[type[Exception], Callable[[], str]] = {
    access.NotAllowed: lambda: _("Vị trí công tác hiện tại không được làm việc này ở đơn vị đó."),
    actions.AnswerDatePast: lambda: _("Hạn trả lời phải từ hôm nay trở đi."),
    actions.NotAtThatAgency: lambda: _(
        "Người được giao không còn vị trí công tác ở đơn vị này. Hãy chọn người khác."
    ),
    actions.DossierElsewhere: lambda: _(
        "Có hồ sơ không còn ở đơn vị này. Hãy mở lại danh sách rồi giao lại."
    ),
    actions.TextMissing: lambda: _("Hãy ghi nội dung: việc phải làm, câu trả lời hoặc lý do."),
    actions.TaskMoved: lambda: _(
        "Nhiệm vụ vừa được cập nhật. Trang này đang hiện tình trạng mới nhất; hãy xem lại."
    ),
    once.BadKey: lambda: _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa."),
}
#: What an act on a task may answer instead of being done.
EXPECTED = tuple(_SENTENCES)


def sentence(refused: Exception) -> str:
    """Say a refusal in Vietnamese."""
    return _SENTENCES[type(refused)]()
