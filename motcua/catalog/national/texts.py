"""A record as the portal's web page shows it: every part a run-together text."""

import re
from collections.abc import Mapping
from typing import Any

from motcua.catalog.national import money, papers, words
from motcua.catalog.national.told import BasisTold, Doubt, FeeTold, ProcedureTold, WayTold
from motcua.catalog.national.words import clean
from motcua.rules.codes import Channel

_WAYS_HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_CHANNELS = {
    "Trực tiếp": Channel.COUNTER,
    "Trực tuyến": Channel.ONLINE,
    "Dịch vụ bưu chính": Channel.POST,
}
_CHANNEL = "Trực tiếp|Trực tuyến|Dịch vụ bưu chính"
_CURRENCY = "Việt Nam Đồng|VNĐ|VND|Đồng|đồng|USD|EUR|Euro"
_TIME = (
    r"(?P<amount>\d+(?:[.,]\d+)?) ?(?P<unit>Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Tuần|Năm|Phút|Quý)"
    r"|Không có thông tin|Không quy định|Không phải trả kết quả cho người nộp thuế|Không|Trong ngày"
)
_FEE_BEGINS = rf"Không có thông tin|Miễn phí|\d[\d,.]* ?(?:{_CURRENCY})"
_ROW = re.compile(rf"(?P<channel>{_CHANNEL})\s*(?P<time>{_TIME})\s*(?={_FEE_BEGINS})")
#: A number without a unit, glued to what the fee begins with.
_BARE_ROW = re.compile(
    rf"(?P<channel>{_CHANNEL})(?P<digits>\d[\d,]*)(?P<fee>Không có thông tin|Miễn phí| ?(?:{_CURRENCY}))"
)
_FREE_ROW = re.compile(rf"(?P<channel>{_CHANNEL})(?P<time>[^\d(]{{3,160}}?)(?={_FEE_BEGINS})")
_PAID = re.compile(rf"(?P<amount>\d[\d,.]*) ?(?P<currency>{_CURRENCY})")
_STRAY = re.compile(
    r"Từ khóa(?P<keywords>.*?)Mô tả(?P<described>.*?)(?:Chọn cơ quan thực hiện|$)", re.DOTALL
)
_RESULT = re.compile(
    r"(?P<name>.*?)Mã: ?(?P<code>[A-Z0-9][A-Z0-9.\-]*\d(?=\s|$|\D)|[A-Za-z][\w.\-]*(?=$)|)",
    re.DOTALL,
)
_TYPE = r"(?:UBTVQH|QH)\d{1,2}|[A-ZĐ]{1,8}(?:-(?:QH\d\d|[A-ZĐ]{1,10}))+"
_BASIS = re.compile(
    rf"(?P<number>(?:Luật số |Luật )?\d[\d.]*[a-z]?(?:/\d{{4}})?/(?:{_TYPE})(?![a-zà-ỹ]))"
)
#: A year that ends the title, glued to the number of the document.
_GLUED_YEAR = re.compile(r"^(?:19|20)\d\d(?=\d{1,4}/\d{4}/)")
_QH = re.compile(r"(QH\d\d)(?=\d)")
_STEP = re.compile(r"^[-+*\s]*Bước\s*\d+", re.IGNORECASE)
_LONGEST_BASIS = 80


def code_of(record: Mapping[str, Any]) -> str:
    """The national code."""
    return clean(record.get("ma_thu_tuc"))


def tell(record: Mapping[str, Any]) -> ProcedureTold:
    """Understand a record as far as honest."""
    doubts: list[Doubt] = []
    said = {key: clean(value) for key, value in record.items()}
    result_text, keywords, description = _without_stray(said.get("ket_qua_xu_ly", ""))
    conditions, _ignored, more = _without_stray(said.get("yeu_cau_dieu_kien", ""))
    return ProcedureTold(
        code=code_of(record),
        name=said.get("ten_thu_tuc", ""),
        authority=said.get("nguon_bo", ""),
        kind=said.get("loai_thu_tuc", ""),
        decision_number=said.get("so_quyet_dinh", ""),
        field_name=said.get("linh_vuc", ""),
        levels=words.tiers(words.listed(said.get("cap_thuc_hien", "")), doubts),
        audience=words.audience(words.listed(said.get("doi_tuong_thuc_hien", ""))),
        agency=said.get("co_quan_thuc_hien", ""),
        competent=said.get("co_quan_co_tham_quyen", ""),
        cooperating=said.get("co_quan_phoi_hop", ""),
        authorised=said.get("co_quan_duoc_uy_quyen", ""),
        address=said.get("dia_chi_tiep_nhan", ""),
        steps=_steps(said.get("trinh_tu_thuc_hien", "")),
        conditions=conditions,
        keywords=keywords,
        description=description or more,
        related=said.get("thu_tuc_lien_quan", ""),
        ways=ways(said.get("cach_thuc_thuc_hien", ""), doubts),
        groups=papers.from_text(said.get("thanh_phan_ho_so", ""), doubts),
        results=_results(result_text, doubts),
        bases=_bases(said.get("can_cu_phap_ly", "")),
        doubts=tuple(doubts),
    )


def ways(said: str, doubts: list[Doubt]) -> tuple[WayTold, ...]:
    """Split the table of channels; a sentence that names a channel begins no row."""
    body = clean(said).removeprefix(_WAYS_HEADER)
    starts = _starts(body)
    if body.strip() and (not starts or starts[0].start()):
        doubts.append(
            Doubt("ways_not_understood", f"Cách thức thực hiện không tách được: “{body[:120]}”.")
        )
    if not starts:
        return ()
    ends = [start.start() for start in starts[1:]] + [len(body)]
    return tuple(
        _way(start, body[start.start() : end], doubts)
        for start, end in zip(starts, ends, strict=True)
    )


def _starts(body: str) -> list[re.Match[str]]:
    found = {row.start(): row for pattern in (_BARE_ROW, _ROW) for row in pattern.finditer(body)}
    first = _FREE_ROW.match(body)
    if first and 0 not in found:
        same = re.compile(
            rf"(?P<channel>{_CHANNEL})(?P<time>{re.escape(first['time'].rstrip('. '))}\.?\s*)(?={_FEE_BEGINS})"
        )
        found |= {row.start(): row for row in same.finditer(body)}
    return [found[place] for place in sorted(found)]


def _way(start: re.Match[str], row: str, doubts: list[Doubt]) -> WayTold:
    channel, where = _CHANNELS[start["channel"]], f"Kênh {start['channel'].lower()}"
    parts = start.groupdict()
    digits = parts.get("digits") or ""
    rest = row[start.end() - start.start() :]
    if digits:
        rest = parts["fee"] + rest
        time, unit = digits, ""
    else:
        time, unit = parts.get("amount") or parts["time"], parts.get("unit") or ""
    fees, known, note, cut = _fees(rest, digits, where, doubts)
    amount, counted = words.limit(cut or time, unit, where, doubts)
    return WayTold(channel, amount, counted, note, fees, known)


def _fees(
    rest: str, digits: str, where: str, doubts: list[Doubt]
) -> tuple[tuple[FeeTold, ...], bool, str, str]:
    """The fees at the beginning of ``rest``, whether any were stated, the note after them, the limit's digits."""
    if rest.startswith(words.NOTHING):
        return (), False, clean(rest.removeprefix(words.NOTHING)), digits
    if rest.startswith("Miễn phí"):
        note, after = _bracketed(rest.removeprefix("Miễn phí"))
        return money.free(note), True, clean(after), digits
    fees, time = [], digits
    if digits:
        currency = re.match(rf" ?({_CURRENCY})", rest)
        assert currency
        note, rest = _bracketed(rest[currency.end() :])
        cut = money.glued(digits, note)
        time = digits.removesuffix(cut).rstrip(",") if cut else digits
        fees.append(money.paid(cut or digits, currency[1] if cut else "", note, where, doubts))
    while paid := _PAID.match(rest):
        note, rest = _bracketed(rest[paid.end() :])
        fees.append(money.paid(paid["amount"], paid["currency"], note, where, doubts))
    return tuple(fees), True, clean(rest), time


def _bracketed(rest: str) -> tuple[str, str]:
    """A note in balanced brackets at the beginning, and what follows it."""
    if not rest.startswith("("):
        return "", rest
    depth = 0
    for place, letter in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if not depth:
            return rest[1:place], rest[place + 1 :]
    return rest[1:], ""


def _without_stray(said: str) -> tuple[str, str, str]:
    """A text without what the page printed after it; the page's keywords and description."""
    stray = _STRAY.search(said)
    if stray is None:
        return clean(said), "", ""
    return clean(said[: stray.start()]), clean(stray["keywords"]), clean(stray["described"])


def _steps(said: str) -> tuple[str, ...]:
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    if not any(_STEP.match(line) for line in lines):
        return tuple(lines)
    steps: list[str] = []
    for line in lines:
        if steps and not _STEP.match(line):
            steps[-1] = f"{steps[-1]} {line}"
        else:
            steps.append(line)
    return tuple(steps)


def _results(said: str, doubts: list[Doubt]) -> tuple[tuple[str, str], ...]:
    if not said:
        doubts.append(Doubt("result_missing", "Không có kết quả thực hiện."))
        return ()
    if "Mã:" not in said:
        doubts.append(
            Doubt("result_not_understood", f"Kết quả thực hiện không tách được: “{said[:120]}”.")
        )
        return ()
    found, end = [], 0
    for row in _RESULT.finditer(said):
        if row["name"].strip():
            found.append((row["code"].strip(".- "), " ".join(row["name"].split())))
        end = row.end()
    if said[end:].strip():
        found.append(("", " ".join(said[end:].split())))
    return tuple(found)


def _bases(said: str) -> tuple[BasisTold, ...]:
    body = _QH.sub(r"\1 ", said.removeprefix("Tên văn bản pháp lýMã văn bản"))
    cells = [
        cell
        for cell in _BASIS.finditer(body)
        if re.match(r"$|[A-ZĐÀ-Ỹa-zà-ỹ]", body[cell.end() :])
        and not body[cell.end() :].startswith("ngày")
    ]
    if not cells and body:
        named = _BASIS.search(body)
        return (
            BasisTold(named["number"][:_LONGEST_BASIS] if named else "", " ".join(body.split())),
        )
    found, begun = [], 0
    for cell in cells:
        number = cell["number"].removeprefix("Luật số ").removeprefix("Luật ")
        year = _GLUED_YEAR.match(number)
        number = number[year.end() :] if year else number
        before = body[begun : cell.start()] + (year[0] if year else "")
        found.append(BasisTold(number[:_LONGEST_BASIS], " ".join(before.split()) or number))
        begun = cell.end()
    return tuple(found)
