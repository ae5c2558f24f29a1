"""Every refusal an act may meet, as a sentence that says what to do."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from motcua.base import once
from motcua.catalog.queries import LimitMissing, NotThroughThisChannel
from motcua.dossiers import access, actions
from motcua.dossiers.actions import (
    amending,
    bulk,
    contacts,
    contents,
    core,
    courtesy,
    delegations,
    delivery,
    ending,
    handling,
    intake,
    lane,
    numbering,
    periods,
    returning,
    tickets,
)
from motcua.organizations.queries import CalendarMissing, NumberingUnknown
from motcua.people import actions as people
from motcua.rules import grounds, lifecycle
from motcua.rules.numbers import SerialTooLong
from motcua.web.shared import labels
from motcua.web.workspace import step_refusals

_Sentence = Callable[[Any], str]

_SENTENCES: dict[type[Exception], _Sentence] = {
    core.Stale: lambda _error: _(
        "Hồ sơ vừa được người khác xử lý. Trang này đang hiện tình trạng mới nhất; "
        "hãy xem lại rồi làm tiếp."
    ),
    core.ReasonMissing: lambda _error: _(
        "Hãy ghi rõ lý do; lý do được in trên phiếu gửi người nộp."
    ),
    core.DossierUnknown: lambda _error: _("Không có hồ sơ này."),
    lifecycle.Unlawful: lambda error: (
        _(
            "Hồ sơ đang ở trạng thái “%(status)s” nên không thể %(act)s. "
            "Hãy tải lại trang để xem các việc làm được."
        )
        % {"status": labels.of(error.status), "act": labels.of(error.act).lower()}
    ),
    access.NotAllowed: lambda error: (
        _(
            "Vị trí công tác hiện tại không được %(act)s hồ sơ này. Hãy chọn vị trí khác, "
            "hoặc bàn giao cho người có thẩm quyền."
        )
        % {"act": labels.of(error.act).lower()}
    ),
    intake.NotOffered: lambda _error: _(
        "Cơ quan này không giải quyết thủ tục đã chọn vào hôm nay. "
        "Hãy chọn cơ quan có thẩm quyền, hoặc hướng dẫn người nộp đến đúng nơi."
    ),
    intake.NotInForce: lambda _error: _(
        "Thủ tục này chưa được công bố hoặc đã hết hiệu lực. Hãy chọn thủ tục thay thế."
    ),
    NotThroughThisChannel: lambda _error: _(
        "Thủ tục này không nhận hồ sơ qua cách nộp đã chọn. Hãy chọn cách nộp khác."
    ),
    LimitMissing: lambda _error: _(
        "Thủ tục này chưa có thời hạn giải quyết cho cách nộp đã chọn nên chưa tiếp nhận được. "
        "Hãy chọn cách nộp khác, hoặc đề nghị người quản trị danh mục bổ sung thời hạn theo "
        "quyết định của tỉnh."
    ),
    intake.SwitchedOff: lambda _error: _(
        "Thủ tục này không còn trong danh mục quốc gia nên không nhận hồ sơ mới. "
        "Hãy chọn thủ tục thay thế; hồ sơ đang giải quyết vẫn tiếp tục."
    ),
    contents.PapersMissing: lambda error: (
        _(
            "Còn thiếu giấy tờ bắt buộc: %(names)s. Ghi cách nộp từng giấy tờ, "
            "hoặc lập phiếu yêu cầu bổ sung."
        )
        % {"names": "; ".join(error.names)}
    ),
    handling.NothingOffered: lambda _error: _(
        "Không có bàn giao nào đang chờ ông/bà ở hồ sơ này; có thể người khác đã nhận."
    ),
    bulk.TooManyAtOnce: lambda _error: (
        _("Một danh sách có nhiều nhất %(most)d hồ sơ. Hãy bỏ chọn bớt rồi làm tiếp.")
        % {"most": bulk.MOST}
    ),
    delegations.NotYourAbsence: lambda _error: _(
        "Chỉ người vắng mặt hoặc lãnh đạo cơ quan mới ghi, kết thúc được việc xử lý thay này."
    ),
    delegations.NotColleagues: lambda _error: _(
        "Người vắng mặt và người xử lý thay phải là hai người khác nhau cùng giải quyết hồ sơ tại "
        "cơ quan này."
    ),
    delegations.BadSpan: lambda _error: _(
        "Ngày đầu phải từ hôm nay trở đi, ngày cuối không thể trước ngày đầu."
    ),
    delegations.DocumentMissing: lambda _error: _("Ghi văn bản hoặc căn cứ phân công xử lý thay."),
    delegations.AbsentAlready: lambda _error: _(
        "Người này đã có người xử lý thay trong những ngày đã chọn. Hãy kết thúc việc xử lý thay "
        "đó trước, hoặc chọn ngày khác."
    ),
    delegations.Chained: lambda _error: _(
        "Không xử lý thay nối tiếp: người xử lý thay cũng vắng mặt, hoặc người vắng mặt đang xử lý "
        "thay người khác trong những ngày này. Hãy chọn người khác hoặc ngày khác."
    ),
    delegations.DelegationOver: lambda _error: _("Việc xử lý thay này đã kết thúc."),
    **step_refusals.SENTENCES,
    handling.AlreadyPromised: lambda _error: _(
        "Hồ sơ đã được xin lỗi và hẹn lại một lần; pháp luật chỉ cho phép một lần."
    ),
    handling.PromiseNotLater: lambda _error: _(
        "Ngày hẹn lại phải sau hạn trả kết quả và sau hôm nay."
    ),
    handling.NoDueDate: lambda _error: _("Hồ sơ không có hạn trả kết quả nên không thể hẹn lại."),
    courtesy.SupplementAgain: lambda _error: _(
        "Hồ sơ đã được yêu cầu bổ sung một lần. Yêu cầu lần nữa phải có lý do của lãnh đạo; "
        "hồ sơ sẽ bị tính chậm trong bộ chỉ số phục vụ."
    ),
    courtesy.NotASuperior: lambda _error: _(
        "Người cho ý kiến yêu cầu bổ sung lần nữa phải là lãnh đạo của cơ quan đang giải quyết. "
        "Hãy chọn lãnh đạo cơ quan."
    ),
    courtesy.AlreadySigned: lambda _error: _("Văn bản xin lỗi này đã được ký."),
    courtesy.NotHead: lambda _error: _(
        "Chỉ người đứng đầu đơn vị gây chậm mới ký văn bản xin lỗi này."
    ),
    courtesy.GroundTaken: lambda _error: _(
        "Danh mục đã có nội dung này. Hãy dùng dòng đang có, hoặc ghi nội dung khác."
    ),
    grounds.UnknownGround: lambda _error: _(
        "Căn cứ hoặc nguyên nhân đã chọn không có trong danh mục hôm nay. Hãy chọn lại."
    ),
    handling.SameAgency: lambda _error: _("Hồ sơ đang ở chính cơ quan này. Hãy chọn cơ quan khác."),
    amending.NothingToReverse: lambda _error: _("Không còn việc nào để thu hồi."),
    amending.NotYours: lambda _error: _(
        "Chỉ người vừa làm mới thu hồi được, và chỉ khi chưa có ai làm việc tiếp theo."
    ),
    amending.AlreadySettled: lambda _error: _(
        "Hồ sơ đã kết thúc hoặc chưa tiếp nhận nên không đổi được thủ tục."
    ),
    amending.NothingToCorrect: lambda _error: _("Chưa có nội dung nào thay đổi để đính chính."),
    ending.ResultIncomplete: lambda _error: _(
        "Hãy chọn kết quả giải quyết; nếu từ chối thì ghi rõ lý do."
    ),
    ending.ResultTooEarly: lambda _error: _(
        "Ngày ký kết quả không thể trước ngày tiếp nhận hoặc sau hôm nay. Hãy xem lại ngày ký."
    ),
    returning.TakerUnknown: lambda _error: _(
        "Người nhận thay phải có họ tên, số giấy tờ và căn cứ; không có giấy hẹn thì ghi giấy tờ "
        "đã đối chiếu."
    ),
    returning.NothingElectronic: lambda _error: _(
        "Hồ sơ chưa có kết quả điện tử đã phát hành. Hãy trả bản giấy, hoặc phát hành bản điện tử "
        "trước."
    ),
    delivery.WaybillTaken: lambda _error: _(
        "Số hiệu bưu gửi này đã được ghi cho một hồ sơ. Hãy xem lại số trên phiếu gửi."
    ),
    delivery.UnderWay: lambda _error: _(
        "Kết quả đang trên đường bưu chính. Ghi đã phát hoặc chuyển hoàn trước khi gửi lại."
    ),
    delivery.ArrivedAlready: lambda _error: _(
        "Bưu gửi này đã được ghi là đã phát hoặc chuyển hoàn."
    ),
    delivery.BeforePosting: lambda _error: _(
        "Thời điểm phát, nhận không thể trước khi gửi. Hãy xem lại thời điểm."
    ),
    lane.NotInTheLane: lambda _error: _(
        "Hôm nay ông/bà không được giải quyết tại chỗ thủ tục này. Hãy tiếp nhận theo cách thường, "
        "hoặc xem lại danh sách với lãnh đạo cơ quan."
    ),
    lane.ListedAlready: lambda _error: _(
        "Thủ tục này đã có trong danh sách. Hãy đưa dòng cũ ra trước khi thêm."
    ),
    tickets.NoPlace: lambda _error: _("Ghi quầy mà người được gọi phải đến."),
    tickets.TicketOver: lambda _error: _("Số này đã xong, hoặc do quầy khác gọi."),
    tickets.SlotTaken: lambda _error: _(
        "Giờ này vừa hết chỗ, đã qua, hoặc ngoài giờ làm việc. Hãy chọn giờ khác."
    ),
    tickets.ArrivedOrGone: lambda _error: _("Lịch hẹn này đã được lấy số, hoặc đã hủy."),
    contacts.ComingWhen: lambda _error: _("Ngày hẹn đến nhận phải từ hôm nay trở đi."),
    ending.AlreadyAnswered: lambda _error: _("Việc ghi nhận muộn này đã được trả lời."),
    numbering.BlockTooLarge: lambda _error: _("Mỗi dải số có từ 1 đến 500 số."),
    numbering.BlockSpent: lambda _error: _("Dải số dự trữ đã dùng hết. Hãy bỏ chọn dải số."),
    numbering.NumberTaken: lambda _error: _(
        "Số này vừa được cấp cho một hồ sơ khác; chưa ghi gì. Hãy gửi lại để nhận số tiếp theo."
    ),
    periods.AlreadyClosed: lambda _error: _(
        "Số liệu đã chốt đến ngày này hoặc ngày sau đó. Hãy chọn ngày muộn hơn."
    ),
    NumberingUnknown: str,
    CalendarMissing: str,
    SerialTooLong: lambda _error: _(
        "Số thứ tự trong ngày đã vượt độ dài của mẫu mã hồ sơ. "
        "Hãy đề nghị quản trị hệ thống đổi mẫu đánh số của cơ quan."
    ),
    actions.ClockSetBack: lambda error: (
        _(
            "Đồng hồ máy chủ đang chỉ một ngày đã niêm phong (đến %(day)s); chưa ghi gì. "
            "Hãy báo quản trị hệ thống chỉnh lại giờ máy chủ rồi gửi lại."
        )
        % {"day": f"{error.args[0]:%d/%m/%Y}"}
    ),
    actions.FutureMoment: lambda _error: _("Thời điểm ghi không thể sau hiện tại."),
    actions.ProcedureChangedWhilePending: lambda _error: _(
        "Hồ sơ đang giải quyết không đổi thủ tục trực tiếp được. "
        "Hãy dùng “Tiếp nhận lại với thủ tục khác”."
    ),
    once.BadKey: lambda _error: _(
        "Biểu mẫu đã cũ. Hãy tải lại trang và gửi lại; chưa có gì được ghi."
    ),
    people.IdentityRefused: str,
    people.NameDiffers: str,
    people.SeveralParties: str,
}

#: What a door catches; anything else is a defect and goes to the log.
EXPECTED = tuple(_SENTENCES)


def sentence(error: Exception) -> str:
    """Say what was refused and what to do. Raise ``KeyError`` for an error that nobody expected."""
    return _SENTENCES[type(error)](error)
