"""The Vietnamese name of every value of the closed vocabularies in ``rules.codes``."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import (
    Act,
    Channel,
    Ending,
    IdentityKind,
    Level,
    MovementKind,
    Outcome,
    PaperForm,
    RuleSet,
    ServiceLevel,
    Status,
    Tier,
    TimeUnit,
    Verdict,
)

STATUS: dict[Status, Promise] = {
    Status.VOID: _("Chưa có hồ sơ"),
    Status.SUBMITTED: _("Mới đăng ký"),
    Status.RETURNED_TO_FILER: _("Yêu cầu bổ sung trước khi tiếp nhận"),
    Status.REFUSED: _("Không được tiếp nhận"),
    Status.RECEIVED: _("Được tiếp nhận"),
    Status.IN_PROGRESS: _("Đang xử lý"),
    Status.AWAITING_SUPPLEMENT: _("Chờ bổ sung hồ sơ"),
    Status.AWAITING_PAYMENT: _("Chờ thực hiện nghĩa vụ tài chính"),
    Status.PAUSED: _("Tạm dừng xử lý"),
    Status.WITHDRAWN: _("Người nộp rút hồ sơ"),
    Status.STOPPED: _("Dừng xử lý"),
    Status.DECIDED: _("Đã xử lý xong, chờ trả kết quả"),
    Status.RETURNED: _("Đã trả kết quả"),
}

#: The legal verb, as it stands on a button.
ACT: dict[Act, Promise] = {
    Act.SUBMIT: _("Nộp hồ sơ"),
    Act.RETURN_TO_FILER: _("Yêu cầu người nộp bổ sung"),
    Act.RESUBMIT: _("Nộp lại hồ sơ"),
    Act.REFUSE: _("Từ chối tiếp nhận"),
    Act.RECEIVE: _("Tiếp nhận"),
    Act.CARRY_IN: _("Nhận số dư ban đầu"),
    Act.ASSIGN: _("Phân công"),
    Act.HAND_OVER: _("Bàn giao"),
    Act.ACCEPT_HAND_OVER: _("Nhận bàn giao"),
    Act.DECLINE_HAND_OVER: _("Không nhận bàn giao"),
    Act.FINISH_STEP: _("Hoàn thành bước"),
    Act.SEND_BACK: _("Trả lại bước trước"),
    Act.MOVE_STEP: _("Chuyển bước khác quy trình"),
    Act.CONSULT: _("Lấy ý kiến phối hợp"),
    Act.ANSWER: _("Cho ý kiến"),
    Act.REQUEST_SUPPLEMENT: _("Yêu cầu bổ sung hồ sơ"),
    Act.SUPPLEMENT: _("Nhận giấy tờ bổ sung"),
    Act.REQUEST_PAYMENT: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Act.CONFIRM_PAYMENT: _("Xác nhận đã thực hiện nghĩa vụ tài chính"),
    Act.PAUSE: _("Tạm dừng xử lý"),
    Act.RESUME: _("Tiếp tục xử lý"),
    Act.APOLOGISE: _("Xin lỗi, hẹn lại ngày trả"),
    Act.RESET_DUE: _("Đặt lại hạn trả kết quả"),
    Act.DECIDE: _("Ghi nhận kết quả giải quyết"),
    Act.WITHDRAW: _("Người nộp rút hồ sơ"),
    Act.STOP: _("Dừng xử lý"),
    Act.RETURN_RESULT: _("Trả kết quả"),
    Act.TRANSFER: _("Chuyển cơ quan giải quyết"),
    Act.CORRECT: _("Đính chính"),
    Act.REVERSE: _("Thu hồi việc vừa làm"),
}

CHANNEL: dict[Channel, Promise] = {
    Channel.COUNTER: _("Trực tiếp"),
    Channel.ONLINE: _("Trực tuyến"),
    Channel.POST: _("Bưu chính công ích"),
}

LEVEL: dict[Level, Promise] = {
    Level.PROVINCE: _("Cấp tỉnh"),
    Level.DISTRICT: _("Cấp huyện"),
    Level.COMMUNE: _("Cấp xã"),
}

TIER: dict[Tier, Promise] = {
    Tier.MINISTRY: _("Cấp bộ"),
    Tier.PROVINCE: _("Cấp tỉnh"),
    Tier.DISTRICT: _("Cấp huyện"),
    Tier.COMMUNE: _("Cấp xã"),
    Tier.OTHER: _("Cơ quan khác"),
}

SERVICE_LEVEL: dict[ServiceLevel, Promise] = {
    ServiceLevel.FULL: _("Dịch vụ công trực tuyến toàn trình"),
    ServiceLevel.PARTIAL: _("Dịch vụ công trực tuyến một phần"),
    ServiceLevel.INFORMATION: _("Dịch vụ cung cấp thông tin trực tuyến"),
}

OUTCOME: dict[Outcome, Promise] = {
    Outcome.NONE: _("Chưa có kết quả"),
    Outcome.GRANTED: _("Đồng ý giải quyết"),
    Outcome.DENIED: _("Từ chối giải quyết, trả hồ sơ (nêu rõ lý do)"),
}

ENDING: dict[Ending, Promise] = {
    Ending.GRANTED: _("Đã giải quyết"),
    Ending.DENIED: _("Từ chối giải quyết, trả hồ sơ"),
    Ending.WITHDRAWN: _("Người nộp rút hồ sơ"),
    Ending.STOPPED: _("Dừng xử lý"),
}

VERDICT: dict[Verdict, Promise] = {
    Verdict.NONE: _("Chưa kết thúc"),
    Verdict.EARLY: _("Trước hạn"),
    Verdict.ON_TIME: _("Đúng hạn"),
    Verdict.LATE: _("Quá hạn"),
}

TIME_UNIT: dict[TimeUnit, Promise] = {
    TimeUnit.WORKING_HOURS: _("giờ làm việc"),
    TimeUnit.WORKING_DAYS: _("ngày làm việc"),
    TimeUnit.CALENDAR_DAYS: _("ngày"),
    TimeUnit.MONTHS: _("tháng"),
    TimeUnit.SAME_DAY: _("trong ngày"),
    TimeUnit.NOT_REGULATED: _("không quy định"),
}

#: Said of a channel whose time limit nobody has stated yet.
LIMIT_MISSING = _("chưa có thời hạn")
#: Said of a channel whose source is silent about fees.
FEES_UNKNOWN = _("chưa có thông tin")

MOVEMENT: dict[MovementKind, Promise] = {
    MovementKind.NONE: _("Không chuyển sổ"),
    MovementKind.RECEIVED: _("Tiếp nhận"),
    MovementKind.CARRIED_IN: _("Từ kỳ trước chuyển qua"),
    MovementKind.SETTLED: _("Giải quyết xong"),
    MovementKind.REOPENED: _("Mở lại"),
    MovementKind.TRANSFERRED: _("Chuyển cơ quan"),
    MovementKind.ANNULLED: _("Hủy tiếp nhận"),
}

IDENTITY_KIND: dict[IdentityKind, Promise] = {
    IdentityKind.CITIZEN_ID: _("Số định danh cá nhân"),
    IdentityKind.OLD_ID: _("Số chứng minh nhân dân"),
    IdentityKind.PASSPORT: _("Số hộ chiếu"),
    IdentityKind.TAX_CODE: _("Mã số thuế"),
    IdentityKind.ENTERPRISE_CODE: _("Mã số doanh nghiệp"),
    IdentityKind.NONE_YET: _("Chưa có giấy tờ định danh"),
}

PAPER_FORM: dict[PaperForm, Promise] = {
    PaperForm.ORIGINAL: _("Bản chính"),
    PaperForm.COPY: _("Bản sao"),
    PaperForm.CERTIFIED_COPY: _("Bản sao chứng thực"),
    PaperForm.SHOWN: _("Xuất trình để đối chiếu"),
    PaperForm.HELD_DATA: _("Đã có trong cơ sở dữ liệu"),
}

RULE_SET: dict[RuleSet, Promise] = {
    RuleSet.ND61_2018: _("Nghị định số 61/2018/NĐ-CP"),
    RuleSet.ND118_2025: _("Nghị định số 118/2025/NĐ-CP"),
    RuleSet.ND309_2026: _("Nghị định số 309/2026/NĐ-CP"),
}

BY_ENUM: Mapping[type[Enum], Mapping[Any, Promise]] = {
    Status: STATUS,
    Act: ACT,
    Channel: CHANNEL,
    Level: LEVEL,
    Tier: TIER,
    ServiceLevel: SERVICE_LEVEL,
    Outcome: OUTCOME,
    Ending: ENDING,
    Verdict: VERDICT,
    TimeUnit: TIME_UNIT,
    MovementKind: MOVEMENT,
    IdentityKind: IDENTITY_KIND,
    PaperForm: PAPER_FORM,
    RuleSet: RULE_SET,
}


def of(value: Enum) -> str:
    """Return the label of one value. Raise ``KeyError`` for a vocabulary that has none."""
    return str(BY_ENUM[type(value)][value])
