"""Recognises the letters of scanned pages with Tesseract, where it is installed."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from motcua.checking.reading import programs
from motcua.checking.reading.refusals import Unreadable

RECOGNISED = (
    "Văn bản được nhận dạng từ ảnh quét, chữ số có thể sai: "
    "hãy đối chiếu với bản gốc trước khi kết luận."
)
_SCALE = 300 / 72
_SECONDS = 30
_SECONDS_IN_ALL = 60
_MOST_PIXELS = 30_000_000


def recognise(
    file: pypdfium2.PdfDocument, numbers: Sequence[int], name: str
) -> dict[int, list[str]]:
    """Return the lines of the pages that are pictures, by page number.

    Raises ``Unreadable`` where the whole file is pictures and nothing is here to read them.
    """
    program = programs.find("tesseract")
    if program is None or "vie" not in _languages(program):
        if len(numbers) == len(file):
            raise Unreadable(
                f"Tệp {name} là ảnh quét, không có chữ để đọc. "
                "Hãy gửi bản gốc DOCX, XLSX hoặc PDF xuất từ phần mềm soạn thảo."
            )
        return {}
    found = {}
    until = time.monotonic() + _SECONDS_IN_ALL
    for number in numbers:
        if time.monotonic() > until:
            break
        lines = _lines(program, file[number - 1])
        if lines:
            found[number] = lines
    return found


def nothing_to_read(name: str) -> str:
    """The sentence for a file whose pages are empty or hold letters nobody can know."""
    return f"Tệp {name} không có chữ nào đọc được. Hãy kiểm tra lại tệp hoặc gửi bản DOCX."


def _languages(program: str) -> list[str]:
    return _run([program, "--list-langs"]).split()


def _run(command: list[str]) -> str:
    printed = programs.run(command, seconds=_SECONDS, extra={"OMP_THREAD_LIMIT": "1"})
    return (printed or b"").decode("utf-8", errors="replace")


def _lines(program: str, page: pypdfium2.PdfPage) -> list[str]:
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    picture = _portable(bitmap)
    bitmap.close()
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        path = Path(folder) / "page.pgm"
        path.write_bytes(picture)
        text = _run([program, str(path), "stdout", "-l", "vie", "--psm", "4"])
    return [line.replace("\f", "") for line in text.split("\n")] if text.strip() else []


def _portable(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Return a grey bitmap as a portable graymap."""
    rows = bytes(bitmap.buffer)
    stride, width = bitmap.stride, bitmap.width
    packed = b"".join(rows[at * stride : at * stride + width] for at in range(bitmap.height))
    return b"P5 %d %d 255\n" % (width, bitmap.height) + packed
