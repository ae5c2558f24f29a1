"""How numbers, money, dates and moments are written: 1.121 · 97,98% · 17/09/2026.

As Vietnamese writes them, or as the language of the page does: a date's pattern is a text to translate.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.base import clock, text

_DASH = "–"
_COMMAS_AND_DOTS = str.maketrans(",.", ".,")
#: Languages that group thousands with commas and write decimals after a dot.
_COMMAS = frozenset({"en"})
#: How the name of a form begins that says itself to be one, without diacritics.
_FORMS = ("mau", "bieu mau", "to khai", "don ", "phu luc")


def number(value: float | Decimal) -> str:
    """Group the whole part by thousands with dots; decimals, if any, follow a comma."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,f}".rstrip("0").rstrip(".")
    return _separated(text)


def percent(part: float, whole: float) -> str:
    """Write ``part`` of ``whole`` as 97,98%; a dash when there is no whole."""
    if not whole:
        return _DASH
    return _separated(f"{100 * part / whole:.2f}") + "%"


def money(dong: int) -> str:
    """Write an amount of đồng; nothing to pay is said in words."""
    if not dong:
        return _("Không thu")
    return _("%(amount)s đồng") % {"amount": number(dong)}


def day(value: date) -> str:
    """Write a day as 17/09/2026."""
    return dateformat.format(_local(value), _("d/m/Y"))


def weekday(value: date) -> str:
    """Name the weekday of a day: "thứ Năm"."""
    names = (
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ nhật"),
    )
    return names[_local(value).weekday()]


def long_day(value: date) -> str:
    """Write a day with its weekday, as a deadline is written: thứ Năm, 17/09/2026."""
    return _("%(weekday)s, %(day)s") % {"weekday": weekday(value), "day": day(value)}


def hour(value: datetime) -> str:
    """Write the time of day as people say it: 15 giờ 20."""
    moment = clock.local(value)
    if not moment.minute:
        return _("%(hour)d giờ") % {"hour": moment.hour}
    return _("%(hour)d giờ %(minute)02d") % {"hour": moment.hour, "minute": moment.minute}


def moment(value: datetime) -> str:
    """Write a moment: 15 giờ 20, thứ Năm, 10/09/2026."""
    return f"{hour(value)}, {long_day(value)}"


def short_moment(value: datetime) -> str:
    """Write a moment for a table: 10/09/2026 15:20."""
    return f"{clock.local(value):%d/%m/%Y %H:%M}"


def machine_moment(value: date) -> str:
    """Write a day or a moment for the ``datetime`` attribute of a ``time`` element."""
    return _local(value).isoformat()


def vietnamese(words: str) -> SafeString:
    """Mark what stays Vietnamese on a page in another language: the words of law and of offices."""
    if get_language() == "vi":
        return format_html("{}", words)
    return format_html('<span lang="vi">{}</span>', words)


def form(name: str) -> str:
    """Name a form file: "mẫu NA5.doc", and just "Mẫu số 01.doc", which says itself what it is."""
    return name if text.fold(name).startswith(_FORMS) else " ".join((_("mẫu"), name))


def filled(sentence: str, **told: str) -> SafeString:
    """Fill a sentence of ours with names that stay Vietnamese."""
    return SafeString(sentence % {name: vietnamese(words) for name, words in told.items()})


def _separated(written: str) -> str:
    return written if get_language() in _COMMAS else written.translate(_COMMAS_AND_DOTS)


def _local(value: date) -> date:
    return clock.local(value) if isinstance(value, datetime) else value
