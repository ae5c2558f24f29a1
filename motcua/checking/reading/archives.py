"""Opens the archives that DOCX and XLSX files are, without letting them grow over our heads."""

import io
import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree

from motcua.checking.reading.refusals import Unreadable

#: No report of a province comes near; what exceeds it is damaged or made to do harm.
MOST_BYTES_OF_A_PART = 40_000_000
_MOST_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1


def is_archive(content: bytes) -> bool:
    """Tell whether the bytes begin like an archive."""
    return content.startswith(b"PK\x03\x04")


def is_compound(content: bytes) -> bool:
    """Tell whether the bytes begin like a file of Office before 2007, or like a locked one."""
    return content.startswith(_OLE)


class Archive:
    """The parts of an archive, read one by one and only as far as they are bearable."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise Unreadable(damaged(name)) from error
        if len(self._file.infolist()) > _MOST_PARTS:
            raise Unreadable(damaged(name))

    def names(self) -> frozenset[str]:
        """Return the names of the parts."""
        return frozenset(self._file.namelist())

    def measure(self, parts: Iterable[str]) -> None:
        """Raise ``Unreadable`` where a part is locked or unpacks to more than is bearable."""
        for part in parts:
            info = self._file.getinfo(part)
            if info.flag_bits & _ENCRYPTED:
                raise Unreadable(locked(self.name))
            if part.endswith(".xml") and info.file_size > MOST_BYTES_OF_A_PART:
                raise Unreadable(too_large(self.name))

    def part(self, part: str) -> bytes | None:
        """Return the bytes of a part, ``None`` where there is no such part."""
        try:
            info = self._file.getinfo(part)
        except KeyError:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable(locked(self.name))
        try:
            with self._file.open(info) as stream:
                content = stream.read(MOST_BYTES_OF_A_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable(damaged(self.name)) from error
        if len(content) > MOST_BYTES_OF_A_PART:
            raise Unreadable(too_large(self.name))
        return content

    def tree(self, part: str) -> etree._Element | None:
        """Return the root element of a part, ``None`` where there is no such part."""
        content = self.part(part)
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(damaged(self.name)) from error


def damaged(name: str) -> str:
    """The sentence for a file whose structure is broken."""
    return f"Tệp {name} bị hỏng hoặc chưa tải đủ. Hãy mở lại bằng phần mềm soạn thảo và lưu mới."


def locked(name: str) -> str:
    """The sentence for a file with a password."""
    return f"Tệp {name} được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."


def too_large(name: str) -> str:
    """The sentence for a file that is unbearable once unpacked."""
    return f"Nội dung tệp {name} quá lớn để rà soát. Hãy gửi riêng phần báo cáo và biểu số liệu."
