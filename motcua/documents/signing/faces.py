"""The picture of a signature or a seal as a page to be shown: one ink on nothing, as the decree wants it.

The ink is painted through a stencil. So the paper under it stays visible where a seal covers a signature,
and the file stays archivable: PDF/A-1 knows no half-transparent pictures.

Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I: chữ ký màu xanh, dấu màu đỏ, nền trong suốt (certainty: medium).
"""

import zlib
from enum import Enum
from functools import reduce
from io import BytesIO

from PIL import Image, ImageChops, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

#: A signature on paper, enlarged, is still far smaller.
MOST_PIXELS = 4_000_000
_KINDS = ("PNG",)
#: Darker than this on paper, or more opaque than this on nothing, is ink.
_HALF = 128
_NAME = generic.pdf_name


class NotAPicture(ValueError):
    """The file is no PNG of a reasonable size."""


class Ink(Enum):
    """Red, green and blue of the ink, from 0 to 1."""

    PERSON = (0.0, 0.2, 0.65)
    AGENCY = (0.86, 0.08, 0.08)


def picture(png: bytes, *, ink: Ink) -> bytes:
    """A PDF of one page: what is inked in ``png``, in ``ink``, on nothing. Raise NotAPicture."""
    stencil = _stencil(png)
    width, height = stencil.size
    writer = PdfFileWriter(stream_xrefs=False)
    drawn = writer.add_object(
        _stream(
            stencil.tobytes(),
            {
                "/Type": _NAME("/XObject"),
                "/Subtype": _NAME("/Image"),
                "/ImageMask": generic.BooleanObject(value=True),
                "/BitsPerComponent": generic.NumberObject(1),
                "/Width": generic.NumberObject(width),
                "/Height": generic.NumberObject(height),
            },
        )
    )
    red, green, blue = ink.value
    orders = f"q {red} {green} {blue} rg {width} 0 0 {height} 0 0 cm /Ink Do Q"
    named = generic.DictionaryObject({_NAME("/Ink"): drawn})
    writer.insert_page(
        PageObject(
            contents=writer.add_object(_stream(orders.encode(), {})),
            media_box=(0, 0, width, height),
            resources=generic.DictionaryObject({_NAME("/XObject"): named}),
        )
    )
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _stencil(png: bytes) -> Image.Image:
    """One bit a pixel, 0 where ink is: what a stencil lets through."""
    try:
        with Image.open(BytesIO(png), formats=_KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture
            seen = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as fault:
        raise NotAPicture from fault
    on_paper = Image.new("RGBA", seen.size, "white")
    on_paper.alpha_composite(seen)
    # The red of a seal is bright: the darkest of the three colours tells ink from paper.
    darkest = reduce(ImageChops.darker, on_paper.convert("RGB").split())
    return darkest.point(lambda light: 255 if light >= _HALF else 0, mode="1")


def _stream(content: bytes, told: dict[str, generic.PdfObject]) -> generic.StreamObject:
    stream = generic.StreamObject(
        {_NAME(name): value for name, value in told.items()},
        encoded_data=zlib.compress(content),
    )
    stream[_NAME("/Filter")] = _NAME("/FlateDecode")
    return stream
