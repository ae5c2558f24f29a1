"""The leader's view of a unit's load: by person and step; every figure opens its dossiers; any is reassigned."""

import pytest
from django.test import Client

from motcua.dossiers import actions
from motcua.dossiers.actions import By, delegations
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations.models import Assignment, Post, Role
from motcua.people.models import Account
from motcua.rules.codes import Act, Level
from tests import factories
from tests.dossiers import followed, routes
from tests.dossiers import world as worlds
from tests.dossiers.followed import now
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/khoi-luong/"


@pytest.fixture
def here(client: Client) -> World:
    made = followed.a_world()
    client.force_login(made.leader)
    return made


def row_of(page: str, name: str) -> str:
    """The row of a table that begins with a name."""
    begins = page.index(f'<th scope="row">{name}')
    return page[begins : page.index("</tr>", begins)]


def opened(client: Client, **query: object) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return forms.text(client, f"{PAGE}?{asked}")


def choice(here: World, account: Account) -> str:
    return f"{Assignment.objects.get(account=account).post_id}:{account.pk}"


def test_people_and_steps_are_told_with_what_is_late_since_when(
    client: Client, here: World
) -> None:
    late, fresh = followed.assessed(here), followed.assessed(here)
    idle = factories.officer(here.agency, Role.OFFICER)
    followed.at("2024-06-18 17:30")
    actions.request_supplement(dossier_id=fresh.pk, by=here.by(here.officer), text="Thiếu tờ khai")
    page = forms.text(client, PAGE)
    mine = row_of(page, here.officer.full_name)
    assert "18/06/2024" in mine
    assert "Phân công lại" in mine
    assert row_of(page, idle.full_name).count("zero") == 6
    assert "18/06/2024" in row_of(page, "Bước 2")

    of_person = opened(client, nguoi=here.officer.pk, loai="qua-han")
    assert now(late).number in of_person
    assert now(fresh).number not in of_person
    of_step = opened(client, buoc="Bước 2", loai="dang-cho")
    assert now(fresh).number in of_step
    assert now(late).number not in of_step
    assert now(late).number in opened(client, loai="qua-han")


def test_the_people_of_all_units_are_one_table_with_a_heading_for_each_unit(
    client: Client, here: World
) -> None:
    followed.assessed(here)
    units = ("Phòng Kinh tế", "Văn phòng HĐND và UBND")
    for unit in units:
        post = factories.post(here.agency, Role.OFFICER)
        Post.objects.filter(pk=post.pk).update(unit=unit)
        for _ in range(2):
            factories.assignment(factories.account(), post)
    page = forms.text(client, PAGE)
    people = page[page.index("Theo người</h2>") : page.index("Theo bước</h2>")]
    assert people.count("<table") == people.count("<thead") == people.count("<tfoot") == 1
    assert people.count('scope="rowgroup"') == people.count("<tbody") == 3
    assert all(f'<th scope="rowgroup" colspan="9">{unit}</th>' in people for unit in units)
    assert people.count("Cộng đơn vị") == 3
    steps = page[page.index("Theo bước</h2>") :]
    assert (steps.count("<tbody"), steps.count("rowgroup")) == (1, 0)
    assert '<caption class="out">Theo bước</caption>' in steps


def test_one_or_many_go_to_somebody_else_in_one_act(client: Client, here: World) -> None:
    other = factories.officer(here.agency, Role.OFFICER)
    dossiers = [followed.assessed(here) for _ in range(2)]
    address = f"{PAGE}?nguoi={here.officer.pk}&loai=tat-ca&chon=tat-ca"
    assert forms.text(client, address).count(" checked") == 2
    picked = [f"{one.pk}:{now(one).seq}" for one in dossiers]
    given = {"ho_so": picked, "recipient": choice(here, other), "text": "San sẻ công việc"}
    forms.send(client, address, address, **given)
    assert {now(one).holder_id for one in dossiers} == {other.pk}
    assert DossierEvent.objects.filter(act=Act.ASSIGN, actor=here.leader).count() == 2


def test_what_stands_in_the_way_is_named_and_nothing_is_given(client: Client, here: World) -> None:
    good, moved = followed.assessed(here), followed.assessed(here)
    address = f"{PAGE}?nguoi={here.officer.pk}"
    page = forms.text(client, address)
    picked = [f"{one.pk}:{now(one).seq}" for one in (good, moved)]
    actions.hand_over(dossier_id=moved.pk, by=here.by(here.officer), post=here.post)
    sent = {"once": forms.key(page), "ho_so": picked, "recipient": choice(here, here.leader)}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert now(moved).number in answer.content.decode()
    assert now(good).holder_id == here.officer.pk
    nothing = forms.send(client, address, address, recipient=choice(here, here.leader))
    assert "Chọn ít nhất một hồ sơ để phân công" in nothing.content.decode()


def test_who_left_who_is_absent_and_what_is_nobodys_are_told(client: Client, here: World) -> None:
    other = factories.officer(here.agency, Role.OFFICER)
    followed.assessed(here)
    delegations.delegate(
        agency=here.agency,
        absent=here.leader,
        stand_in=other,
        from_on=worlds.on("2024-06-17"),
        to_on=worlds.on("2024-06-21"),
        document="12/TB",
        by=here.by(here.leader),
    )
    Assignment.objects.filter(account=here.officer).update(to_on=worlds.on("2024-06-16"))
    page = forms.text(client, PAGE)
    gone = page[page.index("Không còn ở cơ quan") :]
    assert here.officer.full_name in gone
    assert f"{other.full_name} xử lý thay" in row_of(page, here.leader.full_name)


def test_a_unit_where_nobody_works_says_so(client: Client) -> None:
    top = factories.agency("Ủy ban nhân dân tỉnh", level=Level.PROVINCE)
    empty = factories.agency("Sở Trống", level=Level.PROVINCE, parent=top)
    client.force_login(factories.officer(top, Role.CONTROLLER))
    assert "Đơn vị chưa có người xử lý hồ sơ" in opened(client, co_quan=empty.pk)


def test_a_leader_sees_no_unit_that_is_not_his(client: Client, here: World) -> None:
    other = factories.agency("Xã khác")
    assert client.get(f"{PAGE}?co_quan={other.pk}").status_code == 404
    assert client.get(f"{PAGE}?co_quan=x").status_code == 404


def test_where_a_dossier_stays_its_leader_reassigns_it(client: Client) -> None:
    here = worlds.world(worlds.procedure(amount=6))
    there = worlds.world(*here.cases, name="Sở Xây dựng")
    routes.approve(
        here.cases[0],
        [
            routes.step("1", "receive 2 giờ"),
            routes.step("2", "assess 2 ngày", agency=there.agency.code),
            routes.step("3", "sign 1 ngày"),
        ],
    )
    dossier = here.receive("2024-06-17 08:30")
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=there.post)
    actions.accept_hand_over(
        dossier_id=dossier.pk, by=By(officer=there.officer, at=here.by(None).at)
    )
    other = factories.officer(there.agency, Role.OFFICER)
    client.force_login(there.leader)
    address = f"{PAGE}?nguoi={there.officer.pk}"
    picked = [f"{dossier.pk}:{now(dossier).seq}"]
    forms.send(client, address, address, ho_so=picked, recipient=choice(there, other))
    row = Dossier.objects.get(pk=dossier.pk)
    assert (row.holder_id, row.stay_at_id) == (other.pk, there.agency.pk)
