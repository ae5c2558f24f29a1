"""Phục hồi bản cài đặt từ một tệp sao lưu, rồi đối soát sổ hồ sơ.

Cơ sở dữ liệu phải trống, trừ khi có --force (xóa toàn bộ dữ liệu hiện có).
"""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.base import backup, clock, embedded, installation, upkeep
from motcua.cli import Stop, main


def configure(parser: argparse.ArgumentParser) -> None:
    """Which file, and whether what is there may go."""
    parser.add_argument("file", type=Path, help="tệp sao lưu")
    parser.add_argument(
        "--force", action="store_true", help="xóa dữ liệu hiện có trước khi phục hồi"
    )


def run(args: argparse.Namespace) -> int:
    """Restore while nobody serves from the data folder, then verify."""
    data = installation.data_folder()
    try:
        with embedded.serving(data):
            manifest = backup.restore(path=args.file, data=data, force=args.force)
    except (embedded.AlreadyServing, backup.NotABackup, backup.NotEmpty, backup.TooNew) as refusal:
        raise Stop(str(refusal)) from refusal
    upkeep.note(name="restore", at=clock.now(), ok=True, detail=args.file.name)
    taken = manifest["taken_at"]
    sys.stdout.write(_("Đã phục hồi dữ liệu sao lưu lúc %(taken)s.") % {"taken": taken} + "\n")
    return main(["verify"])
