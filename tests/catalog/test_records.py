"""The starter catalogue is well-formed: read without a database."""

import re
from collections import Counter
from datetime import date

import pytest

from motcua.catalog import records
from motcua.rules.codes import Channel, Level, TimeUnit

CATALOGUE = records.read()
BY_CODE = {record.code: record for record in CATALOGUE.procedures}
VERSIONS = [(row.code, version) for row in CATALOGUE.procedures for version in row.versions]
DISTRICT_CLOSES = date(2025, 6, 30)


def named(pair):
    return f"{pair[0]}-{pair[1].effective_from}"


def test_birth_registration_and_certified_copies_are_among_the_procedures():
    names = {record.code: record.versions[-1].name for record in CATALOGUE.procedures}
    assert names["1.001193"] == "Đăng ký khai sinh"
    assert names["2.000815"].startswith("Chứng thực bản sao")


def test_there_are_enough_procedures_of_each_level_and_no_code_twice():
    levels = Counter(version.level for _, version in VERSIONS)
    assert len(BY_CODE) == len(CATALOGUE.procedures) >= 60
    assert min(levels[level] for level in Level) >= 15


def test_every_unit_of_time_and_every_channel_occurs():
    limits = [
        (channel, limit.unit)
        for _, version in VERSIONS
        for case in version.cases
        for channel, limit in case.limits.items()
    ]
    assert {unit for _, unit in limits} == set(TimeUnit)
    assert {channel for channel, _ in limits} == set(Channel)


@pytest.mark.parametrize("pair", VERSIONS, ids=named)
def test_a_version_says_everything_a_citizen_asks(pair):
    code, version = pair
    assert re.fullmatch(r"\d\.\d{6}", code)
    assert version.summary.endswith(".")
    assert version.steps
    assert version.bases
    assert version.results
    assert 1 <= len(version.cases) <= 3
    assert version.field in {field.code for field in CATALOGUE.fields}
    for case in version.cases:
        assert case.limits
        assert 2 <= len(case.papers) <= 6
        assert all(paper.originals or paper.copies or paper.note for paper in case.papers)
        assert all(fee.kind in {"phi", "le_phi"} and fee.amount_dong for fee in case.fees)


@pytest.mark.parametrize("record", CATALOGUE.procedures, ids=lambda record: record.code)
def test_the_versions_of_a_procedure_follow_each_other_without_a_gap(record):
    assert record.certainty in {"high", "medium", "starter"}
    assert (record.certainty == "starter") == record.code.startswith("9.")
    moments = {moment.code for moment in CATALOGUE.life_events}
    assert record.life_events
    assert set(record.life_events) <= moments
    for earlier, later in zip(record.versions, record.versions[1:], strict=False):
        assert earlier.effective_to is not None
        assert (later.effective_from - earlier.effective_to).days == 1


def test_no_district_procedure_outlives_the_districts():
    district = [version for _, version in VERSIONS if version.level == Level.DISTRICT]
    assert {version.effective_to for version in district} == {DISTRICT_CLOSES}


def test_whoever_had_work_with_the_district_finds_where_it_went():
    for record in CATALOGUE.procedures:
        last = record.versions[-1]
        if last.level == Level.DISTRICT:
            successors = [BY_CODE[code] for code in record.successors]
            assert successors
            assert all(one.versions[-1].effective_to is None for one in successors)


def test_a_limit_is_read_with_its_own_unit():
    assert records._limit("3 working_days") == records.Limit(3, TimeUnit.WORKING_DAYS)
    assert records._limit("same_day") == records.Limit(None, TimeUnit.SAME_DAY)


def test_a_record_that_cannot_be_read_names_its_procedure(tmp_path):
    (tmp_path / "fields.yaml").write_text("fields: []\nlife_events: []\n")
    (tmp_path / "legal_bases.yaml").write_text("legal_bases: []\n")
    (tmp_path / "procedures_x.yaml").write_text(
        'defaults: {}\nprocedures:\n  - {code: "1.000001", certainty: high}\n'
    )
    with pytest.raises(records.Malformed, match=r"1\.000001"):
        records.read(tmp_path)
