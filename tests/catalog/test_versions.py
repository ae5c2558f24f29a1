"""Versions: published once, ended once, never changed."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.catalog import actions, queries, records
from motcua.catalog.models import (
    CaseChannel,
    CasePaper,
    Fee,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)
from motcua.rules.codes import Channel, Level
from tests import factories

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2025, 1, 1)


def test_a_published_version_holds_from_its_first_day_on():
    version = factories.procedure(factories.version_record(from_on=NEW_YEAR))
    assert queries.in_force(version.procedure, date(2024, 12, 31)) is None
    assert queries.in_force(version.procedure, NEW_YEAR) == version


def test_a_draft_holds_on_no_day():
    version = factories.procedure()
    actions.draft(
        procedure=version.procedure,
        record=factories.version_record("Tên mới", from_on=NEW_YEAR),
        field=version.field,
        origin="test",
    )
    assert queries.in_force(version.procedure, NEW_YEAR) == version


def test_a_new_version_ends_the_one_before_on_the_day_before():
    first = factories.procedure()
    second = actions.publish(
        version=actions.draft(
            procedure=first.procedure,
            record=factories.version_record("Tên mới", from_on=NEW_YEAR),
            field=first.field,
            origin="test",
        )
    )
    assert queries.in_force(first.procedure, date(2024, 12, 31)) == first
    assert queries.in_force(first.procedure, NEW_YEAR) == second
    assert second.number == 2


def test_a_version_cannot_begin_before_the_last_one_did():
    first = factories.procedure(factories.version_record(from_on=NEW_YEAR))
    draft = actions.draft(
        procedure=first.procedure,
        record=factories.version_record(from_on=NEW_YEAR),
        field=first.field,
        origin="test",
    )
    with pytest.raises(actions.Overlaps):
        actions.publish(version=draft)


def test_a_version_is_published_once():
    with pytest.raises(actions.NotADraft):
        actions.publish(version=factories.procedure())


def test_a_version_without_cases_is_not_published():
    first = factories.procedure()
    empty = replace(factories.version_record(from_on=NEW_YEAR), cases=())
    draft = actions.draft(procedure=first.procedure, record=empty, field=first.field, origin="test")
    with pytest.raises(actions.Incomplete):
        actions.publish(version=draft)


def test_an_abolished_procedure_holds_until_its_last_day():
    version = factories.procedure()
    actions.abolish(version=version, last_day=date(2025, 6, 30))
    assert version.state == ProcedureState.ABOLISHED
    assert queries.in_force(version.procedure, date(2025, 6, 30)) == version
    assert queries.in_force(version.procedure, date(2025, 7, 1)) is None


def test_a_version_is_ended_once():
    version = factories.procedure()
    actions.end(version=version, last_day=date(2025, 6, 30))
    with pytest.raises(actions.NotInForce):
        actions.abolish(version=version, last_day=date(2025, 7, 31))


def rename(version):
    ProcedureVersion.objects.filter(pk=version.pk).update(name="Khác")


def reopen(version):
    ProcedureVersion.objects.filter(pk=version.pk).update(state=ProcedureState.DRAFT)


def remove(version):
    ProcedureVersion.objects.filter(pk=version.pk)._raw_delete("default")


def shorten_a_limit(version):
    CaseChannel.objects.filter(case__version=version).update(limit_amount=1)


def drop_a_paper(version):
    CasePaper.objects.filter(case__version=version).delete()


def add_a_result(version):
    Result.objects.create(version=version, name="Kết quả khác")


def add_a_fee(version):
    channel = CaseChannel.objects.filter(case__version=version).first()
    Fee.objects.create(case_channel=channel, kind="phi", amount_dong=1)


@pytest.mark.parametrize(
    "change", [rename, reopen, remove, shorten_a_limit, drop_a_paper, add_a_result, add_a_fee]
)
def test_the_database_refuses_to_change_a_published_version(change):
    version = factories.procedure()
    with pytest.raises(IntegrityError, match="published version"), transaction.atomic():
        change(version)


def test_a_draft_can_still_be_changed():
    first = factories.procedure()
    draft = actions.draft(
        procedure=first.procedure,
        record=factories.version_record(from_on=NEW_YEAR),
        field=first.field,
        origin="test",
    )
    shorten_a_limit(draft)
    assert draft.cases.get().channels.get(channel=Channel.COUNTER).limit_amount == 1


def test_a_case_is_filed_through_its_own_channels_only():
    record = factories.version_record(channels=[Channel.COUNTER])
    case = factories.procedure(record).cases.get()
    assert queries.case_channel(case, Channel.COUNTER).limit_amount == 5
    with pytest.raises(queries.NotThroughThisChannel):
        queries.case_channel(case, Channel.ONLINE)


def test_loading_the_starter_catalogue_twice_changes_nothing():
    first = actions.load(catalogue=records.read())
    second = actions.load(catalogue=records.read())
    assert first.published == ProcedureVersion.objects.count() == second.unchanged
    assert second.published == 0


def test_the_starter_catalogue_moves_district_work_to_the_commune_on_its_day():
    actions.load(catalogue=records.read())
    household = Procedure.objects.get(code="1.001612")
    before = queries.in_force(household, date(2025, 6, 30))
    after = queries.in_force(household, date(2025, 7, 1))
    assert (before.level, after.level) == (Level.DISTRICT, Level.COMMUNE)
    assert queries.in_force_on(date(2025, 7, 1)).filter(level=Level.DISTRICT).count() == 0
    split = Procedure.objects.get(code="9.000101")
    assert [row.code for row in split.successors.all()] == ["1.012784"]


def test_a_record_that_contradicts_what_was_published_is_refused():
    catalogue = records.read()
    actions.load(catalogue=catalogue)
    birth = next(row for row in catalogue.procedures if row.code == "1.001193")
    changed = replace(
        birth, versions=(replace(birth.versions[0], name="Khác"), *birth.versions[1:])
    )
    with pytest.raises(actions.AlreadyPublished):
        actions.load(catalogue=replace(catalogue, procedures=(changed,)))
