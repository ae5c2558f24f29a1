"""What `motcua import results` does and says."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.cli import Stop
from motcua.documents import actions as documents
from motcua.documents.actions import Stored
from motcua.documents.refusals import Refused
from motcua.dossiers import access
from motcua.dossiers.actions import By, results_old
from motcua.dossiers.actions.results_old_sheet import Line, NotAList, Problem, read
from motcua.dossiers.models import OldResultBatch
from motcua.organizations.models import Agency
from motcua.people import queries as people


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the files are, what the list says, whose they are."""
    parser.add_argument("folder", type=Path, help="thư mục chứa tệp quét")
    parser.add_argument("list", type=Path, help="danh sách XLSX theo mẫu")
    parser.add_argument("--co-quan", dest="agency", required=True, help="mã cơ quan")
    parser.add_argument(
        "--can-bo", dest="officer", required=True, help="tên đăng nhập của người lập đợt"
    )
    parser.add_argument("--ten", dest="name", default="", help="tên đợt; mặc định: tên danh sách")


def take_in(args: argparse.Namespace) -> int:
    """Take a list and all its files in, ready for a second person; or tell every row that is wrong."""
    agency = Agency.objects.filter(code=args.agency).first()
    officer = people.account_named(args.officer)
    if agency is None or officer is None:
        raise Stop(_("Không có cơ quan mang mã này, hoặc không có tài khoản này."))
    by = By(officer=officer, at=clock.now())
    try:
        content = args.list.read_bytes()
        lines, _problems = read(content, today=clock.today())
        stored, missing = _stored(args.folder, lines)
        batch = _taken(agency, args.name or args.list.stem, content, stored, missing, by)
    except OSError as unreadable:
        raise Stop(_("Không đọc được tệp: %(why)s") % {"why": args.list}) from unreadable
    except NotAList as unreadable:
        raise Stop(str(unreadable)) from unreadable
    except access.NotAllowed as refused:
        raise Stop(
            _("Người lập đợt không có vị trí công tác tại cơ quan này. Hãy chọn người khác.")
        ) from refused
    except results_old.Wrong as wrong:
        return _told(wrong.problems)
    count = batch.results.count()
    sys.stdout.write(
        _(
            "Đã nhập %(count)s kết quả của đợt “%(name)s”. Người thứ hai kiểm tra tại /can-bo/ket-qua-cu/%(id)s/."
        )
        % {"count": count, "name": batch.name, "id": batch.pk}
        + "\n"
    )
    return 0


@transaction.atomic
def _taken(
    agency: Agency,
    name: str,
    content: bytes,
    stored: Sequence[Stored],
    missing: Sequence[Problem],
    by: By,
) -> OldResultBatch:
    """Write everything down, or nothing. Raise ``Wrong``."""
    batch = results_old.begin(agency=agency, name=name, content=content, by=by)
    if missing:
        raise results_old.Wrong(missing)
    for one in stored:
        results_old.attach(batch_id=batch.pk, stored=one, by=by)
    return results_old.hand_in(batch_id=batch.pk, by=by)


def _stored(folder: Path, lines: Sequence[Line]) -> tuple[list[Stored], list[Problem]]:
    """Store the file of every row; say of each that is not taken why."""
    stored, missing = [], []
    for one in lines:
        path = folder / Path(one.file_name).name
        if not path.is_file():
            said = _("không có tệp “%(name)s” trong thư mục.") % {"name": one.file_name}
            missing.append(Problem(one.row, said))
            continue
        try:
            stored.append(documents.store_file(path, name=one.file_name))
        except Refused as refused:
            missing.append(Problem(one.row, str(refused)))
    return stored, missing


def _told(problems: Sequence[Problem]) -> int:
    for one in problems:
        sys.stdout.write(f"{one}\n")
    sys.stdout.write(_("Chưa nhập gì. Hãy sửa các dòng trên rồi nhập lại.") + "\n")
    return 1
