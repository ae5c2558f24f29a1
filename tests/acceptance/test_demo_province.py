"""The demo province at full size: a published quarter comes out of its dossiers, and a reform balances.

Ten thousand dossiers and more, played through the real acts: a quarter of an hour on a quiet machine.
In the same books the quarter goes upward, from twenty communes to the report of the district.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from motcua.base import clock
from motcua.checking import check, reading
from motcua.demo import places, player
from motcua.dossiers import verification
from motcua.organizations import queries as agencies
from motcua.reporting import kept, tables
from motcua.reporting.campaigns import boards
from motcua.reporting.figures import Report
from motcua.rules.codes import Level
from motcua.rules.definitions import Rows
from motcua.rules.filing import Deed, State
from motcua.rules.forms import Row
from tests.acceptance import upward
from tests.acceptance.upward import Journey
from tests.journeys import browsing
from tests.reporting import copies

# The mark only makes the database; the province is played once for all tests.
pytestmark = pytest.mark.django_db
UNTIL = clock.at(date(2025, 9, 19), 23, 0)
FIRST = (date(2024, 6, 15), date(2024, 9, 14))
NEXT = (date(2024, 9, 15), date(2024, 12, 14))
REFORM = ((date(2025, 3, 15), date(2025, 6, 14)), (date(2025, 6, 15), date(2025, 9, 14)))


@pytest.fixture(scope="module", autouse=True)
def _province(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        player.play(until=UNTIL, scale=1, rate=0.5, tell=lambda _: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def journey(_province, django_db_blocker) -> Journey:
    """The quarter on its way upward, told once for all tests."""
    with django_db_blocker.unblock():
        return upward.travelled()


def report(window: tuple[date, date], agency: str = "Huyện Chi Lăng", **more) -> Report:
    return tables.two_six(
        agency=agencies.find(agency), from_on=window[0], to_on=window[1], by="b", **more
    )


def columns(row: Row) -> tuple[int, ...]:
    return tuple(row.cells().values())


def test_the_chi_lang_quarter_comes_out_of_its_dossiers():
    found = report(FIRST)
    district = (1121, 951, 163, 7, 1106, 483, 623, 0, 15, 15, 0)
    communes = (8692, 7708, 915, 69, 8658, 5060, 3598, 0, 34, 34, 0)
    assert columns(found.subtotal(Level.DISTRICT).row) == district
    assert columns(found.subtotal(Level.COMMUNE).row) == communes
    assert len(found.by_agency(Level.COMMUNE)) == len(places.CHI_LANG_COMMUNES)


def test_the_next_quarter_begins_with_what_this_one_left():
    for level in (Level.DISTRICT, Level.COMMUNE):
        left = {line.agency: line.row.c11 for line in report(FIRST).by_agency(level)}
        begun = {line.agency: line.row.c6 for line in report(NEXT).by_agency(level)}
        assert {name: count for name, count in left.items() if count} == {
            name: count for name, count in begun.items() if count
        }


def test_the_quarters_around_the_reform_balance_for_every_unit():
    for window in REFORM:
        for line in report(window, "Tỉnh Lạng Sơn").leaves:
            row = line.row
            assert row.c3 == row.c4 + row.c5 + row.c6 == row.c7 + row.c11
    after = report(REFORM[1])
    assert after.memo["transferred_out"] > 0
    for level in (Level.DISTRICT, Level.COMMUNE):
        assert after.subtotal(level).row.c11 == 0


def test_the_report_filed_in_september_prints_again_the_same():
    filed = report(FIRST, as_of=clock.at(date(2024, 9, 18), 18))
    assert filed.total == report(FIRST).total


def test_the_books_verify():
    with clock.moved_to(UNTIL):
        found = verification.verify()
    assert found.clean, [str(finding) for finding in found.findings[:20]]


# -- the quarter goes upward -------------------------------------------------------------------------


def files(journey: Journey) -> dict[str, bytes]:
    """Every paper of the district: its filed forms and its narrative, in every kind."""
    report = f"{upward.NARRATIVE}ban-chot/{journey.narrative().pk}/"
    papers = [("bao-cao", report, ("docx", "pdf", "json"))]
    for code in upward.FORMS:
        address = f"{upward.FORM}ban-nop/{journey.filed(f'{code}b').pk}/"
        papers.append((f"{code}b", address, ("xlsx", "pdf", "json")))
    kinds = ((name, at, kind) for name, at, known in papers for kind in known)
    return {
        f"{name}.{kind}": upward.read(journey, f"{address}tai/{kind}/")
        for name, address, kind in kinds
        if (name, kind) != ("bao-cao", "pdf") or shutil.which("soffice")
    }


def test_twenty_communes_and_the_district_file_what_they_owe(journey):
    with clock.moved_to(upward.CLOSED):
        board = boards.of(journey.campaign, clock.today())
    assert len(board) == len(places.CHI_LANG_COMMUNES) + 2
    whole = journey.duty(journey.district, whole=True)
    for standing in board:
        wanted = State.FILED if standing.duty.pk == whole.pk else State.ACCEPTED
        assert standing.state is wanted, standing.duty
    assert "là 0, khác cột 12 của kỳ trước đã nộp là 1. Hãy giải trình" in journey.said["refused"]
    assert "Đã ký duyệt và nộp báo cáo" in journey.said["whole"]


def test_one_explains_and_one_is_returned_and_corrects(journey):
    explains, corrects = (journey.duty(one) for one in journey.communes[:2])
    assert [one.text for one in explains.explanations.all()] == [upward.WHY]
    deeds = [Deed(step.deed) for step in corrects.steps.order_by("number")]
    assert deeds == [Deed.FILE, Deed.RETURN, Deed.FILE, Deed.ACCEPT]
    assert re.search(r"Khác lần nộp trước: 3\.4: \d+ thay cho 0", journey.said["changes"])
    first, last = corrects.steps.filter(deed=Deed.FILE).order_by("number")
    before, after = (
        kept.form_again(step.forms.get(filed__form="II.08a").filed.content).result["3.4"]
        for step in (first, last)
    )
    assert before == 0 < after


def test_the_district_files_the_published_figures_and_its_units_add_up_to_them(journey):
    with clock.moved_to(upward.CLOSED):
        told = upward.told(journey, f"{upward.FORM}ban-nop/{journey.filed('II.06b').pk}/")
    total = told["total"]
    assert (total["3"], total["7"], total["11"]) == (9813, 9764, 49)
    assert [total[one] for one in ("8", "9", "10", "12", "13")] == [5543, 4221, 0, 49, 0]
    assert len(told["units"]) == len(places.CHI_LANG_COMMUNES) + 1
    for code, value in total.items():
        assert sum(unit["values"][code] for unit in told["units"]) == value


@pytest.mark.parametrize("code", [f"{code}b" for code in upward.FORMS])
def test_every_copy_of_a_form_of_the_district_says_the_same(journey, code):
    filed = journey.filed(code)
    form = kept.form_again(filed.content)
    address = f"{upward.FORM}ban-nop/{filed.pk}/"
    with clock.moved_to(upward.CLOSED):
        told = upward.told(journey, address)
        shown = copies.on_page(upward.read(journey, address))
        sheets = copies.in_workbook(upward.read(journey, f"{address}tai/xlsx/"))
        printed = copies.of_pdf(upward.read(journey, f"{address}tai/pdf/"))
    rows, units = copies.of_json(told, form), copies.of_units(told, form)
    alone = form.definition.rows is Rows.ONE
    first = [row for row in sheets[0] if len(row) > 3]
    assert (copies.indicators(shown[0]) if alone else shown[0]) == rows
    assert copies.stand_in(rows, copies.indicators(first) if alone else first)
    assert not copies.follow(shown[0], printed)
    assert shown[1] == units
    assert copies.stand_in(units, sheets[1])


def test_the_report_of_the_district_tells_the_quarter_and_the_checker_finds_nothing(journey):
    with clock.moved_to(upward.CLOSED):
        made = files(journey)
    written = copies.paragraphs_of(made["bao-cao.docx"])
    for words in (
        "phải giải quyết trong kỳ báo cáo: 9.813 hồ sơ, trong đó: số mới tiếp nhận: 9.737 hồ sơ",
        "đã giải quyết: 9.764 hồ sơ; trong đó, trước hạn 5.543 hồ sơ, đúng hạn 4.221 hồ sơ",
        "đã giải quyết: 1.106 hồ sơ; trong đó, trước hạn 483 hồ sơ, đúng hạn 623 hồ sơ",
        "đang giải quyết: 34 hồ sơ; trong đó, trong hạn 34 hồ sơ, quá hạn 0 hồ sơ",
    ):
        assert any(words in one for one in written), words
    checked = check.check(reading.read(made["bao-cao.docx"], "bao-cao.docx"))
    assert checked.findings == ()
    assert len(checked.identities) > 300
    if "bao-cao.pdf" in made:
        printed = copies.of_pdf(made["bao-cao.pdf"])
        for part in upward.json.loads(made["bao-cao.json"])["parts"]:
            for mark, words in part["said"]:
                assert copies.tidy(f"{mark} {words}") in written
                assert copies.squeezed(mark + words) in printed


def test_every_paper_is_the_same_nine_months_later(journey):
    found = []
    for moment in (upward.CLOSED, upward.LATER):
        with clock.moved_to(moment):
            found.append(files(journey))
    before, after = found
    assert sorted(before) == sorted(after)
    for name, content in before.items():
        assert name == "bao-cao.pdf" or content == after[name], name
    if browsing.PICTURES:
        folder = Path(browsing.PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in before.items():
            (folder / f"chi-lang-{name}").write_bytes(content)
