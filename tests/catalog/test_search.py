"""Finding a procedure, and who settles it."""

from datetime import date

import pytest

from motcua.catalog import actions, queries, records
from motcua.catalog.models import Field, LifeEvent
from motcua.rules.codes import Level
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def publish(*names, **facts):
    return [factories.procedure(factories.version_record(name, **facts)) for name in names]


def found(words, **filters):
    return [version.name for version in queries.search(words, on=TODAY, **filters)]


def test_diacritics_and_case_do_not_count():
    publish("Đăng ký khai sinh", "Đăng ký kết hôn")
    assert found("dang ky KHAI sinh") == found("Đăng ký khai sinh") == ["Đăng ký khai sinh"]


def test_words_that_no_procedure_has_together_find_what_is_only_near():
    publish("Đăng ký khai sinh", "Đăng ký kết hôn")
    assert queries.find("khai hôn", on=TODAY).only_near
    assert not queries.find("khai sinh", on=TODAY).only_near
    assert queries.find("máy bay", on=TODAY).ids == []


def test_of_a_long_text_the_beginning_is_asked_for():
    publish("Đăng ký khai sinh", "Đăng ký kết hôn")
    pasted = queries.find("khai sinh " * 1000 + "lái tàu bay", on=TODAY)
    assert pasted == queries.find("khai sinh " * 30, on=TODAY)
    assert pasted.meant == ("đăng ký khai sinh",)
    assert queries.find("x" * 10_000, on=TODAY).ids == []


def test_the_exact_phrase_comes_first_the_shorter_name_before_the_longer_then_scattered_words():
    publish("Trồng giống mới của cây", "Nhập khẩu cây giống có kiểm dịch", "Cấp phép cây giống")
    assert found("cây giống") == [
        "Cấp phép cây giống",
        "Nhập khẩu cây giống có kiểm dịch",
        "Trồng giống mới của cây",
    ]


def test_a_word_people_use_finds_the_official_name():
    publish("Chứng thực bản sao từ bản chính", keywords="sao y, công chứng")
    assert found("sao y") == ["Chứng thực bản sao từ bản chính"]


def test_the_beginning_of_the_code_finds_the_procedure():
    factories.procedure(code="1.001193")
    assert found("1.0011") == ["Đăng ký khai sinh"]


def test_a_procedure_no_longer_in_force_is_not_found():
    actions.abolish(version=factories.procedure(), last_day=date(2025, 6, 30))
    assert found("khai sinh") == []


def test_the_search_is_narrowed_by_level_agency_and_field():
    commune = factories.agency()
    own = factories.procedure(factories.version_record("Khai sinh A"), offered_by=[commune])
    factories.procedure(factories.version_record("Khai sinh B", level=Level.PROVINCE, field="LLTP"))
    assert found("khai sinh", agency=commune) == ["Khai sinh A"]
    assert found("khai sinh", level=Level.PROVINCE) == ["Khai sinh B"]
    assert found("", field=Field.objects.get(code="LLTP")) == ["Khai sinh B"]
    assert queries.offered_by(commune, TODAY) == [own]


def test_without_words_procedures_come_in_vietnamese_order():
    publish("Ủy quyền", "Đăng ký", "Chứng thực", "Dừng")
    assert found("") == ["Chứng thực", "Dừng", "Đăng ký", "Ủy quyền"]


def test_an_agency_offers_from_its_first_to_its_last_day():
    commune = factories.agency()
    version = factories.procedure()
    row = actions.offer(
        procedure=version.procedure,
        agency=commune,
        from_on=date(2025, 7, 1),
        to_on=date(2026, 6, 30),
    )
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [queries.offering(version.procedure, commune, day) for day in days] == [
        None,
        row,
        row,
        None,
    ]


def test_the_same_offering_again_is_the_first_and_an_overlapping_one_is_refused():
    commune = factories.agency()
    version = factories.procedure(offered_by=[commune])
    again = actions.offer(
        procedure=version.procedure, agency=commune, from_on=version.effective_from
    )
    assert again == version.procedure.offerings.get()
    with pytest.raises(actions.Overlaps):
        actions.offer(procedure=version.procedure, agency=commune, from_on=date(2026, 1, 1))


def test_an_agency_that_closes_offers_nothing_the_day_after():
    district = factories.agency(level=Level.DISTRICT)
    versions = publish("Tách thửa", "Cấp đổi")
    made = actions.offer_all(
        procedures=[version.procedure for version in versions],
        agency=district,
        from_on=factories.FOUNDED,
    )
    again = actions.offer_all(
        procedures=[version.procedure for version in versions],
        agency=district,
        from_on=date(2021, 1, 1),
    )
    assert (made, again) == (2, 0)
    assert actions.end_offerings(agency=district, last_day=date(2025, 6, 30)) == 2
    assert len(queries.offered_by(district, date(2025, 6, 30))) == 2
    assert queries.offered_by(district, date(2025, 7, 1)) == []


def test_a_citizen_browses_by_field_level_and_moment_of_life():
    actions.load(catalogue=records.read())
    assert dict(queries.levels_in_force(TODAY)).keys() == {Level.PROVINCE, Level.COMMUNE}
    fields = queries.fields_in_force(TODAY)
    assert sum(count for _, count in fields) == queries.in_force_on(TODAY).count()
    birth = LifeEvent.objects.get(code="sinh-con")
    counts = {moment.code: count for moment, count in queries.life_events_in_force(TODAY)}
    assert counts["sinh-con"] == len(queries.search("", life_event=birth, on=TODAY, limit=99))


def test_a_page_reads_a_version_in_a_handful_of_queries(django_assert_max_num_queries):
    actions.load(catalogue=records.read())
    version = queries.by_code("1.001193", TODAY)
    with django_assert_max_num_queries(7):
        whole = queries.with_parts(version)
        papers = [paper.name for case in whole.cases.all() for paper in case.papers.all()]
        fees = [
            fee.amount_dong
            for case in whole.cases.all()
            for channel in case.channels.all()
            for fee in channel.fees.all()
        ]
    assert papers[0] == "Tờ khai đăng ký khai sinh"
    assert 5000 in fees
