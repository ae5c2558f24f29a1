"""Every number of a report is the same on the page, as JSON, XLSX, PDF and DOCX: every copy is read back."""

import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from motcua import cli
from motcua.base import clock, text
from motcua.organizations.models import AgencyKind
from motcua.reporting import definitions, kept, queries
from motcua.reporting.figures import COLUMNS
from motcua.reporting.filled import Filled, Typed
from motcua.reporting.models import FiledForm, FiledNarrative
from motcua.reporting.narrative import annexes, outline, paper
from motcua.rules import filling, forms
from motcua.rules.codes import Level
from motcua.rules.definitions import Definition, Rows
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.reporting import campaigning, copies, filled_by_hand, narratives, test_sources
from tests.reporting.copies import Table

pytestmark = pytest.mark.django_db

FORMS = definitions.every()
FILED = "/can-bo/bao-cao/bieu/ban-nop/"
LEVELS = (forms.LEVEL_LABELS[Level.DISTRICT], forms.LEVEL_LABELS[Level.COMMUNE])


def named(one: Definition) -> str:
    return one.key


def made(one: Definition) -> Filled:
    """A form by hand; the rows of the books in groups, a consolidated form with its units."""
    form = filled_by_hand.filled(one)
    if one.rows is Rows.BOOKS:
        groups = (LEVELS[0], LEVELS[1], LEVELS[1])
        lines = zip(form.lines, groups, strict=True)
        form = replace(form, lines=tuple(replace(line, group=group) for line, group in lines))
    if one.code.endswith("b"):
        units = (("Xã Bằng Mạc", 400), ("Xã Vân Thủy", 500))
        form = replace(form, parts=tuple(filled_by_hand.line(one, *unit) for unit in units))
    return form


@pytest.fixture
def here() -> World:
    found = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
    clock.set_to(worlds.moment("2024-09-16 08:00"))
    return found


@pytest.fixture
def client(here: World) -> Client:
    browser = Client()
    browser.force_login(here.leader)
    return browser


def filed(here: World, form: Filled) -> str:
    """File a form as it is, and say where it stands."""
    found = FiledForm.objects.create(
        agency=here.agency,
        form=form.definition.code,
        from_on=form.window.from_on,
        to_on=form.window.to_on,
        number=1,
        content=kept.form(form),
        at=clock.now(),
        by=here.leader,
    )
    return f"{FILED}{found.pk}/"


def got(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content


def cut(one: Definition, rows: Table) -> Table:
    """What is compared of rows: of indicators the code and the figure, of a table all."""
    return copies.indicators(rows) if one.rows is Rows.ONE else rows


def of_annex(form: Filled) -> bytes:
    """The form as an annex of a narrative report, in Word."""
    report = narratives.draft().report
    return paper.docx_of(replace(report, annexes=(annexes.of_form(form, 0),)))


@pytest.mark.parametrize("one", FORMS, ids=named)
def test_every_copy_of_a_form_says_the_same(one, here, client):
    form = made(one)
    address = filed(here, form)
    told = json.loads(got(client, f"{address}tai/json/"))
    rows = copies.of_json(told, form)
    page = got(client, address)
    sheets = copies.in_workbook(got(client, f"{address}tai/xlsx/"))
    printed = copies.of_pdf(got(client, f"{address}tai/pdf/"))
    annex = of_annex(form)

    shown = copies.on_page(page)
    assert cut(one, shown[0]) == rows
    assert copies.stand_in(rows, [*cut(one, [row for row in sheets[0] if len(row) > 3])])
    assert not copies.follow(shown[0], printed)
    assert copies.stand_in(rows, cut(one, copies.in_docx(annex)[-1]))
    for note in told["notes"]:
        assert note in copies.words_of(page)
        assert any(note in row for row in sheets[0])
        assert copies.squeezed(note) in printed
        assert note in copies.paragraphs_of(annex)
    if form.parts:
        units = copies.of_units(told, form)
        assert shown[1] == units
        assert copies.stand_in(units, sheets[1])
        signed = [any("NGƯỜI LẬP BIỂU" in row for row in sheet) for sheet in sheets]
        assert signed == [True, False]


# -- form II.06 as the books tell it -----------------------------------------------------------------

REPORTS = "/can-bo/bao-cao/"
NARRATIVE = f"{REPORTS}thuyet-minh/"


def books_of_json(told: dict) -> Table:
    """The rows of form II.06 in their order, from the JSON of the books: fields summed over agencies."""
    headings = {forms.LEVEL_WORDS[level]: words for level, words in forms.LEVEL_LABELS.items()}
    rows: Table = []
    for level in [row for row in told["rows"] if row["subtotal"]]:
        here = [row for row in told["rows"] if row["level"] == level["level"]]
        fields = sorted({row["field"] for row in here if row["field"]}, key=text.sort_key)
        rows.append([*headings[level["level"]].split(". ", 1), *cells_of([level])])
        rows += [
            [str(order), field, *cells_of([row for row in here if row["field"] == field])]
            for order, field in enumerate(fields, start=1)
        ]
    return [*rows, ["", "Tổng cộng", *cells_of([told["total"]])]]


def cells_of(rows: list[dict]) -> list[str]:
    """The sum of rows, as it is written."""
    return [copies.written(sum(row[name] for row in rows)) for name in COLUMNS]


def test_every_copy_of_the_books_says_the_same(capsys):
    found = campaigning.places()
    found.district.agency.kind = AgencyKind.DISTRICT
    found.district.agency.save(update_fields=["kind"])
    test_sources.state(found.communes[0], Typed("Cư trú", test_sources.FIGURES), code="NGANH.CT")
    browser = Client()
    browser.force_login(found.district.leader)
    asked = f"?don_vi={found.district.agency.pk}&ky=2024-quy-3"
    name, period = found.district.agency.name, ["--period", "quý III/2024"]
    assert cli.main(["report", "II.06b", "--agency", name, *period, "--format", "json"]) == 0
    rows = books_of_json(json.loads(capsys.readouterr().out))
    assert rows[-1][2] == "139"
    form = queries.current("II.06b", agency_id=found.district.agency.pk, window=campaigning.QUARTER)
    report = got(browser, f"{NARRATIVE}tai/docx/{asked}")

    assert copies.of_json(form.as_json(), form) == rows
    for page in (REPORTS, f"{REPORTS}in/"):
        assert copies.on_page(got(browser, page + asked))[0] == rows, page
    assert copies.stand_in(rows, copies.in_workbook(got(browser, f"{REPORTS}tai/xlsx/{asked}"))[0])
    assert not copies.follow(rows, copies.of_pdf(got(browser, f"{REPORTS}tai/pdf/{asked}")))
    assert any(copies.stand_in(rows, table) for table in copies.in_docx(report))
    said = copies.paragraphs_of(report)
    assert any(f"phải giải quyết trong kỳ báo cáo: {rows[-1][2]} hồ sơ" in one for one in said)


# -- the narrative -----------------------------------------------------------------------------------

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def told_by_figures(told: dict) -> list[str]:
    """The sentences that are made of figures."""
    keys = {one.key for one in outline.outline().sections if one.told}
    parts = [part for part in told["parts"] if part["key"] in keys]
    return [words for part in parts for mark, words in part["said"] if mark == "-"]


def test_every_copy_of_a_narrative_says_the_same(here, client):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    found = FiledNarrative.objects.create(
        agency=here.agency,
        form="bao-cao",
        from_on=campaigning.QUARTER.from_on,
        to_on=campaigning.QUARTER.to_on,
        number=1,
        content=narratives.draft().report.as_json(),
        at=clock.now(),
        by=here.leader,
    )
    address = f"{NARRATIVE}ban-chot/{found.pk}/"
    told = json.loads(got(client, f"{address}tai/json/"))
    report = got(client, f"{address}tai/docx/")
    printed = copies.of_pdf(got(client, f"{address}tai/pdf/"))
    shown = copies.words_of(got(client, address))
    written = copies.paragraphs_of(report)
    tables = copies.in_docx(report)

    assert len(told_by_figures(told)) > 20
    for part in told["parts"]:
        for mark, words in part["said"]:
            line = copies.tidy(f"{mark} {words}")
            assert line in shown
            assert line in written
            assert copies.squeezed(line) in printed
    assert len(told["annexes"]) == 8
    for annex in told["annexes"]:
        rows = [[cell for cell, _number in cells] for _kind, cells in annex["rows"]]
        assert any(copies.stand_in(rows, table) for table in tables), annex["name"]
        assert not copies.follow(rows, printed)


def test_every_number_of_a_sentence_is_a_number_of_a_form():
    there = narratives.gathered()
    told = json.loads(json.dumps(narratives.draft(there).report.as_json()))
    rows = [row for annex in told["annexes"] for _kind, row in annex["rows"]]
    known = {cell for row in rows for cell, number in row if number}
    known |= {filling.shown(value) for value in there.figures.cells("TM").values()}
    levels = (there.figures.total, *(row for _level, row in there.figures.levels))
    known |= {filling.shown(row.c4 + row.c5) for row in levels}
    known |= {str(len(form.lines)) for form in there.figures.forms.values()}
    for sentence in told_by_figures(told):
        share = re.search(r"([\d.]+)/([\d.]+) [^,]+, đạt ([\d,]+)%", sentence)
        if share:
            part, whole, rate = share.groups()
            exact = Decimal(part.replace(".", "")) * 100 / Decimal(whole.replace(".", ""))
            assert abs(exact - Decimal(rate.replace(",", "."))) <= Decimal("0.005"), sentence
        counted = NUMBER.findall(re.sub(r", đạt [\d,]+%", "", sentence))
        assert counted
        for number in counted:
            assert (number.rstrip(".").lstrip("0") or "0") in known, sentence
