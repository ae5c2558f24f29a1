"""Lists of old results and their scans, as an archive hands them in."""

from io import BytesIO

from openpyxl import Workbook

from motcua.dossiers.actions.results_old_sheet import COLUMNS
from tests import factories
from tests.documents import made

HEAD = [heading for heading, _width, _optional in COLUMNS]


def row(number, *, code="2.000001", **changed):
    told = {
        "Tệp": f"KQ-{number:03d}.pdf",
        "Số, ký hiệu": f"{number:02d}/GPXD-UBND",
        "Ngày ký": "05/09/2019",
        "Tên kết quả": "Giấy phép xây dựng",
        "Mã thủ tục": code,
        "Họ tên, tên tổ chức": f"Nông Văn Số {number}",
        "Loại giấy tờ": "CCCD",
        "Số giấy tờ": factories.citizen_id(500_000 + number),
        "Ngày sinh": "20/05/1990",
    }
    return [(told | changed)[name] for name in HEAD]


def workbook(*rows, head=None):
    book = Workbook()
    sheet = book.active
    for told in (head or HEAD, *rows):
        sheet.append(told)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def scans(folder, count):
    folder.mkdir(exist_ok=True)
    return [
        made.pdf(folder / f"KQ-{number:03d}.pdf", pages=1 + number % 3)
        for number in range(1, count + 1)
    ]
