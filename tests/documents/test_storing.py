"""What came is kept as it came, told by its content, and proven; what is not fit leaves nothing."""

import pytest
from django.db import DatabaseError, transaction

from motcua.documents import actions, queries, store
from motcua.documents.kinds import Fault, Kind
from motcua.documents.models import File, Origin, Paper
from motcua.documents.refusals import Refused
from motcua.documents.store.disk import Disk
from motcua.dossiers import verification
from tests import factories
from tests.documents import made

pytestmark = pytest.mark.django_db
AT = factories.BEGINNING


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def paper(path, **told) -> Paper:
    return actions.take_paper(
        stored=actions.store_file(path, name=path.name),
        name="Tờ khai",
        origin=Origin.SCANNED,
        holder=None,
        agency=factories.agency(),
        officer=None,
        at=AT,
        **told,
    )


def kept(folder) -> list:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_a_file_is_kept_byte_for_byte_under_its_digest(folder):
    path = made.pdf(folder / "to-khai.pdf", pages=3)
    taken = paper(path, pages_told=3)

    assert b"".join(store.here().read(taken.file.digest)) == path.read_bytes()
    assert (taken.file.kind, taken.file.pages) == (Kind.PDF, 3)
    assert [one.stat().st_mode & 0o777 for one in kept(folder)] == [0o400]


def test_the_same_content_twice_is_one_file_and_two_papers(folder):
    path = made.pdf(folder / "a.pdf")
    assert paper(path).file == paper(path).file
    assert (len(kept(folder)), Paper.objects.count()) == (1, 2)


def test_the_content_decides_the_kind_not_the_name(folder):
    assert paper(made.picture(folder / "anh.png").rename(folder / "anh.pdf")).file.kind == Kind.PNG


@pytest.mark.parametrize(
    ("make", "fault", "says"),
    [
        (made.program, Fault.PROGRAM, "chương trình máy tính"),
        (made.archive, Fault.ARCHIVE, "giải nén"),
        (made.office_bomb, Fault.UNPACKS_TOO_LARGE, "quá nhiều bộ nhớ"),
        (made.picture_bomb, Fault.PICTURE_TOO_LARGE, "300 dpi"),
        (made.pdf_bomb, Fault.BROKEN, "không mở được"),
        (lambda path: made.pdf(path, password="mat"), Fault.LOCKED, "mật khẩu"),
        (lambda path: made.content(path, b""), Fault.EMPTY, "rỗng"),
        (lambda path: made.content(path, b"GIF89a" * 9), Fault.UNKNOWN_KIND, "(GIF)"),
        (lambda path: made.content(path, b"xin chao"), Fault.UNKNOWN_KIND, "lưu thành PDF"),
    ],
)
def test_what_is_not_fit_is_refused_with_a_sentence_and_leaves_nothing(folder, make, fault, says):
    path = make(folder / "giay.pdf")
    with pytest.raises(Refused) as refused:
        actions.store_file(path, name="giay.pdf")

    assert refused.value.fault is fault
    assert says in str(refused.value)
    assert "giay.pdf" in str(refused.value)
    assert kept(folder) == []


def test_a_file_cut_in_the_middle_is_refused(folder):
    path = made.picture(folder / "anh.jpg", "Giấy khai sinh")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(Refused, match="chưa gửi hết"):
        actions.store_file(path, name="anh.jpg")


def test_a_file_longer_than_the_bound_is_refused_by_its_size(folder, settings):
    settings.UPLOAD_MOST_BYTES = 1024**2
    path = folder / "dai.pdf"
    path.write_bytes(bytes(3 * 1024**2))
    with pytest.raises(Refused) as refused:
        actions.store_file(path, name="dai.pdf")
    assert "lớn 3 MB; mỗi tệp nhận nhiều nhất 1 MB" in str(refused.value)


def test_a_scan_that_lacks_a_page_is_refused(folder):
    with pytest.raises(Refused) as refused:
        paper(made.pdf(folder / "a.pdf", pages=3), pages_told=4)
    assert "có 3 trang, bản giấy đếm được 4 trang" in str(refused.value)
    assert not Paper.objects.exists()


def test_a_store_that_keeps_something_else_is_found_out(folder, monkeypatch):
    monkeypatch.setattr(Disk, "read", lambda *_: iter([b"khac"]))
    with pytest.raises(Refused, match="kho lưu tệp"):
        actions.store_file(made.pdf(folder / "a.pdf"), name="a.pdf")


def test_pictures_become_one_pdf_and_stay_as_they_came(folder):
    paths = [made.picture(folder / f"{n}.jpg", f"Trang {n}") for n in (1, 2)]
    paths.append(made.picture(folder / "3.png"))
    book = actions.put_together(
        [actions.store_file(path, name=path.name) for path in paths], name="Ảnh chụp"
    )
    taken = actions.take_paper(
        stored=book,
        name="Giấy khai sinh",
        origin=Origin.SCANNED,
        holder=None,
        agency=factories.agency(),
        officer=None,
        at=AT,
    )
    sheets = [sheet.file for sheet in taken.sheets.order_by("place")]

    assert (taken.file.kind, taken.file.pages) == (Kind.PDF, 3)
    assert [b"".join(store.here().read(file.digest)) for file in sheets] == [
        path.read_bytes() for path in paths
    ]
    assert paths[0].read_bytes()[600:-2] in b"".join(store.here().read(taken.file.digest))


def test_what_is_kept_cannot_be_changed_or_erased(folder):
    taken = paper(made.pdf(folder / "a.pdf"))
    for change in (
        lambda: File.objects.update(size=1),
        lambda: Paper.objects.filter(pk=taken.pk).update(name="Khác"),
        lambda: Paper.objects.filter(pk=taken.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_verification_names_a_file_that_was_changed_and_one_that_is_gone(folder):
    first, second = (paper(made.pdf(folder / f"{n}.pdf", pages=n)) for n in (1, 2))
    assert verification.verify().clean
    for one, change in (
        (first, lambda path: path.write_bytes(b"x")),
        (second, lambda p: p.unlink()),
    ):
        place = next(path for path in kept(folder) if path.name == one.file.digest)
        place.chmod(0o600)
        change(place)
    said = [str(finding) for finding in verification.verify().findings]

    assert said == [
        f"Tệp {first.file_id}: nội dung trong kho khác với lúc nhận.",
        f"Tệp {second.file_id}: kho không còn tệp này.",
    ]


def test_in_thirty_days_every_file_is_read_again_once(folder):
    files = {paper(made.pdf(folder / f"{n}.pdf", pages=n)).file_id for n in range(1, 4)}
    turns = [list(queries.turn_of(740_000 + day).values_list("pk", flat=True)) for day in range(30)]
    assert sorted(pk for turn in turns for pk in turn) == sorted(files)
