"""Results as one HTML file that needs nothing else: the report beside its findings, linked both ways."""

from collections.abc import Iterable, Sequence
from html import escape

from motcua.checking.findings import Severity
from motcua.checking.showing.page import Piece, ShownBlock, ShownCell, ShownFinding, ShownReport

_TITLE = "Rà soát số liệu báo cáo"
_STYLE = """
:root{--ink:#1d1a18;--soft:#544d47;--line:#d8d2ca;--paper:#fff;--ground:#faf8f5;
--error:#a4161a;--error-wash:#fbe6e4;--warning:#7a4b00;--warning-wash:#fdf0d5;
--info:#1f4b73;--info-wash:#e5eef6}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;
color:var(--ink);background:var(--paper)}
main{max-width:92rem;margin:auto;padding:1.5rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem}
.sides{display:grid;gap:1.5rem;align-items:start}
.findings,.report{min-width:0}
.findings ol{list-style:none;margin:0;padding:0}
.findings li{border:1px solid var(--line);border-left:4px solid;border-radius:4px;
padding:.6rem .8rem;margin:0 0 .6rem}
.findings li p{margin:.2rem 0;color:var(--ink)}
.findings .small{color:var(--soft);font-size:.9rem}
.error{border-left-color:var(--error)!important}.warning{border-left-color:var(--warning)!important}
.info{border-left-color:var(--info)!important}
.error b.name{color:var(--error)}.warning b.name{color:var(--warning)}.info b.name{color:var(--info)}
.report{border:1px solid var(--line);border-radius:4px;padding:1rem;background:var(--ground)}
.row{display:grid;grid-template-columns:3rem minmax(0,1fr);gap:.5rem}
.row>.no{color:var(--soft);font-size:.8rem;text-align:right;padding-top:.2rem}
.row p{margin:.15rem 0;overflow-wrap:anywhere}
.heading p{font-weight:700}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;background:var(--paper);margin:.4rem 0}
td,th{border:1px solid var(--line);padding:.2rem .4rem;text-align:left;vertical-align:top}
.num{text-align:right;font-variant-numeric:tabular-nums}
mark{color:inherit;padding:0 .1em;border-radius:2px}
mark a{color:inherit;text-decoration:underline;text-decoration-thickness:2px}
mark.error{background:var(--error-wash)}mark.warning{background:var(--warning-wash)}
mark.info{background:var(--info-wash)}
:target{outline:3px solid var(--info);outline-offset:2px}
a{color:var(--info)}a:focus-visible{outline:3px solid var(--info)}
@media(min-width:64rem){.sides{grid-template-columns:minmax(20rem,2fr) 3fr}
.findings{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto}}
@media print{main{padding:0}.sides{display:block}.findings{max-height:none}
.report{border:0;padding:0;background:none}.findings li{break-inside:avoid}}
"""


def as_html(reports: Sequence[ShownReport]) -> str:
    """Return the whole page."""
    body = "\n".join(_report(report) for report in reports)
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_TITLE}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{_TITLE}</h1>\n{body}\n</main></body></html>\n"
    )


def _report(report: ShownReport) -> str:
    findings = "".join(_finding(report, one) for one in report.findings)
    return (
        f"<section><h2>{escape(report.file)}</h2><p>{escape(report.summary)}</p>"
        f'<div class="sides"><section class="findings"><h3>Các phát hiện</h3><ol>{findings}</ol>'
        f'</section><section class="report"><h3>Nội dung báo cáo</h3>'
        f"{''.join(_block(report, block) for block in report.blocks)}</section></div></section>"
    )


def _finding(report: ShownReport, one: ShownFinding) -> str:
    place = f'<a href="#b{report.number}-cho-{one.number}">Dòng {one.line}</a>'
    other = f" · đối chiếu với {escape(one.other_file)}" if one.other_file else ""
    quotes = "".join(f"<p class=small>“{escape(quote)}”</p>" for quote in one.quotes)
    told = f"<p class=small>{escape(one.figures)}</p>" if one.figures else ""
    return (
        f'<li class="{one.severity.value}" id="b{report.number}-so-{one.number}">'
        f'<p><b class="name">{one.number}. {one.name}</b> · {place} · {escape(one.family)}{other}</p>'
        f"<p>{escape(one.message)}</p>{quotes}{told}</li>"
    )


def _block(report: ShownReport, block: ShownBlock) -> str:
    number = f'<span class="no">{block.line}</span>'
    if block.kind != "table":
        text = _pieces(report, block.pieces)
        marker = f"{escape(block.marker)} " if block.marker else ""
        return f'<div class="row {block.kind}">{number}<p>{marker}{text}</p></div>'
    caption = f"<p>{escape(block.caption)}</p>" if block.caption else ""
    head = "".join(_row(report, row, "th") for row in block.header)
    body = "".join(_row(report, row, "td") for row in block.rows)
    return (
        f'<div class="row">{number}<div>{caption}<div class="wide" tabindex="0" role="group" '
        f'aria-label="Bảng số liệu"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'
        f"</div></div>"
    )


def _row(report: ShownReport, cells: Iterable[ShownCell], tag: str) -> str:
    return "<tr>" + "".join(_cell(report, cell, tag) for cell in cells) + "</tr>"


def _cell(report: ShownReport, cell: ShownCell, tag: str) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    figure = ' class="num"' if cell.figure and tag == "td" else ""
    return f"<{tag}{spans}{figure}>{_pieces(report, cell.pieces)}</{tag}>"


def _pieces(report: ShownReport, pieces: Iterable[Piece]) -> str:
    return "".join(_piece(report, piece) for piece in pieces)


def _piece(report: ShownReport, piece: Piece) -> str:
    text = escape(piece.text)
    if piece.first is None:
        return text
    severity: Severity = piece.first.severity
    anchors = "".join(f'<span id="b{report.number}-cho-{m.number}"></span>' for m in piece.opens)
    closing = ", ".join(str(mark.number) for mark in piece.closes)
    note = f"<sup>{closing}</sup>" if closing else ""
    address = f"#b{report.number}-so-{piece.first.number}"
    return f'{anchors}<mark class="{severity.value}"><a href="{address}">{text}</a></mark>{note}'
