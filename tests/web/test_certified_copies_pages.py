"""The page of certified copies: who may what, what is refused in words, what a stranger sees of a copy."""

import pytest

from motcua.base.models import JournalEntry
from motcua.dossiers.models import CertifiedCopy
from motcua.jobs import tasks
from motcua.organizations.models import Role
from tests import factories
from tests.dossiers import certifying, resulting
from tests.dossiers.certifying import ALTERED, BRIGHT, WORTHY
from tests.web import forms

pytestmark = pytest.mark.django_db
BOOK = "/can-bo/so-chung-thuc/"


@pytest.fixture
def here(settings, tmp_path):
    settings.CERTIFIED_COPIES = "2.000001"
    return resulting.opened(settings, tmp_path)


def page(here):
    return f"/can-bo/ho-so/{here.dossier.pk}/chung-thuc/"


def sent(client, here, *chosen, **more):
    told = {f"ten-{one.pk}": one.paper.name for one in chosen}
    signer = {"nguoi_ky": here.leader.pk}
    return forms.send(
        client, page(here), page(here), chon=[one.pk for one in chosen], **told, **signer, **more
    )


def test_originals_are_compared_certified_and_refused_on_one_page(client, here, tmp_path):
    client.force_login(here.clerk)
    assert "Chưa có bản chính nào" in forms.text(client, page(here))
    good, bad, later = certifying.brought(here, tmp_path, WORTHY, ALTERED, BRIGHT)
    told = {f"can_cu-{bad.pk}": "altered", f"ghi_chu-{bad.pk}": "Trang 3"}
    assert sent(client, here, good, **told).status_code == 302
    said = forms.text(client, page(here))
    assert "0/1" in said
    assert "Phần việc nền của máy chủ đang không chạy" in said
    tasks.make_certified_copies(dossier_id=here.dossier.pk)
    said = forms.text(client, page(here))
    assert "hx-trigger" not in said.split('id="ban-sao"')[1].split(">")[0]
    for words in ("Chờ phê duyệt", "Bản chính bị tẩy xóa", "Trang 3", f'value="{later.pk}"'):
        assert words in said
    assert f'value="{good.pk}"' not in said


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, here, tmp_path):
    client.force_login(here.clerk)
    one, other = certifying.brought(here, tmp_path, WORTHY, BRIGHT)
    answer = forms.send(client, page(here), page(here))
    assert (answer.status_code, CertifiedCopy.objects.count()) == (422, 0)
    assert "đánh dấu bản chính đã đối chiếu" in answer.content.decode()
    told = {
        "chon": [one.pk, other.pk],
        f"ten-{one.pk}": "Bằng cử nhân <b>",
        f"can_cu-{one.pk}": "worn",
        f"ten-{other.pk}": "",
    }
    said = forms.send(client, page(here), page(here), **told).content.decode()
    for words in (
        "vừa được đánh dấu đúng vừa có căn cứ",
        f"Hãy ghi tên bản chính của “{BRIGHT}”",
        "Hãy chọn người ký",
        "Bằng cử nhân &lt;b&gt;",
        '<option value="worn" selected>',
    ):
        assert words in said
    odd = sent(client, here, one, **{f"can_cu-{other.pk}": "<x>"})
    assert "không có trong danh mục" in odd.content.decode()
    assert not CertifiedCopy.objects.exists()


def test_a_leader_gives_a_copy_back_and_the_clerk_certifies_anew(client, here, tmp_path):
    [original] = certifying.brought(here, tmp_path, WORTHY)
    certifying.taken_up(here, certifying.compared(original))
    _number, [copy] = certifying.made_all(here)
    address = f"{page(here)}{copy.pk}/"
    client.force_login(here.leader)
    forms.send(client, page(here), f"{address}tra-lai/", ly_do="")
    copy.version.refresh_from_db()
    assert copy.version.state == "sent"
    forms.send(client, page(here), f"{address}tra-lai/", ly_do="Thiếu mặt sau")
    copy.version.refresh_from_db()
    assert copy.version.state == "returned"
    client.force_login(here.clerk)
    forms.send(client, page(here), f"{address}bo/", ly_do="Quét lại")
    assert f'value="{original.pk}"' in forms.text(client, page(here))


def test_only_whoever_works_with_the_dossier_has_the_page(client, here, settings, tmp_path):
    client.force_login(factories.officer(here.agency, Role.CONTROLLER))
    assert client.get(page(here)).status_code == 403
    client.force_login(here.clerk)
    assert "Đối chiếu, lập bản sao" in forms.text(client, f"/can-bo/ho-so/{here.dossier.pk}/")
    settings.CERTIFIED_COPIES = "2.000815"
    assert client.get(page(here)).status_code == 404
    assert "Đối chiếu, lập bản sao" not in forms.text(client, f"/can-bo/ho-so/{here.dossier.pk}/")


def test_a_stranger_with_the_code_sees_number_day_and_agency_and_nobodys_name(
    client, here, settings, tmp_path
):
    resulting.with_seal(here, settings, resulting.agency_seal())
    [original] = certifying.brought(here, tmp_path, WORTHY)
    certifying.taken_up(here, certifying.compared(original))
    _number, [copy] = certifying.made_all(here)
    certifying.signed(here, resulting.chair(), copy)
    certifying.issued(here, copy)
    said = forms.text(client, f"/kiem-tra-van-ban/{copy.version.code}/")
    for words in ("Bản sao điện tử có chứng thực", "1, quyển số 01/2024-SCT/BS", "17/06/2024"):
        assert words in said
    assert "Nguyễn Văn An" not in said
    assert WORTHY not in said


def test_the_book_is_printed_for_its_days_and_written_down(client, here):
    client.force_login(here.officer)
    assert "Sổ không có dòng nào" in forms.text(client, BOOK)
    assert client.get(BOOK, {"tu": "2/6/2024", "den": "1/6/2024"}).status_code == 422
    answer = client.get(BOOK, {"tu": "1/6/2024", "den": "30/6/2024", "tep": "1"})
    assert answer["Content-Type"] == "application/pdf"
    assert (
        JournalEntry.objects.get(subject_type="slips.certified_book").subject_id == here.agency.pk
    )
