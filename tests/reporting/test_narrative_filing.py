"""Writing a narrative report and filing it: what is carried, what is refused, what is printed again."""

import json

import pytest
from django.db import DatabaseError, transaction

from motcua import cli
from motcua.base import clock
from motcua.documents import drafting
from motcua.organizations.models import AgencyKind
from motcua.reporting import actions as forms
from motcua.reporting import definitions
from motcua.reporting.filled import Typed
from motcua.reporting.models import FiledNarrative, NarrativeText
from motcua.reporting.narrative import actions, composed, composing, paper, queries
from motcua.reporting.narrative.outline import outline
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.definitions import Kind
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.reporting import narratives

pytestmark = pytest.mark.django_db

QUARTER = periods.quarter(2024, 3)
AFTER = "2024-09-16 09:00"
LISTS = ("II.01", "II.02", "II.03a", "II.04", "II.05a")


@pytest.fixture
def here() -> World:
    """A district with one dossier settled in time and one settled late."""
    found = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
    found.agency.kind = AgencyKind.DISTRICT
    found.agency.save(update_fields=["kind"])
    early, late = (found.receive(f"2024-06-{day} 08:00") for day in (17, 18))
    found.take_on(early, "2024-06-18 09:00")
    found.decide(early, "2024-06-18 10:00")
    found.take_on(late, "2024-06-18 11:00")
    found.decide(late, "2024-08-20 10:00")
    clock.set_to(worlds.moment(AFTER))
    return found


def write(here: World, *, seen: int = 0, window=QUARTER, **changes) -> NarrativeText:
    return actions.write(
        agency_id=here.agency.pk,
        window=window,
        written=narratives.written(**changes),
        seen=seen,
        by=here.leader,
        at=clock.now(),
    )


def file(here: World) -> FiledNarrative:
    return actions.file(agency_id=here.agency.pk, window=QUARTER, by=here.leader, at=clock.now())


def fill_in(here: World) -> None:
    """Type what only people know: zeros in form II.08, no rows in the lists."""
    eight = definitions.in_force("II.08a", QUARTER.to_on)
    zeros = Typed(
        "", {cell.code: 0 for cell in eight.cells if cell.typed and cell.kind is not Kind.TEXT}
    )
    for code, rows in {**dict.fromkeys(LISTS, ()), "II.08a": (zeros,)}.items():
        forms.type_in(
            definition=definitions.in_force(code, QUARTER.to_on),
            agency_id=here.agency.pk,
            window=QUARTER,
            rows=rows,
            seen=0,
            by=here.leader,
            at=clock.now(),
        )


def draft(here: World, window=QUARTER) -> composing.Draft:
    return queries.current(agency=here.agency, window=window, as_of=clock.now())


def said(report: composed.Composed, key: str) -> str:
    (part,) = [one for one in report.parts if one.key == key]
    return "\n".join(one.text for one in part.said)


def test_a_first_report_begins_with_what_the_agency_is(here):
    told = draft(here).report
    assert told.written.symbol == "BC-UBND"
    assert told.written.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert told.place == "Chi Lăng"
    assert told.opening.startswith("Thực hiện Thông tư số 01/2020/TT-VPCP")
    assert "02 hồ sơ" in said(told, "settlement")


def test_a_department_signs_by_its_head_and_abbreviates_its_name(here):
    here.agency.kind, here.agency.name = AgencyKind.DEPARTMENT, "Sở Xây dựng"
    told = composing.first(here.agency, QUARTER)
    assert (told.symbol, told.authority) == ("BC-SXD", ("GIÁM ĐỐC",))
    here.agency.kind = AgencyKind.BRANCH
    assert composing.first(here.agency, QUARTER).authority == ("THỦ TRƯỞNG ĐƠN VỊ",)


def test_the_cause_of_what_was_late_is_told(here):
    assert "chưa ghi nguyên nhân: 01 hồ sơ" in said(draft(here).report, "settlement")


def test_what_was_written_is_carried_to_the_next_period_without_number_and_day(here):
    write(here, signer="Nguyễn Văn B")
    told = queries.written(here.agency, periods.quarter(2024, 4))
    assert (told.number, told.issued_on, told.signer) == ("", "", "Nguyễn Văn B")
    assert told.texts == narratives.written().texts
    assert queries.written(here.agency, periods.quarter(2024, 2)).signer == ""


def test_two_people_do_not_write_over_each_other(here):
    write(here)
    with pytest.raises(forms.TypedMeanwhile):
        write(here)
    assert write(here, seen=1).number == 2


def test_only_who_reports_for_an_agency_writes_and_files(here):
    here.leader = worlds.world(*here.cases, name="Ủy ban nhân dân xã Xa").leader
    for act in (lambda: write(here), lambda: file(here)):
        with pytest.raises(forms.NotAllowed):
            act()


def test_a_report_with_something_awaited_is_not_filed_and_every_place_is_named(here):
    with pytest.raises(forms.NotReady) as refused:
        file(here)
    told = "\n".join(refused.value.problems)
    assert (
        "Mục 5. Tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính: Biểu II.05a chưa nhập."
        in told
    )
    assert "Mục 9. Truyền thông về kiểm soát thủ tục hành chính: chưa có nội dung." in told


def test_a_report_is_filed_when_its_window_is_over(here):
    fill_in(here)
    write(here)
    clock.set_to(worlds.moment("2024-09-14 16:00"))
    with pytest.raises(forms.NotReady, match="hết ngày 14/09/2024"):
        file(here)


def test_a_report_that_contradicts_its_figures_is_not_filed(here):
    fill_in(here)
    texts = {
        "limits": "- Số lượng hồ sơ đã giải quyết: 9 hồ sơ; trong đó, trước hạn 7 hồ sơ, quá hạn 7 hồ sơ."
    }
    write(here, texts=texts, nothing=(*narratives.FREE, "achieved", "tasks", "proposals"))
    with pytest.raises(forms.NotReady, match="Rà soát số liệu"):
        file(here)


def test_a_filed_report_is_printed_again_the_same_whatever_happened_since(here):
    fill_in(here)
    write(here)
    filed = file(here)
    before = paper.docx_of(draft(here).report)

    def printed() -> bytes:
        return paper.docx_of(composed.again(FiledNarrative.objects.get(pk=filed.pk).content))

    assert printed() == before
    late = here.receive("2024-09-16 10:00")
    here.take_on(late, "2024-09-16 10:05")
    here.cases[0].version.procedure.offerings.update(to_on=QUARTER.from_on)
    write(here, seen=1, signer="Trần Văn C")
    assert printed() == before
    assert paper.docx_of(draft(here).report) != before


def test_the_report_tells_the_figures_of_the_forms_that_were_filed(here):
    fill_in(here)
    forms.file(
        code="II.06a", agency_id=here.agency.pk, window=QUARTER, by=here.leader, at=clock.now()
    )
    before = draft(here).report
    assert before.annexes[0].name == "Biểu số II.06a/VPCP/KSTT"
    late = here.receive("2024-09-10 10:00")
    here.take_on(late, "2024-09-10 10:05")
    clock.set_to(worlds.moment("2024-09-17 09:00"))
    after = draft(here).report
    assert said(after, "settlement") == said(before, "settlement")
    assert after.annexes[0] == before.annexes[0]


def test_what_was_written_and_filed_is_sealed(here):
    fill_in(here)
    write(here)
    file(here)
    for rows in (NarrativeText.objects, FiledNarrative.objects):
        with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
            rows.update(number=9)


def test_a_report_has_all_sections_of_the_outline_in_their_order(here):
    assert [one.key for one in draft(here).report.parts] == [one.key for one in outline().sections]


def command(here: World, *more: str) -> int:
    period = ["--period", "quý III/2024", "--as-of", "2024-09-16T09:00"]
    return cli.main(["report", "bao-cao", "--agency", here.agency.name, *period, *more])


def test_the_command_writes_the_same_paper(here, tmp_path, capsys):
    write(here)
    out = tmp_path / "bao-cao.docx"
    assert command(here, "--format", "docx", "--out", str(out)) == 0
    report = queries.current(
        agency=here.agency, window=QUARTER, as_of=worlds.moment("2024-09-16 09:00")
    ).report
    assert out.read_bytes() == paper.docx_of(report)
    assert command(here, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(report.as_json()))
    assert command(here) == 0
    assert "6. Tình hình, kết quả giải quyết thủ tục hành chính" in capsys.readouterr().out


def test_the_command_says_what_it_cannot_write(here, monkeypatch, capsys):
    assert command(here, "--format", "xlsx") == 2
    assert "bao-cao không có dạng xlsx" in capsys.readouterr().err
    monkeypatch.setattr(drafting, "as_pdf", lambda *_args, **_named: None)
    assert command(here, "--format", "pdf") == 1
    assert "không có LibreOffice" in capsys.readouterr().err
