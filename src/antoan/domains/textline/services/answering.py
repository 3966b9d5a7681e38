"""Answers one incoming message, once: what it does, what is said back and that it was handled are one transaction."""

from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from antoan.domains.messaging.queries import incoming_to_answer
from antoan.domains.messaging.services import mark_handled, queue_message
from antoan.domains.people.queries import speakers_on
from antoan.domains.textline.answers import ANSWERS
from antoan.domains.textline.limits import is_over, is_over_for
from antoan.domains.textline.question import Question
from antoan.domains.textline.reading import read
from antoan.domains.textline.values import Note, Reply
from antoan.kit import clock
from antoan.kit.errors import AntoanError

ANSWER_WITHIN: Final = timedelta(hours=2)  # A later answer would only confuse.

_log = structlog.get_logger()


@transaction.atomic
def answer_sms(incoming_id: int) -> None:
    """Do what a message asks for and queue the answer. Handled twice is handled once."""
    incoming = incoming_to_answer(incoming_id)
    if incoming is None:
        return
    now = clock.now()
    if is_over(incoming.number, now):
        mark_handled(incoming_id=incoming_id, keyword=Note.OVER)
        return
    asked = read(incoming.text)
    question = Question(
        incoming.id, asked, incoming.number, tuple(speakers_on(incoming.number)), incoming.received_at
    )
    reply = _reply(question)
    note = (reply.note if reply else None) or asked.keyword
    if reply is not None and not is_over_for(incoming.number, note.value, now):
        _queue(question, reply, now)
    mark_handled(incoming_id=incoming_id, keyword=note.value)


def _reply(question: Question) -> Reply | None:
    """Return what to say; a fault of ours, or a thing that cannot be done now, has words of its own."""
    try:
        with transaction.atomic():
            return ANSWERS[question.asked.keyword](question)
    except AntoanError as error:
        _log.warning("textline.not_answered", keyword=question.asked.keyword, code=error.code)
        return Reply("later")


def _queue(question: Question, reply: Reply, now: datetime) -> None:
    queue_message(
        number=question.number,
        template=f"textline.{reply.template}",
        values=reply.values,
        values_en=reply.english,
        key=f"textline:{question.incoming_id}",
        person_id=reply.person_id,
        expires_at=now + ANSWER_WITHIN,
    )
