"""What is asked of the report page: form, unit, period, rule, moment; read from the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms as web
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import clock
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.reporting import queries
from motcua.reporting.figures import LEVELS, SUBTOTAL_LABELS, Form
from motcua.rules import forms, periods
from motcua.rules.codes import Level
from motcua.rules.periods import Kind, Period, Window
from motcua.web.shared import guard, wording

#: Periods offered: those of this reporting year and of so many years before.
YEARS_BACK = 3
#: Years outside can only be a slip of the hand.
_YEARS = range(2000, 2101)
OTHER = "khac"
#: How the choice of a period of the province's own begins.
_OWN = "rieng-"
_KIND_WORDS = {"nam": Kind.YEAR, "nua": Kind.HALF, "quy": Kind.QUARTER, "thang": Kind.MONTH}
_WORDS = {kind: word for word, kind in _KIND_WORDS.items()}
#: As people write, and as machines do.
_DAYS = ["%d/%m/%Y", "%Y-%m-%d"]
_MOMENTS = ["%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A report somebody asked for. ``view`` is how rows stand under a level: by field or by unit."""

    form: Form
    agency: Agency
    window: Window
    rule: str
    as_of: datetime | None
    period: str
    view: str = "linh-vuc"

    def query(self, **changes: str) -> str:
        """Write what was asked as the words of an address."""
        words = {
            "bieu": self.form,
            "don_vi": str(self.agency.pk),
            "ky": self.period,
            "tu": wording.day(self.window.from_on) if self.period == OTHER else "",
            "den": wording.day(self.window.to_on) if self.period == OTHER else "",
            "quy_uoc": self.rule,
            "luc": wording.short_moment(self.as_of) if self.as_of else "",
            "xem": self.view,
        }
        return urlencode({name: word for name, word in (words | changes).items() if word})


def reaches(day: date) -> bool:
    """Tell whether a day or moment may bound a report."""
    return day.year in _YEARS


def period_word(period: Period) -> str:
    """Write a period as the value of the choice: "2024-quy-3"."""
    return f"{period.year}-{_WORDS[period.kind]}-{period.ordinal}"


def last_ended(kind: Kind, today: date) -> Period:
    """Return the latest period of a kind that is over."""
    return periods.containing(kind, today).shifted(-1)


def units(request: guard.OfficerRequest) -> list[Agency]:
    """Return the agencies whose figures the chosen post may see, from the top of the tree down."""
    ids = access.reach([request.desk], Permission.REPORT)
    found = Agency.objects.filter(pk__in=ids)
    return sorted(
        found, key=lambda one: (LEVELS.index(Level(one.level)), one.name_key or one.name, one.pk)
    )


class ReportForm(web.Form):
    """The choices of the report page; read from the address, so a report can be sent as a link."""

    bieu = web.ChoiceField(
        label=gettext_lazy("Biểu"),
        choices=(
            ("b", gettext_lazy("II.06b – đơn vị và các đơn vị trực thuộc")),
            ("a", gettext_lazy("II.06a – riêng đơn vị")),
        ),
    )
    don_vi = web.ChoiceField(label=gettext_lazy("Đơn vị báo cáo"))
    ky = web.ChoiceField(label=gettext_lazy("Kỳ báo cáo"))
    tu = web.DateField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        input_formats=_DAYS,
        help_text=gettext_lazy("Ngày/tháng/năm, ví dụ 15/06/2024"),
        error_messages={"invalid": gettext_lazy("Ngày ghi như 15/06/2024.")},
    )
    den = web.DateField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        input_formats=_DAYS,
        help_text=gettext_lazy("Ngày/tháng/năm, ví dụ 14/09/2024"),
        error_messages={"invalid": gettext_lazy("Ngày ghi như 14/09/2024.")},
    )
    quy_uoc = web.ChoiceField(label=gettext_lazy("Quy ước tính"))
    luc = web.DateTimeField(
        label=gettext_lazy("Số liệu ghi nhận đến"),
        required=False,
        input_formats=_MOMENTS,
        help_text=gettext_lazy("Ví dụ 20/09/2024 17:00; để trống là tính đến lúc này"),
        error_messages={"invalid": gettext_lazy("Thời điểm ghi như 20/09/2024 17:00.")},
    )

    def __init__(self, data: Mapping[str, Any], *, found: list[Agency], today: date) -> None:
        """Offer the units the post may see and the periods around today."""
        super().__init__(data)
        self.units = {str(agency.pk): agency for agency in found}
        self._offer("don_vi", _unit_choices(found))
        self.own = {
            f"{_OWN}{one.pk}": Window(one.from_on, one.to_on, one.name)
            for one in queries.local_periods()
        }
        self._offer("ky", [*_period_choices(today), *_own_choices(self.own)])
        self._offer("quy_uoc", [(rule.code, rule.name) for rule in forms.COUNTING_RULES.values()])

    def clean(self) -> dict[str, Any]:
        """Work the window out of the period, or of the two days."""
        cleaned = super().clean() or {}
        try:
            cleaned["window"] = self._window(cleaned)
        except periods.BadWindow as bad:
            self.add_error("den", str(bad))
        return cleaned

    def clean_tu(self) -> date | None:
        """Hold the first day to the years of reports."""
        return self._near("tu")

    def clean_den(self) -> date | None:
        """Hold the last day to the years of reports."""
        return self._near("den")

    def clean_luc(self) -> date | None:
        """Hold the moment to the years of reports."""
        return self._near("luc")

    def asked(self, *, view: str) -> Asked:
        """Return what was asked. The form must be valid."""
        cleaned = self.cleaned_data
        return Asked(
            form=cleaned["bieu"],
            agency=self.units[cleaned["don_vi"]],
            window=cleaned["window"],
            rule=cleaned["quy_uoc"],
            as_of=cleaned["luc"],
            period=cleaned["ky"],
            view="don-vi" if view == "don-vi" else "linh-vuc",
        )

    def _near(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and not reaches(day):
            raise web.ValidationError(_("Ngày này quá xa. Hãy xem lại năm."))
        return day

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, web.ChoiceField):
            field.choices = choices

    def _window(self, cleaned: dict[str, Any]) -> Window | None:
        period = cleaned.get("ky")
        if period is None:
            return None
        if period != OTHER:
            if period.startswith(_OWN):
                return self.own[period]
            year, word, ordinal = period.split("-")
            return Period(_KIND_WORDS[word], int(year), int(ordinal)).window()
        missing = {
            "tu": _("Hãy ghi ngày đầu kỳ, vì kỳ báo cáo là khoảng thời gian khác."),
            "den": _("Hãy ghi ngày cuối kỳ, vì kỳ báo cáo là khoảng thời gian khác."),
        }
        for name, sentence in missing.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        first, last = cleaned.get("tu"), cleaned.get("den")
        return queries.named(Window(first, last)) if first and last else None


def read(request: guard.OfficerRequest) -> ReportForm:
    """Read the form from the address; what is not said there is the usual report of the post."""
    found, today = units(request), clock.today()
    usual = {
        "bieu": "b" if request.desk.below else "a",
        "don_vi": str(request.desk.agency_id),
        "ky": period_word(last_ended(Kind.QUARTER, today)),
        "quy_uoc": forms.DEFAULT.code,
    }
    return ReportForm(usual | request.GET.dict(), found=found, today=today)


def _unit_choices(found: list[Agency]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for agency in found:
        ended = (
            _(" (đến %(day)s)") % {"day": wording.day(agency.closed_on)} if agency.closed_on else ""
        )
        level = SUBTOTAL_LABELS[Level(agency.level)]
        groups.setdefault(level, []).append((str(agency.pk), f"{agency.name}{ended}"))
    return list(groups.items())


def _period_choices(today: date) -> list[Any]:
    """The periods of each year, the newest year first; then any other days."""
    this_year = periods.containing(Kind.YEAR, today).year
    choices: list[Any] = [(OTHER, _("Khoảng thời gian khác (ghi từ ngày, đến ngày)"))]
    for year in range(this_year, this_year - YEARS_BACK - 1, -1):
        of_year = [
            Period(kind, year, ordinal)
            for kind in (Kind.YEAR, Kind.HALF, Kind.QUARTER, Kind.MONTH)
            for ordinal in range(1, 12 // periods.MONTHS[kind] + 1)
        ]
        named = [(period_word(one), _sentence(one.label())) for one in of_year]
        choices.append((_("Năm %(year)d") % {"year": year}, named))
    return choices


def _own_choices(own: Mapping[str, Window]) -> list[Any]:
    """The periods of the province's own, where it has any."""
    named = [(word, window.named) for word, window in own.items()]
    return [(_("Kỳ theo văn bản của địa phương"), named)] if named else []


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
