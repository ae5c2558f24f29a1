"""Lập biểu báo cáo thống kê từ sổ hồ sơ: bảng trên màn hình, JSON, XLSX hoặc PDF.

Ví dụ: motcua report II.06b --agency "Huyện Chi Lăng" --period "quý III/2024" --format xlsx
Báo cáo thuyết minh: motcua report bao-cao --agency "Huyện Chi Lăng" --period "quý III/2024" --format docx
"""

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.cli import Stop, _narrative, _statutory
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.reporting import definitions, documents, queries, spreadsheets, tables
from motcua.reporting.figures import COLUMNS, Form, Report, grouped_number
from motcua.rules import forms, periods

_FORMS: dict[str, Form] = {"ii.06a": "a", "ii.06b": "b"}
_BAD_ARGUMENTS = 2
_NAME_WIDTH = 44
_CELL_WIDTH = 9

MIGRATED = True

T = TypeVar("T")


def configure(parser: argparse.ArgumentParser) -> None:
    """Which form, of whom, for which days, counted how, written where."""
    parser.add_argument(
        "form",
        metavar="biểu",
        help="mã biểu: II.06a (một đơn vị), II.06b (tổng hợp), II.05b, CCHC.3 …; bao-cao: báo cáo thuyết minh",
    )
    parser.add_argument("--agency", required=True, help="cơ quan: mã, tên gọi khác hoặc tên đầy đủ")
    parser.add_argument("--period", help="kỳ báo cáo: “quý III/2024”, “tháng 6/2024”, “năm 2024”")
    parser.add_argument("--from", dest="from_on", help="ngày đầu kỳ, 2024-06-15")
    parser.add_argument("--to", dest="to_on", help="ngày cuối kỳ, 2024-09-14")
    parser.add_argument("--as-of", help="chỉ tính số liệu ghi nhận đến thời điểm này (ISO)")
    parser.add_argument(
        "--rule",
        default=forms.DEFAULT.code,
        help=f"quy ước tính: {', '.join(forms.COUNTING_RULES)}",
    )
    parser.add_argument(
        "--format",
        choices=sorted({*_WRITERS, *_narrative.WRITERS}),
        default="table",
        help="dạng kết quả",
    )
    parser.add_argument("--out", type=Path, help="tệp kết quả; không ghi thì in ra màn hình")


def run(args: argparse.Namespace) -> int:
    """Build the report and write it."""
    window = _window(args)
    try:
        _write(_built(args, window), args.out)
    except tables.CountingRuleUnknown as unknown:
        raise Stop(
            _("Không có quy ước tính “%(code)s”. Các quy ước hiện có: %(known)s.")
            % {"code": unknown.code, "known": ", ".join(unknown.known)},
            _BAD_ARGUMENTS,
        ) from unknown
    return 0


def _built(args: argparse.Namespace, window: periods.Window) -> str | bytes:
    if args.form.strip().lower() == _narrative.CODE:
        told = _narrative.build(
            agency=_agency(args.agency), window=window, as_of=_as_of(args.as_of)
        )
        return _format(args, _narrative.WRITERS)(told)
    code = _statutory.code_of(args.form)
    return _two_six(args, window) if code is None else _other(args, window, code)


def _format(
    args: argparse.Namespace, writers: Mapping[str, Callable[[T], str | bytes]]
) -> Callable[[T], str | bytes]:
    """The writer that was asked for; not everything is written in every way."""
    if args.format not in writers:
        raise Stop(
            _("%(form)s không có dạng %(format)s. Các dạng hiện có: %(known)s.")
            % {"form": args.form, "format": args.format, "known": ", ".join(sorted(writers))},
            _BAD_ARGUMENTS,
        )
    return writers[args.format]


def _two_six(args: argparse.Namespace, window: periods.Window) -> str | bytes:
    report = tables.two_six(
        agency=_agency(args.agency),
        from_on=window.from_on,
        to_on=window.to_on,
        as_of=_as_of(args.as_of),
        counting_rule=args.rule,
        by=_form(args.form),
        named=window.named,
    )
    return _format(args, _WRITERS)(report)


def _other(args: argparse.Namespace, window: periods.Window, code: str) -> str | bytes:
    form = _statutory.build(
        code,
        agency=_agency(args.agency),
        window=window,
        as_of=_as_of(args.as_of),
        rule=args.rule,
    )
    return _format(args, _statutory.WRITERS)(form)


def _form(text: str) -> Form:
    found = _FORMS.get(text.strip().lower())
    if found is None:
        raise Stop(
            _("Không có biểu “%(form)s”. Các biểu hiện có: %(known)s.")
            % {"form": text, "known": ", ".join(definitions.codes())},
            _BAD_ARGUMENTS,
        )
    return found


def _agency(text: str) -> Agency:
    try:
        return agencies.find(text)
    except agencies.AgencyUnknown as unknown:
        raise Stop(str(unknown), _BAD_ARGUMENTS) from unknown


def _window(args: argparse.Namespace) -> periods.Window:
    """Read the period, or the first and last day; both or neither is a mistake.

    Days that a document of the province names bear that name.
    """
    given = bool(args.from_on or args.to_on)
    if bool(args.period) is given or bool(args.from_on) is not bool(args.to_on):
        raise Stop(
            _("Hãy ghi --period, hoặc ghi cả --from và --to (ví dụ 2024-06-15)."), _BAD_ARGUMENTS
        )
    try:
        if args.period:
            return queries.named(periods.parse(args.period))
        return queries.named(periods.Window(_day(args.from_on), _day(args.to_on)))
    except periods.BadWindow as bad:
        raise Stop(str(bad), _BAD_ARGUMENTS) from bad


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Stop(
            _("“%(text)s” không phải là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2024-06-15.")
            % {"text": text},
            _BAD_ARGUMENTS,
        ) from error


def _as_of(text: str | None) -> datetime:
    """Read the moment; without a zone it is local, without one given it is now."""
    if not text:
        return clock.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Stop(
            _("“%(text)s” không phải là thời điểm. Hãy ghi như 2024-09-20T17:00.") % {"text": text},
            _BAD_ARGUMENTS,
        ) from error
    return clock.local(moment) if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


def _write(content: str | bytes, out: Path | None) -> None:
    if out is not None:
        out.write_bytes(content.encode() if isinstance(content, str) else content)
        return
    if isinstance(content, bytes):
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    sys.stdout.write(content)


def _json(report: Report) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"


def _table(report: Report) -> str:
    """Write the form as lines of text: levels and their fields, the total, what stands below."""
    lines = [
        f"{report.code} – {report.agency}",
        f"{report.period} ({report.days})",
        _text_row("", ["(" + name[1:] + ")" for name in COLUMNS]),
    ]
    for row in documents.print_rows(report):
        cells = row.row.cells()
        label = f"{row.order}. {row.label}" if row.order else row.label
        indent = "  " if row.kind == "line" else ""
        lines.append(_text_row(indent + label, [grouped_number(cells[name]) for name in COLUMNS]))
    lines += documents.under_the_table(report)
    lines += [
        f"{'Đạt' if check.holds else 'KHÔNG ĐẠT'}: {check.name}: {check.detail}"
        for check in report.checks
    ]
    return "\n".join(lines) + "\n"


def _text_row(label: str, cells: list[str]) -> str:
    label = unicodedata.normalize("NFC", label)
    short = label if len(label) <= _NAME_WIDTH else label[: _NAME_WIDTH - 1] + "…"
    return short.ljust(_NAME_WIDTH) + "".join(cell.rjust(_CELL_WIDTH) for cell in cells)


_WRITERS: dict[str, Callable[[Report], str | bytes]] = {
    "json": _json,
    "table": _table,
    "xlsx": spreadsheets.workbook,
    "pdf": documents.pdf,
}
