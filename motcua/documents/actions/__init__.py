"""Taking files in, making papers of them, and reading what stands on them."""

from motcua.documents.actions.certificates import register_certificate
from motcua.documents.actions.delivering import MARK, RESULT_MARK, Piece
from motcua.documents.actions.reading import read_file, read_missed
from motcua.documents.actions.taking import (
    Stored,
    keep_file,
    keep_paper,
    put_together,
    store_file,
    store_made,
    take_paper,
    use_again,
)

__all__ = [
    "MARK",
    "RESULT_MARK",
    "Piece",
    "Stored",
    "keep_file",
    "keep_paper",
    "put_together",
    "read_file",
    "read_missed",
    "register_certificate",
    "store_file",
    "store_made",
    "take_paper",
    "use_again",
]
