"""A missing limit is stated by the province, and no import overwrites it."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.actions import completion, drafts, publication
from motcua.catalog.actions.completion import LimitStated
from motcua.catalog.models import (
    CaseChannel,
    Conflict,
    ImportRun,
    Origin,
    ProcedureState,
    ProcedureVersion,
)
from motcua.catalog.queries import completion as asked
from motcua.catalog.queries import drafts as drafted
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules.codes import Channel, Tier
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
ON = AT.date()
DECISION = publication.Decision(number="7/QĐ-UBND", on=ON, signer="UBND tỉnh")
THREE_DAYS = LimitStated(amount=3, unit="working_days", note="Theo Luật Hộ tịch")


@pytest.fixture
def by() -> Account:
    return factories.officer(factories.agency(), Role.CONTROLLER)


def national(*, on: date = ON, lacking: Sequence[str] = ("counter",)) -> ProcedureVersion:
    """A version as an import leaves it: from the centre, without a limit at the counter."""
    before = factories.procedure(factories.version_record(from_on=date(2026, 1, 1)))
    draft = drafts.draw_up(procedure=before.procedure, by=factories.account(), at=AT)
    CaseChannel.objects.filter(case__version=draft, channel__in=lacking).update(
        limit_amount=None, limit_unit=""
    )
    ProcedureVersion.objects.filter(pk=draft.pk).update(
        origin=Origin.NATIONAL, supplements=None, effective_from=on
    )
    return publication.put_in_force(ProcedureVersion.objects.get(pk=draft.pk))


def counter(version: ProcedureVersion) -> CaseChannel:
    return CaseChannel.objects.get(case__version=version, channel=Channel.COUNTER)


def complete(version: ProcedureVersion, by: Account, **changed: object) -> ProcedureVersion:
    told = {
        "version": version,
        "limits": {counter(version).pk: THREE_DAYS},
        "decision": DECISION,
        "from_on": ON,
        "by": by,
        "at": AT,
    }
    return completion.complete(**told | changed)


def changed_upstream(local: ProcedureVersion) -> Conflict:
    """The source says something else: what an import notes when a local version holds."""
    run = ImportRun.objects.create(file_name="x", shape="parsed", started_at=AT, on=ON)
    draft = drafts.draw_up(procedure=local.procedure, by=factories.account(), at=AT)
    CaseChannel.objects.filter(case__version=draft, channel=Channel.COUNTER).update(
        limit_amount=None, limit_unit=""
    )
    ProcedureVersion.objects.filter(pk=draft.pk).update(
        origin=Origin.NATIONAL, supplements=None, name="Tên mới của trung ương"
    )
    return Conflict.objects.create(
        procedure=local.procedure,
        local=local,
        national=ProcedureVersion.objects.get(pk=draft.pk),
        run=run,
    )


def test_what_waits_is_found_by_level_field_and_words() -> None:
    version = national()
    factories.procedure()

    assert list(asked.without_limit(ON)) == [version]
    assert list(asked.without_limit(ON, level=Tier.COMMUNE, words="KHAI sinh")) == [version]
    assert list(asked.without_limit(ON, field_id=version.field_id)) == [version]
    assert not asked.without_limit(ON, level=Tier.MINISTRY)
    assert not asked.without_limit(ON, words="dat dai")


def test_a_stated_limit_is_a_version_of_the_provinces_own(by: Account) -> None:
    version = national(on=date(2026, 11, 1))
    made = complete(version, by)
    version.refresh_from_db()

    assert (made.origin, made.supplements, made.state) == (
        Origin.LOCAL,
        version,
        ProcedureState.PUBLISHED,
    )
    assert (made.decision_number, made.written_by) == ("7/QĐ-UBND", by)
    assert version.effective_to == date(2026, 11, 19)
    limit = counter(made)
    assert (limit.limit_amount, limit.limit_unit) == (3, "working_days")
    assert not asked.without_limit(ON)


def test_it_can_hold_from_the_very_day_of_the_import(by: Account) -> None:
    version = national(on=ON)
    made = complete(version, by)

    assert queries.by_code(version.procedure.code, ON) == made
    assert queries.latest(version.procedure.code) == made


def test_what_is_already_stated_is_not_touched(by: Account) -> None:
    version = national()
    online = CaseChannel.objects.get(case__version=version, channel=Channel.ONLINE)
    with pytest.raises(completion.NothingStated, match="ít nhất một thời hạn"):
        complete(version, by, limits={online.pk: THREE_DAYS})
    with pytest.raises(completion.NothingStated):
        complete(version, by, limits={counter(version).pk: LimitStated(amount=None, unit="")})
    with pytest.raises(publication.CannotPublish):
        complete(version, by, from_on=date(2025, 1, 1))

    assert ProcedureVersion.objects.filter(origin=Origin.LOCAL).count() == 0


def test_two_people_complete_once(by: Account) -> None:
    version = national()
    complete(version, by)

    with pytest.raises(completion.NoLongerOpen, match="đã có phiên bản khác"):
        complete(version, by)


def test_the_province_keeps_its_own(by: Account) -> None:
    local = complete(national(), by)
    conflict = changed_upstream(local)
    assert list(asked.open_conflicts()) == [conflict]
    assert not drafted.drafts(), "it waits among the conflicts"
    completion.keep_local(conflict=conflict, by=by, at=AT)
    conflict.refresh_from_db()

    assert (conflict.outcome, conflict.settled_by) == ("kept", by)
    assert queries.by_code(local.procedure.code, ON) == local
    with pytest.raises(completion.Settled, match="đã có người xử lý"):
        completion.keep_local(conflict=conflict, by=by, at=AT)


def test_the_national_text_is_taken_with_the_limits_of_the_province(by: Account) -> None:
    local = complete(national(), by)
    day = date(2026, 12, 1)
    completion.take_national(
        conflict=changed_upstream(local), from_on=day, with_limits=True, by=by, at=AT
    )
    holds = queries.by_code(local.procedure.code, day)

    assert holds is not None
    assert (holds.name, holds.origin) == ("Tên mới của trung ương", Origin.LOCAL)
    assert counter(holds).limit_amount == 3
    assert holds.decision_number == "7/QĐ-UBND"
    assert queries.by_code(local.procedure.code, ON) == local


def test_the_national_text_is_taken_as_it_is(by: Account) -> None:
    local = complete(national(), by)
    day = date(2026, 12, 1)
    conflict = changed_upstream(local)
    taken = completion.take_national(
        conflict=conflict, from_on=day, with_limits=False, by=by, at=AT
    )

    assert queries.by_code(local.procedure.code, day) == taken == conflict.national
    assert list(asked.without_limit(day)) == [taken]
