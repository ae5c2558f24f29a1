"""The ranking without a database: everyday words, plain before special, and the sixty questions."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from motcua.base import fuzzy
from motcua.catalog.finding import everyday, ranking

HERE = Path(__file__).parent
REAL = HERE.parents[2] / "shared" / "data" / "procedures_2026_parsed.jsonl.gz"
NEARNESS = {"Cấp xã": 3, "Cấp tỉnh": 2}
FIRST = 3


class Shelf:
    """Procedures in memory, asked as the database is."""

    def __init__(self, rows: Iterable[tuple[str, str, int, str, str]]) -> None:
        self.codes: list[str] = []
        self.sheets: list[ranking.Sheet] = []
        self.counts: Counter[str] = Counter()
        self.by_key: dict[str, set[str]] = defaultdict(set)
        for place, (code, name, nearness, extra, field) in enumerate(rows):
            texts = [fuzzy.words(name), fuzzy.words(extra), fuzzy.words(field)]
            sheet = ranking.Sheet(
                place,
                padded(texts[0]),
                padded(fuzzy.marked(name)),
                padded(texts[1]),
                padded(texts[2]),
                nearness,
            )
            self.codes.append(code)
            self.sheets.append(sheet)
            self.counts.update({word for words in texts for word in words})
        for word in self.counts:
            for key in fuzzy.keys(word):
                self.by_key[key].add(word)

    def found(self, typed: str) -> list[str]:
        """The codes found, best first."""
        words = {part for word in fuzzy.words(typed) for part in (word, *fuzzy.mended(word))}
        near = {
            word: set().union(*map(self.by_key.__getitem__, fuzzy.keys(word))) for word in words
        }
        known = ranking.Vocabulary(self.counts, near, len(self.sheets))
        told = everyday.shipped()
        asked = ranking.wishes(typed, told, known)
        telling = {f" {word} " for word in ranking.telling(asked, known, told)}
        candidates = [
            sheet
            for sheet in self.sheets
            if any(word in sheet.name + sheet.extra + sheet.field for word in telling)
        ]
        return [self.codes[mark.pk] for mark in ranking.marks(candidates, asked, known, told)]


def padded(words: list[str]) -> str:
    return f" {' '.join(words)} " if words else ""


def shelf(*names: str) -> Shelf:
    return Shelf((name, name, 3, "", "") for name in names)


@pytest.fixture(scope="module")
def national() -> Shelf:
    if not REAL.exists():
        pytest.skip("the national catalogue (../shared/data) is not here")
    with gzip.open(REAL, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    return Shelf(
        (
            record["ma"],
            record["ten"],
            max(NEARNESS.get(tier, 0) for tier in record["cap"]),
            " ".join(result["ten"] for result in record["ket_qua"]),
            record["linh_vuc"],
        )
        for record in records
    )


@pytest.mark.parametrize(("file", "least"), [("questions.yaml", 54), ("questions_unseen.yaml", 22)])
def test_everyday_questions_find_the_right_procedure_among_the_first_three(national, file, least):
    questions = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))["questions"]
    missed = [
        row["ask"]
        for row in questions
        if not {*national.found(row["ask"])[:FIRST]} & {*row["right"]}
    ]
    assert len(questions) - len(missed) >= least, missed


def test_the_plain_marriage_of_the_commune_comes_first(national):
    found = national.found("dang ky ket hon")
    assert found[0] == "1.000894"
    assert {"1.000593", "1.004746", "2.000806"} & set(found[1:FIRST])


@pytest.mark.parametrize(
    "typed", ["đăng ký kết hôn", "dang ky ket honn", "ddawng kys keets hoon", "dangky ket hon"]
)
def test_however_it_is_typed_the_same_comes_first(typed):
    here = shelf("Đăng ký kết hôn", "Đăng ký khai tử", "Đăng ký kết hôn có yếu tố nước ngoài")
    assert here.found(typed)[0] == "Đăng ký kết hôn"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("xin giấy chứng tử cho ông", "Đăng ký khai tử"),
        ("giay doc than", "Cấp Giấy xác nhận tình trạng hôn nhân"),
        ("chuyển khẩu", "Đăng ký thường trú"),
        ("làm lại bằng lái bị mất", "Cấp lại giấy phép lái xe"),
    ],
)
def test_spoken_words_find_the_official_name(said, meant):
    here = shelf(
        "Đăng ký khai tử",
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        "Đăng ký thường trú",
        "Cấp lại giấy phép lái xe",
        "Cấp giấy phép lái xe",
        "Đăng ký khai sinh",
    )
    assert here.found(said)[0] == meant


def test_the_special_one_comes_first_only_when_it_is_asked_for():
    here = shelf("Đăng ký khai sinh", "Đăng ký khai sinh có yếu tố nước ngoài")
    assert here.found("khai sinh")[0] == "Đăng ký khai sinh"
    assert here.found("khai sinh người nước ngoài")[0].endswith("nước ngoài")


def test_of_equals_the_tier_nearest_to_the_people_comes_first():
    rows = [("bo", 0), ("tinh", 2), ("xa", 3)]
    here = Shelf((code, "Cấp đổi thẻ căn cước", nearness, "", "") for code, nearness in rows)
    assert here.found("đổi căn cước") == ["xa", "tinh", "bo"]


def test_diacritics_that_were_typed_tell_words_apart():
    here = shelf("Bản sao trích lục", "Bán nhà ở cũ")
    assert here.found("bán nhà")[0] == "Bán nhà ở cũ"


def test_words_of_nothing_find_nothing():
    assert shelf("Đăng ký khai sinh").found("phi thuyền") == []
