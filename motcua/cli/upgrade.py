"""Nâng cấp dữ liệu lên phiên bản phần mềm đang cài: sao lưu, chuyển đổi, đối soát."""

import argparse
import sys

from django.utils.translation import gettext as _

from motcua.base import clock, embedded, installation, upkeep
from motcua.catalog import actions as catalog
from motcua.cli import Stop, main


def configure(parser: argparse.ArgumentParser) -> None:
    """Leave the backup out only when one was just made."""
    parser.add_argument("--no-backup", action="store_true", help="không sao lưu trước khi nâng cấp")


def run(args: argparse.Namespace) -> int:
    """Back up, migrate while nobody serves from the data folder, verify."""
    if not args.no_backup:
        main(["backup"])
    try:
        with embedded.serving(installation.data_folder()):
            installation.migrate()
            catalog.index_new()
    except embedded.AlreadyServing as busy:
        raise Stop(str(busy)) from busy
    upkeep.note(name="upgrade", at=clock.now(), ok=True)
    sys.stdout.write(_("Cơ sở dữ liệu đã theo phiên bản đang cài.") + "\n")
    return main(["verify"])
