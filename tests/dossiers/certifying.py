"""Originals taken through certification, for tests."""

from django.db import transaction

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.signing.placing import Place
from motcua.dossiers.actions import (
    certifying,
    enclosing,
    lane,
    results_issuing,
    results_signing,
)
from motcua.dossiers.actions.certifying import Compared
from motcua.dossiers.models import CertifiedCopy, LaneKind
from motcua.slips import certifying as making
from motcua.slips import marks
from tests.documents import made
from tests.dossiers.resulting import asked, bare

WORTHY, BRIGHT, ALTERED = "Bằng tốt nghiệp", "Giấy khai sinh", "Sổ học bạ"


def brought(office, folder, *names, pages=1):
    """Originals scanned into the office's dossier, each with its name on it."""
    scans = [
        documents.store_file(
            made.scan(folder / f"{name}.pdf", [f"{name} {one}" for one in range(1, pages + 1)]),
            name=name,
        )
        for name in names
    ]
    return [
        enclosing.enclose(
            dossier=office.dossier,
            stored=[scan],
            listed=None,
            name=name,
            officer=office.clerk,
            at=clock.now(),
        )[0]
        for name, scan in zip(names, scans, strict=True)
    ]


def compared(enclosure, **more):
    return Compared(enclosure_id=enclosure.pk, title=enclosure.paper.name, **more)


def taken_up(office, *told, signer=None, by=None):
    with transaction.atomic():
        return certifying.take_up(
            dossier_id=office.dossier.pk,
            compared=told,
            signer=signer or office.leader,
            by=office.by(by or office.clerk),
        )


def made_all(office):
    number = making.make_all(dossier_id=office.dossier.pk, at=clock.now())
    return number, list(CertifiedCopy.objects.filter(dossier=office.dossier).order_by("place"))


def signed(office, chair, *copies):
    for one in asked(office, *[copy.version for copy in copies]):
        stored = results_signing.put_together(one.pk, bare(chair, one), account=office.leader)
        results_signing.record(asked_id=one.pk, stored=stored, by=office.by(office.leader))


def issued(office, copy, **more):
    by = office.by(office.clerk)
    entry = results_issuing.take_number(
        version_id=copy.version_id, by=by, dated_on=clock.local(by.at).date(), **more
    )
    sealed = results_issuing.seal(copy.version_id, draw=drawn, by=by)
    results_issuing.issue(version_id=copy.version_id, sealed=sealed, by=by)
    return entry


def listed(office):
    """The clerk settles the dossier's procedure at once by a decision."""
    today = clock.local(clock.now()).date()
    return lane.approve(
        agency=office.agency,
        procedure=office.dossier.procedure,
        kind=LaneKind.CERTIFICATION,
        officers=[office.clerk],
        decision_number="12/QĐ-UBND",
        decision_on=today,
        from_on=today,
        weekday=None,
        by=office.by(office.leader),
    )


def drawn(version, entry, at):
    told = marks.Issued(
        agency="UBND xã Chi Lăng",
        serial=entry.first,
        symbol=entry.symbol,
        dated_on=entry.dated_on,
        address=f"http://localhost/kiem-tra-van-ban/{version.code}/",
    )
    return marks.certified(told, place=Place(**version.places["certification"]), at=at)


def content(version):
    version.refresh_from_db()
    return store.content_of(version.signed.digest)
