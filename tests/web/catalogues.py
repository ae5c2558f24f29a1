"""Reading what pages can say and what the catalogues answer, without the tools of gettext."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.template import Engine, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

MOTCUA = Path(__file__).resolve().parents[2] / "motcua"
WEB = MOTCUA / "web"
LOCALE = WEB / "locale"
#: Where the words of the portal come from: its own, what all pages share, what is said of errors.
SOURCES = [WEB / "portal", WEB / "shared", MOTCUA / "base" / "pages.py", MOTCUA / "base/templates"]
#: The officers' frame stands among the shared parts, but their side speaks Vietnamese only.
OFFICERS = {"rail.py", "workspace.html", "keys.html"}
_PYTHON = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
_PAIR = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*"(.*)"$')
_PLACEHOLDER = re.compile(r"%\((\w+)\)0?\d?([sd])")


def asked() -> set[str]:
    """Every text that the portal's pages and the shared components give to translation."""
    return {text for source in SOURCES for text in _in(source)}


def _in(source: Path) -> Iterator[str]:
    for path in [source] if source.is_file() else sorted(source.rglob("*")):
        if path.name in OFFICERS:
            continue
        if path.suffix == ".py":
            yield from _in_python(path)
        elif path.suffix == ".html":
            yield from _in_template(path)


def _in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _PYTHON:
            text = node.args[0]
            if isinstance(text, ast.Constant):
                yield text.value


def _in_template(path: Path) -> Iterator[str]:
    template = Template(path.read_text(encoding="utf-8"), engine=Engine.get_default())
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        yield str(node.filter_expression.var.literal)
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        yield node.render_token_list(node.singular)[0]


def written(language: str) -> dict[tuple[str, int], str]:
    """What the ``.po`` file says: text and plural form to translation. A fuzzy mark is an error."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    found: dict[tuple[str, int], str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts = _parts(block)
        for field, text in parts.items():
            if field.startswith("msgstr") and parts.get("msgid"):
                found[parts["msgid"], int(field[7:-1] or 0)] = text
    return found


def _parts(block: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    field = ""
    for line in block.splitlines():
        assert not line.startswith(("#~", "#, fuzzy")), line
        if match := _PAIR.match(line):
            field = match[1] or field
            parts[field] = parts.get(field, "") + ast.literal_eval(f'"{match[2]}"')
    return parts


def compiled(language: str) -> dict[tuple[str, int], str]:
    """What the ``.mo`` file says, in the same shape."""
    path = LOCALE / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    keys = ((key, key if isinstance(key, tuple) else (key, 0)) for key in catalogue if key)
    return {told: catalogue[key] for key, told in keys}


def placeholders(text: str) -> set[tuple[str, str]]:
    """The named places of a text, with what goes into them."""
    return set(_PLACEHOLDER.findall(text))
