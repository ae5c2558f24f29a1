"""``motcua check-report``: what it prints, what it writes, how it exits, and that it needs no server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from motcua import cli
from tests.checking.generator import cases

#: Runs the command in an interpreter to which the server's libraries are unknown.
LIGHT = """
import sys
class Unknown:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "psycopg", "procrastinate", "structlog", "pydantic"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Unknown())
from motcua import cli
sys.exit(cli.main(["check-report", *sys.argv[1:]]))
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "tot.txt"
    path.write_bytes(cases.clean("levels", 1).printed.content)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "sai.txt"
    path.write_text(
        "BÁO CÁO\n\nTổng số thủ tục đang niêm yết là 412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC).\n"
    )
    return path


def test_a_report_that_agrees_with_itself_ends_well(good: Path, capsys) -> None:
    assert cli.main(["check-report", str(good)]) == 0
    assert "Chưa thấy số liệu nào mâu thuẫn" in capsys.readouterr().out


def test_a_certain_error_is_shown_and_ends_with_one(bad: Path, capsys) -> None:
    assert cli.main(["check-report", str(bad)]) == 1
    told = capsys.readouterr().out
    assert "Sai chắc chắn · dòng 3" in told
    assert "278 + 144 = 422" in told
    assert "\033" not in told


def test_a_program_reads_one_object_of_one_report(bad: Path, capsys) -> None:
    assert cli.main(["check-report", str(bad), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == "sai.txt"
    assert [one["severity"] for one in told["findings"]] == ["error"]


def test_a_program_reads_a_list_of_several(bad: Path, good: Path, capsys) -> None:
    assert cli.main(["check-report", str(good), str(bad), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in told] == ["tot.txt", "sai.txt"]


def test_what_cannot_be_read_is_said_and_the_others_are_still_told(
    good: Path, tmp_path: Path, capsys
) -> None:
    missing, empty = tmp_path / "khong-co.txt", tmp_path / "rong.docx"
    empty.write_bytes(b"")
    assert cli.main(["check-report", str(missing), str(good), str(empty)]) == 2
    told = capsys.readouterr()
    assert "khong-co.txt" in told.err
    assert "rong.docx" in told.err
    assert "tot.txt" in told.out


def test_note_copy_and_page_are_written(bad: Path, tmp_path: Path) -> None:
    paper, copy, page = (tmp_path / name for name in ("note.docx", "copy.docx", "page.html"))
    words = ["--note", str(paper), "--docx", str(copy), "--html", str(page)]
    assert cli.main(["check-report", str(bad), *words]) == 1
    assert paper.read_bytes().startswith(b"PK")
    assert copy.read_bytes().startswith(b"PK")
    assert "412 TTHC" in page.read_text()


def test_a_copy_is_of_one_report(bad: Path, good: Path, tmp_path: Path, capsys) -> None:
    words = [str(bad), str(good), "--docx", str(tmp_path / "copy.docx")]
    assert cli.main(["check-report", *words]) == 2
    assert "một báo cáo" in capsys.readouterr().err


def test_a_place_nobody_may_write_to_is_said(bad: Path, tmp_path: Path, capsys) -> None:
    assert cli.main(["check-report", str(bad), "--html", str(tmp_path / "khong" / "a.html")]) == 2
    assert "Không ghi được" in capsys.readouterr().err


def test_it_compares_with_an_earlier_report(good: Path, bad: Path, capsys) -> None:
    assert cli.main(["check-report", str(good), "--against", str(bad)]) in {0, 1}
    assert cli.main(["check-report", str(good), "--against", "khong-co.txt"]) == 2
    assert "khong-co.txt" in capsys.readouterr().err


def test_it_needs_nothing_of_the_server(bad: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(bad)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "Sai chắc chắn" in done.stdout


def test_a_terminal_of_another_alphabet_still_gets_vietnamese(bad: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", LIGHT, str(bad)],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "latin-1"},
    )
    assert "Sai chắc chắn" in done.stdout.decode()
