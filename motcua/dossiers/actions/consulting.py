"""Opinions of others (lấy ý kiến phối hợp): asked with a deadline, given, given anew; no clock stops.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium: a request has its own
deadline; silence after it stops no clock and is no consent).
"""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.actions.core import By, ReasonMissing, begin, write
from motcua.dossiers.models import Consultation, DossierEvent, Opinion
from motcua.dossiers.queries import steps as asked
from motcua.organizations import access as rights
from motcua.organizations.models import Agency, Post
from motcua.rules.codes import Act


class AnswerTooSoon(Exception):
    """An opinion is asked by a moment that is over already."""


class NotAsked(Exception):
    """The officer, or the agency, was not asked for this opinion."""


@transaction.atomic
def consult(
    *,
    dossier_id: int,
    by: By,
    agency: Agency,
    due_at: datetime,
    text: str,
    post: Post | None = None,
) -> DossierEvent:
    """Ask an agency, or one post of it, for an opinion by a moment; the dossier stays where it is.

    Raise ReasonMissing, AnswerTooSoon.
    """
    if not text.strip():
        raise ReasonMissing(Act.CONSULT)
    if due_at <= by.at:
        raise AnswerTooSoon(due_at)
    dossier, before = begin(dossier_id, Act.CONSULT, by)
    event = write(dossier=dossier, act=Act.CONSULT, by=by, before=before, text=text)
    Consultation.objects.create(
        dossier=dossier, event=event, agency=agency, post=post, due_at=due_at
    )
    return event


@transaction.atomic
def answer(*, dossier_id: int, by: By, consultation_id: int, text: str) -> DossierEvent:
    """Give an opinion, also after its deadline; a later one stands beside the first and erases nothing.

    Raise ReasonMissing, NotAsked.
    """
    if not text.strip():
        raise ReasonMissing(Act.ANSWER)
    dossier, before = begin(dossier_id, Act.ANSWER, by)
    consultation = asked.consultations(dossier_id).filter(pk=consultation_id).first()
    if consultation is None:
        raise NotAsked(consultation_id)
    if by.officer is not None:
        postings = rights.postings(by.officer.pk, by.rights_on)
        if not asked.may_answer(consultation, postings):
            raise NotAsked(consultation_id)
    event = write(dossier=dossier, act=Act.ANSWER, by=by, before=before, text=text)
    Opinion.objects.create(consultation=consultation, event=event)
    return event
