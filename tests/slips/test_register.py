"""The register: a line a dossier, each day that of the books."""

import re
from datetime import date

import pypdfium2
import pytest

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.slips import register
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

MON, FRI = date(2026, 9, 7), date(2026, 9, 11)


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return re.sub(r"\s+", " ", " ".join(pages))


def test_a_line_tells_every_day_of_a_dossier() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 14:00")
    here.decide(dossier, "2026-09-09 10:00")
    here.give_back(dossier, "2026-09-10 10:00")
    here.receive("2026-09-14 08:05")
    (line,) = register.lines(register.taken_in(here.agency, MON, FRI))
    dossier.refresh_from_db()
    assert line.number == dossier.number
    assert (line.received_on, line.due_on) == (MON, date(2026, 9, 10))
    assert (line.handed_on, line.result_on, line.returned_on) == (
        MON,
        date(2026, 9, 9),
        date(2026, 9, 10),
    )
    assert line.how == "Trực tiếp"
    assert line.owner == "Nguyễn Văn An"


def test_what_has_not_come_is_left_open_and_what_ended_apart_is_remarked() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    here.receive("2026-09-07 08:05")
    gone = here.receive("2026-09-07 09:05")
    dossiers.withdraw(dossier_id=gone.pk, by=here.by(here.clerk), text="Rút")
    first, second = register.lines(register.taken_in(here.agency, MON, FRI))
    assert (first.handed_on, first.result_on, first.returned_on) == (None, None, None)
    assert first.cells(1)[12] == ""
    assert second.remark == "Người nộp rút"


def test_a_hand_over_taken_back_is_no_hand_over() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 14:00")
    dossiers.take_back(dossier_id=dossier.pk, by=here.by(here.officer))
    (line,) = register.lines(register.taken_in(here.agency, MON, FRI))
    assert line.handed_on is None


def test_the_book_is_the_form_of_its_day_and_the_same_every_time() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    numbers = [here.receive(f"2026-09-07 {hour:02d}:05").number for hour in range(8, 12)]
    at = clock.now()
    made = register.pdf(here.agency, MON, FRI, officer="Lý Thị Nguyệt", at=at)
    assert made == register.pdf(here.agency, MON, FRI, officer="Lý Thị Nguyệt", at=at)
    said = text_of(made)
    assert "Mẫu số 07 (Thông tư số 03/2025/TT-VPCP)" in said
    assert "4 hồ sơ" in said
    squeezed = said.replace(" ", "")
    assert all(number in squeezed for number in numbers)


def test_before_july_2025_it_is_the_older_form_and_no_book_holds_both() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    here.receive("2024-06-17 08:05")
    day = date(2024, 6, 17)
    said = text_of(register.pdf(here.agency, day, day, officer="", at=clock.now()))
    assert "Mẫu số 06 (Thông tư số 01/2018/TT-VPCP)" in said
    with pytest.raises(register.TwoForms):
        register.pdf(here.agency, date(2025, 6, 30), date(2025, 7, 1), officer="", at=clock.now())


def test_a_book_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    here.receive("2026-09-07 08:05")
    here.receive("2026-09-07 09:05")
    monkeypatch.setattr(register, "MOST", 1)
    with pytest.raises(register.TooMany):
        register.pdf(here.agency, MON, FRI, officer="", at=clock.now())
