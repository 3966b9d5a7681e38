"""STOP holds per number and per person, and so does the language."""

import pytest

from antoan.domains.messaging.models import Message, PersonChoice
from antoan.domains.messaging.queries import is_stopped, messages_about
from antoan.domains.messaging.services import (
    choose_language,
    choose_language_of_person,
    hand_over_messages,
    queue_message,
    start_number,
    start_person,
    stop_number,
    stop_person,
)
from antoan.domains.messaging.values import Language
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit.errors import Forbidden
from tests.factories.messages import NUMBER, states
from tests.factories.people import a_person, citizen

pytestmark = pytest.mark.django_db
OTHER = "+84987654321"


def refused(key: str, number: str = NUMBER, person_id: int | None = None) -> str:
    values = {"number": "AB12-CD3"}
    queue_message(number=number, template="corrections.refused", values=values, key=key, person_id=person_id)
    return states()[key]


def test_a_numbers_stop_mutes_everybody_there_and_what_already_waits():
    assert refused("before", person_id=1) == "waiting"
    stop_number(NUMBER)
    stop_number(NUMBER)
    assert states()["before"] == "muted"
    assert [refused(f"k{person}", person_id=person) for person in (1, 2, 3)] == ["muted"] * 3
    assert refused("elsewhere", OTHER, person_id=1) == "waiting"
    start_number(NUMBER)
    assert refused("after") == "waiting"
    assert states()["before"] == "muted"


def test_a_persons_stop_follows_them_to_every_number_and_leaves_the_others_alone():
    person, neighbour = a_person(), a_person("Lê Thị Bé")
    stop_person(actor=citizen(person.id), person_id=person.id)
    assert is_stopped(citizen(person.id), person.id)
    assert refused("k1", person_id=person.id) == "muted"
    assert refused("k2", OTHER, person_id=person.id) == "muted"
    assert refused("k3", person_id=neighbour.id) == "waiting"
    start_person(actor=citizen(person.id), person_id=person.id)
    assert refused("k4", person_id=person.id) == "waiting"


def test_nobody_stops_or_reads_for_another():
    person, neighbour = a_person(), a_person("Lê Thị Bé")
    for do in (
        lambda: stop_person(actor=citizen(neighbour.id), person_id=person.id),
        lambda: start_person(actor=citizen(neighbour.id), person_id=person.id),
        lambda: choose_language_of_person(
            actor=citizen(neighbour.id), person_id=person.id, language=Language.ENGLISH
        ),
        lambda: is_stopped(citizen(neighbour.id), person.id),
        lambda: messages_about(citizen(neighbour.id), person.id),
    ):
        with pytest.raises(Forbidden):
            do()


def test_the_persons_language_comes_before_the_numbers():
    choose_language(NUMBER, Language.ENGLISH)
    refused("k1", person_id=7)
    choose_language_of_person(actor=SYSTEM, person_id=7, language=Language.VIETNAMESE)
    refused("k2", person_id=7)
    texts = dict(Message.objects.values_list("key", "text"))
    assert "was not granted" in texts["k1"]
    assert "khong duoc dong y" in texts["k2"]


def test_of_two_entries_of_one_person_either_stop_holds_and_the_kept_language_stays():
    refused("mine", person_id=1)
    stop_person(actor=SYSTEM, person_id=1)
    choose_language_of_person(actor=SYSTEM, person_id=1, language=Language.ENGLISH)
    choose_language_of_person(actor=SYSTEM, person_id=2, language=Language.VIETNAMESE)
    hand_over_messages(from_person_id=1, to_person_id=2)
    kept = PersonChoice.objects.get()
    assert (kept.person_id, kept.language, kept.stopped_at is not None) == (2, "vi", True)
    assert Message.objects.get(key="mine").person_id == 2
    hand_over_messages(from_person_id=1, to_person_id=2)  # Nothing left to move.
    assert PersonChoice.objects.get() == kept
