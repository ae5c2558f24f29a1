"""By when a procedure is made public after it was decided.

Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 17, 24; Quyết định 766/QĐ-TTg, chỉ số 1.2 (certainty: high for
5 working days for a province and 10 for a ministry; medium for the same days at the office that shows it).
"""

from datetime import date, timedelta

from motcua.rules.calendar import WorkingCalendar

#: Working days after the decision: of the centre, of the province.
DAYS_CENTRAL = 10
DAYS_PROVINCE = 5


def due_on(known_on: date, *, central: bool, calendar: WorkingCalendar) -> date:
    """Return the last day on which making it public is in time."""
    days = DAYS_CENTRAL if central else DAYS_PROVINCE
    return calendar.add_working_days(known_on, days)


def overdue_through(today: date, *, central: bool, calendar: WorkingCalendar) -> date:
    """Return the last day that is overdue today, had it been decided then: ``due_on`` turned round."""
    day = today
    for _ in range(DAYS_CENTRAL if central else DAYS_PROVINCE):
        day = calendar.previous_working_day(day)
    return day - timedelta(days=1)
