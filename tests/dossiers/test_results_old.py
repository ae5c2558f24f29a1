"""Old results: a list whole or not at all, a second person, a seal the database keeps, holders who have them."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.cli import main
from motcua.documents import actions as documents
from motcua.documents.models import Origin
from motcua.documents.queries import held
from motcua.dossiers import access
from motcua.dossiers.actions import results_old
from motcua.dossiers.actions.results_old_sheet import NotAList, read, template
from motcua.dossiers.models import Dossier, OldBatchState, OldResult, OldResultBatch
from motcua.dossiers.queries import results_old as queries
from motcua.organizations.models import Role
from motcua.people import queries as people
from tests import factories
from tests.documents import old_results
from tests.documents.old_results import row, workbook
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    here = worlds.world()
    here.second = factories.officer(here.agency, Role.OFFICER)
    return here


def begun(office, *rows):
    return results_old.begin(
        agency=office.agency,
        name="Hộp 3",
        content=workbook(*(rows or (row(1), row(2)))),
        by=office.by(office.officer),
    )


def with_files(office, batch, folder):
    for path in old_results.scans(folder, batch.results.count()):
        stored = documents.store_file(path, name=path.name.lower())
        results_old.attach(batch_id=batch.pk, stored=stored, by=office.by(office.officer))
    return results_old.hand_in(batch_id=batch.pk, by=office.by(office.officer))


def judged(office, batch, by=None, wrong=()):
    by = office.by(by or office.second)
    right = [one.pk for one in batch.results.all() if one.row not in wrong]
    bad = {one.pk: "Sai tên chủ" for one in batch.results.all() if one.row in wrong}
    return results_old.judge(batch_id=batch.pk, rights_of=right, wrong=bad, by=by)


# -- the list ---------------------------------------------------------------------------------


def problems(*rows):
    return [str(one) for one in read(workbook(*rows), today=TODAY)[1]]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"Ngày ký": "35/09/2019"}, "không phải ngày"),
        ({"Ngày ký": "21/11/2026"}, "sau hôm nay"),
        ({"Số giấy tờ": "123"}, "12 chữ số"),
        ({"Loại giấy tờ": "Thẻ cũ"}, "không có"),
        ({"Tệp": ""}, "chưa ghi “Tệp”"),
        ({"Số, ký hiệu": "x" * 81}, "quá dài"),
        ({"Họ tên, tên tổ chức": None}, "chưa ghi"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_number(changed, words):
    [said] = problems(row(1), row(2, **changed))
    assert said.startswith("Dòng 3: ")
    assert words in said


def test_a_file_or_number_that_stands_twice_is_named_with_both_rows():
    said = problems(row(1), row(2, Tệp="KQ-001.pdf"), row(1, Tệp="khac.pdf"))
    assert said == [
        "Dòng 3: tệp này đã ghi ở dòng 2.",
        "Dòng 4: số và ngày này đã ghi ở dòng 2.",
    ]


def test_days_and_numbers_are_read_as_a_spreadsheet_keeps_them():
    told = row(
        1, **{"Ngày ký": date(2019, 9, 5), "Loại giấy tờ": "MST", "Số giấy tờ": 4900106420.0}
    )
    [line], none = read(workbook(told), today=TODAY)
    assert none == []
    assert (line.dated_on, line.identity_value) == (date(2019, 9, 5), "4900106420")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"khong phai", "không phải là bảng tính"),
        (workbook(), "chưa có dòng nào"),
        (workbook(["x"], head=["Tệp", "Số"]), "thiếu cột"),
    ],
)
def test_what_is_no_list_says_so(content, words):
    with pytest.raises(NotAList, match=words):
        read(content, today=TODAY)


def test_the_template_reads_as_a_list():
    [line], none = read(template(), today=TODAY)
    assert none == []
    assert line.procedure == "1.009994"


def test_a_list_with_one_wrong_row_brings_nothing(office):
    factories.person("Nguyễn Thị Khác", value=factories.citizen_id(500_002))
    with pytest.raises(results_old.Wrong) as wrong:
        begun(office, row(1, code="9.999999"), row(2), row(3))
    said = [str(one) for one in wrong.value.problems]
    assert said[0] == "Dòng 2: không có thủ tục mang mã “9.999999” trong danh mục."
    assert said[1].startswith("Dòng 3: Số giấy tờ này đã ghi cho “")
    assert len(said) == 2
    assert OldResultBatch.objects.count() == 0


def test_a_result_listed_before_is_not_listed_again(office):
    begun(office)
    with pytest.raises(results_old.Wrong) as wrong:
        begun(office, row(2, Tệp="khac.pdf"))
    assert str(wrong.value.problems[0]) == (
        "Dòng 2: số và ngày này đã có ở dòng 3 của đợt “Hộp 3”."
    )


# -- files, second person, seal ---------------------------------------------------------------


def test_a_batch_is_checked_when_every_row_has_its_file(office, tmp_path):
    batch = begun(office)
    with pytest.raises(results_old.FilesMissing):
        results_old.hand_in(batch_id=batch.pk, by=office.by(office.officer))
    odd = documents.store_file(old_results.scans(tmp_path, 1)[0], name="la.pdf")
    with pytest.raises(results_old.NoSuchRow):
        results_old.attach(batch_id=batch.pk, stored=odd, by=office.by(office.officer))
    assert with_files(office, batch, tmp_path / "scans").state == OldBatchState.CHECKING


def test_nobody_checks_his_own_batch(office, tmp_path):
    batch = with_files(office, begun(office), tmp_path / "scans")
    with pytest.raises(results_old.SamePerson):
        judged(office, batch, by=office.officer)
    with pytest.raises(results_old.NotJudged):
        results_old.seal(batch_id=batch.pk, by=office.by(office.second))
    judged(office, batch)
    with pytest.raises(results_old.SamePerson):
        results_old.seal(batch_id=batch.pk, by=office.by(office.officer))


def test_a_stranger_to_the_agency_does_nothing(office, tmp_path):
    stranger = worlds.world(worlds.procedure("2.000009")).officer
    batch = begun(office)
    for person in (stranger,):
        with pytest.raises(access.NotAllowed):
            results_old.hand_in(batch_id=batch.pk, by=office.by(person))


def test_what_is_right_is_stored_under_its_holder_and_no_dossier_comes_of_it(office, tmp_path):
    batch = with_files(office, begun(office), tmp_path / "scans")
    judged(office, batch, wrong={3})
    sealed = results_old.seal(batch_id=batch.pk, by=office.by(office.second))
    holder = people.find_by_identity(factories.citizen_id(500_001))
    kept = held(holder.pk).get()
    assert (kept.origin, kept.verified, kept.agency) == (Origin.OLD_RESULT, True, office.agency)
    assert kept.name == "Giấy phép xây dựng, số 01/GPXD-UBND ngày 05/09/2019"
    assert people.find_by_identity(factories.citizen_id(500_002)) is None
    assert Dossier.objects.count() == 0
    [row_] = queries.progress({office.agency.pk})
    assert (row_.listed, row_.with_file, row_.checked, row_.wrong, row_.stored) == (2, 2, 2, 1, 1)
    rows = list(OldResult.objects.select_related("file").order_by("row"))
    assert sealed.digest == results_old.digest(rows)


def test_a_sealed_batch_is_closed_by_the_database(office, tmp_path):
    batch = with_files(office, begun(office), tmp_path / "scans")
    judged(office, batch)
    results_old.seal(batch_id=batch.pk, by=office.by(office.second))
    for change in (
        lambda: OldResult.objects.update(number="99/X"),
        lambda: OldResult.objects.filter(batch=batch).delete(),
        lambda: OldResultBatch.objects.update(name="Khác"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(results_old.BatchMoved):
        judged(office, batch)


def test_a_holders_name_that_changed_meanwhile_is_named_with_its_row(office, tmp_path):
    batch = with_files(office, begun(office), tmp_path / "scans")
    judged(office, batch)
    factories.person("Lý Thị Khác", value=factories.citizen_id(500_002))
    with pytest.raises(results_old.HolderDiffers) as differs:
        results_old.seal(batch_id=batch.pk, by=office.by(office.second))
    assert differs.value.args[0] == 3


def test_a_folder_and_its_list_come_in_by_one_command(office, tmp_path, capsys):
    old_results.scans(tmp_path / "scans", 3)
    listed = tmp_path / "hop-3.xlsx"
    told = ["import", "results", str(tmp_path / "scans"), str(listed)]
    told += ["--co-quan", office.agency.code, "--can-bo", office.officer.username]
    listed.write_bytes(workbook(row(1), row(2), row(4)))
    assert main(told) == 1
    assert "Dòng 4: không có tệp “KQ-004.pdf”" in capsys.readouterr().out
    assert OldResultBatch.objects.count() == 0
    listed.write_bytes(workbook(row(1), row(2), row(3)))
    assert main(told) == 0
    batch = OldResultBatch.objects.get()
    assert (batch.name, batch.state, batch.results.count()) == ("hop-3", "checking", 3)
