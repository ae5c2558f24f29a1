"""Where a signature is seen on the page: places in points, measured from the lower left corner.

The decree on records wants the seal of the agency over the left third of the signature it confirms, and the
agency's words in the upper right corner of the first page where they stand alone.

Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: medium; every place can be given instead).
"""

from dataclasses import dataclass

_MILLIMETRE = 72 / 25.4
#: The seal of an agency is 36 mm wide on paper.
SEAL = 36 * _MILLIMETRE
#: Words that stand alone in the corner: so wide and high, so far from the edges.
CORNER_WIDTH, CORNER_HEIGHT = 70 * _MILLIMETRE, 15 * _MILLIMETRE
CORNER_EDGE = 6 * _MILLIMETRE
_COVERED = 1 / 3
#: The words of a person's signature, above the name.
SIGNATURE_WIDTH, SIGNATURE_HEIGHT = 58 * _MILLIMETRE, 14 * _MILLIMETRE
_ABOVE = 2 * _MILLIMETRE
#: Where nothing tells the place: the lower right of the last page, inside its margins.
_MARGIN_RIGHT, _MARGIN_BOTTOM = 20 * _MILLIMETRE, 22 * _MILLIMETRE


class NoSuchPlace(ValueError):
    """A place without width or height."""


@dataclass(frozen=True)
class Place:
    """A rectangle on a page; pages count from 0, and from the end below it (-1 is the last)."""

    page: int
    left: float
    bottom: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Refuse what nobody could see."""
        if self.width <= 0 or self.height <= 0:
            raise NoSuchPlace(self)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.left + self.width, self.bottom + self.height


def above(name: tuple[float, float, float, float], *, page: int, page_width: float) -> Place:
    """The words of a signature above the signer's name (left, bottom, right, top), on the paper's width."""
    left = (name[0] + name[2] - SIGNATURE_WIDTH) / 2
    return Place(
        page=page,
        left=min(max(left, 0), page_width - SIGNATURE_WIDTH),
        bottom=name[3] + _ABOVE,
        width=SIGNATURE_WIDTH,
        height=SIGNATURE_HEIGHT,
    )


def at_the_end(*, page_width: float) -> Place:
    """The lower right of the last page."""
    return Place(
        page=-1,
        left=page_width - _MARGIN_RIGHT - SIGNATURE_WIDTH,
        bottom=_MARGIN_BOTTOM,
        width=SIGNATURE_WIDTH,
        height=SIGNATURE_HEIGHT,
    )


def seal_over(signature: Place, *, size: float = SEAL) -> Place:
    """The seal beside ``signature``: it covers the left third of it, at the same height."""
    return Place(
        page=signature.page,
        left=signature.left + signature.width * _COVERED - size,
        bottom=signature.bottom + (signature.height - size) / 2,
        width=size,
        height=size,
    )


def corner(*, page_width: float, page_height: float) -> Place:
    """The upper right corner of the first page."""
    return Place(
        page=0,
        left=page_width - CORNER_EDGE - CORNER_WIDTH,
        bottom=page_height - CORNER_EDGE - CORNER_HEIGHT,
        width=CORNER_WIDTH,
        height=CORNER_HEIGHT,
    )
