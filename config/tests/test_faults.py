"""Pages and JSON for what goes wrong."""

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from accounts.permissions import Role
from accounts.tests.factories import make_user
from config import views

JSON = {"content_type": "application/json"}


@pytest.fixture
def factory():
    return RequestFactory()


@pytest.mark.django_db
def test_unknown_address_is_a_page_or_json(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "<title>Not here" in response.content.decode()
    response = client.post("/nowhere/", "{}", **JSON)
    assert (response.status_code, response.json()) == (404, {"detail": "Not here."})


@pytest.mark.django_db
def test_forbidden_page_says_so(client):
    client.force_login(make_user(Role.PARTNER))
    response = client.get("/sessions/")
    assert response.status_code == 403
    assert "This is not open to you" in response.content.decode()


@pytest.mark.django_db
def test_form_without_a_token_is_to_be_sent_again():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {})
    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


def test_fault_pages_come_up_without_a_database(factory):
    response = views.server_error(factory.get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    response = views.bad_request(factory.get("/"), ValueError())
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_faults_of_scripts_are_json(factory):
    request = factory.post("/", "{}", **JSON)
    for response, status in (
        (views.server_error(request), 500),
        (views.bad_request(request, ValueError()), 400),
        (views.permission_denied(request, PermissionError()), 403),
        (views.not_found(request, Http404()), 404),
    ):
        assert response.status_code == status
        assert response["Content-Type"] == "application/json"
