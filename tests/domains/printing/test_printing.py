"""Paper is set in a process of its own, which has bounds, writes nothing and fetches nothing."""

import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.domains.printing import compiling, typesetter
from antoan.domains.printing.errors import PaperUnfit, PrinterBusy, PrintingFailed, TooManyCards
from antoan.domains.printing.rules import CARDS_MAX, LETTERS_MAX, LINES_MAX
from antoan.domains.printing.services import print_cards, print_sheet
from antoan.domains.printing.values import Card, Line, Output, Section, Sheet
from antoan.kit import clock
from tests.factories.codes import a_signed_code

CARD = Card(
    title="Thẻ An Toàn", name="Nguyễn Thị Ánh Đào", lines=(Line("Số giấy tờ", "******004567"),), qr=a_signed_code(),
    short_code="7K2P-9QXM-C", short_label="Mã ngắn", notes=("Mất thẻ: gọi 1022.",), footer="Đến hết ngày 26/11/2027",
)  # fmt: skip
SHEET = Sheet(
    title="Thông tin của tôi", subtitle="", name="Nguyễn Thị Ánh Đào", lines=(), qr="x", caption="Quét"
)


def text_of(pdf: bytes) -> str:
    return " ".join(
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split()
    )


def test_many_cards_are_pages_in_order():
    cards = [replace(CARD, name=f"Người {number}") for number in range(30)]
    document = pypdfium2.PdfDocument(print_cards(cards, at=clock.now()))
    assert len(document) == 60
    assert [
        next(line for line in document[page].get_textpage().get_text_range().split("\r\n") if "Người" in line)
        for page in (0, 2)
    ] == ["Người 0", "Người 1"]


@pytest.mark.parametrize("count", [0, CARDS_MAX + 1])
def test_too_many_cards_are_refused_before_any_is_set(count):
    with pytest.raises(TooManyCards):
        print_cards([CARD] * count, at=clock.now())


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, name="x" * (LETTERS_MAX + 1)),
        replace(CARD, notes=("x",) * (LINES_MAX + 1)),
        replace(CARD, qr=""),
        replace(CARD, qr="x" * 500),
    ],
)
def test_what_fits_no_paper_is_refused(card):
    with pytest.raises(PaperUnfit):
        print_cards([card], at=clock.now())


@pytest.mark.parametrize(
    "name",
    [
        "#panic()",
        '#import "x.typ"',
        "$x$ *đậm* _nghiêng_ <a> @b",
        "\\u{41}",
        "= Tiêu đề",
        '"); #read("/etc/passwd")',
    ],
)
def test_what_people_are_called_is_text_and_never_a_command(name):
    assert name.split()[0] in text_of(print_sheet(replace(SHEET, name=name), at=clock.now()))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=LETTERS_MAX))
def test_no_text_makes_the_typesetter_fail(text):
    sheet = replace(SHEET, statement=text, sections=(Section(text, ((text,), (text,))),))
    assert print_sheet(sheet, at=clock.now()).startswith(b"%PDF")


def test_the_same_paper_of_the_same_moment_is_the_same_file():
    at = clock.now()
    assert print_cards([CARD], at=at) == print_cards([CARD], at=at)
    assert print_cards([CARD], at=at, output=Output.PNG).startswith(b"\x89PNG")


@pytest.fixture
def templates(tmp_path, monkeypatch):
    """Return a folder of templates for the typesetter, and a way to put one there."""
    program = tmp_path / "typesetter.py"
    program.write_text(
        Path(typesetter.__file__)
        .read_text()
        .replace("CPU_SECONDS_MAX: Final = 20", "CPU_SECONDS_MAX: Final = 1")
    )
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setattr(compiling, "_PROGRAM", program)

    def put(text: str) -> bytes:
        (folder / "try.typ").write_text(text)
        return compiling.compile_document("try", {}, output=Output.PDF, at=clock.now())

    return put


def test_a_template_fetches_nothing_from_outside(templates):
    assert templates("good").startswith(b"%PDF")
    began = time.monotonic()
    with pytest.raises(PrintingFailed):
        templates('#import "@preview/cetz:0.3.1"')
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "text", ['#read("/etc/passwd")', '#read("../typesetter.py")', '#image("/proc/self/environ")']
)
def test_a_template_reads_nothing_outside_its_folder(templates, text):
    with pytest.raises(PrintingFailed):
        templates(text)


def test_a_template_that_never_ends_is_ended(templates):
    with pytest.raises(PrintingFailed):
        templates("#let x = 0\n#for i in range(2000000000) { x += calc.fact(15) }\n#x")


def test_whoever_comes_while_all_are_busy_is_told_so(monkeypatch):
    monkeypatch.setattr(compiling, "WAIT_SECONDS_MAX", 0.01)
    for _ in range(compiling.AT_ONCE_MAX):
        compiling._turns.acquire()
    try:
        with pytest.raises(PrinterBusy):
            print_cards([CARD], at=clock.now())
    finally:
        for _ in range(compiling.AT_ONCE_MAX):
            compiling._turns.release()
    assert print_cards([CARD], at=clock.now())
