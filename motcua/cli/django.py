"""Chạy một lệnh quản trị của Django trên cơ sở dữ liệu của bản cài đặt này."""

import argparse

from django.core.management import execute_from_command_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything after the name is Django's."""
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="lệnh", help="lệnh của Django")


def run(args: argparse.Namespace) -> int:
    """Hand the words over."""
    execute_from_command_line(["motcua django", *args.words])
    return 0
