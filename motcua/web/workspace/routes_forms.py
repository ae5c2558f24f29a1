"""The forms of internal processes: where one holds, its steps row by row, a file of many."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.actions.routes import Scope
from motcua.catalog.models import Case, Route
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import reading, words, writing
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency
from motcua.rules.codes import Level
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import END, PostRole, Step, UnitKind, Way, Work
from motcua.web.workspace import admin_acts

#: More rows than any process a decision prints.
MOST_STEPS = 60
_LEVELS = (Level.PROVINCE, Level.COMMUNE)


def _chosen_from(known: Mapping[Any, str]) -> list[tuple[str, Any]]:
    return [("", _lazy("Chưa chọn")), *((one.value, word) for one, word in known.items())]


class DrawUpForm(forms.Form):
    """For which agencies a route is drawn up."""

    terse = True
    noi = forms.ChoiceField(label=_lazy("Áp dụng tại"))

    def __init__(self, *given: Any, case: Case, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Offer the province, its levels, and the agencies that settle the procedure."""
        super().__init__(*given, **options)
        offered = catalog.agencies_offering(case.version.procedure, clock.today())
        levels = [
            (one.value, _("Mọi cơ quan cấp %(level)s") % {"level": organizations.level_label(one)})
            for one in _LEVELS
        ]
        agencies = [(str(row.agency_id), row.agency.name) for row in offered]
        field = self.fields["noi"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", writing.WHOLE_PROVINCE), *levels, *agencies]
        field.required = False

    @property
    def scope(self) -> Scope:
        """Where the route will hold."""
        told = self.cleaned_data["noi"]
        if told.isdecimal():
            return Scope(agency=Agency.objects.get(pk=int(told)))
        return Scope(level=Level(told)) if told else Scope()


class StepForm(forms.Form):
    """One step of the table; the words of times and of ways are those a decision prints."""

    terse = True
    place = forms.IntegerField(
        label=_lazy("Thứ tự"), min_value=1, max_value=999, required=False, widget=forms.NumberInput
    )
    code = forms.CharField(label=_lazy("Bước"), max_length=20, required=False)
    name = forms.CharField(label=_lazy("Nội dung công việc"), max_length=1000)
    work = forms.ChoiceField(label=_lazy("Loại việc"), choices=_chosen_from(words.WORKS))
    unit = forms.ChoiceField(
        label=_lazy("Đơn vị thực hiện"),
        choices=_chosen_from(words.UNITS),
        required=False,
    )
    post = forms.ChoiceField(
        label=_lazy("Người thực hiện"),
        choices=_chosen_from(words.POSTS),
        required=False,
    )
    time = forms.CharField(label=_lazy("Thời gian"), max_length=60, required=False)
    result = forms.CharField(label=_lazy("Kết quả của bước"), max_length=1000, required=False)
    agency = forms.CharField(label=_lazy("Cơ quan khác thực hiện"), max_length=300, required=False)
    within = forms.CharField(
        label=_lazy("Thời hạn tại cơ quan khác"), max_length=60, required=False
    )
    to = forms.CharField(label=_lazy("Bước tiếp theo"), max_length=300, required=False)
    may_consult = forms.BooleanField(label=words.MARKS["may_consult"], required=False)
    may_return = forms.BooleanField(label=words.MARKS["may_return"], required=False)
    must_attach = forms.BooleanField(label=words.MARKS["must_attach"], required=False)
    must_sign = forms.BooleanField(label=words.MARKS["must_sign"], required=False)
    on_ministry_system = forms.BooleanField(label=words.MARKS["on_ministry_system"], required=False)

    #: What "ngày" alone means, told by the page of the case.
    bare_day = StepUnit.WORKING_DAYS

    def clean_time(self) -> Time | None:
        """Read the time of the step."""
        return self._time("time")

    def clean_within(self) -> Time | None:
        """Read the time of the stay."""
        return self._time("within")

    def _time(self, name: str) -> Time | None:
        try:
            return words.read_time(self.cleaned_data[name], self.bare_day)
        except words.Unread as unread:
            raise forms.ValidationError(str(unread)) from unread

    def clean_to(self) -> tuple[Way, ...]:
        """Read where the step leads."""
        try:
            return words.read_ways(self.cleaned_data["to"])
        except words.Unread as unread:
            raise forms.ValidationError(str(unread)) from unread

    def clean_agency(self) -> str:
        """Find the other agency; its code is kept."""
        told = self.cleaned_data["agency"]
        if not told:
            return ""
        try:
            return organizations.find(words.agency_word(told)).code
        except (organizations.AgencyUnknown, organizations.AgencyAmbiguous) as unknown:
            raise forms.ValidationError(str(unknown)) from unknown

    def step(self, order: int) -> Step:
        """Return the step as the rules read it; without a code it is called by its place."""
        given = self.cleaned_data
        return Step(
            code=reading.step_code(given["code"]) or str(order),
            name=given["name"],
            work=Work(given["work"]),
            unit=UnitKind(given["unit"]),
            post=PostRole(given["post"]),
            agency=given["agency"],
            time=given["time"],
            within=given["within"],
            result=given["result"],
            ways=given["to"],
            **{name: given[name] for name in words.MARKS},
        )


_Steps = forms.formset_factory(StepForm, extra=0, max_num=MOST_STEPS, can_delete=True)


class StepForms:
    """The rows of the editor, read and checked together."""

    def __init__(self, data: Any, route: Route, more: int) -> None:  # noqa: ANN401 - data, or None
        """Say the steps as they stand and ``more`` empty rows, or what was sent."""
        told = list(_initial(route))
        self.steps = _Steps(data, prefix="buoc", initial=told)
        self.steps.extra = max(more, 0 if told else 1)
        bare_day = queries.bare_day(route.case)
        for form in self.steps.forms:
            form.bare_day = bare_day
            form.fields["DELETE"].label = _("Bỏ bước này")

    def is_valid(self) -> bool:
        """Check every row, so that every mistake is said at once."""
        return bool(self.steps.is_valid())

    @property
    def rows(self) -> list[Step]:
        """The steps in the order their places say; new ones without a place come last."""
        kept = [
            one
            for one in self.steps.forms
            if one.cleaned_data.get("name") and not one.cleaned_data.get("DELETE")
        ]
        ordered = sorted(kept, key=lambda one: one.cleaned_data["place"] or MOST_STEPS * 100)
        return [one.step(order) for order, one in enumerate(ordered, start=1)]


def _initial(route: Route) -> Iterator[dict[str, Any]]:
    names = {
        one.agency.code: writing.with_code(one.agency) for one in route.steps.all() if one.agency
    }
    rows = queries.as_rule(route).steps
    following = (*(one.code for one in rows[1:]), END)
    for order, (one, then) in enumerate(zip(rows, following, strict=False), start=1):
        marks = {name: getattr(one, name) for name in words.MARKS}
        yield marks | {
            "place": order * 10,
            "code": one.code,
            "name": one.name,
            "work": one.work.value,
            "unit": one.unit.value,
            "post": one.post.value,
            "agency": names.get(one.agency, ""),
            "time": words.time(one.time),
            "within": words.time(one.within),
            "result": one.result,
            "to": words.ways(one, then),
        }


class FileForm(forms.Form):
    """A file of many routes, and by which decision they are approved."""

    tep = forms.FileField(
        label=_lazy("Tệp quy trình (XLSX hoặc YAML)"),
        validators=[FileExtensionValidator(["xlsx", "yaml", "yml"])],
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )
    hieu_luc = admin_acts.DayField(label=_lazy("Áp dụng từ ngày"))
    so = forms.CharField(
        label=_lazy("Số quyết định phê duyệt"),
        max_length=80,
        required=False,
        help_text=_lazy("Để trống thì nhập thành dự thảo."),
    )
    ngay = admin_acts.DayField(label=_lazy("Ngày ký"), required=False)
    ky = forms.CharField(label=_lazy("Cơ quan ban hành quyết định"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a decision that has a number."""
        given = super().clean() or {}
        if given.get("so") and not given.get("ngay"):
            self.add_error("ngay", _("Ghi ngày ký quyết định."))
        return given
