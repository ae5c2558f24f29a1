"""A program: prints a filled template as JSON. Run by ``drafting.fill`` alone."""

import base64
import json
import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import jinja2
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from motcua.documents.inspection import limits

_MOST_ABOUT = 100
#: Python's own words for a name that is no fact: 'ten_la' is undefined.
_QUOTE = "'"


def main() -> None:
    """Fill, or say why not."""
    limits.hold()
    facts: dict[str, str] = json.loads(Path(sys.argv[2]).read_text())
    sandbox = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
    try:
        template = DocxTemplate(sys.argv[1])
        template.render(facts, jinja_env=sandbox, autoescape=True)
        out = BytesIO()
        template.save(out)
    except jinja2.UndefinedError as fault:
        said = (fault.message or "").split(_QUOTE)
        name = said[1] if len(said) > 1 else ""
        _refuse("unknown", name, _line_with(name))
    except jinja2.TemplateSyntaxError as fault:
        _refuse("syntax", fault.message or "")
    except (SecurityError, PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError):
        _refuse("broken", "")
    except (KeyError, ValueError, OverflowError, MemoryError):
        _refuse("broken", "")
    sys.stdout.write(json.dumps({"docx": base64.b64encode(out.getvalue()).decode("ascii")}))


def _line_with(name: str) -> str:
    """Return the first line of the template that has the name in braces, heads and feet of pages included."""
    template = Document(sys.argv[1])
    parts = [template.element.body]
    for section in template.sections:
        parts += [section.header._element, section.footer._element]  # noqa: SLF001 - has no other way in
    wanted = re.compile(r"\{[{%][^}]*\b" + re.escape(name) + r"\b")
    for part in parts:
        for line in part.iter(qn("w:p")):
            words = "".join(piece.text or "" for piece in line.iter(qn("w:t")))
            if wanted.search(words):
                return words
    return ""


def _refuse(fault: str, about: str, place: str = "") -> NoReturn:
    told = {"fault": fault, "about": about[:_MOST_ABOUT], "place": place[:_MOST_ABOUT]}
    sys.stdout.write(json.dumps(told))
    raise SystemExit(0)


if __name__ == "__main__":
    main()
