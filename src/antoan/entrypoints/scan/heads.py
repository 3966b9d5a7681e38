"""Request heads seen before. A device sends the same head with every scan: it is parsed once, then recognised.

Only a head that the parser has read, alone and with a body of the length it announces, is remembered, by its
exact bytes; so whatever the parser refuses stays refused. Saves about a third of the work of taking a scan in.
"""

from typing import Final, NamedTuple

from antoan.entrypoints.scan.exchange import Exchange

HEAD_END: Final = b"\r\n\r\n"
HEADS_MAX: Final = 20_000  # About 10 MB; when full, all are forgotten and the busy ones soon known again.
HEAD_BYTES_MAX: Final = 2_048
_SPECIAL: Final = frozenset((b"expect", b"transfer-encoding", b"upgrade"))


class SeenHead(NamedTuple):
    """What the parser made of a head."""

    method: bytes
    target: bytes
    authorization: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    keep_alive: bool
    body_bytes: int


class SeenHeads:
    """The heads one process knows."""

    def __init__(self) -> None:
        self._known: dict[bytes, SeenHead] = {}
        self.find = self._known.get

    def learn(self, data: bytes, exchange: Exchange) -> None:
        """Remember the head of a request that arrived whole, as this data and nothing else."""
        head, _, body = data.partition(HEAD_END)
        if len(head) > HEAD_BYTES_MAX or not body or body != exchange.body:
            return
        if not exchange.keep_alive or any(name in _SPECIAL for name, _ in exchange.headers):
            return
        if len(self._known) >= HEADS_MAX:
            self._known.clear()
        self._known[head] = SeenHead(
            exchange.method,
            exchange.target,
            exchange.authorization,
            tuple(exchange.headers),
            exchange.keep_alive,
            len(body),
        )
