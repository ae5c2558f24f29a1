"""What `motcua import routes` and `motcua export routes` do and say."""

import argparse
import sys
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.catalog.actions import route_files
from motcua.catalog.actions.publication import Decision
from motcua.catalog.queries import routes
from motcua.catalog.route_tables import writing
from motcua.cli import Stop

_WRITERS = {".xlsx": writing.as_workbook, ".yaml": writing.as_yaml, ".yml": writing.as_yaml}


def configure_import(parser: argparse.ArgumentParser) -> None:
    """What may be said beside the file."""
    parser.add_argument("file", type=Path, help="tệp .xlsx hoặc .yaml")
    parser.add_argument(
        "--quyet-dinh",
        dest="number",
        default="",
        help="số quyết định phê duyệt; bỏ trống: nhập thành dự thảo",
    )
    parser.add_argument(
        "--ngay", dest="signed_on", type=date.fromisoformat, help="ngày ký quyết định (YYYY-MM-DD)"
    )
    parser.add_argument("--co-quan", dest="signer", default="", help="cơ quan ban hành quyết định")
    parser.add_argument(
        "--tu-ngay",
        dest="on",
        type=date.fromisoformat,
        help="ngày có hiệu lực (YYYY-MM-DD; mặc định: hôm nay)",
    )
    parser.add_argument(
        "--xem-truoc", dest="preview", action="store_true", help="chỉ đọc, không ghi"
    )


def take_in(args: argparse.Namespace) -> int:
    """Take a file of routes in whole; tell every row that is wrong, and then write nothing."""
    try:
        content = args.file.read_bytes()
        outcome = route_files.take_in(
            content=content,
            decision=_decision(args),
            effective_from=args.on or clock.today(),
            by=None,
            at=clock.now(),
            apply=not args.preview,
        )
    except OSError as unreadable:
        raise Stop(_("Không đọc được tệp: %(why)s") % {"why": args.file}) from unreadable
    except route_files.NotATable as unreadable:
        raise Stop(str(unreadable)) from unreadable
    for one in outcome.problems or outcome.notes:
        sys.stdout.write(f"{one.place}: {one.sentence}\n")
    if outcome.problems:
        told = {"number": len(outcome.problems)}
        raise Stop(_("%(number)d chỗ cần sửa; chưa nhập quy trình nào.") % told)
    told = {"made": len(outcome.made), "same": outcome.unchanged}
    said = _("Đọc được %(made)d quy trình mới, %(same)d quy trình đã có; chưa ghi gì.")
    if not args.preview:
        said = _("Đã nhập %(made)d quy trình; %(same)d quy trình đã có, không đổi.")
    sys.stdout.write(said % told + "\n")
    return 0


def _decision(args: argparse.Namespace) -> Decision | None:
    if not args.number:
        return None
    if args.signed_on is None:
        raise Stop(_("Ghi ngày ký quyết định: --ngay YYYY-MM-DD."))
    return Decision(number=args.number, on=args.signed_on, signer=args.signer)


def configure_export(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("file", type=Path, help="tệp .xlsx hoặc .yaml")
    parser.add_argument(
        "--thu-tuc", dest="codes", nargs="*", default=[], help="mã thủ tục; bỏ trống: mọi thủ tục"
    )


def give_out(args: argparse.Namespace) -> int:
    """Write the routes that hold today, by the code of their procedure."""
    writer = _WRITERS.get(args.file.suffix.lower())
    if writer is None:
        raise Stop(_("Tên tệp phải kết thúc bằng .xlsx hoặc .yaml."))
    found = routes.by_code(clock.today(), args.codes)
    try:
        args.file.write_bytes(writer(found))
    except OSError as unwritable:
        raise Stop(_("Không ghi được tệp: %(path)s") % {"path": args.file}) from unwritable
    sys.stdout.write(_("Đã ghi %(number)d quy trình.") % {"number": len(found)} + "\n")
    return 0
