"""Đo tốc độ trên cơ sở dữ liệu tạm: mỗi số đo đứng cạnh mức sàn đo trong cùng lần chạy.

Chỉ in tỷ lệ so với mức sàn, vì số tuyệt đối của hai máy không so sánh được với nhau. Mã kết thúc là 1
khi một tỷ lệ không đạt mức cam kết.
"""

import argparse
import json
import logging
import signal
import sys
from collections.abc import Iterator

from motcua.cli import Stop
from motcua.cli.bench import books, desk, reception
from motcua.cli.bench.filling import WorkFailed
from motcua.cli.bench.harness import Measure

_DOSSIERS = 1_000_000
_YEARS = 9
_FEWEST = 500
PARTS = ("books", "forms", "reception", "desk")


def configure(parser: argparse.ArgumentParser) -> None:
    """How large the books are, which part is measured, and how the table is written."""
    parser.add_argument(
        "--dossiers", type=int, default=_DOSSIERS, help=f"số hồ sơ của năm được đo ({_DOSSIERS})"
    )
    parser.add_argument(
        "--years",
        type=int,
        default=_YEARS,
        help=f"số năm cũ đứng trước, mỗi năm một phần mười số hồ sơ ({_YEARS})",
    )
    parser.add_argument(
        "--desk",
        type=int,
        default=desk.OPEN,
        help=f"số hồ sơ đang giải quyết của đơn vị được đo ({desk.OPEN})",
    )
    parser.add_argument("--only", choices=PARTS, help="chỉ đo một phần")
    parser.add_argument("--verify", action="store_true", help="đối soát toàn bộ sổ đã nạp (lâu)")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Measure in throw-away databases, print one table; 1 when a bound is broken."""
    if min(args.dossiers, args.desk) < _FEWEST or not 0 <= args.years <= _YEARS:
        raise Stop(f"Cần ít nhất {_FEWEST} hồ sơ và từ 0 đến {_YEARS} năm cũ.")
    # Told to stop by whatever means, the throw-away databases are dropped first.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    logging.disable(logging.INFO)
    measures = []
    try:
        for one in _measures(args):
            measures.append(one)
            if args.format == "table":
                sys.stdout.write(f"{one.as_line()}\n")
                sys.stdout.flush()
    except WorkFailed as failure:
        raise Stop("Nạp dữ liệu đo không thành công; lỗi ở ngay phía trên.") from failure
    finally:
        logging.disable(logging.NOTSET)
    if args.format == "json":
        found = [one.as_json() for one in measures]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0 if all(one.holds for one in measures) else 1


def _measures(args: argparse.Namespace) -> Iterator[Measure]:
    if args.only in {None, "reception"}:
        yield from reception.measure()
    if args.only in {None, "desk"}:
        yield from desk.measure(args.desk)
    if args.only == "forms":
        yield from books.measure_forms(args.dossiers)
    if args.only in {None, "books"}:
        yield from books.measure(
            books.Size(dossiers=args.dossiers, years=args.years, verify=args.verify)
        )
