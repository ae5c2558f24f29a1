"""A draft is drawn up from the version before it, changed part by part, published by a decision."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.actions import drafts, publication
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    Field,
    LegalBasis,
    Origin,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)
from motcua.catalog.queries import drafts as asked
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules.codes import Tier
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
DECISION = publication.Decision(number="99/QĐ-UBND", on=date(2026, 11, 10), signer="UBND tỉnh")
NEXT = date(2026, 12, 1)


@pytest.fixture
def by() -> Account:
    return factories.officer(factories.agency(), Role.CONTROLLER)


def drawn(version: ProcedureVersion, by: Account) -> ProcedureVersion:
    return drafts.draw_up(procedure=version.procedure, by=by, at=AT)


def publish(draft: ProcedureVersion, by: Account, on: date = NEXT) -> ProcedureVersion:
    return publication.publish(
        draft=draft,
        seen=asked.fingerprint(draft),
        decision=DECISION,
        effective_from=on,
        by=by,
        at=AT,
    )


def shape(version: ProcedureVersion) -> list[object]:
    """Everything a version says, without its identity."""
    whole = queries.with_parts(version)
    return [
        whole.name,
        whole.steps,
        whole.levels,
        [
            (
                case.name,
                sorted(
                    (one.channel, one.limit_amount, one.limit_unit, len(one.fees.all()))
                    for one in case.channels.all()
                ),
                [(paper.name, paper.required) for paper in case.papers.all()],
            )
            for case in whole.cases.all()
        ],
        [row.name for row in whole.results.all()],
        [row.number for row in whole.legal_bases.all()],
    ]


def with_fees_and_bases() -> ProcedureVersion:
    """A published version that has something of everything."""
    version = factories.procedure()
    draft = ProcedureVersion.objects.get(pk=drawn(version, factories.account()).pk)
    channel = CaseChannel.objects.filter(case__version=draft).first()
    Fee.objects.create(case_channel=channel, kind="le_phi", amount_dong=8000)
    LegalBasis.objects.create(version=draft, number="60/2014/QH13", title="Luật Hộ tịch")
    return publish(draft, factories.account(), on=date(2026, 1, 1))


def test_a_draft_says_what_the_version_before_it_says(by: Account) -> None:
    version = with_fees_and_bases()
    draft = drawn(version, by)

    assert shape(draft) == shape(version)
    assert (draft.state, draft.number, draft.decision_number) == (
        ProcedureState.DRAFT,
        version.number + 1,
        "",
    )
    assert (draft.written_by, draft.origin) == (by, Origin.WRITTEN)
    assert queries.by_code(version.procedure.code, AT.date()) == version, "a draft never holds"


def test_a_draft_somebody_writes_is_found_again(by: Account) -> None:
    version = factories.procedure()

    assert drawn(version, by) == drawn(version, factories.account())


def test_a_copy_of_the_national_version_is_the_provinces_own(by: Account) -> None:
    version = factories.procedure()
    own = drawn(version, by)
    ProcedureVersion.objects.filter(pk=own.pk).update(origin=Origin.NATIONAL)
    national = publish(ProcedureVersion.objects.get(pk=own.pk), by)
    draft = drawn(national, by)

    assert (draft.origin, draft.supplements) == (Origin.LOCAL, national)


def test_the_national_draft_of_a_conflict_is_not_taken_for_ones_own(by: Account) -> None:
    version = factories.procedure()
    waiting = drawn(version, by)
    ProcedureVersion.objects.filter(pk=waiting.pk).update(origin=Origin.NATIONAL)

    assert drawn(version, by) != waiting


def test_a_procedure_without_versions_gives_no_draft(by: Account) -> None:
    with pytest.raises(drafts.NoVersion, match="chưa có phiên bản"):
        drafts.draw_up(procedure=Procedure.objects.create(code="9.1"), by=by, at=AT)


def test_every_part_of_a_draft_can_be_changed(by: Account) -> None:
    draft = drawn(factories.procedure(), by)
    case = draft.cases.get()
    drafts.rewrite(
        draft=draft,
        seen=asked.fingerprint(draft),
        facts={"name": "Đăng ký khai sinh lại", "keywords": "làm khai sinh", "steps": "Một\nHai"},
        by=by,
        at=AT,
    )
    drafts.rewrite_case(
        draft=draft,
        case=case,
        seen=asked.fingerprint(draft),
        facts=drafts.CaseFacts(
            name="Trẻ sinh tại Việt Nam",
            channels=[CaseChannel(channel="counter", limit_amount=2, limit_unit="working_days")],
            fees={"counter": [Fee(kind="le_phi", amount_dong=5000)]},
            papers=[CasePaper(name="Giấy chứng sinh"), CasePaper(name="Tờ khai")],
        ),
        by=by,
        at=AT,
    )
    drafts.rewrite_endings(
        draft=draft,
        seen=asked.fingerprint(draft),
        results=[Result(name="Giấy khai sinh")],
        bases=[LegalBasis(number="60/2014/QH13", title="Luật Hộ tịch")],
        by=by,
        at=AT,
    )
    drafts.add_case(draft=draft, seen=asked.fingerprint(draft), name="Khác", by=by, at=AT)
    draft.refresh_from_db()

    limits = [("counter", 2, "working_days", 1)]
    papers = [("Giấy chứng sinh", True), ("Tờ khai", True)]
    assert shape(draft) == [
        "Đăng ký khai sinh lại",
        "Một\nHai",
        ["commune"],
        [("Trẻ sinh tại Việt Nam", limits, papers), ("Khác", limits, papers)],
        ["Giấy khai sinh"],
        ["60/2014/QH13"],
    ]
    assert (draft.fold, draft.keywords_fold) == ("dang ky khai sinh lai", "lam khai sinh")
    drafts.remove_case(draft=draft, case=case, seen=asked.fingerprint(draft), by=by, at=AT)
    assert [one.name for one in draft.cases.all()] == ["Khác"]


@pytest.mark.parametrize("name", ["Sổ hộ khẩu", "Bản sao sổ đăng ký tạm trú"])
def test_a_household_book_is_never_asked_for(by: Account, name: str) -> None:
    draft = drawn(factories.procedure(), by)
    facts = drafts.CaseFacts(name="Chung", papers=[CasePaper(name="Tờ khai"), CasePaper(name=name)])
    with pytest.raises(drafts.HouseholdBook, match="Không được yêu cầu"):
        drafts.rewrite_case(
            draft=draft,
            case=draft.cases.get(),
            seen=asked.fingerprint(draft),
            facts=facts,
            by=by,
            at=AT,
        )


def test_who_saves_an_older_page_is_told_and_nothing_is_overwritten(by: Account) -> None:
    draft = drawn(factories.procedure(), by)
    seen = asked.fingerprint(draft)
    told = {"draft": draft, "seen": seen, "by": by, "at": AT}
    drafts.rewrite(facts={"name": "Của người thứ nhất"}, **told)

    with pytest.raises(drafts.ChangedMeanwhile, match="Người khác vừa sửa"):
        drafts.rewrite(facts={"name": "Của người thứ hai"}, **told)
    draft.refresh_from_db()
    assert draft.name == "Của người thứ nhất"


def test_publishing_follows_the_version_before_and_seals(by: Account) -> None:
    version = factories.procedure()
    draft = publish(drawn(version, by), by)
    version.refresh_from_db()

    assert (version.effective_to, draft.effective_from) == (date(2026, 11, 30), NEXT)
    assert (draft.decision_number, draft.decision_signer) == ("99/QĐ-UBND", "UBND tỉnh")
    assert queries.by_code(version.procedure.code, NEXT) == draft
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=draft.pk).update(name="Khác")
    with pytest.raises(drafts.NoDraft, match="đã được công bố"):
        publish(draft, by)


def test_what_cannot_be_published_is_said(by: Account) -> None:
    version = factories.procedure(factories.version_record(from_on=date(2026, 6, 1)))
    draft = drawn(version, by)
    with pytest.raises(publication.CannotPublish, match="phải sau ngày bắt đầu"):
        publish(draft, by, on=date(2026, 6, 1))
    Result.objects.filter(version=draft).delete()
    with pytest.raises(publication.CannotPublish, match="còn thiếu: kết quả thực hiện"):
        publish(draft, by)
    draft.refresh_from_db()

    assert (draft.state, draft.decision_number) == (ProcedureState.DRAFT, "")


def test_a_procedure_is_abolished_by_a_decision(by: Account) -> None:
    version = factories.procedure()
    last = date(2026, 12, 31)
    with pytest.raises(publication.CannotAbolish, match="từ ngày có hiệu lực"):
        publication.abolish(version=version, decision=DECISION, last_day=date(2019, 1, 1))
    publication.abolish(version=version, decision=DECISION, last_day=last)

    assert (version.abolishing_number, version.abolishing_on) == (DECISION.number, DECISION.on)
    assert queries.by_code(version.procedure.code, last) == version
    assert queries.by_code(version.procedure.code, date(2027, 1, 1)) is None
    with pytest.raises(publication.CannotAbolish, match="đã kết thúc hoặc đã bãi bỏ"):
        publication.abolish(version=version, decision=DECISION, last_day=last)


def test_a_procedure_of_the_provinces_own_begins_as_a_draft(by: Account) -> None:
    field = Field.objects.create(code="HT", name="Hộ tịch")
    told = {"name": "Cấp bản sao", "of": field, "tier": Tier.COMMUNE, "on": AT.date()}
    draft = drafts.begin(code="9.000123", by=by, at=AT, **told)
    with pytest.raises(drafts.CodeTaken, match="đã có trong danh mục"):
        drafts.begin(code="9.000123", by=by, at=AT, **told)

    assert Case.objects.get(version=draft).name == "Trường hợp chung"
    drafts.discard(draft=draft, seen=asked.fingerprint(draft))
    assert not Procedure.objects.filter(code="9.000123").exists(), "it can be begun again"


def test_a_dropped_draft_leaves_the_procedure(by: Account) -> None:
    version = factories.procedure()
    draft = drawn(version, by)
    drafts.discard(draft=draft, seen=asked.fingerprint(draft))

    assert list(version.procedure.versions.all()) == [version]
    with pytest.raises(drafts.NoDraft):
        drafts.discard(draft=draft, seen="")
