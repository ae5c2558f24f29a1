"""Why a file is not taken, each as a sentence that says what to do."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.documents.kinds import Fault

_MEGABYTE = 1024**2
_MOST_SHOWN = 80
_SENTENCES: Mapping[Fault, Promise] = {
    Fault.EMPTY: gettext_lazy("Tệp “%(name)s” rỗng. Hãy quét hoặc chọn lại tệp."),
    Fault.TOO_LARGE: gettext_lazy(
        "Tệp “%(name)s” lớn %(size)s MB; mỗi tệp nhận nhiều nhất %(most)s MB. "
        "Hãy quét ở 300 dpi, hoặc chia thành nhiều tệp."
    ),
    Fault.UNKNOWN_KIND: gettext_lazy(
        "Tệp “%(name)s” không phải PDF, ảnh (JPEG, PNG, TIFF), DOCX hay XLSX%(content)s. "
        "Hãy lưu thành PDF rồi gửi lại."
    ),
    Fault.ARCHIVE: gettext_lazy("Tệp “%(name)s” là tệp nén. Hãy giải nén rồi gửi từng giấy tờ."),
    Fault.PROGRAM: gettext_lazy(
        "Tệp “%(name)s” là chương trình máy tính, không phải giấy tờ, nên không được nhận."
    ),
    Fault.LOCKED: gettext_lazy("Tệp PDF “%(name)s” có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    Fault.BROKEN: gettext_lazy(
        "Tệp “%(name)s” bị hỏng hoặc chưa gửi hết nên không mở được. Hãy quét hoặc gửi lại."
    ),
    Fault.UNPACKS_TOO_LARGE: gettext_lazy(
        "Tệp “%(name)s” mở ra chiếm quá nhiều bộ nhớ nên không được nhận. "
        "Hãy in ra PDF rồi gửi lại."
    ),
    Fault.PICTURE_TOO_LARGE: gettext_lazy(
        "Ảnh “%(name)s” có quá nhiều điểm ảnh. Hãy chụp hoặc quét lại ở 300 dpi."
    ),
    Fault.TOO_MANY_PAGES: gettext_lazy(
        "Tệp “%(name)s” có quá 3.000 trang. Hãy chia thành nhiều tệp."
    ),
    Fault.MACROS: gettext_lazy("Tệp “%(name)s” có chứa macro. Hãy lưu thành PDF rồi gửi lại."),
    Fault.INFECTED: gettext_lazy(
        "Tệp “%(name)s” có mã độc%(content)s nên không được nhận và không được lưu. "
        "Hãy quét lại từ bản giấy."
    ),
    Fault.NOT_LOOKED_THROUGH: gettext_lazy(
        "Chưa nhận được tệp “%(name)s” vì phần mềm quét mã độc không trả lời. "
        "Hãy gửi lại sau ít phút; vẫn vậy thì báo quản trị hệ thống."
    ),
    Fault.NOT_STORED: gettext_lazy(
        "Chưa lưu được tệp “%(name)s” vì kho lưu tệp không trả lời hoặc lưu sai nội dung. "
        "Hãy gửi lại sau ít phút; vẫn vậy thì báo quản trị hệ thống."
    ),
    Fault.PAGES_DIFFER: gettext_lazy(
        "Tệp “%(name)s” có %(pages)s trang, bản giấy đếm được %(told)s trang. "
        "Hãy quét lại cho đủ, đúng thứ tự; trang có dán ghi chú quét hai lần."
    ),
}
_IN_BRACKETS = frozenset({Fault.UNKNOWN_KIND, Fault.INFECTED})


class Refused(Exception):
    """A file is not taken, and nothing of it is kept; ``str()`` tells a person why and what to do."""

    def __init__(self, fault: Fault, name: str, **facts: str | int) -> None:
        """``name``: what the person calls the file."""
        super().__init__(fault.value)
        self.fault = fault
        self._facts = {"name": name[-_MOST_SHOWN:], "content": "", **facts}

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        facts = dict(self._facts)
        if self.fault in _IN_BRACKETS and facts["content"]:
            facts["content"] = f" ({facts['content']})"
        return str(_SENTENCES[self.fault]) % facts


def too_large(name: str, size: int) -> Refused:
    """The refusal of a file longer than the installation takes."""
    most = settings.UPLOAD_MOST_BYTES // _MEGABYTE
    return Refused(Fault.TOO_LARGE, name, size=f"{size / _MEGABYTE:.0f}", most=most)
