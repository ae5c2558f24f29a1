"""Every slip is a valid archive file, judged by a validator that is not ours: PDFBox Preflight."""

import shutil
import subprocess
from pathlib import Path

import pytest

from motcua.rules.codes import PaperForm
from motcua.rules.rule_sets import Slip
from motcua.slips import declaration, lists, printing, register, sheets, typeset
from motcua.slips.facts import Paper
from tests.slips import example

JARS = Path("/usr/share/java")
NEEDED = ("preflight.jar", "javax.activation.jar", "jaxb-api.jar")
VALIDATOR = "org.apache.pdfbox.preflight.Validator_A1b"
#: A register of one line.
REGISTER = {
    "form": "Mẫu số 07",
    "source": "Thông tư số 03/2025/TT-VPCP",
    "title": "Sổ theo dõi hồ sơ",
    "superior": "",
    "office": "Ủy ban nhân dân xã Chi Lăng",
    "numbers": [],
    "place_date": "",
    "period": "",
    "count": "",
    "rows": [[str(n) for n in range(15)]],
    "officer": "",
    "demo": "",
}
#: A list of one line, and the applicant's own paper.
LIST = {
    **{name: REGISTER[name] for name in ("superior", "office", "numbers", "place_date", "demo")},
    "title": "Danh sách bàn giao",
    "under": ["Ngày 10/09/2026"],
    "said": ["Người giao: Nông Thị Mai"],
    "columns": [
        {"name": "STT", "width": "", "centred": True},
        {"name": "Mã", "width": "2fr", "centred": False},
    ],
    "rows": [["1", "H99-260910-0001"]],
    "after": ["Cộng: 1 hồ sơ."],
    "signatures": [{"title": "NGƯỜI GIAO", "name": ""}, {"title": "", "name": ""}],
    "wide": True,
}
DECLARATION = {
    "title": "Đơn đề nghị",
    "addressee": "Ủy ban nhân dân xã Chi Lăng",
    "applicant": "Lý Văn Sơn",
    "fields": [{"label": "Tôi là", "value": "Lý Văn Sơn", "strong": True}],
    "papers": ["Tờ khai (bản chính)"],
    "said": "Tôi cam đoan.",
    "place_date": "",
    "demo": "",
}

#: Whether the validator is on this machine.
VALIDATES = shutil.which("java") is not None and all((JARS / name).exists() for name in NEEDED)
pytestmark = pytest.mark.skipif(
    not VALIDATES,
    reason="không có PDFBox Preflight (libpdfbox2-java, libactivation-java, libjaxb-api-java)",
)


def judged(files: dict[str, bytes], folder: Path) -> str:
    """What the validator says of the files, all in one run."""
    for name, made in files.items():
        (folder / f"{name}.pdf").write_bytes(made)
    said = subprocess.run(
        ["java", "-cp", f"{JARS}/*", VALIDATOR, "group", str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return said.stdout


def test_every_slip_is_valid_pdf_a_1b(tmp_path: Path) -> None:
    files = {
        f"{kind.value}-{paper}": printing.render(example.slip(kind), paper=paper)
        for kind in sheets._BODIES
        for paper in printing.PAPERS
    }
    forty = tuple(Paper(name=f"Giấy tờ {n}", form=PaperForm.COPY) for n in range(40))
    several = [example.slip(papers=forty), example.slip(Slip.APOLOGY), example.slip(Slip.CONTROL)]
    files["several"] = printing.render_many(several, paper="A4")
    files["register"] = typeset.pdf(register.LAYOUT, REGISTER, at=example.RECEIVED_AT)
    files["list"] = typeset.pdf(lists.LAYOUT, {"lists": [LIST, LIST]}, at=example.RECEIVED_AT)
    files["declaration"] = typeset.pdf(declaration.LAYOUT, DECLARATION, at=example.RECEIVED_AT)
    said = judged(files, tmp_path)
    assert "is not a valid" not in said, said
    assert said.count("is a valid PDF/A-1b file") == len(files)


def test_the_validator_does_refuse(tmp_path: Path) -> None:
    broken = printing.render(example.slip(Slip.REFUSAL), paper="A4").replace(b"pdfaid", b"pdfaix")
    assert "is a valid PDF/A-1b file" not in judged({"broken": broken}, tmp_path)
