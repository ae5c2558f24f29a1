"""The components as tags and filters: ``{% load motcua %}``."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
)
from django.http import HttpRequest
from django.template import loader
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.base import once
from motcua.rules.codes import (
    Act,
    Channel,
    Outcome,
    PaperForm,
    ServiceLevel,
    Status,
    Tier,
    Verdict,
)
from motcua.web.shared import charts, labels, wording
from motcua.web.shared.time_left import TimeLeft

register = template.Library()

_DASH = "–"
_AROUND = 2
_DONE = frozenset(
    {Status.DECIDED, Status.RETURNED, Status.WITHDRAWN, Status.STOPPED, Status.REFUSED}
)
_VOCABULARIES: dict[str, type[Enum]] = {
    "status": Status,
    "act": Act,
    "channel": Channel,
    "level": Tier,
    "service_level": ServiceLevel,
    "outcome": Outcome,
    "verdict": Verdict,
    "paper_form": PaperForm,
}


@register.filter(name="number")
def number(value: int | str | None) -> str:
    """Write 1121 as 1.121; a dash for nothing."""
    return wording.number(value) if isinstance(value, int) else _DASH


@register.filter(name="percent_of")
def percent_of(part: float, whole: float) -> str:
    """Write a share as 97,98%."""
    return wording.percent(part, whole)


@register.filter(name="money")
def money(dong: int | None) -> str:
    """Write an amount of đồng."""
    return _DASH if dong is None else wording.money(dong)


@register.filter(name="day")
def day(value: date | None) -> str:
    """Write 17/09/2026."""
    return wording.day(value) if value else _DASH


@register.filter(name="long_day")
def long_day(value: date | None) -> str:
    """Write thứ Năm, 17/09/2026."""
    return wording.long_day(value) if value else _DASH


@register.filter(name="hour")
def hour(value: datetime | None) -> str:
    """Write 15 giờ 20."""
    return wording.hour(value) if value else _DASH


@register.filter(name="moment")
def moment(value: datetime | None) -> str:
    """Write 15 giờ 20, thứ Năm, 10/09/2026."""
    return wording.moment(value) if value else _DASH


@register.filter(name="short_moment")
def short_moment(value: datetime | None) -> str:
    """Write 10/09/2026 15:20."""
    return wording.short_moment(value) if value else _DASH


@register.filter(name="machine_moment")
def machine_moment(value: date | None) -> str:
    """Write a day or moment for the ``datetime`` attribute."""
    return wording.machine_moment(value) if value else ""


@register.filter(name="vietnamese")
def vietnamese(text: str) -> SafeString:
    """Mark words that stay Vietnamese on a page in another language."""
    return wording.vietnamese(text)


@register.filter(name="label")
def label(value: Enum | str, vocabulary: str = "") -> str:
    """Name a value of a closed vocabulary; a plain string needs the vocabulary's name as argument."""
    member = value if isinstance(value, Enum) else _VOCABULARIES[vocabulary](value)
    return labels.of(member)


@register.simple_tag(name="icon")
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite; it says nothing by itself, words stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        size,
        static("motcua/icons.svg"),
        name,
    )


@register.simple_tag(name="key")
def key(name: str) -> SafeString:
    """Show the key that does the same as the button it stands on."""
    return format_html('<kbd class="key">{}</kbd>', name)


@register.simple_tag(name="once")
def once_key() -> SafeString:
    """Carry the one-time key of this rendering of a form."""
    return format_html('<input type="hidden" name="once" value="{}">', once.new_key())


@register.simple_tag(name="status")
def status(value: Status | str) -> SafeString:
    """Name where a dossier stands."""
    held = Status(value)
    tone = "done" if held in _DONE else ""
    return format_html('<span class="status {}">{}</span>', tone, labels.of(held))


@register.simple_tag(name="figure")
def figure(value: int | None, url: str = "") -> SafeString:
    """Show a number that opens what it counts; zero opens nothing."""
    if not value or not url:
        zero = "zero" if not value else ""
        return format_html('<span class="num {}">{}</span>', zero, number(value))
    return format_html('<a class="figure" href="{}">{}</a>', url, number(value))


@register.inclusion_tag("shared/parts/time_left.html", name="time_left")
def time_left(left: TimeLeft | None) -> dict[str, Any]:
    """Show the remaining time as a badge."""
    return {"time_left": left}


@register.inclusion_tag("shared/parts/clock.html", name="clock")
def clock_panel(left: TimeLeft | None, note: str = "") -> dict[str, Any]:
    """Show the remaining time large, with a note such as the due date."""
    return {"time_left": left, "note": note}


@register.inclusion_tag("shared/parts/timeline.html", name="timeline")
def timeline(entries: Sequence[Any]) -> dict[str, Any]:
    """Tell a history; each entry has ``at``, ``words``, ``tone``, ``tags`` and ``note``."""
    return {"entries": entries}


@register.inclusion_tag("shared/parts/blank.html", name="blank")
def blank(
    title: str, words: str = "", picture: str = "notice", url: str = "", action: str = ""
) -> dict[str, Any]:
    """Say that there is nothing, why, and what to do."""
    return {"title": title, "words": words, "picture": picture, "url": url, "action": action}


@register.inclusion_tag("shared/parts/steps.html", name="steps")
def steps(at: int, total: int, name: str) -> dict[str, Any]:
    """Say in words at which step a person is: "Bước 2/5: …"."""
    return {"number": at, "total": total, "name": name, "bars": [n < at for n in range(total)]}


@register.inclusion_tag("shared/parts/trail.html", name="trail")
def trail(*pairs: str) -> dict[str, Any]:
    """Show where the page is: name, address, name, address …, and the name of the page itself."""
    padded = [*pairs, ""] if len(pairs) % 2 else [*pairs]
    links = [{"name": padded[n], "url": padded[n + 1]} for n in range(0, len(padded), 2)]
    return {"links": links}


@register.inclusion_tag("shared/parts/chart.html", name="chart")
def chart(picture: charts.Chart) -> dict[str, Any]:
    """Draw a chart; its table stands beside it."""
    return {"chart": picture}


@register.inclusion_tag("shared/parts/pagination.html", name="pagination", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Link the pages of a list; every other word of the address is kept."""
    request: HttpRequest = context["request"]
    kept = request.GET.copy()
    kept.pop("trang", None)
    base = f"{kept.urlencode()}&" if kept else ""
    last = page.paginator.num_pages
    near = {n for n in range(page.number - _AROUND, page.number + _AROUND + 1) if 0 < n <= last}
    numbers: list[int] = []
    for shown in sorted(near | {1, last}):
        if numbers and shown > numbers[-1] + 1:
            numbers.append(0)
        numbers.append(shown)
    return {"page": page, "numbers": numbers, "base": base}


@register.inclusion_tag("shared/parts/error_summary.html", name="error_summary")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List what is wrong with a form, each line leading to its field."""
    problems = [{"target": "", "words": words} for words in form.non_field_errors()]
    for bound in form:
        problems += [{"target": bound.auto_id, "words": words} for words in bound.errors]
    return {"problems": problems if form.is_bound else []}


@register.simple_tag(name="field")
def field(bound: BoundField, size: str = "", hint: str = "", **attributes: str) -> SafeString:
    """Show a form field with its label, hint and error, all linked to each other.

    ``size`` is ``short``, ``whole``, ``paper`` or nothing; a form that is ``terse`` does not say
    of each field that it may stay empty. Other arguments become attributes of the control
    (an underscore stands for a hyphen).
    """
    hint = hint or str(bound.help_text)
    described = " ".join(
        f"{bound.auto_id}-{part}"
        for part, present in (("goi-y", hint), ("loi", bound.errors))
        if present
    )
    shown: dict[str, Any] = {
        "id": bound.auto_id,
        "label": bound.label,
        "hint": hint,
        "errors": bound.errors,
        "required": bound.field.required or getattr(bound.form, "terse", False),
        "size": size,
        "described": described,
    }
    if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple):
        options = {"options": bound.subwidgets, "in_line": size == "line"}
        return _part("shared/parts/choices.html", shown | options)
    attrs: dict[str, str | bool] = {
        name.replace("_", "-"): value for name, value in attributes.items()
    }
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.as_widget(attrs=attrs)
    if isinstance(bound.field.widget, CheckboxInput):
        return _part("shared/parts/tick.html", shown | {"widget": widget})
    return _part("shared/parts/field.html", shown | {"widget": widget})


def _part(template: str, shown: dict[str, Any]) -> SafeString:
    """Render a component; its template escapes what it is given."""
    return SafeString(loader.render_to_string(template, shown))
