"""The report on the command line: figures as JSON, text and files; every mistake in a sentence."""

import argparse
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from motcua.base import clock
from motcua.cli import Stop, report
from motcua.rules.codes import Level
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

CHI_LANG = ("II.06b", "--agency", "Huyện Chi Lăng")
WINDOW = ("--from", "2024-06-15", "--to", "2024-09-14")


@pytest.fixture(autouse=True)
def district() -> World:
    """A district with one dossier settled and one pending."""
    here = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
    here.agency.aliases.create(alias="Huyện Chi Lăng", alias_fold="huyen chi lang")
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    here.decide(dossier, "2024-06-19 09:00")
    here.receive("2024-09-13 08:00")
    clock.set_to(worlds.moment("2024-09-20 08:00"))
    return here


def run(*words: str) -> int:
    """Run the command as typed."""
    parser = argparse.ArgumentParser()
    report.configure(parser)
    return report.run(parser.parse_args(words))


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    """What the command writes as JSON."""
    assert run(*words, "--format", "json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_json_has_the_agreed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *CHI_LANG, *WINDOW)
    assert {"rows", "total", "memo", "counting_rule", "as_of"} <= set(found)
    assert found["as_of"] == "2024-09-20T08:00:00+07:00"
    total = found["total"]
    assert isinstance(total, dict)
    assert (total["c3"], total["c7"], total["c11"]) == (2, 1, 1)


@pytest.mark.parametrize(
    "name", ["Huyện Chi Lăng", "huyen chi lang", "Ủy ban nhân dân huyện Chi Lăng"]
)
def test_the_agency_is_found_by_alias_and_by_name(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert told(capsys, "II.06b", "--agency", name, *WINDOW)["agency"] == (
        "Ủy ban nhân dân huyện Chi Lăng"
    )


def test_a_period_by_name_is_the_same_window(capsys: pytest.CaptureFixture[str]) -> None:
    by_days = told(capsys, *CHI_LANG, *WINDOW)
    assert told(capsys, *CHI_LANG, "--period", "quý III/2024") == by_days


def test_a_local_moment_leaves_out_what_came_later(capsys: pytest.CaptureFixture[str]) -> None:
    then = told(capsys, *CHI_LANG, *WINDOW, "--as-of", "2024-06-18T17:00")
    total = then["total"]
    assert isinstance(total, dict)
    assert (total["c3"], total["c7"]) == (1, 0)
    assert then["as_of"] == "2024-06-18T17:00:00+07:00"


def test_the_text_shows_levels_totals_and_checks(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*CHI_LANG, *WINDOW) == 0
    shown = capsys.readouterr().out
    assert "B. Hồ sơ do cấp huyện giải quyết" in shown
    assert "Tổng cộng" in shown
    assert "Đạt: Cột 3 = 7 + 11: 2 = 1 + 1" in shown


def test_files_are_written_where_asked(tmp_path: Path) -> None:
    assert run(*CHI_LANG, *WINDOW, "--format", "xlsx", "--out", str(tmp_path / "b.xlsx")) == 0
    book = load_workbook(io.BytesIO((tmp_path / "b.xlsx").read_bytes()))
    assert book.worksheets[0]["A1"].value == "Biểu số II.06b/VPCP/KSTT"
    assert run(*CHI_LANG, *WINDOW, "--format", "pdf", "--out", str(tmp_path / "b.pdf")) == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("II.09", "--agency", "Huyện Chi Lăng", *WINDOW), "Không có biểu"),
        (("II.06b", "--agency", "Huyện Chi Lăn", *WINDOW), "Có phải là"),
        ((*CHI_LANG,), "Hãy ghi --period"),
        ((*CHI_LANG, "--from", "2024-06-15"), "Hãy ghi --period"),
        ((*CHI_LANG, *WINDOW, "--period", "quý I/2024"), "Hãy ghi --period"),
        ((*CHI_LANG, "--from", "15.6", "--to", "2024-09-14"), "không phải là ngày"),
        ((*CHI_LANG, "--from", "2024-09-15", "--to", "2024-09-14"), "trước ngày đầu kỳ"),
        ((*CHI_LANG, "--period", "quý V/2024"), "Không hiểu kỳ báo cáo"),
        ((*CHI_LANG, *WINDOW, "--as-of", "hôm qua"), "không phải là thời điểm"),
        ((*CHI_LANG, *WINDOW, "--rule", "khac"), "Các quy ước hiện có"),
    ],
)
def test_a_mistake_is_said_in_a_sentence_and_ends_with_2(
    words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Stop) as stopped:
        run(*words)
    assert sentence in str(stopped.value)
    assert stopped.value.code == 2


def test_the_other_forms_are_written_as_well(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ("--agency", "Huyện Chi Lăng", *WINDOW)
    found = told(capsys, "cchc.3", *asked)
    rows = found["rows"]
    assert isinstance(rows, list)
    assert rows[0]["values"]["3.2.1"] == 1
    assert run("CCHC.3", *asked) == 0
    assert (
        "3.2.1\tTổng số hồ sơ TTHC đã giải quyết xong\tHồ sơ\t1\tSổ hồ sơ"
        in capsys.readouterr().out
    )
    for kind, begins in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        out = tmp_path / f"form.{kind}"
        assert run("II.07b", *asked, "--format", kind, "--out", str(out)) == 0
        assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("CCHC.3", "--rule", "x", *WINDOW), "Không có quy ước tính"),
        (("CCHC.3", "--from", "2021-01-01", "--to", "2021-02-01"), "Chưa có mẫu biểu CCHC.3"),
    ],
)
def test_another_form_that_cannot_be_is_refused_in_words(
    words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Stop, match=sentence):
        run(*words, "--agency", "Huyện Chi Lăng")
