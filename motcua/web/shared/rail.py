"""The left rail of the workspace: what there is to do, by task, for the role at hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.organizations.models import Role

_EVERYONE = frozenset(Role)
_HANDLING = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})
_TOLD = _HANDLING | {Role.CONTROLLER}
_ISSUING = frozenset({Role.CLERK, Role.OFFICER})
_OVERSEEING = frozenset({Role.LEADER, Role.CONTROLLER})
_ANSWERING = _OVERSEEING | {Role.OFFICER}
_REPORTING = _OVERSEEING | {Role.OFFICER}


@dataclass(frozen=True)
class Task:
    """One line of the rail; ``tally`` names the figure shown beside it."""

    route: str
    name: Promise
    icon: str
    roles: frozenset[Role]
    tally: str = ""


#: In the order of a working day; the second part is for those who keep the house.
PARTS: tuple[tuple[Promise | str, tuple[Task, ...]], ...] = (
    (
        "",
        (
            Task("workspace:intake", _("Tiếp nhận hồ sơ"), "receive", frozenset({Role.CLERK})),
            Task(
                "workspace:submissions",
                _("Chờ tiếp nhận trực tuyến"),
                "globe",
                frozenset({Role.CLERK}),
                "submissions",
            ),
            Task("workspace:morning", _("Trang buổi sáng"), "light", _OVERSEEING),
            Task(
                "workspace:alarms",
                _("Cảnh báo tiếp nhận"),
                "late",
                frozenset({Role.CLERK}),
                "alarms",
            ),
            Task("workspace:inbox", _("Việc cần xử lý"), "tasks", _HANDLING, "inbox"),
            Task("workspace:notices", _("Nhắc việc"), "bell", _TOLD, "notices"),
            Task("workspace:tasks", _("Nhiệm vụ"), "edit", _TOLD, "tasks"),
            Task(
                "workspace:signing",
                _("Kết quả chờ ký"),
                "stamp",
                frozenset({Role.LEADER}),
            ),
            Task("workspace:issuing", _("Cấp số, đóng dấu"), "stamp", _ISSUING),
            Task(
                "workspace:counter", _("Trả kết quả"), "handout", frozenset({Role.CLERK}), "counter"
            ),
            Task("workspace:tickets", _("Số thứ tự, lịch hẹn"), "users", frozenset({Role.CLERK})),
            Task("workspace:lane", _("Giải quyết tại chỗ"), "clock", frozenset({Role.CLERK})),
            Task("workspace:apologies", _("Xin lỗi, hẹn lại ngày trả"), "notice", _ANSWERING),
            Task("workspace:slips_batch", _("In phiếu, sổ theo dõi"), "print", _HANDLING),
            Task("workspace:old_results", _("Kết quả cũ số hóa"), "clip", _HANDLING),
            Task("workspace:watch", _("Theo dõi, đôn đốc"), "watch", _OVERSEEING, "late"),
            Task("workspace:load", _("Khối lượng công việc"), "users", _OVERSEEING),
            Task("workspace:reports", _("Báo cáo, thống kê"), "chart", _OVERSEEING),
            Task("workspace:campaigns", _("Đợt báo cáo"), "calendar", _OVERSEEING),
            Task("workspace:control", _("Sổ kiểm soát TTHC"), "book", _OVERSEEING),
            Task("workspace:check_report", _("Rà soát số liệu báo cáo"), "paper", _REPORTING),
            Task(
                "workspace:grounds", _("Căn cứ, nguyên nhân"), "book", frozenset({Role.CONTROLLER})
            ),
            Task(
                "workspace:lane_approvals",
                _("Danh sách tại chỗ"),
                "clock",
                frozenset({Role.LEADER}),
            ),
            Task("workspace:closings", _("Chốt số liệu"), "lock", frozenset({Role.CONTROLLER})),
            Task("workspace:catalog", _("Danh mục TTHC"), "book", _EVERYONE),
        ),
    ),
    (
        _("Quản trị"),
        (
            Task("workspace:agencies", _("Cơ quan, đơn vị"), "office", frozenset({Role.ADMIN})),
            Task("workspace:officers", _("Cán bộ, công chức"), "users", frozenset({Role.ADMIN})),
            Task("workspace:calendars", _("Lịch làm việc"), "calendar", frozenset({Role.ADMIN})),
            Task("workspace:system", _("Tình trạng hệ thống"), "settings", frozenset({Role.ADMIN})),
        ),
    ),
)
_LATE = frozenset({"late", "alarms"})
#: What is counted that is no dossier waiting.
_COUNTED = {
    "notices": _("lời nhắc chưa đọc"),
    "tasks": _("nhiệm vụ chờ ông/bà"),
    "late": _("hồ sơ quá hạn"),
    "alarms": _("hồ sơ chậm"),
}


#: The largest figure that is shown; beyond it stands "999+".
MOST = 999


@dataclass(frozen=True)
class Line:
    """A task as shown: its address, whether it is the present page, its figure, and whether there are more."""

    name: str
    icon: str
    url: str
    current: bool
    count: int
    more: bool
    late: bool
    count_words: str


@dataclass(frozen=True)
class Part:
    """A named group of lines."""

    name: str
    tasks: tuple[Line, ...]


def of(role: Role, *, path: str, tallies: Mapping[str, int]) -> tuple[Part, ...]:
    """Return the rail of a role; ``tallies`` are the figures shown beside the tasks."""
    parts = (
        Part(
            str(name),
            tuple(
                _line(task, address, path, tallies)
                for task in tasks
                if role in task.roles and (address := address_of(task.route))
            ),
        )
        for name, tasks in PARTS
    )
    return tuple(part for part in parts if part.tasks)


def address_of(route: str) -> str:
    """Return a route's address; empty when this installation has no such page."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _line(task: Task, address: str, path: str, tallies: Mapping[str, int]) -> Line:
    number = tallies.get(task.tally, 0)
    return Line(
        name=str(task.name),
        icon=task.icon,
        url=address,
        current=path.startswith(address),
        count=min(number, MOST),
        more=number > MOST,
        late=task.tally in _LATE,
        count_words=str(_COUNTED.get(task.tally, _("hồ sơ đang chờ"))),
    )
