"""Tables of internal processes read from a workbook or a YAML file, as they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _

from motcua.base import text, workbooks
from motcua.catalog.route_tables.columns import COLUMNS, STEP, NotATable, Problem, Row, Table

MOST_BYTES = 4 * workbooks.MEGABYTE
MOST_ROWS = 10_000
#: The headings stand within so many rows, below the title of the decision.
_HEADING_WITHIN = 30
_WIDEST = 1000
_ZIP = b"PK"
_STEP_WORD = re.compile(r"^bước\s+", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:tong|cong)\b")
Read = tuple[list[Table], list[Problem]]


def read(content: bytes) -> Read:
    """Return the tables of a file, XLSX or YAML, and what could not be read. Raise ``NotATable``."""
    if len(content) > MOST_BYTES:
        raise NotATable(_("Tệp lớn hơn 4 MB. Hãy chia thành nhiều tệp."))
    found = _from_workbook(content) if content.startswith(_ZIP) else _from_yaml(content)
    tables, problems = found
    if not tables and not problems:
        raise NotATable(_("Tệp chưa có bước nào. Hãy dùng tệp mẫu."))
    return tables, [*problems, *_repeated(tables)]


def _repeated(tables: Iterable[Table]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], str] = {}
    for one in tables:
        earlier = seen.setdefault(one.key, one.place)
        if earlier != one.place:
            yield Problem(
                one.place,
                _("Quy trình này đã có ở %(place)s.") % {"place": earlier.lower()},
            )


def _from_workbook(content: bytes) -> Read:
    try:
        rows = workbooks.cells(content, workbooks.Bounds(rows=MOST_ROWS, size_bytes=MOST_BYTES))
    except workbooks.Unusable as why:
        raise NotATable(str(why)) from why
    start, places = _heading(rows)
    problems: list[Problem] = []
    filled = _filled(rows[start:], start + 1, places, problems)
    return _grouped(filled), problems


def _heading(rows: list[Any]) -> tuple[int, dict[str, int]]:
    """Return after which row the steps begin, and at which place each column stands."""
    best: dict[str, int] = {}
    for number, cells in enumerate(rows[:_HEADING_WITHIN], start=1):
        told = {text.fold(_said(cell)): at for at, cell in enumerate(cells) if _said(cell)}
        places = {
            one.key: told[name] for one in COLUMNS for name in sorted(one.names & told.keys())
        }
        if all(one.key in places for one in COLUMNS if one.must):
            return number, places
        best = max(best, places, key=len)
    lacking = ", ".join(one.heading for one in COLUMNS if one.must and one.key not in best)
    raise NotATable(_("Bảng thiếu cột: %(names)s. Hãy dùng tệp mẫu.") % {"names": lacking})


def _filled(
    rows: list[Any], after: int, places: Mapping[str, int], problems: list[Problem]
) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=after):
        place = _("Dòng %(row)d") % {"row": number}
        told = {key: cells[at] for key, at in places.items() if at < len(cells)}
        wrong = [one for key, cell in told.items() for one in _wrong(key, cell)]
        problems.extend(Problem(place, sentence) for sentence in wrong)
        words = {key: _said(cell) for key, cell in told.items()}
        if not wrong and _is_step(words):
            yield Row(place, words)


def _is_step(words: Mapping[str, str]) -> bool:
    """Tell a step from an empty row, a heading between two routes, and the row of their sum."""
    if sum(map(bool, words.values())) < 2:  # noqa: PLR2004 - a heading fills one cell
        return False
    return bool(words.get("step")) or not _TOTAL.match(text.fold(words.get("name", "")))


def _wrong(key: str, cell: Any) -> Iterator[str]:  # noqa: ANN401 - any of openpyxl's cells
    heading = next(one.heading for one in COLUMNS if one.key == key)
    if cell.data_type == "f":
        yield _("Ô “%(column)s” là công thức. Hãy dán giá trị thay cho công thức.") % {
            "column": heading
        }
    elif cell.data_type == "e":
        yield _("Ô “%(column)s” chứa lỗi của bảng tính.") % {"column": heading}
    elif len(_said(cell)) > _WIDEST:
        yield _("Ô “%(column)s” dài quá 1.000 ký tự.") % {"column": heading}


def _said(cell: Any) -> str:  # noqa: ANN401 - any of openpyxl's cells
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "\n".join(" ".join(line.split()) for line in str(value or "").splitlines())


def _grouped(rows: Iterable[Row]) -> list[Table]:
    """Put the rows of one route together; a row that names none belongs to the one above."""
    tables: list[Table] = []
    for row in rows:
        named = [row.cells.get(key, "") for key in ("procedure", "case", "scope")]
        above = tables[-1] if tables else None
        if above is None or _begins(named, above):
            above = Table(row.place, procedure=named[0], case=named[1], scope=named[2])
            tables.append(above)
        above.rows.append(row)
    return tables


def _begins(named: list[str], above: Table) -> bool:
    procedure, case, scope = named
    if procedure and procedure != above.procedure:
        return True
    return bool(case and case != above.case) or bool(scope and scope != above.scope)


def _from_yaml(content: bytes) -> Read:
    try:
        told = yaml.safe_load(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as bad:
        raise NotATable(
            _("Tệp không phải là bảng tính XLSX hay tệp YAML. Hãy dùng tệp mẫu.")
        ) from bad
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise NotATable(_("Tệp YAML phải là một danh sách các quy trình. Hãy dùng tệp mẫu."))
    problems: list[Problem] = []
    tables = [_table(number, one, problems) for number, one in enumerate(told, start=1)]
    return tables, problems


def _table(number: int, told: Mapping[str, Any], problems: list[Problem]) -> Table:
    place = _("Quy trình %(number)d") % {"number": number}
    named = {one.key: _scalar(told.get(one.yaml_key)) for one in COLUMNS[: -len(STEP)]}
    table = Table(place, named["procedure"], named["case"], named["scope"])
    rows = told.get("cac_buoc")
    if not isinstance(rows, list) or not rows:
        problems.append(Problem(place, _("Thiếu danh sách “cac_buoc”.")))
        return table
    for order, row in enumerate(rows, start=1):
        where = _("%(table)s, bước thứ %(order)d") % {"table": place, "order": order}
        if not isinstance(row, dict):
            problems.append(Problem(where, _("Bước phải gồm các cặp “khóa: giá trị”.")))
            continue
        unknown = row.keys() - {one.yaml_key for one in STEP}
        problems.extend(
            Problem(where, _("Không có mục “%(key)s”.") % {"key": key})
            for key in sorted(map(str, unknown))
        )
        table.rows.append(Row(where, {one.key: _scalar(row.get(one.yaml_key)) for one in STEP}))
    return table


def _scalar(value: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    return " ".join(str(value).split())[:_WIDEST] if isinstance(value, str | int | float) else ""


def step_code(written: str) -> str:
    """Return the code of a step: "Bước 2" is 2."""
    return _STEP_WORD.sub("", written.strip())
