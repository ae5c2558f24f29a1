"""`motcua import routes` and `motcua export routes`."""

from datetime import date

import pytest
import yaml

from motcua import cli
from motcua.catalog.models import Route
from motcua.catalog.route_tables import writing
from tests import factories

pytestmark = pytest.mark.django_db
DECIDED = ["--quyet-dinh", "12/QĐ-UBND", "--ngay", "2026-11-01", "--co-quan", "UBND tỉnh"]


@pytest.fixture
def table(tmp_path):
    factories.default_hours()
    factories.procedure(code="1.000894")
    path = tmp_path / "quy-trinh.xlsx"
    path.write_bytes(writing.template())
    return path


def test_a_file_comes_in_by_a_decision_and_goes_out_again(table, tmp_path, capsys):
    assert cli.main(["import", "routes", str(table), *DECIDED, "--tu-ngay", "2026-01-05"]) == 0
    assert "Đã nhập 1 quy trình; 0 quy trình đã có" in capsys.readouterr().out
    route = Route.objects.get()
    assert (route.decision_number, route.effective_from) == ("12/QĐ-UBND", date(2026, 1, 5))
    for name in ("ra.xlsx", "ra.yaml"):
        assert cli.main(["export", "routes", str(tmp_path / name)]) == 0
        assert "Đã ghi 1 quy trình." in capsys.readouterr().out
        assert cli.main(["import", "routes", str(tmp_path / name), *DECIDED]) == 0
        assert "Đã nhập 0 quy trình; 1 quy trình đã có" in capsys.readouterr().out


def test_only_the_procedures_asked_for_go_out(table, tmp_path, capsys):
    cli.main(["import", "routes", str(table), *DECIDED])
    path = tmp_path / "ra.yaml"
    assert cli.main(["export", "routes", str(path), "--thu-tuc", "9.9"]) == 0
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == []


def test_without_a_decision_drafts_come_in_and_a_preview_writes_nothing(table, capsys):
    assert cli.main(["import", "routes", str(table), "--xem-truoc"]) == 0
    assert "Đọc được 1 quy trình mới, 0 quy trình đã có; chưa ghi gì." in capsys.readouterr().out
    assert not Route.objects.exists()
    assert cli.main(["import", "routes", str(table)]) == 0
    assert Route.objects.get().state == "draft"


def test_a_faulty_file_names_row_and_reason_and_writes_nothing(tmp_path, capsys):
    factories.default_hours()
    path = tmp_path / "quy-trinh.xlsx"
    path.write_bytes(writing.template())
    assert cli.main(["import", "routes", str(path), *DECIDED]) == 1
    said = capsys.readouterr()
    assert "Dòng 5: Không có thủ tục mã “1.000894” đang có hiệu lực." in said.out
    assert "1 chỗ cần sửa; chưa nhập quy trình nào." in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "routes", "/nowhere.xlsx"], "Không đọc được tệp"),
        (["import", "routes", __file__], "không phải là bảng tính XLSX hay tệp YAML"),
        (["import", "routes", __file__, "--quyet-dinh", "1"], "Ghi ngày ký quyết định"),
        (["export", "routes", "/nowhere.csv"], "kết thúc bằng .xlsx hoặc .yaml"),
        (["export", "routes", "/nowhere/ra.yaml"], "Không ghi được tệp"),
    ],
)
def test_what_cannot_be_done_is_said(words, said, capsys):
    assert cli.main(words) == 1
    assert said in capsys.readouterr().err
