"""Words typed with slips, and the keys under which they are found."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.base import fuzzy, text

NAMES = (
    "đăng ký khai sinh kết hôn nghĩa trường quyền thường trú tạm giấy chứng nhận xây dựng phép "
    "nguồn nước bảo hiểm người nghèo thuế hưởng quốc tịch"
)
SYLLABLES = NAMES.split()
LETTERS = "abcdefghiklmnopqrstuvxy"
syllable = st.sampled_from([text.fold(word) for word in SYLLABLES])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Đăng  Ký KẾT hôn", "dang ky ket hon"),
        ("ddawng kys", "dang ky"),
        ("keet hoon", "ket hon"),
        ("hooj khaaur", "ho khau"),
        ("nguowif", "nguoi"),
        ("dangki", "dang ki"),
        ("giayphepxaydung", "giay phep xay dung"),
        ("ddangkys", "dang ky"),
        ("sinhh", "sinh"),
        ("TNHH", "tnhh"),
        ("CT07", "ct 07"),
        ("mức 2", "muc 2"),
    ],
)
def test_leftovers_of_typing_are_mended_and_abbreviations_kept(typed, meant):
    assert [part for word in fuzzy.words(typed) for part in fuzzy.mended(word)] == meant.split()


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6))
def test_composed_and_decomposed_words_are_the_same(words):
    composed = unicodedata.normalize("NFC", " ".join(words))
    decomposed = unicodedata.normalize("NFD", composed)
    assert fuzzy.words(composed) == fuzzy.words(decomposed)
    assert fuzzy.marked(composed) == fuzzy.marked(decomposed)


@given(syllable, st.data())
def test_a_word_with_one_slip_shares_a_key_with_the_right_one(word, data):
    assume(len(word) > 2)
    place = data.draw(st.integers(0, len(word) - 1))
    other = data.draw(st.sampled_from(LETTERS))
    swapped = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    slips = [
        word[:place] + word[place + 1 :],
        word[:place] + other + word[place:],
        word[:place] + other + word[place + 1 :],
        swapped,
    ]
    for slip in slips:
        assert set(fuzzy.keys(word)) & set(fuzzy.keys(slip)), slip
        assert fuzzy.likeness(word, slip) >= fuzzy.ONE_SLIP
        assert fuzzy.likeness(word, slip) == fuzzy.likeness(slip, word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ky", "ki"), ("xay", "say"), ("tru", "chu"), ("nam", "lam"), ("giay", "day"), ("ghe", "ge")],
)
def test_words_that_sound_alike_share_a_key(one, other):
    assert set(fuzzy.keys(one)) & set(fuzzy.keys(other))
    assert fuzzy.likeness(one, other) == pytest.approx(fuzzy.SOUNDS_ALIKE)


def test_different_words_are_not_alike_and_numbers_only_themselves():
    assert fuzzy.likeness("sinh", "hon") == 0
    assert fuzzy.likeness("12", "13") == 0
    assert fuzzy.likeness("12", "12") == 1


def test_where_the_tone_mark_stands_does_not_count_but_which_does():
    assert fuzzy.marked("hòa") == fuzzy.marked("hoà")
    assert fuzzy.marked("đổi") != fuzzy.marked("đối")
    assert fuzzy.marked("Đăng ký") == fuzzy.marked("đăng KÝ")
