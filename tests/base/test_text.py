"""Folding for search and keys for sorting."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base import text

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắếộữĐĂ ", max_size=20)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đăng ký  Khai sinh", "dang ky khai sinh"),
        (" NGUYỄN\tVĂN ẤT ", "nguyen van at"),
        ("Cấp phép 12/QĐ-UBND", "cap phep 12/qd-ubnd"),
        ("ĐƯỜNG", "duong"),
    ],
)
def test_folding_drops_case_diacritics_and_spare_spaces(written, folded):
    assert text.fold(written) == folded


@given(VIETNAMESE)
def test_composed_and_decomposed_input_are_the_same_text(written):
    composed = unicodedata.normalize("NFC", written)
    decomposed = unicodedata.normalize("NFD", written)
    assert text.fold(composed) == text.fold(decomposed)
    assert text.sort_key(composed) == text.sort_key(decomposed)


@given(VIETNAMESE)
def test_folding_what_is_folded_changes_nothing(written):
    assert text.fold(text.fold(written)) == text.fold(written)


@pytest.mark.parametrize(
    "in_order",
    [
        ["an", "ăn", "ân", "ba", "ca", "da", "đa", "em", "êm", "ông", "ơn", "ung", "ưng", "xa"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["ban", "ban công", "bàn", "bán", "bán buôn", "bang"],
        ["Phường 2", "Phường 10", "Phường An Bình"],
        ["Xã Chi Lăng", "xã Đồng Mỏ", "Xã Quan Sơn"],
    ],
)
def test_the_order_is_that_of_the_vietnamese_dictionary(in_order):
    assert sorted(set(in_order), key=text.sort_key) == in_order


def test_people_are_sorted_by_given_name_then_family_name():
    names = ["Nguyễn Văn Bình", "Đỗ Thị An", "Lê Văn An", "Trần Ánh"]
    assert sorted(names, key=text.name_key) == [
        "Đỗ Thị An",
        "Lê Văn An",
        "Trần Ánh",
        "Nguyễn Văn Bình",
    ]
