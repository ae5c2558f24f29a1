"""A person at a browser without a screen: pages, their forms with what is filled in, cookies."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from uuid import uuid4


@dataclass
class Form:
    """A form of a page: where it goes and what it would send untouched."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    #: Ticked boxes of one name, more than one value each.
    ticked: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._open = Form(told.get("action") or "")
            self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag == "input":
            self._input(told)
        elif tag == "select":
            self._select = told.get("name") or ""
        elif tag == "textarea":
            self._area = told.get("name") or ""
            self._open.fields[self._area] = ""
        elif tag == "option" and self._select:
            self._option(told)

    def _option(self, told: dict[str, str | None]) -> None:
        if "selected" in told or self._select not in self._open.fields:
            self._open.fields[self._select] = told.get("value") or ""

    def _input(self, told: dict[str, str | None]) -> None:
        name, kind = told.get("name"), told.get("type") or "text"
        if not name or kind in {"submit", "button", "file"}:
            return
        if kind in {"checkbox", "radio"} and "checked" not in told:
            return
        if kind == "checkbox":
            self._open.ticked.setdefault(name, []).append(told.get("value") or "on")
            return
        self._open.fields[name] = told.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


@dataclass
class Page:
    """What came back."""

    status: int
    url: str
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    def form(self, *names: str) -> Form:
        """The first form that has all these fields."""
        return next(form for form in forms(self.text) if set(names) <= set(form.fields))


def forms(text: str) -> list[Form]:
    """Every form of a page."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


class Visitor:
    """One browser with its cookies."""

    def __init__(self, address: str, timeout: float = 60) -> None:
        self.address = address
        self.timeout = timeout
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), urllib.request.ProxyHandler({})
        )

    def get(self, path: str) -> Page:
        whole = urllib.parse.urljoin(self.address, path)
        return self._open(urllib.request.Request(urllib.parse.quote(whole, safe=":/?&=+%")))

    def send(self, page: Page, form: Form, **changed: str) -> Page:
        """Send a form of a page with some fields changed."""
        told = urllib.parse.urlencode(form.ticked | form.fields | changed, doseq=True).encode()
        return self._post(page, form, told, "application/x-www-form-urlencoded")

    def upload(self, page: Page, form: Form, name: str, content: bytes, **changed: str) -> Page:
        """Send a form with a file."""
        mark = uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in (form.fields | changed).items()
        ]
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="tep.xlsx"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = b"".join([*parts, head.encode(), content, f"\r\n--{mark}--\r\n".encode()])
        return self._post(page, form, body, f"multipart/form-data; boundary={mark}")

    def _post(self, page: Page, form: Form, body: bytes, kind: str) -> Page:
        where = urllib.parse.urljoin(page.url, form.action)
        headers = {"Content-Type": kind, "Referer": page.url}
        return self._open(urllib.request.Request(where, body, headers))

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                return Page(answer.status, answer.url, answer.read())
        except urllib.error.HTTPError as refused:
            return Page(refused.code, refused.url, refused.read())
