"""How fast cards are signed, drawn and set on A4 sheets, beside typst alone: the same sheets, and nothing but QRs."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.cards.limits import PART_CARDS
from antoan.domains.cards.values import Face
from antoan.domains.codes.images import qr_svg
from antoan.domains.codes.national import DeclaredKind, PersonalHead
from antoan.domains.codes.payload import sign
from antoan.domains.printing.services import print_cards
from antoan.domains.printing.typesetter import TEMPLATES
from antoan.domains.printing.values import Card, CardLayout
from antoan.kit import clock
from bench.report import Measurement

CARDS = 1_000
ROOT = Path(__file__).resolve().parents[1]
_BARE = """#set page(paper: "a4", margin: 10mm)
#let data = json(bytes(sys.inputs.data))
#for (number, cards) in data.cards.chunks(10).enumerate() {
  if number > 0 { pagebreak() }
  grid(columns: 2, rows: 50mm, column-gutter: 40mm, ..cards.map(card => image(bytes(card.qr), format: "svg", width: 36mm)))
}"""
_PROGRAM = """
import json, sys, typst, fontpkg_be_vietnam_pro
root, main, data = sys.argv[1:]
compiler = typst.Compiler(main, root=root, font_paths=[fontpkg_be_vietnam_pro.ROOT], ignore_system_fonts=True)
sys.stdout.buffer.write(compiler.compile(format="pdf", sys_inputs={"data": open(data).read()}))
"""


def measure() -> Measurement:
    """Have everything done in a process of its own, whose settings need no installation."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "antoan.config.settings.keyless"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.cards"],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    return Measurement(name="cards", figures=told["figures"], ratios=told["ratios"])


def main() -> None:
    """Make a thousand cards on sheets of ten, in the parts of a batch; then have typst set them from data drawn before."""
    django.setup()
    from antoan.entrypoints.web.shared.cards.words import paper_of

    now = clock.now()
    started = time.perf_counter()
    faces = [a_face(number) for number in range(CARDS)]
    signed = time.perf_counter()
    size = 0
    for start in range(0, CARDS, PART_CARDS):
        papers = [paper_of(face) for face in faces[start : start + PART_CARDS]]
        size += len(print_cards(papers, at=now, layout=CardLayout.SHEET, margin="bench"))
    ended = time.perf_counter()
    data = {"cards": [drawn(paper_of(face)) for face in faces], "lang": "vi", "margin": "bench"}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "qr.typ").write_text(_BARE)
        bare = typst_seconds(TEMPLATES, TEMPLATES / "card_sheet.typ", data)
        only_qr = typst_seconds(Path(folder), Path(folder) / "qr.typ", data)
    figures = {
        "cards_per_second": round(CARDS / (ended - started)),
        "signed_per_second": round(CARDS / (signed - started)),
        "set_per_second": round(CARDS / (ended - signed)),
        "bare_typst_per_second": round(CARDS / bare),
        "bare_qr_per_second": round(CARDS / only_qr),
        "bytes_per_card": size // CARDS,
    }
    print(json.dumps({"figures": figures, "ratios": {"vs_typst": bare / (ended - started)}}))


def typst_seconds(root: Path, main: Path, data: dict[str, Any]) -> float:
    """Return how long typst takes for one document of all cards, its own process included."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(data, file)
        file.flush()
        started = time.perf_counter()
        command = [sys.executable, "-c", _PROGRAM, root, main, file.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def drawn(card: Card) -> dict[str, Any]:
    """Return a card as the template takes it."""
    return asdict(card) | {"qr": qr_svg(card.qr)}


_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def a_face(number: int) -> Face:
    """Return what stands on a card of somebody with a long name, signed."""
    today = clock.today()
    expires = today.replace(year=today.year + 1, day=1)
    head = PersonalHead(
        document_number=f"079190{number:06}",
        full_name="Nguyễn Phúc Hoàng Bảo Trân",
        birth_on=today.replace(year=1990, day=1),
        declared_kind=DeclaredKind.SELF,
        qid=f"{162979388586171100 + number}",
    ).masked()
    text = sign(head, key_number=1, key=_KEY, issued_on=today, expires_on=expires)
    return Face("Nguyễn Phúc Hoàng Bảo Trân", head.document_number, 1990, text, "7K2P9QXMC", expires)


if __name__ == "__main__":
    main()
