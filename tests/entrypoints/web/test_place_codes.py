from datetime import timedelta

import pytest

from antoan.domains.places import services
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.factories.places import a_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_address(settings):
    settings.PUBLIC_URL = "http://testserver"
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]


def posted(place):
    return services.issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now())


def path_of(code):
    return code.url.removeprefix("http://testserver")


def test_genuine_code_names_its_place(client):
    answer = client.get(path_of(posted(a_place("Chợ Bà Chiểu"))))
    assert answer.status_code == 200
    assert "Chợ Bà Chiểu" in answer.content.decode()
    assert "Mã địa điểm thật" in answer.content.decode()


def test_replaced_code_says_that_a_newer_one_hangs_there(client):
    place = a_place()
    old = posted(place)
    posted(place)
    answer = client.get(path_of(old))
    assert answer.status_code == 410
    assert "đã được thay" in answer.content.decode()
    assert "giả" not in answer.content.decode()


def test_closed_place_is_neither_genuine_nor_fake(client):
    place = a_place()
    code = posted(place)
    services.close_place(actor=SYSTEM, place_id=place.id, at=clock.now() + timedelta(seconds=1))
    answer = client.get(path_of(code))
    assert answer.status_code == 410
    assert "đã đóng" in answer.content.decode()


def test_forged_code_warns_against_giving_data(client):
    genuine = path_of(posted(a_place()))
    forged = genuine[:-4] + ("AAAA" if not genuine.endswith("AAAA") else "BBBB")
    answer = client.get(forged)
    assert answer.status_code == 404
    assert "Mã địa điểm giả" in answer.content.decode()


def test_code_copied_to_another_host_is_fake(client):
    answer = client.get(path_of(posted(a_place())), headers={"Host": "other.example"})
    assert answer.status_code == 404
    assert "Mã địa điểm giả" in answer.content.decode()
