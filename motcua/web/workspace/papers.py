"""Giấy tờ của hồ sơ: the papers kept in a dossier, adding some, opening one, taking one out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once, revisions, uploads
from motcua.base.models import Verb
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.actions import Stored
from motcua.documents.kinds import SHOWN_INLINE, SUFFIX, Kind
from motcua.documents.models import File, Paper
from motcua.documents.refusals import Refused, too_large
from motcua.dossiers import access
from motcua.dossiers.actions import enclosing
from motcua.dossiers.models import Dossier, DossierPaper, Enclosure, PhonePass
from motcua.dossiers.queries import enclosures
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import asked, dossier, signin
from motcua.web.workspace.papers_forms import ForPaperForm, PapersForm, TakeOutForm

_SUBJECT = "documents.paper"
_PASSES = "phone_passes"
_PASSES_KEPT = 5
_MOST_WAITING = 20
#: Whatever a stranger put into a file: it runs nothing, sends nothing, and reads no page of ours.
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
#: A browser shows no PDF in a sandbox; its own reader runs nothing that could reach our pages.
_SENTENCES: dict[type[Exception], Promise] = {
    enclosing.MayNotEnclose: gettext_lazy(
        "Vị trí công tác hiện tại không được thêm, bỏ giấy tờ của hồ sơ này. Hãy chọn vị trí khác."
    ),
    enclosing.NotItsPaper: gettext_lazy(
        "Giấy tờ này không thuộc hồ sơ, hoặc vừa được người khác bỏ ra. Trang đang hiện tình trạng mới nhất."
    ),
    once.BadKey: gettext_lazy("Biểu mẫu đã cũ. Hãy tải lại trang và gửi lại; chưa có gì được ghi."),
}
_EXPECTED: tuple[type[Exception], ...] = (Refused, *_SENTENCES)


@dataclass(frozen=True)
class Row:
    """A listed paper, or those beyond the list, with what is kept for it."""

    name: str
    listed: DossierPaper | None
    inside: Sequence[Enclosure]


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show what is kept in the dossier; take more in."""
    held = opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    listed = _listed(held)
    if request.method != "POST":
        wanted = {"cho": request.GET.get("cho", "")}
        return _page(request, held, PapersForm(initial=wanted, listed=listed))
    form = PapersForm(request.POST, request.FILES, listed=listed)
    if not form.is_valid():
        return _page(request, held, form, status=422)
    return _taken(request, held, form)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def file(request: guard.OfficerRequest, dossier_id: int, enclosure_id: int) -> HttpResponseBase:
    """Hand out a kept paper as it came, or its searchable copy, under headers that let it do nothing."""
    held = opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    found = Enclosure.objects.select_related("paper__file__reading__archive")
    enclosure = found.filter(pk=enclosure_id, dossier=held).first()
    if enclosure is None:
        raise Http404
    wanted = enclosure.paper.file
    if request.GET.get("ban") == "tim-duoc":
        reading = getattr(wanted, "reading", None)
        wanted = reading.archive if reading and reading.archive else wanted
    journal.write(
        account_id=request.user.pk,
        verb=Verb.LOOK,
        subject_type=_SUBJECT,
        subject_id=enclosure.paper_id,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    return handed_out(wanted, name=f"giay-to-{enclosure.paper_id}")


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: guard.OfficerRequest, dossier_id: int, enclosure_id: int) -> HttpResponse:
    """Ask why a paper leaves the dossier, and take it out."""
    held = opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    enclosure = enclosures.inside(held).filter(pk=enclosure_id).first()
    if enclosure is None:
        messages.error(request, str(_SENTENCES[enclosing.NotItsPaper]))
        return redirect("workspace:papers", held.pk)
    form = TakeOutForm(request.POST or None)
    if form.is_valid():
        at = clock.now()
        return done(
            request,
            held,
            lambda: enclosing.take_out(
                enclosure_id=enclosure_id,
                why=form.cleaned_data["ly_do"],
                officer=request.user,
                at=at,
            ),
            said=_("Đã bỏ giấy tờ khỏi hồ sơ. Tệp gốc vẫn được lưu."),
        )
    shown = {"dossier": held, "enclosure": enclosure, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/papers_take_out.html", shown, status=status)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_POST
def again(request: guard.OfficerRequest, dossier_id: int, paper_id: int) -> HttpResponse:
    """Put a paper that is already held for the owner into the dossier."""
    held = opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    paper, form = Paper.objects.filter(pk=paper_id).first(), for_paper(request, held)
    if paper is None or not form.is_valid():
        messages.error(request, str(_SENTENCES[enclosing.NotItsPaper]))
        return redirect("workspace:papers", held.pk)
    at = clock.now()
    return done(
        request,
        held,
        lambda: enclosing.use_again(
            dossier=held, paper=paper, listed=form.listed, officer=request.user, at=at
        ),
        said=_("Đã dùng lại giấy tờ đang lưu; người nộp không phải nộp lại."),
    )


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_POST
def phone(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Open a pass for a telephone; the page then shows its QR."""
    held = opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    form = for_paper(request, held)
    listed = form.listed if form.is_valid() else None
    at = clock.now()

    def open_pass() -> str:
        made, secret = enclosing.open_pass(dossier=held, listed=listed, officer=request.user, at=at)
        known: dict[str, str] = request.session.get(_PASSES, {})
        kept_ones = [*known.items(), (str(made.pk), secret)][-_PASSES_KEPT:]
        request.session[_PASSES] = dict(kept_ones)
        return str(made.pk)

    try:
        key = request.POST.get("once", "")
        made = once.run(key=key, account_id=request.user.pk, at=at, action=open_pass)
    except _EXPECTED as refused:
        messages.error(request, sentence(refused))
        return redirect("workspace:papers", held.pk)
    return redirect(f"{reverse('workspace:papers', args=[held.pk])}?dien_thoai={made.reference}")


def handed_out(file: File, *, name: str) -> StreamingHttpResponse:
    """A kept file as an answer; ``name`` is what it is saved as, without its ending."""
    kind = Kind(file.kind)
    answer = StreamingHttpResponse(store.here().read(file.digest), content_type=kind.value)
    way = "inline" if kind in SHOWN_INLINE else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name}.{SUFFIX[kind]}"'
    answer["Content-Length"] = str(file.size)
    # What is packed already is not packed again on the way.
    answer["Content-Encoding"] = "identity"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def stored(file: UploadedFile) -> Stored:
    """Store what was sent. Raise ``Refused``."""
    name = file.name or _("chưa đặt tên")
    if uploads.overlong(file):
        raise too_large(name, file.size or 0)
    assert isinstance(file, TemporaryUploadedFile)
    return documents.store_file(Path(file.temporary_file_path()), name=name)


def sentence(refused: Exception) -> str:
    """Say why something was not done, and what to do."""
    return str(_SENTENCES.get(type(refused), refused))


def opened(request: guard.OfficerRequest, dossier_id: int) -> Dossier | None:
    """The dossier, when its papers may be shown to this officer; papers are of people."""
    held = dossier.found(request, dossier_id)
    return held if access.may_see_people(dossier=held, postings=request.places.all) else None


def _listed(held: Dossier) -> list[DossierPaper]:
    return list(DossierPaper.objects.filter(dossier=held, removed_seq=None).order_by("order", "pk"))


def for_paper(request: guard.OfficerRequest, held: Dossier) -> ForPaperForm:
    """Which of the dossier's listed papers a form is about."""
    return ForPaperForm(request.POST, listed=_listed(held))


def _taken(request: guard.OfficerRequest, held: Dossier, form: PapersForm) -> HttpResponse:
    """Store every file that is fit, put those into the dossier, and say of each other one why not."""
    good, refusals = [], []
    for one in form.cleaned_data["tep"]:
        try:
            good.append(stored(one))
        except Refused as refused:
            refusals.append(str(refused))
    at = clock.now()

    def enclose() -> str:
        made = enclosing.enclose(
            dossier=held,
            stored=good,
            listed=form.listed,
            name=form.cleaned_data["ten"],
            officer=request.user,
            at=at,
            pages_told=form.cleaned_data["so_trang"],
            verified=form.cleaned_data["doi_chieu"],
        )
        return str(len(made))

    if good:
        try:
            key = request.POST.get("once", "")
            made = once.run(key=key, account_id=request.user.pk, at=at, action=enclose)
            _tell(request, int(made.reference), fresh=made.fresh)
        except _EXPECTED as refused:
            refusals.append(sentence(refused))
    if not refusals:
        return redirect("workspace:papers", held.pk)
    for said in refusals:
        form.add_error("tep", said)
    return _page(request, held, form, status=422)


def _tell(request: guard.OfficerRequest, count: int, *, fresh: bool) -> None:
    if not fresh:
        messages.info(request, _("Giấy tờ này đã được lưu ở lần gửi trước; không lưu thêm."))
        return
    said = ngettext("Đã lưu %(count)s tệp vào hồ sơ.", "Đã lưu %(count)s tệp vào hồ sơ.", count) % {
        "count": count
    }
    messages.success(request, said)


def done(
    request: guard.OfficerRequest, held: Dossier, action: Callable[[], Enclosure], *, said: str
) -> HttpResponse:
    """Do it once, say how it ended, and show the papers."""
    try:
        key = request.POST.get("once", "")
        once.run(
            key=key, account_id=request.user.pk, at=clock.now(), action=lambda: str(action().pk)
        )
        messages.success(request, said)
    except _EXPECTED as refused:
        messages.error(request, sentence(refused))
    return redirect("workspace:papers", held.pk)


def _page(
    request: guard.OfficerRequest, held: Dossier, form: PapersForm, *, status: int = 200
) -> HttpResponse:
    with revisions.held():
        at = clock.now()
        rows = _rows(held)
        shown: dict[str, Any] = {
            "dossier": held,
            "rows": rows,
            "form": form,
            "may_add": access.may_enclose(
                dossier=held, officer=request.user, on=clock.local(at).date()
            ),
            "offers": _offers(held, rows),
            "scans": enclosures.waiting_scans(held)[:_MOST_WAITING],
            "pass": _shown_pass(request, held, at=at),
        }
        return render(request, "workspace/papers.html", shown, status=status)


def _rows(held: Dossier) -> list[Row]:
    inside = list(enclosures.inside(held))
    rows = [
        Row(paper.name, paper, [one for one in inside if one.listed_id == paper.pk])
        for paper in _listed(held)
    ]
    known = {one.pk for row in rows for one in row.inside}
    beyond = [one for one in inside if one.pk not in known]
    return [*rows, Row(_("Giấy tờ khác"), None, beyond)] if beyond else rows


def _offers(held: Dossier, rows: Sequence[Row]) -> list[tuple[Paper, DossierPaper | None]]:
    """Papers already held for the owner, each with the listed paper it may serve as."""
    missing = {row.name: row.listed for row in rows if row.listed and not row.inside}
    return [(paper, missing.get(paper.name)) for paper in enclosures.held_already(held)]


def _shown_pass(
    request: guard.OfficerRequest, held: Dossier, *, at: datetime
) -> dict[str, object] | None:
    """The QR of a pass that this sign-in opened and that is still good, or that it was used."""
    wanted = asked.number(request.GET.get("dien_thoai", ""))
    secret = request.session.get(_PASSES, {}).get(str(wanted), "")
    if wanted is None or not secret:
        return None
    found = PhonePass.objects.filter(pk=wanted, dossier=held).first()
    if found is None:
        return None
    alive = found.used_at is None and found.ends_at > at
    address = request.build_absolute_uri(reverse("workspace:phone_pictures", args=[secret]))
    return {
        "alive": alive,
        "used": found.used_at is not None,
        "ends_at": found.ends_at,
        "address": address if alive else "",
        "qr": signin.qr(address) if alive else "",
    }


routes = [
    path("ho-so/<int:dossier_id>/giay-to/", papers, name="papers"),
    path("ho-so/<int:dossier_id>/giay-to/dien-thoai/", phone, name="papers_phone"),
    path("ho-so/<int:dossier_id>/giay-to/dung-lai/<int:paper_id>/", again, name="papers_again"),
    path("ho-so/<int:dossier_id>/giay-to/<int:enclosure_id>/", file, name="paper_file"),
    path("ho-so/<int:dossier_id>/giay-to/<int:enclosure_id>/bo/", take_out, name="paper_out"),
]
