# ruff: noqa: INP001 - a script, no package
"""Write docs/seeds-coverage.md: every figure of five published reports, and the cells it would stand in.

The figures are in seeds_figures.yaml, the cells in the definitions of the forms; run
``python docs/generate_seeds_coverage.py`` after changing either.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from motcua.reporting import definitions
from motcua.rules.definitions import Cell

DOCS = Path(__file__).parent
FIGURES = DOCS / "seeds_figures.yaml"
TARGET = DOCS / "seeds-coverage.md"
NONE = "không có ô"
_HEAD = """# Số liệu của năm báo cáo thật và ô của biểu

Mỗi số liệu về hồ sơ, thủ tục hành chính, phản ánh kiến nghị, thanh toán và số hóa của năm báo cáo đã công bố
(000 đến 004), và ô của biểu nào sẽ mang số đó; số không có ô thì ghi vì sao. Ô và nguồn lấy từ định nghĩa biểu
trong `motcua/reporting/definitions`. Tệp này được sinh ra bằng `python docs/generate_seeds_coverage.py`.
"""
_TABLE = "\n| số liệu | trong báo cáo | ô | tên ô | nguồn |\n|---|---|---|---|---|\n"


class Figure(NamedTuple):
    """A figure of a report: its name, as it is printed, and where it would stand."""

    name: str
    printed: str
    places: str

    @property
    def cells(self) -> list[tuple[str, Cell]]:
        """The cells it would stand in, each with its form. Raise KeyError where there is no such cell."""
        if self.places.startswith(NONE):
            return []
        told = [place.split(":") for place in self.places.split()]
        return [(form, _forms()[form].by_code[code]) for form, code in told]


def _forms() -> dict[str, definitions.Definition]:
    return {one.code: one for one in definitions.every()}


def figures() -> dict[str, list[Figure]]:
    """Every figure by its report."""
    told = yaml.safe_load(FIGURES.read_text(encoding="utf-8"))
    return {seed: [Figure(*row) for row in rows] for seed, rows in told.items()}


def _row(figure: Figure) -> str:
    cells = figure.cells
    if not cells:
        return f"| {figure.name} | {figure.printed} | – | {figure.places} | – |\n"
    places = "; ".join(f"{form} ({cell.code})" for form, cell in cells)
    names = "; ".join(cell.label for _form, cell in cells)
    sources = "; ".join(dict.fromkeys(cell.source.value for _form, cell in cells))
    return f"| {figure.name} | {figure.printed} | {places} | {names} | {sources} |\n"


def _parts() -> Iterator[str]:
    yield _HEAD
    for seed, rows in figures().items():
        without = sum(1 for figure in rows if not figure.cells)
        yield f"\n## {seed}\n\n{len(rows)} số liệu, {without} không có ô riêng.\n"
        yield _TABLE
        yield from map(_row, rows)


def render() -> str:
    """Return the whole text of docs/seeds-coverage.md."""
    return "".join(_parts())


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
