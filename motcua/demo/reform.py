"""30/6/2025: the districts close, communes merge, open dossiers go to who is competent from then on."""

from collections.abc import Iterator
from datetime import date, datetime

from motcua.base import clock
from motcua.catalog import actions as catalog
from motcua.demo import places
from motcua.demo.closings import Duty
from motcua.demo.hands import Hands
from motcua.demo.places import Place
from motcua.demo.roster import Roster
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.actions import By
from motcua.dossiers.models import Dossier
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, Post
from motcua.people.models import Account
from motcua.rules.codes import Level, Status

_CLOSING = clock.at(places.LAST_DAY, 17, 30)
_OPENING = clock.at(places.NEW_FROM, 7, 31)
_TEXT = f"Chuyển giao theo {places.RESOLUTION}"
_GO_AGAIN = "Cơ quan kết thúc hoạt động; đề nghị nộp lại tại cơ quan tiếp nhận mới."
#: Fields of a district's work that went up to a department, not down to a commune.
_UPWARDS = {"DD": "H37.05", "GDDT": "H37.07"}


def duties(until: datetime) -> dict[date, Duty]:
    """Closing on the last day and taking over on the next morning, as far as they are past."""
    both = (Duty(_CLOSING, close), Duty(_OPENING, take_over))
    return {duty.at.date(): duty for duty in both if duty.at <= until}


def close(hands: Hands) -> None:
    """Leave nothing at the desks, transfer what is open, then close communes and districts."""
    closing = [place for place in places.PLACES if place.closes]
    for place in closing:
        agency = hands.roster.by_code[place.code]
        _clear_the_desk(hands, agency)
        for dossier in dossiers.unit_board([agency.pk]):
            _transfer(hands, place, dossier)
    for place in sorted(closing, key=lambda place: place.level is Level.DISTRICT):
        agency = hands.roster.by_code[place.code]
        for code in place.heirs:
            organizations.record_successor(
                predecessor=agency,
                successor=hands.roster.by_code[code],
                on=places.NEW_FROM,
                decision=places.RESOLUTION,
            )
        catalog.end_offerings(agency=agency, last_day=places.LAST_DAY)
        organizations.close_agency(agency=agency, last_day=places.LAST_DAY)
    hands.roster = Roster()
    hands.look_again()


def take_over(hands: Hands) -> None:
    """The new agencies accept everything that was offered to them."""
    for dossier in _offered(hands):
        officer, _post = _heir_officer(hands, dossier.agency_id, dossier.pk)
        by = By(officer=officer, at=_OPENING)
        actions.accept_hand_over(dossier_id=dossier.pk, by=by)


def _clear_the_desk(hands: Hands, agency: Agency) -> None:
    """Hand back every result, and send home what was never received."""
    clerk = By(officer=hands.roster.clerk(agency.pk, places.LAST_DAY), at=_CLOSING)
    for dossier in dossiers.counter([agency.pk]):
        actions.return_result(dossier_id=dossier.pk, by=clerk)
    waiting = (Status.SUBMITTED.value, Status.RETURNED_TO_FILER.value)
    for dossier in Dossier.objects.filter(taken_in_at=agency, status__in=waiting).order_by("pk"):
        actions.refuse(dossier_id=dossier.pk, by=clerk, text=_GO_AGAIN)


def _transfer(hands: Hands, place: Place, dossier: Dossier) -> None:
    leader = hands.roster.leader(dossier.agency_id, places.LAST_DAY)
    heir = hands.roster.by_code[_heir(place, dossier)]
    _officer, post = _heir_officer(hands, heir.pk, dossier.pk)
    actions.transfer(
        dossier_id=dossier.pk,
        by=By(officer=leader, at=_CLOSING),
        to_agency=heir,
        decision=_TEXT,
        post=post,
    )


def _heir(place: Place, dossier: Dossier) -> str:
    """Return the code of the agency that is competent from then on."""
    if place.level is Level.DISTRICT and dossier.field.code in _UPWARDS:
        return _UPWARDS[dossier.field.code]
    return place.heirs[dossier.pk % len(place.heirs)]


def _heir_officer(hands: Hands, agency_id: int, dossier_id: int) -> tuple[Account, Post]:
    """The officer whose turn the life has there, so that the plan goes on with the same person."""
    turn = hands.serial_of(dossier_id)
    return hands.roster.officer(agency_id, places.NEW_FROM, turn)


def _offered(hands: Hands) -> Iterator[Dossier]:
    heirs = {code for place in places.PLACES for code in place.heirs} | set(_UPWARDS.values())
    ids = [hands.roster.by_code[code].pk for code in heirs]
    rows = dossiers.unit_board(ids).filter(holder=None, offered_post__isnull=False)
    return rows.order_by("pk").iterator()
