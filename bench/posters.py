"""How fast posters and plain unit codes are set as PDF, beside typst setting the bare QR with nothing around it."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from antoan.domains.codes.images import qr_svg
from antoan.domains.places.check_picture import check_picture
from antoan.domains.places.values import PlaceKind, PlaceView, PostedCode
from antoan.domains.printing.rules import POSTERS_MAX
from antoan.domains.printing.services import print_posters
from antoan.domains.printing.values import Paper
from antoan.entrypoints.web.unit.poster_words import poster_of_code
from antoan.kit import clock
from bench.report import Measurement

CODES = int(os.environ.get("ANTOAN_BENCH_POSTERS", "1000"))  # Fewer for a short run.
ALONE = 40  # Posters printed one by one, as a unit does at its desk.
_BARE = '#set page(width: 16cm, height: 16cm, margin: 0mm)\n#for n in range({count}) {{ image("/" + str(n) + ".svg", width: 16cm) }}'
_PROGRAM = "import sys, typst; sys.stdout.buffer.write(typst.compile(sys.argv[1], root=sys.argv[2]))"


def measure() -> Measurement:
    """Set a thousand posters in parts and a thousand bare QR pages in one document; then some of each one by one."""
    now = clock.now()
    posters = [poster_of_code(*a_code(number)) for number in range(CODES)]
    started = time.perf_counter()
    size = 0
    for start in range(0, CODES, POSTERS_MAX):
        size += len(print_posters(posters[start : start + POSTERS_MAX], paper=Paper.A4, at=now))
    ours = time.perf_counter() - started
    bare = bare_seconds([poster.qr for poster in posters])
    started = time.perf_counter()
    for poster in posters[:ALONE]:
        print_posters([poster], paper=Paper.A4, at=now)
    alone = time.perf_counter() - started
    bare_alone = sum(bare_seconds([poster.qr]) for poster in posters[:ALONE])
    parts = -(-CODES // POSTERS_MAX)
    return Measurement(
        name="posters",
        figures={
            "posters_per_second": round(CODES / ours),
            "bare_qr_pages_per_second": round(CODES / bare),
            "bytes_per_poster": size // CODES,
            "documents": parts,
            "single_pdfs_per_second": len(posters[:ALONE]) / alone,
            "bare_single_pdfs_per_second": len(posters[:ALONE]) / bare_alone,
        },
        ratios={"vs_bare_typst": bare / ours, "single_vs_bare_typst": bare_alone / alone},
    )


def bare_seconds(texts: list[str]) -> float:
    """Return how long typst takes for pages with nothing but these QRs, its own process included."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.svg").write_text(qr_svg(text))
        main = Path(folder) / "main.typ"
        main.write_text(_BARE.format(count=len(texts)))
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", _PROGRAM, main, folder], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def a_code(number: int) -> tuple[PostedCode, PlaceView]:
    """Return a code and place as long as real ones."""
    serial = f"{number:010d}"
    url = "https://antoan.example.vn/p/" + (serial * 11)
    assert check_picture(serial).drawings
    code = PostedCode(number, serial, url, clock.now())
    place = PlaceView(number, f"Cửa hàng {number}", PlaceKind.SHOP, "12 Lê Lợi", None, None, None, None, None)
    return code, place
