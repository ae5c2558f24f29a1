"""Nhập dữ liệu từ hệ thống khác: motcua import submissions | catalog | routes TỆP, results THƯ_MỤC TỆP.

submissions: hồ sơ nộp trên Cổng Dịch vụ công quốc gia (bản ghi NoiHoSo), tệp JSON hoặc JSONL.
Nhập lại cùng tệp không tạo hồ sơ lần hai; bản ghi chưa tạo được hồ sơ vẫn được giữ và được nêu tên.
catalog: danh mục thủ tục hành chính quốc gia (bản ghi LayThuTuc, văn bản trên Cổng, hoặc đã tách
trường). Nhập lại cùng tệp không đổi gì; không xóa gì: thủ tục không còn trong danh mục chỉ bị tắt.
routes: quy trình nội bộ (tệp XLSX hoặc YAML). Một dòng sai thì không nhập quy trình nào.
results: kết quả cũ số hóa (thư mục tệp quét và danh sách XLSX). Một dòng sai thì không nhập dòng nào.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.cli import Stop, _catalogue, _results, _routes
from motcua.integrations.national_portal import inbound
from motcua.integrations.national_portal.inbound import Fate, Outcome

MIGRATED = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What to import, and from where."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="loại")
    submissions = kinds.add_parser("submissions", help="hồ sơ nộp trên Cổng DVC quốc gia")
    submissions.add_argument("file", type=Path, help="tệp JSON hoặc JSONL; - là đầu vào chuẩn")
    _catalogue.configure(kinds.add_parser("catalog", help="danh mục thủ tục hành chính quốc gia"))
    _routes.configure_import(kinds.add_parser("routes", help="quy trình nội bộ, XLSX hoặc YAML"))
    _results.configure(kinds.add_parser("results", help="kết quả cũ số hóa, theo danh sách XLSX"))


def run(args: argparse.Namespace) -> int:
    """Take every record in; tell each that got stuck; 1 when any did."""
    return _KINDS[args.kind](args)


def _submissions(args: argparse.Namespace) -> int:
    try:
        found = inbound.records(_read(args.file))
    except (inbound.NotRecords, OSError, UnicodeDecodeError) as unreadable:
        sentence = unreadable if isinstance(unreadable, inbound.NotRecords) else args.file
        raise Stop(_("Không đọc được tệp: %(why)s") % {"why": sentence}) from unreadable
    fates: Counter[Fate] = Counter()
    for outcome in inbound.take_in_all(found, now=clock.now):
        fates[outcome.fate] += 1
        if outcome.fate is Fate.STUCK:
            sys.stdout.write(f"{_line(outcome)}\n")
    told = {"made": fates[Fate.MADE], "known": fates[Fate.KNOWN], "stuck": fates[Fate.STUCK]}
    sys.stdout.write(
        _("Đã tạo %(made)d hồ sơ; %(known)d hồ sơ đã có; %(stuck)d bản ghi cần xem lại.") % told
        + "\n"
    )
    return 1 if fates[Fate.STUCK] else 0


def _read(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.read()
    return path.read_text(encoding="utf-8-sig")


def _line(outcome: Outcome) -> str:
    number = outcome.number or _("không có mã hồ sơ")
    told = {"place": outcome.place, "number": number, "problem": outcome.problem}
    return _("Bản ghi %(place)d (%(number)s): %(problem)s") % told


_KINDS = {
    "catalog": _catalogue.run,
    "results": _results.take_in,
    "routes": _routes.take_in,
    "submissions": _submissions,
}
