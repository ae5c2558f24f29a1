"""What a new province still needs before its first dossier, asked of the installation itself."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.base import upkeep
from motcua.catalog.models import Offering
from motcua.organizations.models import (
    Agency,
    AgencyNumbering,
    Assignment,
    CalendarYear,
    Role,
)
from motcua.people.models import Account

_NAMED = 3


class Item(NamedTuple):
    """One line: done or not, what it is, and what to do while it is not."""

    done: bool
    what: str
    advice: str


def of(today: date) -> list[Item]:
    """Every line, in the order one goes through them."""
    return [check(today) for check in _CHECKS]


def _offering(on: date) -> QuerySet[Agency]:
    """The open agencies that settle something."""
    held = Offering.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on), agency=OuterRef("pk"), from_on__lte=on
    )
    return Agency.objects.filter(closed_on__isnull=True).filter(Exists(held))


def _filled(role: Role, on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on), post__role=role, from_on__lte=on
    )


def _some(names: Iterable[str]) -> str:
    """The first few names and how many more."""
    listed = list(names)
    more = len(listed) - _NAMED
    shown = ", ".join(listed[:_NAMED])
    return (
        _("%(names)s và %(more)s đơn vị khác") % {"names": shown, "more": more}
        if more > 0
        else shown
    )


def _agencies(today: date) -> Item:
    count = _offering(today).count()
    return Item(
        count > 0,
        _("Cơ quan có thủ tục được tiếp nhận: %(count)s") % {"count": count},
        _("Khai báo cơ quan và thủ tục tiếp nhận (màn hình Cơ quan)."),
    )


def _desks(today: date) -> Item:
    """Offerings without a desk: nobody knows where to go with them."""
    without = (
        Offering.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), desk=None)
        .order_by("agency__name_key")
        .values_list("agency__name", flat=True)
        .distinct()
    )
    names = _some(without)
    return Item(
        not names,
        _("Mỗi thủ tục có quầy tiếp nhận"),
        _("Mở quầy rồi gắn thủ tục (màn hình Cơ quan). Còn thiếu ở: %(names)s") % {"names": names},
    )


def _numbering(today: date) -> Item:
    numbered = AgencyNumbering.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=today), agency=OuterRef("pk"), from_on__lte=today
    )
    without = _offering(today).exclude(Exists(numbered)).order_by("name_key")
    names = _some(without.values_list("name", flat=True))
    return Item(
        not names,
        _("Mỗi cơ quan có mã để đánh số hồ sơ"),
        _("Ghi mã và mẫu số (màn hình Cơ quan). Còn thiếu ở: %(names)s") % {"names": names},
    )


def _next_calendar(today: date) -> Item:
    proposed = CalendarYear.objects.filter(year=today.year + 1).exists()
    return Item(
        proposed,
        _("Lịch làm việc năm %(year)s đã có ngày nghỉ đề xuất") % {"year": today.year + 1},
        _("Lấy ngày nghỉ đề xuất (màn hình Lịch làm việc)."),
    )


def _calendar(today: date) -> Item:
    confirmed = CalendarYear.objects.filter(year=today.year, confirmed_at__isnull=False).exists()
    return Item(
        confirmed,
        _("Lịch làm việc năm %(year)s đã được xác nhận") % {"year": today.year},
        _("Đối chiếu ngày nghỉ, ngày làm bù rồi xác nhận (màn hình Lịch làm việc)."),
    )


def _officers(role: Role, what: str) -> Callable[[date], Item]:
    def check(today: date) -> Item:
        held = _filled(role, today).filter(post__agency=OuterRef("pk"))
        without = _offering(today).exclude(Exists(held)).order_by("name_key")
        names = _some(without.values_list("name", flat=True))
        done = not names and _offering(today).exists()
        return Item(
            done,
            what,
            _("Nhập danh sách cán bộ (màn hình Cán bộ). Còn thiếu ở: %(names)s") % {"names": names}
            if names
            else _("Nhập danh sách cán bộ (màn hình Cán bộ)."),
        )

    return check


def _second_factor(_today: date) -> Item:
    admins = Account.objects.filter(assignments__post__role=Role.ADMIN, is_active=True)
    missing = admins.filter(totp_confirmed_at__isnull=True).exists()
    return Item(
        admins.exists() and not missing,
        _("Quản trị đã bật xác thực hai lớp"),
        _("Đăng nhập bằng tài khoản quản trị, đổi mật khẩu và quét mã QR bằng ứng dụng xác thực."),
    )


def _backup(_today: date) -> Item:
    last = upkeep.latest("backup")
    return Item(
        last is not None and last.ok,
        _("Đã sao lưu ít nhất một lần"),
        _("Chạy motcua backup và cất tệp ở máy khác."),
    )


_CHECKS: tuple[Callable[[date], Item], ...] = (
    _agencies,
    _desks,
    _numbering,
    _calendar,
    _next_calendar,
    _second_factor,
    _officers(Role.CLERK, _("Mỗi cơ quan có người tiếp nhận và trả kết quả")),
    _officers(Role.OFFICER, _("Mỗi cơ quan có người thụ lý hồ sơ")),
    _officers(Role.LEADER, _("Mỗi cơ quan có lãnh đạo quyết định")),
    _backup,
)
