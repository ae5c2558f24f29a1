"""Agencies: who is meant, what it was called, whom it stood under."""

from datetime import date

import pytest

from motcua.organizations import actions, queries
from motcua.organizations.models import Agency, AgencyKind
from motcua.rules.codes import Level
from tests import factories

pytestmark = pytest.mark.django_db
MERGED = date(2025, 7, 1)
LAST = date(2025, 6, 30)


def province_with_a_district() -> tuple[Agency, Agency, Agency]:
    province = factories.agency(
        "UBND tỉnh Lạng Sơn", code="H37", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )
    district = factories.agency(
        "UBND huyện Chi Lăng",
        code="000.00.30.H37",
        level=Level.DISTRICT,
        parent=province,
        aliases=["Huyện Chi Lăng"],
    )
    commune = factories.agency("UBND xã Vạn Linh", code="000.20.30.H37", parent=district)
    return province, district, commune


@pytest.mark.parametrize(
    "wanted",
    [
        "Huyện Chi Lăng",
        "huyen  chi lang",
        "UBND huyện Chi Lăng",
        "ubnd HUYỆN chi lăng",
        "000.00.30.h37",
    ],
)
def test_an_agency_is_found_by_code_alias_or_name_whatever_the_accents(wanted: str) -> None:
    _province, district, _commune = province_with_a_district()

    assert queries.find(wanted) == district


def test_an_agency_is_found_by_id() -> None:
    _province, district, _commune = province_with_a_district()

    assert queries.find(f" {district.pk} ") == district


def test_an_unknown_agency_is_answered_with_the_nearest_names() -> None:
    province_with_a_district()

    with pytest.raises(queries.AgencyUnknown) as unknown:
        queries.find("Huyện Chi Lang Thượng")

    assert "UBND huyện Chi Lăng" in unknown.value.suggestions
    assert "Có phải là" in str(unknown.value)


def test_nothing_is_like_nothing() -> None:
    with pytest.raises(queries.AgencyUnknown) as unknown:
        queries.find("")

    assert unknown.value.suggestions == ()


def test_two_agencies_of_one_name_are_told_apart_by_code() -> None:
    factories.agency("UBND xã Tân Thành", code="A.1")
    factories.agency("UBND xã Tân Thành", code="A.2")

    with pytest.raises(queries.AgencyAmbiguous, match=r"A\.1.*A\.2"):
        queries.find("UBND xã Tân Thành")


def test_of_two_agencies_of_one_name_the_open_one_is_meant() -> None:
    former = factories.agency("UBND xã Tân Thành")
    present = factories.agency("UBND xã Tân Thành")
    actions.close_agency(agency=former, last_day=LAST)

    assert queries.find("UBND xã Tân Thành") == present


def test_an_agency_keeps_its_former_name_for_its_days_and_is_found_by_it() -> None:
    commune = factories.agency("UBND xã Chi Lăng")
    actions.rename_agency(agency=commune, name="UBND thị trấn Chi Lăng", from_on=MERGED)

    assert queries.name_on(commune, LAST) == "UBND xã Chi Lăng"
    assert queries.name_on(commune, MERGED) == "UBND thị trấn Chi Lăng"
    assert queries.names_on([commune.pk], LAST) == {commune.pk: "UBND xã Chi Lăng"}
    assert queries.find("ubnd xa chi lang") == commune


def test_a_name_cannot_begin_before_the_one_it_follows() -> None:
    commune = factories.agency()

    with pytest.raises(actions.NotLater, match="01/01/2020"):
        actions.rename_agency(agency=commune, name="Tên khác", from_on=factories.FOUNDED)


def test_a_code_belongs_to_one_agency_whatever_its_case() -> None:
    factories.agency(code="h37.1")

    with pytest.raises(actions.CodeTaken):
        factories.agency(code="H37.1")


def test_an_alias_belongs_to_one_agency() -> None:
    commune = factories.agency(aliases=["Xã Vạn Linh"])
    actions.add_alias(agency=commune, alias="xã vạn linh")

    with pytest.raises(actions.AliasTaken, match="Xa Van Linh"):
        factories.agency(aliases=["Xa Van Linh"])


def test_the_tree_is_remembered_as_it_stood() -> None:
    province, district, commune = province_with_a_district()
    actions.put_under(agency=commune, parent=province, from_on=MERGED)
    actions.close_agency(agency=district, last_day=LAST)

    assert queries.parent_on(commune.pk, LAST) == district
    assert queries.parent_on(commune.pk, MERGED) == province
    assert queries.parent_on(province.pk, LAST) is None
    assert queries.descendants(district.pk, date(2024, 6, 15), date(2024, 9, 14)) == [
        district,
        commune,
    ]
    assert queries.descendants(province.pk, MERGED, MERGED) == [province, commune]


def test_an_edge_alive_on_one_day_of_the_window_counts() -> None:
    province, district, commune = province_with_a_district()
    actions.put_under(agency=commune, parent=province, from_on=MERGED)

    assert commune in queries.descendants(district.pk, LAST, date(2025, 12, 31))
    assert commune not in queries.descendants(district.pk, MERGED, date(2025, 12, 31))


def test_an_agency_is_open_on_its_last_day_and_not_after() -> None:
    _province, district, commune = province_with_a_district()
    actions.close_agency(agency=commune, last_day=LAST)

    assert commune in queries.agencies_open(LAST)
    assert commune not in queries.agencies_open(MERGED)
    assert [a.level for a in queries.agencies_open(LAST)] == ["province", "district", "commune"]
    assert queries.descendants(district.pk, MERGED, MERGED) == [district]


def test_an_agency_does_not_close_over_the_heads_of_its_children() -> None:
    _province, district, _commune = province_with_a_district()

    with pytest.raises(actions.ChildrenRemain, match="UBND xã Vạn Linh"):
        actions.close_agency(agency=district, last_day=LAST)


def test_an_agency_closes_once() -> None:
    commune = factories.agency()
    actions.close_agency(agency=commune, last_day=LAST)

    with pytest.raises(actions.AgencyClosed):
        actions.close_agency(agency=commune, last_day=MERGED)
    with pytest.raises(actions.AgencyClosed):
        actions.put_under(agency=factories.agency(), parent=commune, from_on=MERGED)


def test_the_tree_has_no_circle() -> None:
    province, district, commune = province_with_a_district()

    for parent in (province, district, commune):
        with pytest.raises(actions.WouldCircle):
            actions.put_under(agency=province, parent=parent, from_on=MERGED)


def test_work_is_followed_through_every_successor() -> None:
    first, second, third = factories.agency(), factories.agency(), factories.agency()
    actions.record_successor(predecessor=first, successor=second, on=date(2024, 1, 1))
    actions.record_successor(predecessor=second, successor=third, on=MERGED)
    actions.record_successor(predecessor=second, successor=third, on=MERGED)

    assert queries.successor_on(first.pk, date(2023, 12, 31)) is None
    assert queries.successor_on(first.pk, LAST) == second
    assert queries.successor_on(first.pk, MERGED) == third
    assert queries.successors(second.pk) == [third]


def test_numbers_change_code_and_pattern_from_a_day() -> None:
    commune = factories.agency(code="000.20.30.H37")
    actions.number_with(
        agency=commune, agency_code="H37.107", pattern="{agency}-{yymmdd}-{nnnn}", from_on=MERGED
    )

    assert queries.numbering(commune.pk, LAST).agency_code == "000.20.30.H37"
    assert queries.numbering(commune.pk, MERGED).agency_code == "H37.107"
    with pytest.raises(queries.NumberingUnknown):
        queries.numbering(commune.pk, date(2019, 12, 31))
    with pytest.raises(actions.NotLater):
        actions.number_with(
            agency=commune, agency_code="X", pattern="{agency}-{yymmdd}-{nnnn}", from_on=LAST
        )


def test_a_pattern_that_makes_no_numbers_is_refused() -> None:
    with pytest.raises(actions.PatternRefused):
        actions.number_with(
            agency=factories.agency(), agency_code="X", pattern="{nnnn", from_on=MERGED
        )


def test_a_tier_is_written_as_statutory_forms_write_it() -> None:
    assert [queries.level_label(level) for level in Level] == ["tỉnh", "huyện", "xã"]


def test_the_tree_of_a_day_is_read_from_the_top_with_the_names_of_that_day() -> None:
    province, district, commune = province_with_a_district()
    actions.rename_agency(agency=commune, name="UBND xã Vạn Linh mới", from_on=MERGED)
    actions.put_under(agency=commune, parent=province, from_on=MERGED)
    actions.close_agency(agency=district, last_day=LAST)

    before = [(b.name, b.depth, b.under) for b in queries.tree(LAST)]
    after = [(b.name, b.depth, b.under) for b in queries.tree(MERGED)]

    assert before == [
        ("UBND tỉnh Lạng Sơn", 0, 1),
        ("UBND huyện Chi Lăng", 1, 1),
        ("UBND xã Vạn Linh", 2, 0),
    ]
    assert after == [("UBND tỉnh Lạng Sơn", 0, 1), ("UBND xã Vạn Linh mới", 1, 0)]
