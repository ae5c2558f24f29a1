"""The papers of a dossier: added by hand and by telephone, opened under guard, taken out, used again."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock, once
from motcua.base.models import JournalEntry
from motcua.documents import actions as documents
from motcua.documents.models import Origin, Paper, Reading, Scan
from motcua.dossiers.models import Dossier, Enclosure, PhonePass
from motcua.organizations.models import Role
from tests import factories
from tests.documents import made
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client: Client, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path / "files"
    made_world = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(made_world.clerk)
    return made_world


@pytest.fixture
def dossier(here: World) -> Dossier:
    return here.receive("2024-06-17 08:00")


def page(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.pk}/giay-to/"


def sent(path, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def listed(dossier: Dossier) -> int:
    return dossier.papers.get().pk


def add(client: Client, dossier: Dossier, *files, **more):
    told = {"cho": listed(dossier), "tep": list(files), **more}
    return forms.send(client, page(dossier), page(dossier), **told)


def test_files_are_kept_for_a_listed_paper_and_opened_from_the_page(client, dossier, tmp_path):
    path = made.pdf(tmp_path / "to khai.pdf", pages=3)
    answer = add(client, dossier, sent(path), so_trang=3, doi_chieu="on")
    paper = Paper.objects.get()
    shown = forms.text(client, answer["Location"])
    opened = client.get(f"{page(dossier)}{Enclosure.objects.get().pk}/")

    assert (paper.name, paper.verified, paper.holder_id) == (
        "Tờ khai", True, dossier.participants.get(role="owner").party_id
    )  # fmt: skip
    assert "3 trang" in shown
    assert "Đang chờ nhận dạng chữ" in shown
    assert b"".join(opened.streaming_content) == path.read_bytes()


def test_an_opened_file_may_do_nothing_and_is_journalled(client, here, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    opened = client.get(f"{page(dossier)}{Enclosure.objects.get().pk}/")

    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened["Content-Security-Policy"]
    assert opened["Content-Type"] == "application/pdf"
    assert opened["Content-Disposition"].startswith("inline")
    assert JournalEntry.objects.filter(
        account_id=here.clerk.pk, subject_type="documents.paper", subject_id=Paper.objects.get().pk
    ).exists()


def test_of_several_files_the_fit_are_kept_and_each_other_is_told(client, dossier, tmp_path):
    files = [
        sent(made.pdf(tmp_path / "tot.pdf")),
        sent(made.program(tmp_path / "virus.pdf")),
        sent(made.archive(tmp_path / "nen.pdf")),
    ]
    answer = add(client, dossier, *files)
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert Paper.objects.count() == 1
    assert "Đã lưu 1 tệp vào hồ sơ." in shown
    assert "virus.pdf” là chương trình máy tính" in shown
    assert "nen.pdf” là tệp nén" in shown


def test_a_file_longer_than_the_bound_is_told_by_its_real_size(client, dossier, settings, tmp_path):
    settings.UPLOAD_MOST_BYTES = 1024**2
    answer = add(client, dossier, SimpleUploadedFile("dai.pdf", b"%PDF-1.4" + bytes(3 * 1024**2)))
    assert "lớn 3 MB; mỗi tệp nhận nhiều nhất 1 MB" in answer.content.decode()
    assert not Paper.objects.exists()


def test_a_scan_that_lacks_pages_is_told_and_not_kept(client, dossier, tmp_path):
    answer = add(client, dossier, sent(made.pdf(tmp_path / "a.pdf", pages=2)), so_trang=3)
    assert "có 2 trang, bản giấy đếm được 3 trang" in answer.content.decode()
    assert not Paper.objects.exists()


def test_the_same_form_sent_twice_keeps_the_paper_once(client, dossier, tmp_path):
    key = forms.key(forms.text(client, page(dossier)))
    for _ in range(2):
        file = sent(made.pdf(tmp_path / "a.pdf"))
        client.post(page(dossier), {"once": key, "cho": "khac", "ten": "Đơn", "tep": [file]})
    assert Paper.objects.get().name == "Đơn"


def test_a_paper_is_taken_out_with_a_reason_and_stays_kept(client, here, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    out = f"{page(dossier)}{Enclosure.objects.get().pk}/bo/"
    refused = forms.send(client, out, out)
    forms.send(client, out, out, ly_do="Nhầm hồ sơ")
    enclosure = Enclosure.objects.get()

    assert "Hãy ghi lý do" in refused.content.decode()
    assert (enclosure.taken_out_by, enclosure.taken_out_why) == (here.clerk, "Nhầm hồ sơ")
    assert "Chưa có tệp" in forms.text(client, page(dossier))


def test_who_may_not_see_the_people_sees_no_paper(client, here, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    address = f"{page(dossier)}{Enclosure.objects.get().pk}/"
    other = factories.agency()
    for account, status in (
        (factories.officer(other, Role.CLERK), 404),
        (factories.officer(here.agency, Role.CONTROLLER), 403),
    ):
        client.force_login(account)
        assert client.get(page(dossier)).status_code == status
        assert client.get(address).status_code == status


def test_a_paper_of_another_dossier_does_not_open_under_this_one(client, here, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    second = here.receive("2024-06-17 08:10")
    assert client.get(f"{page(second)}{Enclosure.objects.get().pk}/").status_code == 404


# -- by telephone -----------------------------------------------------------------------------


def phone_address(client: Client, dossier: Dossier) -> str:
    answer = forms.send(client, page(dossier), f"{page(dossier)}dien-thoai/", cho=listed(dossier))
    shown = forms.text(client, answer["Location"])
    return re.search(r"http://testserver(/can-bo/chup/[^<]+)<", shown)[1]


def test_a_telephone_sends_pictures_that_become_one_paper(client, here, dossier, tmp_path):
    address = phone_address(client, dossier)
    phone = Client()
    pictures = [sent(made.picture(tmp_path / f"{n}.jpg", f"Trang {n}")) for n in range(1, 4)]
    done = forms.send(phone, address, address, anh=pictures)
    paper = Paper.objects.get()

    assert "3 trang đã vào hồ sơ" in done.content.decode()
    assert (paper.name, paper.file.pages, paper.taken_by) == ("Tờ khai", 3, here.clerk)
    assert paper.sheets.count() == 3
    assert "Điện thoại đã gửi ảnh" in forms.text(
        client, f"{page(dossier)}?dien_thoai={PhonePass.objects.get().pk}"
    )


def test_a_pass_serves_once_and_only_for_minutes(client, dossier, tmp_path):
    address = phone_address(client, dossier)
    picture = made.picture(tmp_path / "1.jpg")
    forms.send(Client(), address, address, anh=[sent(picture)])
    again = Client().get(address)
    late = phone_address(client, dossier)
    clock.set_to(clock.now() + timedelta(minutes=21))

    assert again.status_code == 410
    assert "đã dùng rồi hoặc đã hết hạn" in again.content.decode()
    assert Client().get(late).status_code == 410
    assert Client().get("/can-bo/chup/doan-bua/").status_code == 410
    assert Paper.objects.count() == 1


def test_a_pass_of_somebody_who_lost_his_post_ends(client, here, dossier, tmp_path):
    address = phone_address(client, dossier)
    here.clerk.is_active = False
    here.clerk.save(update_fields=["is_active"])
    answer = forms.send(Client(), address, address, anh=[sent(made.picture(tmp_path / "1.jpg"))])

    assert "không được thêm, bỏ giấy tờ" in answer.content.decode()
    assert not Paper.objects.exists()


def test_the_page_of_a_telephone_tells_nothing_of_the_person(client, dossier):
    shown = forms.text(Client(), phone_address(client, dossier))
    assert "Nguyễn Văn An" not in shown
    assert dossier.number not in shown
    assert dossier.number[-9:] in shown


def test_what_a_telephone_sends_that_is_no_picture_is_told(client, dossier, tmp_path):
    address = phone_address(client, dossier)
    for path in (made.pdf(tmp_path / "a.pdf"), made.program(tmp_path / "b.jpg")):
        answer = forms.send(Client(), address, address, anh=[sent(path)])
        assert answer.status_code == 422
    assert PhonePass.objects.get().used_at is None


# -- used again, found by words ---------------------------------------------------------------


def test_a_paper_already_held_for_the_person_serves_again(client, here, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    second = here.receive("2024-06-18 08:00")
    shown = forms.text(client, page(second))
    again = f"{page(second)}dung-lai/{Paper.objects.get().pk}/"
    assert "Đã có, không phải nộp lại" in shown

    forms.send(client, page(second), again, cho=listed(second))
    forms.send(client, page(second), again, cho=listed(second))
    reused = Paper.objects.get(origin=Origin.REUSED)

    assert reused.enclosure.dossier == second
    assert reused.file == reused.source.file
    assert "Đã có, không phải nộp lại" not in forms.text(client, page(second))


def test_a_paper_of_somebody_else_is_neither_offered_nor_given(client, here, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    here.person = factories.person("Trần Thị Bình")
    second = here.receive("2024-06-18 08:00")
    again = f"{page(second)}dung-lai/{Paper.objects.get().pk}/"
    shown = client.post(again, {"once": once.new_key(), "cho": "khac"}, follow=True)

    assert "không thuộc hồ sơ" in shown.content.decode()
    assert Paper.objects.count() == 1


def test_a_word_in_a_paper_finds_the_dossier_for_whoever_may_see_it(client, dossier, tmp_path):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    Reading.objects.update(words="quyet dinh so muoi hai ve viec cap giay phep xay dung")

    def found() -> str:
        return client.post(
            "/can-bo/tim/", {"q": "giấy phép xây dựng"}, follow=True
        ).content.decode()

    assert dossier.number in found()
    client.force_login(factories.officer(factories.agency(), Role.CLERK))
    assert dossier.number not in found()


# -- from the scanner -------------------------------------------------------------------------


def test_a_waiting_scan_is_opened_and_put_into_the_dossier(client, here, dossier, tmp_path):
    path = made.pdf(tmp_path / "quet.pdf", pages=2)
    file = documents.keep_file(documents.store_file(path, name="quet.pdf"), at=clock.now())
    scan = Scan.objects.create(
        file=file, agency=here.agency, name="quet.pdf", arrived_at=clock.now()
    )
    address = f"{page(dossier)}quet/{scan.pk}/"
    assert "quet.pdf" in forms.text(client, page(dossier))
    assert b"".join(client.get(address).streaming_content) == path.read_bytes()

    done = forms.send(client, page(dossier), f"{address}lay/", cho=listed(dossier))
    assert "Đã đưa tệp quét vào hồ sơ" in forms.text(client, done["Location"])
    assert Paper.objects.get().name == "Tờ khai"
    assert client.get(address).status_code == 404


def test_the_separator_sheet_of_a_dossier_names_it(client, dossier):
    shown = forms.text(client, f"{page(dossier)}to-phan-cach/")
    assert dossier.number in shown
    assert "data:image/svg+xml" in shown


def test_the_receipt_says_what_is_held_already_of_the_same_person(client, here, dossier, tmp_path):
    done = f"/can-bo/tiep-nhan/xong/{dossier.pk}/"
    assert "dùng lại được" not in forms.text(client, done)
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    second = here.receive("2024-06-18 08:00")

    assert "Đang lưu 1 giấy tờ" in forms.text(client, f"/can-bo/tiep-nhan/xong/{second.pk}/")


def at_the_counter(here: World, dossier: Dossier, **more) -> dict[str, object]:
    """The form of a reception for the person of ``dossier``."""
    owner = dossier.participants.get(role="owner")
    return {
        "chu-number": owner.identity_value,
        "chu-kind": "citizen_id",
        "chu-name": owner.name,
        "channel": "counter",
        "agency": str(here.agency.pk),
        "return_mode": "counter",
        "return_here": "here",
        f"paper_{here.cases[0].papers.get().pk}": "held_data",
        "viec": "tiep-nhan",
    } | more


def test_what_is_held_is_offered_at_intake_and_comes_with_the_dossier(
    client, here, dossier, tmp_path
):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    paper = Paper.objects.get()
    counter = f"/can-bo/tiep-nhan/{here.cases[0].pk}/"
    number = dossier.participants.get(role="owner").identity_value
    looked = client.post("/can-bo/tiep-nhan/nguoi/chu/", {"chu-number": number}).content.decode()
    assert f'value="{paper.pk}"' in looked
    other = client.post("/can-bo/tiep-nhan/nguoi/nop/", {"nop-number": number}).content.decode()
    assert "dung_lai" not in other

    told = at_the_counter(here, dossier, dung_lai=[paper.pk])
    wrong = forms.send(client, counter, counter, **(told | {"chu-name": ""}))
    assert re.search(rf'value="{paper.pk}" checked', wrong.content.decode())
    forms.send(client, counter, counter, **told)
    reused = Paper.objects.get(origin=Origin.REUSED)
    assert (reused.source, reused.enclosure.listed.name) == (paper, "Tờ khai")
    assert reused.enclosure.dossier != dossier


def test_a_paper_of_another_person_sent_with_the_form_is_left_alone(
    client, here, dossier, tmp_path
):
    add(client, dossier, sent(made.pdf(tmp_path / "a.pdf")))
    counter = f"/can-bo/tiep-nhan/{here.cases[0].pk}/"
    told = at_the_counter(here, dossier, dung_lai=[Paper.objects.get().pk, "9" * 40, "abc"])
    somebody = {"chu-number": factories.citizen_id(), "chu-name": "Trần Thị Bình"}
    forms.send(client, counter, counter, **(told | somebody))

    assert Dossier.objects.count() == 2
    assert Paper.objects.count() == 1
