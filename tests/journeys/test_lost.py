"""Somebody follows an old link."""

from tests.journeys import browsing


def test_a_lost_person_reads_what_happened_and_finds_the_way_back(page):
    weight = browsing.Weight(page)
    answer = page.goto("/khong-co-trang-nay")

    assert answer.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "Không tìm thấy trang"
    browsing.look(page, "404")
    assert weight.bytes < browsing.HEAVIEST_BYTES
