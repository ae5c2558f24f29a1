"""Questions about tasks: mine, those I or my people are asked, which are late, of which somebody is written to."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from motcua.control.models import Task, TaskAct, TaskState, TaskStep
from motcua.organizations.access import Permission, Posting, reach
from motcua.organizations.models import Role

#: Of these somebody still owes something.
ALIVE = (TaskState.OPEN, TaskState.ANSWERED)
_ROWS = ("owner", "giver", "agency", "giver_agency")
#: What was said longer ago is not written about any more: it stands in the list.
WRITTEN_FOR = timedelta(days=1)
#: A day on which an answer was owed is written about on the first open day of a week.
DUE_FOR = timedelta(days=7)
#: What was said last, and whose turn it is after it.
_TURNS = Q(act__in=(TaskAct.GIVE, TaskAct.ASK_AGAIN), task__state=TaskState.OPEN) | Q(
    act=TaskAct.ANSWER, task__state=TaskState.ANSWERED
)


def owed_by(account_id: int) -> QuerySet[Task]:
    """Return the tasks a person owes an answer to or has answered, the earliest owed first."""
    return _rows(Task.objects.filter(owner=account_id))


def given_at(posting: Posting) -> QuerySet[Task]:
    """Return the tasks given to people of the agencies a leader's post looks over, the earliest owed first."""
    if posting.role != Role.LEADER:
        return Task.objects.none()
    return _rows(Task.objects.filter(agency__in=sorted(reach([posting], Permission.OVERSEE))))


def visible(task_id: int, account_id: int, posting: Posting) -> Task | None:
    """Return a task to its owner, its giver, and the leaders over the agency it was given to; None to others."""
    mine = Q(owner=account_id) | Q(giver=account_id)
    if posting.role == Role.LEADER:
        mine |= Q(agency__in=sorted(reach([posting], Permission.OVERSEE)))
    return Task.objects.filter(mine, pk=task_id).select_related(*_ROWS).first()


def alive(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return those of which somebody still owes something."""
    return tasks.filter(state__in=ALIVE)


def late(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Return those whose answer was owed before today and has not come."""
    return tasks.filter(state=TaskState.OPEN, answer_on__lt=today)


def is_late(task: Task, today: date) -> bool:
    """Tell whether an answer was owed before today and has not come."""
    return task.state == TaskState.OPEN and task.answer_on < today


def turn_of(account_id: int) -> QuerySet[Task]:
    """Return the tasks in which it is this person's turn: to answer, or to judge an answer."""
    return Task.objects.filter(
        Q(owner=account_id, state=TaskState.OPEN) | Q(giver=account_id, state=TaskState.ANSWERED)
    )


def said_lately(at: datetime) -> list[TaskStep]:
    """Return what was last said of each task, lately, that leaves it somebody's turn: asked, or answered."""
    found = TaskStep.objects.filter(_TURNS, at__gt=at - WRITTEN_FOR, at__lte=at)
    rows = found.select_related("by", *(f"task__{name}" for name in _ROWS))
    return list({step.task_id: step for step in rows.order_by("task", "number")}.values())


def owed(today: date) -> QuerySet[Task]:
    """Return the tasks whose answer is owed today, or was in the days before, and has not come."""
    days = {"answer_on__gt": today - DUE_FOR, "answer_on__lte": today}
    return Task.objects.filter(state=TaskState.OPEN, **days).select_related(*_ROWS).order_by("pk")


def _rows(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related(*_ROWS).order_by(F("answer_on").asc(), "pk")
