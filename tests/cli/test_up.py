"""One command starts everything and stops it again."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import psutil
import pytest

from motcua.base import embedded
from tests.cli.running import COMMAND, ROOT, environment, motcua

PATIENCE_SECONDS = 60


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _asked(port, page):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=5) as answer:
        return json.load(answer)


def _wait_for(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            if condition():
                return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    return False


@pytest.fixture
def service(tmp_path):
    port = _free_port()
    process = subprocess.Popen(
        [*COMMAND, "up", "--port", str(port), "--workers", "1"],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert _wait_for(lambda: _asked(port, "readyz"))
    yield process, port, tmp_path
    if process.poll() is None:
        process.kill()
        process.wait()
    embedded.stop(tmp_path)


def test_it_serves_refuses_a_second_start_and_stops_everything_on_one_ctrl_c(service):
    process, port, data = service
    assert set(_asked(port, "readyz").values()) == {True}

    second = motcua("up", "--port", _free_port(), data=data)
    assert second.returncode == 1
    assert "đang được một tiến trình motcua khác sử dụng" in second.stderr
    assert set(_asked(port, "readyz").values()) == {True}

    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=30) == 0
    assert _wait_for(lambda: not [each for each in children if _runs(each)])
    assert not (data / "postgresql" / "postmaster.pid").exists()


def test_children_end_when_the_parent_is_killed_and_the_next_start_works(service):
    process, port, data = service
    children = psutil.Process(process.pid).children(recursive=True)

    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    assert _wait_for(lambda: not [each for each in children if _runs(each)])
    again = subprocess.Popen(
        [*COMMAND, "up", "--port", str(port), "--workers", "1"],
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert _wait_for(lambda: set(_asked(port, "readyz").values()) == {True})
    finally:
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=30) == 0


def test_a_port_in_use_is_said_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = motcua("up", "--port", taken.getsockname()[1], data=tmp_path)

    assert outcome.returncode == 1
    assert "đang được chương trình khác dùng" in outcome.stderr


def _runs(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
