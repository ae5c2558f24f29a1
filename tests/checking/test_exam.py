"""Fourteen reports of other provinces and layouts, each whole and with one slip at a time.

They were written against the reader, without its words in mind; ``exam/*.json`` says what holds in
each and what may be mistyped. ``exam/dung.md`` are sentences that look wrong and are right.
"""

import io
import json
import re
import tempfile
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from motcua.checking import reading
from motcua.checking.check import check
from motcua.checking.findings import Checked, Finding, Severity
from tests.checking import score
from tests.checking.judged import errors

EXAM = Path(__file__).resolve().parent / "exam"
REPORTS = sorted(EXAM.glob("*.json"))
RIGHT = (EXAM / "dung.md").read_text(encoding="utf-8").splitlines()
FOUND = 0.9
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_PRINTED = re.compile(r"\d+(?:[.,/]\d+)*")
_RULE = re.compile(r":?-+:?")


def record(path: Path) -> tuple[str, str, list[str], list[dict[str, str]]]:
    told = json.loads(path.read_text(encoding="utf-8"))
    text = (EXAM / told["file"]).read_text(encoding="utf-8")
    return told["file"], text, told["holds"], told["slips"]


def read_as(name: str, content: bytes) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return check(reading.read(path))


def as_text(name: str, text: str) -> Checked:
    return read_as(name, text.encode())


def as_word(name: str, text: str) -> Checked:
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        cells = _cells(line)
        if cells is not None:
            rows += [cells] if cells else []
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line.strip():
            document.add_paragraph(re.sub(r"\*\*|^#+ ", "", line))
    file = io.BytesIO()
    document.save(file)
    return read_as(f"{name.rpartition('.')[0]}.docx", file.getvalue())


def _cells(line: str) -> list[str] | None:
    """The cells of a row of a table, none of its rule; ``None`` for other lines."""
    if line.startswith("|"):
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        return [] if all(map(_RULE.fullmatch, cells)) else cells
    return line.split("\t") if "\t" in line else None


def _table(document: object, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=0, cols=width)  # type: ignore[attr-defined]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


WAYS = {"text": as_text, "word": as_word}


def certain(checked: Checked) -> list[Finding]:
    return [each for each in checked.findings if each.severity is Severity.ERROR]


def speaks_of(finding: Finding, slip: dict[str, str]) -> bool:
    """Tell whether a finding bears the wrong figure, or the words where no figure is wrong."""
    wrong = set(_PRINTED.findall(slip["wrong"])) - set(_PRINTED.findall(slip["printed"]))
    words = " ".join((*finding.quotes, finding.printed, finding.computed, finding.message))
    return any(each in words for each in wrong) or finding.code.value == slip["code"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_is_invented_in_a_report_that_holds(path: Path, way: str):
    name, text, _, _ = record(path)

    assert certain(WAYS[way](name, text)) == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nine_of_ten_identities_are_listed(path: Path):
    name, text, holds, _ = record(path)
    checked = as_text(name, text)
    wanted = [
        score.Wanted(name, "", "ok", (), (), tuple(map(Decimal, _FIGURES.findall(each))))
        for each in holds
    ]
    listed = [each for each in wanted if score.is_listed(each, checked)]

    assert len(listed) >= len(wanted) * FOUND - 1


def test_nine_of_ten_slips_are_found_and_no_other_is_seen():
    found, invented = [], []
    for path in REPORTS:
        name, text, _, slips = record(path)
        for slip in slips:
            assert text.count(slip["printed"]) == 1
            told = certain(as_text(name, text.replace(slip["printed"], slip["wrong"])))
            found.append(any(speaks_of(each, slip) for each in told))
            invented += [(name, slip, each) for each in told if not speaks_of(each, slip)]

    assert invented == []
    assert sum(found) >= len(found) * FOUND


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_right_sentence_is_no_error(sentence: str):
    assert errors(sentence) == []
    assert errors(f"- {sentence}") == []
