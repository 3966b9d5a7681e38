"""What fits on paper. Pure."""

from typing import Final

from antoan.domains.codes.images import TEXT_BYTES_MAX
from antoan.domains.printing.errors import PaperUnfit, TooManyCards, TooManyPosters
from antoan.domains.printing.values import Card, FigureSheet, Line, Poster, Sheet

CARDS_MAX: Final = 500  # About a second of work; larger batches are jobs of several parts.
POSTERS_MAX: Final = 100
QR_SYMBOL_MM: Final = 151.0  # The city asked for 15 x 15 cm (features row 95).
QUIET_MODULES: Final = 4
_NAME_POINTS: Final = ((26, 26), (40, 20), (70, 14), (1_000_000, 10))
LETTERS_MAX: Final = 600  # Of one text.
LINES_MAX: Final = 60  # Of one list.
FIGURE_ROWS_MAX: Final = 400  # Of one table of figures: a line for each ward of two eras, and room.


def check_cards(cards: list[Card], margin: str = "") -> None:
    """Raise TooManyCards for none or too many, PaperUnfit for a card that no page could hold."""
    if not 1 <= len(cards) <= CARDS_MAX:
        raise TooManyCards
    if len(margin) > LETTERS_MAX:
        raise PaperUnfit
    for card in cards:
        texts = [card.title, card.name, card.short_code, card.short_label, card.footer, *card.notes]
        _check(texts, card.lines, [card.lines, card.notes], card.qr)


def check_posters(posters: list[Poster]) -> None:
    """Raise TooManyPosters for none or too many, PaperUnfit for one that no page could hold."""
    if not 1 <= len(posters) <= POSTERS_MAX:
        raise TooManyPosters
    for poster in posters:
        texts = [poster.title, poster.place, poster.detail, poster.footer, *poster.steps, *poster.steps_en]
        _check(texts, (), [poster.steps, poster.steps_en], poster.qr)


def name_points(name: str) -> int:
    """Return how large a place's name stands on its poster: long ones smaller, so that all stand on one line or two."""
    return next(points for letters, points in _NAME_POINTS if len(name) <= letters)


def qr_side(modules: int) -> float:
    """Return how wide the QR with its quiet zone is set, so that the symbol alone is QR_SYMBOL_MM."""
    return QR_SYMBOL_MM * (modules + 2 * QUIET_MODULES) / modules


def check_sheet(sheet: Sheet) -> None:
    """Raise PaperUnfit for a sheet that no pages could hold."""
    cells = [cell for section in sheet.sections for row in section.rows for cell in row]
    texts = [sheet.title, sheet.subtitle, sheet.name, sheet.caption, sheet.statement, *sheet.notes, *cells]
    lists: list[tuple[object, ...]] = [
        sheet.lines,
        sheet.notes,
        *(section.rows for section in sheet.sections),
    ]
    _check(texts, sheet.lines, lists, sheet.qr)


def check_figures(sheet: FigureSheet) -> None:
    """Raise PaperUnfit for figures that no pages could hold."""
    cells = [cell for section in sheet.sections for row in section.rows for cell in row]
    labels = [label for chart in sheet.charts for label, _amount in chart.bars]
    texts = [sheet.title, sheet.subtitle, sheet.name, sheet.footer, *sheet.notes, *cells, *labels]
    lists: list[tuple[object, ...]] = [sheet.notes, *(chart.bars for chart in sheet.charts)]
    tables = [section.rows for section in sheet.sections]
    is_too_long = any(len(text) > LETTERS_MAX for text in texts) or any(len(one) > LINES_MAX for one in lists)
    if is_too_long or any(len(table) > FIGURE_ROWS_MAX for table in tables):
        raise PaperUnfit


def _check(texts: list[str], lines: tuple[Line, ...], lists: list[tuple[object, ...]], qr: str) -> None:
    everything = [*texts, *(word for line in lines for word in (line.label, line.text))]
    is_too_long = any(len(text) > LETTERS_MAX for text in everything)
    if is_too_long or any(len(one) > LINES_MAX for one in lists):
        raise PaperUnfit
    if not 0 < len(qr.encode()) <= TEXT_BYTES_MAX:
        raise PaperUnfit
