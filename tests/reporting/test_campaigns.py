"""Reports go upward: drafted, explained, filed, returned, accepted, added up; nothing of it is lost."""

import json

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.organizations import actions as organizations
from motcua.organizations.models import Role
from motcua.reporting import actions, form_sheets, kept
from motcua.reporting.campaigns import acts, boards, drafts
from motcua.reporting.models import Campaign, DutyStep, Explanation, FiledForm
from motcua.rules import filing
from motcua.rules.codes import Level
from motcua.rules.definitions import Source
from motcua.rules.filing import Deed, State
from tests import factories
from tests.dossiers import world as worlds
from tests.reporting import campaigning
from tests.reporting.campaigning import QUARTER, Places

pytestmark = pytest.mark.django_db


@pytest.fixture
def six() -> Places:
    """A campaign about form II.06 alone: nothing has to be typed."""
    return campaigning.opened(campaigning.places(), ("II.06",))


def test_each_unit_files_to_the_one_above_and_who_gathers_files_both_parts(six):
    parts = [(one.duty.agency, one.duty.whole, one.duty.receiver) for one in campaigning.board(six)]
    district = six.district.agency
    assert parts == [
        *((commune.agency, False, district) for commune in six.communes),
        (district, False, district),
        (district, True, None),
    ]
    assert {one.duty.due_on.day for one in campaigning.board(six)} == {18, 20}


def test_a_report_is_filed_accepted_and_added_up(six):
    campaigning.all_accepted(six)
    campaigning.file(six, six.district, whole=True)
    parts = [kept.form_again(one.content) for one in FiledForm.objects.filter(form="II.06a")]
    whole = kept.form_again(FiledForm.objects.get(form="II.06b").content)
    assert len(parts) == 4
    for code in map(str, range(3, 14)):
        assert whole.result[code] == sum(part.result[code] for part in parts)
    assert whole.result["3"] == 16
    assert [line.name for line in whole.parts] == [part.agency for part in parts]
    assert {cell.source for cell in whole.definition.cells} == {Source.UNITS, Source.SUM}
    assert [(line.group[0], line.name) for line in whole.lines] == [
        ("B", "Đất đai"),
        ("B", "Hộ tịch"),
        ("C", "Đất đai"),
        ("C", "Hộ tịch"),
    ]
    assert campaigning.state(six, six.district, whole=True) is State.FILED
    assert campaigning.state(six, six.district) is State.ACCEPTED


def test_the_whole_waits_for_every_part_and_names_who_is_missing(six):
    campaigning.file(six, six.communes[0])
    with pytest.raises(actions.NotReady) as refused:
        campaigning.file(six, six.district, whole=True)
    (problem,) = refused.value.problems
    for commune in six.communes:
        assert commune.agency.name in problem
    assert FiledForm.objects.filter(form="II.06b").count() == 0
    assert campaigning.state(six, six.district, whole=True) is State.WAITING


def test_a_report_returned_with_a_remark_is_filed_again_and_all_of_it_is_told(six):
    commune = six.communes[0]
    campaigning.file(six, commune)
    duty = six.duty(commune)
    acts.give_back(
        duty_id=duty.pk, remark="Xem lại cột 4", seen=1, by=six.district.leader, at=clock.now()
    )
    assert campaigning.state(six, commune) is State.RETURNED
    campaigning.file(six, commune)
    campaigning.accept(six, commune)
    (standing,) = [one for one in campaigning.board(six) if one.duty.pk == duty.pk]
    assert [(one.number, one.deed, one.remark) for one in standing.steps] == [
        (1, Deed.FILE, ""),
        (2, Deed.RETURN, "Xem lại cột 4"),
        (3, Deed.FILE, ""),
        (4, Deed.ACCEPT, ""),
    ]
    assert [one.number for one in FiledForm.objects.filter(agency=commune.agency)] == [1, 2]
    assert standing.filed.number == 3
    assert str(standing.last).endswith("4 accept")


def test_a_part_of_a_whole_that_went_upward_is_not_returned_before_the_whole_is(six):
    campaigning.all_accepted(six)
    campaigning.file(six, six.district, whole=True)
    given = {"remark": "Sai", "by": six.district.leader, "at": clock.now()}
    with pytest.raises(acts.WholeFiled):
        acts.give_back(duty_id=six.duty(six.communes[0]).pk, seen=2, **given)
    acts.give_back(duty_id=six.duty(six.district, whole=True).pk, seen=1, **given)
    acts.give_back(duty_id=six.duty(six.communes[0]).pk, seen=2, **given)
    assert campaigning.state(six, six.communes[0]) is State.RETURNED


def test_only_who_stands_there_acts(six):
    commune, other = six.communes[:2]
    duty = six.duty(commune)
    controller = factories.officer(commune.agency, Role.CONTROLLER)
    at = clock.now()
    for somebody in (other.leader, controller, commune.clerk):
        with pytest.raises(actions.NotAllowed):
            acts.file(duty_id=duty.pk, seen=0, by=somebody, at=at)
    campaigning.file(six, commune)
    with pytest.raises(actions.NotAllowed):
        acts.accept(duty_id=duty.pk, remark="", seen=1, by=commune.leader, at=at)
    with pytest.raises(actions.NotAllowed):
        acts.give_back(duty_id=duty.pk, remark="x", seen=1, by=commune.leader, at=at)
    with pytest.raises(actions.NotAllowed):
        acts.remind(
            campaign_id=six.campaign.pk,
            receiver_id=six.district.agency.pk,
            remark="",
            by=commune.leader,
            at=at,
        )
    with pytest.raises(actions.NotAllowed):
        acts.explain(duty_id=duty.pk, told={}, by=other.leader, at=at)
    with pytest.raises(actions.NotAllowed):
        acts.withdraw(campaign_id=six.campaign.pk, by=commune.leader, at=at)


def test_two_people_do_not_act_on_the_same_page(six):
    commune = six.communes[0]
    campaigning.file(six, commune)
    duty, at = six.duty(commune), clock.now()
    with pytest.raises(acts.SeenOtherwise):
        acts.file(duty_id=duty.pk, seen=0, by=commune.leader, at=at)
    acts.accept(duty_id=duty.pk, remark="", seen=1, by=six.district.leader, at=at)
    with pytest.raises(acts.SeenOtherwise):
        acts.give_back(duty_id=duty.pk, remark="x", seen=1, by=six.district.leader, at=at)
    with pytest.raises(filing.Unlawful, match="Đã tiếp nhận"):
        acts.accept(duty_id=duty.pk, remark="", seen=2, by=six.district.leader, at=at)


def test_who_is_late_is_reminded_once_each_and_who_has_filed_is_not(six):
    campaigning.file(six, six.communes[0])
    clock.set_to(worlds.moment("2024-09-19 08:00"))
    late = [one.name for one in campaigning.board(six) if one.late]
    assert late == [one.agency.name for one in six.communes[1:]]
    count = acts.remind(
        campaign_id=six.campaign.pk,
        receiver_id=six.district.agency.pk,
        remark="Gửi trong ngày",
        by=six.district.leader,
        at=clock.now(),
    )
    assert count == 2
    assert [one.deed for one in six.duty(six.communes[1]).steps.all()] == [Deed.REMIND]
    assert (
        boards.owed([six.communes[1].agency.pk], clock.today())[0].last.remark == "Gửi trong ngày"
    )
    assert boards.owed([six.communes[0].agency.pk], clock.today()) == []
    assert boards.counts(campaigning.board(six))[State.FILED] == 1


def explain(six: Places, place, text: str, *, whole: bool = False) -> None:
    duty = six.duty(place, whole=whole)
    (draft,) = drafts.of(duty, at=clock.now())
    told = {(draft.code, one.key): (one.sentence, text) for one in draft.differences}
    acts.explain(duty_id=duty.pk, told=told, by=place.leader, at=clock.now())


def test_a_difference_from_the_period_before_is_named_and_explained_before_filing(six):
    commune = six.communes[0]
    campaigning.late_entry(six, commune)
    named = "Cột 6 (từ kỳ trước) là 1, khác cột 11 của kỳ trước đã nộp là 0"
    with pytest.raises(actions.NotReady) as refused:
        campaigning.file(six, commune)
    assert refused.value.problems == (f"II.06a: {named}. Hãy giải trình.",)
    explain(six, commune, "Một hồ sơ ngày 14/6 nhập muộn.")
    explain(six, commune, "Một hồ sơ ngày 14/6 nhập muộn.")
    assert Explanation.objects.count() == 1
    assert str(Explanation.objects.get()).startswith("II.06a carry:6")
    campaigning.file(six, commune)
    filed = kept.form_again(
        FiledForm.objects.get(form="II.06a", number=1, to_on=QUARTER.to_on).content
    )
    assert f"{named}. Giải trình: Một hồ sơ ngày 14/6 nhập muộn." in filed.under_the_form()


def test_other_figures_ask_for_another_explanation(six):
    commune = six.communes[0]
    campaigning.late_entry(six, commune)
    explain(six, commune, "Một hồ sơ nhập muộn.")
    clock.set_to(worlds.moment("2024-06-18 08:05"))
    dossiers.receive(
        application=commune.application(),
        by=dossiers.By(officer=commune.clerk, at=worlds.moment("2024-06-14 09:00")),
    )
    clock.set_to(worlds.moment(campaigning.AFTER))
    with pytest.raises(actions.NotReady, match=r"là 2, khác cột 11 .* Hãy giải trình"):
        campaigning.file(six, commune)


def test_what_units_filed_is_held_against_the_books(six):
    campaigning.all_accepted(six)
    commune = six.communes[0]
    clock.set_to(worlds.moment("2024-09-16 10:00"))
    dossiers.receive(
        application=commune.application(),
        by=dossiers.By(officer=commune.clerk, at=worlds.moment("2024-09-13 09:00")),
    )
    with pytest.raises(actions.NotReady) as refused:
        campaigning.file(six, six.district, whole=True)
    assert [problem.split(": các")[1] for problem in refused.value.problems] == [
        " đơn vị nộp 16, sổ hồ sơ hiện có 17. Hãy giải trình.",
        " đơn vị nộp 0, sổ hồ sơ hiện có 1. Hãy giải trình.",
    ]
    explain(six, six.district, "Xã ghi nhận muộn một hồ sơ sau khi nộp.", whole=True)
    campaigning.file(six, six.district, whole=True)
    whole = kept.form_again(FiledForm.objects.get(form="II.06b").content)
    assert whole.result["3"] == 16


def test_what_was_filed_upward_is_printed_the_same_after_a_thousand_things_happened(six):
    campaigning.all_accepted(six)
    campaigning.file(six, six.district, whole=True)

    def printed() -> list[tuple[str, bytes]]:
        forms = [kept.form_again(one.content) for one in FiledForm.objects.order_by("pk")]
        return [
            (json.dumps(form.as_json(), ensure_ascii=False), form_sheets.workbook(form))
            for form in forms
        ]

    before = printed()
    campaigning.work(six.communes[0], "2024-09-17 08:00", settled=True)
    organizations.rename_agency(
        agency=six.communes[0].agency, name="Ủy ban nhân dân xã Mới", from_on=QUARTER.from_on
    )
    assert printed() == before


def test_a_campaign_needs_somebody_and_something():
    found = campaigning.places(("Bằng Mạc",), days=0)
    given = {
        "owner": found.district.agency,
        "name": "Quý III",
        "document": "",
        "window": QUARTER,
        "due": {},
        "by": found.district.leader,
        "at": clock.now(),
    }
    everyone = {one.agency.pk for one in found.communes}
    with pytest.raises(acts.NobodyAsked):
        acts.open_campaign(
            forms=("II.06",), chosen=set(), **given | {"owner": found.top, "by": lead(found)}
        )
    with pytest.raises(acts.NobodyAsked):
        acts.open_campaign(forms=(), chosen=everyone, **given)
    with pytest.raises(actions.NotAllowed):
        acts.open_campaign(
            forms=("II.06",), chosen=everyone, **given | {"by": found.communes[0].leader}
        )
    campaign = acts.open_campaign(
        forms=("II.06",), chosen=everyone, **given | {"due": {Level.COMMUNE: QUARTER.to_on}}
    )
    assert str(campaign) == "Quý III"
    days = dict(campaign.duties.values_list("agency__name", "due_on"))
    assert days[found.communes[0].agency.name] == QUARTER.to_on


def lead(found: Places):
    return factories.officer(found.top, Role.LEADER)


def test_a_campaign_opened_by_mistake_is_withdrawn_while_nobody_has_filed(six):
    assert list(boards.campaigns([six.communes[0].agency.pk])) == [six.campaign]
    other = campaigning.opened(six).campaign
    acts.withdraw(campaign_id=other.pk, by=six.district.leader, at=clock.now())
    assert other.pk not in [one.pk for one in boards.campaigns([six.district.agency.pk])]
    six.campaign = Campaign.objects.get(withdrawn_at=None)
    campaigning.file(six, six.communes[0])
    with pytest.raises(acts.AlreadyFiled):
        acts.withdraw(campaign_id=six.campaign.pk, by=six.district.leader, at=clock.now())


def test_the_history_is_sealed(six):
    commune = six.communes[0]
    campaigning.late_entry(six, commune)
    explain(six, commune, "Nhập muộn.")
    campaigning.file(six, commune)
    step = DutyStep.objects.get()
    assert str(step.forms.get()) == f"{step.forms.get().filed_id} in {step.pk}"
    assert str(six.duty(commune)).endswith(f"own in {six.campaign.pk}")
    changes = (
        (DutyStep.objects, {"remark": "Khác"}),
        (Explanation.objects, {"text": "Khác"}),
        (step.forms, {"filed": FiledForm.objects.earliest("pk")}),
    )
    for rows, change in changes:
        with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
            rows.update(**change)
