"""The pages of the signing program: what waits, one PIN for all of it, what became of it."""

from html import escape

from motcua.integrations.esign.batches import Batch

NO_DEVICE = "Không thấy thiết bị ký hoặc chứng thư dùng để ký. Hãy cắm một thiết bị rồi thử lại; chưa có văn bản nào được ký."
STYLE = """
:root { color-scheme: light dark; --ink: #1f1a17; --ground: #fff; --line: #8a7f76; --main: #8a1a1a; --bad: #9b1238; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2ede8; --ground: #1b1715; --line: #9c9189; --main: #f0a39b; --bad: #ff9db3; }
}
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.3; }
a { color: inherit; }
ol { max-height: 55vh; margin: 1rem 0; padding: .5rem 1rem .5rem 3rem; overflow-y: auto; border: 1px solid var(--line);
  border-radius: 4px; }
li { padding: .4rem 0; }
label { display: block; font-weight: 600; }
input { width: 14rem; max-width: 100%; min-height: 2.75rem; padding: 0 .7rem; border: 1px solid var(--line);
  border-radius: 4px; background: var(--ground); color: inherit; font: inherit; }
button { display: block; min-height: 2.75rem; margin-top: 1rem; padding: 0 1.2rem; border: 0; border-radius: 4px;
  background: var(--main); color: var(--ground); font: inherit; font-weight: 600; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.wrong { padding: .7rem 1rem; border: 1px solid var(--bad); border-left-width: 4px; border-radius: 4px; }
"""


def waiting(batch: Batch, *, wrong: str = "") -> str:
    """The documents, each to be opened, and the PIN that signs them all; or that they are signed."""
    count = len(batch.documents)
    if batch.signatures:
        said = f"Đã ký {count} văn bản"
        return _page(said, "<p>Kết quả đã sẵn sàng cho trang làm việc. Có thể đóng trang này.</p>")
    listed = "".join(
        f'<li><a href="/batches/{batch.number}/{number}.pdf" target="_blank">{escape(one.name)}</a></li>'
        for number, one in enumerate(batch.documents, 1)
    )
    refused = f'<p class="wrong" role="alert" id="loi">{escape(wrong)}</p>' if wrong else ""
    told = ' aria-invalid="true" aria-describedby="loi" autofocus' if wrong else ""
    return _page(
        f"Ký {count} văn bản",
        "<p>Mở xem từng văn bản trước khi ký. Mã PIN chỉ dùng tại máy này, không gửi đi đâu.</p>"
        f'<ol>{listed}</ol>{refused}<form method="post" action="/batches/{batch.number}">'
        f'<input type="hidden" name="key" value="{batch.key}"><label for="pin">Mã PIN của thiết bị ký</label>'
        f'<input id="pin" name="pin" type="password" autocomplete="off" required{told}>'
        f"<button>Ký {count} văn bản</button></form>",
    )


def gone() -> str:
    """What was here is not here any more."""
    return _page(
        "Không còn văn bản chờ ký ở đây",
        "<p>Chương trình ký đã khởi động lại hoặc có nhiều lượt ký mới hơn. Hãy gửi ký lại từ trang làm việc.</p>",
    )


def wrong_pin(left: int) -> str:
    """How it goes on after a wrong PIN."""
    if left:
        return f"Mã PIN chưa đúng, chưa có văn bản nào được ký. Còn {left} lần thử."
    return (
        "Mã PIN sai quá số lần cho phép, chưa có văn bản nào được ký. Hãy gửi ký lại từ trang làm việc; "
        "thiết bị ký có thể tự khóa nếu tiếp tục nhập sai."
    )


def _page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/style.css"></head><body><main><h1>{escape(title)}</h1>{content}</main></body></html>'
    )
