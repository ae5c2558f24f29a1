"""What a program run on a stranger's file may not do: fetch, or see what is none of its business."""

import shutil
import socket
import threading
from contextlib import suppress

import pytest

from motcua.checking.reading import programs, read

LONG = "a." + "x" * 253


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["a.html", "a.doc", LONG])
def test_a_page_of_the_web_is_read_and_nothing_it_names_is_fetched(name):
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def hear():
            with suppress(OSError):
                while True:
                    caller, _address = listener.accept()
                    asked.append(caller.recv(200))
                    caller.close()

        threading.Thread(target=hear, daemon=True).start()
        page = (
            f'<html><head><meta charset="utf-8"><link rel="stylesheet" href="http://127.0.0.1:{port}/a.css">'
            f'</head><body><p>Đã tiếp nhận 12 hồ sơ.</p><img src="http://127.0.0.1:{port}/a.png"></body></html>'
        )
        document = read(page.encode(), name)
        listener.shutdown(socket.SHUT_RDWR)

    assert "12" in " ".join(paragraph.text for paragraph in document.paragraphs)
    assert asked == []


def test_a_program_does_not_inherit_our_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:secret@nowhere/motcua")
    told = programs.run(["env"], seconds=10, extra={"GIVEN": "1"})

    assert b"secret" not in told
    assert b"GIVEN=1" in told
    assert b"PATH=" in told
