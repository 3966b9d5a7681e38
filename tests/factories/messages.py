"""Messages of each kind, without a domain that would send them."""

from antoan.domains.messaging import templates
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.services import queue_message
from antoan.domains.messaging.templates import Template
from antoan.domains.messaging.values import Kind, MessageState

NUMBER = "+84912345678"
TEXT = "An Toàn: {word}."


def with_templates_of_each_kind(monkeypatch) -> None:
    """Add a template for each kind: kind.code, kind.notice and so on."""
    known = dict(templates.templates())
    for kind in Kind:
        key = f"kind.{kind}"
        is_asked_for = kind in {Kind.CODE, Kind.ANSWER}
        known[key] = Template(key, TEXT, TEXT, kind, kind is Kind.CODE, not is_asked_for)
    for module in ("templates", "services.sending", "services.choosing"):
        monkeypatch.setattr(f"antoan.domains.messaging.{module}.templates", lambda: known)


def a_message_of(kind: Kind, key: str, number: str = NUMBER, *, word: str = "thử", **known) -> None:
    """Queue a message of one kind."""
    queue_message(number=number, template=f"kind.{kind}", values={"word": word}, key=key, **known)


def states() -> dict[str, str]:
    """Return the state of every message by its key."""
    return {key: MessageState(state).value for key, state in Message.objects.values_list("key", "state")}
