"""The portal in English and Khmer: chosen by the visitor, whole, and never on an officer's page."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from motcua.base import clock
from motcua.catalog import actions, records
from motcua.catalog.models import Procedure
from motcua.organizations.models import Agency
from motcua.rules.codes import Level, Outcome
from motcua.web.portal import tries
from motcua.web.shared import display
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

VIETNAMESE = re.compile(
    r"[ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]", re.IGNORECASE
)
#: Names of places are the same in every language.
PLACES = ("Lạng Sơn", "Chi Lăng")
READ_ALOUD = {"aria-label", "title", "placeholder", "alt", "data-name", "data-words"}
CHOSEN = pytest.mark.parametrize("language", ["en", "km"])


class Page(HTMLParser):
    """The words of a page that are not marked as Vietnamese."""

    ALONE = frozenset({"meta", "link", "input", "br", "hr", "img", "use", "path"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tongues = ["?"]
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        tongue = told.get("lang") or self.tongues[-1]
        if tag not in self.ALONE:
            self.tongues.append(tongue)
        if tongue != "vi":
            self.words += [told[name] or "" for name in READ_ALOUD if name in told]
            self.words += [told["content"] or ""] if told.get("name") == "description" else []

    def handle_endtag(self, tag):
        if tag not in self.ALONE:
            self.tongues.pop()

    def handle_data(self, data):
        if self.tongues[-1] != "vi":
            self.words.append(data)

    def strays(self, *names: str) -> list[str]:
        """Words that look Vietnamese, but for these names."""
        return [words.strip() for words in self.words if VIETNAMESE.search(without(words, names))]


def without(words: str, names: tuple[str, ...]) -> str:
    for name in (*names, *PLACES):
        words = words.replace(name, "")
    return words


@pytest.fixture
def catalogue(province: Agency) -> Agency:
    clock.set_to(clock.at(date(2026, 11, 20), 9))
    province.phone, province.address = "0205 1022", "Số 2 đường Hùng Vương"
    province.save(update_fields=["phone", "address"])
    actions.load(catalogue=records.read())
    commune = factories.agency("UBND xã Chi Lăng")
    communes = Procedure.objects.filter(versions__level=Level.COMMUNE).distinct()
    actions.offer_all(procedures=communes, agency=commune, from_on=date(2025, 7, 1))
    return commune


def read(client, language: str, response) -> Page:
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert response["Content-Language"] == language
    return Page(html)


def speak(client, language: str) -> None:
    client.cookies[display.LANGUAGE] = language


#: Addresses, and the names told there that stay Vietnamese.
_PAGES = (
    ("/", ()),
    ("/thu-tuc/?q=khai+sinh", ()),
    ("/thu-tuc/?q=xyzt", ()),
    ("/thu-tuc/?su-kien=nha-dat", ()),
    ("/thu-tuc/?cap=commune&trang=2", ()),
    ("/thu-tuc/?linh-vuc=HT", ("Hộ tịch",)),
    ("/thu-tuc/1.001193/", ("Đăng ký khai sinh",)),
    ("/thu-tuc/9.000101/", ("Tách thửa hoặc hợp thửa đất (hộ gia đình, cá nhân)",)),
    ("/thu-tuc/1.001193/ban-in/", ("Đăng ký khai sinh",)),
    ("/tra-cuu/", ()),
    ("/kha-nang-tiep-can/", ()),
    ("/mat-mang/", ()),
    ("/khong-co-trang-nay", ()),
)


@CHOSEN
@pytest.mark.usefixtures("catalogue")
def test_a_page_says_nothing_in_vietnamese_but_what_is_marked(client, language):
    speak(client, language)
    for address, names in _PAGES:
        page = read(client, language, client.get(address))
        assert page.strays(*names) == [], address


@pytest.mark.usefixtures("catalogue")
def test_the_search_for_stray_words_finds_them(client):
    assert len(Page(client.get("/").content.decode().replace('lang="vi"', "")).strays()) > 20


@CHOSEN
@pytest.mark.usefixtures("catalogue")
def test_every_procedure_marks_what_stays_vietnamese(client, language):
    speak(client, language)
    for code in Procedure.objects.values_list("code", flat=True):
        page = Page(client.get(reverse("portal:procedure", args=[code])).content.decode())
        assert page.strays(*names_of(code)) == []


def names_of(code: str) -> list[str]:
    """The names a procedure's window title repeats."""
    return list(Procedure.objects.get(code=code).versions.values_list("name", flat=True))


@pytest.fixture
def world():
    return worlds.world(name="UBND xã Chi Lăng")


def looked_up(client, dossier):
    told = {"so": dossier.number, "ma": dossier.track_code}
    return client.post(reverse("portal:track"), told)


def states(world) -> Iterator[tuple[worlds.Dossier, str]]:
    """Dossiers as citizens find them, and the English words for each."""
    late = world.receive("2026-11-10 09:00")
    yield late, "working days overdue"
    waiting = world.receive("2026-11-18 09:00")
    yield waiting, "1 working day left"
    settled = world.receive("2026-11-18 09:00")
    world.take_on(settled, "2026-11-18 10:00")
    world.decide(settled, "2026-11-19 10:00")
    yield settled, "Finished, result ready to collect"
    denied = world.receive("2026-11-18 09:00")
    world.take_on(denied, "2026-11-18 10:00")
    world.decide(denied, "2026-11-19 10:00", outcome=Outcome.DENIED)
    yield denied, "not approved"


@CHOSEN
def test_a_dossier_is_told_in_the_language_chosen(client, world, language):
    told = list(states(world))
    clock.set_to(worlds.moment("2026-11-20 09:00"))
    speak(client, language)
    for dossier, english in told:
        response = looked_up(client, dossier)
        page = read(client, language, response)
        assert page.strays() == []
        if language == "en":
            assert english in response.content.decode()
            assert "November 2026" in response.content.decode()


@CHOSEN
def test_a_wrong_form_is_explained_in_the_language_chosen(client, language):
    speak(client, language)
    empty = client.post(reverse("portal:track"), {"so": "", "ma": ""})
    assert read(client, language, empty).strays() == []
    unknown = {"so": "H99.1-261118-9999", "ma": "00000"}
    for _guess in range(tries.FAILED_PER_NUMBER + 1):
        response = client.post(reverse("portal:track"), unknown)
        assert read(client, language, response).strays() == []
    assert response.status_code == 429


# -- choosing ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("catalogue")
def test_choosing_a_language_keeps_the_page(client):
    address = "/thu-tuc/?q=khai+sinh&cap=commune"
    assert 'value="/thu-tuc/?q=khai+sinh&amp;cap=commune"' in client.get(address).content.decode()
    chosen = {"tro_ve": address, "ngon_ngu": "km"}
    response = client.post(reverse("display"), chosen, follow=True)
    assert response.redirect_chain == [(address, 302)]
    page = response.content.decode()
    assert '<html lang="km"' in page
    assert 'value="km" lang="km" aria-current="true">ភាសាខ្មែរ</button>' in page


def test_an_unknown_language_is_not_kept(client):
    response = client.post(reverse("display"), {"tro_ve": "/", "ngon_ngu": "xx"})
    assert display.LANGUAGE not in response.cookies
    speak(client, "xx")
    assert '<html lang="vi"' in client.get("/").content.decode()


def test_what_a_browser_prefers_changes_nothing(client):
    response = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="vi"' in response.content.decode()
    assert response["Content-Language"] == "vi"
    assert "Cookie" in response["Vary"]


@pytest.mark.usefixtures("admin")
def test_the_workspace_stays_vietnamese(client):
    speak(client, "en")
    for route in ("workspace:keys", "workspace:agencies"):
        response = client.get(reverse(route))
        assert '<html lang="vi"' in response.content.decode()
        assert "Đăng xuất" in response.content.decode()


# -- lost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "frame"), [("/khong-co", "portal"), ("/can-bo/khong-co/", "workspace")]
)
def test_a_lost_person_stays_on_their_side_of_the_house(client, address, frame):
    response = client.get(address)
    assert response.status_code == 404
    assert f'<body class="{frame}"' in response.content.decode()
