"""Names are found at the places one may look at, by an index that knows the places."""

from dataclasses import replace

import pytest
from django.db import connection

from motcua.base import clock
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.placed_words import PlacedWords, standing
from motcua.organizations import access as rights
from motcua.organizations.access import Posting
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

_ON = "2024-06-17"


def postings(here: World) -> tuple[Posting, ...]:
    return rights.postings(here.officer.pk, worlds.on(_ON))


def named(here: World, name: str) -> Dossier:
    clock.set_to(worlds.moment(f"{_ON} 08:30"))
    asked = here.application()
    asked = replace(asked, owner=replace(asked.owner, name=name))
    return actions.receive(application=asked, by=here.by(here.clerk))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Công ty TNHH Đầu-tư Kỳ Lừa (chi nhánh 2)", "dau-tu ky"),
        ("Công ty TNHH Đầu-tư Kỳ Lừa (chi nhánh 2)", "ky lua (chi"),
        ("Nguyễn Văn Ân", "van a"),
        ("Hộ kinh doanh hoalan.com (Mai Pha)", "hoalan"),
    ],
)
def test_a_name_is_found_by_words_side_by_side(name: str, words: str) -> None:
    here = worlds.world()
    dossier = named(here, name)
    assert list(queries.search(words, postings(here))) == [dossier]


def test_who_looks_over_many_places_finds_by_the_bare_word() -> None:
    here = worlds.world()
    dossier = named(here, "Nguyễn Văn Ân")
    (one, *_rest) = postings(here)
    wide = replace(one, below=frozenset({here.agency.pk, *range(10_000, 10_020)}), agency_id=10_000)
    everywhere = tuple(replace(wide, agency_id=agency) for agency in wide.below)
    assert list(queries.search("nguyen", everywhere)) == [dossier]
    elsewhere = tuple(one for one in everywhere if one.agency_id != here.agency.pk)
    assert not queries.search("nguyen", tuple(replace(e, below=frozenset()) for e in elsewhere))


def test_a_name_is_asked_for_at_the_place_alone() -> None:
    here, there = worlds.world(), worlds.world(worlds.procedure("2.9"))
    dossier = named(here, "Nguyễn Văn Ân")
    found = Dossier.objects.alias(at=PlacedWords())
    assert list(found.filter(at=standing(["nguyen"], [here.agency.pk]))) == [dossier]
    assert not found.filter(at=standing(["nguyen"], [there.agency.pk]))
    assert list(found.filter(at=standing(["nguyen"], range(20)))) == [dossier]


def test_the_question_is_written_as_the_index_is() -> None:
    found = Dossier.objects.alias(at=PlacedWords()).filter(at=standing(["nguyen"], [1]))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "dossier_owner_words" in found.explain()
