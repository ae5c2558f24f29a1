"""Chương trình ký trên máy của cán bộ: nhận văn bản từ trang làm việc, hỏi mã PIN tại máy này, ký bằng thiết bị.

Chạy trên máy có cắm thiết bị ký; chỉ máy này gọi được chương trình. Mã PIN không rời khỏi máy.

Ví dụ: motcua sign-agent --allow https://motcua.langson.gov.vn --module /usr/lib/opensc-pkcs11.so
"""

import argparse
import sys
from pathlib import Path

from motcua.cli import Stop
from motcua.integrations.esign.agent import PORT, Agent
from motcua.integrations.esign.tokens import FileToken, ModuleToken


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose pages may ask, and what holds the key."""
    parser.add_argument(
        "--allow",
        action="append",
        required=True,
        metavar="ĐỊA_CHỈ",
        help="địa chỉ trang làm việc được gửi ký, ví dụ https://motcua.langson.gov.vn",
    )
    key = parser.add_mutually_exclusive_group(required=True)
    key.add_argument(
        "--module", type=Path, metavar="TỆP", help="thư viện PKCS#11 của hãng thiết bị ký"
    )
    key.add_argument("--file", type=Path, metavar="TỆP.p12", help="tệp khóa PKCS#12, để thử")
    parser.add_argument("--label", default="", help="tên thiết bị, khi máy cắm nhiều thiết bị")
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"cổng trên máy này, thường là {PORT}"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    token = FileToken(args.file) if args.file else ModuleToken(args.module, label=args.label)
    try:
        agent = Agent(token, origins=args.allow, port=args.port)
    except OSError as fault:
        raise Stop(
            f"Cổng {args.port} đang có chương trình khác dùng. Tắt chương trình đó, hoặc chọn --port khác."
        ) from fault
    with agent:
        sys.stdout.write(f"Chương trình ký sẵn sàng tại {agent.address}. Bấm Ctrl-C để dừng.\n")
        sys.stdout.flush()
        agent.serve_forever()
    return 0
