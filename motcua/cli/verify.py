"""Đối soát sổ hồ sơ (lịch sử, niêm phong, các tổng) và sổ kiểm soát; in ra từng sai lệch.

Mã thoát 0 khi không có sai lệch, 1 khi có. Chạy được trong lúc hệ thống đang phục vụ.
"""

import argparse
import sys

from motcua.base import clock, upkeep
from motcua.control import queries as control
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
    registers = list(control.broken())
    findings = [*map(str, report.findings), *registers]
    lines = findings[: args.limit]
    if len(findings) > args.limit:
        lines.append("…")
    summary = f"{report.summary()} {control.summary(registers)}".rstrip()
    for line in (*lines, *report.notes, summary):
        sys.stdout.write(f"{line}\n")
    upkeep.note(name="verify", at=clock.now(), ok=not findings, detail=summary)
    return 1 if findings else 0
