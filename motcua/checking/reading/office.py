"""Lets LibreOffice turn older and other files into DOCX or XLSX, where it is installed."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape

from motcua.checking.reading import archives, programs
from motcua.checking.reading.refusals import Unreadable

_SECONDS = 90
_KNOWN = (
    ".doc",
    ".dot",
    ".rtf",
    ".odt",
    ".htm",
    ".html",
    ".wps",
    ".xls",
    ".xlt",
    ".et",
    ".ods",
    ".xlsb",
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "Workbook".encode("utf-16-le")
_HTML = (b"<html", b"<!doctype html")
#: What archives read for decades: PDF/A-1.
_ARCHIVAL = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"}}'
_SHEETS = (".xls", ".xlt", ".et", ".ods", ".xlsb")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{folder}</dir><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<selectfont><acceptfont><glob>{folder}/*</glob></acceptfont><rejectfont><glob>*/LiberationSerif-*</glob></rejectfont></selectfont>
</fontconfig>
"""
#: A profile of its own: no macros, no links followed; whatever it would fetch all the same, such as
#: the style sheet of a web page, goes to a proxy that is not there.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""


def wanted(content: bytes) -> bool:
    """Tell whether the bytes are of a kind only LibreOffice reads."""
    head = content[:512].lstrip().lower()
    return archives.is_compound(content) or head.startswith((b"{\\rtf", *_HTML))


def _is_page(content: bytes) -> bool:
    return content[:512].lstrip().lower().startswith(_HTML)


def converted(content: bytes, name: str) -> tuple[bytes, bool]:
    """Return the file as DOCX, or as XLSX and true. Raises ``Unreadable``."""
    if archives.is_compound(content) and _ENCRYPTED in content:
        raise Unreadable(archives.locked(name))
    program = programs.find("soffice", "libreoffice")
    if program is None:
        raise Unreadable(
            f"Máy này chưa có LibreOffice để đọc tệp {name}. "
            "Hãy mở tệp bằng phần mềm soạn thảo và lưu lại thành DOCX, XLSX hoặc PDF."
        )
    suffix = Path(name).suffix.lower()
    sheets = suffix in _SHEETS or (archives.is_compound(content) and _WORKBOOK in content)
    return _convert(program, content, name, sheets=sheets), sheets


def _convert(program: str, content: bytes, name: str, *, sheets: bool) -> bytes:
    target = "xlsx" if sheets else "docx"
    suffix = ".xls" if sheets else ".doc"
    if (told := Path(name).suffix.lower()) in _KNOWN:
        suffix = told
    #: Without it a web page is opened by a program that writes no DOCX.
    page = ["--infilter=HTML (StarWriter)"] if _is_page(content) and not sheets else []
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        source = Path(folder) / f"report{suffix}"
        source.write_bytes(content)
        result = _run(program, source, target, extra=page)
        if result is None:
            raise Unreadable(archives.damaged(name))
        return result


def archival(docx: bytes, *, fonts: Path) -> bytes | None:
    """Return a DOCX as PDF/A-1; nothing where LibreOffice is absent or cannot set it in time.

    Fonts in the folder ``fonts`` go before the machine's: some machines have a Liberation Serif without
    Vietnamese letters.
    """
    program = programs.find("soffice", "libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(docx)
        known = Path(folder) / "fonts.conf"
        known.write_text(_FONTS.format(folder=escape(str(fonts))), encoding="utf-8")
        return _run(program, source, _ARCHIVAL, known={"FONTCONFIG_FILE": str(known)})


def _run(
    program: str,
    source: Path,
    target: str,
    *,
    extra: Sequence[str] = (),
    known: Mapping[str, str] = _NOTHING,
) -> bytes | None:
    """Let the program write ``source`` anew, beside it; return what it wrote."""
    folder = source.parent
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    programs.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            *extra,
            "--convert-to",
            target,
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        seconds=_SECONDS,
        extra={"HOME": str(folder), **known},
    )
    result = folder / "out" / f"{source.stem}.{target.partition(':')[0]}"
    return result.read_bytes() if result.is_file() else None
