"""Identity numbers and the QR code of the căn cước. All numbers are invented."""

from datetime import date

import pytest

from motcua.rules import identities
from motcua.rules.codes import IdentityKind
from motcua.rules.identities import Card, Finding

#: A woman born 2001 in Lạng Sơn (020), and a man born 1962 there.
HER, HIM = "020301123456", "020062123456"


def check(kind, text, **known):
    return identities.check(kind, text, **known)


def test_a_citizen_id_states_year_and_sex():
    assert (identities.birth_year(HER), identities.states_female(HER)) == (2001, True)
    assert (identities.birth_year(HIM), identities.states_female(HIM)) == (1962, False)
    assert identities.birth_year("020499000000") == 2199
    assert [identities.states_female(f"020{digit}99000000") for digit in range(4)] == [
        False,
        True,
        False,
        True,
    ]


def test_a_good_citizen_id_has_nothing_to_tell():
    known = {"born_on": date(2001, 5, 6), "female": True}
    assert check(IdentityKind.CITIZEN_ID, HER, **known) == Finding()
    assert check(IdentityKind.CITIZEN_ID, HER) == Finding()


def test_a_citizen_id_too_short_is_told_as_people_speak():
    found = check(IdentityKind.CITIZEN_ID, HER[:11])
    assert found.errors == ("Số định danh cá nhân gồm 12 chữ số. Ông/bà mới nhập 11 chữ số.",)
    assert not found.is_valid


@pytest.mark.parametrize("text", ["02030112345A", "", "0203-0112345", "٠٢٠٣٠١١٢٣٤٥٦"])
def test_a_citizen_id_is_digits_only(text):
    found = check(IdentityKind.CITIZEN_ID, text)
    assert found.errors == (
        "Số định danh cá nhân chỉ gồm chữ số. Hãy nhập lại, không kèm chữ hay dấu.",
    )


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("999301123456", {}, "Ba chữ số đầu (999) không phải mã tỉnh nơi đăng ký khai sinh."),
        (HER, {"born_on": date(1999, 1, 1)}, "là 2001, khác ngày sinh đã nhập."),
        (HER, {"female": False}, "khác giới tính đã nhập."),
        (HIM, {"female": True}, "khác giới tính đã nhập."),
    ],
)
def test_what_does_not_fit_a_citizen_id_is_a_warning(text, known, said):
    found = check(IdentityKind.CITIZEN_ID, text, **known)
    assert found.is_valid
    assert len(found.warnings) == 1
    assert said in found.warnings[0]


def test_the_provinces_of_birth_registration():
    assert len(identities.PROVINCE_CODES) == 63
    assert {"001", "020", "079", "096"} <= identities.PROVINCE_CODES
    assert not {"000", "003", "097"} & identities.PROVINCE_CODES


def test_an_old_identity_card_has_nine_digits():
    assert check(IdentityKind.OLD_ID, "081234567") == Finding()
    assert check(IdentityKind.OLD_ID, "08123456").errors == (
        "Số chứng minh nhân dân gồm 9 chữ số. Ông/bà mới nhập 8 chữ số.",
    )


def test_a_passport_may_be_of_any_country():
    assert check(IdentityKind.PASSPORT, "B1234567") == Finding()
    assert check(IdentityKind.PASSPORT, "K12345678") == Finding()
    foreign = check(IdentityKind.PASSPORT, "AB123")
    assert foreign.warnings == ("Số này không theo dạng hộ chiếu Việt Nam; hãy đối chiếu lại.",)
    assert foreign.is_valid
    for wrong in ("AB12", "A" * 16, "AB 123", "ab123"):
        assert check(IdentityKind.PASSPORT, wrong).errors == (
            "Số hộ chiếu gồm 5 đến 15 chữ cái không dấu và chữ số.",
        )


def test_a_check_digit_is_of_nine_digits():
    with pytest.raises(ValueError, match="longer than argument 1"):
        identities.tax_check_digit("12345678")


def test_a_tax_code_has_its_check_digit():
    assert identities.tax_check_digit("010000000") == 10 - 29 % 11
    assert identities.tax_check_digit("123456789") == 3
    for good in ("1234567893", "1234567893-001", HER):
        assert check(IdentityKind.TAX_CODE, good) == Finding()
    odd = check(IdentityKind.TAX_CODE, "1234567894")
    assert odd.warnings == ("Chữ số kiểm tra không khớp; hãy đối chiếu lại mã số.",)
    assert odd.is_valid


@pytest.mark.parametrize("text", ["123456789", "1234567893-01", "1234567893-", "12345678930"])
def test_a_tax_code_has_ten_twelve_or_thirteen_digits(text):
    digits = len(text.replace("-", ""))
    assert check(IdentityKind.TAX_CODE, text).errors == (
        f"Mã số thuế gồm 10, 12 hoặc 13 chữ số. Ông/bà mới nhập {digits} chữ số.",
    )


def test_an_enterprise_code_is_a_ten_digit_tax_code():
    assert check(IdentityKind.ENTERPRISE_CODE, "1234567893") == Finding()
    assert check(IdentityKind.ENTERPRISE_CODE, "1234567891").warnings
    assert check(IdentityKind.ENTERPRISE_CODE, "1234567893-001").errors == (
        "Mã số doanh nghiệp chỉ gồm chữ số. Hãy nhập lại, không kèm chữ hay dấu.",
    )
    assert check(IdentityKind.ENTERPRISE_CODE, "123").errors == (
        "Mã số doanh nghiệp gồm 10 chữ số. Ông/bà mới nhập 3 chữ số.",
    )


def test_a_newborn_without_papers_has_no_number():
    assert check(IdentityKind.NONE_YET, "") == Finding()
    assert check(IdentityKind.NONE_YET, "1").errors == (
        "Đã chọn “chưa có giấy tờ” thì để trống số giấy tờ.",
    )


def test_problems_are_the_errors_alone():
    assert identities.problems(IdentityKind.CITIZEN_ID, "999301123456") == ()
    assert len(identities.problems(IdentityKind.OLD_ID, "1")) == 1


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (IdentityKind.CITIZEN_ID, " 020 301.123 456 ", "020301123456"),
        (IdentityKind.PASSPORT, "b 1234567", "B1234567"),
        (IdentityKind.TAX_CODE, "1234567893001", "1234567893-001"),
        (IdentityKind.TAX_CODE, "1234567893-001", "1234567893-001"),
        (IdentityKind.TAX_CODE, "12345-67893", "1234567893"),
        (IdentityKind.TAX_CODE, "123456789300X", "123456789300X"),
        (IdentityKind.ENTERPRISE_CODE, "1234567893001", "1234567893-001"),
        (IdentityKind.OLD_ID, "0812-34567", "0812-34567"),
    ],
)
def test_a_number_is_kept_in_one_form(kind, typed, kept):
    assert identities.normalised(kind, typed) == kept


QR = f"{HER}|081234567|Nguyễn Thị  Ánh|06052001|Nữ|Thôn Đồng, xã Chi Lăng, Lạng Sơn|01022022"


def test_the_qr_code_of_a_card_fills_the_person():
    assert identities.parse_card(QR) == Card(
        citizen_id=HER,
        old_id="081234567",
        full_name="Nguyễn Thị Ánh",
        born_on=date(2001, 5, 6),
        birth_year=2001,
        female=True,
        residence="Thôn Đồng, xã Chi Lăng, Lạng Sơn",
        issued_on=date(2022, 2, 1),
    )


def test_an_unknown_tail_and_the_scanners_line_end_are_ignored():
    assert identities.parse_card(QR + "||Cha|Mẹ\r\n") == identities.parse_card(QR + "\n")


def test_letters_in_pieces_are_put_together():
    pieces = QR.replace("Ánh", "A\u0301nh")
    assert identities.parse_card(pieces).full_name == "Nguyễn Thị Ánh"


def card(born="06052001", sex="Nữ", issued="01022022"):
    return identities.parse_card(f"{HIM}||Trần Văn B|{born}|{sex}||{issued}")


def test_a_card_may_say_less():
    assert card(sex="Nam").female is False
    assert card(sex="NAM").female is False
    assert card(sex="?").female is None
    assert card().old_id == card().residence == ""
    assert card(issued="").issued_on is None
    assert card(issued="31022022").issued_on is None
    assert card(issued="0102202").issued_on is None
    assert card(issued="24122021").issued_on == date(2021, 12, 24)


@pytest.mark.parametrize(
    ("born", "born_on", "year"),
    [
        ("06051962", date(1962, 5, 6), 1962),
        ("00001961", None, 1961),
        ("1961", None, 1961),
        ("", None, 1962),
        ("31021961", None, 1961),
        ("06/05/1961", None, 1962),
        ("00000000", None, 1962),
    ],
)
def test_a_birthday_may_be_only_a_year(born, born_on, year):
    found = card(born=born)
    assert (found.born_on, found.birth_year) == (born_on, year)


@pytest.mark.parametrize("text", ["", "HELLO", "|".join("abcdef"), QR.rsplit("|", 1)[0]])
def test_another_code_is_not_a_card(text):
    with pytest.raises(identities.NotACard, match="không phải mã QR của thẻ căn cước"):
        identities.parse_card(text)


@pytest.mark.parametrize("text", [QR[1:], f"{HER}|||06052001|Nữ|x|01022022"])
def test_a_card_without_its_number_or_name_is_refused(text):
    with pytest.raises(identities.NotACard, match="không có đủ số định danh và họ tên"):
        identities.parse_card(text)
