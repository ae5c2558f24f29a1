"""Persons and organisations are registered once, found again by their papers, and corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from motcua.base import text, writing
from motcua.people import queries
from motcua.people.actions.accounts import Refused
from motcua.people.models import Identity, Party, PartyKind, Sex
from motcua.rules import identities as rules
from motcua.rules.codes import IdentityKind

#: Facts a later registration may fill in when the earlier one left them blank.
FILLED_IN = ("born_on", "born_year", "sex")
#: Facts of which the latest told is the true one.
LATEST_TOLD = ("address", "phone", "email")

#: The number first, for it alone can be taken: waits for whoever is writing the same one.
_TAKE_NUMBER = """
    INSERT INTO people_identity (party_id, kind, value, ground, issued_on)
    VALUES (nextval('people_party_id_seq'), %s, %s, '', %s)
    ON CONFLICT DO NOTHING
    RETURNING party_id
"""


@dataclass(frozen=True, slots=True)
class GivenIdentity:
    """A paper as given: its kind and number, or ``NONE_YET`` with the ground."""

    kind: IdentityKind
    value: str = ""
    ground: str = ""
    issued_on: date | None = None


class IdentityRefused(Refused):
    """A number cannot be one of its kind; ``args[0]`` says why, in Vietnamese."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])


class NameDiffers(Refused):
    """The number belongs to somebody of another name; ``party`` is that one."""

    def __init__(self, party: Party) -> None:
        """Keep the party the number belongs to."""
        self.party = party
        super().__init__(party.pk)

    def __str__(self) -> str:
        """Say it in Vietnamese, with the other name masked."""
        return _(
            "Số giấy tờ này đã ghi cho “%(name)s”. Hãy kiểm tra lại số, hoặc đính chính họ tên "
            "nếu là cùng một người."
        ) % {"name": queries.shown_name(self.party)}


class SeveralParties(Refused):
    """The papers given belong to different parties."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Các số giấy tờ vừa nhập thuộc về những người khác nhau. Hãy kiểm tra từng số.")


def register_party(
    *,
    kind: PartyKind,
    name: str,
    identities: Sequence[GivenIdentity],
    at: datetime,
    born_on: date | None = None,
    born_year: int | None = None,
    sex: Sex = Sex.UNKNOWN,
    address: str = "",
    phone: str = "",
    email: str = "",
) -> Party:
    """Return the party these papers identify, made now or known before.

    A known party gets the papers and facts it lacked, and the latest contact. Somebody without any
    number yet is always new. Raise ``IdentityRefused``, ``NameDiffers``, ``SeveralParties``.
    """
    given = [_checked(identity) for identity in identities]
    if not given:
        raise IdentityRefused(_("Ghi số giấy tờ, hoặc lý do chưa có (ví dụ: trẻ mới sinh)."))
    facts: dict[str, object] = {
        "born_on": born_on,
        "born_year": born_on.year if born_on else born_year,
        "sex": sex,
        "address": address.strip(),
        "phone": phone.strip(),
        "email": email.strip(),
    }
    if len(given) == 1 and given[0].value:
        return _by_one_number(kind, name, given[0], facts, at)
    try:
        with transaction.atomic():
            return _found_or_made(kind, name, given, facts, at)
    except IntegrityError:
        # Somebody registered the same paper a moment ago: now it is found.
        with transaction.atomic():
            return _found_or_made(kind, name, given, facts, at)


@transaction.atomic
def correct_party(
    *,
    party: Party,
    name: str | None = None,
    born_on: date | None = None,
    sex: Sex | None = None,
    address: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> Party:
    """Correct facts that were written wrongly; what is None stays. Numbers are added, not changed."""
    party.refresh_from_db(from_queryset=Party.objects.select_for_update())
    given = {
        "born_on": born_on,
        "born_year": born_on.year if born_on else None,
        "sex": sex,
        "address": address,
        "phone": phone,
        "email": email,
    }
    changed: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    if name is not None:
        changed |= _named(name)
    return _changed(party, changed)


def _checked(identity: GivenIdentity) -> GivenIdentity:
    """Return the identity with its number in canonical form. Raise ``IdentityRefused``."""
    if identity.kind is IdentityKind.NONE_YET:
        if not identity.ground.strip():
            raise IdentityRefused(_("Ghi lý do chưa có giấy tờ, ví dụ: trẻ mới sinh."))
        return GivenIdentity(kind=identity.kind, ground=identity.ground.strip())
    value = rules.normalised(identity.kind, identity.value)
    problems = rules.problems(identity.kind, value)
    if problems:
        raise IdentityRefused(" ".join(str(problem) for problem in problems))
    return GivenIdentity(kind=identity.kind, value=value, issued_on=identity.issued_on)


def _by_one_number(
    kind: PartyKind, name: str, given: GivenIdentity, facts: dict[str, object], at: datetime
) -> Party:
    """Find or make the party of one number, as the counter does all day, without a savepoint."""
    while True:
        party = Party(kind=kind, created_at=at, **_named(name), **_told(facts))
        if _first_with(given, party):
            return party
        known = _known([given])
        if known is not None:
            return _completed(known, kind, name, facts)
        # Whoever held the number has taken it back since: it can be taken now.


def _first_with(given: GivenIdentity, party: Party) -> bool:
    """Write a party with its number, unless the number is somebody's already."""
    with transaction.atomic(savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_NUMBER, [given.kind.value, given.value, given.issued_on])
            row = cursor.fetchone()
        if row is None:
            return False
        party.pk = row[0]
        writing.insert(party)
    return True


def _found_or_made(
    kind: PartyKind,
    name: str,
    given: Sequence[GivenIdentity],
    facts: dict[str, object],
    at: datetime,
) -> Party:
    known = _known(given)
    if known is None:
        party = Party.objects.create(kind=kind, created_at=at, **_named(name), **_told(facts))
    else:
        party = _completed(known, kind, name, facts)
    _add_identities(party, given)
    return party


def _known(given: Iterable[GivenIdentity]) -> Party | None:
    parties: dict[int, Party] = {}
    for identity in given:
        if identity.value:
            found = Identity.objects.filter(kind=identity.kind, value=identity.value)
            parties |= {row.party_id: row.party for row in found.select_related("party")}
    if len(parties) > 1:
        raise SeveralParties
    return next(iter(parties.values()), None)


def _completed(known: Party, kind: PartyKind, name: str, facts: dict[str, object]) -> Party:
    """Give a known party what it lacked. Raise ``NameDiffers``."""
    if known.kind != kind or known.name_fold != text.fold(name):
        raise NameDiffers(known)
    told = _told(facts)
    changed = {key: told[key] for key in FILLED_IN if key in told and not getattr(known, key)}
    changed |= {key: told[key] for key in LATEST_TOLD if key in told}
    return _changed(known, changed)


def _changed(party: Party, changed: dict[str, object]) -> Party:
    different = {key: value for key, value in changed.items() if getattr(party, key) != value}
    for key, value in different.items():
        setattr(party, key, value)
    if different:
        party.save(update_fields=list(different))
    return party


def _add_identities(party: Party, given: Iterable[GivenIdentity]) -> None:
    held = set(party.identities.values_list("kind", "value"))
    Identity.objects.bulk_create(
        Identity(
            party=party,
            kind=identity.kind,
            value=identity.value,
            ground=identity.ground,
            issued_on=identity.issued_on,
        )
        for identity in given
        if (identity.kind.value, identity.value) not in held
    )


def _told(facts: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in facts.items() if value}


def _named(name: str) -> dict[str, object]:
    """Return the columns of a name: as written, folded for search, and keyed for sorting."""
    written = " ".join(name.split())
    return {"name": written, "name_fold": text.fold(written), "name_key": text.name_key(written)}
