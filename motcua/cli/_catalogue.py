"""What `motcua import catalog` does and says."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.catalog import actions as catalog
from motcua.catalog.models import ImportRun
from motcua.catalog.national import reading
from motcua.cli import Stop

_WIDTH = 30
#: Of the facts not understood this many records are told at the terminal unless all are asked for.
_TOLD = 40


def configure(parser: argparse.ArgumentParser) -> None:
    """What may be said beside the file."""
    parser.add_argument("file", type=Path, help="tệp .jsonl, .jsonl.gz hoặc .json")
    parser.add_argument(
        "--tu-ngay",
        dest="on",
        type=date.fromisoformat,
        help="ngày các thay đổi có hiệu lực trong danh mục (YYYY-MM-DD; mặc định: hôm nay)",
    )
    whole = parser.add_mutually_exclusive_group()
    whole.add_argument(
        "--toan-bo",
        dest="whole",
        action="store_const",
        const=True,
        help="tệp là toàn bộ danh mục của các cơ quan công bố có trong tệp: thiếu thủ tục nào thì tắt",
    )
    whole.add_argument(
        "--mot-phan",
        dest="whole",
        action="store_const",
        const=False,
        help="tệp chỉ là một phần danh mục: không tắt thủ tục nào",
    )
    parser.add_argument(
        "--chi-tiet",
        dest="everything",
        action="store_true",
        help="in mọi chi tiết chưa hiểu, không chỉ của 40 bản ghi đầu",
    )


def run(args: argparse.Namespace) -> int:
    """Bring the file in; 1 when a record was not understood."""
    try:
        file = reading.read(args.file)
    except OSError as unreadable:
        raise Stop(_("Không đọc được tệp: %(why)s") % {"why": args.file}) from unreadable
    except reading.NotACatalogue as unreadable:
        raise Stop(str(unreadable)) from unreadable
    done = catalog.import_catalogue(
        file=file,
        on=args.on or clock.today(),
        now=clock.now,
        whole=args.whole,
        progress=_bar() if sys.stdout.isatty() else _silent,
    )
    if done.added or done.changed:
        _refresh_statistics()
    _tell(done, everything=args.everything)
    return 1 if done.not_understood else 0


def _refresh_statistics() -> None:
    """Tell the database how much there is now; its own housekeeping would do so a minute later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _silent(_done: int, _all: int) -> None:
    """Draw nothing: nobody looks."""


def _bar() -> Callable[[int, int], None]:
    shown = -1

    def draw(done: int, of: int) -> None:
        nonlocal shown
        percent = 100 * done // max(of, 1)
        if percent == shown:
            return
        shown = percent
        full = _WIDTH * percent // 100
        sys.stdout.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {percent:3d} %  {done}/{of}")
        sys.stdout.write("\n" if done == of else "")
        sys.stdout.flush()

    return draw


def _tell(done: ImportRun, *, everything: bool) -> None:
    for problem in done.problems.filter(whole=True):
        sys.stdout.write(f"{problem.sentence}\n")
    told: dict[str, list[str]] = {}
    for problem in done.problems.filter(whole=False):
        told.setdefault(problem.code, []).append(problem.sentence)
    for sentences in list(told.values())[: None if everything else _TOLD]:
        head, *rest = sentences
        tails = [one.partition("): ")[2] for one in rest]
        sys.stdout.write(" ".join([head, *tails]) + "\n")
    if len(told) > _TOLD and not everything:
        left = len(told) - _TOLD
        sys.stdout.write(
            _("… và %(count)d bản ghi nữa có chi tiết chưa hiểu; xem đủ bằng --chi-tiet.")
            % {"count": left}
            + "\n"
        )
    sys.stdout.write(_summary(done) + "\n")


def _summary(done: ImportRun) -> str:
    changes = done.added + done.changed + done.switched_off + done.switched_on
    facts = {
        "records": done.records,
        "changes": changes,
        "added": done.added,
        "changed": done.changed,
        "off": done.switched_off,
        "on": done.switched_on,
        "conflicts": done.conflicts,
        "unknown": done.not_understood,
        "same": done.unchanged,
    }
    return (
        _(
            "%(records)d bản ghi, %(changes)d thay đổi: %(added)d mới, %(changed)d đổi, %(off)d tắt, "
            "%(on)d bật lại; %(unknown)d không hiểu; %(same)d không đổi; "
            "%(conflicts)d chờ tỉnh xem xét."
        )
        % facts
    )
