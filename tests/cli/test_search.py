"""Looking for a procedure on the command line, and the score of everyday questions."""

import argparse
import json

import pytest
import yaml

from motcua.base import clock
from motcua.cli import Stop, search
from motcua.rules.codes import Level
from tests import factories
from tests.cli import running

pytestmark = pytest.mark.django_db
NAMES = ("Đăng ký kết hôn", "Đăng ký kết hôn có yếu tố nước ngoài", "Đăng ký khai tử")


@pytest.fixture(autouse=True)
def _today() -> None:
    clock.set_to(factories.BEGINNING.replace(year=2026))


@pytest.fixture
def catalogue() -> None:
    """Three procedures of the commune and one of the province."""
    for number, name in enumerate(NAMES):
        factories.procedure(factories.version_record(name), code=f"1.00089{number}")
    factories.procedure(
        factories.version_record("Kết hôn tại tỉnh", level=Level.PROVINCE, field="LLTP"),
        code="2.000001",
    )


def run(*words: str) -> int:
    """Run the command as typed."""
    parser = argparse.ArgumentParser()
    search.configure(parser)
    return search.run(parser.parse_args(words))


@pytest.mark.usefixtures("catalogue")
def test_the_plain_procedure_comes_first_and_a_slip_is_forgiven(capsys):
    assert run("dang", "ky", "ket", "honn", "--limit", "1") == 0
    assert capsys.readouterr().out.splitlines()[0].split()[:2] == ["1.000890", "xa"]


@pytest.mark.usefixtures("catalogue")
def test_the_search_is_narrowed_and_told_as_json(capsys):
    assert run("kết hôn", "--level", "tinh", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["code"] for row in found] == ["2.000001"]
    assert run("kết hôn", "--field", "LLTP", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == found


@pytest.mark.usefixtures("catalogue")
def test_nothing_found_is_said_and_told_to_the_shell(capsys):
    assert run("phi thuyền") == 1
    assert "Không tìm thấy thủ tục nào" in capsys.readouterr().out


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Cho biết cần tìm gì"),
        (("khai sinh", "--field", "không có"), "Không có lĩnh vực"),
        (("khai sinh", "--agency", "không có"), "không có"),
        (("--score", "không/có.yaml"), "Không đọc được tệp câu hỏi"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(words, sentence):
    with pytest.raises(Stop, match=sentence):
        run(*words)


def test_an_empty_catalogue_says_how_to_fill_it():
    with pytest.raises(Stop, match="motcua import catalog"):
        run("khai sinh")


@pytest.mark.usefixtures("catalogue")
def test_the_score_counts_what_is_among_the_first_three(capsys, tmp_path):
    questions = [
        {"ask": "giay chung tu", "right": ["1.000892"]},
        {"ask": "kết hôn", "right": ["9.999999"]},
    ]
    file = tmp_path / "questions.yaml"
    file.write_text(yaml.safe_dump({"questions": questions}), encoding="utf-8")
    assert run("--score", str(file)) == 1
    assert "1/2 câu" in capsys.readouterr().out


def test_a_database_never_prepared_is_said_before_anything_is_looked_for(tmp_path):
    told = running.motcua("search", "khai sinh", data=tmp_path / "data")
    assert told.returncode == 1
    assert "motcua init" in told.stderr
    assert "Traceback" not in told.stderr
