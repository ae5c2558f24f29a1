"""What a finding quotes stands in the report in the same letters, whatever file it came in."""

import tempfile
from pathlib import Path

import pytest

from motcua.checking import reading
from motcua.checking.check import check
from motcua.checking.document import Document
from motcua.checking.findings import Checked
from tests.checking.generator import cases

MARKDOWN = """# BÁO CÁO

Kết quả quý II năm 2024

| STT | Đơn vị | Tổng tiếp nhận | Trực tuyến | Trực tiếp |
|---|---|---:|---:|---:|
| 1 | Xã An Bình | 2.827 | 2.402 | 425 |
| 2 | Xã Hưng Đạo | **3.095** | 2.598 | 479 |
| 3 | Xã Tam Kỳ | 2.772 | 2.371 | 401 |
| 4 | Xã Đại Đức | 2.634 | 2.238 | 396 |
| | **Tổng cộng** | **11.328** | **9.609** | **1.719** |
"""
KINDS = ("part", "percent", "swapped", "form")


def read_as(name: str, content: bytes) -> tuple[Document, Checked]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        document = reading.read(path)
    return document, check(document)


def test_a_row_of_markdown_is_quoted_with_its_bars_and_marks():
    _, checked = read_as("bao-cao.md", MARKDOWN.encode())
    quotes = {finding.quotes[0]: finding.line for finding in checked.findings}

    assert quotes["2 | Xã Hưng Đạo | **3.095** | 2.598 | 479"] == 8
    assert all(quote in MARKDOWN for quote in quotes)


@pytest.mark.parametrize("layout", cases.LAYOUTS)
def test_every_quote_stands_in_the_report_and_the_first_at_its_line(layout: str):
    for kind in KINDS:
        try:
            case = cases.planted(layout, kind, 3)
        except cases.NothingToSlipOn:
            continue
        document, checked = read_as(case.printed.name, case.printed.content)
        lines = [" ".join(line.text.split()) for line in document.lines]
        whole = " ".join(" ".join(lines).split())
        for finding in checked.findings:
            assert all(quote in whole for quote in finding.quotes), finding
            assert 1 <= finding.line <= len(lines)
            near = " ".join(" ".join(lines[max(0, finding.line - 4) : finding.line + 8]).split())
            held = [quote for quote in finding.quotes if quote in near]
            assert held or not finding.quotes, finding
