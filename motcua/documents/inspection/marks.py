"""A program: prints which QR marks stand on each page of a PDF, as JSON. Run by ``inspection.marks`` alone."""

import json
import sys

import pypdfium2
import zxingcpp

from motcua.documents.inspection import limits

#: Enough for a QR of two centimetres, and quick.
_DOTS_PER_INCH = 120
_POINTS_PER_INCH = 72
_MOST_SECONDS = 1200


def main() -> None:
    """Look at one page after the other."""
    limits.hold(processor_seconds=_MOST_SECONDS)
    pages: list[list[str]] = []
    with pypdfium2.PdfDocument(sys.argv[1]) as book:
        for page in book:
            drawn = page.render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH, grayscale=True)
            found = zxingcpp.read_barcodes(
                drawn.to_pil(), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
            pages.append([code.text for code in found])
            page.close()
    sys.stdout.write(json.dumps({"pages": pages}))


if __name__ == "__main__":
    main()
