"""Results as one HTML file that needs nothing else: the report beside its findings, linked both ways."""

from collections.abc import Iterable, Sequence
from html import escape

from motcua.checking.showing.page import Piece, ShownBlock, ShownCell, ShownFinding, ShownReport

_TITLE = "Rà soát số liệu báo cáo"
_NOTHING = "Chưa thấy số liệu nào mâu thuẫn."
_STYLE = """
:root{--ink:#1d1a18;--soft:#544d47;--line:#d8d2ca;--paper:#fff;--ground:#faf8f5;
--error:#a4161a;--error-wash:#fbe6e4;--warning:#7a4b00;--warning-wash:#fdf0d5;
--info:#1f4b73;--info-wash:#e5eef6}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;
color:var(--ink);background:var(--paper)}
main{max-width:92rem;margin:auto;padding:1.5rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:0 0 .5rem}
.rs-sides{display:grid;gap:1.5rem;align-items:start;grid-template-columns:minmax(0,1fr)}
.rs-list{list-style:none;margin:0;padding:0}
.rs-list li{border:1px solid var(--line);border-left:4px solid var(--info);border-radius:4px;
padding:.6rem .8rem;margin:0 0 .6rem}
.rs-list p{margin:.2rem 0}.rs-small{color:var(--soft);font-size:.9rem}
.rs-list .rs-error{border-left-color:var(--error)}.rs-list .rs-warning{border-left-color:var(--warning)}
.rs-error b{color:var(--error)}.rs-warning b{color:var(--warning)}.rs-info b{color:var(--info)}
.rs-report{border:1px solid var(--line);border-radius:4px;padding:1rem;background:var(--ground)}
.rs-line{display:grid;grid-template-columns:2.2rem minmax(0,1fr);gap:.6rem}
.rs-line>div{min-width:0}
.rs-no{color:var(--soft);font-size:.8rem;text-align:right;padding-top:.25rem}
.rs-line p{margin:.15rem 0;overflow-wrap:anywhere}.rs-heading p{font-weight:700}
.rs-deep p{padding-left:1.2rem}
.rs-wide{overflow-x:auto}
.rs-wide table{border-collapse:collapse;font-size:.85rem;background:var(--paper);margin:.4rem 0}
.rs-wide td,.rs-wide th{border:1px solid var(--line);padding:.2rem .4rem;text-align:left}
.rs-wide .rs-long{min-width:13rem}
.rs-wide .rs-num{white-space:nowrap;text-align:right;font-variant-numeric:tabular-nums}
mark{color:inherit;padding:0 .1em;border-radius:2px;background:var(--info-wash)}
mark a{color:inherit}mark.rs-error{background:var(--error-wash)}
mark.rs-warning{background:var(--warning-wash)}
li:target,:target+mark{outline:3px solid var(--info);outline-offset:2px}
a{color:var(--info)}a:focus-visible{outline:3px solid var(--info)}
@media(min-width:64rem){.rs-sides{grid-template-columns:minmax(20rem,2fr) minmax(0,3fr)}
.rs-findings{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto}}
@media print{main{padding:0}.rs-sides{display:block}
.rs-report{border:0;padding:0;background:none}.rs-list li{break-inside:avoid}}
"""


def as_html(reports: Sequence[ShownReport]) -> str:
    """Return the whole page."""
    body = "\n".join(
        f"<section><h2>{escape(one.file)}</h2><p>{escape(one.summary)}</p>"
        f"{_remarks(one)}{beside(one)}</section>"
        for one in reports
    )
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_TITLE}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{_TITLE}</h1>\n{body}\n</main></body></html>\n"
    )


def _remarks(report: ShownReport) -> str:
    return "".join(f"<p>{escape(remark)}</p>" for remark in report.remarks)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def beside(report: ShownReport) -> str:
    """Return the findings and the report beside each other, every word of theirs escaped."""
    findings = "".join(_finding(report, one) for one in report.findings)
    listed = f'<ol class="rs-list" data-list>{findings}</ol>' if findings else f"<p>{_NOTHING}</p>"
    blocks = "".join(_block(report, block) for block in report.blocks)
    return (
        f'<div class="rs-sides"><div class="rs-findings"><h3>Các phát hiện</h3>{listed}</div>'
        f'<div class="rs-report"><h3>Nội dung báo cáo</h3>{blocks}</div></div>'
    )


def _finding(report: ShownReport, one: ShownFinding) -> str:
    address = f"#b{report.number}-cho-{one.number}"
    place = f'<a href="{address}" data-line>{escape(_upper(one.where))}</a>'
    other = f" · đối chiếu với {escape(one.other_file)}" if one.other_file else ""
    quotes = "".join(f'<p class="rs-small">“{escape(quote)}”</p>' for quote in one.quotes)
    told = f'<p class="rs-small">{escape(one.figures)}</p>' if one.figures else ""
    return (
        f'<li class="rs-{one.severity.value}" id="b{report.number}-so-{one.number}">'
        f"<p><b>{one.number}. {one.name}</b> · {place} · {escape(one.family)}{other}</p>"
        f"<p>{escape(one.message)}</p>{quotes}{told}</li>"
    )


def _block(report: ShownReport, block: ShownBlock) -> str:
    number = f'<span class="rs-no">{block.line}</span>'
    if block.kind == "table":
        return f'<div class="rs-line">{number}<div>{_table(report, block)}</div></div>'
    marker = f"{escape(block.marker)} " if block.marker else ""
    deep = " rs-deep" if block.level > 1 and block.kind != "heading" else ""
    text = _pieces(report, block.pieces)
    return f'<div class="rs-line rs-{block.kind}{deep}">{number}<p>{marker}{text}</p></div>'


def _table(report: ShownReport, block: ShownBlock) -> str:
    caption = f"<p>{escape(block.caption)}</p>" if block.caption else ""
    name = f"Bảng ở dòng {block.line}"
    head = "".join(_row(report, row, "th") for row in block.header)
    body = "".join(_row(report, row, "td") for row in block.rows)
    return (
        f'{caption}<div class="rs-wide" tabindex="0" role="group" aria-label="{name}">'
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _row(report: ShownReport, cells: Iterable[ShownCell], tag: str) -> str:
    return "<tr>" + "".join(_cell(report, cell, tag) for cell in cells) + "</tr>"


def _cell(report: ShownReport, cell: ShownCell, tag: str) -> str:
    text = _pieces(report, cell.pieces)
    tag = tag if text else "td"
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    figure = ' class="rs-num"' if cell.figure and tag == "td" else ""
    figure = ' class="rs-long"' if cell.long and not figure else figure
    return f"<{tag}{spans}{figure}>{text}</{tag}>"


def _pieces(report: ShownReport, pieces: Iterable[Piece]) -> str:
    return "".join(_piece(report, piece) for piece in pieces)


def _piece(report: ShownReport, piece: Piece) -> str:
    text = escape(piece.text)
    if piece.first is None:
        return text
    anchors = "".join(f'<span id="b{report.number}-cho-{m.number}"></span>' for m in piece.opens)
    closing = ", ".join(str(mark.number) for mark in piece.closes)
    note = f"<sup>{closing}</sup>" if closing else ""
    address = f"#b{report.number}-so-{piece.first.number}"
    tone = piece.first.severity.value
    return f'{anchors}<mark class="rs-{tone}"><a href="{address}">{text}</a></mark>{note}'
