"""Xuất dữ liệu ra tệp: motcua export routes TỆP (quy trình nội bộ đang áp dụng, XLSX hoặc YAML)."""

import argparse

from motcua.cli import _routes

MIGRATED = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What to export, and where."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="loại")
    _routes.configure_export(kinds.add_parser("routes", help="quy trình nội bộ đang áp dụng"))


def run(args: argparse.Namespace) -> int:
    """Write the file."""
    return _routes.give_out(args)
