"""The kinds of files taken as papers, told by their content; the name of a file decides nothing."""

from enum import StrEnum


class Kind(StrEnum):
    """A media type we take, keep and hand out again."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


#: Without the dot.
SUFFIX = {
    Kind.PDF: "pdf",
    Kind.JPEG: "jpg",
    Kind.PNG: "png",
    Kind.TIFF: "tif",
    Kind.DOCX: "docx",
    Kind.XLSX: "xlsx",
}
PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF})
#: Of these a searchable copy is made.
READABLE = PICTURES | {Kind.PDF}
#: What a browser shows by itself; everything else is saved.
SHOWN_INLINE = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG})
#: For the ``accept`` of a file field.
ACCEPTED = ",".join(f".{suffix}" for suffix in (*SUFFIX.values(), "jpeg", "tiff"))


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    ARCHIVE = "archive"
    PROGRAM = "program"
    LOCKED = "locked"
    BROKEN = "broken"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    PICTURE_TOO_LARGE = "picture_too_large"
    TOO_MANY_PAGES = "too_many_pages"
    MACROS = "macros"
    INFECTED = "infected"
    NOT_LOOKED_THROUGH = "not_looked_through"
    NOT_STORED = "not_stored"
    PAGES_DIFFER = "pages_differ"
