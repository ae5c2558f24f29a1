"""The moments of life, in the language of the page where the product has the words."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from motcua.web.shared import wording

#: Those the product comes with, so that the catalogues know them; a province's own stay as written.
SHIPPED = (
    gettext_noop("Sinh con, nuôi con"),
    gettext_noop("Khai sinh, nhận cha mẹ con, nhận con nuôi, chế độ cho trẻ nhỏ"),
    gettext_noop("Học tập"),
    gettext_noop("Chuyển trường, hỗ trợ học sinh, văn bằng"),
    gettext_noop("Việc làm"),
    gettext_noop("Thất nghiệp, giấy phép lao động, hành nghề, lý lịch tư pháp"),
    gettext_noop("Hôn nhân và gia đình"),
    gettext_noop("Kết hôn, tình trạng hôn nhân, giám hộ"),
    gettext_noop("Nhà ở và đất đai"),
    gettext_noop("Giấy chứng nhận, tách thửa, giấy phép xây dựng"),
    gettext_noop("Giấy tờ và chứng thực"),
    gettext_noop("Bản sao, chữ ký, giao dịch, trích lục"),
    gettext_noop("Khó khăn, khuyết tật, người có công"),
    gettext_noop("Trợ cấp xã hội, hộ nghèo, ưu đãi người có công"),
    gettext_noop("Người thân qua đời"),
    gettext_noop("Khai tử, mai táng, thừa kế"),
    gettext_noop("Bắt đầu kinh doanh"),
    gettext_noop("Hộ kinh doanh, doanh nghiệp, giấy phép con"),
    gettext_noop("Sản xuất, môi trường, nông nghiệp"),
    gettext_noop("Giấy phép môi trường, nước, thú y, thủy sản, trồng trọt"),
    gettext_noop("Xe cộ, vận tải"),
    gettext_noop("Giấy phép lái xe, phù hiệu, kinh doanh vận tải"),
    gettext_noop("Văn hóa, tín ngưỡng, cộng đồng"),
    gettext_noop("Lễ hội, câu lạc bộ, tín ngưỡng, khen thưởng, hòa giải"),
)


def told(text: str) -> SafeString:
    """Words of a moment of life; those that have no translation are marked as Vietnamese."""
    found = gettext(text) if text else ""
    return wording.vietnamese(text) if found == text else format_html("{}", found)
