"""Numbers come from the database: gap-tolerant, unique under concurrency, reservable in blocks."""

from datetime import date, datetime

from django.db import connection, transaction

from motcua.base import writing
from motcua.dossiers import ledger
from motcua.dossiers.models import (
    Dossier,
    DossierNumber,
    NumberBlock,
    NumberKind,
)
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules import numbers

_NEXT = """
    INSERT INTO dossiers_numbercounter (stem, last) VALUES (%s, %s)
    ON CONFLICT (stem) DO UPDATE SET last = dossiers_numbercounter.last + %s
    RETURNING last
"""

#: The next serial, and whether another dossier bears the number already: one that was carried in
#: from older books under this code and day.
_NEXT_AND_TAKEN = f"""
    WITH next AS ({_NEXT})
    SELECT last, EXISTS (
        SELECT 1 FROM dossiers_dossier WHERE number = replace(%s, '*', lpad(last::text, %s, '0'))
    ) FROM next
"""  # noqa: S608 - a statement of this module


class BlockTooLarge(Exception):
    """A block holds between 1 and 500 serials."""


class BlockSpent(Exception):
    """All serials of the block have been used."""


NumberTaken = ledger.NumberTaken

_LARGEST_BLOCK = 500


def next_serial(stem: str, *, count: int = 1) -> int:
    """Take ``count`` serials of ``stem`` and return the last of them."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [stem, count, count])
        row = cursor.fetchone()
    return int(row[0])


def own_number(*, agency_id: int, on: date) -> str:
    """Take the next free dossier number of an agency on the day, by the numbering in force then."""
    numbering = agencies.numbering(agency_id, on)
    key = stem(numbering.agency_code, on)
    series = numbers.series(numbering.pattern, numbering.agency_code, on)
    width = len(str(numbers.room(numbering.pattern)))
    taken = True
    while taken:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_AND_TAKEN, [key, 1, 1, series, width])
            serial, taken = cursor.fetchone()
        value = numbers.compose(numbering.pattern, numbering.agency_code, on, serial)
    return value


def stem(agency_code: str, on: date) -> str:
    """Name the daily counter of an agency code."""
    return f"{agency_code}|{on:%Y%m%d}"


@transaction.atomic
def reserve(
    *, agency: Agency, on: date, count: int, purpose: str, officer: Account, at: datetime
) -> NumberBlock:
    """Set ``count`` serials (1–500) aside for numbering by hand while the line is down."""
    if not 1 <= count <= _LARGEST_BLOCK:
        raise BlockTooLarge(count)
    key = stem(agencies.numbering(agency.pk, on).agency_code, on)
    last = next_serial(key, count=count)
    return NumberBlock.objects.create(
        agency=agency,
        stem=key,
        first=last - count + 1,
        last=last,
        used_through=last - count,
        purpose=purpose,
        reserved_by=officer,
        reserved_at=at,
    )


def from_block(*, block_id: int, on: date) -> str:
    """Use the next free serial of a reserved block. Raise BlockSpent when none is left."""
    block = NumberBlock.objects.select_for_update().get(pk=block_id)
    numbering = agencies.numbering(block.agency_id, on)
    taken = True
    while taken:
        if block.used_through >= block.last:
            raise BlockSpent(block)
        block.used_through += 1
        value = numbers.compose(numbering.pattern, numbering.agency_code, on, block.used_through)
        taken = Dossier.objects.filter(number=value).exists()
    block.save(update_fields=["used_through"])
    return value


def give_own(*, dossier: Dossier, value: str, at: datetime) -> None:
    """Write the number just taken for ``dossier``. One that is taken is refused with NumberTaken."""
    writing.insert(
        DossierNumber(dossier_id=dossier.pk, kind=NumberKind.OWN, value=value, issued_at=at),
        refused={"number_names_one_dossier": NumberTaken(value)},
    )


def give(*, dossier: Dossier, kind: NumberKind, value: str, at: datetime) -> DossierNumber:
    """Write a number of ``dossier``. Raise NumberTaken when it names another one."""
    number, made = DossierNumber.objects.get_or_create(
        kind=kind, value=value, defaults={"dossier": dossier, "issued_at": at}
    )
    if not made and number.dossier_id != dossier.pk:
        raise NumberTaken(value)
    return number


def notice_number(*, agency: Agency, on: date) -> str:
    """Take the next number of a notice (Mẫu 02, 03) of ``agency`` in the year, padded to two digits."""
    serial = next_serial(f"notice|{agency.pk}|{on.year}")
    return f"{serial:02d}/{on.year}/{agency.code}"
