"""Đo tốc độ trên cơ sở dữ liệu tạm: mỗi số đo đứng cạnh mức sàn đo trong cùng lần chạy.

Chỉ in tỷ lệ so với mức sàn, vì số tuyệt đối của hai máy không so sánh được với nhau. Mã kết thúc là 1
khi một tỷ lệ không đạt mức cam kết.
"""

import argparse
import json
import sys

from motcua.cli.bench import reception
from motcua.cli.bench.harness import Measure


def configure(parser: argparse.ArgumentParser) -> None:
    """How large the books are, and how the table is written."""
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Measure in throw-away databases, print one table; 1 when a bound is broken."""
    measures = reception.measure()
    _print(measures, args.format)
    return 0 if all(one.holds for one in measures) else 1


def _print(measures: list[Measure], form: str) -> None:
    if form == "json":
        found = [one.as_json() for one in measures]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        for one in measures:
            sys.stdout.write(f"{one.as_line()}\n")
