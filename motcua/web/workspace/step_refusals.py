"""What may stand in the way of a step, or of an opinion, as a sentence that says what to do."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.actions import consulting, following

SENTENCES: dict[type[Exception], Callable[[Any], str]] = {
    following.NotOnRoute: lambda _error: _(
        "Hồ sơ không theo quy trình nội bộ nào, hoặc quy trình đã kết thúc."
    ),
    following.NotYourStep: lambda _error: _(
        "Người khác đang chịu trách nhiệm bước này. Người đó hoàn thành bước, hoặc lãnh đạo phân công lại."
    ),
    following.StillOffered: lambda _error: _(
        "Hồ sơ đang chờ người nhận bấm nhận bàn giao. Nếu giao nhầm, hãy thu hồi việc vừa làm."
    ),
    following.FindingMissing: lambda _error: _(
        "Hãy chọn kết luận của bước để biết bước tiếp theo."
    ),
    following.PaperMissing: lambda _error: _(
        "Bước này phải đính kèm kết quả, hồ sơ chưa có tệp nào từ khi bước bắt đầu. "
        "Hãy thêm tệp vào hồ sơ rồi hoàn thành bước."
    ),
    following.SignatureMissing: lambda error: (
        _("Bước này kết thúc khi kết quả được ký. Hãy dùng “Ghi nhận kết quả giải quyết”.")
        if error.decides
        else _("Bước này phải ký. Hãy ghi số, ngày và người ký văn bản.")
    ),
    following.OutsideMissing: lambda _error: _(
        "Bước này làm trên phần mềm của bộ, ngành. Hãy ghi số hồ sơ, thời điểm và kết quả ở đó."
    ),
    following.OpinionsMissing: lambda _error: _(
        "Đã lấy ý kiến nhưng chưa có trả lời; không trả lời không có nghĩa là đồng ý. "
        "Hãy chờ, hoặc ghi căn cứ để đi tiếp."
    ),
    following.ResultMissing: lambda error: (
        _("Bước này kết thúc khi trao kết quả. Hãy dùng “Trả kết quả”.")
        if error.returns
        else _(
            "Sau bước này là trả kết quả, nhưng hồ sơ chưa có kết quả. "
            "Hãy dùng “Ghi nhận kết quả giải quyết”."
        )
    ),
    following.RecipientMissing: lambda _error: _("Hãy chọn người nhận bước tiếp theo."),
    following.RecipientUnfit: lambda _error: _(
        "Người được chọn không làm bước tiếp theo của quy trình. Hãy chọn lại theo kết luận của bước, "
        "hoặc đề nghị lãnh đạo chuyển bước khác quy trình."
    ),
    following.CannotSendBack: lambda _error: _(
        "Bước này không được trả lại, hoặc không có bước trước. "
        "Hãy đề nghị lãnh đạo chuyển bước khác quy trình."
    ),
    following.UnknownStep: lambda _error: _("Quy trình không có bước này. Hãy chọn lại."),
    consulting.AnswerTooSoon: lambda _error: _(
        "Thời hạn trả lời đã qua. Hãy chọn ngày sau hôm nay."
    ),
    consulting.NotAsked: lambda _error: _(
        "Câu hỏi này không gửi đến cơ quan của ông/bà, hoặc đã được thu hồi."
    ),
}
