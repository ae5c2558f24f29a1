"""Opens a file of any kind a report comes in."""

from pathlib import Path

from motcua.checking.document import Document
from motcua.checking.reading import archives, bounds, decoding, office, pages, texts, word, workbook
from motcua.checking.reading.refusals import Unreadable

_MOST_BYTES = 60_000_000
_HEAD = 1024
_MOST_LETTERS = 5_000_000
_SEPARATED = (".csv",)


def read(source: Path | str | bytes, name: str = "") -> Document:
    """Return the report in a file, or in its bytes with the name it was given under.

    Raises ``Unreadable`` with a Vietnamese sentence that says what to do.
    """
    if isinstance(source, bytes):
        return bounds.held(_of(source, name), name)
    path = Path(source)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Unreadable(_too_large(path.name))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(f"Không tìm thấy tệp {path.name}. Hãy kiểm tra lại đường dẫn.") from error
    except OSError as error:
        raise Unreadable(
            f"Không mở được tệp {path.name}. Hãy kiểm tra quyền đọc và chọn lại tệp."
        ) from error
    return bounds.held(_of(content, name or path.name), name or path.name)


def _too_large(name: str) -> str:
    return f"Tệp {name} lớn hơn 60 MB. Hãy gửi riêng phần báo cáo, không kèm ảnh và phụ lục quét."


def _of(content: bytes, name: str) -> Document:
    if len(content) > _MOST_BYTES:
        raise Unreadable(_too_large(name))
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(f"Tệp {name} không có nội dung. Hãy chọn lại tệp báo cáo.")
    if archives.is_archive(content):
        return _of_archive(content, name)
    if content[:_HEAD].lstrip().startswith(b"%PDF-"):
        return pages.read(content, name)
    if office.wanted(content):
        return _of_office(content, name)
    text = decoding.decode(content, name)
    if len(text) > _MOST_LETTERS:
        raise Unreadable(archives.too_large(name))
    bounds.hold_text(text, name)
    if Path(name).suffix.lower() in _SEPARATED:
        return texts.read_separated(text, name)
    return texts.read(text, name)


def _of_archive(content: bytes, name: str) -> Document:
    parts = archives.Archive(content, name).names()
    if "word/document.xml" in parts:
        return word.read(content, name)
    if "xl/workbook.xml" in parts:
        return workbook.read(content, name)
    if "mimetype" in parts and "content.xml" in parts:
        return _of_office(content, name)
    raise Unreadable(
        f"Tệp {name} là tệp nén hoặc loại tệp chưa đọc được. "
        "Hãy giải nén và gửi báo cáo ở dạng DOCX, XLSX, PDF hoặc văn bản."
    )


def _of_office(content: bytes, name: str) -> Document:
    converted, sheets = office.converted(content, name)
    return workbook.read(converted, name) if sheets else word.read(converted, name)
