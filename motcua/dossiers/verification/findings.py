"""What verification can say: one finding per difference, in Vietnamese, naming exactly its subject."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import clock


class Kind(StrEnum):
    """What a finding is about."""

    DOSSIER = "dossier"
    DAY = "day"
    SUM = "sum"
    FILE = "file"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One difference. ``subject`` names the dossier, day, sum or file; ``sentence`` what differs."""

    kind: Kind
    subject: str
    sentence: str
    dossier_id: int | None = None
    day: date | None = None

    def __str__(self) -> str:
        """Subject and sentence, as a line of the report."""
        return f"{self.subject}: {self.sentence}"


#: The columns of a dossier's state, as people call them.
COLUMN_NAMES: dict[str, str | Promise] = {
    "status": gettext_lazy("trạng thái"),
    "agency_id": gettext_lazy("cơ quan giải quyết"),
    "holder_id": gettext_lazy("người đang giữ"),
    "post_id": gettext_lazy("vị trí đang giữ"),
    "offered_to_id": gettext_lazy("người được bàn giao"),
    "offered_post_id": gettext_lazy("vị trí được bàn giao"),
    "due_at": gettext_lazy("hạn trả kết quả"),
    "first_due_at": gettext_lazy("hạn trả kết quả ban đầu"),
    "promised_at": gettext_lazy("ngày hẹn lại"),
    "index_due_at": gettext_lazy("hạn tính bộ chỉ số"),
    "supplement_no": gettext_lazy("số lần yêu cầu bổ sung"),
    "waiting_since": gettext_lazy("thời điểm bắt đầu chờ"),
    "came_from": gettext_lazy("trạng thái trước khi chờ"),
    "outcome": gettext_lazy("kết quả giải quyết"),
    "verdict_report": gettext_lazy("đánh giá thời hạn theo báo cáo"),
    "verdict_control": gettext_lazy("đánh giá thời hạn theo phiếu kiểm soát"),
    "verdict_index": gettext_lazy("đánh giá thời hạn theo bộ chỉ số"),
    "submitted_at": gettext_lazy("thời điểm nộp"),
    "received_at": gettext_lazy("thời điểm tiếp nhận"),
    "clock_started_at": gettext_lazy("thời điểm bắt đầu tính hạn"),
    "received_posted_on": gettext_lazy("ngày vào sổ tiếp nhận"),
    "received_channel": gettext_lazy("kênh tiếp nhận vào sổ"),
    "settled_at": gettext_lazy("thời điểm giải quyết xong"),
    "settled_posted_on": gettext_lazy("ngày vào sổ giải quyết"),
    "returned_at": gettext_lazy("thời điểm trả kết quả"),
    "counted_by": gettext_lazy("hệ thống tính số liệu"),
    "rule_set": gettext_lazy("bộ quy định áp dụng"),
    "version_id": gettext_lazy("phiên bản thủ tục"),
    "case_id": gettext_lazy("trường hợp"),
    "procedure_id": gettext_lazy("thủ tục"),
    "field_id": gettext_lazy("lĩnh vực"),
    "level": gettext_lazy("cấp giải quyết"),
    "channel": gettext_lazy("kênh nộp"),
    "service_level": gettext_lazy("mức độ dịch vụ công"),
    "digitised": gettext_lazy("đã số hóa"),
    "taken_in_at_id": gettext_lazy("nơi tiếp nhận"),
    "return_at_id": gettext_lazy("nơi trả kết quả"),
    "limit_amount": gettext_lazy("số lượng thời hạn"),
    "limit_unit": gettext_lazy("đơn vị thời hạn"),
    "limit_restarts": gettext_lazy("tính lại thời hạn sau bổ sung"),
    "route_id": gettext_lazy("quy trình nội bộ"),
    "step": gettext_lazy("bước của quy trình"),
    "step_began_at": gettext_lazy("thời điểm bắt đầu bước"),
    "step_due_at": gettext_lazy("hạn của bước"),
    "found": gettext_lazy("kết luận của bước trước"),
    "stay_at_id": gettext_lazy("cơ quan đang xử lý liên thông"),
    "stay_due_at": gettext_lazy("hạn tại cơ quan liên thông"),
    "urgent_at": gettext_lazy("thời điểm quá hạn"),
    "seq": gettext_lazy("số sự kiện"),
    "last_hash": gettext_lazy("mã niêm phong cuối"),
    "last_posted_on": gettext_lazy("ngày vào sổ cuối"),
}


def differs(column: str, *, row: object, history: object) -> str:
    """Say that the row of a dossier contradicts its history in a column."""
    return _("%(column)s: hồ sơ ghi %(row)s, lịch sử ghi %(history)s.") % {
        "column": COLUMN_NAMES[column],
        "row": shown(row),
        "history": shown(history),
    }


def shown(value: object) -> str:
    """A value as a Vietnamese reader expects it; days as ngày/tháng/năm."""
    if value is None or value == "":
        return _("(trống)")
    if isinstance(value, datetime):
        return f"{clock.local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)
