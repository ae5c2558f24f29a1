"""The signing program starts from the command line, says where it listens, and refuses a port that is taken."""

import signal
import socket
import subprocess
import sys

import pytest

from motcua import cli

ALLOW = ["--allow", "https://mot-cua.example", "--file", "khoa.p12"]


def test_it_listens_until_interrupted(tmp_path):
    command = [sys.executable, "-m", "motcua.cli", "sign-agent", *ALLOW, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=60) == 130
    assert line.startswith("Chương trình ký sẵn sàng tại http://127.0.0.1:")


def test_a_port_that_is_taken_is_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert cli.main(["sign-agent", *ALLOW, "--port", port]) == 1
    assert f"Cổng {port} đang có chương trình khác dùng." in capsys.readouterr().err


@pytest.mark.parametrize("words", [["sign-agent"], ["sign-agent", "--allow", "https://x.example"]])
def test_it_wants_to_know_whose_pages_and_which_key(words, capsys):
    with pytest.raises(SystemExit):
        cli.main(words)
    assert "--" in capsys.readouterr().err
