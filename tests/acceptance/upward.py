"""The Chi Lăng quarter on its way upward: twenty communes and the district, every act through a page.

The days are those of the quarter's end; the books tell what they knew then.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urljoin
from uuid import uuid4

from django.test import Client
from lxml import html

from motcua.base import clock
from motcua.demo.roster import Roster
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, AgencyKind
from motcua.reporting import tables
from motcua.reporting.models import Campaign, Duty, FiledForm, FiledNarrative
from motcua.rules import periods
from tests.reporting import copies

DISTRICT = "Huyện Chi Lăng"
QUARTER = periods.quarter(2024, 3)
FORMS = ("II.05", "II.06", "II.07", "II.08")
PERIOD = "2024-quy-3"
BEFORE = clock.at(date(2024, 6, 17), 9)
FILING = clock.at(date(2024, 9, 16), 9)
#: The story closes the quarter at twenty past five; the district reports after it.
CLOSED = clock.at(date(2024, 9, 18), 18)
#: Nine months and thousands of acts later, the district's last days.
LATER = clock.at(date(2025, 6, 20), 9)
ROUNDS = "/can-bo/dot-bao-cao/"
FORM = "/can-bo/bao-cao/bieu/"
NARRATIVE = "/can-bo/bao-cao/thuyet-minh/"
#: One petition of a field, answered and shown.
PETITIONS = {"4": 1, "5": 0, "6": 0, "7": 1, "8": 0, "10": 1, "11": 0, "12": 0, "13": 1}
LEFT_OPEN = PETITIONS | {"4": 2, "7": 2, "12": 1}
#: One decision of the quarter: two procedures changed, all shown.
PUBLISHED = {"3": 1, "4": 0, "6": 0, "7": 2, "8": 0, "10": 2, "11": 0}
WHY = "Một phản ánh của quý trước đã chuyển cấp huyện theo thẩm quyền."
REMARK = "Chỉ tiêu 3.4 của II.08a bằng 0 trong khi có hồ sơ phải nộp lệ phí; đề nghị đối chiếu."
FREE = {
    "muc_achieved": "- Hồ sơ được giải quyết trước hạn và đúng hạn.",
    "muc_limits": "- Nhân lực của một số xã còn mỏng.",
    "muc_tasks": "- Tiếp tục rà soát, công khai thủ tục hành chính.",
}
NOTHING = (
    *("impact", "appraisal", "review", "communication"),
    *("initiatives", "inspection", "other", "proposals"),
)


@dataclass
class Journey:
    """Who took part, what was said on the way, and what came out."""

    district: Agency
    communes: list[Agency]
    roster: Roster
    browsers: dict[int, Client] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get()

    def browser(self, agency: Agency) -> Client:
        """A browser in which the leader of an agency has signed in."""
        if agency.pk not in self.browsers:
            self.browsers[agency.pk] = Client()
            self.browsers[agency.pk].force_login(self.roster.leader(agency.pk, FILING.date()))
        return self.browsers[agency.pk]

    def duty(self, agency: Agency, *, whole: bool = False) -> Duty:
        return Duty.objects.get(campaign=self.campaign, agency=agency, whole=whole)

    def filed(self, code: str) -> FiledForm:
        """What the district filed for all."""
        return FiledForm.objects.get(agency=self.district, form=code)

    def narrative(self) -> FiledNarrative:
        return FiledNarrative.objects.get(agency=self.district)

    def send(
        self,
        agency: Agency,
        address: str,
        form: str = "",
        status: int = 302,
        **changes: str | list[str],
    ) -> str:
        """Open a page, fill in the form that goes to ``form``, send it; what the next page says."""
        browser = self.browser(agency)
        page = html.fromstring(browser.get(address).content.decode())
        forms = page.xpath("//main//form[@method='post']")
        there = next(one for one in forms if path_of(one.get("action")).endswith(form))
        data: dict[str, list[str]] = {}
        for name, value in there.form_values():
            data.setdefault(name, []).append(value)
        target = urljoin(address, there.get("action") or address)
        answer = browser.post(target, data | changes | {"once": uuid4().hex})
        assert answer.status_code == status, (
            f"{target}: {answer.status_code} {answer.content.decode()}"
        )
        if status != 302:
            return words(answer.content)
        return words(browser.get(answer["Location"]).content)


def path_of(address: str | None) -> str:
    """An address without what is asked of it."""
    return (address or "").partition("?")[0]


def words(content: bytes) -> str:
    """What a page says."""
    (main,) = html.fromstring(content.decode()).xpath("//main")
    return copies.tidy(main.text_content())


def of_unit(address: str, agency: Agency, period: str = PERIOD) -> str:
    return f"{address}?don_vi={agency.pk}&ky={period}"


def travelled() -> Journey:
    """Open the round, draft, explain, return, correct, add up, file, close, report."""
    district = agencies.find(DISTRICT)
    below = [one for one in tables.covered(district, QUARTER, "b") if one.pk != district.pk]
    journey = Journey(district, below, Roster())
    with clock.moved_to(BEFORE):
        the_quarter_before(journey, below[0])
    with clock.moved_to(FILING):
        opened(journey)
        explained(journey, below[0])
        returned(journey, below[1])
        for one in below[2:]:
            drafted(journey, one)
            filed(journey, one)
        consolidated(journey)
    with clock.moved_to(CLOSED):
        reported(journey)
    return journey


def type_in(
    journey: Journey, agency: Agency, code: str, period: str = PERIOD, **rows: Mapping[str, int]
) -> None:
    """Type rows of a form: of a list under their names, of indicators under none."""
    typed = {"so": str(len(rows))}
    for order, (name, values) in enumerate(rows.items()):
        typed |= {f"n-{order}": name} if name != "figures" else {}
        typed |= {f"c-{order}-{cell}": str(value) for cell, value in values.items()}
    said = journey.send(agency, of_unit(f"{FORM}{code}/", agency, period), **typed)
    assert "Đã ghi số liệu" in said


def the_quarter_before(journey: Journey, agency: Agency) -> None:
    """A commune files its petitions of the second quarter, one of them still open."""
    type_in(journey, agency, "II.05a", "2024-quy-2", **{"Hộ tịch": LEFT_OPEN})
    address = of_unit(f"{FORM}II.05a/", agency, "2024-quy-2")
    assert "Đã nộp biểu" in journey.send(agency, address, "nop/")


def opened(journey: Journey) -> None:
    """The district asks its communes for four forms."""
    said = journey.send(
        journey.district,
        of_unit(f"{ROUNDS}mo/", journey.district),
        forms_asked=list(FORMS),
        groups=[AgencyKind.COMMUNE.value],
    )
    assert "Đã mở đợt báo cáo" in said


def figures(agency: Agency, at: datetime) -> dict[str, int]:
    """Online services of a unit: every dossier of the books digitised, a tenth of them paid online."""
    books = tables.two_six(
        agency=agency, from_on=QUARTER.from_on, to_on=QUARTER.to_on, by="a", as_of=at
    )
    received, settled = books.total.c4 + books.total.c5, books.total.c7
    paid = received // 10
    return {
        "1.4": 10,
        "3.2": 3,
        "3.3": paid,
        "3.4": paid,
        "4.1": received,
        "4.4": settled,
        "4.5": settled,
        "4.7": received // 20,
    }


def drafted(journey: Journey, agency: Agency, **wrong: int) -> None:
    """What a unit has to type: petitions in one field, online services."""
    type_in(journey, agency, "II.05a", **{"Hộ tịch": PETITIONS})
    type_in(journey, agency, "II.08a", figures=figures(agency, clock.now()) | wrong)


def filed(journey: Journey, agency: Agency, *, whole: bool = False, status: int = 302) -> str:
    address = f"{ROUNDS}phan/{journey.duty(agency, whole=whole).pk}/"
    return journey.send(agency, address, "nop/", status)


def explained(journey: Journey, agency: Agency) -> None:
    """A commune says why nothing was carried over of what it left open, and files."""
    drafted(journey, agency)
    refused = filed(journey, agency, status=422)
    assert "Chưa nộp được báo cáo" in refused
    journey.said["refused"] = refused
    address = f"{ROUNDS}phan/{journey.duty(agency).pk}/"
    page = html.fromstring(journey.browser(agency).get(address).content.decode())
    (place,) = page.xpath("//main//textarea/@name")
    assert "Đã ghi giải trình" in journey.send(agency, address, "giai-trinh/", **{place: WHY})
    assert "Đã ký duyệt và nộp báo cáo" in filed(journey, agency)


def returned(journey: Journey, agency: Agency) -> None:
    """The district returns a report with a remark; the commune corrects a figure and files again."""
    drafted(journey, agency, **{"3.4": 0})
    filed(journey, agency)
    address = f"{ROUNDS}phan/{journey.duty(agency).pk}/"
    journey.send(journey.district, address, "xet/", remark=REMARK, tra_lai="1")
    assert REMARK in words(journey.browser(agency).get(address).content)
    type_in(journey, agency, "II.08a", figures=figures(agency, clock.now()))
    journey.said["changes"] = words(journey.browser(agency).get(address).content)
    assert "Đã ký duyệt và nộp báo cáo" in filed(journey, agency)


def consolidated(journey: Journey) -> None:
    """The district files its own, accepts all, types what cannot be added, files for all."""
    district = journey.district
    drafted(journey, district)
    filed(journey, district)
    for one in journey.communes:
        journey.send(district, f"{ROUNDS}phan/{journey.duty(one).pk}/", "xet/")
    whole = journey.duty(district, whole=True)
    online = f"{ROUNDS}phan/{whole.pk}/II.08b/"
    journey.send(district, online, **{"c-0-1.4": "12", "c-0-3.2": "4"})
    journey.said["whole"] = filed(journey, district, whole=True)


def reported(journey: Journey) -> None:
    """The district writes what only people know and closes its narrative report."""
    district = journey.district
    head = {
        "number": "802",
        "symbol": "BC-UBND",
        "issued_on": "18/09/2024",
        "signer": "Nguyễn Văn A",
    }
    head |= {"recipients": "Như trên\nLưu: VT", "authority": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"}
    ticked = {f"khong_{key}": "on" for key in NOTHING}
    type_in(journey, district, "II.03b", **{"Hộ tịch": PUBLISHED})
    address = of_unit(NARRATIVE, district)
    assert "Đã ghi báo cáo" in journey.send(district, address, **head, **FREE, **ticked)
    assert "Đã chốt báo cáo" in journey.send(district, address, "chot/")


def read(journey: Journey, address: str) -> bytes:
    """A page or a file, as the leader of the district gets it."""
    answer = journey.browser(journey.district).get(address)
    assert answer.status_code == 200, address
    return answer.content


def told(journey: Journey, address: str) -> dict:
    """A file of JSON."""
    return json.loads(read(journey, f"{address}tai/json/"))
