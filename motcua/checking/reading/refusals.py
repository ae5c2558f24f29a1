"""Why a file cannot be read."""

import struct
import zipfile
import zlib


class Unreadable(Exception):
    """The file holds no report that can be read; the message is a Vietnamese sentence to show."""


#: What the libraries raise on broken or hostile files, each from its own depth.
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
