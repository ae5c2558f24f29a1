"""A program: prints every page of a file as JPEG, in JSON. Run by ``inspection.pictures`` alone."""

import base64
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from motcua.documents.inspection import contents, limits

#: As offices scan letters; a larger sheet is drawn smaller, to as many dots as A3 has.
_DOTS_PER_INCH, _MOST_DOTS = 200, 3400
_POINTS_PER_INCH = 72
_QUALITY = 85
_MOST_SECONDS = 1200


def main() -> None:
    """Draw one page after the other."""
    limits.hold(processor_seconds=_MOST_SECONDS)
    Image.MAX_IMAGE_PIXELS = contents.MOST_DOTS
    path = Path(sys.argv[1])
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    pages = [_told(one) for one in (_of_pdf(path) if is_pdf else _of_picture(path))]
    sys.stdout.write(json.dumps({"pages": pages}))


def _of_pdf(path: Path) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(path) as book:
        for page in book:
            longest = max(page.get_size()) / _POINTS_PER_INCH
            dots = min(_DOTS_PER_INCH, _MOST_DOTS / longest)
            yield page.render(scale=dots / _POINTS_PER_INCH).to_pil()
            page.close()


def _of_picture(path: Path) -> Iterator[Image.Image]:
    with Image.open(path, formats=["JPEG", "PNG", "TIFF"]) as picture:
        for frame in range(getattr(picture, "n_frames", 1)):
            picture.seek(frame)
            shown = picture.convert("RGBA")
            paper = Image.new("RGBA", shown.size, "white")
            paper.alpha_composite(shown)
            paper.thumbnail((_MOST_DOTS, _MOST_DOTS))
            yield paper


def _told(page: Image.Image) -> dict[str, object]:
    out = io.BytesIO()
    page.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return {
        "width": page.width,
        "height": page.height,
        "jpeg": base64.b64encode(out.getvalue()).decode("ascii"),
    }


if __name__ == "__main__":
    main()
