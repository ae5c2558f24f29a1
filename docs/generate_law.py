# ruff: noqa: INP001 - a script, no package
"""Write docs/law.md: every rule of motcua/rules with the decree and article it cites.

The docstrings are the source; run ``python docs/generate_law.py`` after changing one.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parent
RULES = DOCS.parent / "motcua" / "rules"
TARGET = DOCS / "law.md"
_BASIS = re.compile(r"Căn cứ: (.+?)(?:\n\s*\n|\Z)", re.DOTALL)
_HEAD = """# Căn cứ pháp lý của các quy tắc

Mỗi quy tắc trong `motcua/rules` nêu văn bản, điều khoản và mức chắc chắn (high: đã đọc hoặc đã được
áp dụng thống nhất; medium: hiểu biết chung, cần đối chiếu văn bản; low: tạm dùng). Điều chưa chắc là
cấu hình hoặc dữ liệu, không viết cứng. Tệp này được sinh ra từ chú thích trong mã nguồn bằng
`python docs/generate_law.py`.
"""


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def basis(docstring: str) -> str:
    """Return what follows "Căn cứ:" in the docstring, on one line; empty when nothing does."""
    found = _BASIS.search(docstring)
    return _plain(found[1]) if found else ""


def _rows(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _row(node, node.name)
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield from _row(inner, f"{node.name}.{inner.name}")


def _row(node: ast.FunctionDef | ast.ClassDef, name: str) -> Iterator[tuple[str, str, str]]:
    docstring = ast.get_docstring(node) or ""
    if basis(docstring):
        yield name, _plain(docstring.split("\n\n")[0]), basis(docstring)


def render() -> str:
    """Return the whole text of docs/law.md."""
    parts = [_HEAD]
    for path in sorted(RULES.glob("[!_]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstring = ast.get_docstring(tree) or ""
        parts.append(f"\n## {path.stem}\n\n{_plain(docstring.split(chr(10) * 2)[0])}\n")
        parts.append(f"\nCăn cứ: {basis(docstring)}\n")
        rows = list(_rows(tree))
        if rows:
            parts.append("\n| quy tắc | nội dung | căn cứ |\n|---|---|---|\n")
            parts.extend(f"| `{name}` | {says} | {cites} |\n" for name, says, cites in rows)
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
