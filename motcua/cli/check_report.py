"""Rà soát số liệu của báo cáo do người khác lập: chỉ ra những con số không thể đúng.

Đọc văn bản thuần, Markdown, DOCX, PDF có chữ, XLSX, bảng cách nhau bằng tab. Không cần máy chủ.
Mã thoát: 0 không có chỗ sai chắc chắn, 1 có chỗ sai chắc chắn, 2 có tệp không đọc được.

Ví dụ: motcua check-report bao-cao.docx --note de-nghi.docx --docx bao-cao-ghi-chu.docx
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from motcua.checking import check, reading
from motcua.checking.document import Document
from motcua.checking.findings import Checked
from motcua.checking.showing import commented, machine, note, page, terminal, web_page, words
from motcua.cli import Stop

_ERRORS, _UNREADABLE = 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Which reports, compared with which, told how and written where."""
    parser.add_argument("files", metavar="tệp", nargs="+", type=Path, help="báo cáo cần rà soát")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="TỆP",
        help="báo cáo kỳ trước hoặc biểu của đơn vị, để đối chiếu",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="dạng kết quả in ra"
    )
    parser.add_argument(
        "--note", type=Path, metavar="TỆP.docx", help="ghi văn bản đề nghị đơn vị kiểm tra lại"
    )
    parser.add_argument("--sender", default="", help="cơ quan gửi văn bản đề nghị")
    parser.add_argument("--recipient", default="", help="đơn vị nhận văn bản đề nghị")
    parser.add_argument(
        "--docx", type=Path, metavar="TỆP.docx", help="ghi bản báo cáo có ghi chú tại chỗ sai"
    )
    parser.add_argument(
        "--html", type=Path, metavar="TỆP.html", help="ghi trang xem bằng trình duyệt"
    )


def run(args: argparse.Namespace) -> int:
    """Read, check, tell, and write what was asked for."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Where the terminal's own letters are not Vietnamese, a file still gets Vietnamese.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if args.docx and len(args.files) > 1:
        raise Stop("--docx dùng cho một báo cáo. Hãy chạy riêng từng tệp.", _UNREADABLE)
    against = _read(args.against) if args.against else None
    documents = _readable(args.files)
    results = _checked(documents, against)
    if results:
        _tell(documents, results, args.format)
        _write(args, documents, results)
    if len(documents) < len(args.files):
        return _UNREADABLE
    return _ERRORS if any(checked.has_errors for checked in results) else 0


def _readable(files: Sequence[Path]) -> list[Document]:
    """Read what can be read; say of each other file why not, and go on."""
    documents = []
    for path in files:
        try:
            documents.append(_read(path))
        except Stop as stop:
            sys.stderr.write(f"{stop}\n")
    return documents


def _read(path: Path) -> Document:
    try:
        return reading.read(path)
    except reading.Unreadable as bad:
        raise Stop(words.of_file(path.name, str(bad)), _UNREADABLE) from bad


def _checked(documents: Sequence[Document], against: Document | None) -> tuple[Checked, ...]:
    if len(documents) == 1 or against is not None:
        return tuple(check.check(document, against) for document in documents)
    return check.check_many(documents)


def _tell(documents: Sequence[Document], results: Sequence[Checked], form: str) -> None:
    if form == "json":
        for document in documents:
            sys.stderr.write("".join(f"{document.file}: {one}\n" for one in document.remarks))
        sys.stdout.write(machine.as_json(results))
        return
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size((88, 24)).columns
    sys.stdout.write(terminal.as_text(results, documents, width=width, colour=colour))


def _write(
    args: argparse.Namespace, documents: Sequence[Document], results: Sequence[Checked]
) -> None:
    if args.note:
        head = note.Letterhead(sender=args.sender, recipient=args.recipient)
        _save(args.note, note.note(results, head))
    if args.docx:
        original = args.files[0].read_bytes()
        _save(args.docx, commented.commented(documents[0], results[0], original))
    if args.html:
        shown = [
            page.shown(document, checked, number)
            for number, (document, checked) in enumerate(zip(documents, results, strict=True), 1)
        ]
        _save(args.html, web_page.as_html(shown).encode())


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Stop(f"Không ghi được {path}: {error.strerror}.", _UNREADABLE) from error
