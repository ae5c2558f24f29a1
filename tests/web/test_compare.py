"""Lines of two versions are paired by likeness, however many there are."""

from collections.abc import Sequence

import pytest

from motcua.web.workspace import catalogue_compare as compare
from motcua.web.workspace.catalogue_compare import Piece

_MANY = 1_000


def lines(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """Kind, old words, new words."""
    return [(one.kind, words(one.old), words(one.new)) for one in compare.lines(old, new)]


def words(pieces: Sequence[Piece]) -> str:
    return " ".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_an_old_line_meets_the_new_one_most_like_it_and_each_only_once() -> None:
    old = ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh (bản chính)", "Căn cước của cha, mẹ"]
    new = ["Giấy chứng sinh (bản sao)", "Văn bản ủy quyền", "Tờ khai đăng ký lại khai sinh"]
    assert lines(old, new) == [
        ("changed", "Tờ khai đăng ký khai sinh", "Tờ khai đăng ký [lại] khai sinh"),
        ("changed", "Giấy chứng sinh (bản [chính)]", "Giấy chứng sinh (bản [sao)]"),
        ("removed", "[Căn cước của cha, mẹ]", ""),
        ("added", "", "[Văn bản ủy quyền]"),
    ]


def test_of_many_lines_that_share_all_their_words_the_next_ones_are_paired() -> None:
    old = [f"Trực tiếp: lệ phí {number} đồng" for number in range(_MANY)]
    new = [f"Trực tiếp: lệ phí {number} đồng" for number in range(_MANY, 2 * _MANY)]
    told = lines(old, new)
    assert len(told) == _MANY
    assert {kind for kind, _old, _new in told} == {"changed"}


@pytest.mark.parametrize("common", ["", "Hồ sơ gồm: "])
def test_the_work_grows_with_the_lines_and_not_with_their_square(
    monkeypatch: pytest.MonkeyPatch, common: str
) -> None:
    weighed = 0
    likeness = compare._likeness

    def counted(one: str, other: str) -> float:
        nonlocal weighed
        weighed += 1
        return likeness(one, other)

    monkeypatch.setattr(compare, "_likeness", counted)
    old = [f"{common}giấy {number} của tổ chức" for number in range(_MANY)]
    new = [f"{common}giấy {number} của cá nhân" for number in reversed(range(_MANY))]

    told = lines(old, new)

    assert [kind for kind, _old, _new in told] == ["changed"] * _MANY
    assert all(f"giấy {number} của" in told[number][2] for number in range(_MANY))
    assert weighed <= _MANY * compare._LIKELY


def test_a_very_long_line_is_compared_at_its_ends_only() -> None:
    middle = "một hai ba " * compare._LONGEST
    ((kind, old, new),) = lines(
        [f"Bước 1 nộp hồ sơ {middle} rồi nhận kết quả"],
        [f"Bước 1 nộp hồ sơ bốn {middle} năm rồi nhận kết quả"],
    )
    middle = middle.strip()
    assert kind == "changed"
    assert old == f"Bước 1 nộp hồ sơ [{middle}] rồi nhận kết quả"
    assert new == f"Bước 1 nộp hồ sơ [bốn {middle} năm] rồi nhận kết quả"
