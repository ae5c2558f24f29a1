"""A file of the national catalogue is recognised, and each of its records told as far as honest."""

import gzip
import json
import unicodedata
from decimal import Decimal

import pytest

from motcua.catalog.national import cases, reading
from motcua.catalog.national.told import FeeTold, NotUnderstood
from motcua.rules.codes import Channel, Tier
from tests.catalog import national_records as records

SHAPES = [("texts", records.texts), ("parsed", records.parted), ("portal", records.portal)]


def told(record):
    return next(shape.tell(record) for shape in reading.SHAPES.values() if shape.sign in record)


def ways(said):
    return told(
        records.texts(
            "1.000001", cach_thuc_thuc_hien=f"Hình thức nộpThời gianPhí, lệ phíMô tả{said}"
        )
    )


def limits(one):
    return [(way.channel, way.amount, way.unit) for way in one.ways]


def papers(said):
    one = told(records.texts("1.000001", thanh_phan_ho_so=said))
    return [(p.name, p.form, p.originals, p.copies) for g in one.groups for p in g.papers]


@pytest.mark.parametrize(("name", "make"), SHAPES)
def test_the_shape_is_seen_in_the_file_itself(tmp_path, name, make):
    assert records.file(tmp_path, [make("1.000001")]).shape.name == name
    assert records.file(tmp_path, [make("1.000001")], "a.jsonl.gz").shape.name == name


@pytest.mark.parametrize(
    "wrap",
    [
        json.dumps,
        lambda one: json.dumps([one], indent=2),
        lambda one: "\ufeff" + json.dumps({"error_code": "0", "result": [one]}),
        lambda one: json.dumps({"error_code": "0", "message": json.dumps({"result": [one]})}),
    ],
    ids=["one", "list", "envelope", "message"],
)
def test_one_record_a_list_and_an_envelope_are_the_same(tmp_path, wrap):
    path = tmp_path / "a.json"
    path.write_text(wrap(records.portal("1.000001")), encoding="utf-8")
    found = reading.read(path)
    assert [entry.code for entry in found.entries] == ["1.000001"]


@pytest.mark.parametrize("said", ["", "[]", "không phải JSON", '{"a": 1}', "[1, 2]"])
def test_a_file_without_a_procedure_is_refused_in_a_sentence(tmp_path, said):
    path = tmp_path / "a.json"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(reading.NotACatalogue, match="ma_thu_tuc"):
        reading.read(path)


def test_a_broken_archive_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(records.lines([records.texts("1.000001")]).encode())[:60])
    with pytest.raises(reading.NotACatalogue, match="nén"):
        reading.read(path)


@pytest.mark.parametrize(
    ("junk", "kind"),
    [
        ("rác", "not_json"),
        ('{"ma_thu_tuc": "1.000009", "ten_thu', "not_json"),
        ({"ma_thu_tuc": "", "ten_thu_tuc": "Không mã"}, "no_code"),
        ({"ma_thu_tuc": "1.000009", "ten_thu_tuc": " "}, "no_name"),
        ({"MATTHC": "1.000009"}, "shape"),
        ({"ma_thu_tuc": "1" * 41, "ten_thu_tuc": "Dài"}, "code"),
    ],
)
def test_what_is_no_record_says_why(tmp_path, junk, kind):
    found = records.file(tmp_path, [records.texts("1.000001"), junk])
    with pytest.raises(NotUnderstood) as wrong:
        found.entries[1].told(found.shape)
    assert wrong.value.kind == kind
    assert str(wrong.value).endswith(".")


def test_a_broken_line_still_shows_its_code(tmp_path):
    found = records.file(tmp_path, [records.texts("1.000001"), '{"ma_thu_tuc": "1.000009", "te'])
    assert found.entries[1].code == "1.000009"


def test_composed_and_decomposed_letters_are_one_text(tmp_path):
    composed, decomposed = (
        json.loads(
            unicodedata.normalize(form, json.dumps(records.texts("1.000001"), ensure_ascii=False))
        )
        for form in ("NFC", "NFD")
    )
    assert composed != decomposed
    found = records.file(tmp_path, [composed, decomposed])
    assert found.entries[0].digest() == found.entries[1].digest()
    assert found.entries[1].told(found.shape) == found.entries[0].told(found.shape)


def test_the_texts_of_the_page_are_parted():
    one = told(records.texts("1.000001"))
    assert one.levels == (Tier.COMMUNE, Tier.PROVINCE)
    assert one.audience == (
        "Cán bộ, công chức, viên chức",
        "Tổ chức (không bao gồm doanh nghiệp và HTX)",
    )
    assert one.steps == ("Bước 1: Nộp hồ sơ. - Tại quầy.", "Bước 2: Nhận kết quả.")
    assert one.conditions == ""
    assert one.results == (("KQ.G07.000123", "Thẻ hành nghề"),)
    assert [basis.number for basis in one.bases] == ["50/2014/QH13", "175/2024/NĐ-CP"]
    assert limits(one) == [
        (Channel.COUNTER, 5, "working_days"),
        (Channel.ONLINE, None, ""),
        (Channel.POST, 1, "months"),
    ]
    assert one.ways[0].fees == (FeeTold("le_phi", "Lệ phí cấp thẻ: 50.000 đồng", 50_000),)
    assert one.ways[1].fees == ()
    assert one.ways[2].fees[0].foreign == Decimal(10)
    assert [doubt.kind for doubt in one.doubts] == ["limit_missing"]


def test_the_record_of_lay_thu_tuc_is_read():
    one = told(records.portal("1.000001"))
    assert limits(one) == [(Channel.COUNTER, 3, "working_days"), (Channel.ONLINE, None, "")]
    assert one.ways[0].fees == (FeeTold("le_phi", "Lệ phí", 8_000),)
    assert one.ways[1].fees_known is False
    assert [group.heading for group in one.groups] == ["Cấp lần đầu", "Cấp lại"]
    assert one.groups[0].papers[0].replaceable_by == "KQ.G01.000064"
    assert one.bases[0].issued_on.isoformat() == "2024-12-30"
    assert told(records.portal("1.000001", TRANGTHAI="0")).public is False


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("Trực tiếp08 Giờ làm việcMiễn phí", (8, "working_hours")),
        ("Trực tiếp4 GiờMiễn phí", (4, "working_hours")),
        ("Trực tiếp15 NgàyMiễn phí", (15, "calendar_days")),
        ("Trực tiếp2 TuầnMiễn phí", (14, "calendar_days")),
        ("Trực tiếpKhông quy địnhMiễn phí", (None, "not_regulated")),
        ("Trực tiếpTrong ngàyMiễn phí", (None, "same_day")),
        ("Trực tiếp24 GiờMiễn phí", (None, "")),
        ("Trực tiếp1.5 Ngày làm việcMiễn phí", (None, "")),
        ("Trực tiếp7Miễn phí", (None, "")),
        ("Trực tiếp0Miễn phí", (None, "")),
        ("Trực tiếp1 NămMiễn phí", (None, "")),
        ("Trực tiếpHệ thống phản hồi tự động.Miễn phí", (None, "")),
    ],
)
def test_a_limit_is_read_in_its_unit_and_never_guessed(said, limit):
    one = ways(said)
    assert [(way.amount, way.unit) for way in one.ways] == [limit]
    assert bool(one.doubts) == (limit[1] == "")


def test_a_sentence_that_names_a_channel_begins_no_row():
    one = ways(
        "Trực tiếp3 Ngày làm việcMiễn phíNộp hồ sơ Trực tiếp tại Sở, hoặc Trực tuyến qua Cổng"
    )
    assert limits(one) == [(Channel.COUNTER, 3, "working_days")]
    assert one.ways[0].note.endswith("qua Cổng")


def test_text_that_is_no_table_of_channels_is_doubted():
    assert [doubt.kind for doubt in ways("Nộp ở đâu cũng được").doubts] == ["ways_not_understood"]


@pytest.mark.parametrize(
    ("said", "fees", "known"),
    [
        ("Miễn phí", (), True),
        ("Miễn phí(Không có)", (), True),
        ("Không có thông tin", (), False),
        (
            "Miễn phí(Do HĐND tỉnh quy định)",
            (FeeTold("either", "Do HĐND tỉnh quy định", currency=""),),
            True,
        ),
        ("40 VNĐ(40.000đ/giấy)", (FeeTold("either", "40 VNĐ (40.000đ/giấy)", currency=""),), True),
        (
            "100,000 VNĐ(Phí thẩm định (nếu có))20,000 VNĐ",
            (FeeTold("phi", "Phí thẩm định (nếu có)", 100_000), FeeTold("either", "", 20_000)),
            True,
        ),
    ],
)
def test_fees_are_money_where_they_can_be_and_words_where_not(said, fees, known):
    way = ways(f"Trực tiếp3 Ngày{said}").ways[0]
    assert (way.fees, way.fees_known) == (fees, known)


def test_an_amount_glued_to_a_limit_without_unit_is_cut_by_its_note():
    way = ways("Trực tiếp120,000 VNĐ(20.000 VNĐ/tờ khai)").ways[0]
    assert way.unit == ""
    assert way.fees == (FeeTold("either", "20.000 VNĐ/tờ khai", 20_000),)
    undecided = ways("Trực tiếp1150,000 VNĐ").ways[0]
    assert undecided.fees[0].dong is None


HEAD = "--Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def test_papers_are_cut_at_their_counts_not_inside_their_sentences():
    said = HEAD + "Văn bằng: 01 bản chính (nếu có)1 bản chínha) Tờ khai1 bản chính,2 bản sao"
    assert papers(said) == [
        ("Văn bằng: 01 bản chính (nếu có)", "", 1, 0),
        ("a) Tờ khai", "", 1, 2),
    ]


@pytest.mark.parametrize(
    ("said", "paper"),
    [
        (
            "Tờ khai theo Nghị định ngày 24/07/20231 bản chính",
            ("Tờ khai theo Nghị định ngày 24/07/2023", "", 1, 0),
        ),
        ("Đơn theo Mẫu số 051 bản chính", ("Đơn theo Mẫu số 05", "", 1, 0)),
        (
            "Đơn đề nghị (Mẫu NA5)Mau NA5 (1).doc1 bản chính",
            ("Đơn đề nghị (Mẫu NA5)", "Mau NA5 (1).doc", 1, 0),
        ),
        (
            "Tờ khai có dán ảnhMẫu số 1a-ABC(X1)-2014.doc1 bản chính",
            ("Tờ khai có dán ảnh", "Mẫu số 1a-ABC(X1)-2014.doc", 1, 0),
        ),
        (
            "ĐƠN XIN CẤP LẠI (bản giấy)Phụ lục VI - NĐ99Đã sửa.docx1 bản chính",
            ("ĐƠN XIN CẤP LẠI (bản giấy)", "Phụ lục VI - NĐ99Đã sửa.docx", 1, 0),
        ),
        ("Bản kê khaiBKê chung.xlsx1 bản chính", ("Bản kê khai", "BKê chung.xlsx", 1, 0)),
    ],
)
def test_a_number_or_a_file_glued_to_a_name_is_parted_from_it(said, paper):
    assert papers(HEAD + said) == [paper]


def test_a_count_nobody_can_part_is_doubted():
    one = told(records.texts("1.000001", thanh_phan_ho_so=HEAD + "Phụ lục số 101 bản chính"))
    assert "paper_count_glued" in {doubt.kind for doubt in one.doubts}


def composed(*groups):
    said = "".join(f"{name}Tên giấy tờMẫu đơn, tờ khaiSố lượng{rows}" for name, rows in groups)
    one = told(records.texts("1.000001", thanh_phan_ho_so=said))
    doubts = []
    return cases.of(one.ways[:1], one.groups, doubts), doubts


def test_parts_of_a_list_belong_to_every_case():
    found, _ = composed(
        ("* Trường hợp cấp mới", "Đơn A1 bản chính"),
        ("Trường hợp cấp lại", "Đơn B1 bản chính"),
        ("Giấy tờ phải xuất trình", "Thẻ1 bản chính"),
        ("Lưu ý:", "Nộp đủ1 bản chính"),
    )
    assert [case.name for case in found] == ["Trường hợp cấp mới", "Trường hợp cấp lại"]
    assert [[one.paper.name for one in case.papers] for case in found] == [
        ["Đơn A", "Thẻ"],
        ["Đơn B", "Thẻ"],
    ]
    assert found[0].note == "Nộp đủ"


def test_a_household_book_is_in_no_list_and_said():
    found, doubts = composed(
        (
            "--",
            "Đơn1 bản chínhBản sao Sổ đăng ký tạm trú0 bản chính,1 bản saoGiấy xác nhận hoặc sổ hộ khẩu1 bản chính",
        )
    )
    assert [one.paper.name for one in found[0].papers] == ["Đơn", "Giấy xác nhận hoặc sổ hộ khẩu"]
    assert found[0].not_asked == ("Bản sao Sổ đăng ký tạm trú",)
    assert [doubt.kind for doubt in doubts] == ["household_book", "household_book_mentioned"]


def test_what_holds_only_sometimes_is_not_required():
    found, _ = composed(
        (
            "--",
            "Đơn1 bản chínhGiấy ủy quyền (nếu có)1 bản chínhTrường hợp mất: đơn trình báo1 bản chính",
        )
    )
    assert [one.required for one in found[0].papers] == [True, False, False]


def test_several_limits_of_one_channel_become_cases_to_choose_from():
    one = ways(
        "Trực tiếp5 Ngày làm việcMiễn phíThông thườngTrực tiếp3 Ngày làm việcMiễn phíKhẩn cấp"
    )
    found = cases.of(one.ways, (), [])
    assert [case.name for case in found] == [
        "Thời hạn 05 ngày làm việc: Thông thường",
        "Thời hạn 03 ngày làm việc: Khẩn cấp",
    ]


def test_rows_of_one_limit_put_their_fees_together():
    one = ways("Trực tiếp5 Ngày145 USD(đến 02 năm)Trực tiếp5 Ngày155 USD(đến 05 năm)")
    (case,) = cases.of(one.ways, (), [])
    assert [fee.foreign for fee in case.ways[0].fees] == [Decimal(145), Decimal(155)]


def test_parts_of_another_form_make_a_record_that_is_not_understood():
    for record in (records.parted("1.0", kenh_nop=[3]), records.portal("1.0", THANHPHANHOSO=[7])):
        with pytest.raises(NotUnderstood):
            told(record)
