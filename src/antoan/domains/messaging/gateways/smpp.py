"""Sends over SMPP 3.4, bound as a transceiver: the operator's own protocol, for cities without a Kannel.

One process holds the line (entrypoints/worker/messenger.py). What the operator sends us, reports and incoming
messages, is acknowledged only once it is on disk; unacknowledged it comes again.
"""

import select
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

import structlog
from smpplib import consts, exceptions, gsm

from antoan.domains.messaging.alphabet import Alphabet, alphabet_of
from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways.address import GatewayAddress
from antoan.domains.messaging.gateways.smpp_line import Line
from antoan.domains.messaging.values import Outcome, OutcomeKind, Sms, Trace
from antoan.kit import clock

ANSWER_SECONDS_MAX: Final = 10.0
VALIDITY: Final = timedelta(hours=12)  # The operator gives up then, and says so.
_NOT_NOW: Final = frozenset(
    {consts.SMPP_ESME_RTHROTTLED, consts.SMPP_ESME_RMSGQFUL, consts.SMPP_ESME_RSYSERR}
)
_AWAY: Final = (exceptions.ConnectionError, exceptions.PDUError, OSError)

_log = structlog.get_logger()
Pdu = Any  # smpplib has no types.


class SmppGateway:
    """One line to an operator's centre, opened when needed."""

    name = "smpp"
    # The centre cannot be asked about a message whose name there we never learned. Its final report would come
    # within the validity we set; only after that is silence a sign.
    settles_after = VALIDITY + timedelta(minutes=10)
    reports_again_after = timedelta(minutes=5)

    def __init__(self, address: GatewayAddress, *, sender: str, hear: Callable[[Pdu], bool]) -> None:
        self._address, self._sender, self._hear = address, sender, hear
        self._line: Line | None = None

    def send(self, messages: Sequence[Sms]) -> list[Outcome]:
        """Submit messages one behind the other, then await the answers to all of them."""
        try:
            line = self._bound()
        except _AWAY as error:
            self.close()
            away = Outcome(OutcomeKind.AWAY, error=f"the operator's centre does not answer: {_words(error)}")
            return [away] * len(messages)
        submitted = [self._submit(line, sms) for sms in messages]
        self._await(line, {number for numbers in submitted for number in numbers})
        return [_outcome(line, numbers) for numbers in submitted]

    def listen(self, seconds: float) -> None:
        """Hear what the operator sends, for so long at most; hand on what came while we were sending."""
        try:
            line = self._bound()
            if not line.heard and select.select([line.socket], [], [], seconds)[0]:
                line.poll()
            line.keep_alive()
            self._hand_on(line)
        except _AWAY as error:
            _log.warning("smpp.line_lost", error=_words(error))
            self.close()

    def trace(self, messages: Sequence[Sms]) -> list[Trace]:
        """Nobody can be asked: whether silence means anything is for the reports to show."""
        return [Trace.SILENT] * len(messages)

    def check(self) -> str:
        """Try to bind; GatewayUnusable."""
        where = f"SMPP at {self._address.host}:{self._address.port}"
        try:
            self._bound()
        except _AWAY as error:
            if error.args[1:] == (consts.SMPP_ESME_RALYBND,):
                return f"{where}, its one line is in use"
            raise GatewayUnusable(
                f"the SMPP centre at {self._address.host}:{self._address.port} does not let us in "
                f"({_words(error)}): mend ANTOAN_SMS"
            ) from None
        finally:
            self.close()
        return f"{where} lets us in"

    def close(self) -> None:
        """Leave the line."""
        if self._line is not None:
            self._line.leave()
        self._line = None

    def _bound(self) -> Line:
        if self._line is None:
            line = Line(self._address.host, self._address.port, timeout=ANSWER_SECONDS_MAX)
            try:
                line.enter(
                    self._address.user, self._address.password, self._address.options.get("system-type", "")
                )
            except BaseException:
                line.leave()
                raise
            self._line = line
        return self._line

    def _submit(self, line: Line, sms: Sms) -> list[int]:
        """Submit the parts of one message; return their sequence numbers, none when nothing left."""
        if sms.hand_over_by is not None and clock.now() > sms.hand_over_by:
            return []
        is_gsm = alphabet_of(sms.text) is Alphabet.GSM7
        wanted = consts.SMPP_ENCODING_DEFAULT if is_gsm else consts.SMPP_ENCODING_ISO10646
        parts, coding, esm_class = gsm.make_parts(sms.text, wanted)
        numbers = []
        for place, part in enumerate(parts, start=1):
            try:
                numbers.append(line.submit(**self._fields(sms), short_message=part, data_coding=coding,
                    esm_class=esm_class, registered_delivery=int(place == len(parts))))  # fmt: skip
            except _AWAY as error:
                # A broken line may have carried it or not.
                numbers.append(line.lost(_words(error)))
                break
        return numbers

    def _fields(self, sms: Sms) -> dict[str, Any]:
        is_name = not self._sender.lstrip("+").isdigit()
        left = VALIDITY if sms.expires_at is None else min(VALIDITY, sms.expires_at - clock.now())
        return {
            "source_addr_ton": consts.SMPP_TON_ALNUM if is_name and self._sender else consts.SMPP_TON_UNK,
            "source_addr_npi": consts.SMPP_NPI_UNK,
            "source_addr": self._sender,
            "dest_addr_ton": consts.SMPP_TON_INTL,
            "dest_addr_npi": consts.SMPP_NPI_ISDN,
            "destination_addr": sms.number.removeprefix("+"),
            "validity_period": _relative(max(left, timedelta(minutes=1))),
            # Comes back with the report, if the centre is so kind: it then names a message in doubt.
            "user_message_reference": short_ref(sms),
        }

    def _await(self, line: Line, numbers: set[int]) -> None:
        deadline = clock.now() + timedelta(seconds=ANSWER_SECONDS_MAX)
        try:
            while not numbers <= line.answers.keys():
                left = (deadline - clock.now()).total_seconds()
                if left <= 0 or not select.select([line.socket], [], [], left)[0]:
                    return
                line.poll()
        except _AWAY as error:
            _log.warning("smpp.line_lost", error=_words(error))
            self.close()

    def _hand_on(self, line: Line) -> None:
        waiting: deque[Pdu] = line.heard
        while waiting:
            pdu = waiting[0]
            line.acknowledge(pdu, is_kept=self._hear(pdu))
            waiting.popleft()


def short_ref(sms: Sms) -> int:
    """Return the sixteen bits of a message's name that SMPP can carry."""
    return sms.ref.int % 65_536


def _outcome(line: Line, numbers: list[int]) -> Outcome:
    """Read the answers to all parts of a message: it is taken when every part is, refused when one is."""
    if not numbers:
        return Outcome(OutcomeKind.AWAY, error="we were too slow")
    answers = [line.answers.pop(number, None) for number in numbers]
    if any(one is None or one.is_lost for one in answers):
        return Outcome(OutcomeKind.SILENT, error="the operator's centre gave no answer")
    statuses = [one.status for one in answers if one is not None]
    wrong = [status for status in statuses if status != consts.SMPP_ESME_ROK]
    if not wrong:
        last = answers[-1]
        assert last is not None
        return Outcome(OutcomeKind.TAKEN, last.message_id)
    error = f"the operator's centre answered {wrong[0]:#x}: {consts.DESCRIPTIONS.get(wrong[0], 'unknown')}"
    if any(status not in _NOT_NOW for status in wrong):
        return Outcome(OutcomeKind.REFUSED, error=error)
    # Some parts of a long message may have been taken: sent again they would come twice.
    kind = OutcomeKind.AWAY if len(wrong) == len(statuses) else OutcomeKind.SILENT
    return Outcome(kind, error=error)


def _relative(span: timedelta) -> str:
    """Write a span as SMPP does: YYMMDDhhmmss000R."""
    minutes = int(span.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    return f"0000{days:02}{minutes // 60:02}{minutes % 60:02}00000R"


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
