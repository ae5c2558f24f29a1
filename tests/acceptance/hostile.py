"""A thousand files nobody should be able to hurt the checker with: broken, locked, swollen, mislabelled."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

import docx
from openpyxl import Workbook

from tests.checking.generator import cases

Maker = Callable[[Random], tuple[str, bytes]]
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def files(folder: Path, count: int, makers: Sequence[Maker]) -> Iterator[Path]:
    """Write that many files, every kind in turn, and give their paths."""
    for number in range(count):
        rng = Random(f"hostile/{number}")
        make = makers[number % len(makers)]
        ending, content = make(rng)
        path = folder / f"{number:04d}-{make.__name__}{ending}"
        path.write_bytes(content)
        yield path


def a_docx() -> bytes:
    stream = io.BytesIO()
    paper = docx.Document()
    for line in cases.clean("levels", 3).printed.text.split("\n"):
        paper.add_paragraph(line)
    paper.save(stream)
    return stream.getvalue()


def an_xlsx() -> bytes:
    stream = io.BytesIO()
    book = Workbook()
    for line in cases.clean("forms", 3).printed.text.split("\n"):
        book.active.append(line.split("\t"))
    book.save(stream)
    return stream.getvalue()


_DOCX, _XLSX = a_docx(), an_xlsx()


def cut_docx(rng: Random) -> tuple[str, bytes]:
    return ".docx", _DOCX[: rng.randint(30, len(_DOCX) - 200)]


def cut_xlsx(rng: Random) -> tuple[str, bytes]:
    return ".xlsx", _XLSX[: rng.randint(30, len(_XLSX) - 200)]


def noise(rng: Random) -> tuple[str, bytes]:
    ending = rng.choice((".docx", ".xlsx", ".pdf", ".doc", ".xls", ".txt", ".md"))
    return ending, rng.randbytes(rng.randint(400, 60_000))


def empty(rng: Random) -> tuple[str, bytes]:
    filler = rng.choice((b"", b"\0" * 5000, b" \r\n" * 900, b"\xef\xbb\xbf"))
    return rng.choice((".docx", ".txt", ".pdf", ".xlsx")), filler


def picture(rng: Random) -> tuple[str, bytes]:
    head = rng.choice((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF", b"GIF89a"))
    return rng.choice((".docx", ".pdf", ".png", ".xlsx")), head + rng.randbytes(5000)


def program(rng: Random) -> tuple[str, bytes]:
    head = rng.choice((b"MZ\x90\0", b"\x7fELF\x02\x01\x01\0"))
    return rng.choice((".exe", ".docx", ".pdf")), head + rng.randbytes(20_000)


def bomb(rng: Random) -> tuple[str, bytes]:
    """A small archive whose document is hundreds of megabytes of the same letter."""
    name, ending = rng.choice((("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx")))
    return ending, _swollen(name, 400 * 1024**2)


@cache
def _swollen(name: str, size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w", force_zip64=True) as part:
            part.write(b"<a>")
            for _block in range(size // 1024**2):
                part.write(b" " * 1024**2)
    return stream.getvalue()


def laughs(rng: Random) -> tuple[str, bytes]:
    """A DOCX whose only words are entities that grow tenfold nine times."""
    depth = rng.randint(8, 10)
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(depth))
    kind = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>'
    return ".docx", _with_body(f"<w:p><w:r><w:t>&a{depth};</w:t></w:r></w:p>", kind)


def deep(rng: Random) -> tuple[str, bytes]:
    """A DOCX of tables inside tables, deeper than any stack."""
    depth = rng.randint(3_000, 20_000)
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return ".docx", _with_body(opening * depth + closing * depth)


def _with_body(body: str, kind: str = "") -> bytes:
    """The good DOCX with another body."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_DOCX)) as good, zipfile.ZipFile(stream, "w", 8) as bad:
        for name in good.namelist():
            is_body = name == "word/document.xml"
            bad.writestr(name, f'<?xml version="1.0"?>{kind}{xml}' if is_body else good.read(name))
    return stream.getvalue()


def _archive(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def other_archive(rng: Random) -> tuple[str, bytes]:
    parts = {f"ảnh/{rng.randint(1, 99)}.txt": "xin chào" * 50}
    return rng.choice((".zip", ".docx", ".xlsx")), _archive(parts)


def locked_office(rng: Random) -> tuple[str, bytes]:
    """What Word and Excel write when a password is asked for: no archive, but the old container."""
    stream = "EncryptedPackage".encode("utf-16-le") if rng.random() < 0.9 else b""
    return rng.choice((".docx", ".xlsx")), _OLE + rng.randbytes(900) + stream + rng.randbytes(900)


def cut_pdf(rng: Random) -> tuple[str, bytes]:
    whole = _pdf(rng, b"BT /F1 12 Tf 72 700 Td (x) Tj ET")
    return ".pdf", whole[: rng.randint(9, len(whole) // 2)]


def locked_pdf(rng: Random) -> tuple[str, bytes]:
    whole = _pdf(rng, b"BT ET")
    lock = (
        b"trailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">>>/ID[<00><00>]>>"
    )
    return ".pdf", whole.replace(b"trailer<</Root 1 0 R>>", lock)


def swollen_pdf(rng: Random) -> tuple[str, bytes]:
    """A page whose drawing is small on disk and hundreds of megabytes of blanks when opened."""
    return ".pdf", _pdf(rng, _blanks(200 * 1024**2), b"/Filter/FlateDecode")


@cache
def _blanks(size: int) -> bytes:
    return zlib.compress(b" " * size, 9)


def picture_pdf(rng: Random) -> tuple[str, bytes]:
    """A page with nothing on it that could be read."""
    return ".pdf", _pdf(rng, b"0 0 300 300 re f")


def _pdf(rng: Random, drawing: bytes, filtered: bytes = b"") -> bytes:
    size = rng.randint(200, 900)
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<<%s/Length %d>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF\n"
    ) % (size, size, filtered, len(drawing), drawing)


def far_cell(_rng: Random) -> tuple[str, bytes]:
    """A workbook with one word in its very last cell."""
    stream = io.BytesIO()
    book = Workbook()
    book.active.cell(1_048_576, 16_384, "412 TTHC")
    book.save(stream)
    return ".xlsx", stream.getvalue()


def long_line(rng: Random) -> tuple[str, bytes]:
    """A report in one line, without a full stop."""
    words = " ".join(f"hồ sơ {rng.randint(0, 9999)}" for _word in range(200_000))
    return ".txt", words.encode()


def brackets(rng: Random) -> tuple[str, bytes]:
    """Openings that never close, and marks without end."""
    piece = rng.choice(("(", "“(", "**", "1.1.1.", "| ", "\t", "trong đó: ", "<sup>"))
    return rng.choice((".md", ".txt")), (piece * 60_000 + " 12").encode()


def many_rows(rng: Random) -> tuple[str, bytes]:
    """A table of a hundred thousand rows."""
    row = "\t".join(str(rng.randint(0, 999)) for _cell in range(13))
    return ".tsv", "\n".join([row] * 100_000).encode()


def many_words(rng: Random) -> tuple[str, bytes]:
    """Twenty thousand sentences that each claim a sum."""
    claim = "Tổng số 412 TTHC, trong đó cấp huyện {} TTHC, cấp xã 144 TTHC."
    return ".txt", "\n".join(claim.format(rng.randint(1, 999)) for _n in range(20_000)).encode()


#: Files that can be read, but only by who is careful with time and memory.
HEAVY: tuple[Maker, ...] = (far_cell, long_line, brackets, many_rows, many_words)

#: Files in which there is nothing to be read, whoever tries.
MAKERS: tuple[Maker, ...] = (
    cut_docx,
    cut_xlsx,
    noise,
    empty,
    picture,
    program,
    laughs,
    deep,
    other_archive,
    locked_office,
    cut_pdf,
    locked_pdf,
    picture_pdf,
    cut_docx,
    noise,
    cut_xlsx,
    cut_pdf,
    bomb,
    swollen_pdf,
    program,
)
