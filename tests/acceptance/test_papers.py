"""A thick scan becomes searchable; what is sent to harm ends in a sentence; nothing is lost or stuck.

All of it through the service as an operator runs it: web, worker and programs in processes of their own.
"""

import http.client
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.documents import recognition
from tests.acceptance.serving import Service, descendants, wait_until
from tests.acceptance.test_kill import PREPARE, Clerk
from tests.acceptance.visiting import Page
from tests.cli import running
from tests.documents import made

PAGES = 80
A4_AT_300 = (2480, 3508)
WORD = "Lũng Cú"
MARK = b"----mot-cua"
GIGABYTES_2 = 2 * 1024**3
#: The whole web service: one file of two gigabytes may not show in it.
MOST_RESIDENT_MEGABYTES = 900
HOUR = 3600


class Sender:
    """Sends files as a browser does, piece by piece, in the name of a clerk who has signed in."""

    def __init__(self, clerk: Clerk, dossier: str) -> None:
        self.clerk = clerk
        self.where = f"/can-bo/ho-so/{dossier}/giay-to/"

    def _head(self, name: str) -> tuple[bytes, dict[str, str]]:
        page = self.clerk.visitor.get(self.where)
        fields = page.form("cho", "once").fields
        told = b"".join(
            MARK + f'\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        )
        told += (
            MARK
            + (
                f'\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n'
                "Content-Type: application/pdf\r\n\r\n"
            ).encode()
        )
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.clerk.visitor.jar)
        return told, {"Cookie": cookies, "Referer": page.url}

    def send(
        self, name: str, content: Iterator[bytes], size: int, *, cut: bool = False
    ) -> Page | None:
        """Send ``size`` bytes; ``cut``: hang up in the middle."""
        head, headers = self._head(name)
        tail = b"\r\n" + MARK + b"--\r\n"
        line = http.client.HTTPConnection(urllib.parse.urlsplit(self.clerk.visitor.address).netloc)
        line.timeout = HOUR
        line.putrequest("POST", self.where)
        headers["Content-Type"] = f"multipart/form-data; boundary={MARK[2:].decode()}"
        headers["Content-Length"] = str(len(head) + size + len(tail))
        for key, value in headers.items():
            line.putheader(key, value)
        line.endheaders()
        line.send(head)
        for piece in content:
            line.send(piece)
        if cut:
            line.close()
            return None
        line.send(tail)
        answer = line.getresponse()
        found = Page(answer.status, answer.headers.get("Location", self.where), answer.read())
        line.close()
        return found

    def file(self, path: Path) -> Page:
        answer = self.send(path.name, iter([path.read_bytes()]), path.stat().st_size)
        assert answer is not None
        return answer

    def found(self, words: str) -> bool:
        page = self.clerk.visitor.get("/can-bo/viec/")
        shown = self.clerk.visitor.send(page, page.form("q"), q=words)
        return self.where.removesuffix("giay-to/") in shown.text


def zeros(size: int) -> Iterator[bytes]:
    piece = bytes(1 << 20)
    return (piece for _ in range(size // len(piece)))


def resident_megabytes(service: Service) -> float:
    """The most memory any process of the service ever held."""
    assert service.process is not None
    most = 0
    for pid in descendants(service.process.pid):
        said = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        most = max(most, int(said.partition("VmHWM:")[2].split()[0]))
    return most / 1024


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[Service, Sender]]:
    folder = tmp_path_factory.mktemp("papers")
    data = folder / "data"
    example = running.motcua("init", "--example", data=data).stdout
    (folder / "tinh.yaml").write_text(example, encoding="utf-8")
    assert running.motcua("init", folder / "tinh.yaml", data=data).returncode == 0
    assert running.motcua("django", "shell", "-c", PREPARE, data=data).returncode == 0
    with Service(data) as service:
        clerk = Clerk(0, service.address)
        receipt, _sent = clerk.receive(1)
        yield service, Sender(clerk, receipt.strip("/").rpartition("/")[2])


def nothing_under_way(service: Service) -> bool:
    return not list((service.data / "incoming").iterdir())


HOSTILE = {
    "nen.pdf": (made.archive, "là tệp nén"),
    "bom-van-ban.docx": (made.office_bomb, "quá nhiều bộ nhớ"),
    "bom-anh.png": (made.picture_bomb, "quá nhiều điểm ảnh"),
    "bom.pdf": (made.pdf_bomb, "không mở được"),
    "sai-ten.pdf": (made.program, "chương trình máy tính"),
    "rong.pdf": (lambda path: made.content(path, b""), "rỗng"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_sent_to_harm_ends_in_a_sentence(served, tmp_path, name):
    service, sender = served
    make, says = HOSTILE[name]
    answer = sender.file(make(tmp_path / name))

    assert answer.status == 422
    assert says in answer.text
    wait_until(lambda: nothing_under_way(service))


def test_two_gigabytes_are_refused_while_they_arrive_and_never_held(served):
    service, sender = served
    answer = sender.send("phim.pdf", zeros(GIGABYTES_2), GIGABYTES_2)

    assert answer is not None
    assert answer.status == 422
    assert "lớn 2048 MB; mỗi tệp nhận nhiều nhất 50 MB" in answer.text
    assert resident_megabytes(service) < MOST_RESIDENT_MEGABYTES
    wait_until(lambda: nothing_under_way(service))


def test_a_line_cut_in_the_middle_leaves_nothing_and_the_next_sending_works(served, tmp_path):
    service, sender = served
    path = made.scan(tmp_path / "to-khai.pdf", ["Tờ khai"])
    half = path.read_bytes()[: path.stat().st_size // 2]
    sender.send("to-khai.pdf", iter([half]), path.stat().st_size, cut=True)
    wait_until(lambda: nothing_under_way(service))

    assert "to-khai" not in sender.clerk.visitor.get(sender.where).text
    assert sender.file(path).status == 302


@pytest.mark.skipif(
    not recognition.available(), reason="ocrmypdf or tesseract vie is not installed"
)
def test_eighty_pages_at_300_dots_are_searchable_by_a_word_in_them(served, tmp_path):
    service, sender = served
    pages = [f"Trang {n}\n\nHợp đồng chuyển nhượng" for n in range(1, PAGES + 1)]
    pages[-3] += f"\n\nThửa đất tại xã {WORD}"
    path = made.scan(tmp_path / "hop-dong.pdf", pages, dots=A4_AT_300)
    assert sender.file(path).status == 302
    assert "80 trang" in sender.clerk.visitor.get(sender.where).text

    wait_until(lambda: sender.found(WORD), patience=2 * HOUR)
    assert not sender.found("Lũng Ngoài")
    copies = [one for one in (service.data / "files").rglob("*") if one.is_file()]
    assert any(one.read_bytes() == path.read_bytes() for one in copies)
    verified = running.motcua("verify", data=service.data)
    assert verified.returncode == 0, verified.stdout
