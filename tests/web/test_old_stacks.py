"""A scanned stack of old results is cut at the sheets of its rows; papers are counted by where they came from."""

from io import BytesIO

import pypdfium2
import pytest
import segno
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.base import clock
from motcua.documents.actions import RESULT_MARK
from motcua.dossiers.actions import results_old
from motcua.dossiers.models import OldResult
from motcua.dossiers.queries import results_old as queries
from motcua.slips import printing
from tests.documents import old_results
from tests.dossiers import certifying
from tests.dossiers import world as worlds
from tests.slips import example
from tests.web import forms

pytestmark = pytest.mark.django_db
A4 = (1240, 1754)


@pytest.fixture
def here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    office = worlds.world()
    office.batch = results_old.begin(
        agency=office.agency,
        name="Hộp 3",
        content=old_results.workbook(*[old_results.row(number) for number in (1, 2, 3)]),
        by=office.by(office.clerk),
    )
    return office


def sheet(said):
    drawn = BytesIO()
    segno.make(said, error="m").save(drawn, kind="png", scale=8, border=4)
    page = Image.new("L", A4, 255)
    page.paste(Image.open(drawn).convert("L"), (200, 300))
    return page


def stack(*pages, name="chong.pdf"):
    drawn = [sheet(f"{RESULT_MARK}{one}") if one else Image.new("L", A4, 255) for one in pages]
    out = BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], resolution=150)
    return SimpleUploadedFile(name, out.getvalue())


def sent(client, here, file):
    page = f"/can-bo/ket-qua-cu/{here.batch.pk}/"
    return forms.send(client, page, f"{page}tep/", tep=file)


def pages(here):
    rows = OldResult.objects.filter(batch=here.batch).order_by("row")
    return [one.file.pages if one.file else None for one in rows]


def row(here, place):
    return OldResult.objects.filter(batch=here.batch).order_by("row")[place].row


def test_a_stack_puts_each_result_to_the_row_of_its_sheet(client, here):
    client.force_login(here.clerk)
    first, third = (f"{here.batch.pk}:{row(here, place)}" for place in (0, 2))
    answer = sent(client, here, stack("", first, "", "", third, ""))
    assert answer.status_code == 302
    assert pages(here) == [2, None, 1]
    assert "Đã thêm 2 tệp" in forms.text(client, answer["Location"])


def test_a_sheet_of_another_batch_brings_nothing_and_says_so(client, here):
    client.force_login(here.clerk)
    first = f"{here.batch.pk}:{row(here, 0)}"
    said = sent(client, here, stack(first, "", "9999:1", "")).content.decode()
    assert "tờ phân cách của đợt khác" in said
    assert pages(here) == [None] * 3
    said = sent(client, here, stack("", "")).content.decode()
    assert "Danh sách không có dòng nào ghi tệp" in said


def test_a_stack_too_thick_to_wait_for_is_refused_in_words(client, here, monkeypatch):
    monkeypatch.setattr(results_old, "MOST_IN_A_STACK", 1)
    client.force_login(here.clerk)
    assert "nhiều nhất 1 trang" in sent(client, here, stack("", "")).content.decode()


def test_the_sheets_of_rows_without_a_file_are_printed(client, here):
    client.force_login(here.clerk)
    address = f"/can-bo/ket-qua-cu/{here.batch.pk}/to-phan-cach/"
    assert forms.text(client, address).count("<img") == 3
    sent(client, here, stack(f"{here.batch.pk}:{row(here, 1)}", ""))
    said = forms.text(client, address)
    assert said.count("<img") == 2
    assert "KQ-002.pdf" not in said


def test_papers_of_the_year_are_counted_by_unit_and_origin(client, here, tmp_path):
    client.force_login(here.clerk)
    assert "theo nguồn" not in forms.text(client, "/can-bo/ket-qua-cu/")
    here.dossier = here.receive("2026-11-20 09:00")
    certifying.brought(here, tmp_path, certifying.WORTHY, certifying.BRIGHT)
    said = forms.text(client, "/can-bo/ket-qua-cu/")
    assert "nhận trong năm 2026, theo nguồn" in said
    assert 'data-name="Số hóa tại quầy">2</td>' in said
    [counted] = queries.by_origin(
        [here.agency.pk], from_on=worlds.on("2026-01-01"), to_on=worlds.on("2026-11-20")
    )
    assert (counted.agency, sum(counted.numbers)) == (here.agency.name, 2)


def test_the_qr_of_a_receipt_leads_to_its_dossier_and_asks_for_the_second_factor(client):
    made = printing.render(example.slip(), paper="A5")
    drawn = pypdfium2.PdfDocument(made)[0].render(scale=4, grayscale=True).to_pil()
    [code] = zxingcpp.read_barcodes(drawn)
    number = example.slip().dossier_number
    assert code.text == f"https://motcua.example/tra-cuu/?so={number}"
    assert f'value="{number}"' in forms.text(client, code.text.partition("example")[2])
