"""Text in three sizes, kept in the browser, on every page."""

import pytest

pytestmark = pytest.mark.django_db


def size_of(client) -> str:
    page = client.get("/verify").content.decode()
    return page.split('data-text="')[1].split('"')[0]


def test_text_has_its_usual_size_until_asked(client):
    assert size_of(client) == "100"


@pytest.mark.parametrize("size", ["125", "150", "100"])
def test_a_size_is_kept_in_the_browser(client, size):
    answer = client.post("/display", {"size": size, "next": "/verify"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/verify")
    assert size_of(client) == size


@pytest.mark.parametrize("size", ["", "1000", "125%", "<script>"])
def test_other_sizes_change_nothing(client, size):
    client.post("/display", {"size": "125", "next": "/"})
    client.post("/display", {"size": size, "next": "/"})
    assert size_of(client) == "125"
    client.cookies["at-text"] = size
    assert size_of(client) == "100"


@pytest.mark.parametrize("back", ["https://evil.test/", "//evil.test", "javascript:alert(1)", ""])
def test_the_way_back_stays_with_us(client, back):
    assert client.post("/display", {"size": "125", "next": back}).headers["Location"] == "/"
