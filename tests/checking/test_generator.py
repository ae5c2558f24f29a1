"""The measuring stick is measured: honest reports agree with themselves, and each slip shows."""

import pytest

from tests.checking.generator import cases, claims, held_out, layouts, slips


@pytest.mark.parametrize("layout", cases.LAYOUTS)
def test_a_report_without_a_slip_agrees_with_itself(layout: str) -> None:
    for seed in range(12):
        writer, printed = cases._compose(layout, f"{layout}/{seed}", {})
        assert claims.broken(writer) == []
        assert printed.content


@pytest.mark.parametrize("kind", slips.KINDS)
def test_every_kind_of_slip_can_be_planted_and_shows(kind: str) -> None:
    planted = 0
    for layout in cases.LAYOUTS:
        try:
            case = cases.planted(layout, kind, 7)
        except cases.NothingToSlipOn:
            continue
        planted += 1
        assert case.words
        assert case.touched or layout == "word"
    assert planted


def test_the_held_out_layouts_share_no_sentence_with_the_open_ones() -> None:
    def sentences(names: tuple[str, ...]) -> set[str]:
        texts = [cases.clean(name, seed).printed.text for name in names for seed in range(8)]
        lines = {line.strip() for text in texts for line in text.split("\n")}
        return {line for line in lines if len(line) > 24 and not any(c.isdigit() for c in line)}

    opened = tuple(name for name in layouts.OPEN if name != "word")
    assert sentences(opened) & sentences(tuple(held_out.HELD_OUT)) == set()
