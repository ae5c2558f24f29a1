"""A program: prints a filled template as JSON. Run by ``drafting.fill`` alone."""

import base64
import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import jinja2
from docx.opc.exceptions import PackageNotFoundError
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
        _refuse("unknown", said[1] if len(said) > 1 else "")
    except jinja2.TemplateSyntaxError as fault:
        _refuse("syntax", fault.message or "")
    except (SecurityError, PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError):
        _refuse("broken", "")
    except (KeyError, ValueError, OverflowError, MemoryError):
        _refuse("broken", "")
    sys.stdout.write(json.dumps({"docx": base64.b64encode(out.getvalue()).decode("ascii")}))


def _refuse(fault: str, about: str) -> NoReturn:
    sys.stdout.write(json.dumps({"fault": fault, "about": about[:_MOST_ABOUT]}))
    raise SystemExit(0)


if __name__ == "__main__":
    main()
