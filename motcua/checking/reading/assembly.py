"""Sets tables among the paragraphs of a report."""

from collections.abc import Sequence

from motcua.checking.document import Block, Table
from motcua.checking.reading import tables
from motcua.checking.reading.tables import Row

_CAPTION_LINES = 4
_CAPTION_WIDTH = 300


def add_table(blocks: list[Block], rows: Sequence[Row]) -> None:
    """Add the table of the rows, or let it continue the one right before it."""
    table = tables.build(rows, caption_of(blocks))
    if table is None:
        return
    last = blocks[-1] if blocks else None
    whole = tables.continued(last, table) if isinstance(last, Table) else None
    if whole is None:
        blocks.append(table)
    else:
        blocks[-1] = whole


def caption_of(blocks: Sequence[Block]) -> str:
    """Return the words right above a table that is about to begin."""
    words: list[str] = []
    for block in reversed(blocks[-_CAPTION_LINES:]):
        if isinstance(block, Table) or len(block.text) > _CAPTION_WIDTH:
            break
        words.insert(0, block.text)
        if block.text.endswith((".", ";")):
            break
    return " ".join(words)
