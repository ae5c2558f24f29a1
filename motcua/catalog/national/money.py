"""Fees out of the words of the sources. A silent source is not a free service."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from motcua.catalog.national.told import Doubt, FeeTold
from motcua.catalog.national.words import clean, fold

#: No fee of the state is smaller than this; smaller numbers are thousands cut off, or dollars.
_LEAST_DONG = 1_000
_LARGEST_DONG = 9_000_000_000_000
_FREE_WORDS = {
    "khong",
    "khong co",
    "khong thu",
    "mien phi",
    "khong quy dinh",
    "khong thu phi",
    "khong mat phi",
    "phi: khong",
    "le phi: khong",
    "khong co phi, le phi",
    "khong thu phi, le phi",
}
_CURRENCIES = {
    "vnd": "VND",
    "dong": "VND",
    "viet nam dong": "VND",
    "usd": "USD",
    "do la my": "USD",
    "eur": "EUR",
    "euro": "EUR",
}
_FORM = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$|^\d+(?:[.,]\d{1,2})?$")


def kind_of(note: str) -> str:
    """The kind the note begins with; "either" when it does not say."""
    words = fold(note).lstrip("-+*( ")
    if words.startswith("le phi"):
        return "le_phi"
    if words.startswith("phi") and not words.startswith("phi, le phi"):
        return "phi"
    return "either"


def free(note: str) -> tuple[FeeTold, ...]:
    """What "Miễn phí" means: nothing due, unless its note says who sets the amount."""
    words = clean(note).strip("() ")
    folded = fold(words).strip(" .")
    if not words or folded in _FREE_WORDS or folded.startswith(("mien ", "khong ")):
        return ()
    return (FeeTold(kind_of(words), words, currency=""),)


def paid(amount: str, currency: str, note: str, where: str, doubts: list[Doubt]) -> FeeTold:
    """An amount with its currency; kept in words where the number cannot be meant."""
    words = clean(note)
    code = _CURRENCIES.get(fold(currency), "")
    number = _number(amount)
    said = f"{amount} {currency}".strip()
    if number is None or not code:
        return _in_words(said, words, where, doubts, "không đọc được thành số tiền")
    if code != "VND":
        return FeeTold(kind_of(words), words, foreign=number, currency=code)
    if number != int(number) or not _LEAST_DONG <= number <= _LARGEST_DONG:
        return _in_words(said, words, where, doubts, "không thể là một mức thu bằng đồng")
    return FeeTold(kind_of(words), words, dong=int(number))


def glued(digits: str, note: str) -> str:
    """The amount at the end of digits that begin with another number: "120,000" may be 1 and 20,000.

    Of the cuts that leave a well-written amount the one the note repeats, or else the only one; ""
    when nothing decides.
    """
    cuts = [digits[place:] for place in range(1, len(digits)) if _well_written(digits[place:])]
    named = [cut for cut in cuts if _plain(cut) in _numbers_of(note)]
    if len(named) == 1:
        return named[0]
    return cuts[0] if len(cuts) == 1 else ""


def _in_words(said: str, note: str, where: str, doubts: list[Doubt], why: str) -> FeeTold:
    doubts.append(Doubt("fee_not_understood", f"{where}: mức thu “{said}” {why}; giữ nguyên văn."))
    return FeeTold(kind_of(note), f"{said} ({note})" if note else said, currency="")


def _number(amount: str) -> Decimal | None:
    said = amount.strip()
    if not _FORM.match(said):
        return None
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", said)
    plain = re.sub(r"[.,]", "", said) if grouped else said.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the pattern lets nothing else through
        return None


def _well_written(said: str) -> bool:
    return bool(re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})*", said))


def _plain(said: str) -> str:
    return re.sub(r"\D", "", said)


def _numbers_of(note: str) -> set[str]:
    found: Callable[[str], str] = _plain
    return {found(one) for one in re.findall(r"\d[\d.,]*\d|\d", note)}
