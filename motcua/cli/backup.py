"""Sao lưu toàn bộ bản cài đặt vào một tệp: dữ liệu, tệp lưu trữ và khóa bí mật.

Tệp chứa dữ liệu cá nhân và khóa bí mật: cất ở nơi chỉ người quản trị đọc được.
"""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.base import backup, clock, installation, upkeep


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to write, and how many of the usual place to keep."""
    parser.add_argument("file", nargs="?", type=Path, help="tệp đích; mặc định trong backups/")
    parser.add_argument(
        "--keep", type=int, default=0, help="chỉ giữ lại số bản gần nhất trong backups/"
    )


def run(args: argparse.Namespace) -> int:
    """Write the file, remember that it was done, throw old ones away."""
    at = clock.now()
    data = installation.data_folder()
    path = args.file or data / "backups" / f"motcua-{at:%Y%m%d-%H%M%S}.zip"
    manifest = backup.write(path=path, data=data, at=at)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    upkeep.note(name="backup", at=at, ok=True, detail=path.name)
    sys.stdout.write(
        _("Đã sao lưu %(rows)s dòng vào %(path)s") % {"rows": rows, "path": path} + "\n"
    )
    if args.keep and not args.file:
        _forget_old(path.parent, keep=args.keep)
    return 0


def _forget_old(folder: Path, *, keep: int) -> None:
    for old in sorted(folder.glob("motcua-*.zip"))[:-keep]:
        old.unlink()
