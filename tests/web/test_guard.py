"""Every route says who may enter; who is not meant is turned away, and told what to do."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.organizations.models import Role
from motcua.web.shared import guard
from tests import factories

pytestmark = pytest.mark.django_db


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns)
        else:
            yield one


def test_every_route_declares_who_may_enter() -> None:
    undeclared = [
        str(route.pattern)
        for route in routes(get_resolver().url_patterns)
        if guard.entry_of(route.callback) is None
    ]

    assert undeclared == []


def test_a_view_that_declares_nothing_lets_nobody_in(client: Client) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    request = RequestFactory().get("/")
    request.user = factories.officer(factories.agency(), Role.ADMIN)
    request.session = client.session
    answer = guard.Guard(forgotten).process_view(request, forgotten, (), {})

    assert answer is not None
    assert answer.status_code == 403


def test_who_has_not_signed_in_is_led_to_the_door_and_back(client: Client) -> None:
    answer = client.get("/can-bo/viec/?muc=don-vi")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/can-bo/vao/?tiep=/can-bo/viec/")


def test_a_fragment_leads_the_whole_page_to_the_door(client: Client) -> None:
    answer = client.get("/can-bo/viec/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/can-bo/vao/")


def test_a_post_of_another_kind_is_refused_in_words(client: Client) -> None:
    client.force_login(factories.officer(factories.agency(), Role.OFFICER))
    answer = client.get("/can-bo/tiep-nhan/")

    assert answer.status_code == 403
    assert "không thuộc phần việc" in answer.content.decode()


def test_who_holds_two_posts_enters_with_the_one_that_fits(client: Client) -> None:
    agency = factories.agency()
    account = factories.officer(agency, Role.OFFICER)
    factories.assignment(account, factories.post(agency, Role.CLERK))
    client.force_login(account)

    assert client.get("/can-bo/tiep-nhan/").status_code == 200
    assert client.get("/can-bo/viec/").status_code == 200


def test_one_changes_only_to_a_post_of_ones_own(client: Client) -> None:
    agency, other = factories.agency(), factories.agency()
    account = factories.officer(agency, Role.OFFICER)
    second = factories.assignment(account, factories.post(other, Role.OFFICER))
    stranger = factories.assignment(factories.account(), factories.post(agency, Role.LEADER))
    client.force_login(account)

    assert client.post("/can-bo/vi-tri/", {"vi_tri": stranger.pk}).status_code == 404
    client.post("/can-bo/vi-tri/", {"vi_tri": second.pk})
    assert other.name in client.get("/can-bo/viec/").content.decode()
