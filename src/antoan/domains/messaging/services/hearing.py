"""Keeps what comes over a line to an operator: reports by name or by number, and what people write."""

import structlog
from django.db import DatabaseError

from antoan.domains.messaging.errors import IncomingUnreadable, ReportNotFound
from antoan.domains.messaging.gateways.smpp_hearing import Heard, Pdu, Written, understood
from antoan.domains.messaging.services.receiving import receive_sms
from antoan.domains.messaging.services.reporting import record_report, ref_in_doubt, ref_of
from antoan.domains.messaging.values import NewIncoming
from antoan.foundation.db.sealed import blind_index
from antoan.kit import clock

_SAME_WITHIN_SECONDS = 600

_log = structlog.get_logger()


def hear(pdu: Pdu) -> bool:
    """Keep one thing an operator sent; False when it must come again because we cannot keep it now."""
    said = understood(pdu)
    try:
        if isinstance(said, Heard):
            _report(said)
        elif isinstance(said, Written) and said.is_first:
            _receive(said)
    except (ReportNotFound, IncomingUnreadable) as error:
        _log.info("smpp.not_ours", code=error.code)  # Erased since, or from a number nobody can answer.
    except DatabaseError as error:
        _log.error("smpp.not_kept", error=type(error).__name__)
        return False
    return True


def _report(said: Heard) -> None:
    ref = ref_of(gateway="smpp", reference=said.reference) or ref_in_doubt(
        number_index=blind_index("phone", said.number), short_ref=said.short_ref
    )
    if ref is None:
        raise ReportNotFound
    record_report(ref=ref, kind=said.kind, said=said.said)


def _receive(said: Written) -> None:
    """Keep what somebody wrote. SMPP names no message: the same words within minutes are the same message."""
    bucket = int(clock.now().timestamp()) // _SAME_WITHIN_SECONDS
    mark = blind_index("incoming", f"{said.number}\0{said.text}").hex()
    receive_sms(NewIncoming("smpp", f"{mark}:{bucket}", said.number, said.text))
