"""An office whose leader has a certificate."""

import pytest

from tests.dossiers import resulting


@pytest.fixture
def authority():
    return resulting.authority()


@pytest.fixture
def chair():
    return resulting.chair()


@pytest.fixture
def agency_seal():
    return resulting.agency_seal()


@pytest.fixture
def office(settings, tmp_path):
    return resulting.opened(settings, tmp_path)
