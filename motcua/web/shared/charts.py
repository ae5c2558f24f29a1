"""Horizontal stacked bars as plain SVG: they print, need no script, and stand beside their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.web.shared import wording

WIDTH = 560
LEFT = 150
RIGHT = 52
THICKNESS = 22
STEP = 34
LETTERS = 23
_DIGIT = 8

#: Told apart without colour vision, and each ≥ 4.5:1 under white figures.
EARLY = "#0a6149"
ON_TIME = "#2e6da4"
LATE = "#a51349"
NEAR = "#8f5b00"
PENDING = "#6b635c"
WAITING = "#3a4691"
ACCENT = "#8e1b16"


@dataclass(frozen=True)
class Series:
    """One kind of part and its colour."""

    name: str
    colour: str


@dataclass(frozen=True)
class Part:
    """One drawn part of a bar; ``inside`` tells whether its figure fits in it."""

    name: str
    colour: str
    value: int
    x: float
    width: float
    inside: bool

    @property
    def middle(self) -> float:
        """Return where the figure is centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Bar:
    """One drawn bar, its name and its total."""

    name: str
    total: int
    y: float
    end: float
    parts: tuple[Part, ...]

    @property
    def text_y(self) -> float:
        """Return the base line of the name."""
        return self.y + THICKNESS / 2 + 4

    @property
    def inside_y(self) -> float:
        """Return the base line of the figures."""
        return self.text_y


@dataclass(frozen=True)
class Chart:
    """A whole picture, ready for ``shared/parts/chart.html``."""

    title: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    left: int = LEFT
    thickness: int = THICKNESS

    @property
    def height(self) -> int:
        """Return the height of the picture."""
        return max(1, len(self.bars)) * STEP


def stacked(
    *, title: str, series: Sequence[Series], rows: Sequence[tuple[str, Sequence[int]]]
) -> Chart:
    """Draw one bar per row, its values in the order of ``series``, all on one scale from zero."""
    longest = max((sum(values) for _, values in rows), default=0) or 1
    scale = (WIDTH - LEFT - RIGHT) / longest
    bars = tuple(
        _bar(name=name, values=values, series=series, scale=scale, y=index * STEP + 6)
        for index, (name, values) in enumerate(rows)
    )
    return Chart(title=title, series=tuple(series), bars=bars)


def _bar(
    *, name: str, values: Sequence[int], series: Sequence[Series], scale: float, y: float
) -> Bar:
    parts: list[Part] = []
    x = float(LEFT)
    for kind, value in zip(series, values, strict=True):
        width = round(value * scale, 1)
        fits = width > _DIGIT * (len(wording.number(value)) + 1)
        if value:
            parts.append(Part(kind.name, kind.colour, value, round(x, 1), width, fits))
        x += width
    short = name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
    return Bar(short, sum(values), y, round(x + 6, 1), tuple(parts))
