"""Records of the national catalogue in each of its shapes, written by hand, and files of them."""

import gzip
import json
from datetime import date, datetime

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.national import reading

ON = date(2026, 3, 2)
WAYS = (
    "Hình thức nộpThời gianPhí, lệ phíMô tả"
    "Trực tiếp5 Ngày làm việc50,000 Việt Nam Đồng(Lệ phí cấp thẻ: 50.000 đồng)Nộp tại Bộ phận Một cửa"
    "Trực tuyếnKhông có thông tinMiễn phí"
    "Dịch vụ bưu chính1 Tháng10 USD(10 USD một lần)"
)
PAPERS = (
    "--Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    "Đơn đề nghị cấp thẻMau DDN01.docx1 bản chính"
    "Bản sao hợp đồng có chứng thực0 bản chính,1 bản sao"
    "Sổ hộ khẩu gia đình1 bản chính"
)
RESULTS = (
    "Thẻ hành nghềMã: KQ.G07.000123"
    "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốNộp hồ sơ"
)


def texts(code, **changed):
    """A record as the portal's page shows it."""
    return {
        "nguon_bo": "bo-xay-dung",
        "ma_thu_tuc": code,
        "detail_url": "",
        "ten_thu_tuc": f"Cấp thẻ hành nghề số {code}",
        "so_quyet_dinh": "12/QĐ-BXD",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "loai_thu_tuc": "",
        "linh_vuc": "Hành nghề xây dựng",
        "doi_tuong_thuc_hien": "Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "co_quan_thuc_hien": "Sở Xây dựng",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.\n- Tại quầy.\nBước 2: Nhận kết quả.",
        "cach_thuc_thuc_hien": WAYS,
        "thanh_phan_ho_so": PAPERS,
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật 50/2014/QH1350/2014/QH13Nghị định về hành nghề175/2024/NĐ-CP",
        "yeu_cau_dieu_kien": "Không có thông tin",
        "ket_qua_xu_ly": RESULTS,
    } | changed


def parted(code, **changed):
    """The same procedure with its texts parted into fields."""
    return {
        "ma": code,
        "ten": f"Cấp thẻ hành nghề số {code}",
        "nguon_bo": "bo-xay-dung",
        "so_quyet_dinh": "12/QĐ-BXD",
        "cap": ["Cấp tỉnh", "Cấp xã"],
        "linh_vuc": "Hành nghề xây dựng",
        "doi_tuong": [
            "Cán bộ, công chức, viên chức",
            "Tổ chức (không bao gồm doanh nghiệp và HTX)",
        ],
        "co_quan_thuc_hien": "Sở Xây dựng",
        "kenh_nop": [
            {
                "kenh": "truc_tiep",
                "thoi_han": 5,
                "don_vi": "ngay_lam_viec",
                "phi": [{"so_tien": 50000, "tien_te": "VND", "ghi_chu": "Lệ phí cấp thẻ"}],
                "mien_phi": False,
                "mo_ta": "Nộp tại Bộ phận Một cửa",
            },
            {
                "kenh": "truc_tuyen",
                "thoi_han": 7,
                "don_vi": None,
                "phi": [],
                "mien_phi": True,
                "mo_ta": "",
            },
        ],
        "thanh_phan_ho_so": [
            {
                "truong_hop": "",
                "giay_to": [{"ten": "Đơn đề nghị cấp thẻ", "ban_chinh": 1, "ban_sao": 0}],
            }
        ],
        "can_cu_so_hieu": ["175/2024/NĐ-CP"],
        "ket_qua": [{"ten": "Thẻ hành nghề", "ma": "KQ.G07.000123"}],
    } | changed


def portal(code, **changed):
    """The record of LayThuTuc."""
    return {
        "MATTHC": code,
        "TENTTHC": f"Cấp thẻ hành nghề số {code}",
        "MACOQUANCONGBO": "G07",
        "QUYETDINH": "12/QĐ-BXD",
        "TRANGTHAI": "1",
        "CAPTHUCHIEN": [{"CAPTHUCHIEN": "3", "TENCAP": "Cấp Xã"}],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "G07-XD01", "TENLINHVUC": "Hành nghề xây dựng"}],
        "DOITUONGTHUCHIEN": [{"MADOITUONG": "1", "TENDOITUONG": "Công dân Việt Nam"}],
        "COQUANTHUCHIEN": [{"MADONVI": "H01", "TENDONVI": "Ủy ban nhân dân cấp xã"}],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp hồ sơ"}]}],
        "CACHTHUCTHUCHIEN": [
            {
                "KENH": "1",
                "THOIGIAN": [
                    {
                        "THOIGIANGIAIQUYET": "3",
                        "DONVITINH": "Ngày làm việc",
                        "MOTA": "",
                        "PHILEPHI": [{"SOTIEN": "8000", "DONVI": "Đồng", "MOTA": "Lệ phí"}],
                    }
                ],
            },
            {"KENH": "2", "THOIGIAN": []},
        ],
        "THANHPHANHOSO": [
            {
                "TRUONGHOP": "Cấp lần đầu",
                "GIAYTO": [
                    {
                        "MAGIAYTO": "000.00.00.G07-KQ01",
                        "MA_KQ_THAYTHE": "KQ.G01.000064",
                        "TENGIAYTO": "Tờ khai",
                        "TENMAUDON": "TK01.doc",
                        "SOBANCHINH": "1",
                        "SOBANSAO": "0",
                    }
                ],
            },
            {"TRUONGHOP": "Cấp lại", "GIAYTO": {"TENGIAYTO": "Thẻ cũ", "SOBANCHINH": "1"}},
        ],
        "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G07.000123", "TENKETQUA": "Thẻ hành nghề"}],
        "CANCUPHAPLY": [
            {"SOVANBAN": "175/2024/NĐ-CP", "TENVANBAN": "Nghị định", "NGAYBANHANH": "30/12/2024"}
        ],
    } | changed


def lines(records):
    """One record a line; what is a string already stays as it is."""
    said = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    return "\n".join(said) + "\n"


def file(folder, records, name="danh-muc.jsonl"):
    """Write the records and read them back as the import does."""
    path = folder / name
    held = lines(records).encode()
    path.write_bytes(gzip.compress(held) if name.endswith(".gz") else held)
    return reading.read(path)


def bring_in(folder, records, on=ON, **options):
    """Import the records on a day."""
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=clock.ZONE)
    return actions.import_catalogue(
        file=file(folder, records), on=on, now=lambda: moment, **options
    )
