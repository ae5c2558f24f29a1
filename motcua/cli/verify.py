"""Đối soát sổ hồ sơ: lịch sử, niêm phong và các tổng; in ra từng sai lệch.

Mã thoát 0 khi không có sai lệch, 1 khi có. Chạy được trong lúc hệ thống đang phục vụ.
"""

import argparse
import sys

from motcua.base import clock, upkeep
from motcua.dossiers import verification

MIGRATED = True


def configure(parser: argparse.ArgumentParser) -> None:
    """How many differences to print; all are counted."""
    parser.add_argument(
        "--limit", type=int, default=200, help="số sai lệch được in ra (mặc định 200)"
    )


def run(args: argparse.Namespace) -> int:
    """Verify, tell, and remember that it was done."""
    report = verification.verify()
    lines = [str(finding) for finding in report.findings[: args.limit]]
    if len(report.findings) > args.limit:
        lines.append("…")
    for line in (*lines, *report.notes, report.summary()):
        sys.stdout.write(f"{line}\n")
    upkeep.note(name="verify", at=clock.now(), ok=report.clean, detail=report.summary())
    return 0 if report.clean else 1
