"""Every refusal a result may meet on its way, as a sentence that says what to do."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from motcua.base import once
from motcua.documents.actions import certificates
from motcua.documents.drafting import TemplateFault, TemplateUnfit
from motcua.documents.inspection import Unfit
from motcua.documents.ports import NoSeal, NotAnswered, NotSigned
from motcua.documents.refusals import Refused
from motcua.documents.signing.attributes import WrongSignature
from motcua.documents.signing.certificates import NotACertificate
from motcua.documents.signing.pades import NoTimestamp, NotSignable
from motcua.dossiers import access
from motcua.dossiers.actions import core, results, results_issuing, results_signing
from motcua.reporting import actions as reporting
from motcua.reporting.signing import actions as report_papers
from motcua.rules import registers
from motcua.slips import drafting

_Sentence = Callable[[Any], str]
_MOST_SHOWN = 60


def _template(error: TemplateUnfit) -> str:
    about = error.about[:_MOST_SHOWN]
    if error.fault is TemplateFault.UNKNOWN and error.place:
        return _(
            "Mẫu có chỗ điền “%(name)s” mà hệ thống không biết, ở dòng “%(place)s”. Hãy sửa tên theo danh "
            "sách các chỗ điền."
        ) % {"name": about, "place": error.place}
    if error.fault is TemplateFault.UNKNOWN:
        return _(
            "Mẫu có chỗ điền “%(name)s” mà hệ thống không biết. Hãy sửa tên theo danh sách các chỗ điền."
        ) % {"name": about}
    if error.fault is TemplateFault.SYNTAX:
        return _(
            "Mẫu có dấu ngoặc nhọn viết chưa đúng (%(about)s). Mỗi chỗ điền viết như {{ chu_ho_so }}."
        ) % {"about": about}
    return _("Không dùng được mẫu này. Hãy mở mẫu bằng Word, lưu lại thành DOCX rồi tải lên lại.")


_SENTENCES: dict[type[Exception], _Sentence] = {
    results.DossierNotOpen: lambda _error: _(
        "Chỉ soạn kết quả khi hồ sơ đang được giải quyết. Hồ sơ chờ bổ sung, đã kết thúc hoặc chưa "
        "tiếp nhận thì chưa soạn được."
    ),
    results.VersionMoved: lambda _error: _(
        "Bản này vừa được người khác xử lý, hoặc đã có bản mới. Trang đang hiện tình trạng mới nhất."
    ),
    results.NoPdf: lambda _error: _(
        "Bản này chưa có tệp PDF nên chưa trình được. Hãy lưu dự thảo thành PDF rồi tải lên."
    ),
    results.NotASigner: lambda _error: _(
        "Người được chọn không phải lãnh đạo của cơ quan giải quyết. Hãy chọn lãnh đạo cơ quan."
    ),
    results.NotASymbol: lambda _error: _(
        "Ký hiệu viết bằng chữ hoa, nối bằng gạch ngang, ví dụ QĐ-UBND; không kèm số và dấu gạch chéo."
    ),
    drafting.NotADraft: lambda _error: _(
        "Dự thảo kết quả là tệp DOCX hoặc PDF. Hãy chọn tệp khác."
    ),
    TemplateUnfit: _template,
    Unfit: lambda _error: _("Không đọc được tệp PDF của bản này. Hãy tạo lại PDF rồi tải lên."),
    Refused: str,
    results_signing.NoCertificate: lambda _error: _(
        "Ông/bà chưa đăng ký chứng thư ký số, hoặc chứng thư đã hết hạn. Hãy đăng ký ở mục "
        "“Chứng thư của tôi”."
    ),
    results_signing.NothingToSign: lambda _error: _(
        "Các kết quả đã chọn không còn chờ ông/bà ký, hoặc đang ở một lượt ký khác."
    ),
    results_signing.TooMany: lambda _error: (
        _("Mỗi lượt ký nhiều nhất %(most)s kết quả. Hãy chọn bớt và ký làm nhiều lượt.")
        % {"most": results_signing.MOST}
    ),
    results_signing.NotPrepared: lambda _error: _(
        "Văn bản của lượt ký đang được chuẩn bị. Hãy chờ trang hiện đủ rồi gửi yêu cầu ký."
    ),
    results_signing.NotAsked: lambda _error: _("Không có chữ ký nào đang chờ ông/bà ở đây."),
    WrongSignature: lambda _error: _(
        "Chữ ký nhận được không khớp với văn bản hoặc với chứng thư đã đăng ký, nên không được ghi. "
        "Hãy cắm đúng thiết bị ký rồi ký lại."
    ),
    NoTimestamp: lambda _error: _(
        "Máy chủ cấp dấu thời gian chưa trả lời. Chữ ký vẫn còn; hãy thử lại sau ít phút."
    ),
    NotAnswered: lambda _error: _(
        "Dịch vụ ký số từ xa chưa trả lời. Yêu cầu vẫn giữ; hãy bấm lại sau ít phút, không có văn bản nào "
        "bị ký hai lần."
    ),
    NotSigned: lambda error: (
        _("Dịch vụ ký số từ xa cho biết: %(why)s. Kết quả vẫn chờ ký.")
        % {"why": error.args[0] or _("người ký chưa đồng ý")}
    ),
    NotSignable: lambda _error: _(
        "Tệp PDF này không ký được (bị hỏng hoặc khóa). Hãy trả lại để tạo lại tệp."
    ),
    NoSeal: lambda _error: _(
        "Con dấu số của cơ quan chưa được cài đặt, hoặc thiết bị không mở được. Số đã cấp vẫn giữ; "
        "hãy báo quản trị hệ thống rồi đóng dấu lại."
    ),
    results_issuing.NoteMissing: lambda _error: _("Hãy ghi các số này đã dùng cho văn bản nào."),
    registers.NotNext: lambda error: (
        _(
            "Số tiếp theo của sổ là %(number)s. Không cấp trùng, không bỏ cách số; số đã dùng cho văn bản "
            "ngoài hệ thống thì ghi ở mục bên dưới."
        )
        % {"number": registers.serial_text(error.expected)}
    ),
    registers.OutOfOrder: lambda _error: _(
        "Ngày văn bản không thể trước ngày ký, trước ngày của số liền trước, hoặc sau hôm nay."
    ),
    NotACertificate: lambda _error: _(
        "Tệp này không phải chứng thư số. Hãy xuất chứng thư (.cer, .crt, .pem) từ phần mềm của thiết bị ký."
    ),
    certificates.OfSomebodyElse: lambda error: (
        _(
            "Chứng thư cấp cho “%(name)s”, không phải họ tên của tài khoản này. Mỗi người chỉ ký bằng "
            "chứng thư của chính mình."
        )
        % {"name": error.args[0]}
    ),
    certificates.NotInForce: lambda _error: _(
        "Chứng thư này đã hết hạn hoặc chưa có hiệu lực. Hãy dùng chứng thư đang còn hạn."
    ),
    certificates.KeyNotUsable: lambda _error: _(
        "Khóa của chứng thư này không dùng để ký văn bản ở đây. Hãy dùng chứng thư RSA hoặc ECDSA."
    ),
    report_papers.NotTheSigner: lambda error: (
        _(
            "Báo cáo ghi người ký là %(name)s. Người đó ký, hoặc chốt lại báo cáo với tên người ký khác."
        )
        % {"name": error.args[0]}
    ),
    report_papers.Superseded: lambda _error: _(
        "Bản nộp này đã bị trả lại hoặc đã có bản nộp mới. Hãy ký và phát hành bản nộp mới."
    ),
    reporting.NotAllowed: lambda _error: _(
        "Vị trí công tác hiện tại không ký, không phát hành báo cáo của đơn vị này."
    ),
    core.ReasonMissing: lambda _error: _("Hãy ghi rõ lý do."),
    core.DossierUnknown: lambda _error: _("Không có hồ sơ này."),
    access.NotAllowed: lambda _error: _(
        "Vị trí công tác hiện tại không được làm việc này với kết quả của cơ quan giải quyết. "
        "Hãy chọn vị trí khác."
    ),
    once.BadKey: lambda _error: _(
        "Biểu mẫu đã cũ. Hãy tải lại trang và gửi lại; chưa có gì được ghi."
    ),
}

#: What a door catches; anything else is a defect and goes to the log.
EXPECTED = tuple(_SENTENCES)


def sentence(error: Exception) -> str:
    """Say what was refused and what to do. Raise ``KeyError`` for an error that nobody expected."""
    return _SENTENCES[type(error)](error)
