"""Makes the files that people send, and those that somebody sends with other intentions."""

import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from motcua.slips import typeset


def _font(size: int) -> ImageFont.FreeTypeFont:
    """The font of our slips, which has every Vietnamese letter."""
    return ImageFont.truetype(typeset.FONTS / "LiberationSerif-Regular.ttf", size)


def pdf(path: Path, *, pages: int = 1, password: str = "") -> Path:
    with pikepdf.new() as book:
        for _ in range(pages):
            book.add_blank_page()
        locked = pikepdf.Encryption(user=password, owner="chu") if password else None
        book.save(path, encryption=locked)
    return path


def picture(path: Path, words: str = "", *, size: tuple[int, int] = (600, 800)) -> Path:
    drawn = Image.new("RGB", size, "white")
    if words:
        font = _font(40)
        ImageDraw.Draw(drawn).multiline_text((60, 80), words, fill="black", font=font, spacing=20)
    drawn.save(path, dpi=(300, 300))
    return path


def scan(path: Path, pages: list[str], *, dots: tuple[int, int] = (1240, 1754)) -> Path:
    """A PDF of pictures only, as scanners make them, 150 dots per inch unless told otherwise."""
    drawn = []
    for words in pages:
        page = Image.new("L", dots, 255)
        font = _font(dots[0] // 30)
        ImageDraw.Draw(page).multiline_text((dots[0] // 10, dots[1] // 10), words, 0, font=font)
        drawn.append(page)
    drawn[0].save(path, save_all=True, append_images=drawn[1:], resolution=dots[0] / 8.27)
    return path


def program(path: Path) -> Path:
    path.write_bytes(b"MZ" + bytes(4000))
    return path


def content(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def archive(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("giay-to.txt", "x")
    return path


def office_bomb(path: Path, *, megabytes: int = 600) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "x")
        with parts.open("word/document.xml", "w") as part:
            for _ in range(megabytes):
                part.write(bytes(1 << 20))
    return path


def picture_bomb(path: Path, *, side: int = 60_000) -> Path:
    """A few kilobytes that say they are a picture of thousands of millions of dots."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def pdf_bomb(path: Path, *, megabytes: int = 3000) -> Path:
    """A small PDF whose list of objects unpacks to thousands of megabytes."""
    squeeze = zlib.compressobj(9)
    packed = b"".join(squeeze.compress(bytes(1 << 20)) for _ in range(megabytes)) + squeeze.flush()
    head = b"%PDF-1.5\n"
    body = (
        b"1 0 obj\n<</Type/XRef/W[1 4 2]/Size 3/Root 2 0 R/Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>\nstream\n"
    )
    end = f"\nendstream\nendobj\nstartxref\n{len(head)}\n%%EOF\n".encode()
    path.write_bytes(head + body + packed + end)
    return path
