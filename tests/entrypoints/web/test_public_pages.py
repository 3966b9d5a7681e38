import pytest
from django.db import OperationalError
from django.test import Client

from antoan.entrypoints.web.public import health

pytestmark = pytest.mark.django_db


def test_landing_page_has_three_doors_in_vietnamese(client):
    page = client.get("/").content.decode()
    assert '<html lang="vi"' in page
    for door in ("Mã của tôi", "Cổng quét mã", "Đơn vị"):
        assert door in page


def test_pages_carry_no_inline_script_or_style(client):
    page = client.get("/").content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "onclick" not in page
    assert "<script>" not in page


def test_content_policy_allows_only_ourselves(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy


def test_language_switch_is_remembered(client):
    client.post("/language", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_language_switch_never_leads_to_another_host(client):
    answer = client.post("/language", {"language": "en", "next": "https://evil.example/"})
    assert not answer.headers["Location"].startswith("https://evil")


def test_living_process_says_so_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_migrated_database_makes_the_process_ready(client):
    assert client.get("/readyz").json() == {"status": "ok"}


def test_lost_database_makes_the_process_unready(client, monkeypatch):
    def away(_connection):
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "MigrationExecutor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "the database does not answer"


@pytest.mark.parametrize(
    ("asked_from", "passed_on", "status"),
    [
        ("127.0.0.1", None, 200),
        ("", None, 200),
        ("10.0.0.7", None, 404),
        ("127.0.0.1", "203.0.113.9", 404),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", 404),
        ("127.0.0.1", "127.0.0.1, 203.0.113.9", 404),
        ("127.0.0.1", "127.0.0.1", 200),
    ],
)
def test_metrics_are_for_this_machine_only(client, asked_from, passed_on, status):
    headers = {"X-Forwarded-For": passed_on} if passed_on else {}
    assert client.get("/metrics", REMOTE_ADDR=asked_from, headers=headers).status_code == status


def test_missing_page_is_said_in_plain_vietnamese(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_missing_object_is_a_problem_for_programs(client):
    answer = client.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "object:not_found"
    assert answer.json()["status"] == 404


def test_stale_form_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "en"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


@pytest.mark.parametrize(
    ("sender", "is_told"), [("1022", True), ("+84901022", True), ("AN TOAN", False), ("", False)]
)
def test_the_first_page_tells_what_to_write_to_a_number_that_can_be_answered(
    client, settings, sender, is_told
):
    settings.SMS_SENDER = sender
    page = client.get("/").content.decode()
    assert ("KB OK" in page, f"<strong>{sender}</strong>" in page) == (is_told, is_told)
