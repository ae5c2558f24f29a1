"""The measure of the checker: reports with truth, the project's own and those beside it."""

import pytest

from tests.checking import score

OWN = sorted(score.OWN.glob("*.json"))
PRACTICE = sorted((score.SEEDS / "practice").glob("*.json"))
_LISTED = 0.9


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_every_certain_error_of_our_reports_is_found_and_none_is_invented(path):
    result = score.score(*score.practice(path))

    assert (result.errors_found, result.as_error) == (result.errors, result.errors)
    assert result.invented == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_nearly_every_identity_that_holds_in_our_reports_is_checked(path):
    result = score.score(*score.practice(path))

    assert result.listed >= _LISTED * result.held


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_the_practice_reports_are_understood(path):
    result = score.score(*score.practice(path))

    assert (result.errors_found, result.as_error) == (result.errors, result.errors)
    assert result.invented == []
    assert result.listed >= _LISTED * result.held


@pytest.mark.skipif(
    not (score.SEEDS / "truth.json").exists(), reason="không có ../shared/seeds bên cạnh dự án"
)
def test_the_published_reports_are_understood():
    results = [score.score(*each) for each in score.seeds(score.SEEDS / "truth.json")]

    assert [result.missed for result in results if result.errors_found < result.errors] == []
    assert [result.invented for result in results] == [[] for _ in results]
    held = sum(result.held for result in results)
    assert sum(result.listed for result in results) >= _LISTED * held


@pytest.mark.skipif(bool(PRACTICE), reason="các báo cáo mẫu có ở bên cạnh dự án")
def test_without_the_practice_reports_the_score_says_so(capsys):
    score.main([])

    assert "Không có báo cáo mẫu" in capsys.readouterr().out


def test_the_table_shows_every_report_with_its_score():
    table = score.table([score.score(*score.practice(OWN[0]))])

    assert OWN[0].stem in table
    assert "errors" in table
