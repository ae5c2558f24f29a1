"""What the steps of an internal process ask of the person who finishes one, sends one back, or asks others."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.catalog.queries import following
from motcua.catalog.queries.following import Followed
from motcua.catalog.route_tables.words import FINDINGS
from motcua.dossiers.actions import Finish, Outside, Signed
from motcua.dossiers.models import Consultation
from motcua.dossiers.queries import steps as asked
from motcua.organizations import access as rights
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, Post
from motcua.people.models import Account
from motcua.rules.steps import END, Found, Step, Work
from motcua.web.shared import wording
from motcua.web.workspace import recipients
from motcua.web.workspace.moments import DayField, MomentField
from motcua.web.workspace.paper_forms import DossierForm


class StepForm(DossierForm):
    """A form about the step a dossier stands in."""

    @property
    def route(self) -> Followed:
        """Return the route the dossier follows."""
        return following.followed(self.dossier.route_id or 0)

    @property
    def step(self) -> Step:
        """Return the step under way."""
        return self.route.rule.by_code[self.dossier.step]

    def offer(self, name: str, posts: Iterable[Post]) -> None:
        """Offer the people of these posts in a field."""
        self.fields[name].choices = recipients.of_posts(posts, self.today)  # type: ignore[attr-defined]

    def chosen(self, name: str) -> tuple[Post | None, Account | None]:
        """Return the post and the officer chosen in a field, None for nobody."""
        value = self.cleaned_data.get(name, "")
        return recipients.chosen(value) if value else (None, None)


class FinishForm(StepForm):
    """The finding, to whom the next step goes, and what the step must leave behind."""

    dated = True

    found = forms.ChoiceField(label=_("Kết luận"), widget=forms.RadioSelect)
    recipient = forms.ChoiceField(label=_("Người nhận bước tiếp theo"), required=False)
    number = forms.CharField(label=_("Số, ký hiệu văn bản đã ký"), max_length=80)
    signed_on = DayField(label=_("Ngày ký"))
    signatory = forms.CharField(label=_("Người ký"), max_length=200)
    outside_number = forms.CharField(label=_("Số hồ sơ trên phần mềm của bộ, ngành"), max_length=80)
    outside_at = MomentField(
        label=_("Thời điểm xong trên phần mềm đó"),
        help_text=_("Ví dụ: 20/11/2026 15:20."),
        required=True,
    )
    outcome = forms.CharField(
        label=_("Kết quả xử lý ở đó"),
        help_text=_("Không ghi họ tên, số giấy tờ của người dân."),
        max_length=500,
    )
    text = forms.CharField(
        label=_("Ghi chú"), widget=forms.Textarea, required=False, max_length=2000
    )

    def prepare(self) -> None:
        """Ask for what this step owes and for nothing else."""
        step = self.step
        if step.asks:
            self.fields["found"].choices = [(one.value, FINDINGS[one]) for one in step.asks]  # type: ignore[attr-defined]
        else:
            del self.fields["found"]
        self._ask_whom()
        if not self._signs_apart:
            for name in ("number", "signed_on", "signatory"):
                del self.fields[name]
        if not step.on_ministry_system:
            for name in ("outside_number", "outside_at", "outcome"):
                del self.fields[name]
        if self.silent:
            self.fields["text"].label = _("Căn cứ để đi tiếp khi chưa có ý kiến")
            self.fields["text"].required = True

    @property
    def to_copy(self) -> bool:
        """Whether what we hold is to be copied into another system."""
        return self.step.on_ministry_system

    @property
    def silent(self) -> bool:
        """Whether an opinion was asked and nobody has given one."""
        return asked.unanswered(self.dossier.pk)

    @property
    def warning(self) -> str:
        """Say what is missing before the step can be finished."""
        step, since = self.step, self.dossier.step_began_at or self.dossier.opened_at
        if step.must_attach and not asked.has_paper(self.dossier, since):
            return _now(
                "Bước này phải đính kèm kết quả, hồ sơ chưa có tệp nào từ khi bước bắt đầu. "
                "Hãy thêm tệp ở mục “Xem, thêm tệp” của hồ sơ rồi hoàn thành bước."
            )
        if step.must_sign and not self._signs_apart and not asked.has_signature(self.dossier):
            return _now(
                "Bước này kết thúc khi kết quả được ký. Nếu đồng ý, hãy ký kết quả hoặc dùng "
                "“Ghi nhận kết quả giải quyết”."
            )
        if self._ends and self.dossier.settled_at is None:
            return _now(
                "Sau bước này là trả kết quả, nhưng hồ sơ chưa có kết quả. "
                "Hãy dùng “Ghi nhận kết quả giải quyết”."
            )
        if self.silent:
            return _now(
                "Đã lấy ý kiến phối hợp nhưng chưa có trả lời. Không trả lời không có nghĩa là đồng ý: "
                "hãy chờ, hoặc ghi căn cứ để đi tiếp."
            )
        return ""

    @property
    def finish(self) -> Finish:
        """Return what was told."""
        said = self.cleaned_data
        post, to = self.chosen("recipient")
        return Finish(
            found=Found(said.get("found", "")),
            post=post,
            to=to,
            text=said["text"],
            signed=self._signed(),
            outside=self._outside(),
        )

    def _ask_whom(self) -> None:
        """Offer who does the next step; nobody is asked for where the holder or the counter goes on."""
        following = [self.route.rule.by_code[way.to] for way in self.step.ways if way.to != END]
        others = [step for step in following if not self._goes_on(step)]
        if not others:
            del self.fields["recipient"]
            return
        posts = {
            p.pk: p for step in others for p in asked.candidates(self.dossier, self.route, step)
        }
        self.offer("recipient", posts.values())
        self.fields["recipient"].required = len(others) == len(self.step.ways)
        named = ", ".join(dict.fromkeys(f"{step.code}. {step.name}" for step in others))
        self.fields["recipient"].help_text = _now("Bước tiếp theo: %(steps)s.") % {"steps": named}

    def _goes_on(self, following: Step) -> bool:
        if following.work is Work.RETURN_RESULT:
            return True
        if self.dossier.holder_id is None:
            return False
        held = rights.postings(self.dossier.holder_id, self.today)
        return asked.fits_one(self.dossier, self.route, following, held)

    @property
    def _ends(self) -> bool:
        """Whether nothing but handing back comes after the step, whatever it finds."""
        following = [self.route.rule.by_code[way.to] for way in self.step.ways if way.to != END]
        return all(step.work is Work.RETURN_RESULT for step in following)

    @property
    def _signs_apart(self) -> bool:
        """Whether the step leaves a signed paper that is not the decision."""
        return self.step.must_sign and not self.route.rule.decides(self.step.code)

    def _signed(self) -> Signed | None:
        if "number" not in self.fields:
            return None
        said = self.cleaned_data
        signed_at = datetime.combine(said["signed_on"], time.max, tzinfo=clock.ZONE)
        return Signed(
            number=said["number"],
            signed_at=min(signed_at, clock.now()),
            signatory=said["signatory"],
        )

    def _outside(self) -> Outside | None:
        if "outcome" not in self.fields:
            return None
        said = self.cleaned_data
        return Outside(
            number=said["outside_number"],
            happened_at=said["outside_at"],
            outcome=said["outcome"],
        )


class SendBackForm(StepForm):
    """Why the dossier goes back to the step before."""

    text = forms.CharField(
        label=_("Lý do trả lại"),
        help_text=_("Nêu rõ việc cần làm lại."),
        widget=forms.Textarea,
        max_length=2000,
    )


class MoveForm(StepForm):
    """To which step a leader moves the dossier, why, and who has it there."""

    step_code = forms.ChoiceField(label=_("Chuyển đến bước"))
    recipient = forms.ChoiceField(
        label=_("Người chịu trách nhiệm"),
        help_text=_("Để trống nếu vẫn là người đang xử lý."),
        required=False,
    )
    text = forms.CharField(
        label=_("Lý do làm khác quy trình"), widget=forms.Textarea, max_length=2000
    )

    def prepare(self) -> None:
        """Offer every step of the route, and everybody who does one."""
        route = self.route
        choices = [(step.code, f"{step.code}. {step.name}") for step in route.rule.steps]
        self.fields["step_code"].choices = choices  # type: ignore[attr-defined]
        posts = {
            post.pk: post
            for step in route.rule.steps
            for post in asked.candidates(self.dossier, route, step)
        }
        self.offer("recipient", posts.values())
        self.fields["recipient"].required = False


class ConsultForm(DossierForm):
    """Of whom an opinion is asked, about what, and by when."""

    agency = forms.ModelChoiceField(label=_("Cơ quan được hỏi"), queryset=Agency.objects.none())
    due_on = DayField(label=_("Đề nghị trả lời trước hết ngày"))
    text = forms.CharField(
        label=_("Nội dung cần cho ý kiến"), widget=forms.Textarea, max_length=4000
    )

    def prepare(self) -> None:
        """Offer the agencies that are open today."""
        found = [agency.pk for agency in agencies.agencies_open(self.today)]
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=found).order_by("name_key")  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        """An answer is asked for on a day to come, on which the office works."""
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise ValidationError(_now("Ngày trả lời phải từ hôm nay trở đi. Hãy xem lại ngày."))
        return day

    @property
    def due_at(self) -> datetime:
        """Return the closing of the asked office on the day, or on the working day after it."""
        calendar = agencies.working_calendar(self.cleaned_data["agency"].pk)
        return calendar.closing(calendar.working_day_on_or_after(self.cleaned_data["due_on"]))


class AnswerForm(DossierForm):
    """The opinion, to one of the questions that wait for this agency."""

    question = forms.ChoiceField(label=_("Trả lời câu hỏi"))
    text = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea, max_length=4000)

    def prepare(self) -> None:
        """Offer the questions that stand."""
        rows = asked.consultations(self.dossier.pk)
        self.fields["question"].choices = [(str(row.pk), _question(row)) for row in rows]  # type: ignore[attr-defined]


def _question(row: Consultation) -> str:
    told = {"agency": row.agency.name, "day": wording.long_day(row.due_at)}
    return _now("Hỏi %(agency)s, trả lời trước hết %(day)s") % told
