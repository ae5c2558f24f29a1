"""A province and the administrator who has signed in to it."""

import pytest
from django.test import Client

from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories


@pytest.fixture
def province() -> Agency:
    return factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )


@pytest.fixture
def admin(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.ADMIN, password=factories.PASSWORD)
    client.force_login(account)
    return account
