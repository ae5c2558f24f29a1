"""Filed for another, together with others, in several copies: typed at the counter, printed on the receipt and the book."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.base.models import JournalEntry
from motcua.dossiers.models import CoApplicant, Dossier, DossierEvent, Filing
from motcua.organizations.models import Role
from motcua.slips import declaration, printing, queries, register
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.slips.test_truth import text_of
from tests.web import forms

pytestmark = pytest.mark.django_db
OWNER = {"chu-kind": "citizen_id", "chu-number": "020090123456", "chu-name": "Nguyễn Thị Bích"}
FILER = {"nop-kind": "citizen_id", "nop-number": "020090123457", "nop-name": "Lý Văn Sơn"}
AUTHORITY = {
    "kem-authority": "authorisation",
    "kem-number": "12/2024",
    "kem-made_on": "14/06/2024",
    "kem-made_by": "UBND xã Chi Lăng",
}
TOGETHER = {"kem-together": "Nguyễn Văn An; 020090123458\nHoàng Thị Lan\n", "kem-copies": "3"}


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(made.clerk)
    return made


def receive(client: Client, here: World, **more: str):
    case = here.cases[0]
    address = f"/can-bo/tiep-nhan/{case.pk}/"
    told = {
        "channel": "counter",
        "agency": str(here.agency.pk),
        "return_mode": "counter",
        "return_here": "here",
        f"paper_{case.papers.get().pk}": "original",
        "viec": "tiep-nhan",
    }
    return forms.send(client, address, address, **OWNER, **told, **more)


def receipt(dossier: Dossier) -> str:
    event = DossierEvent.objects.select_related(*queries.AROUND).get(dossier=dossier, act="receive")
    return text_of(printing.render(queries.facts(event), paper="A5"))


def test_the_authority_the_others_and_the_copies_are_kept_and_printed(
    client: Client, here: World
) -> None:
    receive(client, here, **FILER, **AUTHORITY, **TOGETHER)
    dossier = Dossier.objects.get()
    said = receipt(dossier)

    assert "Nộp thay theo: Văn bản ủy quyền số 12/2024 ngày 14/06/2024, UBND xã Chi Lăng" in said
    assert "Cùng đề nghị: Nguyễn Văn An, số giấy tờ 020090123458; Hoàng Thị Lan" in said
    assert "Số lượng hồ sơ: 03 bộ" in said
    assert [line.copies for line in register.lines([dossier])] == [3]


def test_one_copy_filed_by_the_owner_leaves_no_row(client: Client, here: World) -> None:
    receive(client, here)
    said = receipt(Dossier.objects.get())

    assert not Filing.objects.exists()
    assert not CoApplicant.objects.exists()
    assert "01 bộ" in said
    assert "Nộp thay theo" not in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (AUTHORITY, "Ghi người nộp thay ở trên"),
        (FILER | AUTHORITY | {"kem-made_on": ""}, "Ghi ngày lập văn bản ủy quyền."),
        ({"kem-together": "Nguyễn Văn An; 123"}, "Dòng 1:"),
        ({"kem-copies": "0"}, "Số bộ hồ sơ từ 1 đến 99."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_received(
    client: Client, here: World, more: dict[str, str], words: str
) -> None:
    answer = receive(client, here, **more)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Dossier.objects.exists()


def test_the_applicants_own_paper_is_filled_and_its_printing_written_down(
    client: Client, here: World
) -> None:
    receive(client, here, **FILER, **AUTHORITY, **TOGETHER)
    dossier = Dossier.objects.get()
    answer = client.get(f"/can-bo/ho-so/{dossier.pk}/don-de-nghi/")
    said = text_of(answer.content)

    assert "ĐƠN ĐỀ NGHỊ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in said
    assert "Kính gửi: Ủy ban nhân dân xã Chi Lăng" in said
    assert "Tôi là: Lý Văn Sơn" in said
    assert "Nộp thay cho: Nguyễn Thị Bích" in said
    assert "1. Tờ khai (bản chính)" in said
    assert dossier.number in said
    assert JournalEntry.objects.filter(subject_type="slips.declaration").count() == 1
    event = DossierEvent.objects.select_related(*queries.AROUND).get(dossier=dossier)
    assert declaration.pdf(event, at=clock.now()) == declaration.pdf(event, at=clock.now())


def test_a_dossier_nobody_received_and_one_of_another_office_have_no_such_paper(
    client: Client, here: World
) -> None:
    waiting = here.submit("2024-06-17 08:10")
    assert client.get(f"/can-bo/ho-so/{waiting.pk}/don-de-nghi/").status_code == 404
    received = here.receive("2024-06-17 08:20")
    client.force_login(factories.officer(factories.agency(), Role.CLERK))

    assert client.get(f"/can-bo/ho-so/{received.pk}/don-de-nghi/").status_code == 404
