"""Dựng tỉnh minh họa: cơ quan, người và hồ sơ đều do máy đặt ra, diễn qua các thao tác thật.

Chạy lại thì diễn tiếp từ ngày đã dừng; đã diễn đến hôm nay thì không làm gì thêm.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.base import clock, installation
from motcua.cli import Stop
from motcua.demo import player
from motcua.demo.progress import Mark

_QUICK_RATE = 0.15
_PHASES = {
    "opening": "trước quý III/2024",
    "quarter": "quý III/2024",
    "districts": "đến khi kết thúc cấp huyện",
    "communes": "chính quyền hai cấp",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """How much, and how far."""
    parser.add_argument("--scale", type=float, default=1.0, help="cỡ của quý III/2024 (1: số thật)")
    parser.add_argument("--until", type=date.fromisoformat, help="diễn đến hết ngày (2024-09-30)")
    parser.add_argument("--quick", action="store_true", help="ít hồ sơ hơn ở các quý sau")


def run(args: argparse.Namespace) -> int:
    """Play up to now, or to the end of a day before."""
    if not settings.DEMO:
        raise Stop(
            _(
                "Dữ liệu minh họa chỉ dựng ở bản cài đặt minh họa. Hãy đặt MOTCUA_DEMO=1 rồi chạy lại."
            )
        )
    installation.migrate()
    now = clock.now()
    until = min(now, clock.at(args.until, 23, 59)) if args.until else now
    rate = _QUICK_RATE if args.quick else 1.0
    try:
        mark = player.play(until=until, scale=args.scale, rate=rate, tell=_teller())
    except player.NotADemonstration as refusal:
        raise Stop(
            _("Cơ sở dữ liệu đã có cơ quan thật. Hãy chọn thư mục dữ liệu khác bằng MOTCUA_DATA.")
        ) from refusal
    except player.PlayedElsewhere as refusal:
        raise Stop(_("Tỉnh minh họa đang được dựng ở một tiến trình khác.")) from refusal
    sys.stdout.write(_("Tỉnh minh họa đã đến %(day)s.") % {"day": f"{mark.moment:%d/%m/%Y}"} + "\n")
    return 0


def _teller() -> Callable[[Mark], None]:
    """Return what says each new percent once."""
    told = -1

    def tell(mark: Mark) -> None:
        nonlocal told
        percent = mark.done * 100 // max(mark.total, 1)
        if percent == told:
            return
        told = percent
        phase = _PHASES.get(mark.phase, "")
        sys.stdout.write(f"Tỉnh minh họa {percent:3d}%  {mark.moment:%d/%m/%Y}  {phase}\n")
        sys.stdout.flush()

    return tell
