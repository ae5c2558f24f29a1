"""The return book and the hand-over list: every line and date is the ledger's, every page bears its heading."""

import re
from datetime import UTC, datetime

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.dossiers import actions
from motcua.dossiers.actions import delivery, returning
from motcua.dossiers.actions.returning import Taker
from motcua.dossiers.models import Dossier
from motcua.rules.codes import Outcome
from motcua.slips import handing_list, lists, return_book, typeset
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.slips.test_truth import text_of

pytestmark = pytest.mark.django_db
DAY = worlds.on("2026-09-08")


@pytest.fixture
def here() -> World:
    return worlds.world(name="Ủy ban nhân dân xã Chi Lăng")


def ready(here: World, minute: int, outcome: Outcome = Outcome.GRANTED) -> Dossier:
    dossier = here.receive(f"2026-09-07 08:{minute:02d}")
    here.take_on(dossier, f"2026-09-07 09:{minute:02d}")
    here.decide(dossier, f"2026-09-08 08:{minute:02d}", outcome)
    clock.set_to(worlds.moment("2026-09-08 10:00"))
    dossier.refresh_from_db()
    return dossier


def rows(here: World) -> list[tuple[str, ...]]:
    return return_book.rows(return_book.returned(here.agency, DAY, DAY))


def test_the_book_says_how_and_to_whom_each_result_went(here: World) -> None:
    by_hand, denied, parcel = ready(here, 0), ready(here, 1, Outcome.DENIED), ready(here, 2)
    by = here.by(here.clerk)
    returning.hand_out(dossier_id=by_hand.pk, by=by)
    proxy = Taker(
        name="Lý Văn Sơn", identity_value="020090123457", ground="Giấy ủy quyền ngày 07/09/2026"
    )
    returning.hand_out(dossier_id=denied.pk, by=by, taker=proxy)
    sent = delivery.post_result(dossier_id=parcel.pk, by=by, carrier="VNPost", waybill="EV1")
    delivery.deliver(shipment_id=sent.pk, by=by)
    book = rows(here)

    assert [row[1] for row in book] == [by_hand.number, denied.number, parcel.number]
    assert [row[6] for row in book] == ["10:00 08/09/2026"] * 3
    assert [row[5] for row in book] == ["10/09/2026"] * 3
    assert book[0][4] == "12/QĐ-UBND, 08/09/2026"
    assert book[1][4] == "Từ chối; 12/QĐ-UBND, 08/09/2026"
    assert book[1][7] == (
        "Trực tiếp; nhận thay: Lý Văn Sơn, số giấy tờ 020090123457; Giấy ủy quyền ngày 07/09/2026"
    )
    assert (book[0][7], book[2][7]) == ("Trực tiếp", "Bưu chính; bưu gửi EV1")


def test_a_return_taken_back_is_not_in_the_book(here: World) -> None:
    dossier = ready(here, 0)
    without = Taker(with_receipt=False, ground="đã đối chiếu căn cước")
    returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk), taker=without)
    assert rows(here)[0][7] == "Trực tiếp; không có giấy hẹn; đã đối chiếu căn cước"
    actions.take_back(dossier_id=dossier.pk, by=here.by(here.clerk))
    assert rows(here) == []
    returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk))

    assert [row[7] for row in rows(here)] == ["Trực tiếp"]


def test_the_book_asks_as_little_for_many_as_for_one(here: World) -> None:
    for minute in range(5):
        dossier = ready(here, minute)
        returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk))
    with CaptureQueriesContext(connection) as asked:
        assert len(rows(here)) == 5

    assert len(asked) <= 5


def test_the_book_is_the_same_every_time_and_has_its_heading_on_every_page(here: World) -> None:
    for minute in range(20):
        dossier = ready(here, minute)
        returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk))
    at = clock.now()
    made = return_book.pdf(here.agency, DAY, DAY, officer="Nông Thị Mai", at=at)

    assert made == return_book.pdf(here.agency, DAY, DAY, officer="Nông Thị Mai", at=at)
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made)]
    assert len(pages) > 1
    assert all("Ký nhận" in page for page in pages)
    said = text_of(made)
    assert "SỔ TRẢ KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in said
    assert "20 kết quả" in said
    assert "Nông Thị Mai" in said


def test_the_hand_over_list_is_for_both_signatures_a_list_for_each_taker(here: World) -> None:
    result, fresh = ready(here, 0), here.receive("2026-09-08 10:05")
    clock.set_to(worlds.moment("2026-09-08 10:30"))
    counter = here.clerk.assignments.get().post
    actions.hand_over(dossier_id=result.pk, by=here.by(here.officer), post=counter, to=here.clerk)
    made = text_of(handing_list.pdf(here.agency, here.officer, DAY, at=clock.now()))
    assert result.number in made
    assert f"Người nhận: {here.clerk.full_name}" in made
    cells = handing_list.rows(handing_list.handed(here.officer, DAY))
    assert [row[4] for row in cells] == ["Kết quả 12/QĐ-UBND"]
    assert "Cộng: 1 hồ sơ, trong đó 1 kết quả giải quyết." in made
    assert re.search("NGƯỜI GIAO.*NGƯỜI NHẬN", made)
    assert fresh.number not in made


def test_hand_overs_of_one_moment_have_one_order(here: World) -> None:
    assert handing_list.handed(here.officer, DAY).query.order_by[-1] == "pk"


#: A page takes about twenty lines: whatever the number, some of them end exactly at its foot.
@pytest.mark.parametrize("number", [0, 1, 2, *range(16, 27), 200])
def test_signatures_never_stand_on_a_page_without_a_line(number: int) -> None:
    said = {
        "superior": "",
        "office": "Trung tâm Phục vụ hành chính công",
        "numbers": [],
        "place_date": "Lạng Sơn, ngày 08 tháng 9 năm 2026",
        "title": "Danh sách bàn giao",
        "under": [],
        "said": [],
        "columns": [
            {"name": "STT", "width": "", "centred": True},
            {"name": "Hồ sơ", "width": "1fr", "centred": False},
        ],
        "rows": [[f"{place}.", "Đăng ký khai sinh " * 7] for place in range(1, number + 1)],
        "after": [f"Cộng: {number} hồ sơ"],
        "signatures": [
            {"title": "NGƯỜI GIAO", "name": "Nông Thị Mai"},
            {"title": "NGƯỜI NHẬN", "name": ""},
        ],
        "wide": False,
        "demo": "",
    }
    made = typeset.pdf(lists.LAYOUT, {"lists": [said]}, at=datetime(2026, 9, 8, tzinfo=UTC))
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made)]
    for word in ("Cộng:", "NGƯỜI GIAO", "NGƯỜI NHẬN", "Nông Thị Mai", *[f"{number}."][:number]):
        assert [word in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_a_day_without_hand_overs_has_no_list(here: World) -> None:
    with pytest.raises(handing_list.NothingHandedOver):
        handing_list.pdf(here.agency, here.officer, DAY, at=worlds.moment("2026-09-08 10:00"))


def test_more_than_one_print_holds_is_refused(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    returning.hand_out(dossier_id=ready(here, 0).pk, by=here.by(here.clerk))
    monkeypatch.setattr(return_book, "MOST", 0)
    with pytest.raises(lists.TooMany):
        return_book.pdf(here.agency, DAY, DAY, officer="", at=clock.now())
