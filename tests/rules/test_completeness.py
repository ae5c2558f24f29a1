"""Which parts a procedure's record lacks by NĐ 63/2010, and the papers nobody may ask for."""

from dataclasses import replace

import pytest

from motcua.rules import completeness
from motcua.rules.completeness import ALWAYS, Contents, Part

WHOLE = Contents(
    name="Đăng ký kết hôn",
    steps="Nộp hồ sơ",
    audience="Công dân",
    agency="Ủy ban nhân dân cấp xã",
    ways=3,
    limits_missing=0,
    papers=2,
)


def test_a_whole_record_lacks_nothing():
    assert completeness.missing(WHOLE) == ()
    assert completeness.complete_for_index(())


def test_one_way_and_one_paper_are_enough():
    assert completeness.missing(replace(WHOLE, ways=1, papers=1)) == ()


def test_counts_beside_each_other_are_told_apart_by_their_names():
    with pytest.raises(TypeError):
        Contents("a", "b", "c", "d", 1, 0, 1)


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({"name": " "}, (Part.NAME,)),
        ({"steps": ""}, (Part.STEPS,)),
        ({"ways": 0}, (Part.WAYS, Part.LIMIT)),
        ({"papers": 0}, (Part.PAPERS,)),
        ({"limits_missing": 1}, (Part.LIMIT,)),
        ({"audience": ""}, (Part.AUDIENCE,)),
        ({"agency": ""}, (Part.AGENCY,)),
        ({"result": False}, (Part.RESULT,)),
        ({"forms": False}, (Part.FORMS,)),
        ({"conditions": False}, (Part.CONDITIONS,)),
        ({"fees": False}, (Part.FEES,)),
    ],
)
def test_each_part_that_lacks_is_named(changed, lacking):
    assert completeness.missing(replace(WHOLE, **changed)) == lacking


def test_everything_lacking_is_named_in_the_order_of_the_decree():
    nothing = Contents(
        name="",
        steps="",
        audience="",
        agency="",
        ways=0,
        limits_missing=0,
        papers=0,
        result=False,
        forms=False,
        conditions=False,
        fees=False,
    )
    assert completeness.missing(nothing) == tuple(Part)


def test_a_procedure_that_needs_no_paper_by_law_is_complete_without_one():
    assert completeness.missing(replace(WHOLE, papers=0, no_papers_by_law=True)) == ()


@pytest.mark.parametrize("part", list(Part))
def test_the_index_counts_only_what_is_always_required(part):
    assert completeness.complete_for_index((part,)) == (part not in ALWAYS)


@pytest.mark.parametrize(
    "name",
    [
        "so ho khau",
        "ban sao so ho khau gia dinh",
        "- 01 ban chup co chung thuc so dang ky tam tru",
        "so tam tru (ban chinh)",
        "ho khau gia dinh",
        "so dk tam tru",
        "so ho khau, so tam tru",
    ],
)
def test_the_household_book_is_never_asked_for(name):
    assert completeness.is_household_book(name)


@pytest.mark.parametrize(
    "name",
    [
        "to khai thay doi thong tin cu tru",
        "giay xac nhan noi dang ky ho khau thuong tru",
        "the tam tru",
        "phieu khai bao tam tru",
        "so ho khau hoac giay xac nhan cu tru",
        "so quan ly lao dong",
        "",
    ],
)
def test_a_paper_that_is_not_the_book_stays(name):
    assert not completeness.is_household_book(name)


def test_a_mention_of_the_book_is_seen():
    assert completeness.mentions_household_book("can cuoc; so ho khau, so tam tru")
    assert not completeness.mentions_household_book("nop tai noi dang ky ho khau thuong tru")
