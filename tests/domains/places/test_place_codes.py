"""A place's poster leads to it until it is replaced, and nothing else does (lesson L15)."""

from datetime import timedelta

import pytest

from antoan.domains.codes.keys import SigningRing
from antoan.domains.places import queries, services
from antoan.domains.places.errors import PlaceClosed, PlaceCodeMissing, PlaceCodeRefused
from antoan.domains.places.models import PlaceCode
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.kit.errors import NotFound
from tests.factories.places import ENROLLED_AT, a_place

pytestmark = pytest.mark.django_db
NEXT_YEAR = ENROLLED_AT + timedelta(days=365)


@pytest.fixture(autouse=True)
def ring(tmp_path, settings):
    settings.DATA = tmp_path
    return SigningRing.create_missing(tmp_path, today=ENROLLED_AT.date())


def a_code(place=None):
    place = place or a_place()
    return services.issue_place_code(actor=SYSTEM, place_id=place.id, at=ENROLLED_AT)


def test_posted_address_leads_to_the_place():
    place = a_place()
    code = a_code(place)
    assert code.url.startswith("http://127.0.0.1:8000/p/")
    assert queries.place_behind(code.url, at=ENROLLED_AT) == place


def test_poster_may_be_printed_again_with_the_same_serial():
    place = a_place()
    code = a_code(place)
    again = queries.posted_code(SYSTEM, place.id, at=NEXT_YEAR)
    assert again.serial == code.serial
    assert (
        queries.place_behind(again.url, at=NEXT_YEAR) == queries.place_behind(code.url, at=NEXT_YEAR) == place
    )


def test_printing_again_after_a_key_rotation_still_leads_to_the_place(ring):
    place = a_place()
    a_code(place)
    ring.rotate(today=NEXT_YEAR.date())
    again = queries.posted_code(SYSTEM, place.id, at=NEXT_YEAR)
    assert queries.place_behind(again.url, at=NEXT_YEAR) == place


def test_new_code_retires_the_old_one():
    place = a_place()
    old, new = a_code(place), a_code(place)
    assert queries.place_behind(new.url, at=ENROLLED_AT) == place
    with pytest.raises(PlaceCodeRefused) as refusal:
        queries.place_behind(old.url, at=ENROLLED_AT)
    assert refusal.value.context == {"reason": "retired"}
    assert PlaceCode.objects.filter(retired_at__isnull=True).count() == 1


def test_code_of_a_closed_place_is_refused():
    place = a_place()
    code = a_code(place)
    services.close_place(actor=SYSTEM, place_id=place.id, at=ENROLLED_AT)
    with pytest.raises(PlaceCodeRefused):
        queries.place_behind(code.url, at=ENROLLED_AT)
    with pytest.raises(PlaceClosed):
        a_code(place)


@pytest.mark.parametrize(
    "text", ["", "https://evil.example/p/abc", "http://127.0.0.1:8000/p/AAAA", "không phải mã", "HC1:6BF"]
)
def test_anything_else_leads_nowhere(text):
    with pytest.raises(PlaceCodeRefused):
        queries.place_behind(text, at=ENROLLED_AT)


def test_token_on_another_host_is_foreign():
    code = a_code()
    with pytest.raises(PlaceCodeRefused) as refusal:
        queries.place_behind(code.url.replace("127.0.0.1:8000", "ytehcm.example"), at=ENROLLED_AT)
    assert refusal.value.context == {"reason": "foreign"}


def test_place_without_a_code_says_so():
    with pytest.raises(PlaceCodeMissing):
        queries.posted_code(SYSTEM, a_place().id, at=ENROLLED_AT)


def test_stranger_neither_prints_nor_issues():
    place = a_place()
    with pytest.raises(NotFound):
        queries.posted_code(STRANGER, place.id, at=ENROLLED_AT)
    with pytest.raises(NotFound):
        services.issue_place_code(actor=STRANGER, place_id=place.id, at=ENROLLED_AT)
