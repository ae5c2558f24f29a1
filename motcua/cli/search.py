"""Tìm thủ tục hành chính theo cách nói hằng ngày, không cần dấu: motcua search "dang ky ket hon".

Cùng một cách xếp hạng với cổng công khai và quầy tiếp nhận. --score TỆP chấm điểm việc tìm theo một
tệp câu hỏi (YAML: questions: [{ask, right: [mã]}]).
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from motcua.base import clock, fuzzy, text
from motcua.catalog import actions, queries
from motcua.catalog.models import Field, ProcedureVersion
from motcua.cli import Stop
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.rules.codes import Tier

MIGRATED = True
_FIRST = 10
#: A question counts as answered when a right procedure is among so many.
_COUNTED = 3
_BAD_ARGUMENTS = 2
_TIERS = {
    "bo": Tier.MINISTRY,
    "tinh": Tier.PROVINCE,
    "huyen": Tier.DISTRICT,
    "xa": Tier.COMMUNE,
    "khac": Tier.OTHER,
}


@dataclass(frozen=True)
class Answer:
    """A question with the place of the first right procedure among the results, 0 when there is none."""

    asked: str
    place: int
    first: str


def configure(parser: argparse.ArgumentParser) -> None:
    """What to look for, and within what."""
    parser.add_argument(
        "words", nargs="*", metavar="từ", help="điều cần tìm, có dấu hoặc không dấu"
    )
    parser.add_argument("--limit", type=int, default=_FIRST, help="số kết quả (mặc định 10)")
    parser.add_argument("--level", choices=[*_TIERS, *Tier], help="cấp: bo, tinh, huyen, xa, khac")
    parser.add_argument("--field", help="lĩnh vực: mã hoặc tên")
    parser.add_argument("--agency", help="cơ quan giải quyết: mã, tên gọi khác hoặc tên đầy đủ")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("--score", type=Path, help="chấm điểm theo tệp câu hỏi YAML")


def run(args: argparse.Namespace) -> int:
    """Print what is found; 1 when nothing is. With ``--score`` print the score of the questions."""
    _require_a_catalogue()
    if args.score:
        return _score(args.score)
    words = " ".join(args.words)
    if not fuzzy.words(words):
        raise Stop(_('Cho biết cần tìm gì, ví dụ: motcua search "đăng ký kết hôn"'), _BAD_ARGUMENTS)
    found = queries.find(
        words,
        level=_tier(args.level),
        field=_field(args.field),
        agency=_agency(args.agency),
        on=clock.today(),
    )
    shown = queries.in_order(found.ids[: max(args.limit, 1)])
    if args.format == "json":
        rows = [_row(version) for version in shown]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        _print(found, shown)
    return 0 if shown else 1


def _require_a_catalogue() -> None:
    if not queries.in_force_on(clock.today()).exists():
        raise Stop(
            _(
                "Danh mục thủ tục đang trống. Nhập danh mục bằng “motcua import catalog TỆP”, rồi tìm lại."
            )
        )
    actions.index_new()


def _print(found: queries.Found, shown: list[ProcedureVersion]) -> None:
    if not shown:
        sys.stdout.write(_("Không tìm thấy thủ tục nào. Thử ít từ hơn hoặc từ khác.") + "\n")
        return
    if found.only_near:
        sys.stdout.write(_("Không có thủ tục nào có đủ các từ; gần nhất là:") + "\n")
    for version in shown:
        sys.stdout.write(f"{version.procedure.code:10} {_tiers(version):12} {version.name}\n")
    rest = len(found.ids) - len(shown)
    if rest:
        sys.stdout.write(_("… và %(rest)d thủ tục khác (--limit).") % {"rest": rest} + "\n")


def _tiers(version: ProcedureVersion) -> str:
    short = {tier.value: name for name, tier in _TIERS.items()}
    return "+".join(short[tier] for tier in version.levels)


def _row(version: ProcedureVersion) -> dict[str, object]:
    return {
        "code": version.procedure.code,
        "name": version.name,
        "levels": version.levels,
        "field": version.field.name,
    }


def _tier(asked: str | None) -> Tier | None:
    return None if asked is None else _TIERS.get(asked) or Tier(asked)


def _field(asked: str | None) -> Field | None:
    if asked is None:
        return None
    wanted = text.fold(asked)
    for field in Field.objects.all():
        if wanted in {text.fold(field.code), text.fold(field.name)}:
            return field
    raise Stop(
        _("Không có lĩnh vực “%(field)s” trong danh mục.") % {"field": asked}, _BAD_ARGUMENTS
    )


def _agency(asked: str | None) -> Agency | None:
    if asked is None:
        return None
    try:
        return agencies.find(asked)
    except agencies.AgencyUnknown as unknown:
        raise Stop(str(unknown), _BAD_ARGUMENTS) from unknown


def _score(path: Path) -> int:
    try:
        questions = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
        wanted = [(str(row["ask"]), [str(code) for code in row["right"]]) for row in questions]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as unreadable:
        raise Stop(_("Không đọc được tệp câu hỏi %(path)s.") % {"path": path}) from unreadable
    began = time.perf_counter()
    answers = [_answer(asked, right) for asked, right in wanted]
    each = (time.perf_counter() - began) / max(len(answers), 1)
    for answer in answers:
        mark = "✓" if 1 <= answer.place <= _COUNTED else "✗"
        sys.stdout.write(f"{mark} {answer.place or '–':>3}  {answer.asked:50} {answer.first}\n")
    right = sum(1 <= answer.place <= _COUNTED for answer in answers)
    told = {
        "right": right,
        "all": len(answers),
        "counted": _COUNTED,
        "first": sum(answer.place == 1 for answer in answers),
        "ms": round(each * 1000),
    }
    sys.stdout.write(
        _(
            "Đúng trong %(counted)d kết quả đầu: %(right)d/%(all)d câu; ngay kết quả đầu: %(first)d; "
            "mỗi câu %(ms)d ms."
        )
        % told
        + "\n"
    )
    return 0 if right == len(answers) else 1


def _answer(asked: str, right: list[str]) -> Answer:
    ids = queries.find(asked, on=clock.today()).ids
    codes = [version.procedure.code for version in queries.in_order(ids)]
    place = next((place for place, code in enumerate(codes, start=1) if code in right), 0)
    return Answer(asked, place, codes[0] if codes else "")
