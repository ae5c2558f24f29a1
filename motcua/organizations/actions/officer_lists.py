"""A list of officers in a workbook: read with patience, taken over whole or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from motcua.base import text, workbooks
from motcua.organizations import queries
from motcua.organizations.actions import posts
from motcua.organizations.actions.agencies import AgencyClosed, Refused
from motcua.organizations.models import Agency, Assignment, Post, Role
from motcua.people import actions as people
from motcua.people.models import Account

MOST_ROWS = 2000
MOST_BYTES = workbooks.MEGABYTE
WIDEST_NAME = 200
#: The columns of the list: key, heading, whether a row must have it, an example.
COLUMNS = (
    ("full_name", "Họ và tên", True, "Nguyễn Văn An"),
    ("username", "Tên đăng nhập", False, "an.nv"),
    ("agency", "Cơ quan", True, "UBND xã Tân Thành"),
    ("unit", "Phòng, bộ phận", False, "Bộ phận Một cửa"),
    ("post", "Vị trí", True, "Công chức tiếp nhận"),
    ("role", "Vai trò", True, "Tiếp nhận và trả kết quả"),
    ("phone", "Điện thoại", False, ""),
    ("email", "Thư điện tử", False, ""),
)
SHEET = "Danh sách"
SheetCell = Cell | MergedCell | ReadOnlyCell | EmptyCell


class NotAWorkbook(Refused):
    """The file is not a workbook this list can be read from; ``args[0]`` says why, in Vietnamese."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row of the file (1 is the heading), in Vietnamese."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """An officer a row adds; ``first_password`` is "" when the account existed or in a preview."""

    row: int
    full_name: str
    username: str
    agency: str
    post: str
    role: str
    first_password: str = ""


@dataclass(slots=True)
class ImportOutcome:
    """What a list brings: rows that add somebody, rows already true, and what is wrong by row."""

    created: list[NewOfficer] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    values: Mapping[str, str]
    agency: Agency
    role: Role

    @property
    def key(self) -> tuple[str, ...]:
        """Two rows with the same key say the same thing."""
        who = self.values["username"].lower() or text.fold(self.values["full_name"])
        unit, post = self.values["unit"], self.values["post"]
        return (who, str(self.agency.pk), text.fold(unit), text.fold(post), self.role)


def import_officers(
    *, content: bytes, from_on: date, at: datetime, apply: bool = True
) -> ImportOutcome:
    """Take over a list of officers; with any problem nothing is written and the problems tell why.

    ``apply=False`` only previews. New accounts get a first password, shown once in the outcome,
    which must be changed at sign-in. An account is the same when its user name is, or, without one
    in the row, when an officer of that name fills a post of that agency. Raise ``NotAWorkbook``.
    """
    outcome = ImportOutcome()
    rows = _checked_rows(content, outcome.problems, from_on)
    taken = set(Account.objects.values_list("username", flat=True))
    with transaction.atomic():
        for row in rows:
            _take(row, outcome, taken, from_on=from_on, at=at, apply=apply)
        if outcome.problems or not apply:
            transaction.set_rollback(True)
    if outcome.problems:
        outcome.created = [_without_password(officer) for officer in outcome.created]
    return outcome


def officer_list_template() -> bytes:
    """Return an empty list as XLSX: headings, one example, and the roles to choose from."""
    book = Workbook()
    sheet = book.active
    if sheet is None:  # pragma: no cover - a new workbook has a sheet
        raise NotAWorkbook
    sheet.title = SHEET
    sheet.append([heading for _key, heading, _must, _example in COLUMNS])
    sheet.append([example for _key, _heading, _must, example in COLUMNS])
    for index, (_key, _heading, must, _example) in enumerate(COLUMNS, start=1):
        heading_cell = sheet.cell(row=1, column=index)
        heading_cell.font = Font(bold=True)
        heading_cell.alignment = Alignment(wrap_text=True, vertical="center")
        if must:
            heading_cell.fill = PatternFill("solid", start_color="F4E3DF")
        sheet.column_dimensions[get_column_letter(index)].width = 26
    roles = DataValidation(type="list", formula1=f'"{",".join(_role_names())}"', allow_blank=False)
    sheet.add_data_validation(roles)
    roles.add(f"F2:F{MOST_ROWS}")
    sheet.freeze_panes = "A2"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _role_names() -> list[str]:
    return [str(role.label) for role in Role]


def _without_password(officer: NewOfficer) -> NewOfficer:
    kept = {name: getattr(officer, name) for name in NewOfficer.__slots__}
    return NewOfficer(**kept | {"first_password": ""})


def _checked_rows(content: bytes, problems: list[Problem], from_on: date) -> list[_Row]:
    """Return the rows that can be taken over, noting what is wrong with the others."""
    agencies: dict[str, Agency | str] = {}
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for number, cells in _filled_rows(content):
        row = _read_row(number, cells, problems, agencies, from_on)
        if row is None:
            continue
        earlier = seen.setdefault(row.key, number)
        if earlier == number:
            rows.append(row)
        else:
            problems.append(Problem(number, _("Trùng với dòng %(row)d.") % {"row": earlier}))
    if not rows and not problems:
        raise NotAWorkbook(_("Danh sách chưa có dòng nào dưới dòng tiêu đề."))
    return rows


def _filled_rows(content: bytes) -> Iterator[tuple[int, dict[str, SheetCell]]]:
    """Yield the number and the cells by column key of every row that is not empty."""
    try:
        rows = workbooks.cells(content, workbooks.Bounds(rows=MOST_ROWS, size_bytes=MOST_BYTES))
    except workbooks.Unusable as why:
        raise NotAWorkbook(str(why)) from why
    keys = _heading(rows[0] if rows else ())
    for number, cells in enumerate(rows[1:], start=2):
        if all(cell.value in (None, "") for cell in cells):
            continue
        yield number, {key: cells[place] for key, place in keys.items() if place < len(cells)}


def _heading(cells: tuple[SheetCell, ...]) -> dict[str, int]:
    """Return at which place each column stands. Raise ``NotAWorkbook`` when one is missing."""
    places = {text.fold(str(cell.value)): place for place, cell in enumerate(cells) if cell.value}
    headings = {key: text.fold(heading) for key, heading, _must, _example in COLUMNS}
    missing = [
        heading for key, heading, must, _example in COLUMNS if must and headings[key] not in places
    ]
    if missing:
        raise NotAWorkbook(
            _("Dòng đầu thiếu cột: %(columns)s. Hãy dùng tệp mẫu.")
            % {"columns": ", ".join(missing)}
        )
    return {key: places[folded] for key, folded in headings.items() if folded in places}


def _read_row(
    number: int,
    cells: Mapping[str, SheetCell],
    problems: list[Problem],
    agencies: dict[str, Agency | str],
    from_on: date,
) -> _Row | None:
    """Return the row, or note what is wrong with it and return None."""
    wrong = [sentence for key, cell in cells.items() for sentence in _wrong_cell(key, cell)]
    values = {key: "" for key, *_rest in COLUMNS} | {k: _written(c) for k, c in cells.items()}
    wrong += _wrong_values(values)
    wrong += [
        _("Thiếu “%(column)s”.") % {"column": heading}
        for key, heading, must, _example in COLUMNS
        if must and not values[key]
    ]
    role = _role(values["role"])
    agency = _agency(values["agency"], agencies, from_on) if values["agency"] else None
    if isinstance(agency, str):
        wrong.append(agency)
    problems.extend(Problem(number, sentence) for sentence in wrong)
    if wrong or role is None or not isinstance(agency, Agency):
        return None
    return _Row(number, values, agency, role)


def _wrong_values(values: Mapping[str, str]) -> list[str]:
    wrong = []
    if values["username"] and not people.is_usable_username(values["username"].lower()):
        wrong.append(
            _("Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ - (3 đến 80 ký tự).")
        )
    if values["email"] and "@" not in values["email"]:
        wrong.append(_("Thư điện tử “%(email)s” chưa đúng.") % {"email": values["email"]})
    if values["role"] and _role(values["role"]) is None:
        wrong.append(
            _("Không có vai trò “%(role)s”. Hãy chọn: %(roles)s.")
            % {"role": values["role"], "roles": "; ".join(_role_names())}
        )
    return wrong


def _wrong_cell(key: str, cell: SheetCell) -> list[str]:
    heading = next(heading for name, heading, *_rest in COLUMNS if name == key)
    if cell.data_type == "f" or str(cell.value or "").startswith("="):
        return [
            _("Ô “%(column)s” là công thức. Hãy dán giá trị thay cho công thức.")
            % {"column": heading}
        ]
    if cell.data_type == "e":
        return [_("Ô “%(column)s” chứa lỗi của bảng tính.") % {"column": heading}]
    if len(str(cell.value or "")) > WIDEST_NAME:
        return [_("Ô “%(column)s” dài quá 200 ký tự.") % {"column": heading}]
    return []


def _written(cell: SheetCell) -> str:
    """Return what a cell says, a whole number without its decimal point."""
    return workbooks.said(cell.value)


def _role(written: str) -> Role | None:
    folded = text.fold(written)
    return next((r for r in Role if folded in (text.fold(str(r.label)), r.value)), None)


def _agency(wanted: str, known: dict[str, Agency | str], from_on: date) -> Agency | str:
    """Return the agency, or a sentence that says why not; each name is looked up once."""
    if wanted not in known:
        try:
            agency = queries.find(wanted)
        except queries.AgencyUnknown as unknown:
            known[wanted] = str(unknown)
        else:
            ended = agency.closed_on is not None and agency.closed_on < from_on
            known[wanted] = (
                _("“%(name)s” đã kết thúc hoạt động.") % {"name": agency.name} if ended else agency
            )
    return known[wanted]


def _take(
    row: _Row,
    outcome: ImportOutcome,
    taken: set[str],
    *,
    from_on: date,
    at: datetime,
    apply: bool,
) -> None:
    """Make what the row asks for: account, post and assignment, each only when missing."""
    password = people.first_password() if apply else ""
    account, password = _account(row, outcome, taken, at, password)
    if account is None:
        return
    post = _post(row)
    if account.assignments.filter(post=post, to_on__isnull=True).exists():
        outcome.unchanged.append(row.number)
        return
    try:
        posts.assign_officer(account=account, post=post, from_on=from_on)
    except AgencyClosed:
        outcome.problems.append(Problem(row.number, _("Vị trí này đã đóng.")))
        return
    outcome.created.append(
        NewOfficer(
            row=row.number,
            full_name=account.full_name,
            username=account.username,
            agency=row.agency.name,
            post=post.name,
            role=str(row.role.label),
            first_password=password,
        )
    )


def _account(
    row: _Row, outcome: ImportOutcome, taken: set[str], at: datetime, password: str
) -> tuple[Account | None, str]:
    """Return the account a row means, with its first password when it was made now."""
    values = row.values
    known = _known_account(row)
    if known is not None:
        if known.full_name_fold == text.fold(values["full_name"]):
            return known, ""
        sentence = _("Tên đăng nhập “%(username)s” là của người khác (%(name)s).") % {
            "username": known.username,
            "name": known.full_name,
        }
        outcome.problems.append(Problem(row.number, sentence))
        return None, ""
    username = values["username"].lower() or people.propose_username(values["full_name"], taken)
    taken.add(username)
    account = people.create_account(
        username=username,
        full_name=values["full_name"],
        password=password or None,
        phone=values["phone"],
        email=values["email"],
        must_change_password=True,
        at=at,
    )
    return account, password


def _known_account(row: _Row) -> Account | None:
    username = row.values["username"].lower()
    if username:
        return Account.objects.filter(username=username).first()
    here = Assignment.objects.filter(
        Q(to_on__isnull=True),
        post__agency=row.agency,
        account__full_name_fold=text.fold(row.values["full_name"]),
    )
    found = here.select_related("account").order_by("pk").first()
    return None if found is None else found.account


def _post(row: _Row) -> Post:
    """Return the post of the row, open at the agency."""
    unit, name = row.values["unit"], row.values["post"]
    post, _made = Post.objects.get_or_create(
        agency=row.agency, unit=unit, name=name, role=row.role, defaults={"closed_on": None}
    )
    return post
