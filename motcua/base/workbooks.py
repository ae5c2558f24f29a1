"""The first sheet of a workbook somebody handed in: read within bounds, or refused in words."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MEGABYTE = 1024**2
#: How many times its size a workbook may unpack to; a list somebody filled in stays below.
_MOST_UNFOLDING = 16
#: What reading a file that is no workbook, or a broken one, may raise; broken XML is a SyntaxError.
_BROKEN = (
    *(BadZipFile, InvalidFileException, zlib.error, SyntaxError),
    *(KeyError, IndexError, TypeError, ValueError, OSError),
)


class Unusable(Exception):
    """The file is too large, too long or no workbook; ``str`` says in Vietnamese what to do."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a sheet is read: ``rows`` below its first row, ``columns`` from the left."""

    rows: int
    size_bytes: int = 4 * MEGABYTE
    columns: int = 40


def cells(content: bytes, bounds: Bounds) -> list[tuple[Any, ...]]:
    """Return the rows as openpyxl's read-only cells, formulas as written. Raise ``Unusable``."""
    return _rows(content, bounds, plain=False)


def values(content: bytes, bounds: Bounds) -> list[tuple[Any, ...]]:
    """Return the rows as plain values, formulas as what they came to. Raise ``Unusable``."""
    return _rows(content, bounds, plain=True)


def said(value: object) -> str:
    """Return what a value says to a person: a whole number without ".0", a day as 05/09/2026."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""


def _rows(content: bytes, bounds: Bounds, *, plain: bool) -> list[tuple[Any, ...]]:
    if len(content) > bounds.size_bytes:
        most = bounds.size_bytes // MEGABYTE
        raise Unusable(_("Tệp lớn hơn %(most)d MB. Hãy chia thành nhiều tệp.") % {"most": most})
    try:
        with ZipFile(BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        found = (
            _read(content, bounds, plain=plain)
            if unpacked <= _MOST_UNFOLDING * bounds.size_bytes
            else None
        )
    except _BROKEN as bad:
        raise Unusable(_("Tệp không phải là bảng tính XLSX. Hãy dùng tệp mẫu.")) from bad
    if found is None:
        raise Unusable(_("Tệp không phải là bảng tính XLSX. Hãy dùng tệp mẫu."))
    return found


def _read(content: bytes, bounds: Bounds, *, plain: bool) -> list[tuple[Any, ...]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=plain)
    found = []
    rows = book.worksheets[0].iter_rows(max_col=bounds.columns, values_only=plain)
    for place, row in enumerate(rows):
        if place <= bounds.rows:
            found.append(row)
        elif _filled(row, plain=plain):
            most = f"{bounds.rows:,}".replace(",", ".")
            raise Unusable(
                _("Bảng dài hơn %(most)s dòng. Hãy chia thành nhiều tệp.") % {"most": most}
            )
    return found


def _filled(row: Sequence[Any], *, plain: bool) -> bool:
    return any((cell if plain else cell.value) not in (None, "") for cell in row)
