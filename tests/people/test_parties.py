"""Persons and organisations: registered once, found by their papers, masked in lists."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from motcua.base import clock
from motcua.people import actions, queries
from motcua.people.actions import parties
from motcua.people.models import Identity, Party, PartyKind, Sex
from motcua.rules.codes import IdentityKind
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
NUMBER = "020090000123"
CARD = actions.GivenIdentity(IdentityKind.CITIZEN_ID, NUMBER)


def register(name: str = "Nguyễn Văn An", *given: actions.GivenIdentity, **facts: object) -> Party:
    return actions.register_party(
        kind=PartyKind.PERSON,
        name=name,
        identities=given or (CARD,),
        at=NOW,
        **facts,  # type: ignore[arg-type]
    )


def test_a_person_is_registered_once_and_found_by_the_number() -> None:
    first = register(phone="0912345678")
    again = register("  nguyen van  AN ", phone="0987654321", born_on=date(1990, 5, 20))

    assert again == first
    assert Party.objects.count() == 1
    assert (again.phone, again.born_on, again.name) == (
        "0987654321",
        date(1990, 5, 20),
        "Nguyễn Văn An",
    )


def test_a_known_fact_is_not_overwritten_by_a_later_registration() -> None:
    register(born_on=date(1990, 5, 20))

    assert register(born_on=date(1991, 1, 1)).born_on == date(1990, 5, 20)
    assert register().born_year == 1990


def test_a_number_is_stored_without_the_spaces_people_write() -> None:
    spaced = actions.GivenIdentity(IdentityKind.CITIZEN_ID, "020 090 000 123")

    assert register("Nguyễn Văn An", spaced).identities.get().value == NUMBER


def test_a_wrong_number_is_refused_in_words() -> None:
    short = actions.GivenIdentity(IdentityKind.CITIZEN_ID, "02009000012")

    with pytest.raises(actions.IdentityRefused, match="12 chữ số"):
        register("Nguyễn Văn An", short)


def test_a_number_of_somebody_of_another_name_is_not_taken_over() -> None:
    register("Nguyễn Văn An")

    with pytest.raises(actions.NameDiffers, match=r"N\. V\. An"):
        register("Trần Thị Bình")


def test_papers_of_different_people_are_refused() -> None:
    other = actions.GivenIdentity(IdentityKind.OLD_ID, "081234567")
    register("Nguyễn Văn An", CARD)
    register("Trần Thị Bình", other)

    with pytest.raises(actions.SeveralParties):
        register("Nguyễn Văn An", CARD, other)


def test_a_known_person_gains_the_papers_shown_later() -> None:
    old = actions.GivenIdentity(IdentityKind.OLD_ID, "081234567")
    first = register("Nguyễn Văn An", old)

    assert register("Nguyễn Văn An", CARD, old) == first
    assert first.identities.count() == 2
    assert queries.find_by_identity("081 234 567") == first


def test_a_newborn_has_a_ground_instead_of_a_number_and_is_always_new() -> None:
    newborn = actions.GivenIdentity(IdentityKind.NONE_YET, ground="Trẻ mới sinh")

    assert register("Nguyễn Gia Bảo", newborn) != register("Nguyễn Gia Bảo", newborn)


@pytest.mark.parametrize("given", [[], [actions.GivenIdentity(IdentityKind.NONE_YET)]])
def test_neither_number_nor_ground_is_refused(given: list[actions.GivenIdentity]) -> None:
    with pytest.raises(actions.IdentityRefused, match="trẻ mới sinh"):
        actions.register_party(kind=PartyKind.PERSON, name="An", identities=given, at=NOW)


def test_the_database_refuses_a_paper_without_number_or_ground() -> None:
    party = register()

    with pytest.raises(IntegrityError, match="identity_value_or_ground"):
        Identity.objects.create(party=party, kind=IdentityKind.NONE_YET)


def test_who_was_registered_by_another_clerk_a_moment_ago_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = register()
    look = parties._known
    answers = iter([None])
    monkeypatch.setattr(parties, "_known", lambda given: next(answers, look(given)))

    assert register() == known
    assert Party.objects.count() == 1


def test_an_organisation_is_found_by_its_code() -> None:
    company = actions.register_party(
        kind=PartyKind.ORGANISATION,
        name="Công ty TNHH Hoa Hồi",
        identities=[actions.GivenIdentity(IdentityKind.ENTERPRISE_CODE, "0100109106")],
        at=NOW,
    )

    assert queries.find_party("0100109106") == [company]
    assert queries.shown_name(company) == "Công ty TNHH Hoa Hồi"


def test_corrections_change_what_is_given_and_nothing_else() -> None:
    party = register(phone="0912345678", born_on=date(1990, 5, 20))

    actions.correct_party(party=party, name="Nguyễn Văn Ân", sex=Sex.MALE)

    party.refresh_from_db()
    assert (party.name, party.name_fold, party.sex) == ("Nguyễn Văn Ân", "nguyen van an", "male")
    assert (party.phone, party.born_on) == ("0912345678", date(1990, 5, 20))


def test_people_are_found_by_the_beginnings_of_their_names_exact_ones_first() -> None:
    anh = factories.person("Nguyễn Văn Ánh")
    an = factories.person("Nguyễn Văn An")
    factories.person("Trần Văn Thanh")

    assert queries.find_party("nguyen van an") == [an, anh]
    assert queries.find_party("an") == [an, anh]
    assert queries.find_party("  ") == []
    assert queries.find_party("0200") == []


@pytest.mark.parametrize(
    ("name", "masked"),
    [("Nguyễn Văn An", "N. V. An"), ("đỗ  Mười", "Đ. Mười"), ("An", "An"), ("", "")],
)
def test_a_name_in_a_list_keeps_the_given_name_alone(name: str, masked: str) -> None:
    assert queries.mask_name(name) == masked


@pytest.mark.parametrize(
    ("value", "masked"), [(NUMBER, "•••••••••123"), ("123", "•••"), ("", ""), ("1234", "•234")]
)
def test_a_number_in_a_list_shows_fewer_signs_than_a_look_up_asks_for(
    value: str, masked: str
) -> None:
    assert queries.mask_identity(value) == masked


def test_the_main_paper_is_a_number_before_a_ground() -> None:
    newborn = actions.GivenIdentity(IdentityKind.NONE_YET, ground="Trẻ mới sinh")
    party = register("Nguyễn Gia Bảo", CARD, newborn)
    unnumbered = register("Nguyễn Gia Hân", newborn)

    for one, kind in ((party, "citizen_id"), (unnumbered, "none_yet")):
        paper = queries.main_identity(one)
        assert paper is not None
        assert paper.kind == kind


def test_a_party_never_prints_its_name() -> None:
    party = register()

    assert "An" not in str(party)
    assert NUMBER not in str(party.identities.get())
