"""A report keeps what was counted then, and its paper says it."""

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from antoan.domains.printing.errors import PaperUnfit
from antoan.domains.printing.services import print_figures
from antoan.domains.printing.values import Bars, FigureSheet, Line, Section
from antoan.domains.statistics.frozen import Frozen, FrozenWard, as_json, digest, from_json
from antoan.domains.statistics.measures import AT_RISK, Measure, Outcome
from antoan.domains.statistics.totals import Cell, Totals, per_100k, percent, totals_of

AT = datetime(2026, 11, 22, 19, tzinfo=UTC)
KEPT = Frozen(
    totals=Totals(came=7, tests=2, positive=1),
    day_before=Totals(came=3),
    people=900,
    kinds=(("market", 7, 0),),
    colours=((1, 7),),
    times=(("07:30", 7),),
    wards=(FrozenWard("Phường A", 500, 3, 0, Totals()), FrozenWard("Phường B", 400, 2, 1, Totals(came=7))),
)


def test_what_was_kept_is_read_back_the_same_with_the_same_hash():
    assert from_json(as_json(KEPT)) == KEPT
    assert digest(from_json(as_json(KEPT))) == digest(KEPT)
    assert (KEPT.places, KEPT.used, KEPT.silent) == (5, 1, ("Phường A",))


def test_cells_add_up_and_shares_of_nothing_are_not_told():
    cells = [
        Cell(Measure.DECLARED, 9), Cell(Measure.DECLARED, 1, detail=AT_RISK),
        Cell(Measure.TESTS, 3, detail=Outcome.NEGATIVE), Cell(Measure.TESTS, 1, detail=Outcome.POSITIVE),
    ]  # fmt: skip
    totals = totals_of(cells)
    assert (totals.declared, totals.risky_percent, totals.tests, totals.positive_percent) == (
        10,
        10.0,
        4,
        25.0,
    )
    assert (percent(0, 0), per_100k(3, 0), Totals().risky_percent) == (None, None, None)
    assert (per_100k(3, 200_000), Totals().is_nothing, totals.is_nothing) == (1.5, True, False)


def a_sheet(rows: int = 3) -> FigureSheet:
    return FigureSheet(
        title="Số liệu trong ngày", subtitle="21/11/2026", name="Phường Sài Gòn", numbers=(Line("Lượt vào", "7"),),
        charts=(Bars("Theo giờ", tuple((f"{hour:02}:00", hour) for hour in range(24))),),
        sections=(Section("Nơi", (("Nơi", "Số"), *((f"Phường {n}", str(n)) for n in range(rows)))),),
        notes=("Không công bố.",), footer="Lập lúc 02:20",
    )  # fmt: skip


def test_a_paper_says_its_numbers_and_is_the_same_twice():
    paper = print_figures(a_sheet(200), at=AT)
    with pypdfium2.PdfDocument(paper) as document:
        text = "".join(one.get_textpage().get_text_range() for one in document)
        assert len(document) > 1
    assert "Phường Sài Gòn" in text
    assert "Phường 199" in text
    assert print_figures(a_sheet(200), at=AT + timedelta(0)) == paper


def test_more_than_pages_hold_is_refused():
    with pytest.raises(PaperUnfit):
        print_figures(a_sheet(400), at=AT)
