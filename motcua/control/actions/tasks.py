"""What is said of a task: given, answered, accepted or asked again, withdrawn. Nothing said is unsaid.

A task directs people. It decides no dossier, moves no due date and changes nobody's rights.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.base import clock
from motcua.control import access
from motcua.control.models import Task, TaskAct, TaskDossier, TaskState, TaskStep
from motcua.dossiers.models import Dossier
from motcua.organizations import access as rights
from motcua.organizations.access import Permission, Posting
from motcua.organizations.models import Role
from motcua.people.models import Account

#: How many dossiers one task may name.
MOST_DOSSIERS = 200


class AnswerDatePast(Exception):
    """The answer would be owed before it is asked for."""


class NotAtThatAgency(Exception):
    """The person fills no post at the agency the task is about."""


class DossierElsewhere(Exception):
    """A dossier is neither settled, taken in nor worked on at the agency, or there are too many."""


class TextMissing(Exception):
    """A task, an answer, a question again and a withdrawal say what they mean."""


class TaskMoved(Exception):
    """It is not this turn's act: somebody else said something meanwhile."""


@transaction.atomic
def give(
    *,
    what: str,
    owner: Account,
    agency_id: int,
    answer_on: date,
    by: Account,
    posting: Posting,
    at: datetime,
    dossier_ids: Sequence[int] = (),
) -> Task:
    """Ask somebody of an agency one leads for an answer until a day.

    Raise ``access.NotAllowed``, ``TextMissing``, ``AnswerDatePast``, ``NotAtThatAgency``, ``DossierElsewhere``.
    """
    if not leads(posting, agency_id):
        raise access.NotAllowed(agency_id)
    on = clock.local(at).date()
    _require_text(what)
    _require_day(answer_on, on)
    if all(post.agency_id != agency_id for post in rights.postings(owner.pk, on)):
        raise NotAtThatAgency(owner.pk)
    found = _dossiers(dossier_ids, agency_id)
    task = Task.objects.create(
        agency_id=agency_id,
        giver=by,
        giver_agency_id=posting.agency_id,
        owner=owner,
        what=what.strip(),
        answer_on=answer_on,
        given_at=at,
    )
    TaskDossier.objects.bulk_create(TaskDossier(task=task, dossier=one) for one in found)
    _say(task, TaskAct.GIVE, by=by, at=at, text=what)
    return task


@transaction.atomic
def answer(*, task_id: int, text: str, by: Account, at: datetime) -> Task:
    """Answer, as the owner. Raise ``access.NotAllowed``, ``TextMissing``, ``TaskMoved``."""
    task = _locked(task_id)
    if task.owner_id != by.pk:
        raise access.NotAllowed(task_id)
    _require_state(task, TaskState.OPEN)
    _require_text(text)
    return _say(task, TaskAct.ANSWER, TaskState.ANSWERED, by=by, at=at, text=text)


@transaction.atomic
def accept(*, task_id: int, by: Account, posting: Posting, at: datetime, text: str = "") -> Task:
    """Accept the answer: the task is done. Raise ``access.NotAllowed``, ``TaskMoved``."""
    task = _judged(task_id, by, posting)
    _require_state(task, TaskState.ANSWERED)
    return _say(task, TaskAct.ACCEPT, TaskState.DONE, by=by, at=at, text=text)


@transaction.atomic
def ask_again(
    *, task_id: int, text: str, answer_on: date, by: Account, posting: Posting, at: datetime
) -> Task:
    """Ask for another answer until a new day.

    Raise ``access.NotAllowed``, ``TaskMoved``, ``TextMissing``, ``AnswerDatePast``.
    """
    task = _judged(task_id, by, posting)
    _require_state(task, TaskState.ANSWERED)
    _require_text(text)
    _require_day(answer_on, clock.local(at).date())
    task.answer_on = answer_on
    return _say(task, TaskAct.ASK_AGAIN, TaskState.OPEN, by=by, at=at, text=text)


@transaction.atomic
def withdraw(*, task_id: int, text: str, by: Account, posting: Posting, at: datetime) -> Task:
    """Take the task back and say why. Raise ``access.NotAllowed``, ``TaskMoved``, ``TextMissing``."""
    task = _judged(task_id, by, posting)
    _require_state(task, TaskState.OPEN, TaskState.ANSWERED)
    _require_text(text)
    return _say(task, TaskAct.WITHDRAW, TaskState.WITHDRAWN, by=by, at=at, text=text)


def leads(posting: Posting, agency_id: int) -> bool:
    """Tell whether a post gives tasks to people of an agency: a leader's, there or above."""
    return posting.role == Role.LEADER and rights.may([posting], Permission.OVERSEE, agency_id)


def may_judge(task: Task, by: Account, posting: Posting) -> bool:
    """Tell whether somebody judges the answer: who gave the task, or a leader of the agency he gave it for.

    Nobody judges his own answer.
    """
    if task.owner_id == by.pk:
        return False
    stands_in = posting.role == Role.LEADER and posting.agency_id == task.giver_agency_id
    return task.giver_id == by.pk or stands_in


def _locked(task_id: int) -> Task:
    return Task.objects.select_for_update().get(pk=task_id)


def _judged(task_id: int, by: Account, posting: Posting) -> Task:
    task = _locked(task_id)
    if not may_judge(task, by, posting):
        raise access.NotAllowed(task_id)
    return task


def _require_state(task: Task, *states: TaskState) -> None:
    if task.state not in states:
        raise TaskMoved(task.pk)


def _require_text(text: str) -> None:
    if not text.strip():
        raise TextMissing


def _require_day(answer_on: date, on: date) -> None:
    if answer_on < on:
        raise AnswerDatePast(answer_on)


def _dossiers(dossier_ids: Sequence[int], agency_id: int) -> list[Dossier]:
    wanted = set(dossier_ids)
    here = Q(agency=agency_id) | Q(stay_at=agency_id) | Q(taken_in_at=agency_id)
    found = list(Dossier.objects.filter(here, pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted) or len(wanted) > MOST_DOSSIERS:
        raise DossierElsewhere(len(wanted))
    return found


def _say(
    task: Task,
    act: TaskAct,
    state: TaskState = TaskState.OPEN,
    *,
    by: Account,
    at: datetime,
    text: str,
) -> Task:
    """Append a step and make the task say so."""
    TaskStep.objects.create(
        task=task,
        number=task.steps.count() + 1,
        act=act,
        text=text.strip(),
        answer_on=task.answer_on,
        at=at,
        by=by,
    )
    task.state = state
    task.save(update_fields=["state", "answer_on"])
    return task
