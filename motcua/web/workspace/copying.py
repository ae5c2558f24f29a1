"""What we hold of a dossier, field by field, to be copied into the system of a ministry."""

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, DossierPaper, Participant, ParticipantRole
from motcua.rules.codes import IdentityKind
from motcua.web.shared import guard, labels, wording

_SUBJECT = "dossiers.dossier"
Fields = list[tuple[str, str]]


def of(request: guard.OfficerRequest, dossier: Dossier) -> Fields:
    """Return the names and values of every field there is, the look written down; nothing for others.

    Only whoever may see the people of the dossier whole is shown them.
    """
    if not access.may_see_people(dossier=dossier, postings=request.places.all):
        return []
    journal.write(
        account_id=request.user.pk,
        verb=Verb.LOOK,
        subject_type=_SUBJECT,
        subject_id=dossier.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    people = {row.role: row for row in dossier.participants.all()}
    fields = [*_of_the_dossier(dossier), *_of_the_owner(people.get(ParticipantRole.OWNER))]
    papers = DossierPaper.objects.filter(dossier=dossier, removed_seq=None).order_by("order", "pk")
    fields.append(("Giấy tờ", "; ".join(paper.name for paper in papers)))
    return [(name, value) for name, value in fields if value]


def _of_the_dossier(dossier: Dossier) -> Fields:
    received_at, due_at = dossier.received_at, dossier.due_at
    return [
        ("Mã hồ sơ", dossier.number or ""),
        ("Mã thủ tục", dossier.procedure.code),
        ("Tên thủ tục", dossier.version.name),
        ("Trường hợp", dossier.case.name),
        ("Nội dung", dossier.subject),
        ("Ngày tiếp nhận", wording.day(received_at) if received_at else ""),
        ("Ngày hẹn trả", wording.day(due_at) if due_at else ""),
    ]


def _of_the_owner(owner: Participant | None) -> Fields:
    if owner is None:
        return []
    return [
        ("Chủ hồ sơ", owner.name),
        (str(labels.of(IdentityKind(owner.identity_kind))), owner.identity_value),
        ("Ngày sinh", wording.day(owner.born_on) if owner.born_on else ""),
        ("Địa chỉ", owner.address),
        ("Điện thoại", owner.phone),
        ("Thư điện tử", owner.email),
    ]
