"""Questions about accounts and parties, and how a person is shown in a list: masked."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from motcua.base import text
from motcua.people.models import Account, Identity, Party, PartyKind
from motcua.rules import identities
from motcua.rules.codes import IdentityKind

#: How many digits of a number stay readable. Fewer than the five that open a look-up.
DIGITS_SHOWN = 3
MASK = "•"
#: Every account of a demonstration has this password; a real province has no such account.
DEMO_PASSWORD = "mot-cua-2026"  # noqa: S105 - shown on the sign-in page on purpose, demo only


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account anybody may try in a demonstration, and what it is for."""

    username: str
    full_name: str
    label: str


def demo_accounts() -> list[DemoAccount]:
    """Return the accounts to list on the sign-in page in demo mode, in the order they were made."""
    rows = Account.objects.filter(is_active=True).exclude(demo_label="").order_by("pk")
    return [DemoAccount(row.username, row.full_name, row.demo_label) for row in rows]


def account_named(username: str) -> Account | None:
    """Return the account of a user name, whatever its case, or None."""
    return Account.objects.filter(username=username.strip().lower()).first()


def search_accounts(wanted: str, limit: int = 20) -> list[Account]:
    """Return switched-on officers whose name or user name contains every word, by given name."""
    rows = Account.objects.filter(is_active=True, kind="officer")
    for word in text.fold(wanted).split():
        rows = rows.filter(Q(full_name_fold__contains=word) | Q(username__contains=word))
    return sorted(rows, key=lambda account: (account.full_name_key, account.pk))[:limit]


def find_by_identity(value: str) -> Party | None:
    """Return the party a number belongs to, whatever kind of paper it is on, or None."""
    forms = {identities.normalised(kind, value) for kind in IdentityKind} - {""}
    row = Identity.objects.select_related("party").filter(value__in=forms).order_by("pk").first()
    return None if row is None else row.party


def find_party(wanted: str, limit: int = 20) -> list[Party]:
    """Return the parties meant by a number, or else those whose name begins a word with each word.

    At most ``limit``, exact names first, then in the order of the Vietnamese alphabet.
    """
    by_identity = find_by_identity(wanted)
    if by_identity is not None:
        return [by_identity]
    folded = text.fold(wanted)
    if not any(letter.isalpha() for letter in folded):
        return []
    rows = _named(folded)[: limit * 5]
    return sorted(rows, key=lambda p: (p.name_fold != folded, p.name_key, p.pk))[:limit]


def _named(folded: str) -> QuerySet[Party]:
    rows = Party.objects.all()
    for word in folded.split():
        rows = rows.filter(Q(name_fold__startswith=word) | Q(name_fold__contains=f" {word}"))
    return rows.order_by("pk")


def mask_name(name: str) -> str:
    """Return a person's name with only the given name spelled out: "N. V. An"."""
    words = name.split()
    if not words:
        return ""
    return " ".join([*(f"{word[0].upper()}." for word in words[:-1]), words[-1]])


def mask_identity(value: str) -> str:
    """Return a number with only its last three signs readable: "•••••••••345"."""
    hidden = max(len(value) - DIGITS_SHOWN, 0)
    if len(value) <= DIGITS_SHOWN:
        return MASK * len(value)
    return MASK * hidden + value[hidden:]


def shown_name(party: Party) -> str:
    """Return the name as a list may show it: a person's masked, an organisation's in full."""
    return party.name if party.kind == PartyKind.ORGANISATION else mask_name(party.name)


def main_identity(party: Party) -> Identity | None:
    """Return the paper a party is best known by: a number before a ground, the newest first."""
    return party.identities.exclude(value="").order_by("-pk").first() or (
        party.identities.order_by("-pk").first()
    )
