"""The forms a procedure prescribes: uploaded with named places, looked at, published, printed filled at the counter."""

import io
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from motcua.base import clock
from motcua.base.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.rules.codes import Level
from motcua.slips import own_forms
from motcua.slips.models import OwnForm
from tests import factories
from tests.documents import made
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.slips.test_truth import text_of
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/danh-muc/2.000001/mau-don/"
WORDS = (
    "TỜ KHAI ĐĂNG KÝ",
    "Kính gửi: {{ kinh_gui }}",
    "Họ, chữ đệm, tên: {{ chu_ho_so }}; số định danh: {{ so_dinh_danh }}",
    "Thư điện tử: {{ thu_dien_tu }}",
    "Giấy tờ kèm theo: {{ giay_to_kem_theo }}",
    "{% if van_ban_uy_quyen %}Theo {{ van_ban_uy_quyen }}{% endif %}",
)


@pytest.fixture
def here(client: Client) -> World:
    province = factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )
    world = worlds.world(name="Ủy ban nhân dân xã Chi Lăng", parent=province)
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(world.leader)
    return world


@pytest.fixture
def _office() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice: what is filled is handed over as DOCX."""
    monkeypatch.setattr(own_forms.filling, "as_pdf", lambda _docx, *, fonts: None)


def added(client: Client, tmp_path, *words: str, **more: object):
    path, paper = tmp_path / "mau.docx", Document()
    for line in words or WORDS:
        paper.add_paragraph(line)
    paper.save(path)
    told = {"ten": "Tờ khai (Mẫu số 01)", "tep": SimpleUploadedFile(path.name, path.read_bytes())}
    return forms.send(client, PAGE, PAGE, **told | more)


def published(client: Client, tmp_path, *words: str, **more: object) -> OwnForm:
    added(client, tmp_path, *words, **more)
    form = OwnForm.objects.latest("pk")
    forms.send(client, PAGE, f"/can-bo/mau-don/{form.pk}/dung/")
    form.refresh_from_db()
    return form


def printed(client: Client, here: World, dossier: Dossier):
    client.force_login(here.clerk)
    return client.get(f"/can-bo/ho-so/{dossier.pk}/don-de-nghi/")


def words_of(answer) -> str:
    return "\n".join(line.text for line in Document(io.BytesIO(answer.content)).paragraphs)


@pytest.mark.usefixtures("without_office")
def test_the_counter_prints_the_form_of_the_procedure_once_it_is_published(
    client: Client, here: World, tmp_path
) -> None:
    dossier = here.receive("2024-06-17 08:10")
    added(client, tmp_path)
    assert "chưa dùng" in forms.text(client, PAGE)
    assert printed(client, here, dossier)["Content-Type"] == "application/pdf"
    client.force_login(here.leader)
    form = OwnForm.objects.get()
    forms.send(client, PAGE, f"/can-bo/mau-don/{form.pk}/dung/")
    answer = printed(client, here, dossier)
    said = words_of(answer)
    assert "Kính gửi: Ủy ban nhân dân xã Chi Lăng" in said
    assert "Họ, chữ đệm, tên: Nguyễn Văn An" in said
    assert "Thư điện tử: ……" in said
    assert "Theo" not in said
    assert "{" not in said
    assert answer["Content-Disposition"].startswith("attachment")
    assert JournalEntry.objects.filter(subject_type="slips.declaration").count() == 2


@pytest.mark.usefixtures("_office")
def test_it_is_shown_as_a_paper_with_a_person_nobody_is_and_with_the_dossiers(
    client: Client, here: World, tmp_path
) -> None:
    dossier = here.receive("2024-06-17 08:10")
    form = published(client, tmp_path)
    sample = client.get(f"/can-bo/mau-don/{form.pk}/dien-thu/")
    assert "Họ, chữ đệm, tên: Nguyễn Văn A; số định danh: 001000000000" in text_of(sample.content)
    assert "Nguyễn Văn An" in text_of(printed(client, here, dossier).content)


def test_an_unknown_place_is_named_with_its_line(client: Client, here: World, tmp_path) -> None:
    answer = added(client, tmp_path, "Họ tên cha: {{ ho_ten_cha }}")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "“ho_ten_cha” mà hệ thống không biết, ở dòng “Họ tên cha: {{ ho_ten_cha }}”" in said
    assert not OwnForm.objects.exists()


def test_what_is_no_docx_is_no_form(client: Client, here: World, tmp_path) -> None:
    path = made.pdf(tmp_path / "mau.docx")
    sent = SimpleUploadedFile(path.name, path.read_bytes())
    answer = forms.send(client, PAGE, PAGE, ten="Tờ khai", tep=sent)
    assert answer.status_code == 422
    assert "lưu thành DOCX" in answer.content.decode()
    assert not OwnForm.objects.exists()


def test_a_form_replaces_the_one_before_and_is_ended(client: Client, here: World, tmp_path) -> None:
    first, second = published(client, tmp_path), published(client, tmp_path, "Mới")
    first.refresh_from_db()
    assert (first.ended_at is None, second.ended_at is None) == (False, True)
    forms.send(client, PAGE, f"/can-bo/mau-don/{second.pk}/thoi/")
    assert "Thủ tục chưa có mẫu riêng" in forms.text(client, PAGE)
    assert client.get(f"/can-bo/mau-don/{second.pk}/").status_code == 404


@pytest.mark.usefixtures("without_office")
def test_a_commune_uses_the_provinces_form_until_it_has_its_own_and_the_case_comes_first(
    client: Client, here: World, tmp_path
) -> None:
    dossier = here.receive("2024-06-17 08:10")
    above = factories.officer(Agency.objects.get(level=Level.PROVINCE), Role.CONTROLLER)
    client.force_login(above)
    form = published(client, tmp_path, "Mẫu của tỉnh")
    assert words_of(printed(client, here, dossier)) == "Mẫu của tỉnh"
    client.force_login(here.leader)
    assert client.post(f"/can-bo/mau-don/{form.pk}/thoi/").status_code == 403
    published(client, tmp_path, "Mẫu của xã")
    published(client, tmp_path, "Mẫu của trường hợp", truong_hop=here.cases[0].pk)
    assert words_of(printed(client, here, dossier)) == "Mẫu của trường hợp"


def test_who_keeps_none_adds_none_and_a_neighbours_form_has_no_address(
    client: Client, here: World, tmp_path
) -> None:
    form = published(client, tmp_path)
    client.force_login(here.clerk)
    assert "Thêm mẫu" not in forms.text(client, PAGE)
    assert client.post(PAGE).status_code == 403
    client.force_login(factories.officer(factories.agency("UBND xã Khác"), Role.LEADER))
    assert client.get(f"/can-bo/mau-don/{form.pk}/").status_code == 404
    assert client.get("/can-bo/danh-muc/9.9/mau-don/").status_code == 404
