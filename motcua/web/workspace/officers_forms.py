"""The forms of the officers page: a new officer, another post, a move, the account itself."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import clock
from motcua.organizations import queries
from motcua.organizations.models import Assignment, Post
from motcua.people.models import Account
from motcua.web.workspace.admin_acts import DayField

DECISION = gettext_lazy("Căn cứ (số quyết định)")


#: Chosen instead of a post by somebody who leaves without going to another one.
LEAVE = "thoi"


class PostField(forms.ChoiceField):
    """A post, grouped by agency; its clean value is the post, None for ``LEAVE`` or nothing."""

    def clean(self, value: str) -> Any:  # noqa: ANN401 - Django lets a field's value be anything
        """Return the post."""
        chosen = super().clean(value)
        if chosen in {"", LEAVE}:
            return None
        return Post.objects.select_related("agency").get(pk=chosen)


class AccountField(forms.ChoiceField):
    """A colleague; its clean value is the account, None for nobody."""

    def clean(self, value: str) -> Any:  # noqa: ANN401 - Django lets a field's value be anything
        """Return the account."""
        chosen = super().clean(value)
        return Account.objects.get(pk=chosen) if chosen else None


def post_choices(posts: Iterable[Post], *first: tuple[str, str]) -> list[tuple[str, Any]]:
    """Return posts to choose from under their agencies, after the choices that are none."""
    grouped = groupby(posts, key=lambda post: post.agency.name)
    return [
        *first,
        *(
            (agency, [(str(post.pk), _post_name(post)) for post in group])
            for agency, group in grouped
        ),
    ]


def _post_name(post: Post) -> str:
    return f"{post.name} ({post.unit})" if post.unit else post.name


class NewOfficerForm(forms.Form):
    """An account and its first post."""

    ho_ten = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)
    ten = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Để trống: hệ thống đặt theo họ tên, ví dụ an.nv."),
    )
    vi_tri = PostField(label=gettext_lazy("Vị trí công tác"))
    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))
    dien_thoai = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=20, required=False)
    thu = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)

    def __init__(self, *args: Any, agency_ids: Collection[int], **options: Any) -> None:  # noqa: ANN401
        """Offer the posts of these agencies."""
        super().__init__(*args, **options)
        offer_posts(self, "vi_tri", agency_ids, ("", "–"))


class AssignForm(forms.Form):
    """One more post for the same person."""

    vi_tri = PostField(label=gettext_lazy("Vị trí công tác"))
    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))
    can_cu = forms.CharField(label=DECISION, max_length=120, required=False)

    def __init__(self, *args: Any, agency_ids: Collection[int], **options: Any) -> None:  # noqa: ANN401
        """Offer the posts of these agencies."""
        super().__init__(*args, **options)
        offer_posts(self, "vi_tri", agency_ids, ("", "–"))


class MoveForm(forms.Form):
    """From one post to another, or out; and who takes the open dossiers."""

    den = PostField(label=gettext_lazy("Chuyển đến"))
    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))
    nguoi_nhan = AccountField(label=gettext_lazy("Người nhận bàn giao hồ sơ"), required=False)
    can_cu = forms.CharField(label=DECISION, max_length=120, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        assignment: Assignment,
        agency_ids: Collection[int],
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Offer the posts to go to, and the colleagues who stay."""
        super().__init__(*args, **options)
        self.assignment = assignment
        leave = (LEAVE, _("Thôi giữ vị trí này, không chuyển đi đâu"))
        offer_posts(self, "den", agency_ids, ("", _("Chọn vị trí mới")), leave)
        heir = self.fields["nguoi_nhan"]
        if isinstance(heir, forms.ChoiceField):
            staying = queries.colleagues(
                agency_id=assignment.post.agency_id, on=clock.today(), without=assignment.account
            )
            heir.choices = [("", "–"), *((str(one.pk), one.full_name) for one in staying)]

    def clean_tu_ngay(self) -> date:
        """A move takes effect at once: rights do not end in the future while dossiers go today."""
        day: date = self.cleaned_data["tu_ngay"]
        if day > clock.today():
            raise forms.ValidationError(
                _("Việc chuyển có hiệu lực ngay. Hãy ghi vào ngày chuyển, không ghi trước.")
            )
        if day < self.assignment.from_on:
            raise forms.ValidationError(
                _("Ngày chuyển không thể trước ngày bắt đầu giữ vị trí (%(day)s).")
                % {"day": f"{self.assignment.from_on:%d/%m/%Y}"}
            )
        return day


class ListForm(forms.Form):
    """A list of officers in a workbook."""

    tep = forms.FileField(
        label=gettext_lazy("Danh sách (tệp XLSX)"),
        validators=[FileExtensionValidator(["xlsx"])],
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    tu_ngay = DayField(label=gettext_lazy("Giữ vị trí từ ngày"))


def offer_posts(
    form: forms.Form, name: str, agency_ids: Collection[int], *first: tuple[str, str]
) -> None:
    """Let a form's field choose among the open posts of these agencies."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        posts = queries.posts_open(agency_ids=agency_ids, on=clock.today())
        field.choices = post_choices(posts, *first)
