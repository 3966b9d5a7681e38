import pytest
from django.db import OperationalError
from django.test import Client

from antoan.entrypoints.web.public import views
from antoan.kit.errors import Conflict, Forbidden, NotConfigured, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def landing_raises(monkeypatch):
    def raising(error):
        def broken(*_args, **_kwargs):
            raise error

        # The error page is rendered elsewhere, so only the view breaks.
        monkeypatch.setattr(views, "render", broken)
        return Client(raise_request_exception=False)

    return raising


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFound(), 404, "Không tìm thấy trang"),
        (Forbidden(), 403, "Bạn không có quyền"),
        (Conflict(), 409, "trái với dữ liệu đang có"),
        (NotConfigured(), 503, "tạm thời chưa phục vụ được"),
        (OperationalError("connection to /secret/path refused"), 503, "tạm thời chưa phục vụ được"),
        (ZeroDivisionError("secret detail"), 500, "Hệ thống gặp lỗi"),
    ],
)
def test_every_failure_has_its_page_and_status(landing_raises, error, status, words):
    answer = landing_raises(error).get("/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "secret" not in page
    assert "Traceback" not in page


def test_program_gets_the_stable_code_of_the_error(landing_raises):
    answer = landing_raises(Conflict("Already done.")).get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (
        409, "object:conflict", "Already done.",
    )  # fmt: skip


def test_unavailable_answers_say_when_to_retry(landing_raises):
    assert landing_raises(NotConfigured()).get("/").headers["Retry-After"] == "10"
