"""Records of the national portal become dossiers once; what cannot is kept and told."""

import argparse
import json
from datetime import date, timedelta

import pytest

from motcua.base import clock
from motcua.cli import import_
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper, Participant, ParticipantRole
from motcua.exchange.models import Message, MessageState
from motcua.integrations.national_portal import fake, inbound, messages
from motcua.integrations.national_portal.inbound import Fate
from motcua.integrations.national_portal.messages import Applicant, PaperKind
from motcua.rules.codes import Channel, IdentityKind, PaperForm, Status
from tests.dossiers import world as worlds
from tests.dossiers.world import World

NOW = worlds.moment("2024-06-18 09:00")
SUBMITTED = worlds.moment("2024-06-17 21:15")


@pytest.fixture
def here(db) -> World:
    clock.set_to(NOW)
    return worlds.world()


def record(here: World, serial: int = 1, **changed) -> dict:
    return fake.record(
        serial,
        **{
            "procedure_code": "2.000001",
            "agency_code": here.agency.code,
            "submitted_at": SUBMITTED,
            "papers": [("", "Tờ khai")],
            **changed,
        },
    )


def take_in(told: object):
    return inbound.take_in(told, place=1, at=NOW)


def test_a_record_becomes_a_dossier_waiting_to_be_received(here):
    outcome = take_in(record(here))

    dossier = Dossier.objects.get(pk=outcome.dossier_id)
    assert outcome.fate is Fate.MADE
    assert dossier.status == Status.SUBMITTED
    assert dossier.channel == Channel.ONLINE
    assert dossier.submitted_at == SUBMITTED
    assert dossier.number is None
    assert dossier.numbers.get().value == record(here)["MaHoSo"]
    assert list(queries.queue([here.agency.pk])) == [dossier]


def test_its_people_and_papers_are_ours(here):
    take_in(record(here))

    owner = Participant.objects.get(role=ParticipantRole.OWNER)
    submitter = Participant.objects.get(role=ParticipantRole.SUBMITTER)
    paper = DossierPaper.objects.get()
    assert owner.party_id == submitter.party_id
    assert (owner.name, owner.identity_value) == ("Lê Văn Ví Dụ", fake.citizen_id(1))
    assert owner.born_on == date(1985, 11, 2)
    assert (paper.name, paper.form, paper.copies) == ("Tờ khai", PaperForm.COPY, 1)
    assert paper.case_paper_id is not None


def test_a_filer_for_somebody_else_is_another_party(here):
    told = record(here, ChuHoSo="Bùi Thị Chủ Hồ Sơ")
    told["ThongTinNguoiNop"]["ThongTinChiTiet"] |= {
        "TenChuHs": "Bùi Thị Chủ Hồ Sơ",
        "SoDinhDanhChuHs": fake.citizen_id(5),
    }

    take_in(told)

    owner = Participant.objects.get(role=ParticipantRole.OWNER)
    assert owner.name == "Bùi Thị Chủ Hồ Sơ"
    assert owner.identity_value == fake.citizen_id(5)
    assert owner.party_id != Participant.objects.get(role=ParticipantRole.SUBMITTER).party_id


def test_an_owner_without_a_number_has_the_ground_for_it(here):
    told = record(here, ChuHoSo="Trẻ Mới Sinh")
    told["ThongTinNguoiNop"]["ThongTinChiTiet"] |= {"TenChuHs": "", "SoDinhDanhChuHs": ""}

    take_in(told)

    owner = Participant.objects.get(role=ParticipantRole.OWNER)
    assert owner.identity_kind == IdentityKind.NONE_YET
    assert owner.identity_ground


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (Applicant.CITIZEN, "099085900001", IdentityKind.CITIZEN_ID),
        (Applicant.CITIZEN, "123456789", IdentityKind.OLD_ID),
        (Applicant.CITIZEN, "C1234567", IdentityKind.PASSPORT),
        (Applicant.ENTERPRISE, "0100109106", IdentityKind.ENTERPRISE_CODE),
        (Applicant.ENTERPRISE, "0100109106-001", IdentityKind.TAX_CODE),
        (Applicant.HOUSEHOLD_BUSINESS, "0100109106", IdentityKind.TAX_CODE),
    ],
)
def test_whose_number_it_is_follows_this_interfaces_own_table(here, kind, number, expected):
    told = record(here, LoaiDoiTuong=kind.value)
    told["ThongTinNguoiNop"]["LoaiDoiTuong"] = kind.value
    told["ThongTinNguoiNop"]["ThongTinChiTiet"] |= {
        "SoDinhDanh": number,
        "SoDinhDanhChuHs": number,
    }

    assert take_in(told).problem == ""
    assert Participant.objects.get(role=ParticipantRole.OWNER).identity_kind == expected


def test_a_reused_result_is_data_already_held(here):
    told = record(here)
    told["ThanhPhanHoSo"][0]["GiayToDinhKem"][0]["MaKetQua"] = "KQ.G15.000034"
    take_in(told)
    assert DossierPaper.objects.get().form == PaperForm.HELD_DATA


def test_a_paper_beyond_the_list_is_kept_by_its_own_name(here):
    told = record(here, papers=[("X-1", "Giấy khác")])
    told["ThanhPhanHoSo"][0] |= {"LoaiBan": PaperKind.ORIGINAL.value, "SoLuong": "2"}
    take_in(told)
    paper = DossierPaper.objects.get()
    assert (paper.name, paper.case_paper_id, paper.originals) == ("Giấy khác", None, 2)


def test_the_same_record_twice_makes_one_dossier(here):
    first = take_in(record(here))
    second = take_in(record(here))
    assert second.fate is Fate.KNOWN
    assert second.dossier_id == first.dossier_id
    assert Dossier.objects.count() == 1


def test_a_dossier_whose_message_was_lost_is_still_made_once(here):
    first = take_in(record(here))
    Message.objects.all().delete()
    assert take_in(record(here)).dossier_id == first.dossier_id
    assert Dossier.objects.count() == 1
    assert Message.objects.get().state == MessageState.DONE


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"procedure_code": "9.999999"}, "không có thủ tục mã “9.999999”"),
        ({"agency_code": "H00.404"}, "H00.404"),
        ({"agency_code": "12345"}, "Không có cơ quan mã “12345”"),
        ({"NgayNop": "17/06/2024"}, "NgayNop “17/06/2024” không đúng dạng"),
        ({"NgayNop": "2024-06-18 09:00:01"}, "ở sau thời điểm nhận"),
        ({"MaTTHC": ""}, "Thiếu MaTTHC"),
        ({"LoaiDoiTuong": "7", "ChuHoSo": "Người Khác"}, "LoaiDoiTuong “7”"),
        ({"ThanhPhanHoSo": {"a": 1}}, "ThanhPhanHoSo phải là một danh sách"),
        ({"ThongTinNguoiNop": None}, "Thiếu TenNguoiNop"),
        ({"MaHoSo": "9" * 70}, "dài quá 60"),
    ],
)
def test_what_hinders_a_record_is_told_and_nothing_is_lost(here, changed, words):
    told = record(here, **changed)
    outcome = take_in(told)
    message = Message.objects.get()
    assert outcome.fate is Fate.STUCK
    assert words in outcome.problem
    assert (message.state, message.problem) == (MessageState.STUCK, outcome.problem)
    assert message.payload == told
    assert not Dossier.objects.exists()
    assert not Participant.objects.exists()


def test_a_wrong_identity_number_is_told_and_nobody_is_half_registered(here):
    told = record(here)
    told["ThongTinNguoiNop"]["ThongTinChiTiet"] |= {"SoDinhDanh": "12", "SoDinhDanhChuHs": "12"}
    assert take_in(told).fate is Fate.STUCK
    assert not Participant.objects.exists()


def test_a_stuck_record_sent_again_mended_becomes_a_dossier(here):
    broken = record(here, MaTTHC="9.999999")
    assert take_in(broken).fate is Fate.STUCK
    assert take_in(record(here)).fate is Fate.MADE
    message = Message.objects.get()
    assert (message.state, message.problem, message.attempts) == (MessageState.DONE, "", 2)


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["chữ", 7, None, [1], {}])
def test_what_is_no_record_at_all_is_kept_and_told(told):
    outcome = inbound.take_in(told, place=1, at=NOW)
    assert outcome.fate is Fate.STUCK
    assert Message.objects.get().payload == ("null" if told is None else told)


def test_a_file_is_one_record_a_list_or_a_line_each():
    one = {"MaHoSo": "1"}
    assert inbound.records(json.dumps(one)) == [one]
    assert inbound.records(json.dumps([one, one])) == [one, one]
    assert inbound.records(f"{json.dumps(one)}\n\n{json.dumps(one)}\nhỏng") == [one, one, "hỏng"]
    with pytest.raises(inbound.NotRecords):
        inbound.records("không phải JSON")


def test_the_competent_agency_may_be_another_than_the_one_that_takes_it_in(here):
    centre = worlds.world(worlds.procedure("2.9")).agency
    outcome = take_in(record(here, agency_code=centre.code))
    dossier = Dossier.objects.get(pk=outcome.dossier_id)
    assert (dossier.taken_in_at_id, dossier.agency_id) == (centre.pk, here.agency.pk)


def test_numbers_written_bare_are_read_as_text():
    told = {"MaHoSo": 12, "LoaiDoiTuong": 1, "NgayNop": "2024-06-17 08:00:00"}
    assert messages.number_of(told) == "12"


def test_the_command_tells_each_stuck_record_and_counts(here, tmp_path, capsys):
    path = tmp_path / "hoso.jsonl"
    good = fake.records(
        3,
        agency_codes=[here.agency.code],
        procedures={"2.000001": [("", "Tờ khai")]},
        submitted_at=SUBMITTED,
        every=timedelta(minutes=1),
    )
    lines = [*good, record(here, 9, MaTTHC="9.999999")]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    parser = argparse.ArgumentParser()
    import_.configure(parser)

    code = import_.run(parser.parse_args(["submissions", str(path)]))

    told = capsys.readouterr().out
    assert code == 1
    assert "Bản ghi 4" in told
    assert "Đã tạo 3 hồ sơ; 0 hồ sơ đã có; 1 bản ghi cần xem lại." in told
    assert Dossier.objects.count() == 3


@pytest.mark.parametrize("odd", ["x" * 10_000, "a\0b", "\ud800", "9" * 5000, "-1", ""])
def test_no_record_however_odd_stops_the_others(here, odd):
    names = [name for name, value in record(here).items() if isinstance(value, str)]
    told = [record(here, serial) | {name: odd} for serial, name in enumerate(names, start=10)]

    outcomes = list(inbound.take_in_all([*told, record(here, 99)], now=lambda: NOW))

    assert len(outcomes) == len(told) + 1
    assert outcomes[-1].fate is Fate.MADE
    assert all(outcome.problem for outcome in outcomes if outcome.fate is Fate.STUCK)
