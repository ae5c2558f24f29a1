"""Files of the national catalogue: which shape, which records, which lines are none."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

from motcua.catalog.national import parsed, portal, texts
from motcua.catalog.national.told import NotUnderstood, ProcedureTold

_GZIP = b"\x1f\x8b"
_CODE = re.compile(r'"(?:ma_thu_tuc|ma|MATTHC)"\s*:\s*"([^"\\]{1,40})"')
_NAMES = {
    "portal": "LayThuTuc",
    "texts": "văn bản trên Cổng DVC",
    "parsed": "văn bản đã tách trường",
}
_LONGEST_CODE = 40


class NotACatalogue(ValueError):
    """The file holds no record of a procedure; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Shape:
    """How the records of one shape are read."""

    name: str
    sign: str
    code_of: Callable[[Mapping[str, Any]], str]
    tell: Callable[[Mapping[str, Any]], ProcedureTold]


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("portal", "MATTHC", portal.code_of, portal.tell),
        Shape("texts", "ma_thu_tuc", texts.code_of, texts.tell),
        Shape("parsed", "ma", parsed.code_of, parsed.tell),
    )
}


@dataclass(frozen=True)
class Entry:
    """One record, letter by letter; ``record`` is None when it is none, ``code`` "" when it has none."""

    line: int
    text: str
    record: Mapping[str, Any] | None
    code: str

    def digest(self) -> str:
        """A fingerprint in which composed and decomposed letters are the same."""
        said = self.text if self.record is None else json.dumps(self.record, ensure_ascii=False)
        return sha256(normalize("NFC", said).encode()).hexdigest()

    def told(self, shape: Shape) -> ProcedureTold:
        """What the record tells. Raise ``NotUnderstood``."""
        if self.record is None:
            raise NotUnderstood("not_json", "không đọc được thành một bản ghi JSON.")
        if shape.sign not in self.record:
            raise NotUnderstood(
                "shape", f"không có trường “{shape.sign}” của loại bản ghi {_NAMES[shape.name]}."
            )
        if not self.code:
            raise NotUnderstood("no_code", "không có mã thủ tục.")
        if len(self.code) > _LONGEST_CODE:
            raise NotUnderstood("code", f"mã thủ tục dài quá {_LONGEST_CODE} ký tự.")
        told = shape.tell(self.record)
        if not told.name:
            raise NotUnderstood("no_name", "không có tên thủ tục.")
        return told


@dataclass(frozen=True)
class File:
    """A file as read: its name, fingerprint, shape and records in order."""

    name: str
    digest: str
    shape: Shape
    entries: tuple[Entry, ...]


def read(path: Path) -> File:
    """Read a file of any known form. Raise ``NotACatalogue`` or ``OSError``."""
    held = path.read_bytes()
    try:
        plain = gzip.decompress(held) if held.startswith(_GZIP) else held
    except (EOFError, gzip.BadGzipFile) as broken:
        raise NotACatalogue("Tệp nén bị hỏng, không giải nén được. Hãy tải lại tệp.") from broken
    said = plain.decode("utf-8-sig", errors="backslashreplace")
    found = list(_records(said))
    shape = _shape(found)
    entries = tuple(
        Entry(line, text.replace("\x00", "\\x00"), record, _code(shape, record, text))
        for line, text, record in found
    )
    return File(path.name, sha256(held).hexdigest(), shape, entries)


def parse(text: str) -> Mapping[str, Any] | None:
    """A kept text as the record it was, None when it is none."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _records(said: str) -> Iterator[tuple[int, str, Mapping[str, Any] | None]]:
    whole = _whole(said)
    if whole is None:
        for number, line in enumerate(said.split("\n"), start=1):
            if line.strip():
                yield number, line.strip(), parse(line)
        return
    for number, one in enumerate(whole, start=1):
        text = json.dumps(one, ensure_ascii=False)
        yield number, text, one if isinstance(one, dict) else None


def _whole(said: str) -> list[Any] | None:
    """The records of a file that is one JSON document; None for one record a line."""
    try:
        document = json.loads(said)
    except (ValueError, RecursionError):
        return None
    return _unwrapped(document)


def _unwrapped(document: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    """Take the envelope off: ``{error_code, result}``, or ``message`` that is itself JSON."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        inner = document.get("result", document.get("data"))
        if inner is not None and not any(shape.sign in document for shape in SHAPES.values()):
            return _unwrapped(inner)
        message = document.get("message")
        if isinstance(message, str) and message.lstrip().startswith(("{", "[")):
            return _whole(message) or []
    return [document]


def _shape(found: list[tuple[int, str, Mapping[str, Any] | None]]) -> Shape:
    for _line, _text, record in found:
        for shape in SHAPES.values():
            if record is not None and shape.sign in record:
                return shape
    raise NotACatalogue(
        "Không thấy bản ghi thủ tục nào trong tệp. Tệp phải là JSON hoặc JSONL (có thể nén gzip) với "
        "trường ma_thu_tuc, ma hoặc MATTHC."
    )


def _code(shape: Shape, record: Mapping[str, Any] | None, text: str) -> str:
    """The code; of a broken line the one it still shows, so that its procedure is not held missing."""
    if record is not None:
        return shape.code_of(record)
    shown = _CODE.search(text)
    return shown[1] if shown else ""
