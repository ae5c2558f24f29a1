"""English and Khmer: every text of the portal is there, whole, and compiled as it is written."""

import pytest

from motcua.web.portal import life_events
from tests.web import catalogues

LANGUAGES = {"en": 2, "km": 1}
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_every_text_of_the_portal_is_translated(language):
    written = catalogues.written(language)
    asked = catalogues.asked()
    assert len(asked) > 300, "the search finds what it looks for"
    assert sorted(text for text in asked if not written.get((text, 0))) == []


def test_no_translation_is_left_over_or_empty(language):
    written = catalogues.written(language)
    assert sorted({text for text, _form in written} - catalogues.asked()) == []
    assert [key for key, text in written.items() if not text.strip()] == []


def test_every_place_to_fill_in_is_there(language):
    # Of several forms a language may leave the number out of the first ("one thing to correct").
    last = LANGUAGES[language] - 1
    wrong = [
        text
        for (text, form), told in catalogues.written(language).items()
        if form in {0, last} and not catalogues.placeholders(told) >= catalogues.placeholders(text)
    ]
    assert wrong == []


def test_no_translation_fills_in_what_nobody_gives(language):
    given = {"Có một chỗ cần sửa": {("number", "s")}}
    wrong = [
        text
        for (text, _form), told in catalogues.written(language).items()
        if catalogues.placeholders(told) - catalogues.placeholders(text) - given.get(text, set())
    ]
    assert wrong == []


def test_spaces_around_a_text_stay(language):
    for (text, _form), told in catalogues.written(language).items():
        assert text.startswith(" ") == told.startswith(" ")
        assert text.endswith(" ") == told.endswith(" ")


def test_what_is_compiled_is_what_is_written(language):
    assert catalogues.compiled(language) == catalogues.written(language)


def test_nothing_is_left_in_vietnamese(language):
    told = catalogues.written(language)
    assert [text for (text, _form), words in told.items() if words == text] == [
        *(["d/m/Y"] if language == "km" else []),
        *(["%(weekday)s, %(day)s"] if language == "en" else []),
    ]


def test_the_moments_of_life_that_ship_are_translated(language):
    written = catalogues.written(language)
    assert all((text, 0) in written for text in life_events.SHIPPED)
