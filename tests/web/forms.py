"""Sends the forms of pages as a browser would: with the one-time key the page carries."""

import re

from django.http import HttpResponse
from django.test import Client


def key(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def send(client: Client, page: str, address: str, /, **given: object) -> HttpResponse:
    return client.post(address, {"once": key(text(client, page)), **given})
