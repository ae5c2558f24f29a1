"""Bắt đầu một tỉnh mới: mã, cơ quan, lịch làm việc, thủ tục tiếp nhận, quản trị đầu tiên.

motcua init --example > tinh.yaml                  ghi tệp mẫu, sửa theo địa phương
motcua init --template co-quan.xlsx                ghi bảng mẫu để kê nhiều cơ quan
motcua init tinh.yaml [--agencies co-quan.xlsx]    tạo tỉnh từ tệp; chạy lại thì chỉ thêm cơ quan còn thiếu
motcua init --check                                những việc còn lại trước khi tiếp nhận hồ sơ đầu tiên
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base import clock, env, installation
from motcua.catalog import actions as catalog
from motcua.catalog import queries as procedures
from motcua.catalog import records
from motcua.catalog.models import Procedure
from motcua.cli import Stop, _agency_sheet, _checklist, _province
from motcua.cli._province import AgencyPlan, PlanRefused, ProvincePlan
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, AgencyKind, Desk, Role
from motcua.people import actions as people
from motcua.people import queries as people_queries
from motcua.rules.codes import Level


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, with or without a list of agencies, or one of the questions."""
    parser.add_argument("file", nargs="?", type=Path, help="tệp mô tả tỉnh")
    parser.add_argument("--agencies", type=Path, help="bảng tính kê các cơ quan")
    parser.add_argument("--example", action="store_true", help="in tệp mẫu")
    parser.add_argument("--template", type=Path, metavar="TỆP", help="ghi bảng tính mẫu")
    parser.add_argument("--check", action="store_true", help="in những việc còn lại")


def run(args: argparse.Namespace) -> int:
    """Write an example, begin the province or go on with it, or say what is left to do."""
    if args.example:
        sys.stdout.write(_province.EXAMPLE.read_text(encoding="utf-8"))
        return 0
    if args.template:
        _agency_sheet.write_template(args.template)
        sys.stdout.write(_("Đã ghi bảng mẫu vào %(path)s.") % {"path": args.template} + "\n")
        return 0
    installation.migrate()
    if args.file:
        _begin(args.file, args.agencies)
    elif not args.check:
        raise Stop(_("Hãy cho biết tệp mô tả tỉnh; motcua init --example in tệp mẫu."), code=2)
    return _show_checklist()


def _begin(path: Path, agency_list: Path | None) -> None:
    if env.read().demo or people_queries.demo_accounts():
        raise Stop(
            _(
                "Đây là bản cài đặt minh họa. Tỉnh thật cần thư mục dữ liệu khác (MOTCUA_DATA) "
                "và không đặt MOTCUA_DEMO."
            )
        )
    try:
        plan = _province.read(path, agency_list)
        with transaction.atomic():
            made = _build(plan)
    except (PlanRefused, organizations.Refused, people.Refused) as refusal:
        raise Stop(str(refusal)) from refusal
    _tell(plan, made)


@dataclass(frozen=True)
class _Made:
    """What the file added; ``password`` is "" when the administrator was there already."""

    agencies: int
    offerings: int
    password: str


def _tell(plan: ProvincePlan, made: _Made) -> None:
    counts = {"agencies": made.agencies, "offerings": made.offerings}
    sys.stdout.write(
        _("Đã thêm %(agencies)d cơ quan, %(offerings)d thủ tục tiếp nhận.") % counts + "\n\n"
    )
    if not made.password:
        return
    told = {"username": plan.admin_username, "password": made.password}
    sys.stdout.write(
        _("Tài khoản quản trị: %(username)s\nMật khẩu ban đầu:   %(password)s") % told
        + "\n"
        + _("Mật khẩu chỉ hiện một lần và phải đổi khi đăng nhập lần đầu.")
        + "\n\n"
    )


def _build(plan: ProvincePlan) -> _Made:
    """Make everything of the plan that is not there yet."""
    province = _province_of(plan)
    is_new = province is None
    if province is None:
        _set_up(plan)
        province = _open(plan.province, plan, parent=None)
    opened = {"": province}
    added = offered = 0
    for each in plan.agencies:
        agency = Agency.objects.filter(code=each.code).first()
        if agency is None:
            agency = _open(each, plan, parent=opened[each.parent_code])
            added += 1
        opened[each.code] = agency
        offered += _offer(each, plan, agency)
    password = _appoint_administrator(plan, province) if is_new else ""
    return _Made(added, offered, password)


def _province_of(plan: ProvincePlan) -> Agency | None:
    """The province of an earlier run; None on an empty database. Raise ``PlanRefused`` for another."""
    if not Agency.objects.exists():
        return None
    found = Agency.objects.filter(code=plan.province.code, kind=AgencyKind.PROVINCE).first()
    if found is None:
        raise PlanRefused(
            [
                _("Cơ sở dữ liệu đã có cơ quan của tỉnh khác. Lệnh init chỉ dùng cho tỉnh mới."),
            ]
        )
    return found


def _set_up(plan: ProvincePlan) -> None:
    """Hours, holidays to confirm, and the starter catalogue."""
    at = clock.now()
    if plan.hours:
        organizations.set_hours(agency=None, week=plan.hours, from_on=plan.from_on)
    else:
        organizations.set_default_hours(from_on=plan.from_on)
    for year in sorted({plan.from_on.year, at.year, at.year + 1}):
        organizations.propose_year(year=year, at=at)
    if plan.starter:
        catalog.load(catalogue=records.read())


def _open(each: AgencyPlan, plan: ProvincePlan, *, parent: Agency | None) -> Agency:
    agency = organizations.open_agency(
        code=each.code,
        name=each.name,
        level=each.level,
        kind=each.kind,
        opened_on=plan.from_on,
        parent=parent,
        aliases=each.aliases,
        address=each.address,
        phone=each.phone,
    )
    organizations.number_with(
        agency=agency, agency_code=each.code, pattern=plan.pattern, from_on=plan.from_on
    )
    return agency


def _offer(each: AgencyPlan, plan: ProvincePlan, agency: Agency) -> int:
    """Open the desk and make the agency competent for what the plan says; return how many were new."""
    desk = Desk.objects.filter(agency=agency, to_on=None).order_by("pk").first()
    if desk is None and each.desk:
        desk = organizations.open_desk(
            agency=agency,
            name=each.desk,
            from_on=plan.from_on,
            address=each.address,
            phone=each.phone,
        )
    return catalog.offer_all(
        procedures=_settled_by(each, plan), agency=agency, from_on=plan.from_on, desk=desk
    )


def _settled_by(each: AgencyPlan, plan: ProvincePlan) -> Iterable[Procedure]:
    """Everything of its tier for a commune; for others what lies in their fields."""
    versions = procedures.in_force_on(plan.from_on).filter(levels__contains=[each.level])
    if each.level != Level.COMMUNE:
        versions = versions.filter(field__code__in=each.fields)
    return [version.procedure for version in versions]


def _appoint_administrator(plan: ProvincePlan, province: Agency) -> str:
    password = people.first_password()
    account = people.create_account(
        username=plan.admin_username,
        full_name=plan.admin_name,
        at=clock.now(),
        password=password,
        must_change_password=True,
    )
    post = organizations.open_post(agency=province, name=_("Quản trị hệ thống"), role=Role.ADMIN)
    organizations.assign_officer(
        account=account, post=post, from_on=min(plan.from_on, clock.today())
    )
    return password


def _show_checklist() -> int:
    """Print every line; exit code 0 whether or not something is left."""
    for item in _checklist.of(clock.today()):
        mark = "[x]" if item.done else "[ ]"
        sys.stdout.write(f"{mark} {item.what}\n")
        if not item.done:
            sys.stdout.write(f"    {item.advice}\n")
    return 0
