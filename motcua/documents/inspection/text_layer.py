"""A program: prints the words a PDF shows, as JSON. Run by ``inspection.words`` alone."""

import json
import sys

import pypdfium2

from motcua.documents.inspection import limits

#: A book of a thousand full pages; what comes after is not searched.
MOST_LETTERS = 4_000_000


def main() -> None:
    """Read page after page until enough is read."""
    limits.hold()
    pages: list[str] = []
    letters = 0
    with pypdfium2.PdfDocument(sys.argv[1]) as book:
        for page in book:
            said = page.get_textpage().get_text_bounded()
            pages.append(said)
            letters += len(said)
            if letters > MOST_LETTERS:
                break
    sys.stdout.write(json.dumps({"words": "\n".join(pages)}))


if __name__ == "__main__":
    main()
