"""`motcua import catalog` says what it did, record by record where it did not understand."""

import pytest

from motcua import cli
from tests.catalog.national_records import lines, texts

pytestmark = pytest.mark.django_db


def write(folder, records):
    path = folder / "danh-muc.jsonl"
    path.write_text(lines(records), encoding="utf-8")
    return str(path)


def test_a_clean_import_ends_well_and_a_second_one_says_zero(tmp_path, capsys):
    path = write(tmp_path, [texts("1.000001"), texts("1.000002")])
    assert cli.main(["import", "catalog", path, "--tu-ngay", "2026-03-02"]) == 0
    said = capsys.readouterr().out
    assert "2 bản ghi, 2 thay đổi: 2 mới, 0 đổi, 0 tắt" in said
    assert "Dòng 1 (mã 1.000001): Kênh trực tuyến: chưa có thời hạn giải quyết." in said
    assert cli.main(["import", "catalog", path]) == 0
    assert "2 bản ghi, 0 thay đổi" in capsys.readouterr().out


def test_each_record_not_understood_is_named(tmp_path, capsys):
    path = write(tmp_path, [texts("1.000001"), "rác", {"ma_thu_tuc": "1.000002"}])
    assert cli.main(["import", "catalog", path]) == 1
    said = capsys.readouterr().out
    assert "Dòng 2 (không rõ mã): không đọc được thành một bản ghi JSON." in said
    assert "Dòng 3 (mã 1.000002): không có tên thủ tục." in said
    assert "2 không hiểu" in said


def test_many_records_in_doubt_are_told_in_short_unless_asked_for(tmp_path, capsys):
    path = write(tmp_path, [texts(f"1.{number:06d}") for number in range(50)])
    cli.main(["import", "catalog", path])
    assert "và 10 bản ghi nữa" in capsys.readouterr().out
    path = write(tmp_path, [texts(f"2.{number:06d}") for number in range(50)])
    cli.main(["import", "catalog", path, "--chi-tiet", "--mot-phan"])
    said = capsys.readouterr().out
    assert "bản ghi nữa" not in said
    assert said.count("chưa có thời hạn giải quyết") == 50


@pytest.mark.parametrize("said", ["", "không phải danh mục"])
def test_a_file_that_is_no_catalogue_is_refused_in_a_sentence(tmp_path, said, capsys):
    path = tmp_path / "a.json"
    path.write_text(said, encoding="utf-8")
    assert cli.main(["import", "catalog", str(path)]) != 0
    assert cli.main(["import", "catalog", str(tmp_path / "không-có")]) != 0
    captured = capsys.readouterr()
    assert "ma_thu_tuc" in captured.out + captured.err
